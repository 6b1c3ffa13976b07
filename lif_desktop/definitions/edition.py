"""What do an edition of the national guidance and a board's framework say: criteria, clocks, outcomes, notices, words?

Editions and frameworks are TOML files, read strictly: an unknown key, a missing one or a value of
the wrong kind is an error that names file, line, table and key. Every statutory statement carries
its source and how far it is to be trusted. A framework extends one edition; asking it for clocks or
notices gives both its own and the edition's.

Source: catalogue rows A01, B02 (editions and local labels are data) and feature F1; domain notes 2.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from lif_desktop.definitions.edition_rules import chosen, criteria_rules, refuse_repeats
from lif_desktop.definitions.strict_toml import Table, TomlSource
from lif_desktop.domain.criteria import CriteriaRules, Criterion
from lif_desktop.domain.decisions import Outcome, OutcomeKind
from lif_desktop.domain.notices import CONTENTS, NoticeRule
from lif_desktop.domain.people import BoardKind
from lif_desktop.domain.timelines import (
    BankHolidays,
    ClockKind,
    ClockRule,
    Direction,
    Strictness,
    Unit,
)
from lif_desktop.domain.vocabulary import Trust
from lif_desktop.errors import NotFoundError

LABELS = (
    "body",
    "body_short",
    "decider",
    "decision_form",
    "group",
    "national_body",
    "rapid_review",
    "referral",
    "review_name",
    "review_short",
)
"""Words an edition must supply; a framework may use its own instead."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """One edition of the national guidance."""

    id: str
    title: str
    short_title: str
    in_force_from: date | None
    """None if it is not known."""
    in_force_until: date | None
    """Last day on which it applied; None if it has no end or none is known."""
    source: str
    trust: Trust
    body_kind: BoardKind
    subjects: Mapping[str, CriteriaRules]
    """Subject (review, notification, rapid_review, local_review, national_review) to its rules."""
    decision_subject: str
    """The subject whose result a decision is checked against."""
    outcomes: tuple[Outcome, ...]
    clocks: tuple[ClockRule, ...]
    notices: tuple[NoticeRule, ...]
    labels: Mapping[str, str]

    def criteria(self, subject: str) -> tuple[Criterion, ...]:
        """The grid's rows for a subject.

        Raises:
            NotFoundError: the edition has no such subject; the message names those it has.
        """
        return self.rules(subject).criteria

    def rules(self, subject: str) -> CriteriaRules:
        """The criteria and rules of a subject.

        Raises:
            NotFoundError: the edition has no such subject; the message names those it has.
        """
        if subject not in self.subjects:
            known = ", ".join(self.subjects)
            raise NotFoundError(f"{self.title} has no subject “{subject}”. It has: {known}.")
        return self.subjects[subject]

    def outcome(self, code: str) -> Outcome:
        """The outcome with a code.

        Raises:
            NotFoundError: the edition has no such outcome.
        """
        for outcome in self.outcomes:
            if outcome.code == code:
                return outcome
        raise NotFoundError(f"{self.title} has no outcome “{code}”.")


@dataclass(frozen=True, slots=True, kw_only=True)
class StandingMember:
    """One standing seat in the board's case-review group."""

    agency: str
    post: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Route:
    """One way to learn from a case below the threshold."""

    code: str
    label: str
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Framework:
    """A board's own framework; it extends one edition."""

    id: str
    title: str
    edition: Edition
    source: str
    trust: Trust
    decided_by: tuple[str, ...]
    """Posts that make the decision, as printed (boards differ: catalogue row K4)."""
    amber_days: int
    """An open action due within this many days is amber; board policy."""
    own_clocks: tuple[ClockRule, ...]
    own_notices: tuple[NoticeRule, ...]
    own_labels: Mapping[str, str]
    members: tuple[StandingMember, ...]
    routes: tuple[Route, ...]

    @property
    def clocks(self) -> tuple[ClockRule, ...]:
        """The edition's clocks, then the framework's own."""
        return (*self.edition.clocks, *self.own_clocks)

    @property
    def notices(self) -> tuple[NoticeRule, ...]:
        """The edition's notices, then the framework's own."""
        return (*self.edition.notices, *self.own_notices)

    @property
    def labels(self) -> Mapping[str, str]:
        """The edition's words, with the framework's own in their place where it has them."""
        return {**self.edition.labels, **self.own_labels}

    @property
    def outcomes(self) -> tuple[Outcome, ...]:
        """The edition's outcomes."""
        return self.edition.outcomes

    @property
    def subjects(self) -> Mapping[str, CriteriaRules]:
        """The edition's subjects."""
        return self.edition.subjects


def read_edition(path: Path) -> Edition:
    """Read an edition of the national guidance.

    Raises:
        DefinitionError: naming file, line, table and key.
    """
    top = TomlSource(path).top()
    outcomes = tuple(_outcome(each) for each in top.tables("outcome"))
    clocks = tuple(_clock(each) for each in top.tables("clock"))
    subjects = top.table("subject")
    found = Edition(
        id=top.text("id"),
        title=top.text("title"),
        short_title=top.text("short_title"),
        in_force_from=top.day("in_force_from"),
        in_force_until=top.day("in_force_until"),
        source=top.text("source"),
        trust=chosen(top, "trust", Trust),
        body_kind=chosen(top, "body_kind", BoardKind),
        subjects={name: criteria_rules(name, subjects.table(name)) for name in subjects.names()},
        decision_subject=top.text("decision_subject"),
        outcomes=outcomes,
        clocks=clocks,
        notices=tuple(_notice(each, outcomes, clocks) for each in top.tables("notice")),
        labels=_labels(top, required=LABELS),
    )
    top.finish()
    _check_file_name(top, path, found.id)
    if found.decision_subject not in found.subjects:
        raise top.wrong("is not a subject of this edition", "decision_subject")
    refuse_repeats(top, "outcome", [each.code for each in outcomes])
    refuse_repeats(top, "notice", [each.code for each in found.notices])
    return found


def read_framework(path: Path, editions: Mapping[str, Edition]) -> Framework:
    """Read a board's framework.

    Args:
        path: the file.
        editions: edition id to the edition; the one the framework extends must be among them.

    Raises:
        DefinitionError: naming file, line, table and key.
    """
    top = TomlSource(path).top()
    extends = top.text("extends")
    if extends not in editions:
        raise top.wrong(f"there is no edition “{extends}”", "extends")
    edition = editions[extends]
    own_clocks = tuple(_clock(each) for each in top.tables("clock"))
    clocks = (*edition.clocks, *own_clocks)
    found = Framework(
        id=top.text("id"),
        title=top.text("title"),
        edition=edition,
        source=top.text("source"),
        trust=chosen(top, "trust", Trust),
        decided_by=top.texts("decided_by"),
        amber_days=top.number("amber_days"),
        own_clocks=own_clocks,
        own_notices=tuple(
            _notice(each, edition.outcomes, clocks) for each in top.tables("notice")
        ),
        own_labels=_labels(top, required=()),
        members=tuple(_member(each) for each in top.tables("member")),
        routes=tuple(_route(each) for each in top.tables("route")),
    )
    top.finish()
    _check_file_name(top, path, found.id)
    refuse_repeats(top, "notice", [each.code for each in found.notices])
    return found


def read_bank_holidays(path: Path) -> BankHolidays:
    """Bank holidays of England with the corrections a file holds.

    Raises:
        DefinitionError: naming file, line, table and key.
    """
    top = TomlSource(path).top()
    added = dict(_holiday(each) for each in top.tables("added"))
    removed = dict(_holiday(each) for each in top.tables("removed"))
    top.finish()
    return BankHolidays(added=added, removed=removed.keys())


def _outcome(table: Table) -> Outcome:
    found = Outcome(
        code=table.text("code"),
        label=table.text("label"),
        kind=chosen(table, "kind", OutcomeKind),
        description=table.text("description"),
        source=table.text("source"),
        trust=chosen(table, "trust", Trust),
    )
    table.finish()
    return found


def _clock(table: Table) -> ClockRule:
    found = ClockRule(
        clock=table.text("code"),
        label=table.text("label"),
        event=table.text("event"),
        amount=table.number("amount"),
        unit=chosen(table, "unit", Unit),
        direction=chosen(table, "direction", Direction, Direction.AFTER),
        strictness=chosen(table, "strictness", Strictness),
        kind=chosen(table, "kind", ClockKind),
        source=table.text("source"),
        trust=chosen(table, "trust", Trust),
        reading=table.text("reading", ""),
    )
    if found.amount < 1:
        raise table.wrong("must be at least 1; use direction for a time before", "amount")
    table.finish()
    return found


def _notice(
    table: Table, outcomes: Collection[Outcome], clocks: Collection[ClockRule]
) -> NoticeRule:
    found = NoticeRule(
        code=table.text("code"),
        recipient=table.text("recipient"),
        what=table.text("what"),
        outcomes=frozenset(table.texts("outcomes")),
        required=table.texts("required"),
        clock=table.text("clock", ""),
        to_each=table.text("to_each", ""),
        source=table.text("source"),
        trust=chosen(table, "trust", Trust),
    )
    table.finish()
    for key, named, known in (
        ("outcomes", found.outcomes, {each.code for each in outcomes}),
        ("required", found.required, set(CONTENTS)),
        ("clock", {found.clock} - {""}, {each.clock for each in clocks}),
    ):
        for name in sorted(set(named) - known):
            raise table.wrong(f"“{name}” is not known", key)
    if not found.outcomes:
        raise table.wrong("needs at least one outcome", "outcomes")
    return found


def _labels(top: Table, *, required: Collection[str]) -> dict[str, str]:
    table = top.table("labels")
    labels = {name: table.text(name) for name in (*required, *table.names())}
    for name in labels:
        if name not in LABELS:
            raise table.wrong("is not a word that is asked for", name)
    return labels


def _member(table: Table) -> StandingMember:
    found = StandingMember(agency=table.text("agency"), post=table.text("post"))
    table.finish()
    return found


def _route(table: Table) -> Route:
    found = Route(code=table.text("code"), label=table.text("label"), source=table.text("source"))
    table.finish()
    return found


def _holiday(table: Table) -> tuple[date, str]:
    day = table.day("on")
    if day is None:
        raise table.wrong("is missing", "on")
    name = table.text("name")
    table.text("source")
    table.finish()
    return day, name


def _check_file_name(top: Table, path: Path, found: str) -> None:
    if path.stem != found:
        raise top.wrong(f"must be the file's name, “{path.stem}”", "id")
