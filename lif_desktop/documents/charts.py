"""How are clocks, tallies and totals drawn?

One accent, words beside the thing, and patterns that survive a grey copy: hatched is over, dotted due
soon, outlined still to come, solid done.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from lif_desktop.documents import house_style as house
from lif_desktop.documents import shapes
from lif_desktop.documents.artwork import Easel
from lif_desktop.documents.figures import (
    ClockBar,
    ClockFigure,
    ClockRow,
    CountBars,
    Stretch,
    TallyFigure,
    TallyPart,
    TotalsStrip,
)
from lif_desktop.documents.house_style import MM
from lif_desktop.documents.wording import Mark

CLOCK_ROW = 29.0
CLOCK_HEAD = 24.0
TALLY_SQUARE = 8.6 * MM
TALLY_GAP = 1.8 * MM
COUNT_ROW = 18.0
_LABEL_SHARE = 0.289


def clock_height(figure: ClockFigure) -> float:
    """Height of the clocks in points."""
    return CLOCK_HEAD + CLOCK_ROW * len(figure.rows)


def draw_clocks(easel: Easel, figure: ClockFigure) -> None:
    """Clocks to scale: label, bars on a calendar of weeks, words beside the bar."""
    first, last = _span(figure)
    left = easel.breadth * _LABEL_SHARE
    scale = (easel.breadth - left) / max((last - first).days, 1)
    _draw_calendar(easel, first, last, left=left, scale=scale)
    level = easel.height - CLOCK_HEAD
    for row in figure.rows:
        middle = level - CLOCK_ROW / 2
        _draw_clock(easel, row, first, left=left, scale=scale, middle=middle)
        level -= CLOCK_ROW
        easel.line(0, level, easel.breadth, level, house.HAIR, house.HAIR_RULE)


def _span(figure: ClockFigure) -> tuple[date, date]:
    """First Monday and last day of the calendar; at least four weeks."""
    days = [
        date.fromisoformat(day)
        for row in figure.rows
        for bar in row.bars
        for day in (bar.begins, bar.ends)
    ]
    if not days:
        return date(2000, 1, 3), date(2000, 1, 31)
    first = min(days) - timedelta(days=min(days).weekday())
    return first, max(max(days) + timedelta(days=4), first + timedelta(days=28))


def _draw_calendar(easel: Easel, first: date, last: date, *, left: float, scale: float) -> None:
    """Faint lines at equal steps of weeks, every second one named."""
    weeks = max(1, round((last - first).days / 7 / 10))
    day, number = first, 0
    bottom, top = 0, easel.height - CLOCK_HEAD + 8
    while day <= last:
        x = left + (day - first).days * scale
        easel.line(x, bottom, x, top, house.FAINT, 0.5)
        name = f"{day.day} {day:%b}" if weeks < 5 else f"{day:%b %Y}"
        if number % 2 == 0 and x + easel.measure(name, house.CHART_AXIS) < easel.breadth:
            easel.write(x, top + 4, name, house.CHART_AXIS)
        day += timedelta(days=7 * weeks)
        number += 1


def _draw_clock(
    easel: Easel, row: ClockRow, first: date, *, left: float, scale: float, middle: float
) -> None:
    _write_label(easel, row.label, left - 8, middle)
    bars = [(bar, *_place(bar, first, left, scale)) for bar in row.bars]
    begins = min((start for _, start, _ in bars), default=left)
    ends = max((start + breadth for _, start, breadth in bars), default=left)
    style = house.CHART_LABEL if row.late else house.CHART_TEXT
    words_at = _words_at(easel, easel.measure(row.words, style), left, begins, ends)
    level = middle if words_at is not None else middle + 5
    for bar, start, breadth in bars:
        _draw_bar(easel, bar, start, level - 4, breadth)
    _write_words(easel, row, style, words_at, left=left, middle=middle)


def _place(bar: ClockBar, first: date, left: float, scale: float) -> tuple[float, float]:
    """Where a bar starts and how long it is."""
    begins, ends = date.fromisoformat(bar.begins), date.fromisoformat(bar.ends)
    return left + (begins - first).days * scale, max((ends - begins).days * scale, 2)


def _words_at(easel: Easel, room: float, left: float, begins: float, ends: float) -> float | None:
    """Right of the bars if there is room, else left of them; None if they need a line of their own."""
    if ends + 5 + room <= easel.breadth:
        return ends + 5
    if begins - 5 - room >= left:
        return begins - 5 - room
    return None


def _write_words(
    easel: Easel,
    row: ClockRow,
    style: house.TextStyle,
    words_at: float | None,
    *,
    left: float,
    middle: float,
) -> None:
    colour = house.RED if row.late else house.INK
    if words_at is not None:
        easel.box(
            words_at - 1.5, middle - 5, easel.measure(row.words, style) + 3, 10, fill=house.WHITE
        )
        easel.write(words_at, middle - 3.1, row.words, style, colour=colour)
        return
    shown = easel.fitted(row.words, style, easel.breadth - left - 4)
    x = easel.breadth - easel.measure(shown, style) - 2
    easel.box(x - 1.5, middle - 12.5, easel.measure(shown, style) + 3, 11, fill=house.WHITE)
    easel.write(x, middle - 10, shown, style, colour=colour)


def _write_label(easel: Easel, label: str, breadth: float, middle: float) -> None:
    first, *rest = easel.lines_in(label, house.CHART_LABEL, breadth) or [""]
    lines = [first, " ".join(rest)] if rest else [first]
    level = middle - 3.2 + (len(lines) - 1) * 5.5
    for line in lines:
        easel.write(0, level, easel.fitted(line, house.CHART_LABEL, breadth), house.CHART_LABEL)
        level -= 11


def _draw_bar(easel: Easel, bar: ClockBar, start: float, bottom: float, breadth: float) -> None:
    match bar.stretch:
        case Stretch.DONE:
            easel.box(start, bottom, breadth, 8, fill=house.MID)
        case Stretch.OVER:
            easel.hatched(start, bottom, breadth, 8, house.RED)
        case Stretch.COMING:
            easel.box(start, bottom, breadth, 8, fill=house.WHITE, outline=house.ACCENT)


def tally_height(figure: TallyFigure, breadth: float) -> float:
    """Height of the tally in points."""
    per_row = _squares_in_row(breadth)
    total = max(sum(part.count for part in figure.parts), 1)
    squares = -(-total // per_row)
    return squares * (TALLY_SQUARE + TALLY_GAP) + 16.0 * max(len(figure.parts), 1) + 4


def draw_tally(easel: Easel, figure: TallyFigure) -> None:
    """A square for each member, a pattern for each recommendation, and its words below."""
    per_row = _squares_in_row(easel.breadth)
    number = 0
    for kind, part in enumerate(figure.parts):
        for _ in range(part.count):
            x = (number % per_row) * (TALLY_SQUARE + TALLY_GAP)
            y = easel.height - TALLY_SQUARE - (number // per_row) * (TALLY_SQUARE + TALLY_GAP)
            _draw_square(easel, x, y, TALLY_SQUARE, kind)
            number += 1
    rows = -(-max(number, 1) // per_row)
    level = easel.height - rows * (TALLY_SQUARE + TALLY_GAP) - 10
    for kind, part in enumerate(figure.parts):
        _draw_square(easel, 0, level - 0.6, 8, kind)
        easel.write(14, level, f"{part.count} {part.label}", house.CHART_LABEL)
        level -= 16


def _squares_in_row(breadth: float) -> int:
    return max(int((breadth + TALLY_GAP) // (TALLY_SQUARE + TALLY_GAP)), 1)


def _draw_square(easel: Easel, x: float, y: float, size: float, kind: int) -> None:
    """Solid, hatched, outlined, dotted: told apart without colour."""
    match kind % 4:
        case 0:
            easel.box(x, y, size, size, fill=house.ACCENT)
        case 1:
            easel.hatched(x, y, size, size, house.INK)
        case 2:
            easel.box(x, y, size, size, outline=house.INK, weight=0.9)
        case _:
            easel.dotted(x, y, size, size, house.INK)


def count_height(figure: CountBars) -> float:
    """Height of the unit squares in points."""
    return COUNT_ROW * len(figure.parts) + 4


def draw_counts(easel: Easel, figure: CountBars) -> None:
    """Unit squares by name; one bar to scale where squares would not fit."""
    left = min(
        max((easel.measure(part.label, house.CHART_TEXT) for part in figure.parts), default=0)
        + 14,
        easel.breadth * 0.5,
    )
    most = max((part.count for part in figure.parts), default=0)
    level = easel.height - COUNT_ROW
    for part in figure.parts:
        label = easel.fitted(part.label, house.CHART_TEXT, left - 8)
        easel.write(0, level + 4, label, house.CHART_TEXT)
        end = _draw_units(easel, part, left, level, most)
        easel.write(end + 5, level + 4, str(part.count), house.CHART_LABEL)
        level -= COUNT_ROW


def _draw_units(easel: Easel, part: TallyPart, left: float, level: float, most: int) -> float:
    if most < 10:
        for number in range(part.count):
            easel.box(left + number * 15, level + 1, 11.5, 11.5, fill=house.ACCENT)
        return left + max(part.count * 15 - 3.5, 0)
    room = easel.breadth - left - 30
    breadth = room * part.count / max(most, 1)
    easel.box(left, level + 1, breadth, 11.5, fill=house.ACCENT)
    return left + breadth


TOTALS_HEIGHT = 84.0


def draw_totals(easel: Easel, figure: TotalsStrip) -> None:
    """Actions by rating, overdue by quarter, slippage."""
    top = easel.height
    stack = easel.breadth * 0.48
    easel.write(0, top - 10, figure.title, house.LABEL)
    _draw_stack(easel, figure, stack, top - 46)
    _draw_quarters(easel, figure.quarters, easel.breadth * 0.56, easel.breadth * 0.228)
    right = easel.breadth * 0.828
    easel.write(right, top - 10, "Slippage", house.LABEL)
    easel.write(right, top - 33, figure.slipped, house.STATEMENT)
    level = top - 46
    for line in easel.lines_in(figure.slipped_words, house.CHART_TEXT, easel.breadth - right):
        easel.write(right, level, line, house.CHART_TEXT)
        level -= 11.5


def _draw_stack(easel: Easel, figure: TotalsStrip, breadth: float, bottom: float) -> None:
    counts = (
        (figure.complete, Mark.COMPLETE, "complete"),
        (figure.green, Mark.GREEN, "green, on track"),
        (figure.amber, Mark.AMBER, "amber, due soon"),
        (figure.red, Mark.RED, "red, overdue"),
    )
    total = max(sum(count for count, _, _ in counts), 1)
    x = legend = 0.0
    for count, mark, label in counts:
        share = breadth * count / total
        if count:
            _draw_share(easel, mark, x, bottom, share - 1.5)
            x += share
        shapes.draw(easel.canvas, mark, legend, bottom - 15.2, 8)
        words = f"{count} {label}"
        easel.write(legend + 12, bottom - 18.3, words, house.CHART_LABEL)
        legend += easel.measure(words, house.CHART_LABEL) + 27
    if total and not any(count for count, _, _ in counts):
        easel.box(0, bottom, breadth, 23, outline=house.HAIR, weight=0.9)


def _draw_share(easel: Easel, mark: Mark, x: float, bottom: float, breadth: float) -> None:
    match mark:
        case Mark.COMPLETE:
            easel.box(x, bottom, breadth, 23, fill=house.ACCENT)
        case Mark.GREEN:
            easel.box(x + 0.4, bottom, breadth, 23, outline=house.GREEN, weight=1.1)
        case Mark.AMBER:
            easel.dotted(x + 0.4, bottom, breadth, 23, house.AMBER)
        case _:
            easel.hatched(x + 0.4, bottom, breadth, 23, house.RED)


def _draw_quarters(
    easel: Easel, quarters: Sequence[TallyPart], left: float, breadth: float
) -> None:
    """Overdue at each quarter's end; the last bar is today and solid."""
    if not quarters:
        return
    top, base = easel.height, easel.height - 59
    easel.write(left, top - 10, "Red at the end of each quarter", house.LABEL)
    easel.line(left, base, left + breadth, base, house.INK, 0.9)
    most = max(part.count for part in quarters) or 1
    step = breadth / len(quarters)
    for number, part in enumerate(quarters):
        x, tall = left + number * step + 3, 28.0 * part.count / most
        if part.count and number == len(quarters) - 1:
            easel.box(x, base, step - 6, tall, fill=house.RED)
        elif part.count:
            easel.hatched(x, base, step - 6, tall, house.RED)
        middle = x + (step - 6) / 2
        easel.write(middle, base + tall + 3, str(part.count), house.CHART_LABEL, side="middle")
        easel.write(middle, base - 11, part.label, house.CHART_AXIS, side="middle")


def draw_slip(easel: Easel, days: int) -> None:
    """From the first due date to the present one: open dot, dashed line, full dot; 0.1 mm a day."""
    length = max(min(days * 0.1, 10.0), 2.0) * MM
    middle = easel.height / 2
    canvas = easel.canvas
    canvas.setStrokeColor(house.INK)
    canvas.setLineWidth(0.8)
    canvas.circle(2, middle, 1.5, stroke=1, fill=0)
    canvas.setDash(1.6, 1.2)
    canvas.line(4, middle, 2 + length - 2, middle)
    canvas.setDash()
    canvas.setFillColor(house.INK)
    canvas.circle(2 + length, middle, 1.9, stroke=0, fill=1)
