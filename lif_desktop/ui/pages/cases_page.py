"""Which cases are there, where does each stand, and which date comes next?"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import ClassVar

from PySide6.QtCore import (
    QModelIndex,
    Qt,
    QTimer,
)
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import (
    QLineEdit,
    QWidget,
)
from typing_extensions import override

from lif_desktop.domain.cases import CaseStage
from lif_desktop.services import cases, referrals
from lif_desktop.services.cases import CaseRow
from lif_desktop.services.referrals import Started
from lif_desktop.ui.case_list import CASE, NEXT, OPENED, STAGE, CaseCells, CasesModel
from lif_desktop.ui.page import Command, Page, PageContext, WidthClass
from lif_desktop.ui.records_table import RecordsTable
from lif_desktop.ui.theme import appearance, fix
from lif_desktop.ui.widgets import (
    Button,
    Chip,
    EmptyState,
    FlowLayout,
    Label,
    PageHeader,
    announce,
    column,
    row,
)

_ROW_HEIGHT, _HEAD_HEIGHT = 68, 38
_LEAST_CASE, _MARGINS = 160, 68
_DELAY_MS = 150
_SHUT = frozenset({CaseStage.CLOSED, CaseStage.NOT_APPROPRIATE})


class CasesPage(Page):
    """The list of cases with search and filter; Enter or a double click opens one."""

    shows: ClassVar[frozenset[str]] = frozenset({"Case", "CaseClock", "Referral"})
    rail: ClassVar[str] = "cases"

    def __init__(
        self, context: PageContext, argument: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(context, argument, parent)
        self._all: tuple[CaseRow, ...] = ()
        self._seen = False
        self._build()
        self._connect()

    @property
    @override
    def title(self) -> str:
        return self.tr("Cases")

    @property
    @override
    def help_text(self) -> str:
        return self.tr(
            "All cases, those with the soonest date first. Type in the field to find any words "
            "recorded in a case; Enter on a line opens the case.\n\n"
            "A case keeps the guidance edition it was opened under, whatever comes later."
        )

    @override
    def load(self) -> None:
        work = partial(cases.cases, self.context.workspace, self._search.text())
        self.context.jobs.read(self, work, self._show, topic="cases")

    @override
    def commands(self) -> Sequence[Command]:
        return (("plus", self.tr("New referral"), "Ctrl+N", self._on_new_clicked),)

    @override
    def focus_first(self) -> None:
        (self._table if self._table.isVisible() else self._new).setFocus()

    @override
    def arrange(self, width: WidthClass) -> None:
        self._table.setColumnHidden(OPENED, width == "narrow")
        self._set_widths()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._set_widths()

    def _build(self) -> None:
        whole = column(self, margins=(28, 28, 24, 16), spacing=14)
        self._new = Button(self.tr("New referral"), kind="primary", icon="plus")
        self._header = PageHeader(self.tr("Cases"), sentence=" ", actions=[self._new])
        whole.addWidget(_inset(self._header))
        self._filters = QWidget()
        line = row(self._filters, margins=(12, 0, 12, 0), spacing=16)
        self._search = QLineEdit()
        self._search.setObjectName("search")
        self._search.setPlaceholderText(self.tr("Find in cases"))
        self._search.setAccessibleName(self.tr("Find in cases"))
        self._search.setClearButtonEnabled(False)
        fix(self._search, max_width=320, min_width=160)
        line.addWidget(self._search, 2)
        chips = QWidget()
        flow = FlowLayout(chips)
        self._chips = {
            "open": Chip(self.tr("Open")),
            "late": Chip(self.tr("Overdue")),
            "shut": Chip(self.tr("Closed")),
            "all": Chip(self.tr("All")),
        }
        for chip in self._chips.values():
            flow.addWidget(chip)
        self._chips["open"].setChecked(True)
        line.addWidget(chips, 3, Qt.AlignmentFlag.AlignVCenter)
        whole.addWidget(self._filters)
        self._model = CasesModel(self.context.workspace, self)
        self._table = RecordsTable(
            self.tr("Cases"), self._model, CaseCells(self), stretched=CASE, row_height=_ROW_HEIGHT
        )
        self._table.setObjectName("cases_table")
        self._table.horizontalHeader().setSectionsClickable(False)
        whole.addWidget(self._table, 1)
        self._foot = Label("", step="small", role="muted", wrap=True)
        self._foot_part = _inset(self._foot)
        whole.addWidget(self._foot_part)
        self._first = Button(self.tr("Start the first referral"), kind="primary")
        self._empty = EmptyState(
            self.tr("No cases yet"),
            self.tr(
                "A case begins with its referral. From the day the board is told, its dates are "
                "worked out for you."
            ),
            actions=[self._first],
        )
        whole.addWidget(self._empty, 1)
        self._empty.hide()
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(_DELAY_MS)

    def _connect(self) -> None:
        self._new.clicked.connect(self._on_new_clicked)
        self._first.clicked.connect(self._on_new_clicked)
        self._search.textChanged.connect(self._on_search_text_changed)
        self._later.timeout.connect(self.load)
        self._table.activated.connect(self._on_table_activated)
        for chip in self._chips.values():
            chip.clicked.connect(self._on_chip_clicked)
        for keys, slot in (("Ctrl+N", self._on_new_clicked), ("Ctrl+F", self._on_find)):
            QShortcut(QKeySequence(keys), self).activated.connect(slot)
        appearance().changed.connect(self._set_widths)

    def _set_widths(self) -> None:
        self._table.set_widths(dict(zip((STAGE, NEXT, OPENED), self._widths(), strict=True)))

    def _widths(self) -> tuple[int, int, int]:
        """Widths of stage, next date and opened at 100 per cent; the case has the rest."""
        if self.width_class != "narrow":
            return 230, 330, 220
        room = round(self.width() / appearance().scale) - _MARGINS
        return 180, max(150, min(300, room - 180 - _LEAST_CASE)), 0

    def _show(self, rows: tuple[CaseRow, ...]) -> None:
        self._all = rows
        nothing = not rows and not self._search.text()
        self._empty.setVisible(nothing)
        for part in (self._filters, self._table, self._foot_part):
            part.setVisible(not nothing)
        self._new.setVisible(not nothing)
        self._count()
        self._filter()
        if not self._seen:
            self._seen = True
            self.focus_first()
            self.loaded.emit()

    def _is_late(self, case: CaseRow) -> bool:
        today = self.context.workspace.clock.today()
        return case.next_due_on is not None and case.next_due_on < today

    def _of(self, kind: str) -> list[CaseRow]:
        match kind:
            case "open":
                return [case for case in self._all if case.stage not in _SHUT]
            case "shut":
                return [case for case in self._all if case.stage in _SHUT]
            case "late":
                return [case for case in self._all if self._is_late(case)]
            case _:
                return list(self._all)

    def _count(self) -> None:
        for kind, chip in self._chips.items():
            chip.set_count(len(self._of(kind)))
        self._header.set_sentence(
            self.tr(
                "{count} open. Each case keeps the guidance edition it was opened under."
            ).format(count=len(self._of("open")))
        )

    def _filter(self) -> None:
        kind = next((kind for kind, chip in self._chips.items() if chip.isChecked()), "all")
        held = self._table.currentIndex().row()
        rows = self._of(kind)
        self._model.show_rows(rows)
        if rows:
            self._table.setCurrentIndex(self._model.index(min(max(0, held), len(rows) - 1), 0))
        words = self.tr("{shown} of {count} cases. Enter opens the chosen one.").format(
            shown=len(rows), count=len(self._all)
        )
        if self._foot.text() != words:
            self._foot.setText(words)
            announce(self._table, words)

    def _on_chip_clicked(self) -> None:
        for chip in self._chips.values():
            chip.setChecked(chip is self.sender())
            chip.updateGeometry()
        self._filter()

    def _on_search_text_changed(self) -> None:
        self._later.start()

    def _on_find(self) -> None:
        self._search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._search.selectAll()

    def _on_table_activated(self, index: QModelIndex) -> None:
        self.context.navigate("case", self._model.row_at(index.row()).case_id)

    def _on_new_clicked(self) -> None:
        self._new.setEnabled(False)
        work = partial(referrals.start, self.context.workspace)
        self.context.jobs.write(self, work, self._on_started)

    def _on_started(self, started: Started) -> None:
        self._new.setEnabled(True)
        self.context.navigate("referral", started.case.id)


def _inset(part: QWidget) -> QWidget:
    """A part set in by 12, so that the table's words line up with it."""
    holder = QWidget()
    row(holder, margins=(12, 0, 12, 0)).addWidget(part)
    return holder
