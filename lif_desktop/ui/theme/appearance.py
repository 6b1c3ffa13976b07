"""Which theme and text size are on, and how does a widget ask for a colour, a font or a length?

The one Appearance is a child of the application and found through it, so nothing is kept in a
module. Changing the theme or the size sets palette, font and style sheet again; every widget then
hears QEvent.StyleChange, and lengths given through `fix` and `fix_layout` are applied anew.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QFontMetrics, QIcon, QPalette, QPixmap
from PySide6.QtWidgets import QApplication, QLayout, QStyleFactory, QWidget

from lif_desktop.errors import DefinitionError
from lif_desktop.settings import Preferences, Theme, resources_folder
from lif_desktop.ui.theme.icons import Icons
from lif_desktop.ui.theme.stylesheet import style_sheet
from lif_desktop.ui.theme.tokens import POINTS, Role, Step, ThemeName, Tokens, load_tokens

FAMILY: Final = "LIF Sans"
SMALLEST, LARGEST, STEP_PERCENT = 100, 200, 10
_MAXIMUM = 16_777_215


class Appearance(QObject):
    """The look that is on.

    Signals:
        changed: theme or text size was set; painted parts have been told to repaint already.
    """

    changed = Signal()

    def __init__(self, application: QApplication) -> None:
        super().__init__(application)
        folder = resources_folder()
        self._application = application
        self._themes = load_tokens(folder / "theme" / "tokens.toml")
        self._icons = Icons(folder / "icons")
        self._theme: Theme = "light"
        self._percent = 100
        self._tokens = self._themes["light"]
        application.setStyle(QStyleFactory.create("Fusion"))
        _load_fonts()
        hints = application.styleHints()
        hints.colorSchemeChanged.connect(self._on_system_changed)

    @property
    def theme(self) -> Theme:
        """The theme chosen, which may be "system"."""
        return self._theme

    @property
    def theme_shown(self) -> ThemeName:
        """The theme on the screen: what "system" stands for just now."""
        if self._theme != "system":
            return self._theme
        hints = self._application.styleHints()
        if hints.accessibility().contrastPreference() == Qt.ContrastPreference.HighContrast:
            return "contrast"
        return "dark" if hints.colorScheme() == Qt.ColorScheme.Dark else "light"

    @property
    def percent(self) -> int:
        """Text size in per cent."""
        return self._percent

    @property
    def scale(self) -> float:
        """Text size as a factor, 1.0 to 2.0."""
        return self._percent / 100

    @property
    def tokens(self) -> Tokens:
        """The colours that are on."""
        return self._tokens

    def colour(self, role: Role) -> QColor:
        """The colour of a role."""
        return QColor(self._tokens.colour(role))

    def px(self, pixels: float) -> int:
        """A length of the drawing at 100 per cent, in pixels at the present text size."""
        return round(pixels * self.scale)

    def font(self, step: Step = "body", *, strong: bool = False) -> QFont:
        """The font of a step, for painted words."""
        font = QFont(FAMILY)
        font.setPointSizeF(POINTS[step] * self.scale)
        font.setWeight(QFont.Weight.DemiBold if strong else QFont.Weight.Normal)
        font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
        return font

    def words_width(self, text: str, step: Step = "body", *, strong: bool = False) -> int:
        """How wide painted words are, in pixels."""
        return QFontMetrics(self.font(step, strong=strong)).horizontalAdvance(text)

    def pixmap(self, name: str, role: Role, pixels: int = 20, *, ratio: float = 1.0) -> QPixmap:
        """An icon in the colour of a role; pixels is its side at 100 per cent."""
        return self._icons.pixmap(
            name, pixels=self.px(pixels), colour=self._tokens.colour(role), ratio=ratio
        )

    def icon(self, name: str, role: Role, pixels: int = 20, *, ratio: float = 1.0) -> QIcon:
        """The same as a QIcon."""
        return QIcon(self.pixmap(name, role, pixels, ratio=ratio))

    def set_theme(self, theme: Theme) -> None:
        """Put a theme on."""
        self.apply(Preferences(theme=theme, text_percent=self._percent))

    def set_percent(self, percent: int) -> None:
        """Set the text size, kept between 100 and 200 per cent."""
        self.apply(Preferences(theme=self._theme, text_percent=percent))

    def apply(self, preferences: Preferences) -> None:
        """Put on the theme and text size of the preferences."""
        self._theme = preferences.theme
        self._percent = max(SMALLEST, min(LARGEST, preferences.text_percent))
        self._tokens = self._themes[self.theme_shown]
        self._icons.forget()
        application = self._application
        application.setPalette(_palette(self._tokens))
        application.setFont(self.font())
        # A new application font does not reach widgets that exist until the style sheet is set again.
        application.setStyleSheet("")
        application.setStyleSheet(style_sheet(self._tokens, self.scale))
        for widget in application.allWidgets():
            _apply_lengths(widget, self.scale)
            widget.update()
        self.changed.emit()

    def in_preferences(self, preferences: Preferences) -> Preferences:
        """The preferences with the look that is on."""
        return replace(preferences, theme=self._theme, text_percent=self._percent)

    def _on_system_changed(self) -> None:
        if self._theme == "system":
            self.set_theme("system")


def appearance() -> Appearance:
    """The look that is on; made with the defaults when first asked for.

    Raises:
        DefinitionError: there is no application yet.
    """
    application = QApplication.instance()
    if not isinstance(application, QApplication):
        raise DefinitionError("The window's look was asked for before the application was made.")
    found = application.findChild(Appearance)
    if found is not None:
        return found
    made = Appearance(application)
    made.apply(Preferences(theme="light"))
    return made


def fix(
    widget: QWidget,
    *,
    width: int = -1,
    height: int = -1,
    min_width: int = -1,
    max_width: int = -1,
    min_height: int = -1,
    max_height: int = -1,
) -> None:
    """Give a widget lengths in pixels at 100 per cent; they follow the text size from then on."""
    lengths = {
        "min_width": width if width >= 0 else min_width,
        "max_width": width if width >= 0 else max_width,
        "min_height": height if height >= 0 else min_height,
        "max_height": height if height >= 0 else max_height,
    }
    kept = {name: value for name, value in lengths.items() if value >= 0}
    earlier = widget.property("lengths")
    if isinstance(earlier, dict):
        kept = {**earlier, **kept}
    widget.setProperty("lengths", kept)
    _apply_lengths(widget, appearance().scale)


def fix_layout(
    layout: QLayout, *, margins: tuple[int, int, int, int] = (0, 0, 0, 0), spacing: int = 0
) -> None:
    """Give a layout margins (left, top, right, bottom) and spacing at 100 per cent.

    They follow the text size once the layout stands in a widget.
    """
    layout.setProperty("margins_at_100", list(margins))
    layout.setProperty("spacing_at_100", spacing)
    _apply_layout(layout, appearance().scale)


def _apply_lengths(widget: QWidget, scale: float) -> None:
    lengths = widget.property("lengths")
    if isinstance(lengths, dict):
        if "min_width" in lengths:
            widget.setMinimumWidth(round(lengths["min_width"] * scale))
        if "max_width" in lengths:
            widget.setMaximumWidth(min(_MAXIMUM, round(lengths["max_width"] * scale)))
        if "min_height" in lengths:
            widget.setMinimumHeight(round(lengths["min_height"] * scale))
        if "max_height" in lengths:
            widget.setMaximumHeight(min(_MAXIMUM, round(lengths["max_height"] * scale)))
    for layout in widget.findChildren(QLayout, options=Qt.FindChildOption.FindDirectChildrenOnly):
        _apply_layout(layout, scale)
        for nested in layout.findChildren(QLayout):
            _apply_layout(nested, scale)


def _apply_layout(layout: QLayout, scale: float) -> None:
    margins = layout.property("margins_at_100")
    spacing = layout.property("spacing_at_100")
    if isinstance(margins, list):
        left, top, right, bottom = (round(length * scale) for length in margins)
        layout.setContentsMargins(left, top, right, bottom)
    if isinstance(spacing, int):
        layout.setSpacing(round(spacing * scale))


def _load_fonts() -> None:
    if FAMILY in QFontDatabase.families():
        return
    for file in sorted((resources_folder() / "fonts").glob("LIFSans-*.ttf")):
        QFontDatabase.addApplicationFont(str(file))


def _palette(tokens: Tokens) -> QPalette:
    palette = QPalette()
    groups = QPalette.ColorRole
    colours: dict[QPalette.ColorRole, str] = {
        groups.Window: tokens.canvas,
        groups.WindowText: tokens.text,
        groups.Base: tokens.sheet,
        groups.AlternateBase: tokens.sunken,
        groups.Text: tokens.text,
        groups.PlaceholderText: tokens.muted,
        groups.Button: tokens.sheet,
        groups.ButtonText: tokens.text,
        groups.BrightText: tokens.on,
        groups.Highlight: tokens.accent,
        groups.HighlightedText: tokens.on,
        groups.Link: tokens.accent,
        groups.LinkVisited: tokens.accent,
        groups.ToolTipBase: tokens.text,
        groups.ToolTipText: tokens.sheet,
        groups.Light: tokens.sheet,
        groups.Mid: tokens.line,
        groups.Dark: tokens.edge,
        groups.Shadow: tokens.edge,
        groups.Accent: tokens.accent,
    }
    for role, colour in colours.items():
        palette.setColor(role, QColor(colour))
    for role in (groups.Text, groups.WindowText, groups.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, role, QColor(tokens.muted))
    return palette
