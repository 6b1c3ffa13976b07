"""What window tests may ask for: a prepared application, answers instead of dialogs, an open session.

No test may open a real dialog, leave a window behind, or leave work running.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import NoReturn

import pytest
from PySide6.QtCore import QEvent, QEventLoop
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QMessageBox
from pytestqt.qtbot import QtBot
from typing_extensions import override

from lif_desktop.clock import Clock, SetClock
from lif_desktop.services.workspace import Created, Workspace
from lif_desktop.services.workspace import create as create_workspace
from lif_desktop.settings import Preferences
from lif_desktop.store.key_slots import KdfSettings
from lif_desktop.ui.app import SessionWindow, prepare
from lif_desktop.ui.dialogs import Ask, Fault, Question
from lif_desktop.ui.doors import Doors, NewWorkspace
from lif_desktop.ui.main_window import MainWindow
from lif_desktop.ui.theme import appearance


class DialogOpenedError(AssertionError):
    """A real dialog was opened in a test."""


@dataclass
class Answers(Ask):
    """Answers given instead of dialogs; what was asked is kept."""

    chooses: bool = False
    writes: str | None = None
    folder: Path | None = None
    file: Path | None = None
    asked: list[Question] = field(default_factory=list)
    told: list[Fault] = field(default_factory=list)

    @override
    def choose(self, question: Question) -> bool:
        self.asked.append(question)
        return self.chooses

    @override
    def tell(self, fault: Fault) -> bool:
        self.told.append(fault)
        return False

    @override
    def write(self, title: str, label: str, hint: str, act: str) -> str | None:
        return self.writes

    @override
    def open_file(self, title: str, kinds: str) -> Path | None:
        return self.file

    @override
    def save_file(self, title: str, name: str, kinds: str) -> Path | None:
        return self.file

    @override
    def choose_folder(self, title: str) -> Path | None:
        return self.folder


class CheapDoors(Doors):
    """Real doors with keys that cost nothing."""

    def __init__(self, clock: Clock) -> None:
        super().__init__(clock)

    @override
    def create(self, wanted: NewWorkspace) -> Created:
        return create_workspace(
            wanted.folder,
            board_name=wanted.board_name,
            board_short_name=wanted.board_short_name,
            framework=wanted.framework,
            person_name=wanted.person_name,
            person_post=wanted.person_post,
            passphrase=wanted.passphrase,
            clock=self.clock,
            kdf=KdfSettings.for_tests(),
        )


@pytest.fixture(autouse=True)
def home_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Preferences go into a folder of the test's own."""
    folder = tmp_path / "home"
    folder.mkdir()
    monkeypatch.setenv("LIF_DESKTOP_HOME", str(folder))
    return folder


@pytest.fixture(autouse=True)
def no_real_dialogs(monkeypatch: pytest.MonkeyPatch) -> None:
    """A dialog that waits for a person would stop the run."""

    def refuse(*_given: object, **_named: object) -> NoReturn:
        raise DialogOpenedError("A real dialog was opened.")

    for kind, names in (
        (QDialog, ("exec",)),
        (QMessageBox, ("question", "information", "warning", "critical")),
        (QFileDialog, ("getOpenFileName", "getSaveFileName", "getExistingDirectory")),
    ):
        for name in names:
            monkeypatch.setattr(kind, name, refuse)


@pytest.fixture(autouse=True)
def prepared(qapp: QApplication) -> Iterator[QApplication]:
    """The application as the program prepares it, in the light theme at 100 per cent."""
    if not qapp.property("prepared"):
        prepare(qapp)
        qapp.setProperty("prepared", True)
    appearance().apply(Preferences(theme="light"))
    before = {id(widget) for widget in qapp.topLevelWidgets()}
    yield qapp
    settle(qapp)
    left = [widget for widget in qapp.topLevelWidgets() if id(widget) not in before]
    still = [repr(widget) for widget in left if widget.isVisible()]
    for widget in left:
        widget.close()
        widget.deleteLater()
    settle(qapp)
    gc.collect()
    assert not still, f"windows left open: {still}"


def settle(qapp: QApplication) -> None:
    """Let everything happen that waits to happen."""
    for _ in range(4):
        qapp.processEvents(QEventLoop.ProcessEventsFlag.AllEvents)
        qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


@pytest.fixture
def answers() -> Answers:
    """Answers instead of dialogs."""
    return Answers()


@pytest.fixture
def session(
    qtbot: QtBot, workspace: Workspace, answers: Answers, clock: SetClock
) -> Iterator[SessionWindow]:
    """A session window standing, with the workspace open at home."""
    window = SessionWindow(CheapDoors(clock), ask=answers)
    window.resize(1440, 900)
    with qtbot.waitExposed(window):
        window.show()
    window.open_workspace(workspace)
    qtbot.waitUntil(lambda: main_of(window).page is not None and not window.jobs.is_busy)
    yield window
    window.jobs.close()
    window.hide()
    window.deleteLater()


def main_of(window: SessionWindow) -> MainWindow:
    """The main window of a session."""
    assert window.main is not None
    return window.main
