from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import pytest

from lif_desktop import __main__ as door
from lif_desktop import workroom

ROOT = Path(door.__file__).resolve().parent.parent

SESSION = """
import sys
from pathlib import Path
diary, codes, words = Path(sys.argv[1]), sys.argv[2].split(","), sys.argv[3:]
earlier = diary.read_text().splitlines() if diary.exists() else []
diary.write_text("\\n".join([*earlier, " ".join(words)]) + "\\n")
if float(codes[len(earlier)]) == 75: import time; time.sleep(0.3)
sys.exit(int(codes[len(earlier)]))
"""


class Stage:
    """Sessions that are real processes and do nothing but end with the code they were told."""

    def __init__(self, folder: Path, codes: Sequence[int], script: str = SESSION) -> None:
        self.diary = folder / "diary"
        self._codes = ",".join(str(code) for code in codes)
        self._script = script

    def command(self, words: Sequence[str], *, locked: bool) -> list[str]:
        asked = [*words, *(["--locked"] if locked else [])]
        return [sys.executable, "-c", self._script, str(self.diary), self._codes, *asked]

    def sessions(self) -> list[str]:
        return self.diary.read_text().splitlines()


def test_a_window_that_was_closed_ends_the_program(tmp_path: Path) -> None:
    stage = Stage(tmp_path, [0])
    assert door.supervise(["board.lif"], stage.command) == 0
    assert stage.sessions() == ["board.lif"]


def test_after_each_lock_a_fresh_session_starts_at_the_unlock_page(tmp_path: Path) -> None:
    stage = Stage(tmp_path, [75, 75, 0])
    assert door.supervise(["board.lif"], stage.command) == 0
    assert stage.sessions() == ["board.lif", "board.lif --locked", "board.lif --locked"]


def test_other_codes_are_passed_on(tmp_path: Path) -> None:
    assert door.supervise([], Stage(tmp_path, [3]).command) == 3


def test_a_session_that_was_killed_is_passed_on_as_shells_have_it(tmp_path: Path) -> None:
    script = "import os, signal; os.kill(os.getpid(), signal.SIGKILL)"
    assert door.supervise([], Stage(tmp_path, [], script).command) == 128 + signal.SIGKILL


def test_a_session_that_locks_at_once_each_time_is_not_started_for_ever(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(door, "_SHORTEST_SESSION", 60)
    stage = Stage(tmp_path, [75] * 10)
    assert door.supervise([], stage.command) == door.FAULT
    assert len(stage.sessions()) == 3
    assert "closes again at once" in capsys.readouterr().err


def test_the_code_of_a_lock_is_the_windows_own() -> None:
    app = pytest.importorskip("lif_desktop.ui.app")
    assert app.LOCKED == door.LOCKED


def run_program(
    *words: str, cwd: Path = ROOT, environment: dict[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-I", "-c", door._BOOT, str(ROOT), *words]
    return subprocess.run(
        command,
        cwd=cwd,
        env={**os.environ, **(environment or {})},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def test_a_real_session_knows_its_words() -> None:
    done = run_program("--session", "--help", environment={"QT_QPA_PLATFORM": "offscreen"})
    assert done.returncode == 0, done.stderr
    assert "--locked" in done.stdout


def test_a_command_goes_to_the_command_line() -> None:
    done = run_program("clocks", "calendar", "start=2026-12-18", "--working-days", "5")
    assert done.returncode == 0, done.stderr
    assert "2026" in done.stdout


def test_a_session_searches_no_current_folder_and_no_pythonpath(tmp_path: Path) -> None:
    for trap in ("lif_desktop", "json", "PySide6"):
        (tmp_path / f"{trap}.py").write_text("raise SystemExit('trapped')")
    words = door.session_command(["x.lif"], locked=True)
    assert words[-3:] == ["--session", "x.lif", "--locked"]
    probe = [*words[: words.index("--session")], "--session", "--help"]
    done = subprocess.run(
        probe,
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(tmp_path), "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "trapped" not in done.stdout + done.stderr


def test_a_frozen_program_starts_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    assert door.session_command(["x.lif"], locked=False) == [sys.executable, "--session", "x.lif"]


@pytest.mark.parametrize(
    ("name", "inside", "is_one"),
    [
        ("board.lif", None, True),
        ("board", "keys.json", True),
        ("demo", None, False),
        ("demo", "x", False),
    ],
)
def test_what_counts_as_a_workspace(
    name: str, inside: str | None, is_one: bool, tmp_path: Path
) -> None:
    folder = tmp_path / name
    folder.mkdir()
    if inside:
        (folder / inside).write_text("{}")
    assert door._is_workspace(str(folder)) is is_one


def test_the_same_door_leads_to_the_workroom() -> None:
    request = workroom.to_wire({"task": "unknown", "payload": {}})
    done = subprocess.run(
        [sys.executable, "-I", "-c", door._BOOT, str(ROOT), "--workroom", "10", "500"],
        input=request,
        capture_output=True,
        timeout=60,
        check=False,
    )
    assert workroom.from_wire(done.stdout) == {
        "error": "WorkroomError",
        "message": "There is no such task in the workroom.",
    }


FAULTY = """
import sys
sys.path.append({root!r})
from lif_desktop import __main__ as door
def meet(words):
    child = "Jane Secret"
    raise ValueError(f"{{child}} is not a number")
door._part = meet
sys.exit(door.main([]))
"""


def test_a_fault_is_reported_without_content() -> None:
    done = subprocess.run(
        [sys.executable, "-c", FAULTY.format(root=str(ROOT))],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == door.FAULT
    assert "ValueError at __main__.py:" in done.stderr
    assert "Secret" not in done.stderr + done.stdout
    assert "Traceback" not in done.stderr


def test_an_uncaught_fault_of_a_slot_is_reported_without_content(
    capsys: pytest.CaptureFixture[str],
) -> None:
    try:
        workroom.from_wire(b'{"Jane Secret"')
    except ValueError as error:
        door._report_uncaught(type(error), error, error.__traceback__)
    told = capsys.readouterr().err
    assert "JSONDecodeError at workroom.py:" in told
    assert "Secret" not in told


def test_a_fault_outside_our_own_places_says_so() -> None:
    assert door.fault_words(ValueError("Jane Secret")) == "ValueError at no place of ours"


@pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
def test_ending_the_supervisor_ends_the_session(tmp_path: Path) -> None:
    """Asked to end, the supervisor asks its session and passes on how that ended."""
    ready = tmp_path / "ready"
    session = f"import os, time; open({str(ready)!r}, 'w').write(str(os.getpid())); time.sleep(60)"
    program = (
        f"import sys; sys.path.append({str(ROOT)!r}); from lif_desktop import __main__ as door; "
        f"command = lambda words, *, locked: [sys.executable, '-c', {session!r}]; "
        "sys.exit(door.supervise([], command))"
    )
    with subprocess.Popen([sys.executable, "-c", program]) as supervisor:
        deadline = time.monotonic() + 20
        while not (ready.exists() and ready.read_text()) and time.monotonic() < deadline:
            assert supervisor.poll() is None
        supervisor.terminate()
        assert supervisor.wait(20) == 128 + signal.SIGTERM
    assert not Path(f"/proc/{ready.read_text()}").exists()
