"""How long does unlocking take beyond the key derivation, which is slow on purpose?"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from benchmarks import workspaces
from benchmarks.figures import Row, middle
from lif_desktop.demo import walking
from lif_desktop.store.key_slots import KdfSettings

LIMIT_MS = 300
RUNS = 7
ROOT = Path(__file__).resolve().parents[1]
CHILD = Path(__file__).with_name("children") / "unlock.py"


def measure(folder: Path) -> Row:
    """A new process each time, on a workspace with a whole case in it and real derivation costs."""
    workspace, clock = workspaces.make(folder, kdf=KdfSettings.calibrated())
    told = workspaces.example()
    case_id = walking.refer(workspace, clock, told)
    for step in (walking.weigh, walking.decide, walking.tell, walking.learn, walking.act):
        step(workspace, clock, told, case_id)
    workspace.close()
    times = [_unlock(workspace.folder) for _ in range(RUNS)]
    beyond = middle([each["whole"] - each["derivation"] for each in times])
    return Row(
        title="Unlock beyond the key derivation",
        figure_ms=middle([each["whole"] for each in times]),
        peer="Argon2id alone",
        peer_ms=middle([each["derivation"] for each in times]),
        measured=beyond,
        limit=LIMIT_MS,
        unit="ms",
        note=f"{RUNS} runs; from the button to the open workspace, key file, database, audit chain, forms and editions",
    )


def _unlock(folder: Path) -> dict[str, float]:
    answer = subprocess.run(
        [sys.executable, "-I", str(CHILD), str(ROOT), str(folder)],
        input=f"{workspaces.PASSPHRASE}\n",
        capture_output=True,
        text=True,
        check=True,
    )
    times: dict[str, float] = json.loads(answer.stdout)
    return times
