"""In which order, and as what, is a page read aloud?

The tree of nodes is built before anything is drawn, in reading order. Drawing puts marked content on
the page and notes it at its node; what is not at a node is an artifact: lines, tints, headers, footers.
A tree belongs to one drawing of one document and is never used twice.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from reportlab.pdfgen.canvas import Canvas

Rectangle = tuple[float, float, float, float]
"""Left, bottom, right, top on the page, in points."""

PAGINATION = "/Artifact <</Type /Pagination>> BDC"
LAYOUT = "/Artifact <</Type /Layout>> BDC"


@dataclass(slots=True)
class Annotation:
    """Something that lies over a page at a node: a link or a signature field."""

    page: int
    rectangle: Rectangle
    target: str = ""
    """Key of the section a link leads to; empty for a field."""
    words: str = ""
    """What a screen reader says of it."""


class Node:
    """An element of the structure tree: other nodes, or marked content, or an annotation."""

    def __init__(
        self,
        role: str,
        parent: Node | None = None,
        *,
        alt: str = "",
        expansion: str = "",
        scope: str = "",
        span: int = 1,
        numbering: str = "",
        title: str = "",
    ) -> None:
        """A node of a standard role, the last of its parent's children so far.

        Args:
            role: standard structure type, for example P or TH.
            parent: None for the root.
            alt: text in place of a picture.
            expansion: an abbreviation in full.
            scope: of a header cell, Row or Column.
            span: columns that a cell covers.
            numbering: of a list: None, Disc or Decimal.
            title: of a section, as the running header says it.
        """
        self.role = role
        self.parent = parent
        self.alt = alt
        self.expansion = expansion
        self.scope = scope
        self.span = span
        self.numbering = numbering
        self.title = title
        self.kids: list[Node] = []
        self.marks: list[tuple[int, int]] = []
        """Page number from 1, and number of the marked content on it."""
        self.place: tuple[int, Rectangle] | None = None
        self.annotation: Annotation | None = None
        if parent is not None:
            parent.kids.append(self)

    def section(self) -> Node | None:
        """The innermost section around this node."""
        node: Node | None = self
        while node is not None and node.role != "Sect":
            node = node.parent
        return node

    def holds_content(self) -> bool:
        """Is there anything at or under it?"""
        return bool(self.marks or self.annotation) or any(kid.holds_content() for kid in self.kids)


class Tagger:
    """Puts marked content on a canvas and keeps the tree it belongs to."""

    def __init__(self) -> None:
        self.root = Node("Document")
        self.first_on_page: dict[int, Node] = {}
        self._marked: dict[int, int] = {}

    @contextmanager
    def content(self, canvas: Canvas, node: Node) -> Iterator[None]:
        """What is drawn inside belongs to the node; neither content nor artifact may be opened within."""
        page = canvas.getPageNumber()
        number = self._marked.get(page, 0)
        self._marked[page] = number + 1
        node.marks.append((page, number))
        self.first_on_page.setdefault(page, node)
        canvas.addLiteral(f"/{node.role} <</MCID {number}>> BDC")
        yield
        canvas.addLiteral("EMC")

    @contextmanager
    def artifact(self, canvas: Canvas, kind: str = LAYOUT) -> Iterator[None]:
        """What is drawn inside is not read aloud; nothing may be opened within."""
        canvas.addLiteral(kind)
        yield
        canvas.addLiteral("EMC")
