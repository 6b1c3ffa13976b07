"""How are headings, the masthead and the list of sections set, and what do they note for other pages?"""

from __future__ import annotations

from functools import partial

from reportlab.platypus.flowables import CondPageBreak, Flowable
from typing_extensions import override

from lif_desktop.documents import house_style as house
from lif_desktop.documents.artwork import Easel
from lif_desktop.documents.blocks import Contents, Section, Subhead
from lif_desktop.documents.field_layout import Place
from lif_desktop.documents.house_style import MM
from lif_desktop.documents.plans import DocumentPlan, flat
from lif_desktop.documents.press import Press, SectionPlace
from lif_desktop.documents.rows import Cell, Row, Rows
from lif_desktop.documents.tagging import Annotation, Node
from lif_desktop.documents.typesetting import Words
from lif_desktop.documents.wording import words

SUBHEAD_ROOM = 34 * MM
"""A heading of the third level with less than this below its top moves to the next page."""
LETTER_INDENT = 8.5 * MM
_ENTRY_HEIGHT = 17.6
_ENTRY_GAP = 8 * MM


class Heading(Flowable):  # type: ignore[misc]  # reportlab ships no types
    """A section's heading: it notes its page and height, and makes an outline entry."""

    def __init__(
        self, press: Press, said: Words, note: Words | None, spot: SectionPlace | None, title: str
    ) -> None:
        super().__init__()
        self._press = press
        self._said = said
        self._note = note
        self._spot = spot
        self._title = title
        self._ruled = spot is not None
        self.spaceBefore = (8 if self._ruled else 6) * MM
        self.keepWithNext = 0

    @override
    def wrap(self, available_width: float, available_height: float) -> tuple[float, float]:
        """Rule, heading, note, and space below."""
        self.width = available_width
        _, tall = self._said.wrap(available_width, available_height)
        if self._note is not None:
            tall += self._note.wrap(available_width - LETTER_INDENT, available_height)[1]
        self.height = tall + self._above() + 1.6 * MM
        return self.width, self.height

    @override
    def draw(self) -> None:
        """Put it on the page."""
        canvas = self.canv
        key = self._note_place()
        canvas.bookmarkHorizontal(key, 0, self.height)
        canvas.addOutlineEntry(self._title, key, level=0)
        if self._ruled:
            with self._press.tagger.artifact(canvas):
                canvas.setStrokeColor(house.INK)
                canvas.setLineWidth(house.STRONG_RULE)
                canvas.line(0, self.height, self.width, self.height)
        level = self.height - self._above() - self._said.height
        self._said.drawOn(canvas, 0, level)
        if self._note is not None:
            self._note.drawOn(canvas, LETTER_INDENT, level - self._note.height)

    def _above(self) -> float:
        return 2.6 * MM if self._ruled else 0

    def _note_place(self) -> str:
        canvas = self.canv
        if self._spot is None:
            return f"at-{canvas.getPageNumber()}-{canvas.absolutePosition(0, 0)[1]:.0f}"
        self._spot.page = canvas.getPageNumber()
        self._spot.top = canvas.absolutePosition(0, self.height)[1]
        return self._spot.key


def heading(place: Place, section: Section) -> list[Flowable]:
    """The heading of a section, at the second level."""
    press = place.press
    node = Node("H2", place.node)
    title = press.typeface.presentable(f"{section.letter} {section.title}".strip())
    if section.quiet:
        said = Words(press, words(section.title), house.SUBHEAD, node)
        return [Heading(press, said, None, None, title)]
    spot = SectionPlace(
        f"section-{len(press.sections) + 1}", section.letter, section.title, place.node
    )
    press.sections.append(spot)
    lead = words(section.letter) if section.letter else None
    said = Words(
        press, words(section.title), house.SECTION, node,
        lead=lead, indent=LETTER_INDENT if lead else 0, lead_colour=house.ACCENT,
    )  # fmt: skip
    note = (
        Words(press, words(section.note), house.NOTE, Node("P", place.node))
        if section.note
        else None
    )
    return [Heading(press, said, note, spot, title)]


def subhead(place: Place, block: Subhead) -> list[Flowable]:
    """A heading of the third level; it moves on where there is no room for what follows."""
    said = Words(place.press, words(block.text), house.SUBHEAD, Node("H3", place.node))
    said.spaceBefore = 5 * MM
    said.spaceAfter = 1.2 * MM
    return [said] if place.in_cell else [CondPageBreak(SUBHEAD_ROOM), said]


def masthead(place: Place, plan: DocumentPlan) -> list[Flowable]:
    """Whose document it is and what kind, then its title."""
    if plan.landscape:
        return _wide_masthead(place, plan)
    board = _board_lines(place, plan.board)
    kind = _kind_lines(place, plan)
    row = Row([Cell(board), Cell(kind, column=1)], above=0, below=0, rules=())
    title: list[Flowable] = [Rows(place.press, [place.width * 0.6, place.width * 0.4], [row])]
    title_words = Words(place.press, words(plan.title), house.TITLE, Node("H1", place.node))
    title_words.spaceBefore = 12 * MM
    if plan.kicker:
        kicker = Words(place.press, words(plan.kicker), house.KICKER, Node("P", place.node))
        place.node.kids[-1], place.node.kids[-2] = place.node.kids[-2], place.node.kids[-1]
        kicker.spaceBefore = 9 * MM
        title_words.spaceBefore = 2
        title.append(kicker)
    title.append(title_words)
    if plan.subtitle:
        title.append(
            Words(place.press, words(plan.subtitle), house.SUBTITLE, Node("P", place.node))
        )
    return title


def _wide_masthead(place: Place, plan: DocumentPlan) -> list[Flowable]:
    """Title at left and board at right on one band."""
    left: list[Flowable] = [
        Words(place.press, words(plan.title), house.TITLE_WIDE, Node("H1", place.node))
    ]
    if plan.subtitle:
        left.append(
            Words(place.press, words(plan.subtitle), house.SUBTITLE, Node("P", place.node))
        )
    right = [*_board_lines(place, plan.board, right=True), *_kind_lines(place, plan)]
    row = Row([Cell(left), Cell(right, column=1)], above=0, below=5 * MM, rules=())
    return [Rows(place.press, [place.width * 0.55, place.width * 0.45], [row])]


def _board_lines(place: Place, board: str, *, right: bool = False) -> list[Flowable]:
    """The board's name in two lines, the second lighter; read as one."""
    first, second = _halves(board)
    node = Node("P", place.node)
    said: list[Flowable] = [Words(place.press, words(first), house.BOARD_FIRST, node, right=right)]
    if second:
        said.append(Words(place.press, words(second), house.BOARD_SECOND, node, right=right))
    return said


def _halves(name: str) -> tuple[str, str]:
    """A name in two parts of nearly equal length, each with its space."""
    spaces = [number for number, letter in enumerate(name) if letter == " "]
    if len(name) < 18 or not spaces:
        return name, ""
    middle = min(spaces, key=partial(_off_middle, len(name)))
    return name[: middle + 1], name[middle + 1 :]


def _off_middle(length: int, number: int) -> float:
    return abs(number - length / 2)


def _kind_lines(place: Place, plan: DocumentPlan) -> list[Flowable]:
    found: list[Flowable] = []
    for number, line in enumerate(plan.kind_lines):
        style = house.KIND_LINE if number or plan.landscape else house.KIND_FIRST
        node = Node("P", place.node)
        found.append(Words(place.press, words(line), style, node, right=True))
    return found


def contents(place: Place, _block: Contents) -> list[Flowable]:
    """The lettered sections with their pages, in three columns that are read one after the other."""
    sections = [each for each in place.press.expected if not each.quiet and each.letter]
    listed = place.inside(Node("TOC", place.node))
    breadth = (place.width - 2 * _ENTRY_GAP) / 3
    depth = -(-len(sections) // 3)
    cells = []
    for column in range(3):
        entries: list[Flowable] = [
            Entry(listed, section, number, breadth)
            for number, section in enumerate(sections)
            if number // max(depth, 1) == column
        ]
        cells.append(Cell(entries, column=column * 2))
    widths = [breadth, _ENTRY_GAP, breadth, _ENTRY_GAP, breadth]
    return [Rows(place.press, widths, [Row(cells, above=0, below=0, rules=())])]


class Entry(Flowable):  # type: ignore[misc]  # reportlab ships no types
    """A line of the contents: letter, title, page; it links to its section."""

    def __init__(self, place: Place, section: Section, number: int, breadth: float) -> None:
        super().__init__()
        self._press = place.press
        self._section = section
        self._number = number
        self._node = Node("Link", Node("TOCI", place.node))
        self.width = breadth
        self.height = _ENTRY_HEIGHT

    @override
    def wrap(self, available_width: float, available_height: float) -> tuple[float, float]:
        """Always the same size."""
        return self.width, self.height

    @override
    def draw(self) -> None:
        """The line, and where its link lies."""
        canvas = self.canv
        section, page = self._section, self._press.page_of(self._number)
        easel = Easel(self._press, canvas, self.width, self.height)
        left, bottom = canvas.absolutePosition(0, 0)
        self._node.annotation = Annotation(
            canvas.getPageNumber(),
            (left, bottom, left + self.width, bottom + self.height),
            target=f"section-{self._number + 1}",
            words=f"Section {section.letter}, {section.title}, page {page}",
        )
        self._press.links.append(self._node)
        title = easel.fitted(section.title, house.VALUE, self.width - 14 * MM)
        with self._press.tagger.content(canvas, self._node):
            letter = house.TextStyle(house.SECTION.face, 10.5, 14, house.ACCENT)
            easel.write(0, 5.2, f"{section.letter} ", letter)
            easel.write(6 * MM, 5.2, f"{title} ", house.VALUE)
            easel.write(self.width, 5.2, str(page), house.VALUE, side="right", colour=house.MUTED)
        with self._press.tagger.artifact(canvas):
            easel.line(0, 0, self.width, 0, house.FAINT, 0.5)


def sections_of(plan: DocumentPlan) -> tuple[Section, ...]:
    """The lettered sections of a plan, in order."""
    return tuple(
        block for block in flat(plan.blocks) if isinstance(block, Section) and not block.quiet
    )
