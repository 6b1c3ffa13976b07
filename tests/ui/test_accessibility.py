"""Every page can be read out and walked by keyboard: names, tab order, a way round."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QRadioButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from lif_desktop.clock import SetClock
from lif_desktop.services.workspace import Workspace
from lif_desktop.ui.app import SessionWindow
from lif_desktop.ui.pages.create_page import CreatePage
from lif_desktop.ui.widgets import focusable
from tests.ui.conftest import Answers, CheapDoors, main_of
from tests.ui.pages.examples import fill_with_cases

PAGES = ["home", "cases", "settings"]


@pytest.fixture
def filled(session: SessionWindow, workspace: Workspace, qtbot: QtBot) -> SessionWindow:
    fill_with_cases(workspace)
    qtbot.waitUntil(lambda: not session.jobs.is_busy)
    return session


@pytest.fixture
def doors(
    qtbot: QtBot, clock: SetClock, answers: Answers, workspace: Workspace
) -> Iterator[SessionWindow]:
    """A session before unlocking, on the unlock page of a workspace."""
    window = SessionWindow(CheapDoors(clock), folder=workspace.folder, ask=answers)
    window.resize(1440, 900)
    with qtbot.waitExposed(window):
        window.show()
    window.start()
    qtbot.waitUntil(lambda: not window.jobs.is_busy)
    yield window
    window.jobs.close()
    window.hide()
    window.deleteLater()


def open_page(qtbot: QtBot, window: SessionWindow, page: str) -> QWidget:
    main = main_of(window)
    main.open_page(page)
    qtbot.waitUntil(lambda: not window.jobs.is_busy)
    qtbot.wait(20)
    assert main.page is not None
    return main.page


def spoken(interface: QAccessibleInterface) -> Iterator[tuple[str, QWidget | None]]:
    """Name and widget of every focusable, visible node."""
    state = interface.state()
    widget = interface.object()
    if state.focusable and not state.invisible:
        yield (
            interface.text(QAccessible.Text.Name),
            widget if isinstance(widget, QWidget) else None,
        )
    for position in range(interface.childCount()):
        child = interface.child(position)
        if child is not None:
            yield from spoken(child)


def nameless(window: QWidget) -> list[str]:
    QAccessible.setActive(True)
    interface = QAccessible.queryAccessibleInterface(window)
    assert interface is not None
    return [
        repr(widget)
        for name, widget in spoken(interface)
        if not name.strip() and (widget is None or focusable(widget))
    ]


def tab_walk(window: QWidget, start: QWidget, most: int = 200) -> list[QWidget]:
    """Press Tab until the start comes round again."""
    walked = [start]
    for _ in range(most):
        focused = QApplication.focusWidget()
        assert focused is not None
        QTest.keyClick(focused, Qt.Key.Key_Tab)
        now = QApplication.focusWidget()
        assert now is not None
        if now is start:
            return walked
        walked.append(now)
    raise AssertionError(f"the Tab key does not come round; it ends at {walked[-3:]}")


@pytest.mark.parametrize("page", PAGES)
def test_everything_that_takes_the_focus_has_a_name(
    qtbot: QtBot, filled: SessionWindow, page: str
) -> None:
    open_page(qtbot, filled, page)
    assert nameless(filled) == []


def test_the_unlock_page_has_names(doors: SessionWindow) -> None:
    assert nameless(doors) == []


def test_the_create_page_has_names_at_every_step(qtbot: QtBot, doors: SessionWindow) -> None:
    doors.unlock_page.create_wanted.emit()
    page = doors.findChild(CreatePage)
    assert page is not None
    qtbot.waitUntil(lambda: not doors.jobs.is_busy)
    for step in range(3):
        page._show_step(step)
        assert nameless(doors) == []


@pytest.mark.parametrize("page", PAGES)
def test_fields_do_not_rest_on_what_one_system_guesses(
    qtbot: QtBot, filled: SessionWindow, page: str
) -> None:
    """On Windows a list without an accessible name or a label has none; Linux reads its content."""
    shown = open_page(qtbot, filled, page)
    for kind in (QComboBox, QLineEdit, QPlainTextEdit, QAbstractItemView):
        for part in shown.findChildren(kind):
            if focusable(part) and not isinstance(part.parentWidget(), QComboBox):
                assert part.accessibleName(), part


@pytest.mark.parametrize("page", PAGES)
def test_the_tab_key_goes_all_the_way_round(
    qtbot: QtBot, filled: SessionWindow, page: str
) -> None:
    shown = open_page(qtbot, filled, page)
    shown.setFocus()
    main = main_of(filled)
    assert main.page is not None
    main.page.focus_first()
    start = QApplication.focusWidget()
    assert start is not None
    walked = tab_walk(filled, start)
    reachable = {
        part
        for part in filled.findChildren(QWidget)
        if focusable(part) and part.window() is filled and not _radio_twin(part, walked)
    }
    missed = {repr(part) for part in reachable - set(walked) if not part.focusProxy()}
    assert missed == set()


def _radio_twin(part: QWidget, walked: list[QWidget]) -> bool:
    """Of radios in a group the Tab key stops at one; the arrows reach the others."""
    return isinstance(part, QRadioButton) and any(isinstance(one, QRadioButton) for one in walked)


@pytest.mark.parametrize("page", PAGES)
def test_the_tab_key_goes_down_the_page_as_it_is_laid_out(
    qtbot: QtBot, filled: SessionWindow, page: str
) -> None:
    shown = open_page(qtbot, filled, page)
    main = main_of(filled)
    assert main.page is not None
    main.page.focus_first()
    start = QApplication.focusWidget()
    assert start is not None
    walked = [part for part in tab_walk(filled, start) if shown.isAncestorOf(part)]
    columns: dict[int, list[int]] = {}
    for part in walked:
        corner = part.mapTo(shown, part.rect().topLeft())
        columns.setdefault(corner.x() // 400, []).append(corner.y())
    for tops in columns.values():
        turns = sum(later < earlier for earlier, later in pairwise(tops))
        assert turns <= 1, tops


def test_the_unlock_page_can_be_walked(doors: SessionWindow) -> None:
    doors.unlock_page.focus_first()
    start = QApplication.focusWidget()
    assert start is not None
    assert len(tab_walk(doors, start)) >= 6
