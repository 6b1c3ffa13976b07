"""How quick is the ranked search over the text of 100,000 cases, beside plain SQLite?

The peer is the same rows, the same index and the same query in an ordinary database file, not
encrypted, through Python's own sqlite3.
"""

from __future__ import annotations

import random
import sqlite3
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from functools import partial
from itertools import accumulate
from pathlib import Path

from sqlalchemy import text

from benchmarks import workspaces
from benchmarks.figures import Row, middle
from lif_desktop import settings
from lif_desktop.domain.cases import Case, Referral
from lif_desktop.domain.identities import CaseId, ReferralId, new_id
from lif_desktop.services.workspace import Workspace
from lif_desktop.store import search
from lif_desktop.store.key_slots import KdfSettings

LIMIT = 1.5
CASES = 100_000
WORDS_PER_CASE = 120
ROUNDS = 15
LIMIT_OF_HITS = 40
_BATCH = 2_000
_QUERY = (
    "SELECT r.kind, r.record_id, r.case_id, r.title, snippet(search, -1, '', '', '…', 14) "
    "FROM search JOIN search_row AS r ON r.row = search.rowid "
    "WHERE search MATCH ? ORDER BY bm25(search, 8.0, 1.0), search.rowid LIMIT ?"
)


def measure(folder: Path) -> Row:
    """Each query in turns on both sides; the row is the sum of the medians."""
    workspace, _clock = workspaces.make(folder, kdf=KdfSettings.for_tests())
    vocabulary = _vocabulary()
    try:
        _fill(workspace, vocabulary)
        plain = _plain_copy(workspace, folder / "plain.db")
        ours, peer, hits = _compare(workspace, plain, _questions(vocabulary))
        plain.close()
    finally:
        workspace.close()
    return Row(
        title=f"Ranked search over {CASES:,} cases",
        figure_ms=sum(ours),
        peer="plain SQLite",
        peer_ms=sum(peer),
        measured=sum(ours) / sum(peer),
        limit=LIMIT,
        note=(
            f"{len(ours)} queries, {ROUNDS} rounds each, {hits} hits; slowest "
            f"{max(ours):.0f} ms beside {max(peer):.0f} ms; files warm"
        ),
    )


def _vocabulary() -> Sequence[str]:
    """The words of the texts, the commonest first."""
    lines = (settings.resources_folder() / "words" / "eff_long.txt").read_text(encoding="utf-8")
    words = [line.split()[-1] for line in lines.splitlines() if line.strip()]
    random.Random(2016).shuffle(words)  # noqa: S311  # the same invented texts in every run
    return words


def _texts(vocabulary: Sequence[str]) -> Iterator[str]:
    """Texts in which a word of rank n stands n times less often than the first, as in real ones."""
    chance = random.Random(2018)  # noqa: S311  # the same invented texts in every run
    weights = list(accumulate(1 / rank for rank in range(1, len(vocabulary) + 1)))
    while True:
        yield " ".join(chance.choices(vocabulary, cum_weights=weights, k=WORDS_PER_CASE))


def _fill(workspace: Workspace, vocabulary: Sequence[str]) -> None:
    """Write the cases as the program does: records, search rows, audit entries."""
    texts = _texts(vocabulary)
    for begin in range(0, CASES, _BATCH):
        with workspace.transaction("benchmark.fill") as unit:
            for number in range(begin, begin + _BATCH):
                unit.add(*_case(workspace, number, next(texts)))


def _case(workspace: Workspace, number: int, words: str) -> tuple[Case, Referral]:
    case = Case(
        id=CaseId(new_id()),
        reference=f"FSCB/SCR/{2000 + number % 26}/{number:06}",
        pseudonym=f"Child {number}",
        edition="wt2015",
        framework="cambridgeshire-2016",
        forms={},
        marking="OFFICIAL-SENSITIVE",
        opened_on=date(2000, 1, 1) + timedelta(days=number % 9_000),
    )
    referral = Referral(
        id=ReferralId(new_id()),
        case_id=case.id,
        form_version="1",
        answers={"incident_description": words},
        submitted_at=datetime(2016, 4, 5, tzinfo=UTC),
        submitted_by=workspace.actor.id,
    )
    return case, referral


def _questions(vocabulary: Sequence[str]) -> Sequence[str]:
    """What people look for: rare and common words, two words, the beginning of one, a phrase."""
    rare, seldom, often = vocabulary[6_000], vocabulary[1_500], vocabulary[120]
    return (
        rare,
        seldom,
        often,
        f"{often} {seldom}",
        f"{seldom[:4]}",
        f'"{vocabulary[5]} {vocabulary[9]}"',
        "FSCB/SCR/2016/054",
    )


def _plain_copy(workspace: Workspace, path: Path) -> sqlite3.Connection:
    """The same rows and the same index in an ordinary file, with settings as kind as ours."""
    plain = sqlite3.connect(path)
    with workspace.reading() as reader:
        pages = reader.connection.execute(text("PRAGMA cache_size")).scalar()
        rows = reader.connection.execute(
            text("SELECT row, kind, record_id, case_id, title, body FROM search_row")
        ).fetchall()
    plain.execute("PRAGMA journal_mode=WAL")
    plain.execute(f"PRAGMA cache_size={pages}")
    plain.execute(
        "CREATE TABLE search_row (row INTEGER PRIMARY KEY, kind, record_id, case_id, title, body)"
    )
    plain.execute(search.SCHEMA[0])  # the rest tells how rows are removed, which nobody does here
    for trigger in search.TRIGGERS.values():
        plain.execute(trigger)
    plain.executemany("INSERT INTO search_row VALUES (?, ?, ?, ?, ?, ?)", map(tuple, rows))
    plain.commit()
    return plain


def _compare(
    workspace: Workspace, plain: sqlite3.Connection, questions: Sequence[str]
) -> tuple[list[float], list[float], int]:
    """Milliseconds of each question on both sides, and how many hits there were together."""
    ours, peers, hits = [], [], 0
    for question in questions:
        found = _ask_workspace(workspace, question)
        if found != _ask_plain(plain, question):
            message = f"the two sides found different records for {question}"
            raise RuntimeError(message)
        pairs = [
            (
                _timed(partial(_ask_workspace, workspace, question)),
                _timed(partial(_ask_plain, plain, question)),
            )
            for _ in range(ROUNDS)
        ]
        hits += len(found)
        ours.append(middle([mine for mine, _ in pairs]))
        peers.append(middle([other for _, other in pairs]))
    return ours, peers, hits


def _ask_workspace(workspace: Workspace, question: str) -> list[str]:
    with workspace.reading() as reader:
        return [hit.record_id for hit in search.search(reader, question, limit=LIMIT_OF_HITS)]


def _ask_plain(plain: sqlite3.Connection, question: str) -> list[str]:
    rows = plain.execute(_QUERY, (search.words_query(question), LIMIT_OF_HITS)).fetchall()
    return [row[1] for row in rows]


def _timed(ask: Callable[[], list[str]]) -> float:
    begun = time.perf_counter()
    ask()
    return (time.perf_counter() - begun) * 1000
