"""The walk from a referral to tracked actions, with both invented cases, through services alone.

Every fact of the dossiers comes back letter for letter from the reopened workspace and stands as
text in the papers; clocks, tally and ratings are those of expected.toml.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import pypdfium2
import pytest

from lif_desktop import settings
from lif_desktop.clock import SetClock
from lif_desktop.definitions.example_case import ExampleCase, read_example
from lif_desktop.definitions.form import SELECTS, Form, Question, QuestionType
from lif_desktop.demo import walking
from lif_desktop.domain.actions import STATUS_LABELS, ActionStatus
from lif_desktop.domain.answers import Answers, UncertainDate, rows_of
from lif_desktop.domain.cases import CaseStage
from lif_desktop.domain.criteria import Strength
from lif_desktop.domain.documents import DocumentKind, DocumentState
from lif_desktop.domain.identities import CaseId
from lif_desktop.domain.notices import NoticeState, is_late
from lif_desktop.domain.people import Role, Standing
from lif_desktop.domain.timelines import days_late
from lif_desktop.domain.vocabulary import Rag
from lif_desktop.services import actions, cases, decisions, documents, notices, timelines
from lif_desktop.services import workspace as workspaces
from lif_desktop.services.actions import TrackerFilter
from lif_desktop.services.cases import CaseFile
from lif_desktop.services.documents import Signer
from lif_desktop.services.workspace import Workspace
from lif_desktop.store.key_slots import KdfSettings
from tests import dossiers, factories
from tests.definitions.paper_fields import RECOMMENDED
from tests.dossiers import CASES, Texts

pytestmark = pytest.mark.walk
CHAIR = "Prof. Eleri Vaughan-Okonkwo"
CHAIR_PASSPHRASE = "heron gravel lantern ribbon oak"  # noqa: S105  # opens invented workspaces only
TODAY = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Told:
    """One case as it came back from the reopened workspace."""

    name: str
    example: ExampleCase
    expected: Mapping[str, Any]
    workspace: Workspace
    file: CaseFile

    def form(self, form_id: str) -> Form:
        return self.workspace.form_of(self.file.case, form_id)

    def answers(self, form_id: str) -> Answers:
        assert self.file.referral is not None
        assert self.file.assessment is not None
        assert self.file.decision is not None
        assert self.file.summary is not None
        return {
            "referral": self.file.referral.answers,
            "grid": self.file.assessment.answers,
            "decision": self.file.decision.answers,
            "learning_summary": self.file.summary.answers,
        }[form_id]


@dataclass(frozen=True, slots=True)
class Board:
    """The reopened workspace with both cases."""

    workspace: Workspace
    ids: Mapping[str, CaseId]


@pytest.fixture(scope="module")
def board(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Board]:
    """Both cases walked from end to end, the workspace closed and unlocked again."""
    folder = tmp_path_factory.mktemp("walk") / "fenmarsh.lif"
    clock = SetClock(TODAY)
    workspace = factories.make_workspace(folder, clock).workspace
    workspaces.add_person(
        workspace,
        name=CHAIR,
        post="Independent Chair, Fenmarsh SCB",
        role=Role.CHAIR,
        passphrase=CHAIR_PASSPHRASE,
        kdf=KdfSettings.for_tests(),
    )
    ids = {}
    for name in ("case-a", "case-b"):
        example = _example(name)
        ids[name] = walking.refer(workspace, clock, example)
        for step in (walking.weigh, walking.decide, walking.tell, walking.act, walking.learn):
            step(workspace, clock, example, ids[name])
    workspace.close()
    clock.put(TODAY)
    again = workspaces.unlock(
        folder, person_name=factories.PERSON, passphrase=factories.PASSPHRASE, clock=clock
    )
    yield Board(again, ids)
    again.close()


@pytest.fixture(scope="module", params=["case-a", "case-b"])
def told(request: pytest.FixtureRequest, board: Board) -> Told:
    name = str(request.param)
    expected = tomllib.loads((CASES / name / "expected.toml").read_text(encoding="utf-8"))
    file = cases.case_file(board.workspace, board.ids[name])
    return Told(name, _example(name), expected, board.workspace, file)


def _example(name: str) -> ExampleCase:
    return read_example(settings.resources_folder() / "example" / f"{name}.toml")


# --- every fact comes back


@pytest.mark.parametrize("form_id", ["referral", "grid", "decision", "learning_summary"])
def test_every_answer_comes_back_letter_for_letter(told: Told, form_id: str) -> None:
    typed = {
        "referral": told.example.referral,
        "grid": told.example.grid,
        "decision": told.example.decision,
        "learning_summary": told.example.learning_summary,
    }[form_id]
    assert told.answers(form_id) == typed


@pytest.mark.parametrize(
    ("paper", "form_id"),
    [
        ("referral.md", "referral"),
        ("grid.md", "grid"),
        ("decision.md", "decision"),
        ("learning-summary.md", "learning_summary"),
    ],
)
def test_every_fact_of_the_dossier_is_in_the_reopened_workspace(
    told: Told, paper: str, form_id: str
) -> None:
    texts = dossiers.texts_of(told.form(form_id), told.answers(form_id))
    if form_id == "grid":
        texts |= _views_and_recommendations(told)
    assert dossiers.missing(CASES / told.name / paper, texts) == []


def _views_and_recommendations(told: Told) -> Texts:
    words = [
        text
        for who in told.file.participants
        for text in (who.name, who.post, who.agency, who.short_name, who.deputy_for)
    ]
    words += [text for each in told.file.recommendations for text in (each.wording, each.reason)]
    return dossiers.plain(*words) | Texts(frozenset(), frozenset(RECOMMENDED))


def test_every_row_of_the_dossiers_actions_comes_back(told: Told) -> None:
    kept = {action.reference: action for action in told.file.actions}
    rows = dossiers.action_rows(told.name)
    assert len(rows) == len(kept) == told.expected["actions"]["total"]
    for row in rows:
        action = kept[row["ref"]]
        history = actions.action_file(told.workspace, action.id)
        assert {
            "rec_no": action.recommendation_number,
            "recommendation": action.recommendation,
            "action": action.action,
            "agency": action.agency,
            "lead": action.lead,
            "tier": str(action.tier),
            "times_redated": str(len(history.redatings)),
            "status": STATUS_LABELS[action.status],
            "evidence": action.evidence,
            "evidence_tested_by": action.evidence_tested_by,
            "theme": action.theme,
            "recurs_from": action.recurs_from,
            "notes": action.notes,
        } == {name: row[name] for name in row if name not in {"ref", *DAYS}}
        for column, field in DAYS.items():
            assert getattr(action, field) == (
                dossiers.read_day(row[column]) if row[column] else None
            )


DAYS = {
    "original_due": "original_due_on",
    "current_due": "due_on",
    "closed_on": "closed_on",
    "impact_check_due": "impact_check_due_on",
}


# --- the figures


def test_the_tally_is_the_members_alone(told: Told) -> None:
    tally = decisions.assess(told.workspace, told.file.case.id).tally
    codes = {
        "SCR": "scr",
        "multi-agency review": "alternative_review",
        "LCSPR": "lcspr",
        "alternative": "alternative_local",
        "no view": "no_view",
        "none": "none",
        "abstain": "abstain",
        "unsure": "unsure",
    }
    expected = told.expected["tally"]
    for words, count in expected["members_only"].items():
        assert tally.counts.get(codes[words], 0) == count, words
    assert tally.members == expected["member_count"]
    dissent = [each for each in told.file.recommendations if each.dissent]
    names = {who.id: who.name for who in told.file.participants}
    assert [names[each.participant_id] for each in dissent] == [
        expected["dissent"][0].split(", ")[0]
    ]


def test_the_rule_shows_what_is_expected_and_a_person_decided(told: Told) -> None:
    assessed = decisions.assess(told.workspace, told.file.case.id)
    strengths = {name: result.strength for name, result in assessed.subjects.items()}
    assert told.file.decision is not None
    if told.name == "case-a":
        assert strengths == {"review": Strength.MUST_UNLESS}
        assert (told.file.decision.outcome, told.file.decision.departs_from_rule) == ("scr", False)
    else:
        assert strengths["notification"] is Strength.ALWAYS
        assert strengths["local_review"] is Strength.SHOULD_CONSIDER
        assert told.file.decision.departs_from_rule
        assert told.file.decision.answers["why_not"]
    assert told.file.decision.decided_on == told.expected["rule"]["decision_date"]


CLOCKS: Mapping[str, tuple[str, str]] = {
    "Notifiable incident to Ofsted and board, if aware 22 March": (
        "serious_incident_notification",
        "",
    ),
    "Notifiable incident to Ofsted and board, if aware 23 March": (
        "serious_incident_notification",
        "by the account of",
    ),
    "Decision on SCR": ("scr_decision", ""),
    "Papers due for meeting": ("agenda_items_due", ""),
    "Agenda sent": ("agenda_sent", ""),
    "Chair’s reflection": ("chair_reflection", ""),
    "Minutes circulated": ("minutes_circulated", ""),
    "Panel told of decision (14 days)": ("national_panel_told", "14 days"),
    "Panel told of decision (5 working days reading)": ("national_panel_told", "5 working days"),
    "DfE told of decision": ("dfe_told", ""),
    "Ofsted told of decision": ("ofsted_told", ""),
    "Reviewing activity begun": ("reviewing_begun", ""),
    "Review finished, statutory": ("scr_completed", ""),
    "Review finished, local": ("reviewing_completed", ""),
    "Report to Panel before publication": ("report_to_national_panel", ""),
    "Report stays on website until at least": ("report_on_website_until", ""),
    "Serious incident notification, aware Saturday": ("serious_incident_notification", ""),
    "Serious incident notification, aware Monday": (
        "serious_incident_notification",
        "by the account of",
    ),
    "Rapid review to Panel": ("rapid_review", "15 working days from the day"),
    "Rapid review to Panel, from receipt, working days": (
        "rapid_review",
        "15 days from receipt, read as working",
    ),
    "Rapid review to Panel, from receipt, calendar days": (
        "rapid_review",
        "15 days from receipt, read as calendar",
    ),
    "Plan step day 2": ("initial_views_asked", ""),
    "Plan step day 3": ("summaries_asked", ""),
    "Plan step day 7": ("composite_sent", ""),
    "Plan step day 13": ("rapid_review_decision", ""),
    "Summaries returned": ("summary_of_involvement_back", "3 days, read as working"),
    "Views returned": ("views_on_composite_back", ""),
    "Panel reply, about 10 days": ("panel_reply", ""),
    "Partnership review target": ("partnership_review_target", ""),
    "Partnership review limit": ("partnership_review_limit", ""),
}
"""Clock of expected.toml to its code and the beginning of its reading."""
NOT_OF_THE_CASE = {
    "Précis returned": "the deadline was set by hand; see the returns",
    "NHS serious incident, root cause analysis": "another body's clock",
    "Plan step day 15": "the same day as the working-day reading from receipt",
    "Assurance to Panel": "a date given in a letter",
}
MINUTES_OF_B = ("case-b", "Minutes circulated")
"""The framework of the second case has no such clock."""


def test_every_clock_of_the_walk_has_its_due_day_and_its_lateness(told: Told) -> None:
    checked = 0
    for wanted in told.expected["clock"]:
        name = wanted["name"]
        if name in NOT_OF_THE_CASE or (told.name, name) == MINUTES_OF_B:
            continue
        code, reading = CLOCKS[name]
        (clock,) = (
            each
            for each in told.file.clocks
            if each.clock == code
            and each.reading.startswith(reading)
            and bool(each.reading) == bool(reading)
        )
        assert (clock.started_on, clock.due_on) == (wanted["start"], wanted["due"]), name
        if "actual" in wanted:
            assert clock.completed_on == wanted["actual"], name
            assert is_late(clock.due_on, clock.completed_on) is not wanted["in_time"]
            assert days_late(clock.due_on, clock.completed_on) == wanted["calendar_days_late"]
        checked += 1
    assert checked >= 14


def test_steps_done_late_say_why_and_nothing_is_owed_that_was_done(told: Told) -> None:
    reasons = {clock.clock: clock.late_reason for clock in told.file.clocks}
    if told.name == "case-a":
        assert reasons["agenda_sent"] == "Business Manager’s leave"
        assert "trial listed 20 February 2017" in reasons["scr_completed"]
        owed = {"agenda_items_due"}  # the dossier does not say when the papers came
    else:
        assert reasons["summary_of_involvement_back"].startswith("Northmoor Youth Justice")
        assert "no reason is recorded" in reasons["partnership_review_target"]
        owed = {"views_on_composite_back"}
    running = timelines.clocks(told.workspace)
    assert {each.clock for each in running if each.case_id == told.file.case.id} == owed


def test_returns_are_in_time_late_or_nil(told: Told) -> None:
    expected = told.expected["returns"]
    requests = {each.agency: each for each in told.file.requests}
    assert len(requests) == expected["asked"]
    for wanted in expected["agency"]:
        kept = requests[wanted["name"]]
        assert kept.due_on == expected["due"]
        assert kept.returned_on == wanted["returned"]
        assert kept.nil_return == wanted["nil_return"]
        assert is_late(kept.due_on, wanted["returned"]) == wanted["late"]


def test_the_tracker_is_rated_as_expected_on_each_day(told: Told) -> None:
    wanted = TrackerFilter(case_id=told.file.case.id)
    for figures in told.expected["actions"]["rag"]:
        tracker = actions.tracker(told.workspace, figures["as_of"], wanted=wanted)
        by_rating = {
            rating: sorted(row.action.reference for row in tracker.rows if row.rag is rating)
            for rating in Rag
        }
        for rating in Rag:
            assert tracker.counts.get(rating, 0) == figures[rating.value]
            assert by_rating[rating] == sorted(figures[f"{rating.value}_refs"])


def test_slippage_activity_and_the_owners_word_are_shown(told: Told) -> None:
    expected = told.expected["actions"]
    tracker = actions.tracker(
        told.workspace,
        expected["tracker_as_recorded_on"],
        wanted=TrackerFilter(case_id=told.file.case.id),
    )
    slipped = {
        row.action.reference: row.slippage_days for row in tracker.rows if row.slippage_days
    }
    assert slipped == expected["slippage_days"]
    activity = sorted(row.action.reference for row in tracker.rows if row.activity_only)
    assert activity == sorted(expected["activity_only_tier_1"])
    word_only = [
        row.action.reference
        for row in tracker.rows
        if row.action.status is ActionStatus.OWNER_REPORTS_COMPLETE
    ]
    assert word_only == expected["owner_says_complete_not_accepted"]
    assert sorted(row.action.reference for row in tracker.rows if row.action.recurs_from) == [
        each["ref"] for each in expected["recurring"]
    ]


def test_what_came_back_was_sent_again_and_what_was_withheld_says_why(told: Told) -> None:
    log = notices.log(told.workspace, told.file.case.id)
    withheld = [each for each in log if each.state is NoticeState.WITHHELD]
    assert all(each.note for each in withheld)
    assert len(withheld) == 1
    open_duties = [
        duty
        for duty in notices.duties(told.workspace, told.file.case.id)
        if duty.closed_on is None
    ]
    assert open_duties == []
    returned = [each.recipient for each in log if each.state is NoticeState.RETURNED]
    if told.name == "case-a":
        assert returned == ["Department for Education", "Probation (attending agency)"]


def test_the_case_stands_at_learning_and_nothing_is_left_in_drafts(told: Told) -> None:
    assert told.file.case.stage is CaseStage.LEARNING
    assert told.file.drafts == ()
    counted = [who for who in told.file.participants if who.standing is not Standing.IN_ATTENDANCE]
    assert len(told.file.views) >= 6 * 7
    assert len(counted) == 9


# --- the papers


@pytest.mark.parametrize(
    ("kind", "form_ids"),
    [
        (DocumentKind.DECISION_FORM, ("referral", "decision")),
        (DocumentKind.DECISION_GRID, ("grid",)),
        (DocumentKind.LEARNING_SUMMARY, ("learning_summary",)),
    ],
)
def test_every_answer_stands_in_the_paper_as_text(
    told: Told, kind: DocumentKind, form_ids: Sequence[str]
) -> None:
    printed = _printed(documents.preview(told.workspace, kind, told.file.case.id))
    for form_id in form_ids:
        answers = told.answers(form_id)
        for question in told.form(form_id).questions():
            for text in _typed(question, answers.get(question.name)):
                assert _stands(text, printed), f"{question.name}: {text}"


def test_every_action_stands_in_the_plan_as_text(told: Told) -> None:
    printed = _printed(
        documents.preview(
            told.workspace,
            DocumentKind.ACTION_PLAN,
            told.file.case.id,
            on=told.expected["actions"]["tracker_as_recorded_on"],
        )
    )
    for action in told.file.actions:
        for text in (action.reference, action.action, action.lead, action.recommendation):
            assert _stands(text, printed), text
        for text in (action.evidence, action.notes, action.recurs_from):
            assert _stands(text, printed), text


def test_the_decision_is_signed_by_two_people_and_filed(board: Board) -> None:
    workspace = board.workspace
    chair = next(each for each in workspaces.people(workspace) if each.name == CHAIR)
    issued = documents.issue(
        workspace,
        DocumentKind.DECISION_FORM,
        board.ids["case-a"],
        [
            Signer(role="Decision maker", name=CHAIR, post=chair.post),
            Signer(role="Recorded by", name=factories.PERSON),
        ],
    )
    assert issued.file_name == "decision-form-FSCB-SCR-2016-03-v1.pdf"
    documents.sign(workspace, issued.id, person_id=chair.id, passphrase=CHAIR_PASSPHRASE)
    signed = documents.sign(
        workspace, issued.id, person_id=workspace.actor.id, passphrase=factories.PASSPHRASE
    )
    assert signed.state is DocumentState.SIGNED
    verdict = documents.verify_file(
        documents.content(workspace, signed.id), documents.export_authority(workspace), at=TODAY
    )
    assert verdict.whole
    assert [each.signer for each in verdict.signatures] == [CHAIR, factories.PERSON]
    printed = _printed(signed.content)
    assert _stands("Initiate a Serious Case Review", printed)
    assert _stands(issued.audit_head, printed)


def _typed(question: Question, answer: object) -> Iterator[str]:
    """Everything a person typed in an answer, line by line, and the words of chosen codes."""
    if answer is None:
        return
    if question.type is QuestionType.REPEAT:
        for row in rows_of({question.name: answer}, question.name):
            for column in question.columns:
                yield from _typed(column, row.get(column.name))
    elif question.type in SELECTS:
        return
    elif (given := UncertainDate.from_answer(answer)) is not None:
        yield from given.note.splitlines()
    else:
        yield from str(answer).splitlines()


def _printed(pdf: bytes) -> str:
    document = pypdfium2.PdfDocument(pdf)
    try:
        return "".join(_squeezed(page.get_textpage().get_text_range()) for page in document)
    finally:
        document.close()


def _stands(text: str, printed: str) -> bool:
    """Is the text printed, in one piece or in two with the foot and head of a page between?"""
    words = text.split()
    whole = _squeezed(text)
    if whole in printed:
        return True
    return any(
        _squeezed("".join(words[:cut])) in printed and _squeezed("".join(words[cut:])) in printed
        for cut in range(1, len(words))
    )


def _squeezed(text: str) -> str:
    """Without white space and without what a reader of the PDF puts in for line ends."""
    return "".join(text.split()).replace("\ufffe", "").replace("\x02", "").replace("\u00ad", "")
