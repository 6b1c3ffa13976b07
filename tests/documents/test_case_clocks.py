"""How does a case's clock stand on the day of its paper, and not a day later?"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from lif_desktop.documents import case_clocks
from lif_desktop.domain.identities import CaseId
from lif_desktop.domain.timelines import (
    BankHolidays,
    CaseClock,
    ClockKind,
    ClockRule,
    Strictness,
    Unit,
    case_clock,
    due_dates,
)
from lif_desktop.domain.vocabulary import Trust

ENGLAND = BankHolidays()
REASON = "The reviewer was not named before 31 May."


def make_clock(code: str = "national_panel_told", **changes: object) -> CaseClock:
    rule = ClockRule(
        clock=code,
        label="National Panel told",
        event="chair_decision",
        amount=14,
        unit=Unit.CALENDAR_DAYS,
        strictness=Strictness.LIMIT,
        kind=ClockKind.STATUTORY,
        source="Northamptonshire 2016 framework",
        trust=Trust.SEED,
    )
    (due,) = due_dates([rule], {"chair_decision": date(2016, 5, 19)}, ENGLAND)
    return replace(case_clock(due, case_id=CaseId("c1")), **changes)  # type: ignore[arg-type]  # fields by name


def cells_of(clock: CaseClock, on: date) -> str:
    (row,) = case_clocks.clock_table([clock], on, ENGLAND).rows
    return str(row)


@pytest.mark.parametrize(
    ("on", "told"),
    [
        (date(2016, 5, 19), False),  # the day of the decision: nothing is late yet
        (date(2016, 6, 2), False),
        (date(2016, 6, 3), True),
        (date(2016, 6, 10), True),
    ],
    ids=str,
)
def test_a_paper_gives_no_reason_that_was_given_after_its_day(on: date, *, told: bool) -> None:
    late = make_clock(completed_on=date(2016, 6, 8), late_reason=REASON)
    assert (REASON in cells_of(late, on)) is told


def test_an_earliest_end_is_neither_drawn_nor_late() -> None:
    website = make_clock("report_on_website_until")
    after = date(2016, 7, 1)
    assert case_clocks.clock_figure([website], after, ENGLAND) is None
    assert "The time has run" in cells_of(website, after)
    assert case_clocks.clock_figure([make_clock()], after, ENGLAND) is not None
