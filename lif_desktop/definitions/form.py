"""How is a form read from its file? Strictly: an unknown key is an error that names its place.

A form file speaks XLSForm's vocabulary in TOML: `[[section]]` with `[[section.question]]`, and
`[[section.question.column]]` for the columns of a table (`type = "repeat"`). A section with
`repeat = true` is a table too: its questions are the columns.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from lif_desktop.definitions import lint
from lif_desktop.definitions.conditions import Condition, ConditionError, parse
from lif_desktop.definitions.questions import (
    DATES,
    SELECTS,
    Choice,
    Form,
    Question,
    QuestionType,
    Section,
)
from lif_desktop.definitions.strict_toml import Table, TomlSource
from lif_desktop.errors import DefinitionError

__all__ = [
    "DATES",
    "SELECTS",
    "Choice",
    "Form",
    "Question",
    "QuestionType",
    "Section",
    "read_form",
]

_Choices = Mapping[str, tuple[Choice, ...]]


def read_form(path: Path) -> Form:
    """Read a form and check that it hangs together.

    Raises:
        DefinitionError: naming file, line, section, question and key, and what is wrong there.
    """
    top = TomlSource(path).top()
    lists = _choice_lists(top.table("choices"))
    sections = tuple((table, _section(table, lists)) for table in top.tables("section"))
    form = Form(
        form_id=top.text("form_id"),
        title=top.text("title"),
        version=top.text("version"),
        language=top.text("language"),
        header=top.text("header"),
        source=top.text("source"),
        sections=tuple(section for _, section in sections),
    )
    top.finish()
    if not form.version.isdigit():
        raise top.wrong("must be digits only, for example “2031010101”", "version")
    faults = lint.faults(form, lists)
    if faults:
        raise DefinitionError(
            "\n".join(f"{path.name}, {_located(fault, sections)}" for fault in faults)
        )
    return form


def _located(fault: lint.Fault, sections: tuple[tuple[Table, Section], ...]) -> str:
    for table, section in sections:
        if section.name == fault.section:
            return f"line {table.line()}, {fault}"
    return str(fault)


def _choice_lists(table: Table) -> dict[str, tuple[Choice, ...]]:
    return {name: tuple(_choice(each) for each in table.tables(name)) for name in table.names()}


def _choice(table: Table) -> Choice:
    choice = Choice(
        name=table.text("name"),
        label=table.text("label"),
        hint=table.text("hint", ""),
        not_known=table.flag("not_known"),
        retired=table.flag("retired"),
    )
    table.finish()
    return choice


def _section(table: Table, lists: _Choices) -> Section:
    name, label = table.text("name"), table.text("label")
    questions = tuple(_question(each, lists) for each in table.tables("question"))
    repeat = table.flag("repeat")
    if repeat:
        questions = (
            Question(
                name=name,
                type=QuestionType.REPEAT,
                label=label,
                columns=questions,
                row_label=table.text("row_label"),
                required=table.flag("required"),
                required_message=table.text("required_message", ""),
            ),
        )
    section = Section(
        name=name,
        label=label,
        hint=table.text("hint", ""),
        questions=questions,
        repeat=repeat,
        relevant=_condition(table, "relevant"),
        office_only=table.flag("office_only"),
        source=table.text("source", ""),
    )
    table.finish()
    return section


def _question(table: Table, lists: _Choices) -> Question:
    kind, choice_list = _type(table)
    choices_from = table.text("choices_from", "")
    if kind in SELECTS and (choice_list not in lists if choice_list else not choices_from):
        raise table.wrong("needs a list of choices that the form has, or choices_from", "type")
    if choices_from and (choice_list or kind not in SELECTS):
        raise table.wrong("is for a select_one or select_multiple without a list", "choices_from")
    question = Question(
        name=table.text("name"),
        type=kind,
        label=table.text("label"),
        short=table.text("short", ""),
        hint=table.text("hint", ""),
        required=table.flag("required"),
        required_message=table.text("required_message", ""),
        constraint=_condition(table, "constraint"),
        constraint_message=table.text("constraint_message", ""),
        relevant=_condition(table, "relevant"),
        appearance=table.text("appearance", ""),
        office_only=table.flag("office_only"),
        choice_list=choice_list,
        choices_from=choices_from,
        choices=lists.get(choice_list, ()),
        always_known=table.flag("always_known"),
        columns=tuple(_question(each, lists) for each in table.tables("column")),
        row_label=table.text("row_label", ""),
        source=table.text("source", ""),
    )
    table.finish()
    return question


def _type(table: Table) -> tuple[QuestionType, str]:
    word, _, choice_list = table.text("type").partition(" ")
    try:
        kind = QuestionType(word)
    except ValueError:
        known = ", ".join(QuestionType)
        raise table.wrong(
            f"“{word}” is not a type of question; the types are {known}", "type"
        ) from None
    if choice_list and kind not in SELECTS:
        raise table.wrong("only select_one and select_multiple take a list of choices", "type")
    return kind, choice_list


def _condition(table: Table, key: str) -> Condition | None:
    text = table.text(key, "")
    if not text:
        return None
    try:
        return parse(text)
    except ConditionError as error:
        raise table.wrong(f"“{text}” is not a condition: {error}", key) from error
