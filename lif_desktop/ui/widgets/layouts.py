"""How parts stand beside and below one another: columns, rows, wrapping rows, scrolling columns."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import QEvent, QMargins, QObject, QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLayout,
    QLayoutItem,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from lif_desktop.ui.theme import fix, fix_layout

Surface = Literal[
    "canvas", "sheet", "page", "well", "pane", "card", "panel", "information", "warning",
    "success", "failure", "summary", "brand", "rule", "strong-rule", "clear", "error-bar",
]  # fmt: skip


def column(
    parent: QWidget | None = None,
    *,
    margins: tuple[int, int, int, int] = (0, 0, 0, 0),
    spacing: int = 0,
) -> QVBoxLayout:
    """A column; margins and spacing in pixels at 100 per cent."""
    layout = QVBoxLayout(parent) if parent is not None else QVBoxLayout()
    fix_layout(layout, margins=margins, spacing=spacing)
    return layout


def row(
    parent: QWidget | None = None,
    *,
    margins: tuple[int, int, int, int] = (0, 0, 0, 0),
    spacing: int = 0,
) -> QHBoxLayout:
    """A row; margins and spacing in pixels at 100 per cent."""
    layout = QHBoxLayout(parent) if parent is not None else QHBoxLayout()
    fix_layout(layout, margins=margins, spacing=spacing)
    return layout


class Gap(QWidget):
    """Empty space that grows with the text size."""

    def __init__(self, *, height: int = 0, width: int = 0) -> None:
        super().__init__()
        fix(self, height=height) if height else fix(self, width=width)


class Frame(QFrame):
    """A box with a surface: well, card, pane, message."""

    def __init__(self, surface: Surface, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("surface", surface)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)


class Hairline(Frame):
    """A line of one pixel across or down."""

    def __init__(self, *, down: bool = False, strong: bool = False) -> None:
        super().__init__("strong-rule" if strong else "rule")
        if down:
            self.setFixedWidth(1)
        else:
            self.setFixedHeight(1)
            self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)


class FlowLayout(QLayout):
    """A row that wraps onto further lines instead of widening the page."""

    def __init__(self, parent: QWidget | None = None, *, spacing: int = 8) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        fix_layout(self, spacing=spacing)

    @override
    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)

    @override
    def count(self) -> int:
        return len(self._items)

    @override
    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._items[index] if 0 <= index < len(self._items) else None

    @override
    def takeAt(self, index: int) -> QLayoutItem | None:
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    @override
    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation(0)

    @override
    def hasHeightForWidth(self) -> bool:
        return True

    @override
    def heightForWidth(self, width: int) -> int:
        return self._place(QRect(0, 0, width, 0), move=False)

    @override
    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        self._place(rect, move=True)

    @override
    def sizeHint(self) -> QSize:
        items = [item for item in self._items if not item.isEmpty()]
        width = sum(item.sizeHint().width() for item in items)
        width += self.spacing() * max(0, len(items) - 1)
        height = max((item.sizeHint().height() for item in items), default=0)
        margins = self.contentsMargins()
        return QSize(
            width + margins.left() + margins.right(), height + margins.top() + margins.bottom()
        )

    @override
    def minimumSize(self) -> QSize:
        size = QSize()
        for item in self._items:
            size = size.expandedTo(item.minimumSize())
        margins: QMargins = self.contentsMargins()
        return size + QSize(margins.left() + margins.right(), margins.top() + margins.bottom())

    def _place(self, rect: QRect, *, move: bool) -> int:
        area = rect.marginsRemoved(self.contentsMargins())
        y = area.y()
        for line in self._lines(area.width()):
            high = max(item.sizeHint().height() for item, _ in line)
            x = area.x()
            for item, width in line:
                wanted = item.sizeHint().height()
                if move:
                    top = y + (high - wanted) // 2
                    item.setGeometry(QRect(QPoint(x, top), QSize(width, wanted)))
                x += width + self.spacing()
            y += high + self.spacing()
        used = max(0, y - self.spacing() - rect.y())
        return used + self.contentsMargins().bottom()

    def _lines(self, room: int) -> list[list[tuple[QLayoutItem, int]]]:
        """The parts of each line with their widths."""
        lines: list[list[tuple[QLayoutItem, int]]] = []
        left = 0
        for item in self._items:
            if item.isEmpty():
                continue
            width = min(item.sizeHint().width(), max(room, item.minimumSize().width()))
            if not lines or left + width > room:
                lines.append([])
                left = 0
            lines[-1].append((item, width))
            left += width + self.spacing()
        return lines


class ScrollColumn(QScrollArea):
    """A column that scrolls up and down, never sideways; put parts into `column`."""

    def __init__(
        self,
        *,
        margins: tuple[int, int, int, int] = (0, 0, 0, 0),
        spacing: int = 0,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.viewport().setAutoFillBackground(False)
        self.content = QWidget()
        self.content.setProperty("surface", "clear")
        self.content.setAutoFillBackground(False)
        self.column = column(self.content, margins=margins, spacing=spacing)
        self.setWidget(self.content)
        self.content.installEventFilter(self)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        # A height that follows the width must be asked for again, or wrapped words are cut off.
        if watched is self.content and event.type() == QEvent.Type.LayoutRequest:
            self.updateGeometry()
        return super().eventFilter(watched, event)

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(0, 0)


def clear(layout: QLayout) -> None:
    """Take every part out of a layout and delete it."""
    while True:
        item = layout.takeAt(0)
        if item is None:
            return
        inner = item.layout()
        part = item.widget()
        if part is not None:
            part.hide()
            part.setParent(None)
            part.deleteLater()
        elif inner is not None:
            clear(inner)
