"""A spreadsheet holds what was typed, as text, number or date, and never a formula."""

from __future__ import annotations

import io
import json
from datetime import date, datetime
from pathlib import Path

import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from lif_desktop.documents.sheets import SheetColumn, Value, sheet

NAUGHTY = Path(__file__).parents[1] / "data" / "hostile" / "blns.json"
ONE = (SheetColumn(head="Words", width=20),)


def _page(content: bytes) -> Worksheet:
    page = load_workbook(io.BytesIO(content)).active
    assert isinstance(page, Worksheet)
    return page


def _only_cell(value: Value) -> object:
    return _page(sheet("Words", ONE, [(value,)])).cell(2, 1).value


@pytest.mark.parametrize(
    "words", ["=1+1", "+1", "-1", "@SUM(A1)", "\tx", '=HYPERLINK("x")', "<b>bold</b>", "Łukasz"]
)
def test_words_stay_words(words: str) -> None:
    page = _page(sheet("Words", ONE, [(words,)]))
    assert page.cell(2, 1).value == words
    assert page.cell(2, 1).data_type != "f"


def test_naughty_strings_come_back_or_are_marked() -> None:
    strings: list[str] = json.loads(NAUGHTY.read_text(encoding="utf-8"))
    page = _page(sheet("Words", ONE, [(each,) for each in strings if each]))
    for at, words in enumerate([each for each in strings if each], start=2):
        found = page.cell(at, 1).value
        assert found is not None
        if "\ufffd" not in str(found):
            assert str(found).replace("\r", "") == words.replace("\r", "")


def test_dates_and_numbers_keep_their_type() -> None:
    assert _only_cell(date(2018, 3, 28)) == datetime(2018, 3, 28)  # noqa: DTZ001  # a spreadsheet has no zones
    assert _only_cell(76) == 76
    assert _only_cell(None) is None


def test_head_stays_and_says_what_the_sheet_is() -> None:
    page = _page(sheet("Action tracker", ONE, [("a",), ("b",)], about=["One", "Two"]))
    assert [page.cell(row, 1).value for row in range(1, 6)] == ["One", "Two", "Words", "a", "b"]
    assert page.freeze_panes == "A4"
    assert page.auto_filter.ref == "A3:A5"


def test_sheet_without_rows_is_whole() -> None:
    assert _page(sheet("Empty", ONE, [])).max_row == 1
