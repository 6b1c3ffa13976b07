"""However the process ends, at most the last two seconds of typing are gone, and nothing before them."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from lif_desktop.clock import SetClock
from lif_desktop.domain.cases import Draft
from lif_desktop.domain.identities import CaseId
from lif_desktop.services import referrals
from lif_desktop.services.workspace import unlock
from lif_desktop.ui.app import SessionWindow
from tests import factories
from tests.faults.typing_in_window import FIELD, TOPIC, word
from tests.ui.conftest import (  # noqa: F401  # the fixtures of the window's tests hold here too
    Answers,
    CheapDoors,
    home_folder,
    no_real_dialogs,
    prepared,
)
from tests.walks.keyboard_person import KeyboardPerson

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform == "win32", reason="kills a process as POSIX does"),
]
ROOT = Path(__file__).parents[2]
MAY_BE_LOST = 2.0
"""Seconds of typing."""
KILLS = 6


@dataclass(frozen=True)
class Typed:
    """What a person had typed when they were killed."""

    killed_at: float
    words: tuple[tuple[float, int], ...]
    """Time and number of each word."""

    @property
    def must_be_there(self) -> int:
        """Number of the last word that was typed more than two seconds before the kill."""
        old = [number for at, number in self.words if at <= self.killed_at - MAY_BE_LOST]
        return max(old, default=0)


@pytest.fixture
def begun(tmp_path: Path, clock: SetClock) -> tuple[Path, CaseId]:
    """A closed workspace with a referral that was begun."""
    folder = tmp_path / "fenmarsh.lif"
    workspace = factories.make_workspace(folder, clock).workspace
    started = referrals.start(workspace)
    workspace.close()
    return folder, started.case.id


def type_until_killed(folder: Path, case_id: CaseId, seconds: float, home: Path) -> Typed:
    """Let a person type for so long, then end their process as a power cut would."""
    person = subprocess.Popen(
        [sys.executable, "-m", "tests.faults.typing_in_window", str(folder), case_id],
        cwd=ROOT,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen", "LIF_DESKTOP_HOME": str(home)},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert person.stdin is not None
    assert person.stdout is not None
    person.stdin.write(f"{factories.PASSPHRASE}\n")
    person.stdin.close()
    lines = [person.stdout.readline()]
    time.sleep(seconds)
    killed_at = time.monotonic()
    person.kill()
    lines += person.stdout.read().splitlines()
    person.stdout.close()
    person.wait(timeout=20)
    pairs = [line.split() for line in lines if line.strip()]
    return Typed(killed_at, tuple((float(at), int(number)) for at, number in pairs))


def draft_in(folder: Path, case_id: CaseId, clock: SetClock) -> Draft | None:
    """The draft as it stands in the reopened workspace, whose integrity is checked as well."""
    workspace = unlock(
        folder, person_name=factories.PERSON, passphrase=factories.PASSPHRASE, clock=clock
    )
    try:
        assert all(finding.ok for finding in workspace.database.check())
        return referrals.draft_of(workspace, case_id, referrals.FORM)
    finally:
        workspace.close()


def test_at_most_two_seconds_of_typing_are_gone(
    begun: tuple[Path, CaseId], clock: SetClock, tmp_path: Path
) -> None:
    folder, case_id = begun
    home = tmp_path / "typist"
    home.mkdir()
    chance = random.Random(20160322)  # noqa: S311  # a repeatable order, nothing secret
    before, draft = "", None
    for _ in range(KILLS):
        told = type_until_killed(folder, case_id, chance.uniform(0.2, 4.5), home)

        draft = draft_in(folder, case_id, clock)

        typed_now = before + "".join(word(number) for _, number in told.words)
        sure = before + "".join(word(number) for number in range(1, told.must_be_there + 1))
        kept = "" if draft is None else str(draft.answers.get(FIELD, ""))
        assert kept.startswith(sure), (len(kept), len(sure), len(typed_now))
        assert (typed_now + word(told.words[-1][1] + 1)).startswith(kept)
        before = kept
    assert draft is not None
    assert len(before) > len(word(0)) * 20
    assert (draft.page, draft.question) == (TOPIC, FIELD)


def test_the_window_offers_the_draft_where_it_was_left(
    qtbot: QtBot, begun: tuple[Path, CaseId], clock: SetClock, tmp_path: Path
) -> None:
    folder, case_id = begun
    home = tmp_path / "typist"
    home.mkdir()
    type_until_killed(folder, case_id, 2.5, home)
    workspace = unlock(
        folder, person_name=factories.PERSON, passphrase=factories.PASSPHRASE, clock=clock
    )
    window = SessionWindow(CheapDoors(clock), ask=Answers())
    window.resize(1440, 900)
    with qtbot.waitExposed(window):
        window.show()
    window.open_workspace(workspace)
    person = KeyboardPerson(window)
    try:
        person.wait_for_page("home")
        assert person.sees("Continue where you left off")
        person.do("Continue")
        person.wait_for_page("referral")
        assert person.hears() == "What happened?"
        assert person.holds().startswith(word(1) + word(2))
    finally:
        window.jobs.close()
        workspace.close()
        window.hide()
        window.deleteLater()
