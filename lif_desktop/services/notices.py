"""Who must still be told of a decision, and what was sent, returned or withheld?

The application sends nothing itself: it says who is to be told by when, refuses a notice that
lacks what the guidance asks for, and keeps the log.

Source: catalogue rows A53, A56, B40, B45-B47, D29-D31; domain notes 2.1.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from operator import attrgetter

from lif_desktop.domain import notices as rules
from lif_desktop.domain.cases import Case
from lif_desktop.domain.decisions import ChairDecision
from lif_desktop.domain.documents import FiledDocument
from lif_desktop.domain.identities import CaseId, DocumentId, DutyId, NoticeId, new_id
from lif_desktop.domain.notices import CONTENTS, Notice, NoticeDuty, NoticeRule, NoticeState
from lif_desktop.domain.vocabulary import plain_date
from lif_desktop.errors import InvalidAnswersError, Problem
from lif_desktop.services import case_clocks
from lif_desktop.services.workspace import Workspace
from lif_desktop.store.unit_of_work import UnitOfWork


def duties(workspace: Workspace, case_id: CaseId) -> tuple[NoticeDuty, ...]:
    """The duties to tell of a case's decision: open ones first, the soonest due first."""
    with workspace.reading() as reader:
        found = reader.find(NoticeDuty, case_id=case_id)
    return tuple(sorted(found, key=_by_urgency))


def log(workspace: Workspace, case_id: CaseId) -> tuple[Notice, ...]:
    """Everything sent, returned or withheld in a case, in the order it was logged."""
    with workspace.reading() as reader:
        found = reader.find(Notice, case_id=case_id)
    return tuple(sorted(found, key=attrgetter("logged_at")))


def record_sent(
    workspace: Workspace,
    case_id: CaseId,
    *,
    recipient: str,
    sent_on: date,
    sent_by: str,
    channel: str,
    content: str,
    duty_id: DutyId | None = None,
    contents: Mapping[str, str] | None = None,
    document_id: DocumentId | None = None,
    note: str = "",
    late_reason: str = "",
) -> Notice:
    """Log that something was sent; the duty it answers is done, and its clock ends.

    Args:
        workspace: the open workspace.
        case_id: the case.
        recipient: who was told.
        sent_on: the day it was sent.
        sent_by: who sent it.
        channel: how, for example secure mail or by hand.
        content: what was sent, in words.
        duty_id: the duty it answers; None for a notice that no rule asks for.
        contents: name of each content the duty requires to its text, for example reviewer_name.
        document_id: the filed document that went with it; its hash is kept in the log.
        note: read-back, a first attempt that failed.
        late_reason: why it came after the last day.

    Raises:
        InvalidAnswersError: something the notice must say is missing, it is late without a reason,
            or who, how or what is missing.

    Writes: notice, duty, clocks. Audit: notice.send.
    """
    with workspace.transaction("notice.send") as unit:
        duty = None if duty_id is None else unit.get(NoticeDuty, duty_id)
        _require_complete(workspace, recipient, sent_on, sent_by, channel, content)
        _require_lawful(duty, sent_on, contents or {}, late_reason)
        notice = Notice(
            id=NoticeId(new_id()),
            case_id=case_id,
            duty_id=duty_id,
            recipient=recipient,
            state=NoticeState.SENT,
            sent_on=sent_on,
            sent_by=sent_by,
            channel=channel,
            content=_with_contents(content, contents or {}),
            note=note,
            document_id=document_id,
            document_sha256=_hash_of(unit, document_id),
            late_reason=late_reason,
            logged_at=workspace.clock.now(),
            logged_by=workspace.actor.id,
        )
        unit.add(notice)
        if duty is not None:
            unit.change(replace(duty, closed_on=sent_on, closed_reason="Sent"))
            _end_clock(unit, workspace, duty, sent_on, late_reason)
    return notice


def record_returned(workspace: Workspace, notice_id: NoticeId, *, on: date, note: str) -> Notice:
    """Log that something sent came back undelivered; the duty is open again.

    Args:
        workspace: the open workspace.
        notice_id: the notice that came back.
        on: the day it was seen to be undelivered.
        note: what happened.

    Raises:
        InvalidAnswersError: there is no word of what happened.

    Writes: notice, duty. Audit: notice.return.
    """
    if not note.strip():
        raise InvalidAnswersError([Problem("note", "Enter what happened to the notice.")])
    with workspace.transaction("notice.return") as unit:
        sent = unit.get(Notice, notice_id)
        returned = replace(
            sent,
            id=NoticeId(new_id()),
            state=NoticeState.RETURNED,
            sent_on=on,
            note=note,
            logged_at=workspace.clock.now(),
            logged_by=workspace.actor.id,
        )
        unit.add(returned)
        if sent.duty_id is not None:
            duty = unit.get(NoticeDuty, sent.duty_id)
            unit.change(replace(duty, closed_on=None, closed_reason=""))
            case = unit.get(Case, duty.case_id)
            clocks = _clocks_of(unit, workspace, case, duty)
            case_clocks.reopen(unit, case.id, clocks, completed_on=sent.sent_on)
    return returned


def record_withheld(
    workspace: Workspace,
    case_id: CaseId,
    *,
    recipient: str,
    on: date,
    reason: str,
    duty_id: DutyId | None = None,
) -> Notice:
    """Log that someone is deliberately not told, and why.

    Raises:
        InvalidAnswersError: the recipient or the reason is missing.

    Writes: notice, duty. Audit: notice.withhold.
    """
    problems = []
    if not recipient.strip():
        problems.append(Problem("recipient", "Enter who is not told."))
    if not reason.strip():
        problems.append(Problem("note", "Enter why the notice is withheld."))
    if problems:
        raise InvalidAnswersError(problems)
    with workspace.transaction("notice.withhold") as unit:
        unit.get(Case, case_id)
        notice = Notice(
            id=NoticeId(new_id()),
            case_id=case_id,
            duty_id=duty_id,
            recipient=recipient,
            state=NoticeState.WITHHELD,
            sent_by="",
            channel="",
            content="",
            note=reason,
            logged_at=workspace.clock.now(),
            logged_by=workspace.actor.id,
        )
        unit.add(notice)
        if duty_id is not None:
            duty = unit.get(NoticeDuty, duty_id)
            unit.change(replace(duty, closed_on=on, closed_reason=f"Withheld: {reason}"))
    return notice


def problems_of(
    duty: NoticeDuty, sent_on: date, contents: Mapping[str, str], late_reason: str = ""
) -> tuple[Problem, ...]:
    """What stands in the way of finishing a notice; empty if nothing does.

    A notice counts as late on the reading that gives it longest, local readings left aside where
    there is a statutory one: a shorter reading that was missed is shown, and asks for no reason.
    """
    found = list(rules.notice_problems(duty, contents))
    longest = rules.last_day(duty)
    if longest is not None and rules.is_late(longest, sent_on) and not late_reason.strip():
        found.append(
            Problem(
                "late_reason",
                f"Enter why the notice to {duty.recipient} went after {plain_date(longest)}, the last day for it.",
            )
        )
    return tuple(found)


def _require_complete(
    workspace: Workspace,
    recipient: str,
    sent_on: date,
    sent_by: str,
    channel: str,
    content: str,
) -> None:
    asked = (
        ("recipient", recipient, "Enter who was told."),
        ("sent_by", sent_by, "Enter who sent it."),
        ("channel", channel, "Enter how it was sent, for example secure mail."),
        ("content", content, "Enter what was sent."),
    )
    problems = [Problem(name, message) for name, value, message in asked if not value.strip()]
    if sent_on > workspace.clock.today():
        problems.append(Problem("sent_on", "The day of sending must be today or earlier."))
    if problems:
        raise InvalidAnswersError(problems)


def _require_lawful(
    duty: NoticeDuty | None, sent_on: date, contents: Mapping[str, str], late_reason: str
) -> None:
    problems = () if duty is None else problems_of(duty, sent_on, contents, late_reason)
    if problems:
        raise InvalidAnswersError(problems)


def _with_contents(content: str, contents: Mapping[str, str]) -> str:
    """What was sent, followed by what the duty asked for, each on a line of its own."""
    asked = [f"{CONTENTS[name].label}: {text}" for name, text in contents.items() if text.strip()]
    return "\n".join([content, *asked])


def _hash_of(unit: UnitOfWork, document_id: DocumentId | None) -> str:
    return "" if document_id is None else unit.get(FiledDocument, document_id).sha256


def _end_clock(
    unit: UnitOfWork, workspace: Workspace, duty: NoticeDuty, on: date, late_reason: str
) -> None:
    case = unit.get(Case, duty.case_id)
    for clock in _clocks_of(unit, workspace, case, duty):
        case_clocks.complete(unit, case.id, [clock], on, late_reason=late_reason)
        case_clocks.start(unit, workspace, case, {f"{clock}_sent": on})


def _clocks_of(
    unit: UnitOfWork, workspace: Workspace, case: Case, duty: NoticeDuty
) -> Sequence[str]:
    """The clocks a duty's notice ends: those about its recipient, not those it goes along with as a copy."""
    leading: dict[str, NoticeRule] = {}
    for rule in workspace.framework_of(case).notices:
        if rule.clock and _outcome(unit, case) in rule.outcomes:
            leading.setdefault(rule.clock, rule)
    return [
        clock
        for clock, rule in leading.items()
        if (rule.recipient, rule.what) == (duty.recipient, duty.what)
    ]


def _outcome(unit: UnitOfWork, case: Case) -> str:
    decision = unit.first(ChairDecision, case_id=case.id)
    return "" if decision is None else decision.outcome


def _by_urgency(duty: NoticeDuty) -> tuple[bool, date, str]:
    return (duty.closed_on is not None, duty.due_on or date.max, duty.recipient)
