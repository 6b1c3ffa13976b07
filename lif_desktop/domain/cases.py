"""A case and its referral: what is recorded first, and the stages a case passes through.

Source: catalogue rows A46, A48, A53; domain notes 1.2 (tracking dates on the front of real forms).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import StrEnum

from lif_desktop.domain.answers import Answers, date_of, text_of
from lif_desktop.domain.identities import (
    AttachmentId,
    CaseId,
    DraftId,
    PersonId,
    ReferralId,
    RequestId,
)


class CaseStage(StrEnum):
    """Where a case stands (catalogue row A46)."""

    REFERRAL = "referral"
    """The referral is being written."""
    SCREENING = "screening"
    """Submitted; the sub-group's chair has not yet screened it."""
    RETURNED = "returned"
    """Sent back to the referrer for information."""
    NOT_APPROPRIATE = "not_appropriate"
    """Screened out, with a reason."""
    MEETING = "meeting"
    """Screened in: summaries, agency views, the grid, the recommendation."""
    CHAIR = "chair"
    """With the Chair for decision."""
    DECIDED = "decided"
    """Decision recorded; notices are due."""
    LEARNING = "learning"
    """Review under way or done; learning and actions are followed."""
    CLOSED = "closed"


class ScreeningOutcome(StrEnum):
    """What the sub-group's chair made of a referral (catalogue row A48)."""

    SCREENED_IN = "screened_in"
    RETURNED = "returned"
    NOT_APPROPRIATE = "not_appropriate"


STAGE_LABELS: Mapping[CaseStage, str] = {
    # Words that fit every edition: who decides, and what the group is called, differ (row K4).
    CaseStage.REFERRAL: "Referral being written",
    CaseStage.SCREENING: "Waiting to be screened",
    CaseStage.RETURNED: "Returned for information",
    CaseStage.NOT_APPROPRIATE: "Not appropriate",
    CaseStage.MEETING: "With the group",
    CaseStage.CHAIR: "Waiting for the decision",
    CaseStage.DECIDED: "Decided",
    CaseStage.LEARNING: "Learning and actions",
    CaseStage.CLOSED: "Closed",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One case, from referral to lasting change; it keeps the edition and forms it was opened under."""

    id: CaseId
    revision: int = 0
    reference: str = ""
    """The board's own, for example FSCB/SCR/2016/03; empty until the referral names it."""
    pseudonym: str = ""
    """What the child is called in papers; shown instead of a name."""
    edition: str
    framework: str
    forms: Mapping[str, str]
    """Form id to the version this case was opened with."""
    stage: CaseStage = CaseStage.REFERRAL
    marking: str
    opened_on: date
    received_on: date | None = None
    """Day the board received the referral."""
    board_notified_on: date | None = None
    """Day the board was told of the incident; starts the decision clock."""
    screened_on: date | None = None
    information_called_on: date | None = None
    """Day the agencies were asked for summaries of involvement."""
    agency_deadline_on: date | None = None
    meeting_on: date | None = None
    recommendation_sent_on: date | None = None
    decided_on: date | None = None
    closed_on: date | None = None
    closing_reason: str = ""
    """Why the case closed without a completed learning summary (row D08); empty if it has one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Referral:
    """A referral as it was submitted; corrections make a new revision, never a silent change."""

    id: ReferralId
    revision: int = 0
    case_id: CaseId
    form_version: str
    answers: Answers
    submitted_at: datetime
    submitted_by: PersonId
    screening: ScreeningOutcome | None = None
    """None until screened."""
    screened_on: date | None = None
    screened_by: str = ""
    """Name and post of the person who screened it."""
    screening_reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """Answers being typed, kept inside the encrypted workspace; tied to record, form and version."""

    id: DraftId
    revision: int = 0
    case_id: CaseId
    form_id: str
    form_version: str
    subject: str = ""
    """What within the case it belongs to, for example a summary's or an action's id; empty if the case itself."""
    answers: Answers = field(default_factory=dict)
    page: str = ""
    """Section that was open, to return to."""
    question: str = ""
    """Question that had the cursor, to return to."""
    completed_sections: tuple[str, ...] = ()
    """Sections the person has marked as completed."""
    saved_at: datetime
    saved_by: PersonId


@dataclass(frozen=True, slots=True, kw_only=True)
class Attachment:
    """A file kept with a case, unread and unchanged, inside the encrypted workspace."""

    id: AttachmentId
    case_id: CaseId
    name: str
    """File name as given; shown, never used as a path."""
    content: bytes
    sha256: str
    added_at: datetime
    added_by: PersonId


@dataclass(frozen=True, slots=True, kw_only=True)
class SummaryRequest:
    """One agency asked for its summary of involvement, and what came back (catalogue rows A49, B37)."""

    id: RequestId
    revision: int = 0
    case_id: CaseId
    agency: str
    asked_on: date
    due_on: date
    returned_on: date | None = None
    """None until it came back; a nil return is a return."""
    nil_return: bool = False
    """True if the agency answered that it holds nothing."""
    note: str = ""


def case_with_referral(case: Case, answers: Answers) -> Case:
    """The case with the reference, pseudonym and tracking dates that its referral gives.

    Source: domain notes 1.2 and 1.3 A (tracking block; group A of the field list).
    """
    return replace(
        case,
        reference=text_of(answers, "case_reference") or case.reference,
        pseudonym=text_of(answers, "pseudonym") or case.pseudonym,
        marking=text_of(answers, "protective_marking") or case.marking,
        received_on=date_of(answers, "received_on") or case.received_on,
        board_notified_on=date_of(answers, "board_notified_on") or case.board_notified_on,
    )
