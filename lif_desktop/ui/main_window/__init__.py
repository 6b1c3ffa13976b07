"""The window once the workspace is open."""

from __future__ import annotations

from lif_desktop.ui.main_window.places import PLACES, make_page, rail_entries
from lif_desktop.ui.main_window.window import MainWindow

__all__ = ["PLACES", "MainWindow", "make_page", "rail_entries"]
