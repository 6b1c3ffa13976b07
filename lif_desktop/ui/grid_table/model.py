"""What stands in each cell of the decision grid, as shown and as a screen reader says it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from lif_desktop.domain.decisions import VIEW_LABELS, AgencyView
from lif_desktop.domain.identities import ParticipantId
from lif_desktop.domain.people import Participant, Standing, recommends
from lif_desktop.ui.widgets.guards import plain_tip

Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True, kw_only=True)
class GridRow:
    """One criterion with what is known of it."""

    code: str
    label: str
    definition: str
    evidence: str = ""
    source: str = ""
    """Where the evidence comes from and how strong it is: "Hospital, fact"."""
    consensus: str = ""
    """As it is read: "Met by majority"; empty before there is one."""


class GridModel(QAbstractTableModel):
    """Criteria as rows; the criterion, each participant, the consensus as columns."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.rows: tuple[GridRow, ...] = ()
        self.seats: tuple[Participant, ...] = ()
        self._views: dict[tuple[ParticipantId, str], AgencyView] = {}

    def show(
        self, rows: Sequence[GridRow], seats: Sequence[Participant], views: Sequence[AgencyView]
    ) -> None:
        """Show another grid; those who only attend have no column."""
        self.beginResetModel()
        self.rows = tuple(rows)
        counted = [who for who in seats if recommends(who)]
        heard = [who for who in seats if who.standing is Standing.INVITEE]
        self.seats = (*counted, *heard)
        self._views = {(view.participant_id, view.criterion): view for view in views}
        self.endResetModel()

    def seat_at(self, column: int) -> Participant | None:
        """Whose column it is; None for the criterion and the consensus."""
        return self.seats[column - 1] if 1 <= column <= len(self.seats) else None

    def view_at(self, row: int, column: int) -> AgencyView | None:
        """The view in a cell; None if none was given."""
        who = self.seat_at(column)
        return None if who is None else self._views.get((who.id, self.rows[row].code))

    @override
    def rowCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self.rows)

    @override
    def columnCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self.seats) + 2

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self._words(index.row(), index.column())
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._full_words(index.row(), index.column())
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tip(self._full_words(index.row(), index.column()))
        return None

    @override
    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if orientation is not Qt.Orientation.Horizontal:
            return None
        who = self.seat_at(section)
        if role in {Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole}:
            parts = () if who is None else (who.agency, who.name, who.post)
            words = ", ".join(part for part in parts if part)
            return plain_tip(words) if words and role == Qt.ItemDataRole.ToolTipRole else words
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        if who is not None:
            return who.short_name or who.agency
        return self.tr("Criterion and evidence") if section == 0 else self.tr("Consensus")

    def _words(self, row: int, column: int) -> str:
        if column == 0:
            return self.rows[row].label
        if column == len(self.seats) + 1:
            return self.rows[row].consensus
        view = self.view_at(row, column)
        return "" if view is None else VIEW_LABELS[view.view]

    def _full_words(self, row: int, column: int) -> str:
        line, who = self.rows[row], self.seat_at(column)
        if column == 0:
            parts = (line.label, line.definition, line.evidence, line.source)
            return "\n".join(part for part in parts if part)
        said = self._words(row, column) or self.tr("No view yet")
        if who is None:
            return self.tr("Consensus on {criterion}: {words}").format(
                criterion=line.label, words=self._words(row, column) or self.tr("none yet")
            )
        view = self.view_at(row, column)
        reason = "" if view is None else view.reason
        words = self.tr("{agency} on {criterion}: {view}").format(
            agency=who.agency, criterion=line.label, view=said
        )
        return f"{words}. {reason}" if reason else words
