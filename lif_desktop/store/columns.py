"""How is each kind of value kept in a column, and given back letter for letter?

One column type for each type that a record's field may have. What is written is exactly what is
read: text with its control characters, answers with their order, moments in UTC.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from enum import StrEnum
from types import NoneType, UnionType
from typing import Any, NewType, Union, get_args, get_origin

from sqlalchemy import Dialect, Integer, LargeBinary, Text
from sqlalchemy.types import TypeDecorator, TypeEngine
from typing_extensions import override

from lif_desktop.errors import InvalidAnswersError, Problem


class StoredText(TypeDecorator[str]):
    """Text, unchanged; half of a surrogate pair is refused, since no file can hold it."""

    impl = Text
    cache_ok = True

    @override
    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        return None if value is None else storable(str(value))


class StoredCode(TypeDecorator[StrEnum]):
    """A member of one enumeration, as its value."""

    impl = Text
    cache_ok = True

    def __init__(self, codes: type[StrEnum]) -> None:
        super().__init__()
        self.codes = codes

    @override
    def process_bind_param(self, value: StrEnum | str | None, dialect: Dialect) -> str | None:
        return None if value is None else self.codes(value).value

    @override
    def process_result_value(self, value: str | None, dialect: Dialect) -> StrEnum | None:
        return None if value is None else self.codes(value)


class StoredFlag(TypeDecorator[bool]):
    """True or false, as 1 or 0."""

    impl = Integer
    cache_ok = True

    @override
    def process_bind_param(self, value: bool | None, dialect: Dialect) -> int | None:
        return None if value is None else int(value)

    @override
    def process_result_value(self, value: int | None, dialect: Dialect) -> bool | None:
        return None if value is None else bool(value)


class StoredDay(TypeDecorator[date]):
    """A day, as its ISO date: sorts as text."""

    impl = Text
    cache_ok = True

    @override
    def process_bind_param(self, value: date | None, dialect: Dialect) -> str | None:
        if isinstance(value, datetime):
            raise TypeError("A moment was given where a day belongs.")
        return None if value is None else value.isoformat()

    @override
    def process_result_value(self, value: str | None, dialect: Dialect) -> date | None:
        return None if value is None else date.fromisoformat(value)


class StoredMoment(TypeDecorator[datetime]):
    """An aware moment, kept in UTC to the microsecond: sorts as text."""

    impl = Text
    cache_ok = True

    @override
    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> str | None:
        return None if value is None else moment_text(value)

    @override
    def process_result_value(self, value: str | None, dialect: Dialect) -> datetime | None:
        return None if value is None else datetime.fromisoformat(value)


class StoredPlain(TypeDecorator[object]):
    """Answers and other plain values, as JSON text with every character and the order kept."""

    impl = Text
    cache_ok = True

    @override
    def process_bind_param(self, value: object, dialect: Dialect) -> str | None:
        return None if value is None else plain_text(value)

    @override
    def process_result_value(self, value: str | None, dialect: Dialect) -> object:
        return None if value is None else json.loads(value)


class StoredRow(TypeDecorator[tuple[object, ...]]):
    """A tuple of plain values, as JSON text."""

    impl = Text
    cache_ok = True

    @override
    def process_bind_param(self, value: Sequence[object] | None, dialect: Dialect) -> str | None:
        return None if value is None else plain_text(value)

    @override
    def process_result_value(
        self, value: str | None, dialect: Dialect
    ) -> tuple[object, ...] | None:
        return None if value is None else tuple(json.loads(value))


def column_type(hint: object) -> tuple[TypeEngine[Any], bool]:
    """The column type for a field's type, and whether it may be empty.

    Args:
        hint: a field's resolved type: text, whole number, flag, day, moment, code, bytes, a
            mapping or a tuple of plain values, an identifier, or one of these or None.

    Raises:
        TypeError: no column can hold such a field.
    """
    parts = get_args(hint) if get_origin(hint) in {Union, UnionType} else (hint,)
    kinds = [part for part in parts if part is not NoneType]
    if len(kinds) != 1:
        raise TypeError(f"No column holds {hint}.")
    return _type_of(kinds[0]), len(kinds) != len(parts)


def _type_of(hint: object) -> TypeEngine[Any]:
    while isinstance(hint, NewType):
        hint = hint.__supertype__
    origin = get_origin(hint) or hint
    if isinstance(origin, type):
        if issubclass(origin, StrEnum):
            return StoredCode(origin)
        for kind, column in _COLUMNS:
            if issubclass(origin, kind):
                return column()
    raise TypeError(f"No column holds {hint}.")


_COLUMNS: tuple[tuple[type, type[TypeEngine[Any]]], ...] = (
    (str, StoredText),
    (bool, StoredFlag),
    (int, Integer),
    (datetime, StoredMoment),
    (date, StoredDay),
    (bytes, LargeBinary),
    (tuple, StoredRow),
    (Mapping, StoredPlain),
)


def moment_text(moment: datetime) -> str:
    """An aware moment as UTC text of fixed length.

    Raises:
        TypeError: the moment does not say its zone.
    """
    if moment.tzinfo is None:
        raise TypeError("A moment without a zone cannot be kept.")
    return moment.astimezone(UTC).isoformat(timespec="microseconds")


def plain_text(value: object) -> str:
    """Plain values as JSON text.

    Raises:
        InvalidAnswersError: a text in it cannot be kept.
        TypeError: something in it is not a plain value.
    """
    text = json.dumps(_plain(value), ensure_ascii=False, separators=(",", ":"))
    return storable(text)


def storable(text: str) -> str:
    """The text itself, if a file can hold it.

    Raises:
        InvalidAnswersError: it holds half of a surrogate pair.
    """
    try:
        text.encode("utf-8")
    except UnicodeEncodeError as error:
        message = (
            "The text contains a broken character that cannot be kept. Type that character again."
        )
        raise InvalidAnswersError([Problem("", message)]) from error
    return text


def _plain(value: object) -> object:
    """The same values in JSON's own shapes; anything JSON would bend or lose is refused."""
    if isinstance(value, float) and not math.isfinite(value):
        raise TypeError(f"The number {value} is not a plain value.")
    if value is None or isinstance(value, str | int | float):
        return value
    if isinstance(value, Mapping):
        for key in value:
            if not isinstance(key, str):
                raise TypeError(f"Answers are named by text, not by {type(key).__name__}.")
        return {key: _plain(part) for key, part in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(part) for part in value]
    raise TypeError(f"A {type(value).__name__} is not a plain value.")
