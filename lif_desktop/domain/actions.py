"""Actions: what was agreed, how it goes, and when it may be called done.

Closed means changed: an action closes on evidence that someone other than its owner accepted.

Source: catalogue rows A06, A66, A82, B28, C44, E55, E65, E66, E70.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from lif_desktop.domain.answers import Answers
from lif_desktop.domain.identities import ActionId, CaseId, NoteId, PersonId, RedatingId
from lif_desktop.domain.people import may_be_same_person
from lif_desktop.domain.vocabulary import Rag
from lif_desktop.errors import Problem

AMBER_DAYS = 28
"""An open action due within this many days, the due day and the last day included, is amber."""


class ActionStatus(StrEnum):
    """What is said of an action; only COMPLETE, set on accepted evidence, counts as done."""

    NOT_STARTED = "not_started"
    IN_PROGRESS = "in_progress"
    DELAYED = "delayed"
    OWNER_REPORTS_COMPLETE = "owner_reports_complete"
    COMPLETE = "complete"


STATUS_LABELS: Mapping[ActionStatus, str] = {
    ActionStatus.NOT_STARTED: "Not started",
    ActionStatus.IN_PROGRESS: "In progress",
    ActionStatus.DELAYED: "Delayed",
    ActionStatus.OWNER_REPORTS_COMPLETE: "Owner reports complete",
    ActionStatus.COMPLETE: "Complete",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Action:
    """One thing an agency agreed to do, with the first due date it was given."""

    id: ActionId
    revision: int = 0
    case_id: CaseId | None = None
    """The case it was raised from; None for an action of another origin."""
    reference: str
    """Short, unique within the plan, for example N1.1."""
    recommendation_number: str = ""
    recommendation: str = ""
    action: str
    agency: str
    lead: str
    """Named lead officer: the owner."""
    tier: int = 1
    """What it measures: 1 how much was done, 2 how well, 3 is anyone better off (row B28)."""
    measure: str = ""
    evidence_expected: str = ""
    original_due_on: date
    """The first due date; kept through every re-dating (row E70)."""
    due_on: date
    status: ActionStatus = ActionStatus.NOT_STARTED
    closed_on: date | None = None
    evidence: str = ""
    evidence_tested_by: str = ""
    """Who accepted the evidence; never the owner."""
    impact: str = ""
    """What difference it made to children (row C44)."""
    impact_check_due_on: date | None = None
    theme: str = ""
    recurs_from: str = ""
    """Earlier review and action that said the same."""
    notes: str = ""
    answers: Answers = field(default_factory=dict)
    """What else the action form asks, for example its five SMART prompts (row A82)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgressNote:
    """One note on how an action goes; never changed once written."""

    id: NoteId
    action_id: ActionId
    text: str
    status: ActionStatus
    """Status after the note."""
    noted_at: datetime
    noted_by: PersonId


@dataclass(frozen=True, slots=True, kw_only=True)
class Redating:
    """One change of an action's due date."""

    id: RedatingId
    action_id: ActionId
    from_on: date
    to_on: date
    reason: str
    redated_at: datetime
    redated_by: PersonId


def rag(action: Action, on: date, *, amber_days: int = AMBER_DAYS) -> Rag:
    """The rating of an action on a day.

    Complete if it was closed on or before the day; else red if its due date is before the day;
    amber if it is due on the day or within amber_days after it, both included; else green.

    Source: Board policy, setting amber_days; the rating itself is ToR 7.4 (catalogue row A66).
    """
    if action.closed_on is not None and action.closed_on <= on:
        return Rag.COMPLETE
    days_left = (action.due_on - on).days
    if days_left < 0:
        return Rag.RED
    return Rag.AMBER if days_left <= amber_days else Rag.GREEN


def slippage_days(action: Action) -> int:
    """Calendar days from the first due date to the current one; 0 if never moved.

    Source: catalogue row E70 (slippage pursued from the original date).
    """
    return (action.due_on - action.original_due_on).days


def is_activity_only(action: Action) -> bool:
    """Does the action measure only that something was done?

    Source: catalogue row B28 (three tiers; tier 1 alone is flagged "activity only").
    """
    return action.tier == 1


def closing_problems(action: Action, *, evidence: str, accepted_by: str) -> Sequence[Problem]:
    """What stands in the way of closing an action; empty if nothing does.

    Source: catalogue rows A06, E65 and acceptance idea 9: never on the owner's word.
    """
    problems = []
    if not evidence.strip():
        problems.append(
            Problem(
                "evidence",
                "Enter the evidence that shows the action was done and by whom it was seen.",
            )
        )
    if not accepted_by.strip():
        problems.append(
            Problem("evidence_tested_by", "Enter who tested and accepted the evidence.")
        )
    elif may_be_same_person(accepted_by, action.lead):
        problems.append(
            Problem(
                "evidence_tested_by",
                f"The evidence must be accepted by someone other than the owner, {action.lead}. Choose another person, or write both names in full.",
            )
        )
    return problems
