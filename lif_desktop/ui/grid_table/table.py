"""The grid as a table that is worked by keyboard; the criteria stay in sight when it scrolls sideways."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget
from typing_extensions import override

from lif_desktop.domain.decisions import AgencyView, ViewCode
from lif_desktop.domain.people import Participant
from lif_desktop.ui.grid_table.cells import HEAD_HEIGHT, GridCells, GridHead
from lif_desktop.ui.grid_table.model import GridModel, GridRow
from lif_desktop.ui.theme import appearance

CRITERION_WIDTH, VIEW_WIDTH, CONSENSUS_WIDTH, ROW_HEIGHT = 210, 62, 84, 76
_KEYS = {
    Qt.Key.Key_M: ViewCode.MET,
    Qt.Key.Key_N: ViewCode.NOT_MET,
    Qt.Key.Key_U: ViewCode.UNSURE,
    Qt.Key.Key_K: ViewCode.NOT_KNOWN,
    Qt.Key.Key_Delete: None,
}


class GridTable(QTableView):
    """The grid; the criteria stay in sight when the views scroll sideways.

    Signals:
        cell_wanted: row and column to read or change, by Enter or a double click.
        view_wanted: row, column and a ViewCode (None takes the view back), by one key.
    """

    cell_wanted = Signal(int, int)
    view_wanted = Signal(int, int, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.grid = GridModel(self)
        self._dress(self)
        self.setModel(self.grid)
        self.setAccessibleName(self.tr("Decision grid"))
        self.setTabKeyNavigation(False)
        self._frozen = QTableView(self)
        self._dress(self._frozen)
        self._frozen.setModel(self.grid)
        self._frozen.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._frozen.setSelectionModel(self.selectionModel())
        for part in (self._frozen.horizontalScrollBar(), self._frozen.verticalScrollBar()):
            part.hide()
        self._frozen.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._frozen.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.viewport().stackUnder(self._frozen)
        self.verticalScrollBar().valueChanged.connect(self._frozen.verticalScrollBar().setValue)
        self.horizontalScrollBar().rangeChanged.connect(self._on_range_changed)
        self.doubleClicked.connect(self._on_double_clicked)
        self.selectionModel().currentChanged.connect(self._on_current_changed)
        appearance().changed.connect(self.fit_columns)

    def show_grid(
        self, rows: Sequence[GridRow], seats: Sequence[Participant], views: Sequence[AgencyView]
    ) -> None:
        """Show another grid; the cell that was current stays so."""
        at = self.currentIndex()
        row, column = at.row(), at.column()
        self.grid.show(rows, seats, views)
        self.fit_columns()
        if self.grid.rows:
            self.setCurrentIndex(self.grid.index(max(row, 0), max(column, 0)))

    def whole_height(self) -> int:
        """What the head and all rows take, in pixels at the present text size."""
        look = appearance()
        rows = look.px(ROW_HEIGHT) * self.grid.rowCount()
        return look.px(HEAD_HEIGHT) + rows + self.horizontalScrollBar().sizeHint().height()

    def fit_columns(self) -> None:
        """Set widths and heights for the text size; the criterion takes the room that is left."""
        look = appearance()
        views, seats = look.px(VIEW_WIDTH), len(self.grid.seats)
        last = look.px(CONSENSUS_WIDTH)
        first = max(look.px(CRITERION_WIDTH), self.viewport().width() - views * seats - last)
        for table in (self, self._frozen):
            table.verticalHeader().setDefaultSectionSize(look.px(ROW_HEIGHT))
            for column in range(self.grid.columnCount()):
                edge = column == 0 or column == seats + 1
                width = (first if column == 0 else last) if edge else views
                table.setColumnWidth(column, width)
                self._frozen.setColumnHidden(column, column != 0)
        self._place_frozen()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        at = self.currentIndex()
        if at.isValid() and event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2}:
            self.cell_wanted.emit(at.row(), at.column())
            return
        plain = event.modifiers() == Qt.KeyboardModifier.NoModifier
        if plain and event.key() in _KEYS and self.grid.seat_at(at.column()) is not None:
            self.view_wanted.emit(at.row(), at.column(), _KEYS[Qt.Key(event.key())])
            return
        super().keyPressEvent(event)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit_columns()

    def _dress(self, table: QTableView) -> None:
        table.setHorizontalHeader(GridHead(table))
        table.setItemDelegate(GridCells(self))
        table.verticalHeader().hide()
        table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        table.setShowGrid(False)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        table.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)

    def _place_frozen(self) -> None:
        scrolls = self.horizontalScrollBar().maximum() > 0
        self._frozen.setVisible(scrolls and bool(self.grid.rows))
        high = self.viewport().height() + self.horizontalHeader().height()
        self._frozen.setGeometry(self.frameWidth(), self.frameWidth(), self.columnWidth(0), high)

    def _on_range_changed(self) -> None:
        self._place_frozen()

    def _on_double_clicked(self, index: QModelIndex) -> None:
        self.cell_wanted.emit(index.row(), index.column())

    def _on_current_changed(self) -> None:
        self.viewport().update()
        self._frozen.viewport().update()
