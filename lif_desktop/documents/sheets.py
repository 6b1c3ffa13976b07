"""How does the action tracker leave as a spreadsheet? Typed dates, ratings as words, text that stays text.

A spreadsheet reads a leading =, +, - or @ as a formula. Here such text is written as text, with the mark
that tells the program so, letter for letter.

Source: catalogue row E55 (trackers in spreadsheets); architecture decision: one formula guard for each sink.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from datetime import date
from io import BytesIO

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.cell.cell import TYPE_STRING
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from lif_desktop.documents.action_documents import Tracker, flags
from lif_desktop.domain.actions import STATUS_LABELS, Action, slippage_days
from lif_desktop.domain.timelines import due_words
from lif_desktop.domain.vocabulary import RAG_LABELS, long_date

Value = str | int | date | None

_HEADINGS: Sequence[tuple[str, float]] = (
    ("Ref", 8), ("Recommendation no.", 10), ("Recommendation", 40), ("Action", 48), ("Agency", 22),
    ("Lead", 22), ("Tier", 6), ("Measure", 28), ("First due", 12), ("Due now", 12), ("Days slipped", 9),
    ("Times re-dated", 9), ("Rating", 11), ("Position", 24), ("Status", 20), ("Closed on", 12),
    ("Evidence expected", 28), ("Evidence", 36), ("Evidence tested by", 20), ("Impact", 28),
    ("Impact check due", 12), ("Theme", 18), ("Recurs from", 22), ("Flags", 24), ("Notes", 36),
)  # fmt: skip
"""Heading of each column, and its width in letters."""
_GUARDED = ("=", "+", "-", "@", "\t", "\r")
_LONGEST = 32_767
"""Letters that a cell of a spreadsheet can hold."""
_TITLE_ROWS = 3


def action_tracker(tracker: Tracker, *, title: str, agency: str = "") -> bytes:
    """The tracker as an XLSX file.

    Args:
        tracker: the actions and the day they are rated on.
        title: first line of the sheet, for example Action plan: Child N.
        agency: only this agency's actions; empty for all.
    """
    book = Workbook()
    sheet = book.active if isinstance(book.active, Worksheet) else book.create_sheet()
    sheet.title = "Actions"
    chosen = [each for each in tracker.actions if not agency or each.agency == agency]
    said = f"Position at {long_date(tracker.on)}" + (
        f". Only actions of {agency}" if agency else ""
    )
    write_text(_cell(sheet, row=1, column=1), title)
    _cell(sheet, row=1, column=1).font = Font(bold=True, size=14)
    write_text(_cell(sheet, row=2, column=1), said)
    for column, (heading, width) in enumerate(_HEADINGS, start=1):
        cell = _cell(sheet, row=_TITLE_ROWS, column=column)
        write_text(cell, heading)
        cell.font = Font(bold=True)
        cell.alignment = Alignment(wrap_text=True, vertical="bottom")
        sheet.column_dimensions[get_column_letter(column)].width = width
    for row, action in enumerate(chosen, start=_TITLE_ROWS + 1):
        for column, value in enumerate(_values(tracker, action), start=1):
            _write(_cell(sheet, row=row, column=column), value)
    last = f"{get_column_letter(len(_HEADINGS))}{_TITLE_ROWS + len(chosen)}"
    sheet.auto_filter.ref = f"A{_TITLE_ROWS}:{last}"
    sheet.freeze_panes = f"B{_TITLE_ROWS + 1}"
    book.properties.title = _fit(title)
    book.properties.creator = "LIF Desktop"
    target = BytesIO()
    book.save(target)
    return target.getvalue()


def write_text(cell: Cell, text: str) -> None:
    """Write a text so that no spreadsheet program takes it for a formula, letter for letter."""
    kept = _fit(text)
    cell.value = kept
    cell.data_type = TYPE_STRING
    if kept.startswith(_GUARDED):
        cell.quotePrefix = True
    cell.alignment = Alignment(wrap_text=True, vertical="top")


def _cell(sheet: Worksheet, *, row: int, column: int) -> Cell:
    cell = sheet.cell(row=row, column=column)
    if not isinstance(cell, Cell):
        raise TypeError(cell.coordinate)
    return cell


def _write(cell: Cell, value: Value) -> None:
    if isinstance(value, str) and value:
        write_text(cell, value)
        return
    cell.value = None if value == "" else value
    cell.alignment = Alignment(vertical="top")
    if isinstance(value, date):
        cell.number_format = "dd/mm/yyyy"


def _values(tracker: Tracker, action: Action) -> tuple[Value, ...]:
    position = (
        "Complete" if action.closed_on else due_words(action.due_on, tracker.on, tracker.holidays)
    )
    return (
        action.reference,
        action.recommendation_number,
        action.recommendation,
        action.action,
        action.agency,
        action.lead,
        action.tier,
        action.measure,
        action.original_due_on,
        action.due_on,
        slippage_days(action),
        tracker.times_redated(action),
        RAG_LABELS[tracker.rag(action)],
        position[:1].upper() + position[1:],
        STATUS_LABELS[action.status],
        action.closed_on,
        action.evidence_expected,
        action.evidence,
        action.evidence_tested_by,
        action.impact,
        action.impact_check_due_on,
        action.theme,
        action.recurs_from,
        "; ".join(flags(action)),
        action.notes,
    )


def _fit(text: str) -> str:
    """The text without letters that the file format cannot hold, and no longer than a cell may be."""
    kept = "".join(letter if _is_writable(letter) else "\ufffd" for letter in text)
    return kept[:_LONGEST]


def _is_writable(letter: str) -> bool:
    return letter in "\t\n\r" or unicodedata.category(letter) not in {"Cc", "Cs"}
