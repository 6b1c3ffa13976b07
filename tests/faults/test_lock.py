"""After a lock no process of ours holds the passphrase or a word of a case.

The real window stands on a virtual screen and is driven with a real keyboard; then the memory of
every process of the program is read. Needs Xvfb, xdotool and the right to read that memory.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from lif_desktop.clock import SetClock
from tests import factories
from tests.faults.scanning import memory_holds

WORD = "Quillonby-Zeck"
_SECONDS = 40
_MISSING = [name for name in ("Xvfb", "xdotool") if shutil.which(name) is None]


def _can_read_memory() -> bool:
    return sys.platform == "linux" and os.geteuid() == 0


@dataclass
class Screen:
    """The program's window on a virtual screen."""

    supervisor: subprocess.Popen[bytes]
    display: str

    def session(self) -> int | None:
        """The process that holds the window, or None between two."""
        children = Path(f"/proc/{self.supervisor.pid}/task/{self.supervisor.pid}/children")
        found = children.read_text(encoding="ascii").split()
        return int(found[0]) if found else None

    def keys(self, *words: str) -> None:
        subprocess.run(["xdotool", *words], env=self._environment(), check=True)

    def focus(self) -> None:
        """Give the window the keyboard, as a window manager would."""
        self.keys("search", "--onlyvisible", "--name", "LIF Desktop", "windowfocus")

    def title(self) -> str:
        """Titles of all windows that are shown."""
        found = subprocess.run(
            ["xdotool", "search", "--onlyvisible", "--name", ".", "getwindowname", "%@"],
            env=self._environment(),
            capture_output=True,
            text=True,
            check=False,
        )
        return found.stdout

    def _environment(self) -> dict[str, str]:
        return {**os.environ, "DISPLAY": self.display}


def _wait(condition: Callable[[], object], what: str) -> None:
    until = time.monotonic() + _SECONDS
    while time.monotonic() < until:
        if condition():
            return
        subprocess.run(["sleep", "0.1"], check=True)
    pytest.fail(f"waited in vain: {what}")


@pytest.fixture
def screen(tmp_path: Path, clock: SetClock) -> Iterator[Screen]:
    """The unlock page of a workspace with one case that holds the word."""
    if _MISSING or not _can_read_memory():
        reason = f"needs {', '.join(_MISSING) or 'the right to read the memory of a process'}"
        if os.environ.get("CI"):
            pytest.fail(reason)
        pytest.skip(reason)
    folder = tmp_path / "fenmarsh.lif"
    workspace = factories.make_workspace(folder, clock).workspace
    factories.submitted_case(workspace, pseudonym=WORD)
    workspace.close()
    read, write = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(write), "-screen", "0", "1440x900x24", "-nolisten", "tcp"],
        pass_fds=[write],
        stderr=subprocess.DEVNULL,
    )
    os.close(write)
    with os.fdopen(read) as numbers:
        display = f":{numbers.readline().strip()}"
    home = tmp_path / "home"
    home.mkdir()
    supervisor = subprocess.Popen(
        [sys.executable, "-m", "lif_desktop", str(folder)],
        cwd=Path(__file__).parents[2],
        env={
            **os.environ,
            "DISPLAY": display,
            "QT_QPA_PLATFORM": "xcb",
            "LIF_DESKTOP_HOME": str(home),
        },
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    shown = Screen(supervisor, display)
    _wait(lambda: "LIF Desktop" in shown.title(), "the unlock page")
    yield shown
    for process in (shown.session(), supervisor.pid):
        if process is not None:
            os.kill(process, 15)
    supervisor.wait(timeout=20)
    server.terminate()
    server.wait(timeout=20)


@pytest.mark.slow
def test_lock_leaves_nothing_in_memory(screen: Screen) -> None:
    first = screen.session()
    assert first is not None
    screen.focus()
    screen.keys("type", "--delay", "15", factories.PASSPHRASE)
    screen.keys("key", "Return")
    _wait(lambda: memory_holds(first, [WORD]), "the case on the home page")
    assert memory_holds(first, [factories.PASSPHRASE]), "the scan finds what is there"
    screen.keys("key", "ctrl+l")
    _wait(lambda: screen.session() not in {None, first}, "a new session after the lock")
    second = screen.session()
    assert second is not None
    assert not Path(f"/proc/{first}").exists()
    secrets = [WORD, factories.PASSPHRASE]
    assert memory_holds(second, secrets) == []
    assert memory_holds(screen.supervisor.pid, secrets) == []
