"""One action with its whole history, beside the tracker, and the steps that can be taken with it."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from lif_desktop.clock import ENGLAND
from lif_desktop.domain.actions import STATUS_LABELS
from lif_desktop.domain.vocabulary import Rag, long_date, plain_date
from lif_desktop.errors import Problem
from lif_desktop.services.actions import ActionFile, ActionRow
from lif_desktop.ui.action_steps import Step, step_words
from lif_desktop.ui.field_editors import FieldPorts
from lif_desktop.ui.step_form import StepForm
from lif_desktop.ui.theme import fix, fix_layout
from lif_desktop.ui.widgets import (
    Button,
    FlowLayout,
    Frame,
    Gap,
    Hairline,
    IconMark,
    Label,
    Link,
    MessageBar,
    RagBadge,
    ScrollColumn,
    clear,
    column,
    row,
)

_TIERS = {1: "1: that it was done", 2: "2: how well it was done", 3: "3: a change for children"}


class ActionPane(Frame):
    """The chosen action.

    Signals:
        step_done: step (str) and its answers (dict), when a step's button was pressed.
        change_wanted: the wording is to be corrected.
        left: the pane is to close.
    """

    step_done = Signal(str, dict)
    change_wanted = Signal()
    left = Signal()

    def __init__(self, ports: FieldPorts, parent: QWidget | None = None) -> None:
        super().__init__("pane", parent)
        self._ports = ports
        self._shown: tuple[ActionRow, ActionFile] | None = None
        self._form: StepForm | None = None
        self._step: Step | None = None
        whole = column(self)
        self._scroll = ScrollColumn(margins=(24, 24, 24, 24))
        whole.addWidget(self._scroll, 1)
        self._inside = self._scroll.column
        self._foot = QWidget()
        self._steps = FlowLayout(self._foot, spacing=8)
        fix_layout(self._steps, margins=(24, 12, 24, 20), spacing=8)
        whole.addWidget(self._foot)

    def show_action(self, row_shown: ActionRow, file: ActionFile) -> None:
        """Show an action; a step that was being filled in for another is left."""
        self._shown = (row_shown, file)
        self._show_facts(row_shown, file)

    def ask(self, step: Step) -> None:
        """Ask what a step needs to know, in place of the facts."""
        if self._shown is None:
            return
        words = step_words(step, self._shown[1].action)
        clear(self._inside)
        self._foot.hide()
        self._step = step
        self._form = StepForm(
            words.title,
            words.questions,
            self._ports,
            act=words.act,
            sentence=words.sentence,
            answers=words.answers,
        )
        self._form.wanted.connect(self._on_form_wanted)
        self._form.left.connect(self._on_form_left)
        self._inside.addWidget(self._form)
        self._form.focus_first()

    def show_problems(self, problems: list[Problem]) -> None:
        """Show what is wrong with the step that was to be done."""
        if self._form is not None:
            self._form.show_problems(problems)

    def _show_facts(self, shown: ActionRow, file: ActionFile) -> None:
        self._form = self._step = None
        clear(self._inside)
        self._add_top(shown)
        self._add_facts(shown, file)
        self._add_evidence(file)
        self._add_history(file)
        self._inside.addStretch(1)
        self._show_steps(file)

    def _add_top(self, shown: ActionRow) -> None:
        action = shown.action
        line = row()
        line.addWidget(Label(action.reference, step="small", role="muted"), 1)
        close = Link(self.tr("Close"), small=True)
        close.clicked.connect(self.left)
        line.addWidget(close)
        self._inside.addLayout(line)
        self._inside.addWidget(Label(action.action, step="head", strong=True, wrap=True))
        self._inside.addWidget(Gap(height=8))
        badge = row(spacing=12)
        badge.addWidget(RagBadge(shown.rag))
        late = shown.rag is Rag.RED
        badge.addWidget(Label(shown.words, step="small", role="red" if late else "muted"), 1)
        self._inside.addLayout(badge)
        self._inside.addWidget(Gap(height=12))
        if action.recurs_from:
            seen = self.tr("Seen before: {where}.").format(where=action.recurs_from)
            self._inside.addWidget(MessageBar(seen, "warning"))
            self._inside.addWidget(Gap(height=12))
        if shown.activity_only:
            flag = self.tr("Activity only: it measures that something is done, not what changes.")
            self._inside.addWidget(MessageBar(flag, "information"))
            self._inside.addWidget(Gap(height=12))

    def _add_facts(self, shown: ActionRow, file: ActionFile) -> None:
        action = shown.action
        due = long_date(action.due_on)
        if shown.slippage_days:
            due = self.tr("{due}. First set for {first}, {days} days earlier").format(
                due=due, first=plain_date(action.original_due_on), days=shown.slippage_days
            )
        number = action.recommendation_number
        facts = (
            (self.tr("Case"), file.case_reference),
            (
                self.tr("For"),
                f"{self.tr('Recommendation')} {number}: {action.recommendation}"
                if number
                else action.recommendation,
            ),
            (self.tr("Lead"), f"{action.lead}, {action.agency}"),
            (self.tr("Due"), due),
            (self.tr("Status"), STATUS_LABELS[action.status]),
            (self.tr("Measures"), self.tr(_TIERS.get(action.tier, str(action.tier)))),
            (self.tr("Theme"), action.theme),
            (self.tr("Notes"), action.notes),
        )
        for name, words in facts:
            if words:
                self._add_fact(name, words)

    def _add_fact(self, name: str, words: str) -> None:
        line = row(margins=(0, 4, 0, 4), spacing=12)
        label = Label(name, step="small", role="muted")
        fix(label, width=80)
        line.addWidget(label, 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(Label(words, step="small", wrap=True), 1)
        self._inside.addLayout(line)

    def _add_heading(self, words: str) -> None:
        self._inside.addWidget(Gap(height=12))
        self._inside.addWidget(Hairline())
        self._inside.addWidget(Gap(height=12))
        self._inside.addWidget(Label(words, strong=True))
        self._inside.addWidget(Gap(height=4))

    def _add_evidence(self, file: ActionFile) -> None:
        action = file.action
        self._add_heading(self.tr("Evidence"))
        if not action.evidence:
            none = self.tr(
                "None yet. This action closes on evidence tested by someone other than its lead."
            )
            line = row(spacing=8)
            line.addWidget(IconMark("file-x-2", "muted", side=18), 0, Qt.AlignmentFlag.AlignTop)
            line.addWidget(Label(none, step="small", role="muted", wrap=True), 1)
            self._inside.addLayout(line)
            return
        self._inside.addWidget(Label(action.evidence, step="small", wrap=True))
        said = (
            self.tr("Accepted by {who}.").format(who=action.evidence_tested_by)
            if action.evidence_tested_by
            else self.tr("Offered, not yet accepted.")
        )
        self._inside.addWidget(Label(said, step="small", role="muted", wrap=True))
        if action.impact:
            self._add_fact(self.tr("Impact"), action.impact)
        if action.impact_check_due_on is not None:
            self._add_fact(self.tr("Look again"), long_date(action.impact_check_due_on))

    def _add_history(self, file: ActionFile) -> None:
        self._add_heading(self.tr("History"))
        events = [
            (
                note.noted_at,
                note.text,
                file.writers.get(note.noted_by, ""),
            )
            for note in file.notes
        ]
        events += [
            (
                moved.redated_at,
                self.tr("Moved from {old} to {new}: {why}").format(
                    old=plain_date(moved.from_on), new=plain_date(moved.to_on), why=moved.reason
                ),
                file.writers.get(moved.redated_by, ""),
            )
            for moved in file.redatings
        ]
        if not events:
            nothing = self.tr("Nothing yet. Progress notes and moved dates are listed here.")
            self._inside.addWidget(Label(nothing, step="small", role="muted", wrap=True))
        for moment, words, who in sorted(events, reverse=True):
            self._add_event(moment, words, who)

    def _add_event(self, moment: datetime, words: str, who: str) -> None:
        self._inside.addWidget(Label(words, step="small", strong=True, wrap=True))
        when = plain_date(moment.astimezone(ENGLAND).date())
        said = ", ".join(part for part in (who, when) if part)
        self._inside.addWidget(Label(said, step="small", role="muted", wrap=True))
        self._inside.addWidget(Gap(height=8))

    def _show_steps(self, file: ActionFile) -> None:
        clear(self._steps)
        if file.action.closed_on is None:
            close = Button(self.tr("Close with evidence"), kind="primary")
            close.clicked.connect(self._on_close_clicked)
            progress = Button(self.tr("Add progress"))
            progress.clicked.connect(self._on_progress_clicked)
            redate = Button(self.tr("Move the date"))
            redate.clicked.connect(self._on_redate_clicked)
            change = Button(self.tr("Correct the wording"), kind="quiet")
            change.clicked.connect(self.change_wanted)
            steps = [close, progress, redate, change]
        else:
            again = Button(self.tr("Open it again"))
            again.clicked.connect(self._on_reopen_clicked)
            steps = [again]
        for step in steps:
            self._steps.addWidget(step)
        self._foot.show()

    def _on_close_clicked(self) -> None:
        self.ask(Step.CLOSE)

    def _on_progress_clicked(self) -> None:
        self.ask(Step.PROGRESS)

    def _on_redate_clicked(self) -> None:
        self.ask(Step.REDATE)

    def _on_reopen_clicked(self) -> None:
        self.ask(Step.REOPEN)

    def _on_form_wanted(self, answers: dict[str, object]) -> None:
        if self._step is not None:
            self.step_done.emit(self._step.value, answers)

    def _on_form_left(self) -> None:
        if self._shown is not None:
            self._show_facts(*self._shown)
