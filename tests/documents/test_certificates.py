from __future__ import annotations

import re
import subprocess
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from lif_desktop.documents import certificates
from lif_desktop.documents.certificates import Issued, KeyKind

AT = datetime(2016, 5, 19, 16, 15, 30, 250_000, tzinfo=UTC)
BOARD = "Fenmarsh Safeguarding Children Board"


@pytest.fixture(scope="module")
def authority() -> Issued:
    return certificates.make_authority(BOARD, AT)


def person(authority: Issued, **changes: object) -> Issued:
    wanted: dict[str, object] = {
        "name": "Dr Ada Example",
        "board_name": BOARD,
        "post": "Independent Chair",
        "at": AT + timedelta(days=3),
    }
    return certificates.issue_certificate(
        authority.certificate_pem,
        authority.private_key_pem,
        **(wanted | changes),  # type: ignore[arg-type]  # the names are checked by the call itself
    )


def read(pem: str) -> x509.Certificate:
    return x509.load_pem_x509_certificate(pem.encode())


def test_the_authority_may_sign_certificates_and_lists_and_nothing_else(authority: Issued) -> None:
    certificate = read(authority.certificate_pem)
    usage = certificate.extensions.get_extension_for_class(x509.KeyUsage)
    limits = certificate.extensions.get_extension_for_class(x509.BasicConstraints)
    assert (limits.value.ca, limits.value.path_length, limits.critical) == (True, 0, True)
    assert usage.critical
    assert usage.value.key_cert_sign
    assert usage.value.crl_sign
    assert not usage.value.digital_signature
    assert isinstance(certificate.public_key(), ec.EllipticCurvePublicKey)
    certificate.verify_directly_issued_by(certificate)


def test_the_authority_lasts_ten_years_from_its_making(authority: Issued) -> None:
    assert authority.valid_from == AT.replace(microsecond=0)
    assert authority.valid_until.date() == datetime(2026, 5, 19, tzinfo=UTC).date()


@pytest.mark.parametrize("kind", list(KeyKind))
def test_a_persons_certificate_is_for_signing_documents(authority: Issued, kind: KeyKind) -> None:
    certificate = read(person(authority, kind=kind).certificate_pem)
    usage = certificate.extensions.get_extension_for_class(x509.KeyUsage)
    purposes = certificate.extensions.get_extension_for_class(x509.ExtendedKeyUsage).value
    assert usage.critical
    assert usage.value.digital_signature
    assert usage.value.content_commitment
    assert not usage.value.key_cert_sign
    assert not usage.value.key_encipherment
    assert set(purposes) == {
        certificates.DOCUMENT_SIGNING,
        ExtendedKeyUsageOID.EMAIL_PROTECTION,
    }
    assert not certificate.extensions.get_extension_for_class(x509.BasicConstraints).value.ca
    certificate.verify_directly_issued_by(read(authority.certificate_pem))


def test_key_identifiers_link_the_person_to_the_authority(authority: Issued) -> None:
    above = read(authority.certificate_pem).extensions.get_extension_for_class(
        x509.SubjectKeyIdentifier
    )
    own = read(person(authority).certificate_pem).extensions
    link = own.get_extension_for_class(x509.AuthorityKeyIdentifier)
    assert link.value.key_identifier == above.value.digest
    assert own.get_extension_for_class(x509.SubjectKeyIdentifier).value.digest


def test_the_kinds_of_key(authority: Issued) -> None:
    short = serialization.load_pem_private_key(person(authority).private_key_pem.encode(), None)
    long = serialization.load_pem_private_key(
        person(authority, kind=KeyKind.RSA3072).private_key_pem.encode(), None
    )
    assert isinstance(short, ec.EllipticCurvePrivateKey)
    assert isinstance(long, rsa.RSAPrivateKey)
    assert long.key_size == 3072


def test_a_persons_certificate_never_outlives_the_authority(authority: Issued) -> None:
    late = person(authority, at=authority.valid_until - timedelta(days=1))
    assert late.valid_until == authority.valid_until


def test_names_and_posts_are_read_as_they_were_given(authority: Issued) -> None:
    subject = read(person(authority, name="Siân O’Łęcka").certificate_pem).subject
    assert subject.get_attributes_for_oid(NameOID.COMMON_NAME)[0].value == "Siân O’Łęcka"
    assert subject.get_attributes_for_oid(NameOID.TITLE)[0].value == "Independent Chair"
    assert subject.get_attributes_for_oid(NameOID.ORGANIZATION_NAME)[0].value == BOARD


@pytest.mark.parametrize(
    "board_name",
    [
        "Cambridgeshire and Peterborough Safeguarding Children Partnership Board",
        "Bwrdd Diogelu Plant Sir Gaerfyrddin a Sir Gâr, yr ŵyl a’r tŷ mawr iawn",
    ],
)
def test_a_name_longer_than_certificates_allow_is_cut_with_a_sign(board_name: str) -> None:
    subject = read(certificates.make_authority(board_name, AT).certificate_pem).subject
    common = str(subject.get_attributes_for_oid(NameOID.COMMON_NAME)[0].value)
    assert 60 < len(common.encode()) <= 64
    assert common.endswith("…")
    assert board_name.startswith(common[:-1])


def test_a_post_may_be_empty(authority: Issued) -> None:
    subject = read(person(authority, post="").certificate_pem).subject
    assert subject.get_attributes_for_oid(NameOID.TITLE) == []


def test_serials_are_sixteen_digits_and_differ(authority: Issued) -> None:
    serials = [person(authority).serial for _ in range(20)]
    assert len(set(serials)) == 20
    assert all(re.fullmatch(r"[8-9A-F][0-9A-F]{15}", serial) for serial in serials)
    issued = person(authority)
    assert certificates.serial_of(issued.certificate_pem) == issued.serial


def test_the_fingerprint_is_the_one_that_openssl_reads(authority: Issued, tmp_path: Path) -> None:
    pem = tmp_path / "authority.pem"
    pem.write_text(authority.certificate_pem)
    shown = certificates.fingerprint(authority.certificate_pem)
    assert re.fullmatch(r"([0-9A-F]{4} ){15}[0-9A-F]{4}", shown)
    told = subprocess.run(
        ["openssl", "x509", "-in", str(pem), "-noout", "-fingerprint", "-sha256"],
        capture_output=True,
        text=True,
        check=True,
    )
    assert told.stdout.split("=")[1].strip().replace(":", "") == shown.replace(" ", "")


def test_openssl_accepts_the_chain_for_signing_mail(authority: Issued, tmp_path: Path) -> None:
    above, own = tmp_path / "authority.pem", tmp_path / "person.pem"
    above.write_text(authority.certificate_pem)
    own.write_text(person(authority).certificate_pem)
    moment = str(int((AT + timedelta(days=4)).timestamp()))
    done = subprocess.run(
        [
            *("openssl", "verify", "-x509_strict", "-purpose", "smimesign"),
            *("-attime", moment, "-CAfile", str(above), str(own)),
        ],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stdout.strip().endswith("OK"), done.stderr


def test_the_revocation_list_names_what_was_revoked_and_is_signed(authority: Issued) -> None:
    revoked = person(authority)
    since = AT + timedelta(days=30)
    pem = certificates.revocation_list(
        authority.certificate_pem,
        authority.private_key_pem,
        revoked=[(revoked.serial, since)],
        at=since,
    )
    listed = x509.load_pem_x509_crl(pem.encode())
    key = read(authority.certificate_pem).public_key()
    assert isinstance(key, ec.EllipticCurvePublicKey)
    assert listed.is_signature_valid(key)
    entry = listed.get_revoked_certificate_by_serial_number(int(revoked.serial, 16))
    assert entry is not None
    assert entry.revocation_date_utc == since.replace(microsecond=0)
    assert listed.next_update_utc == authority.valid_until


def test_an_empty_revocation_list_is_a_list(authority: Issued) -> None:
    pem = certificates.revocation_list(authority.certificate_pem, authority.private_key_pem, at=AT)
    assert len(x509.load_pem_x509_crl(pem.encode())) == 0


def test_an_authority_with_another_kind_of_key_is_refused(authority: Issued) -> None:
    with pytest.raises(TypeError, match="P-256"):
        certificates.issue_certificate(
            authority.certificate_pem,
            person(authority, kind=KeyKind.RSA3072).private_key_pem,
            name="Nobody",
            board_name=BOARD,
            at=AT,
        )
