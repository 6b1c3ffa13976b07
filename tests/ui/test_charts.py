"""Time to scale and ratings as a ring: in the right place, and said in words."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from lif_desktop.domain.timelines import BankHolidays
from lif_desktop.domain.vocabulary import Rag
from lif_desktop.ui.charts import (
    Calendar,
    CaseTimeline,
    Donut,
    Lane,
    RatingCount,
    RatingCounts,
    RulerMark,
    TimeRuler,
)
from lif_desktop.ui.theme import Role, appearance
from lif_desktop.ui.theme.tokens import THEME_NAMES, ThemeName
from lif_desktop.ui.widgets import Label

TODAY = date(2016, 5, 20)
HOLIDAYS = BankHolidays()
LANES = (
    Lane(
        label="Notify Ofsted",
        started_on=date(2016, 3, 22),
        due_on=date(2016, 4, 1),
        done_on=date(2016, 4, 1),
        words="Sent 1 April",
    ),
    Lane(
        label="Decide on a review",
        started_on=date(2016, 4, 1),
        due_on=date(2016, 5, 1),
        done_on=date(2016, 5, 19),
        words="18 days over",
    ),
    Lane(
        label="Tell the national Panel",
        started_on=date(2016, 5, 19),
        due_on=date(2016, 6, 2),
        words="Due Thursday 2 June, 8 working days left",
        other_due_on=date(2016, 5, 26),
    ),
)


def shown(qtbot: QtBot, part: QWidget, width: int) -> QImage:
    qtbot.addWidget(part)
    part.resize(width, part.sizeHint().height())
    part.show()
    return part.grab().toImage()


def near(colour: QColor, role: Role) -> bool:
    wanted = appearance().colour(role)
    return (
        abs(colour.red() - wanted.red())
        + abs(colour.green() - wanted.green())
        + abs(colour.blue() - wanted.blue())
        < 40
    )


def columns_of(picture: QImage, y: int, role: Role) -> list[int]:
    """Where along a line of the picture a colour stands."""
    return [x for x in range(picture.width()) if near(picture.pixelColor(x, y), role)]


def test_days_stand_to_scale() -> None:
    calendar = Calendar(first=date(2016, 5, 9), last=date(2016, 6, 12), holidays=HOLIDAYS)
    assert calendar.days == 35
    assert calendar.at(date(2016, 5, 9), 100, 700) == 100
    assert calendar.at(date(2016, 5, 16), 100, 700) == pytest.approx(240)
    assert calendar.mondays() == [date(2016, 5, 9) + timedelta(days=7 * n) for n in range(5)]
    assert Calendar(first=date(2016, 5, 10), last=date(2016, 5, 20)).mondays() == [
        date(2016, 5, 16)
    ]


def test_the_ruler_shows_the_week_before_and_whole_weeks(qtbot: QtBot) -> None:
    ruler = TimeRuler()
    ruler.show_days(TODAY, [], holidays=HOLIDAYS, weeks=5, sentence="Nothing is due.")
    qtbot.addWidget(ruler)
    assert ruler.calendar.first == date(2016, 5, 9)
    assert ruler.calendar.last == date(2016, 6, 12)
    assert ruler.accessibleName() == "Nothing is due."


def test_late_marks_and_due_marks_stand_on_their_days(qtbot: QtBot) -> None:
    ruler = TimeRuler()
    marks = [
        RulerMark(on=date(2016, 5, 13), label="Late", late=True),
        RulerMark(on=date(2016, 5, 26), label="Due", count=2),
        RulerMark(on=date(2017, 1, 1), label="Outside"),
    ]
    ruler.show_days(TODAY, marks, holidays=HOLIDAYS)
    picture = shown(qtbot, ruler, 701)
    y = appearance().px(56)
    red = columns_of(picture, y, "red_shape")
    blue = columns_of(picture, y, "accent")
    day = 700 / 35
    assert (min(red) + max(red)) / 2 == pytest.approx(day * 4.5, abs=2)
    assert (min(blue) + max(blue)) / 2 == pytest.approx(day * 17.5, abs=3)


def test_labels_of_neighbours_do_not_touch(qtbot: QtBot) -> None:
    ruler = TimeRuler()
    marks = [
        RulerMark(on=date(2016, 5, 23) + timedelta(days=n), label="A rather long label")
        for n in range(4)
    ]
    ruler.show_days(TODAY, marks, holidays=HOLIDAYS)
    crowded = shown(qtbot, ruler, 701)
    ruler.show_days(TODAY, marks[:1], holidays=HOLIDAYS)
    single = ruler.grab().toImage()
    first_level = appearance().px(56 + 13 + 12)
    wide = columns_of(crowded, first_level, "text")
    alone = columns_of(single, first_level, "text")
    assert len(wide) <= 2 * len(alone) + 4, (
        "the second label goes to the lower level, the third away"
    )


@pytest.mark.parametrize("theme", THEME_NAMES)
@pytest.mark.parametrize("percent", [100, 200])
def test_a_timeline_shows_what_ran_what_runs_and_what_ran_over(
    qtbot: QtBot, theme: ThemeName, percent: int
) -> None:
    appearance().set_theme(theme)
    appearance().set_percent(percent)
    timeline = CaseTimeline()
    timeline.show_lanes(LANES, today=TODAY, today_words="Today, Friday 20 May", holidays=HOLIDAYS)
    picture = shown(qtbot, timeline, 1100 * percent // 100)
    look = appearance()
    middle = [look.px(46 + 36 * n + 18) for n in range(3)]
    assert columns_of(picture, middle[0], "done_shape")
    assert columns_of(picture, middle[1], "red_shape")
    assert columns_of(picture, middle[2], "accent")
    assert timeline.height() == look.px(46 + 36 * 3 + 30)
    said = timeline.accessibleName()
    assert "Decide on a review: 18 days over" in said
    assert "Due Thursday 2 June, 8 working days left" in said


def test_a_bar_begins_and_ends_on_its_days(qtbot: QtBot) -> None:
    timeline = CaseTimeline()
    timeline.show_lanes(LANES[:1], today=TODAY, today_words="Today", holidays=HOLIDAYS)
    picture = shown(qtbot, timeline, 1208)
    calendar = timeline.calendar
    bar = [x for x in columns_of(picture, appearance().px(46 + 18), "done_shape") if x > 208]
    assert min(bar) == pytest.approx(calendar.at(date(2016, 3, 22), 208, 999), abs=4)
    end = next(x for x in range(min(bar), picture.width()) if x + 1 not in bar)
    assert end == pytest.approx(calendar.at(date(2016, 4, 2), 208, 999), abs=4)


def test_a_timeline_without_clocks_still_shows_today(qtbot: QtBot) -> None:
    timeline = CaseTimeline()
    timeline.show_lanes([], today=TODAY, today_words="Today", holidays=HOLIDAYS)
    picture = shown(qtbot, timeline, 600)
    assert columns_of(picture, appearance().px(12), "text")
    assert timeline.calendar.first <= TODAY <= timeline.calendar.last


def test_the_ring_is_divided_by_the_counts(qtbot: QtBot) -> None:
    donut = Donut("actions")
    donut.show_counts({Rag.RED: 1, Rag.GREEN: 3})
    picture = shown(qtbot, donut, appearance().px(144))
    assert donut.accessibleName() == "1 red, 0 amber, 3 green, 0 complete"
    centre, radius = picture.width() // 2, picture.width() // 2 - 6
    offset = round(radius * 0.7071)
    assert near(picture.pixelColor(centre + offset, centre - offset), "red_shape")
    assert near(picture.pixelColor(centre + offset, centre + offset), "green_shape")
    assert near(picture.pixelColor(centre - offset, centre + offset), "green_shape")
    assert near(picture.pixelColor(centre - offset, centre - offset), "green_shape")


def test_one_rating_alone_closes_the_ring(qtbot: QtBot) -> None:
    donut = Donut("actions")
    donut.show_counts({Rag.AMBER: 5})
    picture = shown(qtbot, donut, appearance().px(144))
    assert near(picture.pixelColor(picture.width() // 2, 4), "amber_shape")


def test_nothing_yet_is_an_empty_ring(qtbot: QtBot) -> None:
    donut = Donut("actions")
    donut.show_counts({})
    picture = shown(qtbot, donut, appearance().px(144))
    assert near(picture.pixelColor(picture.width() // 2, 8), "line")


def test_counts_stand_in_words_beside_the_ring(qtbot: QtBot) -> None:
    counts = RatingCounts("actions")
    counts.show_counts(
        [RatingCount(rating=Rag.RED, count=4, was=6), RatingCount(rating=Rag.AMBER, count=7)]
    )
    qtbot.addWidget(counts)
    words = [label.text() for label in counts.findChildren(Label)]
    assert words == ["Red", "4", "was 6", "Amber", "7"]
