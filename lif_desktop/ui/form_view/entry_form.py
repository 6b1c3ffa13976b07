"""A few questions with one act: a screening, a view, a note, a notice. Checked by the service it serves."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from lif_desktop.definitions import validation
from lif_desktop.definitions.questions import Choice, Form, Question, QuestionType, Section
from lif_desktop.domain.answers import Answers
from lif_desktop.errors import Problem
from lif_desktop.ui.field_editors import EXACT_ONLY, FieldPorts
from lif_desktop.ui.form_view.form_column import FormColumn
from lif_desktop.ui.widgets import Button, ErrorSummary, FlowLayout, Label, column


class EntryForm(QWidget):
    """Some questions, a button that does the act, and one that leaves it.

    Signals:
        submitted: the answers (dict), once what they lack by themselves has been mended.
        cancelled: the person left it.
    """

    submitted = Signal(dict)
    cancelled = Signal()

    def __init__(
        self,
        title: str,
        questions: Sequence[Question],
        *,
        today: date,
        act: str,
        leave: str = "",
        hint: str = "",
        ports: FieldPorts | None = None,
        parent: QWidget | None = None,
    ) -> None:
        """Build it.

        Args:
            title: what is entered.
            questions: in order; a question may be asked under a condition.
            today: the day that today() stands for in conditions.
            act: what the button says.
            leave: what the other button says; none without it.
            hint: a sentence under the title.
            ports: what its fields may ask; without files and names by themselves.
            parent: the page.
        """
        super().__init__(parent)
        self._form = _form_of(title, questions)
        self._today = today
        inside = column(self, spacing=16)
        if title:
            inside.addWidget(Label(title, step="head", strong=True, wrap=True))
        if hint:
            inside.addWidget(Label(hint, role="muted", wrap=True))
        self.summary = ErrorSummary()
        inside.addWidget(self.summary)
        self.questions = FormColumn(questions, ports or FieldPorts(today=today))
        inside.addWidget(self.questions)
        buttons = QWidget()
        across = FlowLayout(buttons, spacing=8)
        self.act_button = Button(act, kind="primary")
        across.addWidget(self.act_button)
        self.leave_button = Button(leave)
        if leave:
            across.addWidget(self.leave_button)
        inside.addWidget(buttons)
        self._connect()
        self._show_asked()

    def show_answers(self, answers: Answers) -> None:
        """Show answers to begin with."""
        self.questions.show_answers(answers)
        self.show_problems(())
        self._show_asked()

    def answers(self) -> dict[str, object]:
        """The answers as they stand, hidden ones left out."""
        return validation.finished(self._form, self.questions.answers(), on=self._today)

    def show_problems(self, problems: Sequence[Problem]) -> None:
        """Show what is wrong, at the fields and above them."""
        self.questions.show_problems(problems)
        self.summary.show_problems([(each.question, each.message) for each in problems])

    def focus_first(self) -> None:
        """Put the cursor on the first question."""
        self.questions.focus_first()

    def _connect(self) -> None:
        self.questions.changed.connect(self._on_questions_changed)
        self.summary.field_wanted.connect(self.questions.focus_path)
        self.act_button.clicked.connect(self._on_act_button_clicked)
        self.leave_button.clicked.connect(self.cancelled)
        leave = QShortcut(QKeySequence(Qt.Key.Key_Escape), self)
        leave.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        leave.activated.connect(self.cancelled)

    def _show_asked(self) -> None:
        answers = self.questions.answers()
        self.questions.show_asked(validation.visible(self._form, answers, on=self._today))

    def _on_questions_changed(self) -> None:
        self._show_asked()

    def _on_act_button_clicked(self) -> None:
        problems = validation.problems(self._form, self.questions.answers(), on=self._today)
        self.show_problems(problems)
        if not problems:
            self.submitted.emit(self.answers())


def choices_of(labels: dict[str, str]) -> tuple[Choice, ...]:
    """Choices from codes and their labels."""
    return tuple(Choice(name=code, label=label) for code, label in labels.items())


def exact_date(name: str, label: str, *, example: date, required: str) -> Question:
    """A question for a day: the example is a day after the twelfth, so that it is not misread."""
    return Question(
        name=name,
        type=QuestionType.DATE,
        label=label,
        hint=f"For example, {example.day} {example.month} {example.year}",
        appearance=EXACT_ONLY,
        required=bool(required),
        required_message=required,
    )


def _form_of(title: str, questions: Sequence[Question]) -> Form:
    section = Section(name="entry", label=title, questions=tuple(questions))
    return Form(
        form_id="entry",
        title=title,
        version="1",
        language="en-GB",
        header="",
        source="",
        sections=(section,),
    )
