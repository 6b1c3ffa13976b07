"""The action plan: rating as word and shape, slippage, flags, totals."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from lif_desktop.clock import ENGLAND
from lif_desktop.documents import action_documents
from lif_desktop.documents.action_documents import Tracker, action_plan, flags
from lif_desktop.documents.blocks import DataTable, Row, RowKind, Signatures
from lif_desktop.documents.figures import TotalsStrip
from lif_desktop.documents.plans import DocumentPlan, flat
from lif_desktop.documents.wording import Mark
from lif_desktop.domain.actions import Action, ActionStatus, Redating
from lif_desktop.domain.identities import ActionId, PersonId, RedatingId
from tests.documents import papers, reading

ON = date(2018, 3, 16)


def make_action(number: int = 1, **changes: object) -> Action:
    plain = Action(
        id=ActionId(str(number)), reference=f"N{number}", action="Do it", agency="Learning", lead="Y. Cole",
        original_due_on=date(2018, 1, 31), due_on=date(2018, 1, 31), tier=2,
    )  # fmt: skip
    return replace(plain, **changes)  # type: ignore[arg-type]  # fields by name


def _plan(tracker: Tracker, **changes: object) -> DocumentPlan:
    board = papers.board(papers.example("case-a"))
    return action_plan(case=None, board=board, tracker=tracker, issue=papers.issue(**changes))


def _rows(tracker: Tracker) -> list[Row]:
    table = next(block for block in _plan(tracker).blocks if isinstance(block, DataTable))
    return [row for row in table.rows if row.kind is RowKind.PLAIN]


def _cell(tracker: Tracker, column: int, row: int = 0) -> list[str]:
    return [line.text() for line in _rows(tracker)[row].cells[column].lines]


def _totals(tracker: Tracker) -> TotalsStrip:
    return next(block for block in _plan(tracker).blocks if isinstance(block, TotalsStrip))


def test_totals_of_case_a() -> None:
    totals = _totals(papers.tracker("case-a", ON))
    assert (totals.complete, totals.green, totals.amber, totals.red) == (5, 2, 3, 4)
    assert (totals.slipped, totals.slipped_words) == (
        "3 of 14", "actions re-dated, 4 times in all; 225 days added",
    )  # fmt: skip
    assert [part.label for part in totals.quarters] == ["Jun 17", "Sep 17", "Dec 17", "Today"]
    assert "5 complete, 2 green (on track), 3 amber (due soon), 4 red (overdue)" in totals.alt


@pytest.mark.parametrize(
    ("on", "labels"),
    [
        (date(2018, 1, 1), ["Jun 17", "Sep 17", "Dec 17"]), (date(2018, 12, 31), ["Mar 18", "Jun 18", "Sep 18"]),
        (date(2018, 5, 15), ["Sep 17", "Dec 17", "Mar 18"]), (date(2018, 8, 1), ["Dec 17", "Mar 18", "Jun 18"]),
    ],
)  # fmt: skip
def test_quarters_are_those_before_the_day(on: date, labels: list[str]) -> None:
    totals = _totals(Tracker(actions=(make_action(),), on=on))
    assert [part.label for part in totals.quarters][:-1] == labels


def test_an_earlier_quarter_counts_with_the_due_date_of_that_day() -> None:
    action = make_action(due_on=date(2018, 6, 30), original_due_on=date(2017, 12, 1))
    moved = Redating(
        id=RedatingId("r"), action_id=action.id, from_on=date(2017, 12, 1), to_on=date(2018, 6, 30), reason="late",
        redated_at=datetime(2018, 1, 10, 12, tzinfo=ENGLAND), redated_by=PersonId("p"),
    )  # fmt: skip
    totals = _totals(Tracker(actions=(action,), redatings=(moved,), on=ON))
    assert [part.count for part in totals.quarters] == [0, 0, 1, 0]


@pytest.mark.parametrize(
    ("days", "word", "mark", "second"),
    [
        (-9, "Red", Mark.RED, "7 working days overdue"), (0, "Amber", Mark.AMBER, "Due today"),
        (11, "Amber", Mark.AMBER, "Due in 7 working days"), (29, "Green", Mark.GREEN, "Due in 20 working days"),
    ],
)  # fmt: skip
def test_the_rating_is_word_and_shape_and_days(
    days: int, word: str, mark: Mark, second: str
) -> None:
    tracker = Tracker(actions=(make_action(due_on=ON + timedelta(days=days)),), on=ON)
    lines = _rows(tracker)[0].cells[4].lines
    assert (lines[0].text(), lines[0].mark) == (word, mark)
    assert [line.text() for line in lines[1:]] == [second, "Not started"]


def test_a_closed_action_is_complete_with_its_day() -> None:
    done = make_action(closed_on=date(2018, 2, 1), status=ActionStatus.COMPLETE)
    assert _cell(Tracker(actions=(done,), on=ON), 4) == ["Complete", "1 February 2018"]


def test_an_unmoved_date_says_so_and_a_moved_one_keeps_the_first() -> None:
    tracker = papers.tracker("case-a", ON)
    assert _cell(tracker, 3) == ["31 October 2017", "As first set"]
    moved = _rows(tracker)[1].cells[3]
    assert [line.text() for line in moved.lines] == ["31 March 2018", "First 31 December 2017"]
    assert (moved.slip, moved.slip_days) == ("90 days, re-dated once", 90)


def test_a_move_without_its_record_still_shows() -> None:
    tracker = Tracker(actions=(make_action(due_on=date(2018, 2, 1)),), on=ON)
    assert _rows(tracker)[0].cells[3].slip == "1 day"


def test_the_owners_word_is_not_accepted_as_evidence() -> None:
    said = make_action(status=ActionStatus.OWNER_REPORTS_COMPLETE, evidence="“Done – email 30/1”")
    lines = _cell(Tracker(actions=(said,), on=ON), 5)
    assert lines == [
        "Owner reports complete. Not accepted: no tested evidence.",
        "“Done – email 30/1”",
    ]


def test_evidence_impact_and_recurrence_are_told() -> None:
    action = make_action(
        evidence="40 of 40", evidence_tested_by="Designated Doctor", impact="Fewer", recurs_from="Child F 2013",
        impact_check_due_on=date(2019, 2, 28), notes="= a note",
    )  # fmt: skip
    lines = _rows(Tracker(actions=(action,), on=ON))[0].cells[5].lines
    assert [line.text() for line in lines] == [
        "Recurring. Said before: Child F 2013", "40 of 40", "Tested by Designated Doctor", "Impact: Fewer",
        "Impact check 28 February 2019", "= a note",
    ]  # fmt: skip
    assert lines[0].mark is Mark.RECURRING


def test_evidence_that_is_still_expected_is_named() -> None:
    tracker = Tracker(actions=(make_action(evidence_expected="A count"),), on=ON)
    assert _cell(tracker, 5) == ["Expected: A count"]


def test_what_is_measured_stands_with_the_action() -> None:
    action = make_action(tier=1, measure="Number trained", theme="Bruising")
    assert _cell(Tracker(actions=(action,), on=ON), 1) == [
        "Do it", "Measures how much was done: activity only. Number trained", "Theme: Bruising",
    ]  # fmt: skip


def test_a_tier_that_is_not_one_of_three_is_left_out() -> None:
    action = make_action(tier=9, measure="Something", lead="")
    tracker = Tracker(actions=(action,), on=ON)
    assert _cell(tracker, 1) == ["Do it", "Something"]
    assert _cell(tracker, 2)[0] == "Not provided"


def test_actions_of_one_recommendation_stand_together() -> None:
    first = make_action(1, recommendation_number="1", recommendation="One")
    other = make_action(2, recommendation="")
    third = make_action(3, recommendation_number="1", recommendation="One")
    plan = _plan(Tracker(actions=(first, other, third), on=ON))
    table = next(block for block in plan.blocks if isinstance(block, DataTable))
    kinds = [(row.kind, row.cells[0].lines[0].text()) for row in table.rows]
    assert kinds == [
        (RowKind.GROUP, "1  One"), (RowKind.PLAIN, "N1"), (RowKind.PLAIN, "N3"),
        (RowKind.GROUP, "Other actions"), (RowKind.PLAIN, "N2"),
    ]  # fmt: skip


def test_a_board_without_actions_has_a_plan_all_the_same() -> None:
    plan = _plan(Tracker(actions=(), on=ON), signatories=())
    assert plan.subtitle == "FSCB. 0 recommendations, 0 actions"
    assert not any(isinstance(block, Signatures) for block in flat(plan.blocks))
    assert "There are no actions yet." in reading.page_texts(papers.rendered(plan))[0]


def test_one_of_each_is_counted_in_words() -> None:
    tracker = Tracker(actions=(make_action(recommendation="One"),), on=ON)
    assert _plan(tracker).subtitle == "FSCB. 1 recommendation, 1 action"


@pytest.mark.parametrize(
    ("count", "words"), [(0, "never"), (1, "once"), (2, "twice"), (5, "5 times")]
)
def test_times_are_told_in_words(count: int, words: str) -> None:
    assert action_documents._times(count) == words


def test_flags_are_words() -> None:
    assert flags(make_action()) == ()
    assert flags(make_action(tier=1, recurs_from="F", status=ActionStatus.OWNER_REPORTS_COMPLETE)) == (
        "Activity only", "Recurring", "Owner's word only",
    )  # fmt: skip
