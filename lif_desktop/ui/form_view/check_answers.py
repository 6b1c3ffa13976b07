"""The last page of a form: everything that was answered, each with a way to change it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from lif_desktop.definitions.questions import Form, Question, QuestionType, Section
from lif_desktop.domain.answers import Answers, rows_of
from lif_desktop.ui.field_editors import words_of
from lif_desktop.ui.widgets import (
    Gap,
    Hairline,
    Label,
    MessageBar,
    SummaryList,
    clear,
    column,
    row,
)


class CheckAnswers(QWidget):
    """All answers, by topic; those that may no longer be changed are only read.

    Signals:
        change_wanted: with the name of the question to change.
    """

    change_wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None, *, may_change: bool = True) -> None:
        super().__init__(parent)
        self._change = self.tr("Change") if may_change else ""
        self._skips_empty = not may_change
        whole = column(self, spacing=24)
        self._bar = MessageBar("")
        whole.addWidget(self._bar)
        self._parts = column(spacing=6)
        whole.addLayout(self._parts)

    def show_answers(
        self, form: Form, sections: Sequence[Section], answers: Answers, asked: frozenset[str]
    ) -> None:
        """Show the answers of the questions that are asked."""
        clear(self._parts)
        for number, section in enumerate(sections, start=1):
            if self._skips_empty and not any(each.name in answers for each in section.questions):
                continue
            topic = self.tr("Topic {number} of {count}").format(number=number, count=len(sections))
            heading = row(spacing=12)
            heading.addWidget(Label(section.label, step="head", strong=True, wrap=True), 1)
            heading.addWidget(Label(topic, step="small", role="muted"))
            self._parts.addLayout(heading)
            self._parts.addWidget(Hairline())
            self._parts.addWidget(self._list_of(section, answers, asked))
            self._parts.addWidget(Gap(height=20))
        unknown = _not_known(form, answers, asked)
        one = self.tr("One answer is “Not known”. That is an answer, and nothing more is needed.")
        many = self.tr(
            "{count} answers are “Not known”. That is an answer, and nothing more is needed."
        )
        self._bar.show_message(one if unknown == 1 else many.format(count=unknown))
        self._bar.setVisible(unknown > 0 and not self._skips_empty)

    def _list_of(self, section: Section, answers: Answers, asked: frozenset[str]) -> SummaryList:
        found = SummaryList()
        found.change_wanted.connect(self.change_wanted)
        for question in section.questions:
            if question.name not in asked or not question.takes_answer:
                continue
            if self._skips_empty and answers.get(question.name) is None:
                continue
            if question.type is QuestionType.REPEAT:
                self._add_rows(found, question, answers, asked)
                continue
            found.add(
                question.name,
                question.short or question.label,
                words_of(question, answers.get(question.name)),
                change_text=self._change,
            )
        return found

    def _add_rows(
        self, found: SummaryList, table: Question, answers: Answers, asked: frozenset[str]
    ) -> None:
        rows = rows_of(answers, table.name)
        word = table.row_label or self.tr("row")
        if not rows:
            found.add(table.name, table.label, "", change_text=self._change)
        for index, given in enumerate(rows):
            found.add(
                f"{table.name}[{index}]",
                f"{word[:1].upper()}{word[1:]} {index + 1}",
                self._row_words(table, index, given, asked),
                change_text=self._change,
            )

    def _row_words(
        self, table: Question, index: int, given: Mapping[str, object], asked: frozenset[str]
    ) -> str:
        lines, missing = [], 0
        for each in table.columns:
            if f"{table.name}[{index}].{each.name}" not in asked:
                continue
            words = words_of(each, given.get(each.name))
            if words:
                lines.append(f"{each.name_in_messages}: {words}")
            else:
                missing += 1
        if missing:
            lines.append(self.tr("Not provided: {count} more").format(count=missing))
        return "\n".join(lines)


def _not_known(form: Form, answers: Answers, asked: frozenset[str]) -> int:
    """How many answers say that it is not known."""
    found = 0
    for question in form.questions():
        if question.name not in asked:
            continue
        if question.type is QuestionType.REPEAT:
            found += sum(
                _says_not_known(each, given.get(each.name))
                for given in rows_of(answers, question.name)
                for each in question.columns
            )
        else:
            found += _says_not_known(question, answers.get(question.name))
    return found


def _says_not_known(question: Question, answer: object) -> bool:
    if isinstance(answer, Mapping):
        return answer.get("precision") == "not_known"
    return any(choice.not_known and choice.name == answer for choice in question.choices)
