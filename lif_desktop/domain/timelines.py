"""When is each statutory or local step due, and was it in time?

A ClockRule is one row of an edition or a board framework; due_dates turns the events of a case
into due dates. Two legal readings of one clock are two rules with the same name: both are kept and
shown, and a person chooses.

Day 0 is the day the clock starts. Working days are counted from the next working day (before an
event: from the previous one); months keep the day number and stop at the month's end; calendar
days, weeks and months are not moved off a weekend. Only bank holidays of England count.

Source: domain notes 2.1 (clocks and traps) and 6 (working days); catalogue section G.
"""

from __future__ import annotations

import calendar
from collections.abc import Collection, Container, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import assert_never

from typing_extensions import override

from lif_desktop.domain.identities import CaseId, ClockId, new_id
from lif_desktop.domain.vocabulary import Trust

SATURDAY = 5
_UNTIL = "_until"


class Unit(StrEnum):
    """What a clock is counted in."""

    WORKING_DAYS = "working_days"
    CALENDAR_DAYS = "calendar_days"
    WEEKS = "weeks"
    MONTHS = "months"


UNIT_LABELS: Mapping[Unit, tuple[str, str]] = {
    Unit.WORKING_DAYS: ("working day", "working days"),
    Unit.CALENDAR_DAYS: ("day", "days"),
    Unit.WEEKS: ("week", "weeks"),
    Unit.MONTHS: ("month", "months"),
}
"""One and many."""


class Direction(StrEnum):
    """Is the due day after the event or before it?"""

    AFTER = "after"
    BEFORE = "before"


class Strictness(StrEnum):
    """How binding a clock is."""

    LIMIT = "limit"
    TARGET = "target"
    NORMALLY = "normally"


class ClockKind(StrEnum):
    """Who set the clock."""

    STATUTORY = "statutory"
    LOCAL = "local"
    INFORMATION = "information"
    """Nobody's duty: when something may be expected."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ClockRule:
    """One clock of an edition or board framework."""

    clock: str
    """Code; the same code twice means two readings of one clock."""
    label: str
    event: str
    """Code of the event that starts it."""
    amount: int
    unit: Unit
    direction: Direction = Direction.AFTER
    strictness: Strictness
    kind: ClockKind
    source: str
    trust: Trust
    reading: str = ""
    """Which reading this is, in words; empty if the clock has one only."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DueDate:
    """What one clock gives for one event."""

    rule: ClockRule
    start: date
    """Day 0."""
    due: date
    """Last day on which the step is still in time."""

    def as_plain(self) -> dict[str, object]:
        """Plain values, as the command line prints them; dates are ISO texts."""
        rule = self.rule
        return {
            "clock": rule.clock,
            "event": rule.event,
            "start": self.start.isoformat(),
            "due": self.due.isoformat(),
            "unit": rule.unit.value,
            "amount": rule.amount,
            "strictness": rule.strictness.value,
            "source": rule.source,
            "trust": rule.trust.value,
            "direction": rule.direction.value,
            "kind": rule.kind.value,
            "label": rule.label,
            "reading": rule.reading,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseClock:
    """A clock that runs, or ran, on a case; it keeps the rule as it was when it started."""

    id: ClockId
    revision: int = 0
    case_id: CaseId
    clock: str
    label: str
    event: str
    started_on: date
    """Day 0: the day of the event."""
    due_on: date
    """Last day on which the step is still in time."""
    amount: int
    unit: Unit
    direction: Direction
    strictness: Strictness
    kind: ClockKind
    source: str
    trust: Trust
    reading: str = ""
    """Which reading of the clock this is; empty if it has one only."""
    completed_on: date | None = None
    """None while the step is not done."""
    late_reason: str = ""
    """Why the step was or will be done after the due day; the due day itself never moves."""


class BankHolidays(Container[date]):
    """Bank holidays of England; a year is worked out when it is first asked for.

    Source: domain notes 6; corrections are data (bank_holidays.toml), so that a holiday proclaimed
    after this program was made can be added.
    """

    def __init__(
        self, *, added: Mapping[date, str] | None = None, removed: Collection[date] = ()
    ) -> None:
        self._added = dict(added or {})
        self._removed = frozenset(removed)
        self._years: dict[int, dict[date, str]] = {}

    @override
    def __contains__(self, day: object) -> bool:
        return isinstance(day, date) and day in self.in_year(day.year)

    def in_year(self, year: int) -> Mapping[date, str]:
        """The year's bank holidays with their names, in order.

        Source: domain notes 6 (rule and exceptions), worked out by the holidays library.
        """
        if year not in self._years:
            found = _england(year) | {
                day: name for day, name in self._added.items() if day.year == year
            }
            self._years[year] = {
                day: name for day, name in sorted(found.items()) if day not in self._removed
            }
        return self._years[year]


def _england(year: int) -> dict[date, str]:
    import holidays  # noqa: PLC0415  # a fifth of a second that the first window need not wait for

    return dict(holidays.country_holidays("GB", subdiv="ENG", years=year))


def is_working_day(day: date, holidays: Container[date]) -> bool:
    """Is the day Monday to Friday and not a bank holiday?

    Source: domain notes 6, Working days.
    """
    return day.weekday() < SATURDAY and day not in holidays


def add_working_days(start: date, count: int, holidays: Container[date]) -> date:
    """The working day that is count working days after start, or before it if count is negative.

    Args:
        start: day 0, whatever day of the week it is; never counted itself.
        count: number of working days; 0 gives start unmoved.
        holidays: bank holidays of England.

    Source: domain notes 2.1 trap (b) and 6; catalogue row A64 (counting back over bank holidays).
    """
    step = timedelta(days=1 if count > 0 else -1)
    day = start
    left = abs(count)
    while left:
        day += step
        if is_working_day(day, holidays):
            left -= 1
    return day


def add_months(start: date, count: int) -> date:
    """The same day number count months later (earlier if negative), or the month's last day.

    Source: domain notes 2.1 trap (c).
    """
    years, month = divmod(start.month - 1 + count, 12)
    year = start.year + years
    return date(year, month + 1, min(start.day, calendar.monthrange(year, month + 1)[1]))


def due_on(rule: ClockRule, start: date, holidays: Container[date]) -> date:
    """The last day on which a step is in time, if its clock started on the given day.

    Source: the rule's own source; ways of counting from domain notes 2.1, traps (a) to (f).
    """
    amount = rule.amount if rule.direction is Direction.AFTER else -rule.amount
    match rule.unit:
        case Unit.WORKING_DAYS:
            return add_working_days(start, amount, holidays)
        case Unit.CALENDAR_DAYS:
            return start + timedelta(days=amount)
        case Unit.WEEKS:
            return start + timedelta(weeks=amount)
        case Unit.MONTHS:
            return add_months(start, amount)
        case _:
            assert_never(rule.unit)


def due_dates(
    clocks: Iterable[ClockRule], events: Mapping[str, date], holidays: Container[date]
) -> tuple[DueDate, ...]:
    """The due date of each clock that one of the events starts, in the order of the clocks.

    Args:
        clocks: the clocks of an edition, or of a framework and its edition.
        events: event code to the day it happened; events that start no clock are left aside.
        holidays: bank holidays of England.

    Source: domain notes 2.1; catalogue section G.
    """
    return tuple(
        DueDate(
            rule=rule, start=events[rule.event], due=due_on(rule, events[rule.event], holidays)
        )
        for rule in clocks
        if rule.event in events
    )


def case_clock(due: DueDate, *, case_id: CaseId) -> CaseClock:
    """A clock to be kept with a case, from what its rule gave.

    Source: catalogue feature F8 (a clock keeps its due date and the reason for it).
    """
    rule = due.rule
    return CaseClock(
        id=ClockId(new_id()),
        case_id=case_id,
        clock=rule.clock,
        label=rule.label,
        event=rule.event,
        started_on=due.start,
        due_on=due.due,
        amount=rule.amount,
        unit=rule.unit,
        direction=rule.direction,
        strictness=rule.strictness,
        kind=rule.kind,
        source=rule.source,
        trust=rule.trust,
        reading=rule.reading,
    )


def may_end_after(clock: ClockRule | CaseClock) -> bool:
    """Does the clock name a day before which something may not end, so that nobody is ever late for it?

    Such a clock's code ends in "_until": a report stays on the website until its day at least.

    Source: catalogue row D33 (publication record with a take-down-not-before date).
    """
    return clock.clock.endswith(_UNTIL)


def is_owed(clock: CaseClock, on: date) -> bool:
    """Does the clock still ask something of someone on a day?

    Source: catalogue rows D33 (nothing is owed once the time has run) and feature F8.
    """
    return clock.completed_on is None and not (may_end_after(clock) and on > clock.due_on)


def needs_reason(clock: CaseClock, done: date) -> bool:
    """Must it be told why the step was done on that day, and not by the last day?

    Not where the clock only says when to expect something, nor where it names an earliest end.

    Source: catalogue row B35 (lateness reason); domain notes 2.1.
    """
    owed = clock.kind is not ClockKind.INFORMATION and not may_end_after(clock)
    return owed and done > clock.due_on


def days_late(due: date, done: date) -> int:
    """Calendar days from the due day to the day it was done; 0 if it was done in time.

    Source: domain notes 2.1; the due day itself is in time at any hour.
    """
    return max(0, (done - due).days)


def working_days_between(first: date, last: date, holidays: Container[date]) -> int:
    """Working days after first, up to and including last; 0 if last is not after first.

    Source: domain notes 2.1 trap (b): day 0 is not counted.
    """
    days = (last - first).days
    return sum(
        is_working_day(first + timedelta(days=each), holidays) for each in range(1, days + 1)
    )


def length_words(rule: ClockRule | CaseClock) -> str:
    """How long a clock runs, in words: "5 working days", "10 working days before", "1 month".

    Source: domain notes 2.1 trap (a): the unit is always said.
    """
    words = _counted(rule.amount, rule.unit)
    return words if rule.direction is Direction.AFTER else f"{words} before"


def deadline_words(
    due: date,
    on: date,
    *,
    unit: Unit,
    holidays: Container[date],
    done_on: date | None = None,
) -> str:
    """How a deadline stands, in the words that window, document and sheet share.

    Open: "4 working days left", "due today", "9 working days overdue"; clocks that run in days,
    weeks or months are told in days: "18 days left", "18 days over". Done: "in time" or "18 days
    over", in calendar days whatever the unit.

    Args:
        due: last day in time.
        on: the day it is looked at.
        unit: what the clock is counted in.
        holidays: bank holidays of England.
        done_on: day the step was done; None while it is open.

    Source: board policy (wording); counting as domain notes 2.1 and 6.
    """
    if done_on is not None:
        late = days_late(due, done_on)
        return f"{_counted(late, Unit.CALENDAR_DAYS)} over" if late else "in time"
    if on == due:
        return "due today"
    first, last = min(on, due), max(on, due)
    working = working_days_between(first, last, holidays) if unit is Unit.WORKING_DAYS else 0
    words = (
        _counted(working, Unit.WORKING_DAYS)
        if working
        else _counted((last - first).days, Unit.CALENDAR_DAYS)
    )
    if on < due:
        return f"{words} left"
    return f"{words} {'overdue' if unit is Unit.WORKING_DAYS else 'over'}"


def standing_words(clock: CaseClock, on: date, holidays: Container[date]) -> str:
    """How a clock of a case stands: as deadline_words; "the time has run" past an earliest end.

    Args:
        clock: the clock; what was done after the day it is looked at counts as not done yet.
        on: the day it is looked at.
        holidays: bank holidays of England.

    Source: board policy (wording); catalogue row D33.
    """
    done = clock.completed_on if clock.completed_on is None or clock.completed_on <= on else None
    if may_end_after(clock) and max(on, done or on) > clock.due_on:
        return "the time has run"
    return deadline_words(clock.due_on, on, unit=clock.unit, holidays=holidays, done_on=done)


def due_words(due: date, on: date, holidays: Container[date]) -> str:
    """How the due date of an action or a task stands: "due in 8 working days", "9 working days overdue".

    Source: board policy (wording); working days as domain notes 6.
    """
    if on == due:
        return "due today"
    words = deadline_words(due, on, unit=Unit.WORKING_DAYS, holidays=holidays)
    return f"due in {words.removesuffix(' left')}" if on < due else words


def _counted(count: int, unit: Unit) -> str:
    one, many = UNIT_LABELS[unit]
    return f"{count} {one if count == 1 else many}"
