"""A stretch of days to draw on: where each day stands, which are weekends or bank holidays."""

from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass
from datetime import date, timedelta

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from lif_desktop.domain.vocabulary import MONTHS
from lif_desktop.ui.theme import appearance
from lif_desktop.ui.widgets import hatch


@dataclass(frozen=True, slots=True, kw_only=True)
class Calendar:
    """Days from first to last, both shown whole."""

    first: date
    last: date
    holidays: Container[date] = ()

    @property
    def days(self) -> int:
        """How many days are shown."""
        return (self.last - self.first).days + 1

    def at(self, day: date, left: float, width: float) -> float:
        """Where a day begins on a stretch that starts at left and is so wide."""
        return left + (day - self.first).days * width / self.days

    def mondays(self) -> list[date]:
        """The Mondays shown."""
        first = self.first + timedelta(days=-self.first.weekday() % 7)
        return [
            first + timedelta(days=7 * week)
            for week in range((self.last - first).days // 7 + 1)
            if first + timedelta(days=7 * week) <= self.last
        ]

    def draw_days(self, painter: QPainter, area: QRectF) -> None:
        """Fill the weekends and hatch the bank holidays over an area as wide as the stretch."""
        look = appearance()
        day_width = area.width() / self.days
        for number in range(self.days):
            day = self.first + timedelta(days=number)
            box = QRectF(area.left() + number * day_width, area.top(), day_width, area.height())
            if day.weekday() >= 5:
                painter.fillRect(box, look.colour("weekend"))
            if day in self.holidays:
                hatch(painter, box, look.colour("edge"), gap=4.0 * look.scale, weight=0.9)

    def clear_hatch(self, painter: QPainter, words: QRectF, area: QRectF) -> None:
        """Take the hatching away under words, and only there."""
        day_width = area.width() / self.days
        for number in range(self.days):
            day = self.first + timedelta(days=number)
            if day in self.holidays:
                left = self.at(day, area.left(), area.width())
                box = QRectF(left - 1, area.top(), day_width + 2, area.height())
                if box.intersects(words):
                    painter.fillRect(box.intersected(words), appearance().colour("sheet"))


def short_day(day: date) -> str:
    """A day and its month, as on an axis: 9 May."""
    return f"{day.day} {MONTHS[day.month - 1][:3]}"
