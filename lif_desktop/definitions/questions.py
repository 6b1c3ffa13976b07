"""What is a form made of: sections, questions, tables and choices?

The words are XLSForm's; the records are what a window, a document and a check all read.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from lif_desktop.definitions.conditions import Condition


class QuestionType(StrEnum):
    """What kind of answer a question takes; domain/answers.py gives the shape of each."""

    NOTE = "note"
    """Words to read; takes no answer."""
    TEXT = "text"
    INTEGER = "integer"
    DATE = "date"
    """Day, month and year, with how exactly it is known and a note as it was given."""
    MONTH = "month"
    """Month and year only: a day is never asked for and never kept."""
    TIME = "time"
    """As it was given: "16:58", "approx 04.15"."""
    SELECT_ONE = "select_one"
    SELECT_MULTIPLE = "select_multiple"
    PERSON = "person"
    AGENCY = "agency"
    NHS_NUMBER = "nhs_number"
    UPN = "upn"
    POSTCODE = "postcode"
    ATTACHMENT = "attachment"
    REPEAT = "repeat"
    """A table: each row answers the columns."""


SELECTS = frozenset({QuestionType.SELECT_ONE, QuestionType.SELECT_MULTIPLE})
DATES = frozenset({QuestionType.DATE, QuestionType.MONTH})


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One choice of a list: the code that is stored, and the words that are read."""

    name: str
    label: str
    hint: str = ""
    not_known: bool = False
    """True for the choice that says so: "Not known", "Unsure"."""
    retired: bool = False
    """No longer offered; stays readable in older answers."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One question, or one column of a table."""

    name: str
    """Stable key of the answer; renaming one is a migration."""
    type: QuestionType
    label: str
    short: str = ""
    """Label for a narrow column head and for messages; see name_in_messages."""
    hint: str = ""
    required: bool = False
    required_message: str = ""
    constraint: Condition | None = None
    constraint_message: str = ""
    relevant: Condition | None = None
    """Asked only while this holds; None means always."""
    appearance: str = ""
    """"multiline", "short", "wide"; how large the answer is expected to be."""
    office_only: bool = False
    """Filled in by the business unit."""
    choice_list: str = ""
    choices_from: str = ""
    """Where the choices come from if not from the form, for example "edition.outcomes"."""
    choices: tuple[Choice, ...] = ()
    always_known: bool = False
    """True if the list needs no "Not known" because the person who answers always knows."""
    columns: tuple[Question, ...] = ()
    row_label: str = ""
    """What one row of a table is called, for example "child"."""
    source: str = ""

    @property
    def multiline(self) -> bool:
        """Is a long text expected?"""
        return self.appearance == "multiline"

    @property
    def takes_answer(self) -> bool:
        """False for words to read."""
        return self.type is not QuestionType.NOTE

    @property
    def name_in_messages(self) -> str:
        """What the answer is called in a message: the short label, or the label without its question mark."""
        return (self.short or self.label).rstrip("?")

    def column(self, name: str) -> Question:
        """A column of the table by its name.

        Raises:
            KeyError: the table has no such column.
        """
        for column in self.columns:
            if column.name == name:
                return column
        raise KeyError(name)

    def label_of(self, code: str) -> str:
        """The words for a stored code; the code itself if the list does not have it."""
        return next((each.label for each in self.choices if each.name == code), code)

    def offered(self) -> tuple[Choice, ...]:
        """The choices that may still be chosen."""
        return tuple(choice for choice in self.choices if not choice.retired)


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """One topic of a form, shown as one page."""

    name: str
    label: str
    hint: str = ""
    questions: tuple[Question, ...]
    """A repeating section holds one question: the table that has the section's name."""
    repeat: bool = False
    relevant: Condition | None = None
    office_only: bool = False
    source: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """A form in one version."""

    form_id: str
    title: str
    version: str
    language: str
    header: str
    """What the form says of itself, for example that its field list is this application's design."""
    source: str
    sections: tuple[Section, ...]

    def section(self, name: str) -> Section:
        """A section by its name.

        Raises:
            KeyError: the form has no such section.
        """
        for section in self.sections:
            if section.name == name:
                return section
        raise KeyError(name)

    def questions(self) -> Iterator[Question]:
        """Every question in order, tables as one question each."""
        for section in self.sections:
            yield from section.questions

    def question(self, path: str) -> Question:
        """A question by its name, or a column by its path: "children[0].born", "children.born".

        Raises:
            KeyError: the form has no such question.
        """
        table, _, column = path.partition(".")
        name = table.partition("[")[0]
        for question in self.questions():
            if question.name == name:
                return question.column(column) if column else question
        raise KeyError(path)

    def section_of(self, path: str) -> Section:
        """The section that holds a question.

        Raises:
            KeyError: the form has no such question.
        """
        question = self.question(path.partition("[")[0].partition(".")[0])
        return next(each for each in self.sections if question in each.questions)

    def filled(self, lists: Mapping[str, Sequence[Choice]]) -> Form:
        """The form with the choices that come from outside it, for example from the edition.

        Args:
            lists: value of choices_from to its choices; lists that are not given stay empty.
        """
        return replace(
            self,
            sections=tuple(
                replace(
                    section,
                    questions=tuple(_filled(question, lists) for question in section.questions),
                )
                for section in self.sections
            ),
        )


def _filled(question: Question, lists: Mapping[str, Sequence[Choice]]) -> Question:
    columns = tuple(_filled(column, lists) for column in question.columns)
    choices = question.choices
    if question.choices_from in lists:
        choices = tuple(lists[question.choices_from])
    return replace(question, columns=columns, choices=choices)
