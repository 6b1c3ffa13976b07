"""The ruler of days: what is late and what falls due, to scale, with today on it."""

from __future__ import annotations

from collections.abc import Container, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from lif_desktop.ui.charts.calendar import Calendar, short_day
from lif_desktop.ui.theme import Role, appearance, fix
from lif_desktop.ui.widgets import draw_shape

_HEIGHT, _LINE_AT, _TOP = 136, 56, 26


@dataclass(frozen=True, slots=True, kw_only=True)
class RulerMark:
    """One day on which something is or was due."""

    on: date
    label: str
    count: int = 1
    late: bool = False


class TimeRuler(QWidget):
    """Whole weeks with weekends, bank holidays, today and the things that are due."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._today = date(2000, 1, 3)
        self._weeks = 5
        self._marks: tuple[RulerMark, ...] = ()
        self._holidays: Container[date] = ()
        fix(self, height=_HEIGHT)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_days(
        self,
        today: date,
        marks: Sequence[RulerMark],
        *,
        holidays: Container[date],
        weeks: int = 5,
        sentence: str = "",
    ) -> None:
        """Show the week before today's and those after it.

        Args:
            today: where the line stands.
            marks: what is due; those outside the weeks shown are left out.
            holidays: bank holidays, any years.
            weeks: how many whole weeks.
            sentence: says the same in words, for a screen reader.
        """
        self._today = today
        self._weeks = weeks
        self._marks = tuple(sorted(marks, key=_by_day))
        self._holidays = holidays
        self.setAccessibleName(sentence)
        self.update()

    @property
    def calendar(self) -> Calendar:
        """The days shown."""
        first = self._today - timedelta(days=self._today.weekday() + 7)
        last = first + timedelta(days=7 * self._weeks - 1)
        return Calendar(first=first, last=last, holidays=self._holidays)

    @override
    def sizeHint(self) -> QSize:
        return QSize(appearance().px(480), appearance().px(_HEIGHT))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        look = appearance()
        calendar = self.calendar
        painter = QPainter(self)
        wide = float(self.width() - 1)
        band = QRectF(0, look.px(_TOP), wide, self.height() - look.px(_TOP))
        calendar.draw_days(painter, band)
        self._draw_axis(painter, calendar, wide)
        self._draw_today(painter, calendar, wide)
        self._draw_marks(painter, calendar, wide)
        painter.end()

    def _draw_axis(self, painter: QPainter, calendar: Calendar, wide: float) -> None:
        look = appearance()
        painter.setFont(look.font("small"))
        pill = self._pill(calendar, wide)
        for monday in calendar.mondays():
            x = calendar.at(monday, 0, wide)
            painter.setPen(QPen(look.colour("line"), 1))
            painter.drawLine(QPointF(x, look.px(4)), QPointF(x, self.height()))
            words = short_day(monday)
            box = QRectF(x + look.px(6), 0, look.words_width(words, "small") + 4, look.px(24))
            if not box.intersects(pill):
                painter.setPen(look.colour("muted"))
                painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, words)
        painter.setPen(QPen(look.colour("edge"), 1.5 * look.scale))
        painter.drawLine(QPointF(0, look.px(_LINE_AT)), QPointF(wide, look.px(_LINE_AT)))

    def _today_x(self, calendar: Calendar, wide: float) -> float:
        return calendar.at(self._today, 0, wide) + wide / calendar.days / 2

    def _pill(self, calendar: Calendar, wide: float) -> QRectF:
        look = appearance()
        across = look.words_width(self.tr("Today"), "small", strong=True) + look.px(18)
        x = self._today_x(calendar, wide) - across / 2
        return QRectF(min(max(0.0, x), wide - across), 0, across, look.px(24))

    def _draw_today(self, painter: QPainter, calendar: Calendar, wide: float) -> None:
        look = appearance()
        x = self._today_x(calendar, wide)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(look.colour("text"), 2 * look.scale))
        painter.drawLine(QPointF(x, look.px(20)), QPointF(x, self.height()))
        pill = self._pill(calendar, wide)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.colour("text"))
        painter.drawRoundedRect(pill, 6, 6)
        painter.setPen(look.colour("sheet"))
        painter.setFont(look.font("small", strong=True))
        painter.drawText(pill, Qt.AlignmentFlag.AlignCenter, self.tr("Today"))

    def _draw_marks(self, painter: QPainter, calendar: Calendar, wide: float) -> None:
        look = appearance()
        ends = [-1.0, -1.0]
        y = float(look.px(_LINE_AT))
        for mark in self._marks:
            if not calendar.first <= mark.on <= calendar.last:
                continue
            x = calendar.at(mark.on, 0, wide) + wide / calendar.days / 2
            role: Role = "red" if mark.late else "text"
            self._draw_mark(painter, mark, QPointF(x, y))
            painter.setFont(look.font("small", strong=mark.late))
            across = look.words_width(mark.label, "small", strong=mark.late)
            left = min(max(0.0, x - across / 2), wide - across)
            level = next((n for n, end in enumerate(ends) if left > end + look.px(6)), None)
            if level is None:
                continue
            ends[level] = left + across
            top = y + look.px(13 + 26 * level)
            if level:
                painter.setPen(QPen(look.colour("edge"), 1))
                painter.drawLine(QPointF(x, y + look.px(9)), QPointF(x, top + look.px(4)))
            words = QRectF(left, top, across + 4, look.px(24))
            band = QRectF(0, look.px(_TOP), wide, self.height())
            calendar.clear_hatch(painter, words, band)
            painter.setPen(look.colour(role))
            painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, mark.label)

    def _draw_mark(self, painter: QPainter, mark: RulerMark, at: QPointF) -> None:
        look = appearance()
        if mark.late:
            side = look.px(14)
            box = QRectF(at.x() - side / 2, at.y() - side / 2, side, side)
            draw_shape(painter, "diamond", box, look.colour("red_shape"))
            return
        radius = look.px(9)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.colour("accent"))
        painter.drawEllipse(at, radius, radius)
        painter.setPen(look.colour("on"))
        painter.setFont(look.font("small", strong=True))
        box = QRectF(at.x() - radius, at.y() - radius, 2 * radius, 2 * radius)
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, str(mark.count))


def _by_day(mark: RulerMark) -> date:
    return mark.on
