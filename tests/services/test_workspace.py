"""A workspace is made, opened, given to another person, and left; bad input gets one clear sentence."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from lif_desktop.clock import SetClock
from lif_desktop.domain.people import Role
from lif_desktop.errors import (
    DefinitionError,
    FileRefusedError,
    InvalidAnswersError,
    LockedError,
    NotAllowedError,
    NotFoundError,
    WorkspaceBusyError,
    WorkspaceCorruptError,
    WrongPassphraseError,
)
from lif_desktop.services import keyholders, passphrases, referrals
from lif_desktop.services import workspace as workspaces
from lif_desktop.services.workspace import Workspace
from lif_desktop.store.key_slots import KdfSettings
from tests import factories

KDF = KdfSettings.for_tests()
OTHER_PASSPHRASE = "heron gravel lantern ribbon oak"  # noqa: S105  # opens invented workspaces only
WRONG = "wrong " * 4
SHORT = "short"


def test_a_new_workspace_knows_its_board_person_and_edition(workspace: Workspace) -> None:
    assert workspace.board.name == factories.BOARD
    assert workspace.board.edition == "wt2015"
    assert workspace.actor.name == factories.PERSON
    assert [person.name for person in workspaces.people(workspace)] == [factories.PERSON]
    assert date(2016, 5, 2) in workspace.holidays


def test_the_suffix_is_added_and_an_existing_place_refused(
    tmp_path: Path, clock: SetClock
) -> None:
    made = factories.make_workspace(tmp_path / "fenmarsh", clock)
    made.workspace.close()
    assert made.workspace.folder == tmp_path / "fenmarsh.lif"
    with pytest.raises(FileRefusedError, match="already something"):
        factories.make_workspace(tmp_path / "fenmarsh.lif", clock)


@pytest.mark.parametrize(
    "missing", ["board_name", "board_short_name", "person_name", "person_post"]
)
def test_each_name_must_be_given(tmp_path: Path, clock: SetClock, missing: str) -> None:
    names: dict[str, Any] = {
        "board_name": "Fenmarsh SCB",
        "board_short_name": "FSCB",
        "person_name": "Moira",
        "person_post": "Business Manager",
    }
    with pytest.raises(InvalidAnswersError) as caught:
        workspaces.create(
            tmp_path / "x.lif",
            framework="cambridgeshire-2016",
            passphrase=factories.PASSPHRASE,
            clock=clock,
            kdf=KDF,
            **{**names, missing: "  "},
        )
    assert [problem.question for problem in caught.value.problems] == [missing]
    assert not (tmp_path / "x.lif").exists()


def test_an_unknown_framework_leaves_nothing_behind(tmp_path: Path, clock: SetClock) -> None:
    with pytest.raises(NotFoundError, match="framework"):
        factories.make_workspace(tmp_path / "x.lif", clock, framework="nowhere-2000")
    assert not (tmp_path / "x.lif").exists()


def test_a_failure_half_way_leaves_nothing_behind(
    tmp_path: Path, clock: SetClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise WorkspaceCorruptError("The disk answered nonsense.")

    monkeypatch.setattr(workspaces, "certificate_for", broken)
    with pytest.raises(WorkspaceCorruptError):
        factories.make_workspace(tmp_path / "x.lif", clock)
    assert not (tmp_path / "x.lif").exists()
    monkeypatch.undo()
    factories.make_workspace(tmp_path / "x.lif", clock).workspace.close()


def test_unlocking_by_name_forgives_case_and_blanks(tmp_path: Path, clock: SetClock) -> None:
    folder = tmp_path / "x.lif"
    factories.make_workspace(folder, clock).workspace.close()
    opened = workspaces.unlock(
        folder, person_name=" moira  FAIRWEATHER", passphrase=factories.PASSPHRASE, clock=clock
    )
    assert opened.actor.name == factories.PERSON
    opened.close()
    with pytest.raises(LockedError):
        referrals.drafts(opened)


def test_wrong_names_and_passphrases_are_told_apart(tmp_path: Path, clock: SetClock) -> None:
    folder = tmp_path / "x.lif"
    factories.make_workspace(folder, clock).workspace.close()
    with pytest.raises(WrongPassphraseError):
        workspaces.unlock(folder, person_name=factories.PERSON, passphrase=WRONG, clock=clock)
    with pytest.raises(NotFoundError, match="No one named Nobody"):
        workspaces.unlock(folder, person_name="Nobody", passphrase=WRONG, clock=clock)
    with pytest.raises(NotFoundError):
        workspaces.unlock(tmp_path / "none.lif", person_name="x", passphrase=WRONG, clock=clock)


def test_a_second_window_is_refused(workspace: Workspace, clock: SetClock) -> None:
    with pytest.raises(WorkspaceBusyError):
        workspaces.unlock(
            workspace.folder,
            person_id=workspace.actor.id,
            passphrase=factories.PASSPHRASE,
            clock=clock,
        )


def test_a_second_person_unlocks_with_a_passphrase_of_their_own(
    tmp_path: Path, clock: SetClock
) -> None:
    folder = tmp_path / "x.lif"
    first = factories.make_workspace(folder, clock).workspace
    chair = workspaces.add_person(
        first,
        name="Prof. Eleri Vaughan-Okonkwo",
        post="Independent Chair",
        role=Role.CHAIR,
        passphrase=OTHER_PASSPHRASE,
        kdf=KDF,
    )
    first.close()
    assert [holder.name for holder in keyholders.people_who_can_unlock(folder)] == [
        factories.PERSON,
        "Prof. Eleri Vaughan-Okonkwo",
    ]
    second = workspaces.unlock(
        folder, person_id=chair.id, passphrase=OTHER_PASSPHRASE, clock=clock
    )
    assert second.actor == chair
    second.close()


def test_two_people_of_one_name_are_refused(workspace: Workspace) -> None:
    with pytest.raises(InvalidAnswersError, match="already a person named"):
        workspaces.add_person(
            workspace,
            name=" moira fairweather ",
            post="Minute taker",
            role=Role.MINUTE_TAKER,
            passphrase=OTHER_PASSPHRASE,
            kdf=KDF,
        )
    assert len(keyholders.people_who_can_unlock(workspace.folder)) == 1


def test_a_reader_may_read_but_not_write(tmp_path: Path, clock: SetClock) -> None:
    first = factories.make_workspace(tmp_path / "x.lif", clock).workspace
    reader = workspaces.add_person(
        first,
        name="Rae Ader",
        post="Auditor",
        role=Role.READER,
        passphrase=OTHER_PASSPHRASE,
        kdf=KDF,
    )
    first.close()
    opened = workspaces.unlock(
        tmp_path / "x.lif", person_id=reader.id, passphrase=OTHER_PASSPHRASE, clock=clock
    )
    with pytest.raises(NotAllowedError, match="read"):
        referrals.start(opened)
    opened.remember_place("cases")
    opened.close()


def test_someone_who_left_is_not_let_in(tmp_path: Path, clock: SetClock) -> None:
    made = factories.make_workspace(tmp_path / "x.lif", clock).workspace
    with made.transaction("person.leave") as unit:
        unit.change(replace(made.actor, left_on=date(2016, 4, 1)))
    made.close()
    with pytest.raises(NotAllowedError, match="no longer works"):
        workspaces.unlock(
            tmp_path / "x.lif",
            person_id=made.actor.id,
            passphrase=factories.PASSPHRASE,
            clock=clock,
        )


def test_the_recovery_key_opens_and_sets_a_new_passphrase(tmp_path: Path, clock: SetClock) -> None:
    folder = tmp_path / "x.lif"
    created = factories.make_workspace(folder, clock)
    created.workspace.close()
    person_id = created.workspace.actor.id
    with pytest.raises(InvalidAnswersError):
        workspaces.unlock_with_recovery(
            folder,
            created.recovery_key,
            person_id=person_id,
            new_passphrase=SHORT,
            clock=clock,
            kdf=KDF,
        )
    opened = workspaces.unlock_with_recovery(
        folder,
        created.recovery_key,
        person_id=person_id,
        new_passphrase=OTHER_PASSPHRASE,
        clock=clock,
        kdf=KDF,
    )
    opened.close()
    workspaces.unlock(
        folder, person_id=person_id, passphrase=OTHER_PASSPHRASE, clock=clock
    ).close()
    with pytest.raises(WrongPassphraseError):
        workspaces.unlock(
            folder, person_id=person_id, passphrase=factories.PASSPHRASE, clock=clock
        )


def test_a_copied_recovery_key_is_compared_without_blanks_and_capitals() -> None:
    assert keyholders.recovery_key_matches("R86E-136M-1BJJ", " r86e 136m1bjj ")
    assert not keyholders.recovery_key_matches("R86E-136M-1BJJ", "R86E-136M-1BJK")


def test_the_place_left_is_kept_for_each_person(tmp_path: Path, clock: SetClock) -> None:
    made = factories.make_workspace(tmp_path / "x.lif", clock).workspace
    assert made.last_place() is None
    made.remember_place("cases")
    made.remember_place("case", "some-id", "incident_on")
    made.close()
    again = workspaces.unlock(
        tmp_path / "x.lif",
        person_id=made.actor.id,
        passphrase=factories.PASSPHRASE,
        clock=clock,
    )
    place = again.last_place()
    again.close()
    assert place is not None
    assert (place.page, place.argument, place.field) == ("case", "some-id", "incident_on")


def test_changes_are_told_after_each_step(workspace: Workspace) -> None:
    told: list[frozenset[str]] = []
    workspace.on_change(told.append)
    referrals.start(workspace)
    assert told == [frozenset({"Case", "Draft"})]


def test_no_word_of_the_case_stands_readable_in_the_key_file(workspace: Workspace) -> None:
    factories.submitted_case(workspace)
    kept = json.loads((workspace.folder / "keys.json").read_text(encoding="utf-8"))
    assert factories.PERSON in json.dumps(kept, ensure_ascii=False)
    assert "Noah" not in json.dumps(kept, ensure_ascii=False)
    assert "Fenmarsh" not in json.dumps(kept, ensure_ascii=False)


def test_a_generated_passphrase_has_words_and_passes_its_own_test() -> None:
    made = {passphrases.generate_passphrase() for _ in range(20)}
    assert len(made) == 20
    assert all(len(text.split()) == 5 for text in made)
    assert not any(passphrases.passphrase_problems(text) for text in made)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("fourteen chars", "15 characters or more"),
        ("x" * 257, "256 characters or fewer"),
        ("abababababababab", "repeats"),
        ("fenmarsh moira fairweather", "made of a name"),
        ("Fénmarsh-Safeguarding-1", "made of a name"),
    ],
    ids=["short", "long", "repeated", "names", "accents and hyphens do not help"],
)
def test_weak_passphrases_are_named(text: str, says: str) -> None:
    (problem,) = passphrases.passphrase_problems(text, [factories.PERSON, factories.BOARD])
    assert says in problem.message


def test_a_broken_word_list_is_told_and_never_used(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "words").mkdir()
    (tmp_path / "words" / "eff_long.txt").write_text("apple\nbanana\n", encoding="utf-8")
    monkeypatch.setattr(passphrases, "resources_folder", lambda: tmp_path)
    with pytest.raises(DefinitionError, match="too short"):
        passphrases.generate_passphrase()
