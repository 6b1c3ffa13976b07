"""The board on the screen: who may come in, is everything whole, is there a backup, how others check."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from lif_desktop.domain.documents import DocumentKind
from lif_desktop.domain.people import Role
from lif_desktop.services import documents, keyholders, maintenance
from lif_desktop.services import workspace as workspaces
from lif_desktop.store.key_slots import KdfSettings, check_passphrase
from lif_desktop.ui.field_editors import LineInput
from lif_desktop.ui.pages.board_page import BoardPage
from lif_desktop.ui.widgets import ErrorSummary, Label
from tests import factories
from tests.ui.pages.looking import looked_at, nameless, settle
from tests.ui.stage import Stage, choose, named, press, said_on

pytestmark = pytest.mark.gui
CHAIR = "Prof. Eleri Vaughan-Okonkwo"


@pytest.fixture
def page(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> Iterator[BoardPage]:
    monkeypatch.setattr(KdfSettings, "calibrated", KdfSettings.for_tests)  # a second saved each
    shown = BoardPage(stage.context)
    stage.show(shown)
    yield shown
    shown.close()
    shown.deleteLater()
    settle()


def fill(page: BoardPage, name: str, text: str) -> None:
    part = page.findChild(LineInput, name)
    assert part is not None, name
    part.replace_text(text)


def add(stage: Stage, page: BoardPage, name: str = CHAIR) -> None:
    press(page, "Add a person")
    fill(page, "person_name", name)
    fill(page, "person_post", "Independent Chair")
    choose(page, "role.chair")
    press(page, "Add the person")
    stage.wait()


def test_the_board_and_its_framework_are_told(page: BoardPage, stage: Stage) -> None:
    words = said_on(page)

    assert factories.BOARD in words
    assert "FSCB" in words
    assert stage.workspace.editions.edition("wt2015").title in words
    assert str(stage.workspace.folder) in words
    assert "There is no backup yet." in words


def test_someone_added_gets_a_drawn_passphrase_that_opens_the_workspace(
    stage: Stage, page: BoardPage
) -> None:
    add(stage, page)

    passphrase = next(
        each.text()
        for each in page.findChildren(Label)
        if each.accessibleName().startswith(f"Passphrase of {CHAIR}: ")
    )
    person = next(each for each in workspaces.people(stage.workspace) if each.name == CHAIR)
    check_passphrase(stage.workspace.folder, label=person.id, passphrase=passphrase)
    assert len(passphrase.split()) == 5
    assert person.role is Role.CHAIR
    assert stage.errors == []


def test_the_passphrase_is_gone_once_it_was_handed_over(stage: Stage, page: BoardPage) -> None:
    add(stage, page)

    press(page, "I have handed it over")

    assert not any("Passphrase of" in words for words in said_on(page))
    assert "Add a person" in named(page)


def test_a_name_that_is_taken_or_missing_is_refused_at_its_field(
    stage: Stage, page: BoardPage
) -> None:
    add(stage, page, factories.PERSON)
    taken = next(each for each in page.findChildren(ErrorSummary) if each.isVisible()).messages
    fill(page, "person_name", " ")
    press(page, "Add the person")
    stage.wait()

    missing = next(each for each in page.findChildren(ErrorSummary) if each.isVisible()).messages
    assert "There is already a person named Moira Fairweather" in taken[0]
    assert missing[0].startswith("Enter the person's name")
    assert len(workspaces.people(stage.workspace)) == 1


def test_someone_shut_out_opens_nothing_any_more(stage: Stage, page: BoardPage) -> None:
    add(stage, page)
    press(page, "I have handed it over")
    stage.ask.act = False
    press(page, f"Shut out {CHAIR}")
    stage.wait()
    kept = len(keyholders.people_who_can_unlock(stage.workspace.folder))
    stage.ask.act = True
    press(page, f"Shut out {CHAIR}")
    stage.wait()

    assert stage.ask.asked[0].destructive
    assert (kept, len(keyholders.people_who_can_unlock(stage.workspace.folder))) == (2, 1)
    assert "Left on Friday 20 May 2016" in said_on(page)
    assert f"Shut out {CHAIR}" not in named(page)


def test_nobody_shuts_themselves_out(page: BoardPage) -> None:
    assert f"Shut out {factories.PERSON}" not in named(page)
    assert "You" in said_on(page)


def test_the_check_says_what_was_looked_at(stage: Stage, page: BoardPage) -> None:
    press(page, "Check the workspace")
    stage.wait()

    words = said_on(page)
    found = maintenance.check(stage.workspace)
    assert f"All {len(found)} checks found the workspace whole." in words
    assert {each.subject for each in found} <= set(words)
    assert "Check the workspace" in named(page)


def test_what_is_broken_is_said_first(stage: Stage, page: BoardPage) -> None:
    files = [stage.workspace.folder / name for name in ("keys.json", "keys.json.bak")]
    kept = [file.read_bytes() for file in files]
    for file in files:
        file.write_bytes(b"{}")
    press(page, "Check the workspace")
    stage.wait()
    for file, content in zip(files, kept, strict=True):
        file.write_bytes(content)

    assert any(words.startswith("1 of ") for words in said_on(page))


def test_a_backup_is_made_checked_and_listed(stage: Stage, page: BoardPage) -> None:
    press(page, "Back up now")
    stage.wait()

    (kept,) = maintenance.kept_backups(stage.workspace)
    assert f"The backup {kept.database.name} was made and checked." in said_on(page)
    assert any(words.startswith("Last backup today at 12:00") for words in said_on(page))


def test_a_backup_goes_to_another_place(stage: Stage, page: BoardPage, tmp_path: Path) -> None:
    stage.ask.folder = tmp_path / "stick"

    press(page, "Back up to another place")
    stage.wait()

    assert list((tmp_path / "stick").glob("*.db"))
    assert maintenance.kept_backups(stage.workspace) == ()


def test_the_authority_leaves_as_a_file_and_a_sheet(
    stage: Stage, page: BoardPage, tmp_path: Path
) -> None:
    stage.ask.folder = tmp_path
    press(page, "Save the certificate")
    press(page, "Make the fingerprint sheet")
    stage.wait()

    saved = (tmp_path / "authority-FSCB.pem").read_text(encoding="ascii")
    assert saved == documents.export_authority(stage.workspace)
    (sheet,) = documents.filed(stage.workspace)
    assert sheet.kind is DocumentKind.FINGERPRINT_SHEET
    assert stage.opened == [("documents", sheet.document_id)]


@pytest.mark.parametrize("state", ["facts", "adding", "checked"])
def test_nothing_is_cut_off_and_everything_has_a_name(
    stage: Stage, page: BoardPage, state: str, pictures: Path | None
) -> None:
    if state == "adding":
        press(page, "Add a person")
    if state == "checked":
        press(page, "Check the workspace")
        stage.wait()

    assert nameless(page) == []
    assert looked_at(page, f"board-{state}", pictures) == []
