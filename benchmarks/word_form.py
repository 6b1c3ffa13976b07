"""The same form as a text document for a word processor: headings, tables and paragraphs, every word of the plan."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import fields, is_dataclass
from xml.sax.saxutils import escape

from lif_desktop.documents import blocks
from lif_desktop.documents.plans import DocumentPlan
from lif_desktop.documents.wording import Line, Lines

_OPENING = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/" '
    'xmlns:meta="urn:oasis:names:tc:opendocument:xmlns:meta:1.0" office:version="1.3" '
    'office:mimetype="application/vnd.oasis.opendocument.text">'
)


def flat_text(plan: DocumentPlan) -> str:
    """A flat OpenDocument text with the words of a plan, in reading order."""
    return "".join(
        [
            _OPENING,
            f"<office:meta><dc:title>{escape(plan.title)}</dc:title></office:meta>",
            "<office:body><office:text>",
            _heading(plan.title, 1),
            *(_paragraph(words) for words in (plan.board, plan.marking, plan.reference)),
            *(_block(block) for block in plan.blocks),
            "</office:text></office:body></office:document>",
        ]
    )


def _block(block: object) -> str:
    match block:
        case blocks.Section():
            title = f"{block.letter} {block.title}".strip()
            return _heading(title, 2) + "".join(_block(each) for each in block.blocks)
        case blocks.Subhead():
            return _heading(block.text, 3)
        case blocks.FieldList() | blocks.FactBlock():
            return _table([[_paragraph(f.label), _lines(f.value)] for f in block.fields])
        case blocks.DataTable():
            heads = [_paragraph(column.heading) for column in block.columns]
            rows = [[_lines(cell.lines) for cell in row.cells] for row in block.rows]
            return _table([heads, *rows])
        case _:
            return "".join(_other(block))


def _other(value: object) -> Iterator[str]:
    """Whatever else it is: blocks within it as blocks, words as paragraphs."""
    if isinstance(value, Line):
        yield _paragraph(value.text())
    elif isinstance(value, str):
        yield _paragraph(value)
    elif isinstance(value, tuple):
        for each in value:
            yield _block(each)
    elif is_dataclass(value):
        for field in fields(value):
            yield from _other(getattr(value, field.name))


def _table(rows: Sequence[Sequence[str]]) -> str:
    width = max((len(row) for row in rows), default=0)
    if width == 0:
        return ""
    body = "".join(
        f"<table:table-row>{''.join(_cells(row, width))}</table:table-row>" for row in rows
    )
    return (
        f'<table:table><table:table-column table:number-columns-repeated="{width}"/>'
        f"{body}</table:table>{_paragraph('')}"
    )


def _cells(row: Sequence[str], width: int) -> Iterable[str]:
    for content in [*row, *[_paragraph("")] * (width - len(row))]:
        yield f"<table:table-cell>{content or _paragraph('')}</table:table-cell>"


def _lines(lines: Lines) -> str:
    return "".join(_paragraph(line.text()) for line in lines)


def _heading(words: str, level: int) -> str:
    return f'<text:h text:outline-level="{level}">{_typed(words)}</text:h>'


def _paragraph(words: str) -> str:
    return f"<text:p>{_typed(words)}</text:p>"


def _typed(words: str) -> str:
    """The words as text; what no XML file can hold is left out, since only the time matters here."""
    return escape("".join(sign for sign in words if sign.isprintable() or sign in "\t\n"))
