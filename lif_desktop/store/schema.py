"""What does a workspace's database consist of: tables, triggers, search index, and its own marks?

One place makes it anew and puts the triggers back after a migration; one compares it with what it
should be, since a table that is rebuilt loses its triggers without a word.
"""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import Connection, Engine, StaticPool, create_engine, event, insert
from sqlcipher3 import dbapi2

from lif_desktop.errors import WorkspaceCorruptError, WorkspaceTooNewError
from lif_desktop.store import audit_log, search
from lif_desktop.store.connections import RawConnection
from lif_desktop.store.tables import RECORD_TYPES, is_revised, table_name, tables

VERSION = 1
"""Number of the present schema; each change of it is a numbered module in migrations."""
APPLICATION_ID = 0x4C494657
"""Marks the file as a workspace of this program."""


def trigger_texts() -> Mapping[str, str]:
    """Every trigger by name: the audit log's, the search index's, and those of written-once records."""
    texts = {**audit_log.TRIGGERS, **search.TRIGGERS}
    for record_type in RECORD_TYPES:
        if not is_revised(record_type):
            table = table_name(record_type)
            name = f"{table}_is_written_once"
            texts[name] = (
                f'CREATE TRIGGER {name} BEFORE UPDATE ON "{table}" '
                "BEGIN SELECT RAISE(ABORT, 'this record is written once'); END"
            )
    return texts


def make_schema(raw: RawConnection, *, store_id: str) -> None:
    """Make every table, index, trigger and mark in an empty database."""
    engine = engine_on(raw)
    with engine.begin() as connection:
        tables().metadata.create_all(connection)
        for statement in search.SCHEMA:
            connection.exec_driver_sql(statement)
        put_back_triggers(connection)
        connection.execute(
            insert(tables().workspace), {"store_id": store_id, "made_by": {"schema": VERSION}}
        )
        connection.exec_driver_sql(f"PRAGMA application_id={APPLICATION_ID}")
        connection.exec_driver_sql(f"PRAGMA user_version={VERSION}")


def put_back_triggers(connection: Connection) -> None:
    """Make the triggers exactly those of the present schema."""
    for name in _triggers_there(connection):
        connection.exec_driver_sql(f'DROP TRIGGER "{name}"')
    for statement in trigger_texts().values():
        connection.exec_driver_sql(statement)


def trigger_problems(connection: Connection) -> tuple[str, ...]:
    """Names of triggers that are missing, foreign or not as they should be."""
    there, wanted = _triggers_there(connection), trigger_texts()
    return tuple(
        sorted(
            name for name in there.keys() | wanted.keys() if there.get(name) != wanted.get(name)
        )
    )


def user_version(raw: RawConnection) -> int:
    """Number of the schema that the database has."""
    return int(raw.execute("PRAGMA user_version").fetchone()[0])


def require_own_database(raw: RawConnection, *, store_id: str) -> int:
    """Is this the database that belongs to the key file, and can this version read it?

    Returns:
        The number of its schema.

    Raises:
        WorkspaceCorruptError: it is empty, of another program, or of another workspace.
        WorkspaceTooNewError: its schema is newer than this program.
    """
    if raw.execute("PRAGMA application_id").fetchone()[0] != APPLICATION_ID:
        raise WorkspaceCorruptError(
            "The file workspace.db is not a workspace of this program, or its content was lost. Restore the latest backup into a new folder."
        )
    version = user_version(raw)
    if version > VERSION:
        raise WorkspaceTooNewError(
            f"This workspace was made by a newer version of the program (its data has version {version}, this program knows {VERSION}). Install the newer version to open it."
        )
    found = [row[0] for row in raw.execute("SELECT store_id FROM workspace")]
    if version < 1 or found != [store_id]:
        raise WorkspaceCorruptError(
            "The database belongs to another workspace than the key file. Put the files of one backup together in a new folder."
        )
    return version


def engine_on(raw: RawConnection) -> Engine:
    """An engine over one connection that is already open; transactions begin at once for writing."""
    engine = create_engine(
        "sqlite://", creator=lambda: raw, module=dbapi2, hide_parameters=True, poolclass=StaticPool
    )

    event.listen(engine, "begin", _begin)
    return engine


def _begin(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE")


def _triggers_there(connection: Connection) -> dict[str, str]:
    rows = connection.exec_driver_sql("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
    return {row[0]: row[1] for row in rows}
