"""Guards over the whole application: words are never markup, no turn of the wheel changes an answer.

The focus can always be seen: a ring follows it.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QRectF, Qt, QTimer
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QApplication,
    QCheckBox,
    QComboBox,
    QLabel,
    QMessageBox,
    QRadioButton,
    QScrollArea,
    QTextEdit,
    QToolTip,
    QWidget,
)
from shiboken6 import isValid
from typing_extensions import override

from lif_desktop.ui.theme import appearance


class EveryWidgetGuard(QObject):
    """Makes every label, message and tooltip read its text as text, and keeps the wheel off answers.

    A turn of the wheel over a list or a number that has no focus scrolls the page instead. One
    filter does both, since it is asked about every event of the program.
    """

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        match event.type():
            case QEvent.Type.Polish:
                self._make_plain(watched)
            case QEvent.Type.ToolTip if isinstance(watched, QWidget):
                return self._show_tip(watched)
            case QEvent.Type.Wheel:
                return self._keep_wheel_off(watched, event)
            case _:
                pass
        return False

    def _make_plain(self, watched: QObject) -> None:
        if isinstance(watched, (QLabel, QMessageBox)):
            if watched.textFormat() != Qt.TextFormat.PlainText:
                watched.setTextFormat(Qt.TextFormat.PlainText)
        elif isinstance(watched, QTextEdit):
            watched.setAcceptRichText(False)

    def _show_tip(self, widget: QWidget) -> bool:
        """Tooltips guess whether text is markup, so angle brackets are made harmless first."""
        if isinstance(widget.parentWidget(), QAbstractItemView) or not widget.toolTip():
            return False
        QToolTip.showText(widget.cursor().pos(), plain_tip(widget.toolTip()), widget)
        return True

    def _keep_wheel_off(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(watched, (QComboBox, QAbstractSpinBox)) and not watched.hasFocus():
            event.ignore()
            parent = watched.parentWidget()
            if parent is not None:
                QApplication.sendEvent(parent, event)
            return True
        return False


def plain_tip(text: str) -> str:
    """Text as a tooltip that shows it letter for letter, whatever it holds."""
    escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return f"<span style='white-space:pre-wrap'>{escaped}</span>"


class FocusRing(QWidget):
    """A ring of three pixels, two pixels outside the part that has the focus.

    It is a child of the scrolled column the part stands in (so it moves along) or of the window,
    and lets every click through. Parts with the property `ring_inset` get it inside their edge;
    those with `own_ring` draw their own.
    """

    _GAP, _WIDTH = 2, 3

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._part: QWidget | None = None
        self._watched: list[QWidget] = []
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAttribute(Qt.WidgetAttribute.WA_NoSystemBackground)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.hide()
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(0)
        self._later.timeout.connect(self._place)
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._on_focus_changed)

    @property
    def part(self) -> QWidget | None:
        """The part that is ringed; None if there is none."""
        return self._part

    def _on_focus_changed(self, _old: QWidget | None, new: QWidget | None) -> None:
        self._forget()
        if new is None or new.window() is not self._window or new.property("own_ring"):
            self.hide()
            return
        if isinstance(new, (QAbstractItemView, QScrollArea)):
            self.hide()
            return
        self._part = new
        host = self._host_of(new)
        if self.parentWidget() is not host:
            self.setParent(host)
        at: QWidget | None = new
        while at is not None and at is not host:
            at.installEventFilter(self)
            self._watched.append(at)
            at = at.parentWidget()
        host.installEventFilter(self)
        self._watched.append(host)
        self._place()

    def _forget(self) -> None:
        for widget in self._watched:
            if isValid(widget):
                widget.removeEventFilter(self)
        self._watched = []
        self._part = None

    def _host_of(self, part: QWidget) -> QWidget:
        at = part.parentWidget()
        while at is not None and at is not self._window:
            outer = at.parentWidget()
            grand = outer.parentWidget() if outer is not None else None
            if isinstance(grand, QScrollArea) and grand.widget() is at:
                return at
            at = outer
        return self._window

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in {
            QEvent.Type.Move,
            QEvent.Type.Resize,
            QEvent.Type.Show,
            QEvent.Type.Hide,
            QEvent.Type.LayoutRequest,
        }:
            self._later.start()
        return False

    def _place(self) -> None:
        part = self._part
        if part is None or not isValid(part) or not part.isVisible() or not part.hasFocus():
            self.hide()
            return
        host = self.parentWidget() or self._window
        corner = part.mapTo(host, QPoint(0, 0))
        reach = 0 if part.property("ring_inset") else self._GAP + self._WIDTH
        size = part.size()
        if isinstance(part, (QRadioButton, QCheckBox)):  # no wider than the words
            size.setWidth(min(size.width(), part.sizeHint().width()))
        self.setGeometry(QRect(corner, size).adjusted(-reach, -reach, reach, reach))
        self.raise_()
        self.show()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        part = self._part
        if part is None:
            return
        radius = part.property("ring_radius")
        if not isinstance(radius, int):
            radius = 8 if isinstance(part, QAbstractButton) else 6
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(appearance().colour("focus"), self._WIDTH))
        half = self._WIDTH / 2
        outer = float(min(radius + self._GAP, self.height() // 2))
        painter.drawRoundedRect(
            QRectF(self.rect()).adjusted(half, half, -half, -half), outer, outer
        )
        painter.end()
