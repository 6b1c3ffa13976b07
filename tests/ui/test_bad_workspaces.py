"""The window in front of a workspace that is damaged, is none, or whose disk is full: one sentence, nothing lost."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from lif_desktop.clock import SetClock
from lif_desktop.services import referrals
from lif_desktop.services import workspace as workspaces
from lif_desktop.ui.app import SessionWindow
from lif_desktop.ui.field_editors import LineInput
from lif_desktop.ui.pages.referral_page import ReferralPage
from lif_desktop.ui.widgets import PassphraseLine
from tests import factories
from tests.ui.conftest import Answers, CheapDoors, main_of
from tests.ui.keyboard import typed

pytestmark = pytest.mark.gui

OpenDoor = Callable[[Path], SessionWindow]


@pytest.fixture
def folder(tmp_path: Path, clock: SetClock) -> Path:
    """A closed workspace."""
    made = factories.make_workspace(tmp_path / "fenmarsh.lif", clock)
    made.workspace.close()
    return made.workspace.folder


@pytest.fixture
def open_door(qtbot: QtBot, clock: SetClock, answers: Answers) -> Iterator[OpenDoor]:
    """Stands the window in front of a folder."""
    opened: list[SessionWindow] = []

    def stand(folder: Path) -> SessionWindow:
        window = SessionWindow(CheapDoors(clock), folder=folder, ask=answers)
        opened.append(window)
        window.resize(1440, 900)
        with qtbot.waitExposed(window):
            window.show()
        window.start()
        qtbot.waitUntil(lambda: not window.jobs.is_busy, timeout=8000)
        return window

    yield stand
    for window in opened:
        window.jobs.close()
        if window.main is not None:
            window.main._workspace.close()
        window.hide()
        window.deleteLater()


def unlock(qtbot: QtBot, window: SessionWindow) -> None:
    """Give the right passphrase and wait for what comes of it."""
    line = next(part for part in window.findChildren(PassphraseLine) if part.isVisible())
    QTest.keyClicks(line, factories.PASSPHRASE)
    QTest.keyClick(line, Qt.Key.Key_Return)
    qtbot.waitUntil(
        lambda: (
            not window.jobs.is_busy and (bool(window.unlock_page.error) or window.main is not None)
        ),
        timeout=8000,
    )


@pytest.mark.parametrize("spoilt", [b"", b"{}", b"\x00" * 400, b"[" * 100_000])
def test_a_damaged_key_file_is_told_before_anyone_types(
    open_door: OpenDoor, folder: Path, spoilt: bytes
) -> None:
    for name in ("keys.json", "keys.json.bak"):
        (folder / name).write_bytes(spoilt)
    page = open_door(folder).unlock_page
    assert page.error == (
        "The key file keys.json is damaged, and so is its second copy. "
        "Put back the key file of the latest backup."
    )
    assert not [part for part in page.findChildren(PassphraseLine) if part.isVisible()]


def test_a_damaged_key_file_with_a_good_second_copy_opens(
    qtbot: QtBot, open_door: OpenDoor, folder: Path
) -> None:
    good = (folder / "keys.json").read_bytes()
    (folder / "keys.json").write_bytes(good[:200])
    window = open_door(folder)
    assert window.unlock_page.error == ""
    unlock(qtbot, window)
    assert window.main is not None
    assert (folder / "keys.json").read_bytes() == good


def test_a_folder_that_is_no_workspace_is_told_and_another_can_be_chosen(
    open_door: OpenDoor, tmp_path: Path, folder: Path, qtbot: QtBot
) -> None:
    other = tmp_path / "letters"
    other.mkdir()
    window = open_door(tmp_path / "gone.lif")
    assert "There is no workspace in this folder" in window.unlock_page.error
    window.unlock_page.open_folder(other)
    qtbot.waitUntil(lambda: not window.jobs.is_busy)
    assert "There is no workspace in this folder" in window.unlock_page.error
    window.unlock_page.open_folder(folder)
    qtbot.waitUntil(lambda: not window.jobs.is_busy)
    assert window.unlock_page.error == ""
    unlock(qtbot, window)
    assert window.main is not None
    assert list(other.iterdir()) == []


@pytest.mark.parametrize("left", [0, 4096 * 3, 4096 * 3 + 100])
def test_a_database_cut_short_is_told_and_left_as_it_is(
    qtbot: QtBot, open_door: OpenDoor, folder: Path, left: int
) -> None:
    database = folder / "workspace.db"
    whole = database.read_bytes()
    database.write_bytes(whole[:left])
    window = open_door(folder)
    unlock(qtbot, window)
    assert window.main is None
    assert "estore the latest backup into a new folder" in window.unlock_page.error
    assert factories.PASSPHRASE not in window.unlock_page.error
    assert database.read_bytes() == whole[:left]
    database.write_bytes(whole)
    unlock_again = open_door(folder)
    unlock(qtbot, unlock_again)
    assert unlock_again.main is not None


def test_a_profile_that_cannot_be_written_keeps_nobody_out(
    qtbot: QtBot, open_door: OpenDoor, folder: Path, home_folder: Path
) -> None:
    home_folder.rmdir()
    home_folder.write_text("a file where the folder should be", encoding="utf-8")
    window = open_door(folder)
    unlock(qtbot, window)
    qtbot.waitUntil(lambda: main_of(window).page is not None and not window.jobs.is_busy)
    with qtbot.waitSignal(window.ended, timeout=8000) as ended:
        main_of(window).lock()
    assert ended.args == [75]


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 3 MB; only an administrator can make one."""
    disk = tmp_path / "disk"
    disk.mkdir()
    mount = shutil.which("mount") or "mount"
    asked = [mount, "-t", "tmpfs", "-o", "size=3m", "tmpfs", str(disk)]
    if subprocess.run(asked, check=False, capture_output=True).returncode:
        pytest.skip("a disk of our own needs an administrator; the store's own tests limit files")
    yield disk
    subprocess.run(["umount", "--lazy", str(disk)], check=True)


def test_typing_on_a_full_disk_is_told_and_stays_on_the_page(
    qtbot: QtBot, open_door: OpenDoor, small_disk: Path, clock: SetClock, answers: Answers
) -> None:
    made = factories.make_workspace(small_disk / "fenmarsh.lif", clock).workspace
    started = referrals.start(made)
    made.close()
    window = open_door(made.folder)
    unlock(qtbot, window)
    main = main_of(window)
    main.open_page("referral", started.case.id)
    qtbot.waitUntil(lambda: isinstance(main.page, ReferralPage) and not window.jobs.is_busy)
    line = main.findChild(LineInput, "case_reference")
    assert line is not None
    typed(line, "FSCB/SCR/2016/03")
    qtbot.waitUntil(lambda: _draft(main) == "FSCB/SCR/2016/03", timeout=8000)

    ballast = small_disk / "ballast"
    ballast.write_bytes(bytes(os.statvfs(small_disk).f_bavail * 4096))
    more = " " + "x" * 20_000
    line.setText("FSCB/SCR/2016/03" + more)
    line.textEdited.emit(line.text())
    qtbot.waitUntil(lambda: bool(answers.told), timeout=8000)

    (fault, *_) = answers.told
    assert fault.title == "This disk is full"
    assert "Everything up to the last “saved”" in fault.safe
    assert more.strip() not in f"{fault}"
    assert line.text().endswith(more)
    ballast.unlink()
    typed(line, "!")
    qtbot.waitUntil(lambda: _draft(main).endswith("!"), timeout=8000)
    main._workspace.close()
    again = workspaces.unlock(
        made.folder,
        person_name=factories.PERSON,
        passphrase=factories.PASSPHRASE,
        clock=clock,
    )
    assert [each for each in again.database.check() if not each.ok] == []
    again.close()


def _draft(main: object) -> str:
    workspace = main._workspace  # type: ignore[attr-defined]  # what the window stands on
    (draft,) = referrals.drafts(workspace)
    return str(draft.answers.get("case_reference", ""))
