"""Which words do the rules share: trust marks, names of days and months, the answers a rule is asked with.

English names of days and months are held here because those of the computer follow its language.

Source: domain notes, "How far to trust each statement", and 6 (dates in text).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from enum import StrEnum

MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


class Trust(StrEnum):
    """How far a statutory statement is to be trusted."""

    SEED = "S"
    """Stands in one of the frameworks the application was built from."""
    VERIFIED = "V"
    """Read in a public page."""
    RECALLED = "R"
    """General knowledge, not read again: to be confirmed before it is relied on."""


TRUST_LABELS: Mapping[Trust, str] = {
    Trust.SEED: "Stated in a board's framework",
    Trust.VERIFIED: "Read in a public page",
    Trust.RECALLED: "To be confirmed",
}


class Rag(StrEnum):
    """Rating of an action: a word and a shape, never a colour alone."""

    RED = "red"
    AMBER = "amber"
    GREEN = "green"
    COMPLETE = "complete"


RAG_LABELS: Mapping[Rag, str] = {
    Rag.RED: "Red",
    Rag.AMBER: "Amber",
    Rag.GREEN: "Green",
    Rag.COMPLETE: "Complete",
}


def needs_confirming(trust: Trust) -> bool:
    """Is the statement recalled only, so that it is shown as "to be confirmed"?"""
    return trust is Trust.RECALLED


def plain_date(day: date) -> str:
    """The date as it is written in text: "8 December 2026"."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def long_date(day: date) -> str:
    """The date in full, as beside a deadline: "Tuesday 8 December 2026"."""
    return f"{WEEKDAYS[day.weekday()]} {plain_date(day)}"


def source_words(source: str) -> str:
    """A source as readers outside the board see it: without the references to the application's own notes.

    "Northamptonshire 2016 framework (catalogue row D27)" reads "Northamptonshire 2016 framework".

    Source: board policy (papers that leave the board name the guidance or framework alone).
    """
    return _OWN_NOTES.sub("", source)


_OWN_NOTES = re.compile(r"\s*\((?:catalogue|domain notes|rows?|K\d)\b[^)]*\)")
