"""A fault is told by its kind and place: no trace, and not a word of what somebody typed."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from lif_desktop import __main__ as door

ROOT = Path(door.__file__).resolve().parent.parent
WORD = "Zebulon"
IN_A_COMMAND = f"""
def fail(_argv):
    raise ValueError("{WORD}")
from lif_desktop import cli
cli.main = fail
"""
IN_A_THREAD = f"""
import threading
def fail():
    raise ValueError("{WORD}")
def command(_argv):
    thread = threading.Thread(target=fail)
    thread.start()
    thread.join()
    return 0
from lif_desktop import cli
cli.main = command
"""
IN_A_DESTRUCTOR = f"""
class Ending:
    def __del__(self):
        raise ValueError("{WORD}")
def command(_argv):
    Ending()
    return 0
from lif_desktop import cli
cli.main = command
"""


@pytest.mark.parametrize(
    ("script", "code"),
    [(IN_A_COMMAND, door.FAULT), (IN_A_THREAD, 0), (IN_A_DESTRUCTOR, 0)],
    ids=["command", "thread", "destructor"],
)
def test_a_fault_says_where_and_never_what(script: str, code: int) -> None:
    end = "import sys; from lif_desktop.__main__ import main; sys.exit(main(['clocks']))"
    done = subprocess.run(
        [sys.executable, "-c", script + end],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == code
    assert WORD not in done.stderr + done.stdout
    assert "Traceback" not in done.stderr
    assert len(done.stderr.splitlines()) == 1
    assert "has met a fault: ValueError at " in done.stderr
