"""The decision grid as a table: criteria down, agencies across, evidence in the cell, consensus at the end.

Members and deputies, who are counted, stand under one rule in the head; invitees, who are heard and
not counted, under another on a sunken ground. Every mark has its word.
"""

from __future__ import annotations

from lif_desktop.ui.grid_table.model import GridModel, GridRow
from lif_desktop.ui.grid_table.table import GridTable

__all__ = ["GridModel", "GridRow", "GridTable"]
