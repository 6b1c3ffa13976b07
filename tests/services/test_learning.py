"""Step 7: the learning summary is prefilled with sources, checked for names and days, completed, published."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from lif_desktop.clock import SetClock
from lif_desktop.domain.cases import Case, CaseStage
from lif_desktop.domain.learning import SummaryState
from lif_desktop.errors import InvalidAnswersError, NotFoundError, RuleBrokenError
from lif_desktop.services import actions, decisions, learning, maintenance, referrals, timelines
from lif_desktop.services.workspace import Workspace
from tests import factories
from tests.factories import exact


def begun(workspace: Workspace) -> Case:
    case = factories.decided_case(workspace)
    learning.draft(workspace, case.id)
    return case


def test_a_fresh_summary_is_filled_from_the_case_and_says_from_where(
    workspace: Workspace, clock: SetClock
) -> None:
    case = factories.case_with_chair(workspace)
    referral = factories.referral_answers(good_practice="Noah’s midwife asked twice.")
    referrals.amend(workspace, case.id, referral)

    decisions.record_decision(
        workspace,
        case.id,
        factories.decision_answers(
            early_learning="Ring, do not advise.", alternative_review_method="SILP-style"
        ),
    )
    clock.put(datetime(2017, 5, 2, tzinfo=UTC))
    for running in timelines.clocks(workspace, case.id):
        if running.clock == "reviewing_completed":
            timelines.complete_clock(workspace, running.id, date(2017, 4, 28))
    actions.add(workspace, case.id, factories.action_answers())
    summary = learning.draft(workspace, case.id)
    assert summary.answers == {
        "review_type": ["scr"],
        "review_and_purpose": "Serious Case Review, SILP-style.",
        "incident_month": {"precision": "month", "year": 2016, "month": 3},
        "learnt_about_case": "Ring, do not advise.\nChild N’s midwife asked twice.",
        "learnt_about_method": (
            "The review took 344 days (49 weeks, 1 day), from 19 May 2016 to 28 April 2017."
        ),
        "how_changed": "1 action under 1 recommendation; see the action plan.",
    }
    assert set(summary.sources) == set(summary.answers)
    assert "the decision’s early learning" in str(summary.sources["learnt_about_case"])
    assert learning.draft(workspace, case.id) == summary
    assert factories.case_now(workspace, case.id).stage is CaseStage.LEARNING


def test_a_summary_belongs_to_a_decided_case(workspace: Workspace) -> None:
    case = factories.case_with_chair(workspace)
    with pytest.raises(RuleBrokenError, match="learning summary"):
        learning.draft(workspace, case.id)
    with pytest.raises(NotFoundError, match="no learning summary yet"):
        learning.save(workspace, case.id, {})


def test_m11_the_summary_holds_month_and_year_of_the_incident_never_the_day(
    workspace: Workspace,
) -> None:
    case = begun(workspace)
    learning.save(
        workspace,
        case.id,
        factories.summary_answers(
            learnt_about_case="On 22 March 2016 nobody rang.",
            incident_month=exact(date(2016, 3, 22)),
        ),
    )
    with pytest.raises(InvalidAnswersError) as caught:
        learning.complete(workspace, case.id)
    questions = [problem.question for problem in caught.value.problems]
    assert "learnt_about_case" in questions
    assert "incident_month" in questions


def test_names_left_in_the_text_stop_it_until_someone_finds_them_harmless(
    workspace: Workspace,
) -> None:
    case = begun(workspace)
    learning.save(
        workspace, case.id, factories.summary_answers(other_comments="NOAH o'brien lukasz")
    )
    (problem,) = learning.problems(workspace, case.id)
    assert (problem.question, "Child N" in problem.message) == ("other_comments", True)
    typed = factories.summary_answers(other_comments="the baby")
    assert learning.problems(workspace, case.id, typed) == ()
    done = learning.complete(workspace, case.id, confirmed=["NOAH o'brien lukasz"])
    assert done.state is SummaryState.COMPLETED
    with workspace.reading() as reader:
        assert reader.audit_entries(case_id=case.id)[-1].detail == {"confirmed_findings": 1}


def test_a_part_that_is_missing_stops_it(workspace: Workspace) -> None:
    case = begun(workspace)
    learning.save(workspace, case.id, factories.summary_answers(impact_audit=""))
    with pytest.raises(InvalidAnswersError) as caught:
        learning.complete(workspace, case.id)
    assert {problem.question for problem in caught.value.problems} == {"impact_audit"}


def test_a_completed_summary_gets_a_new_version_when_it_is_written_again(
    workspace: Workspace, clock: SetClock
) -> None:
    case = begun(workspace)
    saved = learning.save(workspace, case.id, factories.summary_answers())
    assert (saved.version, saved.revision) == (1, 1)
    done = learning.complete(workspace, case.id)
    assert done.completed_on == date(2016, 5, 20)
    clock.put(datetime(2016, 6, 1, tzinfo=UTC))
    again = learning.save(workspace, case.id, factories.summary_answers(slide_set="9 slides"))
    assert (again.version, again.state, again.completed_on) == (2, SummaryState.DRAFT, None)
    assert learning.draft(workspace, case.id) == again


def test_a_summary_leaves_only_complete_and_signed(workspace: Workspace) -> None:
    case = begun(workspace)
    with pytest.raises(RuleBrokenError, match="its document is signed"):
        learning.publish(workspace, case.id)


def test_a_case_closes_with_a_summary_or_a_reason(workspace: Workspace) -> None:
    case = begun(workspace)
    with pytest.raises(RuleBrokenError, match="reason why there is none"):
        learning.close_case(workspace, case.id)
    closed = learning.close_case(workspace, case.id, reason="Review passed to another board.")
    assert (closed.stage, closed.closing_reason) == (
        CaseStage.CLOSED,
        "Review passed to another board.",
    )
    assert closed.closed_on == date(2016, 5, 20)


def test_a_case_with_a_completed_summary_closes_without_a_reason(workspace: Workspace) -> None:
    case = begun(workspace)
    learning.save(workspace, case.id, factories.summary_answers())
    learning.complete(workspace, case.id)
    closed = learning.close_case(workspace, case.id, reason="not kept")
    assert closed.closing_reason == ""
    assert maintenance.history(workspace, case.id)[0].what == "closed the case"
