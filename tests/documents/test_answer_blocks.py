"""Answers in print: each kind of question, each kind of missing answer."""

from __future__ import annotations

from datetime import date

import pytest

from lif_desktop.definitions.questions import Choice, Form, Question, QuestionType, Section
from lif_desktop.documents import answer_blocks
from lif_desktop.documents.answer_blocks import (
    NOT_APPLICABLE,
    NOT_PROVIDED,
    Reading,
    field_blocks,
    value_lines,
)
from lif_desktop.documents.answer_tables import record_blocks, table_blocks
from lif_desktop.documents.blocks import DataTable, FactBlock, Field, FieldList, Subhead
from lif_desktop.documents.wording import Line, Mark, Tone, paragraphs, words
from lif_desktop.domain.answers import Answers, UncertainDate

ON = date(2016, 5, 19)
YES_NO = (
    Choice(name="yes", label="Yes"),
    Choice(name="na", label="Not applicable"),
    Choice(name="nk", label="Not known", not_known=True),
)


def question(
    kind: str = "text", *columns: Question, name: str = "asked", label: str = "Asked?"
) -> Question:
    return Question(
        name=name, type=QuestionType(kind), label=label, choices=YES_NO, columns=columns
    )  # fmt: skip


def reading_of(answers: Answers, *questions: Question) -> Reading:
    section = Section(name="s", label="S", questions=questions)
    form = Form(
        form_id="f", title="F", version="1", language="en-GB", header="", source="", sections=(section,)
    )  # fmt: skip
    return Reading(form, answers, on=ON)


def said(lines: tuple[Line, ...]) -> list[str]:
    return [line.text() for line in lines]


@pytest.mark.parametrize(
    ("kind", "answer", "printed"),
    [
        ("text", "one\ntwo", ["one", "two"]),
        ("integer", 3, ["3"]),
        ("select_one", "yes", ["Yes"]),
        ("select_one", "gone", ["gone"]),
        ("select_multiple", ["yes", "nk"], ["Yes, Not known"]),
        ("select_multiple", "yes", ["Yes"]),
        ("nhs_number", "9990000018", ["999 000 0018"]),
        ("nhs_number", "999 000 0018", ["999 000 0018"]),
        ("nhs_number", "not obtained", ["not obtained"]),
        ("time", "approx 04.15", ["approx 04.15"]),
        ("postcode", "FM2 7XA", ["FM2 7XA"]),
        ("attachment", {"name": "map.png", "note": "hand drawn", "sha256": "ab"}, ["map.png", "hand drawn", "SHA-256 ab"]),
        ("attachment", {}, ["Not provided"]),
        ("attachment", {"note": "lost"}, ["File", "lost"]),
        ("attachment", "as typed", ["as typed"]),
        ("date", {"precision": "exact", "year": 2016, "month": 1, "day": 5}, ["5 January 2016"]),
        ("date", {"precision": "approximate", "year": 1990, "month": 2, "day": 2}, ["About 2 February 1990"]),
        ("date", {"precision": "month", "year": 2016, "month": 3}, ["March 2016"]),
        ("date", {"precision": "year", "year": 1968}, ["1968"]),
        ("date", {"precision": "not_known"}, ["Not known"]),
        ("date", "5/1/16", ["5/1/16"]),
        ("month", {"precision": "month", "year": 2016, "month": 3}, ["March 2016"]),
    ],
)  # fmt: skip
def test_each_kind_of_answer_is_printed_as_text(
    kind: str, answer: object, printed: list[str]
) -> None:
    assert said(value_lines(question(kind), answer)) == printed


@pytest.mark.parametrize("answer", [None, "", "  \n", [], {}])
def test_an_answer_nobody_gave_is_not_provided(answer: object) -> None:
    assert value_lines(question(), answer) == (NOT_PROVIDED,)


def test_a_question_that_does_not_fit_is_not_applicable() -> None:
    assert value_lines(question(), None, asked=False) == (NOT_APPLICABLE,)
    assert value_lines(question("select_one"), "na") == (NOT_APPLICABLE,)
    assert value_lines(question(), "Not applicable") == (NOT_APPLICABLE,)


def test_not_known_is_an_answer_and_set_upright() -> None:
    (line,) = value_lines(question("select_one"), "nk")
    assert line.runs[0].tone is Tone.PLAIN


def test_a_date_given_two_ways_keeps_both() -> None:
    day = UncertainDate.on(date(2016, 1, 5), note="GP register says 06/01/2016")
    (line,) = value_lines(question("date"), day.as_answer())
    assert line.text() == "5 January 2016 (GP register says 06/01/2016)"
    assert line.runs[0].tone is Tone.STRONG


def _field(value: str, label: str = "Label") -> Field:
    return Field(label=label, value=paragraphs(value))


def test_short_answers_stand_in_threes_and_long_ones_in_a_list() -> None:
    fields = [
        _field("a"),
        _field("b"),
        _field("c"),
        _field("long " * 20),
        _field("d"),
        _field("e"),
    ]
    kinds = [type(block) for block in field_blocks(fields)]
    assert kinds == [FactBlock, FieldList, FactBlock]


def test_one_short_answer_left_over_joins_the_list() -> None:
    blocks = field_blocks([_field(letter) for letter in "abcd"])
    assert [type(block) for block in blocks] == [FactBlock, FieldList]
    assert isinstance(blocks[0], FactBlock)
    assert len(blocks[0].fields) == 3


def test_fields_keep_the_forms_order() -> None:
    fields = [_field(f"{n} " * (1 if n % 3 else 30), label=str(n)) for n in range(20)]
    printed = [
        field.label
        for block in field_blocks(fields)
        if isinstance(block, FactBlock | FieldList)
        for field in block.fields
    ]
    assert printed == [str(n) for n in range(20)]


@pytest.mark.parametrize("value", ["two\nlines", "a\ttab", "x" * 60])
def test_what_may_grow_does_not_stand_in_threes(value: str) -> None:
    assert not answer_blocks.is_short(_field(value))


def test_a_label_loses_its_question_mark() -> None:
    reading = reading_of({}, question())
    assert reading.field(reading.form.question("asked")).label == "Asked"


def _table(*names: str, name: str = "people") -> Question:
    columns = [question(name=each, label=each.capitalize()) for each in names]
    return question("repeat", *columns, name=name, label="People")


def test_a_table_without_rows_is_a_field_without_an_answer() -> None:
    table = _table("name")
    assert table_blocks(reading_of({}, table), table) == (
        FieldList(fields=(Field(label="People", value=(NOT_PROVIDED,)),)),
    )


def test_columns_beyond_the_sixth_follow_below_the_table() -> None:
    table = _table(*"abcdefgh")
    rows = [{"a": "Zoë", "b": "1", "g": "said", "h": ""}]
    printed, heading, more = table_blocks(reading_of({"people": rows}, table), table)
    assert isinstance(printed, DataTable)
    assert [column.heading for column in printed.columns] == list("ABCDEF")
    assert heading == Subhead(text="More about each row")
    assert isinstance(more, FieldList)
    assert more.fields[0].label == "Zoë"
    assert said(more.fields[0].value) == ["G: said", "Not provided: H"]


def test_a_long_answer_below_a_table_keeps_its_paragraphs() -> None:
    table = _table(*"abcdefg")
    rows = [{"a": "Zoë", "g": "first\nsecond"}]
    *_, more = table_blocks(reading_of({"people": rows}, table), table)
    assert isinstance(more, FieldList)
    assert said(more.fields[0].value) == ["G: first", "second"]


def test_notes_fold_into_the_cell_they_belong_to() -> None:
    table = _table("agency", "name", "contact", name="agencies_involved")
    rows = [{"agency": "GP", "name": "Dr N", "contact": "01632"}, {"agency": "X", "contact": "02"}]
    (printed,) = table_blocks(reading_of({"agencies_involved": rows}, table), table)
    assert isinstance(printed, DataTable)
    assert said(printed.rows[0].cells[1].lines) == ["Dr N", "01632"]
    assert printed.rows[0].cells[1].lines[1].runs[0].tone is Tone.MUTED
    assert said(printed.rows[1].cells[1].lines) == ["02"]


def test_a_tick_takes_the_shape_of_its_answer() -> None:
    tick = question("select_one", name="tick", label="Met?")
    table = question("repeat", question(name="criterion"), tick, name="criteria_ticked")
    rows = [{"criterion": "died", "tick": "yes"}, {"criterion": "harm"}]
    (printed,) = table_blocks(reading_of({"criteria_ticked": rows}, table), table)
    assert isinstance(printed, DataTable)
    assert [row.cells[1].lines[0].mark for row in printed.rows] == [Mark.MET, Mark.NONE]


def test_a_row_without_a_name_still_says_so() -> None:
    table = _table("name", "what")
    (printed,) = table_blocks(reading_of({"people": [{"what": "x"}]}, table), table)
    assert isinstance(printed, DataTable)
    assert printed.rows[0].cells[0].lines == (NOT_PROVIDED,)


def test_records_stand_one_after_another_under_headings() -> None:
    table = _table("name", "school")
    reading = reading_of({"people": [{"name": "Siân"}, {"name": "Noah"}]}, table)
    blocks = record_blocks(reading, table, ["1 of 2", "2 of 2"])
    assert [block.text for block in blocks if isinstance(block, Subhead)] == ["1 of 2", "2 of 2"]


def test_no_record_at_all_is_said() -> None:
    table = _table("name")
    (only,) = record_blocks(reading_of({}, table), table, [])
    assert isinstance(only, FieldList)
    assert only.fields[0].value == (words("Not provided", Tone.MISSING),)
