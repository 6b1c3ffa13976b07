"""How does a form look as an XLSForm, for exchange with tools that speak it?

The sheets are plain rows; writing them into a spreadsheet is not this room's work. What an XLSForm
cannot say goes into the hint or is left out: how exactly a date is known, its note, and choices
that come from an edition.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from lif_desktop.definitions.conditions import Condition
from lif_desktop.definitions.questions import Choice, Form, Question, QuestionType, Section

Row = dict[str, str]
Sheets = dict[str, list[Row]]
"""Sheet name (survey, choices, settings) to its rows; a row maps column head to cell."""

_REFERENCE = re.compile(r"\$\{([A-Za-z0-9_]+)\}")
_TYPES: Mapping[QuestionType, str] = {
    QuestionType.MONTH: "date",
    QuestionType.PERSON: "text",
    QuestionType.AGENCY: "text",
    QuestionType.NHS_NUMBER: "text",
    QuestionType.UPN: "text",
    QuestionType.POSTCODE: "text",
    QuestionType.ATTACHMENT: "file",
    QuestionType.TIME: "text",
}
"""Types that an XLSForm has under another name; a time is text, because it is kept as it was given."""


def to_xlsform(form: Form) -> Sheets:
    """The form as the three sheets of an XLSForm.

    Columns of a table are named table__column, because an XLSForm has one room for all names.
    """
    return {
        "settings": [
            {
                "form_title": form.title,
                "form_id": form.form_id,
                "version": form.version,
                "default_language": form.language,
            }
        ],
        "survey": [row for section in form.sections for row in _section_rows(section)],
        "choices": _choice_rows(form),
    }


def _section_rows(section: Section) -> Iterator[Row]:
    if section.repeat:
        yield from _table_rows(section.questions[0], section.relevant)
        return
    yield _filled(
        type="begin_group",
        name=f"{section.name}__page",
        label=section.label,
        relevant=_text(section.relevant),
    )
    if section.hint:
        yield {"type": "note", "name": f"{section.name}__hint", "label": section.hint}
    for question in section.questions:
        if question.type is QuestionType.REPEAT:
            yield from _table_rows(question, question.relevant)
        else:
            yield _question_row(question, None)
    yield {"type": "end_group", "name": f"{section.name}__page"}


def _table_rows(table: Question, relevant: Condition | None) -> Iterator[Row]:
    yield _filled(
        type="begin_repeat", name=table.name, label=table.label, relevant=_text(relevant)
    )
    for column in table.columns:
        yield _question_row(column, table)
    yield {"type": "end_repeat", "name": table.name}


def _question_row(question: Question, table: Question | None) -> Row:
    return _filled(
        type=_type(question),
        name=_name(question.name, table),
        label=question.label,
        hint=question.hint,
        required="yes" if question.required else "",
        required_message=question.required_message,
        constraint=_text(question.constraint, table),
        constraint_message=question.constraint_message,
        relevant=_text(question.relevant, table),
        appearance=_appearance(question),
    )


def _type(question: Question) -> str:
    if question.choices:
        return f"{question.type} {question.choice_list or _outside(question)}"
    if question.choices_from:
        return "text"
    return _TYPES.get(question.type, question.type.value)


def _outside(question: Question) -> str:
    return question.choices_from.replace(".", "_")


def _appearance(question: Question) -> str:
    if question.type is QuestionType.MONTH:
        return "month-year"
    return "multiline" if question.multiline else ""


def _name(name: str, table: Question | None) -> str:
    return name if table is None else f"{table.name}__{name}"


def _text(condition: Condition | None, table: Question | None = None) -> str:
    """A condition with the names of the table's own columns as the sheet has them."""
    if condition is None:
        return ""
    own = {column.name for column in table.columns} if table is not None else set()
    return _REFERENCE.sub(
        lambda found: f"${{{_name(found[1], table)}}}" if found[1] in own else found[0],
        condition.text,
    )


def _choice_rows(form: Form) -> list[Row]:
    lists: dict[str, tuple[Choice, ...]] = {}
    for question in form.questions():
        for each in (question, *question.columns):
            if each.choices:
                lists[each.choice_list or _outside(each)] = each.choices
    return [
        {"list_name": name, "name": choice.name, "label": choice.label}
        for name, choices in lists.items()
        for choice in choices
    ]


def _filled(**cells: str) -> Row:
    return {head: cell for head, cell in cells.items() if cell}
