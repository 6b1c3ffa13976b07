"""Which control answers which question? One editor for each type of question a form may ask."""

from __future__ import annotations

from lif_desktop.definitions.questions import Question, QuestionType
from lif_desktop.ui.field_editors.answer_words import date_words, words_of
from lif_desktop.ui.field_editors.attachments import AttachmentEditor
from lif_desktop.ui.field_editors.choices import (
    MOST_RADIOS,
    BoxesEditor,
    ListEditor,
    RadioEditor,
)
from lif_desktop.ui.field_editors.dates import EXACT_ONLY, DateEditor, MonthEditor
from lif_desktop.ui.field_editors.editor import FieldEditor, FieldPorts, Kept
from lif_desktop.ui.field_editors.inputs import LineInput, TextInput
from lif_desktop.ui.field_editors.rows import RowsEditor
from lif_desktop.ui.field_editors.text import (
    IntegerEditor,
    LineEditor,
    NoteEditor,
    ParagraphEditor,
)

__all__ = [
    "EXACT_ONLY",
    "DateEditor",
    "FieldEditor",
    "FieldPorts",
    "Kept",
    "LineInput",
    "RowsEditor",
    "TextInput",
    "date_words",
    "editor_for",
    "words_of",
]


def editor_for(question: Question, ports: FieldPorts) -> FieldEditor:
    """The editor for a question of any type."""
    if question.type is QuestionType.REPEAT:
        return RowsEditor(question, ports, editor_for)
    if question.type is QuestionType.SELECT_ONE:
        few = len(question.offered()) <= MOST_RADIOS
        return RadioEditor(question, ports) if few else ListEditor(question, ports)
    editors: dict[QuestionType, type[FieldEditor]] = {
        QuestionType.NOTE: NoteEditor,
        QuestionType.INTEGER: IntegerEditor,
        QuestionType.DATE: DateEditor,
        QuestionType.MONTH: MonthEditor,
        QuestionType.SELECT_MULTIPLE: BoxesEditor,
        QuestionType.ATTACHMENT: AttachmentEditor,
    }
    words = ParagraphEditor if question.multiline else LineEditor
    return editors.get(question.type, words)(question, ports)
