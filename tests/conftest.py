"""What every test may ask for: a set clock, a real encrypted workspace, a folder for pictures."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

from lif_desktop.clock import SetClock

if TYPE_CHECKING:
    from lif_desktop.services.workspace import Workspace

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
settings.register_profile("rules", deadline=None)  # a busy machine is no broken promise
settings.load_profile("rules")
NOON = datetime(2016, 5, 20, 11, 0, tzinfo=UTC)
"""Noon of 20 May 2016 in England."""


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let pictures of pages be written for people to look at."""
    parser.addoption(
        "--pictures",
        metavar="DIR",
        default=None,
        help="write a picture of every page of the window and of the documents into this folder",
    )


@pytest.fixture
def pictures(request: pytest.FixtureRequest) -> Path | None:
    """The folder for pictures, or None if none was asked for."""
    chosen = request.config.getoption("--pictures")
    if chosen is None:
        return None
    folder = Path(str(chosen))
    folder.mkdir(parents=True, exist_ok=True)
    return folder


@pytest.fixture
def clock() -> SetClock:
    """A clock that stands at noon on 20 May 2016."""
    return SetClock(NOON)


@pytest.fixture
def workspace(tmp_path: Path, clock: SetClock) -> Iterator[Workspace]:
    """A real encrypted workspace of the invented Fenmarsh board, with the cheapest keys."""
    from tests import factories  # noqa: PLC0415  # a test that asks for no workspace loads no services

    created = factories.make_workspace(tmp_path / "fenmarsh.lif", clock)
    yield created.workspace
    created.workspace.close()
