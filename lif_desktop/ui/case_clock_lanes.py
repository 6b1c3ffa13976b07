"""How do a case's clocks look on one scale, and in words? Readings and accounts of one clock side by side."""

from __future__ import annotations

from collections.abc import Container, Sequence
from datetime import date, timedelta
from operator import attrgetter

from PySide6.QtCore import QCoreApplication

from lif_desktop.domain.timelines import (
    CaseClock,
    ClockKind,
    is_owed,
    length_words,
    standing_words,
)
from lif_desktop.domain.vocabulary import TRUST_LABELS, needs_confirming, plain_date, source_words
from lif_desktop.ui.charts import Lane
from lif_desktop.ui.words import near_date

AHEAD = timedelta(weeks=10)
"""How far ahead the picture looks; what is due later is said in words."""
BEHIND = timedelta(weeks=12)
"""How long a clock that was met stays in the picture."""


def lanes_of(
    clocks: Sequence[CaseClock], today: date, holidays: Container[date]
) -> tuple[Lane, ...]:
    """One lane for each clock of the weeks around today; later and long finished ones are left out.

    Where a clock has several readings the later day counts, with the earlier marked. Clocks that
    only say when to expect something are left to the table.
    """
    return tuple(
        _lane(same, today, holidays) for same in _grouped(clocks) if _is_near(same, today)
    )


def later_words(clocks: Sequence[CaseClock], today: date) -> str:
    """What is due after the weeks in the picture: "Later: ... on 19 November 2016"; empty if nothing."""
    later = [
        max(same, key=attrgetter("due_on"))
        for same in _grouped(clocks)
        if not _is_near(same, today) and is_owed(same[0], today)
    ]
    if not later:
        return ""
    said = [
        _tr("{clock} by {date}").format(clock=clock.label, date=plain_date(clock.due_on))
        for clock in sorted(later, key=attrgetter("due_on"))
    ]
    return _tr("Later: {clocks}.").format(clocks="; ".join(said))


def _is_near(same: Sequence[CaseClock], today: date) -> bool:
    if not any(is_owed(clock, today) or clock.completed_on for clock in same):
        return False
    if all(clock.completed_on is not None for clock in same):
        return max(clock.completed_on or today for clock in same) >= today - BEHIND
    return min(clock.due_on for clock in same) <= today + AHEAD


def _grouped(clocks: Sequence[CaseClock]) -> Sequence[Sequence[CaseClock]]:
    named: dict[str, list[CaseClock]] = {}
    for clock in sorted(clocks, key=attrgetter("started_on", "due_on")):
        if clock.kind is not ClockKind.INFORMATION:
            named.setdefault(clock.clock, []).append(clock)
    return tuple(named.values())


def clock_lines(
    clocks: Sequence[CaseClock], today: date, holidays: Container[date]
) -> tuple[tuple[CaseClock, str, str], ...]:
    """Every clock and reading with its label and words; the words hold length, source and trust."""
    return tuple(
        (clock, _labelled(clock), _in_full(clock, today, holidays))
        for clock in sorted(clocks, key=attrgetter("due_on", "label"))
    )


def _lane(same: Sequence[CaseClock], today: date, holidays: Container[date]) -> Lane:
    main = max(same, key=attrgetter("due_on"))
    others = [clock.due_on for clock in same if clock.due_on != main.due_on]
    return Lane(
        label=main.label,
        started_on=min(min(clock.started_on, clock.due_on) for clock in same),
        due_on=main.due_on,
        done_on=main.completed_on,
        words=_words(main, today, holidays),
        other_due_on=others[0] if others else None,
    )


def _words(clock: CaseClock, today: date, holidays: Container[date]) -> str:
    stands = standing_words(clock, today, holidays)
    if clock.completed_on is not None:
        done = near_date(clock.completed_on, today)
        return _tr("Done {date}, {stands}").format(date=done, stands=stands)
    return _tr("Due {date}, {stands}").format(date=near_date(clock.due_on, today), stands=stands)


def _in_full(clock: CaseClock, today: date, holidays: Container[date]) -> str:
    length = _tr("{length} from {start}, due {due}.").format(
        length=length_words(clock),
        start=plain_date(clock.started_on),
        due=plain_date(clock.due_on),
    )
    trust = TRUST_LABELS[clock.trust] if needs_confirming(clock.trust) else ""
    late = _tr("Reason: {reason}").format(reason=clock.late_reason) if clock.late_reason else ""
    parts = [_words(clock, today, holidays), length, source_words(clock.source), trust, late]
    return "\n".join(part for part in parts if part)


def _labelled(clock: CaseClock) -> str:
    return f"{clock.label}, {clock.reading}" if clock.reading else clock.label


def _tr(text: str) -> str:
    return QCoreApplication.translate("case_clock_lanes", text)
