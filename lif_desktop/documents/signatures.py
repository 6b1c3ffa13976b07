"""How is a person's signature put into a finished PDF, so that any later change will show?

PAdES baseline B-B, SHA-256, into a field that was prepared when the document was made. Runs in a workroom
child, and nothing leaves it that was not verified first. The signing library is imported nowhere else
but here and in verification.py.

Source: PAdES baseline B-B (EN 319 142-1); locks of ISO 32000-1, 12.7.4.5.
"""

from __future__ import annotations

import asyncio
import binascii
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO

from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, ed448, ed25519, padding, rsa
from pyhanko.pdf_utils import generic, layout
from pyhanko.pdf_utils.content import PdfContent
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign import fields
from pyhanko.sign.general import SigningError
from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner, Signer
from pyhanko.sign.signers.pdf_cms import PdfCMSSignedAttributes
from pyhanko.stamp import StaticStampStyle
from pyhanko_certvalidator.registry import SimpleCertificateStore
from typing_extensions import override

from lif_desktop import settings
from lif_desktop.clock import ENGLAND
from lif_desktop.documents import certificates, stamps, verification
from lif_desktop.documents.verdicts import Verdict
from lif_desktop.documents.verification import UNREADABLE, Trust, certificate_from_pem
from lif_desktop.errors import (
    DefinitionError,
    FileRefusedError,
    NotFoundError,
    RuleBrokenError,
    SignatureBrokenError,
)

BYTES_RESERVED = 16384
"""Room for the signature; given, so that nothing has to be signed twice to measure it."""
SMALLEST_RSA_BITS = 3072
_READERS = "reader compatibility: poppler with NSS cannot check Ed25519"
_LOCKS = "ISO 32000-1, 12.7.4.5 and 12.8.2.4 (locks of signature fields)"

PrivateKey = ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """One signature that is wanted."""

    pdf: bytes
    field: str
    key_pem: str
    certificate_pem: str
    authority_pem: str
    name: str
    role: str
    """What the person signs as, for example Decision maker."""
    post: str = ""
    acting_for: str = ""
    board_name: str
    signed_at: datetime
    reason: str = ""
    """As a reader shows it; made from role and acting_for if empty."""
    heading: str = ""
    """Of the panel; made from the order of the fields and the role if empty."""
    lock: bool | None = None
    """True if the field is expected to lock the document; None to take it as it is."""


def sign(payload: Mapping[str, object]) -> Mapping[str, object]:
    """The workroom's task: sign, verify, give back.

    Args:
        payload: the fields of Request by name.

    Returns:
        pdf (bytes), verification (a Verdict as plain values).

    Raises:
        RuleBrokenError: the document is locked, the field is signed, the order is wrong, or the key is of a
            kind that readers cannot check.
        NotFoundError: there is no such field.
        FileRefusedError: it is no PDF that can be signed.
        SignatureBrokenError: an earlier signature, or the one just made, does not hold.
        DefinitionError: the field was to lock the document and was not prepared so.
    """
    request = Request(**payload)  # type: ignore[arg-type]  # plain values; a wrong name fails here and now
    signed, verdict = sign_and_verify(request)
    return {"pdf": signed, "verification": verdict.to_plain()}


def sign_and_verify(request: Request) -> tuple[bytes, Verdict]:
    """The signed bytes and what was found of them; errors as sign."""
    key = _usable_key(request)
    document = _Document.read(request.pdf)
    _check_order(document, request)
    _check_signatures_so_far(document, request)
    signed = _signed(request, key, document)
    verdict = verification.judge(signed, _trust(request))
    if not verdict.whole or len(verdict.signatures) != len(document.signed) + 1:
        raise SignatureBrokenError(
            f"The signature did not hold when it was checked: {verdict.sentence}"
        )
    return signed, verdict


# --- before anything is signed


@dataclass(frozen=True, slots=True, kw_only=True)
class _Document:
    """The places to sign in a PDF, in their order on the form."""

    names: tuple[str, ...]
    signed: frozenset[str]
    locking: frozenset[str]
    rectangles: Mapping[str, tuple[float, float]]
    """Width and height of each field, in points."""

    @classmethod
    def read(cls, pdf: bytes) -> _Document:
        try:
            reader = PdfFileReader(BytesIO(pdf), strict=True)
            if reader.encrypted:
                raise FileRefusedError("A PDF that is protected by a password cannot be signed.")
            found = [
                (str(name), value is not None, reference.get_object())
                for name, value, reference in fields.enumerate_sig_fields(reader)
            ]
        except UNREADABLE as error:
            raise FileRefusedError("This is no PDF that can be signed.") from error
        return cls(
            names=tuple(name for name, _, _ in found),
            signed=frozenset(name for name, is_signed, _ in found if is_signed),
            locking=frozenset(name for name, _, field in found if "/Lock" in field),
            rectangles={name: _size(field) for name, _, field in found},
        )


def _size(field: generic.DictionaryObject) -> tuple[float, float]:
    left, bottom, right, top = (float(edge) for edge in field["/Rect"])
    return abs(right - left), abs(top - bottom)


def _usable_key(request: Request) -> PrivateKey:
    """The private key, if readers can check what it signs and it is the certificate's own."""
    key = serialization.load_pem_private_key(request.key_pem.encode(), password=None)
    if isinstance(key, ed25519.Ed25519PrivateKey | ed448.Ed448PrivateKey):
        message = "Common PDF readers cannot check a signature made with an Ed25519 key. Use a P-256 or RSA-3072 key."
        raise RuleBrokenError(message, rule="signature.key_kind", source=_READERS)
    is_p256 = isinstance(key, ec.EllipticCurvePrivateKey) and isinstance(key.curve, ec.SECP256R1)
    is_rsa = isinstance(key, rsa.RSAPrivateKey) and key.key_size >= SMALLEST_RSA_BITS
    if not isinstance(key, ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey) or not (
        is_p256 or is_rsa
    ):
        message = "Documents are signed with a P-256 key or an RSA key of 3072 bits or more, and this is neither."
        raise RuleBrokenError(message, rule="signature.key_kind", source=_READERS)
    certificate = x509.load_pem_x509_certificate(request.certificate_pem.encode())
    if certificate.public_key() != key.public_key():
        raise SignatureBrokenError("The private key does not belong to the certificate.")
    if (
        not certificate.not_valid_before_utc
        <= request.signed_at
        <= certificate.not_valid_after_utc
    ):
        message = (
            f"The certificate is valid from {certificate.not_valid_before_utc:%d %B %Y} "
            f"to {certificate.not_valid_after_utc:%d %B %Y}, not now. Check the computer’s clock, or issue a new one."
        )
        raise RuleBrokenError(
            message, rule="signature.certificate_valid", source="RFC 5280, 4.1.2.5"
        )
    return key


def _check_order(document: _Document, request: Request) -> None:
    """No third signature after the lock, no signature twice, the locking one last."""
    if document.locking & document.signed:
        message = "The last signature has locked this document. To change or sign it again, make a new version."
        raise RuleBrokenError(message, rule="signature.locked", source=_LOCKS)
    if request.field not in document.names:
        raise NotFoundError(f"This document has no place to sign named {request.field}.")
    if request.field in document.signed:
        message = f"The place {request.field} is signed already."
        raise RuleBrokenError(message, rule="signature.once", source=_LOCKS)
    locks = request.field in document.locking
    if request.lock and not locks:
        raise DefinitionError(
            f"The field {request.field} was made without a lock, and is to lock the document."
        )
    waiting = set(document.names) - document.signed - {request.field}
    if locks and waiting:
        message = (
            "This signature locks the document, so it comes last: somebody else has still to sign."
        )
        raise RuleBrokenError(message, rule="signature.lock_is_last", source=_LOCKS)


def _check_signatures_so_far(document: _Document, request: Request) -> None:
    if not document.signed:
        return
    verdict = verification.judge(request.pdf, _trust(request))
    if not verdict.whole:
        raise SignatureBrokenError(f"This document cannot be signed. {verdict.sentence}")


def _trust(request: Request) -> Trust:
    return Trust(authority_pem=request.authority_pem, at=request.signed_at)


# --- signing


def _signed(request: Request, key: PrivateKey, document: _Document) -> bytes:
    signer = _HeldKeySigner(
        key,
        certificate=certificate_from_pem(request.certificate_pem),
        authority=certificate_from_pem(request.authority_pem),
    )
    metadata = PdfSignatureMetadata(
        field_name=request.field,
        md_algorithm="sha256",
        subfilter=fields.SigSeedSubFilter.PADES,
        name=request.name,
        reason=request.reason or _reason(request),
        location=request.board_name,
        docmdp_permissions=fields.MDPPerm.NO_CHANGES,  # heard only by a field that locks
    )
    writer = _SigningOnlyWriter(BytesIO(request.pdf), strict=True)
    pdf_signer = PdfSigner(metadata, signer=signer, stamp_style=_stamp_style(request, document))
    try:
        return asyncio.run(_run(pdf_signer, writer, request.signed_at.astimezone(ENGLAND)))
    except SigningError as error:
        raise SignatureBrokenError(f"The document could not be signed ({error}).") from error


async def _run(
    pdf_signer: PdfSigner, writer: IncrementalPdfFileWriter, signed_at: datetime
) -> bytes:
    """PdfSigner.sign_pdf step by step, for the one thing it does not take: the moment."""
    session = pdf_signer.init_signing_session(writer, existing_fields_only=True)
    session.system_time = signed_at
    prepared = session.prepare_tbs_document(validation_info=None, bytes_reserved=BYTES_RESERVED)
    digest, output = prepared.digest_tbs_document()
    done = await prepared.perform_signature(
        document_digest=digest.document_digest,
        pdf_cms_signed_attrs=PdfCMSSignedAttributes(signing_time=signed_at),
    )
    await done.post_signature_processing(output)
    output.seek(0)
    return bytes(output.read())


class _SigningOnlyWriter(IncrementalPdfFileWriter):
    """Adds a signature and nothing else.

    WORKAROUND pyHanko 0.38: it would rewrite the document's details with the time of the system's own clock
    and its own name, so that an earlier signature would be followed by more than a signature.
    """

    @override
    def _update_meta(self) -> None:
        return


class _HeldKeySigner(Signer):
    """Signs with a key that was loaded and checked once; loading an RSA key again would cost as much as signing."""

    def __init__(
        self,
        key: PrivateKey,
        *,
        certificate: asn1_x509.Certificate,
        authority: asn1_x509.Certificate,
    ) -> None:
        registry = SimpleCertificateStore()  # type: ignore[no-untyped-call]  # its __init__ has no annotations
        registry.register(authority)
        super().__init__(signing_cert=certificate, cert_registry=registry, embed_roots=True)
        self._key = key

    @override
    async def async_sign_raw(
        self, data: bytes, digest_algorithm: str, dry_run: bool = False
    ) -> bytes:
        if isinstance(self._key, rsa.RSAPrivateKey):
            return self._key.sign(data, padding.PKCS1v15(), hashes.SHA256())
        return self._key.sign(data, ec.ECDSA(hashes.SHA256()))


# --- what is seen


class _StampPage(PdfContent):
    """The drawn stamp, brought into the signed file as it is; no file of its own is needed."""

    def __init__(self, page: bytes) -> None:
        super().__init__()
        self._page = page

    @override
    def render(self) -> bytes:
        reader = PdfFileReader(BytesIO(self._page))
        form = self._ensure_writer.import_page_as_xobject(reader)
        name = b"/Import" + binascii.hexlify(uuid.uuid4().bytes)
        self.resources.xobject[name.decode("ascii")] = form
        left, bottom, right, top = (float(edge) for edge in form.get_object()["/BBox"])
        self.box = layout.BoxConstraints(width=abs(right - left), height=abs(top - bottom))
        return name + b" Do"


def _stamp_style(request: Request, document: _Document) -> StaticStampStyle | None:
    """The stamp as large as its field; none for a field that cannot be seen."""
    width, height = document.rectangles[request.field]
    if not width or not height:
        return None
    locks = request.field in document.locking
    stamp = stamps.Stamp(
        heading=request.heading or _heading(request, document, locks=locks),
        name=request.name,
        post=request.post,
        acting_for=request.acting_for,
        signed_at=request.signed_at,
        serial=certificates.serial_of(request.certificate_pem),
        board_name=request.board_name,
        locks=locks,
        width=width,
        height=height,
    )
    page = stamps.draw(stamp, settings.resources_folder() / "fonts")
    return StaticStampStyle(
        background=_StampPage(page),
        background_layout=layout.SimpleBoxLayoutRule(
            x_align=layout.AxisAlignment.ALIGN_MID,
            y_align=layout.AxisAlignment.ALIGN_MID,
            margins=layout.Margins(0, 0, 0, 0),
        ),
        background_opacity=1.0,
        border_width=0,
    )


def _heading(request: Request, document: _Document, *, locks: bool) -> str:
    place = document.names.index(request.field) + 1
    locking = "; locks this document" if locks else ""
    return f"{place} of {len(document.names)}. {request.role}{locking}"


def _reason(request: Request) -> str:
    acting = f", acting for {request.acting_for}" if request.acting_for else ""
    return f"{request.role}{acting}"
