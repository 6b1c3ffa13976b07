"""Who changed what, when, and has anyone tampered with that account or with the records themselves?

One entry for each transaction, chained by HMAC under a key derived from the data key. An entry also
seals what each changed record became, so that an older page of the database put back in place shows.
A chain cut short is a valid chain: only a place in it that someone kept elsewhere (the key file, the
foot of a printed document) shows the cut. Whoever holds the data key can forge back to that place.
"""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Dialect, func, insert, select
from sqlalchemy.types import TypeDecorator

from lif_desktop.domain.cases import Draft
from lif_desktop.domain.people import Place
from lif_desktop.store.columns import moment_text
from lif_desktop.store.key_file import canonical
from lif_desktop.store.key_ring import KeyRing
from lif_desktop.store.recovery_keys import grouped, letters
from lif_desktop.store.tables import RECORD_TYPES, Record, table_of, tables

NO_ENTRY = "0" * 64
"""What the first entry names as its predecessor."""
UNSEALED: frozenset[type[Any]] = frozenset({Draft, Place})
"""Kept for the person who is typing, saved every second: their changes are no events of the board."""

TRIGGERS: Mapping[str, str] = {
    "audit_entry_is_never_changed": (
        "CREATE TRIGGER audit_entry_is_never_changed BEFORE UPDATE ON audit_entry "
        "BEGIN SELECT RAISE(ABORT, 'the audit log is never changed'); END"
    ),
    "audit_entry_is_never_removed": (
        "CREATE TRIGGER audit_entry_is_never_removed BEFORE DELETE ON audit_entry "
        "BEGIN SELECT RAISE(ABORT, 'the audit log is never changed'); END"
    ),
    "audit_entry_follows_the_last": (
        "CREATE TRIGGER audit_entry_follows_the_last BEFORE INSERT ON audit_entry "
        "WHEN NEW.seq <> (SELECT coalesce(max(seq), 0) + 1 FROM audit_entry) OR NEW.prev <> "
        "coalesce((SELECT mac FROM audit_entry ORDER BY seq DESC LIMIT 1), "
        "'0000000000000000000000000000000000000000000000000000000000000000') "
        "BEGIN SELECT RAISE(ABORT, 'an audit entry follows the last one'); END"
    ),
}


@dataclass(frozen=True, slots=True)
class AuditHead:
    """The last entry of the chain; the code is short enough to print in a footer."""

    seq: int
    mac_hex: str

    @property
    def code(self) -> str:
        """Eight letters and digits of the MAC, for example 7K3Q-9M2D; "0000-0000" before the first entry."""
        return grouped(letters(bytes.fromhex(self.mac_hex)[:5]))


@dataclass(frozen=True, slots=True)
class Change:
    """What happened to one record."""

    deed: str
    """add, change or remove."""
    kind: str
    record_id: str
    revision: int
    seal: str
    """MAC over the record as it then was; empty once removed, and for drafts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditEntry:
    """One step that someone took."""

    seq: int
    at: str
    """Moment by this computer's clock, ISO, UTC; the order is told by seq alone."""
    actor: str
    verb: str
    changes: tuple[Change, ...]
    cases: tuple[str, ...]
    """Ids of the cases concerned."""
    detail: Mapping[str, object]
    prev: str
    mac: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """Is the chain whole, and do the records stand as it left them?"""

    entries: int
    head: AuditHead
    problems: tuple[str, ...]
    """What is wrong, in sentences; empty if nothing is."""


class Seal:
    """Makes and checks the MACs of one workspace's audit log."""

    def __init__(self, keyring: KeyRing) -> None:
        self._key = keyring.subkey("audit")

    def of_entry(self, fields_and_prev: Mapping[str, object]) -> str:
        """MAC over an entry's fields as they are stored, its predecessor's MAC among them."""
        counted = {name: value for name, value in fields_and_prev.items() if name != "mac"}
        return hmac.digest(self._key, canonical({"entry": counted}), "sha256").hex()

    def of_row(self, kind: str, row: Mapping[str, object]) -> str:
        """MAC over a record's columns as they are stored, 32 hexadecimal digits."""
        plain = {
            name: hashlib.sha256(value).hexdigest() if isinstance(value, bytes) else value
            for name, value in row.items()
        }
        content = canonical({"kind": kind, "row": plain})
        return hmac.digest(self._key, content, "sha256").hex()[:32]

    def of_record(self, record: Record, dialect: Dialect) -> str:
        """The same MAC, from the record before it is stored."""
        columns = table_of(type(record)).c
        row = {}
        for field in fields(record):
            value, kind = getattr(record, field.name), columns[field.name].type
            row[field.name] = (
                kind.process_bind_param(value, dialect)
                if isinstance(kind, TypeDecorator)
                else value
            )
        return self.of_row(type(record).__name__, row)


def head(connection: Connection) -> AuditHead:
    """Where the chain stands."""
    table = tables().audit_entry
    row = connection.execute(
        select(table.c.seq, table.c.mac).order_by(table.c.seq.desc()).limit(1)
    ).first()
    return AuditHead(0, NO_ENTRY) if row is None else AuditHead(row.seq, row.mac)


def append(
    connection: Connection,
    seal: Seal,
    *,
    at: datetime,
    actor: str,
    verb: str,
    changes: Sequence[Change],
    cases: Iterable[str],
    detail: Mapping[str, object],
) -> AuditHead:
    """Write the entry of one transaction, as the last thing before its commit."""
    last = head(connection)
    row: dict[str, object] = {
        "seq": last.seq + 1,
        "at": moment_text(at),
        "actor": actor,
        "verb": verb,
        "changes": _packed([[c.deed, c.kind, c.record_id, c.revision, c.seal] for c in changes]),
        "cases": _packed(sorted(set(cases))),
        "detail": _packed(detail),
        "prev": last.mac_hex,
    }
    row["mac"] = seal.of_entry(row)
    connection.execute(insert(tables().audit_entry), row)
    return AuditHead(last.seq + 1, str(row["mac"]))


def entries(
    connection: Connection, *, case_id: str | None = None, after: int = 0, limit: int | None = None
) -> tuple[AuditEntry, ...]:
    """Entries in their order.

    Args:
        connection: an open connection.
        case_id: only those that concern this case.
        after: only those with a greater seq.
        limit: at most so many.
    """
    table = tables().audit_entry
    query = select(table).where(table.c.seq > after).order_by(table.c.seq).limit(limit)
    if case_id is not None:
        query = query.where(func.instr(table.c.cases, json.dumps(case_id)) > 0)
    return tuple(_entry(row) for row in connection.execute(query).mappings())


def entry_at(connection: Connection, seq: int) -> AuditHead | None:
    """The place in the chain with this number, or None if the chain does not reach it."""
    table = tables().audit_entry
    row = connection.execute(select(table.c.mac).where(table.c.seq == seq)).first()
    return None if row is None else AuditHead(seq, row.mac)


def verify(
    connection: Connection, seal: Seal, *, witnesses: Iterable[AuditHead] = (), after: int = 0
) -> Verdict:
    """Follow the chain and compare it with places in it that were kept elsewhere.

    Args:
        connection: an open connection.
        seal: of this workspace.
        witnesses: places in the chain from the key file, a printed document or another copy.
        after: begin behind this entry, taken as good; from the start if the chain does not reach it.

    Returns:
        The first break if there is one, and every witness that the chain does not bear out.
    """
    table = tables().audit_entry
    start = entry_at(connection, after)
    last = AuditHead(0, NO_ENTRY) if start is None else start
    problems: list[str] = []
    query = select(table).where(table.c.seq > last.seq).order_by(table.c.seq)
    for row in connection.execute(query).mappings():
        stored = dict(row)
        fits = (stored["seq"], stored["prev"]) == (last.seq + 1, last.mac_hex)
        if not fits or not hmac.compare_digest(seal.of_entry(stored), stored["mac"]):
            problems.append(
                f"The audit log was altered at entry {stored['seq']}: the chain does not hold from there on."
            )
            break
        last = AuditHead(stored["seq"], stored["mac"])
    problems += _denied(connection, witnesses)
    return Verdict(entries=last.seq, head=last, problems=tuple(problems))


def verify_records(connection: Connection, seal: Seal) -> tuple[str, ...]:
    """Does each record stand as the audit log last left it?

    Returns:
        A sentence for each kind of record that does not, with how many and the first id.
    """
    expected = _last_seals(connection)
    problems = []
    for record_type in RECORD_TYPES:
        if record_type in UNSEALED:
            continue
        kind = record_type.__name__
        found = {
            str(row["id"]): seal.of_row(kind, row) for row in _raw_rows(connection, record_type)
        }
        wanted = expected.get(kind, {})
        odd = sorted(
            key for key in found.keys() | wanted.keys() if found.get(key) != wanted.get(key)
        )
        if odd:
            problems.append(
                f"{len(odd)} of the {kind} records do not stand as the audit log left them, first {odd[0]}."
            )
    return tuple(problems)


def reseal_all(connection: Connection, seal: Seal) -> list[Change]:
    """What every sealed record is now: for the one entry that a migration or a restoration writes."""
    changes = []
    for record_type in RECORD_TYPES:
        if record_type in UNSEALED:
            continue
        kind = record_type.__name__
        for row in _raw_rows(connection, record_type):
            revision = row.get("revision", 0)
            mac = seal.of_row(kind, row)
            changes.append(Change("change", kind, str(row["id"]), int(str(revision)), mac))
    return changes


def _raw_rows(connection: Connection, record_type: type[Any]) -> Iterator[dict[str, object]]:
    """The rows as they are stored, without the column types' reading."""
    names = [field.name for field in fields(record_type)]
    quoted = ", ".join(f'"{name}"' for name in names)
    table = table_of(record_type).name
    result = connection.exec_driver_sql(f'SELECT {quoted} FROM "{table}"')  # noqa: S608  # names of our own tables and fields
    return (dict(zip(names, row, strict=True)) for row in result)


def _last_seals(connection: Connection) -> dict[str, dict[str, str]]:
    table = tables().audit_entry
    seals: dict[str, dict[str, str]] = {}
    for (packed,) in connection.execute(select(table.c.changes).order_by(table.c.seq)):
        for deed, kind, record_id, _, mac in json.loads(packed):
            if deed == "remove":
                seals.get(kind, {}).pop(record_id, None)
            else:
                seals.setdefault(kind, {})[record_id] = mac
    return seals


def _denied(connection: Connection, witnesses: Iterable[AuditHead]) -> Iterator[str]:
    reach = head(connection).seq
    for witness in witnesses:
        if witness.seq > reach:
            yield (
                f"The audit log is shorter than it once was: it ends at entry {reach}, and entry {witness.seq} was seen ({witness.code}). An older copy of the database may have been put back."
            )
        elif witness.seq and entry_at(connection, witness.seq) != witness:
            yield (
                f"The audit log is not the one that was seen: entry {witness.seq} is no longer {witness.code}."
            )


def _entry(row: Mapping[Any, Any]) -> AuditEntry:
    return AuditEntry(
        seq=row["seq"],
        at=row["at"],
        actor=row["actor"],
        verb=row["verb"],
        changes=tuple(Change(*each) for each in json.loads(row["changes"])),
        cases=tuple(json.loads(row["cases"])),
        detail=json.loads(row["detail"]),
        prev=row["prev"],
        mac=row["mac"],
    )


def _packed(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
