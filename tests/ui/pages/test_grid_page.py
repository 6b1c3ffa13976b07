"""The decision grid on the screen: views by key, evidence in the cell, the rule beside it, members counted."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QListWidget, QRadioButton, QWidget
from pytestqt.qtbot import QtBot

from lif_desktop.clock import SetClock
from lif_desktop.definitions.example_case import ExampleCase, read_example
from lif_desktop.demo import walking
from lif_desktop.domain.cases import CaseStage
from lif_desktop.domain.decisions import ViewCode
from lif_desktop.domain.identities import CaseId, ParticipantId, new_id
from lif_desktop.domain.people import Participant, Standing
from lif_desktop.services import cases, decisions, referrals
from lif_desktop.services.cases import CaseFile
from lif_desktop.settings import resources_folder
from lif_desktop.ui.field_editors import LineInput, TextInput
from lif_desktop.ui.grid_table import GridTable
from lif_desktop.ui.pages.grid_facts_page import GridFactsPage
from lif_desktop.ui.pages.grid_page import GridPage
from lif_desktop.ui.widgets import Button
from tests.ui.keyboard import key, typed
from tests.ui.stage import Stage, named, press, said_on, wait_for

pytestmark = pytest.mark.gui


@pytest.fixture
def example() -> ExampleCase:
    return read_example(resources_folder() / "example" / "case-a.toml")


@pytest.fixture
def case_id(stage: Stage, clock: SetClock, example: ExampleCase) -> CaseId:
    """Child N, screened in, with the agencies' summaries back."""
    return walking.refer(stage.workspace, clock, example)


@pytest.fixture
def weighed(stage: Stage, clock: SetClock, example: ExampleCase, case_id: CaseId) -> CaseId:
    """Child N after the meeting, with the Chair."""
    walking.weigh(stage.workspace, clock, example, case_id)
    return case_id


def shown(qtbot: QtBot, stage: Stage, case_id: CaseId) -> GridPage:
    page = GridPage(stage.context, case_id)
    qtbot.addWidget(page)
    stage.show(page)
    return page


def table_of(page: GridPage) -> GridTable:
    found = page.findChild(GridTable)
    assert found is not None
    return found


def file_of(stage: Stage, case_id: CaseId) -> CaseFile:
    return cases.case_file(stage.workspace, case_id)


def cell(page: GridPage, criterion: str, short_name: str) -> QModelIndex:
    grid = table_of(page).grid
    row = [line.code for line in grid.rows].index(criterion)
    seats = [who.short_name for who in grid.seats]
    return grid.index(row, seats.index(short_name) + 1)


def say(page: QWidget, name: str) -> None:
    radio = page.findChild(QRadioButton, name)
    assert radio is not None, name
    radio.click()


def test_the_standing_members_are_offered_and_recorded(
    qtbot: QtBot, stage: Stage, case_id: CaseId
) -> None:
    page = shown(qtbot, stage, case_id)
    press(page, "Say who takes part")
    offered = [name for name in named(page) if name.startswith("Change ")]
    for _ in offered[1:]:
        press(page, [name for name in named(page) if name.startswith("Remove ")][-1])
    press(page, next(name for name in named(page) if name.startswith("Change ")))
    line = page.findChild(LineInput, "name")
    assert line is not None
    typed(line, "G. Ashdown-Iqbal")

    press(page, "Record who takes part")
    stage.wait()

    seats = file_of(stage, case_id).participants
    assert len(offered) >= 7
    assert [(who.name, who.standing) for who in seats] == [("G. Ashdown-Iqbal", Standing.MEMBER)]
    assert table_of(page).grid.columnCount() == 3


def test_a_participant_without_a_name_is_refused_at_the_row(
    qtbot: QtBot, stage: Stage, case_id: CaseId
) -> None:
    page = shown(qtbot, stage, case_id)
    press(page, "Say who takes part")

    press(page, "Record who takes part")
    stage.wait()

    assert "Enter the participant's name." in said_on(page)
    assert file_of(stage, case_id).participants == ()


def test_members_stand_before_invitees_and_those_attending_have_no_column(
    qtbot: QtBot, stage: Stage, weighed: CaseId
) -> None:
    page = shown(qtbot, stage, weighed)
    grid = table_of(page).grid

    heads = [grid.headerData(n, Qt.Orientation.Horizontal) for n in range(grid.columnCount())]
    assert heads == [
        "Criterion and evidence", "CSC", "DDoc", "DNur", "POL", "LRN", "EPS", "PRO", "HOSP", "HSG",
        "Consensus",
    ]  # fmt: skip


def test_a_cell_says_agency_criterion_view_and_reason(
    qtbot: QtBot, stage: Stage, weighed: CaseId
) -> None:
    page = shown(qtbot, stage, weighed)
    at = cell(page, "joint_working_concern", "PRO")

    assert at.data() == "Not known"
    assert at.data(Qt.ItemDataRole.AccessibleTextRole) == (
        "Probation on Cause for concern about joint working: Not known"
    )


def test_the_grid_keeps_the_rules_of_qt_models(
    qtbot: QtBot, stage: Stage, weighed: CaseId
) -> None:
    page = shown(qtbot, stage, weighed)
    grid = table_of(page).grid
    mode = QAbstractItemModelTester.FailureReportingMode.Fatal
    tester = QAbstractItemModelTester(grid, mode)

    page.load()
    stage.wait()

    assert tester.model() is grid


def test_one_key_records_a_view_and_delete_takes_it_back(
    qtbot: QtBot, stage: Stage, weighed: CaseId
) -> None:
    page = shown(qtbot, stage, weighed)
    table = table_of(page)
    table.setCurrentIndex(cell(page, "joint_working_concern", "PRO"))

    key(table, Qt.Key.Key_M)
    stage.wait()
    met = cell(page, "joint_working_concern", "PRO").data()
    key(table, Qt.Key.Key_Delete)
    stage.wait()

    assert met == "Met"
    assert cell(page, "joint_working_concern", "PRO").data() == ""
    assert table.currentIndex() == cell(page, "joint_working_concern", "PRO")


def test_enter_opens_a_view_with_its_reason(qtbot: QtBot, stage: Stage, weighed: CaseId) -> None:
    page = shown(qtbot, stage, weighed)
    table = table_of(page)
    table.setCurrentIndex(cell(page, "joint_working_concern", "EPS"))

    key(table, Qt.Key.Key_Return)
    say(page, "view.unsure")
    box = page.findChild(TextInput, "reason")
    assert box is not None
    typed(box, "“Łukasz” <b>asked</b>")
    press(page, "Record the view")
    stage.wait()

    view = next(
        each
        for each in file_of(stage, weighed).views
        if each.criterion == "joint_working_concern" and each.view is ViewCode.UNSURE
        and each.reason
    )  # fmt: skip
    assert view.reason == "“Łukasz” <b>asked</b>"


def test_evidence_is_written_into_its_cell(qtbot: QtBot, stage: Stage, weighed: CaseId) -> None:
    page = shown(qtbot, stage, weighed)
    table = table_of(page)
    row = cell(page, "custody", "CSC").row()
    table.setCurrentIndex(table.grid.index(row, 0))

    key(table, Qt.Key.Key_Return)
    box = page.findChild(TextInput, "evidence")
    assert box is not None
    typed(box, "=1+1 at home")
    say(page, "consensus.not_met_by_majority")
    press(page, "Record the evidence")
    stage.wait()

    assert stage.errors == []
    assert table.grid.rows[row].evidence == "=1+1 at home"
    assert table.grid.rows[row].consensus == "Not met by majority"
    grid = file_of(stage, weighed).assessment
    assert grid is not None
    assert grid.answers["tally_as_recorded"]


def test_the_rule_is_shown_with_its_conditions_and_source(
    qtbot: QtBot, stage: Stage, weighed: CaseId
) -> None:
    page = shown(qtbot, stage, weighed)

    said = said_on(page)
    assert "A Serious Case Review is presumed" in said
    assert "People decide. A different decision needs a reason." in said
    assert "No definitive evidence rules out concern about joint working" in said
    assert any(words.startswith("Source: LSCB Regulations 2006") for words in said)


def test_members_are_counted_and_invitees_heard(
    qtbot: QtBot, stage: Stage, weighed: CaseId
) -> None:
    page = shown(qtbot, stage, weighed)

    said = said_on(page)
    assert "6 for Serious Case Review" in said
    assert "1 for Alternative multi-agency review" in said
    assert "Two invitees are heard, not counted" in said
    assert "Dissent kept in full: Callum Mbeki-Frost" in said


def test_a_recommendation_is_changed_with_its_reason_and_dissent(
    qtbot: QtBot, stage: Stage, weighed: CaseId
) -> None:
    page = shown(qtbot, stage, weighed)
    press(page, "Show the recommendations")
    press(page, next(name for name in named(page) if name.startswith("D. Orme, ")))

    search = page.findChild(LineInput, "recommends.search")
    assert search is not None
    typed(search, "no further")
    key(search, Qt.Key.Key_Down)
    found = page.findChild(QListWidget, "recommends")
    assert found is not None
    key(found, Qt.Key.Key_Down)
    say(page, "dissent.yes")
    press(page, "Record the recommendation")
    stage.wait()

    assert "5 for Serious Case Review" in said_on(page)
    assert "Dissent kept in full: Callum Mbeki-Frost, D. Orme" in said_on(page)


def test_a_dissent_without_a_reason_is_refused_in_the_entry(
    qtbot: QtBot, stage: Stage, weighed: CaseId
) -> None:
    page = shown(qtbot, stage, weighed)
    press(page, "Show the recommendations")
    press(page, next(name for name in named(page) if name.startswith("D. Orme, ")))
    box = page.findChild(TextInput, "reason")
    assert box is not None
    box.replace_text("")

    say(page, "dissent.yes")
    press(page, "Record the recommendation")
    stage.wait()

    assert "Enter the dissent in full, in the member's own words." in said_on(page)


def test_nothing_goes_to_the_chair_before_everyone_has_spoken(
    qtbot: QtBot, stage: Stage, case_id: CaseId
) -> None:
    seat = Participant(
        id=ParticipantId(new_id()),
        case_id=case_id,
        position=0,
        name="D. Orme",
        agency="Probation",
        standing=Standing.MEMBER,
    )
    decisions.set_participants(stage.workspace, case_id, [seat])
    page = shown(qtbot, stage, case_id)
    press(page, "Send to the Chair")
    for part, text in (("day", "10"), ("month", "5"), ("year", "2016")):
        line = page.findChild(LineInput, f"sent_on.{part}")
        assert line is not None
        typed(line, text)
    act = [button for button in page.findChildren(Button) if button.text() == "Send to the Chair"]

    act[-1].click()
    stage.wait()

    said = said_on(page)
    assert "Complete the decision grid." in said
    assert any("D. Orme" in words and "recommends" in words for words in said)
    assert file_of(stage, case_id).case.stage is CaseStage.MEETING


def test_a_complete_recommendation_goes_to_the_chair(
    qtbot: QtBot, stage: Stage, case_id: CaseId
) -> None:
    seat = Participant(
        id=ParticipantId(new_id()),
        case_id=case_id,
        position=0,
        name="D. Orme",
        agency="Probation",
        standing=Standing.MEMBER,
    )
    decisions.set_participants(stage.workspace, case_id, [seat])
    decisions.save_grid(stage.workspace, case_id, {"abuse_or_neglect": "known"})
    decisions.recommend(stage.workspace, case_id, seat.id, "scr")
    referrals.schedule_meeting(stage.workspace, case_id, date(2016, 5, 10))
    page = shown(qtbot, stage, case_id)
    press(page, "Send to the Chair")
    for part, text in (("day", "10"), ("month", "5"), ("year", "2016")):
        line = page.findChild(LineInput, f"sent_on.{part}")
        assert line is not None
        typed(line, text)
    act = [button for button in page.findChildren(Button) if button.text() == "Send to the Chair"]

    act[-1].click()
    stage.wait()

    assert file_of(stage, case_id).case.stage is CaseStage.CHAIR
    assert stage.opened == [("case", case_id)]


def test_facts_typed_change_what_the_rule_gives(
    qtbot: QtBot, stage: Stage, case_id: CaseId
) -> None:
    page = GridFactsPage(stage.context, case_id)
    qtbot.addWidget(page)
    stage.show(page)
    before = "No Serious Case Review is called for; one may be held" in said_on(page)
    assert page.view is not None
    page.view.open_page("facts")

    for name in ("abuse_or_neglect.known", "died.yes"):
        say(page, name)
    wait_for(lambda: "A Serious Case Review is always held" in said_on(page))
    page.view.open_page("check_answers")
    press(page, "Record the grid")
    stage.wait()

    grid = file_of(stage, case_id).assessment
    assert before
    assert stage.errors == []
    assert grid is not None
    typed_facts = {name: grid.answers[name] for name in ("abuse_or_neglect", "died")}
    assert typed_facts == {"abuse_or_neglect": "known", "died": "yes"}
    assert grid.answers["criteria"], "the referral's evidence is not typed again"
    assert stage.opened == [("grid", case_id)]


def test_a_decided_case_can_be_read_and_not_changed(
    qtbot: QtBot, stage: Stage, clock: SetClock, example: ExampleCase, weighed: CaseId
) -> None:
    walking.decide(stage.workspace, clock, example, weighed)
    page = shown(qtbot, stage, weighed)
    table = table_of(page)
    table.setCurrentIndex(cell(page, "joint_working_concern", "PRO"))

    key(table, Qt.Key.Key_M)
    stage.wait()
    key(table, Qt.Key.Key_Return)

    assert cell(page, "joint_working_concern", "PRO").data() == "Not known"
    assert file_of(stage, weighed).case.stage is CaseStage.DECIDED
    assert not any(
        button.isEnabled()
        for button in page.findChildren(Button)
        if button.text() == "Record the view"
    )
