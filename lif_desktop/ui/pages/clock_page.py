"""One clock of a case: record that its step was done, or why it will not be done in time."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import ClassVar

from PySide6.QtWidgets import QWidget
from typing_extensions import override

from lif_desktop.definitions.conditions import parse
from lif_desktop.definitions.questions import Question, QuestionType
from lif_desktop.domain.answers import Answers, date_of, text_of
from lif_desktop.domain.identities import CaseId, ClockId
from lif_desktop.domain.timelines import CaseClock
from lif_desktop.services import cases, timelines
from lif_desktop.services.cases import CaseFile
from lif_desktop.ui.case_clock_lanes import clock_lines
from lif_desktop.ui.case_view import CaseView
from lif_desktop.ui.form_view import EntryForm, choices_of, exact_date
from lif_desktop.ui.page import PageContext
from lif_desktop.ui.theme import fix
from lif_desktop.ui.widgets import SummaryList, clear, column

DONE, DELAYED = "done", "delayed"


class ClockPage(CaseView):
    """One clock; argument is the case's id, then after a space the clock's id."""

    shows: ClassVar[frozenset[str]] = frozenset({"Case", "CaseClock"})

    def __init__(
        self, context: PageContext, argument: str = "", parent: QWidget | None = None
    ) -> None:
        case_id, _, clock_id = argument.partition(" ")
        super().__init__(context, case_id, parent)
        self._clock_id = ClockId(clock_id)
        self._build()
        self._entry.submitted.connect(self._on_entry_submitted)
        self._entry.cancelled.connect(self.open_case)

    @property
    @override
    def heading(self) -> str:
        return self.tr("Record a step")

    @property
    @override
    def help_text(self) -> str:
        return self.tr(
            "A clock ends on the day its step was done. The last day itself never moves: where "
            "more time is needed, the reason stands beside it. A step done late needs its reason."
        )

    @override
    def load(self) -> None:
        work = partial(cases.case_file, self.context.workspace, CaseId(self.argument))
        self.context.jobs.read(self, work, self._show, topic="clock")

    @override
    def focus_first(self) -> None:
        self._entry.focus_first()

    def _build(self) -> None:
        page = self.make_column(self.tr("When was it done, or why does it take longer?"))
        inside = QWidget()
        fix(inside, max_width=656)
        parts = column(inside, spacing=20)
        self._facts = column()
        parts.addLayout(self._facts)
        self._entry = EntryForm(
            "",
            self._questions(),
            today=self.today,
            act=self.tr("Record the step"),
            leave=self.tr("Back to the case"),
        )
        parts.addWidget(self._entry)
        page.addWidget(inside)
        page.addStretch(1)

    def _questions(self) -> tuple[Question, ...]:
        what = Question(
            name="what",
            type=QuestionType.SELECT_ONE,
            label=self.tr("What do you record?"),
            required=True,
            required_message=self.tr("Choose what you record"),
            choices=choices_of(
                {
                    DONE: self.tr("It was done."),
                    DELAYED: self.tr("It is not done yet and needs more time. You say why."),
                }
            ),
        )
        day = exact_date(
            "completed_on",
            self.tr("On which day was it done?"),
            example=self.example_day,
            required=self.tr("Enter the day it was done"),
        )
        reason = Question(
            name="late_reason",
            type=QuestionType.TEXT,
            label=self.tr("Why is it late?"),
            hint=self.tr("Needed where the last day has passed."),
            appearance="multiline",
        )
        return (what, _asked_when(day, DONE), reason)

    def _show(self, file: CaseFile) -> None:
        self.show_case(file.case)
        clear(self._facts)
        facts = SummaryList()
        for clock, label, words in clock_lines(
            file.clocks, self.today, self.context.workspace.holidays
        ):
            if clock.id == self._clock_id:
                facts.add("", label, words)
                self._entry.show_answers(_known(clock))
        self._facts.addWidget(facts)
        self.loaded.emit()

    def _on_entry_submitted(self, answers: dict[str, object]) -> None:
        self.record(partial(self._take, answers), self._on_recorded, self._entry)

    def _take(self, answers: Answers) -> CaseClock:
        """Record the step; on the writing thread."""
        workspace, reason = self.context.workspace, text_of(answers, "late_reason")
        if text_of(answers, "what") == DELAYED:
            return timelines.explain_delay(workspace, self._clock_id, reason)
        return timelines.complete_clock(
            workspace,
            self._clock_id,
            date_of(answers, "completed_on") or self.today,
            late_reason=reason,
        )

    def _on_recorded(self, _clock: CaseClock) -> None:
        self.context.status.saved(self.tr("The step is recorded"))
        self.open_case()


def _asked_when(question: Question, what: str) -> Question:
    return replace(question, relevant=parse(f"${{what}} = '{what}'"))


def _known(clock: CaseClock) -> Answers:
    return {"late_reason": clock.late_reason} if clock.late_reason else {}
