"""What the unlock page does on "Unlock", in a process that has just listed the people."""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path

sys.path.append(sys.argv[1])  # where lif_desktop stands; -I keeps everything else out

from lif_desktop import hardening
from lif_desktop.clock import SystemClock
from lif_desktop.store import key_slots
from lif_desktop.store.key_ring import KdfSettings, derive
from lif_desktop.ui.doors import Doors


class TimedDerivation:
    """The key derivation, with its time taken apart."""

    def __init__(self) -> None:
        self.seconds = 0.0

    def __call__(self, secret: bytes, kdf: KdfSettings, salt: bytes) -> bytes:
        """As derive."""
        begun = time.perf_counter()
        try:
            return derive(secret, kdf, salt)
        finally:
            self.seconds += time.perf_counter() - begun


def main(folder: Path) -> None:
    """Unlock once and print the milliseconds of the whole and of the derivation."""
    hardening.harden()
    passphrase = sys.stdin.readline().rstrip("\n")
    doors = Doors(SystemClock())
    (person,) = doors.people(folder)
    doors.warm_up()  # as the page does while the passphrase is typed
    derivation = TimedDerivation()
    key_slots.derive = derivation  # type: ignore[attr-defined]  # in its place, so that its time is known
    begun = time.perf_counter()
    workspace = doors.unlock(folder, person.person_id, passphrase)
    whole = time.perf_counter() - begun
    workspace.close()
    print(json.dumps({"whole": whole * 1000, "derivation": derivation.seconds * 1000}))


if __name__ == "__main__":
    main(Path(sys.argv[2]))
