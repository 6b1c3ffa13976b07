"""Does a form hang together? What a person who fills it in would trip over is found at load time."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from typing_extensions import override

from lif_desktop.definitions.clauses import Constant, codes_asked
from lif_desktop.definitions.conditions import Condition
from lif_desktop.definitions.questions import (
    DATES,
    SELECTS,
    Choice,
    Form,
    Question,
    QuestionType,
    Section,
)

APPEARANCES = frozenset({"", "multiline", "short", "wide"})


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong with a form."""

    section: str
    question: str
    what: str

    @override
    def __str__(self) -> str:
        words = [f"section “{self.section}”"] if self.section else []
        if self.question:
            words.append(f"question “{self.question}”")
        return f"{', '.join(words)}: {self.what}" if words else self.what


def faults(form: Form, lists: Mapping[str, tuple[Choice, ...]]) -> tuple[Fault, ...]:
    """Everything wrong with a form, in its own order; empty if it hangs together.

    Args:
        form: the form as read.
        lists: its choice lists by name.
    """
    return (
        *_list_faults(form, lists),
        *_duplicates(form),
        *_reference_faults(form),
        *_code_faults(form),
        *_cycles(form),
        *(
            Fault(section.name, path, what)
            for section in form.sections
            for path, question in _walk(section)
            for what in _question_faults(question, section)
        ),
    )


def _walk(section: Section) -> Iterator[tuple[str, Question]]:
    """Every question and column with its path."""
    for question in section.questions:
        yield question.name, question
        for column in question.columns:
            yield f"{question.name}.{column.name}", column


def _list_faults(form: Form, lists: Mapping[str, tuple[Choice, ...]]) -> Iterator[Fault]:
    used = {question.choice_list for section in form.sections for _, question in _walk(section)}
    for name, choices in lists.items():
        if name not in used:
            yield Fault("", "", f"choice list “{name}” is not used by any question")
        for code in _repeated(choice.name for choice in choices):
            yield Fault("", "", f"choice list “{name}” has the code “{code}” twice")


def _repeated(names: Iterator[str]) -> tuple[str, ...]:
    return tuple(name for name, times in Counter(names).items() if times > 1)


def _duplicates(form: Form) -> Iterator[Fault]:
    for name in _repeated(section.name for section in form.sections):
        yield Fault(name, "", "two sections have this name")
    for name in _repeated(question.name for question in form.questions()):
        yield Fault(form.section_of(name).name, name, "two questions have this name")
    for section in form.sections:
        for question in section.questions:
            for name in _repeated(column.name for column in question.columns):
                yield Fault(section.name, f"{question.name}.{name}", "two columns have this name")


def _conditions(question: Question) -> tuple[Condition, ...]:
    return tuple(each for each in (question.relevant, question.constraint) if each is not None)


def _reference_faults(form: Form) -> Iterator[Fault]:
    known = {question.name for question in form.questions()}
    for section in form.sections:
        if section.relevant is not None:
            for name in sorted(section.relevant.references() - known):
                yield Fault(section.name, "", f"“${{{name}}}” names no question of this form")
        for question in section.questions:
            yield from _unknown(section, question.name, question, known)
            beside = known | {column.name for column in question.columns}
            for column in question.columns:
                yield from _unknown(section, f"{question.name}.{column.name}", column, beside)


def _unknown(section: Section, path: str, question: Question, known: set[str]) -> Iterator[Fault]:
    for condition in _conditions(question):
        for name in sorted(condition.references() - known):
            yield Fault(section.name, path, f"“${{{name}}}” names no question of this form")


def _code_faults(form: Form) -> Iterator[Fault]:
    """Conditions that wait for a choice which is not on the list, so that they never come true."""
    known = {question.name: question for question in form.questions()}
    for section in form.sections:
        for condition in filter(None, [section.relevant]):
            yield from _codes(section, "", condition, known)
        for question in section.questions:
            for condition in _conditions(question):
                yield from _codes(section, question.name, condition, known)
            beside = known | {column.name: column for column in question.columns}
            for column in question.columns:
                for condition in _conditions(column):
                    yield from _codes(section, f"{question.name}.{column.name}", condition, beside)


def _codes(
    section: Section, path: str, condition: Condition, known: Mapping[str, Question]
) -> Iterator[Fault]:
    for name, code in codes_asked(condition.clause):
        choices = known[name].choices if name in known else ()
        if choices and code not in {choice.name for choice in choices}:
            yield Fault(section.name, path, f"“{code}” is not a choice of “${{{name}}}”")


def _cycles(form: Form) -> Iterator[Fault]:
    """Questions that are asked only if they are asked."""
    needs: dict[str, frozenset[str]] = {}
    for section in form.sections:
        around = section.relevant.references() if section.relevant else frozenset()
        for path, question in _walk(section):
            own = question.relevant.references() if question.relevant else frozenset()
            table, _, column = path.partition(".")
            beside = {name for name, _ in _walk(section)}
            above = {table} if column else set()
            needs[path] = (
                around
                | above
                | {
                    f"{table}.{name}" if column and f"{table}.{name}" in beside else name
                    for name in own
                }
            )
    for path in needs:
        if path in _reached(path, needs):
            yield Fault(
                form.section_of(path).name,
                path,
                "is asked only if it is answered itself: the conditions go in a circle",
            )


def _reached(start: str, needs: Mapping[str, frozenset[str]]) -> set[str]:
    reached: set[str] = set()
    waiting = list(needs[start])
    while waiting:
        name = waiting.pop()
        if name not in reached:
            reached.add(name)
            waiting.extend(needs.get(name, ()))
    return reached


def _question_faults(question: Question, section: Section) -> Iterator[str]:
    yield from _wording_faults(question)
    yield from _choice_faults(question)
    never = any(
        condition is not None and condition.clause == Constant(value=False)
        for condition in (question.relevant, section.relevant)
    )
    if question.required and never:
        yield "is required but never asked"
    if (question.type is QuestionType.REPEAT) != bool(question.columns):
        yield "a table needs columns, and only a table has them"
    if question.type is QuestionType.REPEAT and not question.row_label:
        yield "a table needs row_label, what one row is called"
    if any(column.type is QuestionType.REPEAT for column in question.columns):
        yield "a table cannot hold another table"


def _wording_faults(question: Question) -> Iterator[str]:
    if question.type in DATES and not question.hint:
        yield "a date needs a hint, for example “For example, 27 3 2031”"
    if question.required and not question.required_message:
        yield "a required question needs required_message"
    if question.constraint is not None and not question.constraint_message:
        yield "a constraint needs constraint_message"
    if question.appearance not in APPEARANCES:
        yield f"“{question.appearance}” is not an appearance"
    if not question.takes_answer and question.required:
        yield "a note takes no answer and cannot be required"


def _choice_faults(question: Question) -> Iterator[str]:
    if question.type not in SELECTS or question.choices_from:
        return
    knows = any(choice.not_known for choice in question.choices)
    if not knows and not question.always_known:
        yield "the choices have no “Not known”; add one, or say always_known = true"
    if knows and question.always_known:
        yield "always_known is said although the choices have a “Not known”"
