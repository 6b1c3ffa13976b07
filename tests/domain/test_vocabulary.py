"""Are dates written in English whatever the computer's language, and trust told in words?"""

from __future__ import annotations

from datetime import date

import pytest

from lif_desktop.domain.vocabulary import (
    TRUST_LABELS,
    Trust,
    long_date,
    needs_confirming,
    plain_date,
    source_words,
)


def test_dates_are_written_in_full() -> None:
    assert plain_date(date(2026, 12, 8)) == "8 December 2026"
    assert long_date(date(2026, 12, 8)) == "Tuesday 8 December 2026"
    assert long_date(date(2016, 5, 1)) == "Sunday 1 May 2016"


def test_only_what_is_recalled_needs_confirming() -> None:
    assert [trust for trust in Trust if needs_confirming(trust)] == [Trust.RECALLED]
    assert set(TRUST_LABELS) == set(Trust)
    assert TRUST_LABELS[Trust.RECALLED] == "To be confirmed"


@pytest.mark.parametrize(
    ("source", "said"),
    [
        (
            "Northamptonshire 2016 framework (catalogue row D27)",
            "Northamptonshire 2016 framework",
        ),
        (
            "Recalled; to be confirmed (domain notes 2.1). It is told.",
            "Recalled; to be confirmed. It is told.",
        ),
        ("One (catalogue rows D29, D31); Two, ToR 8.1", "One; Two, ToR 8.1"),
        ("so both are kept (K1)", "so both are kept"),
        ("Appendix E (new duty from 29 June 2018)", "Appendix E (new duty from 29 June 2018)"),
    ],
)
def test_readers_outside_see_the_framework_and_not_our_notes(source: str, said: str) -> None:
    assert source_words(source) == said
