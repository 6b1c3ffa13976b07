"""Who can open the workspace, and with what? Passphrases and the recovery key lead to one data key.

The data key is 32 random bytes and encrypts the database. Each person's passphrase goes through
Argon2id to a key that wraps the data key with AES-256-GCM in a slot of keys.json; the slot's
settings and the workspace's id are authenticated with it. Changing a passphrase rewraps one slot.
"""

from __future__ import annotations

import hmac
import secrets
import unicodedata
from dataclasses import dataclass, replace
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from lif_desktop.errors import (
    FileRefusedError,
    InvalidAnswersError,
    LastKeySlotError,
    NotFoundError,
    Problem,
    StoreError,
    WorkspaceCorruptError,
    WrongPassphraseError,
)
from lif_desktop.store.files import WorkspaceFiles, make_private_folder
from lif_desktop.store.key_file import (
    RECOVERY,
    Checkpoint,
    KeyFile,
    Slot,
    copies_differ,
    read_key_file,
    write_key_file,
)
from lif_desktop.store.key_ring import KdfSettings, KeyRing, derive
from lif_desktop.store.recovery_keys import new_recovery_key, read_recovery_key

__all__ = [
    "RECOVERY",
    "KdfSettings",
    "KeyRing",
    "SlotSummary",
    "add_slot",
    "authenticate",
    "change_passphrase",
    "check_passphrase",
    "checkpoint",
    "create_keys",
    "record_checkpoint",
    "remove_slot",
    "renew_recovery_key",
    "reset_passphrase",
    "slots",
    "unlock",
    "unlock_with_recovery",
]

_DOES_NOT_OPEN = "The passphrase does not open this workspace. Check for capital letters and blanks and try again."


@dataclass(frozen=True, slots=True)
class SlotSummary:
    """One way in, as it may be shown: no secret in it."""

    label: str
    """The person's id; "recovery" for the recovery key."""
    display_name: str
    kind: str
    """passphrase or recovery."""
    kdf: KdfSettings


def create_keys(
    folder: Path, *, label: str, passphrase: str, kdf: KdfSettings, display_name: str = ""
) -> tuple[KeyRing, str]:
    """Make a workspace's keys: a random data key, the first person's slot and a recovery slot.

    Args:
        folder: the workspace folder, made if it is not there.
        label: the first person's id.
        passphrase: as typed; blanks at its ends count.
        kdf: cost of one try.
        display_name: what the unlock page shows for the slot.

    Returns:
        The key ring, and the recovery key to be shown once.

    Raises:
        FileRefusedError: the folder already holds a workspace or its backups.
        InvalidAnswersError: the passphrase is empty or cannot be written as text.
    """
    _refuse_existing(folder)
    keyring = KeyRing.fresh()
    recovery_key = new_recovery_key()
    slots = (
        _new_slot(keyring, label=label, name=display_name, secret=_secret(passphrase), kdf=kdf),
        _recovery_slot(keyring, recovery_key, kdf),
    )
    make_private_folder(folder)
    _write(
        folder,
        keyring,
        KeyFile(store_id=keyring.store_id, generation=1, salt=keyring.salt, slots=slots),
    )
    return keyring, recovery_key


def unlock(
    folder: Path, *, label: str, passphrase: str, strengthen_to: KdfSettings | None = None
) -> KeyRing:
    """Open the person's slot.

    Args:
        folder: the workspace folder.
        label: the person's id.
        passphrase: as typed.
        strengthen_to: settings of today; a slot made with weaker ones is wrapped anew with them.

    Raises:
        NotFoundError: there is no key file, or the person has no slot.
        WrongPassphraseError: the passphrase does not open the slot.
        WorkspaceCorruptError: both copies of the key file are damaged, or slots were added,
            removed or changed by someone without the data key.
    """
    key_file = read_key_file(folder)
    slot = _slot(key_file, label)
    keyring = _open(key_file, slot, _typed_secret(passphrase), wrong=_DOES_NOT_OPEN)
    if strengthen_to is not None and _settings(slot).weaker_than(strengthen_to):
        _rewrap(folder, keyring, key_file, slot, passphrase, strengthen_to)
    elif copies_differ(folder):
        _mend_copies(folder, key_file)
    return keyring


def unlock_with_recovery(folder: Path, recovery_key: str) -> KeyRing:
    """Open the workspace with the recovery key from its paper.

    Raises:
        WrongPassphraseError: mistyped, or not this workspace's key; the message says which.
        NotFoundError, WorkspaceCorruptError: as unlock.
    """
    key_file = read_key_file(folder)
    secret = read_recovery_key(recovery_key).encode("ascii")
    wrong = "This recovery key belongs to another workspace, or a newer one has replaced it."
    return _open(key_file, _slot(key_file, RECOVERY), secret, wrong=wrong)


def check_passphrase(folder: Path, *, label: str, passphrase: str) -> None:
    """Is this the person's passphrase? Asked again before a signature; raises as unlock does."""
    key_file = read_key_file(folder)
    secret = _typed_secret(passphrase)
    _open(key_file, _slot(key_file, label), secret, wrong=_DOES_NOT_OPEN).wipe()


def add_slot(
    folder: Path,
    keyring: KeyRing,
    *,
    label: str,
    passphrase: str,
    kdf: KdfSettings,
    display_name: str = "",
) -> None:
    """Let one more person in.

    Raises:
        InvalidAnswersError: the person has a slot already, or the passphrase is empty.
    """
    key_file = _own_file(folder, keyring)
    if any(slot.label == label for slot in key_file.slots):
        raise _refusal(
            "label", "This person can already unlock the workspace. Change the passphrase instead."
        )
    slot = _new_slot(keyring, label=label, name=display_name, secret=_secret(passphrase), kdf=kdf)
    _write(folder, keyring, key_file.next(slots=(*key_file.slots, slot)))


def remove_slot(folder: Path, keyring: KeyRing, *, label: str) -> None:
    """Shut a person out of this workspace from now on.

    Copies and backups made before stay readable to someone who kept one and its passphrase.

    Raises:
        NotFoundError: the person has no slot.
        LastKeySlotError: it is the last passphrase, or the recovery key.
    """
    key_file = _own_file(folder, keyring)
    gone = _slot(key_file, label)
    rest = tuple(slot for slot in key_file.slots if slot.label != label)
    if gone.kind == RECOVERY or not any(slot.kind == "passphrase" for slot in rest):
        raise LastKeySlotError(
            "This is the last way into the workspace. Give another person a passphrase first."
        )
    _write(folder, keyring, key_file.next(slots=rest))


def change_passphrase(
    folder: Path,
    keyring: KeyRing,
    *,
    label: str,
    old_passphrase: str,
    passphrase: str,
    kdf: KdfSettings,
) -> None:
    """Give a person another passphrase; the database is not touched.

    Raises:
        WrongPassphraseError: the old passphrase is not the person's.
        InvalidAnswersError: the new one is empty.
    """
    key_file = _own_file(folder, keyring)
    slot = _slot(key_file, label)
    _open(key_file, slot, _typed_secret(old_passphrase), wrong=_DOES_NOT_OPEN).wipe()
    _rewrap(folder, keyring, key_file, slot, passphrase, kdf)


def reset_passphrase(
    folder: Path, keyring: KeyRing, *, label: str, passphrase: str, kdf: KdfSettings
) -> None:
    """Give a person another passphrase without the old one: after an unlock with the recovery key."""
    key_file = _own_file(folder, keyring)
    _rewrap(folder, keyring, key_file, _slot(key_file, label), passphrase, kdf)


def renew_recovery_key(folder: Path, keyring: KeyRing, *, kdf: KdfSettings) -> str:
    """Replace the recovery key; the one on the older paper opens nothing any more.

    Returns:
        The new recovery key, to be shown once.
    """
    key_file = _own_file(folder, keyring)
    recovery_key = new_recovery_key()
    rest = tuple(slot for slot in key_file.slots if slot.label != RECOVERY)
    _write(
        folder, keyring, key_file.next(slots=(*rest, _recovery_slot(keyring, recovery_key, kdf)))
    )
    return recovery_key


def slots(folder: Path) -> tuple[SlotSummary, ...]:
    """The ways into a workspace, people first in the order they were added.

    Raises:
        NotFoundError, WorkspaceCorruptError: as unlock.
    """
    found = read_key_file(folder).slots
    summaries = [SlotSummary(s.label, s.display_name, s.kind, _settings(s)) for s in found]
    return tuple(sorted(summaries, key=lambda each: each.kind == RECOVERY))


def checkpoint(folder: Path, keyring: KeyRing) -> Checkpoint | None:
    """Where the audit chain stood at the last close; None before the first."""
    return _own_file(folder, keyring).checkpoint


def record_checkpoint(folder: Path, keyring: KeyRing, *, seq: int, mac: str) -> None:
    """Keep where the audit chain stands, outside the database, so that a shortened chain shows."""
    key_file = _own_file(folder, keyring)
    _write(folder, keyring, key_file.next(checkpoint=Checkpoint(seq=seq, mac=mac)))


def authenticate(folder: Path, keyring: KeyRing) -> None:
    """Is the key file the one this workspace's people wrote?

    Raises:
        WorkspaceCorruptError: it belongs to another workspace or was changed from outside.
    """
    _own_file(folder, keyring)


def _own_file(folder: Path, keyring: KeyRing) -> KeyFile:
    key_file = read_key_file(folder)
    _require_authentic(key_file, keyring)
    return key_file


def _require_authentic(key_file: KeyFile, keyring: KeyRing) -> None:
    same = key_file.store_id == keyring.store_id and key_file.salt == keyring.salt
    if not same or not hmac.compare_digest(_mac(keyring, key_file), key_file.mac):
        raise WorkspaceCorruptError(
            "The key file was changed from outside this program, or belongs to another workspace. Put back the key file of the latest backup."
        )


def _refuse_existing(folder: Path) -> None:
    files = WorkspaceFiles(folder)
    has_backups = files.backups.is_dir() and any(files.backups.iterdir())
    if files.database.exists() or has_backups:
        raise FileRefusedError(
            "There is already a workspace in this folder. Choose another folder."
        )


def _write(folder: Path, keyring: KeyRing, key_file: KeyFile) -> None:
    write_key_file(folder, replace(key_file, mac=_mac(keyring, key_file)))


def _mend_copies(folder: Path, key_file: KeyFile) -> None:
    """Make a missing or damaged copy good again; a folder that refuses writing is told at open."""
    try:
        write_key_file(folder, key_file)
    except StoreError:
        return


def _mac(keyring: KeyRing, key_file: KeyFile) -> str:
    return hmac.digest(keyring.subkey("key file"), key_file.authenticated(), "sha256").hex()


def _rewrap(
    folder: Path,
    keyring: KeyRing,
    key_file: KeyFile,
    slot: Slot,
    passphrase: str,
    kdf: KdfSettings,
) -> None:
    name = slot.display_name
    fresh = _new_slot(keyring, label=slot.label, name=name, secret=_secret(passphrase), kdf=kdf)
    kept = tuple(fresh if each.label == slot.label else each for each in key_file.slots)
    _write(folder, keyring, key_file.next(slots=kept))


def _slot(key_file: KeyFile, label: str) -> Slot:
    for slot in key_file.slots:
        if slot.label == label:
            return slot
    raise NotFoundError("This person has no passphrase for the workspace. Ask someone who has.")


def _settings(slot: Slot) -> KdfSettings:
    return KdfSettings(slot.memory_kib, slot.passes, slot.lanes)


def _recovery_slot(keyring: KeyRing, recovery_key: str, kdf: KdfSettings) -> Slot:
    secret = read_recovery_key(recovery_key).encode("ascii")
    return _new_slot(keyring, label=RECOVERY, name="", secret=secret, kdf=kdf, kind=RECOVERY)


def _new_slot(
    keyring: KeyRing,
    *,
    label: str,
    name: str,
    secret: bytes,
    kdf: KdfSettings,
    kind: str = "passphrase",
) -> Slot:
    if kind == "passphrase" and label in {"", RECOVERY}:
        raise _refusal("label", "A key slot needs the id of a person.")
    slot = Slot(
        label=unicodedata.normalize("NFC", label),
        display_name=unicodedata.normalize("NFC", name),
        kind=kind,
        memory_kib=kdf.memory_kib,
        passes=kdf.passes,
        lanes=kdf.lanes,
        salt=secrets.token_bytes(16),
        nonce=secrets.token_bytes(12),
        wrapped=b"",
    )
    wrapping_key = derive(secret, kdf, slot.salt)
    wrapped = keyring.wrapped_by(
        wrapping_key, nonce=slot.nonce, associated=slot.associated(keyring.store_id)
    )
    return replace(slot, wrapped=wrapped)


def _open(key_file: KeyFile, slot: Slot, secret: bytes, *, wrong: str) -> KeyRing:
    wrapping_key = derive(secret, _settings(slot), slot.salt)
    try:
        data_key = AESGCM(wrapping_key).decrypt(
            slot.nonce, slot.wrapped, slot.associated(key_file.store_id)
        )
    except InvalidTag as error:
        raise WrongPassphraseError(wrong) from error
    keyring = KeyRing(store_id=key_file.store_id, data_key=data_key, salt=key_file.salt)
    _require_authentic(key_file, keyring)
    return keyring


def _secret(passphrase: str) -> bytes:
    """A new passphrase as bytes: one spelling of accents, blanks kept."""
    secret = _encoded(passphrase)
    if not secret:
        raise _refusal(
            "passphrase", "Enter a passphrase of letters, digits or signs that a keyboard has."
        )
    return secret


def _typed_secret(passphrase: str) -> bytes:
    secret = _encoded(passphrase)
    if not secret:
        raise WrongPassphraseError(_DOES_NOT_OPEN)
    return secret


def _encoded(passphrase: str) -> bytes:
    """UTF-8 in normal form C; empty if it is not text (half of a surrogate pair)."""
    try:
        return unicodedata.normalize("NFC", passphrase).encode("utf-8")
    except UnicodeEncodeError:
        return b""


def _refusal(question: str, message: str) -> InvalidAnswersError:
    return InvalidAnswersError([Problem(question, message)])
