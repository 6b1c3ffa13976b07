"""The table of filed documents: what, of which case, how it stands, when it was made."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRect
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem
from typing_extensions import override

from lif_desktop.clock import ENGLAND
from lif_desktop.domain.documents import DocumentState
from lif_desktop.domain.identities import CaseId
from lif_desktop.services.documents import DocumentRow
from lif_desktop.ui.records_model import (
    BODY,
    SMALL,
    RecordRole,
    RecordsModel,
    paint_ground,
    write_line,
)
from lif_desktop.ui.theme import appearance
from lif_desktop.ui.words import short_date

DOCUMENT, CASE, STATE, MADE = range(4)
"""The columns."""


class DocumentsModel(RecordsModel[DocumentRow]):
    """The filed documents, with each case's reference."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__((), parent)
        self._heads = (
            self.tr("Document"),
            self.tr("Case"),
            self.tr("State"),
            self.tr("Made"),
        )
        self._cases: Mapping[CaseId, str] = {}

    def know_cases(self, cases: Mapping[CaseId, str]) -> None:
        """Take the reference of each case; before the rows are shown."""
        self._cases = cases

    @override
    def said(self, record: DocumentRow, column: int) -> tuple[str, str]:
        row = record
        match column:
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
        model, row = index.model(), index.data(RecordRole)
        if not isinstance(model, DocumentsModel) or not isinstance(row, DocumentRow):
            return
        look = appearance()
        rect: QRect = option.rect
        painter.save()
        paint_ground(painter, rect, option.state, first=index.column() == DOCUMENT)
        inside = rect.adjusted(look.px(12), look.px(7), -look.px(8), -look.px(6))
        first, second = model.said(row, index.column())
        old = row.state is DocumentState.SUPERSEDED
        line = QRect(inside.left(), inside.top(), inside.width(), look.px(BODY))
        write_line(painter, line, first, role="muted" if old else "text")
        below = QRect(inside.left(), line.bottom() + 1, inside.width(), look.px(SMALL))
        write_line(painter, below, second, small=True, role="muted")
        painter.restore()
