"""How do a case's clocks stand on the day of its paper: drawn to scale, and in a table with their sources?

Source: domain notes 2.1; two readings of one clock are both shown.
"""

from __future__ import annotations

from collections.abc import Container, Sequence
from datetime import date, timedelta

from lif_desktop.documents.blocks import Cell, Column, DataTable, Row
from lif_desktop.documents.figures import ClockBar, ClockFigure, ClockRow, Stretch
from lif_desktop.documents.wording import Tone, words
from lif_desktop.domain.timelines import (
    CaseClock,
    ClockKind,
    Direction,
    length_words,
    may_end_after,
    standing_words,
)
from lif_desktop.domain.vocabulary import long_date, needs_confirming, plain_date, source_words

_MOST_ROWS = 4
_HORIZON = timedelta(days=45)
"""A clock that ends later than this after the day of the paper is told in the table only."""


def clock_figure(
    clocks: Sequence[CaseClock], on: date, holidays: Container[date]
) -> ClockFigure | None:
    """The clocks that can be drawn on one calendar; None if there are none.

    Args:
        clocks: of the case.
        on: the day of the paper.
        holidays: bank holidays of England.
    """
    drawn = [clock for clock in clocks if _is_drawn(clock, on)]
    rows = tuple(_clock_row(alike, on, holidays) for alike in _alike(drawn)[:_MOST_ROWS])
    if not rows:
        return None
    said = "; ".join(f"{row.label}: {row.words}" for row in rows)
    return ClockFigure(
        rows=rows, alt=f"Clocks drawn to scale, as they stand on {long_date(on)}. {said}."
    )


def clock_table(clocks: Sequence[CaseClock], on: date, holidays: Container[date]) -> DataTable:
    """Every clock that had started by the day: its dates, how it stands, and on what it rests."""
    return DataTable(
        columns=(
            Column(heading="Clock", width=42),
            Column(heading="Runs from", width=25),
            Column(heading="Last day", width=27),
            Column(heading="How it stands", width=28),
            Column(heading="Source", width=44),
        ),
        rows=tuple(
            Row(cells=_clock_cells(clock, on, holidays))
            for clock in clocks
            if clock.started_on <= on
        ),
        caption="Clocks of this case",
        empty="No clock runs on this case.",
    )


def standing(clock: CaseClock, on: date, holidays: Container[date]) -> str:
    """How a clock stands on a day, in words: "in time", "18 days over", "5 working days left"."""
    return standing_words(clock, on, holidays)


def _done_by(clock: CaseClock, on: date) -> date | None:
    done = clock.completed_on
    return done if done is not None and done <= on else None


def _is_drawn(clock: CaseClock, on: date) -> bool:
    forward = clock.direction is Direction.AFTER and clock.kind is not ClockKind.INFORMATION
    forward = forward and not may_end_after(clock)
    return forward and clock.started_on <= on and clock.due_on <= on + _HORIZON


def _alike(clocks: Sequence[CaseClock]) -> list[list[CaseClock]]:
    """Clocks with the same dates share a row; statutory ones come first, then the earliest."""
    found: dict[tuple[object, ...], list[CaseClock]] = {}
    for clock in sorted(clocks, key=_weight):
        dates = (clock.kind, clock.started_on, clock.due_on, clock.completed_on)
        found.setdefault(dates, []).append(clock)
    return sorted(list(found.values())[:_MOST_ROWS], key=_start)


def _weight(clock: CaseClock) -> tuple[bool, date, date]:
    return clock.kind is not ClockKind.STATUTORY, clock.started_on, clock.due_on


def _start(alike: Sequence[CaseClock]) -> tuple[date, date]:
    return alike[0].started_on, alike[0].due_on


def _clock_row(alike: Sequence[CaseClock], on: date, holidays: Container[date]) -> ClockRow:
    clock, others = alike[0], alike[1:]
    done = _done_by(clock, on)
    reached = done or on
    bars = [_bar(clock.started_on, min(reached, clock.due_on), Stretch.DONE)]
    if reached > clock.due_on:
        bars.append(_bar(clock.due_on, reached, Stretch.OVER))
    elif done is None and clock.due_on > on:
        bars.append(_bar(on, clock.due_on, Stretch.COMING))
    drawn = tuple(bar for bar in bars if bar.begins != bar.ends or len(bars) == 1)
    said = _row_words(clock, done, on, holidays)
    if others:
        said += f"; {len(others)} more {'runs' if len(others) == 1 else 'run'} alike"
    return ClockRow(label=clock.label, bars=drawn, words=said, late=reached > clock.due_on)


def _row_words(clock: CaseClock, done: date | None, on: date, holidays: Container[date]) -> str:
    stands = standing(clock, on, holidays)
    if done is not None:
        return stands if done > clock.due_on else f"Done {done.day} {done:%B}, {stands}"
    return stands if on > clock.due_on else f"Due {long_date(clock.due_on)}, {stands}"


def _bar(begins: date, ends: date, stretch: Stretch) -> ClockBar:
    return ClockBar(begins=begins.isoformat(), ends=ends.isoformat(), stretch=stretch)


def _clock_cells(clock: CaseClock, on: date, holidays: Container[date]) -> tuple[Cell, ...]:
    name = [words(clock.label, Tone.STRONG), words(length_words(clock), Tone.MUTED)]
    if clock.reading and clock.reading != length_words(clock):
        name.append(words(clock.reading, Tone.MUTED))
    stands = [words(_capital(standing(clock, on, holidays)), Tone.STRONG)]
    done = _done_by(clock, on)
    if done is not None:
        stands.append(words(f"Done {plain_date(done)}", Tone.MUTED))
    if clock.late_reason and (done is not None or on > clock.due_on):
        stands.append(words(clock.late_reason))  # what was said later is no part of this paper
    source = [words(source_words(clock.source), Tone.MUTED)]
    if needs_confirming(clock.trust):
        source.append(words("To be confirmed", Tone.STRONG))
    return (
        Cell(lines=tuple(name)),
        Cell(lines=(words(plain_date(clock.started_on)),)),
        Cell(lines=(words(plain_date(clock.due_on)),)),
        Cell(lines=tuple(stands)),
        Cell(lines=tuple(source)),
    )


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
