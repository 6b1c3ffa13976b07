"""How does one paragraph become lines, and how do the lines get onto the page?

The text is set as it was typed, letter by letter: there is no markup, so nothing typed can be markup.
Every space that ends a line is drawn too, so that words of two lines are not read as one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from copy import copy
from dataclasses import dataclass, replace

from reportlab.lib.colors import Color
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus.flowables import Flowable
from typing_extensions import override

from lif_desktop.documents import shapes
from lif_desktop.documents.house_style import TextStyle
from lif_desktop.documents.press import Press
from lif_desktop.documents.tagging import LAYOUT, Node
from lif_desktop.documents.typeface import width
from lif_desktop.documents.wording import Line, Mark

TAB_WIDTH = 9.0
MARK_GAP = 4.2
_PIECES = re.compile(
    r"[ \t\u2000-\u2006\u2008-\u200a\u205f\u3000]+|[^ \t\u2000-\u2006\u2008-\u200a\u205f\u3000]+"
)
_DAY_AND_MONTH = re.compile(
    r"(?<!\S)(\d{1,2}) (?=(?:January|February|March|April|May|June|July|August|September|October|November|December)\b)"
)
_DASH = re.compile(r"(?<=\S) ([–—])(?= )")
_TITLES = re.compile(r"\b(Dr|Prof\.|Mr|Mrs|Ms|section|Section|page) (?=\S)")
_BROAD_MARKS = frozenset("•·◦▪‣*–—-=+")


@dataclass(slots=True)
class Piece:
    """Letters of one style that stand together: part of a word, or a space."""

    text: str
    style: TextStyle
    advance: float
    space: bool


class Words(Flowable):  # type: ignore[misc]  # reportlab ships no types
    """One paragraph, at one node of the tree; both halves of a divided paragraph share it."""

    def __init__(
        self,
        press: Press,
        line: Line,
        style: TextStyle,
        node: Node,
        *,
        lead: Line | None = None,
        lead_colour: Color | None = None,
        indent: float = 0,
        right: bool = False,
        once: bool = False,
        typed_marks: bool = False,
    ) -> None:
        """A paragraph.

        Args:
            press: of this drawing.
            line: the words; a shape before them is an artifact.
            style: of the words; runs may change its tone.
            node: where it is read aloud.
            lead: bullet, number or letter that hangs in the indent, read aloud first.
            lead_colour: of the lead, if not that of the words.
            indent: of all lines, in points.
            right: align right.
            once: read aloud where it is drawn first only, for heads that repeat.
            typed_marks: hang bullets that people typed.
        """
        super().__init__()
        self._press = press
        self._style = style
        self._node = node
        self._once = once
        self._right = right
        self._mark = line.mark
        self._indent = indent
        lead_style = style if lead_colour is None else replace(style, colour=lead_colour)
        self._lead = _pieces(press, lead, lead_style) if lead else []
        pieces = _pieces(press, line, style)
        if typed_marks and not self._lead:
            self._lead, pieces = _typed_lead(pieces)
            self._indent = max(indent, 11.5 if self._lead else 0)
        if line.mark is not Mark.NONE:
            self._indent += shapes.width_of(style.size) + MARK_GAP
        self._pieces = pieces
        self._lines: list[list[Piece]] = []
        self._measure = -1.0
        self._first = True

    @property
    def drop(self) -> float:
        """Distance from the top to the first baseline."""
        return self._style.size

    @override
    def wrap(self, available_width: float, available_height: float) -> tuple[float, float]:
        """Break the text into lines; width and height that it takes."""
        self.width = available_width
        if available_width != self._measure:
            self._measure = available_width
            self._lines = list(_broken(self._pieces, max(available_width - self._indent, 12)))
        self.height = len(self._lines) * self._style.leading
        return available_width, self.height

    @override
    def split(self, available_width: float, available_height: float) -> list[Flowable]:
        """Divide between pages; never leave fewer than two lines on either."""
        self.wrap(available_width, available_height)
        fitting = int(available_height / self._style.leading + 1e-6)
        total = len(self._lines)
        if fitting >= total:
            return [self]
        fitting = min(fitting, total - 2)
        if fitting < 2:
            return []
        return [
            self.keep(self._lines[:fitting], first=self._first),
            self.keep(self._lines[fitting:], first=False),
        ]

    def natural_width(self) -> float:
        """Width of the text on one line."""
        return self._indent + _advance(self._pieces)

    @override
    def draw(self) -> None:
        """Put the lines on the canvas."""
        canvas = self.canv
        if self._mark is not Mark.NONE and self._first:
            self._draw_mark(canvas)
        if self._once and self._node.marks:
            with self._press.tagger.artifact(canvas):
                self._draw_lines(canvas)
            return
        with self._press.tagger.content(canvas, self._node):
            self._draw_lines(canvas)

    def _draw_lines(self, canvas: Canvas) -> None:
        baseline = self.height - self._style.size
        if self._first and self._lead:
            _draw_pieces(canvas, [*self._lead, _space(self._style)], 0, baseline)
        for line in self._lines:
            left = self._indent
            if self._right:
                left = self.width - _advance(_without_end_space(line))
            _draw_pieces(canvas, line, left, baseline)
            baseline -= self._style.leading

    def _draw_mark(self, canvas: Canvas) -> None:
        size = self._style.size
        middle = self.height - size + size * 0.33
        left = self._indent - shapes.width_of(size) - MARK_GAP
        with self._press.tagger.artifact(canvas, LAYOUT):
            shapes.draw(canvas, self._mark, left, middle, shapes.width_of(size))

    def keep(self, lines: list[list[Piece]], *, first: bool) -> Words:
        """A copy at the same node that has only these lines; only the first part has shape and bullet."""
        part = copy(self)
        part.__dict__.pop("_postponed", None)
        part.__dict__.update(
            _pieces=[piece for line in lines for piece in line],
            _lines=lines,
            _measure=-1.0,
            _first=first,
        )
        return part


def joined(text: str) -> str:
    """Spaces that must not end a line become no-break spaces: day and month, titles, sections."""
    text = _DASH.sub("\xa0\\1", text)
    return _TITLES.sub("\\1\xa0", _DAY_AND_MONTH.sub("\\1\xa0", text))


def _pieces(press: Press, line: Line, style: TextStyle) -> list[Piece]:
    found: list[Piece] = []
    for run in line.runs:
        toned = style.toned(run.tone)
        text = press.typeface.presentable(joined(run.text))
        found.extend(_cut(text, toned))
    return found


def _cut(text: str, style: TextStyle) -> Iterator[Piece]:
    for match in _PIECES.finditer(text):
        piece = match.group()
        space = piece[0] in " \t\u3000\u205f" or "\u2000" <= piece[0] <= "\u200a"
        tabs = piece.count("\t")
        plain = piece.replace("\t", " ")
        advance = width(plain, style.face, style.size) + tabs * TAB_WIDTH
        yield Piece(plain, style, advance, space)


def _space(style: TextStyle) -> Piece:
    return Piece(" ", style, width(" ", style.face, style.size), True)


def _typed_lead(pieces: list[Piece]) -> tuple[list[Piece], list[Piece]]:
    """A bullet or sign that a person typed before a tab or space, apart from the text after it."""
    if len(pieces) < 3 or not pieces[1].space or pieces[0].text not in _BROAD_MARKS:
        return [], pieces
    return pieces[:1], pieces[2:]


def _advance(pieces: Sequence[Piece]) -> float:
    return sum(piece.advance for piece in pieces)


def _without_end_space(line: Sequence[Piece]) -> Sequence[Piece]:
    return line[:-1] if line and line[-1].space else line


def _broken(pieces: Sequence[Piece], measure: float) -> Iterator[list[Piece]]:
    """Lines no wider than the measure; a space stays at the end of the line it ends."""
    line: list[Piece] = []
    used = 0.0
    for word in _word_groups(pieces):
        room = _advance(word)
        if word[0].space:
            line.extend(word)
            used += room
            continue
        if line and used + room > measure and any(not piece.space for piece in line):
            yield line
            line, used = [], 0.0
        if room > measure:
            *full, rest = _chopped(word, measure)
            yield from full
            line.extend(rest)
            used += _advance(rest)
            continue
        line.extend(word)
        used += room
    if line or not pieces:
        yield line


def _word_groups(pieces: Sequence[Piece]) -> Iterator[list[Piece]]:
    """Pieces that may not be parted: a word in several tones is one word."""
    group: list[Piece] = []
    for piece in pieces:
        if group and piece.space != group[-1].space:
            yield group
            group = []
        group.append(piece)
    if group:
        yield group


def _chopped(word: Sequence[Piece], measure: float) -> Iterator[list[Piece]]:
    """A word wider than a line, in as many full lines as it takes and a rest."""
    line: list[Piece] = []
    used = 0.0
    for piece in word:
        start = 0
        for end, letter in enumerate(piece.text):
            room = width(letter, piece.style.face, piece.style.size)
            if used + room > measure and (line or end > start):
                line.append(_slice(piece, start, end))
                yield [part for part in line if part.text]
                line, used, start = [], 0.0, end
            used += room
        line.append(_slice(piece, start, len(piece.text)))
    yield [part for part in line if part.text]


def _slice(piece: Piece, start: int, end: int) -> Piece:
    text = piece.text[start:end]
    return Piece(text, piece.style, width(text, piece.style.face, piece.style.size), False)


def _draw_pieces(canvas: Canvas, pieces: Sequence[Piece], left: float, baseline: float) -> None:
    text = canvas.beginText(left, baseline)
    style: TextStyle | None = None
    waiting = ""
    for piece in pieces:
        if piece.style != style:
            _flush(text, waiting)
            waiting = ""
            style = piece.style
            text.setFont(style.face.value, style.size)
            text.setFillColor(style.colour)
        waiting += piece.text
        left += piece.advance
        if piece.advance - width(piece.text, piece.style.face, piece.style.size) > 0.01:
            _flush(text, waiting)
            waiting = ""
            text.setTextOrigin(left, baseline)
    _flush(text, waiting)
    canvas.drawText(text)


def _flush(text: object, waiting: str) -> None:
    if waiting:
        text.textOut(waiting)  # type: ignore[attr-defined]  # reportlab ships no types
