"""The program from its supervisor on, exactly as started by hand, but for a session that says when it is usable."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

sys.path.append(sys.argv[1])  # where lif_desktop stands; -I keeps everything else out

from lif_desktop import __main__ as program
from lif_desktop import hardening

SESSION = Path(__file__).with_name("session.py")


def command(words: Sequence[str], *, locked: bool) -> list[str]:
    """As the program's own session_command, with the session that says when it is usable."""
    del locked
    return [sys.executable, "-I", str(SESSION), sys.argv[1], "--session", *words]


if __name__ == "__main__":
    hardening.harden()
    sys.exit(program.supervise(sys.argv[2:], command))
