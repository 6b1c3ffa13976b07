"""Which words stand in a document, in which tone, and with which shape before them?"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias


class Tone(StrEnum):
    """How a run of text is set."""

    PLAIN = "plain"
    STRONG = "strong"
    MUTED = "muted"
    ITALIC = "italic"
    MISSING = "missing"
    """Italic and muted: nobody answered."""


class Mark(StrEnum):
    """A shape before a word; the word is always there too."""

    NONE = ""
    MET = "met"
    NOT_MET = "not_met"
    UNSURE = "unsure"
    NOT_KNOWN = "not_known"
    RED = "red"
    AMBER = "amber"
    GREEN = "green"
    COMPLETE = "complete"
    RECURRING = "recurring"
    DIFFER = "differ"


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """Some words in one tone."""

    text: str
    tone: Tone = Tone.PLAIN


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One paragraph; a shape may stand before it."""

    runs: tuple[Run, ...]
    mark: Mark = Mark.NONE

    def text(self) -> str:
        """The words alone."""
        return "".join(run.text for run in self.runs)


Lines: TypeAlias = tuple[Line, ...]


def words(text: str, tone: Tone = Tone.PLAIN, *, mark: Mark = Mark.NONE) -> Line:
    """One paragraph in one tone."""
    return Line(runs=(Run(text=text, tone=tone),), mark=mark)


def paragraphs(text: str, tone: Tone = Tone.PLAIN) -> Lines:
    """A text as it was typed, one paragraph for each of its lines; empty lines are space, not text."""
    return tuple(words(line, tone) for line in text.splitlines() if line.strip())
