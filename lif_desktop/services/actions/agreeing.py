"""How are actions agreed? From the action form, one by one or several at once.

An action taken over from an older tracker may come with its progress: it keeps both its due
dates, and it is complete only on evidence, as if it were closed here.

Source: catalogue rows A06, A82, B28, E65, E66, E70.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from lif_desktop.definitions import validation
from lif_desktop.domain import actions as rules
from lif_desktop.domain.actions import Action, ActionStatus, Redating
from lif_desktop.domain.answers import Answers, UncertainDate, date_of, text_of
from lif_desktop.domain.cases import Case, CaseStage
from lif_desktop.domain.identities import ActionId, CaseId, RedatingId, new_id
from lif_desktop.errors import InvalidAnswersError, NotFoundError, Problem
from lif_desktop.services.actions.following import require_open
from lif_desktop.services.drafts import remove_finished
from lif_desktop.services.stages import require_stage
from lif_desktop.services.workspace import Workspace
from lif_desktop.store.unit_of_work import UnitOfWork

FORM = "action"
_TEXTS = (
    "reference",
    "recommendation_number",
    "recommendation",
    "action",
    "agency",
    "lead",
    "measure",
    "evidence_expected",
    "evidence",
    "evidence_tested_by",
    "impact",
    "theme",
    "recurs_from",
    "notes",
)
_DATES = ("original_due_on", "due_on", "closed_on", "impact_check_due_on")
_FOLLOWED = (
    "original_due_on",
    "due_on",
    "status",
    "closed_on",
    "evidence",
    "evidence_tested_by",
    "impact",
    "impact_check_due_on",
)
"""Fields that have steps of their own once the action is agreed."""


MAY_AGREE = (CaseStage.DECIDED, CaseStage.LEARNING, CaseStage.CLOSED)
"""Stages of a case in which actions can be agreed."""


def add(workspace: Workspace, case_id: CaseId, answers: Answers) -> Action:
    """Agree an action.

    Args:
        workspace: the open workspace.
        case_id: the case it is raised from.
        answers: answers to the action form.

    Raises:
        InvalidAnswersError: answers are missing or impossible, the reference is taken, or it is
            said to be complete without evidence that someone other than its owner accepted.
        RuleBrokenError: the case is not decided yet.

    Writes: action; removes its draft. Audit: action.add.
    """
    return raise_from(workspace, case_id, [answers])[0]


def raise_from(
    workspace: Workspace, case_id: CaseId, agreed: Sequence[Answers]
) -> tuple[Action, ...]:
    """Agree several actions at once, all or none.

    Args:
        workspace: the open workspace.
        case_id: the case they are raised from.
        agreed: answers to the action form, one for each action.

    Raises:
        InvalidAnswersError, RuleBrokenError: as add.

    Writes: actions; removes the draft. Audit: action.add.
    """
    with workspace.transaction("action.add") as unit:
        case = unit.get(Case, case_id)
        require_stage(case, *MAY_AGREE, step="agree actions")
        added = tuple(_added(unit, workspace, case, answers) for answers in agreed)
        remove_finished(unit, case_id, FORM)
        if case.stage is CaseStage.DECIDED:
            unit.change(replace(case, stage=CaseStage.LEARNING))
    return added


def revise(workspace: Workspace, action_id: ActionId, answers: Answers) -> Action:
    """Correct the wording of an open action; its dates, status and evidence have steps of their own.

    Raises:
        InvalidAnswersError: answers are missing or impossible, or the reference is taken.
        RuleBrokenError: the action is closed.

    Writes: action; removes its draft. Audit: action.revise.
    """
    with workspace.transaction("action.revise") as unit:
        known = unit.get(Action, action_id)
        require_open(known, "change its wording")
        case = unit.get(Case, _case_of(known))
        told = _action_from(workspace, case, answers)
        _require_own_reference(unit, replace(told, id=known.id))
        kept = {name: getattr(known, name) for name in _FOLLOWED}
        remove_finished(unit, case.id, FORM, subject=action_id)
        return unit.change(replace(told, id=known.id, revision=known.revision, **kept))


def answers_of(action: Action) -> Answers:
    """The answers to the action form that an action stands for, to be shown in the form again."""
    answers: dict[str, object] = {name: getattr(action, name) for name in _TEXTS}
    answers["tier"] = str(action.tier)
    answers["status"] = action.status.value
    for name in _DATES:
        day = getattr(action, name)
        if day is not None:
            answers[name] = UncertainDate.on(day).as_answer()
    return {name: value for name, value in {**action.answers, **answers}.items() if value != ""}


def _added(unit: UnitOfWork, workspace: Workspace, case: Case, answers: Answers) -> Action:
    action = _action_from(workspace, case, answers)
    _require_own_reference(unit, action)
    problems = _completion_problems(action)
    if problems:
        raise InvalidAnswersError(problems)
    unit.add(action)
    if action.due_on != action.original_due_on:
        unit.add(
            Redating(
                id=RedatingId(new_id()),
                action_id=action.id,
                from_on=action.original_due_on,
                to_on=action.due_on,
                reason=action.notes or "Taken over with the later date.",
                redated_at=workspace.clock.now(),
                redated_by=workspace.actor.id,
            )
        )
    return action


def _action_from(workspace: Workspace, case: Case, answers: Answers) -> Action:
    form = workspace.form_of(case, FORM)
    validation.require_valid(form, answers, on=workspace.clock.today())
    finished = validation.finished(form, answers, on=workspace.clock.today())
    original = date_of(finished, "original_due_on")
    if original is None:
        raise InvalidAnswersError(
            [Problem("original_due_on", "Enter the due date with day, month and year.")]
        )
    known = {*_TEXTS, *_DATES, "tier", "status"}
    bare = Action(
        id=ActionId(new_id()),
        case_id=case.id,
        reference="",
        action="",
        agency="",
        lead="",
        tier=int(text_of(finished, "tier")),
        original_due_on=original,
        due_on=date_of(finished, "due_on") or original,
        status=ActionStatus(text_of(finished, "status") or ActionStatus.NOT_STARTED),
        closed_on=date_of(finished, "closed_on"),
        impact_check_due_on=date_of(finished, "impact_check_due_on"),
        answers={name: value for name, value in finished.items() if name not in known},
    )
    texts: dict[str, Any] = {name: text_of(finished, name) for name in _TEXTS}
    return replace(bare, **texts)


def _completion_problems(action: Action) -> Sequence[Problem]:
    """A complete action has a day and accepted evidence; any other has no day."""
    if action.status is not ActionStatus.COMPLETE:
        return ()
    problems = list(
        rules.closing_problems(
            action, evidence=action.evidence, accepted_by=action.evidence_tested_by
        )
    )
    if action.closed_on is None:
        problems.append(Problem("closed_on", "Enter the day the evidence was accepted."))
    return problems


def _require_own_reference(unit: UnitOfWork, action: Action) -> None:
    others = unit.find(Action, case_id=action.case_id, reference=action.reference)
    if any(other.id != action.id for other in others):
        raise InvalidAnswersError(
            [
                Problem(
                    "reference",
                    f"Another action of this case has the reference {action.reference}. Choose another.",
                )
            ]
        )


def _case_of(action: Action) -> CaseId:
    if action.case_id is None:
        raise NotFoundError(f"Action {action.reference} belongs to no case.")
    return action.case_id
