"""Does a condition written in a form hold for these answers?

Conditions are the part of XLSForm's expressions that forms here need, read by a small parser of
our own and never by Python's:

    ${name} = 'yes'   !=  <  <=  >  >=      a question against text, a whole number or a date
    .                                       the answer itself, in a constraint
    today()   date('2016-04-01')
    selected(${name}, 'code')   count(${table})
    not(...)   and   or   ( )   true()   false()

What each means, and how unanswered questions and inexact dates compare, is in clauses.py.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from lif_desktop.definitions.clauses import (
    Asked,
    Clause,
    Comparison,
    Constant,
    Count,
    Day,
    Junction,
    Negation,
    Operand,
    Reference,
    Selected,
    Sign,
    This,
    Today,
    Written,
    holds,
    names,
)
from lif_desktop.domain.answers import Answers

MAX_LENGTH = 1000
"""Characters in one condition."""
MAX_DEPTH = 20
"""Brackets and functions within one another."""

_TOKEN = re.compile(
    r"""\s*(?:
      (?P<name>\$\{[A-Za-z_][A-Za-z0-9_]*\})
    | (?P<text>'[^']*'|"[^"]*")
    | (?P<number>-?\d{1,9})
    | (?P<word>[A-Za-z]+)
    | (?P<sign><=|>=|!=|[=<>().,])
    )""",
    re.VERBOSE,
)


class ConditionError(ValueError):
    """The condition cannot be read; the message says where and why."""


@dataclass(frozen=True, slots=True)
class Condition:
    """A condition that has been read and can be asked again and again."""

    text: str
    clause: Clause

    def holds(self, answers: Answers, *, today: date, this: object = None) -> bool:
        """Is the condition true?

        Args:
            answers: question name to answer; inside a table the row's own answers come first.
            today: the day that today() stands for.
            this: the answer that "." stands for.
        """
        return holds(self.clause, Asked(answers, today, this))

    def references(self) -> frozenset[str]:
        """Names of the questions and tables the condition looks at."""
        return frozenset(names(self.clause))


def parse(text: str) -> Condition:
    """Read a condition.

    Raises:
        ConditionError: the text is too long, too deep, or not in the stated subset.
    """
    if len(text) > MAX_LENGTH:
        raise ConditionError(f"it is longer than {MAX_LENGTH} characters")
    return Condition(text, _Reading(text).whole())


class _Reading:
    """One pass over the words of a condition, from left to right."""

    def __init__(self, text: str) -> None:
        self._tokens = tuple(_tokens(text))
        self._at = 0
        self._depth = 0

    def whole(self) -> Clause:
        clause = self._either()
        if self._kind():
            raise ConditionError(f"“{self._tokens[self._at][1]}” is not expected there")
        return clause

    def _either(self) -> Clause:
        return self._joined("or", self._both, every=False)

    def _both(self) -> Clause:
        return self._joined("and", self._one, every=True)

    def _joined(self, word: str, part: Callable[[], Clause], *, every: bool) -> Clause:
        parts = [part()]
        while self._take_if(word):
            parts.append(part())
        return parts[0] if len(parts) == 1 else Junction(every, tuple(parts))

    def _one(self) -> Clause:
        if self._kind() == "(":
            return self._inside(self._either)
        if self._kind() == "word" and self._text() in {"not", "true", "false", "selected"}:
            return self._function()
        left = self._operand()
        sign = _SIGNS.get(self._text())
        if sign is None:
            raise ConditionError("a question needs a comparison, for example ${name} = 'yes'")
        self._next()
        return Comparison(left, sign, self._operand())

    def _function(self) -> Clause:
        match self._next():
            case "not":
                return Negation(self._inside(self._either))
            case "selected":
                return self._inside(self._selected)
            case word:
                self._take("(")
                self._take(")")
                return Constant(word == "true")

    def _selected(self) -> Selected:
        operand = self._operand()
        if not isinstance(operand, (Reference, This)):
            raise ConditionError("selected() asks about a question or “.”")
        self._take(",")
        code = self._operand()
        if not isinstance(code, Written) or not isinstance(code.value, str):
            raise ConditionError("selected() needs a choice in quotation marks")
        return Selected(operand, code.value)

    def _inside(self, part: Callable[[], Clause]) -> Clause:
        self._depth += 1
        if self._depth > MAX_DEPTH:
            raise ConditionError(f"it is more than {MAX_DEPTH} brackets deep")
        self._take("(")
        clause = part()
        self._take(")")
        self._depth -= 1
        return clause

    def _operand(self) -> Operand:
        kind = self._kind()
        text = self._next()
        match kind:
            case "name":
                return Reference(text[2:-1])
            case "text":
                return Written(text[1:-1])
            case "number":
                return Written(int(text))
            case ".":
                return This()
            case "word" if text in {"today", "date", "count"}:
                return self._called(text)
            case _:
                raise ConditionError(f"“{text}” is not something a condition can look at")

    def _called(self, word: str) -> Operand:
        self._take("(")
        operand: Operand = Today()
        if word == "count":
            operand = Count(self._take("name")[2:-1])
        elif word == "date":
            operand = Day(_day(self._take("text")[1:-1]))
        self._take(")")
        return operand

    def _kind(self) -> str:
        return self._tokens[self._at][0] if self._at < len(self._tokens) else ""

    def _text(self) -> str:
        return self._tokens[self._at][1] if self._at < len(self._tokens) else ""

    def _next(self) -> str:
        if not self._kind():
            raise ConditionError("it ends too soon")
        self._at += 1
        return self._tokens[self._at - 1][1]

    def _take(self, kind: str) -> str:
        if self._kind() != kind:
            found = f"“{self._text()}”" if self._kind() else "the end"
            raise ConditionError(f"“{_PLAIN.get(kind, kind)}” is expected, not {found}")
        return self._next()

    def _take_if(self, word: str) -> bool:
        if self._kind() == "word" and self._text() == word:
            self._at += 1
            return True
        return False


_SIGNS: Mapping[str, Sign] = {
    "=": "=",
    "!=": "!=",
    "<": "<",
    "<=": "<=",
    ">": ">",
    ">=": ">=",
}
_PLAIN: Mapping[str, str] = {"name": "${...}", "text": "text in quotation marks"}


def _tokens(text: str) -> Iterator[tuple[str, str]]:
    """The words of a condition, each with its kind; a sign is its own kind."""
    at = 0
    end = len(text.rstrip())
    while at < end:
        found = _TOKEN.match(text, at)
        if found is None or found.lastgroup is None:
            raise ConditionError(f"“{text[at:end].strip()[:20]}” cannot be read")
        word = found.group(found.lastgroup)
        yield (word if found.lastgroup == "sign" else found.lastgroup), word
        at = found.end()


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ConditionError(f"“{text}” is not a date, for example date('2016-04-01')") from None
