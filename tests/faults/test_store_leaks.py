"""What was typed is in no file: while open, after a kill, after closing; nor is a key or a passphrase."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from lif_desktop.store import key_slots
from tests.store.making import AT, PASSPHRASE, PERSON, make_database, reopen

ROOT = Path(__file__).parents[2]
CANARY = "Zqxcanaryzqx"

TYPIST = """
import sys
from pathlib import Path
from lif_desktop import logs
from lif_desktop.domain.cases import Case
from tests.store.making import *
from tests.faults.test_store_leaks import CANARY
folder = Path(sys.argv[1])
logs.begin(Path(sys.argv[2]))
database = reopen(folder)
cases = [make_case(pseudonym=f"{CANARY} {n}", reference=f"{CANARY}-{n}") for n in range(3000)]
with database.transaction("test.add", actor=PERSON, at=AT) as work:
    work.add(*cases[:50])
    for case in cases[:50]:
        work.add(make_referral(case, answers={CANARY: [CANARY] * 200}))
try:
    with database.transaction("test.fail", actor=PERSON, at=AT) as work:
        work.add(*cases[:1])
except Exception as error:
    logs.fault("test.fail", error)
    print(type(error).__name__, error)
with database.reading() as reader:
    sort = (
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 60000) "
        "SELECT i || ? || abs(random()) AS x FROM n ORDER BY x"
    )
    reader.connection.exec_driver_sql(sort, (CANARY,)).fetchall()
    reader.search(CANARY)
database.backup(at=AT)
with database.transaction("test.open", actor=PERSON, at=AT) as work:
    work.add(*cases[50:])
    print("open", flush=True)
    sys.stdin.read()
"""


def secrets_of(folder: Path) -> list[bytes]:
    key = key_slots.unlock(folder, label=PERSON, passphrase=PASSPHRASE).cipher_key()
    digits = key[2:66]
    raw = bytes.fromhex(digits.decode())
    words = [CANARY, PASSPHRASE]
    return [digits, raw, *(text.encode(code) for text in words for code in ("utf-8", "utf-16-le"))]


def leaks(roots: list[Path], secrets: list[bytes], process: int | None = None) -> list[str]:
    """Files under these folders, and files a process holds open though they are deleted, with a secret in them."""
    found = [path for root in roots for path in root.rglob("*") if path.is_file()]
    if process is not None:
        found += [
            path
            for path in Path(f"/proc/{process}/fd").iterdir()
            if "(deleted)" in str(path.readlink()) or str(path.readlink()).startswith("/memfd")
        ]
    return [str(path) for path in found if any(each in path.read_bytes() for each in secrets)]


@pytest.mark.slow
def test_nothing_typed_is_in_any_file_at_any_time(tmp_path: Path) -> None:
    folder, home, temporary = tmp_path / "x.lif", tmp_path / "home", tmp_path / "tmp"
    home.mkdir()
    temporary.mkdir()
    make_database(folder).close()
    secrets = secrets_of(folder)
    places = {"HOME": str(home), "TMPDIR": str(temporary), "SQLITE_TMPDIR": str(temporary)}
    typist = subprocess.Popen(
        [sys.executable, "-c", TYPIST, str(folder), str(home / "log")],
        cwd=ROOT,
        env=os.environ | places,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    assert typist.stdin is not None
    assert typist.stdout is not None
    said = typist.stdout.readline(), typist.stdout.readline()
    try:
        assert said[0].startswith("EditConflictError"), said[0] + typist.stdout.read()
        assert CANARY not in said[0]
        assert said[1] == "open\n"
        roots = [folder, home, temporary]
        assert leaks(roots, secrets, typist.pid) == []
        assert (folder / "workspace.db-wal").stat().st_size > 0
        assert list((home / "log").iterdir()) != []
    finally:
        typist.send_signal(signal.SIGKILL)
        typist.wait()
        typist.stdin.close()
        typist.stdout.close()
    assert leaks(roots, secrets) == []
    database = reopen(folder)
    with database.reading() as reader:
        assert len(reader.search(CANARY, limit=500)) == 100
    assert leaks(roots, secrets) == []
    database.close()
    assert leaks(roots, secrets) == []


def test_the_scan_finds_what_is_there(tmp_path: Path) -> None:
    make_database(tmp_path / "x.lif").close()
    secrets = secrets_of(tmp_path / "x.lif")
    (tmp_path / "a").write_bytes(b"..." + CANARY.encode() + b"...")
    (tmp_path / "b").write_bytes(PASSPHRASE.encode("utf-16-le"))
    assert sorted(leaks([tmp_path], secrets)) == [str(tmp_path / "a"), str(tmp_path / "b")]


def test_backups_hold_nothing_in_the_clear(tmp_path: Path) -> None:
    folder = tmp_path / "x.lif"
    database = make_database(folder)
    database.backup(at=AT, into=tmp_path / "usb")
    database.close()
    assert leaks([tmp_path], [b"Fairweather", *secrets_of(folder)]) == []
