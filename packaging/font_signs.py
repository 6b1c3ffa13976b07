# ruff: noqa: INP001  # a script's part, not of a package
"""Signs that people paste from word processors and the typeface lacks: arrows, ticks, boxes, bullets.

Drawn from straight lines and circles in the weight of each cut, 1000 units to the em.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont

Point = tuple[float, float]
Outline = Sequence[Point]
_MIDDLE = 330
"""Height of the middle of signs: that of the minus sign."""


class Pen:
    """Draws closed shapes with a stroke of one weight."""

    def __init__(self, weight: float) -> None:
        self.weight = weight
        self._pen = TTGlyphPen(None)

    def shape(self, points: Outline, *, hole: bool = False) -> None:
        """A filled outline; clockwise as fonts want it, the other way round for a hole."""
        turned = list(points) if (_area(points) > 0) == hole else list(reversed(points))
        self._pen.moveTo(_whole(turned[0]))
        for point in turned[1:]:
            self._pen.lineTo(_whole(point))
        self._pen.closePath()

    def line(self, start: Point, end: Point) -> None:
        """A stroke with square ends."""
        length = math.dist(start, end)
        across = (
            (start[1] - end[1]) / length * self.weight / 2,
            (end[0] - start[0]) / length * self.weight / 2,
        )
        self.shape(
            [
                (start[0] + across[0], start[1] + across[1]),
                (end[0] + across[0], end[1] + across[1]),
                (end[0] - across[0], end[1] - across[1]),
                (start[0] - across[0], start[1] - across[1]),
            ]
        )

    def disc(self, x: float, y: float, radius: float, *, hole: bool = False) -> None:
        """A circle of 24 corners: at the size of text it is round."""
        turn = [(math.tau * step / 24) for step in range(24)]
        self.shape(
            [(x + radius * math.cos(angle), y + radius * math.sin(angle)) for angle in turn],
            hole=hole,
        )

    def box(self, left: float, bottom: float, side: float, *, hole: bool = False) -> None:
        """A square."""
        right, top = left + side, bottom + side
        self.shape([(left, bottom), (right, bottom), (right, top), (left, top)], hole=hole)

    def glyph(self) -> Any:  # noqa: ANN401  # fontTools' glyphs have no public type
        """The sign as a font holds it."""
        return self._pen.glyph()


def add(font: TTFont) -> None:
    """Put every sign that the font lacks into it."""
    known = font.getBestCmap()
    minus = font["glyf"][known[0x2212]]
    weight = minus.yMax - minus.yMin
    tables = [table for table in font["cmap"].tables if table.isUnicode()]
    for code, (breadth, draw) in SIGNS.items():
        if code in known:
            continue
        pen = Pen(weight)
        draw(pen)
        name = f"sign{code:04X}"
        font.setGlyphOrder([*font.getGlyphOrder(), name])
        font["glyf"][name] = pen.glyph()
        font["glyf"][name].recalcBounds(font["glyf"])
        font["hmtx"][name] = (breadth, int(font["glyf"][name].xMin))
        for table in tables:
            table.cmap[code] = name


def _area(points: Outline) -> float:
    return sum(
        one[0] * other[1] - other[0] * one[1]
        for one, other in zip(points, [*points[1:], points[0]], strict=True)
    )


def _whole(point: Point) -> tuple[int, int]:
    return round(point[0]), round(point[1])


def _right(pen: Pen) -> None:
    pen.line((50, _MIDDLE), (640, _MIDDLE))
    _head(pen, 690, 1)


def _left(pen: Pen) -> None:
    pen.line((110, _MIDDLE), (700, _MIDDLE))
    _head(pen, 60, -1)


def _both(pen: Pen) -> None:
    pen.line((110, _MIDDLE), (640, _MIDDLE))
    _head(pen, 690, 1)
    _head(pen, 60, -1)


def _head(pen: Pen, tip: float, way: int) -> None:
    back = tip - way * 190
    pen.shape([(tip, _MIDDLE), (back, _MIDDLE + 150), (back, _MIDDLE - 150)])


def _double(pen: Pen) -> None:
    pen.line((50, _MIDDLE + 70), (540, _MIDDLE + 70))
    pen.line((50, _MIDDLE - 70), (540, _MIDDLE - 70))
    pen.line((460, _MIDDLE + 190), (680, _MIDDLE))
    pen.line((460, _MIDDLE - 190), (680, _MIDDLE))


def _tick(pen: Pen) -> None:
    pen.line((70, 300), (230, 110))
    pen.line((215, 105), (560, 620))


def _cross(pen: Pen) -> None:
    pen.line((90, 110), (540, 590))
    pen.line((90, 590), (540, 110))


def _empty_box(pen: Pen) -> None:
    pen.box(70, 40, 560)
    pen.box(70 + pen.weight, 40 + pen.weight, 560 - 2 * pen.weight, hole=True)


def _ticked_box(pen: Pen) -> None:
    _empty_box(pen)
    pen.line((190, 320), (310, 180))
    pen.line((298, 178), (510, 480))


def _crossed_box(pen: Pen) -> None:
    _empty_box(pen)
    pen.line((210, 180), (490, 460))
    pen.line((210, 460), (490, 180))


def _full_box(pen: Pen) -> None:
    pen.box(70, 40, 560)


def _small_box(pen: Pen) -> None:
    pen.box(60, 210, 260)


def _small_empty_box(pen: Pen) -> None:
    pen.box(60, 210, 260)
    pen.box(60 + pen.weight * 0.8, 210 + pen.weight * 0.8, 260 - 1.6 * pen.weight, hole=True)


def _disc(pen: Pen) -> None:
    pen.disc(350, _MIDDLE, 280)


def _ring(pen: Pen) -> None:
    pen.disc(350, _MIDDLE, 280)
    pen.disc(350, _MIDDLE, 280 - pen.weight, hole=True)


def _small_ring(pen: Pen) -> None:
    pen.disc(190, _MIDDLE, 130)
    pen.disc(190, _MIDDLE, 130 - pen.weight * 0.8, hole=True)


def _diamond(pen: Pen) -> None:
    pen.shape([(350, 640), (640, 330), (350, 20), (60, 330)])


def _at_most(pen: Pen) -> None:
    pen.line((440, 560), (60, 370))
    pen.line((60, 370), (440, 180))
    pen.line((60, 90), (440, 90))


def _at_least(pen: Pen) -> None:
    pen.line((60, 560), (440, 370))
    pen.line((440, 370), (60, 180))
    pen.line((60, 90), (440, 90))


def _unequal(pen: Pen) -> None:
    pen.line((34, 410), (463, 410))
    pen.line((34, 250), (463, 250))
    pen.line((150, 110), (350, 550))


def _dash(pen: Pen) -> None:
    pen.line((40, 260), (460, 260))


def _bar(pen: Pen) -> None:
    pen.line((40, 260), (880, 260))


SIGNS: Mapping[int, tuple[int, Callable[[Pen], None]]] = {
    0x2190: (750, _left),
    0x2192: (750, _right),
    0x2194: (750, _both),
    0x21D2: (750, _double),
    0x2713: (630, _tick),
    0x2714: (630, _tick),
    0x2717: (630, _cross),
    0x2718: (630, _cross),
    0x2610: (700, _empty_box),
    0x2611: (700, _ticked_box),
    0x2612: (700, _crossed_box),
    0x25A0: (700, _full_box),
    0x25A1: (700, _empty_box),
    0x25AA: (380, _small_box),
    0x25AB: (380, _small_empty_box),
    0x25CF: (700, _disc),
    0x25CB: (700, _ring),
    0x25E6: (380, _small_ring),
    0x25C6: (700, _diamond),
    0x2264: (500, _at_most),
    0x2265: (500, _at_least),
    0x2260: (497, _unequal),
    0x2012: (500, _dash),
    0x2015: (920, _bar),
}
"""Code of each sign, its breadth, and how it is drawn."""
