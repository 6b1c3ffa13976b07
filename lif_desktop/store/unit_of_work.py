"""How are records read, and how is one step written whole or not at all?

A Reader turns rows into records and back by the record's own fields. A UnitOfWork is a reader that
also writes; when it ends it has written the audit entry and the search rows, and it knows which
kinds of record changed, so that no service can forget any of the three.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields, replace
from datetime import datetime
from typing import Any, Literal, TypeVar, assert_never

from sqlalchemy import ColumnElement, Connection, Select, Table, func, insert, select, text
from sqlalchemy import delete as delete_rows
from sqlalchemy import update as update_rows

from lif_desktop.domain.actions import Action
from lif_desktop.domain.cases import Case
from lif_desktop.domain.documents import FiledDocument
from lif_desktop.errors import EditConflictError, NotFoundError
from lif_desktop.store import audit_log, search
from lif_desktop.store.audit_log import Change, Seal
from lif_desktop.store.tables import Record, is_revised, order_of, table_of

AnyRecord = TypeVar("AnyRecord", bound=Record)
Comparison = Literal["=", "!=", "<", "<=", ">", ">="]
Where = tuple[str, Comparison, object]
"""A condition on one field: ("due_on", "<=", day)."""

_PAGE = 500


class Reader:
    """Reads records as they stood when the reading began."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection
        self._driver = connection.connection.driver_connection

    def get(self, record_type: type[AnyRecord], record_id: str) -> AnyRecord:
        """The record with this id.

        Raises:
            NotFoundError: there is none.
        """
        found = self.first(record_type, id=record_id)
        if found is None:
            raise NotFoundError(_not_there(record_type, record_id))
        return found

    def find(
        self,
        record_type: type[AnyRecord],
        /,
        *,
        where: Sequence[Where] = (),
        order: Sequence[str] = (),
        limit: int | None = None,
        **equals: object,
    ) -> tuple[AnyRecord, ...]:
        """The records whose fields have these values, whole.

        Args:
            record_type: class of the records.
            where: further conditions on fields.
            order: fields to sort by, "-due_on" for the latest first; the kind's own order if empty.
            limit: at most so many.
            **equals: field to value; None finds the empty ones, a tuple any of its values.
        """
        table = table_of(record_type)
        query = select(*table.c).where(*_conditions(table, where, equals))
        return self._records(record_type, _ordered(query, record_type, order).limit(limit))

    def first(
        self,
        record_type: type[AnyRecord],
        /,
        *,
        where: Sequence[Where] = (),
        order: Sequence[str] = (),
        **equals: object,
    ) -> AnyRecord | None:
        """The first of what find() gives, or None."""
        found = self.find(record_type, where=where, order=order, limit=1, **equals)
        return found[0] if found else None

    def count(
        self, record_type: type[Any], /, *, where: Sequence[Where] = (), **equals: object
    ) -> int:
        """How many records fit."""
        table = table_of(record_type)
        query = select(func.count()).select_from(table).where(*_conditions(table, where, equals))
        return int(self.connection.execute(query).scalar_one())

    def ids(
        self,
        record_type: type[Any],
        /,
        *,
        where: Sequence[Where] = (),
        order: Sequence[str] = (),
        **equals: object,
    ) -> tuple[str, ...]:
        """Ids alone, in order: what a long list keeps, to fetch the rows that are seen with page()."""
        table = table_of(record_type)
        query = select(table.c.id).where(*_conditions(table, where, equals))
        return tuple(self.connection.execute(_ordered(query, record_type, order)).scalars())

    def page(self, record_type: type[AnyRecord], ids: Sequence[str]) -> tuple[AnyRecord, ...]:
        """The records with these ids, in this order; ids that are gone are left out."""
        table = table_of(record_type)
        found: dict[str, AnyRecord] = {}
        for start in range(0, len(ids), _PAGE):
            part = list(ids[start : start + _PAGE])
            query = select(*table.c).where(table.c.id.in_(part))
            found |= {record.id: record for record in self._records(record_type, query)}
        return tuple(found[each] for each in ids if each in found)

    def columns(
        self,
        record_type: type[Any],
        names: Sequence[str],
        /,
        *,
        where: Sequence[Where] = (),
        order: Sequence[str] = (),
        limit: int | None = None,
        **equals: object,
    ) -> tuple[tuple[Any, ...], ...]:
        """Some fields of many records, without the rest: for tables on the screen."""
        table = table_of(record_type)
        query = select(*(_column(table, name) for name in names))
        query = query.where(*_conditions(table, where, equals))
        rows = self.connection.execute(_ordered(query, record_type, order).limit(limit))
        return tuple(tuple(row) for row in rows)

    def search(self, typed: str, limit: int = 50) -> tuple[search.Hit, ...]:
        """The records that hold these words; see search.search."""
        return search.search(self, typed, limit)

    def audit_head(self) -> audit_log.AuditHead:
        """Where the audit chain stands."""
        return audit_log.head(self.connection)

    def audit_entries(
        self, *, case_id: str | None = None, after: int = 0, limit: int | None = None
    ) -> tuple[audit_log.AuditEntry, ...]:
        """The account of what was done, in its order; see audit_log.entries."""
        return audit_log.entries(self.connection, case_id=case_id, after=after, limit=limit)

    def stop(self) -> None:
        """Stop what this reader is at, from another thread; it raises ReadingStoppedError there."""
        if self._driver is not None:
            self._driver.interrupt()

    def _records(self, record_type: type[AnyRecord], query: Select[Any]) -> tuple[AnyRecord, ...]:
        names = [field.name for field in fields(record_type)]
        return tuple(
            record_type(**dict(zip(names, row, strict=True)))
            for row in self.connection.execute(query)
        )


class UnitOfWork(Reader):
    """Writes one step; nothing of it is kept unless all of it is."""

    def __init__(
        self, connection: Connection, seal: Seal, *, verb: str, actor: str, at: datetime
    ) -> None:
        super().__init__(connection)
        self._seal = seal
        self._verb = verb
        self._actor = actor
        self._at = at
        self._changes: list[Change] = []
        self._cases: set[str] = set()
        self._detail: dict[str, object] = {}
        self._kinds: set[str] = set()
        self._noteworthy = False

    @property
    def kinds(self) -> frozenset[str]:
        """Class names of the records changed so far."""
        return frozenset(self._kinds)

    def add(self, *records: Record) -> None:
        """Keep new records.

        Raises:
            EditConflictError: a record with the same id or in the same place is there.
            InvalidAnswersError: a text holds a character that cannot be kept.
        """
        for record in records:
            self.connection.execute(insert(table_of(type(record))), _values(record))
            self._wrote("add", record)

    def change(self, record: AnyRecord) -> AnyRecord:
        """Keep a changed record; its revision must be the one that was read.

        Returns:
            The record as it is kept, its revision one higher.

        Raises:
            EditConflictError: it was changed since it was read.
            NotFoundError: it is not there.
            TypeError: records of this type are written once.
        """
        record_type = type(record)
        if not is_revised(record_type):
            raise TypeError(f"A {record_type.__name__} is never changed once written.")
        read_at = getattr(record, "revision")  # noqa: B009  # not every record has one; is_revised asked
        changed: AnyRecord = replace(record, revision=read_at + 1)
        table = table_of(record_type)
        step = (
            update_rows(table)
            .where(table.c.id == record.id, table.c.revision == read_at)
            .values(_values(changed))
        )
        if self.connection.execute(step).rowcount != 1:
            self.get(record_type, record.id)
            raise EditConflictError(
                f"This {_in_words(record_type)} was changed since you opened it. Open it again and repeat your change."
            )
        self._wrote("change", changed)
        return changed

    def remove(self, record_type: type[Any], record_id: str) -> None:
        """Remove a record.

        Raises:
            NotFoundError: it is not there, or (at the end of the step) others belong to it.
        """
        record = self.get(record_type, record_id)
        table = table_of(record_type)
        self.connection.execute(delete_rows(table).where(table.c.id == record_id))
        search.drop(self.connection, record_type, record_id)
        revision = getattr(record, "revision", 0)
        self._changes.append(Change("remove", record_type.__name__, record_id, revision, ""))
        self._noteworthy = True
        self._concerns(record)

    def note(self, detail: Mapping[str, object]) -> None:
        """Add plain values to this step's audit entry: ids, counts and codes, never a child's name."""
        self._detail |= detail
        self._noteworthy = True

    def close(self) -> None:
        """Write the audit entry; called once, just before the commit.

        Saving a draft or a place is no event of the board and writes none.
        """
        if self._noteworthy:
            audit_log.append(
                self.connection,
                self._seal,
                at=self._at,
                actor=self._actor,
                verb=self._verb,
                changes=self._changes,
                cases=self._cases,
                detail=self._detail,
            )

    def _wrote(self, deed: str, record: Record) -> None:
        record_type = type(record)
        self._concerns(record)
        search.put(self.connection, record, case_id=self._case_of(record))
        if record_type in audit_log.UNSEALED:
            if deed == "add":
                self._changes.append(Change(deed, record_type.__name__, record.id, 0, ""))
                self._noteworthy = True
            return
        revision = getattr(record, "revision", 0)
        seal = self._seal.of_record(record, self.connection.dialect)
        self._changes.append(Change(deed, record_type.__name__, record.id, revision, seal))
        self._noteworthy = True

    def _concerns(self, record: Record) -> None:
        self._kinds.add(type(record).__name__)
        case_id = self._case_of(record)
        if case_id is not None:
            self._cases.add(case_id)

    def _case_of(self, record: Record) -> str | None:
        """The case a record belongs to, by itself or through its action or document."""
        if isinstance(record, Case):
            return record.id
        for link, owner in (("action_id", Action), ("document_id", FiledDocument)):
            if hasattr(record, link) and not hasattr(record, "case_id"):
                rows = self.columns(owner, ("case_id",), id=getattr(record, link))
                return rows[0][0] if rows else None
        case_id = getattr(record, "case_id", None)
        return None if case_id is None else str(case_id)


def _values(record: Record) -> dict[str, object]:
    return {field.name: getattr(record, field.name) for field in fields(record)}


def _column(table: Table, name: str) -> ColumnElement[Any]:
    if name not in table.c:
        raise TypeError(f"Records of {table.name} have no field {name}.")
    return table.c[name]


def _conditions(
    table: Table, where: Iterable[Where], equals: Mapping[str, object]
) -> list[ColumnElement[bool]]:
    conditions = [_equals(_column(table, name), value) for name, value in equals.items()]
    conditions += [
        _compared(_column(table, name), comparison, value) for name, comparison, value in where
    ]
    return conditions


def _compared(
    column: ColumnElement[Any], comparison: Comparison, value: object
) -> ColumnElement[bool]:
    match comparison:
        case "=":
            return column.is_not_distinct_from(value)
        case "!=":
            return column.is_distinct_from(value)
        case "<":
            return column < value
        case "<=":
            return column <= value
        case ">":
            return column > value
        case ">=":
            return column >= value
        case _:
            assert_never(comparison)


def _equals(column: ColumnElement[Any], value: object) -> ColumnElement[bool]:
    if value is None:
        return column.is_(None)
    if isinstance(value, tuple | list | set | frozenset):
        return column.in_(list(value))
    return column == value


def _ordered(query: Select[Any], record_type: type[Any], order: Sequence[str]) -> Select[Any]:
    table = table_of(record_type)
    for name in order or order_of(record_type):
        column = _column(table, name.removeprefix("-"))
        query = query.order_by(
            column.desc().nulls_last() if name.startswith("-") else column.asc().nulls_last()
        )
    return query.order_by(text(f'"{table.name}".rowid'))


def _in_words(record_type: type[Any]) -> str:
    return table_of(record_type).name.replace("_", " ")


def _not_there(record_type: type[Any], record_id: str) -> str:
    return f"There is no {_in_words(record_type)} with the id {record_id}. It may have been removed; open the list again."
