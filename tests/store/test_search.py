"""What people typed is found; what they type to find it is never a command."""

from __future__ import annotations

import json
import time
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lif_desktop.domain.actions import Action, ActionStatus, ProgressNote
from lif_desktop.domain.cases import Referral
from lif_desktop.domain.identities import ActionId, NoteId
from lif_desktop.store.database import Database
from lif_desktop.store.search import texts_in, words_query
from lif_desktop.store.tables import Record
from tests.store.making import AT, PERSON, make_action, make_case, make_referral

NAUGHTY: list[str] = json.loads(
    (Path(__file__).parents[1] / "data" / "hostile" / "blns.json").read_text(encoding="utf-8")
)


def keep(database: Database, *records: Record) -> None:
    with database.transaction("test.add", actor=PERSON, at=AT) as work:
        work.add(*records)


def found(database: Database, typed: str) -> list[tuple[str, str]]:
    with database.reading() as reader:
        return [(hit.kind, hit.snippet) for hit in reader.search(typed)]


@pytest.fixture
def library(database: Database) -> Database:
    """A referral with a child's name in a table, and an action of that case."""
    case = make_case()
    answers = {
        "reason": "Found with bruises at Saint-Émilie’s; mother’s account changed.",
        "family": [
            {
                "name": "Tegan Ashdown-O'Neill",
                "born": {"precision": "year", "year": 2009, "note": "GP says spring"},
            }
        ],
        "nhs": "943 476 5919",
        "siblings": 3,
        "looked_after": True,
        "report": {
            "name": "chronology.pdf",
            "attachment_id": "abc123",
            "sha256": "beef" * 16,
            "note": "from school",
        },
    }
    action = replace(make_action(), id=ActionId("action-9"), case_id=case.id)
    note = ProgressNote(
        id=NoteId("n"),
        action_id=action.id,
        text="Rota agreed with the ward",
        status=ActionStatus.IN_PROGRESS,
        noted_at=AT,
        noted_by=PERSON,
    )
    keep(database, case, make_referral(case, answers=answers), action, note)
    return database


@pytest.mark.parametrize(
    "typed",
    [
        "tegan",
        "TEGAN ashd",
        "o'neill",
        "Saint-Emilie’s",
        "emilie",
        "943 476",
        "bruises mother",
        '"mother’s account"',
        "spring",
        "chronology.pdf",
        "school",
        '"found with',
        "3",
    ],
)
def test_a_referral_is_found_by_what_it_says(typed: str, library: Database) -> None:
    assert [kind for kind, _ in found(library, typed)] == ["Referral"]


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "   ",
        "…",
        "***",
        '""',
        "tegan nobody",
        '"account mother"',
        "egan",
        "beefbeef",
        "abc123",
        "precision",
        "Bruises -mother NOTHING",
    ],
)
def test_what_is_not_there_is_not_found(typed: str, library: Database) -> None:
    assert found(library, typed) == []


def test_a_hit_names_its_case_and_shows_the_words_as_typed(library: Database) -> None:
    with library.reading() as reader:
        (hit,) = reader.search("ashdown")
        case_id = reader.find(Referral)[0].case_id
    assert hit.case_id == case_id
    assert "Tegan Ashdown-O'Neill" in hit.snippet


def test_a_note_on_an_action_is_found_under_the_actions_case(library: Database) -> None:
    with library.reading() as reader:
        (hit,) = reader.search("rota")
        assert hit.case_id == reader.get(Action, "action-9").case_id


def test_a_find_in_a_title_comes_first(database: Database) -> None:
    keep(database, make_action(id="body", notes="about rotas " * 20, action="Other"))
    keep(database, make_action(id="title", action="Agree rotas"))
    with database.reading() as reader:
        assert [hit.record_id for hit in reader.search("rotas")] == ["title", "body"]


def test_a_changed_text_is_found_anew_and_no_longer_by_the_old(database: Database) -> None:
    action = make_action(notes="before")
    keep(database, action)
    with database.transaction("test.change", actor=PERSON, at=AT) as work:
        work.change(replace(action, notes="afterwards"))
    assert found(database, "before") == []
    assert len(found(database, "afterwards")) == 1


def test_at_most_so_many_hits(database: Database) -> None:
    keep(database, *(make_action() for _ in range(8)))
    with database.reading() as reader:
        assert len(reader.search("train", limit=5)) == 5


def test_a_zero_character_hides_nothing(database: Database) -> None:
    keep(database, make_action(notes="one\x00two three"))
    assert found(database, "three") == [("Action", "Health R. Okafor one two three")]


@pytest.mark.parametrize(
    ("typed", "query"),
    [
        ("child", '"child"*'),
        ("child p", '"child" "p"*'),
        ('"child p"', '"child p"'),
        ('"child p', '"child p"*'),
        ('he said "not me" loudly', '"he" "said" "not me" "loudly"*'),
        ("a OR b NOT c*", '"a" "OR" "b" "NOT" "c*"*'),
        ("title:x", '"title:x"*'),
        ("^x NEAR(y)", '"^x" "NEAR(y)"*'),
        ("!!!", None),
        ("\x00a\x00", '"a"*'),
        ("half \ud83d", '"half"*'),
    ],
)
def test_words_become_quoted_strings(typed: str, query: str | None) -> None:
    assert words_query(typed) == query


def test_nothing_typed_makes_a_long_question() -> None:
    query = words_query("word " * 10_000 + "x" * 100_000)
    assert query is not None
    assert len(query) < 24 * 90


@pytest.mark.parametrize("start", range(0, len(NAUGHTY), 103))
def test_naughty_strings_come_back_unchanged_and_never_break_the_search(
    start: int, database: Database
) -> None:
    strings = NAUGHTY[start : start + 103]
    case = make_case()
    referrals = [
        make_referral(case, answers={text: [text, {text: text}]}, screening_reason=text)
        for text in strings
    ]
    keep(database, case, *referrals)
    with database.reading() as reader:
        for text, referral in zip(strings, referrals, strict=True):
            kept = reader.get(Referral, referral.id)
            assert kept == referral
            assert kept.answers == {text: [text, {text: text}]}
            for typed in (text, f'"{text}"', f'"{text}'):
                reader.search(typed, limit=3)


@given(st.text())
def test_any_text_makes_a_question_of_quoted_strings_alone(typed: str) -> None:
    query = words_query(typed)
    if query is not None:
        assert query.replace("*", "").count('"') % 2 == 0
        outside = query.split('"')[::2]
        assert {part.strip() for part in outside} <= {"", "*"}


def test_texts_of_answers_keep_their_order_and_leave_codes_of_dates_out() -> None:
    answer = {
        "b": "two",
        "a": ["three", 4, 5.5, None, True],
        "on": {"precision": "exact", "year": 2016, "note": "about then"},
        "file": {"attachment_id": "x", "name": "n.pdf", "sha256": "f", "note": "m"},
    }
    assert list(texts_in(answer)) == ["two", "three", "4", "5.5", "about then", "n.pdf", "m"]


@pytest.mark.slow
def test_search_stays_quick_with_many_records(database: Database) -> None:
    keep(database, *(make_action(notes=f"word{number} common") for number in range(5000)))
    with database.reading() as reader:
        reader.search("word4711")
        begun = time.perf_counter()
        assert len(reader.search("word4711")) == 1
        assert time.perf_counter() - begun < 0.5
