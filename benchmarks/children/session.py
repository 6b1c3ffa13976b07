"""A session that says when the passphrase can be typed, and ends."""

from __future__ import annotations

import sys

sys.path.append(sys.argv[1])  # where lif_desktop stands; -I keeps everything else out

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit
from typing_extensions import override

from lif_desktop import __main__ as program
from lif_desktop.ui import app


class TimedWindow(app.SessionWindow):
    """Usable is: the people are listed, and the passphrase field has the focus and was painted so."""

    @override
    def start(self) -> None:
        super().start()
        self._look = QTimer(self)
        self._look.timeout.connect(self._on_look)
        self._look.start(1)

    def _on_look(self) -> None:
        who = self.findChild(QComboBox, "who")
        line = QApplication.focusWidget()
        if who is None or who.count() == 0 or not isinstance(line, QLineEdit):
            return
        self._look.stop()
        line.installEventFilter(self)
        line.update()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint:
            watched.removeEventFilter(self)
            QTimer.singleShot(0, self._ready)
        return False

    def _ready(self) -> None:
        print("ready", flush=True)
        self.close()


if __name__ == "__main__":
    app.SessionWindow = TimedWindow  # type: ignore[misc]  # the one thing that differs from a real start
    sys.exit(program.main(sys.argv[2:]))
