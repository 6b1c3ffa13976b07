"""Are dates written in English whatever the computer's language, and trust told in words?"""

from __future__ import annotations

from datetime import date

from lif_desktop.domain.vocabulary import (
    TRUST_LABELS,
    Trust,
    long_date,
    needs_confirming,
    plain_date,
)


def test_dates_are_written_in_full() -> None:
    assert plain_date(date(2026, 12, 8)) == "8 December 2026"
    assert long_date(date(2026, 12, 8)) == "Tuesday 8 December 2026"
    assert long_date(date(2016, 5, 1)) == "Sunday 1 May 2016"


def test_only_what_is_recalled_needs_confirming() -> None:
    assert [trust for trust in Trust if needs_confirming(trust)] == [Trust.RECALLED]
    assert set(TRUST_LABELS) == set(Trust)
    assert TRUST_LABELS[Trust.RECALLED] == "To be confirmed"
