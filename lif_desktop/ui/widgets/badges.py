"""Short words in a tint: status tags, ratings, chips to filter by."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget
from typing_extensions import override

from lif_desktop.domain.vocabulary import RAG_LABELS, Rag
from lif_desktop.ui.theme import Role, appearance
from lif_desktop.ui.widgets.shapes import RAG_COLOURS, RAG_SHAPES, draw_shape, draw_tick

TagKind = Literal["progress", "waiting", "problem", "warning", "good", "plain"]
_TAG_ROLES: dict[TagKind, tuple[Role, Role]] = {
    "progress": ("accent", "soft"),
    "waiting": ("done", "done_tint"),
    "problem": ("red", "red_tint"),
    "warning": ("amber", "amber_tint"),
    "good": ("green", "green_tint"),
    "plain": ("muted", "sheet"),
}


def _tint(painter: QPainter, box: QRectF, words: Role, tint: Role, radius: float) -> None:
    look = appearance()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    bordered = look.tokens.edge_width > 1
    painter.setPen(QPen(look.colour(words), 1.5) if bordered else Qt.PenStyle.NoPen)
    painter.setBrush(look.colour(tint))
    painter.drawRoundedRect(box.adjusted(0.75, 0.75, -0.75, -0.75), radius, radius)


class _Word(QWidget):
    """A painted word whose text a screen reader reads as its name."""

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._text = text
        self.setAccessibleName(text)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    @property
    def text(self) -> str:
        """The word shown."""
        return self._text

    def _words_width(self) -> int:
        return appearance().words_width(self._text, "small", strong=True)


class Tag(_Word):
    """A status word: progress, waiting, problem, warning, good; plain has no tint."""

    def __init__(
        self, text: str, kind: TagKind = "progress", parent: QWidget | None = None
    ) -> None:
        super().__init__(text, parent)
        self._kind: TagKind = kind

    @property
    def kind(self) -> TagKind:
        """Which tint it has."""
        return self._kind

    def show_status(self, text: str, kind: TagKind) -> None:
        """Show another status."""
        self._text, self._kind = text, kind
        self.setAccessibleName(text)
        self.updateGeometry()
        self.update()

    @override
    def sizeHint(self) -> QSize:
        look = appearance()
        pad = 0 if self._kind == "plain" else look.px(10)
        return QSize(self._words_width() + 2 * pad + 1, look.px(26))

    @override
    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        _paint_tag(painter, QRectF(self.rect()), self._text, self._kind)
        painter.end()


def _paint_tag(
    painter: QPainter, box: QRectF, text: str, kind: TagKind, *, on_soft: bool = False
) -> None:
    look = appearance()
    words, tint = _TAG_ROLES[kind]
    if on_soft and tint == "soft":
        tint = "sheet"
    painter.save()
    if kind != "plain":
        _tint(painter, box, words, tint, 6)
    painter.setFont(look.font("small", strong=kind != "plain"))
    painter.setPen(look.colour(words))
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)
    painter.restore()


def draw_tag(
    painter: QPainter, cell: QRect, text: str, kind: TagKind, *, on_soft: bool = False
) -> None:
    """Paint a tag at the left of a table's cell; on_soft where the row is the selected one."""
    look = appearance()
    pad = look.px(10)
    room = cell.width() - 2 * pad
    shown = QFontMetrics(look.font("small", strong=True)).elidedText(
        text, Qt.TextElideMode.ElideRight, room
    )
    wide = look.words_width(shown, "small", strong=True) + 2 * pad + 1
    high = look.px(26)
    box = QRectF(cell.left(), cell.top() + (cell.height() - high) / 2, wide, high)
    _paint_tag(painter, box, shown, kind, on_soft=on_soft)


class RagBadge(_Word):
    """A rating: shape, then word, in its tint."""

    def __init__(self, rating: Rag, parent: QWidget | None = None) -> None:
        super().__init__(RAG_LABELS[rating], parent)
        self._rating = rating

    @property
    def rating(self) -> Rag:
        """The rating shown."""
        return self._rating

    @override
    def sizeHint(self) -> QSize:
        look = appearance()
        return QSize(self._words_width() + look.px(8 + 12 + 6 + 10), look.px(24))

    @override
    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        draw_badge(painter, QRectF(self.rect()), self._rating)
        painter.end()


def draw_badge(painter: QPainter, box: QRectF, rating: Rag) -> None:
    """Paint a rating badge, in a widget or in the cell of a table."""
    look = appearance()
    words, shape, tint = RAG_COLOURS[rating]
    painter.save()
    _tint(painter, box, words, tint, 6)
    side = look.px(12)
    mark = QRectF(box.left() + look.px(8), box.center().y() - side / 2, side, side)
    draw_shape(painter, RAG_SHAPES[rating], mark, look.colour(shape))
    painter.setFont(look.font("small", strong=True))
    painter.setPen(look.colour(words))
    where = box.adjusted(look.px(8) + side + look.px(6), 0, 0, 0)
    painter.drawText(where, Qt.AlignmentFlag.AlignVCenter, RAG_LABELS[rating])
    painter.restore()


def badge_width(rating: Rag) -> int:
    """Width of a painted badge in pixels, at the present text size."""
    look = appearance()
    words = look.words_width(RAG_LABELS[rating], "small", strong=True)
    return words + look.px(8 + 12 + 6 + 10)


class Chip(QPushButton):
    """A filter that is on or off, with a count; one that opens a list shows a chevron."""

    def __init__(
        self,
        text: str,
        *,
        count: int | None = None,
        rating: Rag | None = None,
        opens_list: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(text, parent)
        self._count = count
        self._rating = rating
        self._opens_list = opens_list
        self.setCheckable(not opens_list)
        self.setProperty("ring_radius", 16)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._name_it()

    def set_count(self, count: int | None) -> None:
        """Show another count."""
        self._count = count
        self._name_it()
        self.updateGeometry()
        self.update()

    def _name_it(self) -> None:
        self.setAccessibleName(
            self.text() if self._count is None else f"{self.text()}, {self._count}"
        )

    def _parts(self) -> list[tuple[str, int]]:
        look = appearance()
        parts: list[tuple[str, int]] = []
        if self.isChecked():
            parts.append(("tick", look.px(16)))
        elif self._rating is not None:
            parts.append(("shape", look.px(12)))
        parts.append(("text", look.words_width(self.text(), "small", strong=True)))
        if self._count is not None:
            parts.append(("count", look.words_width(str(self._count), "small")))
        if self._opens_list:
            parts.append(("chevron", look.px(16)))
        return parts

    @override
    def sizeHint(self) -> QSize:
        look = appearance()
        parts = self._parts()
        gaps = look.px(7) * (len(parts) - 1)
        return QSize(sum(width for _, width in parts) + gaps + look.px(24) + 2, look.px(32))

    @override
    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    @override
    def nextCheckState(self) -> None:
        super().nextCheckState()
        self.updateGeometry()

    @override
    def checkStateSet(self) -> None:
        super().checkStateSet()
        self.updateGeometry()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        look = appearance()
        on = self.isChecked()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        width = 1.5 if on else float(look.tokens.edge_width)
        painter.setPen(QPen(look.colour("accent" if on else "edge"), width))
        ground: Role = "soft" if on else ("hover" if self.underMouse() else "sheet")
        painter.setBrush(look.colour(ground))
        radius = self.height() / 2 - 1
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), radius, radius)
        left = look.px(12) + 1.0
        for part, across in self._parts():
            self._draw_part(painter, part, QRectF(left, 0, across, self.height()))
            left += across + look.px(7)
        painter.end()

    def _draw_part(self, painter: QPainter, part: str, box: QRectF) -> None:
        look = appearance()
        on = self.isChecked()
        middle = box.center().y()
        side = box.width()
        square = QRectF(box.left(), middle - side / 2, side, side)
        if part == "tick":
            draw_tick(painter, square.adjusted(2, 2, -2, -2), look.colour("accent"), weight=0.13)
        elif part == "shape" and self._rating is not None:
            _, shape, _ = RAG_COLOURS[self._rating]
            draw_shape(painter, RAG_SHAPES[self._rating], square, look.colour(shape))
        elif part == "chevron":
            picture = look.pixmap("chevron-down", "muted", 16, ratio=self.devicePixelRatioF())
            painter.drawPixmap(QPointF(square.topLeft()), picture)
        else:
            strong = part == "text"
            painter.setFont(look.font("small", strong=strong))
            words: Role = "text" if strong else "muted"
            painter.setPen(look.colour("accent" if on else words))
            shown = self.text() if strong else str(self._count)
            painter.drawText(box.adjusted(0, 0, 4, 0), Qt.AlignmentFlag.AlignVCenter, shown)
