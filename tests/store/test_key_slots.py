"""Who gets in, who does not, and what each is told."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from lif_desktop.errors import (
    FileRefusedError,
    InvalidAnswersError,
    LastKeySlotError,
    LockedError,
    NotFoundError,
    WorkspaceCorruptError,
    WrongPassphraseError,
)
from lif_desktop.store import key_ring, key_slots
from lif_desktop.store.database import Database
from lif_desktop.store.key_file import read_key_file, write_key_file
from lif_desktop.store.key_slots import KdfSettings, KeyRing
from tests.store.making import CHEAP, PASSPHRASE, PERSON, make_database, make_keys

OTHER = "person-2"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "x.lif"


@pytest.fixture
def keyring(folder: Path) -> KeyRing:
    return make_keys(folder)


def add(folder: Path, keyring: KeyRing, passphrase: str, label: str = OTHER) -> None:
    key_slots.add_slot(folder, keyring, label=label, passphrase=passphrase, kdf=CHEAP)


def opens(folder: Path, passphrase: str, label: str = PERSON) -> KeyRing:
    return key_slots.unlock(folder, label=label, passphrase=passphrase)


def reset(folder: Path, keyring: KeyRing, passphrase: str) -> None:
    key_slots.reset_passphrase(folder, keyring, label=PERSON, passphrase=passphrase, kdf=CHEAP)


def change(folder: Path, keyring: KeyRing, old: str, new: str) -> None:
    key_slots.change_passphrase(
        folder, keyring, label=PERSON, old_passphrase=old, passphrase=new, kdf=CHEAP
    )


def test_the_right_passphrase_gives_the_same_key(folder: Path, keyring: KeyRing) -> None:
    again = key_slots.unlock(folder, label=PERSON, passphrase=PASSPHRASE)
    assert again.cipher_key() == keyring.cipher_key()
    assert len(keyring.cipher_key()) == len("x''") + 96


def test_a_wrong_passphrase_is_told_as_such(folder: Path, keyring: KeyRing) -> None:
    with pytest.raises(WrongPassphraseError):
        key_slots.unlock(folder, label=PERSON, passphrase=PASSPHRASE + " ")


@pytest.mark.parametrize("passphrase", ["", "\ud800"], ids=["empty", "half a character"])
def test_what_is_no_passphrase_opens_nothing(
    passphrase: str, folder: Path, keyring: KeyRing
) -> None:
    with pytest.raises(WrongPassphraseError):
        key_slots.unlock(folder, label=PERSON, passphrase=passphrase)
    with pytest.raises(InvalidAnswersError):
        add(folder, keyring, passphrase)


def test_a_person_without_a_slot_is_told_as_such(folder: Path, keyring: KeyRing) -> None:
    with pytest.raises(NotFoundError):
        key_slots.unlock(folder, label="nobody", passphrase=PASSPHRASE)


def test_one_spelling_of_accents_opens_the_other(folder: Path, keyring: KeyRing) -> None:
    add(folder, keyring, "Zoe\u0308 caf\u00e9 \U0001f54a")
    opens(folder, "Zo\u00eb cafe\u0301 \U0001f54a", OTHER)


@pytest.mark.parametrize(
    "passphrase",
    [
        "'; ATTACH DATABASE 'x' AS y; --",
        " led by a blank",
        "x" * 5000,
        "\x00\x01",
        "\N{RIGHT-TO-LEFT OVERRIDE}abc",
    ],
)
def test_any_text_may_be_a_passphrase(passphrase: str, folder: Path, keyring: KeyRing) -> None:
    add(folder, keyring, passphrase)
    Database.create(folder, key_slots.unlock(folder, label=OTHER, passphrase=passphrase)).close()
    with pytest.raises(WrongPassphraseError):
        key_slots.check_passphrase(folder, label=OTHER, passphrase=passphrase + "x")


def test_two_workspaces_with_one_passphrase_have_different_keys(tmp_path: Path) -> None:
    one, two = make_keys(tmp_path / "a.lif"), make_keys(tmp_path / "b.lif")
    assert one.cipher_key() != two.cipher_key()
    assert one.salt != two.salt


def test_subkeys_differ_by_purpose_and_are_not_the_key(keyring: KeyRing) -> None:
    audit, header = keyring.subkey("audit"), keyring.subkey("key file")
    assert len({audit, header}) == 2
    assert audit.hex().encode() not in keyring.cipher_key()


def test_a_wiped_ring_opens_nothing(keyring: KeyRing) -> None:
    keyring.wipe()
    with pytest.raises(LockedError):
        keyring.cipher_key()
    with pytest.raises(LockedError):
        keyring.subkey("audit")


def test_changing_a_passphrase_leaves_the_database_alone(folder: Path, keyring: KeyRing) -> None:
    Database.create(folder, keyring).close()
    before = (folder / "workspace.db").read_bytes()
    ring = key_slots.unlock(folder, label=PERSON, passphrase=PASSPHRASE)
    change(folder, ring, PASSPHRASE, "another one")
    assert (folder / "workspace.db").read_bytes() == before
    Database.open(folder, opens(folder, "another one")).close()
    with pytest.raises(WrongPassphraseError):
        key_slots.check_passphrase(folder, label=PERSON, passphrase=PASSPHRASE)


def test_changing_a_passphrase_needs_the_old_one(folder: Path, keyring: KeyRing) -> None:
    with pytest.raises(WrongPassphraseError):
        change(folder, keyring, "no", "new one")
    key_slots.check_passphrase(folder, label=PERSON, passphrase=PASSPHRASE)


def test_a_second_person_gets_in_and_can_be_shut_out(folder: Path, keyring: KeyRing) -> None:
    add(folder, keyring, "second person here")
    opens(folder, "second person here", OTHER)
    key_slots.remove_slot(folder, keyring, label=OTHER)
    with pytest.raises(NotFoundError):
        opens(folder, "second person here", OTHER)
    for copy in (folder / "keys.json", folder / "keys.json.bak"):
        assert OTHER not in copy.read_text()


def test_a_person_has_one_slot(folder: Path, keyring: KeyRing) -> None:
    with pytest.raises(InvalidAnswersError, match="already"):
        add(folder, keyring, "again", label=PERSON)


@pytest.mark.parametrize("label", ["", key_slots.RECOVERY])
def test_a_slot_needs_a_person(label: str, folder: Path, keyring: KeyRing) -> None:
    with pytest.raises(InvalidAnswersError):
        reset(folder, keyring, "")
    with pytest.raises(InvalidAnswersError):
        add(folder, keyring, "words", label=label)


@pytest.mark.parametrize("label", [PERSON, key_slots.RECOVERY])
def test_the_last_way_in_stays(label: str, folder: Path, keyring: KeyRing) -> None:
    with pytest.raises(LastKeySlotError):
        key_slots.remove_slot(folder, keyring, label=label)
    key_slots.check_passphrase(folder, label=PERSON, passphrase=PASSPHRASE)


def test_slots_are_listed_people_first_without_secrets(folder: Path, keyring: KeyRing) -> None:
    add(folder, keyring, "second person here")
    found = key_slots.slots(folder)
    assert [(each.label, each.kind) for each in found] == [
        (PERSON, "passphrase"),
        (OTHER, "passphrase"),
        ("recovery", "recovery"),
    ]
    assert found[0].display_name == "Business Manager"
    assert found[0].kdf == CHEAP


def test_the_recovery_key_opens_and_lets_a_passphrase_be_reset(folder: Path) -> None:
    _, recovery_key = key_slots.create_keys(folder, label=PERSON, passphrase=PASSPHRASE, kdf=CHEAP)
    typed = recovery_key.lower().replace("-", " ")
    ring = key_slots.unlock_with_recovery(folder, typed)
    reset(folder, ring, "a new start")
    opens(folder, "a new start")


def test_a_renewed_recovery_key_replaces_the_older(folder: Path) -> None:
    ring, older = key_slots.create_keys(folder, label=PERSON, passphrase=PASSPHRASE, kdf=CHEAP)
    newer = key_slots.renew_recovery_key(folder, ring, kdf=CHEAP)
    key_slots.unlock_with_recovery(folder, newer)
    with pytest.raises(WrongPassphraseError, match="another workspace"):
        key_slots.unlock_with_recovery(folder, older)


def test_weaker_settings_are_strengthened_at_the_next_unlock(
    folder: Path, keyring: KeyRing
) -> None:
    stronger = KdfSettings(128, 1, 1)
    key_slots.unlock(folder, label=PERSON, passphrase=PASSPHRASE, strengthen_to=stronger)
    assert key_slots.slots(folder)[0].kdf == stronger
    key_slots.unlock(folder, label=PERSON, passphrase=PASSPHRASE, strengthen_to=CHEAP)
    assert key_slots.slots(folder)[0].kdf == stronger


def test_a_folder_with_a_workspace_is_refused(folder: Path, keyring: KeyRing) -> None:
    Database.create(folder, keyring).close()
    with pytest.raises(FileRefusedError):
        make_keys(folder)


def test_a_folder_with_backups_alone_is_refused(folder: Path, keyring: KeyRing) -> None:
    (folder / "backups").mkdir()
    (folder / "backups" / "2026-01-01T000000Z-v1.db").write_bytes(b"x")
    with pytest.raises(FileRefusedError):
        make_keys(folder)


def test_keys_without_a_database_may_be_made_anew(folder: Path, keyring: KeyRing) -> None:
    assert make_keys(folder).store_id != keyring.store_id


def test_files_are_for_their_owner_alone(folder: Path) -> None:
    database = make_database(folder)
    modes = {path.name: path.stat().st_mode & 0o077 for path in folder.iterdir()}
    names = ("keys.json", "keys.json.bak", "lock")
    databases = ("workspace.db", "workspace.db-shm", "workspace.db-wal")
    assert modes == dict.fromkeys((*names, *databases), 0)
    assert folder.stat().st_mode & 0o077 == 0
    database.close()


def test_keys_of_another_workspace_are_not_taken(tmp_path: Path) -> None:
    mine, other = tmp_path / "a.lif", tmp_path / "b.lif"
    ring = make_keys(mine)
    make_keys(other)
    with pytest.raises(WorkspaceCorruptError):
        key_slots.authenticate(other, ring)
    with pytest.raises(WorkspaceCorruptError):
        Database.create(other, ring)


def test_a_slot_moved_from_another_workspace_opens_nothing(tmp_path: Path) -> None:
    mine, other = tmp_path / "a.lif", tmp_path / "b.lif"
    make_keys(mine)
    make_keys(other)
    foreign = read_key_file(other).slots
    write_key_file(mine, replace(read_key_file(mine), slots=foreign))
    with pytest.raises(WrongPassphraseError):
        key_slots.unlock(mine, label=PERSON, passphrase=PASSPHRASE)


def test_the_floor_is_64_mebibytes_three_passes_four_lanes(folder: Path) -> None:
    assert KdfSettings.cheapest() == KdfSettings(64 * 1024, 3, 4)
    key_slots.create_keys(folder, label=PERSON, passphrase=PASSPHRASE, kdf=KdfSettings.cheapest())
    key_slots.check_passphrase(folder, label=PERSON, passphrase=PASSPHRASE)


@pytest.mark.parametrize(
    ("seconds", "mebibytes"),
    [([0.5], 256), ([3.0, 0.9], 128), ([9.0, 5.0], 64)],
    ids=["fast", "middling", "slow"],
)
def test_settings_are_fitted_to_the_computer(
    seconds: list[float], mebibytes: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(key_ring, "derive", lambda *_: bytes(32))
    moments = iter([part for each in seconds for part in (0.0, each)])
    settings = KdfSettings.calibrated(timer=lambda: next(moments))
    assert settings == KdfSettings(mebibytes * 1024, 3, 4)


def test_a_computer_without_enough_memory_gets_the_floor(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def refuse(*_: object) -> Iterator[bytes]:
        raise MemoryError

    monkeypatch.setattr(key_ring, "derive", refuse)
    assert KdfSettings.calibrated() == KdfSettings.cheapest()


def test_a_checkpoint_is_kept_under_the_mac(folder: Path, keyring: KeyRing) -> None:
    assert key_slots.checkpoint(folder, keyring) is None
    key_slots.record_checkpoint(folder, keyring, seq=7, mac="ab" * 32)
    point = key_slots.checkpoint(folder, keyring)
    assert point is not None
    assert (point.seq, point.mac) == (7, "ab" * 32)
    forged = replace(read_key_file(folder), checkpoint=replace(point, seq=3))
    write_key_file(folder, forged)
    with pytest.raises(WorkspaceCorruptError):
        key_slots.unlock(folder, label=PERSON, passphrase=PASSPHRASE)
