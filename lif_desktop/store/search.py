"""Which records hold these words? Full-text search over what people typed, forgiving of accents.

Which fields are searched stands in one table, SEARCHED. What a person types never reaches the
search language as it is: it is cut into words, and each word is quoted.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Protocol

from sqlalchemy import Connection, delete, text
from sqlalchemy.dialects.sqlite import Insert, insert

from lif_desktop.domain.actions import Action, ProgressNote, Redating
from lif_desktop.domain.cases import Attachment, Case, Draft, Referral, SummaryRequest
from lif_desktop.domain.decisions import (
    AgencyView,
    ChairDecision,
    GridAssessment,
    Recommendation,
)
from lif_desktop.domain.documents import (
    BoardAuthority,
    DocumentSignature,
    FiledDocument,
    SigningCertificate,
)
from lif_desktop.domain.learning import LearningSummary
from lif_desktop.domain.notices import Notice, NoticeDuty
from lif_desktop.domain.people import Agency, Board, Participant, Person, Place
from lif_desktop.domain.timelines import CaseClock
from lif_desktop.store.tables import Record, tables

_STROKES = str.maketrans(
    {"ł": "l", "Ł": "L", "ø": "o", "Ø": "O", "đ": "d", "Đ": "D", "ð": "d", "Ð": "D", "ħ": "h",
     "ı": "i", "ß": "ss", "æ": "ae", "Æ": "Ae", "œ": "oe", "Œ": "Oe", "þ": "th", "Þ": "Th"}
)  # fmt: skip
_STROKED = re.compile("[łŁøØđĐðÐħıßæÆœŒþÞ]")
_MOST_WORDS = 24
_LONGEST_WORD = 80
_SNIPPET_WORDS = 14


@dataclass(frozen=True, slots=True)
class Searched:
    """What of a record is found, and what it is called in the list of hits."""

    title: tuple[str, ...]
    body: tuple[str, ...]


SEARCHED: Mapping[type[Any], Searched] = {
    Case: Searched(("reference", "pseudonym"), ()),
    Referral: Searched((), ("answers", "screened_by", "screening_reason")),
    Draft: Searched((), ("answers",)),
    Attachment: Searched(("name",), ()),
    SummaryRequest: Searched(("agency",), ("note",)),
    Agency: Searched(("name", "short_name"), ()),
    Participant: Searched(("name",), ("post", "agency", "short_name", "deputy_for")),
    GridAssessment: Searched((), ("answers",)),
    AgencyView: Searched((), ("reason",)),
    Recommendation: Searched((), ("wording", "reason")),
    ChairDecision: Searched((), ("reasons", "decided_by", "acting_for", "answers")),
    CaseClock: Searched((), ("late_reason",)),
    Notice: Searched(("recipient",), ("content", "note", "sent_by", "late_reason")),
    FiledDocument: Searched(("title",), ("file_name",)),
    LearningSummary: Searched((), ("answers",)),
    Action: Searched(
        ("reference", "action"),
        (
            "recommendation_number",
            "recommendation",
            "agency",
            "lead",
            "measure",
            "evidence_expected",
            "evidence",
            "evidence_tested_by",
            "impact",
            "theme",
            "recurs_from",
            "notes",
            "answers",
        ),
    ),
    ProgressNote: Searched((), ("text",)),
    Redating: Searched((), ("reason",)),
}
NOT_SEARCHED: frozenset[type[Any]] = frozenset(
    {Board, Person, Place, NoticeDuty, DocumentSignature, BoardAuthority, SigningCertificate}
)
"""Kinds with no words of their own that anyone would look for."""

SCHEMA: tuple[str, ...] = (
    "CREATE VIRTUAL TABLE search USING fts5(title, body, content='search_row', content_rowid='row', "
    "tokenize='unicode61 remove_diacritics 2', prefix='2 3')",
    "INSERT INTO search(search, rank) VALUES('secure-delete', 1)",
)
TRIGGERS: Mapping[str, str] = {
    "search_row_added": (
        "CREATE TRIGGER search_row_added AFTER INSERT ON search_row BEGIN "
        "INSERT INTO search(rowid, title, body) VALUES (NEW.row, NEW.title, NEW.body); END"
    ),
    "search_row_removed": (
        "CREATE TRIGGER search_row_removed AFTER DELETE ON search_row BEGIN "
        "INSERT INTO search(search, rowid, title, body) "
        "VALUES ('delete', OLD.row, OLD.title, OLD.body); END"
    ),
    "search_row_changed": (
        "CREATE TRIGGER search_row_changed AFTER UPDATE ON search_row BEGIN "
        "INSERT INTO search(search, rowid, title, body) "
        "VALUES ('delete', OLD.row, OLD.title, OLD.body); "
        "INSERT INTO search(rowid, title, body) VALUES (NEW.row, NEW.title, NEW.body); END"
    ),
}


class Reading(Protocol):
    """What a search needs of a reader."""

    connection: Connection


@dataclass(frozen=True, slots=True)
class Hit:
    """One record that holds the words."""

    kind: str
    """The record's class, for example Referral."""
    record_id: str
    case_id: str | None
    title: str
    """What the record is called; empty where its case must be named instead."""
    snippet: str
    """A few words around the find, as they were typed."""


def search(reader: Reading, typed: str, limit: int = 50) -> tuple[Hit, ...]:
    """The records that hold every word, best first; the last word may be unfinished.

    Args:
        reader: an open reader.
        typed: words as typed; words in double quotes must stand together.
        limit: at most so many hits.

    Returns:
        Nothing when there is no word to look for.

    Raises:
        ReadingStoppedError: reader.stop() was called meanwhile.
    """
    query = words_query(typed)
    if query is None:
        return ()
    rows = reader.connection.execute(
        text(
            "SELECT r.kind, r.record_id, r.case_id, r.title, "
            "snippet(search, -1, '', '', '…', :words) AS snippet "
            "FROM search JOIN search_row AS r ON r.row = search.rowid "
            "WHERE search MATCH :query ORDER BY bm25(search, 8.0, 1.0), search.rowid LIMIT :limit"
        ),
        {"query": query, "words": _SNIPPET_WORDS, "limit": limit},
    )
    return tuple(
        Hit(row.kind, row.record_id, row.case_id, row.title, " ".join(row.snippet.split()))
        for row in rows
    )


def words_query(typed: str) -> str | None:
    """What a person typed, in the search language; None if it holds no word.

    Each word becomes a quoted string, so that nothing in it is an operator. A quotation becomes
    one string of several words. The last word, unless it ends a quotation, matches beginnings.
    """
    typed = typed.encode("utf-8", "ignore").decode(
        "utf-8"
    )  # half of a surrogate pair finds nothing
    pieces = [piece for piece in _pieces(typed) if _has_word(piece)][:_MOST_WORDS]
    if not pieces:
        return None
    quoted = ['"' + piece[:_LONGEST_WORD].replace('"', "") + '"' for piece in pieces]
    if typed.count('"') % 2 == 1 or not typed.rstrip().endswith('"'):
        quoted[-1] += "*"
    return " ".join(quoted)


def put(connection: Connection, record: Record, *, case_id: str | None) -> None:
    """Make a record's words findable; a kind that is not searched is passed over."""
    searched = SEARCHED.get(type(record))
    if searched is None:
        return
    title = _joined(record, searched.title, " ")
    body = _joined(record, searched.body, "\n")
    row = {
        "kind": type(record).__name__,
        "record_id": record.id,
        "case_id": case_id,
        "title": title,
        "body": "\n".join(part for part in (body, _plain_letters(f"{title} {body}")) if part),
    }
    connection.execute(_put_row(), row)


def drop(connection: Connection, record_type: type[Any], record_id: str) -> None:
    """Forget a record's words."""
    table = tables().search_row
    connection.execute(
        delete(table).where(table.c.kind == record_type.__name__, table.c.record_id == record_id)
    )


def texts_in(value: object) -> Iterator[str]:
    """Every text and number in an answer that a person would look for, in its order."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        if "precision" in value:
            yield from texts_in(value.get("note"))
        elif "attachment_id" in value:
            yield from texts_in([value.get("name"), value.get("note")])
        else:
            yield from texts_in(list(value.values()))
    elif isinstance(value, list | tuple):
        for part in value:
            yield from texts_in(part)
    elif isinstance(value, int | float) and not isinstance(value, bool):
        yield str(value)


@cache
def _put_row() -> Insert:
    """The statement that adds a row or replaces it; made once, since making it costs more than running it."""
    table = tables().search_row
    fresh = insert(table)
    return fresh.on_conflict_do_update(
        index_elements=[table.c.kind, table.c.record_id],
        set_={name: fresh.excluded[name] for name in ("case_id", "title", "body")},
    )


def _joined(record: Record, names: tuple[str, ...], between: str) -> str:
    found = (part for name in names for part in texts_in(getattr(record, name)))
    return between.join(part for part in found if part).replace("\x00", " ")


def _plain_letters(text: str) -> str:
    """The words of a text that the index alone would not find without their strokes, without them.

    The index folds accents, but Ł, Ø or ß are letters of their own to it: someone who types Lukasz
    must still find Łukasz.
    """
    if not _STROKED.search(text):
        return ""
    stroked = {word for word in re.findall(r"\w+", text) if _STROKED.search(word)}
    return " ".join(sorted({word.translate(_STROKES) for word in stroked}))


def _pieces(typed: str) -> Iterator[str]:
    """Single words, and the content of double quotes as one piece."""
    for number, part in enumerate(typed.replace("\x00", " ").split('"')):
        if number % 2:
            yield part
        else:
            yield from part.split()


def _has_word(piece: str) -> bool:
    """Is there a letter, a digit or a private-use character: what the index counts as a word?"""
    return any(
        unicodedata.category(character)[0] in "LN" or unicodedata.category(character) == "Co"
        for character in piece
    )
