"""Which pages there are: the one table that names them, and what stands in the rail."""

from __future__ import annotations

import importlib
import importlib.util
from dataclasses import dataclass
from typing import cast

from PySide6.QtCore import QCoreApplication

from lif_desktop.errors import NotFoundError
from lif_desktop.ui.main_window.frame import RailEntry
from lif_desktop.ui.page import Page, PageContext

HOME = "home"


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """One page: its name, the module that holds it, its class."""

    page: str
    module: str
    class_name: str


PLACES: tuple[PlaceRow, ...] = (
    PlaceRow("home", "home_page", "HomePage"),
    PlaceRow("cases", "cases_page", "CasesPage"),
    PlaceRow("case", "case_page", "CasePage"),
    PlaceRow("referral", "referral_page", "ReferralPage"),
    PlaceRow("screening", "screening_page", "ScreeningPage"),
    PlaceRow("summaries", "summaries_page", "SummariesPage"),
    PlaceRow("clock", "clock_page", "ClockPage"),
    PlaceRow("grid", "grid_page", "GridPage"),
    PlaceRow("grid_facts", "grid_facts_page", "GridFactsPage"),
    PlaceRow("decision", "decision_page", "DecisionPage"),
    PlaceRow("notices", "notices_page", "NoticesPage"),
    PlaceRow("learning", "learning_page", "LearningPage"),
    PlaceRow("actions", "actions_page", "ActionsPage"),
    PlaceRow("action", "action_page", "ActionPage"),
    PlaceRow("documents", "documents_page", "DocumentsPage"),
    PlaceRow("board", "board_page", "BoardPage"),
    PlaceRow("settings", "settings_page", "SettingsPage"),
)
"""A page is imported when it is first opened, so that the window comes up at once."""

# The third word of each row is translated where the rail is built, in the context "Rail".
_RAIL: tuple[tuple[str, str, str, bool], ...] = (
    ("home", "house", "Home", False),
    ("cases", "folder-open", "Cases", False),
    ("actions", "list-checks", "Actions", False),
    ("documents", "files", "Documents", False),
    ("board", "landmark", "Board", True),
    ("settings", "settings", "Settings", True),
)

PAGE_ICONS = {
    "case": "folder-open",
    "referral": "square-pen",
    "grid": "scale",
    "decision": "signature",
    "notices": "send",
    "learning": "lightbulb",
    "actions": "list-checks",
    "documents": "file-text",
}
"""Icon of a page in the palette."""


def has_page(page: str) -> bool:
    """Is there a page of that name?"""
    row = next((row for row in PLACES if row.page == page), None)
    return row is not None and importlib.util.find_spec(_full(row)) is not None


def rail_entries() -> tuple[RailEntry, ...]:
    """The entries of the rail, in order."""
    return tuple(
        RailEntry(
            page=page, icon=icon, label=QCoreApplication.translate("Rail", label), at_foot=foot
        )
        for page, icon, label, foot in _RAIL
        if has_page(page)
    )


def make_page(page: str, context: PageContext, argument: str) -> Page:
    """Build the page of that name.

    Raises:
        NotFoundError: there is no such page.
    """
    row = next((row for row in PLACES if row.page == page), None)
    if row is None or not has_page(page):
        raise NotFoundError(f"There is no page named {page}.")
    module = importlib.import_module(_full(row))
    return cast("Page", getattr(module, row.class_name)(context, argument))


def _full(row: PlaceRow) -> str:
    return f"lif_desktop.ui.pages.{row.module}"
