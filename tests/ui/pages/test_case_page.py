"""A case on the screen: honest status words, clocks in words and to scale, history from the audit chain."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from pytestqt.qtbot import QtBot

from lif_desktop.clock import SetClock
from lif_desktop.definitions.example_case import ExampleCase, read_example
from lif_desktop.demo import walking
from lif_desktop.domain.cases import CaseStage
from lif_desktop.services import cases, referrals
from lif_desktop.settings import resources_folder
from lif_desktop.ui.pages.case_page import CasePage
from lif_desktop.ui.widgets import TaskRow
from tests.ui.stage import Stage, named, press, said_on

pytestmark = pytest.mark.gui


@pytest.fixture
def example() -> ExampleCase:
    return read_example(resources_folder() / "example" / "case-a.toml")


def shown(qtbot: QtBot, stage: Stage, case_id: str) -> CasePage:
    page = CasePage(stage.context, case_id)
    qtbot.addWidget(page)
    stage.show(page)
    return page


def tasks(page: CasePage) -> dict[str, str]:
    """Name of each task and what is said of it."""
    rows = page.findChildren(TaskRow)
    return dict(row.accessibleName().split(", ", 1) for row in rows if row.isVisible())


def test_a_new_case_can_only_be_referred(qtbot: QtBot, stage: Stage) -> None:
    started = referrals.start(stage.workspace)

    page = shown(qtbot, stage, started.case.id)

    said = tasks(page)
    assert said["Referral"] == "Not yet started"
    assert {said[name] for name in ("Screening", "Decision grid", "Notices", "Actions")} == {
        "Cannot start yet"
    }
    shut = [row for row in page.findChildren(TaskRow) if "Cannot start" in row.accessibleName()]
    assert all(not row.isEnabled() for row in shut)
    press(page, "Continue: referral")
    assert stage.opened == [("referral", started.case.id)]


def test_a_decided_case_says_how_far_everything_is(
    qtbot: QtBot, stage: Stage, clock: SetClock, example: ExampleCase
) -> None:
    case_id = walking.refer(stage.workspace, clock, example)
    walking.weigh(stage.workspace, clock, example, case_id)
    walking.decide(stage.workspace, clock, example, case_id)
    clock.put(datetime(2016, 5, 20, 9, 41, tzinfo=UTC))

    page = shown(qtbot, stage, case_id)

    said = tasks(page)
    assert said["Referral"] == "Completed, Received 5 April 2016"
    assert said["Summaries of involvement"].startswith("Completed, ")
    assert said["Decision grid"] == "Completed, Sent to the Chair 10 May 2016"
    assert said["Chair’s decision"] == "In progress, Recorded, not yet signed"
    assert said["Notices"].endswith("next due Thursday 26 May")
    assert said["Learning summary"] == "Not yet started"
    words = said_on(page)
    assert "Serious Case Review" in words
    assert "Working Together to Safeguard Children 2015" in words
    assert "Moira Fairweather recorded the decision" in words
    assert page.title == "FSCB/SCR/2016/03"


def test_the_clocks_can_be_read_as_a_table_with_length_source_and_trust(
    qtbot: QtBot, stage: Stage, clock: SetClock, example: ExampleCase
) -> None:
    case_id = walking.refer(stage.workspace, clock, example)
    walking.weigh(stage.workspace, clock, example, case_id)
    walking.decide(stage.workspace, clock, example, case_id)
    clock.put(datetime(2016, 5, 20, 9, 41, tzinfo=UTC))
    page = shown(qtbot, stage, case_id)

    press(page, "Show as a table: Clocks")

    words = "\n".join(said_on(page))
    assert "Done Thursday 19 May, 18 days over" in words
    assert "14 days from 19 May 2016, due 2 June 2016." in words
    assert "To be confirmed" in words
    assert "Reason: first meeting with papers in time was 10 May" in words


def test_history_shows_everything_on_request(
    qtbot: QtBot, stage: Stage, clock: SetClock, example: ExampleCase
) -> None:
    case_id = walking.refer(stage.workspace, clock, example)
    page = shown(qtbot, stage, case_id)
    before = "Moira Fairweather opened the case" in said_on(page)

    press(
        page,
        next(name for name in named(page) if name.startswith("See all") and "History" in name),
    )

    assert not before
    assert "Moira Fairweather opened the case" in said_on(page)


def test_a_change_made_elsewhere_is_shown(
    qtbot: QtBot, stage: Stage, clock: SetClock, example: ExampleCase
) -> None:
    started = referrals.start(stage.workspace)
    page = shown(qtbot, stage, started.case.id)

    referrals.submit(stage.workspace, started.case.id, example.referral)
    page.refresh(frozenset({"Case"}))
    stage.wait()

    assert tasks(page)["Screening"] == "Not yet started"


def test_a_case_without_a_learning_summary_closes_with_a_reason(
    qtbot: QtBot, stage: Stage, clock: SetClock, example: ExampleCase
) -> None:
    case_id = walking.refer(stage.workspace, clock, example)
    walking.weigh(stage.workspace, clock, example, case_id)
    walking.decide(stage.workspace, clock, example, case_id)
    page = shown(qtbot, stage, case_id)
    stage.ask.line = "Taken over by another board"

    press(page, "Close the case")
    stage.wait()

    case = cases.case_file(stage.workspace, case_id).case
    assert stage.errors == []
    assert case.stage is CaseStage.CLOSED
    assert case.closing_reason == "Taken over by another board"


def test_a_case_stays_open_when_the_person_keeps_it(
    qtbot: QtBot, stage: Stage, clock: SetClock, example: ExampleCase
) -> None:
    case_id = walking.refer(stage.workspace, clock, example)
    walking.weigh(stage.workspace, clock, example, case_id)
    walking.decide(stage.workspace, clock, example, case_id)
    page = shown(qtbot, stage, case_id)
    stage.ask.act = False

    press(page, "Close the case")
    stage.wait()

    assert cases.case_file(stage.workspace, case_id).case.stage is CaseStage.DECIDED
