from __future__ import annotations

import os
import re
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa
from pyhanko.pdf_utils.reader import PdfFileReader

from lif_desktop import workroom
from lif_desktop.clock import SystemClock
from lif_desktop.documents import certificates, signatures
from lif_desktop.documents.certificates import KeyKind
from lif_desktop.documents.verdicts import Finding
from lif_desktop.errors import (
    DefinitionError,
    FileRefusedError,
    NotFoundError,
    RuleBrokenError,
    SignatureBrokenError,
)
from tests.documents import signed_papers as papers
from tests.documents.signed_papers import tool


def signed(request: dict[str, object]) -> bytes:
    pdf = signatures.sign(request)["pdf"]
    assert isinstance(pdf, bytes)
    return pdf


def signed_once(kind: KeyKind = KeyKind.P256) -> bytes:
    return signed(papers.request(papers.unsigned_paper(), papers.signers(kind)))


def signed_twice(kind: KeyKind = KeyKind.P256) -> bytes:
    return signed(papers.second_request(signed_once(kind), papers.signers(kind)))


@pytest.mark.parametrize("kind", list(KeyKind))
def test_two_people_sign_and_both_signatures_hold(kind: KeyKind) -> None:
    who = papers.signers(kind)
    first = signatures.sign(papers.request(papers.unsigned_paper(), who))
    second = signatures.sign(papers.second_request(first["pdf"], who))
    verdict = second["verification"]
    assert isinstance(verdict, dict)
    assert verdict["whole"] is True
    assert [each["finding"] for each in verdict["signatures"]] == [
        Finding.LATER_SIGNATURE_ONLY,
        Finding.UNTOUCHED,
    ]
    assert [each["signer"] for each in verdict["signatures"]] == [papers.CHAIR, papers.MANAGER]


def test_the_first_signature_says_that_one_place_is_still_open() -> None:
    done = signatures.sign(papers.request(papers.unsigned_paper()))
    verdict = done["verification"]
    assert isinstance(verdict, dict)
    assert list(verdict["unsigned_fields"]) == ["signature_2"]
    assert "one place to sign" in verdict["sentence"]


def test_the_signature_is_pades_with_sha256_and_says_role_and_acting_for() -> None:
    request = papers.request(papers.unsigned_paper(), acting_for="the Chair of the sub-group")
    signature = PdfFileReader(BytesIO(signed(request))).embedded_signatures[0]
    assert signature.sig_object["/SubFilter"] == "/ETSI.CAdES.detached"
    assert (
        signature.sig_object["/Reason"] == "Decision maker, acting for the Chair of the sub-group"
    )
    assert signature.sig_object["/Location"] == papers.BOARD
    assert signature.signer_info["digest_algorithm"]["algorithm"].native == "sha256"
    attributes = {each["type"].native for each in signature.signer_info["signed_attrs"]}
    assert {"content_type", "message_digest", "signing_certificate_v2"} <= attributes
    assert "signing_time" not in attributes, "PAdES has the time in the PDF, not in the CMS"


def test_the_time_is_the_one_that_was_given_and_english() -> None:
    signature = PdfFileReader(BytesIO(signed_once())).embedded_signatures[0]
    assert signature.self_reported_timestamp == papers.SIGNED_AT
    assert signature.sig_object["/M"] == "D:20160519171500+01'00'"


def test_signing_appends_and_touches_nothing_else() -> None:
    paper, done = papers.unsigned_paper(), signed_once()
    assert done.startswith(paper)
    with pikepdf.open(BytesIO(paper)) as before, pikepdf.open(BytesIO(done)) as after:
        assert after.trailer.get("/Info") == before.trailer.get("/Info")
        assert "/Metadata" not in after.Root
        assert b"pyHanko" not in after.trailer.Info.unparse(resolved=True)


def test_the_stamp_is_drawn_with_embedded_letters_and_reads_as_text(tmp_path: Path) -> None:
    paper = tmp_path / "signed.pdf"
    paper.write_bytes(signed_twice())
    fonts = subprocess.run(
        [tool("pdffonts"), str(paper)], capture_output=True, text=True, check=True
    ).stdout.splitlines()[2:]
    assert fonts
    assert all(line.split()[-5:-2] == ["yes", "yes", "yes"] for line in fonts), fonts
    text = subprocess.run(
        [tool("pdftotext"), str(paper), "-"],
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    assert "1 of 2. Decision maker" in text
    assert "2 of 2. Recorded by; locks this document" in text
    assert "Signed digitally" in text
    assert "Thursday 19 May 2016, 17:15" in text
    assert "this computer’s clock" in re.sub(r"\s+", " ", text)
    assert "Any later change will show." in re.sub(r"\s+", " ", text)


def test_markup_in_a_name_is_only_text(tmp_path: Path) -> None:
    request = papers.request(papers.unsigned_paper(), name="<b>Ada</b> & (Sons) \\ =1+1")
    paper = tmp_path / "signed.pdf"
    paper.write_bytes(signed(request))
    text = subprocess.run(
        [tool("pdftotext"), str(paper), "-"], capture_output=True, text=True, check=True
    ).stdout
    assert "<b>Ada</b> & (Sons) \\ =1+1" in text


def test_a_field_that_cannot_be_seen_is_signed_without_a_stamp() -> None:
    paper = papers.unsigned_paper(places=1, visible=False)
    verdict = signatures.sign(papers.request(paper))["verification"]
    assert isinstance(verdict, dict)
    assert verdict["whole"] is True


# --- what must be refused


def test_a_third_signature_after_the_lock_is_refused_by_us() -> None:
    three = papers.add_a_field(signed_twice())
    for attempt in (papers.request(three, field="third"), papers.request(signed_twice())):
        with pytest.raises(RuleBrokenError, match="locked this document") as refused:
            signatures.sign(attempt)
        assert refused.value.rule == "signature.locked"


def test_the_locking_signature_comes_last() -> None:
    with pytest.raises(RuleBrokenError, match="comes last") as refused:
        signatures.sign(papers.second_request(papers.unsigned_paper()))
    assert refused.value.rule == "signature.lock_is_last"


def test_a_place_is_signed_once() -> None:
    with pytest.raises(RuleBrokenError, match="signed already"):
        signatures.sign(papers.request(signed_once()))


def test_a_place_that_is_not_there_is_refused() -> None:
    with pytest.raises(NotFoundError, match="no place to sign named nowhere"):
        signatures.sign(papers.request(papers.unsigned_paper(), field="nowhere"))


def test_a_lock_that_was_wanted_and_not_prepared_is_our_fault() -> None:
    with pytest.raises(DefinitionError, match="made without a lock"):
        signatures.sign(papers.request(papers.unsigned_paper(), lock=True))


def test_nobody_signs_below_a_signature_that_does_not_hold() -> None:
    for tamper in (papers.flip_a_byte, papers.print_over_a_page, papers.append_junk):
        with pytest.raises(SignatureBrokenError, match="cannot be signed"):
            signatures.sign(papers.second_request(tamper(signed_once())))


def key_pem(
    key: ed25519.Ed25519PrivateKey | rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey,
) -> str:
    return key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    ).decode()


def test_an_ed25519_key_is_refused_because_readers_cannot_check_it() -> None:
    pem = key_pem(ed25519.Ed25519PrivateKey.generate())
    with pytest.raises(RuleBrokenError, match="cannot check a signature made with an Ed25519 key"):
        signatures.sign(papers.request(papers.unsigned_paper(), key_pem=pem))


def test_weak_and_odd_keys_are_refused() -> None:
    weak = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    odd = ec.generate_private_key(ec.SECP384R1())
    for key in (weak, odd):
        with pytest.raises(RuleBrokenError, match="P-256 key or an RSA key of 3072"):
            signatures.sign(papers.request(papers.unsigned_paper(), key_pem=key_pem(key)))


def test_a_key_that_is_not_the_certificates_own_is_refused() -> None:
    other = papers.signers().manager.private_key_pem
    with pytest.raises(SignatureBrokenError, match="does not belong to the certificate"):
        signatures.sign(papers.request(papers.unsigned_paper(), key_pem=other))


@pytest.mark.parametrize(
    "moment",
    [papers.MADE_AT - timedelta(days=1), datetime(2030, 1, 1, tzinfo=UTC)],
    ids=["before", "after"],
)
def test_nobody_signs_with_a_certificate_that_is_not_valid_then(moment: datetime) -> None:
    with pytest.raises(RuleBrokenError, match="valid from 01 May 2016 to 01 May 2026"):
        signatures.sign(papers.request(papers.unsigned_paper(), signed_at=moment))


def test_a_signature_that_another_authority_vouches_for_is_not_given_back() -> None:
    stranger = papers.signers(board="Another Board").authority
    request = papers.request(papers.unsigned_paper(), authority_pem=stranger.certificate_pem)
    with pytest.raises(SignatureBrokenError, match="did not hold when it was checked"):
        signatures.sign(request)


def encrypted_paper() -> bytes:
    out = BytesIO()
    with pikepdf.open(BytesIO(papers.unsigned_paper())) as pdf:
        pdf.save(out, encryption=pikepdf.Encryption(owner="owner", user="user", R=6))
    return out.getvalue()


@pytest.mark.parametrize(
    ("paper", "words"),
    [(b"no pdf", "no PDF"), (b"%PDF-1.7\n%%EOF", "no PDF"), (None, "protected by a password")],
)
def test_what_is_no_plain_pdf_is_not_signed(paper: bytes | None, words: str) -> None:
    with pytest.raises(FileRefusedError, match=words):
        signatures.sign(papers.request(paper if paper is not None else encrypted_paper()))


# --- what others say of our signatures


@pytest.mark.parametrize("kind", list(KeyKind))
def test_openssl_finds_the_signature_valid(kind: KeyKind, tmp_path: Path) -> None:
    signature, content = papers.signed_part(signed_once(kind))
    (tmp_path / "cms.der").write_bytes(signature.rstrip(b"\0"))
    (tmp_path / "content").write_bytes(content)
    (tmp_path / "authority.pem").write_text(papers.signers(kind).authority.certificate_pem)
    done = subprocess.run(
        [
            *(tool("openssl"), "cms", "-verify", "-binary", "-inform", "DER"),
            *("-in", "cms.der", "-content", "content", "-out", os.devnull),
            *("-CAfile", "authority.pem", "-purpose", "any"),
            *("-attime", str(int(papers.SIGNED_AT.timestamp()))),
        ],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("kind", list(KeyKind))
def test_pdfsig_finds_both_signatures_valid_and_trusted(kind: KeyKind, tmp_path: Path) -> None:
    certutil, pdfsig = tool("certutil"), tool("pdfsig")
    now = (
        SystemClock().now()
    )  # pdfsig asks the computer's own clock whether a certificate is valid
    who = papers.signers(kind, made_at=now - timedelta(days=2))
    first = signed(papers.request(papers.unsigned_paper(), who, signed_at=now))
    second = signed(papers.second_request(first, who, signed_at=now))
    (tmp_path / "authority.pem").write_text(who.authority.certificate_pem)
    (tmp_path / "signed.pdf").write_bytes(second)
    for words in (
        ["-N", "--empty-password"],
        ["-A", "-n", "board", "-t", "CT,CT,CT", "-i", "authority.pem"],
    ):
        subprocess.run([certutil, "-d", "sql:.", *words], cwd=tmp_path, check=True)
    told = subprocess.run(
        [pdfsig, "-nssdir", "sql:.", "signed.pdf"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    ).stdout
    assert told.count("Signature Validation: Signature is Valid.") == 2, told
    assert "Total document signed" in told.split("Signature #2")[1]
    assert told.count("Certificate Validation: Certificate is Trusted.") == 2, told


def test_qpdf_finds_nothing_wrong_with_a_signed_file(tmp_path: Path) -> None:
    (tmp_path / "signed.pdf").write_bytes(signed_twice())
    done = subprocess.run(
        [tool("qpdf"), "--check", "signed.pdf"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr


# --- in the workroom


def test_signing_and_checking_run_in_a_child_without_network_files_or_processes() -> None:
    first = workroom.run("sign", papers.request(papers.unsigned_paper()))
    second = workroom.run("sign", papers.second_request(first["pdf"]))
    verdict = workroom.run(
        "verify",
        {
            "pdf": second["pdf"],
            "authority_pem": papers.signers().authority.certificate_pem,
            "at": papers.SIGNED_AT,
        },
    )
    assert verdict["whole"] is True


def test_a_refusal_comes_out_of_the_child_as_itself() -> None:
    with pytest.raises(RuleBrokenError) as refused:
        workroom.run("sign", papers.second_request(papers.unsigned_paper()))
    assert refused.value.rule == "signature.lock_is_last"


def test_nothing_but_the_child_loads_the_signing_library() -> None:
    seen = subprocess.run(
        [
            sys.executable,
            "-c",
            "import sys; from lif_desktop import workroom\n"
            "from lif_desktop.documents import certificates, verdicts\n"
            "print([name for name in sys.modules if name.split('.')[0] in {'pyhanko', 'aiohttp', 'reportlab'}])",
        ],
        cwd=Path(workroom.__file__).parent.parent,
        capture_output=True,
        text=True,
        check=True,
    )
    assert seen.stdout.strip() == "[]"


def test_serial_of_the_verdict_is_that_of_the_certificate() -> None:
    verdict = signatures.sign(papers.request(papers.unsigned_paper()))["verification"]
    assert isinstance(verdict, dict)
    serial = certificates.serial_of(papers.signers().chair.certificate_pem)
    assert papers.signatures_of(verdict)[0]["serial"] == serial
