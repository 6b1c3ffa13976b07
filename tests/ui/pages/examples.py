"""Invented cases at several stages, made through services, for pages that show many."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

from lif_desktop.clock import ENGLAND, SetClock
from lif_desktop.domain.cases import Case, CaseStage
from lif_desktop.services import referrals, timelines
from lif_desktop.services.workspace import Workspace

FRIDAY = datetime(2016, 5, 20, 9, 41, tzinfo=ENGLAND)
EXAMPLES: tuple[tuple[str, str, CaseStage, str, date | None], ...] = (
    ("FSCB/SCR/2016/03", "Child N", CaseStage.DECIDED, "chair_decision", date(2016, 5, 19)),
    ("FSCB/SCR/2015/07", "Child J", CaseStage.CHAIR, "board_notified", date(2016, 4, 10)),
    ("FSCB/REF/2016/05", "Child P", CaseStage.REFERRAL, "", None),
    ("FSCB/SCR/2016/01", "Child <b>M</b>", CaseStage.MEETING, "board_notified", date(2016, 5, 2)),
    ("FSCB/MAR/2015/04", "Family T", CaseStage.CLOSED, "", None),
)


def fill_with_cases(workspace: Workspace) -> None:
    """Make the example cases; the clock then stands on Friday 20 May 2016."""
    assert isinstance(workspace.clock, SetClock)
    workspace.clock.put(FRIDAY)
    for reference, pseudonym, stage, event, on in EXAMPLES:
        started = referrals.start(workspace)
        with workspace.transaction("example.stage") as unit:
            case = unit.get(Case, started.case.id)
            unit.change(replace(case, reference=reference, pseudonym=pseudonym, stage=stage))
        if event and on is not None:
            timelines.record_event(workspace, started.case.id, event, on)
