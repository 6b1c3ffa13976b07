"""A damaged key file is damage, never "wrong passphrase"; a tampered one is never obeyed."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from lif_desktop.errors import (
    LifError,
    NotFoundError,
    WorkspaceCorruptError,
    WorkspaceTooNewError,
    WrongPassphraseError,
)
from lif_desktop.store import key_file, key_slots
from lif_desktop.store.key_file import KeyFile, file_bytes, parse, read_key_file, write_key_file
from tests.store.making import CHEAP, PASSPHRASE, PERSON, make_keys


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "x.lif"
    make_keys(folder)
    return folder


def unlock(folder: Path) -> str:
    return key_slots.unlock(folder, label=PERSON, passphrase=PASSPHRASE).store_id


def flipped(content: bytes, place: int, bit: int) -> bytes:
    return content[:place] + bytes([content[place] ^ (1 << bit)]) + content[place + 1 :]


def test_every_flipped_bit_is_seen_before_a_key_is_derived(folder: Path) -> None:
    content = (folder / "keys.json").read_bytes()
    for place in range(len(content)):
        with pytest.raises(WorkspaceCorruptError):
            parse(flipped(content, place, place % 8))


def test_every_shortened_file_is_seen(folder: Path) -> None:
    content = (folder / "keys.json").read_bytes()
    for length in range(0, len(content) - 1, 7):
        with pytest.raises(WorkspaceCorruptError):
            parse(content[:length])


@pytest.mark.parametrize("name", ["keys.json", "keys.json.bak"])
@pytest.mark.parametrize("harm", ["damaged", "missing", "empty"])
def test_one_good_copy_is_enough_and_mends_the_other(name: str, harm: str, folder: Path) -> None:
    copy = folder / name
    whole = copy.read_bytes()
    if harm == "missing":
        copy.unlink()
    else:
        copy.write_bytes(flipped(whole, 100, 0) if harm == "damaged" else b"")
    assert unlock(folder) == parse(whole).store_id
    assert copy.read_bytes() == whole


def test_with_both_copies_damaged_it_is_damage_and_not_a_wrong_passphrase(folder: Path) -> None:
    for name in ("keys.json", "keys.json.bak"):
        (folder / name).write_bytes(flipped((folder / name).read_bytes(), 200, 3))
    with pytest.raises(WorkspaceCorruptError, match="backup"):
        unlock(folder)


def test_a_folder_without_keys_is_told_as_such(tmp_path: Path) -> None:
    with pytest.raises(NotFoundError, match=r"keys\.json"):
        unlock(tmp_path)


def test_an_older_second_copy_is_passed_over(folder: Path) -> None:
    older = (folder / "keys.json").read_bytes()
    ring = key_slots.unlock(folder, label=PERSON, passphrase=PASSPHRASE)
    key_slots.add_slot(folder, ring, label="second", passphrase=PASSPHRASE, kdf=CHEAP)
    (folder / "keys.json.bak").write_bytes(older)
    assert len(read_key_file(folder).slots) == 3
    unlock(folder)
    assert (folder / "keys.json.bak").read_bytes() == (folder / "keys.json").read_bytes()


def tamper(change: Callable[[KeyFile], KeyFile], folder: Path) -> None:
    """Change the key file as someone would who knows its format but not the data key."""
    write_key_file(folder, change(read_key_file(folder)))


def weaken(old: KeyFile) -> KeyFile:
    first, *rest = old.slots
    return replace(old, slots=(replace(first, memory_kib=8), *rest))


def relabel(old: KeyFile) -> KeyFile:
    first, *rest = old.slots
    return replace(old, slots=(replace(first, display_name="Chair"), *rest))


@pytest.mark.parametrize(
    ("change", "error"),
    [
        pytest.param(weaken, WrongPassphraseError, id="settings lowered"),
        pytest.param(relabel, WrongPassphraseError, id="name exchanged"),
        pytest.param(
            lambda old: replace(old, slots=old.slots[:1]), WorkspaceCorruptError, id="slot removed"
        ),
        pytest.param(
            lambda old: replace(old, slots=old.slots[::-1]),
            WorkspaceCorruptError,
            id="slots reordered",
        ),
        pytest.param(
            lambda old: replace(old, generation=9), WorkspaceCorruptError, id="generation raised"
        ),
        pytest.param(
            lambda old: replace(old, salt=bytes(16)), WorkspaceCorruptError, id="salt exchanged"
        ),
        pytest.param(
            lambda old: replace(old, store_id="0" * 32), WrongPassphraseError, id="id exchanged"
        ),
    ],
)
def test_tampering_opens_nothing(
    change: Callable[[KeyFile], KeyFile], error: type[LifError], folder: Path
) -> None:
    tamper(change, folder)
    with pytest.raises(error):
        unlock(folder)


def plain_of(folder: Path) -> dict[str, Any]:
    plain: dict[str, Any] = json.loads((folder / "keys.json").read_bytes())
    return plain


def checked(plain: dict[str, Any]) -> bytes:
    """The file with a checksum that fits, so that only its content is judged."""
    plain["checksum"] = key_file._checksum(plain)
    return json.dumps(plain).encode("ascii")


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("format", "other"),
        ("version", 0),
        ("version", True),
        ("generation", -1),
        ("generation", "1"),
        ("store_id", "zz"),
        ("store_id", 5),
        ("salt", "AB" * 16),
        ("salt", "ab" * 15),
        ("mac", None),
        ("slots", []),
        ("slots", {}),
        ("slots", ["slot"]),
        ("slots", [{}]),
        ("checkpoint", 3),
        ("checkpoint", {"seq": 1}),
        ("checkpoint", {"seq": 1.5, "mac": "00" * 32}),
        ("extra", 1),
    ],
)
def test_a_file_that_is_not_as_it_should_be_is_damage(
    key: str, value: object, folder: Path
) -> None:
    with pytest.raises(WorkspaceCorruptError, match="damaged"):
        parse(checked(plain_of(folder) | {key: value}))


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("memory_kib", 64 * 1024 * 1024),
        ("memory_kib", 1),
        ("passes", 0),
        ("passes", 10**9),
        ("lanes", 255),
        ("kdf", "md5"),
        ("kind", "backdoor"),
        ("label", 5),
        ("wrapped", "00"),
        ("nonce", "00" * 13),
    ],
)
def test_a_slot_that_asks_for_the_impossible_is_refused_unread(
    key: str, value: object, folder: Path
) -> None:
    plain = plain_of(folder)
    plain["slots"][0][key] = value
    with pytest.raises(WorkspaceCorruptError, match="damaged"):
        parse(checked(plain))


@pytest.mark.parametrize(
    "content",
    [b"[]", b"null", b"\xff\xfe", b"{" * 100_000, b'{"a": NaN}', b"[" * 100_000],
    ids=["list", "null", "not text", "braces", "not a number", "nested"],
)
def test_what_is_no_key_file_is_damage(content: bytes) -> None:
    with pytest.raises(WorkspaceCorruptError):
        parse(content)


def test_a_newer_format_is_told_as_such(folder: Path) -> None:
    newer = checked(plain_of(folder) | {"version": 2, "something": "new"})
    for name in ("keys.json", "keys.json.bak"):
        (folder / name).write_bytes(newer)
    with pytest.raises(WorkspaceTooNewError, match="newer"):
        unlock(folder)


def test_a_huge_file_is_not_read_whole(folder: Path) -> None:
    for name in ("keys.json", "keys.json.bak"):
        (folder / name).write_bytes(b" " * ((1 << 20) + 1))
    with pytest.raises(WorkspaceCorruptError):
        unlock(folder)


def test_a_folder_that_cannot_be_mended_still_opens(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "keys.json.bak").unlink()
    shutil.copy(folder / "keys.json", folder / "keep")
    (folder / "keys.json.bak.new").mkdir()
    assert unlock(folder)
    assert not (folder / "keys.json.bak").exists()


def test_the_file_holds_no_name_but_the_one_shown(folder: Path) -> None:
    content = (folder / "keys.json").read_text()
    assert PASSPHRASE not in content
    assert "Business Manager" in content


def test_writing_what_was_read_changes_nothing(folder: Path) -> None:
    content = (folder / "keys.json").read_bytes()
    assert file_bytes(parse(content)) == content
