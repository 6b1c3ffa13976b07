"""An older workspace opens, keeps everything, and ends with the schema of a new one."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from sqlalchemy import Connection

from lif_desktop.domain.people import Person
from lif_desktop.errors import WorkspaceCorruptError, WorkspaceTooNewError
from lif_desktop.store import audit_log, database, key_slots, migrations, schema
from lif_desktop.store.audit_log import Seal
from lif_desktop.store.backups import kept_backups
from lif_desktop.store.connections import Connector, RawConnection, open_raw
from lif_desktop.store.database import Database
from lif_desktop.store.migrating import migrate
from lif_desktop.store.migrations import Step
from tests.store.make_stored_workspace import stored_folder
from tests.store.making import (
    AT,
    PASSPHRASE,
    PERSON,
    make_case,
    make_database,
    make_referral,
    one_of_each,
    reopen,
)


def shape(raw: RawConnection) -> list[tuple[str, ...]]:
    asked = "SELECT type, name, sql FROM sqlite_master ORDER BY type, name"
    return [tuple(map(str, row)) for row in raw.execute(asked)]


def raw_of(folder: Path) -> RawConnection:
    ring = key_slots.unlock(folder, label=PERSON, passphrase=PASSPHRASE)
    return open_raw(Connector(folder / "workspace.db", ring, "copy"))


@pytest.mark.parametrize("version", range(1, schema.VERSION + 1))
def test_a_stored_workspace_of_every_version_opens(version: int, tmp_path: Path) -> None:
    """If this fails before version 1 is released, run tests/store/make_stored_workspace.py again."""
    folder = tmp_path / "old.lif"
    shutil.copytree(stored_folder(version), folder)
    opened = reopen(folder)
    with opened.reading() as reader:
        for record_type, record in one_of_each().items():
            assert reader.get(record_type, record.id) == record
    assert [each for each in opened.check() if not each.ok] == []
    opened.close()
    make_database(tmp_path / "new.lif").close()
    old, new = raw_of(folder), raw_of(tmp_path / "new.lif")
    assert shape(old) == shape(new)
    old.close()
    new.close()


def test_the_steps_are_numbered_without_a_gap() -> None:
    assert sorted(migrations.STEPS) == list(range(2, schema.VERSION + 1))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A closed workspace with a case and its referral."""
    folder = tmp_path / "x.lif"
    opened = make_database(folder)
    case = make_case()
    with opened.transaction("test.add", actor=PERSON, at=AT) as work:
        work.add(case, make_referral(case))
    opened.close()
    return folder


@pytest.fixture
def raw(folder: Path) -> Iterator[RawConnection]:
    raw = raw_of(folder)
    yield raw
    raw.close()


@pytest.fixture
def seal(folder: Path) -> Seal:
    return Seal(key_slots.unlock(folder, label=PERSON, passphrase=PASSPHRASE))


def rebuild_case(connection: Connection) -> None:
    """Rebuild a table that others refer to, the way that SQLite asks for."""
    connection.exec_driver_sql('CREATE TABLE fresh AS SELECT * FROM "case"')
    sql = connection.exec_driver_sql(
        "SELECT sql FROM sqlite_master WHERE name = 'case'"
    ).scalar_one()
    connection.exec_driver_sql('DROP TABLE "case"')
    connection.exec_driver_sql(sql)
    connection.exec_driver_sql('INSERT INTO "case" SELECT * FROM fresh')
    connection.exec_driver_sql("DROP TABLE fresh")


def recode_people(connection: Connection) -> None:
    connection.exec_driver_sql("UPDATE person SET post = 'Business Manager (interim)'")


def lose_a_case(connection: Connection) -> None:
    connection.exec_driver_sql("CREATE TABLE half (a)")
    connection.exec_driver_sql('DELETE FROM "case"')


def run_out_of_breath(connection: Connection) -> None:
    recode_people(connection)
    connection.exec_driver_sql("CREATE TABLE half (a)")
    raise ZeroDivisionError


def test_steps_run_in_order_and_lose_no_child_rows_and_no_triggers(
    raw: RawConnection, seal: Seal
) -> None:
    before = shape(raw)
    steps: Mapping[int, Step] = {2: rebuild_case, 3: recode_people}
    migrate(raw, seal, steps=steps, to_version=3, at=AT)
    assert raw.execute("SELECT count(*) FROM referral").fetchone() == (1,)
    assert [row for row in shape(raw) if row[0] == "trigger"] == [
        row for row in before if row[0] == "trigger"
    ]
    assert schema.user_version(raw) == 3
    assert raw.execute("PRAGMA foreign_keys").fetchone() == (1,)


def test_the_audit_log_tells_of_it_and_the_records_stand_as_it_left_them(
    raw: RawConnection, seal: Seal
) -> None:
    migrate(raw, seal, steps={2: recode_people}, to_version=2, at=AT)
    with schema.engine_on(raw).begin() as connection:
        last = audit_log.entries(connection)[-1]
        assert (last.verb, last.detail) == ("workspace.migrate", {"from": 1, "to": 2})
        assert audit_log.verify(connection, seal).problems == ()
        assert audit_log.verify_records(connection, seal) == ()


@pytest.mark.parametrize(
    ("step", "error"),
    [(lose_a_case, WorkspaceCorruptError), (run_out_of_breath, ZeroDivisionError)],
)
def test_a_step_that_fails_leaves_everything_as_it_was(
    step: Step, error: type[Exception], raw: RawConnection, seal: Seal
) -> None:
    before = shape(raw), raw.execute("SELECT * FROM person").fetchall()
    with pytest.raises(error):
        migrate(raw, seal, steps={2: step}, to_version=2, at=AT)
    assert (shape(raw), raw.execute("SELECT * FROM person").fetchall()) == before
    assert schema.user_version(raw) == 1
    assert raw.execute("PRAGMA foreign_keys").fetchone() == (1,)


def test_opening_an_older_workspace_makes_a_backup_first(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(schema, "VERSION", 2)
    monkeypatch.setattr(database, "STEPS", {2: recode_people})
    opened = reopen(folder)
    with opened.reading() as reader:
        assert reader.get(Person, PERSON).post == "Business Manager (interim)"
    assert [each for each in opened.check() if not each.ok] == []
    opened.close()
    (backup,) = kept_backups(folder / "backups")
    assert backup.database.name.endswith("-v1.db")
    monkeypatch.undo()
    with pytest.raises(WorkspaceTooNewError):
        reopen(folder)


def test_without_a_clock_the_files_own_time_names_the_backup(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(schema, "VERSION", 2)
    monkeypatch.setattr(database, "STEPS", {2: recode_people})
    ring = key_slots.unlock(folder, label=PERSON, passphrase=PASSPHRASE)
    Database.open(folder, ring).close()
    assert len(kept_backups(folder / "backups")) == 1


def test_a_result_that_fails_its_check_is_told(raw: RawConnection, seal: Seal) -> None:
    class Doubtful:
        """A connection whose last check finds something."""

        def execute(self, statement: str, *values: object) -> object:
            if statement == "PRAGMA quick_check":
                return raw.execute("SELECT 'row 1 missing from index'")
            return raw.execute(statement, *values)

        def __getattr__(self, name: str) -> object:
            return getattr(raw, name)

    with pytest.raises(WorkspaceCorruptError, match="did not pass its check"):
        migrate(Doubtful(), seal, steps={2: recode_people}, to_version=2, at=AT)
