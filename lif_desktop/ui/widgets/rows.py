"""Rows that open as a whole: a task of a case, a thing that is due; and the list of answers to check."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QEnterEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QVBoxLayout, QWidget
from typing_extensions import override

from lif_desktop.ui.theme import appearance, fix
from lif_desktop.ui.widgets.badges import Tag, TagKind
from lif_desktop.ui.widgets.buttons import Link
from lif_desktop.ui.widgets.layouts import Hairline, column, row
from lif_desktop.ui.widgets.shapes import IconMark, Shape
from lif_desktop.ui.widgets.text import Label

TaskStatus = Literal["completed", "in_progress", "not_started", "cannot_start", "problem", "count"]
_STATUS_TAGS: dict[TaskStatus, TagKind] = {
    "in_progress": "progress",
    "not_started": "waiting",
    "problem": "problem",
}


class RowButton(QPushButton):
    """A button laid out like a row, with a hairline under it; base of the rows below."""

    def __init__(self, *, height: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._height_at_100 = height
        self.setProperty("ring_inset", True)
        self.setAutoDefault(False)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        fix(self, min_height=height)  # Qt asks the layout, not heightForWidth, where there is one

    @override
    def sizeHint(self) -> QSize:
        layout = self.layout()
        inner = layout.sizeHint() if layout is not None else QSize()
        return QSize(inner.width(), max(inner.height(), appearance().px(self._height_at_100)))

    @override
    def minimumSizeHint(self) -> QSize:
        layout = self.layout()
        inner = layout.minimumSize() if layout is not None else QSize()
        return QSize(inner.width(), max(inner.height(), appearance().px(self._height_at_100)))

    @override
    def hasHeightForWidth(self) -> bool:
        layout = self.layout()
        return layout is not None and layout.hasHeightForWidth()

    @override
    def heightForWidth(self, width: int) -> int:
        layout = self.layout()
        inner = layout.heightForWidth(width) if layout is not None else 0
        return max(inner, appearance().px(self._height_at_100))

    @override
    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self.update()

    @override
    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.update()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        look = appearance()
        painter = QPainter(self)
        if self.isEnabled() and (self.underMouse() or self.isDown()):
            painter.fillRect(self.rect(), look.colour("hover"))
        painter.fillRect(0, self.height() - 1, self.width(), 1, look.colour("line"))
        painter.end()


class TaskRow(RowButton):
    """A task of a case: name, note, status word. One that cannot start is not in the tab order."""

    def __init__(
        self,
        name: str,
        *,
        status: TaskStatus,
        status_words: str,
        note: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(height=40, parent=parent)
        shut = status == "cannot_start"
        line = row(self, margins=(0, 4, 4, 5), spacing=12)
        line.addWidget(Label(name, strong=True, role="muted" if shut else "text"))
        if note:
            line.addWidget(Label(note, step="small", role="muted", wrap=True), 1)
        else:
            line.addStretch(1)
        if status in _STATUS_TAGS:
            line.addWidget(Tag(status_words, _STATUS_TAGS[status]))
        else:
            line.addWidget(Label(status_words, step="small", role="muted"))
        if not shut:
            line.addWidget(IconMark("chevron-right", "muted", side=18))
        self.setAccessibleName(", ".join(part for part in (name, status_words, note) if part))
        if shut:
            self.setEnabled(False)
            self.setFocusPolicy(Qt.FocusPolicy.NoFocus)


class DueRow(RowButton):
    """One thing that is due: mark, name, where it belongs, how many days and the date."""

    def __init__(
        self,
        name: str,
        *,
        belongs_to: str,
        days_words: str,
        date_words: str,
        overdue: bool,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(height=57, parent=parent)
        line = row(self, margins=(0, 7, 0, 8), spacing=14)
        if overdue:
            line.addWidget(Shape("diamond", "red_shape", side=18))
        else:
            line.addWidget(Shape("dot", "accent", side=18))
        left = column(spacing=0)
        left.addWidget(Label(name, strong=True, wrap=True))
        left.addWidget(Label(belongs_to, step="small", role="muted", wrap=True))
        line.addLayout(left, 1)
        right = column(spacing=0)
        for words in (
            Label(days_words, strong=True, role="red" if overdue else "text"),
            Label(date_words, step="small", role="muted"),
        ):
            right.addWidget(words, 0, Qt.AlignmentFlag.AlignRight)
        line.addLayout(right)
        line.addWidget(IconMark("chevron-right", "muted", side=18))
        parts = (name, days_words, date_words, belongs_to)
        self.setAccessibleName(", ".join(part for part in parts if part))


class SummaryRow(QWidget):
    """One answer to check: question, answer, and a link to change it.

    Signals:
        change_wanted: with the question's name.
    """

    change_wanted = Signal(str)

    def __init__(
        self,
        question: str,
        label: str,
        answer: str,
        *,
        change_text: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._question = question
        line = row(self, margins=(0, 8, 0, 9), spacing=16)
        line.addWidget(Label(label, strong=True, wrap=True), 34, Qt.AlignmentFlag.AlignTop)
        empty = not answer
        shown = Label(
            answer or self.tr("Not provided"), role="muted" if empty else "text", wrap=True
        )
        shown.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        line.addWidget(shown, 55, Qt.AlignmentFlag.AlignTop)
        if change_text:
            change = Link(change_text)
            change.setAccessibleName(f"{change_text}: {label}")
            change.clicked.connect(self._on_change_clicked)
            line.addWidget(change, 0, Qt.AlignmentFlag.AlignTop)

    def _on_change_clicked(self) -> None:
        self.change_wanted.emit(self._question)


class SummaryList(QWidget):
    """Answers to check under one heading, with hairlines between.

    Signals:
        change_wanted: with the name of the question to change.
    """

    change_wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._column: QVBoxLayout = column(self)

    def add(self, question: str, label: str, answer: str, *, change_text: str = "") -> None:
        """Add one answer; without change_text it cannot be changed from here."""
        line = SummaryRow(question, label, answer, change_text=change_text)
        line.change_wanted.connect(self.change_wanted)
        self._column.addWidget(line)
        self._column.addWidget(Hairline())
