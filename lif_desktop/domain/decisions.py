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

from lif_desktop.domain.answers import Answers
from lif_desktop.domain.identities import (
    AssessmentId,
    CaseId,
    DecisionId,
    ParticipantId,
    RecommendationId,
    ViewId,
)
from lif_desktop.domain.people import Participant, recommends


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
    """Code with the most; empty when nobody has recommended or the lead is shared."""


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
    ranked = counted.most_common(2)
    shared = len(ranked) == 2 and ranked[0][1] == ranked[1][1]
    return Tally(
        counts=dict(counted),
        members=sum(standing.values()),
        not_counted=dict(heard),
        leading=ranked[0][0] if ranked and not shared else "",
    )
