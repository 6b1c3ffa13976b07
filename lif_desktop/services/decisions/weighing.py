"""Who takes part, what is known of each criterion, what does everyone think, and what does the rule give?

The program shows what a rule gives and never decides.

Source: catalogue rows A50, A54, A57-A59; Cambridgeshire 2016 framework, terms of reference 4.3.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from lif_desktop.definitions import validation
from lif_desktop.domain import criteria
from lif_desktop.domain.answers import Answers
from lif_desktop.domain.cases import Case, CaseStage, Referral
from lif_desktop.domain.criteria import RuleResult
from lif_desktop.domain.decisions import (
    RECOMMENDATION_EXTRAS,
    AgencyView,
    GridAssessment,
    Recommendation,
    ViewCode,
)
from lif_desktop.domain.identities import (
    AssessmentId,
    CaseId,
    ParticipantId,
    RecommendationId,
    ViewId,
    new_id,
)
from lif_desktop.domain.people import Participant, Standing
from lif_desktop.errors import InvalidAnswersError, NotFoundError, Problem, RuleBrokenError
from lif_desktop.services.assessing import Assessed, read_assessed, rule_answers
from lif_desktop.services.drafts import remove_finished
from lif_desktop.services.stages import require_stage, require_undecided
from lif_desktop.services.workspace import Workspace
from lif_desktop.store.unit_of_work import UnitOfWork

GRID_FORM = "grid"
NO_VIEW = "no_view"


@dataclass(frozen=True, slots=True, kw_only=True)
class ViewGiven:
    """One participant's view of one criterion, as it is handed in."""

    participant_id: ParticipantId
    criterion: str
    view: ViewCode | None
    """None takes an earlier view back."""
    reason: str = ""


def set_participants(
    workspace: Workspace, case_id: CaseId, participants: Sequence[Participant]
) -> tuple[Participant, ...]:
    """Record who takes part in a case's meeting, in the order of the grid's columns.

    Args:
        workspace: the open workspace.
        case_id: the case.
        participants: all of them; those known already keep their ids, so that their views stay.

    Raises:
        InvalidAnswersError: a name or agency is missing, or a deputy stands in for nobody.
        RuleBrokenError: someone whose views are recorded would be left out.

    Writes: participants. Audit: participants.set.
    """
    problems = [
        each for seat, who in enumerate(participants) for each in _seat_problems(seat, who)
    ]
    if problems:
        raise InvalidAnswersError(problems)
    with workspace.transaction("participants.set") as unit:
        require_undecided(unit.get(Case, case_id), "change who takes part")
        known = {who.id: who for who in unit.find(Participant, case_id=case_id)}
        kept = {who.id for who in participants}
        for gone in (who for who in known.values() if who.id not in kept):
            _require_silent(unit, gone)
            unit.remove(Participant, gone.id)
        seated = []
        for position, who in enumerate(participants):
            placed = replace(who, case_id=case_id, position=position)
            if placed.id in known:
                seated.append(unit.change(replace(placed, revision=known[placed.id].revision)))
            else:
                unit.add(placed)
                seated.append(placed)
    return tuple(seated)


def save_grid(
    workspace: Workspace, case_id: CaseId, answers: Answers, *, on: date | None = None
) -> GridAssessment:
    """Record the decision grid: evidence, consensus, and the facts the rule is asked with.

    Args:
        workspace: the open workspace.
        case_id: the case.
        answers: answers to the grid form.
        on: the day of the assessment; None is today.

    Raises:
        InvalidAnswersError: answers are missing or impossible.
        RuleBrokenError: the case is not with the sub-group or the Chair.

    Writes: grid assessment; removes its draft. Audit: grid.save.
    """
    with workspace.transaction("grid.save") as unit:
        case = unit.get(Case, case_id)
        require_stage(case, CaseStage.MEETING, CaseStage.CHAIR, step="record its grid")
        form = workspace.form_of(case, GRID_FORM)
        validation.require_valid(form, answers, on=workspace.clock.today())
        known = unit.first(GridAssessment, case_id=case_id)
        fresh = GridAssessment(
            id=AssessmentId(new_id()) if known is None else known.id,
            revision=0 if known is None else known.revision,
            case_id=case_id,
            form_version=form.version,
            answers=validation.finished(form, answers, on=workspace.clock.today()),
            assessed_on=on or workspace.clock.today(),
        )
        remove_finished(unit, case_id, GRID_FORM)
        if known is not None:
            return unit.change(fresh)
        unit.add(fresh)
    return fresh


def record_view(workspace: Workspace, case_id: CaseId, given: ViewGiven) -> AgencyView | None:
    """Record one view; None if it was taken back.

    Writes: view. Audit: view.record.
    """
    recorded = record_views(workspace, case_id, [given])
    return recorded[0] if recorded else None


def record_views(
    workspace: Workspace, case_id: CaseId, given: Sequence[ViewGiven]
) -> tuple[AgencyView, ...]:
    """Record the views of participants on criteria; an earlier view of the same criterion is replaced.

    Raises:
        NotFoundError: a participant or a criterion is not one of the case's.
        RuleBrokenError: the case is decided.

    Writes: views. Audit: view.record.
    """
    with workspace.transaction("view.record") as unit:
        case = unit.get(Case, case_id)
        require_undecided(case, "record a view")
        codes = {
            row.code
            for each in workspace.edition_of(case).subjects.values()
            for row in each.criteria
        }
        seats = {who.id for who in unit.find(Participant, case_id=case_id)}
        known = {
            (v.participant_id, v.criterion): v for v in unit.find(AgencyView, case_id=case_id)
        }
        recorded = []
        for each in given:
            if each.participant_id not in seats or each.criterion not in codes:
                raise NotFoundError(
                    "The view is of someone who takes no part in the case, or of a criterion that its edition has not."
                )
            view = _record_view(
                unit, case_id, each, known.get((each.participant_id, each.criterion))
            )
            if view is not None:
                recorded.append(view)
    return tuple(recorded)


def recommend(
    workspace: Workspace,
    case_id: CaseId,
    participant_id: ParticipantId,
    recommends: str,
    *,
    wording: str = "",
    reason: str = "",
    dissent: bool = False,
) -> Recommendation:
    """Record what one participant recommends; an earlier recommendation is replaced.

    Args:
        workspace: the open workspace.
        case_id: the case.
        participant_id: who recommends. An invitee is heard, and not counted.
        recommends: code of an outcome of the case's edition, or none, abstain, unsure, no_view.
        wording: as they put it.
        reason: why.
        dissent: True if disagreement is to be recorded in full; it then needs a reason.

    Raises:
        InvalidAnswersError: the code is not known, or a dissent has no reason.
        RuleBrokenError: the case is decided, or the person is in attendance only.

    Writes: recommendation. Audit: recommendation.record.
    """
    with workspace.transaction("recommendation.record") as unit:
        case = unit.get(Case, case_id)
        require_undecided(case, "record a recommendation")
        who = unit.get(Participant, participant_id)
        if who.standing is Standing.IN_ATTENDANCE and recommends != NO_VIEW:
            raise RuleBrokenError(
                f"{who.name} is in attendance and gives no recommendation. Record “no view”, with what was said.",
                rule="who recommends",
                source="Cambridgeshire 2016 framework, ToR 6.4 (catalogue row A59)",
            )
        _require_known_recommendation(workspace, case, recommends, reason=reason, dissent=dissent)
        known = unit.first(Recommendation, case_id=case_id, participant_id=participant_id)
        fresh = Recommendation(
            id=RecommendationId(new_id()) if known is None else known.id,
            revision=0 if known is None else known.revision,
            case_id=case_id,
            participant_id=participant_id,
            recommends=recommends,
            wording=wording,
            reason=reason,
            dissent=dissent,
        )
        if known is not None:
            return unit.change(fresh)
        unit.add(fresh)
    return fresh


def assess(workspace: Workspace, case_id: CaseId) -> Assessed:
    """What the rules give, what everyone thinks, and how the recommendations fall.

    Raises:
        NotFoundError: there is no such case.
    """
    with workspace.reading() as reader:
        return read_assessed(reader, workspace, reader.get(Case, case_id))


def try_rule(workspace: Workspace, case_id: CaseId, answers: Answers) -> Mapping[str, RuleResult]:
    """What the rules would give for answers still being typed; nothing is written.

    Args:
        workspace: the open workspace.
        case_id: the case.
        answers: answers to the grid form as they stand.

    Returns:
        Subject to result.
    """
    with workspace.reading() as reader:
        case = reader.get(Case, case_id)
        facts = rule_answers(reader.first(Referral, case_id=case_id), answers)
    return {
        name: criteria.evaluate(subject, facts)
        for name, subject in workspace.edition_of(case).subjects.items()
    }


def _record_view(
    unit: UnitOfWork, case_id: CaseId, given: ViewGiven, known: AgencyView | None
) -> AgencyView | None:
    if given.view is None:
        if known is not None:
            unit.remove(AgencyView, known.id)
        return None
    if known is not None:
        return unit.change(replace(known, view=given.view, reason=given.reason))
    fresh = AgencyView(
        id=ViewId(new_id()),
        case_id=case_id,
        participant_id=given.participant_id,
        criterion=given.criterion,
        view=given.view,
        reason=given.reason,
    )
    unit.add(fresh)
    return fresh


def _seat_problems(seat: int, who: Participant) -> Sequence[Problem]:
    problems = []
    if not who.name.strip():
        problems.append(Problem(f"participants[{seat}].name", "Enter the participant's name."))
    if not who.agency.strip():
        problems.append(Problem(f"participants[{seat}].agency", "Enter the participant's agency."))
    if who.standing is Standing.DEPUTY and not who.deputy_for.strip():
        problems.append(
            Problem(f"participants[{seat}].deputy_for", "Enter whom the deputy stands in for.")
        )
    return problems


def _require_silent(unit: UnitOfWork, gone: Participant) -> None:
    spoken = unit.count(AgencyView, participant_id=gone.id) + unit.count(
        Recommendation, participant_id=gone.id
    )
    if spoken:
        raise RuleBrokenError(
            f"{gone.name} has given views, which are kept. Change the standing instead of taking the name off.",
            rule="views are kept",
            source="catalogue row A50",
        )


def _require_known_recommendation(
    workspace: Workspace, case: Case, code: str, *, reason: str, dissent: bool
) -> None:
    problems = []
    known = {outcome.code for outcome in workspace.edition_of(case).outcomes}
    if code not in known | set(RECOMMENDATION_EXTRAS):
        problems.append(Problem("recommends", "Choose what is recommended."))
    if dissent and not reason.strip():
        problems.append(Problem("reason", "Enter the dissent in full, in the member's own words."))
    if problems:
        raise InvalidAnswersError(problems)
