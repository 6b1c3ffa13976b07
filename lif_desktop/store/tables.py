"""Which table keeps which record? Each table has its record's own field names, and no others.

Columns follow from the record's types: an identifier of another record is a foreign key, an
enumeration a checked code. What the types cannot say (order, uniqueness, indices) stands in _LAID.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, fields
from enum import StrEnum
from functools import cache
from typing import Any, ClassVar, Protocol, get_args, get_type_hints

from sqlalchemy import (
    CheckConstraint,
    Column,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    Table,
    UniqueConstraint,
)

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
from lif_desktop.store.columns import StoredCode, StoredFlag, StoredPlain, StoredText, column_type


class Record(Protocol):
    """A frozen record with an identifier of its own."""

    __dataclass_fields__: ClassVar[dict[str, Any]]

    @property
    def id(self) -> str:
        """The record's identifier."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Laying:
    """What a record's types do not say about its table."""

    order: tuple[str, ...] = ()
    """Fields by which lists are ordered; records alike in them stand as they were added."""
    indices: tuple[tuple[str, ...], ...] = ()
    unique: tuple[str, ...] = ()


_LAID: Mapping[type[Any], Laying] = {
    Board: Laying(),
    Person: Laying(),
    Agency: Laying(),
    Case: Laying(order=("opened_on",), indices=(("stage", "opened_on"), ("reference",))),
    Participant: Laying(order=("position",)),
    Place: Laying(unique=("person_id",)),
    Referral: Laying(order=("submitted_at",)),
    Draft: Laying(order=("saved_at",), indices=(("case_id", "form_id", "subject"),)),
    Attachment: Laying(order=("added_at",)),
    SummaryRequest: Laying(order=("asked_on",)),
    GridAssessment: Laying(),
    AgencyView: Laying(unique=("case_id", "participant_id", "criterion")),
    Recommendation: Laying(unique=("case_id", "participant_id")),
    ChairDecision: Laying(order=("decided_on",)),
    CaseClock: Laying(indices=(("completed_on", "due_on"),)),
    NoticeDuty: Laying(indices=(("closed_on", "due_on"),)),
    Notice: Laying(order=("logged_at",)),
    FiledDocument: Laying(order=("made_at",)),
    DocumentSignature: Laying(order=("position",), unique=("document_id", "position")),
    BoardAuthority: Laying(),
    SigningCertificate: Laying(),
    LearningSummary: Laying(order=("version",)),
    Action: Laying(indices=(("due_on",), ("closed_on", "due_on"), ("agency", "due_on"))),
    ProgressNote: Laying(order=("noted_at",)),
    Redating: Laying(order=("redated_at",)),
}
RECORD_TYPES: tuple[type[Any], ...] = tuple(_LAID)

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s",
    "pk": "pk_%(table_name)s",
}


@dataclass(frozen=True, slots=True)
class Tables:
    """The tables of one schema."""

    metadata: MetaData
    by_record: Mapping[type[Any], Table]
    audit_entry: Table
    search_row: Table
    workspace: Table
    """One row: which workspace this is."""


@cache
def tables() -> Tables:
    """The tables of the present schema, built once when first asked for."""
    metadata = MetaData(naming_convention=NAMING)
    keys = {get_type_hints(each)["id"]: table_name(each) for each in RECORD_TYPES}
    return Tables(
        metadata,
        {each: _record_table(each, metadata, keys) for each in RECORD_TYPES},
        _audit_table(metadata),
        _search_table(metadata),
        _workspace_table(metadata),
    )


def table_of(record_type: type[Any]) -> Table:
    """The table of a record type.

    Raises:
        TypeError: records of this type are not kept.
    """
    try:
        return tables().by_record[record_type]
    except KeyError as error:
        raise TypeError(f"{record_type.__name__} is not a kept record.") from error


def order_of(record_type: type[Any]) -> tuple[str, ...]:
    """Fields by which lists of these records are ordered."""
    return _LAID[record_type].order


def table_name(record_type: type[Any]) -> str:
    """The record's name in small letters: NoticeDuty is kept in notice_duty."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "_", record_type.__name__).lower()


def is_revised(record_type: type[Any]) -> bool:
    """May records of this type change? Those without a revision are written once."""
    return "revision" in record_type.__dataclass_fields__


def _record_table(record_type: type[Any], metadata: MetaData, keys: Mapping[Any, str]) -> Table:
    hints = get_type_hints(record_type)
    name = table_name(record_type)
    laying = _LAID[record_type]
    columns = [_column(field.name, hints[field.name], keys) for field in fields(record_type)]
    checks = [check for column in columns for check in _checks(column)]
    unique = [UniqueConstraint(*laying.unique)] if laying.unique else []
    table = Table(name, metadata, *columns, *checks, *unique, sqlite_strict=True)
    indexed = {each[0] for each in (*laying.indices, laying.unique) if each}
    owners = [(c.name,) for c in columns if c.foreign_keys and c.name not in indexed]
    for each in (*laying.indices, *owners):
        Index(None, *(table.c[part] for part in each))
    return table


def _column(name: str, hint: Any, keys: Mapping[Any, str]) -> Column[Any]:  # noqa: ANN401  # a type hint has no narrower type
    kind, may_be_empty = column_type(hint)
    if name == "id":
        return Column(name, kind, primary_key=True, nullable=False)
    owner = next((keys[part] for part in (hint, *get_args(hint)) if part in keys), None)
    if owner is None:
        return Column(name, kind, nullable=may_be_empty)
    link = ForeignKey(f"{owner}.id", deferrable=True, initially="DEFERRED")
    return Column(name, kind, link, nullable=may_be_empty)


def _checks(column: Column[Any]) -> list[CheckConstraint]:
    if isinstance(column.type, StoredFlag):
        return [CheckConstraint(f'"{column.name}" IN (0, 1)', name=column.name)]
    if isinstance(column.type, StoredCode):
        codes = ", ".join(f"'{_plain_code(code)}'" for code in column.type.codes)
        return [CheckConstraint(f'"{column.name}" IN ({codes})', name=column.name)]
    return []


def _plain_code(code: StrEnum) -> str:
    if not re.fullmatch(r"[A-Za-z0-9_-]+", code.value):
        raise TypeError(f"The code {code.value} is not plain.")
    return code.value


def _audit_table(metadata: MetaData) -> Table:
    return Table(
        "audit_entry",
        metadata,
        Column("seq", Integer, primary_key=True, autoincrement=False),
        Column("at", StoredText, nullable=False),
        Column("actor", StoredText, nullable=False),
        Column("verb", StoredText, nullable=False),
        Column("changes", StoredText, nullable=False),
        Column("cases", StoredText, nullable=False),
        Column("detail", StoredText, nullable=False),
        Column("prev", StoredText, nullable=False),
        Column("mac", StoredText, nullable=False),
        sqlite_strict=True,
    )


def _search_table(metadata: MetaData) -> Table:
    return Table(
        "search_row",
        metadata,
        Column("row", Integer, primary_key=True),
        Column("kind", StoredText, nullable=False),
        Column("record_id", StoredText, nullable=False),
        Column("case_id", StoredText),
        Column("title", StoredText, nullable=False),
        Column("body", StoredText, nullable=False),
        UniqueConstraint("kind", "record_id"),
        sqlite_strict=True,
    )


def _workspace_table(metadata: MetaData) -> Table:
    return Table(
        "workspace",
        metadata,
        Column("store_id", StoredText, primary_key=True),
        Column("made_by", StoredPlain, nullable=False),
        sqlite_strict=True,
    )
