"""Records as the lines of a table: one model for every list, and the ground and words of its cells."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Sequence
from typing import Generic, TypeVar

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    Qt,
)
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyle
from typing_extensions import override

from lif_desktop.ui.theme import Role, appearance

Record = TypeVar("Record")
RecordRole = Qt.ItemDataRole.UserRole
"""Gives the record of a line to the painter of its cells."""
BODY, SMALL = 23, 20
"""Height of a line of words in pixels at 100 per cent."""


class RecordsModel(QAbstractTableModel, Generic[Record]):
    """The records a service returned, one line of the table each."""

    def __init__(self, heads: Sequence[str], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._heads = tuple(heads)
        self._records: tuple[Record, ...] = ()

    @abstractmethod
    def said(self, record: Record, column: int) -> Sequence[str]:
        """The words of one cell, first line first; a screen reader reads them all."""

    def show_rows(self, records: Sequence[Record]) -> None:
        """Show other records."""
        self.beginResetModel()
        self._records = tuple(records)
        self.endResetModel()

    def row_at(self, number: int) -> Record:
        """The record at a line."""
        return self._records[number]

    @override
    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self._records)

    @override
    def columnCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self._heads)

    @override
    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> object:
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        return self._heads[section] if role == Qt.ItemDataRole.DisplayRole else None

    @override
    def data(
        self,
        index: QModelIndex | QPersistentModelIndex,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> object:
        if not index.isValid():
            return None
        record = self._records[index.row()]
        if role == RecordRole:
            return record
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}:
            return ", ".join(line for line in self.said(record, index.column()) if line)
        return None


def paint_ground(painter: QPainter, rect: QRect, state: QStyle.StateFlag, *, first: bool) -> None:
    """Paint what lies under a cell: selected, under the pointer, and the hairline below.

    Args:
        painter: of the table.
        rect: the cell.
        state: the cell's state.
        first: is it the first cell of its line, which carries the accent bar?
    """
    look = appearance()
    if state & QStyle.StateFlag.State_Selected:
        painter.fillRect(rect, look.colour("soft"))
        if first:
            bar = QRect(rect.left(), rect.top(), 3, rect.height())
            painter.fillRect(bar, look.colour("accent"))
    elif state & QStyle.StateFlag.State_MouseOver:
        painter.fillRect(rect, look.colour("hover"))
    painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), look.colour("line"))


def write_line(
    painter: QPainter,
    where: QRect,
    words: str,
    *,
    small: bool = False,
    strong: bool = False,
    role: Role = "text",
) -> None:
    """Write words on one line, shortened at the end if there is no room."""
    look = appearance()
    painter.setFont(look.font("small" if small else "body", strong=strong))
    painter.setPen(look.colour(role))
    plain = " ".join(words.split())
    shown = painter.fontMetrics().elidedText(plain, Qt.TextElideMode.ElideRight, where.width())
    painter.drawText(where, Qt.AlignmentFlag.AlignVCenter, shown)
