"""What do the statutory criteria give for a case: always, must unless, should consider, may or none?

The rules of each edition are data (CriteriaRules); this file only says what a condition means when
some answers are not known. The result shows its reasons and sources; it never decides.

A condition is true, false or not known. An answer that was not given, or is "nk", is not known.

Source: domain notes 1.5 (logic as data) and 2.4 (criteria sets); catalogue rows A30-A34, B34, B48.
"""

from __future__ import annotations

import calendar
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import assert_never

from lif_desktop.domain.answers import Answers, UncertainDate
from lif_desktop.domain.vocabulary import Trust
from lif_desktop.errors import Problem

AGE = "age"
BORN = "born"
DIED_ON = "died_on"
_YES_NO = ("yes", "no")

ANSWER_CHOICES: Mapping[str, tuple[str, ...]] = {
    "abuse_or_neglect": ("known", "suspected", "no"),
    "died": _YES_NO,
    "seriously_harmed": _YES_NO,
    "joint_working_concern": ("yes", "no", "no-definitive"),
    "suspected_suicide": _YES_NO,
    "recovered": _YES_NO,
    "harm_kind": ("life_threatening_injury", "long_term_impairment", "other"),
    "custody": ("no", "police_custody", "remand", "sentenced", "yoi", "stc", "secure_home"),
    "mha_detained": _YES_NO,
    "deprivation_of_liberty": _YES_NO,
    "domestic_homicide": _YES_NO,
    "looked_after": _YES_NO,
    "place": (
        "in_area",
        "outside_england_normally_resident",
        "outside_england_not_resident",
    ),
    "limb": (
        "life_threatening_injury",
        "permanent_impairment",
        "sexual_abuse_serious_harm",
        "parent_murdered_dhr",
        "violent_assault",
    ),
    "highlights_improvements": _YES_NO,
    "law_or_guidance_change": _YES_NO,
    "recurrent_themes": _YES_NO,
    "more_than_one_area": _YES_NO,
    "institutional_setting": _YES_NO,
    "panel_suggests_local_review": _YES_NO,
}
"""Answer key to the codes it may hold; true and false stand for yes and no, and nk for not known."""

_NOT_KNOWN = frozenset({"", "nk", "not_known"})
_CODES = {"true": "yes", "false": "no"}


class Strength(StrEnum):
    """How strongly a rule speaks for the step it is asked about."""

    ALWAYS = "always"
    MUST_UNLESS = "must_unless"
    SHOULD_CONSIDER = "should_consider"
    MAY = "may"
    NONE = "none"


STRENGTH_LABELS: Mapping[Strength, str] = {
    Strength.ALWAYS: "Always",
    Strength.MUST_UNLESS: "Must, unless there is definitive evidence",
    Strength.SHOULD_CONSIDER: "Should be considered",
    Strength.MAY: "May",
    Strength.NONE: "No rule applies",
}
_RANK = {strength: rank for rank, strength in enumerate(reversed(Strength))}


class Truth(StrEnum):
    """What is known of a condition."""

    YES = "yes"
    NO = "no"
    NOT_KNOWN = "not_known"


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """True if the answer is one of the codes; not known if it was not given, unless "nk" is among them."""

    answer: str
    one_of: frozenset[str]
    says: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NotExcluded:
    """True unless the answer is one of the excluding codes: not known does not exclude."""

    answer: str
    excluded_by: frozenset[str]
    says: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AgeBetween:
    """True if the age is within the years given, both included; from age, or from born and died_on."""

    youngest: int
    oldest: int
    says: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AllOf:
    """True if every part is."""

    parts: tuple[Condition, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AnyOf:
    """True if any part is."""

    parts: tuple[Condition, ...]


Leaf = Answered | NotExcluded | AgeBetween
Condition = Leaf | AllOf | AnyOf


@dataclass(frozen=True, slots=True, kw_only=True)
class Criterion:
    """One row of the decision grid, as the edition words it."""

    code: str
    label: str
    definition: str
    source: str
    trust: Trust


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """If the condition holds, the step is called for with this strength, for this reason."""

    code: str
    strength: Strength
    when: Condition
    reason: str
    source: str
    trust: Trust


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """Something that is said beside the result when its condition holds; it changes nothing."""

    when: Condition
    reason: str
    source: str
    trust: Trust


@dataclass(frozen=True, slots=True, kw_only=True)
class Floor:
    """What stands when no rule holds."""

    strength: Strength
    reason: str
    source: str
    trust: Trust


@dataclass(frozen=True, slots=True, kw_only=True)
class CriteriaRules:
    """The criteria and rules of one subject in one edition: review, notification and the like."""

    subject: str
    title: str
    criteria: tuple[Criterion, ...]
    rules: tuple[Rule, ...]
    notes: tuple[Note, ...]
    floor: Floor


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """One condition within a rule, and what is known of it: a line under "Why?"."""

    says: str
    truth: Truth


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleCheck:
    """How one rule came out."""

    rule: Rule
    truth: Truth
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleResult:
    """What the rules give; shown to the people who decide."""

    strength: Strength
    reasons: tuple[str, ...]
    sources: tuple[str, ...]
    """Where the reasons stand, without repeats."""
    missing: tuple[str, ...]
    """Keys of the answers that are not known and could change the result."""
    to_confirm: bool
    """True if something it rests on is recalled only."""
    checks: tuple[RuleCheck, ...] = ()
    """Every rule of the subject, in the edition's order."""
    presumption_lifted: bool = False
    """True if a presumption would stand but for an exception that the answers claim; the evidence
    for it is then to be told in words."""

    def as_plain(self) -> dict[str, object]:
        """Plain values, as the command line prints them."""
        return {
            "strength": self.strength.value,
            "reasons": list(self.reasons),
            "sources": list(self.sources),
            "missing": list(self.missing),
        }


def evaluate(rules: CriteriaRules, answers: Answers) -> RuleResult:
    """What the rules of a subject give for the answers that are known so far.

    The strongest rule that holds gives the result; if none does, the floor. A rule that turns on
    something not known does not hold, but what it waits for is listed as missing.

    Source: domain notes 1.5; catalogue rows A30-A34, B34, B48.
    """
    checks = tuple(_check(rule, answers) for rule in rules.rules)
    holding = [check for check in checks if check.truth is Truth.YES]
    strength = max(
        (check.rule.strength for check in holding),
        key=_RANK.__getitem__,
        default=rules.floor.strength,
    )
    fired = [check.rule for check in holding if check.rule.strength is strength]
    notes = [note for note in rules.notes if truth(note.when, answers) is Truth.YES]
    found: list[Rule | Floor] = [*fired] or [rules.floor]
    grounds = [*found, *notes]
    return RuleResult(
        strength=strength,
        reasons=tuple(ground.reason for ground in grounds),
        sources=tuple(dict.fromkeys(ground.source for ground in grounds)),
        missing=_missing(checks, strength, fired, answers),
        to_confirm=any(ground.trust is Trust.RECALLED for ground in grounds),
        checks=checks,
        presumption_lifted=_RANK[strength] < _RANK[Strength.MUST_UNLESS]
        and any(_is_lifted(rule, answers) for rule in rules.rules),
    )


def truth(condition: Condition, answers: Answers) -> Truth:
    """What is known of a condition.

    Source: domain notes 1.5; catalogue row A32 ("not known" counts towards commissioning).
    """
    match condition:
        case Answered():
            return _answered(condition, codes(answers, condition.answer))
        case NotExcluded():
            return _truth_of(
                not codes(answers, condition.answer)
                & condition.excluded_by  # nothing known: holds
            )
        case AgeBetween():
            return _age_truth(condition, answers)
        case AllOf():
            return _all({truth(part, answers) for part in condition.parts})
        case AnyOf():
            return _any({truth(part, answers) for part in condition.parts})
        case _:
            assert_never(condition)


def codes(answers: Answers, key: str) -> frozenset[str]:
    """The codes an answer holds; empty when it is not known.

    Source: domain notes 4, need 14 ("not known" as an answer in its own right).
    """
    value = answers.get(key)
    values = value if isinstance(value, (list, tuple)) else (value,)
    texts = (str(each).strip().casefold() for each in values if each is not None)
    return frozenset(_CODES.get(text, text) for text in texts if text not in _NOT_KNOWN)


def answer_problems(answers: Answers) -> tuple[Problem, ...]:
    """Answers that no rule can read: a key it does not know, or a value outside the key's codes.

    Source: the answer keys shared with the command line; domain notes 1.5.
    """
    return tuple(_answer_problems(answers))


def conditions(condition: Condition) -> Iterator[Leaf]:
    """The single conditions within a condition, in their order.

    Source: domain notes 1.5 (what a rule turns on can be shown).
    """
    if isinstance(condition, (AllOf, AnyOf)):
        for part in condition.parts:
            yield from conditions(part)
    else:
        yield condition


def _answer_problems(answers: Answers) -> Iterator[Problem]:
    for key in answers:
        if key == AGE:
            if codes(answers, AGE) and _age(answers) is None:
                yield Problem(AGE, "age must be a number of years, for example 16.")
        elif key in {BORN, DIED_ON}:
            if codes(answers, key) and _span(answers.get(key)) is None:
                yield Problem(key, f"{key} must be a date, for example 2001-05-19.")
        elif key not in ANSWER_CHOICES:
            known = ", ".join([*ANSWER_CHOICES, AGE, BORN, DIED_ON])
            yield Problem(key, f"“{key}” is not a question of the rules. They ask: {known}.")
        elif codes(answers, key) - set(ANSWER_CHOICES[key]):
            # What was given isn't repeated: it may be words of a case.
            allowed = ", ".join([*ANSWER_CHOICES[key], "nk"])
            yield Problem(key, f"{key} must be one of: {allowed}.")


def _check(rule: Rule, answers: Answers) -> RuleCheck:
    marks = tuple(
        Mark(says=leaf.says, truth=truth(leaf, answers)) for leaf in conditions(rule.when)
    )
    return RuleCheck(rule=rule, truth=truth(rule.when, answers), marks=marks)


def _missing(
    checks: Iterable[RuleCheck], strength: Strength, fired: Iterable[Rule], answers: Answers
) -> tuple[str, ...]:
    """Unknown answers of stronger rules, and of the rules that hold only for want of an answer."""
    found = [
        key
        for check in checks
        if check.truth is Truth.NOT_KNOWN and _RANK[check.rule.strength] > _RANK[strength]
        for key in _unknown(check.rule.when, answers)
    ]
    on_trust = [list(_unexcluded(rule.when, answers)) for rule in fired]
    if all(on_trust):
        found += [key for keys in on_trust for key in keys]
    return tuple(dict.fromkeys(found))


def _unknown(condition: Condition, answers: Answers) -> Iterator[str]:
    if isinstance(condition, (AllOf, AnyOf)):
        for part in condition.parts:
            if truth(part, answers) is Truth.NOT_KNOWN:
                yield from _unknown(part, answers)
    elif isinstance(condition, AgeBetween):
        yield AGE
    else:
        yield condition.answer


def _unexcluded(condition: Condition, answers: Answers) -> Iterator[str]:
    """What a condition that holds takes on trust; a branch it does not need is passed over."""
    if isinstance(condition, AllOf):
        for part in condition.parts:
            yield from _unexcluded(part, answers)
    elif isinstance(condition, AnyOf):
        holding = [part for part in condition.parts if truth(part, answers) is Truth.YES]
        on_trust = [list(_unexcluded(part, answers)) for part in holding]
        if all(on_trust):
            yield from (key for keys in on_trust for key in keys)
    elif isinstance(condition, NotExcluded) and not codes(answers, condition.answer):
        yield condition.answer


def _is_lifted(rule: Rule, answers: Answers) -> bool:
    """Does a presumption fail only because an answer claims the exception to it?

    Source: ToR 1.6 (catalogue row A32): definitive evidence lifts it, and is to be recorded.
    """
    if rule.strength is not Strength.MUST_UNLESS or not isinstance(rule.when, AllOf):
        return False
    exceptions = [part for part in rule.when.parts if isinstance(part, NotExcluded)]
    grounds = [part for part in rule.when.parts if not isinstance(part, NotExcluded)]
    return all(truth(part, answers) is Truth.YES for part in grounds) and any(
        truth(part, answers) is Truth.NO for part in exceptions
    )


def _answered(condition: Answered, known: frozenset[str]) -> Truth:
    if known:
        return _truth_of(bool(known & condition.one_of))
    return Truth.YES if "nk" in condition.one_of else Truth.NOT_KNOWN


def _truth_of(holds: bool) -> Truth:  # noqa: FBT001  # a truth value is the whole of the argument
    return Truth.YES if holds else Truth.NO


def _all(parts: set[Truth]) -> Truth:
    if Truth.NO in parts:
        return Truth.NO
    return Truth.NOT_KNOWN if Truth.NOT_KNOWN in parts else Truth.YES


def _any(parts: set[Truth]) -> Truth:
    if Truth.YES in parts:
        return Truth.YES
    return Truth.NOT_KNOWN if Truth.NOT_KNOWN in parts else Truth.NO


def _age_truth(condition: AgeBetween, answers: Answers) -> Truth:
    ages = _ages(answers)
    if ages is None:
        return Truth.NOT_KNOWN
    youngest, oldest = ages
    if oldest < condition.youngest or youngest > condition.oldest:
        return Truth.NO
    sure = condition.youngest <= youngest and oldest <= condition.oldest
    return Truth.YES if sure else Truth.NOT_KNOWN


def _ages(answers: Answers) -> tuple[int, int] | None:
    """The lowest and highest age in whole years that the answers allow; dates before a stated age."""
    born, died = _span(answers.get(BORN)), _span(answers.get(DIED_ON))
    if born is None or died is None:
        age = _age(answers)
        return None if age is None else (age, age)
    return _years(born[1], died[0]), _years(born[0], died[1])


def _age(answers: Answers) -> int | None:
    text = "".join(codes(answers, AGE))
    return int(text) if text.isascii() and text.isdigit() else None


def _years(born: date, on: date) -> int:
    return on.year - born.year - ((on.month, on.day) < (born.month, born.day))


def _span(answer: object) -> tuple[date, date] | None:
    """First and last day a date answer can mean; None if it says nothing or names no real day."""
    try:
        if isinstance(answer, str):
            answer = date.fromisoformat(answer.strip())
        if isinstance(answer, date):
            return answer, answer
        uncertain = UncertainDate.from_answer(answer)
        if uncertain is None or uncertain.year is None:
            return None
        return _days(uncertain.year, uncertain.month, uncertain.day)
    except ValueError:
        return None


def _days(year: int, month: int | None, day: int | None) -> tuple[date, date]:
    if month is None:
        return date(year, 1, 1), date(year, 12, 31)
    if day is None:
        return date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1])
    return date(year, month, day), date(year, month, day)
