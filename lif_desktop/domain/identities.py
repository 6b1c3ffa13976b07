"""Identifiers of records: client-made, so that two laptops never make the same one."""

from __future__ import annotations

from typing import NewType
from uuid import uuid4

PersonId = NewType("PersonId", str)
AgencyId = NewType("AgencyId", str)
CaseId = NewType("CaseId", str)
ReferralId = NewType("ReferralId", str)
DraftId = NewType("DraftId", str)
ParticipantId = NewType("ParticipantId", str)
AssessmentId = NewType("AssessmentId", str)
ViewId = NewType("ViewId", str)
RecommendationId = NewType("RecommendationId", str)
DecisionId = NewType("DecisionId", str)
ClockId = NewType("ClockId", str)
DutyId = NewType("DutyId", str)
NoticeId = NewType("NoticeId", str)
DocumentId = NewType("DocumentId", str)
SignatureId = NewType("SignatureId", str)
SummaryId = NewType("SummaryId", str)
ActionId = NewType("ActionId", str)
NoteId = NewType("NoteId", str)
RedatingId = NewType("RedatingId", str)
AttachmentId = NewType("AttachmentId", str)
BoardId = NewType("BoardId", str)
AuthorityId = NewType("AuthorityId", str)
CertificateId = NewType("CertificateId", str)
PlaceId = NewType("PlaceId", str)
RequestId = NewType("RequestId", str)


def new_id() -> str:
    """A fresh identifier: 32 hexadecimal digits."""
    return uuid4().hex
