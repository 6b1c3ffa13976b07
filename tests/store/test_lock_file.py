"""One window at a time; a window that died leaves no lock behind."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from lif_desktop.errors import DiskFaultError, WorkspaceBusyError
from lif_desktop.store.lock_file import WorkspaceLock

HOLDER = """
import sys, time
from pathlib import Path
from lif_desktop.store.lock_file import WorkspaceLock
lock = WorkspaceLock(Path(sys.argv[1]))
print("held", flush=True)
sys.stdin.read()
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "lock"


def test_a_second_lock_is_refused_and_told_who_has_it(path: Path) -> None:
    lock = WorkspaceLock(path)
    with pytest.raises(WorkspaceBusyError, match=f"process {os.getpid()}"):
        WorkspaceLock(path)
    assert json.loads(path.read_text())["process"] == os.getpid()
    lock.release()
    lock.release()
    assert path.read_text() == ""
    WorkspaceLock(path).release()


def test_another_process_is_refused_until_the_first_is_gone(path: Path) -> None:
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        cwd=Path(__file__).parents[2],
    )
    assert holder.stdin is not None
    assert holder.stdout is not None
    assert holder.stdout.readline() == b"held\n"
    with pytest.raises(WorkspaceBusyError, match=f"process {holder.pid}"):
        WorkspaceLock(path)
    holder.send_signal(signal.SIGKILL)
    holder.wait()
    holder.stdin.close()
    holder.stdout.close()
    WorkspaceLock(path).release()


def test_a_lock_held_by_someone_unreadable_is_still_refused(path: Path) -> None:
    lock = WorkspaceLock(path)
    path.write_text("[]")
    with pytest.raises(WorkspaceBusyError, match=r"another window\."):
        WorkspaceLock(path)
    lock.release()


def test_a_lock_whose_words_cannot_be_written_is_let_go(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> int:
        raise OSError(5, "Input/output error")

    with monkeypatch.context() as patched:
        patched.setattr(os, "write", refuse)
        with pytest.raises(DiskFaultError):
            WorkspaceLock(path)
    WorkspaceLock(path).release()
