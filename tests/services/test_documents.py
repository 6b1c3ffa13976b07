"""Step 5: previewed as a draft, issued, signed in order by two people, filed, checked from outside."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path

import pypdfium2
import pytest

from lif_desktop.clock import SetClock
from lif_desktop.domain.cases import Case
from lif_desktop.domain.documents import (
    DocumentKind,
    DocumentState,
    FiledDocument,
    SigningCertificate,
)
from lif_desktop.domain.people import Person, Role
from lif_desktop.errors import (
    FileRefusedError,
    NotFoundError,
    RuleBrokenError,
    SignatureBrokenError,
    WrongPassphraseError,
)
from lif_desktop.services import actions, cases, decisions, documents, learning, referrals, saving
from lif_desktop.services import workspace as workspaces
from lif_desktop.services.documents import Signer
from lif_desktop.services.workspace import Workspace
from lif_desktop.store.key_slots import KdfSettings
from tests import factories

CHAIR_PASSPHRASE = "heron gravel lantern ribbon oak"  # noqa: S105  # opens invented workspaces only
WRONG = "wrong " * 4
CHAIR = "Prof. Eleri Vaughan-Okonkwo"


@dataclass(frozen=True, slots=True)
class Signed:
    """A workspace with a decision form that two people signed."""

    workspace: Workspace
    case: Case
    chair: Person
    document: FiledDocument


@pytest.fixture(scope="module")
def signed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Signed]:
    folder = tmp_path_factory.mktemp("signed") / "x.lif"
    clock = SetClock(datetime(2016, 5, 20, 11, 0, tzinfo=UTC))
    workspace = factories.make_workspace(folder, clock).workspace
    chair = _chair(workspace)
    case = factories.decided_case(workspace)
    issued = documents.issue(workspace, DocumentKind.DECISION_FORM, case.id, _signers())
    documents.sign(workspace, issued.id, person_id=chair.id, passphrase=CHAIR_PASSPHRASE)
    document = documents.sign(
        workspace, issued.id, person_id=workspace.actor.id, passphrase=factories.PASSPHRASE
    )
    yield Signed(workspace, case, chair, document)
    workspace.close()


def _chair(workspace: Workspace) -> Person:
    return workspaces.add_person(
        workspace,
        name=CHAIR,
        post="Independent Chair",
        role=Role.CHAIR,
        passphrase=CHAIR_PASSPHRASE,
        kdf=KdfSettings.for_tests(),
    )


def _signers() -> list[Signer]:
    return [
        Signer(role="Decision maker", name=CHAIR, post="Independent Chair"),
        Signer(role="Recorded by", name=factories.PERSON, post="Business Manager"),
    ]


def _text(pdf: bytes) -> str:
    document = pypdfium2.PdfDocument(pdf)
    try:
        return " ".join(page.get_textpage().get_text_range() for page in document)
    finally:
        document.close()


def test_two_signatures_are_verified_hashed_and_filed(signed: Signed) -> None:
    document = signed.document
    assert document.state is DocumentState.SIGNED
    assert document.sha256 == hashlib.sha256(document.content).hexdigest()
    (row,) = documents.filed(signed.workspace, signed.case.id)
    assert row.next_slot is None
    assert [(each.position, each.name, each.role) for each in row.signatures] == [
        (1, CHAIR, "Decision maker"),
        (2, factories.PERSON, "Recorded by"),
    ]
    assert row.signatures[1].sha256_after == row.sha256
    assert documents.content(signed.workspace, document.id) == document.content
    assert documents.verify_filed(signed.workspace, document.id).whole
    assert document.file_name == "decision-form-FSCB-SCR-2016-03-v1.pdf"


def test_the_audit_code_and_the_marking_are_printed(signed: Signed) -> None:
    printed = _text(signed.document.content)
    assert signed.document.audit_head in printed
    assert "OFFICIAL-SENSITIVE [PERSONAL DATA]" in printed
    assert f"Page {signed.document.pages} of {signed.document.pages}" in printed


def test_a_third_signature_is_refused(signed: Signed) -> None:
    with pytest.raises(RuleBrokenError, match="takes no further signature"):
        documents.sign(
            signed.workspace,
            signed.document.id,
            person_id=signed.chair.id,
            passphrase=CHAIR_PASSPHRASE,
        )


def test_a_signed_decision_is_not_recorded_again(signed: Signed) -> None:
    with pytest.raises(RuleBrokenError, match="has been signed"):
        decisions.record_decision(signed.workspace, signed.case.id, factories.decision_answers())


def test_a_changed_file_is_told_from_a_whole_one(signed: Signed) -> None:
    authority = documents.export_authority(signed.workspace)
    at = signed.workspace.clock.now()
    content = signed.document.content
    assert documents.verify_file(content, authority, at=at).whole
    assert not documents.verify_file(content + b"\n% more", authority, at=at).whole
    assert not documents.verify_file(b"no PDF at all", authority, at=at).whole
    with pytest.raises(FileRefusedError, match="200 MB"):
        documents.verify_file(bytes(200 * 1024 * 1024 + 1), authority, at=at)


def test_a_page_is_drawn_and_a_missing_one_refused(signed: Signed) -> None:
    picture = documents.page_picture(signed.document.content, 1, dpi=36)
    assert picture.startswith(b"\x89PNG")
    with pytest.raises(FileRefusedError, match="no page 99"):
        documents.page_picture(signed.document.content, 99)
    with pytest.raises(FileRefusedError, match="no PDF"):
        documents.page_picture(b"%PDF-1.7 not really", 1)


def test_a_page_comes_with_its_words_and_an_outside_file_is_read(
    signed: Signed, tmp_path: Path
) -> None:
    path = tmp_path / "paper.pdf"
    path.write_bytes(signed.document.content)
    view = documents.page_view(documents.read_outside_file(path), 1, dpi=36)
    assert (view.page, view.pages) == (1, signed.document.pages)
    assert "Referral and decision" in view.text
    with pytest.raises(FileRefusedError, match="cannot be read"):
        documents.read_outside_file(tmp_path / "gone.pdf")
    huge = tmp_path / "huge.pdf"
    with huge.open("wb") as stream:
        stream.truncate(200 * 1024 * 1024 + 1)
    with pytest.raises(FileRefusedError, match="200 MB"):
        documents.read_outside_file(huge)


def test_the_fingerprint_sheet_carries_the_fingerprint(signed: Signed) -> None:
    sheet = documents.issue_fingerprint_sheet(signed.workspace)
    assert sheet.case_id is None
    printed = "".join(_text(sheet.content).split())
    assert documents.fingerprint(signed.workspace).replace(" ", "") in printed
    again = documents.issue_fingerprint_sheet(signed.workspace)
    assert again.version == 2
    states = {
        row.version: row.state
        for row in documents.filed(signed.workspace)
        if row.kind is DocumentKind.FINGERPRINT_SHEET
    }
    assert states == {1: DocumentState.SUPERSEDED, 2: DocumentState.UNSIGNED}


def test_signing_asks_the_signers_own_passphrase_and_keeps_the_order(
    workspace: Workspace,
) -> None:
    chair = _chair(workspace)
    case = factories.decided_case(workspace)
    issued = documents.issue(workspace, DocumentKind.DECISION_FORM, case.id, _signers())
    (row,) = cases.case_file(workspace, case.id).documents
    assert row.next_slot is not None
    assert row.next_slot.role == "Decision maker"
    with pytest.raises(WrongPassphraseError):
        documents.sign(workspace, issued.id, person_id=chair.id, passphrase=WRONG)
    with pytest.raises(RuleBrokenError, match="The next signature is Prof"):
        documents.sign(
            workspace, issued.id, person_id=workspace.actor.id, passphrase=factories.PASSPHRASE
        )
    acting = documents.sign(
        workspace,
        issued.id,
        person_id=workspace.actor.id,
        passphrase=factories.PASSPHRASE,
        acting_for="Independent Chair",
    )
    assert acting.state is DocumentState.TO_SIGN
    (row,) = documents.filed(workspace, case.id)
    assert row.signatures[0].acting_for == "Independent Chair"
    with pytest.raises(RuleBrokenError, match="must be someone else"):
        documents.sign(
            workspace, issued.id, person_id=workspace.actor.id, passphrase=factories.PASSPHRASE
        )


def test_a_new_version_takes_the_place_of_the_old(workspace: Workspace) -> None:
    chair = _chair(workspace)
    case = factories.decided_case(workspace)
    first = documents.issue(workspace, DocumentKind.DECISION_FORM, case.id, _signers())
    second = documents.issue(workspace, DocumentKind.DECISION_FORM, case.id, _signers()[:1])
    assert (second.version, second.file_name[-6:]) == (2, "v2.pdf")
    with pytest.raises(RuleBrokenError, match="takes no further signature"):
        documents.sign(workspace, first.id, person_id=chair.id, passphrase=CHAIR_PASSPHRASE)
    alone = documents.sign(workspace, second.id, person_id=chair.id, passphrase=CHAIR_PASSPHRASE)
    assert alone.state is DocumentState.SIGNED


def test_who_signs_is_settled_before_a_document_is_made(workspace: Workspace) -> None:
    case = factories.decided_case(workspace)
    with pytest.raises(RuleBrokenError, match="two signatures at most"):
        documents.issue(
            workspace, DocumentKind.DECISION_FORM, case.id, [*_signers(), Signer(role="Third")]
        )
    with pytest.raises(RuleBrokenError, match="Choose who signs"):
        documents.issue(workspace, DocumentKind.DECISION_FORM, case.id)


@pytest.mark.parametrize(
    ("kind", "says"),
    [
        (DocumentKind.DECISION_FORM, "Record the decision first"),
        (DocumentKind.DECISION_GRID, "Record the decision grid first"),
        (DocumentKind.LEARNING_SUMMARY, "Complete the learning summary first"),
        (DocumentKind.ACTION_PLAN, "Agree an action first"),
        (DocumentKind.FINGERPRINT_SHEET, "belongs to no case"),
    ],
)
def test_a_document_tells_only_of_what_is_recorded(
    workspace: Workspace, kind: DocumentKind, says: str
) -> None:
    case = factories.submitted_case(workspace)
    with pytest.raises(NotFoundError, match=says):
        documents.issue(workspace, kind, case.id, _signers())


def test_a_preview_says_draft_and_is_not_kept(workspace: Workspace) -> None:
    case = factories.submitted_case(workspace)
    printed = _text(documents.preview(workspace, DocumentKind.DECISION_FORM, case.id))
    assert "draft" in printed
    assert documents.filed(workspace, case.id) == ()
    empty = referrals.start(workspace).case
    with pytest.raises(NotFoundError, match="no referral yet"):
        documents.preview(workspace, DocumentKind.DECISION_FORM, empty.id)


def test_every_other_kind_is_issued_too_and_the_summary_leaves_signed(
    workspace: Workspace,
) -> None:
    case = factories.decided_case(workspace)
    grid = documents.issue(workspace, DocumentKind.DECISION_GRID, case.id)
    assert grid.state is DocumentState.UNSIGNED
    actions.add(workspace, case.id, factories.action_answers())
    plan = documents.issue(workspace, DocumentKind.ACTION_PLAN, case.id, on=date(2017, 11, 1))
    assert "1 November 2017" in _text(plan.content)
    learning.draft(workspace, case.id)
    learning.save(workspace, case.id, factories.summary_answers())
    learning.complete(workspace, case.id)
    summary = documents.issue(
        workspace, DocumentKind.LEARNING_SUMMARY, case.id, [Signer(role="Lead reviewer")]
    )
    documents.sign(
        workspace, summary.id, person_id=workspace.actor.id, passphrase=factories.PASSPHRASE
    )
    assert learning.publish(workspace, case.id).state == "published"


def test_a_file_changed_in_the_workspace_is_not_handed_out(workspace: Workspace) -> None:
    case = factories.decided_case(workspace)
    grid = documents.issue(workspace, DocumentKind.DECISION_GRID, case.id)
    with workspace.transaction("test") as unit:
        unit.change(replace(grid, content=grid.content + b" "))
    with pytest.raises(SignatureBrokenError, match="Restore the latest backup"):
        documents.content(workspace, grid.id)


def test_someone_without_a_certificate_does_not_sign(workspace: Workspace) -> None:
    case = factories.decided_case(workspace)
    plan = documents.issue(
        workspace, DocumentKind.DECISION_FORM, case.id, [Signer(role="Decision maker")]
    )
    with workspace.transaction("test") as unit:
        (certificate,) = unit.find(SigningCertificate, person_id=workspace.actor.id)
        unit.remove(SigningCertificate, certificate.id)
    with pytest.raises(NotFoundError, match="no signing certificate"):
        documents.sign(
            workspace, plan.id, person_id=workspace.actor.id, passphrase=factories.PASSPHRASE
        )


def test_saving_a_file_replaces_it_whole(tmp_path: Path) -> None:
    saving.make_folder(tmp_path / "a" / "b")
    target = tmp_path / "a" / "b" / "x.pdf"
    saving.save_file(target, b"old")
    saving.save_file(target, b"new")
    assert target.read_bytes() == b"new"
    assert list(target.parent.iterdir()) == [target]
