"""How do recommendations fall, and what must a decision contain?"""

from __future__ import annotations

import tomllib
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from lif_desktop.definitions.edition import Edition
from lif_desktop.domain.criteria import RuleResult, Strength
from lif_desktop.domain.decisions import (
    OutcomeKind,
    check_decision,
    departs_from_rule,
    require_decision,
    tally,
)
from lif_desktop.domain.people import Participant, Standing
from lif_desktop.errors import InvalidAnswersError, RuleBrokenError
from tests.domain.records import make_decision, make_participant, make_recommendation

CASES = Path(__file__).parents[1] / "data" / "cases"
FINAL = [kind for kind in OutcomeKind if kind is not OutcomeKind.PENDING]


def make_rule(strength: Strength) -> RuleResult:
    return RuleResult(
        strength=strength,
        reasons=("because",),
        sources=("ToR 1.6", "ToR 1.7"),
        missing=(),
        to_confirm=False,
    )


# --- Tally ----------------------------------------------------------------------------------------


def _case_a() -> tuple[list[Participant], list[tuple[Participant, str]]]:
    """Who recommended what in the first invented case (grid.md, section 2)."""
    seats = {
        name: make_participant(name, standing=standing)
        for name, standing in {
            "CSC": Standing.MEMBER,
            "DDoc": Standing.MEMBER,
            "DNur": Standing.MEMBER,
            "POL": Standing.DEPUTY,
            "LRN": Standing.MEMBER,
            "EPS": Standing.DEPUTY,
            "PRO": Standing.MEMBER,
            "HOSP": Standing.INVITEE,
            "HSG": Standing.INVITEE,
            "LEGAL": Standing.IN_ATTENDANCE,
        }.items()
    }
    said = dict.fromkeys(("CSC", "DDoc", "DNur", "POL", "LRN", "PRO", "HSG"), "scr")
    said |= {"EPS": "alternative_review", "HOSP": "none"}
    return list(seats.values()), [(seats[name], code) for name, code in said.items()]


def _case_b() -> tuple[list[Participant], list[tuple[Participant, str]]]:
    """Who recommended what in the second invented case (grid.md, section 3)."""
    said = {
        "CYPS": "alternative_local",
        "POL": "alternative_local",
        "CCG": "unsure",
        "EAS": "lcspr",
        "EDU": "alternative_local",
        "WEX": "no_view",
    }
    heard = {"HER": "alternative_local", "NCS": "lcspr", "YJS": "no_view"}
    seats = {name: make_participant(name) for name in said}
    seats |= {name: make_participant(name, standing=Standing.INVITEE) for name in heard}
    return list(seats.values()), [(seats[name], code) for name, code in {**said, **heard}.items()]


def _expected(case: str) -> dict[str, Any]:
    text = (CASES / case / "expected.toml").read_text(encoding="utf-8")
    found: dict[str, Any] = tomllib.loads(text)["tally"]
    return found


def test_tally_of_case_a() -> None:
    seats, given = _case_a()
    result = tally(seats, [make_recommendation(who, code) for who, code in given])
    expected = _expected("case-a")
    assert result.members == expected["member_count"] == 7
    assert result.counts == {
        "scr": expected["members_only"]["SCR"],
        "alternative_review": expected["members_only"]["multi-agency review"],
    }
    assert result.leading == "scr"
    wrongly = expected["if_invitees_wrongly_counted"]
    assert result.counts["scr"] + result.not_counted["scr"] == wrongly["SCR"]


def test_tally_of_case_b() -> None:
    seats, given = _case_b()
    result = tally(seats, [make_recommendation(who, code) for who, code in given])
    expected = _expected("case-b")
    assert result.members == expected["member_count"] == 6
    assert result.counts == {
        "lcspr": expected["members_only"]["LCSPR"],
        "alternative_local": expected["members_only"]["alternative"],
        "unsure": expected["members_only"]["unsure"],
        "no_view": expected["members_only"]["no view"],
    }
    assert result.leading == "alternative_local"
    assert result.not_counted == {"alternative_local": 1, "lcspr": 1, "no_view": 1}


def test_a_shared_lead_is_no_lead() -> None:
    one, two = make_participant("1"), make_participant("2")
    given = [make_recommendation(one, "scr"), make_recommendation(two, "no_further_action")]
    assert tally([one, two], given).leading == ""


@pytest.mark.parametrize("said", ["abstain", "unsure", "no_view"])
def test_who_recommends_no_step_is_counted_and_never_leads(said: str) -> None:
    seats = [make_participant(str(number)) for number in range(5)]
    codes = (said, said, said, "scr", "scr")
    given = [make_recommendation(who, code) for who, code in zip(seats, codes, strict=True)]
    result = tally(seats, given)
    assert result.leading == "scr"
    assert result.counts == {said: 3, "scr": 2}


def test_nobody_has_recommended_yet() -> None:
    result = tally([make_participant("1")], [])
    assert (result.counts, result.members, result.leading) == ({}, 1, "")


def test_a_recommendation_of_someone_unknown_counts_nowhere() -> None:
    stranger = make_recommendation(make_participant("gone"), "scr")
    result = tally([make_participant("1")], [stranger])
    assert (result.counts, result.not_counted) == ({}, {})


# --- Decision -------------------------------------------------------------------------------------


@pytest.mark.parametrize("strength", list(Strength), ids=str)
def test_a_statutory_review_never_departs(wt2015: Edition, strength: Strength) -> None:
    rule = make_rule(strength)
    for code in ("scr", "discretionary_scr"):
        assert not departs_from_rule(wt2015.outcome(code), rule)
        require_decision(make_decision(outcome=code), rule, wt2015.outcomes)


@pytest.mark.parametrize("strength", list(Strength), ids=str)
def test_asking_for_more_information_decides_nothing(wt2015: Edition, strength: Strength) -> None:
    decision = make_decision(outcome="more_information")
    require_decision(decision, make_rule(strength), wt2015.outcomes)


@pytest.mark.parametrize(
    "code", ["alternative_review", "single_agency_review", "no_further_action"]
)
@pytest.mark.parametrize(
    ("strength", "asked"),
    [
        (Strength.ALWAYS, "why_not"),
        (Strength.MUST_UNLESS, "definitive_evidence"),
        (Strength.SHOULD_CONSIDER, "why_not"),
        (Strength.MAY, ""),
        (Strength.NONE, ""),
    ],
)
def test_departing_from_the_rule_asks_for_its_text(
    wt2015: Edition, code: str, strength: Strength, asked: str
) -> None:
    rule = make_rule(strength)
    assert departs_from_rule(wt2015.outcome(code), rule) is bool(asked)
    problems = check_decision(make_decision(outcome=code), rule, wt2015.outcomes)
    assert [problem.question for problem in problems] == [asked] * bool(asked)
    if asked:
        with pytest.raises(RuleBrokenError) as refused:
            require_decision(make_decision(outcome=code), rule, wt2015.outcomes)
        assert refused.value.rule == strength.value
        assert refused.value.source == "ToR 1.6; ToR 1.7"
    told = make_decision(outcome=code, answers={asked: "Because of this."})
    require_decision(told, rule, wt2015.outcomes)


def test_definitive_evidence_that_the_grid_claims_is_told_in_words(wt2015: Edition) -> None:
    rule = replace(make_rule(Strength.MAY), presumption_lifted=True)
    decision = make_decision(outcome="alternative_review")
    with pytest.raises(RuleBrokenError, match="Enter that evidence"):
        require_decision(decision, rule, wt2015.outcomes)
    told = make_decision(
        outcome="alternative_review", answers={"definitive_evidence": "Seen by all on the day."}
    )
    require_decision(told, rule, wt2015.outcomes)
    require_decision(make_decision(outcome="discretionary_scr"), rule, wt2015.outcomes)


@pytest.mark.parametrize("blank", ["", "  \n"])
def test_a_blank_text_is_no_text(wt2018: Edition, blank: str) -> None:
    decision = make_decision(outcome="alternative_local", answers={"why_not": blank})
    with pytest.raises(RuleBrokenError, match="why not"):
        require_decision(decision, make_rule(Strength.SHOULD_CONSIDER), wt2018.outcomes)


def test_reasons_and_decision_maker_are_mandatory_and_all_problems_are_told(
    wt2015: Edition,
) -> None:
    decision = make_decision(outcome="alternative_review", reasons=" ", decided_by="")
    with pytest.raises(InvalidAnswersError) as refused:
        require_decision(decision, make_rule(Strength.ALWAYS), wt2015.outcomes)
    assert [problem.question for problem in refused.value.problems] == [
        "decided_by",
        "reasons",
        "why_not",
    ]


def test_an_outcome_of_another_edition_is_none(wt2018: Edition) -> None:
    decision = make_decision(outcome="scr")
    with pytest.raises(InvalidAnswersError, match="Choose the outcome"):
        require_decision(decision, make_rule(Strength.MAY), wt2018.outcomes)


def test_case_b_may_be_decided_with_its_why_not(wt2018: Edition) -> None:
    decision = make_decision(
        outcome="alternative_local",
        answers={"why_not": "(1) The causes on joint working are already visible …"},
    )
    rule = make_rule(Strength.SHOULD_CONSIDER)
    require_decision(decision, rule, wt2018.outcomes)
    assert departs_from_rule(wt2018.outcome("alternative_local"), rule)


def test_every_edition_has_an_outcome_of_every_kind(editions: dict[str, Edition]) -> None:
    for edition in editions.values():
        assert {outcome.kind for outcome in edition.outcomes} == set(OutcomeKind)
