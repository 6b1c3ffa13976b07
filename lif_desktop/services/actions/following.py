"""How does an action go, and when may it be called done?

Closed means changed: an action closes on evidence that someone other than its owner accepted, and
its first due date stays with it through every re-dating.

Source: catalogue rows A06, C44, E65, E70; acceptance ideas 8 and 9.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from lif_desktop.domain import actions as rules
from lif_desktop.domain.actions import Action, ActionStatus, ProgressNote, Redating
from lif_desktop.domain.identities import ActionId, NoteId, RedatingId, new_id
from lif_desktop.domain.vocabulary import plain_date
from lif_desktop.errors import InvalidAnswersError, Problem, RuleBrokenError
from lif_desktop.services.workspace import Workspace
from lif_desktop.store.unit_of_work import UnitOfWork


def note(
    workspace: Workspace,
    action_id: ActionId,
    text: str,
    *,
    status: ActionStatus | None = None,
    evidence: str | None = None,
) -> ProgressNote:
    """Write down how an action goes, and its status if that changed.

    Args:
        workspace: the open workspace.
        action_id: the action.
        text: the note; never changed once written.
        status: the status from now on; None leaves it. Complete is set by close alone.
        evidence: what has been offered as evidence so far; None leaves it.

    Raises:
        InvalidAnswersError: the note is empty.
        RuleBrokenError: the status asked for is Complete, or the action is closed.

    Writes: progress note, action. Audit: action.note.
    """
    if not text.strip():
        raise InvalidAnswersError([Problem("text", "Enter how the action goes.")])
    if status is ActionStatus.COMPLETE:
        raise RuleBrokenError(
            "An action is complete once its evidence was accepted. Close it with the evidence.",
            rule="closing on evidence",
            source="catalogue rows A06, E65",
        )
    with workspace.transaction("action.note") as unit:
        known = unit.get(Action, action_id)
        if status is not None or evidence is not None:
            require_open(known, "change its status or evidence")
            known = unit.change(
                replace(
                    known,
                    status=status or known.status,
                    evidence=known.evidence if evidence is None else evidence,
                )
            )
        return _written(unit, workspace, known, text)


def redate(workspace: Workspace, action_id: ActionId, to_on: date, *, reason: str) -> Action:
    """Move an action's due date; the first one stays with it.

    Raises:
        InvalidAnswersError: no reason is given, or the date is the one it has.
        RuleBrokenError: the action is closed.

    Writes: action, re-dating. Audit: action.redate.
    """
    with workspace.transaction("action.redate") as unit:
        known = unit.get(Action, action_id)
        require_open(known, "move its due date")
        problems = []
        if not reason.strip():
            problems.append(Problem("reason", "Enter why the due date moves."))
        if to_on == known.due_on:
            problems.append(
                Problem(
                    "due_on",
                    f"The action is due on {plain_date(to_on)} already. Choose another date.",
                )
            )
        if problems:
            raise InvalidAnswersError(problems)
        unit.add(
            Redating(
                id=RedatingId(new_id()),
                action_id=action_id,
                from_on=known.due_on,
                to_on=to_on,
                reason=reason,
                redated_at=workspace.clock.now(),
                redated_by=workspace.actor.id,
            )
        )
        return unit.change(replace(known, due_on=to_on))


def report_complete(
    workspace: Workspace, action_id: ActionId, text: str = "", *, evidence: str | None = None
) -> Action:
    """Record that the owner says the action is done; it stays open until the evidence is accepted.

    Args:
        workspace: the open workspace.
        action_id: the action.
        text: what the owner says; may be empty.
        evidence: what they offer as evidence; None leaves what there is.

    Raises:
        RuleBrokenError: the action is closed.

    Writes: action, progress note. Audit: action.report.
    """
    with workspace.transaction("action.report") as unit:
        known = unit.get(Action, action_id)
        require_open(known, "report it complete again")
        changed = unit.change(
            replace(
                known,
                status=ActionStatus.OWNER_REPORTS_COMPLETE,
                evidence=known.evidence if evidence is None else evidence,
            )
        )
        _written(
            unit, workspace, changed, text.strip() or "The owner reports the action complete."
        )
        return changed


def close(
    workspace: Workspace,
    action_id: ActionId,
    *,
    evidence: str,
    accepted_by: str,
    on: date,
    impact: str = "",
    impact_check_due_on: date | None = None,
) -> Action:
    """Close an action on evidence that someone other than its owner accepted.

    Args:
        workspace: the open workspace.
        action_id: the action.
        evidence: what shows that it was done.
        accepted_by: who tested and accepted the evidence.
        on: the day it was accepted.
        impact: what difference it made to children; asked, and looked at again later.
        impact_check_due_on: the day its impact is to be looked at.

    Raises:
        InvalidAnswersError: evidence or acceptor is missing, the acceptor is the owner, or the day
            is in the future.
        RuleBrokenError: the action is closed already.

    Writes: action. Audit: action.close.
    """
    with workspace.transaction("action.close") as unit:
        known = unit.get(Action, action_id)
        require_open(known, "close it again")
        problems = list(rules.closing_problems(known, evidence=evidence, accepted_by=accepted_by))
        if on > workspace.clock.today():
            problems.append(Problem("closed_on", "The day of closing must be today or earlier."))
        if problems:
            raise InvalidAnswersError(problems)
        return unit.change(
            replace(
                known,
                status=ActionStatus.COMPLETE,
                closed_on=on,
                evidence=evidence,
                evidence_tested_by=accepted_by,
                impact=impact,
                impact_check_due_on=impact_check_due_on,
            )
        )


def reopen(workspace: Workspace, action_id: ActionId, *, reason: str) -> Action:
    """Open a closed action again, because its evidence does not hold or the change did not last.

    The evidence stays readable in the notes of the action.

    Raises:
        InvalidAnswersError: no reason is given.
        RuleBrokenError: the action is open.

    Writes: action, progress note. Audit: action.reopen.
    """
    if not reason.strip():
        raise InvalidAnswersError([Problem("reason", "Enter why the action is opened again.")])
    with workspace.transaction("action.reopen") as unit:
        known = unit.get(Action, action_id)
        if known.closed_on is None:
            raise RuleBrokenError(
                f"Action {known.reference} is open.", rule="reopening", source="catalogue row A06"
            )
        changed = unit.change(
            replace(
                known,
                status=ActionStatus.IN_PROGRESS,
                closed_on=None,
                evidence_tested_by="",
                impact_check_due_on=None,
            )
        )
        _written(
            unit,
            workspace,
            changed,
            f"{reason}\nClosed on {plain_date(known.closed_on)}; evidence then: {known.evidence}; accepted by {known.evidence_tested_by}.",
        )
        return changed


def require_open(action: Action, step: str) -> None:
    """Refuse a step that a closed action does not take.

    Raises:
        RuleBrokenError: the action is closed.
    """
    if action.closed_on is not None:
        raise RuleBrokenError(
            f"Action {action.reference} was closed on {plain_date(action.closed_on)}, so it is not possible to {step}. Open it again first.",
            rule="closed action",
            source="catalogue row A06",
        )


def _written(unit: UnitOfWork, workspace: Workspace, action: Action, text: str) -> ProgressNote:
    fresh = ProgressNote(
        id=NoteId(new_id()),
        action_id=action.id,
        text=text,
        status=action.status,
        noted_at=workspace.clock.now(),
        noted_by=workspace.actor.id,
    )
    unit.add(fresh)
    return fresh
