"""How many actions stand at each rating: a ring with shapes in it, and the same in words beside."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from lif_desktop.domain.vocabulary import RAG_LABELS, Rag
from lif_desktop.ui.theme import appearance, fix
from lif_desktop.ui.widgets import (
    RAG_COLOURS,
    RAG_SHAPES,
    Label,
    Shape,
    clear,
    column,
    draw_shape,
    row,
)

_ACROSS, _RING, _GAP_DEGREES = 144, 26, 2.4
ORDER = (Rag.RED, Rag.AMBER, Rag.GREEN, Rag.COMPLETE)


@dataclass(frozen=True, slots=True, kw_only=True)
class RatingCount:
    """How many stand at one rating, and how many did at the date compared with."""

    rating: Rag
    count: int
    was: int | None = None


class Donut(QWidget):
    """The ring: red, amber, green, complete from twelve o'clock, the total in the middle."""

    def __init__(self, unit: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._unit = unit
        self._counts: dict[Rag, int] = {}
        fix(self, width=_ACROSS, height=_ACROSS)

    def show_counts(self, counts: dict[Rag, int]) -> None:
        """Show counts by rating."""
        self._counts = dict(counts)
        said = ", ".join(f"{self._counts.get(r, 0)} {RAG_LABELS[r].lower()}" for r in ORDER)
        self.setAccessibleName(said)
        self.update()

    @override
    def sizeHint(self) -> QSize:
        side = appearance().px(_ACROSS)
        return QSize(side, side)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        look = appearance()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ring = look.px(_RING)
        box = QRectF(self.rect()).adjusted(ring / 2, ring / 2, -ring / 2, -ring / 2)
        total = sum(self._counts.values())
        if total == 0:
            painter.setPen(QPen(look.colour("line"), ring))
            painter.drawEllipse(box)
        start = 90.0
        shown = [rating for rating in ORDER if self._counts.get(rating)]
        gap = _GAP_DEGREES if len(shown) > 1 else 0.0
        for rating in shown:
            span = 360.0 * self._counts[rating] / total
            self._draw_arc(painter, box, rating, start - gap / 2, max(1.0, span - gap))
            start -= span
        painter.setPen(look.colour("text"))
        painter.setFont(look.font("title", strong=True))
        middle = QRectF(self.rect())
        painter.drawText(
            middle.adjusted(0, 0, 0, -look.px(20)), Qt.AlignmentFlag.AlignCenter, str(total)
        )
        painter.setPen(look.colour("muted"))
        painter.setFont(look.font("small"))
        painter.drawText(
            middle.adjusted(0, look.px(32), 0, 0), Qt.AlignmentFlag.AlignCenter, self._unit
        )
        painter.end()

    def _draw_arc(
        self, painter: QPainter, box: QRectF, rating: Rag, start: float, span: float
    ) -> None:
        look = appearance()
        pen = QPen(look.colour(RAG_COLOURS[rating][1]), look.px(_RING))
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        painter.setPen(pen)
        painter.drawArc(box, round(start * 16), round(-span * 16))
        if span < 14:
            return
        angle = math.radians(start - span / 2)
        radius = box.width() / 2
        at = QPointF(
            box.center().x() + radius * math.cos(angle),
            box.center().y() - radius * math.sin(angle),
        )
        side = look.px(14)
        mark = QRectF(at.x() - side / 2, at.y() - side / 2, side, side)
        draw_shape(painter, RAG_SHAPES[rating], mark, look.colour("sheet"))


class _CountRow(QWidget):
    def __init__(self, entry: RatingCount, was_words: str) -> None:
        super().__init__()
        line = row(self, spacing=8)
        line.addWidget(Shape(RAG_SHAPES[entry.rating], RAG_COLOURS[entry.rating][1], side=14))
        line.addWidget(Label(RAG_LABELS[entry.rating]), 1)
        line.addWidget(Label(str(entry.count), strong=True))
        if was_words:
            was = Label(was_words, step="small", role="muted")
            fix(was, min_width=52)
            was.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            line.addWidget(was)


class RatingCounts(QWidget):
    """The ring with its counts in words beside it.

    Signals:
        opened: the picture was pressed; the page opens the list behind it.
    """

    opened = Signal()

    def __init__(self, unit: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        line = row(self, spacing=20)
        self._donut = Donut(unit)
        line.addWidget(self._donut, 0, Qt.AlignmentFlag.AlignTop)
        self._rows = column(spacing=6)
        holder = column()
        holder.addStretch(1)
        holder.addLayout(self._rows)
        holder.addStretch(1)
        line.addLayout(holder, 1)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def show_counts(self, counts: Sequence[RatingCount]) -> None:
        """Show counts, in the order red, amber, green, complete."""
        self._donut.show_counts({entry.rating: entry.count for entry in counts})
        clear(self._rows)
        for entry in counts:
            was = "" if entry.was is None else self.tr("was {count}").format(count=entry.was)
            self._rows.addWidget(_CountRow(entry, was))
