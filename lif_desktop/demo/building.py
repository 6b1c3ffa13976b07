"""What does the demonstration make, and how long does each step take?

FOLDER/demo.lif, a workspace with two invented cases; FOLDER/documents/, their papers, signed by
two people; FOLDER/authority.pem, the invented board's certificate. What the cases tell happened on
their own days; the papers are made and signed now, so that their signatures are valid now.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from lif_desktop import settings
from lif_desktop.clock import Clock, SetClock, SystemClock
from lif_desktop.definitions.example_case import Entry, ExampleCase, read_example
from lif_desktop.demo import walking
from lif_desktop.domain.documents import KIND_LABELS, DocumentKind
from lif_desktop.domain.identities import CaseId
from lif_desktop.domain.people import Person, Role
from lif_desktop.errors import FileRefusedError
from lif_desktop.services import documents, learning
from lif_desktop.services import workspace as workspaces
from lif_desktop.services.actions import TrackerFilter, tracker_sheet
from lif_desktop.services.documents import Signer
from lif_desktop.services.passphrases import generate_passphrase
from lif_desktop.services.saving import make_folder, remove, save_file
from lif_desktop.services.workspace import Workspace

_PACKAGE_ROOT = Path(__file__).resolve().parents[2]
_BOOT = (
    "import sys; sys.path.append(sys.argv[1]); "
    "from lif_desktop.__main__ import main; sys.exit(main(sys.argv[2:]))"
)
WORKSPACE, PAPERS, AUTHORITY = "demo.lif", "documents", "authority.pem"
_MARKER = "ABOUT-THIS-FOLDER.txt"
_ABOUT = (
    "This folder was made by the demonstration of LIF Desktop. Everyone and everything in it is invented.\n"
    "Running the demonstration again replaces it.\n"
)
_SIGNED = (
    DocumentKind.DECISION_FORM,
    DocumentKind.DECISION_GRID,
    DocumentKind.LEARNING_SUMMARY,
    DocumentKind.ACTION_PLAN,
)

_STEP_WIDTH, _MADE_WIDTH = 40, 18
"""Characters of the first two columns of the account."""

Tell = Callable[[str], None]


class _Table:
    """Tells what was made, line by line as it is made, with the time it took."""

    def __init__(self, tell: Tell) -> None:
        self._tell = tell
        self._total = 0.0

    @contextmanager
    def timed(self, step: str, made: str) -> Iterator[None]:
        """Tell of a step and its seconds once it is done."""
        start = time.perf_counter()
        yield
        seconds = time.perf_counter() - start
        self._total += seconds
        self._line(step, made, seconds)

    def sum_up(self) -> None:
        """Tell how long everything took."""
        self._line("Everything", "", self._total)

    def _line(self, step: str, made: str, seconds: float) -> None:
        self._tell(f"{step:<{_STEP_WIDTH}}  {made:<{_MADE_WIDTH}}  {seconds:6.2f} s")


def build(folder: Path, tell: Tell, *, clock: Clock | None = None) -> Path:
    """Make the example board in a folder.

    Args:
        folder: where; made if it is not there. What an earlier demonstration left is replaced.
        tell: called with each line of the account.
        clock: the moment the papers are made and signed; None asks this computer.

    Returns:
        The workspace that was made.

    Raises:
        FileRefusedError: something is in the way that no demonstration made.
        FolderReadOnlyError, DiskFullError: as they say.
    """
    _clear(folder)
    moment = (clock or SystemClock()).now()
    set_clock = SetClock(moment)
    table = _Table(tell)
    passphrases: dict[str, str] = {}
    examples = _examples()
    with table.timed("Workspace", WORKSPACE):
        workspace = _make_workspace(folder, set_clock, examples, passphrases)
    try:
        for example in examples:
            case_id = _walk(workspace, set_clock, example, table)
            set_clock.put(moment)
            _papers(workspace, folder, example, case_id, passphrases, table)
        save_file(folder / AUTHORITY, documents.export_authority(workspace).encode("ascii"))
        sheet = documents.issue_fingerprint_sheet(workspace)
        save_file(folder / PAPERS / sheet.file_name, sheet.content)
        name = workspace.actor.name
    finally:
        workspace.close()
    table.sum_up()
    tell(f"Certificate of the board: {folder / AUTHORITY}")
    tell(f"Workspace: {folder / WORKSPACE}")
    tell(f"Person: {name}")
    tell(f"Passphrase: {passphrases[name]}")
    return folder / WORKSPACE


def open_window(workspace: Path, tell: Tell) -> None:
    """Open the window on a workspace if this computer shows one, and wait until it is closed."""
    if not has_display():
        tell("There is no display here, so the window was not opened.")
        return
    tell("The window opens on the example board. Close it to end the demonstration.")
    subprocess.run(window_command(workspace), check=False)  # noqa: S603  # our own interpreter and program


def window_command(workspace: Path) -> list[str]:
    """The words that open the window of this installation; no module is looked for in the current folder."""
    if getattr(sys, "frozen", False):
        return [sys.executable, str(workspace)]
    return [sys.executable, "-I", "-c", _BOOT, str(_PACKAGE_ROOT), str(workspace)]


def has_display(platform: str = sys.platform) -> bool:
    """Can a window be shown?"""
    if os.environ.get("QT_QPA_PLATFORM") in {"offscreen", "minimal"}:
        return False
    if platform in {"win32", "darwin"}:
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def _clear(folder: Path) -> None:
    """Make room: what an earlier demonstration left goes; anything else stays and is an error."""
    made = [folder / WORKSPACE, folder / PAPERS, folder / AUTHORITY]
    there = [path for path in made if path.exists()]
    if there and not (folder / _MARKER).exists():
        raise FileRefusedError(
            f"{there[0]} is there and no demonstration made it. Name another folder."
        )
    for path in there:
        remove(path)
    make_folder(folder / PAPERS)
    save_file(folder / _MARKER, _ABOUT.encode())


def _examples() -> tuple[ExampleCase, ...]:
    shelf = settings.resources_folder() / "example"
    return tuple(read_example(path) for path in sorted(shelf.glob("case-*.toml")))


def _make_workspace(
    folder: Path,
    clock: Clock,
    examples: tuple[ExampleCase, ...],
    passphrases: dict[str, str],
) -> Workspace:
    """The first case's board and first person; everyone else who signs is added."""
    board, first = examples[0].case, examples[0].people[0]
    passphrases[str(first["name"])] = generate_passphrase()
    workspace = workspaces.create(
        folder / WORKSPACE,
        board_name=str(board["board_name"]),
        board_short_name=str(board["board_short_name"]),
        framework=str(board["framework"]),
        person_name=str(first["name"]),
        person_post=str(first["post"]),
        passphrase=passphrases[str(first["name"])],
        clock=clock,
        kdf=workspaces.cheapest_keys(),
    ).workspace
    for example in examples:
        for entry in example.people:
            if str(entry["name"]) not in passphrases:
                _add(workspace, entry, passphrases)
    return workspace


def _add(workspace: Workspace, entry: Entry, passphrases: dict[str, str]) -> None:
    name = str(entry["name"])
    passphrases[name] = generate_passphrase()
    workspaces.add_person(
        workspace,
        name=name,
        post=str(entry["post"]),
        role=Role(str(entry["role"])),
        passphrase=passphrases[name],
        kdf=workspaces.cheapest_keys(),
    )


def _walk(workspace: Workspace, clock: SetClock, example: ExampleCase, table: _Table) -> CaseId:
    reference = str(example.case["reference"])
    with table.timed("Referral, screening, summaries", reference):
        case_id = walking.refer(workspace, clock, example)
    with table.timed("Views, grid, recommendations", reference):
        walking.weigh(workspace, clock, example, case_id)
    with table.timed("Decision and its clocks", reference):
        walking.decide(workspace, clock, example, case_id)
    with table.timed("Notices", reference):
        walking.tell(workspace, clock, example, case_id)
    with table.timed("Actions", reference):
        walking.act(workspace, clock, example, case_id)
    with table.timed("Learning summary", reference):
        walking.learn(workspace, clock, example, case_id)
    return case_id


def _papers(
    workspace: Workspace,
    folder: Path,
    example: ExampleCase,
    case_id: CaseId,
    passphrases: dict[str, str],
    table: _Table,
) -> None:
    """Every kind of document, signed by whoever decided and by whoever recorded it."""
    people = {person.name: person for person in workspaces.people(workspace)}
    recorder, decider = (people[str(entry["name"])] for entry in example.people[:2])
    tracked_on = example.events["tracker"]
    for kind in _SIGNED:
        with table.timed(f"{KIND_LABELS[kind]}, signed twice", str(example.case["reference"])):
            name, content = _paper(
                workspace, kind, case_id, (decider, recorder), passphrases, tracked_on
            )
            save_file(folder / PAPERS / name, content)
    learning.publish(workspace, case_id)
    sheet = tracker_sheet(workspace, tracked_on, wanted=TrackerFilter(case_id=case_id))
    stem = str(example.case["reference"]).replace("/", "-")
    save_file(folder / PAPERS / f"action-tracker-{stem}.xlsx", sheet)


def _paper(
    workspace: Workspace,
    kind: DocumentKind,
    case_id: CaseId,
    signers: tuple[Person, Person],
    passphrases: dict[str, str],
    on: date,
) -> tuple[str, bytes]:
    roles = ("Decision maker", "Recorded by")
    document = documents.issue(
        workspace,
        kind,
        case_id,
        [
            Signer(role=role, name=person.name, post=person.post)
            for role, person in zip(roles, signers, strict=True)
        ],
        on=on,
    )
    for person in signers:
        document = documents.sign(
            workspace, document.id, person_id=person.id, passphrase=passphrases[person.name]
        )
    return document.file_name, document.content
