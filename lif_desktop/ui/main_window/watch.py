"""What the window watches for all the time: is anybody there, and did the page's parts change?"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid
from typing_extensions import override

from lif_desktop.ui.widgets import order_tabs

_SIGNS_OF_LIFE = {
    QEvent.Type.KeyPress,
    QEvent.Type.MouseButtonPress,
    QEvent.Type.MouseMove,
    QEvent.Type.Wheel,
    QEvent.Type.TouchBegin,
}


class Watch(QObject):
    """Sees every event of the application.

    Signals:
        idle: nothing was typed, clicked or touched for the minutes set.
    """

    idle = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._page: QWidget | None = None
        self._idle = QTimer(self)
        self._idle.setSingleShot(True)
        self._idle.timeout.connect(self.idle)
        self._order = QTimer(self)
        self._order.setSingleShot(True)
        self._order.setInterval(0)
        self._order.timeout.connect(self._on_order_timeout)
        application = QApplication.instance()
        if application is not None:
            application.installEventFilter(self)

    @property
    def milliseconds_left(self) -> int:
        """Until idle is told; -1 if nothing is waited for."""
        return self._idle.remainingTime()

    def wait(self, minutes: int) -> None:
        """Tell idle after so many minutes without a sign of life."""
        self._idle.setInterval(max(1, minutes) * 60_000)
        self._idle.start()

    def resume(self) -> None:
        """Wait again, as long as before."""
        self._idle.start()

    def stop(self) -> None:
        """Wait for nothing any more."""
        self._idle.stop()

    def mind(self, page: QWidget) -> None:
        """Keep the Tab key going through this page in the order of its layout."""
        self._page = page
        self._order.start()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if kind in _SIGNS_OF_LIFE:
            if self._idle.isActive():
                self._idle.start()
        elif kind == QEvent.Type.LayoutRequest and self._holds(watched):
            self._order.start()
        return False

    def _holds(self, watched: QObject) -> bool:
        """Is it a part of the page that is minded?"""
        page = self._page
        if page is None or not isValid(page):
            return False
        return isinstance(watched, QWidget) and page.isAncestorOf(watched)

    def _on_order_timeout(self) -> None:
        if self._page is not None and isValid(self._page):
            order_tabs(self._page)
