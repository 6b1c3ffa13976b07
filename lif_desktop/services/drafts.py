"""Where is what someone began to type? In drafts, inside the encrypted workspace, from the first second.

A draft belongs to a case, a form and, where a case has several of a kind, a subject (an action's
id). It is always savable: a missing or impossible answer never stops a draft.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from lif_desktop.domain.answers import Answers
from lif_desktop.domain.cases import Case, Draft
from lif_desktop.domain.identities import CaseId, DraftId, new_id
from lif_desktop.services.workspace import Workspace
from lif_desktop.store.unit_of_work import UnitOfWork


def open_draft(
    workspace: Workspace,
    case_id: CaseId,
    form_id: str,
    *,
    subject: str = "",
    answers: Answers | None = None,
) -> Draft:
    """The draft of a form in a case: the one there is, or a fresh one.

    Args:
        workspace: the open workspace.
        case_id: the case.
        form_id: the form.
        subject: what within the case it belongs to; empty for the case itself.
        answers: what a fresh draft begins with.

    Writes: draft, if there was none. Audit: draft.open.
    """
    known = draft_of(workspace, case_id, form_id, subject)
    if known is not None:
        return known
    with workspace.transaction("draft.open") as unit:
        case = unit.get(Case, case_id)
        fresh = Draft(
            id=DraftId(new_id()),
            case_id=case_id,
            form_id=form_id,
            form_version=case.forms[form_id],
            subject=subject,
            answers=answers or {},
            saved_at=workspace.clock.now(),
            saved_by=workspace.actor.id,
        )
        unit.add(fresh)
    return fresh


def save_draft(
    workspace: Workspace,
    draft_id: DraftId,
    answers: Answers,
    *,
    page: str = "",
    question: str = "",
    completed_sections: Sequence[str] = (),
) -> Draft:
    """Keep what was typed so far, and where.

    Args:
        workspace: the open workspace.
        draft_id: the draft.
        answers: all answers as they stand, valid or not.
        page: section that is open, to return to.
        question: question that has the cursor, to return to.
        completed_sections: sections marked as completed.

    Raises:
        NotFoundError: the draft was submitted or discarded meanwhile.

    Writes: draft. Audit: draft.save.
    """
    with workspace.transaction("draft.save") as unit:
        return unit.change(
            replace(
                unit.get(Draft, draft_id),
                answers=answers,
                page=page,
                question=question,
                completed_sections=tuple(completed_sections),
                saved_at=workspace.clock.now(),
                saved_by=workspace.actor.id,
            )
        )


def drafts(workspace: Workspace) -> tuple[Draft, ...]:
    """All drafts, the one saved last first."""
    with workspace.reading() as reader:
        found = reader.find(Draft)
    return tuple(sorted(found, key=lambda draft: draft.saved_at, reverse=True))


def draft_of(
    workspace: Workspace, case_id: CaseId, form_id: str, subject: str = ""
) -> Draft | None:
    """The draft of a form in a case, or None."""
    with workspace.reading() as reader:
        return reader.first(Draft, case_id=case_id, form_id=form_id, subject=subject)


def discard_draft(workspace: Workspace, draft_id: DraftId) -> None:
    """Throw a draft away.

    Writes: draft. Audit: draft.discard.
    """
    with workspace.transaction("draft.discard") as unit:
        unit.remove(Draft, draft_id)


def remove_finished(unit: UnitOfWork, case_id: CaseId, form_id: str, subject: str = "") -> None:
    """Take away the draft of a form whose answers have just been recorded."""
    for draft in unit.find(Draft, case_id=case_id, form_id=form_id, subject=subject):
        unit.remove(Draft, draft.id)
