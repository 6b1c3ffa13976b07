# ruff: noqa: INP001  # a script, not part of a package
"""Take the README's pictures from the real window: how does the program look with an invented case in it?

    QT_QPA_PLATFORM=offscreen python packaging/build_pictures.py docs/pictures

The first invented case is typed in through the services, as the demonstration does it. The case's page is
taken while the Chair reflects, the tracker on the day its figures tell of; the paper is the one that is filed.
"""

from __future__ import annotations

import os
import sys
import tempfile
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QDeadlineTimer, QEvent, QEventLoop
from PySide6.QtWidgets import QApplication

from lif_desktop import settings
from lif_desktop.clock import ENGLAND, SetClock
from lif_desktop.definitions.example_case import read_example
from lif_desktop.demo import walking
from lif_desktop.domain.documents import DocumentKind
from lif_desktop.services import documents, workspace
from lif_desktop.services.documents import Signer
from lif_desktop.services.passphrases import generate_passphrase
from lif_desktop.services.workspace import Workspace
from lif_desktop.settings import Preferences
from lif_desktop.ui.app import SessionWindow, prepare
from lif_desktop.ui.doors import Doors
from lif_desktop.ui.theme import appearance

REFLECTING = datetime(2016, 5, 13, 10, 0, tzinfo=ENGLAND)
TRACKING = datetime(2018, 3, 12, 11, 0, tzinfo=ENGLAND)
SIZE = (1440, 900)


def main(target: Path) -> None:
    """Write case.png, tracker.png and decision-form.png."""
    application = QApplication(sys.argv[:1])
    prepare(application)
    appearance().apply(Preferences(theme="light"))
    target.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        os.environ["LIF_DESKTOP_HOME"] = folder
        _take(Path(folder), target)


def _take(folder: Path, target: Path) -> None:
    example = read_example(settings.resources_folder() / "example" / "case-a.toml")
    clock = SetClock(REFLECTING)
    made = workspace.create(
        folder / "fenmarsh",
        board_name=str(example.case["board_name"]),
        board_short_name=str(example.case["board_short_name"]),
        framework=str(example.case["framework"]),
        person_name=str(example.people[0]["name"]),
        person_post=str(example.people[0]["post"]),
        passphrase=generate_passphrase(),
        clock=clock,
        kdf=workspace.cheapest_keys(),
    ).workspace
    case_id = walking.refer(made, clock, example)
    walking.weigh(made, clock, example, case_id)
    clock.put(REFLECTING)
    _picture(made, clock, "case", case_id, target / "case.png")
    walking.decide(made, clock, example, case_id)
    form = documents.issue(
        made, DocumentKind.DECISION_FORM, case_id, [Signer(role="Decision maker")]
    )
    paper = documents.page_picture(documents.content(made, form.id), 1)
    (target / "decision-form.png").write_bytes(paper)
    for step in (walking.tell, walking.act, walking.learn):
        step(made, clock, example, case_id)
    clock.put(TRACKING)
    _picture(made, clock, "actions", "", target / "tracker.png")
    made.close()


def _picture(opened: Workspace, clock: SetClock, page: str, argument: str, file: Path) -> None:
    """The window with one page open."""
    window = SessionWindow(Doors(clock))
    window.resize(*SIZE)
    window.show()
    window.open_workspace(opened)
    _rest(window)
    if window.main is not None:
        window.main.open_page(page, argument)
    _rest(window)
    window.grab().save(str(file))
    window.jobs.close()
    window.hide()


def _rest(window: SessionWindow) -> None:
    """Let everything happen that waits to happen; heights follow widths, one after the other."""
    for _ in range(12):
        deadline = QDeadlineTimer(10_000)
        while window.jobs.is_busy and not deadline.hasExpired():
            QApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 20)
        QApplication.processEvents()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
