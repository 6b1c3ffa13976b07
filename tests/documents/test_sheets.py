"""The tracker as a spreadsheet: typed dates, ratings as words, and text that stays text."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from io import BytesIO
from zipfile import ZipFile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some
from openpyxl import Workbook, load_workbook
from openpyxl.cell import Cell
from openpyxl.worksheet.worksheet import Worksheet

from lif_desktop.documents import sheets
from lif_desktop.documents.action_documents import Tracker
from tests.documents import papers


def _sheet(content: bytes) -> Worksheet:
    sheet = load_workbook(BytesIO(content)).active
    assert isinstance(sheet, Worksheet)
    return sheet


def _column(sheet: Worksheet, heading: str) -> list[object]:
    headings = [cell.value for cell in sheet[3]]
    column = headings.index(heading) + 1
    return [sheet.cell(row=row, column=column).value for row in range(4, sheet.max_row + 1)]


def _with_text(text: str) -> Tracker:
    tracker = papers.tracker("case-a")
    return replace(tracker, actions=(replace(tracker.actions[0], action=text, notes=text),))


def test_every_action_has_a_row_with_rating_and_typed_dates() -> None:
    tracker = papers.tracker("case-a")
    sheet = _sheet(sheets.action_tracker(tracker, title="Action plan: Child N"))
    assert _column(sheet, "Ref") == [action.reference for action in tracker.actions]
    ratings = _column(sheet, "Rating")
    assert {rating: ratings.count(rating) for rating in set(ratings)} == {
        "Complete": 5, "Green": 2, "Amber": 3, "Red": 4,
    }  # fmt: skip
    due = _column(sheet, "Due now")
    assert all(isinstance(day, datetime) for day in due)
    assert due[0] == datetime(2017, 10, 31)  # noqa: DTZ001  # a spreadsheet's date has no zone


def test_only_one_agencys_actions_can_leave() -> None:
    tracker = papers.tracker("case-a")
    sheet = _sheet(sheets.action_tracker(tracker, title="Plan", agency="Community Trust"))
    assert set(_column(sheet, "Agency")) == {"Community Trust"}
    assert len(_column(sheet, "Ref")) == 4
    assert "Only actions of Community Trust" in str(sheet["A2"].value)


def test_heads_stay_in_sight_and_rows_can_be_filtered() -> None:
    sheet = _sheet(sheets.action_tracker(papers.tracker("case-a"), title="Plan"))
    assert sheet.freeze_panes == "B4"
    assert sheet.auto_filter.ref == "A3:Y17"


def test_a_plan_without_actions_is_a_sheet_with_heads() -> None:
    sheet = _sheet(sheets.action_tracker(Tracker(actions=(), on=date(2018, 3, 16)), title="Plan"))
    assert sheet.max_row == 3


@pytest.mark.parametrize(
    "typed", ["=1+1", "+44 1632", "-\tnot held", "@cmd", "\t=1", "\r=1", "=HYPERLINK(\"x\")", "<b>&amp;</b>"]
)  # fmt: skip
def test_typed_text_is_never_a_formula(typed: str) -> None:
    content = sheets.action_tracker(_with_text(typed), title=typed)
    cell = _sheet(content)["D4"]
    assert isinstance(cell, Cell)
    assert cell.data_type == "s"
    assert str(cell.value).replace("\r", "\n") == typed.replace("\r", "\n")
    with ZipFile(BytesIO(content)) as parts:
        assert b"<f>" not in parts.read("xl/worksheets/sheet1.xml")


def test_the_mark_that_says_text_is_set_only_where_it_is_needed() -> None:
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    guarded, plain = sheet["A1"], sheet["A2"]
    assert isinstance(guarded, Cell)
    assert isinstance(plain, Cell)
    sheets.write_text(guarded, "=1")
    sheets.write_text(plain, "one")
    assert bool(guarded.quotePrefix)
    assert not bool(plain.quotePrefix)


@settings(max_examples=60, deadline=None)
@given(some.text(min_size=1, max_size=60))
def test_any_text_can_be_written_and_is_text(typed: str) -> None:
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    cell = sheet["A1"]
    assert isinstance(cell, Cell)
    sheets.write_text(cell, typed)
    target = BytesIO()
    book.save(target)
    assert _sheet(target.getvalue())["A1"].data_type in {"s", "inlineStr"}


def test_a_text_longer_than_a_cell_is_cut_to_what_it_holds() -> None:
    cell = _sheet(sheets.action_tracker(_with_text("x" * 40_000), title="Plan"))["D4"]
    assert len(str(cell.value)) == 32_767


def test_flags_say_what_a_reader_should_not_overlook() -> None:
    sheet = _sheet(sheets.action_tracker(papers.tracker("case-a"), title="Plan"))
    flags = dict(zip(_column(sheet, "Ref"), _column(sheet, "Flags"), strict=True))
    assert flags["N5.1"] == "Activity only; Owner's word only"
    assert flags["N7.1"] == "Recurring"
