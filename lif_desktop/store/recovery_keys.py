"""How is a recovery key written down, and read again when someone types it?

160 random bits in groups of four letters and digits, with four check characters at the end, so
that a slip of the pen is told apart from a wrong key. The letters I, L, O and U are not used;
I and L read as 1, O as 0.
"""

from __future__ import annotations

import hashlib
import secrets

from lif_desktop.errors import WrongPassphraseError

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_SECRET_BYTES = 20
_CHECK_CHARACTERS = 4
_LENGTH = _SECRET_BYTES * 8 // 5 + _CHECK_CHARACTERS
_READ_AS = str.maketrans(
    {"I": "1", "L": "1", "O": "0", " ": None, "-": None, "\n": None, "\t": None}
)


def new_recovery_key() -> str:
    """A fresh recovery key, for example 7K3Q-9M2D-…: nine groups of four."""
    body = letters(secrets.token_bytes(_SECRET_BYTES))
    return grouped(body + _check(body))


def read_recovery_key(typed: str) -> str:
    """The 32 letters and digits that count, from what someone typed.

    Raises:
        WrongPassphraseError: too short, too long, a character that is not used, or check
            characters that do not fit; the message says which.
    """
    plain = typed.upper().translate(_READ_AS)
    strange = sorted({character for character in plain if character not in ALPHABET})
    if strange or len(plain) != _LENGTH:
        raise WrongPassphraseError(
            f"A recovery key has {_LENGTH // 4} groups of four letters and digits. Check what you typed against the paper."
        )
    body, check = plain[:-_CHECK_CHARACTERS], plain[-_CHECK_CHARACTERS:]
    if _check(body) != check:
        raise WrongPassphraseError(
            "The recovery key has a typing mistake: its last group does not fit the others. Check it against the paper."
        )
    return body


def letters(content: bytes) -> str:
    """Bytes as letters and digits, five bits each; a rest of bits at the end is left out."""
    number = int.from_bytes(content, "big")
    count = len(content) * 8 // 5
    number >>= len(content) * 8 - count * 5
    return "".join(ALPHABET[number >> 5 * place & 31] for place in reversed(range(count)))


def grouped(text: str) -> str:
    """Text in groups of four with hyphens between."""
    return "-".join(text[start : start + 4] for start in range(0, len(text), 4))


def _check(body: str) -> str:
    return letters(hashlib.sha256(b"lif recovery " + body.encode("ascii")).digest())[
        :_CHECK_CHARACTERS
    ]
