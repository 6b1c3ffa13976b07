"""Which days does a text name?"""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lif_desktop.domain.vocabulary import plain_date
from lif_desktop.domain.written_dates import dates_in

DAY = date(2016, 3, 22)


@pytest.mark.parametrize(
    "text",
    [
        "22 March 2016",
        "22 march 2016",
        "22nd March, 2016",
        "22nd of March 2016",
        "Tuesday 22 Mar 2016",
        "22 Mar. ’16",
        "March 22, 2016",
        "March 22nd",
        "22 March",
        "22/03/2016",
        "22/3/16",
        "22.3.16",
        "22-03-2016",
        "2016-03-22",
        "2016/3/22",
        "22/3",
    ],
)
def test_ways_to_write_one_day(text: str) -> None:
    (found,) = dates_in(f"On {text} it was found.")
    assert found.is_day(DAY)
    assert f"On {text} it was found."[found.start : found.end] in text


@pytest.mark.parametrize(
    "text",
    [
        "March 2016",
        "2016",
        "31/02/2016",
        "29 February 2015",
        "29/2/15",
        "45 March 2016",
        "13/13",
        "60 working days",
        "about 20 babies",
        "StEIS 2016/1234",
        "",
    ],
)
def test_what_names_no_day(text: str) -> None:
    assert dates_in(text) == ()


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("22 March 2017", DAY),
        ("23 March 2016", DAY),
        ("22/4/16", DAY),
        ("22/3/15", DAY),
    ],
)
def test_another_day_is_another_day(text: str, day: date) -> None:
    (found,) = dates_in(text)
    assert not found.is_day(day)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("GP register says 06/01/2016", date(2016, 1, 6)),
        ("29/2/16", date(2016, 2, 29)),
        ("5 January", None),
    ],
)
def test_a_written_day_becomes_a_date_if_it_has_a_year(text: str, day: date | None) -> None:
    (found,) = dates_in(text)
    assert found.as_day() == day


def test_days_come_in_the_order_of_the_text() -> None:
    found = dates_in("2016-03-24, then 22/3/16 and 23 March 2016")
    assert [each.day for each in found] == [24, 22, 23]


@given(day=st.dates(date(2000, 1, 1), date(2099, 12, 31)))
def test_every_day_is_found_in_every_form(day: date) -> None:
    for text in (
        plain_date(day),
        day.isoformat(),
        f"{day.day}/{day.month}/{day.year}",
        f"{day.day}.{day.month}.{day.year % 100:02d}",
    ):
        (found,) = dates_in(text)
        assert found.as_day() == day
        assert (found.start, found.end) == (0, len(text))


@given(st.text(max_size=60))
def test_no_text_stops_the_search(text: str) -> None:
    for found in dates_in(text):
        assert 0 <= found.start < found.end <= len(text)
