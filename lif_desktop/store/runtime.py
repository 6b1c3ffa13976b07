"""May the database library at hand be trusted with a workspace?"""

from __future__ import annotations

import re

from lif_desktop.errors import UnsafeRuntimeError

OLDEST_SQLITE = (3, 51, 3)
"""The first with the repair of the write-ahead log's reset, which could damage a database."""
WITHDRAWN_SQLITE = frozenset({(3, 52, 0)})
"""Released without that repair."""
OLDEST_CIPHER = (4, 16)


def require_safe_runtime(*, sqlite: str, cipher: str) -> None:
    """Refuse a library that could lose or lay open what is written.

    Args:
        sqlite: its SQLite version, for example 3.53.4.
        cipher: answer to PRAGMA cipher_version; empty when the library cannot encrypt.

    Raises:
        UnsafeRuntimeError: no cipher, or a version with a known fault.
    """
    if not cipher:
        raise UnsafeRuntimeError(
            "The database library cannot encrypt. Nothing was written. Install the program again."
        )
    found = numbers(sqlite)
    if found < OLDEST_SQLITE or found in WITHDRAWN_SQLITE or numbers(cipher) < OLDEST_CIPHER:
        raise UnsafeRuntimeError(
            f"The database library is too old (SQLite {sqlite}, SQLCipher {cipher}). Install the program again."
        )


def numbers(version: str) -> tuple[int, ...]:
    """The numbers at the start of a version: 4.19.0 community gives (4, 19, 0)."""
    return tuple(int(part) for part in re.findall(r"\d+", version.split(" ", maxsplit=1)[0]))
