"""How are the criteria and rules of one subject read from an edition's file?

    [subject.review]             title
    [subject.review.floor]       strength, reason, source, trust
    [[subject.review.criterion]] code, label, definition, source, trust
    [[subject.review.rule]]      code, strength, all or any, reason, source, trust
    [[subject.review.note]]      all or any, reason, source, trust

A condition is a table with one of: answer and is; answer and unless; age_from and age_to; all; any.
"""

from __future__ import annotations

from collections import Counter
from enum import StrEnum
from typing import TypeVar

from lif_desktop.definitions.strict_toml import Table
from lif_desktop.domain.criteria import (
    ANSWER_CHOICES,
    AgeBetween,
    AllOf,
    Answered,
    AnyOf,
    Condition,
    CriteriaRules,
    Criterion,
    Floor,
    Note,
    NotExcluded,
    Rule,
    Strength,
)
from lif_desktop.domain.vocabulary import Trust

Choice = TypeVar("Choice", bound=StrEnum)


def criteria_rules(subject: str, table: Table) -> CriteriaRules:
    """The criteria and rules of one subject.

    Raises:
        DefinitionError: naming file, line, table and key.
    """
    found = CriteriaRules(
        subject=subject,
        title=table.text("title"),
        criteria=tuple(_criterion(each) for each in table.tables("criterion")),
        rules=tuple(_rule(each) for each in table.tables("rule")),
        notes=tuple(_note(each) for each in table.tables("note")),
        floor=_floor(table.table("floor")),
    )
    table.finish()
    refuse_repeats(table, "criterion", [each.code for each in found.criteria])
    refuse_repeats(table, "rule", [each.code for each in found.rules])
    return found


def chosen(table: Table, key: str, choices: type[Choice], default: Choice | None = None) -> Choice:
    """The member of an enumeration that a key names.

    Raises:
        DefinitionError: the key is missing or names none of them.
    """
    text = table.text(key, None if default is None else default.value)
    try:
        return choices(text)
    except ValueError:
        allowed = ", ".join(choice.value for choice in choices)
        raise table.wrong(f"must be one of {allowed}, not “{text}”", key) from None


def refuse_repeats(table: Table, key: str, codes: list[str]) -> None:
    """Complain if two tables of a list have the same code.

    Raises:
        DefinitionError: naming the code.
    """
    for code, count in Counter(codes).items():
        if count > 1:
            raise table.wrong(f"has “{code}” more than once", key)


def _criterion(table: Table) -> Criterion:
    found = Criterion(
        code=table.text("code"),
        label=table.text("label"),
        definition=table.text("definition"),
        source=table.text("source"),
        trust=chosen(table, "trust", Trust),
    )
    table.finish()
    return found


def _rule(table: Table) -> Rule:
    found = Rule(
        code=table.text("code"),
        strength=chosen(table, "strength", Strength),
        when=_group(table),
        reason=table.text("reason"),
        source=table.text("source"),
        trust=chosen(table, "trust", Trust),
    )
    table.finish()
    return found


def _note(table: Table) -> Note:
    found = Note(
        when=_group(table),
        reason=table.text("reason"),
        source=table.text("source"),
        trust=chosen(table, "trust", Trust),
    )
    table.finish()
    return found


def _floor(table: Table) -> Floor:
    found = Floor(
        strength=chosen(table, "strength", Strength),
        reason=table.text("reason"),
        source=table.text("source"),
        trust=chosen(table, "trust", Trust),
    )
    table.finish()
    return found


def _group(table: Table) -> AllOf | AnyOf:
    every, either = table.tables("all"), table.tables("any")
    if bool(every) == bool(either):
        raise table.wrong("needs conditions under either “all” or “any”")
    parts = tuple(_condition(each) for each in every or either)
    return AllOf(parts=parts) if every else AnyOf(parts=parts)


def _condition(table: Table) -> Condition:
    names = set(table.names())
    found: Condition
    if names & {"all", "any"}:
        found = _group(table)
    elif "age_from" in names:
        found = AgeBetween(
            youngest=table.number("age_from"),
            oldest=table.number("age_to"),
            says=table.text("says"),
        )
    elif "unless" in names:
        found = NotExcluded(
            answer=_answer(table), excluded_by=_codes(table, "unless"), says=table.text("says")
        )
    else:
        found = Answered(
            answer=_answer(table), one_of=_codes(table, "is"), says=table.text("says")
        )
    table.finish()
    return found


def _answer(table: Table) -> str:
    answer = table.text("answer")
    if answer not in ANSWER_CHOICES:
        raise table.wrong(f"must be an answer the rules can ask for, not “{answer}”", "answer")
    return answer


def _codes(table: Table, key: str) -> frozenset[str]:
    codes = table.texts(key)
    allowed = {*ANSWER_CHOICES[table.text("answer")], "nk"}
    if not codes:
        raise table.wrong("needs at least one code", key)
    for code in codes:
        if code not in allowed:
            raise table.wrong(f"“{code}” is not a code of {table.text('answer')}", key)
    return frozenset(codes)
