"""Fields of words and whole numbers: a line, a paragraph, a person, an agency, a number, a code."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QStringListModel, Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QCompleter, QWidget
from typing_extensions import override

from lif_desktop.definitions.questions import QuestionType
from lif_desktop.ui.field_editors.editor import Answer, FieldEditor
from lif_desktop.ui.field_editors.inputs import LineInput, TextInput
from lif_desktop.ui.theme import fix
from lif_desktop.ui.widgets.layouts import row

SUGGESTED = frozenset({QuestionType.PERSON, QuestionType.AGENCY})
"""Types whose names are offered while they are typed; any other name may be typed as well."""
NARROW = {
    QuestionType.NHS_NUMBER: 220,
    QuestionType.UPN: 220,
    QuestionType.POSTCODE: 180,
    QuestionType.INTEGER: 110,
    QuestionType.TIME: 260,
}
"""Type to the width of its box at 100 per cent; others take the column's."""


class LineEditor(FieldEditor):
    """A line of text; spaces at either end are trimmed, everything within stays as typed."""

    @override
    def _build_control(self) -> QWidget:
        holder = QWidget()
        across = row(holder)
        self._input = LineInput(holder)
        self._input.setObjectName(self.question.name)
        across.addWidget(self._input, 1)
        width = NARROW.get(self.question.type)
        if width is not None:
            fix(self._input, max_width=width)
            across.addStretch(1)
        if self.question.type in SUGGESTED:
            self._offer_names()
        self._input.textEdited.connect(self._on_input_text_edited)
        self._input.left.connect(self._on_input_left)
        return holder

    @override
    def controls(self) -> Sequence[QWidget]:
        return (self._input,)

    @override
    def _typed_answer(self) -> Answer:
        return self._input.text().strip() or None

    @override
    def _show_typed(self, answer: Answer) -> None:
        self._input.setText("" if answer is None else str(answer))
        self._input.setCursorPosition(0)

    @override
    def focus_path(self, path: str) -> None:
        super().focus_path(path)
        self._input.end(False)  # Qt’s own argument: select nothing

    def use(self, text: str) -> None:
        """Put a text in as the person's own act, for example from its source; Ctrl+Z undoes it."""
        self._input.replace_text(text)
        self._note_change()

    def _offer_names(self) -> None:
        completer = QCompleter(self)
        completer.setModel(
            QStringListModel(list(self.ports.suggestions(self.question.type.value)), completer)
        )
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setMaxVisibleItems(8)
        completer.activated.connect(self._on_name_activated)
        self._input.setCompleter(completer)

    def _on_input_text_edited(self) -> None:
        self._note_change()

    def _on_name_activated(self) -> None:
        self._note_change()

    def _on_input_left(self) -> None:
        self.left.emit()


class IntegerEditor(LineEditor):
    """A whole number; what is not one is kept as typed and found when the answers are checked."""

    @override
    def _typed_answer(self) -> Answer:
        typed = self._input.text().strip()
        digits = typed.removeprefix("-")
        if digits.isascii() and digits.isdigit() and len(digits) <= 12:
            return int(typed)
        return typed or None


class ParagraphEditor(FieldEditor):
    """Lines of text, kept letter for letter; blank space alone is no answer."""

    @override
    def _build_control(self) -> QWidget:
        self._input = TextInput()
        self._input.setObjectName(self.question.name)
        self._input.textChanged.connect(self._on_input_text_changed)
        self._input.left.connect(self._on_input_left)
        self._showing = False
        return self._input

    @override
    def controls(self) -> Sequence[QWidget]:
        return (self._input,)

    @override
    def _typed_answer(self) -> Answer:
        text = self._input.text()
        return text if text.strip() else None

    @override
    def _show_typed(self, answer: Answer) -> None:
        self._showing = True
        self._input.setPlainText("" if answer is None else str(answer))
        self._showing = False

    @override
    def focus_path(self, path: str) -> None:
        super().focus_path(path)
        self._input.moveCursor(QTextCursor.MoveOperation.End)  # to go on where it was left

    def use(self, text: str) -> None:
        """Put a text in as the person's own act, for example from its source; Ctrl+Z undoes it."""
        self._input.replace_text(text)

    def _on_input_text_changed(self) -> None:
        if not self._showing:
            self._note_change()

    def _on_input_left(self) -> None:
        self.left.emit()


class NoteEditor(FieldEditor):
    """Words to read between the questions; takes no answer."""

    @override
    def _build_control(self) -> QWidget:
        return QWidget()

    @override
    def controls(self) -> Sequence[QWidget]:
        return ()

    @override
    def _typed_answer(self) -> Answer:
        return None

    @override
    def _show_typed(self, answer: Answer) -> None:
        return
