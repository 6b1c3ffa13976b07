"""A backup counts once it was opened and checked; old ones go; one comes back in a new folder."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lif_desktop.domain.cases import Case
from lif_desktop.errors import (
    DiskFullError,
    FileRefusedError,
    NotFoundError,
    WorkspaceCorruptError,
)
from lif_desktop.store import backups, key_slots
from lif_desktop.store.backups import kept_backups, restore, worth_keeping
from lif_desktop.store.connections import PLAIN_MAGIC
from lif_desktop.store.database import Database
from tests.store.making import AT, CHEAP, PASSPHRASE, PERSON, make_case, reopen


def test_a_backup_opens_by_itself_with_the_same_passphrase(
    database: Database, tmp_path: Path
) -> None:
    with database.transaction("case.add", actor=PERSON, at=AT) as work:
        work.add(make_case(pseudonym="Child B"))
    backup = database.backup(at=AT)
    with database.transaction("case.add", actor=PERSON, at=AT) as work:
        work.add(make_case(pseudonym="Later"))
    restore(backup.database, tmp_path / "again.lif")
    again = reopen(tmp_path / "again.lif")
    with again.reading() as reader:
        assert [each.pseudonym for each in reader.find(Case)] == ["Child B"]
    assert all(finding.ok for finding in again.check())
    assert again.findings_at_open == ()
    again.close()


def test_a_backup_is_one_encrypted_file_with_its_keys(database: Database, folder: Path) -> None:
    backup = database.backup(at=AT)
    assert sorted(path.name for path in (folder / "backups").iterdir()) == [
        "2026-11-20T093000Z-v1.db",
        "2026-11-20T093000Z-v1.keys.json",
    ]
    content = backup.database.read_bytes()
    assert not content.startswith(PLAIN_MAGIC)
    assert backup.size == len(content)
    assert backup.database.stat().st_mode & 0o077 == 0
    assert backup.keys.read_bytes() == (folder / "keys.json").read_bytes()


def test_a_backup_may_go_to_another_drive(database: Database, tmp_path: Path) -> None:
    backup = database.backup(at=AT, into=tmp_path / "usb")
    assert kept_backups(tmp_path / "usb") == (backup,)
    assert not (database.folder / "backups").exists()


def test_a_copy_that_fails_its_check_is_thrown_away_and_older_ones_stay(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = database.backup(at=AT)
    copy = backups._copy

    def spoil(files: object, partial: Path, keyring: object) -> None:
        copy(files, partial, keyring)  # type: ignore[arg-type]  # handed through unchanged
        content = bytearray(partial.read_bytes())
        content[9000] ^= 1
        partial.write_bytes(content)

    monkeypatch.setattr(backups, "_copy", spoil)
    with pytest.raises(WorkspaceCorruptError, match="did not pass"):
        database.backup(at=AT + timedelta(hours=1))
    assert kept_backups(database.folder / "backups") == (first,)
    assert not list((database.folder / "backups").glob("*.partial*"))


def test_a_copy_of_fewer_records_is_thrown_away(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(backups, "_state", lambda _: (1, {"person": 2}))
    with pytest.raises(WorkspaceCorruptError, match="as many records"):
        database.backup(at=AT)


def test_no_room_is_told_before_anything_is_written(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    usage = shutil.disk_usage(database.folder)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage._replace(free=1000))
    with pytest.raises(DiskFullError, match=r"Free at least \d+ MB"):
        database.backup(at=AT)
    assert kept_backups(database.folder / "backups") == ()


def test_what_is_no_backup_is_not_listed(database: Database) -> None:
    made = database.backup(at=AT)
    folder = database.folder / "backups"
    (folder / "notes.db").write_bytes(b"x")
    (folder / "2026-01-01T000000Z-v1.db").write_bytes(b"x")
    assert kept_backups(folder) == (made,)
    assert kept_backups(folder / "absent") == ()


def test_backups_that_had_their_time_go_with_their_keys(database: Database) -> None:
    for hour in range(4):
        database.backup(at=AT + timedelta(hours=hour))
    kept = kept_backups(database.folder / "backups")
    assert [each.made_at for each in kept] == [AT + timedelta(hours=3)]
    assert len(list((database.folder / "backups").iterdir())) == 2


def days(*numbers: int) -> list[datetime]:
    return [datetime(2026, 1, 1, 12, tzinfo=UTC) + timedelta(days=number) for number in numbers]


def test_seven_days_four_weeks_and_twelve_months_are_kept() -> None:
    daily = days(*range(800))
    kept = sorted(worth_keeping(daily), reverse=True)
    assert kept[:7] == sorted(daily, reverse=True)[:7]
    assert len({moment.strftime("%Y-%m") for moment in kept}) == 12
    assert len(kept) <= 7 + 4 + 12


@given(st.lists(st.integers(0, 10**6), max_size=60))
def test_the_latest_is_always_kept_and_nothing_is_invented(hours: list[int]) -> None:
    moments = [AT + timedelta(hours=hour) for hour in hours]
    kept = worth_keeping(moments)
    assert kept <= set(moments)
    assert not moments or max(moments) in kept
    assert worth_keeping(kept) == kept


@pytest.mark.parametrize("missing", [".db", ".keys.json"])
def test_half_a_backup_is_refused(missing: str, database: Database, tmp_path: Path) -> None:
    backup = database.backup(at=AT)
    (backup.database if missing == ".db" else backup.keys).unlink()
    with pytest.raises(NotFoundError, match="not complete"):
        restore(backup.database, tmp_path / "again.lif")


def test_a_folder_that_holds_something_is_refused(database: Database, tmp_path: Path) -> None:
    backup = database.backup(at=AT)
    with pytest.raises(FileRefusedError, match="not empty"):
        restore(backup.database, database.folder)
    (tmp_path / "empty").mkdir()
    restore(backup.database, tmp_path / "empty")


@pytest.mark.parametrize(
    "spoil",
    [lambda path: path.write_bytes(b""), lambda path: path.write_bytes(path.read_bytes()[:-100])],
    ids=["empty", "cut"],
)
def test_a_spoilt_backup_is_refused(
    spoil: Callable[[Path], object], database: Database, tmp_path: Path
) -> None:
    backup = database.backup(at=AT)
    spoil(backup.database)
    with pytest.raises(WorkspaceCorruptError):
        restore(backup.database, tmp_path / "again.lif")
    assert not (tmp_path / "again.lif").exists()


def test_a_spoilt_key_file_is_refused(database: Database, tmp_path: Path) -> None:
    backup = database.backup(at=AT)
    backup.keys.write_bytes(b"{}")
    with pytest.raises(WorkspaceCorruptError):
        restore(backup.database, tmp_path / "again.lif")


def test_a_backup_opens_with_the_passphrase_of_its_day(
    database: Database, folder: Path, tmp_path: Path
) -> None:
    backup = database.backup(at=AT)
    ring = key_slots.unlock(folder, label=PERSON, passphrase=PASSPHRASE)
    key_slots.reset_passphrase(folder, ring, label=PERSON, passphrase=PASSPHRASE + "!", kdf=CHEAP)
    restore(backup.database, tmp_path / "again.lif")
    reopen(tmp_path / "again.lif").close()


def test_the_workspace_can_be_written_after_a_backup(database: Database) -> None:
    database.backup(at=AT)
    with database.transaction("case.add", actor=PERSON, at=AT) as work:
        work.add(make_case())
    assert all(finding.ok for finding in database.check())


def test_a_backup_made_after_the_clock_went_back_stays(database: Database) -> None:
    later = database.backup(at=AT)
    earlier = database.backup(at=AT - timedelta(hours=2))
    assert kept_backups(database.folder / "backups") == (later, earlier)


def test_what_a_killed_backup_left_is_swept(database: Database) -> None:
    folder = database.folder / "backups"
    folder.mkdir()
    for name in ("a.db.partial", "a.db.partial-journal", "b.keys.json.new", "c.keys.json"):
        (folder / name).write_bytes(b"x")
    database.backup(at=AT)
    assert len(list(folder.iterdir())) == 2
