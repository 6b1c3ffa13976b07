"""How long from starting the program to a usable unlock page, beside a bare PySide6 window?"""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from benchmarks import workspaces
from benchmarks.figures import Row, middle
from lif_desktop.store.key_slots import KdfSettings

LIMIT = 2.0
RUNS = 9
ROOT = Path(__file__).resolve().parents[1]
CHILDREN = Path(__file__).with_name("children")


def measure(folder: Path) -> Row:
    """New processes each time, in turns; the first of each fills the file cache and is not counted."""
    workspace, _clock = workspaces.make(folder, kdf=KdfSettings.cheapest())
    workspace.close()
    ours = [str(CHILDREN / "program.py"), str(ROOT), str(workspace.folder)]
    bare = [str(CHILDREN / "bare_window.py")]
    times: list[tuple[float, float]] = [
        (_until_ready(ours), _until_ready(bare)) for _ in range(RUNS + 1)
    ]
    figure = middle([mine for mine, _ in times[1:]])
    peer = middle([other for _, other in times[1:]])
    return Row(
        title="Cold start to a usable unlock page",
        figure_ms=figure,
        peer="bare PySide6 window",
        peer_ms=peer,
        measured=figure / peer,
        limit=LIMIT,
        note=f"{RUNS} runs; supervisor and session, people listed, passphrase field focused and painted",
    )


def _until_ready(words: Sequence[str]) -> float:
    """Milliseconds until a new process says it is ready."""
    begun = time.perf_counter()
    with subprocess.Popen(
        [sys.executable, "-I", *words],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    ) as child:  # Qt's offscreen platform has a word to say of every window
        assert child.stdout is not None  # noqa: S101  # we asked for a pipe
        said = child.stdout.readline()
        taken = (time.perf_counter() - begun) * 1000
        if said.strip() != "ready" or child.wait(timeout=60) != 0:
            message = f"{Path(words[0]).name} did not come up"
            raise RuntimeError(message)
    return taken
