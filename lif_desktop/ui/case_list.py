"""The table of cases: two lines a cell, painted; one row for each case a service returned."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import (
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
)
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem
from typing_extensions import override

from lif_desktop.domain.cases import STAGE_LABELS, CaseStage
from lif_desktop.domain.timelines import deadline_words
from lif_desktop.services.cases import CaseRow
from lif_desktop.services.finding import UNNAMED
from lif_desktop.services.workspace import Workspace
from lif_desktop.ui.records_model import (
    BODY,
    SMALL,
    RecordRole,
    RecordsModel,
    paint_ground,
    write_line,
)
from lif_desktop.ui.theme import Role, appearance
from lif_desktop.ui.widgets import TagKind, draw_tag
from lif_desktop.ui.words import near_date

CASE, STAGE, NEXT, OPENED = range(4)
"""The columns."""
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


class CasesModel(RecordsModel[CaseRow]):
    """The cases, each with its next date as it stands today."""

    def __init__(self, workspace: Workspace, parent: QObject | None = None) -> None:
        super().__init__((), parent)
        self._heads = (
            self.tr("Case"),
            self.tr("Stage"),
            self.tr("Next date"),
            self.tr("Opened"),
        )
        self._workspace = workspace

    @override
    def said(self, record: CaseRow, column: int) -> Sequence[str]:
        cell = self.cell(record, column)
        return (cell.first, cell.second)

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
        model, case = index.model(), index.data(RecordRole)
        if not isinstance(model, CasesModel) or not isinstance(case, CaseRow):
            return
        cell = model.cell(case, index.column())
        look = appearance()
        rect: QRect = option.rect
        painter.save()
        paint_ground(painter, rect, option.state, first=index.column() == CASE)
        inside = rect.adjusted(look.px(12), 0, -look.px(8), 0)
        if cell.tag is not None:
            draw_tag(
                painter,
                inside,
                cell.first,
                cell.tag,
                on_soft=bool(option.state & QStyle.StateFlag.State_Selected),
            )
        else:
            self._paint_lines(painter, inside, cell)
        painter.restore()

    def _paint_lines(self, painter: QPainter, inside: QRect, cell: Cell) -> None:
        look = appearance()
        line, small = look.px(BODY), look.px(SMALL)
        top = inside.top() + (inside.height() - line - (small if cell.second else 0)) // 2
        where = QRect(inside.left(), top, inside.width(), line)
        write_line(painter, where, cell.first, strong=cell.strong, role=cell.role)
        if cell.second:
            below = QRect(inside.left(), top + line, inside.width(), small)
            write_line(painter, below, cell.second, small=True, role="muted")
