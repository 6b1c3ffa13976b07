"""What is copied from a case does not stay on the clipboard: it goes after a minute, and on lock."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QClipboard
from PySide6.QtWidgets import QApplication

_SECONDS = 60


class ClipboardGuard(QObject):
    """Empties the clipboard a while after we put something on it, if it is still there.

    Whether it is ours is told by our window being the active one when it changed: not every platform
    answers QClipboard.ownsClipboard.
    """

    def __init__(self, clipboard: QClipboard, parent: QObject, *, seconds: int = _SECONDS) -> None:
        super().__init__(parent)
        self._clipboard = clipboard
        self._put_there = 0
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(seconds * 1000)
        self._timer.timeout.connect(self.empty)
        clipboard.dataChanged.connect(self._on_data_changed)

    def empty(self) -> None:
        """Empty the clipboard if what is on it came from this window."""
        self._timer.stop()
        if self._put_there and hash(self._clipboard.text()) == self._put_there:
            self._put_there = 0
            self._clipboard.clear()

    def _on_data_changed(self) -> None:
        text = self._clipboard.text()
        ours = self._clipboard.ownsClipboard() or QApplication.activeWindow() is not None
        if ours and text:
            self._put_there = hash(text)
            self._timer.start()
        else:
            self._put_there = 0
            self._timer.stop()
