"""Which figures leave as a spreadsheet? The action tracker, typed and safe to open.

A text that begins like a formula stays text: the cell is stored as a string and shown as typed.
Characters that a spreadsheet cannot hold are replaced by the mark for an unknown character.

Source: catalogue rows A06, A66, E59; domain notes 6 (files).
"""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import cast

from openpyxl import Workbook
from openpyxl.cell.cell import Cell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

_UNFIT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_LONGEST = 32_767
"""Characters a cell can hold."""
_DATE_FORMAT = "d mmm yyyy"

Value = str | int | date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetColumn:
    """One column: its head and its width in characters."""

    head: str
    width: int


def sheet(
    title: str,
    columns: Sequence[SheetColumn],
    rows: Sequence[Sequence[Value]],
    *,
    about: Sequence[str] = (),
) -> bytes:
    """A workbook with one sheet: a few lines that say what it is, a head that stays, the rows.

    Args:
        title: of the sheet, and of the workbook.
        columns: heads and widths.
        rows: one value for each column; dates are stored as dates, None leaves a cell empty.
        about: lines above the head, for example the day the figures stand for.

    Returns:
        The bytes of an XLSX file, without macros, links or formulas.
    """
    book = Workbook()
    book.properties.title = title
    book.properties.creator = "LIF Desktop"
    page = book.active
    if not isinstance(page, Worksheet):
        page = book.create_sheet()
    page.title = re.sub(r"[\[\]:*?/\\]", " ", title)[:31]
    for down, line in enumerate(about, start=1):
        _fill(_cell(page, down, 1), line)
        _cell(page, down, 1).alignment = Alignment(wrap_text=False)
    head_row = len(about) + 1
    for at, column in enumerate(columns, start=1):
        head = _cell(page, head_row, at)
        _fill(head, column.head)
        head.font = Font(bold=True)
        page.column_dimensions[get_column_letter(at)].width = column.width
    for down, row in enumerate(rows, start=head_row + 1):
        for at, value in enumerate(row, start=1):
            _fill(_cell(page, down, at), value)
    page.freeze_panes = page.cell(head_row + 1, 1)
    last = get_column_letter(len(columns))
    page.auto_filter.ref = f"A{head_row}:{last}{head_row + len(rows)}"
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def _cell(page: Worksheet, down: int, at: int) -> Cell:
    return cast("Cell", page.cell(down, at))  # never a merged cell: this sheet merges none


def _fill(cell: Cell, value: Value) -> None:
    cell.alignment = Alignment(vertical="top", wrap_text=True)
    if isinstance(value, str):
        cell.value = _UNFIT.sub("\ufffd", value)[:_LONGEST]
        cell.data_type = "s"  # never a formula, whatever it begins with
    else:
        cell.value = value
        if isinstance(value, date):
            cell.number_format = _DATE_FORMAT
