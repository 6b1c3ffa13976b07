"""What shape stands before each word of status? Drawn so that a grey copy still tells them apart."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping

from reportlab.lib.colors import Color
from reportlab.pdfgen.canvas import Canvas

from lif_desktop.documents import house_style as house
from lif_desktop.documents.wording import Mark

Artist = Callable[[Canvas, float, float, float], None]
"""Draws around a middle (x, y) with a radius."""


def width_of(text_size: float) -> float:
    """Width of a shape beside text of a size, in points."""
    return 0.86 * text_size


def draw(canvas: Canvas, mark: Mark, left: float, middle: float, size: float) -> None:
    """Draw a shape.

    Args:
        canvas: to draw on.
        mark: which shape.
        left: left edge, in points.
        middle: height of its middle.
        size: its width and height.
    """
    artist = _ARTISTS.get(mark)
    if artist is None:
        return
    canvas.saveState()
    canvas.setLineWidth(max(size * 0.13, 0.8))
    artist(canvas, left + size / 2, middle, size / 2)
    canvas.restoreState()


def _disc(canvas: Canvas, x: float, y: float, r: float, colour: Color = house.INK) -> None:
    canvas.setFillColor(colour)
    canvas.circle(x, y, r * 0.92, stroke=0, fill=1)


def _ring(canvas: Canvas, x: float, y: float, r: float) -> None:
    canvas.setStrokeColor(house.INK)
    canvas.circle(x, y, r * 0.82, stroke=1, fill=0)


def _half(canvas: Canvas, x: float, y: float, r: float) -> None:
    _ring(canvas, x, y, r)
    canvas.setFillColor(house.INK)
    path = canvas.beginPath()
    inner = r * 0.82
    path.moveTo(x, y + inner)
    path.arcTo(x - inner, y - inner, x + inner, y + inner, startAng=90, extent=180)
    path.close()
    canvas.drawPath(path, stroke=0, fill=1)


def _dashed_question(canvas: Canvas, x: float, y: float, r: float) -> None:
    canvas.setStrokeColor(house.INK)
    canvas.setLineWidth(max(r * 0.2, 0.7))
    canvas.setDash(r * 0.38, r * 0.3)
    canvas.circle(x, y, r * 0.86, stroke=1, fill=0)
    canvas.setDash()
    canvas.setLineWidth(max(r * 0.18, 0.6))
    hook = canvas.beginPath()
    hook.moveTo(x - r * 0.26, y + r * 0.2)
    hook.curveTo(x - r * 0.24, y + r * 0.58, x + r * 0.3, y + r * 0.56, x + r * 0.27, y + r * 0.18)
    hook.curveTo(x + r * 0.24, y, x, y + r * 0.02, x, y - r * 0.2)
    canvas.drawPath(hook, stroke=1, fill=0)
    canvas.setFillColor(house.INK)
    canvas.circle(x, y - r * 0.45, r * 0.11, stroke=0, fill=1)


def _diamond(canvas: Canvas, x: float, y: float, r: float) -> None:
    canvas.setFillColor(house.RED)
    _polygon(canvas, [(x, y + r), (x + r, y), (x, y - r), (x - r, y)])


def _triangle(canvas: Canvas, x: float, y: float, r: float) -> None:
    canvas.setFillColor(house.AMBER)
    _polygon(canvas, [(x, y + r * 0.9), (x + r, y - r * 0.85), (x - r, y - r * 0.85)])


def _green_disc(canvas: Canvas, x: float, y: float, r: float) -> None:
    _disc(canvas, x, y, r, house.GREEN)


def _ticked(canvas: Canvas, x: float, y: float, r: float) -> None:
    _disc(canvas, x, y, r * 1.08, house.ACCENT)
    tick(canvas, x, y, r, house.WHITE)


def tick(canvas: Canvas, x: float, y: float, r: float, colour: Color) -> None:
    """A tick around a middle, for the disc and for the seal."""
    canvas.setStrokeColor(colour)
    canvas.setLineWidth(r * 0.27)
    canvas.setLineCap(1)
    canvas.setLineJoin(1)
    path = canvas.beginPath()
    path.moveTo(x - r * 0.45, y - r * 0.02)
    path.lineTo(x - r * 0.1, y - r * 0.38)
    path.lineTo(x + r * 0.48, y + r * 0.36)
    canvas.drawPath(path, stroke=1, fill=0)


def _turning(canvas: Canvas, x: float, y: float, r: float) -> None:
    canvas.setStrokeColor(house.RED)
    canvas.setFillColor(house.RED)
    canvas.setLineWidth(r * 0.3)
    inner = r * 0.72
    canvas.arc(x - inner, y - inner, x + inner, y + inner, startAng=50, extent=285)
    tip = math.radians(50)
    end_x, end_y = x + inner * math.cos(tip), y + inner * math.sin(tip)
    _polygon(
        canvas,
        [
            (end_x + r * 0.35, end_y + r * 0.3),
            (end_x + r * 0.25, end_y - r * 0.5),
            (end_x - r * 0.45, end_y),
        ],
    )


def _open_triangle(canvas: Canvas, x: float, y: float, r: float) -> None:
    canvas.setStrokeColor(house.INK)
    _polygon(
        canvas,
        [(x, y + r * 0.8), (x + r * 0.9, y - r * 0.75), (x - r * 0.9, y - r * 0.75)],
        outline=True,
    )


def _polygon(canvas: Canvas, points: list[tuple[float, float]], *, outline: bool = False) -> None:
    path = canvas.beginPath()
    path.moveTo(*points[0])
    for point in points[1:]:
        path.lineTo(*point)
    path.close()
    canvas.drawPath(path, stroke=int(outline), fill=int(not outline))


_ARTISTS: Mapping[Mark, Artist] = {
    Mark.MET: _disc,
    Mark.NOT_MET: _ring,
    Mark.UNSURE: _half,
    Mark.NOT_KNOWN: _dashed_question,
    Mark.RED: _diamond,
    Mark.AMBER: _triangle,
    Mark.GREEN: _green_disc,
    Mark.COMPLETE: _ticked,
    Mark.RECURRING: _turning,
    Mark.DIFFER: _open_triangle,
}
