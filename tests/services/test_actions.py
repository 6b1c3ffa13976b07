"""Step 8: actions agreed, noted, moved, reported, closed on evidence, opened again, and how they stand."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime

import pytest

from lif_desktop.clock import SetClock
from lif_desktop.domain.actions import Action, ActionStatus
from lif_desktop.domain.cases import CaseStage
from lif_desktop.domain.identities import ActionId
from lif_desktop.domain.vocabulary import Rag
from lif_desktop.errors import InvalidAnswersError, NotFoundError, RuleBrokenError
from lif_desktop.services import actions, cases, referrals
from lif_desktop.services.actions import TrackerFilter, TrackerOrder
from lif_desktop.services.workspace import Workspace
from tests import factories
from tests.factories import exact


def agreed(workspace: Workspace, **changes: object) -> Action:
    case = factories.decided_case(workspace)
    return actions.add(workspace, case.id, factories.action_answers(**changes))


def now(workspace: Workspace, action_id: ActionId) -> Action:
    return actions.action_file(workspace, action_id).action


def test_an_action_keeps_all_its_form_asks_and_moves_the_case_on(workspace: Workspace) -> None:
    action = agreed(
        workspace, action="= see <b>record</b>\t•", smart_specific="Whole list", tier="2"
    )
    assert (action.action, action.tier) == ("= see <b>record</b>\t•", 2)
    assert action.answers == {"smart_specific": "Whole list"}
    assert action.original_due_on == action.due_on == date(2017, 10, 31)
    assert action.case_id is not None
    assert factories.case_now(workspace, action.case_id).stage is CaseStage.LEARNING
    shown = actions.answers_of(action)
    assert shown["smart_specific"] == "Whole list"
    assert shown["original_due_on"] == exact(date(2017, 10, 31))
    assert "impact" not in shown


def test_actions_are_not_agreed_before_the_decision(workspace: Workspace) -> None:
    case = factories.case_with_chair(workspace)
    with pytest.raises(RuleBrokenError, match="agree actions"):
        actions.add(workspace, case.id, factories.action_answers())


def test_several_are_agreed_together_or_not_at_all(workspace: Workspace) -> None:
    case = factories.decided_case(workspace)
    with pytest.raises(InvalidAnswersError, match=r"has the reference N1\.1"):
        actions.raise_from(
            workspace, case.id, [factories.action_answers(), factories.action_answers()]
        )
    assert cases.case_file(workspace, case.id).actions == ()


@pytest.mark.parametrize(
    ("changes", "question"),
    [
        ({"lead": None}, "lead"),
        ({"original_due_on": None}, "original_due_on"),
        (
            {"original_due_on": {"precision": "year", "year": 2017}},
            "original_due_on",
        ),
    ],
    ids=["no owner", "no date", "a year alone"],
)
def test_an_action_has_an_owner_and_a_day(
    workspace: Workspace, changes: Mapping[str, object], question: str
) -> None:
    with pytest.raises(InvalidAnswersError) as caught:
        agreed(workspace, **changes)
    assert [problem.question for problem in caught.value.problems] == [question]


def test_an_action_taken_over_as_complete_needs_accepted_evidence(workspace: Workspace) -> None:
    with pytest.raises(InvalidAnswersError) as caught:
        agreed(workspace, status="complete", evidence_tested_by=" siobhán  FITCH ")
    assert [problem.question for problem in caught.value.problems] == [
        "evidence",
        "evidence_tested_by",
        "closed_on",
    ]


def test_an_action_taken_over_with_a_later_date_keeps_both(workspace: Workspace) -> None:
    action = agreed(workspace, due_on=exact(date(2018, 1, 31)), notes="Re-dated once")
    file = actions.action_file(workspace, action.id)
    assert [(each.from_on, each.to_on, each.reason) for each in file.redatings] == [
        (date(2017, 10, 31), date(2018, 1, 31), "Re-dated once")
    ]


def test_m08_a_re_dated_action_still_shows_slippage_from_its_first_due_date(
    workspace: Workspace,
) -> None:
    action = agreed(workspace, original_due_on=exact(date(2017, 11, 30)))
    actions.redate(workspace, action.id, date(2017, 12, 31), reason="Slipped")
    moved = actions.redate(workspace, action.id, date(2018, 2, 14), reason="Slipped again")
    assert moved.original_due_on == date(2017, 11, 30)
    (row,) = actions.tracker(workspace, date(2018, 1, 1)).rows
    assert row.slippage_days == 76
    file = actions.action_file(workspace, action.id)
    assert [each.to_on for each in file.redatings] == [date(2017, 12, 31), date(2018, 2, 14)]
    assert file.writers == {workspace.actor.id: factories.PERSON}
    with pytest.raises(InvalidAnswersError) as caught:
        actions.redate(workspace, action.id, date(2018, 2, 14), reason=" ")
    assert [problem.question for problem in caught.value.problems] == ["reason", "due_on"]


def test_m09_an_action_cannot_close_on_the_owners_word(workspace: Workspace) -> None:
    action = agreed(workspace)
    reported = actions.report_complete(workspace, action.id, "Done", evidence="“Done – email”")
    assert reported.status is ActionStatus.OWNER_REPORTS_COMPLETE
    assert reported.closed_on is None
    with pytest.raises(InvalidAnswersError, match="someone other than the owner"):
        actions.close(
            workspace,
            action.id,
            evidence="“Done – email”",
            accepted_by="siobhán fitch",
            on=date(2016, 5, 20),
        )
    with pytest.raises(InvalidAnswersError) as caught:
        actions.close(workspace, action.id, evidence="", accepted_by="", on=date(2016, 5, 21))
    assert [problem.question for problem in caught.value.problems] == [
        "evidence",
        "evidence_tested_by",
        "closed_on",
    ]
    closed = actions.close(
        workspace,
        action.id,
        evidence="30 of 30 received",
        accepted_by="Designated Nurse",
        on=date(2016, 5, 20),
        impact="Two babies seen sooner",
        impact_check_due_on=date(2017, 5, 20),
    )
    assert closed.status is ActionStatus.COMPLETE
    assert closed.impact_check_due_on == date(2017, 5, 20)


def test_a_closed_action_stays_as_it_is_until_it_is_opened_again(workspace: Workspace) -> None:
    action = agreed(workspace)
    actions.close(workspace, action.id, evidence="List", accepted_by="Nurse", on=date(2016, 5, 20))
    for step in (
        lambda: actions.redate(workspace, action.id, date(2018, 1, 1), reason="x"),
        lambda: actions.report_complete(workspace, action.id),
        lambda: actions.note(workspace, action.id, "x", status=ActionStatus.DELAYED),
        lambda: actions.revise(workspace, action.id, factories.action_answers()),
        lambda: actions.close(
            workspace, action.id, evidence="y", accepted_by="z", on=date(2016, 5, 20)
        ),
    ):
        with pytest.raises(RuleBrokenError, match="closed on 20 May 2016"):
            step()
    actions.note(workspace, action.id, "Still holds a year on.")
    with pytest.raises(InvalidAnswersError, match="opened again"):
        actions.reopen(workspace, action.id, reason="")
    opened = actions.reopen(workspace, action.id, reason="The list lapsed.")
    assert (opened.status, opened.closed_on) == (ActionStatus.IN_PROGRESS, None)
    last = actions.action_file(workspace, action.id).notes[-1]
    assert "The list lapsed." in last.text
    assert "evidence then: List; accepted by Nurse" in last.text
    with pytest.raises(RuleBrokenError, match="is open"):
        actions.reopen(workspace, action.id, reason="x")


def test_notes_are_kept_in_order_and_may_change_status_and_evidence(
    workspace: Workspace, clock: SetClock
) -> None:
    action = agreed(workspace)
    actions.note(workspace, action.id, "Begun", status=ActionStatus.IN_PROGRESS)
    clock.put(datetime(2016, 6, 1, tzinfo=UTC))
    actions.note(workspace, action.id, "IT change", evidence="IT change ref awaited")
    file = actions.action_file(workspace, action.id)
    assert [(note.text, note.status) for note in file.notes] == [
        ("Begun", ActionStatus.IN_PROGRESS),
        ("IT change", ActionStatus.IN_PROGRESS),
    ]
    assert file.action.evidence == "IT change ref awaited"
    with pytest.raises(InvalidAnswersError, match="how the action goes"):
        actions.note(workspace, action.id, "  ")
    with pytest.raises(RuleBrokenError, match="Close it with the evidence"):
        actions.note(workspace, action.id, "Done", status=ActionStatus.COMPLETE)


def test_wording_is_corrected_and_progress_left_alone(workspace: Workspace) -> None:
    action = agreed(workspace)
    actions.redate(workspace, action.id, date(2018, 1, 31), reason="System upgrade")
    draft = referrals.open_draft(
        workspace, factories.case_id_of(action), "action", subject=action.id
    )
    changed = actions.revise(
        workspace,
        action.id,
        factories.action_answers(
            action="Add health visiting to every distribution", status="delayed"
        ),
    )
    assert changed.action == "Add health visiting to every distribution"
    assert (changed.due_on, changed.status) == (date(2018, 1, 31), ActionStatus.NOT_STARTED)
    assert draft.id not in {each.id for each in referrals.drafts(workspace)}
    second = actions.add(
        workspace, factories.case_id_of(action), factories.action_answers(reference="N1.2")
    )
    with pytest.raises(InvalidAnswersError, match=r"reference N1\.1"):
        actions.revise(workspace, second.id, factories.action_answers())


def test_the_tracker_filters_sorts_and_searches(workspace: Workspace) -> None:
    case = factories.decided_case(workspace)
    for reference, agency, theme, due in (
        ("N10.1", "CSC", "Screening", date(2016, 5, 1)),
        ("N2.1", "Police", "Zoë’s words", date(2016, 6, 1)),
        ("N9.1", "CSC", "", date(2017, 1, 1)),
    ):
        actions.add(
            workspace,
            case.id,
            factories.action_answers(
                reference=reference,
                agency=agency,
                theme=theme or None,
                original_due_on=exact(due),
            ),
        )
    on = date(2016, 5, 20)

    def listed(**chosen: object) -> list[str]:
        tracker = actions.tracker(workspace, on, **chosen)  # type: ignore[arg-type]  # as each test names them
        return [row.action.reference for row in tracker.rows]

    assert listed() == ["N10.1", "N2.1", "N9.1"]
    assert listed(order=TrackerOrder.REFERENCE) == ["N2.1", "N9.1", "N10.1"]
    assert listed(order=TrackerOrder.AGENCY, descending=True) == ["N2.1", "N10.1", "N9.1"]
    assert listed(order=TrackerOrder.RAG) == ["N10.1", "N2.1", "N9.1"]
    assert listed(order=TrackerOrder.SLIPPAGE) == ["N10.1", "N2.1", "N9.1"]
    assert listed(wanted=TrackerFilter(agencies=frozenset({"CSC"}))) == ["N10.1", "N9.1"]
    assert listed(wanted=TrackerFilter(themes=frozenset({"Screening"}))) == ["N10.1"]
    assert listed(wanted=TrackerFilter(ratings=frozenset({Rag.AMBER}))) == ["N2.1"]
    assert listed(wanted=TrackerFilter(text="zoe")) == ["N2.1"]
    assert listed(wanted=TrackerFilter(case_id=case.id)) == ["N10.1", "N2.1", "N9.1"]
    tracker = actions.tracker(workspace, on)
    assert tracker.counts == {Rag.RED: 1, Rag.AMBER: 1, Rag.GREEN: 1}
    assert tracker.agencies == ("CSC", "Police")
    assert tracker.themes == ("Screening", "Zoë’s words")
    red = tracker.rows[0]
    assert (red.rag, red.words, red.activity_only) == (Rag.RED, "14 working days overdue", True)
    assert red.case_reference == "FSCB/SCR/2016/03"


def test_a_closed_action_says_when(workspace: Workspace) -> None:
    action = agreed(workspace)
    actions.close(workspace, action.id, evidence="List", accepted_by="Nurse", on=date(2016, 5, 20))
    (row,) = actions.tracker(workspace, date(2016, 5, 20)).rows
    assert (row.rag, row.words) == (Rag.COMPLETE, "closed on 20 May 2016")


def test_an_action_of_another_origin_has_no_case(workspace: Workspace) -> None:
    stray = Action(
        id=ActionId("stray"),
        reference="D1",
        action="Durham cycle",
        agency="Board",
        lead="Someone",
        original_due_on=date(2016, 6, 1),
        due_on=date(2016, 6, 1),
    )
    with workspace.transaction("test") as unit:
        unit.add(stray)
    (row,) = actions.tracker(workspace, date(2016, 5, 20)).rows
    assert row.case_reference == ""
    assert actions.action_file(workspace, stray.id).case_reference == ""
    with pytest.raises(NotFoundError, match="belongs to no case"):
        actions.revise(workspace, stray.id, factories.action_answers())
