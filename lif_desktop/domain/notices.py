"""Who must be told of a decision, by when, with what; and the log of what was sent.

Source: catalogue rows A53, A56, B40, B45-B47, D29-D31; domain notes 2.1.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from lif_desktop.domain.identities import (
    CaseId,
    DocumentId,
    DutyId,
    NoticeId,
    PersonId,
    new_id,
)
from lif_desktop.domain.timelines import (
    ClockKind,
    ClockRule,
    DueDate,
    days_late,
    due_dates,
    length_words,
)
from lif_desktop.domain.vocabulary import Trust
from lif_desktop.errors import Problem


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeContent:
    """Something a notice must say before it may be finished."""

    label: str
    missing: str
    """What to tell a person who left it out."""


CONTENTS: Mapping[str, NoticeContent] = {
    "reviewer_name": NoticeContent(
        label="Name of the lead reviewer",
        missing="Enter the name of the lead reviewer. The notice cannot be finished before a reviewer is appointed.",
    ),
    "justification": NoticeContent(
        label="Justification",
        missing="Enter why no review is to be held. The notice cannot be finished without the justification.",
    ),
    "national_view": NoticeContent(
        label="View on national importance",
        missing="Enter whether the case may raise issues that are complex or of national importance, and why.",
    ),
}
"""What an edition may require of a notice, by the name used in its data."""


class NoticeState(StrEnum):
    """What became of something that was to be sent."""

    SENT = "sent"
    RETURNED = "returned"
    """Came back undelivered; the duty stays open."""
    WITHHELD = "withheld"
    """Deliberately not sent, with a reason."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeRule:
    """One recipient an edition or framework names, for the outcomes it names."""

    code: str
    recipient: str
    what: str
    outcomes: frozenset[str]
    """Codes of the outcomes after which it is due."""
    required: tuple[str, ...] = ()
    """Names in CONTENTS without which it may not be finished."""
    clock: str = ""
    """Clock whose readings give the due date; empty if none runs."""
    to_each: str = ""
    """Role whose every holder is told, for example attending_agency; empty for one fixed recipient."""
    source: str
    trust: Trust


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
    """Each reading of the clock: due (ISO date), length, source, trust, reading, kind. Two readings are
    both kept."""
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


def duties(
    notices: Iterable[NoticeRule],
    outcome: str,
    *,
    case_id: CaseId,
    clocks: Sequence[ClockRule],
    events: Mapping[str, date],
    holidays: Container[date],
    addressees: Mapping[str, Sequence[str]] | None = None,
) -> tuple[NoticeDuty, ...]:
    """Who must be told of an outcome, by when, and what the notice may not leave out.

    Args:
        notices: the rules of the case's framework and edition.
        outcome: code of the outcome that was decided.
        case_id: the case the duties belong to.
        clocks: the clocks of the case's framework and edition.
        events: event code to its day, chair_decision above all; a clock whose event is not among
            them gives no due date.
        holidays: bank holidays of England.
        addressees: role to the names of those who hold it, for rules that tell each of them; a
            role without names gives one duty to the role.

    Returns:
        One duty for each recipient, in the order of the rules. Where a clock has several readings
        the first is the due date and all are kept.

    Source: catalogue rows A53, A56, B40, B45-B47, D29-D31; each rule carries its own.
    """
    found = []
    for rule in notices:
        if outcome not in rule.outcomes:
            continue
        running = [clock for clock in clocks if rule.clock and clock.clock == rule.clock]
        readings = due_dates(running, events, holidays)
        found += [
            _duty(rule, recipient, readings, case_id)
            for recipient in _recipients(rule, addressees or {})
        ]
    return tuple(found)


def notice_problems(duty: NoticeDuty, contents: Mapping[str, str]) -> tuple[Problem, ...]:
    """What a notice still lacks before it may be finished; empty if nothing.

    Args:
        duty: the duty the notice answers.
        contents: name of a required content to its text.

    Source: catalogue rows D30, D31 (justification; reviewer's name) and acceptance idea 12.
    """
    return tuple(
        Problem(name, CONTENTS[name].missing)
        for name in duty.required
        if not contents.get(name, "").strip()
    )


def last_day(duty: NoticeDuty) -> date | None:
    """The day after which a notice needs a reason; None if no clock runs.

    Of several readings of one clock the longest. A local reading never stretches a statutory one.

    Source: domain notes 2.1 trap (d) and catalogue row K3 (15 days from receipt, or from sending).
    """
    statutory = [each for each in duty.readings if each.get("kind") == ClockKind.STATUTORY]
    days = [date.fromisoformat(each["due"]) for each in statutory or duty.readings]
    return max(days, default=duty.due_on)


def lateness(duty: NoticeDuty, sent_on: date) -> tuple[tuple[Mapping[str, str], int], ...]:
    """Each reading of a duty's clock with the calendar days the notice is late on it; 0 is in time.

    Source: domain notes 2.1 trap (d): two legal readings are both shown.
    """
    return tuple(
        (reading, days_late(date.fromisoformat(reading["due"]), sent_on))
        for reading in duty.readings
    )


def _recipients(rule: NoticeRule, addressees: Mapping[str, Sequence[str]]) -> list[str]:
    names = addressees.get(rule.to_each, ()) if rule.to_each else ()
    role = rule.recipient[:1].lower() + rule.recipient[1:]
    return [f"{name} ({role})" for name in names] or [rule.recipient]


def _duty(
    rule: NoticeRule, recipient: str, readings: Sequence[DueDate], case_id: CaseId
) -> NoticeDuty:
    return NoticeDuty(
        id=DutyId(new_id()),
        case_id=case_id,
        recipient=recipient,
        what=rule.what,
        required=rule.required,
        due_on=readings[0].due if readings else None,
        readings=tuple(_reading(due) for due in readings),
        source=rule.source,
    )


def _reading(due: DueDate) -> dict[str, str]:
    return {
        "due": due.due.isoformat(),
        "length": length_words(due.rule),
        "unit": due.rule.unit.value,
        "source": due.rule.source,
        "trust": due.rule.trust.value,
        "reading": due.rule.reading,
        "kind": due.rule.kind.value,
    }
