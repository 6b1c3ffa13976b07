"""One session: from the unlock page to the lock. The process ends with it, and every secret with the process."""

from __future__ import annotations

import argparse
import gc
import os
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale, QSettings, QTimer, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QApplication, QStackedLayout, QWidget
from typing_extensions import override

from lif_desktop.clock import ENGLAND, Clock, SystemClock
from lif_desktop.settings import load_preferences, save_preferences
from lif_desktop.ui.dialogs import Ask, DialogAsk
from lif_desktop.ui.doors import Doors
from lif_desktop.ui.pages.unlock_page import UnlockPage
from lif_desktop.ui.theme import appearance
from lif_desktop.ui.widgets import EveryWidgetGuard, FocusRing
from lif_desktop.ui.workers import Jobs

if TYPE_CHECKING:  # the services bring the database library, which the first page does without
    from lif_desktop.services.workspace import Workspace
    from lif_desktop.ui.main_window import MainWindow

LOCKED = 75
"""Exit code that asks for a fresh session at the unlock page."""
SMALLEST = (1024, 640)
_FIRST_SIZE = (1440, 900)
_NAME = "LIF Desktop"


class SessionWindow(QWidget):
    """The one window of a session: the unlock page or the create page, then the main window.

    Signals:
        ended: the workspace is closed; carries the exit code.
    """

    ended = Signal(int)

    def __init__(
        self,
        doors: Doors,
        *,
        folder: Path | None = None,
        locked_words: str = "",
        ask: Ask | None = None,
    ) -> None:
        super().__init__()
        self._doors = doors
        self._jobs = Jobs(self)
        self._ask = ask or DialogAsk(self)
        self._main: MainWindow | None = None
        self._workspace: Workspace | None = None
        self.exit_code = 0
        self.setWindowTitle(_NAME)
        self.setMinimumSize(*SMALLEST)
        self._stack = QStackedLayout(self)
        self._unlock = UnlockPage(
            doors, self._jobs, self._ask, folder=folder, locked_words=locked_words
        )
        self._stack.addWidget(self._unlock)
        self._unlock.unlocked.connect(self.open_workspace)
        self._unlock.create_wanted.connect(self._on_create_wanted)
        self._unlock.folder_chosen.connect(_remember_folder)
        self.ring = FocusRing(self)

    @property
    def main(self) -> MainWindow | None:
        """The main window, once a workspace is open."""
        return self._main

    @property
    def unlock_page(self) -> UnlockPage:
        """The unlock page."""
        return self._unlock

    @property
    def jobs(self) -> Jobs:
        """The threads of this session."""
        return self._jobs

    def start(self) -> None:
        """Fill the unlock page, once the window stands."""
        self._unlock.load()
        self._unlock.focus_first()

    def open_workspace(self, workspace: Workspace) -> None:
        """Show the main window on an open workspace."""
        from lif_desktop.ui.main_window import (  # noqa: PLC0415  # not before it is needed: start-up
            MainWindow,
        )

        self._workspace = workspace
        _remember_folder(str(workspace.folder))
        self._main = MainWindow(workspace, self._jobs, self._ask, self)
        self._main.locked.connect(self._on_locked)
        self._main.left.connect(self._on_left)
        self._main.title_changed.connect(self._on_title_changed)
        self._stack.addWidget(self._main)
        self._stack.setCurrentWidget(self._main)
        self._main.open_last_place()

    def _on_create_wanted(self) -> None:
        from lif_desktop.ui.pages.create_page import (  # noqa: PLC0415  # not before it is needed
            CreatePage,
        )

        page = CreatePage(self._doors, self._jobs, self._ask)
        page.created.connect(self.open_workspace)
        page.left.connect(self._on_create_left)
        self._stack.addWidget(page)
        self._stack.setCurrentWidget(page)
        page.load()

    def _on_create_left(self) -> None:
        page = self._stack.currentWidget()
        self._stack.setCurrentWidget(self._unlock)
        if page is not None and page is not self._unlock:
            self._stack.removeWidget(page)
            page.deleteLater()
        self._unlock.focus_first()

    def _on_title_changed(self, title: str) -> None:
        self.setWindowTitle(f"{title} · {_NAME}" if title else _NAME)

    def _on_locked(self) -> None:
        self._over(LOCKED)

    def _on_left(self) -> None:
        self._over(0)

    def _over(self, code: int) -> None:
        self.exit_code = code
        self._main = None
        self._workspace = None
        place = self.geometry()
        window = (place.left(), place.top(), place.width(), place.height())
        save_preferences(replace(load_preferences(), window=window))
        self.close()
        self.ended.emit(code)

    @override
    def closeEvent(self, event: QCloseEvent) -> None:
        if self._main is not None:
            event.ignore()
            self._main.leave()
            return
        self._jobs.close()
        super().closeEvent(event)


def prepare(application: QApplication) -> None:
    """Set what holds for the whole application: language, look, guards, no files of Qt's own."""
    sys.setswitchinterval(0.001)
    QLocale.setDefault(QLocale(QLocale.Language.English, QLocale.Country.UnitedKingdom))
    application.setApplicationName(_NAME)
    application.setQuitOnLastWindowClosed(True)
    keep_no_history()
    appearance().apply(load_preferences())
    application.installEventFilter(EveryWidgetGuard(application))


def keep_no_history() -> None:
    """Qt's file dialog writes the folders it saw to a settings file: send that to nowhere."""
    for form in (QSettings.Format.NativeFormat, QSettings.Format.IniFormat):
        QSettings.setPath(form, QSettings.Scope.UserScope, os.devnull)


def run(argv: Sequence[str] | None = None, *, clock: Clock | None = None) -> int:
    """Run one session.

    Args:
        argv: arguments without the program's name: a workspace folder, and --locked after a lock.
        clock: what the time is.

    Returns:
        75 after a lock (start a fresh session), 0 after the window was closed.
    """
    parser = argparse.ArgumentParser(prog="lif-desktop")
    parser.add_argument("workspace", nargs="?", default="")
    parser.add_argument("--locked", action="store_true")
    given = parser.parse_args(list(argv) if argv is not None else sys.argv[1:])
    clock = clock or SystemClock()
    application = QApplication.instance() or QApplication(sys.argv[:1])
    if not isinstance(application, QApplication):
        return 1
    prepare(application)
    preferences = load_preferences()
    chosen = given.workspace or preferences.last_workspace
    window = SessionWindow(
        Doors(clock),
        folder=Path(chosen) if chosen else None,
        locked_words=_locked_words(application, clock) if given.locked else "",
    )
    if preferences.window is not None:
        window.setGeometry(*preferences.window)
    else:
        window.resize(*_FIRST_SIZE)
    window.ended.connect(application.exit)
    window.show()
    QTimer.singleShot(0, window.start)
    gc.freeze()  # what the program itself consists of is never garbage
    gc.enable()
    return application.exec()


def _locked_words(application: QApplication, clock: Clock) -> str:
    return application.translate(
        "UnlockPage",
        "Locked at {time}. Everything typed is saved, and you will come back to the same line.",
    ).format(time=f"{clock.now().astimezone(ENGLAND):%H:%M}")


def _remember_folder(folder: str) -> None:
    save_preferences(replace(load_preferences(), last_workspace=folder))
