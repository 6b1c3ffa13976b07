"""The manner of every table of records: no grid, no trap for Tab, widths that follow the text size."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QAbstractItemModel, QItemSelectionModel, Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyledItemDelegate,
    QTableView,
    QWidget,
)

from lif_desktop.ui.theme import appearance

_HEAD_HEIGHT = 38


class RecordsTable(QTableView):
    """A table of records, one line each; Enter opens a line."""

    def __init__(
        self,
        name: str,
        model: QAbstractItemModel,
        cells: QStyledItemDelegate,
        *,
        stretched: int,
        row_height: int,
        parent: QWidget | None = None,
    ) -> None:
        """Build the table.

        Args:
            name: for a screen reader.
            model: the rows.
            cells: paints them.
            stretched: the column that takes the room the others leave.
            row_height: in pixels at 100 per cent.
            parent: the page.
        """
        super().__init__(parent)
        self._row_height = row_height
        self.setModel(model)
        self.setItemDelegate(cells)
        self.setAccessibleName(name)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setMouseTracking(True)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        head = self.horizontalHeader()
        head.setHighlightSections(False)
        head.setSectionsClickable(True)
        head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        head.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        head.setSectionResizeMode(stretched, QHeaderView.ResizeMode.Stretch)

    def set_widths(self, widths: Mapping[int, int]) -> None:
        """Column to width in pixels at 100 per cent; row and head heights follow too."""
        look = appearance()
        self.verticalHeader().setDefaultSectionSize(look.px(self._row_height))
        self.horizontalHeader().setFixedHeight(look.px(_HEAD_HEIGHT))
        for at, width in widths.items():
            self.setColumnWidth(at, look.px(width))

    def choose(self, at: int, *, quietly: bool = False) -> None:
        """Make a line the current one; quietly tells nobody."""
        index = self.model().index(at, 0)
        selection = self.selectionModel()
        selection.blockSignals(quietly)
        flags = (
            QItemSelectionModel.SelectionFlag.ClearAndSelect
            | QItemSelectionModel.SelectionFlag.Rows
        )
        selection.setCurrentIndex(index, flags)
        selection.blockSignals(False)
        self.scrollTo(index)
