"""Summaries of involvement: which agencies were asked, what came back, and when the sub-group meets."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial
from typing import ClassVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from lif_desktop.definitions.questions import Question, QuestionType
from lif_desktop.domain.answers import date_of, rows_of, text_of
from lif_desktop.domain.cases import CaseStage, SummaryRequest
from lif_desktop.domain.identities import CaseId
from lif_desktop.domain.timelines import Unit, deadline_words
from lif_desktop.domain.vocabulary import long_date, plain_date
from lif_desktop.errors import Problem
from lif_desktop.services import cases, referrals
from lif_desktop.services.cases import CaseFile
from lif_desktop.ui.case_view import CaseView, replace_parts
from lif_desktop.ui.form_view import EntryForm, choices_of, exact_date
from lif_desktop.ui.page import PageContext
from lif_desktop.ui.theme import fix
from lif_desktop.ui.widgets import (
    Button,
    Label,
    Link,
    RowButton,
    SectionHeading,
    Tag,
    column,
    row,
)

_OPEN = frozenset({CaseStage.SCREENING, CaseStage.MEETING})


class _RequestRow(RowButton):
    """One agency that was asked; the line opens its return."""

    def __init__(self, request: SummaryRequest, words: str, *, late: bool) -> None:
        super().__init__(height=57)
        self.request = request
        line = row(self, margins=(0, 7, 8, 8), spacing=14)
        left = column()
        left.addWidget(Label(request.agency, strong=True, wrap=True))
        if request.note:
            left.addWidget(Label(request.note, step="small", role="muted", wrap=True))
        line.addLayout(left, 1)
        if request.returned_on is None:
            line.addWidget(Tag(words, "problem" if late else "waiting"))
        else:
            line.addWidget(Label(words, step="small", role="muted"))
        self.setAccessibleName(
            ", ".join(part for part in (request.agency, words, request.note) if part)
        )


class SummariesPage(CaseView):
    """What agencies know of the child; argument is the case's id."""

    shows: ClassVar[frozenset[str]] = frozenset({"Case", "SummaryRequest"})

    def __init__(
        self, context: PageContext, argument: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(context, argument, parent)
        self._file: CaseFile | None = None
        self._entry: EntryForm | None = None
        self._returned: SummaryRequest | None = None
        self._build()
        self._connect()

    @property
    @override
    def heading(self) -> str:
        return self.tr("Summaries of involvement")

    @property
    @override
    def help_text(self) -> str:
        return self.tr(
            "Record which agencies were asked, and each return. An agency that holds nothing makes "
            "a nil return. The day of the sub-group’s meeting starts the clocks of its papers."
        )

    @override
    def load(self) -> None:
        work = partial(cases.case_file, self.context.workspace, CaseId(self.argument))
        self.context.jobs.read(self, work, self._show, topic="summaries")

    @override
    def focus_first(self) -> None:
        if self._entry is not None:
            self._entry.focus_first()
        else:
            self._ask_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _build(self) -> None:
        self._ask_button = Button(self.tr("Record a request"), kind="primary", icon="plus")
        self._meeting_button = Button(self.tr("Set the meeting"), icon="calendar")
        page = self.make_column(
            self.tr("What each agency knows of the child and the family."),
            (self._meeting_button, self._ask_button),
        )
        inside = QWidget()
        fix(inside, max_width=820)
        parts = column(inside, spacing=20)
        self._entry_holder = column()
        parts.addLayout(self._entry_holder)
        self._sentence = Label(wrap=True)
        parts.addWidget(self._sentence)
        asked = column()
        asked.addWidget(SectionHeading(self.tr("Asked")))
        self._rows = column()
        asked.addLayout(self._rows)
        parts.addLayout(asked)
        self._case_link = Link(self.tr("Back to the case"))
        parts.addWidget(self._case_link)
        page.addWidget(inside)
        page.addStretch(1)

    def _connect(self) -> None:
        self._ask_button.clicked.connect(self._on_ask_button_clicked)
        self._meeting_button.clicked.connect(self._on_meeting_button_clicked)
        self._case_link.clicked.connect(self.open_case)

    def _show(self, file: CaseFile) -> None:
        self._file = file
        self.show_case(file.case)
        may = file.case.stage in _OPEN
        self._ask_button.setVisible(may)
        self._meeting_button.setVisible(may)
        self._sentence.setText(self._sentence_of(file))
        shown: list[QWidget] = []
        for request in file.requests:
            line = _RequestRow(request, self._words_of(request), late=request.due_on < self.today)
            line.clicked.connect(self._on_row_clicked)
            shown.append(line)
        if not shown:
            shown.append(Label(self.tr("No agency has been asked yet."), role="muted"))
        replace_parts(self._rows, shown)
        self.loaded.emit()

    def _sentence_of(self, file: CaseFile) -> str:
        back = sum(each.returned_on is not None for each in file.requests)
        said = []
        if file.requests:
            said.append(
                self.tr("{back} of {all} came back.").format(back=back, all=len(file.requests))
            )
        meets = file.case.meeting_on
        if meets is None:
            said.append(self.tr("The sub-group’s meeting has no date yet."))
        else:
            said.append(self.tr("The sub-group meets on {date}.").format(date=long_date(meets)))
        return " ".join(said)

    def _words_of(self, request: SummaryRequest) -> str:
        if request.returned_on is not None:
            words = self.tr("Nil return {date}") if request.nil_return else self.tr("Back {date}")
            return words.format(date=plain_date(request.returned_on))
        holidays = self.context.workspace.holidays
        return deadline_words(
            request.due_on, self.today, unit=Unit.WORKING_DAYS, holidays=holidays
        )

    def _open(self, entry: EntryForm) -> None:
        self._close_entry()
        self._entry = entry
        entry.cancelled.connect(self._close_entry)
        self._entry_holder.addWidget(entry)
        entry.focus_first()

    def _close_entry(self) -> None:
        self._entry = None
        replace_parts(self._entry_holder, [])

    def _agencies(self) -> Sequence[str]:
        if self._file is None:
            return ()
        referral = self._file.referral
        told = {} if referral is None else referral.answers
        named = [text_of(each, "agency") for each in rows_of(told, "agencies_involved")]
        asked = {each.agency for each in self._file.requests}
        return [each for each in dict.fromkeys(named) if each and each not in asked]

    def _on_ask_button_clicked(self) -> None:
        agencies = Question(
            name="agencies",
            type=QuestionType.TEXT,
            label=self.tr("Which agencies were asked?"),
            hint=self.tr("One on each line."),
            appearance="multiline",
            required=True,
            required_message=self.tr("Enter at least one agency"),
        )
        entry = EntryForm(
            self.tr("Record a request"),
            (
                agencies,
                exact_date(
                    "called_on", self.tr("When were they asked?"), example=self.example_day,
                    required=self.tr("Enter the day they were asked"),
                ),
                exact_date(
                    "deadline_on", self.tr("By when are they to answer?"), example=self.example_day, required=""
                ),
            ),
            today=self.today,
            act=self.tr("Record the request"),
            leave=self.tr("Leave it"),
            hint=self.tr(
                "The day to answer by may be left empty where the framework’s clock gives it."
            ),
        )  # fmt: skip
        entry.show_answers({"agencies": "\n".join(self._agencies())})
        entry.submitted.connect(self._on_request_submitted)
        self._open(entry)

    def _on_meeting_button_clicked(self) -> None:
        asked = exact_date(
            "meeting_on",
            self.tr("When does the sub-group meet?"),
            example=self.example_day,
            required=self.tr("Enter the day of the meeting"),
        )
        entry = EntryForm(
            self.tr("Set the meeting"),
            (asked,),
            today=self.today,
            act=self.tr("Record the day of the meeting"),
            leave=self.tr("Leave it"),
        )
        entry.submitted.connect(self._on_meeting_submitted)
        self._open(entry)

    def _on_row_clicked(self) -> None:
        sender = self.sender()
        if (
            not isinstance(sender, _RequestRow)
            or self.case is None
            or self.case.stage not in _OPEN
        ):
            return
        self._returned = sender.request
        came = exact_date(
            "returned_on",
            self.tr("When did it come back?"),
            example=self.example_day,
            required=self.tr("Enter the day it came back"),
        )
        nil = Question(
            name="nil_return",
            type=QuestionType.SELECT_ONE,
            label=self.tr("Does the agency hold anything?"),
            required=True,
            required_message=self.tr("Choose whether the agency holds anything"),
            choices=choices_of(
                {"no": self.tr("Yes, its summary is here."), "yes": self.tr("No, a nil return.")}
            ),
        )
        note = Question(name="note", type=QuestionType.TEXT, label=self.tr("Note"))
        entry = EntryForm(
            self.tr("Return of {agency}").format(agency=sender.request.agency),
            (came, nil, note),
            today=self.today,
            act=self.tr("Record the return"),
            leave=self.tr("Leave it"),
        )
        entry.submitted.connect(self._on_return_submitted)
        self._open(entry)

    def _day(self, answers: dict[str, object], name: str) -> date | None:
        """The day entered; what is entered without a day is shown as wrong."""
        day = date_of(answers, name)
        if day is None and name in answers and self._entry is not None:
            wrong = self.tr("Enter the day, with day, month and year")
            self._entry.show_problems([Problem(name, wrong)])
        return day

    def _on_request_submitted(self, answers: dict[str, object]) -> None:
        called_on = self._day(answers, "called_on")
        if called_on is None:
            return
        named = [line.strip() for line in text_of(answers, "agencies").splitlines()]
        work = partial(
            referrals.request_summaries,
            self.context.workspace,
            CaseId(self.argument),
            [name for name in named if name],
            called_on=called_on,
            deadline_on=date_of(answers, "deadline_on"),
        )
        self.record(work, self._on_recorded, self._entry)

    def _on_meeting_submitted(self, answers: dict[str, object]) -> None:
        on = self._day(answers, "meeting_on")
        if on is not None:
            work = partial(
                referrals.schedule_meeting, self.context.workspace, CaseId(self.argument), on
            )
            self.record(work, self._on_recorded, self._entry)

    def _on_return_submitted(self, answers: dict[str, object]) -> None:
        on = self._day(answers, "returned_on")
        if on is None or self._returned is None:
            return
        work = partial(
            referrals.record_return,
            self.context.workspace,
            self._returned.id,
            on=on,
            nil_return=text_of(answers, "nil_return") == "yes",
            note=text_of(answers, "note"),
        )
        self.record(work, self._on_recorded, self._entry)

    def _on_recorded(self, _recorded: object) -> None:
        self._close_entry()
        self.context.status.saved(self.tr("Recorded"))
        self.load()
        self.focus_first()
