"""Do the number checks give the verified examples of the domain notes, and never refuse?"""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lif_desktop.domain.identifiers import (
    UPN_LETTERS,
    nhs_number_problem,
    normal_nhs_number,
    normal_postcode,
    postcode_problem,
    upn_problem,
)


@pytest.mark.parametrize(
    "number",
    [
        "9434765919",
        "9434765870",
        "6541003238",
        "1234567881",
        "999 000 0018",
        "999 000 0026",
        "999-000-0034",
        "999 000 0042",
        " 9990000018 ",
    ],
)
def test_valid_nhs_numbers(number: str) -> None:
    assert nhs_number_problem(number) is None


@pytest.mark.parametrize("number", ["9999999999", "0000000000", "9434765910", "999 000 0019"])
def test_nhs_numbers_that_do_not_check(number: str) -> None:
    problem = nhs_number_problem(number)
    assert problem is not None
    assert "does not check" in problem


@pytest.mark.parametrize("number", ["", "12345", "94347659190", "94347659AB", "٩٤٣٤٧٦٥٩١٩"])
def test_what_is_no_nhs_number_at_all(number: str) -> None:
    assert nhs_number_problem(number) == "An NHS number has 10 digits, for example 999 000 0018."


def test_a_remainder_of_ten_is_never_valid() -> None:
    def remainder(body: str) -> int:
        return sum(int(digit) * (10 - place) for place, digit in enumerate(body)) % 11

    body = next(f"{n}" for n in range(100_000_000, 100_000_100) if remainder(f"{n}") == 1)
    assert all(nhs_number_problem(f"{body}{check}") for check in range(10))


@given(st.integers(0, 999_999_999))
def test_at_most_one_check_digit_is_right(number: int) -> None:
    right = [check for check in range(10) if not nhs_number_problem(f"{number:09d}{check}")]
    assert len(right) <= 1


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("9990000018", "999 000 0018"),
        ("999-000-0018", "999 000 0018"),
        ("not known", "not known"),
        ("123", "123"),
    ],
)
def test_an_nhs_number_is_shown_in_three_parts(text: str, shown: str) -> None:
    assert normal_nhs_number(text) == shown


@pytest.mark.parametrize("upn", ["B801200005001", "b801 2000 05001"])
def test_valid_pupil_numbers(upn: str) -> None:
    assert upn_problem(upn) is None


def test_a_temporary_pupil_number_ends_in_a_letter_that_counts() -> None:
    body = "80120000500"
    valid = [
        f"{first}{body}{last}"
        for first in UPN_LETTERS
        for last in UPN_LETTERS
        if upn_problem(f"{first}{body}{last}") is None
    ]
    assert len(valid) == len(UPN_LETTERS)
    assert len({upn[0] for upn in valid}) == len(UPN_LETTERS)


def test_the_pupil_number_of_case_b_is_wrong_twice() -> None:
    problem = upn_problem("X999001516023")
    assert problem == ("999 is not the number of a local authority. The check letter X is wrong.")


def test_a_wrong_check_letter_is_told() -> None:
    assert upn_problem("A801200005001") == "The check letter A is wrong."


def test_000_is_no_authority() -> None:
    problem = upn_problem("A000200005001")
    assert problem is not None
    assert "000 is not the number" in problem


@pytest.mark.parametrize("upn", ["", "B80120000500", "I80120000500I", "B80120000500I", "12345"])
def test_what_is_no_pupil_number_at_all(upn: str) -> None:
    problem = upn_problem(upn)
    assert problem is not None


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("fm27xa", "FM2 7XA"),
        ("FM1  4QZ", "FM1 4QZ"),
        ("ec1a1bb", "EC1A 1BB"),
        ("w1a 0ax", "W1A 0AX"),
        ("m11ae", "M1 1AE"),
    ],
)
def test_postcodes_are_written_alike(text: str, shown: str) -> None:
    assert postcode_problem(text) is None
    assert normal_postcode(text) == shown


@pytest.mark.parametrize("text", ["", "not known", "FM2", "12345", "FM2 7X"])
def test_what_is_no_postcode_is_told_and_left_as_it_came(text: str) -> None:
    assert postcode_problem(text) == "A postcode has the form FM2 7XA."
    assert normal_postcode(text) == text


@given(st.text(max_size=30))
def test_no_text_stops_the_checks(text: str) -> None:
    for check in (nhs_number_problem, upn_problem, postcode_problem):
        problem = check(text)
        assert problem is None or problem.endswith(".")
    assert isinstance(normal_nhs_number(text) + normal_postcode(text), str)
