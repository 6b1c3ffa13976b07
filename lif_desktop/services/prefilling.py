"""Type once: what does a case know already that a new form asks for?

Each prefilled answer says where it came from; names are replaced by what stands for the person.

Source: catalogue rows D10, D11, D13, D16 (prefilled, computed, pulled live); product principle "type once".
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from lif_desktop.definitions.edition import Framework
from lif_desktop.domain.answers import Answers, DatePrecision, UncertainDate, text_of
from lif_desktop.domain.decisions import RECOMMENDATION_EXTRAS, Tally
from lif_desktop.domain.pseudonyms import KeyedPerson, people_key, without_names
from lif_desktop.domain.timelines import CaseClock
from lif_desktop.domain.vocabulary import plain_date
from lif_desktop.services.cases import CaseFile

_TYPE_OF_REVIEW: Mapping[str, tuple[str, ...]] = {
    "scr": ("scr",),
    "discretionary_scr": ("scr",),
    "alternative_review": ("multi_agency",),
    "single_agency_review": ("single_agency",),
    "lcspr": ("rapid_review", "lcspr"),
    "lcspr_and_national": ("rapid_review", "lcspr"),
    "alternative_local": ("rapid_review", "partnership_review"),
    "no_further_action": ("rapid_review",),
}
"""Outcome of a decision to the types of review in the learning summary."""
_REVIEW_CLOCKS = (
    "reviewing_completed",
    "scr_completed",
    "lcspr_completed",
    "partnership_review_limit",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Prefilled:
    """An answer that was filled in, and where it came from."""

    answer: object
    source: str
    """In a sentence."""
    page: str
    """Name of the window's page that shows the source: decision, referral, case, actions."""


def learning_answers(file: CaseFile, framework: Framework) -> Mapping[str, Prefilled]:
    """What a case knows of its learning summary: question name to the prefilled answer.

    Args:
        file: everything recorded of the case.
        framework: the case's board framework.
    """
    referral: Answers = {} if file.referral is None else file.referral.answers
    people = people_key(referral, pseudonym=file.case.pseudonym)
    found = {
        "review_type": _review_type(file),
        "review_and_purpose": _review_and_purpose(file, framework),
        "incident_month": _incident_month(referral),
        "learnt_about_case": _learnt(file, referral, people),
        "learnt_about_method": _length_of_review(file),
        "how_changed": _actions_so_far(file),
    }
    return {name: each for name, each in found.items() if each is not None}


def decision_answers(file: CaseFile, framework: Framework, tally: Tally) -> dict[str, object]:
    """What a case knows of its decision form before the Chair writes: recommendation and reflection.

    Args:
        file: everything recorded of the case.
        framework: the case's board framework.
        tally: how the members recommend.
    """
    found: dict[str, object] = {}
    sent = file.case.recommendation_sent_on
    if sent is not None:
        found["recommendation_received_on"] = UncertainDate.on(sent).as_answer()
    summary = _recommendation(file, framework, tally)
    if summary:
        found["recommendation_summary"] = summary
    reflection = [clock.due_on for clock in file.clocks if clock.clock == "chair_reflection"]
    if reflection:
        found["reflection_ends_on"] = UncertainDate.on(max(reflection)).as_answer()
    return found


def _recommendation(file: CaseFile, framework: Framework, tally: Tally) -> str:
    """The recommendation in a sentence: "Serious Case Review, 6 of 7 members; dissent of ..."."""
    if not tally.leading:
        return ""
    labels = {outcome.code: outcome.label for outcome in framework.outcomes}
    label = labels.get(tally.leading, RECOMMENDATION_EXTRAS.get(tally.leading, tally.leading))
    names = {who.id: who.name for who in file.participants}
    dissent = [names.get(each.participant_id, "") for each in file.recommendations if each.dissent]
    sentence = f"{label}, {tally.counts[tally.leading]} of {tally.members} members"
    return f"{sentence}; dissent of {', '.join(dissent)}" if dissent else sentence


def _review_type(file: CaseFile) -> Prefilled | None:
    codes = _TYPE_OF_REVIEW.get("" if file.decision is None else file.decision.outcome)
    if codes is None:
        return None
    return Prefilled(answer=list(codes), source="From the decision: its outcome.", page="decision")


def _review_and_purpose(file: CaseFile, framework: Framework) -> Prefilled | None:
    if file.decision is None:
        return None
    outcome = framework.edition.outcome(file.decision.outcome).label
    method = text_of(file.decision.answers, "alternative_review_method").strip()
    sentence = f"{outcome}, {method}." if method else f"{outcome}."
    return Prefilled(
        answer=sentence, source="From the decision: outcome and method.", page="decision"
    )


def _incident_month(referral: Answers) -> Prefilled | None:
    """Month and year of the incident, never the day.

    Source: catalogue row D11.
    """
    given = UncertainDate.from_answer(referral.get("incident_on"))
    if given is None or given.year is None:
        return None
    month = UncertainDate(
        precision=DatePrecision.YEAR if given.month is None else DatePrecision.MONTH,
        year=given.year,
        month=given.month,
    )
    return Prefilled(
        answer=month.as_answer(),
        source="From the referral: month and year of the incident, without the day.",
        page="referral",
    )


def _learnt(
    file: CaseFile, referral: Answers, people: tuple[KeyedPerson, ...]
) -> Prefilled | None:
    decided: Answers = {} if file.decision is None else file.decision.answers
    parts = {
        "the decision’s early learning": text_of(decided, "early_learning"),
        "the referral’s good practice": text_of(referral, "good_practice"),
    }
    told = {where: text for where, text in parts.items() if text.strip()}
    if not told:
        return None
    return Prefilled(
        answer=without_names("\n".join(told.values()), people),
        source=f"From {' and '.join(told)}; names replaced. Other identifiers are for you to take out.",
        page="decision" if text_of(decided, "early_learning").strip() else "referral",
    )


def _length_of_review(file: CaseFile) -> Prefilled | None:
    """How long the review took, from the clock that was met last.

    Source: catalogue row D13 (length computed from clocks).
    """
    for name in _REVIEW_CLOCKS:
        for clock in file.clocks:
            if clock.clock == name and clock.completed_on is not None:
                return Prefilled(
                    answer=_length_words(clock),
                    source=f"From the clock “{clock.label}”.",
                    page="case",
                )
    return None


def _length_words(clock: CaseClock) -> str:
    if clock.completed_on is None:
        return ""
    days = (clock.completed_on - clock.started_on).days
    weeks, over = divmod(days, 7)
    return (
        f"The review took {_counted(days, 'day')} ({_counted(weeks, 'week')}, {_counted(over, 'day')}), "
        f"from {plain_date(clock.started_on)} to {plain_date(clock.completed_on)}."
    )


def _actions_so_far(file: CaseFile) -> Prefilled | None:
    """How many actions there are, from the tracker.

    Source: catalogue row D16 (actions pulled from the tracker).
    """
    if not file.actions:
        return None
    recommendations = {
        action.recommendation_number or action.recommendation for action in file.actions
    }
    return Prefilled(
        answer=(
            f"{_counted(len(file.actions), 'action')} under "
            f"{_counted(len(recommendations), 'recommendation')}; see the action plan."
        ),
        source="From the action tracker, as it stood when the summary was begun.",
        page="actions",
    )


def _counted(count: int, word: str) -> str:
    return f"{count} {word}" if count == 1 else f"{count} {word}s"
