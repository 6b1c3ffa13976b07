"""Agency views, the recommendation, dissent, and what the Chair's decision must contain.

The program shows what a rule gives and never decides.

Source: catalogue rows A32, A35, A50-A54, B39, B42, B43; domain notes 1.5.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from lif_desktop.domain.answers import Answers, text_of
from lif_desktop.domain.criteria import RuleResult, Strength
from lif_desktop.domain.identities import (
    AssessmentId,
    CaseId,
    DecisionId,
    ParticipantId,
    RecommendationId,
    ViewId,
)
from lif_desktop.domain.people import Participant, recommends
from lif_desktop.domain.vocabulary import Trust
from lif_desktop.errors import InvalidAnswersError, Problem, RuleBrokenError


class ViewCode(StrEnum):
    """What a participant thinks of one criterion."""

    MET = "met"
    NOT_MET = "not_met"
    UNSURE = "unsure"
    NOT_KNOWN = "not_known"


VIEW_LABELS: Mapping[ViewCode, str] = {
    ViewCode.MET: "Met",
    ViewCode.NOT_MET: "Not met",
    ViewCode.UNSURE: "Unsure",
    ViewCode.NOT_KNOWN: "Not known",
}


RECOMMENDATION_EXTRAS: Mapping[str, str] = {
    "none": "No review",
    "abstain": "Abstains",
    "unsure": "Unsure",
    "no_view": "No view",
}
"""What a participant may say besides an outcome of the edition."""
_NO_STEP = frozenset({"abstain", "unsure", "no_view"})
"""What is counted, and recommends no step."""


class OutcomeKind(StrEnum):
    """What an outcome means for the rules, whatever the edition calls it."""

    STATUTORY_REVIEW = "statutory_review"
    OTHER_REVIEW = "other_review"
    NO_REVIEW = "no_review"
    PENDING = "pending"
    """Not a decision yet: more information is asked for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """One way a case may be decided under an edition."""

    code: str
    label: str
    kind: OutcomeKind
    description: str
    source: str
    trust: Trust


@dataclass(frozen=True, slots=True, kw_only=True)
class GridAssessment:
    """The decision grid of a case: criteria with evidence, and the facts the rule is asked with."""

    id: AssessmentId
    revision: int = 0
    case_id: CaseId
    form_version: str
    answers: Answers
    """Answers to the grid form: table criteria, table factors, and the rule's answer keys."""
    assessed_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class AgencyView:
    """One participant's view of one criterion, with the reason if one was given."""

    id: ViewId
    revision: int = 0
    case_id: CaseId
    participant_id: ParticipantId
    criterion: str
    """Code of the criterion in the case's edition."""
    view: ViewCode
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Recommendation:
    """What one participant recommends, in their own words."""

    id: RecommendationId
    revision: int = 0
    case_id: CaseId
    participant_id: ParticipantId
    recommends: str
    """Code of an outcome in the case's edition, or none, abstain, unsure, no_view."""
    wording: str = ""
    """As they put it, if the code says less: "No SCR; own RCA"."""
    reason: str = ""
    dissent: bool = False
    """True if the participant wants disagreement recorded in full."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """How the recommendations fall, members only."""

    counts: Mapping[str, int]
    """Recommendation code to number of members and deputies."""
    members: int
    """Members and deputies in all, whether or not they have recommended yet."""
    not_counted: Mapping[str, int]
    """The same for invitees and people in attendance: heard, never counted."""
    leading: str
    """Recommended step with the most; empty when nobody recommends one or the lead is shared."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChairDecision:
    """The decision, in the decision maker's own words."""

    id: DecisionId
    revision: int = 0
    case_id: CaseId
    form_version: str
    outcome: str
    """Code of an outcome in the case's edition."""
    decided_on: date
    decided_by: str
    """Name and capacity of the decision maker or makers, as printed."""
    acting_for: str = ""
    """Post of the person stood in for; empty if nobody."""
    reasons: str
    rule_strength: str
    """What the rule gave when the decision was made."""
    departs_from_rule: bool = False
    answers: Answers
    """Answers to the decision form, in full."""


def tally(participants: Sequence[Participant], given: Sequence[Recommendation]) -> Tally:
    """Count the recommendations: each member or deputy once, invitees never.

    Source: ToR 4.3 and 6.3 (catalogue row A50); acceptance idea 4.
    """
    standing = {participant.id: recommends(participant) for participant in participants}
    counted = Counter(each.recommends for each in given if standing.get(each.participant_id))
    heard = Counter(
        each.recommends for each in given if standing.get(each.participant_id) is False
    )
    ranked = Counter({code: n for code, n in counted.items() if code not in _NO_STEP}).most_common(
        2
    )
    shared = len(ranked) == 2 and ranked[0][1] == ranked[1][1]
    return Tally(
        counts=dict(counted),
        members=sum(standing.values()),
        not_counted=dict(heard),
        leading=ranked[0][0] if ranked and not shared else "",
    )


def departs_from_rule(outcome: Outcome, rule: RuleResult) -> bool:
    """Does the outcome differ from what the rule calls for?

    A statutory review never departs; asking for more information decides nothing yet.

    Source: domain notes 1.5 (a "why not" when a criterion is met but no statutory review follows).
    """
    called_for = rule.strength in {
        Strength.ALWAYS,
        Strength.MUST_UNLESS,
        Strength.SHOULD_CONSIDER,
    }
    return called_for and outcome.kind not in _FOLLOWED


_FOLLOWED = frozenset({OutcomeKind.STATUTORY_REVIEW, OutcomeKind.PENDING})
"""Outcomes that depart from no rule."""


def check_decision(
    decision: ChairDecision, rule: RuleResult, outcomes: Sequence[Outcome]
) -> tuple[Problem, ...]:
    """What a decision still lacks before it may be recorded; empty if nothing.

    Args:
        decision: as it would be recorded; definitive_evidence and why_not are read from its answers.
        rule: what the rule gives on the day.
        outcomes: the outcomes of the case's edition.

    Source: catalogue rows A32, A35, B43; domain notes 1.5; acceptance idea 1.
    """
    problems = _entry_problems(decision)
    outcome = next((each for each in outcomes if each.code == decision.outcome), None)
    if outcome is None:
        return (*problems, Problem("outcome", "Choose the outcome."))
    return (*problems, *_departure_problems(decision, outcome, rule))


def require_decision(
    decision: ChairDecision, rule: RuleResult, outcomes: Sequence[Outcome]
) -> None:
    """Refuse a decision that may not be recorded as it stands.

    Raises:
        InvalidAnswersError: the outcome, the reasons or the decision maker is missing; all
            problems are told at once.
        RuleBrokenError: all it lacks is the text that a departure from the rule asks for; carries
            the rule and its source.

    Source: catalogue rows A32, A35, B43; domain notes 1.5.
    """
    problems = check_decision(decision, rule, outcomes)
    if len(problems) == 1 and problems[0].question in _DEPARTURE_TEXTS:
        raise RuleBrokenError(
            problems[0].message, rule=rule.strength.value, source="; ".join(rule.sources)
        )
    if problems:
        raise InvalidAnswersError(problems)


_DEPARTURE_TEXTS = frozenset({"definitive_evidence", "why_not"})


def _entry_problems(decision: ChairDecision) -> list[Problem]:
    problems = []
    if not decision.decided_by.strip():
        problems.append(Problem("decided_by", "Enter who made the decision."))
    if not decision.reasons.strip():
        problems.append(Problem("reasons", "Enter the reasons for the decision."))
    return problems


def _departure_problems(
    decision: ChairDecision, outcome: Outcome, rule: RuleResult
) -> list[Problem]:
    if rule.presumption_lifted and outcome.kind not in _FOLLOWED:
        question = "definitive_evidence"
        message = (
            "The grid says that there is definitive evidence of no concern about how agencies worked "
            "together. Enter that evidence, or choose a review."
        )
    elif not departs_from_rule(outcome, rule):
        return []
    elif rule.strength is Strength.MUST_UNLESS:
        question = "definitive_evidence"
        message = (
            "The rule presumes a review. Enter the definitive evidence that there are no concerns "
            "about how agencies worked together, or choose a review."
        )
    else:
        question = "why_not"
        message = (
            "Criteria are met and no statutory review follows. Enter why not, or choose a review."
        )
    return [] if text_of(decision.answers, question).strip() else [Problem(question, message)]
