"""Letters: what can be drawn, what stands for what cannot, and that nothing typed is lost."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

from lif_desktop import settings
from lif_desktop.documents.blocks import Prose
from lif_desktop.documents.typeface import BOX, Face, Typeface, width
from lif_desktop.documents.wording import paragraphs
from tests.documents import papers, reading

FONTS = settings.resources_folder() / "fonts"
NAUGHTY = Path(__file__).parents[1] / "data" / "naughty_strings" / "blns.json"


@pytest.fixture
def typeface() -> Typeface:
    return Typeface(FONTS)


def test_no_two_cuts_share_a_name_and_none_has_the_reserved_one() -> None:
    names = [TTFont(FONTS / f"{face.value}.ttf")["name"] for face in Face]
    assert len({table.getDebugName(6) for table in names}) == len(Face)
    assert {table.getDebugName(16) for table in names} == {"LIF Sans"}
    for number in (1, 3, 4, 6, 16):
        assert not any("Source" in table.getDebugName(number) for table in names)


def test_the_licence_lies_beside_the_fonts() -> None:
    assert "SIL OPEN FONT LICENSE" in (FONTS / "OFL.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "text",
    [
        "Nguyễn Thị Hằng", "Małgorzata Łukasz; Ștefan Țurcanu; Şükrü İnönü; Đorđe Živković",
        "Παπαδόπουλος, Ελένη", "Ґалаґан, Їлія; Щербаківська, Євгенія", "Siân ap Rhys-Ŵyn; Þórður Ægisson; Ødegård",
        "15 → 30 ✓ ✗ ☐ ☑ ☒ ■ □ ▪ ● ○ ◦ ≤ 5 ≥ 3 ≠", "£18–22k “quoted” ‘single’ … – — € §",
    ],
)  # fmt: skip
def test_names_of_people_here_are_drawn_as_they_are(typeface: Typeface, text: str) -> None:
    assert typeface.presentable(text) == text
    assert typeface.substituted == ()


def test_what_cannot_be_drawn_keeps_its_letter_and_is_reported(typeface: Typeface) -> None:
    assert typeface.presentable("نور 中 😀") == "نور 中 😀"
    assert "U+4E2D 中" in typeface.substituted
    assert "U+1F600 😀" in typeface.substituted
    assert width("中", Face.REGULAR, 10) == width(BOX, Face.REGULAR, 10) > 0


def test_each_document_reports_only_its_own(typeface: Typeface) -> None:
    typeface.presentable("中")
    fresh = Typeface(FONTS)
    fresh.presentable("plain")
    assert fresh.substituted == ()


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("e\u0301", "é"), ("a\u200bb\u200d\ufe0f", "ab"), ("soft\u00adhyphen", "softhyphen"),
        ("\x00\x1b", BOX * 2), ("\ud800", BOX), ("tab\tkept", "tab\tkept"), ("no\xa0break", "no\xa0break"),
        ("\u1680", " "), ("\uf0b7 point", "• point"), ("\ue000\uffff\U0001ffff", BOX * 3),
    ],
)  # fmt: skip
def test_what_has_no_shape_of_its_own_is_made_drawable(
    typeface: Typeface, typed: str, shown: str
) -> None:
    assert typeface.presentable(typed) == shown


def test_text_beyond_the_basic_plane_can_be_extracted_again(tmp_path: Path) -> None:
    content = papers.rendered(papers.plan_of(Prose(lines=paragraphs("before 😀 中 after"))))
    assert "before 😀 中 after" in reading.spoken(content, tmp_path)


def test_no_known_string_breaks_a_document(tmp_path: Path) -> None:
    strings = json.loads(NAUGHTY.read_text(encoding="utf-8"))
    lines = tuple(line for each in strings for line in paragraphs(each))
    content = papers.rendered(papers.plan_of(Prose(lines=lines)))
    assert "No syntax or stream encoding errors" in reading.qpdf_says(content, tmp_path)
    text = _squeezed(reading.struct_text(content, tmp_path))
    plain = [each for each in strings if each.isascii() and each.isprintable()]
    assert len(plain) > 200
    assert [each for each in plain if _squeezed(each) not in text] == []


def _squeezed(text: str) -> str:
    """Without spaces and quotation marks, which the outside tool sets around each part."""
    return "".join(letter for letter in text if not letter.isspace() and letter not in '"\\')
