from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from io import BytesIO

import pikepdf
import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lif_desktop.documents import stamps
from lif_desktop.documents.stamps import Stamp
from lif_desktop.settings import resources_folder

STAMP = Stamp(
    heading="1 of 2. Decision maker",
    name="Prof. Eleri Vaughan-Okonkwo",
    post="Independent Chair",
    signed_at=datetime(2016, 5, 19, 16, 15, tzinfo=UTC),
    serial="9B1F09C4AA110277",
    board_name="Fenmarsh SCB",
)
NEVER_SAID = ("qualified", "certified", "timestamped", "advanced")


def draw(stamp: Stamp) -> bytes:
    return stamps.draw(stamp, resources_folder() / "fonts")


def words_of(pdf: bytes) -> str:
    page = pypdfium2.PdfDocument(pdf)[0]
    return " ".join(str(page.get_textpage().get_text_bounded()).split())


def test_the_small_print_claims_what_is_true_and_no_more() -> None:
    assert stamps.small_print(STAMP) == (
        "Digitally signed by Prof. Eleri Vaughan-Okonkwo on 19 May 2016 at 17:15 (this computer’s clock). "
        "Certificate 9B1F 09C4, issued by the Fenmarsh SCB board authority."
    )
    locking = stamps.small_print(replace(STAMP, locks=True))
    assert locking.endswith("Any later change will show.")
    assert not any(word in locking.lower() for word in NEVER_SAID)


def test_winter_time_is_winter_time() -> None:
    winter = replace(STAMP, signed_at=datetime(2016, 12, 19, 16, 15, tzinfo=UTC))
    assert "at 16:15" in stamps.small_print(winter)


def test_everything_is_on_the_stamp() -> None:
    seen = words_of(draw(replace(STAMP, acting_for="the Chair of the Board")))
    for said in (
        STAMP.heading,
        "Signed digitally",
        "Thursday 19 May 2016, 17:15",
        STAMP.name,
        "Independent Chair, Fenmarsh SCB",
        "Acting for the Chair of the Board",
        "this computer’s clock",
    ):
        assert said in seen


def test_the_stamp_is_as_large_as_its_field_and_has_only_embedded_letters() -> None:
    with pikepdf.open(BytesIO(draw(replace(STAMP, width=200, height=100)))) as pdf:
        assert [float(edge) for edge in pdf.pages[0].MediaBox.as_list()] == [0, 0, 200, 100]
        fonts = [pdf.pages[0].Resources.Font[key] for key in pdf.pages[0].Resources.Font.keys()]  # noqa: SIM118  # not a mapping
        assert fonts
        assert all("/FontFile2" in font.FontDescriptor for font in fonts)
        assert "/Annots" not in pdf.pages[0]


def test_the_same_stamp_is_the_same_bytes() -> None:
    assert draw(STAMP) == draw(STAMP)


def lowest_ink(pdf: bytes) -> int:
    """Rows of the ground alone below the last row that holds anything else, at two dots to the point."""
    picture = pypdfium2.PdfDocument(pdf)[0].render(scale=2).to_pil().convert("L")
    ground = picture.getpixel((2, picture.height - 2))
    empty = 0
    while all(
        picture.getpixel((x, picture.height - 1 - empty)) == ground for x in range(picture.width)
    ):
        empty += 1
    return empty


LONG = replace(
    STAMP,
    heading="2 of 2. Recorded by, for the partnership and all of its relevant agencies; locks this document",
    name="Moira Fairweather-Constantinopoulou-Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch",
    post="Business Manager and Head of the Partnership Business Unit",
    acting_for="the Independent Scrutineer and Chair of the Learning and Improvement Sub-Group",
    board_name="Cambridgeshire and Peterborough Safeguarding Children Partnership Board",
    locks=True,
)


@pytest.mark.parametrize("stamp", [STAMP, LONG], ids=["usual", "long"])
def test_nothing_runs_over_the_edge(stamp: Stamp) -> None:
    pdf = draw(stamp)
    assert lowest_ink(pdf) >= 6
    page = pypdfium2.PdfDocument(pdf)[0]
    text = page.get_textpage()
    boxes = [text.get_rect(number) for number in range(text.count_rects())]
    assert max(right for _, _, right, _ in boxes) <= stamp.width - 8
    assert min(left for left, _, _, _ in boxes) >= 8


def test_nothing_of_a_long_stamp_is_lost() -> None:
    seen = words_of(draw(LONG)).replace(" ", "")
    assert "Anylaterchangewillshow." in seen
    assert "ActingfortheIndependentScrutineer" in seen


@settings(max_examples=25, deadline=None)
@given(st.text(max_size=400), st.text(max_size=400))
def test_whatever_a_name_is_a_stamp_is_drawn(name: str, post: str) -> None:
    assert draw(replace(STAMP, name=name, post=post)).startswith(b"%PDF")
