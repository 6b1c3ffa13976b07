"""Home: overdue and due next in words, the ruler's sentence, drafts to go on with."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from lif_desktop.clock import SetClock
from lif_desktop.services import cases, referrals
from lif_desktop.services.workspace import Workspace, unlock
from lif_desktop.ui.app import SessionWindow
from lif_desktop.ui.charts import TimeRuler
from lif_desktop.ui.pages.home_page import HomePage
from lif_desktop.ui.widgets import Button, DueRow, EmptyState, Link
from tests import factories
from tests.ui.conftest import main_of
from tests.ui.pages.examples import fill_with_cases
from tests.ui.stage import Stage, press


@pytest.fixture
def home(qtbot: QtBot, session: SessionWindow, workspace: Workspace) -> HomePage:
    fill_with_cases(workspace)
    main_of(session).open_page("home")
    qtbot.waitUntil(lambda: not session.jobs.is_busy)
    page = main_of(session).page
    assert isinstance(page, HomePage)
    qtbot.waitUntil(lambda: bool(page.findChildren(DueRow)))
    return page


def texts(page: HomePage) -> list[str]:
    return [label.text() for label in page.findChildren(QLabel) if label.isVisible()]


def test_an_empty_workspace_says_how_to_begin(qtbot: QtBot, session: SessionWindow) -> None:
    page = main_of(session).page
    assert isinstance(page, HomePage)
    empty = page.findChild(EmptyState)
    assert empty is not None
    assert empty.isVisible()


def test_today_stands_at_the_top_with_what_matters(home: HomePage) -> None:
    shown = texts(home)
    assert "Friday 20 May 2016" in shown
    assert any(words.startswith("One thing is overdue.") for words in shown)


def test_overdue_and_due_come_with_their_counts(home: HomePage) -> None:
    rows = [row.accessibleName() for row in home.findChildren(DueRow)]
    assert rows[0].startswith("Decision on a Serious Case Review, ")
    assert "Child J" in rows[0]
    assert "Tuesday 10 May" in rows[0]
    assert any("4 working days left" in row and "Thursday 26 May" in row for row in rows[1:])


def test_rows_and_drafts_open_what_they_name(home: HomePage, workspace: Workspace) -> None:
    opened: list[tuple[str, str, str]] = []

    def note(page: str, argument: str = "", field: str = "") -> None:
        opened.append((page, argument, field))

    home.context = replace(home.context, navigate=note)
    late = next(case for case in cases.cases(workspace) if case.pseudonym == "Child J")
    QTest.keyClick(home.findChildren(DueRow)[0], Qt.Key.Key_Space)
    go_on = next(part for part in home.findChildren(Button) if part.text() == "Continue")
    QTest.mouseClick(go_on, Qt.MouseButton.LeftButton)
    assert opened[0] == ("case", late.case_id, "")
    assert opened[1][0] == "referral"


def test_the_ruler_says_in_words_what_it_shows(qtbot: QtBot, home: HomePage) -> None:
    ruler = home.findChild(TimeRuler)
    assert ruler is not None
    assert ruler.accessibleName().startswith("One thing is overdue.")
    link = next(p for p in home.findChildren(Link) if p.text() == "Show as a list")
    QTest.mouseClick(link, Qt.MouseButton.LeftButton)
    assert not ruler.isVisible()
    assert any("Thursday 26 May: " in words for words in texts(home))
    QTest.mouseClick(link, Qt.MouseButton.LeftButton)
    assert ruler.isVisible()


def test_the_latest_draft_is_offered_first_and_has_the_focus(
    qtbot: QtBot, home: HomePage, workspace: Workspace
) -> None:
    assert any(
        words.startswith("Child ") and "Saved today at 09:41" in words for words in texts(home)
    )
    home.focus_first()
    focused = QApplication.focusWidget()
    assert focused is not None
    assert focused.accessibleDescription().startswith("Child ")


def test_a_new_draft_appears_by_itself(qtbot: QtBot, home: HomePage, workspace: Workspace) -> None:
    before = len(workspace.forms.current("referral").sections)
    assert before > 0
    referrals.start(workspace)
    qtbot.waitUntil(
        lambda: any("Case without a reference, referral" in words for words in texts(home))
    )


def test_what_was_found_wrong_at_opening_stands_above_everything(
    qtbot: QtBot, stage: Stage, workspace: Workspace, clock: SetClock
) -> None:
    workspace.close()
    factories.put_back_an_older_copy(workspace.folder, clock)
    opened = unlock(
        workspace.folder,
        person_name=factories.PERSON,
        passphrase=factories.PASSPHRASE,
        clock=clock,
    )
    page = HomePage(replace(stage.context, workspace=opened))
    qtbot.addWidget(page)
    stage.show(page)
    assert any("older copy" in words for words in texts(page))
    press(page, "Look at everything")
    assert stage.opened == [("board", "")]
    opened.close()
