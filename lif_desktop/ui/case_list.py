"""The table of cases: two lines a cell, painted; one row for each case a service returned."""

from __future__ import annotations

from collections.abc import Sequence

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

from lif_desktop.domain.cases import STAGE_LABELS, CaseStage
from lif_desktop.domain.timelines import deadline_words
from lif_desktop.services.cases import CaseRow
from lif_desktop.services.finding import UNNAMED
from lif_desktop.services.workspace import Workspace
from lif_desktop.ui.theme import Role, appearance
from lif_desktop.ui.widgets import TagKind, draw_tag
from lif_desktop.ui.words import near_date

CASE, STAGE, NEXT, OPENED = range(4)
"""The columns."""
_CellRole = Qt.ItemDataRole.UserRole
_STAGE_TAGS: dict[CaseStage, TagKind] = {
    CaseStage.REFERRAL: "warning",
    CaseStage.RETURNED: "warning",
    CaseStage.NOT_APPROPRIATE: "waiting",
    CaseStage.CLOSED: "waiting",
}


class Cell:
    """Two lines of a cell with their look; a tag instead of the first where there is one."""

    def __init__(
        self,
        first: str,
        second: str = "",
        *,
        role: Role = "text",
        strong: bool = False,
        tag: TagKind | None = None,
    ) -> None:
        self.first = first
        self.second = second
        self.role: Role = role
        self.strong = strong
        self.tag: TagKind | None = tag

    @property
    def spoken(self) -> str:
        """Both lines, for a screen reader."""
        return ", ".join(part for part in (self.first, self.second) if part)


class CasesModel(QAbstractTableModel):
    """The rows a service returned, one line of the table each."""

    def __init__(self, workspace: Workspace, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._rows: tuple[CaseRow, ...] = ()

    def show_rows(self, rows: Sequence[CaseRow]) -> None:
        """Show other rows."""
        self.beginResetModel()
        self._rows = tuple(rows)
        self.endResetModel()

    def row_at(self, number: int) -> CaseRow:
        """The case at a line."""
        return self._rows[number]

    @override
    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self._rows)

    @override
    def columnCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:
        return 0 if parent.isValid() else 4

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
        if role == Qt.ItemDataRole.DisplayRole:
            return (self.tr("Case"), self.tr("Stage"), self.tr("Next date"), self.tr("Opened"))[
                section
            ]
        return None

    @override
    def data(
        self,
        index: QModelIndex | QPersistentModelIndex,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> object:
        if not index.isValid():
            return None
        if role == _CellRole:
            return self.cell(self._rows[index.row()], index.column())
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}:
            return self.cell(self._rows[index.row()], index.column()).spoken
        return None

    def cell(self, case: CaseRow, at: int) -> Cell:
        """What one cell shows."""
        today = self._workspace.clock.today()
        if at == CASE:
            name = case.pseudonym or case.reference or self.tr(UNNAMED)
            return Cell(name, case.reference if case.reference != name else "", strong=True)
        if at == STAGE:
            return Cell(STAGE_LABELS[case.stage], tag=_STAGE_TAGS.get(case.stage, "progress"))
        if at == OPENED:
            title = self._workspace.editions.edition(case.edition).short_title
            return Cell(near_date(case.opened_on, today), title)
        clock = case.next_clock
        if clock is None or case.next_due_on is None:
            return Cell(self.tr("No clock runs"), role="muted")
        words = deadline_words(
            case.next_due_on, today, unit=clock.unit, holidays=self._workspace.holidays
        )
        late = case.next_due_on < today
        second = f"{clock.label}, {near_date(case.next_due_on, today)}"
        return Cell(words, second, role="red" if late else "text", strong=True)


class CaseCells(QStyledItemDelegate):
    """Paints two-line cells, a hairline below, the ring inside the focused row."""

    @override
    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        cell = index.data(_CellRole)
        if not isinstance(cell, Cell):
            return
        look = appearance()
        rect: QRect = option.rect
        state: QStyle.StateFlag = option.state
        painter.save()
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, look.colour("soft"))
            if index.column() == 0:
                painter.fillRect(
                    QRect(rect.left(), rect.top(), 3, rect.height()), look.colour("accent")
                )
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, look.colour("hover"))
        painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), look.colour("line"))
        inside = rect.adjusted(look.px(12), 0, -look.px(8), 0)
        if cell.tag is not None:
            draw_tag(
                painter,
                inside,
                cell.first,
                cell.tag,
                on_soft=bool(state & QStyle.StateFlag.State_Selected),
            )
        else:
            self._paint_lines(painter, inside, cell)
        painter.restore()

    def _paint_lines(self, painter: QPainter, inside: QRect, cell: Cell) -> None:
        look = appearance()
        line = look.px(23)
        lines = line + (look.px(20) if cell.second else 0)
        top = inside.top() + (inside.height() - lines) // 2
        elide = Qt.TextElideMode.ElideRight
        painter.setFont(look.font("body", strong=cell.strong))
        painter.setPen(look.colour(cell.role))
        first = painter.fontMetrics().elidedText(cell.first, elide, inside.width())
        where = QRect(inside.left(), top, inside.width(), line)
        painter.drawText(where, Qt.AlignmentFlag.AlignVCenter, first)
        if cell.second:
            painter.setFont(look.font("small"))
            painter.setPen(look.colour("muted"))
            second = painter.fontMetrics().elidedText(cell.second, elide, inside.width())
            below = QRect(inside.left(), top + line, inside.width(), look.px(20))
            painter.drawText(below, Qt.AlignmentFlag.AlignVCenter, second)
