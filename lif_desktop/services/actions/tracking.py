"""How do the actions stand today? For the tracker, for one action with its history, for a sheet.

Source: catalogue rows A06, A66, B28, E70.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from operator import attrgetter
from typing import Any

from lif_desktop.domain import actions as rules
from lif_desktop.domain.actions import AMBER_DAYS, Action, ProgressNote, Redating
from lif_desktop.domain.cases import Case
from lif_desktop.domain.identities import ActionId, CaseId
from lif_desktop.domain.people import Person
from lif_desktop.domain.timelines import due_words
from lif_desktop.domain.vocabulary import Rag, plain_date
from lif_desktop.services.workspace import Workspace
from lif_desktop.store.unit_of_work import Reader

_MOST_HITS = 10_000


class TrackerOrder(StrEnum):
    """What the tracker is sorted by."""

    DUE = "due"
    RAG = "rag"
    AGENCY = "agency"
    REFERENCE = "reference"
    SLIPPAGE = "slippage"


@dataclass(frozen=True, slots=True, kw_only=True)
class TrackerFilter:
    """Which actions to show; an empty value lets all through."""

    case_id: CaseId | None = None
    agencies: frozenset[str] = frozenset()
    themes: frozenset[str] = frozenset()
    ratings: frozenset[Rag] = frozenset()
    text: str = ""
    """Words to be found anywhere in the action or its notes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionRow:
    """One line of the tracker, with what is worked out for the day."""

    action: Action
    case_reference: str
    rag: Rag
    words: str
    """How it stands, in words: "9 working days overdue", "Complete on 4 December 2017"."""
    slippage_days: int
    """Calendar days from the first due date to the present one."""
    activity_only: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Tracker:
    """The tracker on one day."""

    on: date
    rows: tuple[ActionRow, ...]
    counts: Mapping[Rag, int]
    """Of the rows shown."""
    agencies: tuple[str, ...]
    """All there are, for the filter."""
    themes: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionFile:
    """One action with its whole history."""

    action: Action
    case_reference: str
    notes: tuple[ProgressNote, ...]
    redatings: tuple[Redating, ...]
    writers: Mapping[str, str]
    """Person id to name, of those who wrote notes and moved dates."""


def tracker(
    workspace: Workspace,
    on: date,
    *,
    wanted: TrackerFilter | None = None,
    order: TrackerOrder = TrackerOrder.DUE,
    descending: bool = False,
) -> Tracker:
    """The actions as they stand on a day.

    Args:
        workspace: the open workspace.
        on: the day.
        wanted: which actions; None for all.
        order: what they are sorted by; ties fall back to due date and reference.
        descending: the other way round.
    """
    wanted = wanted or TrackerFilter()
    with workspace.reading() as reader:
        every = reader.find(Action)
        cases = {case.id: case for case in reader.find(Case)}
        found = _matching(reader, every, wanted)
    rows = [_row(workspace, action, cases, on) for action in found]
    rows = [row for row in rows if not wanted.ratings or row.rag in wanted.ratings]
    rows.sort(key=_by_due)
    rows.sort(key=_SORT_KEYS[order], reverse=descending)
    return Tracker(
        on=on,
        rows=tuple(rows),
        counts=Counter(row.rag for row in rows),
        agencies=tuple(sorted({action.agency for action in every}, key=str.casefold)),
        themes=tuple(sorted({action.theme for action in every if action.theme}, key=str.casefold)),
    )


def action_file(workspace: Workspace, action_id: ActionId) -> ActionFile:
    """One action with its notes and re-datings, the earliest first.

    Raises:
        NotFoundError: there is no such action.
    """
    with workspace.reading() as reader:
        action = reader.get(Action, action_id)
        notes = sorted(reader.find(ProgressNote, action_id=action_id), key=attrgetter("noted_at"))
        moved = sorted(reader.find(Redating, action_id=action_id), key=attrgetter("redated_at"))
        return ActionFile(
            action=action,
            case_reference=""
            if action.case_id is None
            else reader.get(Case, action.case_id).reference,
            notes=tuple(notes),
            redatings=tuple(moved),
            writers={person.id: person.name for person in reader.find(Person)},
        )


def _matching(reader: Reader, every: Sequence[Action], wanted: TrackerFilter) -> Sequence[Action]:
    found = [action for action in every if _wanted(action, wanted)]
    if not wanted.text.strip():
        return found
    hits = {hit.record_id for hit in reader.search(wanted.text, limit=_MOST_HITS)}
    return [action for action in found if action.id in hits]


def _wanted(action: Action, wanted: TrackerFilter) -> bool:
    return (
        wanted.case_id in {None, action.case_id}
        and (not wanted.agencies or action.agency in wanted.agencies)
        and (not wanted.themes or action.theme in wanted.themes)
    )


def _row(
    workspace: Workspace, action: Action, cases: Mapping[CaseId, Case], on: date
) -> ActionRow:
    case = None if action.case_id is None else cases[action.case_id]
    amber_days = AMBER_DAYS if case is None else workspace.framework_of(case).amber_days
    return ActionRow(
        action=action,
        case_reference="" if case is None else case.reference,
        rag=rules.rag(action, on, amber_days=amber_days),
        words=_words(workspace, action, on),
        slippage_days=rules.slippage_days(action),
        activity_only=rules.is_activity_only(action),
    )


def _words(workspace: Workspace, action: Action, on: date) -> str:
    """How the action stands, after the word of its rating: "9 working days overdue"."""
    if action.closed_on is not None and action.closed_on <= on:
        return f"closed on {plain_date(action.closed_on)}"
    return due_words(action.due_on, on, workspace.holidays)


def _by_due(row: ActionRow) -> tuple[date, str]:
    return (row.action.due_on, row.action.reference)


def _by_rating(row: ActionRow) -> int:
    return list(Rag).index(row.rag)


def _by_agency(row: ActionRow) -> str:
    return row.action.agency.casefold()


def _by_reference(row: ActionRow) -> tuple[str, list[tuple[int, str]]]:
    """References in counting order: N2.1 before N10.1, S9 before S10."""
    parts = re.split(r"(\d+)", row.action.reference)
    numbered = [(int(part), "") if part.isdigit() else (-1, part.casefold()) for part in parts]
    return (row.case_reference, numbered)


def _by_slippage(row: ActionRow) -> int:
    return -row.slippage_days


_SORT_KEYS: Mapping[TrackerOrder, Callable[[ActionRow], Any]] = {
    TrackerOrder.DUE: _by_due,
    TrackerOrder.RAG: _by_rating,
    TrackerOrder.AGENCY: _by_agency,
    TrackerOrder.REFERENCE: _by_reference,
    TrackerOrder.SLIPPAGE: _by_slippage,
}
