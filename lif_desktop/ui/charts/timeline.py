"""A case's clocks on one scale: what ran, what runs, what ran over, with today across them all."""

from __future__ import annotations

from collections.abc import Container, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from lif_desktop.ui.charts.calendar import Calendar, short_day
from lif_desktop.ui.theme import appearance, fix
from lif_desktop.ui.widgets import draw_shape, hatch

_AXIS, _LANE, _LABELS, _KEY = 46, 36, 208, 30


@dataclass(frozen=True, slots=True, kw_only=True)
class Lane:
    """One clock."""

    label: str
    started_on: date
    due_on: date
    done_on: date | None = None
    words: str = ""
    """Beside the bar: "Due Thursday 26 May, 4 working days left"."""
    other_due_on: date | None = None
    """Due day on a second reading of the rule; drawn as an open diamond."""


class CaseTimeline(QWidget):
    """One lane for each clock, all on one scale."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lanes: tuple[Lane, ...] = ()
        self._today = date(2000, 1, 3)
        self._today_words = ""
        self._holidays: Container[date] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_lanes(
        self,
        lanes: Sequence[Lane],
        *,
        today: date,
        today_words: str,
        holidays: Container[date],
        sentence: str = "",
    ) -> None:
        """Show clocks; sentence says the same in words, for a screen reader."""
        self._lanes = tuple(lanes)
        self._today = today
        self._today_words = today_words
        self._holidays = holidays
        self.setAccessibleName(
            sentence or ". ".join(f"{lane.label}: {lane.words}" for lane in lanes)
        )
        fix(self, height=_AXIS + _LANE * len(lanes) + _KEY)
        self.updateGeometry()
        self.update()

    @property
    def calendar(self) -> Calendar:
        """The days shown: from the Monday before the first start to after the last end and today."""
        starts = [lane.started_on for lane in self._lanes] or [self._today]
        ends = [
            day
            for lane in self._lanes
            for day in (lane.due_on, lane.done_on, lane.other_due_on)
            if day
        ]
        first = min([*starts, self._today])
        last = max([*ends, self._today]) + timedelta(days=10)
        first -= timedelta(days=first.weekday())
        last += timedelta(days=6 - last.weekday())
        return Calendar(first=first, last=last, holidays=self._holidays)

    @override
    def sizeHint(self) -> QSize:
        look = appearance()
        return QSize(look.px(600), look.px(_AXIS + _LANE * len(self._lanes) + _KEY))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        look = appearance()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        calendar = self.calendar
        left = self._labels_width()
        area = QRectF(
            left, look.px(_AXIS), self.width() - left - 1, look.px(_LANE) * len(self._lanes)
        )
        calendar.draw_days(painter, area)
        self._draw_axis(painter, calendar, area)
        for number, lane in enumerate(self._lanes):
            box = QRectF(
                area.left(), area.top() + number * look.px(_LANE), area.width(), look.px(_LANE)
            )
            self._draw_lane(painter, calendar, lane, box)
        self._draw_today(painter, calendar, area)
        for number, lane in enumerate(self._lanes):
            box = QRectF(
                area.left(), area.top() + number * look.px(_LANE), area.width(), look.px(_LANE)
            )
            self._draw_words(painter, calendar, lane, box)
        self._draw_key(painter, area)
        painter.end()

    def _labels_width(self) -> float:
        """As wide as the longest label, but never more than two fifths of the whole."""
        look = appearance()
        widest = max(
            (look.words_width(lane.label, "body", strong=True) for lane in self._lanes), default=0
        )
        wanted = max(look.px(_LABELS), widest + look.px(20))
        return float(min(wanted, round(self.width() * 0.4)))

    def _x(self, calendar: Calendar, day: date, area: QRectF) -> float:
        return calendar.at(day, area.left(), area.width())

    def _pill(self, calendar: Calendar, area: QRectF) -> QRectF:
        look = appearance()
        across = look.words_width(self._today_words, "small", strong=True) + look.px(20)
        middle = self._x(calendar, self._today, area) + area.width() / calendar.days / 2
        x = min(max(area.left(), middle - across / 2), area.right() - across)
        return QRectF(x, 0, across, look.px(24))

    def _draw_axis(self, painter: QPainter, calendar: Calendar, area: QRectF) -> None:
        look = appearance()
        mondays = calendar.mondays()
        every = max(2, round(look.px(78) / max(1.0, 7 * area.width() / calendar.days)))
        pill = self._pill(calendar, area)
        painter.setFont(look.font("small"))
        for monday in mondays[::every]:
            x = self._x(calendar, monday, area)
            words = short_day(monday)
            box = QRectF(x + 4, look.px(22), look.words_width(words, "small") + 4, look.px(22))
            painter.setPen(QPen(look.colour("line"), 1))
            painter.drawLine(QPointF(x, look.px(24)), QPointF(x, area.bottom()))
            if box.right() > area.right() or box.adjusted(-4, 0, 4, 0).intersects(pill):
                continue
            painter.setPen(look.colour("muted"))
            painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, words)

    def _draw_lane(self, painter: QPainter, calendar: Calendar, lane: Lane, box: QRectF) -> None:
        look = appearance()
        painter.setPen(QPen(look.colour("line"), 1))
        painter.drawLine(QPointF(0, box.bottom()), QPointF(box.right(), box.bottom()))
        painter.setPen(look.colour("text"))
        painter.setFont(look.font("body", strong=True))
        label = QRectF(0, box.top(), box.left() - look.px(8), box.height())
        shown = painter.fontMetrics().elidedText(
            lane.label, Qt.TextElideMode.ElideRight, int(label.width())
        )
        painter.drawText(label, Qt.AlignmentFlag.AlignVCenter, shown)
        self._draw_bars(painter, calendar, lane, box)

    def _draw_bars(self, painter: QPainter, calendar: Calendar, lane: Lane, box: QRectF) -> None:
        look = appearance()
        high = look.px(14)
        top = box.center().y() - high / 2
        start = self._x(calendar, lane.started_on, box)
        due = self._x(calendar, lane.due_on + timedelta(days=1), box)
        ended = lane.done_on or self._today
        end = self._x(calendar, ended + timedelta(days=1), box)
        painter.setPen(Qt.PenStyle.NoPen)
        if lane.done_on is None and ended <= lane.due_on:
            running = QRectF(start, top, max(due - start, 4), high)
            painter.setBrush(look.colour("soft"))
            painter.setPen(QPen(look.colour("accent"), 1.5))
            painter.drawRoundedRect(running, 5, 5)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(look.colour("accent"))
            painter.drawRoundedRect(QRectF(start, top, max(min(end, due) - start, 4), high), 5, 5)
        else:
            in_time = QRectF(start, top, max(min(due, end) - start, 4), high)
            painter.setBrush(look.colour("done_shape"))
            painter.drawRoundedRect(in_time, 5, 5)
            if end > due:
                over = QRectF(due, top, end - due, high)
                painter.setBrush(look.colour("red_tint"))
                painter.setPen(QPen(look.colour("red_shape"), 1.5))
                painter.drawRoundedRect(over, 5, 5)
                hatch(painter, over.adjusted(2, 1.5, -2, -1.5), look.colour("red_shape"), gap=4)
        if lane.other_due_on is not None:
            side = look.px(14)
            x = self._x(calendar, lane.other_due_on, box)
            painter.setPen(Qt.PenStyle.NoPen)
            diamond = QRectF(x - side / 2, box.center().y() - side / 2, side, side)
            draw_shape(painter, "open_diamond", diamond, look.colour("accent"))

    def _draw_words(self, painter: QPainter, calendar: Calendar, lane: Lane, box: QRectF) -> None:
        """On the side of the bar that has room; after an overrun a diamond stands before them."""
        look = appearance()
        late = (lane.done_on or self._today) > lane.due_on
        strong = late or lane.done_on is None
        across = look.words_width(lane.words, "small", strong=strong)
        ended = max(lane.due_on, lane.done_on or (self._today if late else lane.due_on))
        right = self._x(calendar, ended + timedelta(days=1), box) + look.px(8)
        today = self._x(calendar, self._today, box) + box.width() / calendar.days / 2
        if abs(right - today) < look.px(10):
            right = today + look.px(10)
        mark = look.px(20) if late else 0
        if right + across + mark > box.right():
            right = self._x(calendar, lane.started_on, box) - look.px(8) - across - mark
        if right < box.left():
            end = min(box.right(), today if today > box.center().x() else box.right())
            right = end - across - mark - look.px(14)
            self._clear_bar(painter, QRectF(right, box.top(), across + mark, box.height()))
        if late:
            side = look.px(12)
            diamond = QRectF(right, box.center().y() - side / 2, side, side)
            draw_shape(painter, "diamond", diamond, look.colour("red_shape"))
        painter.setFont(look.font("small", strong=strong))
        painter.setPen(look.colour("red" if late else "text"))
        where = QRectF(right + mark, box.top() + 4, across + 4, box.height() - 8)
        calendar.clear_hatch(painter, where, box)
        painter.drawText(where, Qt.AlignmentFlag.AlignVCenter, lane.words)

    def _clear_bar(self, painter: QPainter, words: QRectF) -> None:
        """Make room inside a bar that leaves none on either side."""
        look = appearance()
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.colour("sheet"))
        around = words.adjusted(-look.px(8), look.px(6), look.px(10), -look.px(6))
        painter.drawRoundedRect(around, 5, 5)

    def _draw_today(self, painter: QPainter, calendar: Calendar, area: QRectF) -> None:
        look = appearance()
        x = self._x(calendar, self._today, area) + area.width() / calendar.days / 2
        painter.setPen(QPen(look.colour("text"), 2 * look.scale))
        painter.drawLine(QPointF(x, look.px(22)), QPointF(x, area.bottom()))
        pill = self._pill(calendar, area)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.colour("text"))
        painter.drawRoundedRect(pill, 6, 6)
        painter.setPen(look.colour("sheet"))
        painter.setFont(look.font("small", strong=True))
        painter.drawText(pill, Qt.AlignmentFlag.AlignCenter, self._today_words)

    def _draw_key(self, painter: QPainter, area: QRectF) -> None:
        look = appearance()
        middle = area.bottom() + look.px(18)
        painter.setFont(look.font("small"))
        side = look.px(13)
        entries = (
            ("weekend", self.tr("Weekend")),
            ("holiday", self.tr("Bank holiday")),
            ("other", self.tr("Due on the other reading of the rule")),
        )
        whole = sum(side + look.px(28) + look.words_width(words, "small") for _, words in entries)
        x = area.left() if whole <= area.width() else 0.0
        for kind, words in entries:
            if kind == "other" and not any(lane.other_due_on for lane in self._lanes):
                continue
            box = QRectF(x, middle - side / 2, side, side)
            if kind == "weekend":
                painter.fillRect(box, look.colour("line"))
            elif kind == "holiday":
                hatch(painter, box, look.colour("edge"), gap=4)
            else:
                draw_shape(painter, "open_diamond", box, look.colour("accent"))
            x += side + look.px(6)
            across = look.words_width(words, "small")
            painter.setPen(look.colour("muted"))
            painter.drawText(
                QRectF(x, middle - look.px(11), across + 4, look.px(22)),
                Qt.AlignmentFlag.AlignVCenter,
                words,
            )
            x += across + look.px(22)
