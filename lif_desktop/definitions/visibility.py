"""Which questions are asked, given the answers so far?

A question that is not asked counts as unanswered for the conditions of others. Its answer stays
in the draft and is left out of the finished record.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import NamedTuple

from lif_desktop.definitions.conditions import Condition
from lif_desktop.definitions.questions import Form, Question, QuestionType, Section
from lif_desktop.domain.answers import Answers, rows_of


class Asked(NamedTuple):
    """One question that is asked, with what belongs to it."""

    path: str
    """"incident_on", or "children[0].born" inside a table (rows from 0)."""
    question: Question
    section: Section
    answer: object
    """None if unanswered."""
    seen: Answers
    """What the question's own conditions look at."""
    row: tuple[str, int] | None = None
    """Table and number of the row (from 0); None outside a table."""


def is_empty(answer: object) -> bool:
    """Was nothing answered? An empty text, list or mapping is no answer; "Not known" is one."""
    return answer is None or (isinstance(answer, (str, list, tuple, Mapping)) and not answer)


def asked(form: Form, answers: Answers, *, on: date) -> Iterator[Asked]:
    """Every question that is asked, in the form's order; columns once for each row.

    Args:
        form: the form.
        answers: the answers so far.
        on: the day that today() stands for.
    """
    sight = _Sight(form, answers, on)
    for section in form.sections:
        for question in section.questions:
            if not sight.sees(question.name):
                continue
            answer = answers.get(question.name)
            yield Asked(question.name, question, section, answer, sight.answers_seen())
            if question.type is QuestionType.REPEAT:
                for number, row in enumerate(rows_of(answers, question.name)):
                    yield from sight.asked_in_row(section, question, number, row)


class _Sight:
    """What is seen of one set of answers; each question is looked at once."""

    def __init__(self, form: Form, answers: Answers, on: date) -> None:
        self._answers = answers
        self._on = on
        self._questions = {
            question.name: (section, question)
            for section in form.sections
            for question in section.questions
        }
        self._known: dict[str, bool] = {}
        self._seen: dict[str, object] | None = None

    def sees(self, name: str) -> bool:
        """Is the question asked? Conditions never go in a circle (lint), so this ends."""
        if name not in self._known:
            section, question = self._questions[name]
            self._known[name] = self._holds(section.relevant) and self._holds(question.relevant)
        return self._known[name]

    def answers_seen(self) -> dict[str, object]:
        """The answers of the questions that are asked; worked out once, for it is asked at every question."""
        if self._seen is None:
            self._seen = {
                name: self._answers[name] for name in self._answers if self._counts(name)
            }
        return self._seen

    def asked_in_row(
        self, section: Section, table: Question, number: int, row: Answers
    ) -> Iterator[Asked]:
        """The columns that are asked in one row."""
        cells = _Row(table, row, self.answers_seen(), self._on)
        for column in table.columns:
            if cells.sees(column.name):
                path = f"{table.name}[{number}].{column.name}"
                seen = cells.answers_seen()
                yield Asked(
                    path, column, section, row.get(column.name), seen, (table.name, number)
                )

    def _counts(self, name: str) -> bool:
        return name in self._questions and self.sees(name)

    def _holds(self, condition: Condition | None) -> bool:
        if condition is None:
            return True
        seen = {
            name: self._answers[name]
            for name in condition.references()
            if name in self._answers and self._counts(name)
        }
        return condition.holds(seen, today=self._on)


class _Row:
    """What is seen of one row of a table; the row's own answers come before the form's."""

    def __init__(self, table: Question, row: Answers, around: Answers, on: date) -> None:
        self._columns = {column.name: column for column in table.columns}
        self._row = row
        self._around = around
        self._on = on
        self._seen: dict[str, object] | None = None

    def sees(self, name: str) -> bool:
        condition = self._columns[name].relevant
        return condition is None or condition.holds(
            self._beside(condition.references()), today=self._on
        )

    def answers_seen(self) -> dict[str, object]:
        if self._seen is None:
            self._seen = self._beside(self._columns.keys() | self._around.keys())
        return self._seen

    def _beside(self, names: frozenset[str] | set[str]) -> dict[str, object]:
        """The answers of the named columns that are asked, and of the named questions around them."""
        seen: dict[str, object] = {}
        for name in names:
            if name in self._columns:
                if name in self._row and self.sees(name):
                    seen[name] = self._row[name]
            elif name in self._around:
                seen[name] = self._around[name]
        return seen
