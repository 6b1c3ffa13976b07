"""Rows: where a table may be divided, what repeats, and what is read aloud once."""

from __future__ import annotations

from pathlib import Path

import pytest
from reportlab.platypus.flowables import Flowable

from lif_desktop import settings
from lif_desktop.documents import house_style as house
from lif_desktop.documents.blocks import (
    Cell,
    Column,
    DataTable,
    Field,
    FieldList,
    Row,
    RowKind,
)
from lif_desktop.documents.press import Press
from lif_desktop.documents.rows import Cell as SetCell
from lif_desktop.documents.rows import Row as SetRow
from lif_desktop.documents.rows import Rows
from lif_desktop.documents.tagging import Node
from lif_desktop.documents.typeface import Typeface
from lif_desktop.documents.typesetting import Words
from lif_desktop.documents.wording import paragraphs, words
from tests.documents import papers, reading


@pytest.fixture
def press() -> Press:
    return Press(Typeface(settings.resources_folder() / "fonts"), house.PORTRAIT)


def _text(press: Press, text: str) -> list[Flowable]:
    return [Words(press, words(text), house.VALUE, Node("P", press.tagger.root))]


def _row(press: Press, text: str = "x", *, group: bool = False, divisible: bool = False) -> SetRow:
    cells = [SetCell(_text(press, text))]
    return SetRow(cells, above=0, below=0, stays_with_next=group, divisible=divisible)


LINE = house.VALUE.leading


def _heights(parts: list[Flowable]) -> list[int]:
    return [len(part._rows) for part in parts]


def test_rows_are_divided_where_the_page_ends(press: Press) -> None:
    rows = Rows(press, [200], [_row(press) for _ in range(10)])
    assert _heights(rows.split(200, LINE * 4)) == [4, 6]


def test_the_last_two_rows_stay_together(press: Press) -> None:
    rows = Rows(press, [200], [_row(press) for _ in range(5)], in_company=True)
    assert _heights(rows.split(200, LINE * 4)) == [3, 2]


def test_the_first_row_is_not_left_alone_under_its_head(press: Press) -> None:
    rows = Rows(press, [200], [_row(press) for _ in range(5)], head=[_row(press)], in_company=True)
    assert rows.split(200, LINE * 2) == []


def test_a_group_row_goes_with_the_row_after_it(press: Press) -> None:
    plain = [_row(press), _row(press), _row(press, group=True), _row(press), _row(press)]
    rows = Rows(press, [200], plain)
    assert _heights(rows.split(200, LINE * 3)) == [2, 3]


def test_a_group_row_at_the_foot_of_a_full_page_goes_too(press: Press) -> None:
    count = int(press.page_height / LINE)
    rows = [_row(press) for _ in range(count - 1)]
    rows += [_row(press, group=True), _row(press), _row(press)]
    assert _heights(Rows(press, [200], rows).split(200, press.page_height)) == [count - 1, 3]


def test_what_fits_is_not_divided(press: Press) -> None:
    rows = Rows(press, [200], [_row(press)])
    assert rows.split(200, 500) == [rows]


def test_a_row_that_is_divisible_is_cut_inside(press: Press) -> None:
    row = _row(press, "word " * 400, divisible=True)
    upper, lower = Rows(press, [200], [row]).split(200, LINE * 20)
    assert upper.wrap(200, 1000)[1] <= LINE * 20
    assert lower.wrap(200, 5000)[1] > 0


def test_a_short_row_moves_whole_though_it_could_be_divided(press: Press) -> None:
    row = _row(press, "word " * 40, divisible=True)
    assert Rows(press, [200], [row]).split(200, LINE * 4) == []


def test_a_row_that_is_not_is_moved_whole(press: Press) -> None:
    row = _row(press, "word " * 100)
    assert Rows(press, [200], [row]).split(200, LINE * 5) == []


def test_a_row_taller_than_a_page_is_cut_all_the_same(press: Press) -> None:
    row = _row(press, "word " * 3000)
    upper, lower = Rows(press, [200], [row]).split(200, press.page_height)
    assert upper.wrap(200, 1000)[1] <= press.page_height
    assert lower.wrap(200, 90000)[1] > press.page_height


def test_a_label_alone_is_not_left_behind(press: Press) -> None:
    cells = [SetCell(_text(press, "Label")), SetCell(_text(press, "word " * 60), column=1)]
    row = SetRow(cells, above=0, below=0, divisible=True)
    assert Rows(press, [100, 100], [row]).split(200, LINE * 1.5) == []


def _long_table(rows: int) -> DataTable:
    return DataTable(
        columns=(Column(heading="Name of it", width=40), Column(heading="What", width=126)),
        rows=tuple(
            Row(cells=(Cell(lines=(words(f"Row {number}"),)), Cell(lines=(words("said"),))))
            for number in range(rows)
        ),
        caption="A long table",
    )


def test_a_head_is_printed_on_each_page_and_read_once(tmp_path: Path) -> None:
    content = papers.rendered(papers.plan_of(_long_table(90)))
    pages = reading.page_texts(content)
    assert len(pages) > 2
    assert all("Name of it" in text for text in pages)
    assert sum(text.strip() == "Name of it" for text in reading.spoken(content, tmp_path)) == 1


def test_a_table_over_pages_is_one_table(tmp_path: Path) -> None:
    with reading.opened(papers.rendered(papers.plan_of(_long_table(90)))) as pdf:
        assert reading.roles(pdf).count("Table") == 1
        assert reading.roles(pdf).count("TR") == 91


def test_a_table_without_rows_says_so() -> None:
    content = papers.rendered(papers.plan_of(_long_table(0)))
    assert "None recorded." in reading.page_texts(content)[0]


def test_a_group_row_heads_the_whole_row() -> None:
    group = Row(cells=(Cell(lines=(words("Group"),)),), kind=RowKind.GROUP)
    plain = _long_table(3)
    table = DataTable(columns=plain.columns, rows=(group, *plain.rows), indented=True)
    with reading.opened(papers.rendered(papers.plan_of(table))) as pdf:
        head = reading.elements_of(pdf, "TH")[2]
        assert (str(head.A.Scope), int(head.A.ColSpan)) == ("/Row", 2)


def test_a_long_answer_runs_over_pages_and_its_label_is_printed_once() -> None:
    text = "\n".join(f"Paragraph {number}. " + "and so on " * 60 for number in range(12))
    fields = (Field(label="Long label", value=paragraphs(text)),)
    pages = reading.page_texts(papers.rendered(papers.plan_of(FieldList(fields=fields))))
    assert len(pages) > 1
    assert sum(page.count("Long label") for page in pages) == 1
    assert all(f"Paragraph {number}." in " ".join(pages) for number in range(12))
