"""Screening: what the sub-group's chair makes of a referral, with the day and, where needed, the reason."""

from __future__ import annotations

from functools import partial
from typing import ClassVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from lif_desktop.definitions.conditions import parse
from lif_desktop.definitions.questions import Question, QuestionType
from lif_desktop.domain.answers import date_of, text_of
from lif_desktop.domain.cases import CaseStage, Referral, ScreeningOutcome
from lif_desktop.domain.identities import CaseId
from lif_desktop.domain.vocabulary import plain_date
from lif_desktop.errors import Problem
from lif_desktop.services import cases, referrals
from lif_desktop.services.cases import CaseFile
from lif_desktop.ui.case_view import CaseView, replace_parts
from lif_desktop.ui.form_view import EntryForm, choices_of, exact_date
from lif_desktop.ui.page import PageContext
from lif_desktop.ui.theme import fix
from lif_desktop.ui.widgets import (
    Button,
    MessageBar,
    SummaryList,
    column,
)


class ScreeningPage(CaseView):
    """The screening of one case; argument is the case's id."""

    shows: ClassVar[frozenset[str]] = frozenset({"Case", "Referral"})

    def __init__(
        self, context: PageContext, argument: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(context, argument, parent)
        self._build()
        self._connect()

    @property
    @override
    def heading(self) -> str:
        return self.tr("Screening")

    @property
    @override
    def help_text(self) -> str:
        return self.tr(
            "Record what the sub-group’s chair made of the referral. A referral that is returned "
            "or not appropriate needs a reason."
        )

    @override
    def load(self) -> None:
        work = partial(cases.case_file, self.context.workspace, CaseId(self.argument))
        self.context.jobs.read(self, work, self._show, topic="screening")

    @override
    def focus_first(self) -> None:
        if self._entry.isVisible():
            self._entry.focus_first()
        else:
            self._back_button.setFocus()

    def _build(self) -> None:
        page = self.make_column(
            self.tr("Is the referral appropriate for the sub-group, and complete enough?")
        )
        inside = QWidget()
        fix(inside, max_width=656)
        parts = column(inside, spacing=20)
        self._bar = MessageBar("")
        self._bar.hide()
        parts.addWidget(self._bar)
        self._entry = self._build_entry()
        self._entry.hide()
        parts.addWidget(self._entry)
        self._recorded_holder = QWidget()
        self._recorded = column(self._recorded_holder)
        self._recorded_holder.hide()
        parts.addWidget(self._recorded_holder)
        self._back_button = Button(self.tr("Back to the case"))
        self._back_button.hide()
        parts.addWidget(self._back_button, 0, Qt.AlignmentFlag.AlignLeft)
        page.addWidget(inside)
        page.addStretch(1)

    def _build_entry(self) -> EntryForm:
        outcome = Question(
            name="outcome",
            type=QuestionType.SELECT_ONE,
            label=self.tr("What is made of the referral?"),
            required=True,
            required_message=self.tr("Choose what is made of the referral"),
            choices=choices_of(
                {
                    ScreeningOutcome.SCREENED_IN: self.tr("It goes to the sub-group."),
                    ScreeningOutcome.RETURNED: self.tr(
                        "It goes back to the referrer for information. You will be asked what for."
                    ),
                    ScreeningOutcome.NOT_APPROPRIATE: self.tr(
                        "It is not appropriate. You will be asked why."
                    ),
                }
            ),
        )
        by = Question(
            name="screened_by",
            type=QuestionType.PERSON,
            label=self.tr("Who screened it?"),
            hint=self.tr("Name and post, as it is to be printed."),
            required=True,
            required_message=self.tr("Enter who screened the referral, with their post"),
        )
        reason = Question(
            name="screening_reason",
            type=QuestionType.TEXT,
            label=self.tr("What is asked for, or why is it not appropriate?"),
            appearance="multiline",
            required=True,
            required_message=self.tr("Enter what is asked for, or why it is not appropriate"),
            relevant=parse("${outcome} = 'returned' or ${outcome} = 'not_appropriate'"),
        )
        on = exact_date(
            "screened_on",
            self.tr("On which day?"),
            example=self.example_day,
            required=self.tr("Enter the day of the screening"),
        )
        return EntryForm(
            "", (outcome, by, on, reason), today=self.today, act=self.tr("Record the screening"),
            leave=self.tr("Back to the case"),
        )  # fmt: skip

    def _connect(self) -> None:
        self._entry.submitted.connect(self._on_entry_submitted)
        self._entry.cancelled.connect(self.open_case)
        self._back_button.clicked.connect(self.open_case)

    def _show(self, file: CaseFile) -> None:
        self.show_case(file.case)
        waiting = file.case.stage is CaseStage.SCREENING
        self._entry.setVisible(waiting)
        recorded = None if waiting else file.referral
        self._recorded_holder.setVisible(recorded is not None and recorded.screening is not None)
        self._back_button.setVisible(not waiting)
        if recorded is not None and recorded.screening is not None:
            self._show_recorded(recorded)
        elif not waiting:
            self._bar.show_message(self.tr("The referral has not been recorded yet."))
        self.loaded.emit()

    def _show_recorded(self, referral: Referral) -> None:
        words = {
            ScreeningOutcome.SCREENED_IN: self.tr("Goes to the sub-group"),
            ScreeningOutcome.RETURNED: self.tr("Returned for information"),
            ScreeningOutcome.NOT_APPROPRIATE: self.tr("Not appropriate"),
        }
        answers = SummaryList()
        if referral.screening is not None:
            answers.add("", self.tr("Outcome"), words[referral.screening])
        answers.add("", self.tr("Screened by"), referral.screened_by)
        on = referral.screened_on
        answers.add("", self.tr("On"), "" if on is None else plain_date(on))
        answers.add("", self.tr("Reason"), referral.screening_reason)
        replace_parts(self._recorded, [answers])

    def _on_entry_submitted(self, answers: dict[str, object]) -> None:
        on = date_of(answers, "screened_on")
        if on is None:
            wrong = self.tr("Enter the day of the screening, with day, month and year")
            self._entry.show_problems([Problem("screened_on", wrong)])
            return
        workspace, case_id = self.context.workspace, CaseId(self.argument)
        work = partial(
            referrals.screen,
            workspace,
            case_id,
            ScreeningOutcome(text_of(answers, "outcome")),
            by=text_of(answers, "screened_by"),
            on=on,
            reason=text_of(answers, "screening_reason"),
        )
        self.record(work, self._on_screened, self._entry)

    def _on_screened(self, _referral: Referral) -> None:
        self.context.status.saved(self.tr("The screening is recorded"))
        self.open_case()
