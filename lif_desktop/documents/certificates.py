"""How does a board vouch for the people who sign? With a small certificate authority of its own.

The authority is made with the workspace and lives in it; so does each person's signing certificate.
Anyone outside can compare the authority's fingerprint by telephone. Nothing here reaches a network, and
no outside body vouches for the authority: documents say "the board's own authority", never "qualified".

Source: PAdES baseline B-B (EN 319 142-1); RFC 5280; the document signing purpose of RFC 9336.
"""

from __future__ import annotations

import math
import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID, ObjectIdentifier

AUTHORITY_YEARS = 10
"""How long a board's authority lasts; a person's certificate never outlives it."""
DOCUMENT_SIGNING = ObjectIdentifier("1.3.6.1.5.5.7.3.36")
_NAME_LIMIT = 64
_SERIAL_BITS = 64


class KeyKind(StrEnum):
    """Kinds of key that every reader we know of can check (Ed25519 is not among them)."""

    P256 = "p256"
    RSA3072 = "rsa3072"


@dataclass(frozen=True, slots=True, kw_only=True)
class Issued:
    """A certificate and its private key, both as PEM text; the key stays in the workspace."""

    certificate_pem: str
    private_key_pem: str
    serial: str
    """16 hexadecimal digits, upper case."""
    valid_from: datetime
    valid_until: datetime


def make_authority(board_name: str, at: datetime) -> Issued:
    """A new authority for the board: P-256, ten years, may sign certificates and revocation lists only.

    Args:
        board_name: as it shall be read in certificates.
        at: aware moment from which it is valid.
    """
    key = ec.generate_private_key(ec.SECP256R1())
    subject = _name(f"{board_name} board authority", board_name)
    start = at.replace(microsecond=0)
    builder = (
        _builder(subject, key.public_key(), start, _years_after(start, AUTHORITY_YEARS))
        .issuer_name(subject)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(_usage(key_cert_sign=True, crl_sign=True), critical=True)
    )
    return _issued(builder.sign(key, hashes.SHA256()), key)


def issue_certificate(
    authority_pem: str,
    authority_key_pem: str,
    *,
    name: str,
    board_name: str,
    post: str = "",
    at: datetime,
    kind: KeyKind = KeyKind.P256,
) -> Issued:
    """A signing certificate for one person, valid from now until the authority's own end.

    Args:
        authority_pem: the board authority's certificate.
        authority_key_pem: its private key.
        name: the person's name, as it shall be read beside the signature.
        board_name: becomes the organisation.
        post: becomes the title; may be empty.
        at: aware moment from which it is valid.
        kind: P-256 unless a reader asks for RSA.
    """
    authority = x509.load_pem_x509_certificate(authority_pem.encode())
    key = _new_key(kind)
    issuer_key = _signing_key(authority_key_pem)
    builder = (
        _builder(
            _name(name, board_name, post),
            key.public_key(),
            at.replace(microsecond=0),
            authority.not_valid_after_utc,
        )
        .issuer_name(authority.subject)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(_usage(digital_signature=True, content_commitment=True), critical=True)
        .add_extension(
            x509.ExtendedKeyUsage([DOCUMENT_SIGNING, ExtendedKeyUsageOID.EMAIL_PROTECTION]),
            critical=False,
        )
        .add_extension(_authority_key_identifier(authority), critical=False)
    )
    return _issued(builder.sign(issuer_key, hashes.SHA256()), key)


def revocation_list(
    authority_pem: str,
    authority_key_pem: str,
    *,
    revoked: Iterable[tuple[str, datetime]] = (),
    at: datetime,
) -> str:
    """The authority's list of certificates that no longer hold, as PEM text.

    Args:
        authority_pem: the board authority's certificate.
        authority_key_pem: its private key.
        revoked: serial (hexadecimal) and moment of each.
        at: aware moment of issue; the list is good until the authority's end.
    """
    authority = x509.load_pem_x509_certificate(authority_pem.encode())
    moment = at.replace(microsecond=0)
    builder = (
        x509.CertificateRevocationListBuilder()
        .issuer_name(authority.subject)
        .last_update(moment)
        .next_update(authority.not_valid_after_utc)
        .add_extension(_authority_key_identifier(authority), critical=False)
        .add_extension(x509.CRLNumber(int(moment.timestamp())), critical=False)
    )
    for serial, since in revoked:
        entry = x509.RevokedCertificateBuilder().serial_number(int(serial, 16))
        builder = builder.add_revoked_certificate(entry.revocation_date(since).build())
    signed = builder.sign(_signing_key(authority_key_pem), hashes.SHA256())
    return signed.public_bytes(serialization.Encoding.PEM).decode("ascii")


def fingerprint(certificate_pem: str) -> str:
    """SHA-256 of the certificate: 16 groups of four hexadecimal digits, to be read aloud by telephone."""
    certificate = x509.load_pem_x509_certificate(certificate_pem.encode())
    return in_fours(certificate.fingerprint(hashes.SHA256()).hex())


def is_authority(certificate_pem: str) -> bool:
    """Is this text a certificate, and one that may issue others? A person's own is not."""
    try:
        certificate = x509.load_pem_x509_certificate(certificate_pem.encode())
        constraints = certificate.extensions.get_extension_for_class(x509.BasicConstraints)
    except (ValueError, x509.ExtensionNotFound, x509.DuplicateExtension):
        return False
    return constraints.value.ca


def in_fours(digits: str) -> str:
    """Hexadecimal digits in groups of four, upper case: "5B1F 09C4"."""
    return " ".join(digits[start : start + 4].upper() for start in range(0, len(digits), 4))


def serial_of(certificate_pem: str) -> str:
    """The certificate's serial number, 16 hexadecimal digits, upper case."""
    return _hex(x509.load_pem_x509_certificate(certificate_pem.encode()).serial_number)


def valid_until(certificate_pem: str) -> datetime:
    """The aware moment at which the certificate ends."""
    return x509.load_pem_x509_certificate(certificate_pem.encode()).not_valid_after_utc


def _new_key(kind: KeyKind) -> ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey:
    if kind is KeyKind.RSA3072:
        return rsa.generate_private_key(public_exponent=65537, key_size=3072)
    return ec.generate_private_key(ec.SECP256R1())


def _signing_key(pem: str) -> ec.EllipticCurvePrivateKey:
    key = serialization.load_pem_private_key(pem.encode(), password=None)
    if not isinstance(key, ec.EllipticCurvePrivateKey):
        raise TypeError("A board authority's key is a P-256 key.")
    return key


def _builder(
    subject: x509.Name,
    public_key: ec.EllipticCurvePublicKey | rsa.RSAPublicKey,
    start: datetime,
    end: datetime,
) -> x509.CertificateBuilder:
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .public_key(public_key)
        .serial_number(_new_serial())
        .not_valid_before(start)
        .not_valid_after(end)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(public_key), critical=False)
    )


def _new_serial() -> int:
    """64 random bits, short enough to be printed whole in a stamp; the top bit set, so always 16 digits."""
    return secrets.randbits(_SERIAL_BITS) | 1 << (_SERIAL_BITS - 1)


def _name(common: str, organisation: str, title: str = "") -> x509.Name:
    parts = [(NameOID.ORGANIZATION_NAME, organisation), (NameOID.COMMON_NAME, common)]
    if title:
        parts.append((NameOID.TITLE, title))
    return x509.Name([x509.NameAttribute(oid, _fitted(text)) for oid, text in parts])


def _fitted(text: str) -> str:
    """The text within the 64 bytes that a certificate's name has room for (RFC 5280, upper bounds)."""
    raw = text.encode()
    if len(raw) <= _NAME_LIMIT:
        return text
    sign = "…"
    return raw[: _NAME_LIMIT - len(sign.encode())].decode(errors="ignore") + sign


def _usage(
    *,
    digital_signature: bool = False,
    content_commitment: bool = False,
    key_cert_sign: bool = False,
    crl_sign: bool = False,
) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=digital_signature,
        content_commitment=content_commitment,
        key_cert_sign=key_cert_sign,
        crl_sign=crl_sign,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        encipher_only=False,
        decipher_only=False,
    )


def _authority_key_identifier(authority: x509.Certificate) -> x509.AuthorityKeyIdentifier:
    subject_key = authority.extensions.get_extension_for_class(x509.SubjectKeyIdentifier).value
    return x509.AuthorityKeyIdentifier.from_issuer_subject_key_identifier(subject_key)


def _issued(
    certificate: x509.Certificate, key: ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey
) -> Issued:
    return Issued(
        certificate_pem=certificate.public_bytes(serialization.Encoding.PEM).decode("ascii"),
        private_key_pem=key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        ).decode("ascii"),
        serial=_hex(certificate.serial_number),
        valid_from=certificate.not_valid_before_utc,
        valid_until=certificate.not_valid_after_utc,
    )


def _hex(serial: int) -> str:
    return f"{serial:0{_SERIAL_BITS // 4}X}"


def _years_after(moment: datetime, years: int) -> datetime:
    return moment + timedelta(days=math.floor(365.2425 * years))
