"""What did the Chair decide, why, and what follows? Clocks end and begin, notices fall due.

Source: catalogue rows A51-A53, B39, B42, B43; Cambridgeshire 2016 framework, terms of reference
4.4-4.6.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from operator import attrgetter

from lif_desktop.definitions import validation
from lif_desktop.domain import decisions as rules
from lif_desktop.domain import notices as notice_rules
from lif_desktop.domain.answers import Answers, date_of, text_of
from lif_desktop.domain.cases import Case, CaseStage, Referral
from lif_desktop.domain.criteria import RuleResult
from lif_desktop.domain.decisions import ChairDecision, GridAssessment, OutcomeKind, Recommendation
from lif_desktop.domain.documents import DocumentKind, DocumentState, FiledDocument
from lif_desktop.domain.identities import CaseId, DecisionId, new_id
from lif_desktop.domain.notices import Notice, NoticeDuty
from lif_desktop.domain.people import Participant, Standing, recommends
from lif_desktop.domain.timelines import CaseClock
from lif_desktop.domain.vocabulary import plain_date
from lif_desktop.errors import InvalidAnswersError, Problem, RuleBrokenError
from lif_desktop.services import case_clocks
from lif_desktop.services.assessing import read_assessed
from lif_desktop.services.drafts import remove_finished
from lif_desktop.services.stages import require_stage
from lif_desktop.services.workspace import Workspace
from lif_desktop.store.unit_of_work import UnitOfWork

DECISION_FORM = "decision"
REFLECTION = "chair_reflection"
DECIDING_CLOCKS = ("scr_decision", REFLECTION, "rapid_review_decision")
"""Clocks that the decision itself ends."""
_EVENTS = ("chair_decision", "review_initiated")
"""Events that a decision is, according to its outcome."""


def send_to_chair(workspace: Workspace, case_id: CaseId, *, on: date) -> Case:
    """Record that the sub-group's recommendation went to the Chair.

    Raises:
        InvalidAnswersError: the grid, a meeting date or every member's recommendation is missing.

    Writes: case. Audit: recommendation.send.
    """
    with workspace.transaction("recommendation.send") as unit:
        case = unit.get(Case, case_id)
        require_stage(case, CaseStage.MEETING, step="send a recommendation for decision")
        problems = _sending_problems(unit, case)
        if problems:
            raise InvalidAnswersError(problems)
        return unit.change(replace(case, stage=CaseStage.CHAIR, recommendation_sent_on=on))


def record_decision(workspace: Workspace, case_id: CaseId, answers: Answers) -> ChairDecision:
    """Record the Chair's decision; its clocks end, the next ones start, and the notices fall due.

    Until it is signed it may be corrected by recording it again.

    Args:
        workspace: the open workspace.
        case_id: the case.
        answers: answers to the decision form.

    Raises:
        InvalidAnswersError: answers are missing or impossible, or a late decision has no reason.
        RuleBrokenError: it departs from the rule without the text the rule asks for, the case is
            not with the Chair, or the decision is signed.

    Writes: decision, case, clocks, notice duties; removes the draft. Audit: decision.record.
    """
    with workspace.transaction("decision.record") as unit:
        case = unit.get(Case, case_id)
        require_stage(case, CaseStage.CHAIR, CaseStage.DECIDED, step="record a decision")
        _require_unsigned(unit, case_id)
        form = workspace.form_of(case, DECISION_FORM)
        validation.require_valid(form, answers, on=workspace.clock.today())
        finished = validation.finished(form, answers, on=workspace.clock.today())
        rule = read_assessed(unit, workspace, case).rule
        decision = _decision(unit, workspace, case, finished, rule)
        rules.require_decision(decision, rule, workspace.edition_of(case).outcomes)
        _require_reason_if_late(unit, decision)
        remove_finished(unit, case_id, DECISION_FORM)
        return _put_in_force(unit, workspace, case, decision)


def _put_in_force(
    unit: UnitOfWork, workspace: Workspace, case: Case, decision: ChairDecision
) -> ChairDecision:
    """Write the decision, move the case on, end and start clocks, and set the duties to tell.

    A request for more information decides nothing: the case goes back to the sub-group.
    """
    on = decision.decided_on
    earlier = unit.first(ChairDecision, case_id=case.id)
    if earlier is None:
        unit.add(decision)
    else:
        decision = unit.change(decision)
        case_clocks.reopen(unit, case.id, DECIDING_CLOCKS, completed_on=earlier.decided_on)
    events = _events_of(workspace, case, decision)
    case_clocks.withdraw(unit, case.id, [each for each in _EVENTS if each not in events])
    if workspace.edition_of(case).outcome(decision.outcome).kind is OutcomeKind.PENDING:
        unit.change(replace(case, stage=CaseStage.MEETING, decided_on=None))
        _renew_duties(unit, workspace, case, decision, events, earlier)
        return decision
    case = unit.change(replace(case, stage=CaseStage.DECIDED, decided_on=on))
    for clock in DECIDING_CLOCKS:
        case_clocks.complete(unit, case.id, [clock], on, late_reason=_late_reason(decision, clock))
    case_clocks.start(unit, workspace, case, events)
    _renew_duties(unit, workspace, case, decision, events, earlier)
    return decision


def _late_reason(decision: ChairDecision, clock: str) -> str:
    """Why a clock was missed: the reflection week has its own reason."""
    extended = text_of(decision.answers, "extension_reason")
    general = text_of(decision.answers, "late_reason")
    return (extended or general) if clock == REFLECTION else general


def _events_of(workspace: Workspace, case: Case, decision: ChairDecision) -> Mapping[str, date]:
    outcome = workspace.edition_of(case).outcome(decision.outcome)
    if outcome.kind is OutcomeKind.PENDING:
        return {}
    events = {"chair_decision": decision.decided_on}
    if outcome.kind is OutcomeKind.STATUTORY_REVIEW:
        events["review_initiated"] = decision.decided_on
    return events


def _renew_duties(
    unit: UnitOfWork,
    workspace: Workspace,
    case: Case,
    decision: ChairDecision,
    events: Mapping[str, date],
    earlier: ChairDecision | None,
) -> None:
    """Set the duties anew, but keep those that were already answered.

    Whoever was told of another outcome is to be told again. One body may have several duties: each
    is known by whom it tells and what.

    Source: catalogue rows A56, B40, B47 (the Panel is owed the rapid review and word of a local review).
    """
    changed = earlier is not None and earlier.outcome != decision.outcome
    told = {notice.duty_id for notice in unit.find(Notice, case_id=case.id)}
    kept = set()
    for duty in unit.find(NoticeDuty, case_id=case.id):
        if duty.id not in told:
            unit.remove(NoticeDuty, duty.id)
        elif not changed:
            kept.add((duty.recipient, duty.what))
        elif duty.closed_on is None:
            reason = "Overtaken: the decision was changed"
            unit.change(replace(duty, closed_on=decision.decided_on, closed_reason=reason))
    framework = workspace.framework_of(case)
    running = {clock.event: clock.started_on for clock in unit.find(CaseClock, case_id=case.id)}
    fresh = notice_rules.duties(
        framework.notices,
        decision.outcome,
        case_id=case.id,
        clocks=framework.clocks,
        events={**running, **events},
        holidays=workspace.holidays,
        addressees=_addressees(unit, case),
    )
    unit.add(*(duty for duty in fresh if (duty.recipient, duty.what) not in kept))


def _addressees(unit: UnitOfWork, case: Case) -> Mapping[str, Sequence[str]]:
    """Who holds the roles that are told: every agency that took part, once; the referrer's board member."""
    seats = unit.find(Participant, case_id=case.id, order=("position",))
    attended = [who.agency for who in seats if who.standing is not Standing.IN_ATTENDANCE]
    referral = unit.first(Referral, case_id=case.id)
    board_member = "" if referral is None else text_of(referral.answers, "board_member").strip()
    return {
        "attending_agency": tuple(dict.fromkeys(attended)),
        "referrers_board_member": (board_member,) if board_member else (),
    }


def _decision(
    unit: UnitOfWork, workspace: Workspace, case: Case, answers: Answers, rule: RuleResult
) -> ChairDecision:
    known = unit.first(ChairDecision, case_id=case.id)
    decided_on = date_of(answers, "decided_on")
    if decided_on is None:
        raise InvalidAnswersError(
            [Problem("decided_on", "Enter the day of the decision, with day, month and year.")]
        )
    code = text_of(answers, "outcome")
    outcome = next(
        (each for each in workspace.edition_of(case).outcomes if each.code == code), None
    )
    return ChairDecision(
        id=DecisionId(new_id()) if known is None else known.id,
        revision=0 if known is None else known.revision,
        case_id=case.id,
        form_version=case.forms[DECISION_FORM],
        outcome=code,
        decided_on=decided_on,
        decided_by=text_of(answers, "decided_by"),
        acting_for=text_of(answers, "acting_for"),
        reasons=text_of(answers, "reasons"),
        rule_strength=rule.strength.value,
        departs_from_rule=outcome is not None and rules.departs_from_rule(outcome, rule),
        answers=answers,
    )


def _require_reason_if_late(unit: UnitOfWork, decision: ChairDecision) -> None:
    """A decision after the last day of a clock says why.

    Source: catalogue row B35 (lateness reason); domain notes 2.1.
    """
    running = unit.find(CaseClock, case_id=decision.case_id)
    unexplained = [
        clock
        for clock in running
        if clock.clock in DECIDING_CLOCKS
        and clock.due_on < decision.decided_on
        and not _late_reason(decision, clock.clock).strip()
    ]
    if unexplained:
        first = min(unexplained, key=attrgetter("due_on"))
        raise InvalidAnswersError(
            [
                Problem(
                    "late_reason",
                    f"Enter why the decision came after {plain_date(first.due_on)}, the day it was due ({first.label}).",
                )
            ]
        )


def _require_unsigned(unit: UnitOfWork, case_id: CaseId) -> None:
    signed = unit.find(
        FiledDocument,
        case_id=case_id,
        kind=DocumentKind.DECISION_FORM,
        state=DocumentState.SIGNED,
    )
    if signed:
        raise RuleBrokenError(
            "The decision has been signed and can no longer be changed. Record what is new in a further decision of the review.",
            rule="signed decision",
            source="catalogue rows A46, A53",
        )


def _sending_problems(unit: UnitOfWork, case: Case) -> Sequence[Problem]:
    problems = []
    if case.meeting_on is None:
        problems.append(Problem("meeting_on", "Enter the day of the group’s meeting."))
    if unit.first(GridAssessment, case_id=case.id) is None:
        problems.append(Problem("grid", "Complete the decision grid."))
    given = {each.participant_id for each in unit.find(Recommendation, case_id=case.id)}
    seats = unit.find(Participant, case_id=case.id)
    silent = [who.name for who in seats if recommends(who) and who.id not in given]
    if not any(recommends(who) for who in seats):
        problems.append(Problem("participants", "Enter who took part in the meeting."))
    if silent:
        problems.append(
            Problem(
                "recommendations",
                f"Enter what each member recommends, or that they gave no view: {', '.join(silent)}.",
            )
        )
    return problems
