"""How are rows set, and where may they be divided between pages?

Field lists, fact blocks, tables, panels and columns side by side are all rows of cells. Structure is not
decided here: each paragraph in a cell carries its own place in the tree, in reading order.
"""

from __future__ import annotations

from collections.abc import Sequence
from copy import copy
from dataclasses import dataclass, replace
from itertools import accumulate

from reportlab.lib.colors import Color
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus.flowables import Flowable
from typing_extensions import override

from lif_desktop.documents import house_style as house
from lif_desktop.documents.press import Press

_NARRATIVE_SHARE = 0.14
"""A divisible row is divided if it is taller than this share of a page; a shorter one moves whole."""
_LEAST_PART = 30.0
"""Least height in points of a cell's part that is worth leaving on a page."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A line across some columns."""

    colour: Color
    weight: float
    first: int = 0
    last: int = -1
    """Index of the last column it covers; -1 for the table's last."""


HAIR = Rule(house.HAIR, house.HAIR_RULE)
STRONG = Rule(house.INK, house.STRONG_RULE)
TOP = Rule(house.INK, house.PANEL_RULE)


@dataclass(slots=True)
class Cell:
    """A stack of flowables in one or more columns; padding in points."""

    content: list[Flowable]
    column: int = 0
    span: int = 1
    left: float = 0
    right: float = 0
    drop: float = 0
    """Extra space above, so that first lines of different sizes share a baseline."""
    tint: Color | None = None
    low: bool = False
    """True if it stands at the bottom of the row."""
    height: float = 0


@dataclass(slots=True)
class Row:
    """Cells side by side; padding in points."""

    cells: list[Cell]
    above: float = 3.4
    below: float = 4.4
    rules: tuple[Rule, ...] = (HAIR,)
    top_rules: tuple[Rule, ...] = ()
    tint: Color | None = None
    bar: Color | None = None
    """Colour of a bar at the left edge."""
    stays_with_next: bool = False
    divisible: bool = False
    height: float = 0


@dataclass(slots=True)
class _Extent:
    """Where a cell begins and how wide it is."""

    left: float
    width: float


class Rows(Flowable):  # type: ignore[misc]  # reportlab ships no types
    """Rows under an optional head that repeats on each page."""

    def __init__(
        self,
        press: Press,
        widths: Sequence[float],
        rows: Sequence[Row],
        *,
        head: Sequence[Row] = (),
        in_company: bool = False,
        space_before: float = 0,
        space_after: float = 0,
    ) -> None:
        """Rows.

        Args:
            press: of this drawing.
            widths: of the columns, in points.
            rows: from top to bottom.
            head: repeated above each part.
            in_company: keep the first two rows with the head, and the last two together.
            space_before: above, in points; none at the top of a page.
            space_after: below, in points.
        """
        super().__init__()
        self._press = press
        self._widths = list(widths)
        self._rows = list(rows)
        self._head = list(head)
        self._in_company = in_company
        self.spaceBefore = space_before
        self.spaceAfter = space_after

    @override
    def wrap(self, available_width: float, available_height: float) -> tuple[float, float]:
        """Measure all cells; width and height of the whole."""
        for row in (*self._head, *self._rows):
            self._measure(row)
        self.width = sum(self._widths)
        self.height = sum(row.height for row in (*self._head, *self._rows))
        return self.width, self.height

    @override
    def split(self, available_width: float, available_height: float) -> list[Flowable]:
        """Divide between rows, or inside one that is divisible or taller than a page."""
        self.wrap(available_width, available_height)
        room = available_height - sum(row.height for row in self._head)
        fitting = 0
        for row in self._rows:
            if row.height > room + 1e-6:
                break
            room -= row.height
            fitting += 1
        if fitting == len(self._rows):
            return [self]
        whole_page = available_height > self._press.page_height * 0.9
        parts = self._divided(fitting, room, whole_page=whole_page)
        if parts:
            return [self.part(parts[0], last=False), self.part(parts[1], last=True)]
        cut = self._allowed(fitting) or (fitting if whole_page else 0)
        if cut == 0:
            return []
        return [self.part(self._rows[:cut], last=False), self.part(self._rows[cut:], last=True)]

    def part(self, rows: Sequence[Row], *, last: bool) -> Rows:
        """These rows under the same head; space before or after belongs to the outer ends."""
        part = copy(self)
        # WORKAROUND reportlab 5.1: a flowable that was put off once may not be put off again; a part is a new one.
        part.__dict__.pop("_postponed", None)
        part.__dict__["_rows"] = list(rows)
        if last:
            part.spaceBefore = 0
        else:
            part.spaceAfter = 0
        return part

    @override
    def draw(self) -> None:
        """Tints and bars, then cells, then rules."""
        levels = [
            (row, self.height - above)
            for row, above in zip(
                (*self._head, *self._rows),
                accumulate((row.height for row in (*self._head, *self._rows)), initial=0.0),
                strict=False,
            )
        ]
        with self._press.tagger.artifact(self.canv):
            for row, top in levels:
                self._draw_ground(self.canv, row, top)
        for row, top in levels:
            for cell in row.cells:
                self._draw_cell(self.canv, row, cell, top)
        with self._press.tagger.artifact(self.canv):
            for row, top in levels:
                for rule in row.top_rules:
                    self._draw_rule(self.canv, rule, top)
                for rule in row.rules:
                    self._draw_rule(self.canv, rule, top - row.height)

    def _measure(self, row: Row) -> None:
        tallest = 0.0
        for cell in row.cells:
            extent = self._extent(cell)
            cell.height = cell.drop + _stack_height(cell.content, extent.width)
            tallest = max(tallest, cell.height)
        row.height = row.above + tallest + row.below

    def _extent(self, cell: Cell) -> _Extent:
        left = sum(self._widths[: cell.column]) + cell.left
        breadth = sum(self._widths[cell.column : cell.column + cell.span])
        return _Extent(left, breadth - cell.left - cell.right)

    def _allowed(self, fitting: int) -> int:
        """How many of the fitting rows may stay, so that none is left alone that should have company."""
        cut = fitting
        if self._in_company and len(self._rows) - cut == 1:
            cut -= 1
        while cut > 0 and self._rows[cut - 1].stays_with_next:
            cut -= 1
        if self._in_company and cut == 1:
            return 0
        return max(cut, 0)

    def _divided(
        self, fitting: int, room: float, *, whole_page: bool
    ) -> tuple[list[Row], list[Row]] | None:
        """The rows in two parts with the cut inside a row; None if it is better made between rows."""
        row = self._rows[fitting]
        page = self._press.page_height
        narrative = row.divisible and row.height > page * _NARRATIVE_SHARE
        if not (narrative or row.height > page * 0.95 or (whole_page and fitting == 0)):
            return None
        inner = room - row.above - row.below
        if inner < _LEAST_PART:
            return None
        upper, lower = self._cut_row(row, inner)
        if not any(cell.content for cell in lower.cells) or not _worth_leaving(row, upper):
            return None
        return [*self._rows[:fitting], upper], [lower, *self._rows[fitting + 1 :]]

    def _cut_row(self, row: Row, inner: float) -> tuple[Row, Row]:
        uppers, lowers = [], []
        for cell in row.cells:
            extent = self._extent(cell)
            kept, rest = _cut_stack(cell.content, extent.width, inner - cell.drop)
            uppers.append(replace(cell, content=kept))
            lowers.append(replace(cell, content=rest))
        upper = replace(row, cells=uppers, rules=())
        return upper, replace(row, cells=lowers, top_rules=())

    def _draw_ground(self, canvas: Canvas, row: Row, top: float) -> None:
        bottom = top - row.height
        if row.tint is not None:
            canvas.setFillColor(row.tint)
            canvas.rect(0, bottom, self.width, row.height, stroke=0, fill=1)
        for cell in row.cells:
            if cell.tint is not None:
                left = sum(self._widths[: cell.column])
                breadth = sum(self._widths[cell.column : cell.column + cell.span])
                canvas.setFillColor(cell.tint)
                canvas.rect(left, bottom, breadth, row.height, stroke=0, fill=1)
        if row.bar is not None:
            canvas.setFillColor(row.bar)
            canvas.rect(0, bottom, house.BAR, row.height, stroke=0, fill=1)

    def _draw_cell(self, canvas: Canvas, row: Row, cell: Cell, top: float) -> None:
        extent = self._extent(cell)
        inner = row.height - row.above - row.below
        level = top - row.above - cell.drop - (inner - cell.height if cell.low else 0)
        for number, each in enumerate(cell.content):
            if number:
                level -= each.getSpaceBefore()
            each.drawOn(canvas, extent.left, level - each.height)
            level -= each.height

    def _draw_rule(self, canvas: Canvas, rule: Rule, level: float) -> None:
        last = len(self._widths) if rule.last < 0 else rule.last + 1
        canvas.setStrokeColor(rule.colour)
        canvas.setLineWidth(rule.weight)
        canvas.line(sum(self._widths[: rule.first]), level, sum(self._widths[:last]), level)


def _stack_height(content: Sequence[Flowable], width: float) -> float:
    height = 0.0
    for number, each in enumerate(content):
        _, tall = each.wrap(width, 1e6)
        height += tall + (each.getSpaceBefore() if number else 0)
    return height


def _cut_stack(
    content: Sequence[Flowable], width: float, room: float
) -> tuple[list[Flowable], list[Flowable]]:
    """What of a stack fits, and the rest."""
    kept: list[Flowable] = []
    for number, each in enumerate(content):
        gap = each.getSpaceBefore() if number else 0
        _, tall = each.wrap(width, room)
        if tall + gap <= room + 1e-6:
            kept.append(each)
            room -= tall + gap
            continue
        parts = each.split(width, room - gap) if room - gap > 0 else []
        if len(parts) == 2:
            return [*kept, parts[0]], [parts[1], *content[number + 1 :]]
        return kept, list(content[number:])
    return kept, []


def _worth_leaving(row: Row, upper: Row) -> bool:
    """Each cell that is cut must leave something behind; a label alone is no start."""
    return all(
        above.content or not cell.content
        for cell, above in zip(row.cells, upper.cells, strict=True)
    )
