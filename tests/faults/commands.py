"""Runs the program's commands as a person does, in a process of their own, and judges how they answer."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from tests import factories

ROOT = Path(__file__).parents[2]
_NOBODY = 65534


@dataclass(frozen=True, slots=True)
class Told:
    """How a command ended and what it said."""

    code: int
    out: str
    err: str

    @property
    def sentence(self) -> str:
        """The one line of the complaint.

        Raises:
            AssertionError: it isn't one line, or it says what it must not.
        """
        lines = self.err.splitlines()
        assert len(lines) == 1, self
        (line,) = lines
        assert line.endswith((".", "?")), line
        assert line.isprintable(), line
        self.require_discretion()
        return line

    def require_discretion(self) -> None:
        """No trace of the program's insides, and nothing of what is secret."""
        for word in ("Traceback", "Error:", "met a fault", *factories.PASSPHRASE.split()):
            assert word not in self.err + self.out, self


def run(*words: str | Path, given: bytes = b"", prepare: Callable[[], None] | None = None) -> Told:
    """Run a command; standard input holds what is given.

    Args:
        words: those of the call.
        given: standard input.
        prepare: called in the new process before the program starts.
    """
    done = subprocess.run(
        [sys.executable, "-m", "lif_desktop", *map(str, words)],
        cwd=ROOT,
        input=given,
        capture_output=True,
        check=False,
        timeout=120,
        preexec_fn=prepare,  # limits of the system are set in the child itself
    )
    return Told(done.returncode, done.stdout.decode(), done.stderr.decode())


_AS_NOBODY = f"""
import os, sys
from lif_desktop import cli, hardening
from lif_desktop.clock import SystemClock
from lif_desktop.services import documents, maintenance, workspace
from tests import factories
from pathlib import Path
factories.make_workspace(Path(sys.argv[1]), SystemClock()).workspace.close()  # everything is loaded now
if os.geteuid() == 0:
    os.setgid({_NOBODY})
    os.setuid({_NOBODY})
sys.exit(cli.main(sys.argv[2:]))
"""


def run_as_nobody(warm: Path, *words: str | Path) -> Told:
    """Run a command as somebody whom the system lets write nowhere but in open folders.

    An administrator may write everywhere, and the interpreter may lie where nobody else can read:
    so everything is loaded, by making a workspace at `warm`, before the process gives up its rights.
    """
    done = subprocess.run(
        [sys.executable, "-c", _AS_NOBODY, str(warm), *map(str, words)],
        cwd=ROOT,
        capture_output=True,
        check=False,
        timeout=120,
    )
    return Told(done.returncode, done.stdout.decode(), done.stderr.decode())


def let_others_enter(folder: Path) -> dict[Path, int]:
    """Open the way to a folder for everybody; the modes to put back."""
    closed = [each for each in (folder, *folder.parents) if not each.stat().st_mode & 0o001]
    modes = {each: each.stat().st_mode for each in closed if os.access(each, os.W_OK)}
    for each in modes:
        each.chmod(0o755)
    return modes
