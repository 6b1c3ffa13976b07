"""Records of the invented cases, as the documents are made from, and small plans of one block."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, time
from functools import cache
from pathlib import Path
from typing import Any

from lif_desktop import settings
from lif_desktop.clock import ENGLAND
from lif_desktop.definitions.catalogue import EditionCatalogue, FormCatalogue
from lif_desktop.definitions.edition import Framework, read_bank_holidays
from lif_desktop.definitions.example_case import (
    Entry,
    ExampleAction,
    ExampleCase,
    read_example,
)
from lif_desktop.definitions.questions import Choice, Form
from lif_desktop.documents import rendering
from lif_desktop.documents.action_documents import Tracker, action_plan
from lif_desktop.documents.blocks import Block
from lif_desktop.documents.case_file import CaseFile, Issue, Signatory
from lif_desktop.documents.learning_documents import learning_summary
from lif_desktop.documents.plans import DocumentPlan, to_plain
from lif_desktop.domain import criteria, notices, timelines
from lif_desktop.domain.actions import Action, ActionStatus, Redating
from lif_desktop.domain.answers import Answers, date_of, text_of
from lif_desktop.domain.cases import Case
from lif_desktop.domain.decisions import (
    AgencyView,
    ChairDecision,
    GridAssessment,
    Recommendation,
    ViewCode,
)
from lif_desktop.domain.identities import (
    ActionId,
    AssessmentId,
    BoardId,
    CaseId,
    DecisionId,
    NoticeId,
    ParticipantId,
    PersonId,
    RecommendationId,
    RedatingId,
    SummaryId,
    ViewId,
)
from lif_desktop.domain.learning import LearningSummary
from lif_desktop.domain.notices import Notice, NoticeDuty, NoticeState
from lif_desktop.domain.people import Board, BoardKind, Participant, Standing
from lif_desktop.domain.timelines import BankHolidays, CaseClock

CASE = CaseId("case")
MADE_AT = datetime(2016, 5, 19, 17, 15, tzinfo=ENGLAND)
SIGNATORIES = (
    Signatory(
        field="signature_1",
        role="Decision maker",
        name="Prof. Eleri Vaughan-Okonkwo",
        post="Independent Chair, Fenmarsh SCB",
    ),
    Signatory(
        field="signature_2",
        role="Recorded by",
        name="Moira Fairweather",
        post="Business Manager, Fenmarsh SCB",
    ),
)
_COMPLETIONS = {
    "notify_ofsted": "notification_sent",
    "serious_incident_notification": "notification_sent",
}


def issue(**changes: object) -> Issue:
    """An issue of version 1, to be signed by two people."""
    plain = Issue(made_at=MADE_AT, version="1", audit_code="7K3Q-9M2D", signatories=SIGNATORIES)
    return replace(plain, **changes)  # type: ignore[arg-type]  # fields by name


@cache
def example(name: str) -> ExampleCase:
    """The dossier case-a or case-b in the project's reduced form."""
    return read_example(settings.resources_folder() / "example" / f"{name}.toml")


@cache
def forms() -> FormCatalogue:
    """The shipped forms."""
    return FormCatalogue.load(settings.forms_folder())


@cache
def framework(name: str) -> Framework:
    """A shipped framework."""
    return EditionCatalogue.load(settings.resources_folder()).framework(name)


@cache
def holidays() -> BankHolidays:
    """England's bank holidays."""
    return read_bank_holidays(settings.resources_folder() / "bank_holidays.toml")


def case_file(name: str) -> CaseFile:
    """Everything that the decision form and the grid of an invented case are made from."""
    told = example(name)
    rules = framework(str(told.case["framework"]))
    participants = tuple(
        _participant(entry, number) for number, entry in enumerate(told.participants)
    )
    decision = _decision(told)
    clocks = _clocks(told, rules)
    duties = notices.duties(
        rules.notices, decision.outcome, case_id=CASE, clocks=rules.clocks,
        events=told.events, holidays=holidays(),
    )  # fmt: skip
    subject = rules.edition.rules(rules.edition.decision_subject)
    return CaseFile(
        case=_case(told),
        board=board(told),
        framework=rules,
        referral_form=_filled("referral", rules),
        grid_form=_filled("grid", rules),
        decision_form=_filled("decision", rules),
        referral=told.referral,
        assessment=GridAssessment(
            id=AssessmentId("grid"), case_id=CASE, form_version=forms().current("grid").version,
            answers=told.grid, assessed_on=date_of(told.grid, "meeting_on") or date(2016, 5, 10),
        ),
        participants=participants,
        views=_views(told, participants),
        recommendations=_recommendations(told, participants),
        rule=criteria.evaluate(subject, _rule_answers(told.grid)),
        decision=decision,
        clocks=clocks,
        duties=duties,
        notices=_notices(told, duties),
        holidays=holidays(),
    )  # fmt: skip


def learning_plan(name: str, **changes: object) -> DocumentPlan:
    """The learning summary of an invented case."""
    told, file = example(name), case_file(name)
    form = forms().current("learning_summary")
    summary = LearningSummary(
        id=SummaryId("summary"), case_id=CASE, form_version=form.version, answers=told.learning_summary,
        sources={}, written_at=MADE_AT, written_by=PersonId("person"),
    )  # fmt: skip
    return learning_summary(
        case=file.case, board=file.board, form=form, summary=summary, issue=issue(**changes),
        review_name=file.framework.labels["review_name"], actions=tracker(name).actions,
    )  # fmt: skip


def tracker(name: str, on: date = date(2018, 3, 16)) -> Tracker:
    """The actions of an invented case on a day."""
    told = example(name)
    actions = tuple(_action(each, number) for number, each in enumerate(told.actions))
    redatings = []
    for number, each in enumerate(told.actions):
        before = actions[number].original_due_on
        for step, (to_on, reason) in enumerate(each.redatings):
            redatings.append(
                Redating(
                    id=RedatingId(f"{number}-{step}"), action_id=actions[number].id, from_on=before, to_on=to_on,
                    reason=reason, redated_at=datetime.combine(before, time(12), ENGLAND), redated_by=PersonId("person"),
                )
            )  # fmt: skip
            before = to_on
    return Tracker(actions=actions, redatings=tuple(redatings), on=on, holidays=holidays())


def _action(each: ExampleAction, number: int) -> Action:
    answers = each.answers
    original = date_of(answers, "original_due_on") or date(2018, 1, 31)
    moved = [to_on for to_on, _ in each.redatings]
    texts = (
        "reference", "recommendation_number", "recommendation", "action", "agency", "lead", "measure",
        "evidence_expected", "evidence", "evidence_tested_by", "impact", "theme", "recurs_from", "notes",
    )  # fmt: skip
    plain = Action(
        id=ActionId(str(number)),
        case_id=CASE,
        reference="",
        action="",
        agency="",
        lead="",
        tier=int(text_of(answers, "tier") or "1"),
        original_due_on=original,
        due_on=moved[-1] if moved else date_of(answers, "due_on") or original,
        status=ActionStatus(text_of(answers, "status") or "not_started"),
        closed_on=date_of(answers, "closed_on"),
        impact_check_due_on=date_of(answers, "impact_check_due_on"),
    )
    given: dict[str, Any] = {name: text_of(answers, name) for name in texts}
    return replace(plain, **given)


def plan_of_actions(name: str, **changes: object) -> DocumentPlan:
    """The action plan of an invented case."""
    file = case_file(name)
    return action_plan(
        case=file.case, board=file.board, tracker=tracker(name), issue=issue(**changes)
    )


def board(told: ExampleCase) -> Board:
    """The board of an invented case."""
    return Board(
        id=BoardId("board"),
        name=str(told.case["board_name"]),
        short_name=str(told.case["board_short_name"]),
        kind=BoardKind.BOARD,
        framework=str(told.case["framework"]),
        edition=str(told.case["edition"]),
        marking=str(told.case["marking"]),
    )


def plan_of(*blocks: Block, **changes: object) -> DocumentPlan:
    """A plan that holds these blocks and little else."""
    plain = DocumentPlan(
        title="A paper", short_title="A paper: Child N", board="Fenmarsh Safeguarding Children Board",
        marking="OFFICIAL-SENSITIVE [PERSONAL DATA]", reference="FSCB/SCR/2016/03",
        version="Version 1, 19 May 2016", audit_code="7K3Q-9M2D", made_at=MADE_AT.isoformat(), blocks=blocks,
    )  # fmt: skip
    return replace(plain, **changes)  # type: ignore[arg-type]  # fields by name


@cache
def rendered(plan: DocumentPlan) -> bytes:
    """The plan as a file; the same plan is drawn once."""
    return freshly_rendered(plan)


def freshly_rendered(plan: DocumentPlan) -> bytes:
    """The plan as a file, drawn now."""
    content = rendering.render({"plan": to_plain(plan)})["pdf"]
    if not isinstance(content, bytes):
        raise TypeError
    return content


def write_pictures(content: bytes, folder: Path | None, name: str) -> None:
    """A picture of each page, for a person to look at."""
    if folder is None:
        return
    import pypdfium2  # noqa: PLC0415  # only where pictures are asked for

    document = pypdfium2.PdfDocument(content)
    document.init_forms()
    for number, page in enumerate(document, start=1):
        page.render(scale=110 / 72).to_pil().save(folder / f"{name}-p{number}.png")


def _filled(form_id: str, rules: Framework) -> Form:
    outcomes = tuple(Choice(name=each.code, label=each.label) for each in rules.outcomes)
    rows = tuple(
        Choice(name=each.code, label=each.label)
        for subject in rules.subjects.values()
        for each in subject.criteria
    )
    lists: dict[str, Sequence[Choice]] = {"edition.outcomes": outcomes, "edition.criteria": rows}
    return forms().current(form_id).filled(lists)


def _case(told: ExampleCase) -> Case:
    events = told.events
    return Case(
        id=CASE,
        reference=str(told.case["reference"]),
        pseudonym=str(told.case["pseudonym"]),
        edition=str(told.case["edition"]),
        framework=str(told.case["framework"]),
        forms={},
        marking=str(told.case["marking"]),
        opened_on=events["opened"],
        received_on=date_of(told.referral, "received_on"),
        board_notified_on=events.get("board_notified"),
        screened_on=events.get("screened"),
        information_called_on=events.get("request_sent"),
        agency_deadline_on=date_of(told.referral, "summaries_due_on"),
        meeting_on=events.get("meeting"),
        recommendation_sent_on=events.get("recommendation_sent"),
        decided_on=events.get("chair_decision") or date_of(told.decision, "decided_on"),
    )


def _participant(entry: Entry, number: int) -> Participant:
    return Participant(
        id=ParticipantId(str(entry["short_name"])),
        case_id=CASE,
        position=number,
        name=str(entry.get("name", "")),
        post=str(entry.get("post", "")),
        agency=str(entry["agency"]),
        short_name=str(entry["short_name"]),
        standing=Standing(str(entry["standing"])),
        deputy_for=str(entry.get("deputy_for", "")),
    )


def _views(told: ExampleCase, participants: Sequence[Participant]) -> tuple[AgencyView, ...]:
    return tuple(
        AgencyView(
            id=ViewId(f"{criterion}-{each.short_name}"), case_id=CASE, participant_id=each.id,
            criterion=criterion, view=ViewCode(given[each.short_name]),
        )
        for criterion, given in told.views.items()
        for each in participants
        if each.short_name in given
    )  # fmt: skip


def _recommendations(
    told: ExampleCase, participants: Sequence[Participant]
) -> tuple[Recommendation, ...]:
    ids = {each.short_name: each.id for each in participants}
    return tuple(
        Recommendation(
            id=RecommendationId(str(entry["participant"])),
            case_id=CASE,
            participant_id=ids[str(entry["participant"])],
            recommends=str(entry["recommends"]),
            wording=str(entry.get("wording", "")),
            reason=str(entry.get("reason", "")),
            dissent=bool(entry.get("dissent", False)),
        )
        for entry in told.recommendations
    )


def _decision(told: ExampleCase) -> ChairDecision:
    return ChairDecision(
        id=DecisionId("decision"),
        case_id=CASE,
        form_version=forms().current("decision").version,
        outcome=text_of(told.decision, "outcome"),
        decided_on=date_of(told.decision, "decided_on") or date(2016, 5, 19),
        decided_by=text_of(told.decision, "decided_by"),
        acting_for=text_of(told.decision, "acting_for"),
        reasons=text_of(told.decision, "reasons"),
        rule_strength="must_unless",
        answers=told.decision,
    )


def _clocks(told: ExampleCase, rules: Framework) -> tuple[CaseClock, ...]:
    found = [
        timelines.case_clock(due, case_id=CASE)
        for due in timelines.due_dates(rules.clocks, told.events, holidays())
    ]
    decided = told.events.get("chair_decision")
    done = []
    for clock in found:
        completed = told.events.get(_COMPLETIONS.get(clock.clock, ""))
        if "decision" in clock.clock or "decide" in clock.clock:
            completed = decided
        done.append(replace(clock, completed_on=completed))
    return tuple(sorted(done, key=_due))


def _due(clock: CaseClock) -> tuple[date, str]:
    return clock.due_on, clock.clock


def _notices(told: ExampleCase, duties: Sequence[NoticeDuty]) -> tuple[Notice, ...]:
    found = []
    for number, entry in enumerate(told.notices):
        recipient = str(entry["recipient"])
        duty = next((each.id for each in duties if recipient in each.recipient), None)
        sent_on = entry.get("sent_on")
        found.append(
            Notice(
                id=NoticeId(str(number)), case_id=CASE, duty_id=duty, recipient=recipient,
                state=NoticeState(str(entry["state"])), sent_on=sent_on if isinstance(sent_on, date) else None,
                sent_by=str(entry.get("sent_by", "")), channel=str(entry.get("channel", "")),
                content=str(entry.get("content", "")), logged_at=MADE_AT, logged_by=PersonId("person"),
            )
        )  # fmt: skip
    return tuple(found)


def _rule_answers(answers: Answers) -> Answers:
    known = {*criteria.ANSWER_CHOICES, criteria.AGE}
    return {key: value for key, value in answers.items() if key in known}
