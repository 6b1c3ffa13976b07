"""Paragraphs: lines, spaces at their ends, long words, typed bullets; text is never markup."""

from __future__ import annotations

from pathlib import Path

import pytest

from lif_desktop import settings
from lif_desktop.documents import house_style as house
from lif_desktop.documents.blocks import Field, FieldList, Prose
from lif_desktop.documents.press import Press
from lif_desktop.documents.tagging import Node
from lif_desktop.documents.typeface import Typeface
from lif_desktop.documents.typesetting import Words, joined
from lif_desktop.documents.wording import Line, Run, Tone, paragraphs, words
from tests.documents import papers, reading


@pytest.fixture
def press() -> Press:
    return Press(Typeface(settings.resources_folder() / "fonts"), house.PORTRAIT)


def _set(press: Press, text: str, measure: float) -> Words:
    paragraph = Words(press, words(text), house.BODY, Node("P", press.tagger.root))
    paragraph.wrap(measure, 1000)
    return paragraph


def _lines(paragraph: Words) -> list[str]:
    return ["".join(piece.text for piece in line) for line in paragraph._lines]


@pytest.mark.parametrize("measure", [40, 80, 200, 400])
def test_lines_together_are_the_text_letter_for_letter(press: Press, measure: float) -> None:
    text = "One agency,  and another; a.very-long.address@st-botolphs-hospital.example.org – <b>not bold</b>"
    paragraph = _set(press, text, measure)
    assert "".join(_lines(paragraph)).replace("\xa0", " ") == text


def test_no_line_is_wider_than_its_measure(press: Press) -> None:
    paragraph = _set(press, "unbroken" * 40 + " and short words after it", 100)
    for line in paragraph._lines:
        ink = [piece for piece in line if not piece.space]
        assert sum(piece.advance for piece in ink) <= 100


def test_a_space_that_ends_a_line_stays_with_it(press: Press) -> None:
    first, second, *_ = _lines(_set(press, "agency, and the next one along", 70))
    assert first.endswith(" ")
    assert not second.startswith(" ")


def test_both_halves_of_a_divided_paragraph_are_read_as_one(press: Press) -> None:
    paragraph = _set(press, "word " * 100, 150)
    upper, lower = paragraph.split(150, 10 * house.BODY.leading)
    assert upper._node is lower._node
    assert len(upper._lines) == 10
    assert _lines(upper) + _lines(lower) == _lines(paragraph)


@pytest.mark.parametrize("room", [0, 1])
def test_a_paragraph_never_leaves_one_line_behind(press: Press, room: int) -> None:
    assert _set(press, "word " * 100, 150).split(150, room * house.BODY.leading) == []


def test_a_paragraph_never_sends_one_line_on(press: Press) -> None:
    paragraph = _set(press, "word " * 100, 150)
    total = len(paragraph._lines)
    upper, lower = paragraph.split(150, (total - 1) * house.BODY.leading)
    assert len(lower._lines) == 2
    assert len(upper._lines) == total - 2


def test_a_paragraph_that_fits_is_not_divided(press: Press) -> None:
    paragraph = _set(press, "short", 150)
    assert paragraph.split(150, 100) == [paragraph]


def test_a_word_in_two_tones_is_not_parted(press: Press) -> None:
    line = Line(runs=(Run(text="aaa bb"), Run(text="bb", tone=Tone.STRONG), Run(text=" cc")))
    paragraph = Words(press, line, house.BODY, Node("P", press.tagger.root))
    paragraph.wrap(30, 1000)
    assert any("bbbb" in text for text in _lines(paragraph))


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("on 5 January 2016", "on 5\xa0January 2016"), ("Dr Ahn", "Dr\xa0Ahn"), ("Prof. Vaughan", "Prof.\xa0Vaughan"),
        ("present – not recorded", "present\xa0– not recorded"), ("15 children", "15 children"),
    ],
)  # fmt: skip
def test_what_belongs_together_stays_on_one_line(typed: str, kept: str) -> None:
    assert joined(typed) == kept


def test_words_of_two_lines_are_not_read_as_one(tmp_path: Path) -> None:
    text = "Each in turn relied on another agency, and none of them rang. " * 6
    spoken = reading.spoken(
        papers.rendered(papers.plan_of(Prose(lines=paragraphs(text)))), tmp_path
    )
    assert text.strip() in " ".join(spoken).replace("  ", " ")


@pytest.mark.parametrize(
    "typed",
    [
        "<b>children asleep upstairs, not seen</b>", "=HYPERLINK(1)", "-\t(I do not hold anything)", "& < > &amp;",
        "<font color=red>x</font>", "<a href='http://example.org'>y</a>", "<img src='/etc/passwd'/>", "<para>",
    ],
)  # fmt: skip
def test_typed_text_comes_out_as_text(typed: str, tmp_path: Path) -> None:
    field = Field(label="Typed", value=paragraphs(typed))
    spoken = reading.spoken(papers.rendered(papers.plan_of(FieldList(fields=(field,)))), tmp_path)
    assert " ".join(typed.split()) in " ".join(" ".join(spoken).split())


def test_bullets_that_people_typed_hang_and_stay_in_the_text(press: Press) -> None:
    line = words("•\t03/04/15\tpolice to address")
    paragraph = Words(press, line, house.BODY, Node("P", press.tagger.root), typed_marks=True)
    paragraph.wrap(400, 100)
    assert paragraph._lead[0].text == "•"
    assert _lines(paragraph) == ["03/04/15 police to address"]


def test_a_number_at_the_start_is_no_bullet(press: Press) -> None:
    line = words("5 children")
    paragraph = Words(press, line, house.BODY, Node("P", press.tagger.root), typed_marks=True)
    assert paragraph._lead == []
