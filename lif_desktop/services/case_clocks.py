"""Which clocks run in a case? Started by events, ended by what was done, never chosen between.

Two readings of one clock are two clocks; two accounts of one start are two clocks as well.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from lif_desktop.domain import timelines
from lif_desktop.domain.cases import Case
from lif_desktop.domain.identities import CaseId
from lif_desktop.domain.timelines import CaseClock
from lif_desktop.services.workspace import Workspace
from lif_desktop.store.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """Another account of the day an event happened; it starts the same clocks a second time."""

    event: str
    on: date
    account_of: str
    """Whose account it is, in words."""


def start(
    unit: UnitOfWork,
    workspace: Workspace,
    case: Case,
    events: Mapping[str, date],
    accounts: Sequence[Account] = (),
) -> tuple[CaseClock, ...]:
    """Start the clocks that some events start in a case.

    A clock that already runs from another day is started again from the new day, unless it has
    been completed: what was done keeps the day it was measured against.

    Args:
        unit: the transaction to write in.
        workspace: whose framework and calendar count.
        case: the case.
        events: event name (board_notified, chair_decision, …) to the day it happened.
        accounts: other accounts of such days; both are kept and the program does not choose.

    Returns:
        The clocks as they now stand.
    """
    running = unit.find(CaseClock, case_id=case.id)
    return tuple(
        _kept(unit, _same_clock(running, fresh), fresh)
        for fresh in _wanted(workspace, case, events, accounts)
    )


def _wanted(
    workspace: Workspace, case: Case, events: Mapping[str, date], accounts: Sequence[Account]
) -> Iterator[CaseClock]:
    rules = workspace.framework_of(case).clocks
    for due in timelines.due_dates(rules, events, workspace.holidays):
        yield timelines.case_clock(due, case_id=case.id)
    for account in accounts:
        told = {account.event: account.on}
        for due in timelines.due_dates(rules, told, workspace.holidays):
            clock = timelines.case_clock(due, case_id=case.id)
            words = f"by the account of {account.account_of}"
            yield replace(clock, reading=f"{clock.reading}, {words}" if clock.reading else words)


def _kept(unit: UnitOfWork, known: CaseClock | None, fresh: CaseClock) -> CaseClock:
    if known is None:
        unit.add(fresh)
        return fresh
    if known.completed_on is None and known.started_on != fresh.started_on:
        return unit.change(replace(fresh, id=known.id, revision=known.revision))
    return known


def complete(
    unit: UnitOfWork, case_id: CaseId, clocks: Sequence[str], on: date, *, late_reason: str = ""
) -> tuple[CaseClock, ...]:
    """Mark clocks of a case as met on a day; those that do not run are left out.

    Args:
        unit: the transaction to write in.
        case_id: whose clocks.
        clocks: names of clocks; every reading of each is met at once.
        on: the day the step was done.
        late_reason: why, where it came after the due day.
    """
    return tuple(
        unit.change(completed(running, on, late_reason))
        for running in unit.find(CaseClock, case_id=case_id)
        if running.clock in clocks and running.completed_on is None
    )


def reopen(
    unit: UnitOfWork, case_id: CaseId, clocks: Sequence[str], *, completed_on: date | None
) -> None:
    """Let clocks run again that were ended on a day by a step that came to nothing."""
    for ended in unit.find(CaseClock, case_id=case_id, completed_on=completed_on):
        if ended.clock in clocks:
            unit.change(replace(ended, completed_on=None, late_reason=""))


def withdraw(unit: UnitOfWork, case_id: CaseId, events: Sequence[str]) -> None:
    """Take away the clocks that events started which turned out not to have happened.

    A clock whose step was done stays: it was measured.
    """
    for running in unit.find(CaseClock, case_id=case_id, completed_on=None):
        if running.event in events:
            unit.remove(CaseClock, running.id)


def completed(running: CaseClock, on: date, late_reason: str = "") -> CaseClock:
    """A clock as it stands once its step was done on a day.

    A reason is kept only if it was late; one that was given beforehand stands unless another is given.
    """
    late = on > running.due_on and bool(late_reason.strip())
    return replace(
        running, completed_on=on, late_reason=late_reason if late else running.late_reason
    )


def _same_clock(running: Sequence[CaseClock], fresh: CaseClock) -> CaseClock | None:
    """The clock already there that a fresh one is another start of."""
    wanted = (fresh.clock, fresh.event, fresh.reading)
    for known in running:
        if (known.clock, known.event, known.reading) == wanted:
            return known
    return None
