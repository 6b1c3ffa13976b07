"""Is the workspace whole? One finding for each thing that was looked at, in plain words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection

from lif_desktop.errors import LifError
from lif_desktop.store import audit_log, key_slots, schema
from lif_desktop.store.audit_log import AuditHead, Seal
from lif_desktop.store.connections import RawConnection
from lif_desktop.store.key_ring import KeyRing


@dataclass(frozen=True, slots=True)
class Finding:
    """What one check found."""

    subject: str
    """What was looked at, for example Audit log."""
    ok: bool
    words: str


def database_findings(raw: RawConnection) -> Iterator[Finding]:
    """Every page's authentication, the structure, and the links between records.

    The first two see different faults: a file cut at a page's end passes the one, a page of the
    wrong key the other.
    """
    pages = [str(row[0]) for row in raw.execute("PRAGMA cipher_integrity_check")]
    yield _finding(
        "Encrypted pages",
        [f"{len(pages)} pages fail their authentication"] if pages else [],
        "Every page is the one that was written.",
    )
    rows = [str(row[0]) for row in raw.execute("PRAGMA quick_check")]
    yield _finding(
        "Database structure",
        [] if rows == ["ok"] else [f"{len(rows)} faults in its structure"],
        "The tables and indices hold together.",
    )
    strays = raw.execute("PRAGMA foreign_key_check").fetchall()
    yield _finding(
        "Links between records",
        [f"{len(strays)} records belong to records that are gone"] if strays else [],
        "Every record belongs to one that is there.",
    )


def guard_finding(connection: Connection) -> Finding:
    """Are the triggers there that guard the audit log and keep the search index?"""
    odd = schema.trigger_problems(connection)
    return _finding(
        "Guards of the database",
        [f"{len(odd)} of its guards are missing or changed ({', '.join(odd)})"] if odd else [],
        "The guards of the audit log and the search index are in place.",
    )


def key_findings(folder: Path, keyring: KeyRing) -> Iterator[Finding]:
    """Is the key file the one that this workspace's people wrote?"""
    try:
        key_slots.authenticate(folder, keyring)
    except LifError as error:
        yield Finding("Key file", ok=False, words=str(error))
    else:
        yield Finding("Key file", ok=True, words="The key file is whole and belongs here.")


def audit_findings(
    connection: Connection, seal: Seal, witnesses: Iterable[AuditHead]
) -> Iterator[Finding]:
    """Does the audit chain hold, and do the records stand as it left them?"""
    verdict = audit_log.verify(connection, seal, witnesses=witnesses)
    yield _finding(
        "Audit log",
        verdict.problems,
        f"All {verdict.entries} entries follow one another; the last is {verdict.head.code}.",
    )
    yield _finding(
        "Records",
        audit_log.verify_records(connection, seal),
        "Every record stands as the audit log last left it.",
    )


def search_finding(connection: Connection) -> Finding:
    """Does the search index agree with the texts it was made from?"""
    rows = connection.exec_driver_sql("SELECT count(*) FROM search_row").scalar_one()
    found = connection.exec_driver_sql("SELECT count(*) FROM search_docsize").scalar_one()
    return _finding(
        "Search index",
        [] if rows == found else [f"it holds {found} texts where there should be {rows}"],
        "The search index holds every text.",
    )


def row_counts(raw: RawConnection) -> dict[str, int]:
    """How many rows each table holds, whatever the schema's version."""
    names = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'search_%'"
    tables = [str(row[0]) for row in raw.execute(names) if row[0] != "search"]
    count = 'SELECT count(*) FROM "{}"'
    return {name: int(raw.execute(count.format(name)).fetchone()[0]) for name in tables}


def _finding(subject: str, problems: Iterable[str], good: str) -> Finding:
    found = [problem.rstrip(".") for problem in problems]
    if not found:
        return Finding(subject, ok=True, words=good)
    return Finding(subject, ok=False, words=f"{subject}: {'; '.join(found)}.")
