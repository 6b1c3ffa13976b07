"""Processes that do one thing over and over until they are killed.

The nursery loads the program once and forks a child for each round, so that many kills are quick.
Run as a script: python nursery.py DEED FOLDER; each line on standard input starts one child.
"""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from lif_desktop.domain.cases import Draft
from lif_desktop.domain.identities import DraftId
from lif_desktop.store import key_slots
from lif_desktop.store.database import Database
from tests.store.making import (
    AT,
    CHEAP,
    PASSPHRASE,
    PERSON,
    make_case,
    make_keys,
    make_person,
    make_referral,
    reopen,
)

ROOT = Path(__file__).parents[2]


class Nursery:
    """The nursery as the test sees it."""

    def __init__(self, deed: str, folder: Path) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.faults.nursery", deed, str(folder)],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            bufsize=1,
        )

    def killed_after(self, seconds: float, *, done: int = 0) -> int:
        """Start a child, let it work, kill it, and tell the last that it acknowledged.

        Args:
            seconds: how long it works before the kill.
            done: how many it has acknowledged before those seconds begin.
        """
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write("go\n")
        pid = int(self._process.stdout.readline())
        acknowledged = 0
        for _ in range(done):
            acknowledged = int(self._process.stdout.readline())
        time.sleep(seconds)
        os.kill(pid, signal.SIGKILL)
        for line in self._process.stdout:
            if line == "gone\n":
                break
            acknowledged = int(line)
        return acknowledged

    def close(self) -> None:
        """End the nursery."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.close()
        try:
            self._process.wait(timeout=10)
        finally:
            self._process.kill()
        self._process.stdout.close()


@contextmanager
def nursery(deed: str, folder: Path) -> Iterator[Nursery]:
    """A nursery for one deed, ended at last."""
    opened = Nursery(deed, folder)
    try:
        yield opened
    finally:
        opened.close()


def moments(count: int, longest: float) -> list[float]:
    """So many waits in seconds, always the same ones."""
    chance = random.Random(20161121)  # noqa: S311  # a repeatable order, nothing secret
    return [chance.uniform(0.0, longest) for _ in range(count)]


def save_cases(folder: Path) -> Iterator[int]:
    """Save pairs of a case and its referral, and a draft in between, as fast as it goes."""
    database = reopen(folder)
    with database.reading() as reader:
        draft = reader.get(Draft, "draft")
    number = draft.revision
    while True:
        number += 1
        case = make_case(reference=f"R{number}")
        with database.transaction("case.add", actor=PERSON, at=AT) as work:
            work.add(case, make_referral(case, answers={"text": "long " * 400}))
            draft = work.change(replace(draft, answers={"number": number}))
        yield number


def write_keys(folder: Path) -> Iterator[int]:
    """Change the key file as fast as it goes."""
    keyring = key_slots.unlock(folder, label=PERSON, passphrase=PASSPHRASE)
    for number in range(1, 1_000_000):
        if number % 2:
            key_slots.add_slot(
                folder, keyring, label=f"{os.getpid()}", passphrase=PASSPHRASE, kdf=CHEAP
            )
        else:
            key_slots.remove_slot(folder, keyring, label=f"{os.getpid()}")
        yield number


def make_backups(folder: Path) -> Iterator[int]:
    """Make backups as fast as it goes."""
    database = reopen(folder)
    start = len(list((folder / "backups").glob("*.db")))
    for number in range(1, 1_000_000):
        database.backup(at=AT + timedelta(days=start + number))
        yield number


def create_workspaces(folder: Path) -> Iterator[int]:
    """Create one workspace after another."""
    for number in range(1, 1_000_000):
        place = folder / f"{os.getpid()}-{number}.lif"
        Database.create(place, make_keys(place)).close()
        yield number


def make_folder(folder: Path) -> None:
    """A workspace with the draft that save_cases goes on with."""
    database = Database.create(folder, make_keys(folder))
    case = make_case(reference="R0")
    draft = Draft(
        id=DraftId("draft"),
        case_id=case.id,
        form_id="referral",
        form_version="1",
        answers={"number": 0},
        saved_at=AT,
        saved_by=PERSON,
    )
    with database.transaction("workspace.create", actor=PERSON, at=AT) as work:
        work.add(make_person(), case, make_referral(case), draft)
    database.close()


DEEDS: dict[str, Callable[[Path], Iterator[int]]] = {
    each.__name__: each for each in (save_cases, write_keys, make_backups, create_workspaces)
}


def _child(deed: str, folder: Path) -> None:
    os.write(1, f"{os.getpid()}\n".encode())
    for number in DEEDS[deed](folder):
        os.write(1, f"{number}\n".encode())


def main() -> None:
    """Fork a child for each line that comes in."""
    deed, folder = sys.argv[1], Path(sys.argv[2])
    for _ in sys.stdin:
        pid = os.fork()
        if pid == 0:
            _child(deed, folder)
        os.waitpid(pid, 0)
        os.write(1, b"gone\n")


if __name__ == "__main__":
    main()
