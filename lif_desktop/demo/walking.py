"""How is an invented case typed in? Through the same services a person uses, on the days it happened.

Source: product walk, steps 1 to 8, from referral to tracked actions.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime, time

from lif_desktop.clock import ENGLAND, SetClock
from lif_desktop.definitions.example_case import Entry, ExampleAction, ExampleCase
from lif_desktop.domain.actions import ActionStatus
from lif_desktop.domain.answers import Answers, date_of, text_of
from lif_desktop.domain.cases import ScreeningOutcome
from lif_desktop.domain.decisions import ViewCode
from lif_desktop.domain.identities import ActionId, CaseId, ParticipantId, new_id
from lif_desktop.domain.notices import NoticeDuty, NoticeState
from lif_desktop.domain.people import Participant, Standing
from lif_desktop.errors import DefinitionError
from lif_desktop.services import actions, decisions, learning, notices, referrals, timelines
from lif_desktop.services.decisions import ViewGiven
from lif_desktop.services.workspace import Workspace

_WORKING_HOUR = time(16, 0)
_LATER_EVENTS = ("composite_issued", "review_started", "publication")
_AGREED_FIRST = (
    "status",
    "closed_on",
    "evidence",
    "evidence_tested_by",
    "impact_check_due_on",
    "impact",
)


def go_to(clock: SetClock, day: date) -> None:
    """Put the clock on the afternoon of a day in England."""
    clock.put(datetime.combine(day, _WORKING_HOUR, tzinfo=ENGLAND))


def refer(workspace: Workspace, clock: SetClock, example: ExampleCase) -> CaseId:
    """Steps 1 and 2: the referral is typed, submitted and screened; agencies are asked and answer."""
    go_to(clock, example.events["opened"])
    started = referrals.start(workspace, framework=str(example.case["framework"]))
    case_id = started.case.id
    referrals.save_draft(
        workspace, started.draft.id, example.referral, page="control", question="case_reference"
    )
    referrals.submit(workspace, case_id, example.referral)
    go_to(clock, example.events["screened"])
    referrals.screen(
        workspace,
        case_id,
        ScreeningOutcome(str(example.screening["outcome"])),
        by=str(example.screening["by"]),
        on=example.events["screened"],
        reason=str(example.screening["reason"]),
    )
    _summaries(workspace, clock, example, case_id)
    return case_id


def weigh(workspace: Workspace, clock: SetClock, example: ExampleCase, case_id: CaseId) -> None:
    """Step 3: who takes part, the grid, every view, every recommendation, and on to the Chair."""
    go_to(clock, example.events["screened"])
    referrals.schedule_meeting(workspace, case_id, example.events["meeting"])
    _take_steps(workspace, clock, example, case_id, until=example.events["meeting"])
    go_to(clock, example.events["meeting"])
    seats = decisions.set_participants(
        workspace, case_id, [_seat(entry, case_id) for entry in example.participants]
    )
    seated = {who.short_name: who.id for who in seats}
    decisions.save_grid(workspace, case_id, example.grid)
    decisions.record_views(
        workspace,
        case_id,
        [
            ViewGiven(participant_id=seated[who], criterion=criterion, view=ViewCode(view))
            for criterion, given in example.views.items()
            for who, view in given.items()
        ],
    )
    for entry in example.recommendations:
        decisions.recommend(
            workspace,
            case_id,
            seated[str(entry["participant"])],
            str(entry["recommends"]),
            wording=_text(entry, "wording"),
            reason=_text(entry, "reason"),
            dissent=bool(entry.get("dissent", False)),
        )
    decisions.send_to_chair(workspace, case_id, on=example.events["recommendation_sent"])


def decide(workspace: Workspace, clock: SetClock, example: ExampleCase, case_id: CaseId) -> None:
    """Step 4: the Chair decides, with reasons; clocks start and notices fall due."""
    go_to(clock, example.events["chair_decision"])
    decisions.record_decision(workspace, case_id, example.decision)


def tell(workspace: Workspace, clock: SetClock, example: ExampleCase, case_id: CaseId) -> None:
    """Step 6: everything sent, returned or withheld is logged."""
    for entry in sorted(example.notices, key=_sent_on_of(example)):
        day = _sent_on_of(example)(entry)
        go_to(clock, day)
        if NoticeState(str(entry["state"])) is NoticeState.WITHHELD:
            notices.record_withheld(
                workspace,
                case_id,
                recipient=str(entry["recipient"]),
                on=day,
                reason=_text(entry, "note"),
            )
        else:
            _send(workspace, example, case_id, entry, day)


def learn(workspace: Workspace, clock: SetClock, example: ExampleCase, case_id: CaseId) -> None:
    """Step 7: the review's clocks end, the summary is written, checked and completed."""
    completed_on = example.events["learning_summary"]
    go_to(clock, completed_on)
    for event in _LATER_EVENTS:
        if event in example.events:
            timelines.record_event(workspace, case_id, event, example.events[event])
    _take_steps(workspace, clock, example, case_id, until=date.max)
    go_to(clock, completed_on)
    learning.draft(workspace, case_id)
    learning.save(workspace, case_id, example.learning_summary)
    learning.complete(workspace, case_id)


def act(workspace: Workspace, clock: SetClock, example: ExampleCase, case_id: CaseId) -> None:
    """Step 8: the actions are agreed, noted, re-dated, reported and closed on accepted evidence."""
    go_to(clock, example.events["learning_summary"])
    agreed = actions.raise_from(
        workspace, case_id, [_as_agreed(each.answers) for each in example.actions]
    )
    for action, told in zip(agreed, example.actions, strict=True):
        for to_on, reason in told.redatings:
            actions.redate(workspace, action.id, to_on, reason=reason)
        _follow(workspace, clock, action.id, told)
    go_to(clock, example.events["tracker"])


def _as_agreed(answers: Answers) -> Answers:
    """An action as it stood when it was agreed: without the progress that came later."""
    later = {"due_on", "times_redated", *_AGREED_FIRST}
    return {name: value for name, value in answers.items() if name not in later}


def _follow(
    workspace: Workspace, clock: SetClock, action_id: ActionId, told: ExampleAction
) -> None:
    answers = told.answers
    status = ActionStatus(text_of(answers, "status"))
    evidence = text_of(answers, "evidence")
    closed_on = date_of(answers, "closed_on")
    if status is ActionStatus.COMPLETE and closed_on is not None:
        go_to(clock, closed_on)
        actions.close(
            workspace,
            action_id,
            evidence=evidence,
            accepted_by=text_of(answers, "evidence_tested_by"),
            on=closed_on,
            impact=text_of(answers, "impact"),
            impact_check_due_on=date_of(answers, "impact_check_due_on"),
        )
    elif status is ActionStatus.OWNER_REPORTS_COMPLETE:
        actions.report_complete(workspace, action_id, evidence=evidence)
    elif status is not ActionStatus.NOT_STARTED or evidence:
        said = text_of(answers, "notes") or "Progress reported to the sub-group."
        actions.note(workspace, action_id, said, status=status, evidence=evidence)


def _summaries(
    workspace: Workspace, clock: SetClock, example: ExampleCase, case_id: CaseId
) -> None:
    called_on = example.events["request_sent"]
    go_to(clock, called_on)
    requests = referrals.request_summaries(
        workspace,
        case_id,
        [str(entry["agency"]) for entry in example.returns],
        called_on=called_on,
        deadline_on=date_of(example.referral, "summaries_due_on"),
    )
    asked = {request.agency: request.id for request in requests}
    for entry in sorted(example.returns, key=_returned_on):
        go_to(clock, _returned_on(entry))
        referrals.record_return(
            workspace,
            asked[str(entry["agency"])],
            on=_returned_on(entry),
            nil_return=bool(entry.get("nil", False)),
            note=_text(entry, "note"),
        )


def _take_steps(
    workspace: Workspace, clock: SetClock, example: ExampleCase, case_id: CaseId, *, until: date
) -> None:
    """Record the steps of the dossier whose clocks still run, each on its day."""
    for entry in sorted(example.steps, key=_step_day):
        day = _step_day(entry)
        running = [
            each
            for each in timelines.clocks(workspace, case_id)
            if each.clock == entry["clock"] and each.completed_on is None
        ]
        if day > until or not running:
            continue
        go_to(clock, day)
        for each in running:
            if "explained_on" in entry:
                timelines.explain_delay(workspace, each.id, _text(entry, "reason"))
            else:
                late_reason = _text(entry, "late_reason")
                timelines.complete_clock(workspace, each.id, day, late_reason=late_reason)


def _step_day(entry: Entry) -> date:
    day = entry.get("done_on", entry.get("explained_on"))
    if not isinstance(day, date):
        raise DefinitionError("A step of the example has neither done_on nor explained_on.")
    return day


def _seat(entry: Entry, case_id: CaseId) -> Participant:
    return Participant(
        id=ParticipantId(new_id()),
        case_id=case_id,
        position=0,
        name=str(entry["name"]),
        post=_text(entry, "post"),
        agency=str(entry["agency"]),
        short_name=_text(entry, "short_name"),
        standing=Standing(str(entry["standing"])),
        deputy_for=_text(entry, "deputy_for"),
    )


def _send(
    workspace: Workspace, example: ExampleCase, case_id: CaseId, entry: Entry, day: date
) -> None:
    """Log one line of the dossier, once for each duty it answers."""
    contents = {
        "reviewer_name": _text(entry, "reviewer_name"),
        "justification": text_of(example.decision, "why_not"),
        "national_view": text_of(example.decision, "national_details"),
    }
    answered = _duties_for(notices.duties(workspace, case_id), str(entry["recipient"]))
    for duty in answered or (None,):
        asked = () if duty is None else duty.required
        sent = notices.record_sent(
            workspace,
            case_id,
            recipient=str(entry["recipient"]) if duty is None else duty.recipient,
            sent_on=day,
            sent_by=str(entry["sent_by"]),
            channel=str(entry["channel"]),
            content=str(entry["content"]),
            duty_id=None if duty is None else duty.id,
            contents={name: contents[name] for name in asked},
            note=_text(entry, "note"),
            late_reason=_text(entry, "late_reason"),
        )
        if NoticeState(str(entry["state"])) is NoticeState.RETURNED:
            notices.record_returned(workspace, sent.id, on=day, note=_text(entry, "note"))


def _duties_for(duties: Sequence[NoticeDuty], recipient: str) -> Sequence[NoticeDuty]:
    """The open duties a recipient of the dossier stands for; one line may stand for several agencies."""
    waiting = [duty for duty in duties if duty.closed_on is None]
    named = [duty for duty in waiting if duty.recipient == recipient]
    if named:
        return named[:1]
    role = f"({recipient[:1].lower()}{recipient[1:]})"
    held = [duty for duty in waiting if duty.recipient.endswith(role)]
    if held:
        return [duty for duty in held if not duty.recipient.startswith("Probation")]
    first = recipient.split(" ", maxsplit=1)[0]
    return [
        duty
        for duty in waiting
        if duty.recipient.startswith(f"{first} (attending") and first == "Probation"
    ]


def _returned_on(entry: Entry) -> date:
    day = entry["returned_on"]
    if not isinstance(day, date):
        raise DefinitionError("A summary_return of the example has no returned_on.")
    return day


def _sent_on_of(example: ExampleCase) -> Callable[[Entry], date]:
    """The day of a line of the log; what was withheld has none and stands on the day of the decision."""

    def day_of(entry: Entry) -> date:
        day = entry.get("sent_on")
        return day if isinstance(day, date) else example.events["chair_decision"]

    return day_of


def _text(entry: Entry, key: str) -> str:
    return str(entry.get(key, ""))
