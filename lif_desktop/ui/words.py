"""Dates and counts as the window says them, the count always beside the date."""

from __future__ import annotations

from datetime import date, datetime

from lif_desktop.clock import ENGLAND
from lif_desktop.domain.vocabulary import MONTHS, WEEKDAYS, long_date

_YEAR = 365


def near_date(day: date, today: date) -> str:
    """A date in running text: "Thursday 26 May", with its year if it is a year away or more."""
    if abs((day - today).days) >= _YEAR:
        return long_date(day)
    return f"{WEEKDAYS[day.weekday()]} {day.day} {MONTHS[day.month - 1]}"


def moment_words(moment: datetime, today: date) -> str:
    """A moment: "today at 09:14", "Wednesday 18 May"."""
    local = moment.astimezone(ENGLAND)
    if local.date() == today:
        return f"today at {local:%H:%M}"
    return near_date(local.date(), today)


def count_words(count: int) -> str:
    """A small count in letters, larger ones in figures: "two", "12"."""
    letters = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
    return letters[count] if 0 <= count < len(letters) else str(count)


def short_date(day: date) -> str:
    """A date in the column of a table: "28 Mar 2018"."""
    return f"{day.day} {MONTHS[day.month - 1][:3]} {day.year}"


def first_set_words(original: date, due: date) -> str:
    """The first due date of something that was moved: "First 30 Nov 2017"; empty if it was not."""
    return "" if original == due else f"First {short_date(original)}"


def in_fours(digits: str, *, most: int = 16) -> str:
    """The first digits of a fingerprint in groups of four, to compare by eye: "7F3A 91C2"."""
    return " ".join(digits[at : at + 4] for at in range(0, min(most, len(digits)), 4))
