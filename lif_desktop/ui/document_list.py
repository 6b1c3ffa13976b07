"""The table of filed documents: what, of which case, how it stands, when it was made."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    Qt,
)
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem
from typing_extensions import override

from lif_desktop.clock import ENGLAND
from lif_desktop.domain.documents import DocumentState
from lif_desktop.domain.identities import CaseId
from lif_desktop.services.documents import DocumentRow
from lif_desktop.ui.theme import Role, appearance
from lif_desktop.ui.words import short_date

DOCUMENT, CASE, STATE, MADE = range(4)
"""The columns."""
_RowRole = Qt.ItemDataRole.UserRole
_BODY, _SMALL = 23, 20


class DocumentsModel(QAbstractTableModel):
    """The rows a service returned, one line of the table each."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: tuple[DocumentRow, ...] = ()
        self._cases: Mapping[CaseId, str] = {}

    def show_rows(self, rows: Sequence[DocumentRow], cases: Mapping[CaseId, str]) -> None:
        """Show other rows; cases gives each case's reference."""
        self.beginResetModel()
        self._rows, self._cases = tuple(rows), cases
        self.endResetModel()

    def row_at(self, number: int) -> DocumentRow:
        """The document at a line."""
        return self._rows[number]

    @override
    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self._rows)

    @override
    def columnCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:
        return 0 if parent.isValid() else 4

    @override
    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        if role == Qt.ItemDataRole.DisplayRole:
            names = (self.tr("Document"), self.tr("Case"), self.tr("State"), self.tr("Made"))
            return names[section]
        return None

    @override
    def data(
        self,
        index: QModelIndex | QPersistentModelIndex,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> object:
        if not index.isValid():
            return None
        if role == _RowRole:
            return self._rows[index.row()]
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}:
            lines = self.lines_of(self._rows[index.row()], index.column())
            return ", ".join(line for line in lines if line)
        return None

    def lines_of(self, row: DocumentRow, at: int) -> tuple[str, str]:
        """The words of one cell, first line first."""
        match at:
            case 0:
                version = self.tr("Version {version}").format(version=row.version)
                return row.title, f"{version} · {row.file_name}"
            case 1:
                if row.case_id is None:
                    return self.tr("The board’s own"), ""
                return self._cases.get(row.case_id, "") or self.tr("New case"), ""
            case 2:
                return self._state(row)
            case _:
                local = row.made_at.astimezone(ENGLAND)
                return short_date(local.date()), f"{local:%H:%M}"

    def _state(self, row: DocumentRow) -> tuple[str, str]:
        names = ", ".join(each.name for each in row.signatures)
        match row.state:
            case DocumentState.SIGNED:
                return self.tr("Signed"), names
            case DocumentState.SUPERSEDED:
                return self.tr("Superseded"), names
            case DocumentState.UNSIGNED:
                return self.tr("Filed, not signed"), ""
            case DocumentState.TO_SIGN:
                slot = row.next_slot
                who = "" if slot is None else slot.name or slot.role
                return self.tr("To be signed"), who


class DocumentCells(QStyledItemDelegate):
    """Paints the cells; the weight of words never changes with the selection."""

    @override
    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        model, row = index.model(), index.data(_RowRole)
        if not isinstance(model, DocumentsModel) or not isinstance(row, DocumentRow):
            return
        look = appearance()
        rect: QRect = option.rect
        painter.save()
        _paint_ground(painter, rect, option.state, first=index.column() == DOCUMENT)
        inside = rect.adjusted(look.px(12), look.px(7), -look.px(8), -look.px(6))
        first, second = model.lines_of(row, index.column())
        old = row.state is DocumentState.SUPERSEDED
        line = QRect(inside.left(), inside.top(), inside.width(), look.px(_BODY))
        _write(painter, line, first, role="muted" if old else "text")
        below = QRect(inside.left(), line.bottom() + 1, inside.width(), look.px(_SMALL))
        _write(painter, below, second, small=True, role="muted")
        painter.restore()


def _paint_ground(painter: QPainter, rect: QRect, state: QStyle.StateFlag, *, first: bool) -> None:
    look = appearance()
    if state & QStyle.StateFlag.State_Selected:
        painter.fillRect(rect, look.colour("soft"))
        if first:
            painter.fillRect(
                QRect(rect.left(), rect.top(), 3, rect.height()), look.colour("accent")
            )
    elif state & QStyle.StateFlag.State_MouseOver:
        painter.fillRect(rect, look.colour("hover"))
    painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), look.colour("line"))


def _write(
    painter: QPainter, where: QRect, words: str, *, small: bool = False, role: Role = "text"
) -> None:
    look = appearance()
    painter.setFont(look.font("small" if small else "body"))
    painter.setPen(look.colour(role))
    plain = " ".join(words.split())
    shown = painter.fontMetrics().elidedText(plain, Qt.TextElideMode.ElideRight, where.width())
    painter.drawText(where, Qt.AlignmentFlag.AlignVCenter, shown)
