"""Is everything found that would give a person away, and nothing that would not?"""

from __future__ import annotations

import unicodedata
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lif_desktop.domain.answers import UncertainDate
from lif_desktop.domain.pseudonyms import (
    LEFTOVER_LABELS,
    KeyedPerson,
    LeftoverKind,
    initials,
    leftovers,
    names_in,
    people_key,
    plain_letters,
    unique,
    without_names,
)

NOAH = KeyedPerson(
    name="Noah O’Brien-Łukasz",
    stands_for="Child N",
    other_names=("Noah O'BRIEN LUKASZ", "Baby O’Brien", "Noa Lucas"),
    born=(date(2016, 1, 5), date(2016, 1, 6)),
    addresses=("Flat 3, 18 Sluice Lane, Fenmarsh FM2 7XA", ""),
    identifiers=("999 000 0018", "40771"),
)
SIAN = KeyedPerson(
    name="Siân O’Brien",
    stands_for="Half-sibling",
    other_names=("Shân",),
    schools=("Willow Bank Primary School, Reception", ""),
)
MARK = KeyedPerson(name="Mark Long", stands_for="Father", born=(date(1993, 9, 23),))
SHORT = KeyedPerson(name="Bo Li", stands_for="Carer")
NOBODY = KeyedPerson(name="Not known", stands_for="Aunt", schools=("Not known",))
KEY = (NOAH, SIAN, MARK, SHORT, NOBODY)


def found_in(text: str) -> list[tuple[str, str]]:
    return [(each.kind.value, each.matched) for each in leftovers(text, KEY)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        # names: any case, accents, apostrophes, hyphens, possessives
        ("Noah O’Brien-Łukasz cried", [("name", "Noah O’Brien-Łukasz")]),
        ("noah o'brien łukasz", [("name", "noah o'brien łukasz")]),
        ("NOAH’S cot", [("name", "NOAH")]),
        ("the O`BRIEN family", [("name", "O`BRIEN")]),
        ("OBrienLukasz", [("name", "OBrienLukasz")]),
        ("Sian and SIÂN", [("name", "Sian"), ("name", "SIÂN")]),
        (unicodedata.normalize("NFD", "Siân"), [("name", unicodedata.normalize("NFD", "Siân"))]),
        # other spellings and nicknames
        ("Noa was at nursery", [("other_name", "Noa")]),
        ("SHAN said", [("other_name", "SHAN")]),
        # letters lost on the way
        ("?ukasz, P.", [("other_name", "ukasz")]),
        ("Si?n", [("other_name", "Si?n")]),
        ("Si\ufffdn", [("other_name", "Si\ufffdn")]),
        ("SiÃ¢n", [("other_name", "SiÃ¢n")]),
        # addresses: line, street, postcode, but not the town
        ("at 18 Sluice Lane", [("address", "18 Sluice Lane")]),
        ("in SLUICE  LANE", [("address", "SLUICE  LANE")]),
        ("fm27xa", [("address", "fm27xa")]),
        ("FM2 7XA", [("address", "FM2 7XA")]),
        ("in Fenmarsh", []),
        # schools
        ("Willow Bank Primary School", [("school", "Willow Bank Primary School")]),
        ("at Willow Bank", [("school", "Willow Bank")]),
        ("a willow bank by the river", []),
        ("her primary school", []),
        # dates of birth, every account
        ("born 05/01/2016", [("date_of_birth", "05/01/2016")]),
        ("6.1.16", [("date_of_birth", "6.1.16")]),
        ("23 September 1993", [("date_of_birth", "23 September 1993")]),
        ("23/09/93", [("date_of_birth", "23/09/93")]),
        ("on 5 January they met", []),
        # numbers
        ("NHS 9990000018", [("identifier", "9990000018")]),
        ("999 000 0018", [("identifier", "999 000 0018")]),
        ("CSC 40771", [("identifier", "40771")]),
        # a word that is also a name counts with a capital only
        ("a small mark on the cheek, a long wait", []),
        ("Mark said", [("name", "Mark")]),
        ("Mr Long", [("name", "Long")]),
        ("mark long", [("name", "mark long")]),
        ("Bo and bo", [("name", "Bo")]),
        # whole words only
        ("Noahs anoah Siancé longer marks", []),
        # what nobody is called
        ("not known; the baby was not known to them", []),
        ("", []),
    ],
)
def test_what_gives_a_person_away(text: str, found: list[tuple[str, str]]) -> None:
    assert found_in(text) == found


@pytest.mark.parametrize(
    "address",
    [
        "as above",
        "Not known, “out of area”",
        "Believed to be in the same street",
        "-",
        "Northmoor",
    ],
)
def test_what_is_no_address_gives_nobody_away(address: str) -> None:
    person = KeyedPerson(name="Kyle Webb", stands_for="Father", addresses=(address,))
    assert leftovers(f"The point is {address}; as above, not known.", (person,)) == ()


def test_a_street_is_found_within_a_sentence() -> None:
    person = KeyedPerson(
        name="Piotr Łukasz",
        stands_for="Father",
        addresses=("Says Sluice Lane; tenancy is in mother’s sole name", "9 Copperas Court"),
    )
    found = leftovers("In Sluice Lane, at Copperas Court, tenancy in mother’s name.", (person,))
    assert unique(found) == ("Sluice Lane", "Copperas Court")


def test_places_are_those_of_the_text() -> None:
    text = "„Æther“ … Siân’s day, Siân"
    for each in leftovers(text, KEY):
        assert text[each.start : each.end] == each.matched == "Siân"
        assert each.stands_for == "Half-sibling"
    assert len(leftovers(text, KEY)) == 2


def test_the_longer_of_two_findings_is_kept() -> None:
    assert found_in("Noah O'Brien-Lukasz") == [("name", "Noah O'Brien-Lukasz")]


def test_names_are_replaced_by_what_stands_for_them() -> None:
    text = "Noah O’Brien-Łukasz and Sian’s father Mark Long, 18 Sluice Lane"
    assert without_names(text, KEY) == "Child N and Half-sibling’s father Father, 18 Sluice Lane"


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Noah O’Brien-Łukasz", "N O-Ł"),
        ("kacper wójcik-dean", "K W-D"),
        ("Siân  O’Brien", "S O"),
        ("", ""),
    ],
)
def test_initials(name: str, expected: str) -> None:
    assert initials(name) == expected


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (
            "Noah O'BRIEN LUKASZ (GP); Baby O’Brien (maternity); “Noa Lucas” (housing)",
            ("Noah O'BRIEN LUKASZ", "Baby O’Brien", "Noa Lucas"),
        ),
        (
            "Casper Dean (court list); KACPER WOJCIK (NHS); “Kaz” (friends, staff)",
            ("Casper Dean", "KACPER WOJCIK", "Kaz"),
        ),
        ("also “Sian” or “Shân”", ("Sian", "Shân")),
        ("not known", ()),
        ("", ()),
    ],
)
def test_names_in_a_field_that_holds_several(text: str, names: tuple[str, ...]) -> None:
    assert names_in(text) == names


def test_the_key_comes_from_the_referral() -> None:
    born = UncertainDate.on(date(2016, 1, 5), note="GP register says 06/01/2016; 5 January")
    referral = {
        "children": [
            {
                "name": "Noah O’Brien-Łukasz",
                "other_names": "“Noa Lucas” (housing)",
                "initials": "N O-Ł",
                "born": born.as_answer(),
                "home_address": "Flat 3, 18 Sluice Lane, Fenmarsh",
                "home_postcode": "FM2 7XA",
                "nhs_number": "999 000 0018",
                "upn": "Not applicable",
                "local_authority_id": "CSC 40771 (also 40717 in one letter)",
                "school": "Tadpoles Children’s Centre",
            },
            {"name": "Siân O’Brien", "initials": "S O"},
            {"name": "Ann Other", "pseudonym_of_child": "Child O"},
            {"name": "Cousin"},
            {"name": "Not known"},
        ],
        "family_members": [
            {
                "name": "Zoë O’Brien",
                "relationship": "Mother",
                "born": UncertainDate.on(date(1993, 9, 23)).as_answer(),
                "address": "18 Sluice Lane, flat 3",
            },
            {"name": "Bríd O’Brien"},
        ],
    }
    key = people_key(referral, pseudonym="Child N")
    assert [person.stands_for for person in key] == [
        "Child N",
        "S O",
        "Child O",
        "the child",
        "Mother",
        "a relative",
    ]
    noah, *_ = key
    assert noah.born == (date(2016, 1, 5), date(2016, 1, 6))
    assert noah.identifiers == ("999 000 0018", "40771", "40717")
    text = "Zoe took Noa from Tadpoles, FM2 7XA, 40717, to Sluice Lane."
    assert unique(leftovers(text, key)) == (
        "Zoe",
        "Noa",
        "Tadpoles",
        "FM2 7XA",
        "40717",
        "Sluice Lane",
    )
    assert people_key({}) == ()


def test_the_same_finding_is_told_once() -> None:
    assert unique(leftovers("Siân, Sian, Siân", KEY)) == ("Siân", "Sian")


def test_every_kind_has_its_words() -> None:
    assert set(LEFTOVER_LABELS) == set(LeftoverKind)


@pytest.mark.parametrize(
    ("text", "plain"),
    [("Ærøskøbing  Þór", "aeroskobing thor"), ("Małgorzata", "malgorzata"), ("ß", "ss")],
)
def test_plain_letters(text: str, plain: str) -> None:
    assert plain_letters(text) == plain


@given(before=st.text(max_size=20), after=st.text(max_size=20))
def test_a_name_between_spaces_is_always_found(before: str, after: str) -> None:
    text = f"{before} Noah {after}"
    assert any("Noah" in each.matched for each in leftovers(text, (NOAH,)))


@given(st.text(max_size=80))
def test_after_replacing_no_name_is_left(text: str) -> None:
    mixed = f"{text} NOAH {text} sian"
    left = leftovers(without_names(mixed, (NOAH, SIAN)), (NOAH, SIAN))
    names = {LeftoverKind.NAME, LeftoverKind.OTHER_NAME}
    assert not [each for each in left if each.kind in names]
