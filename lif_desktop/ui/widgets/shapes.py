"""The shapes that stand beside words: ratings, views, hatching. Drawn as paths, never as characters."""

from __future__ import annotations

import math
from typing import Literal

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from lif_desktop.domain.vocabulary import Rag
from lif_desktop.ui.theme import Role, appearance, fix

Mark = Literal["met", "met_invitee", "not_met", "unsure", "not_known"]
ShapeName = Literal["diamond", "triangle", "disc", "tick", "dot", "ring", "open_diamond"]

RAG_SHAPES: dict[Rag, ShapeName] = {
    Rag.RED: "diamond",
    Rag.AMBER: "triangle",
    Rag.GREEN: "disc",
    Rag.COMPLETE: "tick",
}
RAG_COLOURS: dict[Rag, tuple[Role, Role, Role]] = {
    Rag.RED: ("red", "red_shape", "red_tint"),
    Rag.AMBER: ("amber", "amber_shape", "amber_tint"),
    Rag.GREEN: ("green", "green_shape", "green_tint"),
    Rag.COMPLETE: ("done", "done_shape", "done_tint"),
}
"""Roles for words, shape and tint of each rating."""


def draw_shape(painter: QPainter, name: ShapeName, box: QRectF, colour: QColor) -> None:
    """Draw one shape inside a square box."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    side = box.width()
    centre = box.center()
    match name:
        case "diamond":
            painter.drawPolygon(_diamond(box.adjusted(1, 1, -1, -1)))
        case "open_diamond":
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(colour, max(1.5, side / 9)))
            painter.drawPolygon(_diamond(box.adjusted(2, 2, -2, -2)))
        case "triangle":
            inset = side * 0.06
            painter.drawPolygon(
                QPolygonF(
                    [
                        QPointF(centre.x(), box.top() + inset),
                        QPointF(box.right() - inset, box.bottom() - side * 0.12),
                        QPointF(box.left() + inset, box.bottom() - side * 0.12),
                    ]
                )
            )
        case "disc":
            painter.drawEllipse(centre, side * 0.42, side * 0.42)
        case "dot":
            painter.drawEllipse(centre, side * 0.28, side * 0.28)
        case "ring":
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(colour, max(1.5, side / 10)))
            painter.drawEllipse(centre, side * 0.38, side * 0.38)
        case "tick":
            draw_tick(painter, box, colour)
    painter.restore()


def draw_tick(painter: QPainter, box: QRectF, colour: QColor, *, weight: float = 0.16) -> None:
    """Draw a tick that fills the box; weight is the stroke as a part of its side."""
    side = box.width()
    pen = QPen(colour, max(1.6, side * weight))
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    path = QPainterPath(QPointF(box.left() + side * 0.16, box.top() + side * 0.54))
    path.lineTo(box.left() + side * 0.40, box.top() + side * 0.78)
    path.lineTo(box.left() + side * 0.86, box.top() + side * 0.26)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(pen)
    painter.drawPath(path)
    painter.restore()


def draw_mark(painter: QPainter, mark: Mark, box: QRectF) -> None:
    """Draw the mark of an agency's view: met, not met, unsure, not known."""
    look = appearance()
    side = box.width()
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    match mark:
        case "met" | "met_invitee":
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(look.colour("accent" if mark == "met" else "done_shape"))
            painter.drawEllipse(box)
            inner = box.adjusted(side * 0.24, side * 0.24, -side * 0.24, -side * 0.24)
            draw_tick(painter, inner, look.colour("on"), weight=0.2)
        case "not_met":
            pen = QPen(look.colour("muted"), max(2.0, side * 0.1))
            pen.setCapStyle(Qt.PenCapStyle.RoundCap)
            painter.setPen(pen)
            middle = box.center()
            painter.drawLine(
                QPointF(middle.x() - side * 0.26, middle.y()),
                QPointF(middle.x() + side * 0.26, middle.y()),
            )
        case "unsure":
            painter.setPen(QPen(look.colour("amber"), max(1.5, side * 0.08)))
            painter.setBrush(look.colour("amber_tint"))
            painter.drawEllipse(box.adjusted(1, 1, -1, -1))
            font = look.font("small", strong=True)
            font.setPointSizeF(font.pointSizeF() * side / look.px(20) * 0.95)
            font.setWeight(font.Weight.Bold)
            painter.setFont(font)
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, "?")
        case "not_known":
            pen = QPen(look.colour("text"), max(1.5, side * 0.08))
            pen.setDashPattern([2.6, 1.8])
            painter.setPen(pen)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawEllipse(box.adjusted(1, 1, -1, -1))
    painter.restore()


def hatch(
    painter: QPainter, area: QRectF, colour: QColor, *, gap: float = 5.0, weight: float = 1.0
) -> None:
    """Fill an area with lines at 45 degrees, gap pixels apart."""
    painter.save()
    painter.setClipRect(area, Qt.ClipOperation.IntersectClip)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(colour, weight))
    high = area.height()
    start = math.floor((area.left() - high) / gap) * gap
    x = start
    while x < area.right():
        painter.drawLine(QPointF(x, area.bottom()), QPointF(x + high, area.top()))
        x += gap
    painter.restore()


def _diamond(box: QRectF) -> QPolygonF:
    centre = box.center()
    return QPolygonF(
        [
            QPointF(centre.x(), box.top()),
            QPointF(box.right(), centre.y()),
            QPointF(centre.x(), box.bottom()),
            QPointF(box.left(), centre.y()),
        ]
    )


class Shape(QWidget):
    """One shape on its own, beside the word that says the same."""

    def __init__(
        self, name: ShapeName, role: Role, *, side: int = 14, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._name: ShapeName = name
        self._role: Role = role
        self._side = side
        fix(self, width=side, height=side)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    @override
    def sizeHint(self) -> QSize:
        side = appearance().px(self._side)
        return QSize(side, side)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        draw_shape(painter, self._name, QRectF(self.rect()), appearance().colour(self._role))
        painter.end()


class ViewMark(QWidget):
    """The mark of one view, met to not known; always with its word beside or below."""

    def __init__(self, mark: Mark, *, side: int = 20, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._mark: Mark = mark
        fix(self, width=side, height=side)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        draw_mark(painter, self._mark, QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5))
        painter.end()


class IconMark(QWidget):
    """One icon on its own, beside the word that says the same."""

    def __init__(
        self, name: str, role: Role = "muted", *, side: int = 20, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._name = name
        self._role: Role = role
        self._side = side
        fix(self, width=side, height=side)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def set_icon(self, name: str, role: Role) -> None:
        """Show another icon."""
        self._name, self._role = name, role
        self.update()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        picture = appearance().pixmap(
            self._name, self._role, self._side, ratio=self.devicePixelRatioF()
        )
        painter.drawPixmap(0, 0, picture)
        painter.end()
