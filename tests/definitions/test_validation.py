"""What stops a form, what only advises, and what goes into the finished record."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lif_desktop import settings
from lif_desktop.definitions import validation
from lif_desktop.definitions.catalogue import FormCatalogue
from lif_desktop.definitions.form import Form, read_form
from lif_desktop.definitions.visibility import asked, is_empty
from lif_desktop.errors import InvalidAnswersError

TODAY = date(2016, 5, 10)
HEAD = """
form_id = "try"
title = "For trying out"
version = "2031010101"
language = "en-GB"
header = "x"
source = "x"
[choices]
yes_no_nk = [
  { name = "yes", label = "Yes" },
  { name = "no", label = "No" },
  { name = "nk", label = "Not known", not_known = true },
  { name = "old", label = "An older answer", retired = true },
]
[[section]]
name = "first"
label = "First"
  [[section.question]]
  type = "note"
  name = "read_this"
  label = "Read this"
  [[section.question]]
  type = "text"
  name = "name"
  label = "Name"
  required = true
  required_message = "Enter the name"
  [[section.question]]
  type = "select_one yes_no_nk"
  name = "died"
  label = "Did the child die?"
  [[section.question]]
  type = "date"
  name = "born"
  label = "Date of birth"
  hint = "For example, 27 3 2010"
  constraint = ". <= today()"
  constraint_message = "Date of birth must be today or in the past"
  [[section.question]]
  type = "date"
  name = "died_on"
  label = "When did the child die?"
  short = "Date of death"
  hint = "For example, 27 3 2016"
  relevant = "${died} = 'yes'"
  required = true
  required_message = "Enter the date of death, or say it is not known"
  constraint = ". >= ${born}"
  constraint_message = "Date of death must be on or after the date of birth"
  [[section.question]]
  type = "text"
  name = "place_of_death"
  label = "Place of death"
  relevant = "${died_on} <= today()"
  [[section.question]]
  type = "month"
  name = "incident_month"
  label = "Month of the incident"
  hint = "For example, 3 2016"
[[section]]
name = "second"
label = "Second"
  [[section.question]]
  type = "integer"
  name = "age"
  label = "Age"
  constraint = ". < 26"
  constraint_message = "Age must be under 26"
  [[section.question]]
  type = "select_multiple yes_no_nk"
  name = "flags"
  label = "Flags"
  [[section.question]]
  type = "nhs_number"
  name = "nhs_number"
  label = "NHS number"
  [[section.question]]
  type = "upn"
  name = "upn"
  label = "UPN"
  [[section.question]]
  type = "postcode"
  name = "postcode"
  label = "Postcode"
  [[section.question]]
  type = "time"
  name = "at"
  label = "Time of the call"
  [[section.question]]
  type = "attachment"
  name = "genogram"
  label = "Genogram"
  [[section.question]]
  type = "select_one"
  choices_from = "edition.outcomes"
  name = "outcome"
  label = "Outcome"
[[section]]
name = "people"
label = "People"
repeat = true
row_label = "person"
required = true
required_message = "Add at least one person"
  [[section.question]]
  type = "person"
  name = "who"
  label = "Who"
  required = true
  required_message = "Enter who it is"
  [[section.question]]
  type = "select_one yes_no_nk"
  name = "suspected"
  label = "Suspected?"
  [[section.question]]
  type = "text"
  name = "why"
  label = "Why"
  relevant = "${suspected} = 'yes' and ${died} = 'yes'"
[[section]]
name = "third"
label = "Third"
relevant = "count(${people}) > 1"
  [[section.question]]
  type = "text"
  name = "between_them"
  label = "Between them"
"""
WHOLE: Mapping[str, object] = {"name": "Noah", "people": [{"who": "Zoë"}]}


@pytest.fixture(scope="module")
def form(tmp_path_factory: pytest.TempPathFactory) -> Form:
    path: Path = tmp_path_factory.mktemp("forms") / "try.toml"
    path.write_text(HEAD, encoding="utf-8")
    return read_form(path)


def exact(year: int, month: int, day: int) -> dict[str, object]:
    return {"precision": "exact", "year": year, "month": month, "day": day}


def messages(form: Form, **answers: object) -> dict[str, str]:
    found = validation.problems(form, {**WHOLE, **answers}, on=TODAY)
    return {problem.question: problem.message for problem in found}


def test_missing_answers_are_all_told_in_the_forms_order(form: Form) -> None:
    found = validation.problems(form, {"died": "yes"}, on=TODAY)
    assert [(problem.question, problem.message) for problem in found] == [
        ("name", "Enter the name"),
        ("died_on", "Enter the date of death, or say it is not known"),
        ("people", "Add at least one person"),
    ]


def test_whole_answers_have_no_problem(form: Form) -> None:
    assert validation.problems(form, WHOLE, on=TODAY) == ()
    validation.require_valid(form, WHOLE, on=TODAY)


def test_require_valid_raises_with_every_problem(form: Form) -> None:
    with pytest.raises(InvalidAnswersError) as caught:
        validation.require_valid(form, {}, on=TODAY)
    assert [each.question for each in caught.value.problems] == ["name", "people"]


def test_hidden_required_question_never_blocks(form: Form) -> None:
    assert "died_on" not in messages(form, died="no")
    assert "died_on" not in messages(form)


def test_one_section_can_be_checked_alone(form: Form) -> None:
    found = validation.problems(form, {"age": 30}, on=TODAY, sections={"second"})
    assert [problem.message for problem in found] == ["Age must be under 26"]


def test_row_of_a_table_is_checked_with_its_own_path(form: Form) -> None:
    assert messages(form, people=[{"who": "Zoë"}, {"suspected": "no"}]) == {
        "people[1].who": "Enter who it is"
    }


@pytest.mark.parametrize(
    ("answer", "message"),
    [
        (exact(2016, 2, 30), "Date of birth must be a real date"),
        (exact(16, 2, 3), "Date of birth must be a real date"),
        (exact(2300, 2, 3), "Date of birth must be a real date"),
        ({"precision": "exact", "day": 3, "month": 2}, "Date of birth must include a year"),
        ({"precision": "exact", "year": 2016}, "Date of birth must include a day and month"),
        (
            {"precision": "exact"},
            "Date of birth must include a day and month and year",
        ),
        ({"precision": "month", "year": 2016}, "Date of birth must include a month"),
        ({"precision": "approximate", "month": 3}, "Date of birth must include a year"),
        (
            {"precision": "approximate", "year": 2016, "day": 3},
            "Date of birth must include a month",
        ),
        ({"precision": "year", "year": "2016"}, "Date of birth must be a real date"),
        ({"precision": "year", "year": True}, "Date of birth must be a real date"),
        ({"precision": "sometime", "year": 2016}, "Date of birth must be a real date"),
        (
            {"precision": "exact", "year": 2016, "month": 2, "typed": {"day": "3rd or 4th"}},
            "Date of birth must be a real date",
        ),
        ("5 January 2016", "Date of birth must be a real date"),
        ({"precision": [], "year": 2016}, "Date of birth must be a real date"),
        ({"precision": "year", "year": 10**15}, "Date of birth must be a real date"),
        (exact(2016, 5, 11), "Date of birth must be today or in the past"),
        (
            {"precision": "month", "year": 2016, "month": 6},
            "Date of birth must be today or in the past",
        ),
    ],
)
def test_impossible_date_is_told_in_the_words_of_the_field(
    form: Form, answer: object, message: str
) -> None:
    assert messages(form, born=answer) == {"born": message}


@pytest.mark.parametrize(
    "answer",
    [
        exact(2016, 5, 10),
        {"precision": "not_known"},
        {"precision": "not_known", "note": "“about 45”"},
        {"precision": "year", "year": 1968},
        {"precision": "month", "year": 2016, "month": 5},
        {"precision": "approximate", "year": 1990, "month": 2, "day": 2},
        {"precision": "approximate", "year": 1990},
    ],
)
def test_date_may_be_as_uncertain_as_it_is(form: Form, answer: object) -> None:
    assert messages(form, born=answer) == {}


def test_constraint_waits_for_the_other_date(form: Form) -> None:
    died = {"died": "yes", "died_on": exact(2015, 1, 1)}
    assert messages(form, **died) == {}
    assert messages(form, **died, born=exact(2016, 1, 5)) == {
        "died_on": "Date of death must be on or after the date of birth"
    }
    assert messages(form, **died, born={"precision": "year", "year": 2015}) == {}


def test_month_never_holds_a_day(form: Form) -> None:
    month = {"precision": "month", "year": 2016, "month": 3}
    assert messages(form, incident_month=month) == {}
    assert messages(form, incident_month={**month, "day": 22}) == {
        "incident_month": "Month of the incident must be a month and a year, without the day"
    }


@pytest.mark.parametrize(
    ("name", "answer", "message"),
    [
        ("name", 7, "Name must be text"),
        ("age", "4", "Age must be a whole number, like 14"),
        ("age", True, "Age must be a whole number, like 14"),
        ("age", 26, "Age must be under 26"),
        ("died", "perhaps", "Did the child die must be one of the choices on the list"),
        ("flags", "yes", "Flags must be choices on the list"),
        ("flags", ["yes", "perhaps"], "Flags must be one of the choices on the list"),
        ("people", "Zoë", "People must be a table"),
        ("people", ["Zoë"], "People must be a table"),
        ("genogram", "genogram.png", "Genogram must be a file"),
        ("genogram", {"sha256": "00"}, "Genogram must be a file"),
        ("outcome", 3, "Outcome must be one of the choices on the list"),
    ],
)
def test_answer_of_another_shape_is_impossible(
    form: Form, name: str, answer: object, message: str
) -> None:
    assert messages(form, **{name: answer}) == {name: message}


def test_right_shapes_have_no_problem(form: Form) -> None:
    assert (
        messages(
            form,
            age=4,
            flags=["yes", "nk"],
            died="old",
            genogram={"name": "genogram.png", "attachment_id": "a1"},
            outcome="scr",
            read_this="never asked for",
        )
        == {}
    )


def test_answer_to_an_unknown_question_is_told_not_lost(form: Form) -> None:
    assert messages(form, surname="x") == {"surname": "The form has no question “surname”."}
    assert messages(form, people=[{"who": "Zoë", "colour": "red"}]) == {
        "people[0].colour": "The form has no question “people.colour”."
    }


@pytest.mark.parametrize(
    ("name", "good", "odd"),
    [
        ("nhs_number", "999 000 0018", "999 000 0019"),
        ("upn", "B801200005001", "X999001516023"),
        ("postcode", "FM2 7XA", "somewhere"),
        ("at", "16:58", "approx 04.15"),
        ("at", "4.41pm", "“around ten past two”"),
        ("at", "midday", "afternoon"),
        ("at", "9 am", "25:10"),
    ],
)
def test_odd_value_is_advised_and_may_be_kept(form: Form, name: str, good: str, odd: str) -> None:
    assert validation.advice(form, {**WHOLE, name: good}, on=TODAY) == ()
    (found,) = validation.advice(form, {**WHOLE, name: odd}, on=TODAY)
    assert found.question == name
    assert found.message
    assert messages(form, **{name: odd}) == {}
    assert validation.finished(form, {name: odd}, on=TODAY) == {name: odd}


def test_advice_is_silent_about_other_shapes_and_blanks(form: Form) -> None:
    assert validation.advice(form, {"nhs_number": 3, "upn": "  "}, on=TODAY) == ()


def test_hidden_answer_stays_in_the_draft_and_leaves_the_record(form: Form) -> None:
    draft = {**WHOLE, "died": "no", "died_on": exact(2016, 3, 22), "place_of_death": "ward"}
    assert validation.finished(form, draft, on=TODAY) == {**WHOLE, "died": "no"}
    assert draft["place_of_death"] == "ward"
    assert "died_on" not in validation.visible(form, draft, on=TODAY)


def test_answer_hidden_by_a_hidden_answer_is_hidden_too(form: Form) -> None:
    draft = {"died": "no", "died_on": exact(2016, 3, 22), "place_of_death": "ward"}
    assert "place_of_death" not in validation.visible(form, draft, on=TODAY)
    assert "place_of_death" in validation.visible(form, {**draft, "died": "yes"}, on=TODAY)


def test_column_looks_at_its_own_row_and_at_the_form(form: Form) -> None:
    rows = [{"who": "A", "suspected": "yes", "why": "said so"}, {"who": "B", "why": "old text"}]
    seen = validation.visible(form, {"died": "yes", "people": rows}, on=TODAY)
    assert "people[0].why" in seen
    assert "people[1].why" not in seen
    finished = validation.finished(form, {"died": "yes", "people": rows}, on=TODAY)
    assert finished["people"] == [rows[0], {"who": "B"}]
    assert "people[0].why" not in validation.visible(
        form, {"died": "no", "people": rows}, on=TODAY
    )


def test_section_is_asked_only_when_relevant(form: Form) -> None:
    one, two = [{"who": "A"}], [{"who": "A"}, {"who": "B"}]
    answers = {"between_them": "quarrel"}
    assert "between_them" not in validation.finished(form, {**answers, "people": one}, on=TODAY)
    assert "between_them" in validation.finished(form, {**answers, "people": two}, on=TODAY)


def test_empty_answers_leave_the_record_and_not_known_stays(form: Form) -> None:
    answers = {
        "name": "",
        "flags": [],
        "born": {"precision": "not_known"},
        "people": [{"who": ""}, {}],
        "genogram": {},
        "age": 0,
        "read_this": "x",
    }
    assert validation.finished(form, answers, on=TODAY) == {
        "born": {"precision": "not_known"},
        "age": 0,
    }


@pytest.mark.parametrize(("answer", "empty"), [(None, True), ("", True), ([], True), (0, False)])
def test_what_counts_as_nothing_answered(answer: object, empty: bool) -> None:
    assert is_empty(answer) is empty


def test_asked_gives_each_question_with_its_section_and_row(form: Form) -> None:
    paths = {each.path: each for each in asked(form, {"people": [{"who": "A"}]}, on=TODAY)}
    assert paths["people[0].who"].row == ("people", 0)
    assert paths["people[0].who"].answer == "A"
    assert paths["people"].row is None
    assert paths["age"].section.name == "second"


JUNK = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=12),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["precision", "year", "month", "day", "name", "who"]), inner
        )
    ),
    max_leaves=6,
)
REFERRAL = FormCatalogue.load(settings.forms_folder()).current("referral")
NAMES = [question.name for question in REFERRAL.questions()]


@given(st.dictionaries(st.sampled_from(NAMES), JUNK, max_size=12))
def test_any_answers_are_checked_without_an_error(answers: dict[str, object]) -> None:
    found = validation.problems(REFERRAL, answers, on=TODAY)
    assert all(problem.message for problem in found)
    validation.advice(REFERRAL, answers, on=TODAY)
    assert set(validation.finished(REFERRAL, answers, on=TODAY)) <= set(answers)
