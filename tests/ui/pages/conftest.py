"""A stage for the pages of a case."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from lif_desktop.services.workspace import Workspace
from tests.ui.stage import Stage


@pytest.fixture
def stage(qtbot: QtBot, workspace: Workspace) -> Iterator[Stage]:
    """A real workspace, real jobs, and ports that remember."""
    made = Stage(workspace)
    yield made
    made.close()
