"""Who is called what in papers that leave, and what would still give someone away?

A people key names each person with every spelling in use, and the initials or role that stands for
them. What is found is told to a person, who judges it: a name may also be an ordinary word.

Source: domain notes 6 (pseudonymisation: swap on output, warn on leftovers); catalogue rows D11,
D19, D71 (identifier check before anything is published).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import pairwise
from typing import NamedTuple

from lif_desktop.domain.answers import Answers, UncertainDate, rows_of, text_of
from lif_desktop.domain.written_dates import FoundDate, dates_in


class LeftoverKind(StrEnum):
    """What sort of thing was left in a text."""

    NAME = "name"
    OTHER_NAME = "other_name"
    """Another spelling, a nickname, or a name with letters lost on the way."""
    ADDRESS = "address"
    SCHOOL = "school"
    DATE_OF_BIRTH = "date_of_birth"
    IDENTIFIER = "identifier"


LEFTOVER_LABELS = {
    LeftoverKind.NAME: "a name",
    LeftoverKind.OTHER_NAME: "another spelling or a nickname",
    LeftoverKind.ADDRESS: "an address",
    LeftoverKind.SCHOOL: "a school or setting",
    LeftoverKind.DATE_OF_BIRTH: "a date of birth",
    LeftoverKind.IDENTIFIER: "a personal number",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyedPerson:
    """One person of the key, with all that would give them away."""

    name: str
    stands_for: str
    """Initials or role that is printed instead: "Child N", "Mother"."""
    other_names: tuple[str, ...] = ()
    born: tuple[date, ...] = ()
    """Every date of birth on record; accounts differ."""
    addresses: tuple[str, ...] = ()
    schools: tuple[str, ...] = ()
    identifiers: tuple[str, ...] = ()
    """NHS number, pupil number, the authority's own number."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Leftover:
    """Something in a text that gives a person away."""

    kind: LeftoverKind
    start: int
    """Place of its first character in the text."""
    end: int
    """Place after its last character."""
    matched: str
    """As it stands in the text."""
    stands_for: str
    """What the person is called instead."""


class _Sought(NamedTuple):
    kind: LeftoverKind
    phrase: str
    """Folded: small letters without accents, one space between words."""
    capital: bool
    """True if it counts only where it is written with a capital."""


class _Folded(NamedTuple):
    text: str
    origin: tuple[int, ...]
    """Place in the original of each character."""


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_LETTERS = {"ł": "l", "ø": "o", "đ": "d", "æ": "ae", "œ": "oe", "þ": "th", "ð": "d", "ı": "i"}
_APOSTROPHES = frozenset("'’‘ʼ`´")
_NO_NAMES = frozenset({"", "not known", "unknown", "none", "nk", "n a", "not applicable"})
_PARTICLES = _words(
    "mr mrs ms miss mx dr prof sir ap de der di la le van von el al da du of the and baby"
)
_WORDS_TOO = _words(
    "april art august bill black bishop brook brown carol chance christian church court crystal "
    "daisy dale day dean faith field ford forest frank grace grant green grey gray hall heath "
    "heather hill holly hope house hunter iris ivy jade jay joy june justice king lamb lane lee "
    "lily long love major mark marsh mason may mercy miles mills miller moor noble page park "
    "parish pearl penny pepper person poppy price prince rain ray read reed rich ring river rob "
    "robin rose ruby sage sandy sharp short skip spring stone storm street sue summer taylor victor "
    "violet wade wall ward water wells west white will winter wood young"
)
_STREET_WORDS = _words(
    "avenue close cottage cottages court crescent drive end farm gardens green grove hill house "
    "lane mews park place road row square street terrace view walk way yard"
)
_NO_STREETS = _words(
    "a an another any her his in my next no of on other our same that the their this"
)
_SETTING_WORDS = _words(
    "primary secondary infant junior nursery school academy college centre children childrens s "
    "pre preschool high church of c e ce rc the and st"
)
_LONG_NUMBER = re.compile(r"[0-9]{4,}")
_SHORT = 2
"""A part of a name this short counts only where it is written with a capital."""

_POSTCODE = re.compile(r"\b[A-Z]{1,2}[0-9][A-Z0-9]?\s*[0-9][A-Z]{2}\b", re.IGNORECASE)


def leftovers(text: str, people: Sequence[KeyedPerson]) -> tuple[Leftover, ...]:
    """What in a text would give a person of the key away, in the order of the text.

    Names are found without regard to case and accents, with or without apostrophes and hyphens,
    as whole words only; so are other spellings, and spellings whose letters an old encoding lost.
    Where two findings overlap the longer is kept.

    Args:
        text: what is about to leave.
        people: the people key.

    Source: domain notes 6, Pseudonymisation; catalogue rows D19, D71.
    """
    folded, days = _fold(text), dates_in(text)
    found = [
        Leftover(
            kind=kind, start=start, end=end, matched=text[start:end], stands_for=person.stands_for
        )
        for person in people
        for kind, start, end in _of_person(text, folded, days, person)
    ]
    found.sort(key=lambda each: (each.start - each.end, each.start))
    kept: list[Leftover] = []
    for each in found:
        if all(each.end <= other.start or other.end <= each.start for other in kept):
            kept.append(each)
    return tuple(sorted(kept, key=lambda each: each.start))


def without_names(text: str, people: Sequence[KeyedPerson]) -> str:
    """The text with every name of the key replaced by what stands for the person.

    Addresses, schools, dates and numbers are left: what takes their place is for a person to say.

    Source: domain notes 6, Pseudonymisation (swap on output).
    """
    names = {LeftoverKind.NAME, LeftoverKind.OTHER_NAME}
    for each in reversed(leftovers(text, people)):
        if each.kind in names:
            text = text[: each.start] + each.stands_for + text[each.end :]
    return text


def initials(name: str) -> str:
    """Initials of a name: "N O-Ł" for a double-barrelled surname.

    Source: domain notes 1.3 C (initials or pseudonym).
    """
    return " ".join(
        "-".join(part[0].upper() for part in word.split("-") if part) for word in name.split()
    )


def plain_letters(text: str) -> str:
    """The text in small plain letters, so that spellings of one name compare as equal.

    Source: domain notes 6, Pseudonymisation (leftovers in other spellings).
    """
    return _fold(text).text.strip()


def names_in(text: str) -> tuple[str, ...]:
    """The names in a field that holds several: "Casper D (court list); “Kaz” (friends)".

    Notes in brackets and quotation marks are left out; names stand between semicolons, commas,
    slashes or lines.

    Source: domain notes 1.3 C (other names used).
    """
    bare = re.sub(r"\([^)]*\)", " ", text)
    parts = (part.strip(' \t"“”‘.') for part in re.split(r"[;,/\n]|\balso\b|\bor\b", bare))
    return tuple(dict.fromkeys(part for part in parts if _is_name(part)))


def _of_person(
    text: str, folded: _Folded, days: Sequence[FoundDate], person: KeyedPerson
) -> Iterator[tuple[LeftoverKind, int, int]]:
    for sought in dict.fromkeys(_sought(person)):
        for match in re.finditer(rf"(?<!\w){re.escape(sought.phrase)}(?!\w)", folded.text):
            start = folded.origin[match.start()]
            if not sought.capital or text[start].isupper():
                yield sought.kind, start, folded.origin[match.end() - 1] + 1
    for found in days:
        if found.year is not None and any(found.is_day(day) for day in person.born):
            yield LeftoverKind.DATE_OF_BIRTH, found.start, found.end


def _sought(person: KeyedPerson) -> Iterator[_Sought]:
    yield from _name_phrases(LeftoverKind.NAME, person.name)
    for name in person.other_names:
        yield from _name_phrases(LeftoverKind.OTHER_NAME, name)
    for address in person.addresses:
        for phrase in _address_phrases(address):
            yield _Sought(LeftoverKind.ADDRESS, phrase, capital=False)
    for school in person.schools:
        yield from _school_phrases(school)
    for identifier in person.identifiers:
        number = plain_letters(identifier)
        for phrase in {number, number.replace(" ", "")} - {""}:
            yield _Sought(LeftoverKind.IDENTIFIER, phrase, capital=False)


def _name_phrases(kind: LeftoverKind, name: str) -> Iterator[_Sought]:
    if not _is_name(name):
        return
    whole = plain_letters(name)
    yield _Sought(kind, whole, capital=whole in _WORDS_TOO or len(whole) <= _SHORT)
    for word in name.split():
        if "-" in word:
            yield _name_word(kind, _fold(word).text.replace(" ", ""))
        for part in re.split(r"[-‐‑–]", word):
            yield from _part_phrases(kind, part)


def _part_phrases(kind: LeftoverKind, part: str) -> Iterator[_Sought]:
    phrase = plain_letters(part)
    if phrase and phrase not in _PARTICLES:
        yield _name_word(kind, phrase)
    for damaged in {_lost(part), plain_letters(_misread(part))} - {phrase}:
        if len(damaged) > _SHORT:
            yield _Sought(LeftoverKind.OTHER_NAME, damaged, capital=False)


def _name_word(kind: LeftoverKind, phrase: str) -> _Sought:
    return _Sought(kind, phrase, capital=phrase in _WORDS_TOO or len(phrase) <= _SHORT)


def _lost(name: str) -> str:
    """A name whose letters outside ASCII became question marks."""
    return plain_letters("".join(each if each.isascii() else "?" for each in name))


def _misread(name: str) -> str:
    """A name written in UTF-8 and read as Windows-1252."""
    return name.encode("utf-8").decode("cp1252", errors="replace")


def _address_phrases(address: str) -> Iterator[str]:
    """An address's lines, its street without the number, and its postcode; never the town alone.

    A line counts if it has a number or a word for a street: "as above" and "not known" do not.
    """
    bare = re.sub(r"\([^)]*\)", " ", address)
    for code in _POSTCODE.findall(bare):
        joined = plain_letters(code).replace(" ", "")
        yield from (joined, f"{joined[:-3]} {joined[-3:]}")
    for line in re.split(r"[,;.\n]", _POSTCODE.sub(" ", bare)):
        words = plain_letters(line).split()
        named = [word for word in words if not word[0].isdigit()]
        streets = [
            place
            for place, (before, word) in enumerate(pairwise(words), start=1)
            if word in _STREET_WORDS and before not in _NO_STREETS
        ]
        if len(named) > 1 and (streets or len(named) < len(words)):
            yield " ".join(words)
            yield " ".join(named)
        yield from (" ".join(words[place - 1 : place + 1]) for place in streets)


def _school_phrases(school: str) -> Iterator[_Sought]:
    words = _fold(re.split(r"[,(;]", school)[0]).text.split()
    kept = [word for word in words if word not in _SETTING_WORDS]
    if not kept or " ".join(words) in _NO_NAMES:
        return
    yield _Sought(LeftoverKind.SCHOOL, " ".join(words), capital=False)
    yield _Sought(LeftoverKind.SCHOOL, " ".join(kept), capital=True)


def _is_name(text: str) -> bool:
    return plain_letters(text) not in _NO_NAMES


def _fold(text: str) -> _Folded:
    """Small letters without accents and apostrophes, and a single space for all that is no letter or digit."""
    folded: list[str] = []
    origin: list[int] = []
    for place, character in enumerate(text):
        for each in _folded_character(text, place, character):
            if each != " " or not folded or folded[-1] != " ":
                folded.append(each)
                origin.append(place)
    return _Folded("".join(folded), tuple(origin))


def _folded_character(text: str, place: int, character: str) -> str:
    if character in _APOSTROPHES:
        return " " if _is_possessive(text, place) else ""
    if unicodedata.combining(character):
        return ""
    plain = "".join(
        each
        for each in unicodedata.normalize("NFKD", character.casefold())
        if not unicodedata.combining(each)
    )
    return "".join(_LETTERS.get(each, each if each.isalnum() else " ") for each in plain)


def _is_possessive(text: str, place: int) -> bool:
    after = text[place + 1 : place + 3]
    return after[:1].casefold() == "s" and not after[1:2].isalnum()


def people_key(answers: Answers, *, pseudonym: str = "") -> tuple[KeyedPerson, ...]:
    """The people key that a referral gives: its children, then their families.

    Args:
        answers: answers to the referral form.
        pseudonym: what the case calls the child; it stands for the first child.

    Source: domain notes 1.3 C and D, and 6 (family key, role labels).
    """
    children = [
        _child(row, pseudonym if place == 0 else "")
        for place, row in enumerate(rows_of(answers, "children"))
    ]
    family = [_relative(row) for row in rows_of(answers, "family_members")]
    return tuple(person for person in (*children, *family) if _is_name(person.name))


def unique(found: Collection[Leftover]) -> tuple[str, ...]:
    """The different things found, as they stand in the text, without repeats.

    Source: domain notes 6, Pseudonymisation.
    """
    return tuple(dict.fromkeys(each.matched for each in found))


def _child(row: Answers, pseudonym: str) -> KeyedPerson:
    numbers = [text_of(row, "nhs_number"), text_of(row, "upn")]
    numbers += _LONG_NUMBER.findall(text_of(row, "local_authority_id"))
    return KeyedPerson(
        name=text_of(row, "name"),
        stands_for=pseudonym
        or text_of(row, "pseudonym_of_child")
        or text_of(row, "initials")
        or "the child",
        other_names=names_in(text_of(row, "other_names")),
        born=_days_of(row, "born"),
        addresses=(text_of(row, "home_address"), text_of(row, "home_postcode")),
        schools=(text_of(row, "school"),),
        identifiers=tuple(number for number in numbers if any(map(str.isdigit, number))),
    )


def _relative(row: Answers) -> KeyedPerson:
    return KeyedPerson(
        name=text_of(row, "name"),
        stands_for=text_of(row, "relationship") or "a relative",
        other_names=names_in(text_of(row, "other_names")),
        born=_days_of(row, "born"),
        addresses=(text_of(row, "address"),),
    )


def _days_of(row: Answers, question: str) -> tuple[date, ...]:
    """Every day a date answer can mean, with those its note names: accounts differ."""
    uncertain = UncertainDate.from_answer(row.get(question))
    if uncertain is None:
        return ()
    noted = [each.as_day() for each in dates_in(uncertain.note)]
    return tuple(day for day in (uncertain.exact(), *noted) if day is not None)
