"""Every page in every theme, at 100 and 200 per cent: nothing empty, no word cut off.

With `--pictures DIR` the pictures are written there, to be looked at beside the standard.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QLabel, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from lif_desktop.clock import SetClock
from lif_desktop.services.workspace import Workspace
from lif_desktop.settings import Preferences
from lif_desktop.ui.app import SessionWindow
from lif_desktop.ui.dialogs import Fault, FaultSheet
from lif_desktop.ui.pages.create_page import CreatePage
from lif_desktop.ui.theme import appearance
from lif_desktop.ui.theme.tokens import ThemeName
from tests.ui.conftest import Answers, CheapDoors, main_of, settle
from tests.ui.pages.examples import FRIDAY, fill_with_cases

LOOKS: tuple[tuple[ThemeName, int], ...] = (
    ("light", 100),
    ("dark", 100),
    ("contrast", 100),
    ("light", 200),
    ("dark", 200),
    ("contrast", 200),
)


def cut_off(window: QWidget) -> list[str]:
    """Words that have less room than they need."""
    short = []
    for label in window.findChildren(QLabel):
        if not label.isVisible() or not label.text().strip():
            continue
        high = (
            label.heightForWidth(label.width()) if label.wordWrap() else label.sizeHint().height()
        )
        wide = 0 if label.wordWrap() else label.sizeHint().width()
        if label.height() < high or label.width() < wide:
            short.append(f"{label.text()!r}: has {label.size()}, needs {wide} x {high}")
    return short


def take(window: QWidget, folder: Path | None, name: str) -> None:
    """Grab the window; it must show something, with no word cut off."""
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    for _ in range(12):  # heights follow widths, column by column
        settle(application)
        if not cut_off(window):
            break
    picture = window.grab()
    image = picture.toImage()
    colours = {
        image.pixel(x, y) for x in range(0, image.width(), 7) for y in range(0, image.height(), 7)
    }
    assert len(colours) > 4, f"{name} is empty"
    if folder is not None:
        assert picture.save(str(folder / f"{name}.png"))
    assert cut_off(window) == []
    sideways = [
        repr(area)
        for area in window.findChildren(QScrollArea)
        if area.isVisible() and area.horizontalScrollBar().maximum() > 0
    ]
    assert sideways == [], "a page never scrolls sideways"


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """All looks where pictures are wanted; else the two that differ most."""
    if "chosen" in metafunc.fixturenames:
        wanted = LOOKS if metafunc.config.getoption("--pictures") else (LOOKS[0], LOOKS[-1])
        metafunc.parametrize("chosen", wanted, ids=lambda look: f"{look[0]}-{look[1]}")


@pytest.fixture
def look(chosen: tuple[ThemeName, int]) -> str:
    """Put a theme and a text size on."""
    theme, percent = chosen
    appearance().apply(Preferences(theme=theme, text_percent=percent))
    return f"{theme}-{percent}"


@pytest.fixture
def doors(
    qtbot: QtBot, clock: SetClock, answers: Answers, workspace: Workspace
) -> Iterator[SessionWindow]:
    clock.put(FRIDAY)
    window = SessionWindow(
        CheapDoors(clock),
        folder=workspace.folder,
        ask=answers,
        locked_words=(
            "Locked at 12:41. Everything typed is saved, and you will come back to the same line."
        ),
    )
    window.resize(1440, 900)
    with qtbot.waitExposed(window):
        window.show()
    window.start()
    qtbot.waitUntil(lambda: not window.jobs.is_busy)
    yield window
    window.jobs.close()
    window.hide()
    window.deleteLater()


def test_the_pages_before_a_workspace_is_open(
    qtbot: QtBot, doors: SessionWindow, look: str, pictures: Path | None
) -> None:
    take(doors, pictures, f"01-unlock-{look}")
    doors.unlock_page.create_wanted.emit()
    page = doors.findChild(CreatePage)
    assert page is not None
    qtbot.waitUntil(lambda: not doors.jobs.is_busy)
    for step in range(3):
        page._show_step(step)
        take(doors, pictures, f"01-create-{step + 1}-{look}")


def test_the_pages_of_an_open_workspace(
    qtbot: QtBot,
    session: SessionWindow,
    workspace: Workspace,
    look: str,
    pictures: Path | None,
) -> None:
    main = main_of(session)
    main.open_page("cases")
    qtbot.waitUntil(lambda: not session.jobs.is_busy)
    take(session, pictures, f"14-empty-{look}")
    fill_with_cases(workspace)
    for number, page in (("02", "home"), ("03", "cases"), ("20", "settings")):
        main.open_page(page)
        qtbot.waitUntil(lambda: not session.jobs.is_busy)
        take(session, pictures, f"{number}-{page}-{look}")
    main.palette_part.open()
    take(session, pictures, f"13-palette-{look}")
    main.palette_part.close_palette()


def test_a_dialog(qtbot: QtBot, session: SessionWindow, look: str, pictures: Path | None) -> None:
    sheet = FaultSheet(
        session,
        Fault(
            title="This disk is full",
            safe="Your last 12 seconds of typing are held in memory. Everything before 14:02 is safe.",
            advice="Free some space on this disk, then try again.",
            retry="Try again",
            detail="DiskFullError at store/database.py:120",
            code="S-104",
        ),
    )
    qtbot.addWidget(sheet)
    with qtbot.waitExposed(sheet):
        sheet.open()
    take(sheet, pictures, f"14-error-dialog-{look}")
    sheet.close()
