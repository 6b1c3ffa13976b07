"""The peer of a cold start: a PySide6 window with nothing in it, up to its first painting."""

from __future__ import annotations

import sys

from PySide6.QtCore import QTimer
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QApplication, QWidget


class BareWindow(QWidget):
    """Says when it was painted, and ends."""

    def paintEvent(self, event: QPaintEvent) -> None:  # type: ignore[explicit-override]  # noqa: N802, D102  # Qt names it; nothing else is imported
        super().paintEvent(event)
        QTimer.singleShot(0, self._ready)

    def _ready(self) -> None:
        print("ready", flush=True)
        QApplication.exit(0)


if __name__ == "__main__":
    application = QApplication(sys.argv[:1])
    window = BareWindow()
    window.resize(1440, 900)
    window.show()
    sys.exit(application.exec())
