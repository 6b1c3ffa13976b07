"""How does each block of a plan stand on the page? One function for each kind of block."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

from reportlab.platypus.doctemplate import PageBreak
from reportlab.platypus.flowables import CondPageBreak, Flowable, KeepTogether, Spacer

from lif_desktop.documents import charts, field_layout, headings, table_layout
from lif_desktop.documents import house_style as house
from lif_desktop.documents.artwork import Artwork, Drawing
from lif_desktop.documents.blocks import (
    Block,
    Bullets,
    Columns,
    Contents,
    DataTable,
    FactBlock,
    FieldList,
    Gap,
    GridTable,
    Legend,
    NumberedPart,
    NumberedParts,
    PageEnd,
    Pairs,
    Panel,
    Prose,
    Quotation,
    Section,
    Setting,
    Signatures,
    Subhead,
    Together,
    TrackingBlock,
)
from lif_desktop.documents.field_layout import Place
from lif_desktop.documents.figures import (
    ClockFigure,
    CountBars,
    RulePanel,
    TallyFigure,
    TotalsStrip,
)
from lif_desktop.documents.house_style import MM, TextStyle
from lif_desktop.documents.rows import HAIR, STRONG, Cell, Row, Rows
from lif_desktop.documents.rule_panel import rule_panel
from lif_desktop.documents.signature_panels import signatures
from lif_desktop.documents.tagging import Node
from lif_desktop.documents.typesetting import Words
from lif_desktop.documents.wording import Line, Tone, words

HEADING_ROOM = 52 * MM
"""A heading with less than this below it moves to the next page."""
_SETTINGS = {
    Setting.LEAD: house.LEAD,
    Setting.LETTER: house.LETTER,
    Setting.BODY: house.BODY,
    Setting.NOTE: house.NOTE,
}


def stack(place: Place, blocks: Sequence[Block]) -> list[Flowable]:
    """All blocks in reading order."""
    found: list[Flowable] = []
    for block in blocks:
        found.extend(_LAYOUTS[type(block)](place, block))
    return found


def _section(place: Place, block: Section) -> list[Flowable]:
    node = Node("Sect", place.node, title=f"{block.letter}  {block.title}".strip())
    inner = place.inside(node)
    room = headings.SUBHEAD_ROOM if block.quiet else HEADING_ROOM
    opening: list[Flowable] = [PageBreak()] if block.new_page else [CondPageBreak(room)]
    if place.in_cell:
        opening = []
    return [*opening, *headings.heading(inner, block), *stack(inner, block.blocks)]


def _prose(place: Place, block: Prose) -> list[Flowable]:
    style = _SETTINGS[block.setting]
    found = field_layout.paragraph_stack(place, block.lines, style)
    for each in found:
        each.spaceAfter = style.leading * 0.28
    return found


def bullets(place: Place, block: Bullets, style: TextStyle = house.LETTER) -> list[Flowable]:
    """A list of points with hanging bullets."""
    listed = Node("L", place.node, numbering="Disc")
    bullet = words("•", Tone.PLAIN)
    found = []
    for number, item in enumerate(block.items):
        node = Node("LBody", Node("LI", listed))
        each = Words(place.press, item, style, node, lead=bullet, indent=13)
        each.spaceBefore = 2.5 if number else 0
        found.append(each)
    return found


def _quotation(place: Place, block: Quotation) -> list[Flowable]:
    """Someone's words beside a grey bar, in full, however long."""
    quote = place.inside(Node("BlockQuote", place.node))
    content = field_layout.paragraph_stack(quote, block.lines, house.QUOTE)
    if block.source:
        source = Words(place.press, words(block.source), house.NOTE, Node("P", quote.node))
        source.spaceBefore = 3
        content.append(source)
    row = Row(
        [Cell(content, left=4.2 * MM, right=3 * MM)],
        above=5, below=5, rules=(), bar=house.MID, divisible=True,
    )  # fmt: skip
    return [Rows(place.press, [place.width], [row], space_before=1 * MM, space_after=3 * MM)]


def _panel(place: Place, block: Panel) -> list[Flowable]:
    """A tint with a bar: label, statement, and what belongs to it."""
    inner = place.inside(Node("Div", place.node))
    style = house.QUOTED_STATEMENT if block.quoted else house.STATEMENT
    content: list[Flowable] = []
    if block.label:
        content.append(Words(place.press, words(block.label), house.LABEL, Node("P", inner.node)))
    if block.statement:
        content.append(Words(place.press, words(block.statement), style, Node("P", inner.node)))
    for line in block.lines:
        each = Words(place.press, line, house.BODY, Node("P", inner.node), typed_marks=True)
        each.spaceBefore = 1.5
        content.append(each)
    row = Row(
        [Cell(content, left=4.2 * MM, right=4 * MM)],
        above=8.5, below=8.5, rules=(), tint=house.TINT, bar=house.ACCENT, divisible=True,
    )  # fmt: skip
    return [Rows(place.press, [place.width], [row], space_before=3 * MM, space_after=4 * MM)]


def _columns(place: Place, block: Columns) -> list[Flowable]:
    """Two columns; each is read whole, left first."""
    left, right = block.left_width * MM, block.right_width * MM
    gap = place.width - left - right
    cells = [
        Cell(stack(place.inside(Node("Div", place.node), left), block.left)),
        Cell(stack(place.inside(Node("Div", place.node), right), block.right), column=2),
    ]
    row = Row(cells, above=0, below=0, rules=(), divisible=True)
    return [Rows(place.press, [left, gap, right], [row])]


def _numbered_parts(place: Place, block: NumberedParts) -> list[Flowable]:
    """Number and heading left, answer right, a hair rule between."""
    rows = [
        _numbered_row(place, part, first=number == 0, last=number == len(block.parts) - 1)
        for number, part in enumerate(block.parts)
    ]
    return [Rows(place.press, [46 * MM, place.width - 46 * MM], rows, space_before=5 * MM)]


def _numbered_row(place: Place, part: NumberedPart, *, first: bool, last: bool) -> Row:
    section = place.inside(Node("Sect", place.node, title=f"{part.number}  {part.heading}"))
    style = TextStyle(house.SUBHEAD.face, 11, 15.5)
    number = Line(runs=words(part.number).runs)
    heading = Words(
        place.press, words(part.heading), style, Node("H2", section.node),
        lead=number, indent=7 * MM, lead_colour=house.ACCENT,
    )  # fmt: skip
    answer = stack(section.inside(section.node, place.width - 46 * MM), part.blocks)
    for each in answer[1:]:
        each.spaceBefore = max(each.getSpaceBefore(), 3)
    cells = [Cell([heading], right=4 * MM), Cell(answer, column=1)]
    rules = () if last else (HAIR,)
    return Row(
        cells,
        above=6,
        below=7.5,
        rules=rules,
        top_rules=(STRONG,) if first else (),
        divisible=True,
    )


def _together(place: Place, block: Together) -> list[Flowable]:
    return [KeepTogether(stack(place, block.blocks))]


def _gap(_place: Place, block: Gap) -> list[Flowable]:
    return [Spacer(1, block.height * MM)]


def _page_end(_place: Place, _block: PageEnd) -> list[Flowable]:
    return [PageBreak()]


def _clocks(place: Place, block: ClockFigure) -> list[Flowable]:
    return _picture(
        place, block.alt, partial(charts.draw_clocks, figure=block), charts.clock_height(block)
    )


def _tally(place: Place, block: TallyFigure) -> list[Flowable]:
    height = charts.tally_height(block, place.width)
    return _picture(place, block.alt, partial(charts.draw_tally, figure=block), height)


def _counts(place: Place, block: CountBars) -> list[Flowable]:
    return _picture(
        place, block.alt, partial(charts.draw_counts, figure=block), charts.count_height(block)
    )


def _totals(place: Place, block: TotalsStrip) -> list[Flowable]:
    return _picture(
        place, block.alt, partial(charts.draw_totals, figure=block), charts.TOTALS_HEIGHT
    )


def _picture(place: Place, alt: str, drawing: Drawing, height: float) -> list[Flowable]:
    art = Artwork(place.press, place.width, height, drawing, Node("Figure", place.node, alt=alt))
    art.spaceBefore = 2 * MM
    art.spaceAfter = 2 * MM
    return [art]


_LAYOUTS: Mapping[type, Callable[[Place, Any], list[Flowable]]] = {
    Section: _section,
    Together: _together,
    Columns: _columns,
    NumberedParts: _numbered_parts,
    Signatures: signatures,
    Gap: _gap,
    PageEnd: _page_end,
    Contents: headings.contents,
    FieldList: field_layout.field_list,
    FactBlock: field_layout.fact_block,
    TrackingBlock: field_layout.tracking_block,
    Pairs: field_layout.pairs,
    DataTable: table_layout.data_table,
    GridTable: table_layout.grid_table,
    Legend: table_layout.legend,
    ClockFigure: _clocks,
    TallyFigure: _tally,
    CountBars: _counts,
    TotalsStrip: _totals,
    RulePanel: rule_panel,
    Prose: _prose,
    Bullets: bullets,
    Subhead: headings.subhead,
    Quotation: _quotation,
    Panel: _panel,
}
"""Kind of block to the function that lays it out; a test holds it against the Block union."""
