"""A person who types into the referral without a pause, in a window of a process of their own.

Arguments: the workspace folder and the case. The passphrase comes on standard input. For each word
typed a line goes to standard output: the monotonic time in seconds, and the number of the word.
"""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from lif_desktop.clock import SystemClock
from lif_desktop.services.workspace import unlock
from lif_desktop.ui.app import SessionWindow, prepare
from lif_desktop.ui.doors import Doors
from tests import factories
from tests.ui.keyboard import typed

FIELD = "incident_description"
TOPIC = "incident"
_BETWEEN_WORDS = 25
"""Milliseconds; a fast typist by far."""


def word(number: int) -> str:
    """The word of a number, with letters that are easily lost: "00042<ł> "."""
    return f"{number:05d}<ł> "


class Typist:
    """Types one numbered word after another into whatever has the focus."""

    def __init__(self) -> None:
        self._number = 0
        self._timer = QTimer()
        self._timer.setInterval(_BETWEEN_WORDS)
        self._timer.timeout.connect(self._on_timer_timeout)
        self._timer.start()

    def _on_timer_timeout(self) -> None:
        focused = QApplication.focusWidget()
        if focused is None:
            return
        self._number += 1
        typed(focused, word(self._number))
        os.write(1, f"{time.monotonic():.4f} {self._number}\n".encode())


def main(folder: Path, case_id: str) -> None:
    """Open the window on the referral, put the cursor into a field and type until killed."""
    application = QApplication([])
    prepare(application)
    clock = SystemClock()
    workspace = unlock(
        folder,
        person_name=factories.PERSON,
        passphrase=sys.stdin.readline().rstrip("\n"),
        clock=clock,
    )
    window = SessionWindow(Doors(clock))
    window.resize(1440, 900)
    window.show()
    window.open_workspace(workspace)
    while window.jobs.is_busy or window.main is None or window.main.page is None:
        QTest.qWait(5)
    window.main.open_page("referral", case_id, FIELD)
    while (focused := QApplication.focusWidget()) is None or focused.objectName() != FIELD:
        QTest.qWait(5)
    typist = Typist()
    application.exec()
    del typist


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])
