"""What must be put right before a learning summary leaves?"""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from lif_desktop.domain.answers import Answers, UncertainDate
from lif_desktop.domain.identities import CaseId, PersonId, SummaryId
from lif_desktop.domain.learning import (
    LearningSummary,
    SourceNote,
    publication_problems,
    source_notes,
)
from lif_desktop.domain.pseudonyms import KeyedPerson
from lif_desktop.errors import Problem

INCIDENT = date(2016, 3, 22)
KEY = (
    KeyedPerson(name="Noah O’Brien-Łukasz", stands_for="Child N", other_names=("Noa Lucas",)),
    KeyedPerson(name="Grace Hope", stands_for="Mother"),
)
COMPLETE: Answers = {
    "completed_on": UncertainDate.on(date(2017, 5, 12)).as_answer(),
    "review_type": ["scr"],
    "incident_month": {"precision": "month", "year": 2016, "month": 3},
    "learnt_about_case": "A mark on a baby who cannot roll was seen twice.",
    "single_agency_points": [{"agency": "Police", "point": "Write what was seen."}],
}
REQUIRED = {
    "completed_on": "Date completed",
    "review_type": "Type of review",
    "incident_month": "Month and year of the incident",
    "learnt_about_case": "What was learnt about the case",
    "single_agency_points": "Key learning points, single agency",
}


def problems(
    changes: Answers, *, incident_on: date | None = INCIDENT, confirmed: tuple[str, ...] = ()
) -> tuple[Problem, ...]:
    return publication_problems(
        {**COMPLETE, **changes},
        required=REQUIRED,
        people=KEY,
        incident_on=incident_on,
        confirmed=confirmed,
    )


def test_a_complete_summary_without_names_may_leave() -> None:
    assert problems({}) == ()


@pytest.mark.parametrize("question", REQUIRED)
def test_a_missing_part_is_named(question: str) -> None:
    (problem,) = problems({question: None})
    assert problem == Problem(question, f"Complete “{REQUIRED[question]}”.")


@pytest.mark.parametrize("empty", ["", " \n", [], [{"agency": " "}]])
def test_an_empty_part_is_a_missing_part(empty: object) -> None:
    (problem,) = problems({"single_agency_points": empty})
    assert problem.question == "single_agency_points"


def test_a_name_left_is_told_with_its_place_and_what_to_write() -> None:
    found = problems(
        {
            "learnt_about_case": "Noa’s cheek",
            "single_agency_points": [
                {"agency": "Police", "point": "ok"},
                {"agency": "Mrs Lukasz’s surgery", "point": "ok"},
            ],
        }
    )
    assert found == (
        Problem(
            "learnt_about_case",
            "“Noa” is another spelling or a nickname. Write “Child N”, or leave it out.",
        ),
        Problem(
            "single_agency_points[1].agency",
            "“Lukasz” is a name. Write “Child N”, or leave it out.",
        ),
    )


def test_a_finding_a_person_found_harmless_is_not_told_again() -> None:
    text = {"learnt_about_case": "Hope was shown. Hope again."}
    assert len(problems(text)) == 2
    assert problems(text, confirmed=("Hope",)) == ()


@pytest.mark.parametrize("written", ["22 March 2016", "22/3/16", "22nd March", "2016-03-22"])
def test_the_day_of_the_incident_never_leaves(written: str) -> None:
    (problem,) = problems({"learnt_about_case": f"On {written} a call was made."})
    assert "day of the incident" in problem.message
    assert written in problem.message
    text = {"learnt_about_case": f"On {written} a call was made."}
    assert problems(text, confirmed=(written,)) == ()
    assert problems(text, incident_on=None) == ()


def test_other_days_may_stand() -> None:
    assert problems({"learnt_about_case": "The learning event of 14 March 2019 helped."}) == ()


def test_a_date_answer_that_holds_the_day_is_told() -> None:
    found = problems({"incident_month": UncertainDate.on(INCIDENT, note="22/3/16").as_answer()})
    assert [problem.question for problem in found] == ["incident_month", "incident_month"]
    assert problems({"incident_month": UncertainDate.on(INCIDENT).as_answer()}) == (
        Problem("incident_month", "Give month and year of the incident only, without the day."),
    )


def test_a_source_kept_as_a_plain_sentence_is_still_read() -> None:
    summary = LearningSummary(
        id=SummaryId("s"),
        case_id=CaseId("c"),
        form_version="1",
        answers={},
        sources={"review_type": "From the decision"},
        written_at=datetime(2017, 5, 12, 11, 0, tzinfo=UTC),
        written_by=PersonId("p"),
    )
    assert source_notes(summary) == {"review_type": SourceNote(sentence="From the decision")}
