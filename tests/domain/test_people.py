"""Whose view counts, and can two written names be one person?"""

from __future__ import annotations

import pytest

from lif_desktop.domain.people import Standing, may_be_same_person, recommends
from tests.domain.records import make_participant


@pytest.mark.parametrize(
    ("standing", "counts"),
    [
        (Standing.MEMBER, True),
        (Standing.DEPUTY, True),
        (Standing.INVITEE, False),
        (Standing.IN_ATTENDANCE, False),
    ],
)
def test_members_and_deputies_recommend(standing: Standing, counts: bool) -> None:
    assert recommends(make_participant("x", standing=standing)) is counts


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Wendy Oyelaran-Pike", "W. Oyelaran-Pike", True),
        ("Siobhán Fitch", "siobhan  fitch", True),
        ("Dr A. Ramaswamy-Thwaite", "Anjali Ramaswamy-Thwaite", True),
        ("Fitch", "Siobhán Fitch", True),
        ("Ms Fitch", "S. Fitch", True),
        ("Ann Fitch", "Siobhán Fitch", False),
        ("A. Fitch", "Siobhán Fitch", False),
        ("Designated Nurse", "Siobhán Fitch", False),
        ("Designated Nurse", "Named Nurse", False),
        ("", "Siobhán Fitch", False),
        ("Siobhán Fitch", "Dr", False),
    ],
)
def test_two_written_names(one: str, other: str, same: bool) -> None:
    assert may_be_same_person(one, other) is same
    assert may_be_same_person(other, one) is same
