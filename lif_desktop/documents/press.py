"""What do all parts of one drawing of a document share?

A document is drawn more than once: only when all pages are laid out is it known how many there are, on
which page a section begins, and which pages a section runs on to. The next drawing starts afresh with
what the one before has learnt.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from lif_desktop.documents.blocks import Section
from lif_desktop.documents.house_style import Sheet
from lif_desktop.documents.tagging import Node, Rectangle, Tagger
from lif_desktop.documents.typeface import Typeface


@dataclass(frozen=True, slots=True)
class Learnt:
    """What one drawing tells the next."""

    pages: int = 0
    section_pages: tuple[int, ...] = ()
    """Page on which each lettered section begins, in order."""
    running: tuple[tuple[int, str], ...] = ()
    """Page, and what the running header says of the section that goes on there."""


@dataclass(slots=True)
class SectionPlace:
    """Where a lettered section begins."""

    key: str
    letter: str
    title: str
    node: Node
    page: int = 0
    top: float = 0
    """Height of its heading on the page, in points."""


@dataclass(slots=True)
class FieldPlace:
    """Where a signature field lies, and which drawing shows that it is empty."""

    name: str
    page: int
    rectangle: Rectangle
    form: str
    """Name of the form object that is drawn until someone signs."""
    locks: bool


@dataclass(slots=True)
class Press:
    """One drawing of one document."""

    typeface: Typeface
    sheet: Sheet
    learnt: Learnt = field(default_factory=Learnt)
    tagger: Tagger = field(default_factory=Tagger)
    expected: tuple[Section, ...] = ()
    """The lettered sections of the plan, in order."""
    sections: list[SectionPlace] = field(default_factory=list)
    fields: list[FieldPlace] = field(default_factory=list)
    links: list[Node] = field(default_factory=list)

    @property
    def page_height(self) -> float:
        """Height of a frame on a later page, in points."""
        return self.sheet.height - self.sheet.later_top - self.sheet.bottom

    def page_of(self, number: int) -> int:
        """Page of a section by its order, as far as it is known; 0 in the first drawing."""
        pages = self.learnt.section_pages
        return pages[number] if number < len(pages) else 0
