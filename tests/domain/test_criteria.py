"""What do the criteria give? Tables of answers with the strength each edition attaches to them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lif_desktop.definitions.edition import Edition, read_edition
from lif_desktop.domain.answers import DatePrecision, UncertainDate
from lif_desktop.domain.criteria import (
    ANSWER_CHOICES,
    AgeBetween,
    AllOf,
    Answered,
    AnyOf,
    NotExcluded,
    Strength,
    Truth,
    answer_problems,
    codes,
    conditions,
    evaluate,
    truth,
)
from lif_desktop.settings import resources_folder

WT2015 = read_edition(resources_folder() / "editions" / "wt2015.toml")
WT2018 = read_edition(resources_folder() / "editions" / "wt2018.toml")

HARMED = {"abuse_or_neglect": "suspected", "died": False, "seriously_harmed": "yes"}
CUSTODY = ["police_custody", "remand", "sentenced", "yoi", "stc", "secure_home"]


@pytest.mark.parametrize(
    ("answers", "strength"),
    [
        # ToR 1.2, 1.6: a death with abuse or neglect
        ({"abuse_or_neglect": "known", "died": True}, "always"),
        ({"abuse_or_neglect": "suspected", "died": "yes"}, "always"),
        ({"abuse_or_neglect": "no", "died": True}, "may"),
        ({"abuse_or_neglect": "nk", "died": True}, "may"),
        ({"died": True}, "may"),
        ({"abuse_or_neglect": "known", "died": False}, "may"),
        ({"abuse_or_neglect": "known"}, "may"),
        # ToR 1.6: suspected suicide
        ({"suspected_suicide": True}, "always"),
        ({"suspected_suicide": True, "abuse_or_neglect": "nk"}, "always"),
        ({"suspected_suicide": True, "died": True, "abuse_or_neglect": "no"}, "may"),
        ({"suspected_suicide": False, "died": True}, "may"),
        ({"suspected_suicide": True, "died": False}, "may"),
        # ToR 1.6: serious harm, and joint working in all its answers
        ({**HARMED, "joint_working_concern": "yes"}, "must_unless"),
        ({**HARMED, "joint_working_concern": "nk"}, "must_unless"),
        (HARMED, "must_unless"),
        ({**HARMED, "joint_working_concern": "no"}, "must_unless"),
        ({**HARMED, "joint_working_concern": "no-definitive"}, "may"),
        ({**HARMED, "abuse_or_neglect": "no", "joint_working_concern": "yes"}, "may"),
        ({**HARMED, "seriously_harmed": "no", "joint_working_concern": "yes"}, "may"),
        ({**HARMED, "seriously_harmed": "nk", "joint_working_concern": "yes"}, "may"),
        # ToR 1.3, 1.4: kind of harm; recovery changes nothing
        ({**HARMED, "recovered": True}, "must_unless"),
        ({**HARMED, "recovered": False, "harm_kind": "other"}, "must_unless"),
        (
            {
                "abuse_or_neglect": "known",
                "died": False,
                "harm_kind": "life_threatening_injury",
                "recovered": True,
            },
            "must_unless",
        ),
        ({"abuse_or_neglect": "known", "harm_kind": "long_term_impairment"}, "must_unless"),
        ({"abuse_or_neglect": "known", "harm_kind": "other"}, "may"),
        (
            {
                "abuse_or_neglect": "known",
                "harm_kind": "long_term_impairment",
                "seriously_harmed": "no",
            },
            "may",
        ),
        # ToR 1.7, 1.8
        ({"mha_detained": True}, "always"),
        ({"mha_detained": "nk"}, "may"),
        ({"mha_detained": True, "died": False}, "may"),
        ({"deprivation_of_liberty": True, "age": 15}, "may"),
        ({"deprivation_of_liberty": True, "age": 16}, "always"),
        ({"deprivation_of_liberty": True, "age": 17}, "always"),
        ({"deprivation_of_liberty": True, "age": 18}, "may"),
        ({"deprivation_of_liberty": True}, "may"),
        ({"custody": "no", "died": True}, "may"),
        ({"custody": ["remand", "secure_home"]}, "always"),
        ({"custody": "remand", "died": False}, "may"),
        ({}, "may"),
    ],
    ids=str,
)
def test_working_together_2015(answers: Mapping[str, object], strength: str) -> None:
    assert evaluate(WT2015.rules("review"), answers).strength.value == strength


@pytest.mark.parametrize("place", CUSTODY)
def test_every_custody_setting_counts_alone(place: str) -> None:
    result = evaluate(WT2015.rules("review"), {"custody": place})
    assert result.strength is Strength.ALWAYS
    assert "ToR 1.7" in result.sources[0]


def test_the_strongest_rule_gives_the_result_and_all_its_reasons_are_told() -> None:
    answers = {**HARMED, "died": True, "custody": "yoi", "joint_working_concern": "yes"}
    result = evaluate(WT2015.rules("review"), answers)
    assert result.strength is Strength.ALWAYS
    assert len(result.reasons) == 2
    assert any("custody" in reason for reason in result.reasons)
    assert not any("unless" in reason for reason in result.reasons)


def test_not_known_joint_working_is_told_as_counting_towards_commissioning() -> None:
    result = evaluate(WT2015.rules("review"), {**HARMED, "joint_working_concern": "nk"})
    assert any("counts towards commissioning" in reason for reason in result.reasons)
    assert result.missing == ("joint_working_concern",)


def test_no_without_evidence_is_told_as_not_lifting_the_presumption() -> None:
    result = evaluate(WT2015.rules("review"), {**HARMED, "joint_working_concern": "no"})
    assert any("does not lift" in reason for reason in result.reasons)
    assert result.missing == ()


def test_recovery_is_told_as_changing_nothing() -> None:
    result = evaluate(WT2015.rules("review"), {**HARMED, "recovered": True})
    assert any("Recovery does not mean" in reason for reason in result.reasons)


def test_what_is_missing_is_named_only_while_it_could_change_the_result() -> None:
    rules = WT2015.rules("review")
    blank = evaluate(rules, {}).missing
    assert {"abuse_or_neglect", "died", "custody", "age"} <= set(blank)
    assert len(blank) == len(set(blank))
    alive = evaluate(rules, {"died": False}).missing
    assert "custody" not in alive
    assert "abuse_or_neglect" in alive
    sure = {"abuse_or_neglect": "known", "died": True}
    assert evaluate(rules, sure).missing == ()


def test_a_rule_that_holds_for_want_of_an_answer_says_which() -> None:
    assert evaluate(WT2015.rules("review"), {"custody": "yoi"}).missing == ("died",)
    assert evaluate(WT2015.rules("review"), {"custody": "yoi", "died": True}).missing == ()


def test_a_suspected_suicide_is_a_death_and_needs_the_other_limb_as_well() -> None:
    alone = evaluate(WT2015.rules("review"), {"suspected_suicide": True})
    assert alone.strength is Strength.ALWAYS
    assert alone.missing == ("died", "abuse_or_neglect")
    ruled_out = evaluate(
        WT2015.rules("review"),
        {"suspected_suicide": True, "died": True, "abuse_or_neglect": "no"},
    )
    assert ruled_out.strength is Strength.MAY
    assert any("counts as a death" in reason for reason in ruled_out.reasons)


def test_a_branch_that_is_not_needed_waits_for_nothing() -> None:
    notified = evaluate(
        WT2018.rules("notification"),
        {"abuse_or_neglect": "known", "died": True, "place": "in_area"},
    )
    assert notified.missing == ()
    harmed = {"abuse_or_neglect": "known", "harm_kind": "long_term_impairment", "place": "in_area"}
    assert evaluate(WT2018.rules("notification"), harmed).missing == ("seriously_harmed",)


def test_without_abuse_nothing_is_said_to_count_towards_commissioning() -> None:
    answers = {**HARMED, "abuse_or_neglect": "no"}
    result = evaluate(WT2015.rules("review"), answers)
    assert not any("counts towards" in reason for reason in result.reasons)


@pytest.mark.parametrize(
    ("changes", "lifted"),
    [
        ({"joint_working_concern": "no-definitive"}, True),
        ({"joint_working_concern": "no"}, False),
        ({"joint_working_concern": "nk"}, False),
        ({"joint_working_concern": "no-definitive", "abuse_or_neglect": "no"}, False),
        ({"joint_working_concern": "no-definitive", "seriously_harmed": "no"}, False),
        ({"joint_working_concern": "no-definitive", "died": True}, False),
    ],
    ids=str,
)
def test_a_presumption_is_lifted_by_a_claim_of_definitive_evidence_alone(
    changes: Mapping[str, object], lifted: bool
) -> None:
    result = evaluate(WT2015.rules("review"), {**HARMED, **changes})
    assert result.presumption_lifted is lifted


def test_every_rule_can_be_shown_with_a_mark_for_each_condition() -> None:
    result = evaluate(WT2015.rules("review"), {"abuse_or_neglect": "no", "died": True})
    check = next(c for c in result.checks if c.rule.code == "death_with_abuse_or_neglect")
    assert check.truth is Truth.NO
    assert [(mark.says, mark.truth) for mark in check.marks] == [
        ("Abuse or neglect is known or suspected", Truth.NO),
        ("The child has died", Truth.YES),
    ]
    assert len(result.checks) == len(WT2015.rules("review").rules)


def test_a_result_is_plain_for_scripts() -> None:
    plain = evaluate(WT2015.rules("review"), {"custody": "yoi", "died": True}).as_plain()
    assert list(plain) == ["strength", "reasons", "sources", "missing"]
    assert plain["strength"] == "always"


# --- 2018 -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("subject", "answers", "strength"),
    [
        ("notification", {"abuse_or_neglect": "known", "died": True}, "always"),
        ("notification", {"abuse_or_neglect": "known", "suspected_suicide": True}, "always"),
        ("notification", {"abuse_or_neglect": "suspected", "seriously_harmed": "yes"}, "always"),
        (
            "notification",
            {"abuse_or_neglect": "known", "died": True, "place": "in_area"},
            "always",
        ),
        (
            "notification",
            {
                "abuse_or_neglect": "known",
                "died": True,
                "place": "outside_england_normally_resident",
            },
            "always",
        ),
        (
            "notification",
            {"abuse_or_neglect": "known", "died": True, "place": "outside_england_not_resident"},
            "none",
        ),
        ("notification", {"abuse_or_neglect": "nk", "died": True}, "none"),
        ("notification", {"abuse_or_neglect": "no", "died": True, "looked_after": True}, "always"),
        ("notification", {"looked_after": True, "died": False}, "none"),
        ("notification", {"harm_kind": "other", "abuse_or_neglect": "known"}, "none"),
        (
            "notification",
            {"abuse_or_neglect": "known", "harm_kind": "long_term_impairment", "recovered": True},
            "always",
        ),
        # custody alone is no ground in this edition
        ("notification", {"custody": "secure_home", "died": True}, "none"),
        ("local_review", {"custody": "secure_home", "died": True}, "may"),
        ("rapid_review", {"abuse_or_neglect": "known", "died": True}, "always"),
        ("rapid_review", {"looked_after": True, "died": True}, "may"),
        ("rapid_review", {"abuse_or_neglect": "no", "died": True}, "none"),
        ("local_review", {"highlights_improvements": True}, "should_consider"),
        ("local_review", {"recurrent_themes": "yes"}, "should_consider"),
        ("local_review", {"joint_working_concern": "yes"}, "should_consider"),
        ("local_review", {"joint_working_concern": "nk"}, "may"),
        ("local_review", {"more_than_one_area": "yes"}, "should_consider"),
        ("local_review", {"institutional_setting": True}, "should_consider"),
        ("local_review", {"panel_suggests_local_review": True}, "should_consider"),
        ("local_review", {}, "may"),
        ("national_review", {"law_or_guidance_change": True}, "should_consider"),
        ("national_review", {"highlights_improvements": True}, "should_consider"),
        ("national_review", {"recurrent_themes": True}, "should_consider"),
        ("national_review", {"joint_working_concern": "yes"}, "none"),
        ("national_review", {}, "none"),
    ],
    ids=str,
)
def test_working_together_2018(subject: str, answers: Mapping[str, object], strength: str) -> None:
    assert evaluate(WT2018.rules(subject), answers).strength.value == strength


def test_what_is_recalled_only_is_marked_to_be_confirmed() -> None:
    local = WT2018.rules("local_review")
    assert evaluate(local, {"recurrent_themes": True}).to_confirm
    assert not evaluate(local, {"highlights_improvements": True}).to_confirm


def test_case_b_is_notified_because_the_child_was_looked_after() -> None:
    answers = {
        "abuse_or_neglect": "nk",
        "died": True,
        "looked_after": True,
        "custody": "secure_home",
        "highlights_improvements": "yes",
        "recurrent_themes": "yes",
        "joint_working_concern": "yes",
        "age": 16,
    }
    notified = evaluate(WT2018.rules("notification"), answers)
    assert notified.strength is Strength.ALWAYS
    assert len(notified.reasons) == 1
    assert "looked-after" in notified.reasons[0]
    serious = next(c for c in notified.checks if c.rule.code == "serious_incident")
    assert serious.truth is Truth.NOT_KNOWN
    local = evaluate(WT2018.rules("local_review"), answers)
    assert local.strength is Strength.SHOULD_CONSIDER
    assert len(local.reasons) == 3
    # the same facts under the edition before
    assert evaluate(WT2015.rules("review"), answers).strength is Strength.ALWAYS


def test_case_a_shows_the_presumption() -> None:
    answers = {
        "abuse_or_neglect": "suspected",
        "died": "no",
        "seriously_harmed": "yes",
        "harm_kind": "life_threatening_injury",
        "joint_working_concern": "yes",
        "custody": "no",
        "recovered": True,
        "age": 0,
    }
    assert evaluate(WT2015.rules("review"), answers).strength is Strength.MUST_UNLESS


# --- Conditions -----------------------------------------------------------------------------------

YES_LEAF = Answered(answer="died", one_of=frozenset({"yes"}), says="died")
HARM_LEAF = Answered(answer="seriously_harmed", one_of=frozenset({"yes"}), says="harmed")
TEENAGER = AgeBetween(youngest=16, oldest=17, says="16 or 17")


@pytest.mark.parametrize(
    ("answers", "both", "either"),
    [
        ({"died": True, "seriously_harmed": "yes"}, Truth.YES, Truth.YES),
        ({"died": True, "seriously_harmed": "no"}, Truth.NO, Truth.YES),
        ({"died": True}, Truth.NOT_KNOWN, Truth.YES),
        ({"died": False}, Truth.NO, Truth.NOT_KNOWN),
        ({}, Truth.NOT_KNOWN, Truth.NOT_KNOWN),
        ({"died": False, "seriously_harmed": "no"}, Truth.NO, Truth.NO),
    ],
)
def test_not_known_is_neither_true_nor_false(
    answers: Mapping[str, object], both: Truth, either: Truth
) -> None:
    assert truth(AllOf(parts=(YES_LEAF, HARM_LEAF)), answers) is both
    assert truth(AnyOf(parts=(YES_LEAF, HARM_LEAF)), answers) is either


def test_a_condition_can_ask_whether_something_is_not_known() -> None:
    asks = Answered(answer="joint_working_concern", one_of=frozenset({"nk"}), says="not known")
    assert truth(asks, {}) is Truth.YES
    assert truth(asks, {"joint_working_concern": "not_known"}) is Truth.YES
    assert truth(asks, {"joint_working_concern": "yes"}) is Truth.NO


def test_only_an_excluding_answer_excludes() -> None:
    leaf = NotExcluded(answer="died", excluded_by=frozenset({"no"}), says="not alive")
    assert truth(leaf, {}) is Truth.YES
    assert truth(leaf, {"died": "nk"}) is Truth.YES
    assert truth(leaf, {"died": False}) is Truth.NO


def test_the_single_conditions_come_in_their_order() -> None:
    nested = AllOf(parts=(YES_LEAF, AnyOf(parts=(HARM_LEAF, TEENAGER))))
    assert list(conditions(nested)) == [YES_LEAF, HARM_LEAF, TEENAGER]


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        ({"born": "2001-03-02", "died_on": "2018-12-08"}, Truth.YES),
        ({"born": date(2003, 3, 2), "died_on": date(2018, 12, 8)}, Truth.NO),
        ({"born": date(2002, 12, 9), "died_on": date(2018, 12, 8)}, Truth.NO),
        ({"born": date(2002, 12, 8), "died_on": date(2018, 12, 8)}, Truth.YES),
        ({"born": date(2000, 12, 9), "died_on": date(2018, 12, 8)}, Truth.YES),
        ({"born": date(2000, 12, 8), "died_on": date(2018, 12, 8)}, Truth.NO),
        # dates come before a stated age, a stated age when a date is missing
        ({"born": "2003-03-02", "died_on": "2018-12-08", "age": 17}, Truth.NO),
        ({"born": "2003-03-02", "age": 17}, Truth.YES),
        ({"died_on": "2018-12-08", "age": "16"}, Truth.YES),
        ({"age": "about 16"}, Truth.NOT_KNOWN),
        ({"age": -3}, Truth.NOT_KNOWN),
        ({"born": "2001-13-45", "died_on": "2018-12-08"}, Truth.NOT_KNOWN),
        # a year only: 15 to 16, 16 to 17, 18 to 19
        ({"born": {"precision": "year", "year": 2002}, "died_on": "2018-06-01"}, Truth.NOT_KNOWN),
        ({"born": {"precision": "year", "year": 2001}, "died_on": "2018-06-01"}, Truth.YES),
        ({"born": {"precision": "year", "year": 1999}, "died_on": "2018-06-01"}, Truth.NO),
        (
            {"born": {"precision": "month", "year": 2002, "month": 12}, "died_on": "2018-12-31"},
            Truth.YES,
        ),
        (
            {"born": {"precision": "month", "year": 2002, "month": 12}, "died_on": "2018-12-08"},
            Truth.NOT_KNOWN,
        ),
        (
            {
                "born": {"precision": "exact", "year": 2001, "month": 2, "day": 31},
                "died_on": "2018-12-08",
            },
            Truth.NOT_KNOWN,
        ),
        ({"born": {"precision": "not_known"}, "died_on": "2018-12-08"}, Truth.NOT_KNOWN),
        ({"born": 2001, "died_on": "2018-12-08"}, Truth.NOT_KNOWN),
    ],
    ids=str,
)
def test_age_is_worked_out_from_what_is_known(
    answers: Mapping[str, object], expected: Truth
) -> None:
    assert truth(TEENAGER, answers) is expected


def test_age_reads_dates_as_forms_store_them() -> None:
    born = UncertainDate.on(date(2002, 3, 2), note="court list 3 Feb 2002").as_answer()
    died = UncertainDate(precision=DatePrecision.APPROXIMATE, year=2018, month=12, day=8)
    assert truth(TEENAGER, {"born": born, "died_on": died.as_answer()}) is Truth.YES


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (True, {"yes"}),
        (False, {"no"}),
        ("Yes", {"yes"}),
        (" true ", {"yes"}),
        ("nk", set()),
        ("not_known", set()),
        ("", set()),
        (None, set()),
        (["remand", "nk"], {"remand"}),
        ((), set()),
    ],
    ids=str,
)
def test_answers_are_read_as_codes(value: object, expected: set[str]) -> None:
    assert codes({"died": value}, "died") == expected


# --- Answers no rule can read ----------------------------------------------------------------------


def test_answers_of_the_shared_keys_are_accepted() -> None:
    answers: dict[str, object] = dict.fromkeys(ANSWER_CHOICES, "nk")
    answers |= {key: choices[0] for key, choices in ANSWER_CHOICES.items()}
    answers |= {"age": 16, "born": date(2001, 5, 19), "died_on": datetime(2018, 1, 1)}  # noqa: DTZ001  # a TOML date-time has no zone
    assert answer_problems(answers) == ()
    assert answer_problems({"died": True, "age": "nk", "born": "nk"}) == ()


@pytest.mark.parametrize(
    ("answers", "question", "words"),
    [
        ({"dead": True}, "dead", "is not a question of the rules"),
        ({"died": "perhaps"}, "died", "died must be one of: yes"),
        ({"custody": ["remand", "attic"]}, "custody", "custody must be one of: "),
        ({"age": "sixteen"}, "age", "must be a number of years"),
        ({"born": "19 May 2001"}, "born", "must be a date"),
        ({"died_on": 2018}, "died_on", "must be a date"),
    ],
    ids=str,
)
def test_answers_no_rule_can_read_are_told(
    answers: Mapping[str, object], question: str, words: str
) -> None:
    (problem,) = answer_problems(answers)
    assert problem.question == question
    assert words in problem.message


# --- Properties --------------------------------------------------------------------------------------

VALUES: dict[str, st.SearchStrategy[str]] = {
    key: st.sampled_from([*choices, "nk"]) for key, choices in ANSWER_CHOICES.items()
}
ANSWERS = st.fixed_dictionaries({}, optional=VALUES)
RANKS = list(Strength)


@given(answers=ANSWERS)
def test_death_in_custody_is_always_whatever_else_is_answered(answers: dict[str, str]) -> None:
    result = evaluate(WT2015.rules("review"), {**answers, "custody": "stc", "died": "yes"})
    assert result.strength is Strength.ALWAYS


@given(answers=ANSWERS, recovered=st.sampled_from(["yes", "no", "nk"]))
def test_recovery_never_changes_the_strength(answers: dict[str, str], recovered: str) -> None:
    for edition, subject in ((WT2015, "review"), (WT2018, "notification")):
        without = evaluate(edition.rules(subject), {**answers, "recovered": "nk"})
        with_it = evaluate(edition.rules(subject), {**answers, "recovered": recovered})
        assert without.strength is with_it.strength


@given(answers=ANSWERS)
def test_if_nothing_is_missing_no_further_answer_makes_it_stronger(
    answers: dict[str, str],
) -> None:
    for edition in (WT2015, WT2018):
        for rules in edition.subjects.values():
            result = evaluate(rules, answers)
            if result.missing:
                continue
            known = {key: value for key, value in answers.items() if value != "nk"}
            for key, choices in ANSWER_CHOICES.items():
                if key not in known:
                    for choice in choices:
                        again = evaluate(rules, {**known, key: choice})
                        assert RANKS.index(again.strength) >= RANKS.index(result.strength)


@given(answers=ANSWERS)
def test_every_result_has_a_reason_and_a_source(answers: dict[str, str]) -> None:
    for edition in (WT2015, WT2018):
        for rules in edition.subjects.values():
            result = evaluate(rules, answers)
            assert result.reasons
            assert result.sources
            assert all(reason.endswith(".") for reason in result.reasons)


def test_the_fixtures_are_the_shipped_editions(editions: dict[str, Edition]) -> None:
    assert editions["wt2015"] == WT2015
    assert editions["wt2018"] == WT2018
