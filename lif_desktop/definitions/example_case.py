"""What happened in a case of the example board, in the project's own reduced form?

The file holds answers by question name, so that the example is typed in by the same services a
person uses. A date alone is exact; `{ on = 2016-01-05, note = "…" }` adds what was said of it.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from lif_desktop.domain.answers import Answers, UncertainDate
from lif_desktop.errors import DefinitionError

Entry = Mapping[str, object]
"""One table of the file: key to text, flag, number, date or list, as TOML has it."""

_PARTS = (
    "participant",
    "person",
    "recommendation",
    "views",
    "summary_return",
    "notice",
    "step",
    "action",
)
_TABLES = ("case", "events", "screening", "referral", "grid", "decision", "learning_summary")


@dataclass(frozen=True, slots=True, kw_only=True)
class ExampleAction:
    """One action, and how its due date was moved."""

    answers: Answers
    """Answers to the action form."""
    redatings: tuple[tuple[date, str], ...]
    """New due date and reason, in order."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ExampleCase:
    """One case of the example board, from referral to tracked actions."""

    case: Entry
    """reference, pseudonym, edition, framework, board_name, board_short_name, marking."""
    events: Mapping[str, date]
    """Event to its day, by the names that clocks use and a few more."""
    screening: Entry
    """outcome, by, on, reason."""
    people: tuple[Entry, ...]
    """Who can unlock: name, post, role."""
    participants: tuple[Entry, ...]
    """short_name, name, post, agency, standing, deputy_for."""
    referral: Answers
    grid: Answers
    views: Mapping[str, Mapping[str, str]]
    """Criterion to short name of a participant to view."""
    recommendations: tuple[Entry, ...]
    """participant (short name), recommends, wording, reason, dissent."""
    decision: Answers
    learning_summary: Answers
    returns: tuple[Entry, ...]
    """Summaries of involvement: agency, returned_on, nil, note."""
    notices: tuple[Entry, ...]
    """recipient, state, sent_on, sent_by, channel, content, note, late_reason, reviewer_name."""
    steps: tuple[Entry, ...]
    """Steps with a clock that nothing else ends: clock and done_on with late_reason, or explained_on
    with reason where more time was asked for."""
    actions: tuple[ExampleAction, ...]


def read_example(path: Path) -> ExampleCase:
    """Read an example case.

    Raises:
        DefinitionError: the file is not TOML, or a part of it is missing or unknown.
    """
    try:
        top = tomllib.loads(path.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise DefinitionError(f"{path.name} is not TOML: {error}.") from error
    odd = sorted(top.keys() ^ {*_PARTS, *_TABLES})
    if odd:
        raise DefinitionError(f"{path.name}: missing or unknown: {', '.join(odd)}.")
    return ExampleCase(
        case=top["case"],
        events=top["events"],
        screening=top["screening"],
        people=tuple(top["person"]),
        participants=tuple(top["participant"]),
        referral=_answers(top["referral"]),
        grid=_answers(top["grid"]),
        views={each.pop("criterion"): each for each in top["views"]},
        recommendations=tuple(top["recommendation"]),
        decision=_answers(top["decision"]),
        learning_summary=_answers(top["learning_summary"]),
        returns=tuple(top["summary_return"]),
        notices=tuple(top["notice"]),
        steps=tuple(top["step"]),
        actions=tuple(_action(each) for each in top["action"]),
    )


def _action(entry: dict[str, object]) -> ExampleAction:
    moved = entry.pop("redating", [])
    redatings = moved if isinstance(moved, list) else []
    return ExampleAction(
        answers=_answers(entry),
        redatings=tuple((each["to"], each["reason"]) for each in redatings),
    )


def _answers(entry: Entry) -> dict[str, object]:
    """The table as answers; nothing typed stays nothing answered."""
    return {name: _answer(value) for name, value in entry.items() if value != ""}


def _answer(value: object) -> object:
    match value:
        case date():
            return UncertainDate.on(value).as_answer()
        case {"on": date() as day, "note": str(note)}:
            return UncertainDate.on(day, note=note).as_answer()
        case {"precision": _}:
            return value
        case dict():
            return _answers(value)
        case list():
            return [_answer(each) for each in value]
        case _:
            return value
