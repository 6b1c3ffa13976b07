"""What is opened, what is refused, and in which words."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from lif_desktop.domain.cases import Attachment, Case
from lif_desktop.domain.identities import AttachmentId
from lif_desktop.errors import (
    FileRefusedError,
    FolderUnsafeError,
    LifError,
    LockedError,
    NotFoundError,
    WorkspaceBusyError,
    WorkspaceCorruptError,
    WorkspaceTooNewError,
)
from lif_desktop.store import key_slots, schema
from lif_desktop.store.connections import PLAIN_MAGIC, Connector, open_raw
from lif_desktop.store.database import Database
from lif_desktop.store.key_ring import KeyRing
from tests.store.making import (
    AT,
    PASSPHRASE,
    PERSON,
    make_case,
    make_database,
    make_keys,
    reopen,
)


def key_of(folder: Path) -> KeyRing:
    return key_slots.unlock(folder, label=PERSON, passphrase=PASSPHRASE)


def test_a_new_workspace_holds_these_files_and_no_others(database: Database, folder: Path) -> None:
    database.close()
    assert sorted(path.name for path in folder.rglob("*")) == [
        "keys.json",
        "keys.json.bak",
        "lock",
        "workspace.db",
    ]


def test_the_file_begins_with_its_salt_and_not_like_a_database(folder: Path) -> None:
    make_database(folder).close()
    start = (folder / "workspace.db").read_bytes()[:16]
    assert start == key_of(folder).salt
    assert start != PLAIN_MAGIC


def test_the_databases_bytes_look_random(folder: Path) -> None:
    make_database(folder).close()
    content = (folder / "workspace.db").read_bytes()
    most = max(content.count(bytes([value])) for value in range(256))
    assert most < len(content) / 256 * 1.4


def test_a_second_database_is_refused(database: Database, folder: Path) -> None:
    database.close()
    with pytest.raises(FileRefusedError):
        Database.create(folder, key_of(folder))


def test_what_a_killed_creation_left_is_no_hindrance(folder: Path) -> None:
    keyring = make_keys(folder)
    (folder / "workspace.db.partial").write_bytes(b"half a database")
    Database.create(folder, keyring).close()
    assert not (folder / "workspace.db.partial").exists()


def test_a_missing_database_is_told_and_not_made(folder: Path) -> None:
    make_keys(folder)
    with pytest.raises(NotFoundError, match=r"workspace\.db is missing"):
        reopen(folder)
    assert not (folder / "workspace.db").exists()


def plain_database(path: Path) -> None:
    path.unlink()
    with sqlite3.connect(path) as plain:
        plain.execute("CREATE TABLE person (id TEXT)")
    plain.close()


@pytest.mark.parametrize(
    ("harm", "words"),
    [
        (lambda path: path.write_bytes(b""), "is empty"),
        (lambda path: path.write_bytes(b"0123456789"), "cut short"),
        (lambda path: path.write_bytes(path.read_bytes()[:5000]), "cut short"),
        (lambda path: path.write_bytes(os.urandom(40960)), "damaged"),
        (plain_database, "not encrypted"),
    ],
    ids=["empty", "ten bytes", "cut inside a page", "random", "plain"],
)
def test_what_is_no_workspace_is_refused_and_left_alone(
    harm: Callable[[Path], object], words: str, folder: Path
) -> None:
    make_database(folder).close()
    path = folder / "workspace.db"
    harm(path)
    harmed = path.read_bytes()
    with pytest.raises(WorkspaceCorruptError, match=words):
        reopen(folder)
    assert path.read_bytes() == harmed


def edit(folder: Path, *statements: str) -> None:
    raw = open_raw(Connector(folder / "workspace.db", key_of(folder), "copy"))
    for statement in statements:
        raw.execute(statement)
    raw.close()


@pytest.mark.parametrize(
    ("statement", "error", "words"),
    [
        ("PRAGMA application_id=7", WorkspaceCorruptError, "not a workspace of this program"),
        ("PRAGMA user_version=99", WorkspaceTooNewError, "version 99"),
        ("PRAGMA user_version=0", WorkspaceCorruptError, "another workspace"),
        ("UPDATE workspace SET store_id = 'x'", WorkspaceCorruptError, "another workspace"),
        ("DELETE FROM workspace", WorkspaceCorruptError, "another workspace"),
    ],
)
def test_marks_that_do_not_fit_are_refused(
    statement: str, error: type[LifError], words: str, folder: Path
) -> None:
    make_database(folder).close()
    edit(folder, statement)
    with pytest.raises(error, match=words):
        reopen(folder)


def test_an_empty_database_with_the_right_key_is_no_workspace(folder: Path) -> None:
    make_database(folder).close()
    (folder / "workspace.db").write_bytes(b"")
    raw = open_raw(Connector(folder / "workspace.db", key_of(folder), "copy"))
    raw.execute("CREATE TABLE person (id TEXT)")
    raw.close()
    with pytest.raises(WorkspaceCorruptError, match="content was lost"):
        reopen(folder)


def test_the_database_of_another_workspace_is_refused(tmp_path: Path) -> None:
    mine, other = tmp_path / "a.lif", tmp_path / "b.lif"
    make_database(mine).close()
    make_database(other).close()
    (other / "workspace.db").replace(mine / "workspace.db")
    with pytest.raises(WorkspaceCorruptError, match="damaged"):
        reopen(mine)


def test_the_key_file_of_another_workspace_is_refused(tmp_path: Path) -> None:
    mine, other = tmp_path / "a.lif", tmp_path / "b.lif"
    make_database(mine).close()
    make_database(other).close()
    ring = key_of(mine)
    for name in ("keys.json", "keys.json.bak"):
        (other / name).replace(mine / name)
    with pytest.raises(WorkspaceCorruptError, match="key file"):
        Database.open(mine, ring)


def test_a_damaged_salt_costs_nothing_else(folder: Path) -> None:
    make_database(folder).close()
    content = bytearray((folder / "workspace.db").read_bytes())
    content[3] ^= 1
    (folder / "workspace.db").write_bytes(content)
    reopen(folder).close()


def test_a_second_window_is_refused_and_told_where_the_first_is(
    database: Database, folder: Path
) -> None:
    with pytest.raises(WorkspaceBusyError, match=f"process {os.getpid()}"):
        reopen(folder)
    database.close()
    reopen(folder).close()


def test_a_refused_opening_lets_the_lock_go(folder: Path) -> None:
    make_database(folder).close()
    edit(folder, "PRAGMA user_version=99")
    with pytest.raises(WorkspaceTooNewError):
        reopen(folder)
    edit(folder, f"PRAGMA user_version={schema.VERSION}")
    reopen(folder).close()


def test_a_synced_folder_is_refused(tmp_path: Path) -> None:
    folder = tmp_path / "OneDrive - Fenmarsh" / "x.lif"
    keyring = make_keys(folder)
    with pytest.raises(FolderUnsafeError, match="OneDrive - Fenmarsh"):
        Database.create(folder, keyring)
    with pytest.raises(FolderUnsafeError):
        Database.open(folder, keyring)


def test_closing_wipes_the_key_and_notes_where_the_audit_chain_stands(folder: Path) -> None:
    keyring = make_keys(folder)
    database = Database.create(folder, keyring)
    with database.transaction("case.add", actor=PERSON, at=AT) as work:
        work.add(make_case())
        head = work.audit_head()
    assert head.seq == 0
    database.close()
    with pytest.raises(LockedError):
        keyring.cipher_key()
    point = key_slots.checkpoint(folder, key_of(folder))
    assert point is not None
    assert point.seq == 1


def test_a_look_without_a_change_leaves_the_key_file_alone(folder: Path) -> None:
    make_database(folder).close()
    before = (folder / "keys.json").read_bytes()
    reopen(folder).close()
    assert (folder / "keys.json").read_bytes() == before


def test_a_whole_workspace_is_found_whole(database: Database) -> None:
    findings = database.check()
    assert [finding.subject for finding in findings] == [
        "Encrypted pages",
        "Database structure",
        "Links between records",
        "Key file",
        "Guards of the database",
        "Audit log",
        "Records",
        "Search index",
    ]
    assert all(finding.ok for finding in findings)


def test_a_check_names_what_is_wrong(folder: Path) -> None:
    make_database(folder).close()
    edit(
        folder,
        "PRAGMA foreign_keys=OFF",
        "INSERT INTO referral SELECT 'r', 0, 'nowhere', '1', '{}', '2016-01-01T00:00:00.000000+00:00', id, NULL, NULL, '', '' FROM person",
        "INSERT INTO search(search, rowid, title, body) SELECT 'delete', row, title, body FROM search_row",
        "DROP TRIGGER search_row_added",
        "INSERT INTO search_row VALUES (99, 'Case', 'x', NULL, 't', 'b')",
    )
    database = reopen(folder)
    for name in ("keys.json", "keys.json.bak"):
        (folder / name).write_bytes(b"{}")
    bad = {finding.subject: finding.words for finding in database.check() if not finding.ok}
    assert set(bad) == {
        "Links between records",
        "Key file",
        "Guards of the database",
        "Records",
        "Search index",
    }
    assert "1 records belong" in bad["Links between records"]
    with pytest.raises(WorkspaceCorruptError):
        database.close()


def test_nothing_of_an_erased_record_stays_after_compacting(folder: Path) -> None:
    database = make_database(folder)
    case = make_case()
    attachment = Attachment(
        id=AttachmentId("a"),
        case_id=case.id,
        name="zzcanaryzz.pdf",
        content=b"zzcanaryzz" * 5000,
        sha256="0",
        added_at=AT,
        added_by=PERSON,
    )
    with database.transaction("test.add", actor=PERSON, at=AT) as work:
        work.add(case, attachment)
    with database.transaction("test.remove", actor=PERSON, at=AT) as work:
        work.remove(Attachment, attachment.id)
        work.remove(Case, case.id)
    database.compact()
    size = (folder / "workspace.db").stat().st_size
    assert size < 500_000
    assert all(finding.ok for finding in database.check())
    database.close()
    raw = open_raw(Connector(folder / "workspace.db", key_of(folder), "copy"))
    plain = folder / "plain.db"
    raw.execute("ATTACH ? AS plain KEY ''", (str(plain),))
    raw.execute("SELECT sqlcipher_export('plain')")
    raw.close()
    assert b"zzcanaryzz" not in plain.read_bytes()


def test_the_workspace_goes_on_after_compacting(database: Database) -> None:
    database.compact()
    with database.transaction("case.add", actor=PERSON, at=AT + timedelta(days=1)) as work:
        work.add(make_case())
    assert all(finding.ok for finding in database.check())
