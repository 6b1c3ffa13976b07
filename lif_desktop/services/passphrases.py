"""Is a passphrase long and odd enough, and what would a good one be?

Five words drawn by the computer from a list of 7,776 give about 64 bits; a passphrase of one's
own must be at least 15 characters and not made of names that anyone would try first.

Source: NIST SP 800-63B (15 characters where a passphrase is the only factor, no composition
rules), OWASP ASVS 5.0 6.2 (context words refused).
"""

from __future__ import annotations

import secrets
import unicodedata
from collections.abc import Iterable, Sequence

from lif_desktop.errors import DefinitionError, FileRefusedError, Problem
from lif_desktop.settings import resources_folder

LEAST_CHARACTERS = 15
MOST_CHARACTERS = 256
MOST_BYTES = 4 * MOST_CHARACTERS + 5
"""As many as the longest passphrase can have in UTF-8, with a mark before it and the line's end after it."""
_LEAST_DIFFERENT = 5
_LEAST_REMAINDER = 10
_QUESTION = "passphrase"
_UTF8_MARK = b"\xef\xbb\xbf"
_FIRST_TRIED = (
    "passphrase",
    "password",
    "safeguarding",
    "qwertyuiop",
    "letmein",
    "welcome",
    "1234567890",
)


def generate_passphrase(words: int = 5) -> str:
    """A fresh passphrase of words drawn at random, with spaces between them.

    Args:
        words: how many; five give about 64 bits.

    Raises:
        DefinitionError: the word list is missing or too short.
    """
    listed = _word_list()
    return " ".join(secrets.choice(listed) for _ in range(words))


def passphrase_problems(text: str, names: Iterable[str] = ()) -> Sequence[Problem]:
    """What speaks against a passphrase a person made up; empty if nothing does.

    Args:
        text: the passphrase as typed.
        names: the person's, the board's and the workspace's names; it may not rest on them.
    """
    plain = _plain(text)
    if len(text) < LEAST_CHARACTERS:
        return (
            Problem(
                _QUESTION,
                f"The passphrase must have {LEAST_CHARACTERS} characters or more. Five words that do not belong together are easy to remember.",
            ),
        )
    if len(text) > MOST_CHARACTERS:
        return (
            Problem(_QUESTION, f"The passphrase must have {MOST_CHARACTERS} characters or fewer."),
        )
    if len(set(plain)) < _LEAST_DIFFERENT:
        return (
            Problem(
                _QUESTION,
                "The passphrase repeats the same few characters. Choose one that is harder to guess.",
            ),
        )
    if len(_without(plain, [*names, *_FIRST_TRIED])) < _LEAST_REMAINDER:
        return (
            Problem(
                _QUESTION,
                "The passphrase is made of a name or of words that are tried first. Choose words that do not belong together.",
            ),
        )
    return ()


def passphrase_in(content: bytes) -> str:
    """The passphrase in a file: its first line, to the letter.

    What could not be typed at the unlock page is refused rather than mended, since whoever made a
    workspace with it could never open its window.

    Args:
        content: the file, or at least its first MOST_BYTES bytes. A mark at its start that only
            says "this is UTF-8", as some editors write it, does not count.

    Raises:
        FileRefusedError: the first line is empty, far too long, no UTF-8, or holds a control character.
    """
    line = content.removeprefix(_UTF8_MARK).split(b"\n", 1)[0].removesuffix(b"\r")
    if not line:
        raise FileRefusedError(
            "The passphrase file is empty; its first line must be the passphrase."
        )
    if len(line) > 4 * MOST_CHARACTERS:
        raise FileRefusedError(
            f"The first line of the passphrase file is too long; a passphrase has {MOST_CHARACTERS} characters at most."
        )
    try:
        text = line.decode("utf-8")
    except UnicodeDecodeError:
        raise FileRefusedError(
            "The passphrase file is not UTF-8 text; save it again as UTF-8."
        ) from None
    if any(unicodedata.category(letter) == "Cc" for letter in text):
        raise FileRefusedError(
            "The passphrase file holds a character that cannot be typed; save it as plain UTF-8 text with the passphrase alone on its first line."
        )
    return text


def _plain(text: str) -> str:
    """Letters and digits alone, without accents or capitals."""
    decomposed = unicodedata.normalize("NFKD", text).casefold()
    return "".join(letter for letter in decomposed if letter.isalnum())


def _without(plain: str, names: Iterable[str]) -> str:
    """What is left of a passphrase once the words of the names are taken out."""
    parts = {_plain(part) for name in names for part in (name, *name.split())}
    for part in sorted(parts, key=len, reverse=True):
        if len(part) > 2:
            plain = plain.replace(part, "")
    return plain


def _word_list() -> Sequence[str]:
    path = resources_folder() / "words" / "eff_long.txt"
    lines = path.read_text(encoding="utf-8").splitlines()
    words = {line.split()[-1] for line in lines if line.strip() and not line.startswith("#")}
    if len(words) < 7776:
        raise DefinitionError(
            f"The word list {path.name} is too short. Install the program again."
        )
    return sorted(words)
