"""Are answers read back letter for letter, and uncertain dates kept uncertain?"""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lif_desktop.domain.answers import (
    DatePrecision,
    UncertainDate,
    date_of,
    rows_of,
    text_of,
)

PARTS = st.builds(
    UncertainDate,
    precision=st.sampled_from(DatePrecision),
    year=st.none() | st.integers(1900, 2100),
    month=st.none() | st.integers(1, 12),
    day=st.none() | st.integers(1, 28),
    note=st.text(max_size=40),
)


@given(PARTS)
def test_an_uncertain_date_comes_back_as_it_was(uncertain: UncertainDate) -> None:
    assert UncertainDate.from_answer(uncertain.as_answer()) == uncertain


def test_parts_that_are_not_known_are_left_out() -> None:
    nothing = UncertainDate(precision=DatePrecision.NOT_KNOWN)
    assert nothing.as_answer() == {"precision": "not_known"}
    noted = UncertainDate.on(date(2016, 1, 5), note="GP register says 06/01/2016")
    assert noted.as_answer() == {
        "precision": "exact",
        "year": 2016,
        "month": 1,
        "day": 5,
        "note": "GP register says 06/01/2016",
    }


@pytest.mark.parametrize("answer", [None, "", "2016-01-05", {"year": 2016}, []])
def test_what_is_no_date_answer_is_none(answer: object) -> None:
    assert UncertainDate.from_answer(answer) is None


@pytest.mark.parametrize(
    ("uncertain", "day", "month"),
    [
        (UncertainDate.on(date(2016, 3, 22)), date(2016, 3, 22), "March 2016"),
        (
            UncertainDate(precision=DatePrecision.APPROXIMATE, year=2016, month=3, day=20),
            date(2016, 3, 20),
            "March 2016",
        ),
        (UncertainDate(precision=DatePrecision.MONTH, year=2018, month=12), None, "December 2018"),
        (UncertainDate(precision=DatePrecision.YEAR, year=2013), None, "2013"),
        (UncertainDate(precision=DatePrecision.NOT_KNOWN), None, "Not known"),
    ],
    ids=["exact", "approximate", "month", "year", "not known"],
)
def test_a_date_is_as_exact_as_it_is_known(
    uncertain: UncertainDate, day: date | None, month: str
) -> None:
    assert uncertain.exact() == day
    assert uncertain.month_and_year() == month
    assert date_of({"on": uncertain.as_answer()}, "on") == day


def test_absent_answers_are_empty() -> None:
    assert text_of({}, "reason") == ""
    assert text_of({"reason": 3}, "reason") == ""
    assert date_of({}, "on") is None
    assert rows_of({}, "family") == ()
    assert rows_of({"family": "x"}, "family") == ()


def test_texts_and_rows_come_back_letter_for_letter() -> None:
    awkward = "•\t=SUM(A1) <b>Łukasz</b> – ’"
    assert text_of({"reason": awkward}, "reason") == awkward
    rows = [{"name": awkward}, "no row", {"name": "Siân"}]
    assert rows_of({"family": rows}, "family") == ({"name": awkward}, {"name": "Siân"})
