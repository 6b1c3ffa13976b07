"""What do the pictures of a document show? Their figures and words; the drawing is charts.py.

Every picture carries a text that says what it is, what it shows, and its figures.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from lif_desktop.documents.wording import Lines, Mark


class Stretch(StrEnum):
    """What a bar of a clock shows."""

    DONE = "done"
    OVER = "over"
    COMING = "coming"


@dataclass(frozen=True, slots=True, kw_only=True)
class ClockBar:
    """A stretch of days; ISO dates, the end included."""

    begins: str
    ends: str
    stretch: Stretch


@dataclass(frozen=True, slots=True, kw_only=True)
class ClockRow:
    """One clock: its name, its bars, and what is said of it."""

    label: str
    bars: tuple[ClockBar, ...]
    words: str
    late: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ClockFigure:
    """Clocks drawn to scale."""

    rows: tuple[ClockRow, ...]
    alt: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleStep:
    """One condition of the rule and how it stands."""

    mark: Mark
    name: str
    state: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RulePanel:
    """The rule in up to three steps, what it gives, and on what it rests."""

    steps: tuple[RuleStep, ...]
    gives: str
    note: Lines
    alt: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TallyPart:
    """So many for one thing."""

    count: int
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TallyFigure:
    """A square for each member, in groups; invitees are not in it."""

    parts: tuple[TallyPart, ...]
    alt: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CountBars:
    """Unit squares by name, for counts below ten; a bar above that."""

    parts: tuple[TallyPart, ...]
    alt: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TotalsStrip:
    """Actions by rating, overdue by quarter, and slippage."""

    title: str
    complete: int
    green: int
    amber: int
    red: int
    quarters: tuple[TallyPart, ...]
    """Overdue at each quarter's end, the last one being today."""
    slipped: str
    slipped_words: str
    alt: str
