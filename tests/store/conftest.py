"""A throw-away workspace for the tests of the store."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from lif_desktop.store.database import Database
from tests.store.making import make_database


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where the workspace is, or will be."""
    return tmp_path / "x.lif"


@pytest.fixture
def database(folder: Path) -> Iterator[Database]:
    """An open workspace with one person in it."""
    database = make_database(folder)
    yield database
    database.close()
