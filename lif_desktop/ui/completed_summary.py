"""A learning summary that is complete: what it says, how far its document is, and what comes next."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from lif_desktop.definitions.questions import Form, Question, QuestionType
from lif_desktop.domain.answers import Answers, rows_of
from lif_desktop.domain.documents import DocumentKind, DocumentState
from lif_desktop.domain.learning import LearningSummary, SummaryState
from lif_desktop.domain.vocabulary import long_date
from lif_desktop.errors import Problem
from lif_desktop.services.cases import DocumentRow
from lif_desktop.ui.field_editors import FieldPorts, words_of
from lif_desktop.ui.issue_steps import IssueWords
from lif_desktop.ui.step_form import StepForm
from lif_desktop.ui.theme import fix
from lif_desktop.ui.widgets import (
    Button,
    FlowLayout,
    Frame,
    MessageBar,
    PageHeader,
    ScrollColumn,
    SectionHeading,
    SummaryList,
    clear,
    column,
    row,
)


class SummaryStep(StrEnum):
    """What can be done with a completed summary."""

    ISSUE = "issue"
    OPEN = "open"
    PUBLISH = "publish"
    REWRITE = "rewrite"


class CompletedSummary(QWidget):
    """The completed summary.

    Signals:
        step_wanted: the value of a SummaryStep.
        issue_wanted: the answers (dict) on who signs.
        crumb_wanted: with the position of the crumb that was pressed.
    """

    step_wanted = Signal(str)
    issue_wanted = Signal(dict)
    crumb_wanted = Signal(int)

    def __init__(self, ports: FieldPorts, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ports = ports
        self.step_form: StepForm | None = None
        whole = column(self)
        scroll = ScrollColumn(margins=(40, 20, 36, 32), spacing=20)
        whole.addWidget(scroll)
        self._header = PageHeader(" ", crumbs=(" ",))
        self._header.crumb_wanted.connect(self.crumb_wanted)
        scroll.column.addWidget(self._header)
        line = row()
        holder = QWidget()
        fix(holder, max_width=760)
        line.addWidget(holder, 1)
        line.addStretch(0)
        scroll.column.addLayout(line)
        scroll.column.addStretch(1)
        inside = column(holder, spacing=16)
        self._bar = MessageBar("")
        inside.addWidget(self._bar)
        self._steps_holder = QWidget()
        self._steps = FlowLayout(self._steps_holder, spacing=8)
        inside.addWidget(self._steps_holder)
        self._form_frame = Frame("panel")
        self._form_column = column(self._form_frame, margins=(20, 18, 20, 20))
        self._form_frame.hide()
        inside.addWidget(self._form_frame)
        self._parts = column(spacing=20)
        inside.addLayout(self._parts)
        self._scroll = scroll

    def show_summary(
        self,
        form: Form,
        summary: LearningSummary,
        document: DocumentRow | None,
        *,
        crumbs: Sequence[str],
    ) -> None:
        """Show a summary.

        Args:
            form: names its questions.
            summary: completed or published.
            document: the newest document made of it since it was written; None if there is none.
            crumbs: where the page stands.
        """
        out = summary.state is SummaryState.PUBLISHED
        self._header.set_title(form.title)
        self._header.set_crumbs(crumbs)
        self._header.set_status(
            self.tr("Left the board") if out else self.tr("Completed"),
            "good" if out else "progress",
        )
        if summary.completed_on is not None:
            said = self.tr("Version {version}, completed on {day}.")
            self._header.set_sentence(
                said.format(version=summary.version, day=long_date(summary.completed_on))
            )
        self._leave_form()
        self._show_state(document, out=out)
        clear(self._parts)
        for section in form.sections:
            listed = SummaryList()
            for question in section.questions:
                for label, words in _lines(question, summary.answers):
                    listed.add(question.name, label, words)
            part = column()
            part.addWidget(SectionHeading(section.label))
            part.addWidget(listed)
            self._parts.addLayout(part)

    def ask_who_signs(self, words: IssueWords) -> None:
        """Ask who signs before the document is made."""
        clear(self._form_column)
        form = StepForm(
            words.title,
            words.questions,
            self._ports,
            act=words.act,
            sentence=words.sentence,
            answers=words.answers,
        )
        form.wanted.connect(self.issue_wanted)
        form.left.connect(self._on_form_left)
        self._form_column.addWidget(form)
        self.step_form = form
        self._form_frame.show()
        self._steps_holder.hide()
        form.focus_first()

    def show_problems(self, problems: Sequence[Problem]) -> None:
        """Show what is wrong with who signs."""
        if self.step_form is not None:
            self.step_form.show_problems(problems)

    def focus_first(self) -> None:
        """Put the focus on the first step."""
        first = self._steps_holder.findChild(Button)
        if first is not None:
            first.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_state(self, document: DocumentRow | None, *, out: bool) -> None:
        rewrite = (SummaryStep.REWRITE, self.tr("Write a new version"), "")
        if document is None:
            self._bar.show_message(
                self.tr(
                    "It was checked for names, other identifiers and the day of the incident. "
                    "Next it is made into a document and signed."
                )
            )
            first = (SummaryStep.ISSUE, self.tr("Make the document to sign"), "signature")
            self._show_steps(first, rewrite)
        elif document.state is not DocumentState.SIGNED:
            slot = document.next_slot
            who = "" if slot is None else slot.name or slot.role
            waits = self.tr("The document waits for the signature of {who}.").format(who=who)
            self._bar.show_message(waits)
            again = (SummaryStep.ISSUE, self.tr("Make it again"), "")
            self._show_steps(
                (SummaryStep.OPEN, self.tr("Sign the document"), "signature"), again, rewrite
            )
        elif out:
            self._bar.show_message(
                self.tr("The signed summary has left the board. A change is a new version."),
                "success",
            )
            self._show_steps((SummaryStep.OPEN, self.tr("Open the document"), ""), rewrite)
        else:
            self._bar.show_message(self.tr("The document is signed and filed."), "success")
            self._show_steps(
                (SummaryStep.PUBLISH, self.tr("Record that it left the board"), "send"),
                (SummaryStep.OPEN, self.tr("Open the document"), ""),
                rewrite,
            )

    def _show_steps(self, *steps: tuple[SummaryStep, str, str]) -> None:
        clear(self._steps)
        for position, (step, words, icon) in enumerate(steps):
            quiet = step is SummaryStep.REWRITE
            button = Button(
                words,
                kind="primary" if position == 0 else "quiet" if quiet else "secondary",
                icon=icon,
            )
            button.setObjectName(f"step_{step.value}")
            button.setProperty("step", step.value)
            button.clicked.connect(self._on_step_clicked)
            self._steps.addWidget(button)
        self._steps_holder.show()

    def _leave_form(self) -> None:
        self.step_form = None
        self._form_frame.hide()
        clear(self._form_column)
        self._steps_holder.show()

    def _on_step_clicked(self) -> None:
        self.step_wanted.emit(str(self.sender().property("step")))

    def _on_form_left(self) -> None:
        self._leave_form()
        self.focus_first()


def newest_document(
    summary: LearningSummary, documents: Sequence[DocumentRow]
) -> DocumentRow | None:
    """The document made of a summary since it was last written; None if there is none."""
    for document in documents:
        if (
            document.kind is DocumentKind.LEARNING_SUMMARY
            and document.state is not DocumentState.SUPERSEDED
            and document.made_at >= summary.written_at
        ):
            return document
    return None


def _lines(question: Question, answers: Answers) -> Sequence[tuple[str, str]]:
    """Label and words of an answer; a table gives a line for each row."""
    if question.type is not QuestionType.REPEAT:
        return (
            (question.short or question.label, words_of(question, answers.get(question.name))),
        )
    rows = rows_of(answers, question.name)
    if not rows:
        return ((question.label, ""),)
    return tuple(
        (
            str(given.get("agency") or f"{number}"),
            "\n".join(
                words_of(each, given.get(each.name))
                for each in question.columns
                if each.name != "agency" and given.get(each.name)
            ),
        )
        for number, given in enumerate(rows, start=1)
    )
