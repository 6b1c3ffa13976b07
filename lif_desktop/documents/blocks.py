"""What does a document say, before anyone asks how it looks?

Blocks are plain data: builders make them from records in the session process, the workroom lays
them out. Texts are kept as they were typed; nothing here is markup.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

from lif_desktop.documents.figures import (
    ClockFigure,
    CountBars,
    RulePanel,
    TallyFigure,
    TotalsStrip,
)
from lif_desktop.documents.wording import Lines, Mark


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """A label and its answer; an answer may run over several paragraphs."""

    label: str
    value: Lines


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldList:
    """Label at left, answer at right: for sentences and anything that may grow."""

    fields: tuple[Field, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FactBlock:
    """Label above answer, three to a row: for short answers; read row by row."""

    fields: tuple[Field, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """One tracking date: label, the date or value, weekday or detail."""

    label: str
    value: str
    detail: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TrackingBlock:
    """The dates on the front of a form, four to a row on a tint."""

    facts: tuple[Fact, ...]


class Setting(StrEnum):
    """Which size and weight running text takes."""

    LEAD = "lead"
    LETTER = "letter"
    BODY = "body"
    NOTE = "note"


@dataclass(frozen=True, slots=True, kw_only=True)
class Prose:
    """Running text."""

    lines: Lines
    setting: Setting = Setting.BODY


@dataclass(frozen=True, slots=True, kw_only=True)
class Bullets:
    """A list of points."""

    items: Lines


@dataclass(frozen=True, slots=True, kw_only=True)
class Subhead:
    """A heading of the third level inside a section."""

    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Quotation:
    """Someone's words in full, and whose they are."""

    lines: Lines
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Panel:
    """What must not be overlooked: a label, a statement, and what belongs to it."""

    label: str
    statement: str
    lines: Lines = ()
    quoted: bool = False
    """True if the statement is somebody's words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column of a table; width in mm."""

    heading: str
    width: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """What stands in one cell."""

    lines: Lines = ()
    slip: str = ""
    """Words beside the drawing of a moved due date; empty if it was never moved."""
    slip_days: int = 0


class RowKind(StrEnum):
    """How a row of a table is set."""

    PLAIN = "plain"
    GROUP = "group"
    """One cell across, on a tint, kept with the row after it."""
    TINTED = "tinted"
    """Differs from the others, for example a dissent."""
    LAST_OF_PART = "last_of_part"
    """A strong rule below it divides the table."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A row of a table."""

    cells: tuple[Cell, ...]
    kind: RowKind = RowKind.PLAIN


@dataclass(frozen=True, slots=True, kw_only=True)
class DataTable:
    """Rows under headings; the first cell names its row."""

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    caption: str = ""
    """Said to a screen reader; not printed when a heading stands above."""
    empty: str = "None recorded."
    """Printed when there are no rows."""
    narrative: bool = False
    """True if a row may be divided between pages."""
    dense: bool = False
    """Smaller type; a table of more than four columns always has it."""
    indented: bool = False
    """True where rows are tinted: text stands in from the edge."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Voice:
    """A column of the decision grid: one participant."""

    heading: str
    """Short enough for 16 mm."""
    expansion: str
    """Agency, name and standing in full, for a screen reader."""


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """One participant's view of one criterion."""

    mark: Mark
    word: str
    differs: bool = False
    """True if it is not the sub-group's consensus."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GridRow:
    """One criterion: evidence, every view, the consensus and the Chair's finding."""

    criterion: str
    evidence: Lines
    members: tuple[View, ...]
    invited: tuple[View, ...]
    consensus: Lines
    """The sub-group's consensus, and below it what the Chair found, if otherwise."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GridTable:
    """Criteria down, members across, then invitees who are heard and not counted."""

    members: tuple[Voice, ...]
    invited: tuple[Voice, ...]
    rows: tuple[GridRow, ...]
    part: str = ""
    """Which part of the participants, when they need more than one grid."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Legend:
    """What the shapes mean."""

    entries: Lines
    tint_means: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberedPart:
    """A numbered question with its answer."""

    number: str
    heading: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberedParts:
    """Numbered questions, heading left and answer right."""

    parts: tuple[NumberedPart, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """A name and what is said of it, inside an answer."""

    name: str
    value: Lines


@dataclass(frozen=True, slots=True, kw_only=True)
class Pairs:
    """A short list of names with what is said of each."""

    pairs: tuple[Pair, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Columns:
    """Two columns in reading order; widths in mm."""

    left: tuple[Block, ...]
    right: tuple[Block, ...]
    left_width: float
    right_width: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Contents:
    """The lettered sections of this document with their pages."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """White space, in mm."""

    height: float


@dataclass(frozen=True, slots=True, kw_only=True)
class PageEnd:
    """What follows begins on a new page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SignaturePanel:
    """A place to sign, prepared before anyone has signed."""

    field: str
    """Name of the signature field, for example signature_1."""
    heading: str
    """For example "1 of 2. Decision maker"."""
    role: str
    name: str = ""
    post: str = ""
    acting_for: str = ""
    locks: bool = False
    """True for the last signer: any later change will show."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Signatures:
    """Panels side by side."""

    panels: tuple[SignaturePanel, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Together:
    """Blocks that stay on one page if one page can hold them."""

    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A lettered or numbered part of a document, with a heading of the second level."""

    title: str
    blocks: tuple[Block, ...]
    letter: str = ""
    note: str = ""
    new_page: bool = False
    quiet: bool = False
    """True for a heading without a rule above it."""


Block: TypeAlias = (
    FieldList
    | FactBlock
    | TrackingBlock
    | Prose
    | Bullets
    | Subhead
    | Quotation
    | Panel
    | DataTable
    | GridTable
    | Legend
    | NumberedParts
    | Pairs
    | ClockFigure
    | RulePanel
    | TallyFigure
    | CountBars
    | TotalsStrip
    | Columns
    | Contents
    | Gap
    | PageEnd
    | Signatures
    | Together
    | Section
)
