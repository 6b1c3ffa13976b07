"""What do the rules give for a case, and how do the recommendations fall? Reading only.

Source: catalogue rows A32, A50, A54; domain notes 1.5.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from operator import attrgetter

from lif_desktop.domain import criteria
from lif_desktop.domain import decisions as rules
from lif_desktop.domain.answers import Answers, UncertainDate, rows_of, text_of
from lif_desktop.domain.cases import Case, Referral
from lif_desktop.domain.criteria import RuleResult
from lif_desktop.domain.decisions import AgencyView, GridAssessment, Recommendation, Tally
from lif_desktop.domain.people import Participant
from lif_desktop.services.workspace import Workspace
from lif_desktop.store.unit_of_work import Reader

_FACT_OF: Mapping[str, str] = {
    "died": "died",
    "seriously_harmed_life_threatening": "seriously_harmed",
    "seriously_harmed_impairment": "seriously_harmed",
    "joint_working_concern": "joint_working_concern",
    "looked_after": "looked_after",
    "improvements_needed": "highlights_improvements",
    "recurrent_themes": "recurrent_themes",
    "more_than_one_area": "more_than_one_area",
    "institutional_setting": "institutional_setting",
}
"""Criterion of an edition to the fact of the grid that its tick answers."""
_SAID = frozenset({"yes", "no", "nk"})
RULE_ANSWERS = (*criteria.ANSWER_CHOICES, criteria.AGE, criteria.BORN, criteria.DIED_ON)


@dataclass(frozen=True, slots=True, kw_only=True)
class Assessed:
    """Everything the grid's page and the Chair see side by side."""

    case: Case
    grid: GridAssessment | None
    subjects: Mapping[str, RuleResult]
    """Subject (review; or notification, rapid_review, local_review, national_review) to what the rule gives."""
    rule: RuleResult
    """Of the subject that the decision is about."""
    participants: tuple[Participant, ...]
    views: tuple[AgencyView, ...]
    recommendations: tuple[Recommendation, ...]
    tally: Tally
    begun: Answers
    """What the grid's form begins with: the recorded grid, or what the referral knows of it."""


def read_assessed(reader: Reader, workspace: Workspace, case: Case) -> Assessed:
    """What assess answers, read within a transaction or a reading."""
    grid = reader.first(GridAssessment, case_id=case.id)
    referral = reader.first(Referral, case_id=case.id)
    facts = rule_answers(referral, {} if grid is None else grid.answers)
    results = {
        name: criteria.evaluate(subject, facts)
        for name, subject in workspace.edition_of(case).subjects.items()
    }
    seats = tuple(sorted(reader.find(Participant, case_id=case.id), key=attrgetter("position")))
    given = reader.find(Recommendation, case_id=case.id)
    return Assessed(
        case=case,
        grid=grid,
        subjects=results,
        rule=results[workspace.edition_of(case).decision_subject],
        participants=seats,
        views=reader.find(AgencyView, case_id=case.id),
        recommendations=given,
        tally=rules.tally(seats, given),
        begun=grid_from_referral(case, referral) if grid is None else grid.answers,
    )


def grid_from_referral(case: Case, referral: Referral | None) -> Answers:
    """What a referral knows of the grid: the meeting, the evidence of each criterion, ticks as facts.

    Whether abuse is known or only suspected, a tick does not say; that is left to be answered.

    Source: product principle "type once"; domain notes 1.3 G and 1.5.
    """
    begun: dict[str, object] = {}
    if case.meeting_on is not None:
        begun["meeting_on"] = UncertainDate.on(case.meeting_on).as_answer()
    ticked = () if referral is None else rows_of(referral.answers, "criteria_ticked")
    evidence = [
        {name: row[name] for name in ("criterion", "wording", "evidence") if name in row}
        for row in ticked
        if text_of(row, "evidence").strip()
    ]
    if evidence:
        begun["criteria"] = evidence
    for row in ticked:
        fact = _FACT_OF.get(text_of(row, "criterion"))
        said = text_of(row, "tick")
        if fact is not None and said in _SAID and begun.get(fact) != "yes":
            begun[fact] = said
    return begun


def rule_answers(referral: Referral | None, grid: Answers) -> Answers:
    """The facts the rule is asked with: the grid's, and the child's age from the referral."""
    facts = {key: grid[key] for key in RULE_ANSWERS if key in grid}
    if referral is None or criteria.AGE in facts:
        return facts
    children = rows_of(referral.answers, "children")
    first: Answers = children[0] if children else {}
    for key in (criteria.BORN, criteria.DIED_ON):
        if key in first:
            facts.setdefault(key, first[key])
    return facts
