"""From the first word of a referral to the sub-group's meeting: submission, screening, summaries.

Source: catalogue rows A46, A48, A49; Cambridgeshire 2016 framework, terms of reference 3.3-4.2.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from unicodedata import category

from lif_desktop.definitions import validation
from lif_desktop.domain.answers import Answers, date_of, rows_of, text_of
from lif_desktop.domain.cases import (
    Attachment,
    Case,
    CaseStage,
    Draft,
    Referral,
    ScreeningOutcome,
    SummaryRequest,
    case_with_referral,
)
from lif_desktop.domain.identities import (
    AttachmentId,
    CaseId,
    DraftId,
    ReferralId,
    RequestId,
    new_id,
)
from lif_desktop.domain.vocabulary import plain_date
from lif_desktop.errors import (
    FileRefusedError,
    InvalidAnswersError,
    NotFoundError,
    Problem,
)
from lif_desktop.services import case_clocks
from lif_desktop.services.case_clocks import Account
from lif_desktop.services.drafts import (
    discard_draft,
    draft_of,
    drafts,
    open_draft,
    remove_finished,
    save_draft,
)
from lif_desktop.services.stages import require_stage
from lif_desktop.services.workspace import Workspace
from lif_desktop.store.unit_of_work import UnitOfWork

__all__ = [
    "Started",
    "amend",
    "attach",
    "attached",
    "discard_draft",
    "draft_of",
    "drafts",
    "open_draft",
    "record_return",
    "request_summaries",
    "save_draft",
    "schedule_meeting",
    "screen",
    "start",
    "submit",
]

FORM = "referral"
CASE_FORMS = ("referral", "grid", "decision", "learning_summary", "action")
"""The forms whose versions a case pins when it is opened."""
EVENTS_IN_REFERRAL: Mapping[str, str] = {
    "authority_aware": "authority_aware_on",
    "notification_sent": "notification_sent_on",
    "notification_received": "received_on",
    "board_notified": "board_notified_on",
}
"""Event to the question of the referral form that dates it."""
_REPLACED = "\N{REPLACEMENT CHARACTER}"
LARGEST_ATTACHMENT = 50 * 1024 * 1024
"""Bytes; a bigger file belongs elsewhere, with a note of where it is."""
_STAGE_AFTER: Mapping[ScreeningOutcome, CaseStage] = {
    ScreeningOutcome.SCREENED_IN: CaseStage.MEETING,
    ScreeningOutcome.RETURNED: CaseStage.RETURNED,
    ScreeningOutcome.NOT_APPROPRIATE: CaseStage.NOT_APPROPRIATE,
}


@dataclass(frozen=True, slots=True)
class Started:
    """A case just opened, with the empty draft of its referral."""

    case: Case
    draft: Draft


def start(workspace: Workspace, *, framework: str = "") -> Started:
    """Open a case and the draft of its referral.

    Args:
        workspace: the open workspace.
        framework: a board framework other than the workspace's own; empty for its own.

    Writes: case, draft. Audit: referral.start.
    """
    chosen = workspace.editions.framework(framework or workspace.board.framework)
    now = workspace.clock.now()
    case = Case(
        id=CaseId(new_id()),
        edition=chosen.edition.id,
        framework=chosen.id,
        forms={form_id: workspace.forms.current(form_id).version for form_id in CASE_FORMS},
        marking=workspace.board.marking,
        opened_on=workspace.clock.today(),
    )
    draft = Draft(
        id=DraftId(new_id()),
        case_id=case.id,
        form_id=FORM,
        form_version=case.forms[FORM],
        saved_at=now,
        saved_by=workspace.actor.id,
    )
    with workspace.transaction("referral.start") as unit:
        unit.add(case)
        unit.add(draft)
    return Started(case, draft)


def submit(workspace: Workspace, case_id: CaseId, answers: Answers) -> Referral:
    """Store a referral, let its draft go, and start the clocks its dates start.

    A referral that was returned for information is submitted again as a new revision.

    Raises:
        InvalidAnswersError: answers are missing or impossible, or another case has the reference.
        RuleBrokenError: the case is past its referral; corrections go through amend.

    Writes: referral, case, clocks; removes the draft. Audit: referral.submit.
    """
    with workspace.transaction("referral.submit") as unit:
        case = unit.get(Case, case_id)
        require_stage(case, CaseStage.REFERRAL, CaseStage.RETURNED, step="submit its referral")
        finished = _accepted(unit, workspace, case, answers)
        known = unit.first(Referral, case_id=case_id)
        if known is None:
            referral = Referral(
                id=ReferralId(new_id()),
                case_id=case_id,
                form_version=case.forms[FORM],
                answers=finished,
                submitted_at=workspace.clock.now(),
                submitted_by=workspace.actor.id,
            )
            unit.add(referral)
        else:
            referral = unit.change(
                replace(
                    known,
                    answers=finished,
                    submitted_at=workspace.clock.now(),
                    submitted_by=workspace.actor.id,
                )
            )
        changed = replace(case_with_referral(case, finished), stage=CaseStage.SCREENING)
        _run_clocks(unit, workspace, unit.change(changed), finished)
        remove_finished(unit, case_id, FORM)
    return referral


def amend(workspace: Workspace, case_id: CaseId, answers: Answers) -> Referral:
    """Correct a referral after it was submitted: a new revision, and the audit says which answers.

    Raises:
        NotFoundError: the case has no referral yet.
        InvalidAnswersError: answers are missing or impossible.

    Writes: referral, case, clocks; removes the draft. Audit: referral.amend.
    """
    with workspace.transaction("referral.amend") as unit:
        case = unit.get(Case, case_id)
        known = unit.get(Referral, _referral_id(unit, case_id))
        finished = _accepted(unit, workspace, case, answers)
        unit.note({"questions": _changed_questions(known.answers, finished)})
        referral = unit.change(replace(known, answers=finished))
        case = unit.change(case_with_referral(case, finished))
        _run_clocks(unit, workspace, case, finished)
        remove_finished(unit, case_id, FORM)
    return referral


def screen(
    workspace: Workspace,
    case_id: CaseId,
    outcome: ScreeningOutcome,
    *,
    by: str,
    on: date,
    reason: str = "",
) -> Referral:
    """Record what the sub-group's chair made of a referral.

    Args:
        workspace: the open workspace.
        case_id: the case.
        outcome: screened in, returned for information, or not appropriate.
        by: name and post of the person who screened it.
        on: the day.
        reason: what is asked for, or why it is not appropriate; needed unless screened in.

    Raises:
        InvalidAnswersError: the name or the reason is missing, or the day is impossible.
        RuleBrokenError: no referral is waiting to be screened.

    Writes: referral, case. Audit: referral.screen.
    """
    with workspace.transaction("referral.screen") as unit:
        case = unit.get(Case, case_id)
        require_stage(case, CaseStage.SCREENING, step="screen it")
        problems = _screening_problems(case, outcome, by, on, reason, workspace.clock.today())
        if problems:
            raise InvalidAnswersError(problems)
        unit.change(replace(case, stage=_STAGE_AFTER[outcome], screened_on=on))
        return unit.change(
            replace(
                unit.get(Referral, _referral_id(unit, case_id)),
                screening=outcome,
                screened_on=on,
                screened_by=by.strip(),
                screening_reason=reason,
            )
        )


def request_summaries(
    workspace: Workspace,
    case_id: CaseId,
    agencies: Sequence[str],
    *,
    called_on: date,
    deadline_on: date | None = None,
) -> tuple[SummaryRequest, ...]:
    """Record that agencies were asked for their summaries of involvement.

    Args:
        workspace: the open workspace.
        case_id: the case.
        agencies: names of the agencies asked.
        called_on: the day they were asked.
        deadline_on: the day they are to answer by; None takes it from the framework's clock, the
            first of its readings if it has several.

    Raises:
        InvalidAnswersError: no agency is named, or there is no deadline and no clock gives one.

    Writes: requests, case, clocks. Audit: summary.request.
    """
    with workspace.transaction("summary.request") as unit:
        case = unit.get(Case, case_id)
        require_stage(case, CaseStage.SCREENING, CaseStage.MEETING, step="ask for summaries")
        started = case_clocks.start(unit, workspace, case, {"request_sent": called_on})
        due_on = deadline_on or next((clock.due_on for clock in started), None)
        if not agencies or due_on is None or due_on < called_on:
            raise InvalidAnswersError(_request_problems(agencies, called_on, due_on))
        unit.change(replace(case, information_called_on=called_on, agency_deadline_on=due_on))
        requests = tuple(
            SummaryRequest(
                id=RequestId(new_id()),
                case_id=case_id,
                agency=agency,
                asked_on=called_on,
                due_on=due_on,
            )
            for agency in agencies
        )
        unit.add(*requests)
    return requests


def record_return(
    workspace: Workspace,
    request_id: RequestId,
    *,
    on: date,
    nil_return: bool = False,
    note: str = "",
) -> SummaryRequest:
    """Record that an agency's summary came back; a nil return is a return.

    Writes: request; ends the clock when all are back. Audit: summary.return.
    """
    with workspace.transaction("summary.return") as unit:
        asked = unit.get(SummaryRequest, request_id)
        if on < asked.asked_on:
            raise InvalidAnswersError(
                [
                    Problem(
                        "returned_on",
                        f"The return on {plain_date(on)} is before the request on {plain_date(asked.asked_on)}. Check the date.",
                    )
                ]
            )
        returned = unit.change(replace(asked, returned_on=on, nil_return=nil_return, note=note))
        requests = unit.find(SummaryRequest, case_id=asked.case_id)
        days = [request.returned_on for request in requests if request.returned_on is not None]
        if len(days) == len(requests):
            case_clocks.complete(
                unit,
                asked.case_id,
                ["summary_of_involvement_back"],
                max(days),
                late_reason=_why_late(requests),
            )
    return returned


def schedule_meeting(workspace: Workspace, case_id: CaseId, on: date) -> Case:
    """Record the day of the sub-group's meeting on a case; its papers' and minutes' clocks start.

    Writes: case, clocks. Audit: meeting.schedule.
    """
    with workspace.transaction("meeting.schedule") as unit:
        case = unit.get(Case, case_id)
        require_stage(case, CaseStage.SCREENING, CaseStage.MEETING, step="plan its meeting")
        case_clocks.start(unit, workspace, case, {"meeting": on})
        return unit.change(replace(case, meeting_on=on))


def attach(workspace: Workspace, case_id: CaseId, name: str, content: bytes) -> Attachment:
    """Keep a file with a case, unread and unchanged.

    Args:
        workspace: the open workspace.
        case_id: the case.
        name: file name as given; shown, never used as a path. What no text can hold is replaced.
        content: its bytes.

    Raises:
        FileRefusedError: the file is empty or too big.

    Writes: attachment. Audit: attachment.add.
    """
    if not content:
        raise FileRefusedError("The file is empty. Choose another file.")
    if len(content) > LARGEST_ATTACHMENT:
        raise FileRefusedError(
            "The file is larger than 50 MB. Keep it where it is and note the place in the form."
        )
    attachment = Attachment(
        id=AttachmentId(new_id()),
        case_id=case_id,
        name="".join(_REPLACED if category(sign) in {"Cc", "Cs"} else sign for sign in name),
        content=content,
        sha256=hashlib.sha256(content).hexdigest(),
        added_at=workspace.clock.now(),
        added_by=workspace.actor.id,
    )
    with workspace.transaction("attachment.add") as unit:
        unit.get(Case, case_id)
        unit.add(attachment)
    return attachment


def attached(workspace: Workspace, attachment_id: AttachmentId) -> Attachment:
    """A file kept with a case, with its bytes.

    Raises:
        NotFoundError: there is no such file.
    """
    with workspace.reading() as reader:
        return reader.get(Attachment, attachment_id)


def _accepted(unit: UnitOfWork, workspace: Workspace, case: Case, answers: Answers) -> Answers:
    """The answers without hidden ones, once all are found good."""
    form = workspace.form_of(case, FORM)
    validation.require_valid(form, answers, on=workspace.clock.today())
    finished = validation.finished(form, answers, on=workspace.clock.today())
    reference = case_with_referral(case, finished).reference
    if reference and any(other.id != case.id for other in unit.find(Case, reference=reference)):
        raise InvalidAnswersError(
            [
                Problem(
                    "case_reference",
                    f"Another case already has the reference {reference}. Give this one its own.",
                )
            ]
        )
    return finished


def _run_clocks(unit: UnitOfWork, workspace: Workspace, case: Case, answers: Answers) -> None:
    """Start the clocks of a referral's dates, and end that of a notification already sent."""
    events = _events(answers)
    case_clocks.start(unit, workspace, case, events, _accounts(answers))
    sent_on = events.get("notification_sent")
    if sent_on is not None:
        case_clocks.complete(unit, case.id, ["serious_incident_notification"], sent_on)


def _events(answers: Answers) -> Mapping[str, date]:
    dated = {event: date_of(answers, question) for event, question in EVENTS_IN_REFERRAL.items()}
    return {event: on for event, on in dated.items() if on is not None}


def _accounts(answers: Answers) -> Sequence[Account]:
    """Other accounts of the day the authority became aware: each starts the clock as well."""
    return [
        Account(event="authority_aware", on=on, account_of=text_of(row, "account_of") or "another")
        for row in rows_of(answers, "authority_aware_accounts")
        if (on := date_of(row, "aware_on")) is not None
        and on != date_of(answers, "authority_aware_on")
    ]


def _referral_id(unit: UnitOfWork, case_id: CaseId) -> ReferralId:
    known = unit.first(Referral, case_id=case_id)
    if known is None:
        raise NotFoundError("The case has no referral yet. Submit it first.")
    return known.id


def _changed_questions(before: Answers, after: Answers) -> list[str]:
    return sorted(name for name in {*before, *after} if before.get(name) != after.get(name))


def _screening_problems(
    case: Case, outcome: ScreeningOutcome, by: str, on: date, reason: str, today: date
) -> Sequence[Problem]:
    problems = []
    if not by.strip():
        problems.append(
            Problem("screened_by", "Enter who screened the referral, with their post.")
        )
    if on > today:
        problems.append(Problem("screened_on", "The day of screening must be today or earlier."))
    if case.received_on is not None and on < case.received_on:
        problems.append(
            Problem("screened_on", "The day of screening is before the referral was received.")
        )
    if outcome is not ScreeningOutcome.SCREENED_IN and not reason.strip():
        problems.append(
            Problem("screening_reason", "Enter what is asked for, or why it is not appropriate.")
        )
    return problems


def _request_problems(
    agencies: Sequence[str], called_on: date, due_on: date | None
) -> Sequence[Problem]:
    problems = []
    if not agencies:
        problems.append(Problem("agencies", "Name at least one agency that was asked."))
    if due_on is None:
        problems.append(Problem("deadline_on", "Enter the day the agencies are to answer by."))
    elif due_on < called_on:
        problems.append(Problem("deadline_on", "The deadline is before the day they were asked."))
    return problems


def _why_late(requests: Sequence[SummaryRequest]) -> str:
    """What was noted of the returns that came late."""
    return "; ".join(
        f"{each.agency}: {each.note.strip()}"
        for each in requests
        if each.returned_on is not None and each.returned_on > each.due_on and each.note.strip()
    )
