"""Is a signed PDF whole, who signed it, and what was changed since?

Stricter than common readers: the last signature must cover the whole file, down to its last byte, and an
earlier one may be followed by later signatures only. Runs in a workroom child; nothing is fetched from anywhere.

Source: PAdES baseline B-B (EN 319 142-1); document modification detection of ISO 32000-1, 12.8.2.
"""

from __future__ import annotations

import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from io import BytesIO

from asn1crypto import crl as asn1_crl
from asn1crypto import pem as asn1_pem
from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.exceptions import InvalidSignature
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.ades.report import AdESFailure, AdESIndeterminate
from pyhanko.sign.diff_analysis import ModificationLevel
from pyhanko.sign.fields import enumerate_sig_fields
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature
from pyhanko.sign.validation.settings import KeyUsageConstraints
from pyhanko.sign.validation.status import PdfSignatureStatus, SignatureCoverageLevel
from pyhanko_certvalidator import ValidationContext

from lif_desktop.documents.verdicts import (
    Finding,
    SignatureVerdict,
    Verdict,
    overall,
    sentence_for,
)
from lif_desktop.errors import FileRefusedError

HEADER_WITHIN = 1024
"""A PDF says so within its first 1024 bytes."""
MOST_SIGNATURES = 20
UNREADABLE = (
    PdfError,
    ValueError,
    LookupError,
    TypeError,
    AttributeError,
    ArithmeticError,
    AssertionError,
    RuntimeError,
    EOFError,
    zlib.error,
)
"""What the PDF reader raises on files made to be wrong; wide, because such files find every gap."""

_SAVED_AGAIN = "The file was saved again by another program."
_REVOKED = frozenset(
    {
        AdESFailure.REVOKED,
        AdESIndeterminate.REVOKED_NO_POE,
        AdESIndeterminate.REVOKED_CA_NO_POE,
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Trust:
    """Against what a signature is judged."""

    authority_pem: str
    """The board authority's certificate; empty if none is at hand, and then nobody is known."""
    at: datetime
    """Moment at which certificates have to be valid."""
    revocation_list_pem: str = ""


def verify(payload: Mapping[str, object]) -> Mapping[str, object]:
    """The workroom's task: judge a PDF.

    Args:
        payload: pdf (bytes), authority_pem (text), at (aware datetime), revocation_list_pem (text, optional).

    Returns:
        A Verdict as plain values.

    Raises:
        FileRefusedError: it begins like a PDF but is protected by a password, or too damaged to be read;
            or the authority's certificate is none.
    """
    pdf, at = payload["pdf"], payload["at"]
    if not isinstance(pdf, bytes) or not isinstance(at, datetime):
        raise TypeError("verify needs pdf as bytes and at as a moment")
    trust = Trust(
        authority_pem=str(payload.get("authority_pem", "")),
        at=at,
        revocation_list_pem=str(payload.get("revocation_list_pem", "")),
    )
    return judge(pdf, trust).to_plain()


def judge(pdf: bytes, trust: Trust) -> Verdict:
    """What can be said of the signatures in these bytes.

    Raises:
        FileRefusedError: as verify.
    """
    _require_readable(trust)
    if b"%PDF-" not in pdf[:HEADER_WITHIN]:
        return Verdict(
            finding=Finding.NOT_A_PDF, sentence="This is no PDF file, whatever its name says."
        )
    try:
        reader = PdfFileReader(BytesIO(pdf), strict=True)
        if reader.encrypted:
            raise FileRefusedError(
                "This PDF is protected by a password. Save the PDF that is inside it, and check that."
            )
        signatures = list(reader.embedded_signatures)
        unsigned = [name for name, _, _ in enumerate_sig_fields(reader, filled_status=False)]
    except UNREADABLE:
        return _unreadable(pdf)
    if len(signatures) > MOST_SIGNATURES:
        raise FileRefusedError(
            f"This PDF has more than {MOST_SIGNATURES} signatures. It was not checked."
        )
    judged = [
        _judge_signature(pdf, reader, signatures, index, trust) for index in range(len(signatures))
    ]
    return overall(judged, unsigned)


def certificate_from_pem(pem: str) -> asn1_x509.Certificate:
    """A certificate in the form the signing library wants."""
    _, _, der = asn1_pem.unarmor(pem.encode())
    return asn1_x509.Certificate.load(der)


def _require_readable(trust: Trust) -> None:
    """A certificate or list that is none must not look like a broken signature."""
    try:
        _validation_context(trust)
        if trust.authority_pem:
            x509.load_pem_x509_certificate(trust.authority_pem.encode())
    except (ValueError, TypeError) as error:
        raise FileRefusedError(
            "The authority’s certificate, or its list of withdrawn certificates, cannot be read. "
            "Ask the board for authority.pem again."
        ) from error


def _unreadable(pdf: bytes) -> Verdict:
    if b"/ByteRange" in pdf:
        damage = "The file is damaged and cannot be read, so its signature cannot hold."
        return Verdict(finding=Finding.BROKEN, sentence=damage)
    raise FileRefusedError("This PDF is damaged and cannot be read. Ask for it to be sent again.")


def _judge_signature(
    pdf: bytes,
    reader: PdfFileReader,
    signatures: Sequence[EmbeddedPdfSignature],
    index: int,
    trust: Trust,
) -> SignatureVerdict:
    signature = signatures[index]
    try:
        status = validate_pdf_signature(
            signature,
            _validation_context(trust),
            key_usage_settings=KeyUsageConstraints(key_usage={"non_repudiation"}),
        )
        finding = _finding(reader, signatures, index, status, trust)
        verdict = _put_into_words(
            signature, index, finding, _what_changed(pdf, reader, signatures, index, finding)
        )
    except UNREADABLE:
        return _put_into_words(signature, index, Finding.BROKEN)
    return replace(
        verdict,
        covers_whole_file=status.coverage == SignatureCoverageLevel.ENTIRE_FILE,
        issued_by_board=_issued_by_board(signature.signer_cert, trust),
    )


def _validation_context(trust: Trust) -> ValidationContext:
    """The board's authority and nobody else; nothing is fetched."""
    roots = [certificate_from_pem(trust.authority_pem)] if trust.authority_pem else []
    lists = []
    if trust.revocation_list_pem:
        _, _, der = asn1_pem.unarmor(trust.revocation_list_pem.encode())
        lists.append(asn1_crl.CertificateList.load(der))
    return ValidationContext(
        trust_roots=roots,
        crls=lists,
        moment=trust.at,
        allow_fetching=False,
        revocation_mode="require" if lists else "soft-fail",
        retroactive_revinfo=True,
    )


def _finding(
    reader: PdfFileReader,
    signatures: Sequence[EmbeddedPdfSignature],
    index: int,
    status: PdfSignatureStatus,
    trust: Trust,
) -> Finding:
    coverage = status.coverage or SignatureCoverageLevel.UNCLEAR
    if not status.intact or not status.valid or coverage < SignatureCoverageLevel.ENTIRE_REVISION:
        return Finding.BROKEN
    whole = coverage == SignatureCoverageLevel.ENTIRE_FILE
    later = not whole and _only_signed_since(reader, signatures, index, status)
    if not whole and not later:
        return Finding.CHANGED_AFTER_SIGNING
    trouble = _trouble_with_certificate(signatures[index], status, trust)
    return trouble or (Finding.UNTOUCHED if whole else Finding.LATER_SIGNATURE_ONLY)


def _only_signed_since(
    reader: PdfFileReader,
    signatures: Sequence[EmbeddedPdfSignature],
    index: int,
    status: PdfSignatureStatus,
) -> bool:
    """Is every later revision that of a signature, which did nothing but sign, and does the last one end the file?"""
    signed = {each.signed_revision for each in signatures[index + 1 :]}
    later = set(range(signatures[index].signed_revision + 1, reader.xrefs.total_revisions))
    level = status.modification_level or ModificationLevel.OTHER
    return (
        bool(signed)
        and later == signed
        and level <= ModificationLevel.FORM_FILLING
        and status.docmdp_ok is True
        and signatures[-1].evaluate_signature_coverage() == SignatureCoverageLevel.ENTIRE_FILE
    )


def _trouble_with_certificate(
    signature: EmbeddedPdfSignature, status: PdfSignatureStatus, trust: Trust
) -> Finding | None:
    if status.trusted:
        return None
    certificate = signature.signer_cert
    if not _issued_by_board(certificate, trust):
        return Finding.UNKNOWN_SIGNER
    if status.revoked or status.trust_problem_indic in _REVOKED:
        return Finding.REVOKED
    if not certificate.not_valid_before <= trust.at <= certificate.not_valid_after:
        return Finding.EXPIRED
    return Finding.UNKNOWN_SIGNER


def _issued_by_board(certificate: asn1_x509.Certificate, trust: Trust) -> bool:
    """Did the authority itself sign this certificate? Whatever dates and lists say."""
    if not trust.authority_pem:
        return False
    authority = x509.load_pem_x509_certificate(trust.authority_pem.encode())
    try:
        x509.load_der_x509_certificate(certificate.dump()).verify_directly_issued_by(authority)
    except (ValueError, TypeError, InvalidSignature):
        return False
    return True


def _what_changed(
    pdf: bytes,
    reader: PdfFileReader,
    signatures: Sequence[EmbeddedPdfSignature],
    index: int,
    finding: Finding,
) -> tuple[str, ...]:
    if finding is Finding.BROKEN:
        return () if _lies_in_place(pdf, signatures[index]) else (_SAVED_AGAIN,)
    if finding is not Finding.CHANGED_AFTER_SIGNING:
        return ()
    from lif_desktop.documents import (  # noqa: PLC0415  # a quarter of a child's start, for whole files
        revisions,
    )

    own_end, last_end = _end(signatures[index]), _end(signatures[-1])
    trailing = reader.xrefs.total_revisions == signatures[-1].signed_revision + 1
    until = last_end if trailing else len(pdf)
    found = () if until == own_end else revisions.changes(pdf[:own_end], pdf[:until])
    if trailing and last_end < len(pdf):
        found = (*found, revisions.bytes_after_the_end(len(pdf) - last_end))
    return found or (revisions.UNNAMED,)


def _end(signature: EmbeddedPdfSignature) -> int:
    """The first byte that the signature does not cover any more."""
    _, _, start, length = (int(part) for part in signature.byte_range)
    return start + length


def _lies_in_place(pdf: bytes, signature: EmbeddedPdfSignature) -> bool:
    """Does the gap that the signature leaves out still hold the signature?"""
    begin, first, gap_end, _ = (int(part) for part in signature.byte_range)
    return begin == 0 and pdf[first : first + 1] == b"<" and pdf[gap_end - 1 : gap_end] == b">"


def _put_into_words(
    signature: EmbeddedPdfSignature,
    index: int,
    finding: Finding,
    what: tuple[str, ...] = (),
) -> SignatureVerdict:
    signer = _signer(signature)
    return SignatureVerdict(
        position=index + 1,
        field=str(signature.field_name),
        finding=finding,
        sentence=sentence_for(
            finding,
            signer=signer.name,
            signed_at=signer.signed_at,
            valid_until=signer.valid_until,
            what=what,
        ),
        what=what,
        signer=signer.name,
        post=signer.post,
        organisation=signer.organisation,
        reason=str(signature.sig_object.get("/Reason", "")),
        signed_at=signer.signed_at.isoformat() if signer.signed_at else "",
        serial=signer.serial,
        valid_until=signer.valid_until.isoformat() if signer.valid_until else "",
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Signer:
    name: str = ""
    post: str = ""
    organisation: str = ""
    serial: str = ""
    signed_at: datetime | None = None
    valid_until: datetime | None = None


def _signer(signature: EmbeddedPdfSignature) -> _Signer:
    """Who signed, from the certificate; the names in the signature itself prove nothing."""
    try:
        certificate = signature.signer_cert
        subject = certificate.subject.native
        return _Signer(
            name=str(subject.get("common_name", "")),
            post=str(subject.get("title", "")),
            organisation=str(subject.get("organization_name", "")),
            serial=f"{certificate.serial_number:016X}",
            signed_at=signature.self_reported_timestamp,
            valid_until=certificate.not_valid_after,
        )
    except UNREADABLE:
        return _Signer()
