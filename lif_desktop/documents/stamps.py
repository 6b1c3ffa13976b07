"""How does a signature look on the page? One small page of its own, drawn over the unsigned panel.

The wording claims no more than is true: the time is this computer's own, the authority is the board's own.

Source: house style of exported documents, section 12.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from io import BytesIO
from pathlib import Path

from reportlab.lib.colors import Color
from reportlab.lib.units import mm
from reportlab.lib.utils import simpleSplit
from reportlab.pdfgen.canvas import Canvas

from lif_desktop.clock import ENGLAND
from lif_desktop.documents import certificates, typeface
from lif_desktop.documents.house_style import ACCENT, HAIR, INK, MUTED, TINT, WHITE
from lif_desktop.documents.typeface import Face, Typeface

DESIGN_WIDTH = 80 * mm
DESIGN_HEIGHT = 50 * mm

_MARGIN = 4 * mm
_RULE_FROM_TOP = 21 * mm
_BELOW_RULE = 0.8 * mm
_LOWEST = 2.2 * mm
_TIGHT = 0.91
_MILLS = 48
_SMALLEST_PERCENT = 32
_LONGEST = 160


@dataclass(frozen=True, slots=True, kw_only=True)
class Stamp:
    """What a signature's panel says."""

    heading: str
    """For example "1 of 2. Decision maker"."""
    name: str
    post: str = ""
    acting_for: str = ""
    signed_at: datetime
    serial: str
    """Of the certificate, 16 hexadecimal digits; the first eight are printed."""
    board_name: str
    locks: bool = False
    width: float = DESIGN_WIDTH
    """In points, as the field on the page."""
    height: float = DESIGN_HEIGHT
    """In points, as the field on the page."""


@dataclass(frozen=True, slots=True)
class _Line:
    text: str
    face: Face
    size: float
    leading: float
    colour: Color


def draw(stamp: Stamp, fonts: Path) -> bytes:
    """The stamp as a PDF of one page, as large as the field it goes into.

    Args:
        stamp: what it says.
        fonts: the folder with the typeface, of which a subset is embedded.
    """
    stamp = _presentable(stamp, Typeface(fonts))
    paper = BytesIO()
    canvas = Canvas(
        paper,
        pagesize=(stamp.width, stamp.height),
        initialFontName=Face.REGULAR.value,
        invariant=1,
    )
    canvas.scale(stamp.width / DESIGN_WIDTH, stamp.height / DESIGN_HEIGHT)
    _draw_ground(canvas)
    _draw_seal(canvas, 10 * mm, DESIGN_HEIGHT - 14.2 * mm)
    _draw_head(canvas, stamp)
    _draw_below(canvas, _fitting(stamp))
    canvas.showPage()
    canvas.save()
    return paper.getvalue()


def small_print(stamp: Stamp) -> str:
    """The sentence under a signature: who, when by which clock, and who issued the certificate.

    Source: house style of exported documents, section 12 (wording).
    """
    moment = stamp.signed_at.astimezone(ENGLAND)
    sentence = (
        f"Digitally signed by {stamp.name} on {moment.day} {moment:%B %Y} at {moment:%H:%M} "
        f"(this computer’s clock). Certificate {certificates.in_fours(stamp.serial[:8])}, "
        f"issued by the {stamp.board_name} board authority."
    )
    return f"{sentence} Any later change will show." if stamp.locks else sentence


def _presentable(stamp: Stamp, face: Typeface) -> Stamp:
    """The stamp with texts that can be drawn, none of them absurdly long."""

    def fit(text: str) -> str:
        return face.presentable(text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…")

    return replace(
        stamp,
        heading=fit(stamp.heading),
        name=fit(stamp.name),
        post=fit(stamp.post),
        acting_for=fit(stamp.acting_for),
        board_name=fit(stamp.board_name),
    )


def _draw_ground(canvas: Canvas) -> None:
    canvas.setFillColor(TINT)
    canvas.rect(0, 0, DESIGN_WIDTH, DESIGN_HEIGHT, stroke=0, fill=1)
    canvas.setStrokeColor(INK)
    canvas.setLineWidth(1.1)
    canvas.line(0, DESIGN_HEIGHT - 0.55, DESIGN_WIDTH, DESIGN_HEIGHT - 0.55)
    canvas.setStrokeColor(HAIR)
    canvas.setLineWidth(0.5)
    rule = DESIGN_HEIGHT - _RULE_FROM_TOP
    canvas.line(_MARGIN, rule, DESIGN_WIDTH - _MARGIN, rule)


def _draw_seal(canvas: Canvas, x: float, y: float) -> None:
    """A milled ring with a tick in it."""
    outer, inner = 5.6 * mm, 4.6 * mm
    canvas.setStrokeColor(ACCENT)
    canvas.setFillColor(WHITE)
    canvas.setLineWidth(0.9)
    for step in range(_MILLS):
        angle = 2 * math.pi * step / _MILLS
        cosine, sine = math.cos(angle), math.sin(angle)
        tip = outer + 0.42 * mm
        canvas.line(x + outer * cosine, y + outer * sine, x + tip * cosine, y + tip * sine)
    canvas.circle(x, y, outer, stroke=1, fill=1)
    canvas.setLineWidth(0.5)
    canvas.circle(x, y, inner, stroke=1, fill=0)
    canvas.setLineWidth(2)
    canvas.setLineCap(1)
    canvas.setLineJoin(1)
    tick = canvas.beginPath()
    tick.moveTo(x - 1.9 * mm, y - 0.1 * mm)
    tick.lineTo(x - 0.5 * mm, y - 1.5 * mm)
    tick.lineTo(x + 2.1 * mm, y + 1.6 * mm)
    canvas.drawPath(tick, stroke=1, fill=0)


def _draw_head(canvas: Canvas, stamp: Stamp) -> None:
    moment = stamp.signed_at.astimezone(ENGLAND)
    when = f"{moment:%A} {moment.day} {moment:%B %Y, %H:%M}"
    wide = DESIGN_WIDTH - 2 * _MARGIN
    heading_size = _size_to_fit(stamp.heading, Face.SEMIBOLD, 9, wide)
    _write(canvas, stamp.heading, _MARGIN, 6 * mm, Face.SEMIBOLD, heading_size, MUTED)
    _write(canvas, "Signed digitally", 19 * mm, 12.6 * mm, Face.SEMIBOLD, 12.5, ACCENT)
    _write(canvas, when, 19 * mm, 17.2 * mm, Face.REGULAR, 9.5, INK)


def _draw_below(canvas: Canvas, lines: Sequence[_Line]) -> None:
    """Name, post, acting-for and small print, from the rule downwards."""
    depth = _RULE_FROM_TOP + _BELOW_RULE
    for line in lines:
        depth += line.leading
        _write(canvas, f"{line.text} ", _MARGIN, depth, line.face, line.size, line.colour)


def _fitting(stamp: Stamp) -> list[_Line]:
    """The lines below the rule: set closer if they need to be, and only then smaller."""
    room = DESIGN_HEIGHT - _RULE_FROM_TOP - _BELOW_RULE - _LOWEST
    lines = _lines(stamp, 1, 1)
    percent = 100
    while sum(line.leading for line in lines) > room and percent >= _SMALLEST_PERCENT:
        lines = _lines(stamp, percent / 100, percent / 100 * _TIGHT)
        percent -= 2
    return lines


def _lines(stamp: Stamp, scale: float, air: float) -> list[_Line]:
    acting = f"Acting for {stamp.acting_for}" if stamp.acting_for else ""
    return [
        *_set(stamp.name, Face.SEMIBOLD, 10.5 * scale, 13.5 * air, INK),
        *_set(_post(stamp), Face.REGULAR, 10 * scale, 13 * air, INK),
        *_set(acting, Face.REGULAR, 10 * scale, 13 * air, INK),
        _Line("", Face.REGULAR, 1, 2.6 * air, INK),
        *_set(small_print(stamp), Face.REGULAR, 8 * scale, 10.6 * air, MUTED),
    ]


def _post(stamp: Stamp) -> str:
    """The post, and the board with it if one line holds both; the small print names the board anyway."""
    both = ", ".join(filter(None, (stamp.post, stamp.board_name)))
    fits = typeface.width(both, Face.REGULAR, 10) <= DESIGN_WIDTH - 2 * _MARGIN
    return both if fits else stamp.post


def _set(text: str, face: Face, size: float, leading: float, colour: Color) -> list[_Line]:
    wide = DESIGN_WIDTH - 2 * _MARGIN
    return [_Line(each, face, size, leading, colour) for each in _broken(text, face, size, wide)]


def _broken(text: str, face: Face, size: float, wide: float) -> list[str]:
    """The text in lines no wider than the panel; a single word that is wider is cut, never run over."""
    pieces: list[str] = []
    for piece in simpleSplit(text, face.value, size, wide):
        rest = str(piece)
        while rest and typeface.width(rest, face, size) > wide:
            cut = len(rest) - 1
            while cut > 1 and typeface.width(rest[:cut], face, size) > wide:
                cut -= 1
            pieces.append(rest[:cut])
            rest = rest[cut:]
        pieces.append(rest)
    return pieces


def _size_to_fit(text: str, face: Face, size: float, wide: float) -> float:
    width = typeface.width(text, face, size)
    return size if width <= wide else size * wide / width


def _write(
    canvas: Canvas, text: str, x: float, from_top: float, face: Face, size: float, colour: Color
) -> None:
    canvas.setFillColor(colour)
    canvas.setFont(face.value, size)
    canvas.drawString(x, DESIGN_HEIGHT - from_top, text)
