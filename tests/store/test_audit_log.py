"""What was done stays told: no change, gap, removal or older copy goes unseen."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from lif_desktop.domain.cases import Case
from lif_desktop.domain.people import Person
from lif_desktop.errors import DiskFaultError
from lif_desktop.store import audit_log, key_slots
from lif_desktop.store.audit_log import NO_ENTRY, AuditHead, Seal
from lif_desktop.store.connections import Connector, RawConnection, open_raw
from lif_desktop.store.key_ring import KeyRing
from lif_desktop.store.schema import engine_on
from lif_desktop.store.sqlite_errors import sqlite_errors_translated
from tests.store.making import AT, PASSPHRASE, PERSON, make_case, make_database, reopen


@pytest.fixture
def closed(folder: Path) -> Path:
    """A closed workspace with four entries in its audit log."""
    database = make_database(folder)
    for number in range(3):
        with database.transaction("case.add", actor=PERSON, at=AT) as work:
            work.add(make_case(reference=f"R{number}"))
            work.note({"number": number})
    database.close()
    return folder


def key_of(folder: Path) -> KeyRing:
    return key_slots.unlock(folder, label=PERSON, passphrase=PASSPHRASE)


@pytest.fixture
def intruder(closed: Path) -> Iterator[RawConnection]:
    """A connection of someone who holds the data key and uses other tools."""
    raw = open_raw(Connector(closed / "workspace.db", key_of(closed), "copy"))
    yield raw
    raw.close()


def problems(folder: Path, *witnesses: AuditHead) -> str:
    database = reopen(folder)
    found = [
        f"{each.subject}: {each.words}"
        for each in database.check(witnesses=witnesses)
        if not each.ok
    ]
    database.close()
    return " | ".join(found)


def test_each_step_writes_one_entry(closed: Path) -> None:
    database = reopen(closed)
    with database.reading() as reader:
        entries = reader.audit_entries()
        case = reader.find(Case)[2]
        of_case = reader.audit_entries(case_id=case.id)
        later = reader.audit_entries(after=2, limit=1)
    database.close()
    assert [(each.seq, each.verb, each.actor) for each in entries] == [
        (1, "workspace.create", PERSON),
        (2, "case.add", PERSON),
        (3, "case.add", PERSON),
        (4, "case.add", PERSON),
    ]
    assert entries[0].prev == NO_ENTRY
    assert entries[3].prev == entries[2].mac
    assert of_case == entries[3:]
    assert later == entries[2:3]
    assert entries[3].detail == {"number": 2}
    assert [(each.deed, each.kind, each.record_id) for each in entries[3].changes] == [
        ("add", "Case", case.id)
    ]


def test_an_entry_holds_ids_and_no_words(closed: Path, intruder: RawConnection) -> None:
    rows = intruder.execute("SELECT * FROM audit_entry").fetchall()
    assert "Child P" not in str(rows)
    assert "Fairweather" not in str(rows)


def test_the_code_is_short_and_of_the_whole_mac() -> None:
    assert AuditHead(1, "ff" * 32).code == "ZZZZ-ZZZZ"
    assert AuditHead(0, NO_ENTRY).code == "0000-0000"


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit_entry SET actor = 'other'",
        "DELETE FROM audit_entry WHERE seq = 4",
        "INSERT INTO audit_entry SELECT seq + 5, at, actor, verb, changes, cases, detail, mac, 'x' FROM audit_entry WHERE seq = 4",
        "INSERT INTO audit_entry SELECT seq + 1, at, actor, verb, changes, cases, detail, 'x', 'x' FROM audit_entry WHERE seq = 4",
        "INSERT OR REPLACE INTO audit_entry SELECT seq, at, 'other', verb, changes, cases, detail, prev, mac FROM audit_entry WHERE seq = 4",
        "REPLACE INTO audit_entry SELECT seq, at, 'other', verb, changes, cases, detail, prev, mac FROM audit_entry WHERE seq = 1",
    ],
)
def test_the_guards_refuse(statement: str, intruder: RawConnection) -> None:
    with pytest.raises(DiskFaultError), sqlite_errors_translated():
        intruder.execute(statement)


def without_guards(raw: RawConnection, *statements: str) -> None:
    """What an intruder does who takes the guards away and puts them back."""
    guards = raw.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
    for name, _ in guards:
        raw.execute(f"DROP TRIGGER {name}")
    for statement in statements:
        raw.execute(statement)
    for _, text in guards:
        raw.execute(text)
    raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")


@pytest.mark.parametrize(
    ("statements", "words"),
    [
        (["UPDATE audit_entry SET actor = 'other' WHERE seq = 2"], "altered at entry 2"),
        (["UPDATE audit_entry SET at = '2020' WHERE seq = 4"], "altered at entry 4"),
        (["UPDATE audit_entry SET detail = '{}' WHERE seq = 3"], "altered at entry 3"),
        (["UPDATE audit_entry SET changes = '[]' WHERE seq = 3"], "altered at entry 3"),
        (["DELETE FROM audit_entry WHERE seq = 2"], "altered at entry 3"),
        (["DELETE FROM audit_entry WHERE seq = 1"], "altered at entry 2"),
        (["DELETE FROM audit_entry WHERE seq = 4"], "shorter than it once was"),
        (["DELETE FROM audit_entry"], "shorter than it once was"),
        (
            [
                "UPDATE audit_entry SET seq = 90 WHERE seq = 2",
                "UPDATE audit_entry SET seq = 2 WHERE seq = 3",
                "UPDATE audit_entry SET seq = 3 WHERE seq = 90",
            ],
            "altered at entry 2",
        ),
    ],
    ids=[
        "actor",
        "time",
        "detail",
        "changes",
        "gap",
        "first gone",
        "last gone",
        "all gone",
        "reordered",
    ],
)
def test_tampering_with_the_log_is_seen(
    statements: list[str], words: str, closed: Path, intruder: RawConnection
) -> None:
    without_guards(intruder, *statements)
    intruder.close()
    assert words in problems(closed)


def test_what_was_altered_behind_the_last_close_is_seen_at_open(
    closed: Path, intruder: RawConnection
) -> None:
    without_guards(intruder, "DELETE FROM audit_entry WHERE seq = 4")
    intruder.close()
    database = reopen(closed)
    assert [each.subject for each in database.findings_at_open] == ["Audit log"]
    assert "older copy" in database.findings_at_open[0].words
    database.close()


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE person SET role = 'chair'",
        "UPDATE \"case\" SET pseudonym = 'Child Q' WHERE reference = 'R1'",
        "DELETE FROM \"case\" WHERE reference = 'R1'",
        "INSERT INTO person SELECT 'x', 0, name, post, role, left_on FROM person",
    ],
    ids=["changed", "changed case", "removed", "slipped in"],
)
def test_a_record_changed_past_the_program_is_seen(
    statement: str, closed: Path, intruder: RawConnection
) -> None:
    intruder.execute(statement)
    intruder.close()
    assert "Records: 1 of the" in problems(closed).replace("Records: Records", "Records")


def test_a_missing_guard_is_seen_at_open(closed: Path, intruder: RawConnection) -> None:
    intruder.execute("DROP TRIGGER audit_entry_is_never_changed")
    intruder.close()
    database = reopen(closed)
    assert "audit_entry_is_never_changed" in database.findings_at_open[0].words
    database.close()


def test_a_changed_guard_and_a_foreign_one_are_seen(closed: Path, intruder: RawConnection) -> None:
    intruder.execute("DROP TRIGGER search_row_removed")
    intruder.execute(
        "CREATE TRIGGER search_row_removed AFTER DELETE ON search_row BEGIN SELECT 1; END"
    )
    intruder.execute("CREATE TRIGGER extra AFTER DELETE ON person BEGIN SELECT 1; END")
    intruder.close()
    assert "extra, search_row_removed" in problems(closed)


def test_a_chain_forged_whole_is_denied_by_a_printed_code(
    closed: Path, intruder: RawConnection
) -> None:
    head = intruder.execute("SELECT seq, mac FROM audit_entry WHERE seq = 3").fetchone()
    printed = AuditHead(*head)
    assert problems(closed, printed) == ""
    assert "entry 3 is no longer" in problems(closed, replace(printed, mac_hex="ab" * 32))
    assert "entry 9 was seen" in problems(closed, replace(printed, seq=9))


def test_an_older_copy_of_the_database_put_back_is_seen(folder: Path, tmp_path: Path) -> None:
    make_database(folder).close()
    older = (folder / "workspace.db").read_bytes()
    database = reopen(folder)
    with database.transaction("case.add", actor=PERSON, at=AT) as work:
        work.add(make_case())
    database.close()
    (folder / "workspace.db").write_bytes(older)
    database = reopen(folder)
    assert "older copy" in database.findings_at_open[0].words
    database.close()


def test_the_chain_can_be_followed_from_a_known_place(closed: Path) -> None:
    raw = open_raw(Connector(closed / "workspace.db", key_of(closed), "copy"))
    with engine_on(raw).begin() as connection:
        seal = Seal(key_of(closed))
        whole = audit_log.verify(connection, seal)
        rest = audit_log.verify(connection, seal, after=3)
        beyond = audit_log.verify(connection, seal, after=77)
    raw.close()
    assert whole.head == rest.head
    assert whole.problems == rest.problems == ()
    assert whole.entries == 4
    assert beyond.head == whole.head


def test_the_seal_of_another_workspace_does_not_fit(closed: Path, tmp_path: Path) -> None:
    other = make_database(tmp_path / "other.lif")
    raw = open_raw(Connector(closed / "workspace.db", key_of(closed), "copy"))
    with engine_on(raw).begin() as connection:
        seal = Seal(key_of(tmp_path / "other.lif"))
        assert "altered at entry 1" in audit_log.verify(connection, seal).problems[0]
    raw.close()
    other.close()


def test_a_restored_person_is_sealed_like_an_added_one(closed: Path) -> None:
    raw = open_raw(Connector(closed / "workspace.db", key_of(closed), "copy"))
    with engine_on(raw).begin() as connection:
        seal = Seal(key_of(closed))
        kinds = [change.kind for change in audit_log.reseal_all(connection, seal)]
        assert audit_log.verify_records(connection, seal) == ()
    raw.close()
    assert sorted(kinds) == ["Case", "Case", "Case", Person.__name__]
