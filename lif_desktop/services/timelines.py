"""What is due when in a case, what started the clock, and was the step done in time?

Source: catalogue rows A52, B35-B41, D29, D32; domain notes 2.1 (trap e: more time by recorded reason only).
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from lif_desktop.domain import timelines as rules
from lif_desktop.domain.cases import Case
from lif_desktop.domain.identities import CaseId, ClockId
from lif_desktop.domain.timelines import CaseClock
from lif_desktop.domain.vocabulary import plain_date
from lif_desktop.errors import InvalidAnswersError, NotFoundError, Problem, RuleBrokenError
from lif_desktop.services import case_clocks
from lif_desktop.services.workspace import Workspace
from lif_desktop.store.unit_of_work import UnitOfWork


def record_event(
    workspace: Workspace, case_id: CaseId, event: str, on: date
) -> tuple[CaseClock, ...]:
    """Record the day of an event that starts clocks, for example publication.

    Args:
        workspace: the open workspace.
        case_id: the case.
        event: name of the event in the case's edition or framework.
        on: the day it happened or is to happen.

    Raises:
        NotFoundError: no clock of the case's framework starts at such an event.

    Writes: clocks. Audit: clock.start.
    """
    with workspace.transaction("clock.start") as unit:
        case = unit.get(Case, case_id)
        started = case_clocks.start(unit, workspace, case, {event: on})
        if not started:
            raise NotFoundError(f"No clock of {case.framework} starts at {event}.")
    return started


def complete_clock(
    workspace: Workspace, clock_id: ClockId, on: date, *, late_reason: str = ""
) -> CaseClock:
    """Record that a step with a clock was done.

    Args:
        workspace: the open workspace.
        clock_id: the clock.
        on: the day the step was done.
        late_reason: why it came after the due day; a delay that was explained before needs no more.

    Raises:
        InvalidAnswersError: the day is still to come, or the step was late and nothing says why.
        RuleBrokenError: the step is recorded as done already.

    Writes: clock. Audit: clock.complete.
    """
    with workspace.transaction("clock.complete") as unit:
        running = _running(unit, clock_id)
        if on > workspace.clock.today():
            raise InvalidAnswersError(
                [Problem("completed_on", "The day it was done must be today or earlier.")]
            )
        done = case_clocks.completed(running, on, late_reason)
        if rules.needs_reason(running, on) and not done.late_reason.strip():
            raise InvalidAnswersError(
                [
                    Problem(
                        "late_reason",
                        f"Enter why the step was done after {plain_date(running.due_on)}, the day it was due.",
                    )
                ]
            )
        return unit.change(done)


def explain_delay(workspace: Workspace, clock_id: ClockId, reason: str) -> CaseClock:
    """Record why a step will not be done by its due day; the due day itself never moves.

    This is what extending a clock or pausing it comes to: the guidance's last day stands, and the
    reason for more time stands beside it.

    Raises:
        InvalidAnswersError: no reason is given.
        RuleBrokenError: the step is recorded as done already.

    Writes: clock. Audit: clock.explain.
    """
    if not reason.strip():
        raise InvalidAnswersError([Problem("late_reason", "Enter why more time is needed.")])
    with workspace.transaction("clock.explain") as unit:
        return unit.change(replace(_running(unit, clock_id), late_reason=reason))


def clocks(workspace: Workspace, case_id: CaseId | None = None) -> tuple[CaseClock, ...]:
    """The clocks of one case, or of all cases that still ask something, the soonest due first."""
    today = workspace.clock.today()
    with workspace.reading() as reader:
        found = (
            [
                clock
                for clock in reader.find(CaseClock, completed_on=None)
                if rules.is_owed(clock, today)
            ]
            if case_id is None
            else reader.find(CaseClock, case_id=case_id)
        )
    return tuple(sorted(found, key=lambda clock: (clock.due_on, clock.clock)))


def _running(unit: UnitOfWork, clock_id: ClockId) -> CaseClock:
    clock = unit.get(CaseClock, clock_id)
    if clock.completed_on is not None:
        raise RuleBrokenError(
            f"“{clock.label}” is recorded as done on {plain_date(clock.completed_on)} already.",
            rule="clock already met",
            source="catalogue feature F8",
        )
    return clock
