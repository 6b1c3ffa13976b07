"""The tracker: rated, sorted, filtered, searched; an action followed and closed on tested evidence."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QTableView

from lif_desktop.domain.actions import ActionStatus
from lif_desktop.domain.vocabulary import Rag
from lif_desktop.services import actions
from lif_desktop.ui.pages.action_page import ActionPage
from lif_desktop.ui.pages.actions_page import ActionsPage
from tests.ui.stage import Stage, press, said_on


@pytest.fixture
def page(followed: Stage) -> Iterator[ActionsPage]:
    shown = ActionsPage(followed.context)
    followed.show(shown)
    yield shown
    shown.close()
    shown.deleteLater()


def _table(page: ActionsPage) -> QTableView:
    return page.findChildren(QTableView)[0]


def _references(page: ActionsPage) -> list[str]:
    model = _table(page).model()
    return [str(model.index(at, 0).data()) for at in range(model.rowCount())]


def _open(page: ActionsPage, stage: Stage, reference: str) -> None:
    table = _table(page)
    table.setFocus()
    table.setCurrentIndex(table.model().index(_references(page).index(reference), 0))
    QTest.keyClick(table, Qt.Key.Key_Return)
    stage.wait()


@pytest.mark.gui
def test_tracker_shows_every_action_late_first(page: ActionsPage) -> None:
    assert _references(page)[:4] == ["N5.1", "N4.1", "N7.1", "N3.1"]
    assert "14 actions as at Monday 12 March 2018." in said_on(page)


@pytest.mark.gui
def test_rating_is_a_word_and_so_is_its_reason(page: ActionsPage) -> None:
    model = _table(page).model()
    assert model.index(0, 4).data() == "Red, Owner reports complete, 28 working days overdue"


@pytest.mark.gui
@pytest.mark.parametrize(
    ("chip", "count"), [("Red", 4), ("Amber", 3), ("Green", 2), ("Complete", 5)]
)
def test_chip_leaves_only_its_rating(page: ActionsPage, chip: str, count: int) -> None:
    press(page, f"{chip}, {count}")
    assert len(_references(page)) == count


@pytest.mark.gui
def test_head_of_a_column_sorts_and_sorts_back(page: ActionsPage, followed: Stage) -> None:
    head = _table(page).horizontalHeader()
    head.sectionClicked.emit(0)
    followed.wait()
    assert _references(page)[0] == "N1.1"
    head.sectionClicked.emit(0)
    followed.wait()
    assert _references(page)[0] == "N9.2"


@pytest.mark.gui
def test_search_finds_words_anywhere_in_an_action(page: ActionsPage, followed: Stage) -> None:
    field = page.findChild(QLineEdit, "search")
    assert field is not None
    QTest.keyClicks(field, "bruising")
    QTest.qWait(200)
    followed.wait()
    assert "N7.1" in _references(page)
    assert "N3.2" not in _references(page)


@pytest.mark.gui
def test_action_shows_slippage_from_its_first_date(page: ActionsPage, followed: Stage) -> None:
    _open(page, followed, "N4.1")
    said = " ".join(said_on(page))
    assert "First set for 30 November 2017, 76 days earlier" in said


@pytest.mark.gui
def test_owner_cannot_accept_the_evidence(page: ActionsPage, followed: Stage) -> None:
    _open(page, followed, "N7.1")
    press(page, "Close with evidence")
    _fill_closing(page, evidence="20 of 20 records read", by="W. Oyelaran-Pike")
    press(page, "Close the action")
    followed.wait()
    assert any("someone other than the owner" in words for words in said_on(page))
    assert _rating(followed, "N7.1") is Rag.RED


@pytest.mark.gui
def test_action_closes_on_evidence_someone_else_accepted(
    page: ActionsPage, followed: Stage
) -> None:
    _open(page, followed, "N7.1")
    press(page, "Close with evidence")
    _fill_closing(page, evidence="20 of 20 records read\n= <b>sample</b>", by="Lay member")
    press(page, "Close the action")
    followed.wait()
    assert followed.errors == []
    assert _rating(followed, "N7.1") is Rag.COMPLETE
    assert "20 of 20 records read\n= <b>sample</b>" in said_on(page)


@pytest.mark.gui
def test_progress_and_a_moved_date_enter_the_history(page: ActionsPage, followed: Stage) -> None:
    _open(page, followed, "N8.1")
    press(page, "Add progress")
    _type_into(page, "text", "70 of 88 schools")
    press(page, "Add the note")
    followed.wait()
    assert "70 of 88 schools" in said_on(page)
    press(page, "Move the date")
    for name, words in (("Day", "31"), ("Month", "10"), ("Year", "2018")):
        _type_line(page, name, words)
    _type_into(page, "reason", "Two schools merge")
    press(page, "Move the due date")
    followed.wait()
    assert "Moved from 30 September 2018 to 31 October 2018: Two schools merge" in said_on(page)


@pytest.mark.gui
def test_step_without_its_facts_says_what_is_missing(page: ActionsPage, followed: Stage) -> None:
    _open(page, followed, "N8.1")
    press(page, "Add progress")
    press(page, "Add the note")
    followed.wait()
    assert "Enter how the action goes." in said_on(page)


@pytest.mark.gui
def test_sheet_is_saved_where_the_person_says(
    page: ActionsPage, followed: Stage, tmp_path: Path
) -> None:
    followed.ask.folder = tmp_path
    press(page, "Save as a spreadsheet")
    followed.wait()
    saved = tmp_path / "action-tracker-2018-03-12.xlsx"
    assert followed.status.said == [f"Saved as {saved.name}"]
    assert load_workbook(saved).active is not None
    assert not list(tmp_path.glob("*.partial"))


@pytest.mark.gui
def test_action_form_agrees_a_new_action(followed: Stage) -> None:
    case_id = actions.tracker(followed.workspace, date(2018, 3, 12)).rows[0].action.case_id
    form = ActionPage(followed.context, str(case_id))
    followed.show(form)
    assert form.finish_words == "Agree the action"
    answers = {
        "reference": "N9.3",
        "action": "Ask again in spring",
        "agency": "Business unit",
        "lead": "Moira Fairweather",
        "tier": "3",
        "original_due_on": {"precision": "exact", "year": 2019, "month": 5, "day": 31},
    }
    form.finish(followed.workspace, answers)
    form.after_finish(None)
    assert ("actions", f"case:{case_id}") in followed.opened
    assert _status(followed, "N9.3") is ActionStatus.NOT_STARTED
    form.close()
    form.deleteLater()


def _fill_closing(page: ActionsPage, *, evidence: str, by: str) -> None:
    _type_into(page, "evidence", evidence)
    _type_line(page, "Who tested and accepted the evidence?", by)
    for name, words in (("Day", "12"), ("Month", "3"), ("Year", "2018")):
        _type_line(page, name, words)


def _type_line(page: ActionsPage, name: str, words: str) -> None:
    for field in page.findChildren(QLineEdit):
        if field.isVisible() and name in field.accessibleName():
            field.selectAll()
            QTest.keyClicks(field, words)
            QApplication.processEvents()
            return
    message = f"there is no field {name}"
    raise AssertionError(message)


def _type_into(page: ActionsPage, name: str, words: str) -> None:
    box = page.findChild(QPlainTextEdit, name) or _boxes(page, name)
    box.setFocus()
    box.selectAll()
    box.insertPlainText(words)
    QApplication.processEvents()


def _boxes(page: ActionsPage, name: str) -> QPlainTextEdit:
    labels = {"text": "How does it go?", "reason": "Why does it move?", "evidence": "What shows"}
    for box in page.findChildren(QPlainTextEdit):
        if box.isVisible() and labels[name] in box.accessibleName():
            return box
    message = f"there is no text box {name}"
    raise AssertionError(message)


def _row(stage: Stage, reference: str) -> actions.ActionRow:
    rows = actions.tracker(stage.workspace, date(2018, 3, 12)).rows
    return next(row for row in rows if row.action.reference == reference)


def _rating(stage: Stage, reference: str) -> Rag:
    return _row(stage, reference).rag


def _status(stage: Stage, reference: str) -> ActionStatus:
    return _row(stage, reference).action.status
