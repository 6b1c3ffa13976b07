"""What is a row of the table, and when does it pass?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One figure beside its peer."""

    title: str
    figure_ms: float
    peer: str
    peer_ms: float
    measured: float
    """What the limit speaks of: a ratio, or milliseconds."""
    limit: float
    unit: str = ""
    """Empty for a ratio."""
    note: str = ""

    @property
    def passes(self) -> bool:
        """Is the figure within its limit?"""
        return self.measured <= self.limit


@dataclass(frozen=True, slots=True, kw_only=True)
class Skipped:
    """A row that could not be measured, and why."""

    title: str
    reason: str


def middle(times: Sequence[float]) -> float:
    """The median of some times, in the unit they came in."""
    return median(times)


def table(rows: Sequence[Row | Skipped]) -> str:
    """The table as text: figure, peer, ratio, limit, verdict."""
    heads = ("what", "figure", "peer", "ratio", "limit", "verdict")
    cells = [heads, *(_cells(row) for row in rows)]
    widths = [max(len(line[at]) for line in cells) for at in range(len(heads))]
    lines = [
        "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip()
        for line in cells
    ]
    lines.insert(1, "  ".join("-" * width for width in widths))
    notes = [f"  {row.title}: {row.note}" for row in rows if isinstance(row, Row) and row.note]
    return "\n".join([*lines, "", *notes])


def _cells(row: Row | Skipped) -> tuple[str, ...]:
    if isinstance(row, Skipped):
        return (row.title, "-", "-", "-", "-", f"skipped: {row.reason}")
    return (
        row.title,
        _time(row.figure_ms),
        f"{row.peer} {_time(row.peer_ms)}",
        _measure(row.measured, row.unit),
        _measure(row.limit, row.unit),
        "within" if row.passes else "OVER",
    )


def _time(milliseconds: float) -> str:
    return f"{milliseconds:,.2f} ms" if milliseconds < 10 else f"{milliseconds:,.0f} ms"


def _measure(value: float, unit: str) -> str:
    return f"{value:,.0f} {unit}" if unit else f"{value:.2f}"
