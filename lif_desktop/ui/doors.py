"""The ways into a workspace, before one is open: who can, unlock, recover, create.

Every function here is called on a reading thread. The services, and with them the database library,
are imported when first needed, so that the unlock page stands before they are loaded.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from lif_desktop.clock import Clock
from lif_desktop.errors import Problem
from lif_desktop.settings import resources_folder

if TYPE_CHECKING:  # the services bring the database library, which the first page does without
    from lif_desktop.domain.identities import PersonId
    from lif_desktop.services.keyholders import Keyholder
    from lif_desktop.services.workspace import Created, Workspace


@dataclass(frozen=True, slots=True, kw_only=True)
class FrameworkChoice:
    """A board framework that a workspace can be made with."""

    id: str
    title: str
    edition: str
    """Title of the national guidance edition it extends."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewWorkspace:
    """What a workspace is made from."""

    folder: Path
    board_name: str
    board_short_name: str
    framework: str
    person_name: str
    person_post: str
    passphrase: str


class Doors:
    """Opens and makes workspaces."""

    def __init__(self, clock: Clock) -> None:
        self.clock = clock

    def warm_up(self) -> bool:
        """Load what the open workspace will need, while the passphrase is typed."""
        from lif_desktop.services import finding  # noqa: PLC0415  # see the module's docstring

        return finding is not None

    def people(self, folder: Path) -> tuple[Keyholder, ...]:
        """Who can unlock the workspace in a folder.

        Raises:
            NotFoundError: there is no workspace there.
            WorkspaceCorruptError: its key file is damaged.
        """
        from lif_desktop.services import keyholders  # noqa: PLC0415  # see the module's docstring

        return keyholders.people_who_can_unlock(folder)

    def unlock(self, folder: Path, person_id: PersonId, passphrase: str) -> Workspace:
        """Open a workspace with a person's passphrase; errors as services.workspace.unlock."""
        from lif_desktop.services import workspace  # noqa: PLC0415  # see the module's docstring

        return workspace.unlock(
            folder, person_id=person_id, passphrase=passphrase, clock=self.clock
        )

    def recover(
        self, folder: Path, person_id: PersonId, recovery_key: str, new_passphrase: str
    ) -> Workspace:
        """Open a workspace with its recovery key and give the person a new passphrase."""
        from lif_desktop.services import workspace  # noqa: PLC0415  # see the module's docstring

        return workspace.unlock_with_recovery(
            folder,
            recovery_key,
            person_id=person_id,
            new_passphrase=new_passphrase,
            clock=self.clock,
        )

    def create(self, wanted: NewWorkspace) -> Created:
        """Make a workspace; errors as services.workspace.create."""
        from lif_desktop.services import workspace  # noqa: PLC0415  # see the module's docstring

        return workspace.create(
            wanted.folder,
            board_name=wanted.board_name,
            board_short_name=wanted.board_short_name,
            framework=wanted.framework,
            person_name=wanted.person_name,
            person_post=wanted.person_post,
            passphrase=wanted.passphrase,
            clock=self.clock,
        )

    def frameworks(self) -> tuple[FrameworkChoice, ...]:
        """The board frameworks to choose from."""
        from lif_desktop.definitions.catalogue import (  # noqa: PLC0415  # see the module's docstring
            EditionCatalogue,
        )

        return tuple(
            FrameworkChoice(
                id=framework.id, title=framework.title, edition=framework.edition.title
            )
            for framework in EditionCatalogue.load(resources_folder()).frameworks()
        )

    def fresh_passphrase(self) -> str:
        """Five words drawn at random."""
        from lif_desktop.services import passphrases  # noqa: PLC0415  # see the module's docstring

        return passphrases.generate_passphrase()

    def passphrase_problems(self, passphrase: str, names: tuple[str, ...]) -> tuple[Problem, ...]:
        """What speaks against a passphrase."""
        from lif_desktop.services import passphrases  # noqa: PLC0415  # see the module's docstring

        return tuple(passphrases.passphrase_problems(passphrase, names))

    def recovery_key_matches(self, shown: str, typed: str) -> bool:
        """Was the recovery key copied down rightly?"""
        from lif_desktop.services import keyholders  # noqa: PLC0415  # see the module's docstring

        return keyholders.recovery_key_matches(shown, typed)
