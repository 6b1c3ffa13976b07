"""Steps 3 and 4: who takes part, the grid, the rule, the tally, and what the Chair's decision must contain."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

import pytest

from lif_desktop.clock import SetClock
from lif_desktop.domain.cases import Case, CaseStage
from lif_desktop.domain.criteria import Strength
from lif_desktop.domain.decisions import ViewCode
from lif_desktop.domain.identities import ParticipantId
from lif_desktop.domain.notices import NoticeDuty
from lif_desktop.domain.people import Standing
from lif_desktop.errors import InvalidAnswersError, NotFoundError, RuleBrokenError
from lif_desktop.services import cases, decisions, notices, timelines
from lif_desktop.services.decisions import ViewGiven
from lif_desktop.services.workspace import Workspace
from tests import factories
from tests.factories import exact, seat


def test_participants_keep_their_order_and_their_views_when_the_list_changes(
    workspace: Workspace,
) -> None:
    case = factories.case_at_meeting(workspace)
    one, two = decisions.set_participants(workspace, case.id, [seat("Orme"), seat("Wren")])
    decisions.record_view(
        workspace,
        case.id,
        ViewGiven(participant_id=two.id, criterion="died", view=ViewCode.NOT_MET),
    )
    changed = decisions.set_participants(
        workspace, case.id, [replace(two, post="T/DCI"), seat("Fitch", Standing.INVITEE)]
    )
    assert [(who.name, who.position, who.post) for who in changed] == [
        ("Wren", 0, "T/DCI"),
        ("Fitch", 1, ""),
    ]
    assert one.id not in {who.id for who in cases.case_file(workspace, case.id).participants}
    assert len(decisions.assess(workspace, case.id).views) == 1


def test_someone_who_has_spoken_is_not_taken_off_the_list(workspace: Workspace) -> None:
    case = factories.case_at_meeting(workspace)
    (orme,) = decisions.set_participants(workspace, case.id, [seat("Orme")])
    decisions.recommend(workspace, case.id, orme.id, "scr")
    with pytest.raises(RuleBrokenError, match="Orme has given views, which are kept"):
        decisions.set_participants(workspace, case.id, [seat("Wren")])


def test_a_seat_needs_a_name_an_agency_and_for_a_deputy_whom(workspace: Workspace) -> None:
    case = factories.case_at_meeting(workspace)
    with pytest.raises(InvalidAnswersError) as caught:
        decisions.set_participants(
            workspace, case.id, [seat("Wren"), replace(seat(" ", Standing.DEPUTY), agency="")]
        )
    assert [problem.question for problem in caught.value.problems] == [
        "participants[1].name",
        "participants[1].agency",
        "participants[1].deputy_for",
    ]


def test_m04_an_invitees_view_never_counts_in_the_recommendation_tally(
    workspace: Workspace,
) -> None:
    case = factories.case_with_chair(workspace)
    assessed = decisions.assess(workspace, case.id)
    assert assessed.tally.counts == {"scr": 2, "alternative_review": 1}
    assert assessed.tally.members == 3
    assert assessed.tally.not_counted == {"no_further_action": 1}
    assert assessed.tally.leading == "scr"


def test_a_view_is_replaced_and_taken_back(workspace: Workspace) -> None:
    case = factories.case_at_meeting(workspace)
    (orme,) = decisions.set_participants(workspace, case.id, [seat("Orme")])
    given = ViewGiven(
        participant_id=orme.id, criterion="joint_working_concern", view=ViewCode.NOT_KNOWN
    )
    decisions.record_view(workspace, case.id, given)
    again = decisions.record_view(
        workspace, case.id, replace(given, view=ViewCode.MET, reason="Order not shared")
    )
    assert again is not None
    assert (again.view, again.reason, again.revision) == (ViewCode.MET, "Order not shared", 1)
    assert decisions.record_view(workspace, case.id, replace(given, view=None)) is None
    assert decisions.record_view(workspace, case.id, replace(given, view=None)) is None
    assert decisions.assess(workspace, case.id).views == ()


@pytest.mark.parametrize(("who", "criterion"), [("stranger", "died"), ("member", "looked_after")])
def test_views_of_strangers_or_of_other_editions_criteria_are_refused(
    workspace: Workspace, who: str, criterion: str
) -> None:
    case = factories.case_at_meeting(workspace)
    (orme,) = decisions.set_participants(workspace, case.id, [seat("Orme")])
    ids = {"stranger": ParticipantId("nobody"), "member": orme.id}
    with pytest.raises(NotFoundError, match="takes no part"):
        decisions.record_view(
            workspace,
            case.id,
            ViewGiven(participant_id=ids[who], criterion=criterion, view=ViewCode.MET),
        )


def test_a_recommendation_is_one_of_the_editions_and_dissent_has_its_words(
    workspace: Workspace,
) -> None:
    case = factories.case_at_meeting(workspace)
    orme, legal = decisions.set_participants(
        workspace, case.id, [seat("Orme"), seat("Quayle", Standing.IN_ATTENDANCE)]
    )
    with pytest.raises(InvalidAnswersError) as caught:
        decisions.recommend(workspace, case.id, orme.id, "lcspr", dissent=True)
    assert [problem.question for problem in caught.value.problems] == ["recommends", "reason"]
    decisions.recommend(workspace, case.id, orme.id, "scr")
    changed = decisions.recommend(
        workspace, case.id, orme.id, "alternative_review", reason="In full.", dissent=True
    )
    assert (changed.revision, changed.dissent) == (1, True)
    with pytest.raises(RuleBrokenError, match="in attendance"):
        decisions.recommend(workspace, case.id, legal.id, "scr")
    decisions.recommend(workspace, case.id, legal.id, "no_view", reason="Advice kept apart")
    assert decisions.assess(workspace, case.id).tally.members == 1


def test_m01_serious_harm_with_joint_working_not_known_shows_the_presumption(
    workspace: Workspace,
) -> None:
    case = factories.case_with_chair(workspace)
    assessed = decisions.assess(workspace, case.id)
    assert assessed.rule.strength is Strength.MUST_UNLESS
    assert assessed.grid is not None
    with pytest.raises(RuleBrokenError, match="definitive evidence") as caught:
        decisions.record_decision(
            workspace, case.id, factories.decision_answers(outcome="no_further_action")
        )
    assert "ToR 1.6" in caught.value.source
    assert factories.case_now(workspace, case.id).stage is CaseStage.CHAIR
    decision = decisions.record_decision(
        workspace,
        case.id,
        factories.decision_answers(
            outcome="no_further_action", definitive_evidence="Every agency rang the others."
        ),
    )
    assert decision.departs_from_rule


def test_m02_a_death_in_custody_shows_always_with_every_other_tick_blank(
    workspace: Workspace,
) -> None:
    case = factories.case_at_meeting(workspace)
    result = decisions.try_rule(workspace, case.id, {"custody": "secure_home"})["review"]
    assert result.strength is Strength.ALWAYS
    assert decisions.assess(workspace, case.id).rule.strength is Strength.MAY


@pytest.mark.parametrize(("born", "strength"), [(2001, Strength.MAY), (1999, Strength.ALWAYS)])
def test_m03_the_limb_for_16_and_17_reads_the_age_from_the_referral(
    workspace: Workspace, born: int, strength: Strength
) -> None:
    case = factories.case_at_meeting(
        workspace,
        children=[
            {
                "name": "K",
                "born": exact(date(born, 3, 1)),
                "died_on": exact(date(2016, 3, 22)),
            }
        ],
    )
    result = decisions.try_rule(workspace, case.id, {"deprivation_of_liberty": "yes"})["review"]
    assert result.strength is strength


def test_the_grid_is_recorded_again_as_a_new_revision_until_the_decision(
    workspace: Workspace,
) -> None:
    case = factories.case_with_chair(workspace)
    again = decisions.save_grid(
        workspace, case.id, factories.presumption_answers(died="yes"), on=date(2016, 5, 10)
    )
    assert (again.revision, again.assessed_on) == (1, date(2016, 5, 10))
    assert decisions.assess(workspace, case.id).rule.strength is Strength.ALWAYS
    decisions.record_decision(workspace, case.id, factories.decision_answers())
    with pytest.raises(RuleBrokenError, match="record its grid"):
        decisions.save_grid(workspace, case.id, {})
    with pytest.raises(RuleBrokenError, match="Decided"):
        decisions.set_participants(workspace, case.id, [])


def test_the_chair_is_sent_a_whole_recommendation(workspace: Workspace) -> None:
    case = factories.submitted_case(workspace)
    with pytest.raises(RuleBrokenError, match="send a recommendation"):
        decisions.send_to_chair(workspace, case.id, on=date(2016, 5, 10))
    case = factories.case_at_meeting(workspace, case_reference="FSCB/SCR/2016/05")
    with pytest.raises(InvalidAnswersError) as caught:
        decisions.send_to_chair(workspace, case.id, on=date(2016, 5, 10))
    assert [problem.question for problem in caught.value.problems] == ["grid", "participants"]
    decisions.set_participants(workspace, case.id, [seat("Orme"), seat("Wren")])
    decisions.save_grid(workspace, case.id, factories.presumption_answers())
    with pytest.raises(InvalidAnswersError, match="gave no view: Orme, Wren"):
        decisions.send_to_chair(workspace, case.id, on=date(2016, 5, 10))


def test_a_case_without_a_meeting_day_is_not_sent(workspace: Workspace) -> None:
    case = factories.case_at_meeting(workspace)
    with workspace.transaction("test") as unit:
        unit.change(replace(factories.case_now(workspace, case.id), meeting_on=None))
    with pytest.raises(InvalidAnswersError, match="day of the group’s meeting"):
        decisions.send_to_chair(workspace, case.id, on=date(2016, 5, 10))


@pytest.mark.parametrize(
    ("changes", "question"),
    [
        ({"reasons": None}, "reasons"),
        ({"decided_by": None}, "decided_by"),
        ({"outcome": None}, "outcome"),
        ({"decided_on": None}, "decided_on"),
        ({"decided_on": {"precision": "month", "year": 2016, "month": 5}}, "decided_on"),
        ({"late_reason": None}, "late_reason"),
    ],
    ids=["reasons", "maker", "outcome", "date", "vague date", "late without a reason"],
)
def test_a_decision_lacks_nothing(
    workspace: Workspace, changes: Mapping[str, object], question: str
) -> None:
    case = factories.case_with_chair(workspace)
    with pytest.raises(InvalidAnswersError) as caught:
        decisions.record_decision(workspace, case.id, factories.decision_answers(**changes))
    assert [problem.question for problem in caught.value.problems] == [question]
    assert cases.case_file(workspace, case.id).decision is None


def test_a_decision_ends_clocks_starts_others_and_sets_duties(workspace: Workspace) -> None:
    case = factories.decided_case(workspace, extension_reason=None)
    assert (case.stage, case.decided_on) == (CaseStage.DECIDED, date(2016, 5, 19))
    clocks = {
        (clock.clock, clock.reading): clock for clock in timelines.clocks(workspace, case.id)
    }
    assert clocks["scr_decision", ""].completed_on == date(2016, 5, 19)
    assert clocks["scr_decision", ""].late_reason.startswith("First meeting")
    assert clocks["national_panel_told", "14 days"].due_on == date(2016, 6, 2)
    assert clocks["national_panel_told", "5 working days"].due_on == date(2016, 5, 26)
    assert clocks["reviewing_begun", ""].due_on == date(2016, 8, 19)
    assert clocks["reviewing_completed", ""].due_on == date(2017, 5, 19)
    assert clocks["scr_completed", ""].due_on == date(2016, 11, 19)
    told = [duty.recipient for duty in notices.duties(workspace, case.id)]
    assert told[:3] == ["Department for Education", "Ofsted", "National Panel"]
    assert "Chief Nurse, Geraint ap Rhys (referrer’s board member)" in told
    assert "Hospital (attending agency)" in told


def test_until_it_is_signed_a_decision_is_corrected_and_its_duties_follow(
    workspace: Workspace,
) -> None:
    case = factories.decided_case(workspace)
    ofsted = notices.duties(workspace, case.id)[1]
    notices.record_sent(
        workspace,
        case.id,
        recipient="Ofsted",
        sent_on=date(2016, 5, 20),
        sent_by="Business Manager",
        channel="secure mail",
        content="Decision",
        duty_id=ofsted.id,
    )
    corrected = decisions.record_decision(
        workspace, case.id, factories.decision_answers(reasons="Said more plainly.")
    )
    assert corrected.revision == 1
    assert [
        duty.id for duty in notices.duties(workspace, case.id) if duty.recipient == "Ofsted"
    ] == [ofsted.id]
    decisions.record_decision(
        workspace,
        case.id,
        factories.decision_answers(
            outcome="alternative_review", definitive_evidence="Looked at again."
        ),
    )
    # whoever was told of the review is to be told that there is none
    told = [duty for duty in notices.duties(workspace, case.id) if duty.recipient == "Ofsted"]
    assert [duty.closed_on for duty in told] == [None, date(2016, 5, 20)]
    assert "no Serious Case Review" in told[0].what
    panel = next(
        duty for duty in notices.duties(workspace, case.id) if duty.recipient == "National Panel"
    )
    assert panel.required == ("justification",)
    running = {clock.clock for clock in timelines.clocks(workspace)}
    assert "reviewing_completed" in running
    assert "scr_completed" not in running


def test_a_body_with_two_duties_keeps_the_one_not_yet_answered(
    workspace: Workspace, clock: SetClock
) -> None:
    case = factories.case_with_partners(workspace, clock)
    answers = factories.decision_answers(outcome="lcspr", decided_on=exact(date(2019, 1, 8)))
    decisions.record_decision(workspace, case.id, answers)
    rapid, local = _to_panel(workspace, case)
    assert (rapid.due_on, local.due_on) == (date(2019, 1, 9), None)
    notices.record_sent(
        workspace,
        case.id,
        recipient="National Panel",
        sent_on=date(2019, 1, 9),
        sent_by="Business Manager",
        channel="secure mail",
        content="Rapid review",
        duty_id=rapid.id,
        contents={"justification": "Why.", "national_view": "Not on what is known."},
    )
    decisions.record_decision(workspace, case.id, {**answers, "reasons": "Said more plainly."})
    still, done = _to_panel(workspace, case)
    assert (still.what, still.closed_on) == (local.what, None)
    assert done.id == rapid.id


def _to_panel(workspace: Workspace, case: Case) -> list[NoticeDuty]:
    return [
        duty for duty in notices.duties(workspace, case.id) if duty.recipient == "National Panel"
    ]


def test_a_corrected_day_or_outcome_moves_what_the_decision_ended(workspace: Workspace) -> None:
    case = factories.decided_case(workspace)
    decisions.record_decision(
        workspace, case.id, factories.decision_answers(decided_on=exact(date(2016, 5, 18)))
    )
    clocks = {each.clock: each for each in timelines.clocks(workspace, case.id)}
    assert clocks["scr_decision"].completed_on == date(2016, 5, 18)
    assert clocks["scr_decision"].late_reason.startswith("First meeting")
    assert clocks["scr_completed"].due_on == date(2016, 11, 18)
    decisions.record_decision(
        workspace, case.id, factories.decision_answers(outcome="more_information")
    )
    clocks = {each.clock: each for each in timelines.clocks(workspace, case.id)}
    assert clocks["scr_decision"].completed_on is None
    assert not {"scr_completed", "dfe_told", "reviewing_begun"} & clocks.keys()
    assert notices.duties(workspace, case.id) == ()


def test_definitive_evidence_claimed_in_the_grid_is_told_with_the_decision(
    workspace: Workspace,
) -> None:
    case = factories.case_with_chair(workspace, joint_working_concern="no-definitive")
    answers = factories.decision_answers(outcome="alternative_review")
    with pytest.raises(RuleBrokenError, match="Enter that evidence"):
        decisions.record_decision(workspace, case.id, answers)
    decisions.record_decision(
        workspace, case.id, {**answers, "definitive_evidence": "Each agency acted the same day."}
    )


def test_more_information_decides_nothing_and_the_clocks_run_on(workspace: Workspace) -> None:
    case = factories.case_with_chair(workspace)
    decisions.record_decision(
        workspace, case.id, factories.decision_answers(outcome="more_information")
    )
    now = factories.case_now(workspace, case.id)
    assert (now.stage, now.decided_on) == (CaseStage.MEETING, None)
    assert notices.duties(workspace, case.id) == ()
    clocks = {clock.clock: clock.completed_on for clock in timelines.clocks(workspace, case.id)}
    assert clocks["scr_decision"] is None
    decisions.send_to_chair(workspace, case.id, on=date(2016, 5, 12))
    decisions.record_decision(workspace, case.id, factories.decision_answers())
    assert factories.case_now(workspace, case.id).stage is CaseStage.DECIDED
