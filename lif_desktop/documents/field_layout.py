"""How do labels and answers stand on the page?

Field lists and fact blocks are lists for a screen reader, label and answer, never tables.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from reportlab.platypus.flowables import Flowable

from lif_desktop.documents import house_style as house
from lif_desktop.documents.blocks import Fact, FactBlock, Field, FieldList, Pairs, TrackingBlock
from lif_desktop.documents.house_style import MM, TextStyle
from lif_desktop.documents.press import Press
from lif_desktop.documents.rows import HAIR, TOP, Cell, Row, Rows
from lif_desktop.documents.tagging import Node
from lif_desktop.documents.typesetting import Words
from lif_desktop.documents.wording import Lines, Tone, words

LABEL_WIDTH = 48 * MM
NOT_PROVIDED = words("Not provided", Tone.MISSING)
_GAP = 4 * MM
_PARAGRAPH_GAP = 3.0
_FACT_INSET = 3.6 * MM


@dataclass(frozen=True, slots=True)
class Place:
    """Where blocks go: the drawing, the node they are read under, and the width at hand."""

    press: Press
    node: Node
    width: float
    in_cell: bool = False
    """True inside a row, where no page can be ended."""

    def inside(self, node: Node, breadth: float | None = None) -> Place:
        """The same drawing under another node; with a breadth, inside a cell of a row."""
        if breadth is None:
            return replace(self, node=node)
        return replace(self, node=node, width=breadth, in_cell=True)


def paragraph_stack(
    place: Place, lines: Lines, style: TextStyle, *, role: str = "P", once: bool = False
) -> list[Flowable]:
    """Paragraphs of one answer; bullets that people typed hang."""
    stack: list[Flowable] = []
    for number, line in enumerate(lines):
        node = Node(role, place.node)
        each = Words(place.press, line, style, node, typed_marks=True, once=once)
        each.spaceBefore = _PARAGRAPH_GAP if number else 0
        stack.append(each)
    return stack


def answer_stack(place: Place, lines: Lines, style: TextStyle) -> list[Flowable]:
    """An answer in the body of a list item; never empty."""
    body = Node("LBody", place.node)
    shown = lines or (NOT_PROVIDED,)
    if len(shown) == 1:
        return [Words(place.press, shown[0], style, body, typed_marks=True)]
    return paragraph_stack(place.inside(body), shown, style)


def label_words(place: Place, label: str, style: TextStyle = house.LABEL) -> Words:
    """A label, read before its answer."""
    return Words(place.press, words(label), style, Node("Lbl", place.node))


def field_list(place: Place, block: FieldList) -> list[Flowable]:
    """Label at left, answer at right, a hair rule under each."""
    listed = Node("L", place.node, numbering="None")
    rows = [_field_row(place.inside(listed), field) for field in block.fields]
    label_width = min(LABEL_WIDTH, place.width * 0.31)
    return [Rows(place.press, [label_width, place.width - label_width], rows)]


def _field_row(place: Place, field: Field) -> Row:
    item = place.inside(Node("LI", place.node))
    label = Cell(
        [label_words(item, field.label)], right=_GAP, drop=house.VALUE.size - house.LABEL.size
    )
    answer = Cell(answer_stack(item, field.value, house.VALUE), column=1)
    return Row([label, answer], divisible=True)


def fact_block(place: Place, block: FactBlock) -> list[Flowable]:
    """Label above answer, three to a row, four across a landscape page.

    Answers of a row share a baseline however long their labels are.
    """
    across = 4 if place.width > 220 * MM else 3
    listed = Node("L", place.node, numbering="None")
    rows = []
    for start in range(0, len(block.fields), across):
        labels, answers = [], []
        for column, field in enumerate(block.fields[start : start + across]):
            item = place.inside(Node("LI", listed))
            label: list[Flowable] = [label_words(item, field.label)]
            labels.append(Cell(label, column=column, right=_GAP, low=True))
            answer = answer_stack(item, field.value, house.VALUE)
            answers.append(Cell(answer, column=column, right=_GAP))
        rows.append(Row(labels, above=4.2, below=0, rules=(), stays_with_next=True))
        rows.append(Row(answers, above=0, below=4.6))
    return [Rows(place.press, [place.width / across] * across, rows)]


def tracking_block(place: Place, block: TrackingBlock) -> list[Flowable]:
    """Dates four to a row, on a tint under a strong line."""
    across = 4
    listed = Node("L", place.node, numbering="None")
    rows = []
    for start in range(0, len(block.facts), across):
        labels, values = [], []
        for column, fact in enumerate(block.facts[start : start + across]):
            item = place.inside(Node("LI", listed))
            label: list[Flowable] = [label_words(item, fact.label)]
            labels.append(Cell(label, column=column, left=_FACT_INSET, right=2 * MM, low=True))
            value = _fact_stack(item, fact)
            values.append(Cell(value, column=column, left=_FACT_INSET, right=2 * MM))
        top = () if start else (TOP,)
        rows.append(
            Row(
                labels,
                above=7,
                below=0,
                rules=(),
                tint=house.TINT,
                top_rules=top,
                stays_with_next=True,
            )
        )
        rows.append(Row(values, above=0, below=6.5, tint=house.TINT))
    widths = [place.width / across] * across
    return [Rows(place.press, widths, rows, space_before=5 * MM, space_after=6 * MM)]


def _fact_stack(place: Place, fact: Fact) -> list[Flowable]:
    body = Node("LBody", place.node)
    value = words(fact.value) if fact.value else NOT_PROVIDED
    style = house.KEY_DATE if fact.value else house.VALUE
    stack: list[Flowable] = [Words(place.press, value, style, Node("P", body))]
    if fact.detail:
        stack.append(Words(place.press, words(fact.detail), house.DETAIL, Node("P", body)))
    return stack


def pairs(place: Place, block: Pairs) -> list[Flowable]:
    """Names with what is said of each, in an answer of a numbered part."""
    listed = Node("L", place.node, numbering="None")
    name_width = min(36 * MM, place.width * 0.34)
    name_style = TextStyle(house.LABEL.face, 11, 16)
    rows = []
    for number, pair in enumerate(block.pairs):
        item = place.inside(Node("LI", listed))
        name = Cell([label_words(item, pair.name, name_style)], right=_GAP)
        value = Cell(answer_stack(item, pair.value, house.LETTER), column=1)
        last = number == len(block.pairs) - 1
        rows.append(
            Row([name, value], above=0 if number == 0 else 5, below=0 if last else 6,
                rules=() if last else (HAIR,), divisible=True)
        )  # fmt: skip
    return [Rows(place.press, [name_width, place.width - name_width], rows, in_company=True)]
