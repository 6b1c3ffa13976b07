"""Colours that can be read, type that grows at once, shapes that stay round."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtGui import QColor, QFontDatabase, QFontInfo, QPalette
from PySide6.QtWidgets import QApplication, QLineEdit, QRadioButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot
from typing_extensions import override

from lif_desktop.errors import DefinitionError
from lif_desktop.settings import Preferences, resources_folder
from lif_desktop.ui.theme import Role, Tokens, appearance, fix, fix_layout, load_tokens
from lif_desktop.ui.theme.stylesheet import style_sheet
from lif_desktop.ui.theme.tokens import THEME_NAMES, ThemeName
from lif_desktop.ui.widgets import Button, CheckBox, Chip, ComboBox, Label, Link, Radio

TOKENS_FILE = resources_folder() / "theme" / "tokens.toml"
_GROUNDS: tuple[Role, ...] = ("canvas", "sheet", "sunken", "hover")
_WORDS: tuple[tuple[Role, tuple[Role, ...]], ...] = (
    ("text", (*_GROUNDS, "soft", "weekend", "error_soft", "amber_tint", "green_tint")),
    ("muted", (*_GROUNDS, "soft", "weekend")),
    ("accent", (*_GROUNDS, "soft")),
    ("on", ("accent", "accent_press", "done_shape")),
    ("error", (*_GROUNDS, "error_soft", "soft")),
    ("red", ("sheet", "canvas", "sunken", "hover", "soft", "red_tint")),
    ("amber", ("sheet", "sunken", "amber_tint")),
    ("green", ("sheet", "sunken", "green_tint", "canvas")),
    ("done", ("sheet", "sunken", "done_tint")),
    ("brand_text", ("brand",)),
)
_SHAPES: tuple[tuple[Role, tuple[Role, ...]], ...] = (
    ("edge", ("canvas", "sheet", "sunken")),
    ("focus", (*_GROUNDS, "error_soft", "soft")),
    ("accent", ("sheet", "canvas", "soft")),
    ("error", ("sheet", "error_soft")),
    ("red_shape", ("sheet", "red_tint")),
    ("amber_shape", ("sheet", "amber_tint")),
    ("green_shape", ("sheet", "green_tint")),
    ("done_shape", ("sheet", "done_tint")),
)


def contrast(one: str, other: str) -> float:
    """Contrast of two colours, WCAG 2.2."""
    lights = sorted((_luminance(QColor(one)), _luminance(QColor(other))), reverse=True)
    return (lights[0] + 0.05) / (lights[1] + 0.05)


def _luminance(colour: QColor) -> float:
    parts = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in (colour.redF(), colour.greenF(), colour.blueF())
    ]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


def _tokens(theme: ThemeName) -> Tokens:
    return load_tokens(TOKENS_FILE)[theme]


def test_the_measure_of_contrast_is_right() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("theme", THEME_NAMES)
def test_words_have_a_contrast_of_four_and_a_half(theme: ThemeName) -> None:
    tokens = _tokens(theme)
    low = {
        (words, ground): round(contrast(tokens.colour(words), tokens.colour(ground)), 2)
        for words, grounds in _WORDS
        for ground in grounds
        if contrast(tokens.colour(words), tokens.colour(ground)) < 4.5
    }
    assert low == {}


@pytest.mark.parametrize("theme", THEME_NAMES)
def test_borders_shapes_and_focus_have_a_contrast_of_three(theme: ThemeName) -> None:
    tokens = _tokens(theme)
    low = {
        (shape, ground)
        for shape, grounds in _SHAPES
        for ground in grounds
        if contrast(tokens.colour(shape), tokens.colour(ground)) < 3
    }
    assert low == set()


@pytest.mark.parametrize("theme", THEME_NAMES)
def test_the_palette_of_the_application_can_be_read(theme: ThemeName) -> None:
    appearance().set_theme(theme)
    palette = QApplication.palette()
    role = QPalette.ColorRole
    for words, ground in (
        (role.WindowText, role.Window),
        (role.Text, role.Base),
        (role.PlaceholderText, role.Base),
        (role.ButtonText, role.Button),
        (role.HighlightedText, role.Highlight),
        (role.ToolTipText, role.ToolTipBase),
        (role.Link, role.Base),
    ):
        ratio = contrast(palette.color(words).name(), palette.color(ground).name())
        assert ratio >= 4.5, (words, ground, ratio)


def test_a_hint_inside_a_field_can_be_read(qtbot: QtBot) -> None:
    for theme in THEME_NAMES:
        appearance().set_theme(theme)
        line = QLineEdit()
        line.setPlaceholderText("Find in cases")
        qtbot.addWidget(line)
        line.show()
        picture = line.grab().toImage()
        best = max(
            contrast(picture.pixelColor(x, y).name(), appearance().tokens.sheet)
            for x in range(12, 100)
            for y in range(8, 32)
        )
        assert best >= 4.5, theme


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (("[dark]", "[dusk]"), "themes must be"),
        (('canvas = "#F1F3F6"\n', ""), "canvas missing or unknown"),
        (('canvas = "#F1F3F6"', 'canvas = "grey"'), "no colour"),
    ],
)
def test_a_wrong_token_table_is_refused(
    tmp_path: Path, change: tuple[str, str], said: str
) -> None:
    broken = tmp_path / "tokens.toml"
    broken.write_text(
        TOKENS_FILE.read_text(encoding="utf-8").replace(*change, 1), encoding="utf-8"
    )
    with pytest.raises(DefinitionError, match=said):
        load_tokens(broken)


@pytest.mark.parametrize("percent", [100, 110, 130, 150, 170, 200])
def test_radio_rings_stay_round_at_every_text_size(percent: int) -> None:
    sheet = style_sheet(_tokens("light"), percent / 100)
    boxes = re.findall(
        r"QRadioButton::indicator(?::checked)? \{ width: (\d+)px; height: (\d+)px;\s*"
        r"border: (\d+)px solid #\w+;\s*border-radius: (\d+)px",
        sheet,
    )
    assert len(boxes) == 2
    for width, height, border, radius in (tuple(map(int, box)) for box in boxes):
        assert width == height
        # A radius of more than half the box is dropped whole by Qt, and the ring becomes a square.
        assert radius <= (width + 2 * border) / 2
        assert radius >= (width + 2 * border) / 2 - 1


@pytest.mark.parametrize("percent", [100, 200])
def test_a_radio_is_drawn_round(qtbot: QtBot, percent: int) -> None:
    appearance().set_percent(percent)
    radio = QRadioButton("Yes")
    qtbot.addWidget(radio)
    radio.show()
    picture = radio.grab().toImage()
    side = appearance().px(20) + 4
    top = (radio.height() - side) // 2
    corner, edge = picture.pixelColor(1, top + 1), picture.pixelColor(side // 2, top + 1)
    assert contrast(edge.name(), appearance().tokens.sheet) > 2
    assert contrast(corner.name(), appearance().tokens.edge) > 2


def test_indicators_have_a_border_of_their_own_in_every_theme() -> None:
    for theme in THEME_NAMES:
        tokens = _tokens(theme)
        sheet = style_sheet(tokens, 1)
        for kind in ("QRadioButton", "QCheckBox"):
            rule = re.search(kind + r"::indicator \{[^}]*\}", sheet)
            assert rule is not None
            assert f"2px solid {tokens.edge}" in rule.group()


def test_the_typeface_comes_with_the_program() -> None:
    assert "LIF Sans" in QFontDatabase.families()
    assert QFontInfo(appearance().font()).family() == "LIF Sans"
    assert QFontInfo(appearance().font("body", strong=True)).weight() == 600


def test_a_new_text_size_reaches_what_already_stands(qtbot: QtBot) -> None:
    holder = QWidget()
    layout = QVBoxLayout(holder)
    line, label = QLineEdit(), Label("Words", step="small")
    layout.addWidget(line)
    layout.addWidget(label)
    qtbot.addWidget(holder)
    holder.show()
    assert QFontInfo(line.font()).pointSizeF() == 12
    appearance().set_percent(150)
    assert QFontInfo(line.font()).pointSizeF() == 18
    assert QFontInfo(label.font()).pointSizeF() == pytest.approx(15.75, abs=0.3)
    assert line.sizeHint().height() >= 60


def test_lengths_follow_the_text_size(qtbot: QtBot) -> None:
    part = QWidget()
    layout = QVBoxLayout(part)
    nested = QVBoxLayout()
    layout.addLayout(nested)
    fix_layout(nested, margins=(1, 2, 3, 4), spacing=6)
    fix(part, width=120, min_height=40)
    qtbot.addWidget(part)
    appearance().set_percent(200)
    assert (part.minimumWidth(), part.maximumWidth(), part.minimumHeight()) == (240, 240, 80)
    assert nested.contentsMargins().bottom() == 8
    assert nested.spacing() == 12
    appearance().set_percent(100)
    assert part.maximumWidth() == 120


def test_the_text_size_stays_between_100_and_200() -> None:
    appearance().set_percent(30)
    assert appearance().percent == 100
    appearance().set_percent(900)
    assert appearance().percent == 200


def test_a_widget_hears_of_a_change_of_theme(qtbot: QtBot) -> None:
    heard: list[QEvent.Type] = []

    class Listener(QWidget):
        @override
        def changeEvent(self, event: QEvent) -> None:
            heard.append(event.type())

    listener = Listener()
    qtbot.addWidget(listener)
    listener.show()
    appearance().set_theme("dark")
    assert QEvent.Type.StyleChange in heard


def test_system_theme_follows_the_system(qapp: QApplication) -> None:
    appearance().apply(Preferences(theme="system"))
    assert appearance().theme == "system"
    assert appearance().theme_shown in THEME_NAMES
    qapp.styleHints().colorSchemeChanged.emit(qapp.styleHints().colorScheme())
    assert appearance().theme == "system"


@pytest.mark.parametrize("percent", [100, 200])
def test_what_is_pressed_is_at_least_24_pixels(qtbot: QtBot, percent: int) -> None:
    appearance().set_percent(percent)
    for part in (
        Button("Sign"),
        Button("Save draft", kind="quiet"),
        Link("See all"),
        Link("See all", small=True),
        Radio("Yes"),
        CheckBox("I have read it"),
        Chip("All", count=3),
        ComboBox(),
        QLineEdit(),
    ):
        qtbot.addWidget(part)
        part.ensurePolished()
        assert part.sizeHint().height() >= 24, part
        assert part.sizeHint().width() >= 24, part


def test_every_icon_in_the_folder_can_be_drawn_and_none_is_missing() -> None:
    folder = resources_folder() / "icons"
    names = {file.stem for file in folder.glob("*.svg")}
    assert (folder / "LICENCE.txt").is_file()
    for name in names:
        picture = appearance().pixmap(name, "accent").toImage()
        painted = any(
            picture.pixelColor(x, y).alpha() > 60
            for x in range(0, picture.width(), 1)
            for y in range(0, picture.height(), 1)
        )
        assert painted, name
    with pytest.raises(DefinitionError, match="not shipped"):
        appearance().pixmap("no-such-icon", "text")
