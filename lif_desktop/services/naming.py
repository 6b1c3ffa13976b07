"""What may a workspace, its board and its people be called, and where may the workspace be?"""

from __future__ import annotations

import unicodedata
from pathlib import Path

from lif_desktop.errors import FileRefusedError, InvalidAnswersError, Problem

SUFFIX = ".lif"
_LONGEST_NAME = 200
"""Characters of the name of a board, a person or a post."""
_NO_LETTERS = frozenset({"Cc", "Cs", "Zl", "Zp"})
"""Controls, halves of letters, and ends of lines: Unicode's categories."""


def named_as_workspace(folder: Path) -> Path:
    """The folder with .lif at its end; FileRefusedError if it has no name at all."""
    if not folder.name:
        raise FileRefusedError("The workspace needs a name of its own. Name a folder to be made.")
    return folder if folder.suffix == SUFFIX else folder.with_name(folder.name + SUFFIX)


def require_free_place(folder: Path) -> None:
    """Nothing may be there, not even a link that leads nowhere; asked before the long work begins."""
    try:
        taken = folder.exists() or folder.is_symlink()
        ground = next(each for each in folder.absolute().parents if each.exists())
    except (OSError, ValueError) as error:
        raise FileRefusedError(
            "The workspace cannot have this name: it is too long or holds a letter that no file name may hold. Choose another name."
        ) from error
    if taken:
        raise FileRefusedError(
            f"There is already something at {folder}. Choose another name or another place."
        )
    if not ground.is_dir():
        raise FileRefusedError(f"{ground} is a file, not a folder. Choose another place.")


def require_sound_names(board_name: str, short_name: str, name: str, post: str) -> None:
    """Refuse names that are missing, endless, or hold what no name holds.

    Raises:
        InvalidAnswersError: with everything that speaks against them.
    """
    asked = (
        ("board_name", board_name, "Enter the name of the board or partnership."),
        ("board_short_name", short_name, "Enter the board's short name, as in its references."),
        ("person_name", name, "Enter the person's name, as it is to stand under a signature."),
        ("person_post", post, "Enter the person's post, for example Business Manager."),
    )
    problems = [Problem(field, message) for field, value, message in asked if not value.strip()]
    problems += [
        Problem(field, f"A name has {_LONGEST_NAME} characters at most, all of them on one line.")
        for field, value, _ in asked
        if len(value) > _LONGEST_NAME
        or any(unicodedata.category(each) in _NO_LETTERS for each in value)
    ]
    if problems:
        raise InvalidAnswersError(problems)
