"""The table of actions: reference, what, who, when, and how it stands, painted."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import (
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPointF,
    QRect,
    QRectF,
)
from PySide6.QtGui import QPainter, QTextLayout, QTextOption
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem
from typing_extensions import override

from lif_desktop.domain.actions import STATUS_LABELS
from lif_desktop.domain.identities import ActionId
from lif_desktop.domain.vocabulary import RAG_LABELS, Rag
from lif_desktop.services.actions import ActionRow
from lif_desktop.ui.records_model import (
    BODY,
    SMALL,
    RecordRole,
    RecordsModel,
    paint_ground,
    write_line,
)
from lif_desktop.ui.theme import Role, appearance
from lif_desktop.ui.widgets import badge_width, draw_badge
from lif_desktop.ui.words import first_set_words, short_date

REFERENCE, ACTION, AGENCY, DUE, RATING = range(5)
"""The columns."""


class ActionsModel(RecordsModel[ActionRow]):
    """The actions as they stand on a day."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__((), parent)
        self._heads = (
            self.tr("Ref"),
            self.tr("Action"),
            self.tr("Agency and lead"),
            self.tr("Due"),
            self.tr("Rating"),
        )
        self._positions: dict[ActionId, int] = {}

    @override
    def show_rows(self, records: Sequence[ActionRow]) -> None:
        self._positions = {row.action.id: at for at, row in enumerate(records)}
        super().show_rows(records)

    @override
    def said(self, record: ActionRow, column: int) -> Sequence[str]:
        return lines_of(record, column)

    def position_of(self, action_id: ActionId) -> int | None:
        """The line an action stands in; None if it is not shown."""
        return self._positions.get(action_id)


def lines_of(row: ActionRow, at: int) -> tuple[str, ...]:
    """The words of one cell, first line first."""
    action = row.action
    match at:
        case 0:
            return (action.reference,)
        case 1:
            return (action.action, action.theme)
        case 2:
            return (action.agency, action.lead)
        case 3:
            return (
                short_date(action.due_on),
                first_set_words(action.original_due_on, action.due_on),
            )
        case _:
            return (RAG_LABELS[row.rag], _state(row), row.words)


def _state(row: ActionRow) -> str:
    """What is said of the action beside its rating; a complete one was tested."""
    if row.rag is Rag.COMPLETE:
        return "Evidence tested"
    return STATUS_LABELS[row.action.status]


class ActionCells(QStyledItemDelegate):
    """Paints the cells of an action; the weight of words never changes with the selection."""

    @override
    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        row = index.data(RecordRole)
        if not isinstance(row, ActionRow):
            return
        look = appearance()
        rect: QRect = option.rect
        painter.save()
        paint_ground(painter, rect, option.state, first=index.column() == 0)
        inside = rect.adjusted(look.px(12), look.px(7), -look.px(8), -look.px(6))
        if index.column() == ACTION:
            _paint_title(painter, inside, row)
        elif index.column() == RATING:
            _paint_rating(painter, inside, row)
        else:
            words = (*lines_of(row, index.column()), "")
            _paint_lines(painter, inside, words[0], words[1], strong=index.column() == REFERENCE)
        painter.restore()


def _paint_lines(
    painter: QPainter, inside: QRect, first: str, second: str, *, strong: bool
) -> None:
    look = appearance()
    line = look.px(BODY)
    write_line(
        painter, QRect(inside.left(), inside.top(), inside.width(), line), first, strong=strong
    )
    if second:
        below = QRect(inside.left(), inside.top() + line, inside.width(), look.px(SMALL))
        write_line(painter, below, second, small=True, role="muted")


def _paint_title(painter: QPainter, inside: QRect, row: ActionRow) -> None:
    """The title on two lines, or on one with the theme below: never one elided line."""
    look = appearance()
    line = look.px(BODY)
    first, rest = _broken(row.action.action, inside.width())
    write_line(painter, QRect(inside.left(), inside.top(), inside.width(), line), first)
    below = QRect(inside.left(), inside.top() + line, inside.width(), line)
    if rest:
        write_line(painter, below, rest)
    else:
        write_line(painter, below, row.action.theme, small=True, role="muted")


def _paint_rating(painter: QPainter, inside: QRect, row: ActionRow) -> None:
    look = appearance()
    wide, high = badge_width(row.rag), look.px(22)
    draw_badge(painter, QRectF(inside.left(), inside.top(), wide, high), row.rag)
    beside = inside.left() + wide + look.px(8)
    said = QRect(beside, inside.top(), inside.right() - beside, high)
    write_line(painter, said, _state(row), small=True, role="muted")
    below = QRect(inside.left(), inside.top() + look.px(BODY), inside.width(), look.px(SMALL))
    role: Role = "red" if row.rag is Rag.RED else "muted"
    write_line(painter, below, row.words, small=True, role=role)


def _broken(words: str, width: int) -> tuple[str, str]:
    """The words that fit on the first line, and the rest."""
    plain = " ".join(words.split())
    layout = QTextLayout(plain, appearance().font("body"))
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    layout.beginLayout()
    line = layout.createLine()
    line.setLineWidth(max(1, width))
    line.setPosition(QPointF(0, 0))
    layout.endLayout()
    end = line.textLength()
    return plain[:end].rstrip(), plain[end:].lstrip()
