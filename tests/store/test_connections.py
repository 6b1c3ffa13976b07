"""The known traps of the cipher library, and that we do not fall into them."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Connection, text
from sqlcipher3 import dbapi2

from lif_desktop.errors import (
    DiskFaultError,
    DiskFullError,
    EditConflictError,
    FolderReadOnlyError,
    LifError,
    UnsafeRuntimeError,
    WorkspaceBusyError,
    WorkspaceCorruptError,
)
from lif_desktop.store import connections, key_slots
from lif_desktop.store.connections import (
    PLAIN_MAGIC,
    Connector,
    Purpose,
    RawConnection,
    engine_for,
    open_raw,
)
from lif_desktop.store.database import Database
from lif_desktop.store.key_ring import KeyRing
from lif_desktop.store.runtime import numbers, require_safe_runtime
from lif_desktop.store.sqlite_errors import meaning_of
from tests.store.making import AT, PASSPHRASE, PERSON, make_case, make_database

EXPECTED = {
    "temp_store": 2,
    "foreign_keys": 1,
    "synchronous": 2,
    "mmap_size": 0,
    "secure_delete": 1,
    "trusted_schema": 0,
    "cell_size_check": 1,
    "cache_size": -64000,
    "busy_timeout": 5000,
    "journal_mode": "wal",
    "cipher_page_size": "4096",
    "cipher_use_hmac": "1",
    "cipher_hmac_algorithm": "HMAC_SHA512",
}


@pytest.fixture
def keyring(folder: Path) -> KeyRing:
    make_database(folder).close()
    return key_slots.unlock(folder, label=PERSON, passphrase=PASSPHRASE)


@pytest.fixture
def writer(folder: Path, keyring: KeyRing) -> Iterator[RawConnection]:
    raw = open_raw(Connector(folder / "workspace.db", keyring, "write"))
    yield raw
    raw.close()


@pytest.mark.parametrize("purpose", ["write", "read", "copy"])
def test_every_setting_is_in_force_on_every_kind_of_connection(
    purpose: Purpose, folder: Path, keyring: KeyRing
) -> None:
    raw = open_raw(Connector(folder / "workspace.db", keyring, purpose))
    assert {name: raw.execute(f"PRAGMA {name}").fetchone()[0] for name in EXPECTED} == EXPECTED
    raw.close()


def test_every_connection_of_the_pool_has_the_settings(folder: Path, keyring: KeyRing) -> None:
    engine = engine_for(Connector(folder / "workspace.db", keyring, "read"), connections=2)
    opened = [engine.connect() for _ in range(4)]
    for connection in opened:
        assert connection.execute(text("PRAGMA query_only")).scalar_one() == 1
        assert connection.execute(text("PRAGMA temp_store")).scalar_one() == 2
        assert connection.execute(text("PRAGMA foreign_keys")).scalar_one() == 1
    for connection in opened:
        connection.close()
    engine.dispose()


def test_a_setting_that_does_not_take_is_noticed(
    folder: Path, keyring: KeyRing, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connections, "_PRAGMAS", (("foreign_keys", "ON", 0),))
    with pytest.raises(UnsafeRuntimeError, match="foreign_keys"):
        open_raw(Connector(folder / "workspace.db", keyring, "write"))


def test_the_library_says_ok_to_any_key_and_we_do_not_believe_it(
    folder: Path, keyring: KeyRing
) -> None:
    raw = dbapi2.connect(str(folder / "workspace.db"))
    assert raw.execute("PRAGMA key='anything'").fetchone() == ("ok",)
    raw.close()
    wrong = KeyRing(store_id=keyring.store_id, data_key=bytes(32), salt=keyring.salt)
    with pytest.raises(WorkspaceCorruptError):
        open_raw(Connector(folder / "workspace.db", wrong, "write"))


@pytest.mark.parametrize("length", [0, 16, 31, 33])
def test_a_key_of_another_length_is_never_given_to_the_library(length: int) -> None:
    with pytest.raises(LifError):
        KeyRing(store_id="00" * 16, data_key=bytes(length), salt=bytes(16)).cipher_key()


def test_a_forgotten_key_would_write_in_the_clear_so_that_a_new_database_is_looked_at(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    keyring, _ = key_slots.create_keys(
        folder, label=PERSON, passphrase=PASSPHRASE, kdf=key_slots.KdfSettings.for_tests()
    )
    prepare = Connector._prepare

    class Keyless:
        """A connection whose key never reaches the library."""

        def __init__(self, raw: RawConnection) -> None:
            self._raw = raw

        def set_key(self, key: bytes) -> None:
            """Forget it."""

        def __getattr__(self, name: str) -> object:
            return getattr(self._raw, name)

    monkeypatch.setattr(Connector, "_prepare", lambda self, raw: prepare(self, Keyless(raw)))
    with pytest.raises(WorkspaceCorruptError, match="not encrypted"):
        Database.create(folder, keyring)
    assert not (folder / "workspace.db").exists()
    assert not (folder / "workspace.db.partial").exists()


def test_the_standard_library_ignores_a_key_and_is_refused_as_a_driver(
    folder: Path, keyring: KeyRing, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dbapi2, "connect", lambda *_, **__: sqlite3.connect(":memory:"))
    with pytest.raises(UnsafeRuntimeError, match="cannot encrypt"):
        open_raw(Connector(folder / "workspace.db", keyring, "write"))


@pytest.mark.parametrize(
    ("sqlite", "cipher", "safe"),
    [
        ("3.53.4", "4.19.0 community", True),
        ("3.51.3", "4.16.0 community", True),
        ("3.51.2", "4.19.0 community", False),
        ("3.51.1", "4.12.0 community", False),
        ("3.52.0", "4.19.0 community", False),
        ("3.53.4", "4.15.0 community", False),
        ("3.53.4", "", False),
    ],
)
def test_versions_with_known_faults_are_refused(sqlite: str, cipher: str, safe: bool) -> None:
    if safe:
        require_safe_runtime(sqlite=sqlite, cipher=cipher)
    else:
        with pytest.raises(UnsafeRuntimeError):
            require_safe_runtime(sqlite=sqlite, cipher=cipher)


def test_the_library_at_hand_is_safe() -> None:
    assert numbers(dbapi2.sqlite_version) >= (3, 51, 3)


@pytest.mark.parametrize(
    "statement",
    [
        "DROP TABLE audit_entry",
        "DROP TRIGGER audit_entry_is_never_changed",
        "DROP INDEX ix_case_reference",
        "ALTER TABLE audit_entry RENAME TO other",
        "CREATE TABLE extra (a)",
        "CREATE TEMP TABLE extra (a)",
        "CREATE TRIGGER extra AFTER DELETE ON person BEGIN SELECT 1; END",
        "CREATE VIRTUAL TABLE extra USING fts5(a)",
        "ATTACH 'other.db' AS other KEY ''",
        "DETACH main",
        "VACUUM INTO 'other.db'",
        "PRAGMA temp_store=FILE",
        "PRAGMA writable_schema=ON",
        "PRAGMA journal_mode=OFF",
        "PRAGMA user_version=9",
        "PRAGMA foreign_keys=OFF",
        "PRAGMA key='x'",
        "PRAGMA rekey='x'",
        "SELECT load_extension('x')",
    ],
)
def test_a_working_connection_may_not_change_the_database_itself(
    statement: str, writer: RawConnection
) -> None:
    with pytest.raises(dbapi2.Error, match=r"not authorized|authorization denied"):
        writer.execute(statement)


def test_a_reading_connection_may_not_write(folder: Path, keyring: KeyRing) -> None:
    raw = open_raw(Connector(folder / "workspace.db", keyring, "read"))
    with pytest.raises(dbapi2.OperationalError, match="readonly"):
        raw.execute("DELETE FROM person")
    raw.close()


def test_no_value_stands_in_an_engines_error_or_name(folder: Path, keyring: KeyRing) -> None:
    engine = engine_for(Connector(folder / "workspace.db", keyring, "write"), connections=1)
    with (
        pytest.raises(Exception, match="hidden") as caught,
        engine.begin() as connection,
    ):  # the library's own error, before its translation
        connection.execute(
            text("INSERT INTO person VALUES (:id, 0, :name, '', 'king', NULL)"),
            {"id": "x", "name": "Bronwen Hathersage"},
        )
    assert "Bronwen" not in str(caught.value) + repr(caught.value)
    assert keyring.cipher_key().decode() not in repr(engine.url) + repr(engine)
    engine.dispose()


def make_half_a_table(connection: Connection) -> None:
    connection.exec_driver_sql("CREATE TABLE half (a)")
    raise ZeroDivisionError


def test_a_failed_change_of_schema_leaves_nothing(folder: Path, keyring: KeyRing) -> None:
    engine = engine_for(Connector(folder / "workspace.db", keyring, "copy"), connections=1)
    with pytest.raises(ZeroDivisionError), engine.begin() as connection:
        make_half_a_table(connection)
    with engine.begin() as connection:
        names = connection.exec_driver_sql("SELECT name FROM sqlite_master").scalars().all()
    engine.dispose()
    assert "half" not in names


def test_the_library_says_nothing_of_its_own_about_damage(
    folder: Path, keyring: KeyRing, capfd: pytest.CaptureFixture[str]
) -> None:
    path = folder / "workspace.db"
    content = bytearray(path.read_bytes())
    content[5000::4096] = bytes(len(content[5000::4096]))
    path.write_bytes(content)
    with pytest.raises(WorkspaceCorruptError):
        Database.open(folder, keyring)
    assert capfd.readouterr() == ("", "")


class Fault(dbapi2.OperationalError):  # type: ignore[misc]  # the library ships no types
    """An error of the library with a code of our choosing."""

    def __init__(self, code: str | None, message: str = "something") -> None:
        super().__init__(message)
        if code is not None:
            self.sqlite_errorname = code


@pytest.mark.parametrize(
    ("fault", "error"),
    [
        (Fault("SQLITE_FULL"), DiskFullError),
        (Fault("SQLITE_READONLY_DIRECTORY"), FolderReadOnlyError),
        (Fault("SQLITE_BUSY"), WorkspaceBusyError),
        (Fault("SQLITE_BUSY_SNAPSHOT"), WorkspaceBusyError),
        (Fault("SQLITE_LOCKED"), WorkspaceBusyError),
        (Fault("SQLITE_CORRUPT_VTAB"), WorkspaceCorruptError),
        (Fault("SQLITE_NOTADB"), WorkspaceCorruptError),
        (Fault("SQLITE_CANTOPEN"), FolderReadOnlyError),
        (Fault("SQLITE_CONSTRAINT", "UNIQUE constraint failed: x"), EditConflictError),
        (Fault("SQLITE_CONSTRAINT", "CHECK constraint failed: Bronwen"), DiskFaultError),
        (Fault("SQLITE_IOERR_WRITE"), DiskFaultError),
        (Fault(None), DiskFaultError),
    ],
    ids=lambda part: getattr(part, "sqlite_errorname", "") + str(part)[:8],
)
def test_each_fault_of_the_library_has_one_meaning(fault: Fault, error: type[LifError]) -> None:
    meaning = meaning_of(fault)
    assert type(meaning) is error
    assert "Bronwen" not in str(meaning)


def test_two_connections_that_write_wait_for_each_other(folder: Path, keyring: KeyRing) -> None:
    database = Database.open(folder, keyring)
    other = open_raw(Connector(folder / "workspace.db", keyring, "write"))
    other.execute("BEGIN IMMEDIATE")
    database._write_engine.dispose()
    raised: list[type[BaseException]] = []
    try:
        with database.transaction("case.add", actor=PERSON, at=AT) as work:
            work.add(make_case())
    except LifError as error:
        raised.append(type(error))
    other.execute("ROLLBACK")
    other.close()
    assert raised == [WorkspaceBusyError]
    database.close()


def test_a_database_without_its_key_is_no_database(folder: Path, keyring: KeyRing) -> None:
    assert not (folder / "workspace.db").read_bytes().startswith(PLAIN_MAGIC)
    plain = sqlite3.connect(folder / "workspace.db")
    with pytest.raises(sqlite3.DatabaseError, match="not a database"):
        plain.execute("SELECT * FROM sqlite_master")
    plain.close()
