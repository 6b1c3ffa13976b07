"""What does a shipped TOML file say, and on which line? Nothing unknown is passed over.

A Table hands out its keys one by one, each of the kind that is asked for, and complains about
those that nobody asked for, naming file, line, table and key.
"""

from __future__ import annotations

import difflib
import re
import tomllib
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from pathlib import Path

from lif_desktop.errors import DefinitionError

Step = str | int
Place = tuple[Step, ...]
"""Way from the top of the file to a table or key: ("section", 2, "question", 0, "label")."""

_HEADER = re.compile(r"^\s*(\[\[?)\s*([A-Za-z0-9_.-]+)\s*\]\]?\s*(?:#.*)?$")
_KEY = re.compile(r'^\s*(?:"([^"]+)"|([A-Za-z0-9_-]+))\s*=\s*(.*)$')
_FENCES = ('"""', "'''")


class Table:
    """One table of a file, read key by key."""

    def __init__(self, values: Mapping[str, object], *, source: TomlSource, place: Place) -> None:
        self._values = values
        self._source = source
        self._place = place
        self._asked: set[str] = set()

    def text(self, key: str, default: str | None = None) -> str:
        """Text; an error if it is missing and has no default."""
        value = self._value(key, default)
        if not isinstance(value, str):
            raise self.wrong("must be text in quotation marks", key)
        return value

    def flag(self, key: str) -> bool:
        """True or false; false if it is missing."""
        value = self._value(key, default=False)
        if not isinstance(value, bool):
            raise self.wrong("must be true or false", key)
        return value

    def number(self, key: str) -> int:
        """A whole number; an error if it is missing."""
        value = self._value(key, None)
        if not isinstance(value, int) or isinstance(value, bool):
            raise self.wrong("must be a whole number", key)
        return value

    def day(self, key: str) -> date | None:
        """A date, written without quotation marks; None if it is missing."""
        value = self._value(key, ())
        if value == ():
            return None
        if not isinstance(value, date) or isinstance(value, datetime):
            raise self.wrong("must be a date such as 2018-06-29, without quotation marks", key)
        return value

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of texts; empty if it is missing."""
        value = self._value(key, ())
        if not isinstance(value, (list, tuple)) or not all(
            isinstance(each, str) for each in value
        ):
            raise self.wrong("must be a list of texts", key)
        return tuple(value)

    def tables(self, key: str) -> tuple[Table, ...]:
        """A list of tables; empty if it is missing."""
        value = self._value(key, ())
        if not isinstance(value, (list, tuple)) or not all(
            isinstance(each, dict) for each in value
        ):
            raise self.wrong("must be a list of tables", key)
        return tuple(
            Table(each, source=self._source, place=(*self._place, key, number))
            for number, each in enumerate(value)
        )

    def table(self, key: str) -> Table:
        """One table; an empty one if it is missing."""
        value = self._value(key, {})
        if not isinstance(value, dict):
            raise self.wrong("must be a table", key)
        return Table(value, source=self._source, place=(*self._place, key))

    def names(self) -> tuple[str, ...]:
        """Every key of the table, in the file's order."""
        return tuple(self._values)

    def finish(self) -> None:
        """Complain about the first key that nobody asked for.

        Raises:
            DefinitionError: naming file, line, table and key, and the likeliest right one.
        """
        for key in self._values:
            if key not in self._asked:
                likely = difflib.get_close_matches(key, sorted(self._asked), n=1)
                hint = f" Perhaps “{likely[0]}” is meant." if likely else ""
                raise self.wrong(f"is not known here.{hint}", key)

    def wrong(self, what: str, key: str = "") -> DefinitionError:
        """An error that says where it is wrong, and what."""
        return self._source.wrong(self._place, key, what)

    def line(self) -> int:
        """Line on which the table begins, from 1."""
        return self._source.line(self._place)

    def _value(self, key: str, default: object) -> object:
        self._asked.add(key)
        value = self._values.get(key, default)
        if value is None:
            raise self.wrong("is missing", key)
        return value


class TomlSource:
    """A TOML file with the line of each of its tables and keys."""

    def __init__(self, path: Path) -> None:
        self.path = path
        content = _read(path)
        try:
            self._text = toml_text(content)
            self._values = toml_values(self._text)
        except ValueError as error:
            raise DefinitionError(f"{path.name} {error}.") from error
        self._lines = _line_numbers(self._text)

    def top(self) -> Table:
        """The file as one table."""
        return Table(self._values, source=self, place=())

    def line(self, place: Place) -> int:
        """Line of a table or key, or of the nearest thing around it that has one."""
        for length in range(len(place), 0, -1):
            if place[:length] in self._lines:
                return self._line_within(self._lines[place[:length]], place[length:])
        return 1

    def wrong(self, place: Place, key: str, what: str) -> DefinitionError:
        """An error that names file, line, table, key and what is wrong with it."""
        line = self.line((*place, key) if key else place)
        words = ", ".join(
            part
            for part in (f"line {line}", *self._words(place), f"key “{key}”" * bool(key))
            if part
        )
        return DefinitionError(f"{self.path.name}, {words}: {what}.".replace("..", "."))

    def _line_within(self, line: int, rest: Place) -> int:
        """The line, from the given one on, of a key inside a one-line table such as a choice."""
        if not rest or not isinstance(rest[-1], str):
            return line
        key = re.compile(rf"[{{,]\s*{re.escape(rest[-1])}\s*=")
        for number, text in enumerate(self._text.splitlines()[line - 1 :], start=line):
            if key.search(text):
                return number
        return line

    def _words(self, place: Place) -> list[str]:
        """A place in words: section “incident”, question “incident_on”."""
        words = []
        values: object = self._values
        for position, step in enumerate(place):
            values = _inside(values, step)
            if isinstance(step, str):
                continue
            name = (
                values.get("name") or values.get("code") if isinstance(values, Mapping) else None
            )
            words.append(f"{place[position - 1]} {f'“{name}”' if name else step + 1}")
        if place and not words:
            words.append(".".join(str(step) for step in place))
        return words


def _inside(values: object, step: Step) -> object:
    if isinstance(values, Mapping):
        return values.get(step)
    return values[step] if isinstance(values, Sequence) and isinstance(step, int) else None


def toml_text(content: bytes) -> str:
    """The text of a TOML file; a mark at its start that only says "this is UTF-8" is passed over.

    Raises:
        ValueError: it is no such text; the message goes on from the file's name.
    """
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise ValueError(f"is not UTF-8 text: byte {error.start}") from None


def toml_values(text: str) -> Mapping[str, object]:
    """What a TOML file says, however it was made to be wrong.

    Raises:
        ValueError: it says nothing that can be read; the message goes on from the file's name.
    """
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ValueError(f"is not TOML: {error}") from None
    except RecursionError:
        raise ValueError("is not TOML that can be read: it is nested too deeply") from None
    except ValueError:
        raise ValueError("is not TOML that can be read: a number in it is too long") from None


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise DefinitionError(f"{path.name} cannot be read: {error.strerror}.") from error


def _line_numbers(text: str) -> dict[Place, int]:
    """Line of every table header and every key that stands on a line of its own."""
    lines: dict[Place, int] = {}
    seen: Counter[Place] = Counter()
    place: Place = ()
    fence = ""
    for number, line in enumerate(text.splitlines(), start=1):
        if fence:
            fence = "" if fence in line else fence
            continue
        if header := _HEADER.match(line):
            place = _opened(header, seen)
            lines[place] = number
        elif key := _KEY.match(line):
            lines.setdefault((*place, key[1] or key[2]), number)
            fence = _left_open(key[3])
    return lines


def _opened(header: re.Match[str], seen: Counter[Place]) -> Place:
    """The place a header opens; [[section.question]] belongs to the section opened last."""
    place: Place = ()
    steps = header[2].split(".")
    for position, step in enumerate(steps):
        place = (*place, step)
        if header[1] == "[[" and position == len(steps) - 1:
            seen[place] += 1
            for inner in [key for key in seen if key[: len(place)] == place and key != place]:
                del seen[inner]
        if seen[place]:
            place = (*place, seen[place] - 1)
    return place


def _left_open(value: str) -> str:
    """The fence of a text of several lines that begins here and does not end here."""
    for fence in _FENCES:
        if value.startswith(fence) and fence not in value[3:]:
            return fence
    return ""
