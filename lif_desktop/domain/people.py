"""Who is who: people who can unlock and sign, agencies, and who takes part in one case.

Source: catalogue rows A57-A59 (membership, deputies, invitees), B42 (acting for), section H (roles).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from lif_desktop.domain.identities import (
    AgencyId,
    BoardId,
    CaseId,
    ParticipantId,
    PersonId,
    PlaceId,
)
from lif_desktop.domain.pseudonyms import plain_letters


class Role(StrEnum):
    """What a person who can unlock does for the board (catalogue section H)."""

    BUSINESS_MANAGER = "business_manager"
    MINUTE_TAKER = "minute_taker"
    CHAIR = "chair"
    MEMBER = "member"
    READER = "reader"


class Standing(StrEnum):
    """In what capacity someone takes part in a case's meeting (ToR 6.1-6.4)."""

    MEMBER = "member"
    DEPUTY = "deputy"
    INVITEE = "invitee"
    IN_ATTENDANCE = "in_attendance"


class BoardKind(StrEnum):
    """What the body is called in law."""

    BOARD = "board"
    PARTNERSHIP = "partnership"


@dataclass(frozen=True, slots=True, kw_only=True)
class Board:
    """The body whose workspace this is; one record in each workspace."""

    id: BoardId
    revision: int = 0
    name: str
    short_name: str
    """As in references and document footers, for example FSCB."""
    kind: BoardKind
    framework: str
    """Board framework the workspace was made with, for example cambridgeshire-2016."""
    edition: str
    """National guidance edition new cases are opened under, for example wt2015."""
    marking: str = "OFFICIAL-SENSITIVE [PERSONAL DATA]"
    """Protective marking printed on each page of case documents."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Someone who can unlock the workspace with a passphrase of their own, and sign."""

    id: PersonId
    revision: int = 0
    name: str
    post: str
    """As printed under a signature, for example Business Manager."""
    role: Role
    left_on: date | None = None
    """None while the person is active."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Agency:
    """An organisation that works with children or holds information about them."""

    id: AgencyId
    revision: int = 0
    name: str
    short_name: str = ""
    """As in the heads of a grid, for example CSC; the full name goes to a screen reader."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Participant:
    """One person's part in the consideration of one case."""

    id: ParticipantId
    revision: int = 0
    case_id: CaseId
    position: int
    """Order in lists and grids, from 0."""
    name: str
    post: str = ""
    agency: str
    """Name of the agency as this case has it; agencies are open-ended (catalogue row E63)."""
    short_name: str = ""
    standing: Standing
    deputy_for: str = ""
    """Name or post the deputy stands in for; empty unless standing is deputy."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where one person was in the window when it locked, so that they come back to it."""

    id: PlaceId
    revision: int = 0
    person_id: PersonId
    page: str
    """Name of the page, for example case."""
    argument: str = ""
    """What the page showed, for example a case's id; empty if the page needs nothing."""
    field: str = ""
    """Name of the field that had the cursor; empty if none."""
    left_at: datetime


def recommends(participant: Participant) -> bool:
    """Does this participant's view count in the recommendation?

    Members and their deputies recommend; invitees and people in attendance are heard, not counted.

    Source: Cambridgeshire 2016 framework, SCR sub-group terms of reference 4.3, 6.2-6.4 (rows A50, A58, A59).
    """
    return participant.standing in {Standing.MEMBER, Standing.DEPUTY}


def may_be_same_person(one: str, other: str) -> bool:
    """Could two written names mean one person: "Wendy Oyelaran-Pike" and "W. Oyelaran-Pike"?

    Titles, case, accents and spacing do not matter. Names that share their last word are taken for one
    person unless both give first names in full and these differ.

    Source: catalogue rows A06, E65 and acceptance idea 9 (nobody accepts evidence of their own).
    """
    mine, theirs = _words_of(one), _words_of(other)
    if not mine or not theirs or mine[-1] != theirs[-1]:
        return False
    first, second = mine[0], theirs[0]
    in_full = len(mine) > 1 and len(theirs) > 1 and min(len(first), len(second)) > 1
    return first == second if in_full else first[0] == second[0] or 1 in {len(mine), len(theirs)}


_TITLES = frozenset({"mr", "mrs", "ms", "miss", "mx", "dr", "prof", "professor", "sir", "rev"})


def _words_of(name: str) -> list[str]:
    return [word for word in plain_letters(name).split() if word not in _TITLES]
