"""The real layout, signed: do the papers of the program itself stay fit to be kept and read aloud?"""

from __future__ import annotations

import subprocess
from functools import cache
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest

from lif_desktop.documents import blocks, plans, rendering, signatures, verification
from lif_desktop.documents.verdicts import Finding
from lif_desktop.documents.verification import Trust
from lif_desktop.documents.wording import words
from tests.documents import signed_papers as papers
from tests.documents.signed_papers import tool
from tests.documents.verapdf import check, require_verapdf


@cache
def unsigned() -> bytes:
    panels = (
        blocks.SignaturePanel(
            field="signature_1",
            heading="1 of 2. Decision maker",
            role="Decision maker",
            name=papers.CHAIR,
            post="Independent Chair",
        ),
        blocks.SignaturePanel(
            field="signature_2",
            heading="2 of 2. Recorded by; locks this document",
            role="Recorded by",
            name=papers.MANAGER,
            post="Business Manager",
            locks=True,
        ),
    )
    decision = blocks.Prose(lines=(words("Initiate a Serious Case Review."),))
    plan = plans.DocumentPlan(
        title="Decision of an invented case",
        short_title="Decision: Child N",
        board=papers.BOARD,
        marking="OFFICIAL-SENSITIVE [PERSONAL DATA]",
        reference="FSCB/SCR/2016/03",
        version="Version 1, 19 May 2016",
        audit_code="7K3Q-9M2D",
        made_at="2016-05-19T17:00:00+01:00",
        blocks=(
            blocks.Section(
                letter="L", title="Decision", blocks=(decision, blocks.Signatures(panels=panels))
            ),
        ),
    )
    pdf = rendering.render({"plan": plans.to_plain(plan)})["pdf"]
    assert isinstance(pdf, bytes)
    return pdf


@cache
def signed() -> tuple[bytes, bytes]:
    once = signatures.sign(papers.request(unsigned()))["pdf"]
    twice = signatures.sign(papers.second_request(once))["pdf"]
    assert isinstance(once, bytes)
    assert isinstance(twice, bytes)
    return once, twice


def test_both_signatures_of_a_real_document_hold() -> None:
    authority = papers.signers().authority.certificate_pem
    for pdf, expected in zip(
        signed(),
        ([Finding.UNTOUCHED], [Finding.LATER_SIGNATURE_ONLY, Finding.UNTOUCHED]),
        strict=True,
    ):
        verdict = verification.judge(pdf, Trust(authority_pem=authority, at=papers.SIGNED_AT))
        assert [each.finding for each in verdict.signatures] == expected
        assert verdict.whole


@pytest.mark.parametrize("flavour", ["2a", "ua1"])
@pytest.mark.parametrize("times", [1, 2], ids=["signed once", "signed twice"])
def test_a_signed_document_stays_fit_to_be_kept_and_read_aloud(
    flavour: str, times: int, tmp_path: Path
) -> None:
    require_verapdf()
    verdict = check(signed()[times - 1], flavour, tmp_path)
    assert verdict.compliant, verdict.failures


def test_qpdf_finds_nothing_wrong(tmp_path: Path) -> None:
    for number, pdf in enumerate(signed()):
        path = tmp_path / f"{number}.pdf"
        path.write_bytes(pdf)
        done = subprocess.run(
            [tool("qpdf"), "--check", str(path)], capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stdout + done.stderr


def test_each_prepared_field_is_tagged_named_and_directly_referred_to() -> None:
    """In an array of one, the reference would make the second signature spoil the first."""
    with pikepdf.open(BytesIO(unsigned())) as pdf:
        fields = list(pdf.Root.AcroForm.Fields.as_list())
        assert [str(field.T) for field in fields] == ["signature_1", "signature_2"]
        assert all("not yet signed" in str(field.TU) for field in fields)
        assert ["/Lock" in field for field in fields] == [False, True]
        lock = fields[1].Lock
        assert (str(lock.Action), int(lock.P)) == ("/All", 1)
        forms = {
            node.K.Obj.objgen
            for node in pdf.objects
            if isinstance(node, pikepdf.Dictionary)
            and node.get("/S") == pikepdf.Name.Form
            and isinstance(node.get("/K"), pikepdf.Dictionary)
        }
        assert {field.objgen for field in fields} <= forms


@pytest.mark.parametrize(
    "tamper",
    [papers.flip_a_byte, papers.append_junk, papers.save_again, papers.add_a_field],
)
def test_tampering_with_a_real_document_shows(tamper: papers.Tamper) -> None:
    authority = papers.signers().authority.certificate_pem
    for pdf in signed():
        verdict = verification.judge(
            tamper(pdf), Trust(authority_pem=authority, at=papers.SIGNED_AT)
        )
        assert not verdict.whole


def test_a_picture_of_the_signed_page(pictures: Path | None, tmp_path: Path) -> None:
    """With the stamps in place, the words under them are not seen twice."""
    path = tmp_path / "signed.pdf"
    path.write_bytes(signed()[1])
    out = (pictures or tmp_path) / "signed-decision"
    subprocess.run(
        [tool("pdftoppm"), "-r", "80", "-png", "-singlefile", str(path), str(out)], check=True
    )
    assert out.with_suffix(".png").stat().st_size > 10_000
