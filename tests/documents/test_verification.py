from __future__ import annotations

import zlib
from collections.abc import Callable
from datetime import UTC, datetime
from functools import cache
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from pyhanko.pdf_utils.misc import PdfDecodeLimitError
from pyhanko.pdf_utils.reader import PdfFileReader

from lif_desktop import workroom
from lif_desktop.documents import certificates, signatures, verdicts, verification
from lif_desktop.documents.certificates import Issued
from lif_desktop.documents.verdicts import Finding, Verdict
from lif_desktop.documents.verification import Trust
from lif_desktop.errors import FileRefusedError
from tests.documents import signed_papers as papers

HOSTILE = sorted((Path(__file__).parent.parent / "data" / "hostile" / "qpdf").glob("*.pdf"))


@cache
def signed(*, twice: bool) -> bytes:
    once = signatures.sign(papers.request(papers.unsigned_paper()))["pdf"]
    done = signatures.sign(papers.second_request(once))["pdf"] if twice else once
    assert isinstance(done, bytes)
    return done


def judge(
    pdf: bytes,
    *,
    at: datetime = papers.SIGNED_AT,
    authority: Issued | None = None,
    listed: str = "",
) -> Verdict:
    pem = (authority or papers.signers().authority).certificate_pem
    return verification.judge(pdf, Trust(authority_pem=pem, at=at, revocation_list_pem=listed))


def findings(verdict: Verdict) -> list[Finding]:
    return [each.finding for each in verdict.signatures]


def test_untouched() -> None:
    verdict = judge(signed(twice=True))
    assert verdict.finding is Finding.UNTOUCHED
    assert verdict.whole
    assert findings(verdict) == [Finding.LATER_SIGNATURE_ONLY, Finding.UNTOUCHED]
    assert [each.covers_whole_file for each in verdict.signatures] == [False, True]
    assert all(each.issued_by_board for each in verdict.signatures)
    assert verdict.sentence == (
        "Signed by Prof. Eleri Vaughan-Okonkwo and Moira Fairweather. "
        "Nothing has been changed since the last signature."
    )


def test_who_signed_when_and_as_what_comes_from_certificate_and_signature() -> None:
    chair, manager = judge(signed(twice=True)).signatures
    assert (chair.signer, chair.post, chair.organisation) == (
        papers.CHAIR,
        "Independent Chair",
        papers.BOARD,
    )
    assert (chair.reason, manager.reason) == ("Decision maker", "Recorded by")
    assert chair.signed_at == "2016-05-19T17:15:00+01:00"
    assert chair.serial == papers.signers().chair.serial
    assert chair.valid_until.startswith("2026-05-01")


@pytest.mark.parametrize("twice", [False, True], ids=["one signature", "two signatures"])
@pytest.mark.parametrize(
    ("tamper", "finding", "what"),
    [
        (papers.flip_a_byte, Finding.BROKEN, "what was signed is not what is here"),
        (
            papers.print_over_a_page,
            Finding.CHANGED_AFTER_SIGNING,
            "Page 1: what is printed on it was changed.",
        ),
        (
            papers.lay_a_note_over,
            Finding.CHANGED_AFTER_SIGNING,
            "Page 3: something (text) was laid over it.",
        ),
        (
            papers.swap_the_typeface,
            Finding.CHANGED_AFTER_SIGNING,
            "Page 1: a typeface it uses was changed",
        ),
        (papers.take_out_a_page, Finding.CHANGED_AFTER_SIGNING, "Page 3 was taken out."),
        (
            papers.change_the_details,
            Finding.CHANGED_AFTER_SIGNING,
            "own details (title, author, dates) were changed",
        ),
        (
            papers.append_junk,
            Finding.CHANGED_AFTER_SIGNING,
            "32 bytes stand after the end of the signed part",
        ),
        (papers.save_again, Finding.BROKEN, "saved again by another program"),
        (papers.add_a_field, Finding.CHANGED_AFTER_SIGNING, "A field named “third” was added."),
        (papers.run_when_opened, Finding.CHANGED_AFTER_SIGNING, "does when it is opened"),
    ],
    ids=lambda each: getattr(each, "__name__", None),
)
def test_each_way_of_tampering_is_named(
    tamper: Callable[[bytes], bytes], finding: Finding, what: str, *, twice: bool
) -> None:
    tampered = tamper(signed(twice=twice))
    assert tampered != signed(twice=twice)
    verdict = judge(tampered)
    assert verdict.finding is finding
    assert not verdict.whole
    assert set(findings(verdict)) == {finding}
    assert what in verdict.sentence
    assert papers.CHAIR in verdict.sentence


def test_the_page_that_was_not_touched_is_not_named() -> None:
    for twice in (False, True):
        what = " ".join(judge(papers.lay_a_note_over(signed(twice=twice))).signatures[-1].what)
        assert "Page 3" in what
        assert "Page 1" not in what
        assert "Page 2" not in what


def test_a_file_cut_short_is_broken_or_refused_never_whole() -> None:
    refused = 0
    whole = signed(twice=True)
    for length in range(100, len(whole) - 1, len(whole) // 40):
        try:
            assert not judge(whole[:length]).whole
        except FileRefusedError:
            refused += 1
    assert refused < 40


def test_a_second_signature_does_not_heal_what_was_changed_before_it() -> None:
    """Somebody lays text over the page between the first signature and the second."""
    once = signed(twice=False)
    changed = papers.lay_a_note_over(once)
    forced = papers.sign_without_asking(changed)
    verdict = judge(forced)
    assert findings(verdict)[0] is Finding.CHANGED_AFTER_SIGNING
    assert findings(verdict)[-1] is Finding.UNTOUCHED
    assert not verdict.whole
    assert "Page 3" in verdict.sentence


def test_an_unsigned_change_between_two_signatures_shows_even_if_it_is_harmless() -> None:
    changed = papers.change_the_details(signed(twice=False))
    verdict = judge(papers.sign_without_asking(changed))
    assert findings(verdict)[0] is Finding.CHANGED_AFTER_SIGNING
    assert not verdict.whole


def test_a_third_signature_after_the_lock_is_named() -> None:
    """Another program may add it; ours shows it."""
    three = papers.sign_without_asking(papers.add_a_field(signed(twice=True)), field="third")
    verdict = judge(three)
    assert findings(verdict)[1] is Finding.CHANGED_AFTER_SIGNING
    assert "third" in " ".join(verdict.signatures[1].what)
    assert not verdict.whole


# --- certificates


def test_without_the_boards_certificate_nobody_is_known() -> None:
    verdict = verification.judge(signed(twice=True), Trust(authority_pem="", at=papers.SIGNED_AT))
    assert verdict.finding is Finding.UNKNOWN_SIGNER
    assert not any(each.issued_by_board for each in verdict.signatures)


def test_a_lookalike_authority_of_the_same_name_is_unknown() -> None:
    lookalike = certificates.make_authority(papers.BOARD, papers.MADE_AT)
    verdict = judge(signed(twice=True), authority=lookalike)
    assert verdict.finding is Finding.UNKNOWN_SIGNER
    assert "Anyone can make such a certificate" in verdict.sentence


def test_a_lookalike_stays_unknown_when_its_certificate_has_ended() -> None:
    lookalike = certificates.make_authority(papers.BOARD, papers.MADE_AT)
    verdict = judge(signed(twice=True), authority=lookalike, at=datetime(2030, 1, 1, tzinfo=UTC))
    assert verdict.finding is Finding.UNKNOWN_SIGNER


@pytest.mark.parametrize("year", [2010, 2030])
def test_out_of_date_is_not_called_changed(year: int) -> None:
    verdict = judge(signed(twice=True), at=datetime(year, 6, 1, tzinfo=UTC))
    assert verdict.finding is Finding.EXPIRED
    assert all(each.issued_by_board for each in verdict.signatures)
    assert "1 May 2026" in verdict.sentence
    assert "board’s record" in verdict.sentence


def test_a_withdrawn_certificate_is_named() -> None:
    who = papers.signers()
    since = datetime(2016, 9, 1, tzinfo=UTC)
    listed = certificates.revocation_list(
        who.authority.certificate_pem,
        who.authority.private_key_pem,
        revoked=[(who.chair.serial, since)],
        at=since,
    )
    after = judge(signed(twice=True), at=datetime(2017, 1, 1, tzinfo=UTC), listed=listed)
    assert findings(after) == [Finding.REVOKED, Finding.UNTOUCHED]
    assert after.finding is Finding.REVOKED
    before = judge(signed(twice=True), at=papers.SIGNED_AT, listed=listed)
    assert before.whole, "at the time of signing it had not been withdrawn"


@pytest.mark.parametrize(
    "pem", ["not a certificate", "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"]
)
def test_a_certificate_that_is_none_is_not_blamed_on_the_signature(pem: str) -> None:
    with pytest.raises(FileRefusedError, match=r"Ask the board for authority\.pem again"):
        verification.judge(signed(twice=True), Trust(authority_pem=pem, at=papers.SIGNED_AT))
    with pytest.raises(FileRefusedError, match="cannot be read"):
        judge(signed(twice=True), listed=pem)


def test_an_empty_list_of_withdrawn_certificates_changes_nothing() -> None:
    authority = papers.signers().authority
    listed = certificates.revocation_list(
        authority.certificate_pem, authority.private_key_pem, at=papers.MADE_AT
    )
    assert judge(signed(twice=True), listed=listed).whole


# --- files that are something else


def test_an_unsigned_paper_says_so() -> None:
    verdict = judge(papers.unsigned_paper())
    assert verdict.finding is Finding.NOT_SIGNED
    assert verdict.unsigned_fields == ("signature_1", "signature_2")
    assert "2 places to sign" in verdict.sentence


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 a workbook", b"\x00" * 4096])
def test_what_is_no_pdf_says_so(content: bytes) -> None:
    assert judge(content).finding is Finding.NOT_A_PDF


def test_a_pdf_behind_a_password_is_refused_with_the_way_out() -> None:
    out = BytesIO()
    with pikepdf.open(BytesIO(signed(twice=True))) as pdf:
        pdf.save(out, encryption=pikepdf.Encryption(owner="owner", user="user", R=6))
    with pytest.raises(FileRefusedError, match="Save the PDF that is inside it"):
        judge(out.getvalue())


def test_hostile_files_are_at_hand() -> None:
    assert len(HOSTILE) == 25


@pytest.mark.parametrize("path", HOSTILE, ids=lambda path: path.name)
def test_a_hostile_file_gets_a_verdict_or_a_refusal(path: Path) -> None:
    try:
        finding = judge(path.read_bytes()).finding
    except FileRefusedError:
        finding = Finding.NOT_A_PDF
    assert finding in {Finding.NOT_A_PDF, Finding.NOT_SIGNED}


@pytest.mark.parametrize("path", HOSTILE, ids=lambda path: path.name)
def test_a_hostile_tail_after_our_own_signatures_is_never_whole(path: Path) -> None:
    try:
        verdict = judge(signed(twice=True) + path.read_bytes())
    except FileRefusedError:
        return
    assert not verdict.whole


def test_a_stream_that_unpacks_without_end_is_refused_in_the_child() -> None:
    once = zlib.compress(bytes(300 * 1024 * 1024), 9)
    bomb = zlib.compress(once, 9)
    body = (
        b"%PDF-1.7\n1 0 obj\n<</Type/ObjStm/N 1/First 5/Length "
        + str(len(bomb)).encode()
        + b"/Filter[/FlateDecode/FlateDecode]>>\nstream\n"
        + bomb
        + b"\nendstream\nendobj\n"
    )
    table = zlib.compress(bytes([1, 0, 9, 0]) + bytes([2, 0, 1, 0]), 9)
    start = len(body)
    body += (
        b"3 0 obj\n<</Type/XRef/W[1 2 1]/Index[1 1 2 1]/Size 3/Root 2 0 R/Length "
        + str(len(table)).encode()
        + b"/Filter/FlateDecode>>\nstream\n"
        + table
        + b"\nendstream\nendobj\nstartxref\n"
        + str(start).encode()
        + b"\n%%EOF\n"
    )
    with pytest.raises(PdfDecodeLimitError):
        _ = PdfFileReader(BytesIO(body)).root
    with pytest.raises(FileRefusedError):
        workroom.run(
            "verify",
            {"pdf": body, "authority_pem": "", "at": papers.SIGNED_AT},
            memory_mib=512,
        )


def test_more_signatures_than_any_document_needs_are_not_checked_one_by_one(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(verification, "MOST_SIGNATURES", 1)
    with pytest.raises(FileRefusedError, match="more than 1 signatures"):
        judge(signed(twice=True))


# --- a verdict travels


def test_a_verdict_makes_the_round_trip_through_the_workroom() -> None:
    pdf = papers.lay_a_note_over(signed(twice=True))
    plain = workroom.run(
        "verify",
        {
            "pdf": pdf,
            "authority_pem": papers.signers().authority.certificate_pem,
            "at": papers.SIGNED_AT,
        },
    )
    assert plain["whole"] is False
    assert verdicts.verdict_from_plain(plain) == judge(pdf)


def test_every_finding_has_a_label() -> None:
    assert set(verdicts.FINDING_LABELS) == set(Finding)


@pytest.mark.parametrize(
    "payload", [{"pdf": "text", "at": papers.SIGNED_AT}, {"pdf": b"", "at": "2016"}]
)
def test_a_payload_of_the_wrong_kind_is_our_fault(payload: dict[str, object]) -> None:
    with pytest.raises(TypeError):
        verification.verify(payload)
