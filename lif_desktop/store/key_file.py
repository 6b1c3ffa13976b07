"""What does keys.json hold, is it whole, and how is it replaced?

The file is read strictly. A checksum tells accidental damage apart from a wrong passphrase before
any key is derived; a MAC under the data key (checked by key_slots) tells tampering. Two copies are
kept with the same content, so that a removed person's slot does not live on in the second one.
"""

from __future__ import annotations

import hashlib
import json
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import cast

from lif_desktop.errors import NotFoundError, WorkspaceCorruptError, WorkspaceTooNewError
from lif_desktop.store.files import WorkspaceFiles, disk_errors_translated, replace_file

FORMAT = "lif-keys"
VERSION = 1
_MOST_BYTES = 1 << 20
_MOST_SLOTS = 200
_BOUNDS = {"memory_kib": (8, 1 << 20), "passes": (1, 16), "lanes": (1, 16)}
_FILE_KEYS = frozenset(
    "format version store_id generation salt slots checkpoint mac checksum".split()  # noqa: SIM905  # one line to read
)
_SLOT_KEYS = frozenset(
    "label display_name kind kdf memory_kib passes lanes salt nonce wrapped".split()  # noqa: SIM905  # one line to read
)
_CHECKPOINT_KEYS = frozenset({"seq", "mac"})
RECOVERY = "recovery"
_KINDS = ("passphrase", RECOVERY)


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """One way to the data key: its settings and the wrapped key, never a passphrase."""

    label: str
    """The person's id; "recovery" for the recovery key."""
    display_name: str
    """What the unlock page shows for this slot."""
    kind: str
    """passphrase or recovery."""
    memory_kib: int
    passes: int
    lanes: int
    salt: bytes
    nonce: bytes
    wrapped: bytes

    def associated(self, store_id: str) -> bytes:
        """Everything the wrapping vouches for besides the key: the settings and the workspace."""
        plain = _slot_plain(self)
        del plain["wrapped"]
        return canonical({**plain, "store_id": store_id})


@dataclass(frozen=True, slots=True, kw_only=True)
class Checkpoint:
    """Where the audit chain stood when the workspace was last closed."""

    seq: int
    mac: str


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyFile:
    """The content of keys.json."""

    store_id: str
    generation: int
    """Counts the changes, so that the newer of two copies is known."""
    salt: bytes
    """Salt of the database file: kept here too, so that a damaged first page loses nothing else."""
    slots: tuple[Slot, ...]
    checkpoint: Checkpoint | None = None
    mac: str = ""

    def authenticated(self) -> bytes:
        """The bytes that the MAC under the data key covers."""
        plain = _file_plain(self)
        del plain["mac"]
        return canonical(plain)

    def next(self, **changes: object) -> KeyFile:
        """The same file with changes, one generation later and not yet authenticated."""
        changed = replace(self, **changes)  # type: ignore[arg-type]  # callers name fields of this very class
        return replace(changed, generation=self.generation + 1, mac="")


def canonical(plain: Mapping[str, object]) -> bytes:
    """One spelling of plain values, so that they can be hashed: sorted keys, no blanks, UTF-8."""
    text = json.dumps(plain, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return text.encode("utf-8", "surrogatepass")


def read_key_file(folder: Path) -> KeyFile:
    """Read keys.json, or its second copy when the first is missing or damaged.

    Raises:
        NotFoundError: the folder holds no key file at all.
        WorkspaceCorruptError: neither copy is whole.
        WorkspaceTooNewError: a newer version of this program wrote it.
        FolderReadOnlyError: the folder may not be entered.
    """
    files = WorkspaceFiles(folder)
    copies = (files.keys, files.spare_keys)
    with disk_errors_translated():
        there = any(path.is_file() for path in copies)
    if not there:
        raise NotFoundError(
            "There is no workspace in this folder: its key file keys.json is missing. Choose another folder, or put the key file of a backup there."
        )
    whole = [each for each in map(_whole_or_none, copies) if each is not None]
    if not whole:
        raise WorkspaceCorruptError(
            "The key file keys.json is damaged, and so is its second copy. Put back the key file of the latest backup."
        )
    return max(whole, key=lambda each: each.generation)


def copies_differ(folder: Path) -> bool:
    """Is one of the two copies missing, damaged or unlike the other?"""
    files = WorkspaceFiles(folder)
    return _whole_or_none(files.keys) != _whole_or_none(files.spare_keys)


def write_key_file(folder: Path, key_file: KeyFile) -> None:
    """Write both copies, one after the other; a kill at any moment leaves a whole one.

    Raises:
        DiskFullError, FolderReadOnlyError, DiskFaultError: at least one copy is then untouched.
    """
    files = WorkspaceFiles(folder)
    content = file_bytes(key_file)
    replace_file(files.keys, content)
    replace_file(files.spare_keys, content)


def file_bytes(key_file: KeyFile) -> bytes:
    """The file as it is written, with its checksum."""
    plain = _file_plain(key_file)
    plain["checksum"] = _checksum(plain)
    return json.dumps(plain, indent=1, sort_keys=True, ensure_ascii=True).encode("ascii") + b"\n"


def parse(content: bytes) -> KeyFile:
    """Read the file's bytes strictly: an unknown key, a wrong type or a wrong length is damage.

    Raises:
        WorkspaceCorruptError: damaged, with the place.
        WorkspaceTooNewError: whole, but written by a newer version of this program.
    """
    try:
        plain = json.loads(content.decode("ascii"), parse_constant=_refuse_constant)
    except (ValueError, RecursionError) as error:
        raise WorkspaceCorruptError("The key file is damaged: it is not readable.") from error
    if not isinstance(plain, dict) or plain.get("checksum") != _checksum(plain):
        raise WorkspaceCorruptError("The key file is damaged: its checksum does not fit.")
    if plain.get("format") == FORMAT and _whole_number(plain, "version") > VERSION:
        raise WorkspaceTooNewError(
            "This workspace was made by a newer version of the program. Install the newer version to open it."
        )
    return _file_of(plain)


def _file_of(plain: Mapping[str, object]) -> KeyFile:
    _only_keys(plain, _FILE_KEYS)
    if plain["format"] != FORMAT or plain["version"] != VERSION:
        raise _damage("format")
    slots = plain["slots"]
    if not isinstance(slots, list) or not 0 < len(slots) <= _MOST_SLOTS:
        raise _damage("slots")
    return KeyFile(
        store_id=_hexadecimal(plain, "store_id", 16).hex(),
        generation=_whole_number(plain, "generation"),
        salt=_hexadecimal(plain, "salt", 16),
        slots=tuple(_slot_of(slot) for slot in slots),
        checkpoint=_checkpoint_of(plain["checkpoint"]),
        mac=_hexadecimal(plain, "mac", 32).hex(),
    )


def _slot_of(plain: object) -> Slot:
    if not isinstance(plain, dict):
        raise _damage("slots")
    _only_keys(plain, _SLOT_KEYS)
    if plain["kind"] not in _KINDS or plain["kdf"] != "argon2id":
        raise _damage("kind")
    settings = {name: _whole_number(plain, name) for name in _BOUNDS}
    if any(not low <= settings[name] <= high for name, (low, high) in _BOUNDS.items()):
        raise _damage("settings")
    return Slot(
        label=_text(plain, "label"),
        display_name=_text(plain, "display_name"),
        kind=_text(plain, "kind"),
        memory_kib=settings["memory_kib"],
        passes=settings["passes"],
        lanes=settings["lanes"],
        salt=_hexadecimal(plain, "salt", 16),
        nonce=_hexadecimal(plain, "nonce", 12),
        wrapped=_hexadecimal(plain, "wrapped", 48),
    )


def _checkpoint_of(plain: object) -> Checkpoint | None:
    if plain is None:
        return None
    if not isinstance(plain, dict):
        raise _damage("checkpoint")
    _only_keys(plain, _CHECKPOINT_KEYS)
    return Checkpoint(seq=_whole_number(plain, "seq"), mac=_hexadecimal(plain, "mac", 32).hex())


def _file_plain(key_file: KeyFile) -> dict[str, object]:
    point = key_file.checkpoint
    return {
        "format": FORMAT,
        "version": VERSION,
        "store_id": key_file.store_id,
        "generation": key_file.generation,
        "salt": key_file.salt.hex(),
        "slots": [_slot_plain(slot) for slot in key_file.slots],
        "checkpoint": None if point is None else {"seq": point.seq, "mac": point.mac},
        "mac": key_file.mac,
    }


def _slot_plain(slot: Slot) -> dict[str, object]:
    return {
        "label": slot.label,
        "display_name": slot.display_name,
        "kind": slot.kind,
        "kdf": "argon2id",
        "memory_kib": slot.memory_kib,
        "passes": slot.passes,
        "lanes": slot.lanes,
        "salt": slot.salt.hex(),
        "nonce": slot.nonce.hex(),
        "wrapped": slot.wrapped.hex(),
    }


def _checksum(plain: Mapping[str, object]) -> str:
    counted = {key: value for key, value in plain.items() if key != "checksum"}
    return hashlib.sha256(canonical(counted)).hexdigest()


def _whole_or_none(path: Path) -> KeyFile | None:
    try:
        with disk_errors_translated():
            return parse(_read_bytes(path)) if path.is_file() else None
    except WorkspaceCorruptError:
        return None


def _read_bytes(path: Path) -> bytes:
    with path.open("rb") as stream:
        content = stream.read(_MOST_BYTES + 1)
    if len(content) > _MOST_BYTES:
        raise WorkspaceCorruptError("The key file is damaged: it is far too long.")
    return content


def _only_keys(plain: Mapping[str, object], keys: frozenset[str]) -> None:
    if plain.keys() != keys:
        raise _damage(", ".join(sorted(plain.keys() ^ keys)))


def _whole_number(plain: Mapping[str, object], key: str) -> int:
    value = plain.get(key)
    if isinstance(value, bool) or not isinstance(value, int) or value < 0:
        raise _damage(key)
    return value


def _text(plain: Mapping[str, object], key: str) -> str:
    value = plain[key]
    if not isinstance(value, str):
        raise _damage(key)
    return unicodedata.normalize("NFC", value)


def _hexadecimal(plain: Mapping[str, object], key: str, length: int) -> bytes:
    value = plain[key]
    try:
        content = bytes.fromhex(cast("str", value))
    except (TypeError, ValueError) as error:
        raise _damage(key) from error
    if len(content) != length or value != content.hex():
        raise _damage(key)
    return content


def _refuse_constant(name: str) -> object:
    raise _damage(name)


def _damage(place: str) -> WorkspaceCorruptError:
    return WorkspaceCorruptError(f"The key file is damaged at {place}.")
