"""How is an action rated, how far did it slip, and may it be closed?"""

from __future__ import annotations

import csv
import tomllib
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lif_desktop.domain.actions import (
    STATUS_LABELS,
    Action,
    ActionStatus,
    closing_problems,
    is_activity_only,
    rag,
    slippage_days,
)
from lif_desktop.domain.vocabulary import RAG_LABELS, Rag
from tests.domain.records import make_action

CASES = Path(__file__).parents[1] / "data" / "cases"
TODAY = date(2018, 3, 12)
STATUSES = {label: status for status, label in STATUS_LABELS.items()}


def _expected(case: str) -> dict[str, Any]:
    text = (CASES / case / "expected.toml").read_text(encoding="utf-8")
    found: dict[str, Any] = tomllib.loads(text)["actions"]
    return found


def _actions(case: str) -> list[Action]:
    written = _expected(case)["csv_date_format"]

    def day(text: str) -> date:
        return datetime.strptime(text, written).date()  # noqa: DTZ007  # a day has no zone

    with (CASES / case / "actions.csv").open(encoding="utf-8-sig", newline="") as file:
        return [
            make_action(
                reference=row["ref"],
                lead=row["lead"],
                original_due_on=day(row["original_due"]),
                due_on=day(row["current_due"]),
                status=STATUSES[row["status"]],
                closed_on=day(row["closed_on"]) if row["closed_on"] else None,
                tier=int(row["tier"]),
            )
            for row in csv.DictReader(file)
        ]


def _ratings() -> list[Any]:
    return [
        pytest.param(case, expected, id=f"{case} on {expected['as_of']}")
        for case in ("case-a", "case-b")
        for expected in _expected(case)["rag"]
    ]


@pytest.mark.parametrize(("case", "expected"), _ratings())
def test_ratings_of_an_invented_case(case: str, expected: dict[str, Any]) -> None:
    found: dict[str, list[str]] = {rating.value: [] for rating in Rag}
    for action in _actions(case):
        found[rag(action, expected["as_of"]).value].append(action.reference)
    for rating, references in found.items():
        assert references == expected[f"{rating}_refs"]
        assert len(references) == expected[rating]


@pytest.mark.parametrize("case", ["case-a", "case-b"])
def test_slippage_and_tiers_of_an_invented_case(case: str) -> None:
    actions, expected = _actions(case), _expected(case)
    slipped = {each.reference: days for each in actions if (days := slippage_days(each))}
    assert slipped == expected["slippage_days"]
    assert sorted(slipped, key=list(slipped).index) == expected["redated"]
    activity = [each.reference for each in actions if is_activity_only(each)]
    assert activity == expected["activity_only_tier_1"]
    unaccepted = [
        each.reference for each in actions if each.status is ActionStatus.OWNER_REPORTS_COMPLETE
    ]
    assert unaccepted == expected["owner_says_complete_not_accepted"]
    late = [each.reference for each in actions if each.closed_on and each.closed_on > each.due_on]
    assert late == expected["closed_after_due"]


@pytest.mark.parametrize(
    ("due", "rating"),
    [
        (date(2018, 3, 11), Rag.RED),
        (TODAY, Rag.AMBER),
        (date(2018, 4, 9), Rag.AMBER),
        (date(2018, 4, 10), Rag.GREEN),
    ],
    ids=str,
)
def test_edges_of_the_rating(due: date, rating: Rag) -> None:
    assert rag(make_action(due_on=due), TODAY) is rating


def test_a_board_may_set_when_amber_begins() -> None:
    action = make_action(due_on=date(2018, 4, 9))
    assert rag(action, TODAY, amber_days=14) is Rag.GREEN


def test_an_action_counts_as_complete_from_the_day_it_was_closed() -> None:
    action = make_action(due_on=date(2018, 2, 28), closed_on=TODAY)
    assert rag(action, TODAY) is Rag.COMPLETE
    assert rag(action, date(2018, 3, 11)) is Rag.RED


@pytest.mark.parametrize(
    ("evidence", "accepted_by", "asked"),
    [
        ("", "Jo Penhaligon", ["evidence"]),
        (" ", "", ["evidence", "evidence_tested_by"]),
        ("30 of 30", " ", ["evidence_tested_by"]),
        ("30 of 30", "siobhan FITCH", ["evidence_tested_by"]),
        ("30 of 30", "S. Fitch", ["evidence_tested_by"]),
        ("30 of 30", "Designated Nurse", []),
    ],
)
def test_closing_asks_for_evidence_and_someone_else(
    evidence: str, accepted_by: str, asked: list[str]
) -> None:
    problems = closing_problems(make_action(), evidence=evidence, accepted_by=accepted_by)
    assert [problem.question for problem in problems] == asked


def test_every_status_and_rating_has_its_word() -> None:
    assert set(STATUS_LABELS) == set(ActionStatus)
    assert set(RAG_LABELS) == set(Rag)


@given(
    due=st.dates(date(2016, 1, 1), date(2020, 1, 1)),
    on=st.dates(date(2016, 1, 1), date(2020, 1, 1)),
)
def test_an_open_action_is_never_complete_and_red_only_when_overdue(due: date, on: date) -> None:
    rating = rag(make_action(due_on=due), on)
    assert rating is not Rag.COMPLETE
    assert (rating is Rag.RED) is (due < on)
