"""Documents on the screen: listed, looked at page by page, made, signed in turn, saved, any file checked."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QTableView, QWidget

from lif_desktop.domain.cases import Case
from lif_desktop.domain.documents import DocumentKind, DocumentState, FiledDocument
from lif_desktop.domain.people import Person, Role
from lif_desktop.services import documents
from lif_desktop.services import workspace as workspaces
from lif_desktop.services.documents import Signer
from lif_desktop.store.key_slots import KdfSettings
from lif_desktop.ui.document_view import DocumentView
from lif_desktop.ui.pages.documents_page import DocumentsPage
from lif_desktop.ui.sign_panel import SignCard
from lif_desktop.ui.widgets import CheckBox, ErrorSummary
from tests import factories
from tests.ui.keyboard import key
from tests.ui.pages.looking import looked_at, nameless, settle
from tests.ui.stage import Stage, named, press, said_on

pytestmark = pytest.mark.gui
CHAIR, CHAIRS = "Prof. Eleri Vaughan-Okonkwo", "lantern orbit thistle gravel swan"


@pytest.fixture
def case(stage: Stage) -> Case:
    return factories.decided_case(stage.workspace)


@pytest.fixture
def chair(stage: Stage) -> Person:
    return workspaces.add_person(
        stage.workspace,
        name=CHAIR,
        post="Independent Chair",
        role=Role.CHAIR,
        passphrase=CHAIRS,
        kdf=KdfSettings.for_tests(),
    )


@pytest.fixture
def form(stage: Stage, case: Case, chair: Person) -> FiledDocument:
    """The decision form, to be signed by the Chair and then the business manager."""
    return documents.issue(
        stage.workspace,
        DocumentKind.DECISION_FORM,
        case.id,
        [
            Signer(role="Decision maker", name=chair.name, post=chair.post),
            Signer(role="Business manager", name=factories.PERSON, post="Business Manager"),
        ],
    )


class Opened:
    """Opens pages and throws them away at the end."""

    def __init__(self, stage: Stage) -> None:
        self._stage = stage
        self.pages: list[DocumentsPage] = []

    def __call__(self, argument: str) -> DocumentsPage:
        page = DocumentsPage(self._stage.context, argument)
        self.pages.append(page)
        self._stage.show(page)
        self._stage.wait()
        return page


@pytest.fixture
def opened(stage: Stage) -> Iterator[Opened]:
    made = Opened(stage)
    yield made
    for page in made.pages:
        page.close()
        page.deleteLater()
    settle()


def view_of(page: DocumentsPage) -> DocumentView:
    found = page.findChild(DocumentView)
    assert found is not None
    return found


def sign(stage: Stage, page: QWidget, passphrase: str, acting_for: str = "") -> None:
    card = page.findChild(SignCard)
    assert card is not None
    card.passphrase.line.setText(passphrase)
    card.acting_for.line.setText(acting_for)
    press(page, "Sign the document")
    stage.wait()


def table_of(page: DocumentsPage) -> QTableView:
    return page.findChildren(QTableView)[0]


def test_without_documents_the_page_says_what_it_is_for(opened: Opened) -> None:
    page = opened("")

    assert "No documents yet" in said_on(page)
    assert nameless(page) == []


def test_a_document_is_listed_with_its_case_and_whose_signature_is_next(
    opened: Opened, form: FiledDocument
) -> None:
    model = table_of(opened("")).model()

    line = [str(model.index(0, at).data()) for at in range(model.columnCount())]

    assert line[0].startswith("Referral and decision, Version 1 · decision-form-")
    assert line[1:3] == ["FSCB/SCR/2016/03", f"To be signed, {CHAIR}"]


def test_the_keyboard_opens_a_document_and_its_page_is_drawn(
    stage: Stage, opened: Opened, form: FiledDocument, case: Case
) -> None:
    page = opened(case.id)
    table_of(page).setFocus()

    key(table_of(page), Qt.Key.Key_Return)
    stage.wait()

    preview = view_of(page).preview
    assert view_of(page).isVisible()
    assert preview.picture.width() > 300
    assert "Page 1 of " in " ".join(said_on(page))
    assert "Referral and decision" in preview.words


def test_the_pages_are_turned_and_read_as_text(
    stage: Stage, opened: Opened, form: FiledDocument
) -> None:
    page = opened(form.id)
    first = view_of(page).preview.words

    press(page, "Next page")
    stage.wait()
    press(page, "Read as text")

    assert any(words.startswith("Page 2 of ") for words in said_on(page))
    assert view_of(page).preview.words not in {"", first}
    assert "Show the page" in named(page)


def test_two_people_sign_in_turn_each_with_their_own_passphrase(
    stage: Stage, opened: Opened, form: FiledDocument, pictures: Path | None
) -> None:
    page = opened(form.id)
    waiting = view_of(page).state.words
    sign(stage, page, CHAIRS)
    half = view_of(page).state.words

    sign(stage, page, factories.PASSPHRASE)

    assert waiting == f"Waits for the signature of {CHAIR} (Decision maker)"
    assert half.startswith(f"Waits for the signature of {factories.PERSON} (Business manager)")
    assert CHAIR in half
    assert view_of(page).state.words.startswith("Signed, and unaltered since")
    assert stage.errors == []
    (filed,) = documents.filed(stage.workspace)
    assert filed.state is DocumentState.SIGNED
    assert [each.name for each in filed.signatures] == [CHAIR, factories.PERSON]
    assert page.findChild(SignCard) is None
    assert looked_at(page, "documents-signed", pictures) == []


def test_a_wrong_passphrase_signs_nothing_and_is_forgotten(
    stage: Stage, opened: Opened, form: FiledDocument
) -> None:
    page = opened(form.id)

    sign(stage, page, factories.PASSPHRASE)

    card = page.findChild(SignCard)
    assert card is not None
    assert card.passphrase.error
    assert card.passphrase.text == ""
    assert card.sign_button.isEnabled()
    assert documents.filed(stage.workspace)[0].signatures == ()


def test_someone_else_signs_only_in_the_name_of_the_one_expected(
    stage: Stage, opened: Opened, form: FiledDocument, chair: Person
) -> None:
    page = opened(form.id)
    card = page.findChild(SignCard)
    assert card is not None
    card.person.setCurrentIndex(card.person.findText(factories.PERSON))
    sign(stage, page, factories.PASSPHRASE)
    refused = card.passphrase.error

    sign(stage, page, factories.PASSPHRASE, acting_for="Independent Chair")

    assert refused.startswith(f"The next signature is {CHAIR}’s.")
    (filed,) = documents.filed(stage.workspace)
    assert [(each.name, each.acting_for) for each in filed.signatures] == [
        (factories.PERSON, "Independent Chair")
    ]


def test_a_copy_is_the_filed_document_byte_for_byte(
    stage: Stage, opened: Opened, form: FiledDocument, tmp_path: Path
) -> None:
    stage.ask.folder = tmp_path
    page = opened(form.id)

    press(page, "Save a copy")
    stage.wait()

    saved = tmp_path / form.file_name
    assert saved.read_bytes() == documents.content(stage.workspace, form.id)
    assert stage.status.said == [f"Saved as {form.file_name}"]


def test_a_document_is_made_from_its_case(stage: Stage, opened: Opened, case: Case) -> None:
    page = opened(case.id)
    press(page, "Make it: Referral and decision form")
    press(page, "Make the document")
    stage.wait()

    (filed,) = documents.filed(stage.workspace, case.id)
    assert (filed.kind, filed.slots[0].role) == (DocumentKind.DECISION_FORM, "Decision maker")
    assert stage.opened == [("documents", filed.document_id)]


def test_what_is_not_recorded_yet_cannot_be_made(stage: Stage, opened: Opened, case: Case) -> None:
    page = opened(case.id)
    press(page, "Make it: Learning summary")
    press(page, "Make the document")
    stage.wait()

    summary = next(each for each in page.findChildren(ErrorSummary) if each.isVisible())
    assert summary.messages == ("Complete the learning summary first.",)
    assert stage.errors == []


def test_a_draft_is_shown_and_not_kept(stage: Stage, opened: Opened, case: Case) -> None:
    page = opened(case.id)

    press(page, "See a draft: Decision grid")
    stage.wait()

    assert view_of(page).state.words.startswith("A draft, not filed")
    assert "Save a copy" not in named(page)
    assert "DRAFT" in view_of(page).preview.words.upper()
    assert documents.filed(stage.workspace) == ()


def test_a_superseded_version_is_hidden_until_it_is_asked_for(
    stage: Stage, opened: Opened, form: FiledDocument, case: Case
) -> None:
    documents.issue(
        stage.workspace, DocumentKind.DECISION_FORM, case.id, [Signer(role="Decision maker")]
    )
    page = opened(case.id)
    before = table_of(page).model().rowCount()

    next(each for each in page.findChildren(CheckBox) if each.isVisible()).click()

    assert (before, table_of(page).model().rowCount()) == (1, 2)


def test_a_file_that_was_changed_after_signing_is_not_to_be_relied_on(
    stage: Stage, opened: Opened, form: FiledDocument, tmp_path: Path, chair: Person
) -> None:
    signed = documents.sign(stage.workspace, form.id, person_id=chair.id, passphrase=CHAIRS)
    good, bad = tmp_path / "good.pdf", tmp_path / "bad.pdf"
    good.write_bytes(signed.content)
    bad.write_bytes(signed.content + b"\n% more")
    page = opened("")
    stage.ask.file = good
    press(page, "Check a PDF")
    stage.wait()
    fine = view_of(page).state.words
    page._leave_view()
    stage.ask.file = bad
    press(page, "Check a PDF")
    stage.wait()

    assert fine.startswith("Signed, and unaltered since")
    assert view_of(page).state.words.startswith("Do not rely on this file")
    assert "bad.pdf" in said_on(page)
    assert stage.errors == []


def test_a_file_that_is_no_pdf_is_told_so(stage: Stage, opened: Opened, tmp_path: Path) -> None:
    stage.ask.file = tmp_path / "letter.pdf"
    stage.ask.file.write_bytes(b"Dear board")
    page = opened("")

    press(page, "Check a PDF")
    stage.wait()

    assert stage.errors == []
    assert view_of(page).state.words.startswith("Do not rely on this file")


def test_another_boards_certificate_decides_who_is_known(
    stage: Stage, opened: Opened, form: FiledDocument, tmp_path: Path, chair: Person
) -> None:
    signed = documents.sign(stage.workspace, form.id, person_id=chair.id, passphrase=CHAIRS)
    stage.ask.file = tmp_path / "signed.pdf"
    stage.ask.file.write_bytes(signed.content)
    page = opened("")

    press(page, "Check a PDF with another board’s certificate")
    stage.wait()

    (error,) = stage.errors  # the file itself was given as the certificate
    assert "certificate" in str(error)


def test_the_authoritys_certificate_is_saved_and_its_sheet_is_made(
    stage: Stage, opened: Opened, tmp_path: Path
) -> None:
    stage.ask.folder = tmp_path
    page = opened("")
    press(page, "Save the certificate")
    press(page, "Make the fingerprint sheet")
    stage.wait()

    saved = (tmp_path / "authority-FSCB.pem").read_text(encoding="ascii")
    assert saved == documents.export_authority(stage.workspace)
    assert documents.fingerprint(stage.workspace) in said_on(page)
    (sheet,) = documents.filed(stage.workspace)
    assert sheet.kind is DocumentKind.FINGERPRINT_SHEET
    assert stage.opened == [("documents", sheet.document_id)]


@pytest.mark.parametrize("state", ["case", "making", "to-sign"])
def test_nothing_is_cut_off_and_everything_has_a_name(
    stage: Stage,
    opened: Opened,
    case: Case,
    form: FiledDocument,
    state: str,
    pictures: Path | None,
) -> None:
    page = opened(case.id if state in {"case", "making"} else form.id)
    if state == "making":
        press(page, "Make it: Learning summary")

    assert nameless(page) == []
    assert looked_at(page, f"documents-{state}", pictures) == []
