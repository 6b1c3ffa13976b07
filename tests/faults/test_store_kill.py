"""Killed at any moment, the workspace is whole and holds everything it had acknowledged."""

from __future__ import annotations

from pathlib import Path

import pytest

from lif_desktop.domain.cases import Case, Draft, Referral
from lif_desktop.store import key_slots
from lif_desktop.store.backups import kept_backups, restore
from tests.faults.nursery import make_folder, moments, nursery
from tests.store.making import PASSPHRASE, PERSON, reopen


@pytest.mark.slow
def test_a_kill_while_saving_loses_nothing_acknowledged_and_tears_nothing(tmp_path: Path) -> None:
    folder = tmp_path / "x.lif"
    make_folder(folder)
    saved = 0
    with nursery("save_cases", folder) as children:
        for turn, seconds in enumerate(moments(30, 0.12)):
            saved = max(saved, children.killed_after(seconds, done=turn % 2))
            database = reopen(folder)
            with database.reading() as reader:
                cases, referrals = reader.count(Case), reader.count(Referral)
                draft = reader.get(Draft, "draft")
            assert cases == referrals == draft.revision + 1
            assert draft.answers["number"] == draft.revision
            assert draft.revision >= saved
            assert database.findings_at_open == ()
            if turn % 10 == 9:
                assert [each for each in database.check() if not each.ok] == []
            database.close()
    assert saved >= 15


@pytest.mark.slow
def test_a_kill_while_keys_are_written_leaves_a_key_file_that_opens(tmp_path: Path) -> None:
    folder = tmp_path / "x.lif"
    make_folder(folder)
    written = 0
    with nursery("write_keys", folder) as children:
        for turn, seconds in enumerate(moments(30, 0.06)):
            written += children.killed_after(seconds, done=turn % 2)
            keyring = key_slots.unlock(folder, label=PERSON, passphrase=PASSPHRASE)
            key_slots.authenticate(folder, keyring)
    assert written >= 15
    reopen(folder).close()


@pytest.mark.slow
def test_a_kill_during_a_backup_leaves_whole_backups_alone(tmp_path: Path) -> None:
    folder = tmp_path / "x.lif"
    make_folder(folder)
    with nursery("make_backups", folder) as children:
        for turn, seconds in enumerate(moments(8, 0.2)):
            children.killed_after(seconds, done=turn % 2)
    database = reopen(folder)
    assert [each for each in database.check() if not each.ok] == []
    database.close()
    kept = kept_backups(folder / "backups")
    assert kept
    for number, backup in enumerate(kept):
        restore(backup.database, tmp_path / f"again-{number}.lif")
        again = reopen(tmp_path / f"again-{number}.lif")
        assert [each for each in again.check() if not each.ok] == []
        again.close()


@pytest.mark.slow
def test_a_kill_during_creation_leaves_a_whole_workspace_or_one_that_can_be_made_again(
    tmp_path: Path,
) -> None:
    with nursery("create_workspaces", tmp_path) as children:
        for turn, seconds in enumerate(moments(8, 0.15)):
            children.killed_after(seconds, done=turn % 2)
    for folder in tmp_path.iterdir():
        if (folder / "workspace.db").exists():
            reopen(folder).close()
        else:
            key_slots.create_keys(
                folder, label=PERSON, passphrase=PASSPHRASE, kdf=key_slots.KdfSettings.for_tests()
            )
