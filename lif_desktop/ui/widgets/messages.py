"""What the page has to say: a message bar, the summary of errors, an empty page, progress."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from PySide6.QtCore import QPointF, Qt, Signal
from PySide6.QtGui import QFocusEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QProgressBar, QSizePolicy, QWidget
from typing_extensions import override

from lif_desktop.ui.theme import Role, appearance, fix
from lif_desktop.ui.widgets.buttons import Button, Link
from lif_desktop.ui.widgets.focus import order_tabs
from lif_desktop.ui.widgets.layouts import Frame, Gap, ScrollColumn, clear, column, row
from lif_desktop.ui.widgets.shapes import IconMark
from lif_desktop.ui.widgets.text import Label, repolish

MessageKind = Literal["information", "warning", "success", "failure"]
_MESSAGE_ICONS: dict[MessageKind, tuple[str, Role]] = {
    "information": ("info", "accent"),
    "warning": ("triangle-alert", "amber"),
    "success": ("check", "green"),
    "failure": ("circle-alert", "error"),
}


class MessageBar(Frame):
    """One message in the page, above what it speaks of.

    Signals:
        link_wanted: the link after the words was pressed.
    """

    link_wanted = Signal()

    def __init__(
        self,
        text: str,
        kind: MessageKind = "information",
        *,
        link: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(kind, parent)
        line = row(self, margins=(18, 14, 18, 14), spacing=12)
        icon, role = _MESSAGE_ICONS[kind]
        self._icon = IconMark(icon, role)
        line.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        self._words = Label(text, wrap=True)
        line.addWidget(self._words, 1)
        self._link = Link(link)
        if not link:
            self._link.hide()
        self._link.clicked.connect(self.link_wanted)
        line.addWidget(self._link, 0, Qt.AlignmentFlag.AlignTop)
        self.setAccessibleName(text)

    @property
    def text(self) -> str:
        """The words shown."""
        return self._words.text()

    def show_message(self, text: str, kind: MessageKind = "information") -> None:
        """Show another message."""
        self.setProperty("surface", kind)
        repolish(self)
        self._icon.set_icon(*_MESSAGE_ICONS[kind])
        self._words.setText(text)
        self.setAccessibleName(text)
        self.show()


class _ErrorLink(Link):
    """One error as a link to its field."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.setProperty("kind", None)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        holder = row(self)
        words = Label(message, role="error", strong=True, wrap=True)
        font = words.font()
        font.setUnderline(True)
        words.setFont(font)
        words.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        holder.addWidget(words)
        self.setText("")
        self.setAccessibleName(message)
        self._words = words

    @override
    def hasHeightForWidth(self) -> bool:
        return True

    @override
    def heightForWidth(self, width: int) -> int:
        return max(self._words.heightForWidth(width), appearance().px(26))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        return


class ErrorSummary(Frame):
    """All problems at once, above the fields; it takes the focus, each line leads to its field.

    Signals:
        field_wanted: with the name of the field to go to.
    """

    field_wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("summary", parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setProperty("ring_radius", 10)
        line = row(self, margins=(18, 16, 18, 16), spacing=12)
        line.addWidget(IconMark("circle-alert", "error", side=22), 0, Qt.AlignmentFlag.AlignTop)
        words = column(spacing=6)
        words.addWidget(Label(self.tr("There is a problem"), step="head", strong=True))
        self._links = column(spacing=2)
        words.addLayout(self._links)
        line.addLayout(words, 1)
        self._fields: dict[_ErrorLink, str] = {}
        self.hide()

    def show_problems(self, problems: Sequence[tuple[str, str]]) -> None:
        """Show problems as (field name, message) and take the focus; none hides the summary."""
        clear(self._links)
        self._fields = {}
        for field, message in problems:
            link = _ErrorLink(message)
            link.clicked.connect(self._on_link_clicked)
            self._fields[link] = field
            self._links.addWidget(link)
        said = "; ".join(message for _, message in problems)
        self.setAccessibleName(self.tr("There is a problem: {said}").format(said=said))
        self.setVisible(bool(problems))
        order_tabs(self)
        if problems:
            self.setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def messages(self) -> tuple[str, ...]:
        """The messages shown, in order."""
        return tuple(link.accessibleName() for link in self._fields)

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def _on_link_clicked(self) -> None:
        for link, field in self._fields.items():
            if link is self.sender():
                self.field_wanted.emit(field)
                return


class _Motif(QWidget):
    """A stretch of ruler with one dashed ring: nothing is on it yet."""

    def __init__(self) -> None:
        super().__init__()
        fix(self, width=220, height=44)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        look = appearance()
        scale = look.scale
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        base = 26 * scale
        step = 10.6 * scale
        painter.setPen(QPen(look.colour("edge"), 1.4 * scale))
        painter.drawLine(QPointF(0, base), QPointF(self.width(), base))
        for tick in range(21):
            long = tick % 7 == 0
            painter.setPen(QPen(look.colour("edge" if long else "line"), 1.4 * scale))
            x = 3 * scale + tick * step
            painter.drawLine(QPointF(x, base - (18 if long else 8) * scale), QPointF(x, base))
        ring = QPointF(3 * scale + 14 * step, base)
        pen = QPen(look.colour("accent"), 2.2 * scale)
        pen.setDashPattern([3.2, 2.0])
        painter.setPen(pen)
        painter.setBrush(look.colour("sheet"))
        painter.drawEllipse(ring, 13 * scale, 13 * scale)
        painter.end()


class EmptyState(ScrollColumn):
    """A page with nothing on it yet: what it will do, and how to begin. Scrolls where it must."""

    def __init__(
        self,
        title: str,
        words: str,
        *,
        actions: Sequence[Button] = (),
        link: Link | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(margins=(8, 16, 8, 16), spacing=8, parent=parent)
        fix(self, min_height=200)
        whole = self.column
        whole.addStretch(1)
        whole.addWidget(_Motif(), 0, Qt.AlignmentFlag.AlignHCenter)
        whole.addWidget(Gap(height=20))
        whole.addWidget(Label(title, step="head", strong=True), 0, Qt.AlignmentFlag.AlignHCenter)
        # A wrapped label with an alignment loses its height for a width: words go between stretches.
        line = row()
        line.addStretch(1)
        paragraph = Label(words, role="muted", wrap=True)
        paragraph.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        fix(paragraph, max_width=480)
        line.addWidget(paragraph, 8)
        line.addStretch(1)
        whole.addLayout(line)
        whole.addWidget(Gap(height=12))
        if actions:
            buttons = row(spacing=12)
            buttons.addStretch(1)
            for action in actions:
                buttons.addWidget(action)
            buttons.addStretch(1)
            whole.addLayout(buttons)
        if link is not None:
            whole.addWidget(link, 0, Qt.AlignmentFlag.AlignHCenter)
        whole.addStretch(2)


class Progress(QWidget):
    """Long work: what is being done, how far it is, and a way to stop it.

    Signals:
        cancel_wanted: the person asked to stop.
    """

    cancel_wanted = Signal()

    def __init__(
        self, what: str, *, can_cancel: bool = True, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        line = row(self, spacing=12)
        words = column(spacing=4)
        self._words = Label(what, strong=True, wrap=True)
        words.addWidget(self._words)
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setRange(0, 0)
        self._bar.setAccessibleName(what)
        words.addWidget(self._bar)
        line.addLayout(words, 1)
        self._figure = Label("", step="small", role="muted")
        line.addWidget(self._figure)
        self._cancel = Button(self.tr("Cancel"))
        self._cancel.setAccessibleName(self.tr("Cancel: {what}").format(what=what))
        if not can_cancel:
            self._cancel.hide()
        self._cancel.clicked.connect(self.cancel_wanted)
        line.addWidget(self._cancel)

    def show_step(self, done: int, of: int, words: str = "") -> None:
        """Show how far the work is: done of so many, and what comes now."""
        self._bar.setRange(0, of)
        self._bar.setValue(done)
        self._figure.setText(self.tr("{done} of {of}").format(done=done, of=of) if of else "")
        if words:
            self._words.setText(words)
