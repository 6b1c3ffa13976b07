"""How does a document come to be, get signed and filed? Made once, signed in order, verified, kept.

Nothing is called signed before the signature in the file was checked; the file in the workspace
is, byte for byte, the one that leaves.

Source: catalogue rows A46, A53, B42; domain notes 6 (files, marking).
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import cast

from lif_desktop.documents.plans import DocumentPlan, to_plain
from lif_desktop.domain.documents import (
    BoardAuthority,
    DocumentKind,
    DocumentSignature,
    DocumentState,
    FiledDocument,
    SignatureSlot,
    SigningCertificate,
)
from lif_desktop.domain.identities import CaseId, DocumentId, PersonId, SignatureId, new_id
from lif_desktop.domain.people import Board, Person
from lif_desktop.errors import NotFoundError, RuleBrokenError, SignatureBrokenError
from lif_desktop.services.cases import DocumentRow, document_rows
from lif_desktop.services.documents import planning
from lif_desktop.services.documents.planning import Signer
from lif_desktop.services.workspace import Workspace, authorities
from lif_desktop.store import key_slots
from lif_desktop.store.unit_of_work import Reader

MOST_SIGNATURES = 2


def get_ready(workspace: Workspace) -> None:
    """Start what makes and signs documents while the person still looks; returns at once."""
    workspace.workroom.get_ready("render", "sign")


def preview(
    workspace: Workspace, kind: DocumentKind, case_id: CaseId, *, on: date | None = None
) -> bytes:
    """The document as it would be issued now, marked as a draft; nothing is kept.

    Args:
        workspace: the open workspace.
        kind: which document.
        case_id: the case it tells of.
        on: the day the actions are looked at; None is today.

    Raises:
        NotFoundError: what the document tells of is not recorded yet.
        WorkroomError: it could not be laid out.
    """
    with workspace.reading() as reader:
        version = _next_version(reader, kind, case_id)
        plan = planning.plan_of(
            reader, workspace, kind, case_id, signers=(), version=version, draft=True, on=on
        )
    return _rendered(workspace, plan).content


def issue(
    workspace: Workspace,
    kind: DocumentKind,
    case_id: CaseId,
    signers: Sequence[Signer] = (),
    *,
    on: date | None = None,
) -> FiledDocument:
    """Make a document and file it, with a place for each signature.

    The version before it is superseded.

    Args:
        workspace: the open workspace.
        kind: which document.
        case_id: the case it tells of.
        signers: who is to sign, in order, two at most; the last signature locks the document.
        on: the day the actions are looked at; None is today.

    Raises:
        NotFoundError: what the document tells of is not recorded yet.
        RuleBrokenError: more than two are to sign, or the kind needs signatures and has none.
        WorkroomError: it could not be laid out.

    Writes: document. Audit: document.issue.
    """
    _require_signers(kind, signers)
    if signers:
        workspace.workroom.get_ready("sign")
    with workspace.reading() as reader:
        version = _next_version(reader, kind, case_id)
        plan = planning.plan_of(
            reader, workspace, kind, case_id, signers=signers, version=version, on=on
        )
    return _file(workspace, plan, kind, version, case_id=case_id, signers=signers)


def issue_fingerprint_sheet(workspace: Workspace) -> FiledDocument:
    """Make and file the sheet with which others check the board's certificate.

    Writes: document. Audit: document.issue.
    """
    kind = DocumentKind.FINGERPRINT_SHEET
    with workspace.reading() as reader:
        version = _next_version(reader, kind, None)
        plan = planning.fingerprint_plan(reader, workspace, version=version)
    return _file(workspace, plan, kind, version, case_id=None, signers=())


def _file(
    workspace: Workspace,
    plan: DocumentPlan,
    kind: DocumentKind,
    version: int,
    *,
    case_id: CaseId | None,
    signers: Sequence[Signer],
) -> FiledDocument:
    made = _rendered(workspace, plan)
    document = FiledDocument(
        id=DocumentId(new_id()),
        case_id=case_id,
        kind=kind,
        title=plan.title,
        version=version,
        file_name=f"{kind.value}-{planning.file_stem(plan.reference)}-v{version}.pdf",
        state=DocumentState.TO_SIGN if signers else DocumentState.UNSIGNED,
        content=made.content,
        sha256=_sha256(made.content),
        audit_head=plan.audit_code,
        pages=made.pages,
        slots=tuple(planning.plain_slot(slot) for slot in planning.slots_for(signers)),
        made_at=workspace.clock.now(),
        made_by=workspace.actor.id,
    )
    with workspace.transaction("document.issue") as unit:
        for earlier in unit.find(FiledDocument, case_id=case_id, kind=kind):
            if earlier.state is not DocumentState.SUPERSEDED:
                unit.change(replace(earlier, state=DocumentState.SUPERSEDED))
        unit.add(document)
    return document


def _next_version(reader: Reader, kind: DocumentKind, case_id: CaseId | None) -> int:
    return 1 + reader.count(FiledDocument, case_id=case_id, kind=kind)


def sign(
    workspace: Workspace,
    document_id: DocumentId,
    *,
    person_id: PersonId,
    passphrase: str,
    acting_for: str = "",
) -> FiledDocument:
    """Put one person's signature into a document, in its turn.

    The person's passphrase is asked again, whoever has the window open. The signature is checked
    in the finished file before anything is recorded.

    Args:
        workspace: the open workspace.
        document_id: the document.
        person_id: who signs.
        passphrase: the signer's own.
        acting_for: post of the person stood in for; empty if nobody.

    Raises:
        WrongPassphraseError: the passphrase is not the signer's.
        RuleBrokenError: every signature is in, it is someone else's turn, or the person has
            signed already.
        SignatureBrokenError: the signed file did not pass its own check; nothing was recorded.

    Writes: document, signature. Audit: document.sign.
    """
    key_slots.check_passphrase(workspace.folder, label=person_id, passphrase=passphrase)
    with workspace.reading() as reader:
        document = reader.get(FiledDocument, document_id)
        signer = reader.get(Person, person_id)
        earlier = reader.find(DocumentSignature, document_id=document_id)
        slot = _slot_in_turn(document, earlier, signer, acting_for)
        certificate = _certificate_of(reader, signer)
        authority = authorities(reader)[0]
    request = _Signing(document, slot, signer, acting_for, certificate, authority)
    signed_at = workspace.clock.now()
    answer = workspace.workroom.run("sign", request.payload(workspace.board, signed_at))
    content = cast("bytes", answer["pdf"])
    signature = DocumentSignature(
        id=SignatureId(new_id()),
        document_id=document_id,
        position=len(earlier) + 1,
        field=slot.field,
        person_id=person_id,
        name=signer.name,
        role=slot.role,
        acting_for=acting_for,
        signed_at=signed_at,
        certificate_serial=certificate.serial,
        sha256_after=_sha256(content),
    )
    if not slot.locks:
        workspace.workroom.get_ready("sign")
    with workspace.transaction("document.sign") as unit:
        unit.add(signature)
        return unit.change(
            replace(
                document,
                content=content,
                sha256=signature.sha256_after,
                state=DocumentState.SIGNED if slot.locks else DocumentState.TO_SIGN,
            )
        )


def filed(workspace: Workspace, case_id: CaseId | None = None) -> tuple[DocumentRow, ...]:
    """The documents of a case, or of all cases and the board, the latest first."""
    with workspace.reading() as reader:
        return document_rows(reader, case_id)


def content(workspace: Workspace, document_id: DocumentId) -> bytes:
    """The document byte for byte, checked against its hash.

    Raises:
        SignatureBrokenError: the bytes are not those that were filed.
    """
    with workspace.reading() as reader:
        document = reader.get(FiledDocument, document_id)
    if _sha256(document.content) != document.sha256:
        raise SignatureBrokenError(
            f"The file of {document.file_name} is not the one that was filed. Restore the latest backup."
        )
    return document.content


def _require_signers(kind: DocumentKind, signers: Sequence[Signer]) -> None:
    if len(signers) > MOST_SIGNATURES:
        raise RuleBrokenError(
            "A document takes two signatures at most. Choose two people.",
            rule="two signatures",
            source="board policy, setting signatures",
        )
    if kind is DocumentKind.DECISION_FORM and not signers:
        raise RuleBrokenError(
            "A decision form is filed with the signature of whoever decided. Choose who signs.",
            rule="signed decision",
            source="catalogue rows A46, A53",
        )


def _slot_in_turn(
    document: FiledDocument,
    earlier: Sequence[DocumentSignature],
    signer: Person,
    acting_for: str,
) -> SignatureSlot:
    """The place the person may sign now."""
    if document.state is not DocumentState.TO_SIGN or len(earlier) >= len(document.slots):
        raise RuleBrokenError(
            f"{document.file_name} takes no further signature. Issue a new version if it must change.",
            rule="signatures in order",
            source="catalogue rows A46, A53",
        )
    if any(signature.person_id == signer.id for signature in earlier):
        raise RuleBrokenError(
            f"{signer.name} has signed this document. The next signature must be someone else’s.",
            rule="two people",
            source="catalogue rows A46, A53",
        )
    slot = planning.slot_of(document.slots[len(earlier)])
    if slot.name and slot.name != signer.name and not acting_for.strip():
        raise RuleBrokenError(
            f"The next signature is {slot.name}’s. Ask them to sign, or say whom {signer.name} acts for.",
            rule="signatures in order",
            source="catalogue row B42 (acting for)",
        )
    return slot


def _certificate_of(reader: Reader, signer: Person) -> SigningCertificate:
    certificate = reader.first(SigningCertificate, person_id=signer.id)
    if certificate is None:
        raise NotFoundError(f"{signer.name} has no signing certificate. Add the person again.")
    return certificate


@dataclass(frozen=True, slots=True)
class _Signing:
    document: FiledDocument
    slot: SignatureSlot
    signer: Person
    acting_for: str
    certificate: SigningCertificate
    authority: BoardAuthority

    def payload(self, board: Board, at: datetime) -> Mapping[str, object]:
        """What the workroom is handed."""
        return {
            "pdf": self.document.content,
            "field": self.slot.field,
            "key_pem": self.certificate.private_key_pem,
            "certificate_pem": self.certificate.certificate_pem,
            "authority_pem": self.authority.certificate_pem,
            "name": self.signer.name,
            "role": self.slot.role,
            "post": self.signer.post,
            "acting_for": self.acting_for,
            "board_name": board.name,
            "signed_at": at,
            "lock": self.slot.locks,
        }


@dataclass(frozen=True, slots=True)
class _Made:
    content: bytes
    pages: int


def _rendered(workspace: Workspace, plan: DocumentPlan) -> _Made:
    answer = workspace.workroom.run("render", {"plan": to_plain(plan)})
    return _Made(cast("bytes", answer["pdf"]), cast("int", answer["pages"]))


def _sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
