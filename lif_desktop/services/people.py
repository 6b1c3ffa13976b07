"""Who may come in and sign, and with what? Passphrases changed, people who leave, keys and authority renewed.

Source: catalogue section H (roles and access); reliability checklist A (slots, removal, recovery).
"""

from __future__ import annotations

from dataclasses import replace

from lif_desktop.documents import certificates
from lif_desktop.domain.documents import BoardAuthority, SigningCertificate
from lif_desktop.domain.identities import AuthorityId, PersonId, new_id
from lif_desktop.domain.people import Person
from lif_desktop.errors import RuleBrokenError
from lif_desktop.services.workspace import (
    Workspace,
    certificate_for,
    require_sound_passphrase,
)
from lif_desktop.store import key_slots
from lif_desktop.store.key_slots import KdfSettings


def change_passphrase(
    workspace: Workspace, *, old: str, new: str, kdf: KdfSettings | None = None
) -> None:
    """Give the person who works here another passphrase.

    Raises:
        WrongPassphraseError: the old one is not theirs.
        InvalidAnswersError: the new one is weak.

    Writes: the person's key slot. Audit: person.passphrase.
    """
    require_sound_passphrase(new, workspace.actor.name, workspace.board.name)
    key_slots.change_passphrase(
        workspace.folder,
        workspace.keyring,
        label=workspace.actor.id,
        old_passphrase=old,
        passphrase=new,
        kdf=kdf or KdfSettings.calibrated(),
    )
    _note(workspace, "person.passphrase", workspace.actor.id)


def leave(workspace: Workspace, person_id: PersonId) -> Person:
    """Shut out someone who no longer works for the board; what they did keeps their name.

    Raises:
        RuleBrokenError: it is the person who works here.
        LastKeySlotError: theirs is the last passphrase.

    Writes: person, key slot. Audit: person.leave.
    """
    if person_id == workspace.actor.id:
        raise RuleBrokenError(
            "You cannot shut yourself out. Ask another person to do it.",
            rule="last one out",
            source="board policy, access",
        )
    with workspace.transaction("person.leave") as unit:
        gone = unit.change(replace(unit.get(Person, person_id), left_on=workspace.clock.today()))
        key_slots.remove_slot(workspace.folder, workspace.keyring, label=person_id)
    return gone


def renew_recovery_key(workspace: Workspace, *, kdf: KdfSettings | None = None) -> str:
    """Replace the recovery key; the one on the older paper opens nothing any more.

    Returns:
        The new recovery key, to be shown once.

    Writes: the recovery slot. Audit: workspace.recovery_key.
    """
    fresh = key_slots.renew_recovery_key(
        workspace.folder, workspace.keyring, kdf=kdf or KdfSettings.calibrated()
    )
    _note(workspace, "workspace.recovery_key", workspace.actor.id)
    return fresh


def renew_authority(workspace: Workspace) -> str:
    """Make a new authority, and a new certificate for everyone who still works here.

    The older authority is kept: papers signed before are still checked with its certificate.

    Returns:
        The new authority's certificate as PEM text.

    Writes: board authority, signing certificates. Audit: workspace.authority.
    """
    made = certificates.make_authority(workspace.board.name, workspace.clock.now())
    with workspace.transaction("workspace.authority") as unit:
        authority = BoardAuthority(
            id=AuthorityId(new_id()),
            certificate_pem=made.certificate_pem,
            private_key_pem=made.private_key_pem,
        )
        unit.add(authority)
        for person in unit.find(Person, left_on=None):
            fresh = certificate_for(person, workspace.board, authority, workspace.clock)
            held = unit.first(SigningCertificate, person_id=person.id)
            if held is None:
                unit.add(fresh)
            else:
                unit.change(replace(fresh, id=held.id, revision=held.revision))
    return authority.certificate_pem


def _note(workspace: Workspace, verb: str, person_id: PersonId) -> None:
    with workspace.database.transaction(
        verb, actor=workspace.actor.id, at=workspace.clock.now()
    ) as unit:
        unit.note({"person": person_id})
