"""How do the head and the cells of the decision grid look? Shape and word in each, groups over the heads."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)
from typing_extensions import override

from lif_desktop.domain.decisions import VIEW_LABELS, AgencyView, ViewCode
from lif_desktop.domain.people import recommends
from lif_desktop.ui.grid_table.model import GridModel, GridRow, Index
from lif_desktop.ui.theme import Role, appearance
from lif_desktop.ui.widgets import Mark, draw_mark

HEAD_HEIGHT = 64
_VIEW_ROLES: Mapping[str, Role] = {"unsure": "amber", "not_met": "muted", "not_known": "text"}


class GridHead(QHeaderView):
    """Short names, with "Members, counted" and "Invitees" above them."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setHighlightSections(False)

    @override
    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), appearance().px(HEAD_HEIGHT))

    @override
    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:
        model = self.model()
        if not isinstance(model, GridModel):
            return
        look = appearance()
        who = model.seat_at(logicalIndex)
        heard = who is not None and not recommends(who)
        painter.save()
        painter.fillRect(rect, look.colour("sunken" if heard else "sheet"))
        painter.setFont(look.font("small", strong=True))
        painter.setPen(look.colour("muted" if heard else "text"))
        words = str(model.headerData(logicalIndex, Qt.Orientation.Horizontal) or "")
        half = rect.height() // 2
        box = QRect(rect.left() + 4, rect.top() + half, rect.width() - 8, half)
        centre = Qt.AlignmentFlag.AlignHCenter if who else Qt.AlignmentFlag.AlignLeft
        if who is None:
            box.setLeft(rect.left() + look.px(12))
        shown = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, box.width())
        painter.drawText(box, centre | Qt.AlignmentFlag.AlignVCenter, shown)
        painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), look.colour("edge"))
        painter.restore()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        model = self.model()
        if not isinstance(model, GridModel) or self.isSectionHidden(1):
            return
        painter = QPainter(self.viewport())
        counted = [n for n, who in enumerate(model.seats, start=1) if recommends(who)]
        heard = [n for n, who in enumerate(model.seats, start=1) if not recommends(who)]
        self._draw_group(painter, self.tr("Members, counted"), counted)
        self._draw_group(painter, self.tr("Invitees"), heard)
        painter.end()

    def _draw_group(self, painter: QPainter, words: str, sections: Sequence[int]) -> None:
        if not sections:
            return
        look = appearance()
        left = self.sectionViewportPosition(sections[0])
        last = sections[-1]
        right = self.sectionViewportPosition(last) + self.sectionSize(last)
        box = QRect(left, 0, right - left, self.height() // 2)
        painter.setFont(look.font("small"))
        painter.setPen(look.colour("muted"))
        shown = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, box.width())
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, shown)
        painter.setPen(QPen(look.colour("edge"), 1))
        painter.drawLine(QPoint(left + 6, box.bottom()), QPoint(right - 6, box.bottom()))


class GridCells(QStyledItemDelegate):
    """Paints the three kinds of cell."""

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        model = index.model()
        if not isinstance(model, GridModel):
            return
        look = appearance()
        box = QRect(option.rect)
        state = option.state
        who = model.seat_at(index.column())
        heard = who is not None and not recommends(who)
        table = self.parent()
        current = isinstance(table, QTableView) and table.currentIndex().row() == index.row()
        ground: Role = "soft" if current else ("sunken" if heard else "sheet")
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setClipRect(box)
        painter.fillRect(box, look.colour(ground))
        painter.fillRect(QRect(box.left(), box.bottom(), box.width(), 1), look.colour("line"))
        if index.column() == 0:
            _draw_criterion(painter, box, model.rows[index.row()])
        elif who is not None:
            _draw_view(painter, box, model.view_at(index.row(), index.column()), heard=heard)
        else:
            _draw_consensus(painter, box, model.rows[index.row()].consensus)
        if state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(look.colour("focus"), 2.5))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(box).adjusted(2.5, 2.5, -2.5, -3.5), 6, 6)
        painter.restore()


def _draw_criterion(painter: QPainter, box: QRect, line: GridRow) -> None:
    look = appearance()
    inner = box.adjusted(look.px(12), look.px(2), -look.px(8), -look.px(2))
    strong = look.font("body", strong=True)
    small = look.font("small")
    room = inner.height()
    label = _wrapped(line.label, strong, inner.width(), 2)
    lines: list[tuple[str, str]] = [(words, "strong") for words in label]
    extras = [(line.evidence, "text"), (line.source, "muted")]
    for words, kind in extras:
        if words:
            one_line = " ".join(words.split())
            metrics = QFontMetrics(small)
            shown = metrics.elidedText(one_line, Qt.TextElideMode.ElideRight, inner.width())
            lines.append((shown, kind))
    heights = [QFontMetrics(strong if kind == "strong" else small).height() for _, kind in lines]
    while sum(heights) > room and len(lines) > len(label):
        lines.pop()
        heights.pop()
    top = inner.top() + (room - sum(heights)) // 2
    for (words, kind), high in zip(lines, heights, strict=True):
        painter.setFont(strong if kind == "strong" else small)
        painter.setPen(look.colour("muted" if kind == "muted" else "text"))
        painter.drawText(QRect(inner.left(), top, inner.width(), high), 0, words)
        top += high


def _draw_view(painter: QPainter, box: QRect, view: AgencyView | None, *, heard: bool) -> None:
    if view is None:
        return
    look = appearance()
    side = look.px(20)
    words = _wrapped(VIEW_LABELS[view.view], look.font("small"), box.width() - 8, 2)
    metrics = QFontMetrics(look.font("small"))
    whole = side + look.px(4) + metrics.height() * len(words)
    top = box.top() + (box.height() - whole) // 2
    mark: Mark = "met_invitee" if heard and view.view is ViewCode.MET else view.view.value
    draw_mark(painter, mark, QRectF(box.center().x() - side / 2, top, side, side))
    unsure = view.view is ViewCode.UNSURE
    painter.setFont(look.font("small", strong=unsure))
    painter.setPen(look.colour(_VIEW_ROLES.get(view.view.value, "text")))
    top += side + look.px(4)
    for each in words:
        line = QRect(box.left(), top, box.width(), metrics.height())
        painter.drawText(line, Qt.AlignmentFlag.AlignHCenter, each)
        top += metrics.height()
    if view.reason:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.colour("accent"))
        painter.drawEllipse(QRectF(box.right() - look.px(12), box.top() + look.px(8), 5, 5))


def _draw_consensus(painter: QPainter, box: QRect, words: str) -> None:
    look = appearance()
    strong = look.font("body", strong=True)
    inner = box.adjusted(look.px(12), 0, -4, 0)
    lines = _wrapped(words, strong, inner.width(), 3)
    high = QFontMetrics(strong).height()
    top = inner.top() + (inner.height() - high * len(lines)) // 2
    painter.setFont(strong)
    met = words.casefold().startswith("met")
    painter.setPen(look.colour("text" if met else "amber" if words == "Unsure" else "muted"))
    for each in lines:
        painter.drawText(QRect(inner.left(), top, inner.width(), high), 0, each)
        top += high


def _wrapped(text: str, font: QFont, width: int, most: int) -> list[str]:
    """The text in lines of a width; what does not fit on the last is elided."""
    metrics = QFontMetrics(font)
    lines: list[str] = []
    for word in text.split():
        if lines and metrics.horizontalAdvance(f"{lines[-1]} {word}") <= width:
            lines[-1] = f"{lines[-1]} {word}"
        else:
            lines.append(word)
    if len(lines) > most:
        lines[most - 1] = " ".join(lines[most - 1 :])
        del lines[most:]
    elide = Qt.TextElideMode.ElideRight
    return [metrics.elidedText(line, elide, width) for line in lines]
