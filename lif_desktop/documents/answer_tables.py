"""How are the tables of a form printed? A few columns across the page, and whatever else each row says below.

A form may ask a dozen things of each person; a page is six or seven columns wide. The columns that name
and compare the rows stand in a table, notes fold into the cell they belong to, and the rest follows,
row by row, so that nothing is left out.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from lif_desktop.definitions.questions import Question, QuestionType
from lif_desktop.documents.answer_blocks import (
    NOT_PROVIDED,
    Reading,
    field_blocks,
    label_of,
    value_lines,
)
from lif_desktop.documents.blocks import (
    Block,
    Cell,
    Column,
    DataTable,
    Field,
    FieldList,
    Row,
    Subhead,
)
from lif_desktop.documents.wording import Line, Lines, Mark, Run, Tone, words
from lif_desktop.domain.answers import Answers, rows_of

_WIDEST_TABLE = 6
_MARKS = {
    "yes": Mark.MET,
    "no": Mark.NOT_MET,
    "unsure": Mark.UNSURE,
    "nk": Mark.NOT_KNOWN,
}


@dataclass(frozen=True, slots=True)
class Shape:
    """Which columns stand across the page, how wide (mm), and which notes fold into them."""

    widths: Mapping[str, float]
    folded: Mapping[str, str]
    """Column to the column it is printed under."""
    marked: str = ""
    """Column whose answer takes a shape."""

    def notes_under(self, name: str) -> tuple[str, ...]:
        """The columns that are printed under a column."""
        return tuple(note for note, under in self.folded.items() if under == name)


_SHAPES: Mapping[str, Shape] = {
    "family_members": Shape(
        {
            "name": 30, "relationship": 22, "born": 25, "parental_responsibility": 23,
            "in_household": 22, "agencies": 25, "suspected": 19,
        },
        {
            "other_names": "name", "parental_responsibility_details": "parental_responsibility",
            "in_household_details": "in_household",
        },
    ),
    "agencies_involved": Shape(
        {
            "agency": 39, "name": 35, "dates_of_involvement": 26, "still_involved": 20,
            "lead_professional": 22, "records_secured": 24,
        },
        {
            "contact": "name", "lead_professional_details": "lead_professional",
            "records_secured_details": "records_secured",
        },
    ),
    "authority_aware_accounts": Shape({"aware_on": 48, "aware_at": 30, "account_of": 88}, {}),
    "brief_chronology": Shape({"event_on": 36, "event_at": 20, "event": 110}, {}),
    "criteria_ticked": Shape(
        {"criterion": 54, "tick": 30, "evidence": 82},
        {"wording": "criterion", "tick_details": "tick"},
        marked="tick",
    ),
    "parallel_processes": Shape(
        {"process": 42, "contact": 28, "status": 34, "effect_on_timing": 31, "disclosure": 31},
        {"name": "process"},
    ),
    "attachments": Shape(
        {"document": 44, "dated_on": 26, "source": 26, "hash": 24, "circulation": 24, "file": 22}, {}
    ),
    "national_criteria": Shape({"criterion": 60, "view": 106}, {"wording": "criterion"}),
}  # fmt: skip
"""Tables whose shape was thought about; any other takes its first columns in equal widths."""


def table_blocks(reading: Reading, table: Question) -> tuple[Block, ...]:
    """A table of a form with all its rows and columns."""
    rows = rows_of(reading.answers, table.name)
    if not rows:
        return (FieldList(fields=(Field(label=label_of(table), value=(NOT_PROVIDED,)),)),)
    shape = _SHAPES.get(table.name) or _plain_shape(table)
    across = [column for column in table.columns if column.name in shape.widths]
    printed = DataTable(
        columns=tuple(
            Column(heading=label_of(column), width=shape.widths[column.name]) for column in across
        ),
        rows=tuple(_row(table, shape, across, row) for row in rows),
        caption=label_of(table),
        narrative=True,
    )
    more = _more(reading, table, shape, rows)
    return (printed, *more)


def record_blocks(reading: Reading, table: Question, titles: Sequence[str]) -> tuple[Block, ...]:
    """A table printed as one record after another, each under a heading.

    Args:
        reading: the answers.
        table: the table.
        titles: heading of each row.
    """
    blocks: list[Block] = []
    for number, row in enumerate(rows_of(reading.answers, table.name)):
        blocks.append(Subhead(text=titles[number]))
        blocks.extend(field_blocks(reading.row_fields(table, number, row)))
    if not blocks:
        blocks.append(FieldList(fields=(Field(label=label_of(table), value=(NOT_PROVIDED,)),)))
    return tuple(blocks)


def _plain_shape(table: Question) -> Shape:
    columns = [column for column in table.columns if column.takes_answer][:_WIDEST_TABLE]
    weights = {
        column.name: 2.0 if column.multiline or column.type is QuestionType.TEXT else 1.0
        for column in columns
    }
    return Shape(weights, {})


def _row(table: Question, shape: Shape, across: Sequence[Question], row: Answers) -> Row:
    cells = []
    for number, column in enumerate(across):
        lines = value_lines(column, row.get(column.name))
        if number == 0:
            lines = tuple(_strong(line) for line in lines)
        lines = _folded(table, row, lines, shape.notes_under(column.name))
        if column.name == shape.marked:
            mark = _MARKS.get(str(row.get(column.name)), Mark.NONE)
            lines = (replace(lines[0], mark=mark), *lines[1:])
        cells.append(Cell(lines=lines))
    return Row(cells=tuple(cells))


def _folded(table: Question, row: Answers, lines: Lines, folds: Sequence[str]) -> Lines:
    """The answer with its notes on muted lines below; a note alone takes the answer's place."""
    notes = [
        _muted(line)
        for name in folds
        if row.get(name)
        for line in value_lines(table.column(name), row[name])
    ]
    if notes and lines == (NOT_PROVIDED,):
        return tuple(words(line.text()) for line in notes)
    return (*lines, *notes)


def _more(
    reading: Reading, table: Question, shape: Shape, rows: Sequence[Answers]
) -> tuple[Block, ...]:
    """What each row says besides, under the name of the row."""
    elsewhere = {*shape.widths, *shape.folded}
    naming = next(iter(shape.widths))
    fields = []
    for number, row in enumerate(rows):
        rest = reading.row_fields(table, number, row, but=elsewhere)
        if rest:
            name = value_lines(table.column(naming), row.get(naming))[0].text()
            fields.append(Field(label=name, value=_gathered(rest)))
    if not fields:
        return ()
    return (
        Subhead(text=f"More about each {table.row_label or 'row'}"),
        FieldList(fields=tuple(fields)),
    )


def _gathered(fields: Sequence[Field]) -> Lines:
    """Short answers with their labels in one paragraph, longer ones each in its own, missing ones at the end."""
    given = [field for field in fields if field.value != (NOT_PROVIDED,)]
    missing = [field.label for field in fields if field.value == (NOT_PROVIDED,)]
    together: list[Run] = []
    lines: list[Line] = []
    for field in given:
        first, *others = field.value
        label = Run(text=f"{field.label}: ", tone=Tone.MUTED)
        if others:
            lines += [Line(runs=(label, *first.runs)), *others]
        else:
            together += [Run(text="; ")] if together else []
            together += [label, *first.runs]
    if together:
        lines.insert(0, Line(runs=tuple(together)))
    if missing:
        lines.append(words(f"Not provided: {'; '.join(missing)}", Tone.MISSING))
    return tuple(lines)


def _strong(line: Line) -> Line:
    if line == NOT_PROVIDED:
        return line
    return Line(runs=tuple(replace(run, tone=Tone.STRONG) for run in line.runs), mark=line.mark)


def _muted(line: Line) -> Line:
    return Line(runs=tuple(replace(run, tone=Tone.MUTED) for run in line.runs))
