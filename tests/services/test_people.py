"""Passphrases changed, people who leave, the recovery key and the authority renewed."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from lif_desktop.clock import SetClock
from lif_desktop.documents import certificates
from lif_desktop.domain.documents import DocumentKind, SigningCertificate
from lif_desktop.domain.people import Person, Role
from lif_desktop.errors import (
    InvalidAnswersError,
    NotFoundError,
    RuleBrokenError,
    WrongPassphraseError,
)
from lif_desktop.services import documents, maintenance, people
from lif_desktop.services import workspace as workspaces
from lif_desktop.services.workspace import Workspace
from lif_desktop.store.key_slots import KdfSettings
from tests import factories

KDF = KdfSettings.for_tests()
OTHER = "heron gravel lantern ribbon oak"
FRESH = "willow copper saddle drum frost"
WRONG, SHORT = "wrong " * 4, "short"


def _chair(workspace: Workspace) -> Person:
    return workspaces.add_person(
        workspace,
        name="Prof. Eleri Vaughan-Okonkwo",
        post="Independent Chair",
        role=Role.CHAIR,
        passphrase=OTHER,
        kdf=KDF,
    )


def test_a_passphrase_is_changed_by_its_owner(tmp_path: Path, clock: SetClock) -> None:
    workspace = factories.make_workspace(tmp_path / "x.lif", clock).workspace
    with pytest.raises(WrongPassphraseError):
        people.change_passphrase(workspace, old=WRONG, new=FRESH, kdf=KDF)
    with pytest.raises(InvalidAnswersError, match="15 characters"):
        people.change_passphrase(workspace, old=factories.PASSPHRASE, new=SHORT, kdf=KDF)
    people.change_passphrase(workspace, old=factories.PASSPHRASE, new=FRESH, kdf=KDF)
    assert maintenance.history(workspace)[0].what == "changed a passphrase"
    workspace.close()
    with pytest.raises(WrongPassphraseError):
        workspaces.unlock(
            tmp_path / "x.lif",
            person_name=factories.PERSON,
            passphrase=factories.PASSPHRASE,
            clock=clock,
        )
    workspaces.unlock(
        tmp_path / "x.lif", person_name=factories.PERSON, passphrase=FRESH, clock=clock
    ).close()


def test_someone_who_leaves_is_shut_out_and_keeps_their_name(
    tmp_path: Path, clock: SetClock
) -> None:
    workspace = factories.make_workspace(tmp_path / "x.lif", clock).workspace
    chair = _chair(workspace)
    gone = people.leave(workspace, chair.id)
    assert gone.left_on == date(2016, 5, 20)
    assert chair.name in {person.name for person in workspaces.people(workspace)}
    with pytest.raises(RuleBrokenError, match="shut yourself out"):
        people.leave(workspace, workspace.actor.id)
    workspace.close()
    with pytest.raises(NotFoundError):
        workspaces.unlock(tmp_path / "x.lif", person_id=chair.id, passphrase=OTHER, clock=clock)


def test_a_renewed_recovery_key_replaces_the_old(tmp_path: Path, clock: SetClock) -> None:
    created = factories.make_workspace(tmp_path / "x.lif", clock)
    fresh = people.renew_recovery_key(created.workspace, kdf=KDF)
    person_id = created.workspace.actor.id
    created.workspace.close()
    with pytest.raises(WrongPassphraseError):
        workspaces.unlock_with_recovery(
            tmp_path / "x.lif",
            created.recovery_key,
            person_id=person_id,
            new_passphrase=FRESH,
            clock=clock,
            kdf=KDF,
        )
    workspaces.unlock_with_recovery(
        tmp_path / "x.lif",
        fresh,
        person_id=person_id,
        new_passphrase=FRESH,
        clock=clock,
        kdf=KDF,
    ).close()


def test_an_authority_that_has_run_out_is_renewed_for_everyone_still_here(
    workspace: Workspace, clock: SetClock
) -> None:
    chair = _chair(workspace)
    first = documents.export_authority(workspace)
    clock.put(datetime(2026, 6, 1, tzinfo=UTC))
    with pytest.raises(RuleBrokenError, match="has run out"):
        workspaces.add_person(
            workspace,
            name="Bex Lowther",
            post="Minute taker",
            role=Role.MINUTE_TAKER,
            passphrase=OTHER,
            kdf=KDF,
        )
    people.leave(workspace, chair.id)
    with workspace.transaction("test") as unit:
        held = unit.first(SigningCertificate, person_id=workspace.actor.id)
        assert held is not None
        unit.remove(SigningCertificate, held.id)
    renewed = people.renew_authority(workspace)
    assert documents.export_authority(workspace) == renewed != first
    assert certificates.valid_until(renewed) > clock.now()
    with workspace.reading() as reader:
        valid = {
            each.person_id: each.valid_until > clock.now()
            for each in reader.find(SigningCertificate)
        }
    assert valid == {chair.id: False, workspace.actor.id: True}
    again = people.renew_authority(workspace)
    assert again != renewed


def test_papers_signed_under_an_older_authority_are_still_known(
    workspace: Workspace, clock: SetClock
) -> None:
    case = factories.decided_case(workspace)
    issued = documents.issue(
        workspace,
        DocumentKind.DECISION_FORM,
        case.id,
        [documents.Signer(role="Decision maker")],
    )
    documents.sign(
        workspace, issued.id, person_id=workspace.actor.id, passphrase=factories.PASSPHRASE
    )
    clock.put(datetime(2020, 6, 1, tzinfo=UTC))
    people.renew_authority(workspace)
    assert documents.verify_filed(workspace, issued.id).whole
