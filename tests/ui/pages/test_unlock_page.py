"""The first page: who, passphrase, what is said when it is wrong, the recovery key."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QLineEdit
from pytestqt.qtbot import QtBot

from lif_desktop.clock import SetClock
from lif_desktop.services.workspace import Created
from lif_desktop.settings import load_preferences
from lif_desktop.ui.app import SessionWindow
from lif_desktop.ui.widgets import BrandPanel, Button, PassphraseLine
from tests import factories
from tests.ui.conftest import Answers, CheapDoors, main_of


@pytest.fixture
def made(tmp_path: Path, clock: SetClock) -> Created:
    created = factories.make_workspace(tmp_path / "fenmarsh.lif", clock)
    created.workspace.close()
    return created


@pytest.fixture
def door(
    qtbot: QtBot, made: Created, clock: SetClock, answers: Answers
) -> Iterator[SessionWindow]:
    window = SessionWindow(
        CheapDoors(clock),
        folder=made.workspace.folder,
        locked_words="Locked at 12:41.",
        ask=answers,
    )
    window.resize(1440, 900)
    with qtbot.waitExposed(window):
        window.show()
    window.start()
    wait(qtbot, window)
    yield window
    window.jobs.close()
    if window.main is not None:
        window.main._workspace.close()
    window.hide()
    window.deleteLater()


def wait(qtbot: QtBot, window: SessionWindow) -> None:
    qtbot.waitUntil(lambda: not window.jobs.is_busy, timeout=8000)


def line(window: SessionWindow, position: int = 0) -> PassphraseLine:
    shown = [part for part in window.findChildren(PassphraseLine) if part.isVisible()]
    return shown[position]


def press(window: SessionWindow, text: str) -> None:
    button = next(
        part for part in window.findChildren(Button) if part.text() == text and part.isVisible()
    )
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def test_people_are_offered_by_name_and_the_passphrase_waits(door: SessionWindow) -> None:
    who = door.findChild(QComboBox, "who")
    assert who is not None
    assert [who.itemText(at) for at in range(who.count())] == [factories.PERSON]
    assert line(door).hasFocus()


def test_the_right_passphrase_opens_the_workspace(qtbot: QtBot, door: SessionWindow) -> None:
    typed = line(door)
    QTest.keyClicks(typed, factories.PASSPHRASE)
    QTest.keyClick(typed, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: door.main is not None and door.main.page is not None)
    assert main_of(door).page is not None
    assert typed.text() == ""
    assert load_preferences().last_workspace.endswith("fenmarsh.lif")


def test_a_wrong_passphrase_is_said_in_one_sentence_beside_the_field(
    qtbot: QtBot, door: SessionWindow
) -> None:
    press(door, "Unlock")
    assert door.unlock_page.error == "Enter your passphrase"
    QTest.keyClicks(line(door), "plover ferry")
    press(door, "Unlock")
    wait(qtbot, door)
    assert "does not open this workspace" in door.unlock_page.error
    assert line(door).hasFocus()
    assert line(door).accessibleDescription().startswith("The passphrase does not open")
    assert door.main is None


def test_the_recovery_key_opens_and_gives_a_new_passphrase(
    qtbot: QtBot, door: SessionWindow, made: Created
) -> None:
    press(door, "Use a recovery key")
    key = door.findChild(QLineEdit, "recovery_key")
    assert key is not None
    press(door, "Unlock with the recovery key")
    assert door.unlock_page.error == "Enter the recovery key"
    QTest.keyClicks(key, made.recovery_key.lower().replace("-", " "))
    QTest.keyClicks(line(door), "short")
    press(door, "Unlock with the recovery key")
    wait(qtbot, door)
    assert "15 characters" in door.unlock_page.error
    line(door).clear()
    QTest.keyClicks(line(door), "wren cobble lantern osprey dune")
    press(door, "Unlock with the recovery key")
    qtbot.waitUntil(lambda: door.main is not None, timeout=10_000)
    wait(qtbot, door)


def test_a_wrong_recovery_key_is_said(qtbot: QtBot, door: SessionWindow) -> None:
    press(door, "Use a recovery key")
    key = door.findChild(QLineEdit, "recovery_key")
    assert key is not None
    QTest.keyClicks(key, "AAAA-BBBB-CCCC")
    QTest.keyClicks(line(door), "wren cobble lantern osprey dune")
    press(door, "Unlock with the recovery key")
    wait(qtbot, door)
    assert door.unlock_page.error
    assert door.main is None


def test_a_damaged_key_file_is_said_and_nothing_is_lost(
    qtbot: QtBot, tmp_path: Path, made: Created, door: SessionWindow
) -> None:
    folder = tmp_path / "damaged.lif"
    folder.mkdir()
    (folder / "keys.json").write_text("{", encoding="utf-8")
    door.unlock_page.open_folder(folder)
    wait(qtbot, door)
    assert door.unlock_page.error
    press(door, "Open a workspace")
    assert (folder / "keys.json").read_text(encoding="utf-8") == "{"


def test_a_folder_that_is_no_workspace_is_said(
    qtbot: QtBot, tmp_path: Path, door: SessionWindow, answers: Answers
) -> None:
    answers.folder = tmp_path / "home"
    press(door, "Open another workspace")
    wait(qtbot, door)
    assert door.unlock_page.error


def test_another_workspace_can_be_opened(
    qtbot: QtBot, tmp_path: Path, door: SessionWindow, answers: Answers, made: Created
) -> None:
    answers.folder = tmp_path / "nothing"
    press(door, "Open another workspace")
    wait(qtbot, door)
    answers.folder = made.workspace.folder
    press(door, "Open a workspace")
    wait(qtbot, door)
    assert door.unlock_page.error == ""
    assert line(door).hasFocus()


def test_the_brand_panel_goes_where_there_is_no_room(qtbot: QtBot, door: SessionWindow) -> None:
    panel = door.findChild(BrandPanel)
    assert panel is not None
    assert panel.isVisible()
    door.resize(1024, 640)
    qtbot.waitUntil(lambda: not panel.isVisible())
