"""How is the rule shown: its conditions in steps, what they give, and on what it rests?"""

from __future__ import annotations

from functools import partial

from reportlab.platypus.flowables import Flowable

from lif_desktop.documents import house_style as house
from lif_desktop.documents import shapes
from lif_desktop.documents.artwork import Artwork, Easel
from lif_desktop.documents.field_layout import Place
from lif_desktop.documents.figures import RulePanel, RuleStep
from lif_desktop.documents.house_style import MM
from lif_desktop.documents.rows import Cell, Row, Rows
from lif_desktop.documents.tagging import Node
from lif_desktop.documents.typesetting import Words
from lif_desktop.documents.wording import words

_STEP_HEIGHT = 53.0
_NAME_LINES = 3
_AND = 32.0
_ARROW = 46.0
_NAME = house.TextStyle(house.SECTION.face, 9.2, 11.2)
_STATE = house.TextStyle(house.BODY.face, 9.2, 12, house.MUTED)


def rule_panel(place: Place, block: RulePanel) -> list[Flowable]:
    """A tint with a bar: label, the steps with what they give, and the note."""
    inner = place.inside(Node("Div", place.node))
    room = place.width - 9 * MM
    label = Words(place.press, words("What the rule gives"), house.LABEL, Node("P", inner.node))
    figure = Node("Figure", inner.node, alt=block.alt)
    steps = Artwork(place.press, room, _STEP_HEIGHT + 2, partial(_draw_rule, block=block), figure)
    steps.spaceBefore = 4
    content: list[Flowable] = [label, steps]
    for number, line in enumerate(block.note):
        each = Words(place.press, line, house.NOTE, Node("P", inner.node))
        each.spaceBefore = 0 if number else 3.5
        content.append(each)
    row = Row(
        [Cell(content, left=4.8 * MM, right=4 * MM)],
        above=6.5, below=6, rules=(), tint=house.TINT, bar=house.ACCENT, divisible=False,
    )  # fmt: skip
    return [Rows(place.press, [place.width], [row], space_before=1.5 * MM, space_after=3 * MM)]


def _draw_rule(easel: Easel, *, block: RulePanel) -> None:
    statement = 66 * MM if easel.breadth > 180 * MM else 46 * MM
    steps = block.steps
    left = 0.0
    if steps:
        room = easel.breadth - statement - _ARROW - _AND * (len(steps) - 1)
        breadth = room / len(steps)
        for number, step in enumerate(steps):
            if number:
                easel.write(
                    left + _AND / 2, _STEP_HEIGHT / 2 - 3, "and", house.LABEL, side="middle"
                )
                left += _AND
            _draw_step(easel, step, left, breadth)
            left += breadth
        _draw_arrow(easel, left + 10, left + _ARROW - 12, _STEP_HEIGHT / 2)
        left += _ARROW
    _draw_statement(easel, block.gives, left, easel.breadth - left)


def _draw_step(easel: Easel, step: RuleStep, left: float, breadth: float) -> None:
    canvas = easel.canvas
    canvas.setFillColor(house.WHITE)
    canvas.setStrokeColor(house.HAIR)
    canvas.setLineWidth(0.8)
    canvas.roundRect(left, 0.5, breadth, _STEP_HEIGHT, 4, stroke=1, fill=1)
    room = breadth - 28
    lines = easel.lines_in(step.name, _NAME, room)
    if len(lines) > _NAME_LINES:
        last = " ".join(lines[_NAME_LINES - 1 :])
        lines = [*lines[: _NAME_LINES - 1], easel.fitted(last, _NAME, room)]
    level = _STEP_HEIGHT / 2 + (len(lines) - 1) * _NAME.leading / 2 + 3
    shapes.draw(canvas, step.mark, left + 8, level + 3.2, 8.5)
    for line in lines:
        easel.write(left + 22, level, line, _NAME)
        level -= _NAME.leading
    easel.write(left + 22, level - 0.4, easel.fitted(step.state, _STATE, room), _STATE)


def _draw_arrow(easel: Easel, start: float, end: float, level: float) -> None:
    easel.line(start, level, end, level, house.INK, 1.2)
    canvas = easel.canvas
    canvas.setFillColor(house.INK)
    path = canvas.beginPath()
    path.moveTo(end + 5, level)
    path.lineTo(end - 3, level + 4)
    path.lineTo(end - 3, level - 4)
    path.close()
    canvas.drawPath(path, stroke=0, fill=1)


def _draw_statement(easel: Easel, gives: str, left: float, breadth: float) -> None:
    """As large as its lines allow."""
    size, lines = 8.8, easel.lines_in(gives, _statement(8.8), breadth)
    for larger in (9.5, 10.5, 12.0, 13.5):
        tried = easel.lines_in(gives, _statement(larger), breadth)
        if len(tried) * larger * 1.3 > _STEP_HEIGHT + 6:
            break
        size, lines = larger, tried
    style = _statement(size)
    level = _STEP_HEIGHT / 2 + (len(lines) - 1) * style.leading / 2 - style.size * 0.33
    for line in lines:
        easel.write(left, level, line, style)
        level -= style.leading


def _statement(size: float) -> house.TextStyle:
    return house.TextStyle(house.STATEMENT.face, size, size * 1.3)
