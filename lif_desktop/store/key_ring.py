"""How is the data key held while the workspace is open, and how costly is one guess at a passphrase?"""

from __future__ import annotations

import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Self

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from lif_desktop.errors import LockedError

_FLOOR_KIB = 64 * 1024
_FLOOR_PASSES = 3
_FLOOR_LANES = 4
_KEY_BYTES = 32


@dataclass(frozen=True, slots=True)
class KdfSettings:
    """How hard it is to try one passphrase: Argon2id's memory, passes and lanes."""

    memory_kib: int
    passes: int
    lanes: int

    @classmethod
    def cheapest(cls) -> Self:
        """The least that real use allows: 64 MiB, 3 passes, 4 lanes (RFC 9106, second choice)."""
        return cls(_FLOOR_KIB, _FLOOR_PASSES, _FLOOR_LANES)

    @classmethod
    def for_tests(cls) -> Self:
        """Next to nothing: only for workspaces that are thrown away."""
        return cls(64, 1, 1)

    @classmethod
    def calibrated(
        cls, *, target_seconds: float = 1.0, timer: Callable[[], float] = time.perf_counter
    ) -> Self:
        """The most memory, from 256 MiB down to 64 MiB, that this computer manages in the time.

        Args:
            target_seconds: longest that one unlock may take, in seconds.
            timer: tells seconds; replaced in tests.
        """
        for memory_kib in (256 * 1024, 128 * 1024):
            settings = cls(memory_kib, _FLOOR_PASSES, _FLOOR_LANES)
            start = timer()
            try:
                derive(b"calibration", settings, bytes(16))
            except MemoryError:
                continue
            if timer() - start <= target_seconds:
                return settings
        return cls.cheapest()

    def weaker_than(self, other: KdfSettings) -> bool:
        """Would the other settings make guessing costlier?"""
        return self.memory_kib * self.passes < other.memory_kib * other.passes


class KeyRing:
    """The data key while the workspace is open; wipe() when it closes.

    Wiping lowers the number of copies in memory; only the end of the process removes them all.
    """

    def __init__(self, *, store_id: str, data_key: bytes, salt: bytes) -> None:
        self.store_id = store_id
        self._data_key = bytearray(data_key)
        self._salt = bytes(salt)

    @classmethod
    def fresh(cls) -> Self:
        """A new workspace's key, salt and id, all random."""
        return cls(
            store_id=secrets.token_hex(16),
            data_key=secrets.token_bytes(_KEY_BYTES),
            salt=secrets.token_bytes(16),
        )

    @property
    def salt(self) -> bytes:
        """The 16 bytes with which the database file begins."""
        return self._salt

    def cipher_key(self) -> bytes:
        """The raw key and salt as the cipher wants them: x'…' with 96 hexadecimal digits."""
        return b"x'" + (self._key() + self._salt).hex().encode("ascii") + b"'"

    def subkey(self, purpose: str) -> bytes:
        """A key of 32 bytes for one purpose, which tells nothing of the data key."""
        return HKDF(
            algorithm=SHA256(),
            length=_KEY_BYTES,
            salt=bytes.fromhex(self.store_id),
            info=b"lif-desktop " + purpose.encode("ascii"),
        ).derive(self._key())

    def wrapped_by(self, wrapping_key: bytes, *, nonce: bytes, associated: bytes) -> bytes:
        """The data key under AES-256-GCM, together with a tag over the associated bytes."""
        return AESGCM(wrapping_key).encrypt(nonce, self._key(), associated)

    def wipe(self) -> None:
        """Overwrite the data key; the ring opens nothing any more."""
        self._data_key[:] = bytes(len(self._data_key))
        self._data_key = bytearray()

    def _key(self) -> bytes:
        if len(self._data_key) != _KEY_BYTES:
            raise LockedError("The workspace is locked: its key is gone. Unlock it again.")
        return bytes(self._data_key)


def derive(secret: bytes, kdf: KdfSettings, salt: bytes) -> bytes:
    """The key of 32 bytes that wraps the data key, from a passphrase and its slot's salt."""
    return Argon2id(
        salt=salt,
        length=_KEY_BYTES,
        iterations=kdf.passes,
        lanes=kdf.lanes,
        memory_cost=kdf.memory_kib,
    ).derive(secret)
