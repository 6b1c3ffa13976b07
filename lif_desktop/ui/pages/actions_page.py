"""How do the actions stand? The tracker: sort, filter, search; one action's history and steps beside it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import ClassVar

from PySide6.QtCore import QModelIndex, Qt, QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QLineEdit, QWidget
from typing_extensions import override

from lif_desktop.domain.actions import ActionStatus
from lif_desktop.domain.answers import Answers, date_of, text_of
from lif_desktop.domain.identities import ActionId, CaseId
from lif_desktop.domain.vocabulary import RAG_LABELS, Rag, long_date
from lif_desktop.errors import InvalidAnswersError, Problem, UserError
from lif_desktop.services import actions, cases, saving
from lif_desktop.services.actions import (
    ActionFile,
    ActionRow,
    Tracker,
    TrackerFilter,
    TrackerOrder,
)
from lif_desktop.services.cases import CaseFile
from lif_desktop.services.finding import called
from lif_desktop.ui.action_list import (
    ACTION,
    AGENCY,
    DUE,
    RATING,
    REFERENCE,
    ActionCells,
    ActionsModel,
)
from lif_desktop.ui.action_pane import ActionPane
from lif_desktop.ui.action_steps import Step
from lif_desktop.ui.field_editors import FieldPorts
from lif_desktop.ui.page import Command, Page, PageContext, WidthClass
from lif_desktop.ui.records_table import RecordsTable
from lif_desktop.ui.theme import appearance, fix
from lif_desktop.ui.widgets import (
    Button,
    Chip,
    ComboBox,
    EmptyState,
    FlowLayout,
    Label,
    PageHeader,
    announce,
    column,
    row,
)

_DELAY_MS = 150
_PANE: dict[WidthClass, tuple[int, int]] = {
    "narrow": (360, 8000),
    "standard": (384, 384),
    "wide": (460, 460),
}
"""Least and greatest width of the pane; where there is little room it stands alone."""
_ORDERS = {
    REFERENCE: TrackerOrder.REFERENCE,
    AGENCY: TrackerOrder.AGENCY,
    DUE: TrackerOrder.DUE,
    RATING: TrackerOrder.RAG,
}
"""Column to what a press on its head sorts by."""


class ActionsPage(Page):
    """The action tracker; argument is an action's id to begin with, or "case:" and a case's id."""

    shows: ClassVar[frozenset[str]] = frozenset({"Action", "ProgressNote", "Redating"})
    rail: ClassVar[str] = "actions"

    def __init__(
        self, context: PageContext, argument: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(context, argument, parent)
        case = argument.removeprefix("case:") if argument.startswith("case:") else ""
        self._case_id = CaseId(case)
        self._wanted = TrackerFilter(case_id=self._case_id or None)
        self._chosen = ActionId("" if case else argument)
        self._order = TrackerOrder.RAG
        self._descending = False
        self._tracker: Tracker | None = None
        self._seen = False
        self._may_agree = False
        self._build()
        self._connect()

    @property
    @override
    def title(self) -> str:
        return self.tr("Actions")

    @property
    @override
    def help_text(self) -> str:
        return self.tr(
            "Every action of every review. Red: the due date has passed. Amber: due within 28 "
            "days. Green: due later. Complete: closed on evidence that someone other than the "
            "owner accepted.\n\nPress the head of a column to sort by it. Ctrl+F finds words "
            "anywhere in an action or its notes. A date that is moved keeps the first one."
        )

    @override
    def load(self) -> None:
        workspace = self.context.workspace
        work = partial(
            actions.tracker,
            workspace,
            workspace.clock.today(),
            wanted=replace(self._wanted, text=self._search.text(), ratings=frozenset()),
            order=self._order,
            descending=self._descending,
        )
        self.context.jobs.read(self, work, self._show, topic="tracker")
        if self._case_id:
            read_case = partial(cases.case_file, workspace, self._case_id)
            self.context.jobs.read(self, read_case, self._on_case_read, topic="case")

    @override
    def commands(self) -> Sequence[Command]:
        return (
            ("download", self.tr("Save the actions as a spreadsheet"), "", self._on_sheet_clicked),
        )

    @override
    def focus_first(self) -> None:
        first: QWidget = self._table
        if not self._table.isVisible():
            first = self._first_button if self._first_button.isVisible() else self._search
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    @override
    def parts(self) -> Sequence[QWidget]:
        return (self._main, self._pane) if self._pane.isVisible() else (self._main,)

    @override
    def arrange(self, width: WidthClass) -> None:
        least, most = _PANE[width]
        fix(self._pane, min_width=least, max_width=most)
        self._show_pane(shown=bool(self._chosen))
        self._set_widths()

    # Building

    def _build(self) -> None:
        whole = row(self)
        self._main = QWidget()
        main = column(self._main, margins=(28, 28, 24, 12), spacing=12)
        self._sheet = Button(self.tr("Save as a spreadsheet"), icon="download")
        self._agree_button = Button(self.tr("Agree an action"), kind="primary", icon="plus")
        self._agree_button.hide()
        self._header = PageHeader(
            self.tr("Actions"), sentence=" ", actions=[self._sheet, self._agree_button]
        )
        self._header.set_crumbs(())
        main.addWidget(self._header)
        main.addWidget(self._build_filters())
        self._model = ActionsModel(self)
        self._table = RecordsTable(
            self.tr("Actions"), self._model, ActionCells(self), stretched=ACTION, row_height=56
        )
        main.addWidget(self._table, 1)
        self._foot = Label("", step="small", role="muted", wrap=True)
        main.addWidget(self._foot)
        self._first_button = Button(self.tr("Agree the first action"), kind="primary", icon="plus")
        self._first_button.hide()
        self._empty = EmptyState(
            self.tr("No actions yet"),
            self.tr(
                "Actions are agreed on the page of a case, once its decision is recorded. Here "
                "you follow all of them until they are closed on tested evidence."
            ),
            actions=[self._first_button],
        )
        self._empty.hide()
        main.addWidget(self._empty, 1)
        whole.addWidget(self._main, 1)
        self._pane = ActionPane(FieldPorts(today=self.context.workspace.clock.today()))
        self._pane.hide()
        whole.addWidget(self._pane)
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(_DELAY_MS)

    def _build_filters(self) -> QWidget:
        self._filters = QWidget()
        flow = FlowLayout(self._filters, spacing=8)
        self._all_chip = Chip(self.tr("All"))
        self._all_chip.setChecked(True)
        self._chips: dict[Rag | None, Chip] = {None: self._all_chip}
        for rating in Rag:
            self._chips[rating] = Chip(self.tr(RAG_LABELS[rating]), rating=rating)
        for chip in self._chips.values():
            flow.addWidget(chip)
        self._agency = ComboBox()
        self._agency.setAccessibleName(self.tr("Agency"))
        self._theme = ComboBox()
        self._theme.setAccessibleName(self.tr("Theme"))
        for box in (self._agency, self._theme):
            fix(box, min_width=140, max_width=220)
            flow.addWidget(box)
        self._search = QLineEdit()
        self._search.setObjectName("search")
        self._search.setPlaceholderText(self.tr("Find in actions"))
        self._search.setAccessibleName(self.tr("Find in actions"))
        fix(self._search, min_width=180, max_width=260)
        flow.addWidget(self._search)
        return self._filters

    def _connect(self) -> None:
        self._sheet.clicked.connect(self._on_sheet_clicked)
        self._header.crumb_wanted.connect(self._on_crumb_wanted)
        for button in (self._agree_button, self._first_button):
            button.clicked.connect(self._on_agree_clicked)
        self._search.textChanged.connect(self._on_search_text_changed)
        self._later.timeout.connect(self.load)
        for chip in self._chips.values():
            chip.clicked.connect(self._on_chip_clicked)
        self._agency.activated.connect(self._on_list_activated)
        self._theme.activated.connect(self._on_list_activated)
        self._table.selectionModel().currentRowChanged.connect(self._on_table_current_changed)
        self._table.activated.connect(self._on_table_activated)
        self._table.horizontalHeader().sectionClicked.connect(self._on_head_clicked)
        self._pane.step_done.connect(self._on_pane_step_done)
        self._pane.change_wanted.connect(self._on_pane_change_wanted)
        self._pane.left.connect(self._on_pane_left)
        QShortcut(QKeySequence("Ctrl+F"), self).activated.connect(self._on_find)
        appearance().changed.connect(self._set_widths)

    def _set_widths(self) -> None:
        wide = self.width_class == "wide"
        self._table.set_widths(
            {
                REFERENCE: 76,
                AGENCY: 260 if wide else 164,
                DUE: 160 if wide else 124,
                RATING: 300 if wide else 250,
            }
        )
        for at in (AGENCY, DUE):
            self._table.setColumnHidden(at, self.width_class == "narrow")

    # Showing

    def _show(self, tracker: Tracker) -> None:
        self._tracker = tracker
        nothing = not tracker.rows and not self._search.text() and not self._is_filtered()
        self._empty.setVisible(nothing)
        for part in (self._filters, self._table, self._foot):
            part.setVisible(not nothing)
        self._offer_agreeing()
        self._fill_list(self._agency, self.tr("All agencies"), tracker.agencies)
        self._fill_list(self._theme, self.tr("All themes"), tracker.themes)
        for rating, chip in self._chips.items():
            chip.set_count(len(tracker.rows) if rating is None else tracker.counts.get(rating, 0))
        self._header.set_sentence(
            self.tr("{count} actions as at {day}.").format(
                count=len(tracker.rows), day=long_date(tracker.on)
            )
        )
        self._show_rows()
        if not self._seen:
            self._seen = True
            self.focus_first()
            self.loaded.emit()

    def _is_filtered(self) -> bool:
        return bool(self._wanted.agencies or self._wanted.themes)

    def _fill_list(self, box: ComboBox, first: str, names: Sequence[str]) -> None:
        held = box.currentText()
        box.clear()
        box.addItem(first)
        box.addItems(list(names))
        box.setCurrentIndex(max(0, box.findText(held)))

    def _show_rows(self) -> None:
        if self._tracker is None:
            return
        rating = next((each for each, chip in self._chips.items() if chip.isChecked()), None)
        rows = [shown for shown in self._tracker.rows if rating in {None, shown.rag}]
        self._table.selectionModel().blockSignals(True)
        self._model.show_rows(rows)
        self._table.selectionModel().blockSignals(False)
        words = self.tr("{shown} of {count} actions, sorted by {order}.").format(
            shown=len(rows), count=len(self._tracker.rows), order=self._order_words()
        )
        if self._foot.text() != words:
            self._foot.setText(words)
            announce(self._table, words)
        at = self._model.position_of(self._chosen) if self._chosen else None
        if at is not None:
            self._table.choose(at)
            self._read_action()
        elif rows and not self._chosen:
            self._table.choose(0, quietly=True)

    def _order_words(self) -> str:
        words = {
            TrackerOrder.RAG: self.tr("rating, then date"),
            TrackerOrder.DUE: self.tr("due date"),
            TrackerOrder.AGENCY: self.tr("agency"),
            TrackerOrder.REFERENCE: self.tr("reference"),
            TrackerOrder.SLIPPAGE: self.tr("days moved"),
        }[self._order]
        return (
            self.tr("{words}, the other way round").format(words=words)
            if self._descending
            else words
        )

    def _read_action(self) -> None:
        work = partial(actions.action_file, self.context.workspace, self._chosen)
        self.context.jobs.read(self, work, self._on_action_read, topic="action")

    def _show_pane(self, *, shown: bool) -> None:
        self._pane.setVisible(shown)
        self._main.setVisible(not (shown and self.width_class == "narrow"))
        self._set_widths()

    # Slots

    def _on_case_read(self, file: CaseFile) -> None:
        reference = file.case.reference or called(file.case)
        self._header.set_crumbs((self.tr("Cases"), reference, self.tr("Actions")))
        self._may_agree = file.case.stage in actions.MAY_AGREE
        self._offer_agreeing()

    def _offer_agreeing(self) -> None:
        nothing = not self._empty.isHidden()
        self._agree_button.setVisible(self._may_agree and not nothing)
        self._first_button.setVisible(self._may_agree and nothing)
        if self._may_agree and nothing and not self._first_button.hasFocus():
            self.focus_first()

    def _on_crumb_wanted(self, position: int) -> None:
        self.context.navigate(*(("cases", "") if position == 0 else ("case", self._case_id)))

    def _on_agree_clicked(self) -> None:
        self.context.navigate("action", self._case_id)

    def _on_action_read(self, file: ActionFile) -> None:
        at = self._model.position_of(file.action.id)
        if at is None or file.action.id != self._chosen:
            return
        self._pane.show_action(self._model.row_at(at), file)
        self._show_pane(shown=True)

    def _on_table_current_changed(self, current: QModelIndex) -> None:
        if current.isValid() and self._chosen:
            self._chosen = self._model.row_at(current.row()).action.id
            self._read_action()

    def _on_table_activated(self, index: QModelIndex) -> None:
        self._chosen = self._model.row_at(index.row()).action.id
        self._read_action()

    def _on_head_clicked(self, section: int) -> None:
        order = _ORDERS.get(section)
        if order is None:
            return
        self._descending = order is self._order and not self._descending
        self._order = order
        self.load()

    def _on_chip_clicked(self) -> None:
        for chip in self._chips.values():
            chip.setChecked(chip is self.sender())
            chip.updateGeometry()
        self._show_rows()

    def _on_list_activated(self) -> None:
        def chosen(box: ComboBox) -> frozenset[str]:
            return frozenset({box.currentText()}) if box.currentIndex() > 0 else frozenset()

        self._wanted = replace(
            self._wanted, agencies=chosen(self._agency), themes=chosen(self._theme)
        )
        self.load()

    def _on_search_text_changed(self) -> None:
        self._later.start()

    def _on_find(self) -> None:
        self._search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._search.selectAll()

    def _on_pane_left(self) -> None:
        self._chosen = ActionId("")
        self._show_pane(shown=False)
        self._table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_pane_change_wanted(self) -> None:
        row_shown = self._row_chosen()
        if row_shown is not None:
            self.context.navigate("action", f"{row_shown.action.case_id} {row_shown.action.id}")

    def _row_chosen(self) -> ActionRow | None:
        at = self._model.position_of(self._chosen)
        return None if at is None else self._model.row_at(at)

    def _on_pane_step_done(self, step: str, answers: dict[str, object]) -> None:
        problems = _missing(Step(step), answers)
        if problems:
            self._pane.show_problems(problems)
            return
        work = partial(self._take, Step(step), self._chosen, answers)
        self.context.jobs.write(self, work, self._on_step_taken, self._on_step_refused)

    def _take(self, step: Step, action_id: ActionId, answers: Answers) -> object:
        """Do a step; on the writing thread."""
        workspace = self.context.workspace
        match step:
            case Step.PROGRESS:
                status = ActionStatus(text_of(answers, "status"))
                text, evidence = text_of(answers, "text"), text_of(answers, "evidence")
                if status is ActionStatus.OWNER_REPORTS_COMPLETE:
                    return actions.report_complete(workspace, action_id, text, evidence=evidence)
                return actions.note(workspace, action_id, text, status=status, evidence=evidence)
            case Step.REDATE:
                to_on = date_of(answers, "due_on") or workspace.clock.today()
                reason = text_of(answers, "reason")
                return actions.redate(workspace, action_id, to_on, reason=reason)
            case Step.CLOSE:
                return actions.close(
                    workspace,
                    action_id,
                    evidence=text_of(answers, "evidence"),
                    accepted_by=text_of(answers, "evidence_tested_by"),
                    on=date_of(answers, "closed_on") or workspace.clock.today(),
                    impact=text_of(answers, "impact"),
                    impact_check_due_on=date_of(answers, "impact_check_due_on"),
                )
            case Step.REOPEN:
                return actions.reopen(workspace, action_id, reason=text_of(answers, "reason"))

    def _on_step_taken(self, _outcome: object) -> None:
        self.context.status.saved(self.tr("The action is up to date"))
        self.load()

    def _on_step_refused(self, error: Exception) -> None:
        if isinstance(error, InvalidAnswersError):
            self._pane.show_problems(list(error.problems))
        elif isinstance(error, UserError):
            self._pane.show_problems([Problem("", str(error))])
        else:
            self.context.jobs.failed.emit(error)

    def _on_sheet_clicked(self) -> None:
        today = self.context.workspace.clock.today()
        target = self.context.ask.save_file(
            self.tr("Save the actions as a spreadsheet"),
            f"action-tracker-{today.isoformat()}.xlsx",
            self.tr("Spreadsheets (*.xlsx)"),
        )
        if target is None:
            return
        workspace = self.context.workspace
        wanted = replace(self._wanted, text=self._search.text())

        def save() -> str:
            sheet = actions.tracker_sheet(workspace, today, wanted=wanted)
            saving.save_file(target, sheet)
            return target.name

        self.context.jobs.read(self, save, self._on_sheet_saved)

    def _on_sheet_saved(self, name: str) -> None:
        self.context.status.saved(self.tr("Saved as {name}").format(name=name))


def _missing(step: Step, answers: Answers) -> list[Problem]:
    """Dates a step cannot do without; everything else is checked by the service."""
    if step is Step.REDATE and date_of(answers, "due_on") is None:
        return [Problem("due_on", "Enter the new due date with day, month and year.")]
    if step is Step.CLOSE and date_of(answers, "closed_on") is None:
        return [Problem("closed_on", "Enter the day the evidence was accepted.")]
    return []
