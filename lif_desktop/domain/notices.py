"""Who must be told of a decision, by when, with what; and the log of what was sent.

Source: catalogue rows A53, A56, B40, B45-B47, D29-D31; domain notes 2.1.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from lif_desktop.domain.identities import CaseId, DocumentId, DutyId, NoticeId, PersonId


class NoticeState(StrEnum):
    """What became of something that was to be sent."""

    SENT = "sent"
    RETURNED = "returned"
    """Came back undelivered; the duty stays open."""
    WITHHELD = "withheld"
    """Deliberately not sent, with a reason."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeDuty:
    """A duty to tell one recipient of one decision."""

    id: DutyId
    revision: int = 0
    case_id: CaseId
    recipient: str
    what: str
    """What the notice must say, in a sentence."""
    required: tuple[str, ...] = ()
    """Names of the contents without which it may not be finalised, for example reviewer_name, justification."""
    due_on: date | None = None
    """None where no clock runs, for example the circulation to agencies."""
    readings: tuple[Mapping[str, str], ...] = ()
    """Each reading of the clock: due (ISO date), length, source, trust. Two readings are both kept."""
    source: str
    closed_on: date | None = None
    closed_reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """One entry in the log of what was sent, returned or withheld; never changed once written."""

    id: NoticeId
    case_id: CaseId
    duty_id: DutyId | None = None
    recipient: str
    state: NoticeState
    sent_on: date | None = None
    """None if withheld."""
    sent_by: str
    channel: str
    content: str
    """What was sent, in words."""
    note: str = ""
    """Read-back, first attempt that failed, reason for withholding."""
    document_id: DocumentId | None = None
    document_sha256: str = ""
    late_reason: str = ""
    logged_at: datetime
    logged_by: PersonId


def is_late(due_on: date, sent_on: date) -> bool:
    """Was it sent after the last day allowed? The same day at any hour is in time.

    Source: catalogue rows B35, D29; expected figures treat the due day as in time.
    """
    return sent_on > due_on
