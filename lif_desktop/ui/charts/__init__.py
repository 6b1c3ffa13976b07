"""Pictures of time and of ratings, painted by ourselves; each has a sentence that says the same."""

from __future__ import annotations

from lif_desktop.ui.charts.calendar import Calendar
from lif_desktop.ui.charts.donut import Donut, RatingCount, RatingCounts
from lif_desktop.ui.charts.ruler import RulerMark, TimeRuler
from lif_desktop.ui.charts.timeline import CaseTimeline, Lane

__all__ = [
    "Calendar",
    "CaseTimeline",
    "Donut",
    "Lane",
    "RatingCount",
    "RatingCounts",
    "RulerMark",
    "TimeRuler",
]
