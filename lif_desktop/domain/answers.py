"""Answers to a form, as they are typed, kept and read back letter for letter.

Answers are plain values that JSON can hold, so that they are the same in a draft, in the
workspace, in a document and in a pack:

    text, person, agency, NHS number, postcode, time   str
    integer                                            int
    select_one                                         str, the choice's stored code
    select_multiple                                    list of str, codes in the form's order
    date                                               mapping, see UncertainDate
    repeat (table)                                     list of mappings, one for each row
    attachment                                         mapping: name, attachment_id, sha256, note

A question that was never answered is absent. "Not known" is an answer.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from lif_desktop.domain.vocabulary import MONTHS

Answers = Mapping[str, object]
"""Question name to answer; see the module's docstring for the shape of each."""


class DatePrecision(StrEnum):
    """How exactly a date is known."""

    EXACT = "exact"
    APPROXIMATE = "approximate"
    MONTH = "month"
    YEAR = "year"
    NOT_KNOWN = "not_known"


@dataclass(frozen=True, slots=True, kw_only=True)
class UncertainDate:
    """A date as people give it: exact, about, a month, a year, or not known."""

    precision: DatePrecision
    year: int | None = None
    month: int | None = None
    day: int | None = None
    note: str = ""
    """As it was given, or other accounts of it: "GP register says 06/01/2016". Kept letter for letter."""

    @classmethod
    def on(cls, day: date, *, note: str = "") -> UncertainDate:
        """An exact date."""
        return cls(
            precision=DatePrecision.EXACT, year=day.year, month=day.month, day=day.day, note=note
        )

    @classmethod
    def from_answer(cls, answer: object) -> UncertainDate | None:
        """Read the stored mapping {"precision", "year", "month", "day", "note"}; None if it is not one."""
        if not isinstance(answer, Mapping) or "precision" not in answer:
            return None
        return cls(
            precision=DatePrecision(str(answer["precision"])),
            year=answer.get("year"),
            month=answer.get("month"),
            day=answer.get("day"),
            note=str(answer.get("note", "")),
        )

    def as_answer(self) -> dict[str, object]:
        """The mapping that is stored; parts that are not known are left out."""
        parts: dict[str, object] = {"precision": self.precision.value}
        for name in ("year", "month", "day"):
            value = getattr(self, name)
            if value is not None:
                parts[name] = value
        if self.note:
            parts["note"] = self.note
        return parts

    def exact(self) -> date | None:
        """The calendar day if the day is known (exactly or about), else None."""
        if self.year is None or self.month is None or self.day is None:
            return None
        return date(self.year, self.month, self.day)

    def month_and_year(self) -> str:
        """Month and year, the year alone, or "Not known": never the day (catalogue row D11)."""
        if self.year is None:
            return "Not known"
        if self.month is None:
            return str(self.year)
        return f"{MONTHS[self.month - 1]} {self.year}"


def text_of(answers: Answers, question: str) -> str:
    """The answer as text; empty when absent or not a text."""
    value = answers.get(question)
    return value if isinstance(value, str) else ""


def date_of(answers: Answers, question: str) -> date | None:
    """The calendar day of a date answer, or None when it is absent or no day is known."""
    uncertain = UncertainDate.from_answer(answers.get(question))
    return None if uncertain is None else uncertain.exact()


def rows_of(answers: Answers, table: str) -> tuple[Answers, ...]:
    """The rows of a table answer; empty when absent."""
    value = answers.get(table)
    if not isinstance(value, (list, tuple)):
        return ()
    return tuple(row for row in value if isinstance(row, Mapping))
