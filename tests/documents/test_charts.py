"""Pictures: every figure can be drawn, says itself in words, and keeps inside its place."""

from __future__ import annotations

from datetime import date, timedelta
from io import BytesIO

import pytest
from reportlab.pdfgen.canvas import Canvas

from lif_desktop import settings
from lif_desktop.documents import charts, shapes
from lif_desktop.documents import house_style as house
from lif_desktop.documents.artwork import Easel
from lif_desktop.documents.blocks import (
    Cell,
    Column,
    Columns,
    DataTable,
    Gap,
    Legend,
    PageEnd,
    Prose,
    Row,
    Setting,
    TrackingBlock,
)
from lif_desktop.documents.blocks import Fact as TrackingFact
from lif_desktop.documents.figures import (
    ClockBar,
    ClockFigure,
    ClockRow,
    CountBars,
    RulePanel,
    RuleStep,
    Stretch,
    TallyFigure,
    TallyPart,
    TotalsStrip,
)
from lif_desktop.documents.press import Press
from lif_desktop.documents.typeface import Typeface
from lif_desktop.documents.wording import Line, Mark, Run, Tone, words
from tests.documents import papers, reading


@pytest.fixture
def easel() -> Easel:
    press = Press(Typeface(settings.resources_folder() / "fonts"), house.PORTRAIT)
    return Easel(press, Canvas(BytesIO()), 400, 100)


def _clock(start: date, days: int, text: str, *, late: bool = False) -> ClockRow:
    bar = ClockBar(
        begins=start.isoformat(),
        ends=(start + timedelta(days=days)).isoformat(),
        stretch=Stretch.DONE,
    )
    return ClockRow(
        label="A clock with a rather long name that has to be cut short",
        bars=(bar,),
        words=text,
        late=late,
    )


@pytest.mark.parametrize(
    "rows",
    [
        (_clock(date(2016, 1, 1), 10, "short"),),
        (_clock(date(2016, 1, 1), 400, "a year and more " * 4, late=True),),
        (_clock(date(2016, 1, 1), 0, "one day"), _clock(date(2016, 6, 1), 3, "later " * 12)),
        (ClockRow(label="", bars=(), words="nothing to draw"),),
    ],
)
def test_clocks_of_any_length_can_be_drawn(rows: tuple[ClockRow, ...]) -> None:
    figure = ClockFigure(rows=rows, alt="Clocks.")
    content = papers.rendered(papers.plan_of(figure))
    with reading.opened(content) as pdf:
        assert str(reading.elements_of(pdf, "Figure")[0].Alt) == "Clocks."


def test_the_calendar_begins_on_a_monday_and_spans_four_weeks_at_least() -> None:
    first, last = charts._span(ClockFigure(rows=(_clock(date(2016, 3, 23), 1, ""),), alt=""))
    assert first.weekday() == 0
    assert (last - first).days >= 28


def _tally(*counts: int) -> TallyFigure:
    return TallyFigure(
        parts=tuple(TallyPart(count=n, label=f"thing {n}") for n in counts), alt="Tally."
    )


@pytest.mark.parametrize("counts", [(), (0,), (6, 1), (3, 2, 1, 4), (40, 3)])
def test_a_tally_is_as_high_as_what_is_drawn(easel: Easel, counts: tuple[int, ...]) -> None:
    figure = _tally(*counts)
    assert charts.tally_height(figure, 200) > 0
    charts.draw_tally(easel, figure)
    assert papers.rendered(papers.plan_of(figure))


@pytest.mark.parametrize("counts", [(), (1, 4), (12, 3), (0,)])
def test_counts_are_squares_or_a_bar_to_scale(easel: Easel, counts: tuple[int, ...]) -> None:
    figure = CountBars(
        parts=tuple(TallyPart(count=n, label="An agency " * 9) for n in counts), alt="Counts."
    )
    charts.draw_counts(easel, figure)
    assert papers.rendered(papers.plan_of(figure))


def test_a_strip_of_nothing_can_be_drawn() -> None:
    strip = TotalsStrip(
        title="0 actions", complete=0, green=0, amber=0, red=0, quarters=(), slipped="0 of 0",
        slipped_words="none", alt="Nothing.",
    )  # fmt: skip
    assert papers.rendered(papers.plan_of(strip, landscape=True))


@pytest.mark.parametrize("number", [0, 1, 2, 3])
@pytest.mark.parametrize("landscape", [True, False])
def test_a_rule_of_any_number_of_steps_can_be_drawn(number: int, landscape: bool) -> None:
    steps = tuple(
        RuleStep(
            mark=Mark.MET,
            name="A condition that takes many words to say in full " * 2,
            state="holds",
        )
        for _ in range(number)
    )
    panel = RulePanel(
        steps=steps,
        gives="Must, unless there is definitive evidence",
        note=(words("note"),),
        alt="Rule.",
    )
    with reading.opened(papers.rendered(papers.plan_of(panel, landscape=landscape))) as pdf:
        assert reading.roles(pdf).count("Figure") == 1


@pytest.mark.parametrize("mark", list(Mark))
def test_every_mark_has_a_shape_but_none(easel: Easel, mark: Mark) -> None:
    before = len(easel.canvas._code)
    shapes.draw(easel.canvas, mark, 0, 0, 8)
    assert (len(easel.canvas._code) > before) == (mark is not Mark.NONE)


def test_a_text_too_wide_is_ended_by_dots(easel: Easel) -> None:
    cut = easel.fitted("many words that do not fit", house.BODY, 60)
    assert cut.endswith("…")
    assert easel.measure(cut, house.BODY) <= 60
    assert easel.fitted("short", house.BODY, 60) == "short"


@pytest.mark.parametrize("tone", list(Tone))
def test_every_tone_has_a_style(tone: Tone) -> None:
    assert house.BODY.toned(tone).size == house.BODY.size
    assert house.STATEMENT.toned(tone).size == house.STATEMENT.size


def test_a_legend_wider_than_the_page_is_narrowed() -> None:
    entries = tuple(words(f"A meaning that needs many words {n}", mark=Mark.MET) for n in range(9))
    assert papers.rendered(papers.plan_of(Legend(entries=entries)))


def test_blocks_of_every_setting_can_stand_in_columns() -> None:
    line = Line(runs=(Run(text="strong ", tone=Tone.STRONG), Run(text="quoted", tone=Tone.ITALIC)))
    prose = tuple(Prose(lines=(line,), setting=setting) for setting in Setting)
    facts = TrackingBlock(
        facts=(TrackingFact(label="Empty", value=""), TrackingFact(label="Full", value="x"))
    )
    table = DataTable(
        columns=(Column(heading="One", width=40), Column(heading="Two", width=40)),
        rows=(Row(cells=(Cell(lines=(words("a"),)), Cell(slip="90 days", slip_days=90))),),
    )  # fmt: skip
    side = Columns(left=prose, right=(table, facts), left_width=80, right_width=80)
    content = papers.rendered(papers.plan_of(side, Gap(height=3), PageEnd(), *prose))
    assert len(reading.page_texts(content)) == 2
