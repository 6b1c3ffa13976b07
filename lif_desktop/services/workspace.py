"""The open workspace: what every service is handed, and how one is made, opened and closed.

A workspace knows its board, the person who works in it, the forms and editions, the clock and
the calendar. Services write through its transaction and read through its reading.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from lif_desktop import settings
from lif_desktop.clock import Clock
from lif_desktop.definitions.catalogue import EditionCatalogue, FormCatalogue
from lif_desktop.definitions.edition import Edition, Framework, read_bank_holidays
from lif_desktop.definitions.form import Choice, Form
from lif_desktop.documents import certificates
from lif_desktop.domain.cases import Case
from lif_desktop.domain.decisions import RECOMMENDATION_EXTRAS
from lif_desktop.domain.documents import BoardAuthority, SigningCertificate
from lif_desktop.domain.identities import (
    AuthorityId,
    BoardId,
    CertificateId,
    PersonId,
    PlaceId,
    new_id,
)
from lif_desktop.domain.people import Board, Person, Place, Role
from lif_desktop.domain.timelines import BankHolidays
from lif_desktop.errors import (
    InvalidAnswersError,
    LifError,
    NotAllowedError,
    Problem,
    RuleBrokenError,
)
from lif_desktop.services.keyholders import keyholder_named
from lif_desktop.services.naming import (
    named_as_workspace,
    require_free_place,
    require_sound_names,
)
from lif_desktop.services.passphrases import passphrase_problems
from lif_desktop.store import key_slots
from lif_desktop.store.database import Database
from lif_desktop.store.key_slots import KdfSettings, KeyRing
from lif_desktop.store.unit_of_work import Reader, UnitOfWork
from lif_desktop.workroom import Workroom


class Workspace:
    """An unlocked workspace and the person who unlocked it."""

    def __init__(
        self, *, folder: Path, keyring: KeyRing, database: Database, actor: Person, clock: Clock
    ) -> None:
        self.folder = folder
        self.keyring = keyring
        self.database = database
        self.actor = actor
        self.clock = clock
        self.workroom = Workroom()
        self.forms = FormCatalogue.load(settings.forms_folder())
        self.editions = EditionCatalogue.load(settings.resources_folder())
        self.holidays: BankHolidays = read_bank_holidays(
            settings.resources_folder() / "bank_holidays.toml"
        )
        with database.reading() as reader:
            self.board = reader.find(Board)[0]

    @contextmanager
    def transaction(self, verb: str) -> Iterator[UnitOfWork]:
        """One transaction with its audit entry; all of it is kept, or nothing.

        Raises:
            NotAllowedError: the person may read only.
        """
        if self.actor.role is Role.READER:
            raise NotAllowedError(
                "Your role lets you read this workspace but not change it. Ask the business manager."
            )
        with self.database.transaction(verb, actor=self.actor.id, at=self.clock.now()) as unit:
            yield unit

    @contextmanager
    def reading(self) -> Iterator[Reader]:
        """A steady view of the workspace to read from."""
        with self.database.reading() as reader:
            yield reader

    def on_change(self, callback: Callable[[frozenset[str]], None]) -> None:
        """Call back after each commit with the names of the kinds of record that changed."""
        self.database.on_change.append(callback)

    def edition_of(self, case: Case) -> Edition:
        """The national guidance edition a case was opened under."""
        return self.editions.edition(case.edition)

    def framework_of(self, case: Case) -> Framework:
        """The board framework a case was opened under."""
        return self.editions.framework(case.framework)

    def form_of(self, case: Case, form_id: str) -> Form:
        """The version of a form that a case was opened with, with its edition's choices filled in."""
        form = self.forms.version(form_id, case.forms[form_id])
        return form.filled(_choices_of(self.framework_of(case)))

    def remember_place(self, page: str, argument: str = "", field: str = "") -> Place:
        """Keep where the person is in the window, so that they come back to it.

        Args:
            page: name of the page.
            argument: what it shows, for example a case's id.
            field: name of the field that has the cursor.

        Writes: place. Audit: place.remember.
        """
        with self.database.transaction(
            "place.remember", actor=self.actor.id, at=self.clock.now()
        ) as unit:
            left = unit.first(Place, person_id=self.actor.id)
            if left is None:
                fresh = Place(
                    id=PlaceId(new_id()),
                    person_id=self.actor.id,
                    page=page,
                    argument=argument,
                    field=field,
                    left_at=self.clock.now(),
                )
                unit.add(fresh)
                return fresh
            return unit.change(
                replace(left, page=page, argument=argument, field=field, left_at=self.clock.now())
            )

    def last_place(self) -> Place | None:
        """Where this person was last; None at first use."""
        with self.reading() as reader:
            return reader.first(Place, person_id=self.actor.id)

    def close(self) -> None:
        """Close the database, let the folder go, wipe the key and end what waits in the workroom."""
        self.workroom.close()
        self.database.close()


@dataclass(frozen=True, slots=True)
class Created:
    """A workspace just made, and the recovery key, which is shown this once."""

    workspace: Workspace
    recovery_key: str


def create(
    folder: Path,
    *,
    board_name: str,
    board_short_name: str,
    framework: str,
    person_name: str,
    person_post: str,
    passphrase: str,
    clock: Clock,
    role: Role = Role.BUSINESS_MANAGER,
    kdf: KdfSettings | None = None,
) -> Created:
    """Make an encrypted workspace with its board, its first person and the board's authority.

    Args:
        folder: where it shall be; .lif is added if the name lacks it. Must not exist.
        board_name: as printed on documents.
        board_short_name: as in references.
        framework: a board framework, for example cambridgeshire-2016.
        person_name: the first person who can unlock.
        person_post: as printed under a signature.
        passphrase: the first person's own.
        clock: what the time is.
        role: what the person does for the board.
        kdf: cost of the key derivation; None measures this computer.

    Raises:
        InvalidAnswersError: a name is missing or the passphrase is weak.
        FileRefusedError: something is at the folder already.
        NotFoundError: there is no such framework.
        FolderReadOnlyError: the place cannot be written to.

    Writes: board, person, board authority, signing certificate. Audit: workspace.create.
    """
    folder = named_as_workspace(folder)
    require_sound_names(board_name, board_short_name, person_name, person_post)
    require_sound_passphrase(passphrase, person_name, board_name, board_short_name)
    board = _new_board(board_name, board_short_name, framework)
    require_free_place(folder)
    person = Person(
        id=PersonId(new_id()), name=person_name.strip(), post=person_post.strip(), role=role
    )
    try:
        return _create_in(folder, board, person, passphrase, clock, kdf)
    except BaseException:  # half a workspace would stand in the way of a whole one
        shutil.rmtree(folder, ignore_errors=True)
        raise


def unlock(
    folder: Path,
    *,
    passphrase: str,
    clock: Clock,
    person_id: PersonId | None = None,
    person_name: str = "",
) -> Workspace:
    """Open a workspace with one person's passphrase.

    Args:
        folder: the workspace folder.
        passphrase: the person's own.
        clock: what the time is.
        person_id: who opens it; if None, person_name says so.
        person_name: the name on the person's key slot.

    Raises:
        NotFoundError: there is no workspace there, or nobody of that name can open it.
        WrongPassphraseError: the passphrase does not open the person's key slot.
        WorkspaceBusyError: another window has it open.
        WorkspaceCorruptError: the key file or the database is damaged.
        WorkspaceTooNewError: a newer version of this program made it.
    """
    holder_id = person_id or keyholder_named(folder, person_name).person_id
    keyring = key_slots.unlock(folder, label=holder_id, passphrase=passphrase)
    return _opened(folder, keyring, holder_id, clock)


def unlock_with_recovery(
    folder: Path,
    recovery_key: str,
    *,
    person_id: PersonId,
    new_passphrase: str,
    clock: Clock,
    kdf: KdfSettings | None = None,
) -> Workspace:
    """Open a workspace with its recovery key, and give one person a new passphrase.

    Raises:
        WrongPassphraseError: the recovery key is not this workspace's.
        InvalidAnswersError: the new passphrase is weak.

    Writes: the person's key slot. Audit: person.passphrase_reset.
    """
    keyring = key_slots.unlock_with_recovery(folder, recovery_key)
    workspace = _opened(folder, keyring, person_id, clock)
    try:
        require_sound_passphrase(new_passphrase, workspace.actor.name, workspace.board.name)
        key_slots.reset_passphrase(
            folder,
            keyring,
            label=person_id,
            passphrase=new_passphrase,
            kdf=kdf or KdfSettings.calibrated(),
        )
        with workspace.database.transaction(
            "person.passphrase_reset", actor=person_id, at=clock.now()
        ) as unit:
            unit.note({"person": person_id})
    except LifError:
        workspace.close()
        raise
    return workspace


def add_person(
    workspace: Workspace,
    *,
    name: str,
    post: str,
    role: Role,
    passphrase: str,
    kdf: KdfSettings | None = None,
) -> Person:
    """Let another person unlock the workspace with a passphrase of their own, and sign.

    Raises:
        InvalidAnswersError: the name is missing or taken, or the passphrase is weak.

    Writes: key slot, person, signing certificate. Audit: person.add.
    """
    require_sound_names(workspace.board.name, workspace.board.short_name, name, post)
    require_sound_passphrase(passphrase, name, workspace.board.name, workspace.board.short_name)
    person = Person(id=PersonId(new_id()), name=name.strip(), post=post.strip(), role=role)
    with workspace.transaction("person.add") as unit:
        if any(_same(person.name, known.name) for known in unit.find(Person)):
            raise InvalidAnswersError(
                [
                    Problem(
                        "name",
                        f"There is already a person named {person.name}. Add something that tells them apart.",
                    )
                ]
            )
        authority = authorities(unit)[0]
        unit.add(person)
        unit.add(certificate_for(person, workspace.board, authority, workspace.clock))
        key_slots.add_slot(
            workspace.folder,
            workspace.keyring,
            label=person.id,
            display_name=person.name,
            passphrase=passphrase,
            kdf=kdf or KdfSettings.calibrated(),
        )
    return person


def cheapest_keys() -> KdfSettings:
    """The least cost of the key derivation that real use allows, for workspaces that hold nothing real."""
    return KdfSettings.cheapest()


def people(workspace: Workspace) -> tuple[Person, ...]:
    """Everyone who is or was able to unlock, in the order of their names."""
    with workspace.reading() as reader:
        return tuple(sorted(reader.find(Person), key=lambda person: person.name.casefold()))


def authorities(reader: Reader) -> tuple[BoardAuthority, ...]:
    """The board's authorities, the one in force first; older ones still vouch for older papers."""
    return tuple(sorted(reader.find(BoardAuthority), key=_end_of, reverse=True))


def _end_of(authority: BoardAuthority) -> datetime:
    return certificates.valid_until(authority.certificate_pem)


def _create_in(
    folder: Path,
    board: Board,
    person: Person,
    passphrase: str,
    clock: Clock,
    kdf: KdfSettings | None,
) -> Created:
    keyring, recovery_key = key_slots.create_keys(
        folder,
        label=person.id,
        display_name=person.name,
        passphrase=passphrase,
        kdf=kdf or KdfSettings.calibrated(),
    )
    database = Database.create(folder, keyring)
    try:
        made = certificates.make_authority(board.name, clock.now())
        authority = BoardAuthority(
            id=AuthorityId(new_id()),
            certificate_pem=made.certificate_pem,
            private_key_pem=made.private_key_pem,
        )
        with database.transaction("workspace.create", actor=person.id, at=clock.now()) as unit:
            unit.add(board, person, authority)
            unit.add(certificate_for(person, board, authority, clock))
        workspace = Workspace(
            folder=folder, keyring=keyring, database=database, actor=person, clock=clock
        )
    except BaseException:
        database.close()
        raise
    return Created(workspace, recovery_key)


def _opened(folder: Path, keyring: KeyRing, person_id: str, clock: Clock) -> Workspace:
    database = Database.open(folder, keyring)
    try:
        with database.reading() as reader:
            person = reader.get(Person, PersonId(person_id))
        if person.left_on is not None and person.left_on <= clock.today():
            raise NotAllowedError(
                f"{person.name} no longer works in this workspace. Ask the business manager."
            )
        return Workspace(
            folder=folder, keyring=keyring, database=database, actor=person, clock=clock
        )
    except LifError:
        database.close()
        raise


def certificate_for(
    person: Person, board: Board, authority: BoardAuthority, clock: Clock
) -> SigningCertificate:
    """A fresh signing certificate for a person, from the board's authority.

    Raises:
        RuleBrokenError: the authority has run out.
    """
    if certificates.valid_until(authority.certificate_pem) <= clock.now():
        raise RuleBrokenError(
            "The board’s authority for signatures has run out, so it vouches for nobody new. Renew the authority first.",
            rule="authority in force",
            source="board policy, the board's own authority",
        )
    issued = certificates.issue_certificate(
        authority.certificate_pem,
        authority.private_key_pem,
        name=person.name,
        post=person.post,
        board_name=board.name,
        at=clock.now(),
    )
    return SigningCertificate(
        id=CertificateId(new_id()),
        person_id=person.id,
        certificate_pem=issued.certificate_pem,
        private_key_pem=issued.private_key_pem,
        serial=issued.serial,
        valid_until=issued.valid_until,
    )


def _new_board(name: str, short_name: str, framework_id: str) -> Board:
    framework = EditionCatalogue.load(settings.resources_folder()).framework(framework_id)
    return Board(
        id=BoardId(new_id()),
        name=name.strip(),
        short_name=short_name.strip(),
        kind=framework.edition.body_kind,
        framework=framework_id,
        edition=framework.edition.id,
    )


def _choices_of(framework: Framework) -> Mapping[str, Sequence[Choice]]:
    """What forms ask their edition for: its criteria, its outcomes, and what may be recommended."""
    criteria = [
        Choice(name=each.code, label=each.label)
        for subject in framework.subjects.values()
        for each in subject.criteria
    ]
    outcomes = [Choice(name=each.code, label=each.label) for each in framework.outcomes]
    extras = [Choice(name=code, label=label) for code, label in RECOMMENDATION_EXTRAS.items()]
    subjects = [Choice(name=each, label=held.title) for each, held in framework.subjects.items()]
    return {
        "edition.subjects": subjects,
        "edition.criteria": list({each.name: each for each in criteria}.values()),
        "edition.outcomes": outcomes,
        "edition.recommendations": [*outcomes, *extras],
    }


def require_sound_passphrase(passphrase: str, *names: str) -> None:
    """Refuse a passphrase that is short or rests on these names.

    Raises:
        InvalidAnswersError: saying what speaks against it.
    """
    problems = passphrase_problems(passphrase, names)
    if problems:
        raise InvalidAnswersError(problems)


def _same(one: str, other: str) -> bool:
    return " ".join(one.casefold().split()) == " ".join(other.casefold().split())
