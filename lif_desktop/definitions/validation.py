"""What is wrong with these answers, what is worth a second look, and what belongs in the record?

Problems stop a form from being finished; never a draft from being saved. Advice stops nothing:
real records hold NHS numbers that do not add up, and they are kept as they were given.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping
from datetime import date

from lif_desktop.definitions.clauses import answer_days
from lif_desktop.definitions.questions import DATES, Form, Question, QuestionType
from lif_desktop.definitions.visibility import Asked, asked, is_empty
from lif_desktop.domain.answers import Answers, DatePrecision, rows_of
from lif_desktop.domain.identifiers import nhs_number_problem, postcode_problem, upn_problem
from lif_desktop.errors import InvalidAnswersError, Problem

_CLOCK_TIME = re.compile(
    r"([01]?\d|2[0-3])[:.][0-5]\d|(1[0-2]|[1-9])([:.][0-5]\d)?\s?[ap]m|midday|midnight"
)
FIRST_YEAR, LAST_YEAR = 1900, 2200
"""Years that a date may have; others are slips of the hand."""


def problems(
    form: Form, answers: Answers, *, on: date, sections: Collection[str] | None = None
) -> tuple[Problem, ...]:
    """What stops the answers from being finished, in the form's order; one problem a question.

    Args:
        form: the form, with its outside choices filled in (Form.filled) where it has any.
        answers: the answers; a question that is not asked is not looked at.
        on: the day that today() stands for.
        sections: names of the sections to look at; None for the whole form.
    """
    found = [
        Problem(each.path, message)
        for each in asked(form, answers, on=on)
        if sections is None or each.section.name in sections
        for message in [_problem(each, on)]
        if message
    ]
    if sections is None:
        found.extend(_strangers(form, answers))
    return tuple(found)


def require_valid(form: Form, answers: Answers, *, on: date) -> None:
    """Complain if the answers cannot be finished.

    Raises:
        InvalidAnswersError: with every problem.
    """
    found = problems(form, answers, on=on)
    if found:
        raise InvalidAnswersError(found)


def advice(form: Form, answers: Answers, *, on: date) -> tuple[Problem, ...]:
    """What is worth a second look but may stay as it is, in the form's order."""
    return tuple(
        Problem(each.path, message)
        for each in asked(form, answers, on=on)
        for message in [_advice(each.question, each.answer)]
        if message
    )


def visible(form: Form, answers: Answers, *, on: date) -> frozenset[str]:
    """Paths of the questions that are asked: "incident_on", "children[0].born"."""
    return frozenset(each.path for each in asked(form, answers, on=on))


def finished(form: Form, answers: Answers, *, on: date) -> dict[str, object]:
    """The answers as they go into the record: what is not asked and what is empty is left out."""
    kept: dict[str, object] = {}
    rows: dict[str, dict[int, dict[str, object]]] = {}
    for each in asked(form, answers, on=on):
        if each.question.type is QuestionType.REPEAT:
            kept[each.path] = []
        elif is_empty(each.answer) or not each.question.takes_answer:
            continue
        elif each.row is None:
            kept[each.path] = each.answer
        else:
            table, number = each.row
            cells = rows.setdefault(table, {}).setdefault(number, {})
            cells[each.question.name] = each.answer
    for table, numbered in rows.items():
        kept[table] = list(numbered.values())
    return {name: answer for name, answer in kept.items() if not is_empty(answer)}


def _problem(each: Asked, on: date) -> str:
    """The first thing wrong with one answer: missing, then impossible, then anything else."""
    question = each.question
    if not question.takes_answer:
        return ""
    if is_empty(each.answer):
        return question.required_message if question.required else ""
    return _SHAPES.get(question.type, _text_problem)(question, each.answer) or _constraint(
        each, on
    )


def _constraint(each: Asked, on: date) -> str:
    """The constraint's message, unless it holds or cannot be judged yet."""
    condition = each.question.constraint
    if condition is None or any(is_empty(each.seen.get(name)) for name in condition.references()):
        return ""
    if each.question.type in DATES and answer_days(each.answer) is None:
        return ""
    if condition.holds(each.seen, today=on, this=each.answer):
        return ""
    return each.question.constraint_message


def _strangers(form: Form, answers: Answers) -> Iterator[Problem]:
    """Answers to questions that the form does not have: they would be lost without a word."""
    known = {question.name: question for question in form.questions()}
    for name, answer in answers.items():
        question = known.get(name)
        if question is None:
            yield Problem(name, f"The form has no question “{name}”.")
        elif question.columns and isinstance(answer, (list, tuple)):
            columns = {column.name for column in question.columns}
            for number, row in enumerate(rows_of(answers, name)):
                for stranger in (column for column in row if column not in columns):
                    path = f"{name}[{number}].{stranger}"
                    yield Problem(path, f"The form has no question “{name}.{stranger}”.")


def _text_problem(question: Question, answer: object) -> str:
    return "" if isinstance(answer, str) else f"{question.name_in_messages} must be text"


def _integer_problem(question: Question, answer: object) -> str:
    if isinstance(answer, int) and not isinstance(answer, bool):
        return ""
    return f"{question.name_in_messages} must be a whole number, like 14"


def _choice_problem(question: Question, answer: object) -> str:
    if not question.choices and isinstance(answer, str):
        return ""
    if answer in [choice.name for choice in question.choices]:
        return ""
    return f"{question.name_in_messages} must be one of the choices on the list"


def _choices_problem(question: Question, answer: object) -> str:
    if isinstance(answer, (list, tuple)):
        return next((wrong for one in answer if (wrong := _choice_problem(question, one))), "")
    return f"{question.name_in_messages} must be choices on the list"


def _table_problem(question: Question, answer: object) -> str:
    if isinstance(answer, (list, tuple)) and all(isinstance(row, Mapping) for row in answer):
        return ""
    return f"{question.name_in_messages} must be a table"


def _attachment_problem(question: Question, answer: object) -> str:
    if isinstance(answer, Mapping) and isinstance(answer.get("name"), str):
        return ""
    return f"{question.name_in_messages} must be a file"


def _date_problem(question: Question, answer: object) -> str:
    name = question.name_in_messages
    given = answer.get("precision") if isinstance(answer, Mapping) else None
    if not isinstance(answer, Mapping) or not isinstance(given, str) or given not in _PARTS:
        return f"{name} must be a real date"
    precision = DatePrecision(given)
    if precision is DatePrecision.NOT_KNOWN:
        return ""
    missing = [part for part in _PARTS[precision] if answer.get(part) is None]
    if answer.get("day") is not None and answer.get("month") is None and "month" not in missing:
        missing.append("month")
    if answer.get("typed"):  # parts that were typed and are no number: kept, and no date
        return f"{name} must be a real date"
    if missing:
        return f"{name} must include a {' and '.join(missing)}"
    if question.type is QuestionType.MONTH and answer.get("day") is not None:
        return f"{name} must be a month and a year, without the day"
    return "" if _is_real(answer) else f"{name} must be a real date"


def _is_real(answer: Mapping[str, object]) -> bool:
    parts = [answer.get(part) for part in ("year", "month", "day")]
    if not all(part is None or type(part) is int for part in parts):
        return False
    days = answer_days(answer)
    return days is not None and FIRST_YEAR <= days.first.year <= LAST_YEAR


_PARTS: Mapping[str, tuple[str, ...]] = {
    DatePrecision.EXACT: ("day", "month", "year"),
    DatePrecision.APPROXIMATE: ("year",),
    DatePrecision.MONTH: ("month", "year"),
    DatePrecision.YEAR: ("year",),
    DatePrecision.NOT_KNOWN: (),
}
_SHAPES: Mapping[QuestionType, Callable[[Question, object], str]] = {
    QuestionType.INTEGER: _integer_problem,
    QuestionType.DATE: _date_problem,
    QuestionType.MONTH: _date_problem,
    QuestionType.SELECT_ONE: _choice_problem,
    QuestionType.SELECT_MULTIPLE: _choices_problem,
    QuestionType.REPEAT: _table_problem,
    QuestionType.ATTACHMENT: _attachment_problem,
}
"""How an answer's shape is checked; every other kind is text."""


def _advice(question: Question, answer: object) -> str:
    if not isinstance(answer, str) or not answer.strip():
        return ""
    match question.type:
        case QuestionType.NHS_NUMBER:
            return nhs_number_problem(answer) or ""
        case QuestionType.UPN:
            return upn_problem(answer) or ""
        case QuestionType.POSTCODE:
            return postcode_problem(answer) or ""
        case QuestionType.TIME if not _CLOCK_TIME.fullmatch(answer.strip()):
            return f"{question.name_in_messages} is kept as it is written, but cannot be placed on a timeline"
        case _:
            return ""
