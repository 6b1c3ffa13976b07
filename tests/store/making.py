"""A throw-away encrypted workspace, and the smallest valid record of every kind."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import MISSING, fields
from datetime import UTC, date, datetime
from enum import StrEnum
from pathlib import Path
from types import NoneType
from typing import Any, get_args, get_origin, get_type_hints

from lif_desktop.domain.actions import Action
from lif_desktop.domain.cases import Case, Referral
from lif_desktop.domain.identities import ActionId, CaseId, PersonId, ReferralId, new_id
from lif_desktop.domain.people import Person, Role
from lif_desktop.store import key_slots
from lif_desktop.store.database import Database
from lif_desktop.store.key_slots import KdfSettings, KeyRing
from lif_desktop.store.tables import RECORD_TYPES

PERSON = PersonId("person-1")
PASSPHRASE = "plover ferry anvil thimble moss"  # noqa: S105  # opens only what these tests throw away
AT = datetime(2026, 11, 20, 9, 30, tzinfo=UTC)
CHEAP = KdfSettings.for_tests()


def make_keys(folder: Path) -> KeyRing:
    """Keys for a workspace in this folder."""
    keyring, _ = key_slots.create_keys(
        folder, label=PERSON, passphrase=PASSPHRASE, kdf=CHEAP, display_name="Business Manager"
    )
    return keyring


def make_database(folder: Path) -> Database:
    """An open workspace with one person in it."""
    database = Database.create(folder, make_keys(folder))
    with database.transaction("workspace.create", actor=PERSON, at=AT) as work:
        work.add(make_person())
    return database


def reopen(folder: Path) -> Database:
    """The workspace again, as a person would open it."""
    keyring = key_slots.unlock(folder, label=PERSON, passphrase=PASSPHRASE)
    return Database.open(folder, keyring, at=AT)


def make_person(**changes: object) -> Person:
    """The person who can unlock."""
    values: dict[str, Any] = {
        "id": PERSON,
        "name": "Moira Fairweather",
        "post": "Business Manager",
        "role": Role.BUSINESS_MANAGER,
    }
    values.update(changes)
    return Person(**values)


def make_case(**changes: object) -> Case:
    """A case with a fresh id."""
    values: dict[str, Any] = {
        "id": CaseId(new_id()),
        "reference": "FSCB/SCR/2016/03",
        "pseudonym": "Child P",
        "edition": "wt2015",
        "framework": "cambridgeshire-2016",
        "forms": {"referral": "2026-11"},
        "marking": "OFFICIAL-SENSITIVE",
        "opened_on": date(2016, 3, 7),
    }
    values.update(changes)
    return Case(**values)


def make_referral(case: Case, **changes: object) -> Referral:
    """A referral of the case."""
    values: dict[str, Any] = {
        "id": ReferralId(new_id()),
        "case_id": case.id,
        "form_version": "2026-11",
        "answers": {"reason": "A reason"},
        "submitted_at": AT,
        "submitted_by": PERSON,
    }
    values.update(changes)
    return Referral(**values)


def make_action(**changes: object) -> Action:
    """An action that belongs to no case."""
    values: dict[str, Any] = {
        "id": ActionId(new_id()),
        "reference": "N1.1",
        "action": "Train every health visitor",
        "agency": "Health",
        "lead": "R. Okafor",
        "original_due_on": date(2016, 9, 30),
        "due_on": date(2016, 9, 30),
    }
    values.update(changes)
    return Action(**values)


def one_of_each() -> dict[type[Any], Any]:
    """One record of every kept kind, linked to one another, with every field filled."""
    made: dict[type[Any], Any] = {}
    keys = {get_type_hints(kind)["id"]: f"{kind.__name__}-1" for kind in RECORD_TYPES}
    keys[PersonId] = PERSON
    for kind in RECORD_TYPES:
        hints = get_type_hints(kind)
        values = {
            field.name: _value(field.name, hints[field.name], keys) for field in fields(kind)
        }
        made[kind] = kind(**values)
    return made


def smallest_of_each() -> dict[type[Any], Any]:
    """The same, with every field left at its default that has one, and None where it may be."""
    full = one_of_each()
    made = {}
    for kind, record in full.items():
        needed = [f.name for f in fields(kind) if f.default is f.default_factory is MISSING]
        made[kind] = kind(**{name: getattr(record, name) for name in needed})
    return made


def _value(name: str, hint: object, keys: Mapping[Any, str]) -> object:
    parts = [part for part in (get_args(hint) or (hint,)) if part is not NoneType]
    owner = next((keys[part] for part in (hint, *parts) if part in keys), None)
    if owner is not None:
        return owner
    origin = get_origin(hint)
    if origin is tuple:
        return ({"field": "ä\x00"},) if "Mapping" in str(hint) else ("one", "zwei\n")
    if origin is not None and issubclass_safe(origin, Mapping):
        return {"z": "first", "a": ["=1+1", "\x1b[0m", {"precision": "year", "year": 2016}]}
    kind: Any = parts[0]
    if issubclass_safe(kind, StrEnum):
        return list(kind)[-1]
    if kind is bool:
        return True
    samples: dict[Any, Any] = {
        str: f"{name}: “é” <b>\t\x00\r\n🕊",
        int: 3,
        date: date(2016, 2, 29),
        datetime: datetime(2016, 2, 29, 23, 59, 59, 123456, tzinfo=UTC),
        bytes: bytes(range(256)),
    }
    return samples[kind]


def issubclass_safe(kind: object, base: type) -> bool:
    """issubclass for what may not be a class at all."""
    return isinstance(kind, type) and issubclass(kind, base)
