"""The smallest valid records that tests of the rules need."""

from __future__ import annotations

from datetime import date

from lif_desktop.domain.actions import Action, ActionStatus
from lif_desktop.domain.answers import Answers
from lif_desktop.domain.decisions import ChairDecision, Recommendation
from lif_desktop.domain.identities import (
    ActionId,
    CaseId,
    DecisionId,
    ParticipantId,
    RecommendationId,
    new_id,
)
from lif_desktop.domain.people import Participant, Standing


def make_participant(key: str, *, standing: Standing = Standing.MEMBER) -> Participant:
    return Participant(
        id=ParticipantId(key),
        case_id=CaseId("c1"),
        position=0,
        name=f"Person {key}",
        agency=f"Agency {key}",
        standing=standing,
    )


def make_recommendation(who: Participant, recommends: str) -> Recommendation:
    return Recommendation(
        id=RecommendationId(new_id()),
        case_id=who.case_id,
        participant_id=who.id,
        recommends=recommends,
    )


def make_decision(
    *,
    outcome: str,
    reasons: str = "The criteria are met.",
    decided_by: str = "Independent Chair",
    answers: Answers | None = None,
) -> ChairDecision:
    return ChairDecision(
        id=DecisionId("d1"),
        case_id=CaseId("c1"),
        form_version="1",
        outcome=outcome,
        decided_on=date(2016, 5, 19),
        decided_by=decided_by,
        reasons=reasons,
        rule_strength="must_unless",
        answers=answers or {},
    )


def make_action(
    *,
    reference: str = "N1.1",
    lead: str = "Siobhán Fitch",
    original_due_on: date = date(2018, 2, 28),
    due_on: date | None = None,
    status: ActionStatus = ActionStatus.IN_PROGRESS,
    closed_on: date | None = None,
    tier: int = 2,
) -> Action:
    return Action(
        id=ActionId(reference),
        reference=reference,
        action="Count summaries received",
        agency="Community Trust",
        lead=lead,
        tier=tier,
        original_due_on=original_due_on,
        due_on=due_on or original_due_on,
        status=status,
        closed_on=closed_on,
    )
