"""A short step asked in the page itself: a few questions, one act, and a way to leave it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from lif_desktop.definitions.questions import Question
from lif_desktop.domain.answers import Answers
from lif_desktop.errors import Problem
from lif_desktop.ui.field_editors import FieldEditor, FieldPorts, editor_for
from lif_desktop.ui.widgets import Button, ErrorSummary, FlowLayout, Label, column


class StepForm(QWidget):
    """A few questions with the button that does the step.

    Signals:
        wanted: the answers (dict) when the act's button is pressed.
        left: the person went back without doing it.
    """

    wanted = Signal(dict)
    left = Signal()

    def __init__(
        self,
        title: str,
        questions: Sequence[Question],
        ports: FieldPorts,
        *,
        act: str,
        sentence: str = "",
        answers: Mapping[str, object] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        """Build the step.

        Args:
            title: what is to be done.
            questions: what has to be known for it.
            ports: what its fields may ask of the world.
            act: what the button says: the act and its object.
            sentence: the rule that holds for the step, in a sentence.
            answers: what the questions are answered with at first.
            parent: the part of the page that shows it.
        """
        super().__init__(parent)
        self._editors: dict[str, FieldEditor] = {}
        whole = column(self, spacing=16)
        self.summary = ErrorSummary()
        whole.addWidget(self.summary)
        whole.addWidget(Label(title, step="head", strong=True, wrap=True))
        if sentence:
            whole.addWidget(Label(sentence, role="muted", wrap=True))
        for question in questions:
            editor = editor_for(question, ports)
            editor.setObjectName(question.name)
            editor.show_answer((answers or {}).get(question.name))
            self._editors[question.name] = editor
            whole.addWidget(editor)
        self.act_button = Button(act, kind="primary")
        self.act_button.setObjectName("act_button")
        self.leave_button = Button(self.tr("Go back"))
        buttons = FlowLayout(spacing=8)
        buttons.addWidget(self.act_button)
        buttons.addWidget(self.leave_button)
        whole.addLayout(buttons)
        whole.addStretch(1)
        self._connect()

    def answers(self) -> Answers:
        """What was answered; questions without an answer are absent."""
        given = {name: editor.answer() for name, editor in self._editors.items()}
        return {name: answer for name, answer in given.items() if answer is not None}

    def show_problems(self, problems: Sequence[Problem]) -> None:
        """Show what is wrong, above the questions and at each one it concerns."""
        self.act_button.setEnabled(True)
        messages = {problem.question: problem.message for problem in problems}
        for name, editor in self._editors.items():
            editor.show_problem(messages.get(name, ""))
        self.summary.show_problems([(each.question, each.message) for each in problems])

    def focus_first(self) -> None:
        """Put the cursor on the first question."""
        first = next(iter(self._editors.values()), None)
        if first is None:
            self.act_button.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            first.focus_first()

    def _connect(self) -> None:
        self.summary.field_wanted.connect(self._on_summary_field_wanted)
        self.act_button.clicked.connect(self._on_act_button_clicked)
        self.leave_button.clicked.connect(self.left)

    def _on_summary_field_wanted(self, name: str) -> None:
        if name in self._editors:
            self._editors[name].focus_first()
        else:
            self.focus_first()

    def _on_act_button_clicked(self) -> None:
        self.act_button.setEnabled(False)
        self.wanted.emit(dict(self.answers()))
