"""Files that can be kept and read aloud: PDF/A-2a and PDF/UA-1, by the profiles of veraPDF."""

from __future__ import annotations

from datetime import UTC, datetime
from io import BytesIO
from itertools import pairwise
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from reportlab.pdfgen.canvas import Canvas

from lif_desktop.documents import xmp
from lif_desktop.documents.blocks import Prose, SignaturePanel, Signatures
from lif_desktop.documents.wording import paragraphs
from tests.documents import papers, reading, verapdf
from tests.documents.test_rendering import PLANS, plan_named

FLAVOURS = ("2a", "ua1")


@pytest.fixture
def form() -> bytes:
    return papers.rendered(plan_named("decision-form", "case-a"))


@pytest.mark.parametrize("flavour", FLAVOURS)
@pytest.mark.parametrize("case", ["case-a", "case-b"])
@pytest.mark.parametrize("name", PLANS)
def test_every_document_keeps_the_standard(
    name: str, case: str, flavour: str, tmp_path: Path
) -> None:
    verapdf.require_verapdf()
    verdict = verapdf.check(papers.rendered(plan_named(name, case)), flavour, tmp_path)
    assert verdict.failures == ()
    assert verdict.compliant


@pytest.mark.parametrize("flavour", FLAVOURS)
def test_letters_without_a_shape_keep_the_standard(flavour: str, tmp_path: Path) -> None:
    verapdf.require_verapdf()
    odd = papers.plan_of(
        Prose(
            lines=paragraphs("نور 中 😀 \x07 e\u0301 — “q” \uf0b7 \ue000 \uffff \ufeff \u00ad → ✓")
        )
    )
    assert verapdf.check(papers.rendered(odd), flavour, tmp_path).failures == ()


@pytest.mark.parametrize("flavour", FLAVOURS)
def test_a_bare_page_fails_so_the_judge_tells_apart(flavour: str, tmp_path: Path) -> None:
    verapdf.require_verapdf()
    target = BytesIO()
    canvas = Canvas(target)
    canvas.drawString(100, 700, "untagged, in a font that is not embedded")
    canvas.save()
    verdict = verapdf.check(target.getvalue(), flavour, tmp_path)
    assert not verdict.compliant
    assert len(verdict.failures) >= 4


@pytest.mark.parametrize("flavour", FLAVOURS)
def test_a_page_robbed_of_its_structure_fails(flavour: str, form: bytes, tmp_path: Path) -> None:
    verapdf.require_verapdf()
    with reading.opened(form) as pdf:
        del pdf.Root.StructTreeRoot
        spoilt = BytesIO()
        pdf.save(spoilt)
    assert not verapdf.check(spoilt.getvalue(), flavour, tmp_path).compliant


def test_all_fonts_are_embedded_and_can_be_extracted(form: bytes, tmp_path: Path) -> None:
    found = reading.fonts(form, tmp_path)
    assert len(found) >= 3
    for font in found:
        assert "LIFSans" in font["name"]
        assert (font["emb"], font["sub"], font["uni"]) == ("yes", "yes", "yes")


def test_qpdf_finds_nothing_wrong(form: bytes, tmp_path: Path) -> None:
    assert "No syntax or stream encoding errors" in reading.qpdf_says(form, tmp_path)


def test_the_tree_has_one_title_and_skips_no_level(form: bytes) -> None:
    with reading.opened(form) as pdf:
        levels = [int(role[1]) for role in reading.roles(pdf) if role in {"H1", "H2", "H3", "H4"}]
    assert levels.count(1) == 1
    assert levels[0] == 1
    assert all(later <= earlier + 1 for earlier, later in pairwise(levels))


def test_language_title_and_tabs_are_set(form: bytes) -> None:
    with reading.opened(form) as pdf:
        assert str(pdf.Root.Lang) == "en-GB"
        assert bool(pdf.Root.MarkInfo.Marked)
        assert bool(pdf.Root.ViewerPreferences.DisplayDocTitle)
        assert str(pdf.docinfo.Title) == "Referral and decision: Child N"
        assert str(pdf.docinfo.CreationDate) == "D:20160519171500+01'00'"


def test_metadata_say_the_same_as_the_document_information(form: bytes) -> None:
    with reading.opened(form) as pdf, pdf.open_metadata() as meta:
        assert meta["dc:title"] == str(pdf.docinfo.Title)
        assert meta["pdf:Producer"] == str(pdf.docinfo.Producer)
        assert meta["xmp:CreateDate"] == "2016-05-19T17:15:00+01:00"
        assert (meta["pdfaid:part"], meta["pdfaid:conformance"], meta["pdfuaid:part"]) == (
            "2",
            "A",
            "1",
        )


def _fields(pdf: pikepdf.Pdf) -> list[Any]:
    return list(pdf.Root.AcroForm.Fields)


def test_signature_fields_are_tagged_before_anyone_signs(form: bytes) -> None:
    with reading.opened(form) as pdf:
        fields = _fields(pdf)
        assert [str(field.T) for field in fields] == ["signature_1", "signature_2"]
        assert str(fields[0].TU) == "Signature of Prof. Eleri Vaughan-Okonkwo, not yet signed"
        elements = reading.elements_of(pdf, "Form")
        for field, element in zip(fields, elements, strict=True):
            assert isinstance(element.K, pikepdf.Dictionary), "one object reference, not an array"
            assert element.K.Obj.objgen == field.objgen
            assert int(field.F) == 4
            assert "/N" in field.AP


def test_only_the_last_field_locks_the_document(form: bytes) -> None:
    with reading.opened(form) as pdf:
        first, last = _fields(pdf)
        assert "/Lock" not in first
        assert (str(last.Lock.Action), int(last.Lock.P)) == ("/All", 1)


def test_a_field_is_as_large_as_its_panel(form: bytes) -> None:
    with reading.opened(form) as pdf:
        for field in _fields(pdf):
            left, bottom, right, top = (float(side) for side in field.Rect)
            assert right - left == pytest.approx(80 * 72 / 25.4, abs=0.05)
            assert top - bottom == pytest.approx(50 * 72 / 25.4, abs=0.05)


def test_three_may_be_asked_to_sign(tmp_path: Path) -> None:
    panels = tuple(
        SignaturePanel(field=f"signature_{n}", heading=f"{n} of 3", role="Partner", acting_for="Chief")
        for n in (1, 2, 3)
    )  # fmt: skip
    content = papers.rendered(papers.plan_of(Signatures(panels=panels)))
    with reading.opened(content) as pdf:
        assert str(_fields(pdf)[2].TU) == "Signature of Partner, not yet signed"
    assert "Acting for Chief" in reading.spoken(content, tmp_path)


def test_every_marked_content_has_its_element(form: bytes) -> None:
    with reading.opened(form) as pdf:
        numbers = pdf.Root.StructTreeRoot.ParentTree.Nums
        for index, page in enumerate(pdf.pages):
            assert int(page.obj.StructParents) == index
            marked = b"".join(stream.read_bytes() for stream in [page.obj.Contents]).count(
                b"/MCID"
            )
            assert len(numbers[2 * index + 1]) == marked


def test_pictures_are_described(form: bytes) -> None:
    with reading.opened(form) as pdf:
        figures = reading.elements_of(pdf, "Figure")
        assert figures
        for figure in figures:
            assert "Clocks drawn to scale" in str(figure.Alt)
            assert pikepdf.Name.Layout == figure.A.O
            assert len(figure.A.BBox) == 4


def test_a_packet_holds_any_title() -> None:
    packet = xmp.packet(
        title="<b> & \x00 \ud800", author="A", subject="", language="en-GB", producer="P",
        made_at=datetime(2016, 5, 19, 16, 15, tzinfo=UTC),
    ).decode("utf-8")  # fmt: skip
    assert "&lt;b&gt; &amp;" in packet
    assert "\x00" not in packet


def test_dates_of_both_kinds_name_their_zone() -> None:
    assert xmp.pdf_date(datetime(2016, 1, 5, 9, 0, tzinfo=UTC)) == "D:20160105090000+00'00'"
