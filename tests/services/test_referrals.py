"""Steps 1 and 2 of the walk: drafts, submission, screening, summaries, meeting; each trap told in words."""

from __future__ import annotations

import hashlib
from datetime import UTC, date, datetime

import pytest

from lif_desktop.clock import SetClock
from lif_desktop.domain.cases import CaseStage, ScreeningOutcome
from lif_desktop.errors import (
    FileRefusedError,
    InvalidAnswersError,
    NotFoundError,
    RuleBrokenError,
)
from lif_desktop.services import cases, maintenance, referrals, timelines
from lif_desktop.services.workspace import Workspace
from tests import factories
from tests.factories import exact

AWKWARD = "•\t03/04/15\t“Child present?” – <b>asleep</b>\n=\t22/3\tincident\n-\t(ł, Ø) & '' \u00a0 ‘x’ @+"


def test_a_case_pins_the_edition_and_the_forms_it_was_opened_with(workspace: Workspace) -> None:
    own = referrals.start(workspace).case
    other = referrals.start(workspace, framework="suffolk-2018").case
    assert (own.edition, own.framework) == ("wt2015", "cambridgeshire-2016")
    assert (other.edition, other.framework) == ("wt2018", "suffolk-2018")
    assert set(own.forms) == {"referral", "grid", "decision", "learning_summary", "action"}
    assert workspace.edition_of(other).id == "wt2018"
    assert workspace.form_of(own, "decision").question("outcome").choices[0].name == "scr"
    assert workspace.form_of(other, "grid").question("criteria.criterion").choices


def test_a_draft_is_kept_whatever_is_missing_or_impossible(workspace: Workspace) -> None:
    draft = referrals.start(workspace).draft
    nonsense = {"received_on": {"precision": "exact", "day": 31, "month": 2}, "pseudonym": AWKWARD}
    saved = referrals.save_draft(
        workspace,
        draft.id,
        nonsense,
        page="control",
        question="pseudonym",
        completed_sections=("control",),
    )
    assert saved.answers == nonsense
    assert referrals.drafts(workspace) == (saved,)
    assert referrals.draft_of(workspace, draft.case_id, "referral") == saved
    assert (saved.page, saved.question, saved.completed_sections) == (
        "control",
        "pseudonym",
        ("control",),
    )


def test_opening_a_draft_twice_gives_the_same(workspace: Workspace) -> None:
    case = factories.case_at_meeting(workspace)
    first = referrals.open_draft(workspace, case.id, "grid", answers={"died": "no"})
    assert referrals.open_draft(workspace, case.id, "grid") == first
    assert first.answers == {"died": "no"}
    other = referrals.open_draft(workspace, case.id, "action", subject="some-action")
    assert other.id != first.id
    referrals.discard_draft(workspace, other.id)
    assert referrals.draft_of(workspace, case.id, "action", "some-action") is None


def test_a_submitted_referral_keeps_every_letter_and_takes_the_draft_away(
    workspace: Workspace,
) -> None:
    case = factories.submitted_case(workspace, incident_description=AWKWARD)
    file = cases.case_file(workspace, case.id)
    assert file.referral is not None
    assert file.referral.answers["incident_description"] == AWKWARD
    assert file.drafts == ()
    assert case.stage is CaseStage.SCREENING
    assert (case.reference, case.pseudonym) == ("FSCB/SCR/2016/03", "Child N")
    assert case.board_notified_on == date(2016, 4, 1)


def test_all_that_is_missing_is_told_at_once_and_nothing_is_kept(workspace: Workspace) -> None:
    started = referrals.start(workspace)
    with pytest.raises(InvalidAnswersError) as caught:
        referrals.submit(
            workspace, started.case.id, factories.referral_answers(received_on=None, children=None)
        )
    assert {problem.question for problem in caught.value.problems} == {"received_on", "children"}
    assert factories.case_now(workspace, started.case.id).stage is CaseStage.REFERRAL
    assert referrals.drafts(workspace) == (started.draft,)


def test_two_cases_may_not_share_a_reference(workspace: Workspace) -> None:
    factories.submitted_case(workspace)
    with pytest.raises(InvalidAnswersError, match="Another case already has the reference"):
        factories.submitted_case(workspace)


def test_a_submitted_referral_is_not_submitted_again(workspace: Workspace) -> None:
    case = factories.submitted_case(workspace)
    with pytest.raises(RuleBrokenError, match="Waiting to be screened"):
        referrals.submit(workspace, case.id, factories.referral_answers())


def test_submission_starts_the_clocks_of_its_dates(workspace: Workspace) -> None:
    case = factories.submitted_case(workspace)
    due = {(clock.clock, clock.due_on) for clock in timelines.clocks(workspace, case.id)}
    assert due == {("scr_decision", date(2016, 5, 1))}


def test_two_accounts_of_a_start_are_two_clocks_and_neither_is_chosen(
    workspace: Workspace,
) -> None:
    case = factories.submitted_case(
        workspace,
        authority_aware_on=exact(date(2016, 3, 22)),
        authority_aware_accounts=[
            {"aware_on": exact(date(2016, 3, 22)), "account_of": "hospital"},
            {"aware_on": exact(date(2016, 3, 23)), "account_of": "emergency duty log"},
        ],
        notification_sent="yes",
        notification_sent_on=exact(date(2016, 4, 1)),
    )
    notified = [
        clock
        for clock in timelines.clocks(workspace, case.id)
        if clock.clock == "serious_incident_notification"
    ]
    assert [(each.due_on, each.completed_on, each.reading) for each in notified] == [
        (date(2016, 3, 31), date(2016, 4, 1), ""),
        (date(2016, 4, 1), date(2016, 4, 1), "by the account of emergency duty log"),
    ]


def test_a_correction_makes_a_new_revision_and_moves_running_clocks(workspace: Workspace) -> None:
    case = factories.submitted_case(workspace)
    amended = referrals.amend(
        workspace,
        case.id,
        factories.referral_answers(board_notified_on=exact(date(2016, 4, 4)), cause="not known"),
    )
    assert amended.revision == 1
    (clock,) = timelines.clocks(workspace, case.id)
    assert (clock.started_on, clock.due_on) == (date(2016, 4, 4), date(2016, 5, 4))
    with workspace.reading() as reader:
        entry = reader.audit_entries(case_id=case.id)[-1]
    assert entry.verb == "referral.amend"
    assert entry.detail == {"questions": ["board_notified_on", "cause"]}


def test_a_met_clock_keeps_the_day_it_was_measured_against(workspace: Workspace) -> None:
    case = factories.submitted_case(workspace)
    (clock,) = timelines.clocks(workspace, case.id)
    timelines.complete_clock(workspace, clock.id, date(2016, 4, 11))
    referrals.amend(
        workspace, case.id, factories.referral_answers(board_notified_on=exact(date(2016, 4, 4)))
    )
    (kept,) = timelines.clocks(workspace, case.id)
    assert (kept.started_on, kept.completed_on) == (date(2016, 4, 1), date(2016, 4, 11))


def test_a_referral_that_does_not_exist_is_not_amended(workspace: Workspace) -> None:
    case = referrals.start(workspace).case
    with pytest.raises(NotFoundError, match="no referral yet"):
        referrals.amend(workspace, case.id, factories.referral_answers())


@pytest.mark.parametrize(
    ("outcome", "stage"),
    [
        (ScreeningOutcome.SCREENED_IN, CaseStage.MEETING),
        (ScreeningOutcome.RETURNED, CaseStage.RETURNED),
        (ScreeningOutcome.NOT_APPROPRIATE, CaseStage.NOT_APPROPRIATE),
    ],
)
def test_screening_moves_the_case_on(
    workspace: Workspace, outcome: ScreeningOutcome, stage: CaseStage
) -> None:
    case = factories.submitted_case(workspace)
    referral = referrals.screen(
        workspace, case.id, outcome, by="H. L.-M., Chair", on=date(2016, 4, 6), reason="Because."
    )
    assert referral.screening is outcome
    assert referral.screened_by == "H. L.-M., Chair"
    now = factories.case_now(workspace, case.id)
    assert (now.stage, now.screened_on) == (stage, date(2016, 4, 6))


def test_screening_asks_who_when_and_why(workspace: Workspace) -> None:
    case = factories.submitted_case(workspace)
    with pytest.raises(InvalidAnswersError) as caught:
        referrals.screen(
            workspace, case.id, ScreeningOutcome.RETURNED, by=" ", on=date(2016, 5, 21)
        )
    assert [problem.question for problem in caught.value.problems] == [
        "screened_by",
        "screened_on",
        "screening_reason",
    ]
    with pytest.raises(InvalidAnswersError, match="before the referral was received"):
        referrals.screen(
            workspace, case.id, ScreeningOutcome.SCREENED_IN, by="H.", on=date(2016, 4, 4)
        )


def test_a_returned_referral_is_submitted_again_as_a_new_revision(workspace: Workspace) -> None:
    case = factories.submitted_case(workspace)
    referrals.screen(
        workspace,
        case.id,
        ScreeningOutcome.RETURNED,
        by="H.",
        on=date(2016, 4, 6),
        reason="Which sibling?",
    )
    again = referrals.submit(workspace, case.id, factories.referral_answers(cause="Suspected"))
    assert again.revision == 2
    assert factories.case_now(workspace, case.id).stage is CaseStage.SCREENING


def test_a_case_is_not_screened_twice(workspace: Workspace) -> None:
    case = factories.case_at_meeting(workspace)
    with pytest.raises(RuleBrokenError, match="screen it"):
        referrals.screen(
            workspace, case.id, ScreeningOutcome.SCREENED_IN, by="H.", on=date(2016, 4, 6)
        )


def test_returns_are_in_time_late_or_nil(workspace: Workspace) -> None:
    case = factories.case_at_meeting(workspace)
    surgery, inroads = referrals.request_summaries(
        workspace,
        case.id,
        ["Marsh Lane Surgery", "Inroads"],
        called_on=date(2016, 4, 8),
        deadline_on=date(2016, 4, 22),
    )
    referrals.record_return(workspace, inroads.id, on=date(2016, 4, 15), nil_return=True)
    late = referrals.record_return(workspace, surgery.id, on=date(2016, 4, 29), note="locum cover")
    assert (late.due_on, late.returned_on) == (date(2016, 4, 22), date(2016, 4, 29))
    file = cases.case_file(workspace, case.id)
    assert [(each.agency, each.nil_return) for each in file.requests] == [
        ("Inroads", True),
        ("Marsh Lane Surgery", False),
    ]
    assert file.case.agency_deadline_on == date(2016, 4, 22)
    with pytest.raises(InvalidAnswersError, match="before the request on 8 April 2016"):
        referrals.record_return(workspace, surgery.id, on=date(2016, 4, 7))


def test_the_frameworks_clock_gives_the_deadline_and_ends_with_the_last_return(
    workspace: Workspace, clock: SetClock
) -> None:
    clock.put(datetime(2018, 12, 20, tzinfo=UTC))
    started = referrals.start(workspace, framework="suffolk-2018")
    referrals.submit(workspace, started.case.id, factories.referral_answers())
    one, two = referrals.request_summaries(
        workspace, started.case.id, ["CYPS", "Police"], called_on=date(2018, 12, 20)
    )
    # K2: days without a unit are read as working days unless a board says otherwise
    assert one.due_on == date(2018, 12, 27)
    referrals.record_return(workspace, one.id, on=date(2018, 12, 21))
    running = [
        each
        for each in timelines.clocks(workspace, started.case.id)
        if each.clock == "summary_of_involvement_back"
    ]
    assert {each.completed_on for each in running} == {None}
    clock.put(datetime(2019, 1, 4, tzinfo=UTC))
    referrals.record_return(workspace, two.id, on=date(2019, 1, 3), note="office closed")
    ended = [
        (each.due_on, each.completed_on, each.late_reason)
        for each in timelines.clocks(workspace, started.case.id)
        if each.clock == "summary_of_involvement_back"
    ]
    assert ended == [
        (date(2018, 12, 23), date(2019, 1, 3), "Police: office closed"),
        (date(2018, 12, 27), date(2019, 1, 3), "Police: office closed"),
    ]


@pytest.mark.parametrize(
    ("agencies", "deadline", "question"),
    [
        ([], date(2016, 4, 22), "agencies"),
        (["CSC"], None, "deadline_on"),
        (["CSC"], date(2016, 4, 7), "deadline_on"),
    ],
    ids=["nobody asked", "no deadline", "deadline before the request"],
)
def test_a_request_names_agencies_and_a_deadline(
    workspace: Workspace, agencies: list[str], deadline: date | None, question: str
) -> None:
    case = factories.case_at_meeting(workspace)
    with pytest.raises(InvalidAnswersError) as caught:
        referrals.request_summaries(
            workspace, case.id, agencies, called_on=date(2016, 4, 8), deadline_on=deadline
        )
    assert [problem.question for problem in caught.value.problems] == [question]


def test_a_meeting_starts_the_clocks_of_its_papers_and_minutes(workspace: Workspace) -> None:
    case = factories.case_at_meeting(workspace)
    due = {clock.clock: clock.due_on for clock in timelines.clocks(workspace, case.id)}
    assert due["agenda_items_due"] == date(2016, 4, 25)
    assert due["agenda_sent"] == date(2016, 5, 3)
    assert due["chair_reflection"] == date(2016, 5, 17)
    assert due["minutes_circulated"] == date(2016, 5, 31)


def test_an_attachment_is_kept_byte_for_byte(workspace: Workspace) -> None:
    case = factories.submitted_case(workspace)
    content = b"\x00\xff not a picture \r\n"
    kept = referrals.attach(workspace, case.id, "../../geno\u202egram.jpg", content)
    (row,) = cases.case_file(workspace, case.id).attachments
    assert (row.name, row.sha256) == (kept.name, hashlib.sha256(content).hexdigest())
    assert referrals.attached(workspace, row.attachment_id) == kept
    with pytest.raises(FileRefusedError, match="empty"):
        referrals.attach(workspace, case.id, "x", b"")
    with pytest.raises(FileRefusedError, match="50 MB"):
        referrals.attach(workspace, case.id, "x", bytes(referrals.LARGEST_ATTACHMENT + 1))


def test_events_start_clocks_and_steps_end_them(workspace: Workspace, clock: SetClock) -> None:
    clock.put(datetime(2016, 5, 20, tzinfo=UTC))
    case = factories.submitted_case(workspace)
    started = timelines.record_event(workspace, case.id, "publication", date(2017, 7, 18))
    assert {each.clock: each.due_on for each in started} == {
        "report_to_national_panel": date(2017, 7, 7),
        "report_on_website_until": date(2018, 7, 18),
    }
    with pytest.raises(NotFoundError, match="starts at review_started"):
        timelines.record_event(workspace, case.id, "review_started", date(2017, 1, 1))
    (decision, *_) = timelines.clocks(workspace)
    assert decision.clock == "scr_decision"
    with pytest.raises(InvalidAnswersError, match="after 1 May 2016, the day it was due"):
        timelines.complete_clock(workspace, decision.id, date(2016, 5, 19))
    done = timelines.complete_clock(
        workspace, decision.id, date(2016, 5, 19), late_reason="Papers came late."
    )
    assert (done.completed_on, done.late_reason) == (date(2016, 5, 19), "Papers came late.")
    assert decision.id not in {each.id for each in timelines.clocks(workspace)}
    with pytest.raises(RuleBrokenError, match="done on 19 May 2016 already"):
        timelines.complete_clock(workspace, decision.id, date(2016, 5, 20))
    (report, *_) = started
    with pytest.raises(InvalidAnswersError, match="today or earlier"):
        timelines.complete_clock(workspace, report.id, date(2016, 5, 21))


def test_a_delay_is_explained_beforehand_and_the_due_day_stands(
    workspace: Workspace, clock: SetClock
) -> None:
    case = factories.decided_case(workspace)
    review = next(
        each for each in timelines.clocks(workspace, case.id) if each.clock == "scr_completed"
    )
    with pytest.raises(InvalidAnswersError, match="why more time is needed"):
        timelines.explain_delay(workspace, review.id, " ")
    told = timelines.explain_delay(workspace, review.id, "Trial listed in February.")
    assert (told.due_on, told.completed_on) == (review.due_on, None)
    clock.put(datetime(2017, 4, 28, tzinfo=UTC))
    done = timelines.complete_clock(workspace, review.id, date(2017, 4, 28))
    assert done.late_reason == "Trial listed in February."
    with pytest.raises(RuleBrokenError, match="already"):
        timelines.explain_delay(workspace, review.id, "Later thought.")
    told_of = [line.what for line in maintenance.history(workspace, case.id)]
    assert "recorded why a step needs more time" in told_of


def test_what_only_may_end_after_a_day_is_never_overdue(
    workspace: Workspace, clock: SetClock
) -> None:
    case = factories.submitted_case(workspace)
    timelines.record_event(workspace, case.id, "publication", date(2017, 7, 18))
    clock.put(datetime(2018, 7, 18, tzinfo=UTC))
    assert "report_on_website_until" in {each.clock for each in timelines.clocks(workspace)}
    clock.put(datetime(2018, 7, 19, tzinfo=UTC))
    assert "report_on_website_until" not in {each.clock for each in timelines.clocks(workspace)}
    website = next(
        each
        for each in timelines.clocks(workspace, case.id)
        if each.clock == "report_on_website_until"
    )
    timelines.complete_clock(workspace, website.id, date(2018, 7, 19))


def test_cases_are_listed_by_what_is_due_and_found_by_any_word(workspace: Workspace) -> None:
    first = factories.submitted_case(workspace)
    second = factories.submitted_case(
        workspace,
        case_reference="FSCB/SCR/2016/04",
        board_notified_on=None,
        injuries="Zoë <script> “bruising” by Łukasz",
    )
    opened = referrals.start(workspace).case
    listed = [row.case_id for row in cases.cases(workspace)]
    assert listed[0] == first.id
    assert set(listed[1:]) == {second.id, opened.id}
    assert [row.case_id for row in cases.cases(workspace, "zoe bruis")] == [second.id]
    assert cases.cases(workspace, '"; DROP TABLE case; --') == ()
    assert [row.case_id for row in cases.cases(workspace, stage=CaseStage.REFERRAL)] == [opened.id]
    assert [row.case_id for row in cases.cases(workspace, "lukasz zoe")] == [second.id]
    assert [row.case_id for row in cases.cases(workspace, "ŁUKASZ")] == [first.id, second.id]
    (row,) = cases.cases(workspace, "2016 03")
    assert row.next_due_on == date(2016, 5, 1)


def test_history_tells_who_did_what_without_the_windows_own_steps(workspace: Workspace) -> None:
    case = factories.submitted_case(workspace)
    workspace.remember_place("case", case.id)
    lines = maintenance.history(workspace)
    assert [line.what for line in lines] == [
        "submitted the referral",
        "opened the case",
        "made the workspace",
    ]
    assert {line.who for line in lines} == {factories.PERSON}
    assert lines[0].code != lines[1].code
    assert maintenance.history(workspace, case.id)[-1].what == "opened the case"
