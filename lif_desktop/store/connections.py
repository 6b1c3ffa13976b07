"""How is the encrypted database opened? One way for every connection, with its settings read back.

The engine never sees the key: it calls the connector. Order matters: cipher settings, key, first
read, then the pragmas. Each pragma is read back, since SQLite answers a mistake with silence.

The cipher's own memory wiping (cipher_memory_security) stays off: it made ranked search over 100,000
texts 9 to 20 times slower, and locking ends the process that held the key and the texts anyway.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.pool import QueuePool
from sqlcipher3 import dbapi2

from lif_desktop.errors import UnsafeRuntimeError, WorkspaceCorruptError
from lif_desktop.store.key_ring import KeyRing
from lif_desktop.store.runtime import require_safe_runtime
from lif_desktop.store.sqlite_errors import sqlite_errors_translated

RawConnection = Any
"""A connection of the cipher library, which ships no types."""

Purpose = Literal["write", "read", "copy"]
"""write: the one that changes records; read: may not write; copy: for backups and migrations, unguarded."""

PLAIN_MAGIC = b"SQLite format 3\x00"
_BUSY_MILLISECONDS = 5000
_PRAGMAS: tuple[tuple[str, str, object], ...] = (
    ("temp_store", "MEMORY", 2),
    ("foreign_keys", "ON", 1),
    ("synchronous", "FULL", 2),
    ("mmap_size", "0", 0),
    ("secure_delete", "ON", 1),
    ("trusted_schema", "OFF", 0),
    ("cell_size_check", "ON", 1),
    ("cache_size", "-64000", -64000),
    ("busy_timeout", str(_BUSY_MILLISECONDS), _BUSY_MILLISECONDS),
)
_FORBIDDEN = frozenset(
    {
        dbapi2.SQLITE_ATTACH,
        dbapi2.SQLITE_DETACH,
        dbapi2.SQLITE_ALTER_TABLE,
        dbapi2.SQLITE_CREATE_INDEX,
        dbapi2.SQLITE_CREATE_TABLE,
        dbapi2.SQLITE_CREATE_TRIGGER,
        dbapi2.SQLITE_CREATE_VIEW,
        dbapi2.SQLITE_CREATE_VTABLE,
        dbapi2.SQLITE_CREATE_TEMP_TABLE,
        dbapi2.SQLITE_CREATE_TEMP_TRIGGER,
        dbapi2.SQLITE_CREATE_TEMP_VIEW,
        dbapi2.SQLITE_DROP_INDEX,
        dbapi2.SQLITE_DROP_TABLE,
        dbapi2.SQLITE_DROP_TRIGGER,
        dbapi2.SQLITE_DROP_VIEW,
        dbapi2.SQLITE_DROP_VTABLE,
    }
)
_PRAGMAS_THAT_ONLY_LOOK = frozenset(
    {"wal_checkpoint", "quick_check", "integrity_check", "foreign_key_check", "table_info"}
)


@dataclass(frozen=True, slots=True)
class Connector:
    """Opens connections to one database file with the key ring's key."""

    path: Path
    keyring: KeyRing
    purpose: Purpose
    journal: Literal["wal", "delete"] = "wal"

    def __call__(self) -> RawConnection:
        """A connection with the key set and every pragma asserted.

        Raises:
            UnsafeRuntimeError: the library cannot encrypt, is too old, or ignores a setting.
            sqlcipher3.dbapi2.Error: the file is not this key's database.
        """
        mode = "ro" if self.purpose == "read" else "rw"
        uri = f"{self.path.absolute().as_uri()}?mode={mode}"
        raw = dbapi2.connect(
            uri,
            uri=True,
            timeout=_BUSY_MILLISECONDS / 1000,
            isolation_level=None,
            check_same_thread=False,
            cached_statements=256,
        )
        try:
            self._prepare(raw)
        except BaseException:
            raw.close()
            raise
        return raw

    def _prepare(self, raw: RawConnection) -> None:
        require_safe_runtime(
            sqlite=dbapi2.sqlite_version, cipher=str(_pragma(raw, "cipher_version") or "")
        )
        raw.execute("PRAGMA cipher_log_level=NONE")
        raw.set_key(self.keyring.cipher_key())
        raw.execute("SELECT count(*) FROM sqlite_master").fetchone()
        raw.enable_load_extension(False)  # the library takes no keyword
        for name, setting, answer in _PRAGMAS:
            _set(raw, name, setting, answer)
        if self.purpose == "read":
            _set(raw, "query_only", "ON", 1)
        else:
            _set(raw, "journal_mode", self.journal, self.journal)
        if self.purpose != "copy":
            raw.set_authorizer(_authorise)


def open_raw(connector: Connector) -> RawConnection:
    """One connection outside any pool, for copying and for changing the schema.

    Raises:
        WorkspaceCorruptError: the file is not a database of this key.
        StoreError: as sqlite_errors_translated says.
    """
    with sqlite_errors_translated():
        return connector()


def engine_for(connector: Connector, *, connections: int) -> Engine:
    """A pool of connections that shows no value in any error text."""
    engine = create_engine(
        "sqlite://",
        creator=connector,
        module=dbapi2,
        hide_parameters=True,
        poolclass=QueuePool,
        pool_size=connections,
        max_overflow=connections,
        pool_timeout=30,
    )
    event.listen(
        engine, "begin", _begin_writing if connector.purpose == "write" else _begin_reading
    )
    return engine


def refuse_foreign_file(path: Path) -> None:
    """Look at a file before it is opened: SQLite takes an empty one for a new database.

    Raises:
        WorkspaceCorruptError: empty, cut short, or a database that is not encrypted.
    """
    size = path.stat().st_size
    if size == 0:
        raise WorkspaceCorruptError(
            "The workspace's database is empty: its content was lost. Restore the latest backup into a new folder."
        )
    with path.open("rb") as stream:
        start = stream.read(len(PLAIN_MAGIC))
    if start == PLAIN_MAGIC:
        raise WorkspaceCorruptError(
            "The file workspace.db is not a workspace: it is not encrypted. Restore the latest backup into a new folder."
        )
    if size % 4096:
        raise WorkspaceCorruptError(
            "The workspace's database is cut short. Restore the latest backup into a new folder."
        )


def _begin_writing(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE")


def _begin_reading(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN")


def _set(raw: RawConnection, name: str, setting: str, answer: object) -> None:
    raw.execute(f"PRAGMA {name}={setting}")
    if _pragma(raw, name) != answer:
        raise UnsafeRuntimeError(
            f"The database library does not keep the setting {name}. Install the program again."
        )


def _pragma(raw: RawConnection, name: str) -> object:
    row = raw.execute(f"PRAGMA {name}").fetchone()
    return row[0] if row else None


def _authorise(action: int, first: str | None, second: str | None, *_: str | None) -> int:
    """What a connection may do: read and write rows, but not change tables, nor reach another file."""
    if action in _FORBIDDEN:
        return int(dbapi2.SQLITE_DENY)
    if (
        action == dbapi2.SQLITE_PRAGMA
        and second is not None
        and first not in _PRAGMAS_THAT_ONLY_LOOK
    ):
        return int(dbapi2.SQLITE_DENY)
    return int(dbapi2.SQLITE_OK)
