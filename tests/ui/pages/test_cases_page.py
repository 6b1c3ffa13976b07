"""The list of cases: found, filtered, opened by keyboard; a new referral begun."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QAbstractItemModel, Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QLineEdit, QTableView
from pytestqt.qtbot import QtBot

from lif_desktop.services import cases
from lif_desktop.services.workspace import Workspace
from lif_desktop.ui.app import SessionWindow
from lif_desktop.ui.case_list import CasesModel
from lif_desktop.ui.pages.cases_page import CasesPage
from lif_desktop.ui.widgets import Chip, EmptyState
from tests.ui.conftest import main_of
from tests.ui.pages.examples import fill_with_cases


@pytest.fixture
def page(qtbot: QtBot, session: SessionWindow, workspace: Workspace) -> CasesPage:
    fill_with_cases(workspace)
    main_of(session).open_page("cases")
    qtbot.waitUntil(lambda: not session.jobs.is_busy)
    page = main_of(session).page
    assert isinstance(page, CasesPage)
    qtbot.waitUntil(lambda: model(page).rowCount() == 4)
    return page


def table(page: CasesPage) -> QTableView:
    found = page.findChild(QTableView)
    assert found is not None
    return found


def model(page: CasesPage) -> QAbstractItemModel:
    found = table(page).model()
    assert found is not None
    return found


def names(page: CasesPage) -> list[str]:
    shown = model(page)
    return [str(shown.index(at, 0).data()).split(",")[0] for at in range(shown.rowCount())]


def chip(page: CasesPage, text: str) -> Chip:
    return next(one for one in page.findChildren(Chip) if one.text() == text)


def test_open_cases_are_listed_the_soonest_date_first(page: CasesPage) -> None:
    assert names(page) == ["Child J", "Child N", "Child <b>M</b>", "Child P"]
    assert "Decision on a Serious Case Review" in str(model(page).index(0, 2).data())


def test_the_chips_count_and_filter(qtbot: QtBot, page: CasesPage) -> None:
    assert chip(page, "Open").accessibleName() == "Open, 4"
    assert chip(page, "All").accessibleName() == "All, 5"
    QTest.mouseClick(chip(page, "Closed"), Qt.MouseButton.LeftButton)
    assert names(page) == ["Family T"]
    QTest.mouseClick(chip(page, "Overdue"), Qt.MouseButton.LeftButton)
    assert names(page) == ["Child J"]
    assert not chip(page, "Closed").isChecked()


def test_words_are_found_as_they_are_typed(qtbot: QtBot, page: CasesPage) -> None:
    search = page.findChild(QLineEdit, "search")
    assert search is not None
    QTest.keyClick(page, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert search.hasFocus()
    QTest.keyClicks(search, "2015/07")
    qtbot.waitUntil(lambda: names(page) == ["Child J"])
    search.clear()
    qtbot.waitUntil(lambda: model(page).rowCount() == 4)
    QTest.keyClicks(search, '"; DROP <b>')
    qtbot.waitUntil(lambda: model(page).rowCount() in {0, 1})


def test_the_table_does_not_trap_the_tab_key(page: CasesPage) -> None:
    assert not table(page).tabKeyNavigation()


def test_the_model_keeps_its_promises(qtbot: QtBot, workspace: Workspace) -> None:
    fill_with_cases(workspace)
    shown = CasesModel(workspace)
    tester = QAbstractItemModelTester(shown, QAbstractItemModelTester.FailureReportingMode.Fatal)
    shown.show_rows(cases.cases(workspace))
    assert shown.rowCount() == 5
    shown.show_rows(())
    assert shown.rowCount() == 0
    del tester


def test_an_empty_workspace_offers_the_first_referral(
    qtbot: QtBot, session: SessionWindow
) -> None:
    main_of(session).open_page("cases")
    qtbot.waitUntil(lambda: not session.jobs.is_busy)
    page = main_of(session).page
    assert page is not None
    empty = page.findChild(EmptyState)
    assert empty is not None
    qtbot.waitUntil(empty.isVisible)
    assert not table_of(page).isVisible()


def table_of(page: object) -> QTableView:
    assert isinstance(page, CasesPage)
    return table(page)


def test_a_new_referral_begins_with_the_keyboard(
    qtbot: QtBot, page: CasesPage, session: SessionWindow, workspace: Workspace
) -> None:
    QTest.keyClick(table(page), Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: len(cases.cases(workspace)) == 6)
    qtbot.waitUntil(lambda: main_of(session)._at.page == "referral")
    qtbot.waitUntil(lambda: not session.jobs.is_busy)


def test_markup_in_a_name_is_shown_as_it_is(page: CasesPage) -> None:
    assert "Child <b>M</b>" in names(page)


def test_narrow_windows_leave_room_for_the_name(
    qtbot: QtBot, page: CasesPage, session: SessionWindow
) -> None:
    session.resize(1024, 640)
    shown = table(page)
    qtbot.waitUntil(lambda: shown.isColumnHidden(3))
    assert shown.columnWidth(0) >= 160
