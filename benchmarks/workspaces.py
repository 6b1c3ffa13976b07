"""Workspaces to measure with: the invented board and its cases, typed in as a person would."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from lif_desktop import settings
from lif_desktop.clock import SetClock
from lif_desktop.definitions.example_case import ExampleCase, read_example
from lif_desktop.services.workspace import Workspace, create
from lif_desktop.store.key_slots import KdfSettings

PASSPHRASE = "plover ferry anvil thimble moss"  # noqa: S105  # opens invented workspaces only
PERSON = "Moira Fairweather"


def example(name: str = "case-a") -> ExampleCase:
    """An invented case."""
    return read_example(settings.resources_folder() / "example" / f"{name}.toml")


def make(folder: Path, *, kdf: KdfSettings) -> tuple[Workspace, SetClock]:
    """A workspace of the invented board, open, with the clock it goes by."""
    clock = SetClock(datetime(2016, 4, 5, 10, tzinfo=UTC))
    made = create(
        folder / "bench.lif",
        board_name="Fenmarsh Safeguarding Children Board",
        board_short_name="FSCB",
        framework="cambridgeshire-2016",
        person_name=PERSON,
        person_post="Business Manager",
        passphrase=PASSPHRASE,
        clock=clock,
        kdf=kdf,
    )
    return made.workspace, clock
