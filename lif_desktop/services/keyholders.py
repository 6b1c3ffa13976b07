"""Who can open a workspace folder? Answered without opening it: neither database nor cipher is loaded.

The unlock page and the command line need this before a passphrase was given. The names shown
are those that the key slots hold: the only words about people that stand readable on disk.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from lif_desktop.domain.identities import PersonId
from lif_desktop.errors import NotFoundError
from lif_desktop.store.key_file import RECOVERY, read_key_file


@dataclass(frozen=True, slots=True, kw_only=True)
class Keyholder:
    """Someone with a key slot of their own."""

    person_id: PersonId
    name: str
    """As the slot shows it."""


def people_who_can_unlock(folder: Path) -> tuple[Keyholder, ...]:
    """The people with a key slot in a workspace folder, in the order they were added.

    Raises:
        NotFoundError: there is no workspace at the folder.
        WorkspaceCorruptError: the key file is damaged.
    """
    return tuple(
        Keyholder(person_id=PersonId(slot.label), name=slot.display_name)
        for slot in read_key_file(folder).slots
        if slot.kind != RECOVERY
    )


def keyholder_named(folder: Path, name: str) -> Keyholder:
    """The keyholder with a name, however its letters are cased and spaced.

    Raises:
        NotFoundError: nobody of that name can open the workspace, or more than one can.
    """
    wanted = _squeezed(name)
    found = [
        holder for holder in people_who_can_unlock(folder) if _squeezed(holder.name) == wanted
    ]
    if len(found) != 1:
        raise NotFoundError(
            f"No one named {name} can open this workspace. Check the spelling of the name."
            if not found
            else f"More than one person named {name} can open this workspace. Open it in the window and choose."
        )
    return found[0]


def recovery_key_matches(shown: str, typed: str) -> bool:
    """Was the recovery key copied down rightly? Spaces, hyphens and capitals do not count."""
    return _bare(shown) == _bare(typed)


def _squeezed(name: str) -> str:
    return " ".join(name.casefold().split())


def _bare(key: str) -> str:
    return "".join(letter for letter in key.upper() if letter.isalnum())
