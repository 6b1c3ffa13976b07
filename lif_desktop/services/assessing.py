"""What do the rules give for a case, and how do the recommendations fall? Reading only.

Source: catalogue rows A32, A50, A54; domain notes 1.5.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from operator import attrgetter

from lif_desktop.domain import criteria
from lif_desktop.domain import decisions as rules
from lif_desktop.domain.answers import Answers, rows_of
from lif_desktop.domain.cases import Case, Referral
from lif_desktop.domain.criteria import RuleResult
from lif_desktop.domain.decisions import AgencyView, GridAssessment, Recommendation, Tally
from lif_desktop.domain.people import Participant
from lif_desktop.services.workspace import Workspace
from lif_desktop.store.unit_of_work import Reader

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
    )


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
