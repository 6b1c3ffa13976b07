"""A stage for the pages of a case."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from lif_desktop import settings
from lif_desktop.clock import SetClock
from lif_desktop.definitions.example_case import read_example
from lif_desktop.demo import walking
from lif_desktop.services.workspace import Workspace, unlock
from tests import factories
from tests.ui.stage import Stage


@pytest.fixture
def stage(qtbot: QtBot, workspace: Workspace) -> Iterator[Stage]:
    """A real workspace, real jobs, and ports that remember."""
    made = Stage(workspace)
    yield made
    made.close()


@pytest.fixture(scope="session")
def followed_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A closed workspace that holds the whole first invented case, to be copied."""
    clock = SetClock(datetime(2016, 4, 5, 11, 0, tzinfo=UTC))
    folder = tmp_path_factory.mktemp("followed") / "fenmarsh.lif"
    workspace = factories.make_workspace(folder, clock).workspace
    example = read_example(settings.resources_folder() / "example" / "case-a.toml")
    case_id = walking.refer(workspace, clock, example)
    for step in (walking.weigh, walking.decide, walking.tell, walking.learn, walking.act):
        step(workspace, clock, example, case_id)
    workspace.close()
    return folder


@pytest.fixture
def followed(qtbot: QtBot, followed_folder: Path, tmp_path: Path) -> Iterator[Stage]:
    """A stage whose workspace holds the whole first invented case, on 12 March 2018."""
    folder = tmp_path / "copy" / followed_folder.name
    shutil.copytree(followed_folder, folder)
    clock = SetClock(datetime(2018, 3, 12, 11, 0, tzinfo=UTC))
    workspace = unlock(
        folder, person_name=factories.PERSON, passphrase=factories.PASSPHRASE, clock=clock
    )
    made = Stage(workspace)
    yield made
    made.close()
    workspace.close()
