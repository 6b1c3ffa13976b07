"""Nothing typed is readable on disk: while the workspace is open, after a kill, after closing.

A telling word goes into every kind of field, in a process of its own with a home and a folder for
temporary files of its own; then every file there is searched.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from lif_desktop.clock import SetClock
from lif_desktop.services import cases
from lif_desktop.services.workspace import unlock
from tests import factories
from tests.faults.scanning import deleted_but_open, files_holding, spellings

ROOT = Path(__file__).parents[2]
WORD = "Quillonby-Żeck"
SECRETS = (WORD, factories.PASSPHRASE)
pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="kills a process as POSIX does")


@dataclass
class Person:
    """The person at work, and the only folders they can write to."""

    process: subprocess.Popen[str]
    folders: tuple[Path, ...]

    def finish(self) -> None:
        self.process.communicate("\n", timeout=60)

    def found(self) -> dict[str, list[Path]]:
        """Secret to the files that hold it."""
        holding = {secret: files_holding(secret, self.folders) for secret in SECRETS}
        return {secret: files for secret, files in holding.items() if files}


@pytest.fixture
def places(tmp_path: Path, clock: SetClock) -> tuple[Path, ...]:
    """The workspace, the home and the folder for temporary files."""
    for name in ("work", "home", "temporary"):
        (tmp_path / name).mkdir()
    factories.make_workspace(tmp_path / "work" / "fenmarsh.lif", clock).workspace.close()
    return (tmp_path / "work", tmp_path / "home", tmp_path / "temporary")


def _at_work(places: tuple[Path, ...], end: str) -> Iterator[Person]:
    work, home, temporary = places
    process = subprocess.Popen(
        [
            sys.executable,
            "-m",
            "tests.faults.typing_person",
            str(work / "fenmarsh.lif"),
            WORD,
            end,
        ],
        cwd=ROOT,
        env={
            **{name: value for name, value in os.environ.items() if not name.startswith("COV")},
            "HOME": str(home),
            "TMPDIR": str(temporary),
            "LIF_DESKTOP_HOME": str(home / "preferences"),
            "PYTHONDONTWRITEBYTECODE": "1",
        },
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stdin is not None
    assert process.stdout is not None
    process.stdin.write(factories.PASSPHRASE + "\n")
    process.stdin.flush()
    said = process.stdout.readline()
    if said != "ready\n":
        pytest.fail(f"{said}{process.communicate(timeout=10)[1]}")
    yield Person(process, places)
    if process.poll() is None:
        process.kill()
    process.wait(timeout=10)
    for stream in (process.stdin, process.stdout, process.stderr):
        if stream is not None:
            stream.close()


@pytest.fixture
def open_person(places: tuple[Path, ...]) -> Iterator[Person]:
    """Everything typed, the workspace still open."""
    yield from _at_work(places, "stay")


@pytest.fixture
def closed_person(places: tuple[Path, ...]) -> Iterator[Person]:
    """Everything typed, the workspace closed."""
    yield from _at_work(places, "close")


@pytest.mark.slow
def test_nothing_is_readable_while_the_workspace_is_open(open_person: Person) -> None:
    assert open_person.found() == {}
    if sys.platform == "linux":
        wanted = [form for secret in SECRETS for form in spellings(secret)]
        for content in deleted_but_open(open_person.process.pid):
            assert not any(form in content for form in wanted)


@pytest.mark.slow
def test_nothing_is_readable_after_a_kill_and_nothing_is_lost(
    open_person: Person, clock: SetClock
) -> None:
    open_person.process.send_signal(signal.SIGKILL)
    open_person.process.wait(timeout=10)
    assert open_person.found() == {}
    workspace = unlock(
        open_person.folders[0] / "fenmarsh.lif",
        person_name=factories.PERSON,
        passphrase=factories.PASSPHRASE,
        clock=clock,
    )
    assert [row.reference for row in cases.cases(workspace)] == [WORD]
    case = cases.case_file(workspace, cases.cases(workspace)[0].case_id)
    assert {draft.form_id for draft in case.drafts} == {
        "referral", "grid", "decision", "learning_summary", "action",
    }  # fmt: skip
    workspace.close()


@pytest.mark.slow
def test_nothing_is_readable_once_it_is_closed(closed_person: Person) -> None:
    assert closed_person.found() == {}
    closed_person.finish()
    assert closed_person.found() == {}


def test_the_search_would_find_the_word(tmp_path: Path) -> None:
    for at, form in enumerate(spellings(WORD)):
        (tmp_path / f"{at}.bin").write_bytes(b"\x00" + form + b"\x00")
    assert len(files_holding(WORD, [tmp_path])) == len(spellings(WORD))
