"""A full disk and a folder that may not be written get one clear sentence, and nothing is lost."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from lif_desktop.domain.cases import Attachment, Case
from lif_desktop.domain.identities import AttachmentId, new_id
from lif_desktop.errors import DiskFullError
from lif_desktop.store import key_slots
from lif_desktop.store.backups import kept_backups
from lif_desktop.store.database import Database
from tests.store.making import (
    AT,
    CHEAP,
    PASSPHRASE,
    PERSON,
    make_case,
    make_database,
    make_keys,
    reopen,
)

ROOT = Path(__file__).parents[2]


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 3 MB; only an administrator can make one."""
    disk = tmp_path / "disk"
    disk.mkdir()
    mount = shutil.which("mount")
    asked = [mount or "mount", "-t", "tmpfs", "-o", "size=3m", "tmpfs", str(disk)]
    if mount is None or subprocess.run(asked, check=False, capture_output=True).returncode:
        pytest.skip(
            "a disk of our own needs an administrator; the limit of a file's size is tested anyway"
        )
    yield disk
    subprocess.run(["umount", "--lazy", str(disk)], check=True)


def keep_attachment(database: Database, size: int) -> None:
    case = make_case()
    attachment = Attachment(
        id=AttachmentId(new_id()),
        case_id=case.id,
        name="big.bin",
        content=os.urandom(size),
        sha256="",
        added_at=AT,
        added_by=PERSON,
    )
    with database.transaction("attachment.add", actor=PERSON, at=AT) as work:
        work.add(case, attachment)


def fill(database: Database) -> int:
    """Keep attachments until the disk is full; how many were kept."""
    for saved in range(1000):
        try:
            keep_attachment(database, 100_000)
        except DiskFullError:
            return saved
    raise AssertionError("The disk was never full.")


def test_a_full_disk_keeps_everything_that_was_saved(small_disk: Path) -> None:
    folder = small_disk / "x.lif"
    database = make_database(folder)
    saved = fill(database)
    assert saved > 3
    with database.reading() as reader:
        assert reader.count(Attachment) == reader.count(Case) == saved
        assert reader.audit_head().seq == saved + 1
    with pytest.raises(DiskFullError, match="Free at least"):
        database.backup(at=AT)
    assert [each for each in database.check() if not each.ok] == []
    database.close()
    (small_disk / "ballast").write_bytes(bytes(os.statvfs(small_disk).f_bavail * 4096))
    again = reopen(folder)
    with again.reading() as reader:
        assert reader.count(Attachment) == saved
    again.close()


def test_after_freeing_some_room_the_same_window_goes_on(small_disk: Path) -> None:
    ballast = small_disk / "ballast"
    database = make_database(small_disk / "x.lif")
    ballast.write_bytes(bytes(1_000_000))
    fill(database)
    ballast.unlink()
    keep_attachment(database, 50_000)
    assert [each for each in database.check() if not each.ok] == []
    database.close()


def test_a_full_disk_leaves_the_key_file_as_it_was(small_disk: Path) -> None:
    folder = small_disk / "x.lif"
    ring = make_keys(folder)
    before = (folder / "keys.json").read_bytes()
    (small_disk / "ballast").write_bytes(bytes(os.statvfs(small_disk).f_bavail * 4096))
    with pytest.raises(DiskFullError):
        key_slots.add_slot(folder, ring, label="two", passphrase=PASSPHRASE, kdf=CHEAP)
    assert (folder / "keys.json").read_bytes() == before
    with pytest.raises(DiskFullError):
        Database.create(folder, ring)
    assert not (folder / "workspace.db").exists()


LIMITED = """
import resource, signal, sys
from pathlib import Path
from lif_desktop.errors import LifError
from tests.faults.test_store_disk import keep_attachment
from tests.store.making import reopen
database = reopen(Path(sys.argv[1]))
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (1_500_000, 1_500_000))
saved = 0
try:
    while True:
        keep_attachment(database, 100_000)
        saved += 1
except LifError as error:
    print(saved, type(error).__name__)
"""


def run(script: str, *arguments: str) -> str:
    done = subprocess.run(
        [sys.executable, "-c", script, *arguments],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_a_file_that_may_not_grow_keeps_everything_that_was_saved(tmp_path: Path) -> None:
    folder = tmp_path / "x.lif"
    make_database(folder).close()
    saved, error = run(LIMITED, str(folder)).split()
    assert int(saved) > 3
    assert error in {"DiskFullError", "DiskFaultError"}
    database = reopen(folder)
    with database.reading() as reader:
        assert reader.count(Attachment) == int(saved)
    assert [each for each in database.check() if not each.ok] == []
    database.close()


AS_SOMEONE_ELSE = """
import os, sys
from pathlib import Path
from lif_desktop.errors import LifError
from lif_desktop.store import key_slots
from lif_desktop.store.database import Database
from tests.store.making import AT, CHEAP, PASSPHRASE, PERSON, make_database, reopen
warm = make_database(Path(sys.argv[1]) / "warm.lif")
warm.backup(at=AT)
warm.close()
folder = Path(sys.argv[1]) / "x.lif"
if os.geteuid() == 0:
    os.setgid(65534)
    os.setuid(65534)

def told(deed):
    try:
        deed()
    except LifError as error:
        print(type(error).__name__ + ": " + str(error))
    else:
        print("done")

told(lambda: reopen(folder))
ring = key_slots.unlock(folder, label=PERSON, passphrase=PASSPHRASE)
told(lambda: key_slots.add_slot(folder, ring, label="two", passphrase=PASSPHRASE, kdf=CHEAP))
told(lambda: key_slots.create_keys(folder / "new.lif", label=PERSON, passphrase=PASSPHRASE, kdf=CHEAP))
"""


@pytest.fixture
def read_only(tmp_path: Path) -> Iterator[Path]:
    """A workspace that anyone may read and nobody but an administrator may write."""
    folder = tmp_path / "x.lif"
    make_database(folder).close()
    for path in folder.rglob("*"):
        path.chmod(0o444)
    folder.chmod(0o555)
    opened = [each for each in folder.parents if not each.stat().st_mode & 0o001]
    modes = {each: each.stat().st_mode for each in opened}
    for each in opened:
        each.chmod(0o755)
    yield folder
    for each, mode in modes.items():
        each.chmod(mode)
    folder.chmod(0o700)


def test_a_folder_that_may_not_be_written_is_told_as_such(read_only: Path) -> None:
    before = {path.name: path.read_bytes() for path in read_only.iterdir()}
    told = run(AS_SOMEONE_ELSE, str(read_only.parent)).splitlines()
    assert len(told) == 3
    for line in told:
        assert line.startswith("FolderReadOnlyError: The workspace folder cannot be"), line
    assert {path.name: path.read_bytes() for path in read_only.iterdir()} == before


def test_a_database_that_may_not_be_written_is_told_as_such(read_only: Path) -> None:
    (read_only / "lock").chmod(0o666)
    told = run(AS_SOMEONE_ELSE, str(read_only.parent)).splitlines()
    assert told[0].startswith("FolderReadOnlyError: The workspace"), told[0]


def test_backups_go_nowhere_when_their_folder_may_not_be_written(tmp_path: Path) -> None:
    database = make_database(tmp_path / "x.lif")
    with pytest.raises(Exception, match=r"disk|folder"):
        database.backup(at=AT, into=tmp_path / "x.lif" / "keys.json" / "deeper")
    assert kept_backups(tmp_path / "x.lif" / "backups") == ()
    database.close()


def test_a_folder_that_may_not_be_entered_is_told_as_such(read_only: Path) -> None:
    read_only.chmod(0o000)
    told = run(AS_SOMEONE_ELSE.replace("ring = ", "sys.exit() or "), str(read_only.parent))
    assert told.startswith("FolderReadOnlyError: The workspace folder cannot be read or written.")
