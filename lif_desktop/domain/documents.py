"""Documents that were issued and filed: their bytes, their hash, who signed them.

Source: catalogue rows A46, A53, A54; domain notes 6 (files, marking, transmission).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from lif_desktop.domain.identities import (
    AuthorityId,
    CaseId,
    CertificateId,
    DocumentId,
    PersonId,
    SignatureId,
)


class DocumentKind(StrEnum):
    """Kinds of document; the value begins the file name."""

    DECISION_FORM = "decision-form"
    DECISION_GRID = "decision-grid"
    LEARNING_SUMMARY = "learning-summary"
    ACTION_PLAN = "action-plan"
    FINGERPRINT_SHEET = "fingerprint-sheet"


KIND_LABELS: Mapping[DocumentKind, str] = {
    DocumentKind.DECISION_FORM: "Referral and decision form",
    DocumentKind.DECISION_GRID: "Decision grid",
    DocumentKind.LEARNING_SUMMARY: "Learning summary",
    DocumentKind.ACTION_PLAN: "Action plan",
    DocumentKind.FINGERPRINT_SHEET: "Authority fingerprint sheet",
}


class DocumentState(StrEnum):
    """How far a document is from being final."""

    TO_SIGN = "to_sign"
    """Made, and waiting for at least one more signature."""
    SIGNED = "signed"
    """Every signature is in place and was verified; the last one locks the document."""
    UNSIGNED = "unsigned"
    """A kind that is filed without signatures."""
    SUPERSEDED = "superseded"


@dataclass(frozen=True, slots=True, kw_only=True)
class SignatureSlot:
    """A place for one signature, prepared when the document is made."""

    field: str
    """Name of the field in the PDF, for example signature_1."""
    role: str
    """What the signer signs as, for example Decision maker."""
    name: str = ""
    """Who is expected to sign; empty if anyone in that role may."""
    locks: bool = False
    """True for the last signer: any later change is reported."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FiledDocument:
    """A document in the workspace, byte for byte as it leaves."""

    id: DocumentId
    revision: int = 0
    case_id: CaseId | None = None
    """None for the board's own documents, for example the fingerprint sheet."""
    kind: DocumentKind
    title: str
    version: int = 1
    """Version of the document of this kind within the case, from 1."""
    file_name: str
    """Sensible, with no name of a person: kind, reference, version."""
    state: DocumentState
    content: bytes
    """The PDF itself."""
    sha256: str
    """Of content, 64 hexadecimal digits."""
    audit_head: str
    """Audit code printed in the footer: head of the audit chain when it was made."""
    pages: int
    slots: tuple[Mapping[str, object], ...] = ()
    """Signature slots as plain mappings: field, role, name, locks."""
    made_at: datetime
    made_by: PersonId


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentSignature:
    """One signature in a filed document, verified before it was recorded."""

    id: SignatureId
    document_id: DocumentId
    position: int
    """Order of signing, from 1."""
    field: str
    person_id: PersonId
    name: str
    role: str
    acting_for: str = ""
    signed_at: datetime
    """This computer's clock; no outside timestamp service was used."""
    certificate_serial: str
    sha256_after: str
    """Of the whole file once this signature was in it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BoardAuthority:
    """The board's own small certificate authority, made with the workspace."""

    id: AuthorityId
    revision: int = 0
    certificate_pem: str
    private_key_pem: str
    """Never leaves the encrypted workspace."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SigningCertificate:
    """A person's certificate from the board's authority, and its key."""

    id: CertificateId
    revision: int = 0
    person_id: PersonId
    certificate_pem: str
    private_key_pem: str
    """Never leaves the encrypted workspace."""
    serial: str
    """Hexadecimal, as printed in the stamp."""
    valid_until: datetime
