"""Questions one below another: which of them are asked, what is wrong with them, where the cursor goes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from lif_desktop.definitions.questions import Question, QuestionType
from lif_desktop.domain.answers import Answers
from lif_desktop.errors import Problem
from lif_desktop.ui.field_editors import FieldEditor, FieldPorts, RowsEditor, editor_for
from lif_desktop.ui.widgets import column

Marker = Callable[[Question, FieldEditor], QWidget | None]
"""Makes what stands under a field, for example where a prefilled answer came from; None for nothing."""


def no_marker(_question: Question, _editor: FieldEditor) -> QWidget | None:
    """Nothing under any field."""
    return None


class FormColumn(QWidget):
    """Editors for some questions, in order.

    Signals:
        changed: with the question's name and its answer (None: unanswered), by the person's act.
        left: focus left a field; with the question's name.
        row_opened: a row of a table was opened; what is asked in it must be shown again.
    """

    changed = Signal(str, object)
    left = Signal(str)
    row_opened = Signal()

    def __init__(
        self,
        questions: Sequence[Question],
        ports: FieldPorts,
        *,
        marker: Marker = no_marker,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        inside = column(self, spacing=24)
        self.editors: dict[str, FieldEditor] = {}
        self._markers: dict[str, QWidget] = {}
        for question in questions:
            editor = editor_for(question, ports)
            self.editors[question.name] = editor
            inside.addWidget(self._with_marker(question, editor, marker))
            editor.changed.connect(self._on_editor_changed)
            editor.left.connect(self._on_editor_left)
            if isinstance(editor, RowsEditor):
                editor.row_opened.connect(self.row_opened)

    def show_answers(self, answers: Answers) -> None:
        """Show answers; those of other questions are passed over."""
        for name, editor in self.editors.items():
            editor.show_answer(answers.get(name))

    def answers(self) -> dict[str, object]:
        """The answers of these questions; unanswered ones are left out."""
        given = {name: editor.answer() for name, editor in self.editors.items()}
        return {name: answer for name, answer in given.items() if answer is not None}

    def show_asked(self, asked: frozenset[str]) -> Sequence[str]:
        """Show the questions that are asked, hide the others.

        Args:
            asked: paths of all questions that are asked, "children[0].born" inside a table.

        Returns:
            Labels of the questions that have just appeared.
        """
        appeared = []
        for name, editor in self.editors.items():
            if name in asked and editor.isHidden():
                appeared.append(editor.question.label)
            editor.setVisible(name in asked)
            if name in self._markers:
                self._markers[name].setVisible(name in asked)
            if isinstance(editor, RowsEditor):
                editor.show_asked(frozenset(_inside(name, asked)))
        return appeared

    def show_problems(self, problems: Iterable[Problem]) -> None:
        """Mark the fields that are wrong and unmark the others."""
        messages = {problem.question: problem.message for problem in problems}
        for name, editor in self.editors.items():
            editor.show_problem(messages.get(name, ""))
            if isinstance(editor, RowsEditor):
                editor.show_problems(_cells(name, messages))

    def show_advice(self, advice: Iterable[Problem]) -> None:
        """Point out what is worth a second look."""
        messages = {each.question: each.message for each in advice}
        for name, editor in self.editors.items():
            editor.show_advice(messages.get(name, ""))
            if isinstance(editor, RowsEditor):
                editor.show_row_advice(_cells(name, messages))

    def holds(self, path: str) -> bool:
        """Is the question of this path one of these?"""
        return _name(path) in self.editors

    def focus_path(self, path: str) -> None:
        """Put the cursor on a question, or on a cell of a table."""
        editor = self.editors.get(_name(path))
        if editor is not None:
            editor.focus_path(path.removeprefix(editor.question.name))

    def focus_first(self) -> None:
        """Put the cursor on the first question that is asked."""
        for editor in self.editors.values():
            if not editor.isHidden() and editor.question.type is not QuestionType.NOTE:
                editor.focus_first()
                return

    def name_of(self, part: QWidget | None) -> str:
        """Path of the question that a part belongs to, "children[0].born" inside a table; or empty."""
        for name, editor in self.editors.items():
            if part is not None and (editor is part or editor.isAncestorOf(part)):
                inside = editor.path_of(part) if isinstance(editor, RowsEditor) else ""
                return f"{name}{inside}"
        return ""

    def _with_marker(self, question: Question, editor: FieldEditor, marker: Marker) -> QWidget:
        below = marker(question, editor)
        if below is None:
            return editor
        holder = QWidget()
        inside = column(holder, spacing=6)
        inside.addWidget(editor)
        inside.addWidget(below)
        self._markers[question.name] = below
        return holder

    def _on_editor_changed(self) -> None:
        editor = self.sender()
        if isinstance(editor, FieldEditor):
            self.changed.emit(editor.question.name, editor.answer())

    def _on_editor_left(self) -> None:
        editor = self.sender()
        if isinstance(editor, FieldEditor):
            self.left.emit(editor.question.name)


def _name(path: str) -> str:
    return path.partition("[")[0].partition(".")[0]


def _inside(name: str, paths: Iterable[str]) -> Iterable[str]:
    return (path.removeprefix(name) for path in paths if path.startswith(f"{name}["))


def _cells(name: str, messages: Mapping[str, str]) -> dict[str, str]:
    return {
        path.removeprefix(name): message
        for path, message in messages.items()
        if path.startswith(f"{name}[")
    }
