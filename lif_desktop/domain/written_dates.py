"""Which days does a text name, in all the ways people write them?

Source: domain notes 6 (dates in text; day first, two-digit years); catalogue row D11.
"""

from __future__ import annotations

import re
from datetime import date
from typing import NamedTuple

from lif_desktop.domain.vocabulary import MONTHS

_MONTH = "|".join([*MONTHS, *(month[:3] for month in MONTHS)])
_DATES = (
    re.compile(
        rf"\b(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?(?P<month>{_MONTH}|Sept)\b\.?"
        r"(?:,?\s+(?P<year>\d{4}|[’']?\d{2}\b))?",
        re.IGNORECASE,
    ),
    re.compile(
        rf"\b(?P<month>{_MONTH}|Sept)\b\.?\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\b"
        r"(?:,?\s+(?P<year>\d{4}))?",
        re.IGNORECASE,
    ),
    re.compile(r"\b(?P<year>\d{4})[-/.](?P<month>\d{1,2})[-/.](?P<day>\d{1,2})\b"),
    re.compile(r"\b(?P<day>\d{1,2})[-/.](?P<month>\d{1,2})[-/.](?P<year>\d{4}|\d{2})\b"),
    re.compile(r"\b(?P<day>\d{1,2})/(?P<month>\d{1,2})(?P<year>)\b(?![-/.]\d)"),
)
_CENTURY = 100
_LEAP_YEAR = 2000


class FoundDate(NamedTuple):
    """A day that a text names; the year as it is written, two digits or four, None if there is none."""

    start: int
    end: int
    year: int | None
    month: int
    day: int

    def is_day(self, day: date) -> bool:
        """Is it this day? A day without a year is taken to be."""
        years = {None, day.year, day.year % _CENTURY}
        return (self.month, self.day) == (day.month, day.day) and self.year in years

    def as_day(self) -> date | None:
        """The day, a two-digit year taken as 20xx; None if no year is written."""
        return None if self.year is None else self.in_year(self.year)

    def in_year(self, year: int) -> date:
        """The day in a year, written with two digits or four.

        Raises:
            ValueError: that year has no such day.
        """
        return date(year + 2000 if year < _CENTURY else year, self.month, self.day)


def dates_in(text: str) -> tuple[FoundDate, ...]:
    """The days a text names, in its order; numbers that are no day are passed over.

    Source: domain notes 6 (dates in text; day first, two-digit years); catalogue row D11.
    """
    found: list[FoundDate] = []
    for pattern in _DATES:
        for match in pattern.finditer(text):
            day = _found_date(match)
            if day and all(day.end <= other.start or other.end <= day.start for other in found):
                found.append(day)
    return tuple(sorted(found))


def _found_date(match: re.Match[str]) -> FoundDate | None:
    month = match["month"]
    number = int(month) if month.isdigit() else _month_number(month)
    digits = (match["year"] or "").lstrip("’'")
    year = int(digits) if digits else None
    found = FoundDate(match.start(), match.end(), year, number, int(match["day"]))
    try:
        found.in_year(_LEAP_YEAR if year is None else year)
    except ValueError:
        return None
    return found


def _month_number(name: str) -> int:
    return next(
        number for number, month in enumerate(MONTHS, 1) if month[:3] == name[:3].capitalize()
    )
