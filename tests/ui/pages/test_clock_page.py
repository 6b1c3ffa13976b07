"""A clock ends on the day its step was done; more time needs a reason, and the last day stays."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtWidgets import QRadioButton, QWidget
from pytestqt.qtbot import QtBot

from lif_desktop.clock import SetClock
from lif_desktop.domain.timelines import CaseClock
from lif_desktop.services import timelines
from lif_desktop.ui.field_editors import LineInput, TextInput
from lif_desktop.ui.pages.case_page import CasePage
from lif_desktop.ui.pages.clock_page import ClockPage
from tests import factories
from tests.ui.keyboard import typed
from tests.ui.stage import Stage, named, press, said_on

pytestmark = pytest.mark.gui


@pytest.fixture
def running(stage: Stage) -> CaseClock:
    """The clock of the decision, due on 1 May 2016, on 11 April."""
    case = factories.submitted_case(stage.workspace)
    clocks = timelines.clocks(stage.workspace, case.id)
    return next(clock for clock in clocks if clock.clock == "scr_decision")


@pytest.fixture
def page(qtbot: QtBot, stage: Stage, running: CaseClock) -> ClockPage:
    shown = ClockPage(stage.context, f"{running.case_id} {running.id}")
    qtbot.addWidget(shown)
    stage.show(shown)
    return shown


def _choose(page: QWidget, what: str) -> None:
    radio = page.findChild(QRadioButton, f"what.{what}")
    assert radio is not None
    radio.click()


def _day(page: QWidget, day: str, month: str, year: str) -> None:
    for name, text in (("day", day), ("month", month), ("year", year)):
        line = page.findChild(LineInput, f"completed_on.{name}")
        assert line is not None
        typed(line, text)


def _reason(page: QWidget, text: str) -> None:
    box = page.findChild(TextInput, "late_reason")
    assert box is not None
    typed(box, text)


def _now(stage: Stage, clock: CaseClock) -> CaseClock:
    with stage.workspace.reading() as reader:
        return reader.get(CaseClock, clock.id)


def test_a_step_done_in_time_ends_its_clock(
    stage: Stage, page: ClockPage, running: CaseClock
) -> None:
    _choose(page, "done")
    _day(page, "11", "April", "2016")
    press(page, "Record the step")
    stage.wait()
    assert _now(stage, running).completed_on == date(2016, 4, 11)
    assert stage.opened == [("case", running.case_id)]


def test_a_step_done_late_needs_its_reason(
    stage: Stage, page: ClockPage, running: CaseClock, clock: SetClock
) -> None:
    clock.put(clock.now().replace(month=5, day=20))
    _choose(page, "done")
    _day(page, "19", "5", "2016")
    press(page, "Record the step")
    stage.wait()
    assert _now(stage, running).completed_on is None
    _reason(page, "First meeting with papers in time was 10 May")
    press(page, "Record the step")
    stage.wait()
    assert _now(stage, running).late_reason == "First meeting with papers in time was 10 May"


def test_more_time_leaves_the_last_day_where_it_is(
    stage: Stage, page: ClockPage, running: CaseClock
) -> None:
    _choose(page, "delayed")
    _reason(page, "Trial listed")
    press(page, "Record the step")
    stage.wait()
    now = _now(stage, running)
    assert (now.due_on, now.completed_on, now.late_reason) == (
        running.due_on,
        None,
        "Trial listed",
    )


def test_nothing_chosen_says_what_to_do(stage: Stage, page: ClockPage) -> None:
    press(page, "Record the step")
    assert "Choose what you record" in said_on(page)


def test_the_case_leads_to_each_running_clock(
    qtbot: QtBot, stage: Stage, running: CaseClock
) -> None:
    case = CasePage(stage.context, running.case_id)
    qtbot.addWidget(case)
    stage.show(case)
    press(case, "Show as a table")
    wanted = f"Record: {running.label}"
    assert wanted in named(case)
    press(case, wanted)
    assert ("clock", f"{running.case_id} {running.id}") in stage.opened
