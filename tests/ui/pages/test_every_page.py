"""Every page in the window, filled with the invented cases, in every theme, at 100 and 200 per cent.

Nothing is cut off, everything that takes the keyboard has a name, and the Tab key comes round.

With `--pictures DIR` the pictures are written there, to be looked at beside the standard; without
it only the two looks that differ most are drawn.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QRadioButton, QWidget
from pytestqt.qtbot import QtBot

from lif_desktop import settings
from lif_desktop.clock import SetClock
from lif_desktop.definitions.example_case import read_example
from lif_desktop.demo import walking
from lif_desktop.domain.documents import DocumentKind
from lif_desktop.domain.identities import CaseId
from lif_desktop.services import actions, documents, referrals
from lif_desktop.services.actions import TrackerFilter
from lif_desktop.services.documents import Signer
from lif_desktop.services.workspace import Workspace, unlock
from lif_desktop.settings import Preferences, Theme
from lif_desktop.ui.app import SessionWindow
from lif_desktop.ui.form_view import CHECK, FormPage
from lif_desktop.ui.main_window.places import has_page
from lif_desktop.ui.notice_rows import DutyLine
from lif_desktop.ui.theme import appearance
from lif_desktop.ui.widgets import focusable
from tests import factories
from tests.ui.conftest import Answers, CheapDoors, main_of, settle
from tests.ui.pages.looking import cut_off
from tests.ui.test_accessibility import nameless

pytestmark = pytest.mark.gui
LOOKS: tuple[tuple[Theme, int], ...] = (
    ("light", 100),
    ("contrast", 200),
    ("dark", 100),
    ("contrast", 100),
    ("light", 200),
    ("dark", 200),
)
MOST_TABS = 250
DECIDING = datetime(2019, 1, 8, 11, 0, tzinfo=UTC)
TRACKED = datetime(2018, 3, 12, 11, 0, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Filled:
    """A closed workspace, to be copied, with a case at each stage that has a page of its own."""

    folder: Path
    followed: CaseId
    """Walked from the referral to its actions."""
    deciding: CaseId
    """Sent to the Chair."""
    typed: CaseId
    """A referral being typed."""
    screening: CaseId
    """A referral that waits for its screening."""


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Filled:
    clock = SetClock(datetime(2016, 4, 5, 11, 0, tzinfo=UTC))
    folder = tmp_path_factory.mktemp("filled") / "fenmarsh.lif"
    workspace = factories.make_workspace(folder, clock).workspace
    kept = settings.resources_folder() / "example"
    first, second = (read_example(kept / f"case-{letter}.toml") for letter in "ab")
    followed = walking.refer(workspace, clock, first)
    for step in (walking.weigh, walking.decide, walking.tell, walking.learn, walking.act):
        step(workspace, clock, first, followed)
    deciding = walking.refer(workspace, clock, second)
    walking.weigh(workspace, clock, second, deciding)
    started = referrals.start(workspace)
    answers = {**first.referral, "case_reference": "FSCB/SCR/2018/01", "pseudonym": "Child Q"}
    del answers["incident_description"]
    referrals.save_draft(workspace, started.draft.id, answers, page="incident")
    waiting = factories.submitted_case(
        workspace, case_reference="FSCB/SCR/2018/02", pseudonym="Child R"
    )
    workspace.close()
    return Filled(folder, followed, deciding, started.case.id, waiting.id)


@pytest.fixture
def window(
    qtbot: QtBot, filled: Filled, tmp_path: Path, answers: Answers
) -> Iterator[SessionWindow]:
    """The window on a copy of the filled workspace, on 12 March 2018."""
    folder = tmp_path / "copy" / filled.folder.name
    shutil.copytree(filled.folder, folder)
    clock = SetClock(TRACKED)
    workspace = unlock(
        folder, person_name=factories.PERSON, passphrase=factories.PASSPHRASE, clock=clock
    )
    shown = SessionWindow(CheapDoors(clock), ask=answers)
    shown.resize(1440, 900)
    with qtbot.waitExposed(shown):
        shown.show()
    shown.open_workspace(workspace)
    _rest(shown)
    yield shown
    shown.jobs.close()
    shown.hide()
    shown.deleteLater()
    workspace.close()


def _rest(window: SessionWindow) -> None:
    """Until nothing is under way."""
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    for _ in range(4000):
        settle(application)
        if not window.jobs.is_busy and window.main is not None and window.main.page is not None:
            settle(application)
            if not window.jobs.is_busy:
                return
        QTest.qWait(5)
    message = "the window does not come to rest"
    raise AssertionError(message)


@dataclass
class Looker:
    """Opens page after page, takes a picture of each, and notes what is cut off."""

    window: SessionWindow
    look: str
    folder: Path | None

    by_keyboard: bool = False
    """Whether names and the way of the Tab key are looked at, in the place of the picture."""

    def __post_init__(self) -> None:
        self.faults: list[str] = []

    def open(self, name: str, page: str, argument: str = "") -> None:
        """Open a page of the rail or of a case and look at it."""
        if not has_page(page):
            return
        main_of(self.window).open_page(page, argument)
        self.take(name)

    def take(self, name: str) -> None:
        """Look at what is shown now."""
        for _ in range(6):  # heights follow widths, column by column
            _rest(self.window)
        if self.by_keyboard:
            self.faults += [f"{name}: {fault}" for fault in _without_a_name(self.window)]
            self.faults += [f"{name}: {fault}" for fault in _tab_faults(self.window)]
            return
        picture = self.window.grab()
        if self.folder is not None:
            picture.save(str(self.folder / f"{name}-{self.look}.png"))
        image = picture.toImage()
        colours = {
            image.pixel(x, y)
            for x in range(0, image.width(), 9)
            for y in range(0, image.height(), 9)
        }
        if len(colours) < 5:
            self.faults.append(f"{name}: empty")
        self.faults += [f"{name}: {fault}" for fault in cut_off(self.window)]
        size = self.window.minimumSizeHint()
        if size.width() > self.window.width() or size.height() > self.window.height():
            self.faults.append(f"{name}: the window would have to grow to {size}")

    def go_to(self, moment: datetime) -> None:
        """Put the clock elsewhere."""
        clock = main_of(self.window)._workspace.clock
        assert isinstance(clock, SetClock)
        clock.put(moment)

    def form(self) -> FormPage:
        page = main_of(self.window).page
        assert isinstance(page, FormPage)
        assert page.view is not None
        return page


def _without_a_name(window: SessionWindow) -> list[str]:
    return [f"no name: {part}" for part in nameless(window)]


def _tab_faults(window: SessionWindow) -> list[str]:
    """Press Tab until the start comes round; what it never reached is a fault."""
    start = QApplication.focusWidget()
    page = main_of(window).page
    if start is None or page is None or not page.isAncestorOf(start):
        return ["the page opened without the focus"]
    reached: list[QWidget] = []
    at = start
    while at not in reached:
        reached.append(at)
        QTest.keyClick(at, Qt.Key.Key_Tab)
        QApplication.processEvents()
        now = QApplication.focusWidget()
        if now is None or len(reached) > MOST_TABS:
            return [f"Tab does not come round from {at}"]
        at = now
    missed = {
        repr(part)
        for part in page.findChildren(QWidget)
        if focusable(part) and part not in reached and not isinstance(part, QRadioButton)
    }
    return [f"Tab never reaches {part}" for part in sorted(missed)]


def _forms(looker: Looker, filled: Filled, _workspace: Workspace) -> None:
    looker.open("05-referral-topic", "referral", filled.typed)
    view = looker.form().view
    assert view is not None
    view.continue_button.click()
    looker.take("05-referral-error")
    view.open_page("children")
    looker.take("05-referral-child")
    view.open_page(CHECK)
    looker.take("06-check-answers")
    looker.go_to(DECIDING)
    looker.open("08-decision-form", "decision", filled.deciding)
    view = looker.form().view
    assert view is not None
    view.open_page("reasons")
    looker.take("08-decision-reasons")
    looker.go_to(TRACKED)
    looker.open("11-learning", "learning", filled.followed)


def _case_pages(looker: Looker, filled: Filled, workspace: Workspace) -> None:
    case, deciding = filled.followed, filled.deciding
    looker.open("04-case", "case", case)
    looker.go_to(DECIDING)
    looker.open("04-case-deciding", "case", deciding)
    looker.go_to(TRACKED)
    looker.open("30-screening", "screening", filled.screening)
    looker.open("30-screening-recorded", "screening", case)
    looker.open("31-summaries", "summaries", case)
    looker.open("07-grid", "grid", deciding)
    looker.open("07-grid-facts", "grid_facts", deciding)
    looker.open("08-decision", "decision", case)
    looker.open("32-notices", "notices", case)
    page = main_of(looker.window).page
    assert page is not None
    page.findChildren(DutyLine)[0].click()
    looker.take("32-notices-duty")
    looker.open("09-tracker", "actions")
    looker.open("09-tracker-case", "actions", f"case:{case}")
    row = actions.tracker(workspace, TRACKED.date(), wanted=TrackerFilter(case_id=case)).rows[0]
    looker.open("33-action", "action", f"{case} {row.action.id}")


def _rail_pages(looker: Looker, filled: Filled, workspace: Workspace) -> None:
    looker.open("02-home-filled", "home")
    looker.open("03-cases-filled", "cases")
    decision = documents.issue(
        workspace,
        DocumentKind.DECISION_FORM,
        filled.followed,
        [Signer(role="Decision maker", name=factories.PERSON), Signer(role="Business manager")],
    )
    documents.sign(
        workspace,
        decision.id,
        person_id=workspace.actor.id,
        passphrase=factories.PASSPHRASE,
    )
    looker.open("12-document-to-sign", "documents", decision.id)
    looker.open("12-documents", "documents")
    looker.open("12-documents-case", "documents", filled.followed)
    looker.open("34-board", "board")
    looker.open("20-settings", "settings")


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """All looks where pictures are wanted; else the two that differ most."""
    if "chosen" in metafunc.fixturenames:
        wanted = LOOKS if metafunc.config.getoption("--pictures") else LOOKS[:2]
        metafunc.parametrize("chosen", wanted, ids=lambda look: f"{look[0]}-{look[1]}")


@pytest.mark.parametrize(
    "pages", [_forms, _case_pages, _rail_pages], ids=lambda each: each.__name__
)
def test_no_page_cuts_a_word_off_or_scrolls_sideways(
    window: SessionWindow,
    filled: Filled,
    chosen: tuple[Theme, int],
    pages: Callable[[Looker, Filled, Workspace], None],
    pictures: Path | None,
) -> None:
    theme, percent = chosen
    appearance().apply(Preferences(theme=theme, text_percent=percent))
    looker = Looker(window, f"{theme}-{percent}", pictures)
    pages(looker, filled, main_of(window)._workspace)
    assert looker.faults == []


@pytest.mark.parametrize(
    "pages", [_forms, _case_pages, _rail_pages], ids=lambda each: each.__name__
)
def test_every_part_has_a_name_and_tab_comes_round(
    window: SessionWindow,
    filled: Filled,
    pages: Callable[[Looker, Filled, Workspace], None],
) -> None:
    looker = Looker(window, "", None, by_keyboard=True)
    pages(looker, filled, main_of(window)._workspace)
    assert looker.faults == []
