"""Whatever happens to the bytes: damage is named, never shown as a truth."""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from lif_desktop.domain.cases import Attachment, Case
from lif_desktop.domain.identities import AttachmentId
from lif_desktop.domain.people import Person
from lif_desktop.errors import WorkspaceCorruptError
from lif_desktop.store.database import Database
from tests.store.making import AT, PERSON, make_case, make_database, reopen

PAGE = 4096
CONTENT = bytes(range(256)) * 400


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A closed workspace with a case and an attachment of 100 KB."""
    folder = tmp_path / "x.lif"
    database = make_database(folder)
    case = make_case()
    attachment = Attachment(
        id=AttachmentId("big"),
        case_id=case.id,
        name="big.bin",
        content=CONTENT,
        sha256="",
        added_at=AT,
        added_by=PERSON,
    )
    with database.transaction("test.add", actor=PERSON, at=AT) as work:
        work.add(case, attachment)
    database.close()
    return folder


def named(folder: Path) -> bool:
    """Is damage seen, at opening or by the check? And is nothing read that was not written?"""
    try:
        database = reopen(folder)
    except WorkspaceCorruptError:
        return True
    try:
        with database.reading() as reader:
            assert reader.get(Person, PERSON).name == "Moira Fairweather"
            assert reader.get(Attachment, "big").content == CONTENT
    except WorkspaceCorruptError:
        pass
    seen = not all(each.ok for each in database.check())
    try:
        database.close()
    except WorkspaceCorruptError:
        seen = True
    return seen


def pages_of(path: Path) -> int:
    return path.stat().st_size // PAGE


@pytest.mark.slow
def test_one_flipped_bit_in_any_page_is_seen(folder: Path) -> None:
    path = folder / "workspace.db"
    whole = path.read_bytes()
    chance = random.Random(7)  # noqa: S311  # a repeatable order, nothing secret
    for page in range(0, pages_of(path), 4):
        content = bytearray(whole)
        place = page * PAGE + chance.randrange(16 if page == 0 else 0, PAGE)
        content[place] ^= 1 << chance.randrange(8)
        path.write_bytes(content)
        assert named(folder), f"page {page}, byte {place % PAGE}"
    path.write_bytes(whole)
    assert not named(folder)


def swapped(content: bytes) -> bytes:
    return (
        content[: 5 * PAGE]
        + content[6 * PAGE : 7 * PAGE]
        + content[5 * PAGE : 6 * PAGE]
        + content[7 * PAGE :]
    )


def zeroed(content: bytes) -> bytes:
    return content[: 9 * PAGE] + bytes(PAGE) + content[10 * PAGE :]


@pytest.mark.parametrize(
    "harm",
    [
        swapped,
        zeroed,
        lambda content: content[: -3 * PAGE],
        lambda content: content[: 40 * PAGE],
        lambda content: content[:PAGE],
        lambda content: content[: 20 * PAGE + 512],
        lambda content: content[:-1],
        lambda content: content[:512],
        lambda content: content + bytes(PAGE),
        lambda content: content[: 50 * PAGE] + bytes(len(content) - 50 * PAGE),
    ],
    ids=[
        "pages swapped",
        "page zeroed",
        "three pages short",
        "forty pages left",
        "one page left",
        "cut inside a page",
        "one byte short",
        "512 bytes left",
        "a page too long",
        "tail zeroed",
    ],
)
def test_other_damage_is_seen(harm: Callable[[bytes], bytes], folder: Path) -> None:
    path = folder / "workspace.db"
    path.write_bytes(harm(path.read_bytes()))
    assert named(folder)


def test_what_can_still_be_read_is_read_after_a_damaged_page(folder: Path) -> None:
    path = folder / "workspace.db"
    pages = pages_of(path)
    content = bytearray(path.read_bytes())
    for page in range(pages - 20, pages):
        content[page * PAGE + 100] ^= 1
    path.write_bytes(content)
    database = reopen(folder)
    with pytest.raises(WorkspaceCorruptError), database.reading() as reader:
        reader.get(Attachment, "big")
    with database.reading() as reader:
        assert reader.get(Person, PERSON).name == "Moira Fairweather"
        assert reader.count(Case) == 1
    database.close()


@pytest.mark.slow
def test_an_older_page_put_back_is_seen_by_the_records_seals(folder: Path, tmp_path: Path) -> None:
    """The cipher's own checks call every page genuine; only the audit log's seals know better."""
    path = folder / "workspace.db"
    older = path.read_bytes()
    database = reopen(folder)
    with database.transaction("person.rename", actor=PERSON, at=AT) as work:
        person = work.get(Person, PERSON)
        work.change(replace(person, name="Moira Underwood"))
    database.close()
    newer = path.read_bytes()
    keys = [(folder / name).read_bytes() for name in ("keys.json", "keys.json.bak")]
    deceived = 0
    for page in range(1, min(len(older), len(newer)) // PAGE):
        here = slice(page * PAGE, (page + 1) * PAGE)
        if older[here] == newer[here]:
            continue
        path.write_bytes(newer[: here.start] + older[here] + newer[here.stop :])
        for name, kept in zip(("keys.json", "keys.json.bak"), keys, strict=True):
            (folder / name).write_bytes(kept)
        deceived += shows_the_older_name(folder)
    assert deceived == 1


def shows_the_older_name(folder: Path) -> bool:
    """Does the workspace show the older name? Then its check must say that something is wrong."""
    database = reopen(folder)
    with database.reading() as reader:
        older = reader.get(Person, PERSON).name == "Moira Fairweather"
    bad = [each.subject for each in database.check() if not each.ok]
    database.close()
    if older:
        assert bad == ["Records"]
    return older


def leave_a_log(folder: Path, database: Database) -> bytes:
    """Write without closing, and take the write-ahead log as a crash would leave it."""
    with database.transaction("case.add", actor=PERSON, at=AT) as work:
        work.add(make_case(reference="in the log"))
    return (folder / "workspace.db-wal").read_bytes()


def crash(folder: Path, crashed: Path) -> bytes:
    """A copy of the workspace as a crash would leave it, and its write-ahead log."""
    database = reopen(folder)
    log = leave_a_log(folder, database)
    shutil.copytree(folder, crashed)
    database.close()
    return log


@pytest.mark.parametrize("harm", ["flipped", "cut"])
def test_a_damaged_log_left_by_a_crash_never_shows_what_was_not_written(
    harm: str, folder: Path, tmp_path: Path
) -> None:
    crashed = tmp_path / "crashed.lif"
    log = bytearray(crash(folder, crashed))
    log[len(log) // 2] ^= 1
    (crashed / "workspace.db-wal").write_bytes(log if harm == "flipped" else log[:-1000])
    (crashed / "workspace.db-shm").unlink()
    opened = reopen(crashed)
    with opened.reading() as reader:
        references = {each.reference for each in reader.find(Case)}
    assert references <= {"FSCB/SCR/2016/03", "in the log"}
    assert [each for each in opened.check() if not each.ok] == []
    opened.close()


@pytest.mark.parametrize("cases", [1, 40])
def test_the_log_of_another_workspace_is_refused_and_spoils_nothing(
    cases: int, folder: Path, tmp_path: Path
) -> None:
    other = make_database(tmp_path / "other.lif")
    with other.transaction("case.add", actor=PERSON, at=AT) as work:
        work.add(*(make_case() for _ in range(cases)))
    foreign = (tmp_path / "other.lif" / "workspace.db-wal").read_bytes()
    other.close()
    before = (folder / "workspace.db").read_bytes()
    (folder / "workspace.db-wal").write_bytes(foreign)
    with pytest.raises(WorkspaceCorruptError):
        reopen(folder)
    assert (folder / "workspace.db").read_bytes() == before
    for name in ("workspace.db-wal", "workspace.db-shm"):
        (folder / name).unlink(missing_ok=True)
    opened = reopen(folder)
    assert [each for each in opened.check() if not each.ok] == []
    opened.close()


def test_a_log_whose_pages_do_not_hold_together_is_refused_and_spoils_nothing(
    folder: Path, tmp_path: Path
) -> None:
    crashed = tmp_path / "crashed.lif"
    crash(folder, crashed)
    content = bytearray((crashed / "workspace.db").read_bytes())
    for page in range(pages_of(crashed / "workspace.db") - 12, pages_of(crashed / "workspace.db")):
        content[page * PAGE + 9] ^= 1
    (crashed / "workspace.db").write_bytes(content)
    with pytest.raises(WorkspaceCorruptError, match="damaged"):
        reopen(crashed)
    assert (crashed / "workspace.db").read_bytes() == content
