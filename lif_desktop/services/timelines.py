"""What is due when in a case, what started the clock, and was the step done in time?

Source: catalogue rows A52, B35-B41, D29; domain notes 2.1.
"""

from __future__ import annotations

from datetime import date

from lif_desktop.domain.cases import Case
from lif_desktop.domain.identities import CaseId, ClockId
from lif_desktop.domain.timelines import CaseClock
from lif_desktop.errors import InvalidAnswersError, NotFoundError, Problem
from lif_desktop.services import case_clocks
from lif_desktop.services.workspace import Workspace


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

    Raises:
        InvalidAnswersError: it was done after the due day and no reason is given.

    Writes: clock. Audit: clock.complete.
    """
    with workspace.transaction("clock.complete") as unit:
        running = unit.get(CaseClock, clock_id)
        if on > running.due_on and not late_reason.strip():
            raise InvalidAnswersError(
                [Problem("late_reason", "Enter why the step was done after the day it was due.")]
            )
        done = case_clocks.completed(running, on, late_reason)
        return unit.change(done)


def clocks(workspace: Workspace, case_id: CaseId | None = None) -> tuple[CaseClock, ...]:
    """The clocks of one case, or of all cases that still run, the soonest due first."""
    with workspace.reading() as reader:
        found = (
            reader.find(CaseClock, completed_on=None)
            if case_id is None
            else reader.find(CaseClock, case_id=case_id)
        )
    return tuple(sorted(found, key=lambda clock: (clock.due_on, clock.clock)))
