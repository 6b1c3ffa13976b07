"""What is a condition made of, and is it true of these answers?

An unanswered question makes a comparison false, never an error. A date known only to the month
or year is compared as favourably as it allows, so that nobody is told off for not knowing the day.
Values of different kinds never compare.
"""

from __future__ import annotations

import calendar
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal, NamedTuple, assert_never

from lif_desktop.domain.answers import Answers


class Span(NamedTuple):
    """The days a date may be: one day if it is exact, all of a month or a year if not."""

    first: date
    last: date


Sign = Literal["=", "!=", "<", "<=", ">", ">="]
Value = str | int | Span
Scalars = tuple[Value, ...]
"""What an operand comes to: nothing if unanswered, several for a multiple choice."""


@dataclass(frozen=True, slots=True)
class Written:
    """Text or a whole number, as written."""

    value: str | int


@dataclass(frozen=True, slots=True)
class Day:
    """A date, as written."""

    day: date


@dataclass(frozen=True, slots=True)
class Today:
    """The day on which the question is asked."""


@dataclass(frozen=True, slots=True)
class This:
    """The answer to which a constraint belongs."""


@dataclass(frozen=True, slots=True)
class Reference:
    """The answer to a question."""

    name: str


@dataclass(frozen=True, slots=True)
class Count:
    """The number of rows in a table."""

    table: str


Operand = Written | Day | Today | This | Reference | Count


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two operands and the sign between them."""

    left: Operand
    sign: Sign
    right: Operand


@dataclass(frozen=True, slots=True)
class Selected:
    """Is a choice among those selected?"""

    operand: Reference | This
    code: str


@dataclass(frozen=True, slots=True)
class Constant:
    """true() or false()."""

    value: bool


@dataclass(frozen=True, slots=True)
class Negation:
    """not(...)."""

    part: Clause


@dataclass(frozen=True, slots=True)
class Junction:
    """Parts joined by "and" or by "or"."""

    every: bool
    """True for "and", False for "or"."""
    parts: tuple[Clause, ...]


Clause = Comparison | Selected | Constant | Negation | Junction


class Asked(NamedTuple):
    """What a clause is asked about: the answers, the day, and the answer it belongs to."""

    answers: Answers
    today: date
    this: object


def answer_days(answer: object) -> Span | None:
    """The first and last day a date answer may mean; None if it is not a date or not known."""
    if not isinstance(answer, Mapping):
        return None
    year, month, day = (answer.get(part) for part in ("year", "month", "day"))
    if answer.get("precision") == "not_known" or not isinstance(year, int):
        return None
    try:
        if not isinstance(month, int):
            return Span(date(year, 1, 1), date(year, 12, 31))
        if not isinstance(day, int):
            return Span(
                date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1])
            )
        return Span(date(year, month, day), date(year, month, day))
    except (ValueError, OverflowError):  # no such day, or a year beyond any calendar
        return None


def names(clause: Clause) -> Iterator[str]:
    """Names of the questions and tables a clause looks at, in order, repeats included."""
    for leaf in leaves(clause):
        match leaf:
            case Comparison(left=left, right=right):
                yield from _operand_names(left)
                yield from _operand_names(right)
            case Selected(operand=operand):
                yield from _operand_names(operand)
            case _:
                assert_never(leaf)


def leaves(clause: Clause) -> Iterator[Comparison | Selected]:
    """The comparisons and choices within a clause, in order."""
    match clause:
        case Comparison() | Selected():
            yield clause
        case Negation(part=part):
            yield from leaves(part)
        case Junction(parts=parts):
            for part in parts:
                yield from leaves(part)
        case Constant():
            return
        case _:
            assert_never(clause)


def codes_asked(clause: Clause) -> Iterator[tuple[str, str]]:
    """Each question that a clause holds against a written text, with the text."""
    for leaf in leaves(clause):
        match leaf:
            case Selected(operand=Reference(name=name), code=code):
                yield name, code
            case (
                Comparison(left=Reference(name=name), right=Written(value=str(code)))
                | Comparison(left=Written(value=str(code)), right=Reference(name=name))
            ):
                yield name, code
            case _:
                continue


def _operand_names(operand: Operand) -> Iterator[str]:
    match operand:
        case Reference(name=name):
            yield name
        case Count(table=table):
            yield table
        case _:
            return


def holds(clause: Clause, asked: Asked) -> bool:
    """Is the clause true of what it is asked about?"""
    match clause:
        case Constant(value=value):
            return value
        case Negation(part=part):
            return not holds(part, asked)
        case Junction(every=every, parts=parts):
            results = (holds(part, asked) for part in parts)
            return all(results) if every else any(results)
        case Selected(operand=operand, code=code):
            return code in _scalars(operand, asked)
        case Comparison(left=left, sign=sign, right=right):
            others = _scalars(right, asked)
            return any(
                _compared(one, other, sign) for one in _scalars(left, asked) for other in others
            )
        case _:
            assert_never(clause)


def _scalars(operand: Operand, asked: Asked) -> Scalars:
    match operand:
        case Written(value=value):
            return (value,)
        case Day(day=day):
            return (Span(day, day),)
        case Today():
            return (Span(asked.today, asked.today),)
        case This():
            return _plain(asked.this)
        case Reference(name=name):
            return _plain(asked.answers.get(name))
        case Count(table=table):
            rows = asked.answers.get(table)
            return (len(rows) if isinstance(rows, (list, tuple)) else 0,)
        case _:
            assert_never(operand)


def _plain(answer: object) -> Scalars:
    if isinstance(answer, bool):
        return ()
    if isinstance(answer, int):
        return (answer,)
    if isinstance(answer, str):
        return (answer,) if answer else ()
    if isinstance(answer, (list, tuple)):
        return tuple(each for each in answer if isinstance(each, str) and each)
    days = answer_days(answer)
    return () if days is None else (days,)


def _compared(one: Value, other: Value, sign: Sign) -> bool:
    """Compare two values of one kind; values of different kinds never compare."""
    match one, other:
        case Span(), Span():
            return _fits(sign, _order(one.first, other.last), _order(one.last, other.first))
        case int(), int():
            return _fits(sign, one - other, one - other)
        case str(), str():
            order = (one > other) - (one < other)
            return _fits(sign, order, order)
        case _:
            return False


def _order(one: date, other: date) -> int:
    return (one - other).days


def _fits(sign: Sign, low: int, high: int) -> bool:
    """Can the sign hold, given the earliest against the latest and the latest against the earliest?"""
    match sign:
        case "=":
            return low <= 0 <= high
        case "!=":
            return low != 0 or high != 0
        case "<":
            return low < 0
        case "<=":
            return low <= 0
        case ">":
            return high > 0
        case ">=":
            return high >= 0
        case _:
            assert_never(sign)
