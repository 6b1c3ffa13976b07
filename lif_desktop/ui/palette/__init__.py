"""Search everything and run commands, from the keyboard: the palette over the page (Ctrl+K)."""

from __future__ import annotations

from lif_desktop.ui.palette.choices import Choice, ChoicesModel, matched_parts
from lif_desktop.ui.palette.overlay import MOST_RESULTS, Palette

__all__ = ["MOST_RESULTS", "Choice", "ChoicesModel", "Palette", "matched_parts"]
