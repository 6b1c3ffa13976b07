"""Records and tables say the same, and everything comes back letter for letter."""

from __future__ import annotations

import dataclasses
import importlib
import pkgutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import lif_desktop.domain
from lif_desktop.store.database import Database
from lif_desktop.store.search import NOT_SEARCHED, SEARCHED
from lif_desktop.store.tables import RECORD_TYPES, is_revised, table_name, table_of
from tests.store.making import AT, PERSON, make_keys, one_of_each, smallest_of_each


def kept_records() -> list[type[Any]]:
    """Every dataclass of the domain that has an id of its own."""
    found = []
    for module in pkgutil.iter_modules(lif_desktop.domain.__path__):
        source = importlib.import_module(f"lif_desktop.domain.{module.name}")
        found += [
            each
            for each in vars(source).values()
            if dataclasses.is_dataclass(each)
            and isinstance(each, type)
            and each.__module__ == source.__name__
            and any(field.name == "id" for field in dataclasses.fields(each))
        ]
    return found


def test_every_record_has_a_table_and_no_table_is_left_over() -> None:
    assert {each.__name__ for each in kept_records()} == {each.__name__ for each in RECORD_TYPES}


@pytest.mark.parametrize("record_type", RECORD_TYPES, ids=lambda each: each.__name__)
def test_a_table_on_disk_has_its_records_own_field_names(
    record_type: type[Any], tmp_path: Path
) -> None:
    database = Database.create(tmp_path / "x.lif", make_keys(tmp_path / "x.lif"))
    with database.reading() as reader:
        asked = "SELECT name FROM pragma_table_info(?)"
        rows = reader.connection.exec_driver_sql(asked, (table_name(record_type),))
        there = [row[0] for row in rows]
    database.close()
    assert there == [field.name for field in dataclasses.fields(record_type)]


def test_every_kind_is_searched_or_named_as_not_searched() -> None:
    assert set(SEARCHED) | NOT_SEARCHED == set(RECORD_TYPES)
    assert not set(SEARCHED) & NOT_SEARCHED


@pytest.mark.parametrize("searched", SEARCHED.items(), ids=lambda each: each[0].__name__)
def test_searched_fields_are_fields_of_the_record(searched: tuple[type[Any], Any]) -> None:
    record_type, fields = searched
    names = {field.name for field in dataclasses.fields(record_type)}
    assert {*fields.title, *fields.body} <= names


@pytest.mark.parametrize("made", [one_of_each, smallest_of_each], ids=["full", "smallest"])
def test_every_record_comes_back_as_it_was(
    made: Callable[[], dict[type[Any], Any]], tmp_path: Path
) -> None:
    records = made()
    folder = tmp_path / "x.lif"
    database = Database.create(folder, make_keys(folder))
    with database.transaction("test.add", actor=PERSON, at=AT) as work:
        work.add(*records.values())
    with database.reading() as reader:
        for record_type, record in records.items():
            assert reader.get(record_type, record.id) == record
    assert all(finding.ok for finding in database.check())
    database.close()


def test_answers_come_back_in_the_order_they_were_given(tmp_path: Path) -> None:
    records = one_of_each()
    database = Database.create(tmp_path / "x.lif", make_keys(tmp_path / "x.lif"))
    with database.transaction("test.add", actor=PERSON, at=AT) as work:
        work.add(*records.values())
    with database.reading() as reader:
        for record_type, record in records.items():
            if hasattr(record, "answers"):
                assert list(reader.get(record_type, record.id).answers) == list(record.answers)
    database.close()


def test_a_record_that_is_not_kept_is_refused_by_name() -> None:
    with pytest.raises(TypeError, match="Path"):
        table_of(Path)


def test_only_records_with_a_revision_may_change() -> None:
    written_once = {each.__name__ for each in RECORD_TYPES if not is_revised(each)}
    assert written_once == {
        "Attachment",
        "DocumentSignature",
        "Notice",
        "ProgressNote",
        "Redating",
    }
