"""The log tells what happened and never what was typed."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from pathlib import Path

import pytest

from lif_desktop import logs
from lif_desktop.errors import StoreError


@pytest.fixture
def log(tmp_path: Path) -> Iterator[Path]:
    yield logs.begin(tmp_path / "log")
    logs.end()


def test_codes_numbers_and_ids_are_written(log: Path) -> None:
    logs.note("workspace.opened", milliseconds=12.5, case="a1b2c3", on="2026-11-21T09:30:00+00:00")
    line = log.read_text(encoding="ascii")
    assert line.endswith(
        "INFO workspace.opened milliseconds=12.5 case=a1b2c3 on=2026-11-21T09:30:00+00:00\n"
    )


@pytest.mark.parametrize(
    "value", ["Bronwen Hathersage", "/home/person/x.lif", "é", "x" * 65, "", "a\nb"]
)
def test_anything_else_is_withheld(value: str, log: Path) -> None:
    logs.note("event", value=value)
    logs.note(value)
    text = log.read_text(encoding="ascii")
    assert text.count("withheld") == 2
    assert "Bronwen" not in text
    assert len(text.splitlines()) == 2


def test_an_error_is_told_by_its_class_and_place_alone(log: Path) -> None:
    try:
        _fail()
    except StoreError as error:
        logs.fault("save", error)
    line = log.read_text(encoding="ascii")
    assert "ERROR save StoreError test_logs:" in line
    assert "Bronwen" not in line


def _fail() -> None:
    raise StoreError("Bronwen Hathersage could not be saved")


def test_what_other_libraries_log_is_not_kept(log: Path) -> None:
    logging.getLogger("sqlalchemy.engine").error("INSERT Bronwen")
    logging.getLogger("lif_desktop.store").error("Bronwen")
    try:
        _fail()
    except StoreError:
        logging.getLogger("lif_desktop").exception("Bronwen")
    logs.note("kept")
    assert [line.split()[-1] for line in log.read_text(encoding="ascii").splitlines()] == ["kept"]


def test_the_log_stays_small(log: Path) -> None:
    for number in range(16000):
        logs.note("event", number=number, padding="x" * 60)
    files = list(log.parent.iterdir())
    assert len(files) == 4
    assert sum(path.stat().st_size for path in files) < 4 * 260 * 1024


def test_beginning_again_does_not_write_twice(log: Path) -> None:
    assert logs.begin(log.parent) == log
    logs.note("once")
    assert log.read_text(encoding="ascii").count("once") == 1
