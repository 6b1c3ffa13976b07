"""How do tables and the decision grid stand on the page?

Rules run across only; no zebra, no boxes. Heads repeat on each page and are read aloud once.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from itertools import accumulate

from reportlab.lib.colors import Color
from reportlab.platypus.flowables import Flowable

from lif_desktop.documents import blocks, charts, shapes
from lif_desktop.documents import house_style as house
from lif_desktop.documents.artwork import Artwork, Easel
from lif_desktop.documents.blocks import (
    DataTable,
    GridRow,
    GridTable,
    Legend,
    RowKind,
    View,
    Voice,
)
from lif_desktop.documents.field_layout import Place, paragraph_stack
from lif_desktop.documents.house_style import MM, TextStyle
from lif_desktop.documents.rows import HAIR, STRONG, Cell, Row, Rows, Rule
from lif_desktop.documents.tagging import Node
from lif_desktop.documents.typesetting import Words
from lif_desktop.documents.wording import Line, Mark, words

VOICE_WIDTH = 16.2 * MM
_CONSENSUS_WIDTH = 24 * MM
_BREAK_WIDTH = 4 * MM
_GAP = 3 * MM
_INDENT = 2.2 * MM


def data_table(place: Place, block: DataTable) -> list[Flowable]:
    """Rows under headings."""
    if not block.rows:
        return paragraph_stack(place, (words(block.empty),), house.VALUE)
    dense = block.dense or len(block.columns) > 4
    table = place.inside(Node("Table", place.node, title=block.caption))
    indent = _INDENT if block.indented else 0
    head = _head_row(table, block, house.DENSE_HEAD if dense else house.TABLE_HEAD, indent)
    style = house.DENSE_CELL if dense else house.TABLE_CELL
    widths = _scaled([column.width * MM for column in block.columns], place.width)
    rows = [_body_row(table, row, style, indent, widths, block) for row in block.rows]
    return [
        Rows(
            place.press,
            widths,
            rows,
            head=[head],
            in_company=True,
            space_before=4,
            space_after=3 * MM,
        )
    ]


def _scaled(widths: Sequence[float], total: float) -> list[float]:
    """The widths in their proportions, filling the text width."""
    factor = total / sum(widths)
    return [width * factor for width in widths]


def _head_row(table: Place, block: DataTable, style: TextStyle, indent: float) -> Row:
    line = Node("TR", table.node)
    cells = []
    for number, column in enumerate(block.columns):
        node = Node("TH", line, scope="Column")
        heading = Words(table.press, words(column.heading), style, node, once=True)
        cells.append(
            Cell([heading], column=number, right=_GAP, left=indent if number == 0 else 0, low=True)
        )
    return Row(cells, above=2, below=4, rules=(STRONG,))


def _body_row(
    table: Place,
    row: blocks.Row,
    style: TextStyle,
    indent: float,
    widths: Sequence[float],
    block: DataTable,
) -> Row:
    line = Node("TR", table.node)
    if row.kind is RowKind.GROUP:
        return _group_row(table, row, line, len(block.columns))
    cells = []
    for number, cell in enumerate(row.cells):
        node = Node("TH", line, scope="Row") if number == 0 else Node("TD", line)
        stack = _cell_stack(table.inside(node, widths[number] - _GAP), cell, style)
        cells.append(
            Cell(stack, column=number, right=_GAP, left=indent if number == 0 else 0)
        )  # fmt: skip
    tint = house.TINT_2 if row.kind is RowKind.TINTED else None
    rules = (STRONG,) if row.kind is RowKind.LAST_OF_PART else (HAIR,)
    above, below = (3.5, 4.2) if style is house.DENSE_CELL else (4, 5)
    return Row(cells, above=above, below=below, tint=tint, rules=rules, divisible=block.narrative)


def _group_row(table: Place, row: blocks.Row, line: Node, columns: int) -> Row:
    node = Node("TH", line, scope="Row", span=columns)
    stack = paragraph_stack(table.inside(node), row.cells[0].lines, house.TABLE_HEAD, role="P")
    cell = Cell(stack, span=columns, left=_INDENT, right=_GAP)
    return Row([cell], above=4, below=4.6, tint=house.TINT, stays_with_next=True)


def _cell_stack(place: Place, cell: blocks.Cell, style: TextStyle) -> list[Flowable]:
    if len(cell.lines) == 1 and not cell.slip:
        return [Words(place.press, cell.lines[0], style, place.node)]
    stack: list[Flowable] = [
        Words(place.press, line, style, Node("P", place.node)) for line in cell.lines
    ]
    if cell.slip:
        stack.append(_slip(place, cell, style))
    return stack


def _slip(place: Place, cell: blocks.Cell, style: TextStyle) -> Rows:
    """The drawing of a moved date, and its words beside it."""
    length = max(min(cell.slip_days * 0.1, 10.0), 2.0) * MM + 6
    drawing = partial(_draw_slip, days=cell.slip_days)
    picture = Artwork(place.press, length, style.leading, drawing, None)
    said = Words(place.press, words(cell.slip), style, Node("P", place.node))
    row = Row([Cell([picture]), Cell([said], column=1)], above=1, below=0, rules=())
    slip = Rows(place.press, [length + 1, place.width - length - 1], [row])
    slip.spaceBefore = 0
    return slip


def _draw_slip(easel: Easel, *, days: int) -> None:
    charts.draw_slip(easel, days)


def grid_table(place: Place, block: GridTable) -> list[Flowable]:
    """Criteria down, members across, invitees apart, consensus on a tint."""
    widths = _grid_widths(place.width, block)
    table = place.inside(Node("Table", place.node, title=block.part or "Views on each criterion"))
    head = [_grid_groups(table, block), _grid_head(table, block)]
    rows = [_grid_row(table, block, row) for row in block.rows]
    return [Rows(place.press, widths, rows, head=head, in_company=True)]


def _grid_widths(total: float, block: GridTable) -> list[float]:
    voices = [VOICE_WIDTH] * len(block.members)
    if block.invited:
        voices += [_BREAK_WIDTH] + [VOICE_WIDTH] * len(block.invited)
    rest = total - sum(voices) - _CONSENSUS_WIDTH
    return [rest * 0.48, rest * 0.52, *voices, _CONSENSUS_WIDTH]


def _segments(block: GridTable, colour: Color, weight: float) -> tuple[Rule, ...]:
    """A line across the grid, broken between members and invitees."""
    if not block.invited:
        return (Rule(colour, weight),)
    middle = 1 + len(block.members)
    return Rule(colour, weight, 0, middle), Rule(colour, weight, middle + 2)


def _grid_groups(table: Place, block: GridTable) -> Row:
    """The spanning heads: members are counted, invitees are not."""
    line = Node("TR", table.node)
    members = len(block.members)
    Node("TD", line, span=2)
    cells, rules = [], []
    if members:
        heading = words("Members, counted")
        style = TextStyle(house.DENSE_HEAD.face, 8.8, 11, house.ACCENT)
        node = Node("TH", line, scope="Column", span=members)
        said = Words(table.press, heading, style, node, once=True)
        cells.append(Cell([said], column=2, span=members, left=1.4 * MM))
        rules.append(Rule(house.ACCENT, 0.9, 2, 1 + members))
    if block.invited:
        first = 3 + members
        style = TextStyle(house.DENSE_HEAD.face, 8.8, 11, house.MUTED)
        node = Node("TH", line, scope="Column", span=len(block.invited))
        said = Words(table.press, words("Invited, not counted"), style, node, once=True)
        cells.append(Cell([said], column=first, span=len(block.invited) + 1, left=1.4 * MM))
        rules.append(Rule(house.MUTED, 0.9, first, first + len(block.invited) - 1))
    Node("TD", line)
    return Row(cells, above=0, below=3.4, rules=tuple(rules))


def _grid_head(table: Place, block: GridTable) -> Row:
    line = Node("TR", table.node)
    cells = [
        _grid_heading(table, line, Voice(heading=title, expansion=""), number, house.DENSE_HEAD)
        for number, title in enumerate(("Criterion", "Evidence, source and strength"))
    ]
    for number, voice in enumerate(block.members):
        cells.append(_grid_heading(table, line, voice, 2 + number, house.DENSE_HEAD))
    muted = TextStyle(
        house.DENSE_HEAD.face, house.DENSE_HEAD.size, house.DENSE_HEAD.leading, house.MUTED
    )
    for number, voice in enumerate(block.invited):
        cells.append(_grid_heading(table, line, voice, 3 + len(block.members) + number, muted))
    last = 2 + len(block.members) + (1 + len(block.invited) if block.invited else 0)
    consensus = Voice(heading="Sub-group’s consensus", expansion="")
    cells.append(_grid_heading(table, line, consensus, last, house.DENSE_HEAD))
    return Row(cells, above=3, below=3.6, rules=_segments(block, house.INK, house.STRONG_RULE))


def _grid_heading(table: Place, line: Node, voice: Voice, column: int, style: TextStyle) -> Cell:
    node = Node("TH", line, scope="Column", expansion=voice.expansion)
    heading = Words(table.press, words(voice.heading), style, node, once=True)
    return Cell([heading], column=column, left=1.4 * MM if column > 1 else 0, right=0, low=True)


def _grid_row(table: Place, block: GridTable, row: GridRow) -> Row:
    line = Node("TR", table.node)
    name = Words(table.press, words(row.criterion), _strong(), Node("TH", line, scope="Row"))
    evidence = table.inside(Node("TD", line))
    cells = [
        Cell([name], right=_GAP),
        Cell(_evidence(evidence, row.evidence, house.DENSE_CELL), column=1, right=_GAP),
    ]
    for number, view in enumerate(row.members):
        cells.append(_view_cell(table, line, view, 2 + number))
    for number, view in enumerate(row.invited):
        cells.append(_view_cell(table, line, view, 3 + len(row.members) + number))
    last = 2 + len(row.members) + (1 + len(row.invited) if row.invited else 0)
    consensus = _evidence(table.inside(Node("TD", line)), row.consensus, _strong())
    cells.append(Cell(consensus, column=last, left=2.6 * MM, right=1 * MM, tint=house.TINT))
    return Row(cells, above=4, below=4.4, rules=_segments(block, house.HAIR, house.HAIR_RULE))


def _strong() -> TextStyle:
    return TextStyle(house.TABLE_HEAD.face, house.DENSE_CELL.size, house.DENSE_CELL.leading)


def _evidence(place: Place, lines: Sequence[Line], style: TextStyle) -> list[Flowable]:
    return [Words(place.press, line, style, Node("P", place.node)) for line in lines]


def _view_cell(table: Place, line: Node, view: View, column: int) -> Cell:
    """Shape above word, as both must be found at a glance in a narrow column."""
    shape = Artwork(table.press, 9, 10.5, partial(_draw_shape, mark=view.mark), None)
    word = Words(table.press, words(view.word), house.DENSE_CELL, Node("TD", line))
    return Cell(
        [shape, word], column=column, left=1.4 * MM, right=0.2 * MM,
        tint=house.TINT_2 if view.differs else None,
    )  # fmt: skip


def _draw_shape(easel: Easel, *, mark: Mark) -> None:
    shapes.draw(easel.canvas, mark, 0, 5.6, 8)


def legend(place: Place, block: Legend) -> list[Flowable]:
    """What the shapes mean, on one line."""
    listed = Node("L", place.node, numbering="None")
    parts: list[Words] = []
    for entry in block.entries:
        body = Node("LBody", Node("LI", listed))
        parts.append(Words(place.press, entry, house.NOTE, body))
    widths = [part.natural_width() + 8 * MM for part in parts]
    cells = [Cell([part], column=number) for number, part in enumerate(parts)]
    if block.tint_means:
        body = Node("LBody", Node("LI", listed))
        swatch = Artwork(place.press, 5 * MM, house.NOTE.leading, _draw_swatch, None)
        said = Words(place.press, words(block.tint_means), house.NOTE, body)
        cells += [Cell([swatch], column=len(parts)), Cell([said], column=len(parts) + 1)]
        widths += [7 * MM, said.natural_width() + 2]
    widths = _within(widths, place.width)
    return [Rows(place.press, widths, [Row(cells, above=6, below=4, rules=())])]


def _within(widths: Sequence[float], total: float) -> list[float]:
    """The widths, narrowed together if they do not fit."""
    used = list(accumulate(widths))[-1] if widths else 0
    return _scaled(widths, total) if used > total else list(widths)


def _draw_swatch(easel: Easel) -> None:
    easel.box(0, 1.2, easel.breadth, easel.height - 2.4, fill=house.TINT_2)
