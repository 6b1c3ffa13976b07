"""A recovery key survives paper, pencil and a second pair of eyes."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lif_desktop.errors import WrongPassphraseError
from lif_desktop.store.recovery_keys import (
    ALPHABET,
    grouped,
    letters,
    new_recovery_key,
    read_recovery_key,
)

KEY = "7NTE-Y45F-0MJ5-4G29-JM6Q-EGF1-2ZF6-4TWD"


def test_a_key_is_nine_groups_of_four_and_never_the_same() -> None:
    keys = {new_recovery_key() for _ in range(50)}
    assert len(keys) == 50
    assert {tuple(map(len, key.split("-"))) for key in keys} == {(4,) * 9}


@pytest.mark.parametrize(
    "written",
    [
        str.lower,
        lambda key: key.replace("-", " "),
        lambda key: key.replace("-", ""),
        lambda key: f"\n {key}\t",
    ],
    ids=["small letters", "blanks", "run together", "ends"],
)
def test_it_reads_however_it_is_written(written: Callable[[str], str]) -> None:
    key = new_recovery_key()
    assert read_recovery_key(written(key)) == key.replace("-", "")[:32]


def test_letters_that_look_like_digits_read_as_digits() -> None:
    key = next(key for key in iter(new_recovery_key, None) if {"0", "1"} <= set(key[:39]))
    assert read_recovery_key(key.replace("0", "O").replace("1", "l")) == read_recovery_key(key)


@given(place=st.integers(0, 35), other=st.sampled_from(ALPHABET))
def test_a_slip_of_one_character_is_told_as_a_slip(place: int, other: str) -> None:
    plain = new_recovery_key().replace("-", "")
    if plain[place] == other:
        return
    slipped = plain[:place] + other + plain[place + 1 :]
    with pytest.raises(WrongPassphraseError, match="typing mistake"):
        read_recovery_key(slipped)


@pytest.mark.parametrize("typed", ["", KEY, KEY + "-AAAA-AAAA", "é" * 36, "U" * 36, "\ud800" * 36])
def test_what_is_no_key_is_told_as_such(typed: str) -> None:
    with pytest.raises(WrongPassphraseError, match="9 groups"):
        read_recovery_key(typed)


@given(st.binary(min_size=1, max_size=40))
def test_letters_carry_five_bits_each(content: bytes) -> None:
    text = letters(content)
    assert len(text) == len(content) * 8 // 5
    number = int.from_bytes(content, "big") >> (len(content) * 8 % 5)
    read = 0
    for character in text:
        read = read * 32 + ALPHABET.index(character)
    assert read == number


def test_groups_are_of_four() -> None:
    assert grouped("ABCDEFGHIJ") == "ABCD-EFGH-IJ"
