"""Making a workspace: names asked for, passphrase typed, recovery key copied down."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QLineEdit
from pytestqt.qtbot import QtBot

from lif_desktop.clock import SetClock
from lif_desktop.services.workspace import Created, unlock
from lif_desktop.ui.app import SessionWindow
from lif_desktop.ui.doors import NewWorkspace
from lif_desktop.ui.pages.create_page import CreatePage
from lif_desktop.ui.widgets import Button, CheckBox
from tests.ui.conftest import Answers, CheapDoors, main_of

OTHER = "something else altogether"
WEAK = "fenmarsh fscb"


@pytest.fixture
def window(qtbot: QtBot, clock: SetClock, answers: Answers) -> Iterator[SessionWindow]:
    window = SessionWindow(CheapDoors(clock), ask=answers)
    window.resize(1440, 900)
    with qtbot.waitExposed(window):
        window.show()
    window.start()
    yield window
    window.jobs.close()
    if window.main is not None:
        window.main._workspace.close()
    window.hide()
    window.deleteLater()


@pytest.fixture
def page(qtbot: QtBot, window: SessionWindow, tmp_path: Path) -> CreatePage:
    press(window, "Make a new workspace")
    page = window.findChild(CreatePage)
    assert page is not None
    qtbot.waitUntil(lambda: not window.jobs.is_busy)
    page.set_place(tmp_path)
    return page


def press(window: SessionWindow | CreatePage, text: str) -> None:
    button = next(
        part for part in window.findChildren(Button) if part.text() == text and part.isVisible()
    )
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def fill(page: CreatePage, **values: str) -> None:
    for name, value in values.items():
        line = page.findChild(QLineEdit, name)
        assert line is not None
        line.clear()
        if value.isascii():
            QTest.keyClicks(line, value)
        else:  # the test library types Latin letters only
            line.insert(value)


def name_all(page: CreatePage) -> None:
    fill(
        page,
        board_name="Fenmarsh Safeguarding Children Board",
        board_short_name="FSCB",
        person_name="Siân O’Brien-Łuczak",
        person_post="Business Manager",
    )


def drawn(page: CreatePage) -> str:
    return next(
        label.text()
        for label in page.findChildren(QLabel)
        if len(label.text().split()) == 5 and label.property("t") == "head"
    )


def test_what_is_missing_is_listed_at_once_and_leads_to_its_field(
    qtbot: QtBot, page: CreatePage
) -> None:
    press(page, "Continue")
    assert page.errors == (
        "Enter the name of the board or partnership",
        "Enter the short name of the board",
        "Enter your name",
        "Enter your post",
    )
    assert page.step == 1
    focused = QApplication.focusWidget()
    assert focused is not None
    QTest.keyClick(focused, Qt.Key.Key_Tab)
    link = QApplication.focusWidget()
    assert link is not None
    QTest.keyClick(link, Qt.Key.Key_Space)
    name = page.findChild(QLineEdit, "board_name")
    assert name is not None
    assert name.hasFocus()


def test_frameworks_are_offered_with_their_edition(page: CreatePage) -> None:
    choice = page.findChild(QComboBox, "framework")
    assert choice is not None
    assert choice.count() >= 2
    said = " ".join(label.text() for label in page.findChildren(QLabel))
    assert "New cases are opened under Working Together" in said


def test_the_drawn_passphrase_must_be_typed_as_it_is(qtbot: QtBot, page: CreatePage) -> None:
    name_all(page)
    press(page, "Continue")
    assert page.step == 2
    assert len(drawn(page).split()) == 5
    fill(page, passphrase=OTHER)
    press(page, "Make the workspace")
    assert "exactly as it is drawn" in page.errors[0]


def test_drawing_another_gives_another(qtbot: QtBot, page: CreatePage) -> None:
    name_all(page)
    press(page, "Continue")
    before = drawn(page)
    press(page, "Draw another")
    qtbot.waitUntil(lambda: drawn(page) != before)


def test_a_workspace_is_made_and_opens_once_the_key_was_typed_back(
    qtbot: QtBot, window: SessionWindow, page: CreatePage, tmp_path: Path, clock: SetClock
) -> None:
    name_all(page)
    press(page, "Continue")
    passphrase = drawn(page)
    fill(page, passphrase=passphrase)
    press(page, "Make the workspace")
    qtbot.waitUntil(lambda: page.step == 3, timeout=10_000)
    assert (tmp_path / "FSCB.lif" / "workspace.db").is_file()
    key = page.recovery_key
    assert any(label.text() == key for label in page.findChildren(QLabel))
    fill(page, recovery_key="AAAA")
    press(page, "Open the workspace")
    assert "not the same" in page.errors[0]
    fill(page, recovery_key=key.lower().replace("-", " "))
    press(page, "Open the workspace")
    qtbot.waitUntil(lambda: window.main is not None and window.main.page is not None)
    qtbot.waitUntil(lambda: not window.jobs.is_busy)
    main = main_of(window)
    with qtbot.waitSignal(main.left, timeout=4000):
        main.leave()
    again = unlock(
        tmp_path / "FSCB.lif",
        person_name="Siân O’Brien-Łuczak",
        passphrase=passphrase,
        clock=clock,
    )
    assert again.board.name == "Fenmarsh Safeguarding Children Board"
    again.close()


def test_a_weak_passphrase_of_ones_own_is_refused(qtbot: QtBot, page: CreatePage) -> None:
    name_all(page)
    press(page, "Continue")
    box = page.findChild(CheckBox)
    assert box is not None
    box.click()
    fill(page, passphrase=WEAK)
    press(page, "Make the workspace")
    qtbot.waitUntil(lambda: page.errors != ())
    assert "15 characters" in page.errors[0]
    assert page.step == 2


def test_a_place_that_is_taken_is_said_and_nothing_is_written_over(
    qtbot: QtBot, page: CreatePage, tmp_path: Path
) -> None:
    taken = tmp_path / "FSCB.lif"
    taken.mkdir()
    (taken / "keep.txt").write_text("mine", encoding="utf-8")
    name_all(page)
    press(page, "Continue")
    fill(page, passphrase=drawn(page))
    press(page, "Make the workspace")
    qtbot.waitUntil(lambda: page.errors != ())
    assert "already something" in page.errors[0]
    assert (taken / "keep.txt").read_text(encoding="utf-8") == "mine"


def test_going_back_with_something_typed_is_asked_first(
    qtbot: QtBot, window: SessionWindow, page: CreatePage, answers: Answers
) -> None:
    fill(page, board_name="Fenmarsh")
    press(page, "Back")
    assert len(answers.asked) == 1
    assert page.isVisible()
    answers.chooses = True
    press(page, "Back")
    qtbot.waitUntil(window.unlock_page.isVisible)


def test_a_short_name_never_becomes_a_path(page: CreatePage, tmp_path: Path) -> None:
    fill(page, board_short_name="../../etc/FSCB: <b>")
    assert page._folder.parent == tmp_path


def test_a_name_with_nothing_usable_still_gives_a_folder(page: CreatePage) -> None:
    fill(page, board_short_name="///")
    assert page._folder.name == "board"


def test_the_service_is_asked_for_what_was_typed(
    qtbot: QtBot, page: CreatePage, monkeypatch: pytest.MonkeyPatch
) -> None:
    wanted: list[NewWorkspace] = []
    real = CheapDoors.create

    def keep(doors: CheapDoors, new: NewWorkspace) -> Created:
        wanted.append(new)
        return real(doors, new)

    monkeypatch.setattr(CheapDoors, "create", keep)
    name_all(page)
    press(page, "Continue")
    fill(page, passphrase=drawn(page))
    press(page, "Make the workspace")
    qtbot.waitUntil(lambda: page.step == 3, timeout=10_000)
    assert wanted[0].person_name == "Siân O’Brien-Łuczak"
    assert wanted[0].person_post == "Business Manager"
    assert page._workspace is not None
    page._workspace.close()
