"""Every page inside a case, in every look: nothing cut off, everything named, the keyboard never trapped."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from lif_desktop.clock import SetClock
from lif_desktop.definitions.example_case import read_example
from lif_desktop.demo import walking
from lif_desktop.domain.identities import CaseId
from lif_desktop.services import cases, decisions
from lif_desktop.services.workspace import unlock
from lif_desktop.settings import resources_folder
from lif_desktop.ui.form_view import CHECK
from lif_desktop.ui.page import Page
from lif_desktop.ui.pages.case_page import CasePage
from lif_desktop.ui.pages.decision_page import DecisionPage
from lif_desktop.ui.pages.grid_facts_page import GridFactsPage
from lif_desktop.ui.pages.grid_page import GridPage
from lif_desktop.ui.pages.referral_page import ReferralPage
from lif_desktop.ui.pages.screening_page import ScreeningPage
from lif_desktop.ui.pages.summaries_page import SummariesPage
from tests import factories
from tests.ui.keyboard import key
from tests.ui.pages.looking import looked_at, nameless, settle, sheet_of
from tests.ui.pages.test_referral_page import WHOLE
from tests.ui.stage import Stage, named, press

pytestmark = pytest.mark.gui

MOST_TABS = 400


@dataclass(frozen=True)
class View:
    """One state of one page."""

    kind: type[Page]
    do: Callable[[Page], None] | None = None
    decided: bool = False


def check_answers(page: Page) -> None:
    assert isinstance(page, ReferralPage)
    assert page.view is not None
    page.view.load(WHOLE, page=CHECK)


def child(page: Page) -> None:
    assert isinstance(page, ReferralPage)
    assert page.view is not None
    page.view.open_question("children[0].name")


def errors(page: Page) -> None:
    assert isinstance(page, ReferralPage)
    assert page.view is not None
    page.view.load({"incident_on": {"precision": "exact", "day": 22}}, page="incident")
    page.view.continue_button.click()


def facts(page: Page) -> None:
    assert isinstance(page, GridFactsPage)
    assert page.view is not None
    page.view.open_page("facts")


def reasons(page: Page) -> None:
    assert isinstance(page, DecisionPage)
    assert page.view is not None
    page.view.open_page("reasons")


VIEWS = {
    "case": View(CasePage),
    "case-decided": View(CasePage, decided=True),
    "referral": View(ReferralPage, errors),
    "referral-child": View(ReferralPage, child),
    "referral-check": View(ReferralPage, check_answers),
    "screening": View(ScreeningPage),
    "summaries": View(SummariesPage),
    "grid": View(GridPage),
    "grid-view": View(GridPage, lambda page: key(_table(page), Qt.Key.Key_Return)),
    "grid-recommendations": View(GridPage, lambda page: press(page, "Show the recommendations")),
    "grid-people": View(GridPage, lambda page: press(page, "Who takes part")),
    "grid-facts": View(GridFactsPage, facts),
    "decision": View(DecisionPage, reasons),
    "decision-recorded": View(DecisionPage, decided=True),
    "decision-make": View(
        DecisionPage, lambda page: press(page, "Make the form to sign"), decided=True
    ),
}

WITH_ENTRIES = ("referral", "grid-view", "grid-recommendations", "grid-people", "decision-make")
"""States that are only reached by doing something on the page; the others are drawn in the window."""


def _table(page: Page) -> QWidget:
    from lif_desktop.ui.grid_table import GridTable  # noqa: PLC0415  # only the grid has one

    table = page.findChild(GridTable)
    assert table is not None
    return table


@pytest.fixture(scope="session")
def weighed_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A closed workspace with Child N before the Chair decides, to be copied."""
    clock = SetClock(datetime(2016, 4, 1, 11, 0, tzinfo=UTC))
    folder = tmp_path_factory.mktemp("weighed") / "fenmarsh.lif"
    workspace = factories.make_workspace(folder, clock).workspace
    example = read_example(resources_folder() / "example" / "case-a.toml")
    case_id = walking.refer(workspace, clock, example)
    walking.weigh(workspace, clock, example, case_id)
    workspace.close()
    return folder


@pytest.fixture
def weighed(qtbot: QtBot, weighed_folder: Path, tmp_path: Path) -> Iterator[Stage]:
    """A stage on Friday 20 May 2016; the Chair has the recommendation."""
    folder = tmp_path / "copy" / weighed_folder.name
    shutil.copytree(weighed_folder, folder)
    workspace = unlock(
        folder,
        person_name=factories.PERSON,
        passphrase=factories.PASSPHRASE,
        clock=SetClock(datetime(2016, 5, 20, 9, 41, tzinfo=UTC)),
    )
    made = Stage(workspace)
    yield made
    made.close()
    workspace.close()


def opened(stage: Stage, view: View) -> Page:
    case_id = CaseId(cases.cases(stage.workspace)[0].case_id)
    if view.decided:
        example = read_example(resources_folder() / "example" / "case-a.toml")
        decisions.record_decision(stage.workspace, case_id, example.decision)
    page = view.kind(stage.context, case_id)
    stage.show(page)
    if view.do is not None:
        view.do(page)
    stage.wait()
    settle()
    return page


@pytest.mark.parametrize("name", WITH_ENTRIES)
def test_nothing_is_cut_off_in_any_look(weighed: Stage, name: str, pictures: Path | None) -> None:
    page = opened(weighed, VIEWS[name])

    faults = looked_at(page, name, pictures)

    page.deleteLater()
    assert weighed.errors == []
    assert faults == []


@pytest.mark.parametrize("name", VIEWS)
def test_the_page_fits_the_smallest_window_and_every_part_has_a_name(
    weighed: Stage, name: str
) -> None:
    page = opened(weighed, VIEWS[name])
    smallest = page.minimumSizeHint()
    unnamed = nameless(page)

    page.close()
    page.deleteLater()
    assert unnamed == []
    assert (smallest.width() <= 1024 - 208, smallest.height() <= 640 - 88) == (True, True)


@pytest.mark.parametrize("name", VIEWS)
def test_tab_goes_round_the_page_and_comes_back(weighed: Stage, name: str) -> None:
    page = opened(weighed, VIEWS[name])
    sheet = sheet_of(page)
    sheet.activateWindow()
    page.focus_first()
    settle()
    start = QApplication.focusWidget()
    assert start is not None
    walked = 0
    for _ in range(MOST_TABS):
        at = QApplication.focusWidget()
        assert at is not None
        key(at, Qt.Key.Key_Tab)
        walked += 1
        if QApplication.focusWidget() is start:
            break

    page.setParent(None)
    sheet.close()
    sheet.deleteLater()
    page.deleteLater()
    assert walked < MOST_TABS, f"Tab was trapped after {named(page)[:3]}"
