"""Is the workspace whole, and is there a backup that opens?"""

from __future__ import annotations

from pathlib import Path

from lif_desktop.clock import SetClock
from lif_desktop.domain.cases import Case
from lif_desktop.services import maintenance
from lif_desktop.services import workspace as workspaces
from lif_desktop.services.workspace import Workspace
from lif_desktop.store.tables import table_of
from tests import factories


def test_a_sound_workspace_is_found_whole_in_words(workspace: Workspace) -> None:
    factories.decided_case(workspace)
    findings = maintenance.check(workspace)
    assert all(finding.ok for finding in findings)
    assert {finding.subject for finding in findings} >= {"Audit log", "Key file", "Records"}


def test_a_record_changed_behind_the_programs_back_is_found(workspace: Workspace) -> None:
    factories.submitted_case(workspace)
    with workspace.transaction("test") as unit:
        unit.connection.execute(table_of(Case).update().values(pseudonym="X"))
    broken = [finding for finding in maintenance.check(workspace) if not finding.ok]
    assert [finding.subject for finding in broken] == ["Records"]


def test_a_backup_is_verified_and_restores(
    workspace: Workspace, tmp_path: Path, clock: SetClock
) -> None:
    case = factories.submitted_case(workspace)
    kept = maintenance.backup(workspace)
    assert kept.database.is_relative_to(workspace.folder)
    restored = tmp_path / "again.lif"
    maintenance.restore(kept.database, restored)
    workspace.close()
    opened = workspaces.unlock(
        restored, person_name=factories.PERSON, passphrase=factories.PASSPHRASE, clock=clock
    )
    assert factories.case_now(opened, case.id).pseudonym == "Child N"
    opened.close()


def test_the_audit_code_changes_with_every_step(workspace: Workspace) -> None:
    before = maintenance.audit_code(workspace)
    factories.submitted_case(workspace)
    assert maintenance.audit_code(workspace) != before


def test_an_older_copy_that_was_put_back_is_told_at_once(
    workspace: Workspace, clock: SetClock
) -> None:
    assert maintenance.found_at_open(workspace) == ()
    workspace.close()
    factories.put_back_an_older_copy(workspace.folder, clock)
    opened = workspaces.unlock(
        workspace.folder,
        person_name=factories.PERSON,
        passphrase=factories.PASSPHRASE,
        clock=clock,
    )
    (found,) = maintenance.found_at_open(opened)
    assert "older copy" in found.words
    opened.close()
