"""Acceptance ideas 1, 2, 3, 4, 8, 9, 11 and 12 of the catalogue (section M), as rules."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from lif_desktop.definitions.edition import Edition, Framework
from lif_desktop.domain.actions import closing_problems, slippage_days
from lif_desktop.domain.answers import DatePrecision, UncertainDate
from lif_desktop.domain.criteria import Strength, evaluate
from lif_desktop.domain.decisions import check_decision, require_decision, tally
from lif_desktop.domain.identities import CaseId
from lif_desktop.domain.notices import NoticeDuty, duties, notice_problems
from lif_desktop.domain.people import Standing
from lif_desktop.domain.timelines import BankHolidays
from lif_desktop.errors import RuleBrokenError
from tests.domain.records import make_action, make_decision, make_participant, make_recommendation

HARMED = {
    "abuse_or_neglect": "suspected",
    "died": "no",
    "seriously_harmed": "yes",
    "joint_working_concern": "nk",
}


def test_m01_serious_harm_with_joint_working_not_known_shows_the_presumption(
    wt2015: Edition,
) -> None:
    assert evaluate(wt2015.rules("review"), HARMED).strength is Strength.MUST_UNLESS


def test_m01_the_chair_may_record_otherwise_only_with_definitive_evidence(
    wt2015: Edition,
) -> None:
    rule = evaluate(wt2015.rules("review"), HARMED)
    decision = make_decision(outcome="alternative_review", answers={"why_not": "It takes a year."})
    with pytest.raises(RuleBrokenError, match="definitive evidence") as refused:
        require_decision(decision, rule, wt2015.outcomes)
    assert refused.value.rule == "must_unless"
    assert "ToR 1.6" in refused.value.source
    evidenced = replace(decision, answers={"definitive_evidence": "Joint audit of 3 May 2016."})
    require_decision(evidenced, rule, wt2015.outcomes)


def test_m02_a_death_in_custody_shows_always_with_every_other_tick_blank(
    wt2015: Edition,
) -> None:
    for place in ("police_custody", "remand", "sentenced", "yoi", "stc", "secure_home"):
        result = evaluate(wt2015.rules("review"), {"custody": place})
        assert result.strength is Strength.ALWAYS


def test_m03_deprivation_of_liberty_counts_at_17_and_not_at_15(wt2015: Edition) -> None:
    rules = wt2015.rules("review")
    at_15 = {"deprivation_of_liberty": True, "born": "2003-06-01", "died_on": "2018-12-08"}
    at_17 = {"deprivation_of_liberty": True, "born": "2001-06-01", "died_on": "2018-12-08"}
    assert evaluate(rules, at_15).strength is Strength.MAY
    assert evaluate(rules, at_17).strength is Strength.ALWAYS


def test_m04_an_invitees_view_never_counts_in_the_tally() -> None:
    member = make_participant("m", standing=Standing.MEMBER)
    deputy = make_participant("d", standing=Standing.DEPUTY)
    invitee = make_participant("i", standing=Standing.INVITEE)
    clerk = make_participant("c", standing=Standing.IN_ATTENDANCE)
    given = [make_recommendation(who, "scr") for who in (member, deputy, invitee, clerk)]
    result = tally([member, deputy, invitee, clerk], given)
    assert result.counts == {"scr": 2}
    assert result.members == 2
    assert result.not_counted == {"scr": 2}


def test_m08_a_redated_action_still_shows_slippage_from_its_first_due_date() -> None:
    action = make_action(original_due_on=date(2017, 11, 30), due_on=date(2017, 12, 31))
    again = replace(action, due_on=date(2018, 2, 14))
    assert (slippage_days(action), slippage_days(again)) == (31, 76)


def test_m09_an_action_cannot_close_on_the_owners_word() -> None:
    action = make_action(lead="Wendy Oyelaran-Pike")
    for owner in ("Wendy Oyelaran-Pike", "W. Oyelaran-Pike", "wendy  OYELARAN-PIKE", "Ms W Pike"):
        problems = closing_problems(action, evidence="Done.", accepted_by=owner)
        assert [problem.question for problem in problems] == ["evidence_tested_by"], owner
    assert closing_problems(action, evidence="30 of 30", accepted_by="Jo Penhaligon") == []


def test_m11_a_learning_summary_prints_month_and_year_and_never_the_day() -> None:
    exact = UncertainDate.on(date(2016, 3, 22))
    assert exact.month_and_year() == "March 2016"
    assert UncertainDate(precision=DatePrecision.YEAR, year=2016).month_and_year() == "2016"
    nothing = UncertainDate(precision=DatePrecision.NOT_KNOWN)
    assert nothing.month_and_year() == "Not known"


def _panel_duty(
    framework: Framework, outcome: str, holidays: BankHolidays, *, code: str = "National Panel"
) -> NoticeDuty:
    found = duties(
        framework.notices,
        outcome,
        case_id=CaseId("c1"),
        clocks=framework.clocks,
        events={"chair_decision": date(2016, 5, 19)},
        holidays=holidays,
    )
    return next(duty for duty in found if duty.recipient == code)


def test_m12_a_notice_to_initiate_needs_the_reviewers_name(
    cambridgeshire: Framework, holidays: BankHolidays
) -> None:
    duty = _panel_duty(cambridgeshire, "scr", holidays)
    (problem,) = notice_problems(duty, {"reviewer_name": "  ", "justification": "x"})
    assert problem.question == "reviewer_name"
    assert notice_problems(duty, {"reviewer_name": "Ffion Llewelyn-Price"}) == ()


@pytest.mark.parametrize(
    "outcome", ["alternative_review", "single_agency_review", "no_further_action"]
)
def test_m12_a_notice_not_to_initiate_needs_the_justification(
    cambridgeshire: Framework, holidays: BankHolidays, outcome: str
) -> None:
    duty = _panel_duty(cambridgeshire, outcome, holidays)
    (problem,) = notice_problems(duty, {"reviewer_name": "Ffion Llewelyn-Price"})
    assert problem.question == "justification"
    assert notice_problems(duty, {"justification": "Criteria not met: …"}) == ()


def test_m01_what_the_chair_departs_from_is_told_before_it_is_recorded(wt2015: Edition) -> None:
    rule = evaluate(wt2015.rules("review"), HARMED)
    problems = check_decision(make_decision(outcome="no_further_action"), rule, wt2015.outcomes)
    assert [problem.question for problem in problems] == ["definitive_evidence"]
