"""The documents: found, looked at, made, signed, saved as a copy, and any PDF checked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import ClassVar

from PySide6.QtWidgets import QWidget
from typing_extensions import override

from lif_desktop.domain.documents import (
    KIND_LABELS,
    DocumentKind,
    FiledDocument,
)
from lif_desktop.domain.identities import CaseId, DocumentId, PersonId
from lif_desktop.domain.people import Person
from lif_desktop.errors import AccessError, FileRefusedError, Problem, UserError
from lif_desktop.services import cases, documents, saving
from lif_desktop.services import workspace as workspaces
from lif_desktop.services.documents import DocumentRow, PageView, Verdict
from lif_desktop.services.workspace import Workspace
from lif_desktop.ui.document_shelf import DocumentShelf
from lif_desktop.ui.document_view import DocumentView
from lif_desktop.ui.field_editors import FieldPorts
from lif_desktop.ui.issue_steps import issue_problems, signers_from
from lif_desktop.ui.page import Command, Page, PageContext, WidthClass
from lif_desktop.ui.sign_panel import SignatureGiven
from lif_desktop.ui.widgets import column


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentsShown:
    """What the page read."""

    rows: tuple[DocumentRow, ...]
    """Of all cases, the latest first."""
    references: Mapping[CaseId, str]
    people: tuple[Person, ...]
    fingerprint: str


@dataclass(frozen=True, slots=True)
class Checked:
    """A file from outside and what was found of it."""

    name: str
    content: bytes
    verdict: Verdict


class DocumentsPage(Page):
    """The documents; argument is empty for all, a case's id for its own, or a document's id."""

    shows: ClassVar[frozenset[str]] = frozenset({"FiledDocument", "DocumentSignature"})
    rail: ClassVar[str] = "documents"

    def __init__(
        self, context: PageContext, argument: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(context, argument, parent)
        self._shown: DocumentsShown | None = None
        self._case_id: CaseId | None = None
        self._document: DocumentRow | None = None
        self._pdf = b""
        self._build()
        self._connect()

    @property
    @override
    def title(self) -> str:
        document = self._document
        return self.tr("Documents") if document is None else document.title

    @property
    @override
    def help_text(self) -> str:
        return self.tr(
            "Every document that was made, with its state. Open one to read it, to see whether "
            "its signatures hold, to sign it in your turn with your own passphrase, or to save a "
            "copy. “Check a PDF” looks at any file from outside."
        )

    @override
    def load(self) -> None:
        work = partial(_read, self.context.workspace)
        self.context.jobs.read(self, work, self._show, topic="documents")

    @override
    def commands(self) -> Sequence[Command]:
        return (("shield-check", self.tr("Check a PDF"), "", self._on_check_wanted),)

    @override
    def focus_first(self) -> None:
        (self._view if self._view.isVisible() else self._shelf).focus_first()

    @override
    def arrange(self, width: WidthClass) -> None:
        self._view.arrange(width)
        self._shelf.arrange(width)

    def _build(self) -> None:
        whole = column(self)
        self._shelf = DocumentShelf(FieldPorts(today=self.context.workspace.clock.today()))
        whole.addWidget(self._shelf, 1)
        self._view = DocumentView()
        self._view.hide()
        whole.addWidget(self._view, 1)

    def _connect(self) -> None:
        shelf = self._shelf
        shelf.crumb_wanted.connect(self._on_crumb_wanted)
        shelf.check_wanted.connect(self._on_check_wanted)
        shelf.check_other_wanted.connect(self._on_check_other_wanted)
        shelf.open_wanted.connect(self._on_open_wanted)
        shelf.making.preview_wanted.connect(self._on_preview_wanted)
        shelf.making.issue_wanted.connect(self._on_issue_wanted)
        shelf.authority.certificate_wanted.connect(self._on_certificate_wanted)
        shelf.authority.sheet_wanted.connect(self._on_sheet_wanted)
        self._view.page_wanted.connect(self._on_page_wanted)
        self._view.save_wanted.connect(self._on_save_wanted)
        self._view.sign_wanted.connect(self._on_sign_wanted)
        self._view.crumb_wanted.connect(self._on_view_crumb_wanted)

    # Showing

    def _show(self, shown: DocumentsShown) -> None:
        first = self._shown is None
        self._shown = shown
        opened = DocumentId(self.argument) if first else None
        if self._document is not None:
            opened = self._document.document_id
        document = next((each for each in shown.rows if each.document_id == opened), None)
        if first and self.argument:
            self._case_id = CaseId(self.argument) if document is None else document.case_id
        self._show_list()
        if document is not None and document != self._document:
            self._open(document)
        if first:
            self.focus_first()
            self.loaded.emit()

    def _show_list(self) -> None:
        shown = self._shown
        if shown is None:
            return
        self._shelf.authority.show_fingerprint(shown.fingerprint)
        self._shelf.show_documents(
            [each for each in shown.rows if self._case_id in {None, each.case_id}],
            shown.references,
            shown.people,
            crumbs=self._crumbs(),
            of_case=self._case_id is not None,
        )

    def _crumbs(self, *more: str) -> tuple[str, ...]:
        if self._case_id is None:
            return (self.tr("Documents"), *more) if more else ()
        names = {} if self._shown is None else self._shown.references
        reference = names.get(self._case_id, "") or self.tr("New case")
        return (self.tr("Cases"), reference, self.tr("Documents"), *more)

    def _open(self, document: DocumentRow) -> None:
        self._document = document
        people = () if self._shown is None else self._shown.people
        self._view.show_document(document, crumbs=self._crumbs(document.title), people=people)
        self._show_view()
        workspace = self.context.workspace
        read = partial(documents.content, workspace, document.document_id)
        self.context.jobs.read(self, read, self._on_content, topic="content")
        if document.signatures:
            check = partial(documents.verify_filed, workspace, document.document_id)
            self.context.jobs.read(self, check, self._on_verdict, topic="verdict")
        self.title_changed.emit(self.title)

    def _show_view(self) -> None:
        self._shelf.hide()
        self._view.show()
        self._view.arrange(self.width_class)

    def _leave_view(self) -> None:
        self._document, self._pdf = None, b""
        self._view.hide()
        self._shelf.show()
        self._show_list()
        self.focus_first()
        self.title_changed.emit(self.title)

    # Slots: one document

    def _on_content(self, pdf: bytes) -> None:
        self._pdf = pdf
        self._view.preview.begin("" if self._document is None else self._document.title)

    def _on_verdict(self, verdict: Verdict) -> None:
        if self._document is not None:
            self._view.state.show_document(self._document, verdict)

    def _on_page_wanted(self, page: int, dpi: int) -> None:
        work = partial(documents.page_view, self._pdf, page, dpi=dpi)
        self.context.jobs.read(self, work, self._on_page, self._on_no_page, topic="page")

    def _on_page(self, page: PageView) -> None:
        self._view.preview.show_page(page)

    def _on_no_page(self, error: Exception) -> None:
        if self._document is None and isinstance(error, FileRefusedError):
            return  # a file from outside that is no PDF: the state beside it says so
        self.context.jobs.failed.emit(error)

    def _on_sign_wanted(self, given: SignatureGiven) -> None:
        if self._document is None or self._view.card is None:
            return
        self._view.card.set_busy(True)
        work = partial(
            documents.sign,
            self.context.workspace,
            self._document.document_id,
            person_id=PersonId(given.person_id),
            passphrase=given.passphrase,
            acting_for=given.acting_for,
        )
        self.context.jobs.write(self, work, self._on_signed, self._on_not_signed)

    def _on_signed(self, _document: FiledDocument) -> None:
        self.context.status.saved(self.tr("Signed, checked and filed"))
        self.load()

    def _on_not_signed(self, error: Exception) -> None:
        if isinstance(error, (UserError, AccessError)):
            self._view.show_error(str(error))
        else:
            self._view.show_error(self.tr("Nothing was signed."))
            self.context.jobs.failed.emit(error)

    def _on_save_wanted(self) -> None:
        document = self._document
        if document is None:
            return
        target = self.context.ask.save_file(
            self.tr("Save a copy"), document.file_name, self.tr("PDF files (*.pdf)")
        )
        if target is None:
            return
        workspace = self.context.workspace

        def save() -> str:
            saving.save_file(target, documents.content(workspace, document.document_id))
            return target.name

        self.context.jobs.read(self, save, self._on_saved)

    def _on_saved(self, name: str) -> None:
        self.context.status.saved(self.tr("Saved as {name}").format(name=name))

    # Slots: new documents

    def _on_preview_wanted(self, kind: str) -> None:
        if self._case_id is None:
            return
        work = partial(
            documents.preview, self.context.workspace, DocumentKind(kind), self._case_id
        )
        title = self.tr(KIND_LABELS[DocumentKind(kind)])
        self._view.show_draft(title, crumbs=self._crumbs(title))
        self.context.jobs.read(self, work, self._on_draft, topic="content")

    def _on_draft(self, pdf: bytes) -> None:
        self._document, self._pdf = None, pdf
        self._show_view()
        self._view.preview.begin(self.tr("Draft"))

    def _on_issue_wanted(self, kind: str, answers: dict[str, object]) -> None:
        wanted = DocumentKind(kind)
        problems = issue_problems(wanted, answers)
        if problems or self._shown is None or self._case_id is None:
            self._shelf.making.show_problems(problems)
            return
        work = partial(
            documents.issue,
            self.context.workspace,
            wanted,
            self._case_id,
            signers_from(answers, self._shown.people),
        )
        self.context.jobs.write(self, work, self._on_issued, self._on_not_issued)

    def _on_issued(self, document: FiledDocument) -> None:
        self._shelf.making.leave_form()
        self.context.status.saved(self.tr("The document is made and filed"))
        self.context.navigate("documents", document.id)

    def _on_not_issued(self, error: Exception) -> None:
        if isinstance(error, UserError):
            self._shelf.making.show_problems([Problem("first", str(error))])
        else:
            self.context.jobs.failed.emit(error)

    # Slots: checking and the authority

    def _on_check_wanted(self) -> None:
        chosen = self._choose_pdf()
        if chosen is not None:
            pem = partial(documents.export_authority, self.context.workspace)
            self._check(chosen, pem)

    def _on_check_other_wanted(self) -> None:
        chosen = self._choose_pdf()
        kinds = self.tr("Certificates (*.pem *.crt *.cer)")
        theirs = (
            None
            if chosen is None
            else self.context.ask.open_file(self.tr("Choose the board’s certificate"), kinds)
        )
        if chosen is not None and theirs is not None:
            self._check(chosen, partial(_pem_in, theirs))

    def _choose_pdf(self) -> Path | None:
        return self.context.ask.open_file(
            self.tr("Choose a PDF to check"), self.tr("PDF files (*.pdf)")
        )

    def _check(self, chosen: Path, authority: partial[str]) -> None:
        now = self.context.workspace.clock.now()

        def check() -> Checked:
            content = documents.read_outside_file(chosen)
            verdict = documents.verify_file(content, authority(), at=now)
            return Checked(chosen.name, content, verdict)

        self.context.jobs.read(self, check, self._on_checked, topic="content")

    def _on_checked(self, checked: Checked) -> None:
        self._document, self._pdf = None, checked.content
        self._view.show_outside(
            checked.name, checked.verdict, crumbs=self._crumbs(self.tr("Check of a file"))
        )
        self._show_view()
        self._view.preview.begin(checked.name)

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
        workspace = self.context.workspace

        def save() -> str:
            saving.save_file(target, documents.export_authority(workspace).encode())
            return target.name

        self.context.jobs.read(self, save, self._on_saved)

    def _on_sheet_wanted(self) -> None:
        work = partial(documents.issue_fingerprint_sheet, self.context.workspace)
        self.context.jobs.write(self, work, self._on_issued)

    # Slots: where to go

    def _on_open_wanted(self, document: DocumentRow) -> None:
        self._open(document)
        self._view.focus_first()

    def _on_crumb_wanted(self, position: int) -> None:
        if position == 0:
            self.context.navigate("cases")
        else:
            self.context.navigate("case", self._case_id or "")

    def _on_view_crumb_wanted(self, position: int) -> None:
        if self._case_id is None or position == 2:
            self._leave_view()
        else:
            self._on_crumb_wanted(position)


def _read(workspace: Workspace) -> DocumentsShown:
    return DocumentsShown(
        rows=documents.filed(workspace),
        references={each.case_id: each.reference for each in cases.cases(workspace)},
        people=workspaces.people(workspace),
        fingerprint=documents.fingerprint(workspace),
    )


def _pem_in(path: Path) -> str:
    return documents.authority_in(documents.read_outside_file(path))
