"""The board: its facts, the people who can unlock and sign, its authority, and the safety of its workspace."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import ClassVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from lif_desktop.domain.answers import Answers, text_of
from lif_desktop.domain.documents import FiledDocument
from lif_desktop.domain.identities import PersonId
from lif_desktop.domain.people import Person, Role
from lif_desktop.errors import AccessError, InvalidAnswersError, Problem, UserError
from lif_desktop.services import documents, maintenance, passphrases, people, saving
from lif_desktop.services import workspace as workspaces
from lif_desktop.services.maintenance import Backup, Finding
from lif_desktop.services.workspace import Workspace
from lif_desktop.ui.authority_part import AuthorityPart
from lif_desktop.ui.board_people import BoardPeople
from lif_desktop.ui.board_safety import BoardSafety
from lif_desktop.ui.dialogs import Question
from lif_desktop.ui.field_editors import FieldPorts
from lif_desktop.ui.page import Page, PageContext
from lif_desktop.ui.theme import fix
from lif_desktop.ui.widgets import (
    PageHeader,
    ScrollColumn,
    SectionHeading,
    SummaryList,
    clear,
    column,
    row,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class BoardShown:
    """What the page read."""

    people: tuple[Person, ...]
    fingerprint: str
    backups: tuple[Backup, ...]
    framework: str
    edition: str


@dataclass(frozen=True, slots=True)
class Added:
    """Someone just added, and the passphrase that is shown this once."""

    person: Person
    passphrase: str


class BoardPage(Page):
    """The board whose workspace this is."""

    shows: ClassVar[frozenset[str]] = frozenset({"Person", "Board", "BoardAuthority"})
    rail: ClassVar[str] = "board"

    def __init__(
        self, context: PageContext, argument: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(context, argument, parent)
        self._shown: BoardShown | None = None
        self._build()
        self._connect()

    @property
    @override
    def title(self) -> str:
        return self.tr("Board")

    @property
    @override
    def help_text(self) -> str:
        return self.tr(
            "Everyone who unlocks the workspace has a passphrase of their own and signs with it. "
            "“Check the workspace” looks at every page, record and entry of the history. A backup "
            "is opened and checked before it counts."
        )

    @override
    def load(self) -> None:
        work = partial(_read, self.context.workspace)
        self.context.jobs.read(self, work, self._show, topic="board")

    @override
    def focus_first(self) -> None:
        self._people.add_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _build(self) -> None:
        whole = column(self)
        scroll = ScrollColumn(margins=(40, 28, 36, 32), spacing=20)
        whole.addWidget(scroll)
        board = self.context.workspace.board
        sentence = self.tr("Who may come in, how others check your signatures, and what is safe.")
        scroll.column.addWidget(PageHeader(board.name, sentence=sentence))
        line = row()
        holder = QWidget()
        fix(holder, max_width=760)
        line.addWidget(holder, 1)
        line.addStretch(0)
        scroll.column.addLayout(line)
        scroll.column.addStretch(1)
        inside = column(holder, spacing=28)
        self._people = BoardPeople(FieldPorts(today=self.context.workspace.clock.today()))
        self._safety = BoardSafety()
        self._authority = AuthorityPart()
        facts = QWidget()
        about = column(facts, spacing=0)
        about.addWidget(SectionHeading(self.tr("About the board")))
        self._facts = column()
        about.addLayout(self._facts)
        for part in (self._people, self._safety, self._authority, facts):
            inside.addWidget(part)

    def _connect(self) -> None:
        self._people.add_wanted.connect(self._on_add_wanted)
        self._people.shut_out_wanted.connect(self._on_shut_out_wanted)
        self._safety.check_wanted.connect(self._on_check_wanted)
        self._safety.backup_wanted.connect(self._on_backup_wanted)
        self._safety.backup_elsewhere_wanted.connect(self._on_backup_elsewhere_wanted)
        self._authority.certificate_wanted.connect(self._on_certificate_wanted)
        self._authority.sheet_wanted.connect(self._on_sheet_wanted)

    def _show(self, shown: BoardShown) -> None:
        first = self._shown is None
        self._shown = shown
        workspace = self.context.workspace
        self._people.show_people(shown.people, me=workspace.actor)
        self._safety.show_backups(shown.backups, workspace.clock.today())
        self._authority.show_fingerprint(shown.fingerprint)
        clear(self._facts)
        listed = SummaryList()
        board = workspace.board
        for label, words in (
            (self.tr("Name"), board.name),
            (self.tr("Short name"), board.short_name),
            (self.tr("Framework"), shown.framework),
            (self.tr("Guidance for new cases"), shown.edition),
            (self.tr("Marking of case documents"), board.marking),
            (self.tr("Workspace"), str(workspace.folder)),
        ):
            listed.add("", label, words)
        self._facts.addWidget(listed)
        if first:
            self.focus_first()
            self.loaded.emit()

    # Slots for the people

    def _on_add_wanted(self, answers: dict[str, object]) -> None:
        work = partial(_add, self.context.workspace, answers)
        self.context.jobs.write(self, work, self._on_added, self._on_not_added)

    def _on_added(self, added: Added) -> None:
        name = added.person.name
        self.context.status.saved(self.tr("{name} can unlock from now on").format(name=name))
        self._people.show_passphrase(name, added.passphrase)
        self.load()

    def _on_not_added(self, error: Exception) -> None:
        if isinstance(error, InvalidAnswersError):
            self._people.show_problems(
                [
                    Problem(
                        "person_name" if each.question == "name" else each.question, each.message
                    )
                    for each in error.problems
                ]
            )
        elif isinstance(error, (UserError, AccessError)):
            self._people.show_problems([Problem("person_name", str(error))])
        else:
            self._people.show_problems([])
            self.context.jobs.failed.emit(error)

    def _on_shut_out_wanted(self, person_id: str) -> None:
        shown = () if self._shown is None else self._shown.people
        person = next((each for each in shown if each.id == person_id), None)
        if person is None:
            return
        question = Question(
            title=self.tr("Shut out {name}?").format(name=person.name),
            safe=self.tr("What they did and signed keeps their name."),
            advice=self.tr("Their passphrase opens nothing any more, in this workspace."),
            act=self.tr("Shut out {name}").format(name=person.name),
            keep=self.tr("Let them in as before"),
            destructive=True,
        )
        if self.context.ask.choose(question):
            work = partial(people.leave, self.context.workspace, PersonId(person_id))
            self.context.jobs.write(self, work, self._on_shut_out)

    def _on_shut_out(self, person: Person) -> None:
        words = self.tr("{name} can no longer unlock").format(name=person.name)
        self.context.status.saved(words)
        self.load()

    # Slots for the safety

    def _on_check_wanted(self) -> None:
        self._safety.set_busy(self.tr("Looking at every page and record"))
        work = partial(maintenance.check, self.context.workspace)
        self.context.jobs.write(self, work, self._on_checked, self._on_not_done)

    def _on_checked(self, findings: tuple[Finding, ...]) -> None:
        self._safety.set_busy("")
        self._safety.show_findings(findings)

    def _on_backup_wanted(self) -> None:
        self._back_up(None)

    def _on_backup_elsewhere_wanted(self) -> None:
        into = self.context.ask.choose_folder(self.tr("Choose a folder for the backup"))
        if into is not None:
            self._back_up(into)

    def _back_up(self, into: Path | None) -> None:
        self._safety.set_busy(self.tr("Copying and checking the copy"))
        work = partial(maintenance.backup, self.context.workspace, into)
        self.context.jobs.write(self, work, self._on_backed_up, self._on_not_done)

    def _on_backed_up(self, backup: Backup) -> None:
        self._safety.set_busy("")
        words = self.tr("The backup {name} was made and checked.").format(
            name=backup.database.name
        )
        self._safety.show_done(words)
        self.context.status.saved(self.tr("Backed up"))
        self.load()

    def _on_not_done(self, error: Exception) -> None:
        self._safety.set_busy("")
        self._safety.hide_message()
        self.context.jobs.failed.emit(error)

    # Slots for the authority

    def _on_certificate_wanted(self) -> None:
        short = self.context.workspace.board.short_name
        name = "".join(sign if sign.isalnum() else "-" for sign in short)
        target = self.context.ask.save_file(
            self.tr("Save the authority’s certificate"),
            f"authority-{name}.pem",
            self.tr("Certificates (*.pem)"),
        )
        if target is None:
            return
        work = partial(_save_certificate, self.context.workspace, target)
        self.context.jobs.read(self, work, self._on_saved)

    def _on_saved(self, name: str) -> None:
        self.context.status.saved(self.tr("Saved as {name}").format(name=name))

    def _on_sheet_wanted(self) -> None:
        work = partial(documents.issue_fingerprint_sheet, self.context.workspace)
        self.context.jobs.write(self, work, self._on_sheet_made)

    def _on_sheet_made(self, sheet: FiledDocument) -> None:
        self.context.navigate("documents", sheet.id)


def _read(workspace: Workspace) -> BoardShown:
    framework = workspace.editions.framework(workspace.board.framework)
    return BoardShown(
        people=workspaces.people(workspace),
        fingerprint=documents.fingerprint(workspace),
        backups=maintenance.kept_backups(workspace),
        framework=framework.title,
        edition=workspace.editions.edition(workspace.board.edition).title,
    )


def _add(workspace: Workspace, answers: Answers) -> Added:
    passphrase = passphrases.generate_passphrase()
    person = workspaces.add_person(
        workspace,
        name=text_of(answers, "person_name"),
        post=text_of(answers, "person_post"),
        role=Role(text_of(answers, "role") or Role.MEMBER.value),
        passphrase=passphrase,
    )
    return Added(person, passphrase)


def _save_certificate(workspace: Workspace, target: Path) -> str:
    saving.save_file(target, documents.export_authority(workspace).encode())
    return target.name
