"""Which colour plays which role, in each of the three themes; and the four sizes of type."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Literal

from lif_desktop.errors import DefinitionError

Role = Literal[
    "canvas", "sheet", "sunken", "hover", "weekend", "line", "edge", "text", "muted", "accent",
    "accent_press", "soft", "on", "focus", "error", "error_soft", "red", "red_shape", "red_tint",
    "amber", "amber_shape", "amber_tint", "green", "green_shape", "green_tint", "done", "done_shape",
    "done_tint", "brand", "brand_text", "scrim", "scroll",
]  # fmt: skip
Step = Literal["small", "body", "head", "title", "large", "slogan"]

POINTS: dict[Step, float] = {
    "small": 10.5,
    "body": 12.0,
    "head": 15.0,
    "title": 21.0,
    "large": 17.0,
    "slogan": 30.0,
}
"""Size of each step in points at 100 per cent. Large is for minutes, slogan for the unlock page."""

ThemeName = Literal["light", "dark", "contrast"]
THEME_NAMES: tuple[ThemeName, ...] = ("light", "dark", "contrast")


@dataclass(frozen=True, slots=True, kw_only=True)
class Tokens:
    """The colours of one theme by role, as #RRGGBB or #AARRGGBB."""

    canvas: str
    sheet: str
    sunken: str
    hover: str
    weekend: str
    line: str
    edge: str
    text: str
    muted: str
    accent: str
    accent_press: str
    soft: str
    on: str
    focus: str
    error: str
    error_soft: str
    red: str
    red_shape: str
    red_tint: str
    amber: str
    amber_shape: str
    amber_tint: str
    green: str
    green_shape: str
    green_tint: str
    done: str
    done_shape: str
    done_tint: str
    brand: str
    brand_text: str
    scrim: str
    scroll: str
    edge_width: int
    """Width of a control's border in pixels."""

    def colour(self, role: Role) -> str:
        """The colour of a role."""
        value: str = getattr(self, role)
        return value


def load_tokens(file: Path) -> dict[ThemeName, Tokens]:
    """Read the token table strictly.

    Raises:
        DefinitionError: a theme or role is missing, unknown or no colour.
    """
    tables = tomllib.loads(file.read_text(encoding="utf-8"))
    if set(tables) != set(THEME_NAMES):
        raise DefinitionError(f"{file.name}: the themes must be {', '.join(THEME_NAMES)}.")
    names = {field.name for field in fields(Tokens)}
    themes: dict[ThemeName, Tokens] = {}
    for theme in THEME_NAMES:
        table = tables[theme]
        wrong = names.symmetric_difference(table)
        if wrong:
            raise DefinitionError(
                f"{file.name}, {theme}: {', '.join(sorted(wrong))} missing or unknown."
            )
        for role, colour in table.items():
            if role != "edge_width" and not _is_colour(colour):
                raise DefinitionError(f"{file.name}, {theme}, {role}: {colour!r} is no colour.")
        themes[theme] = Tokens(**table)
    return themes


def _is_colour(text: object) -> bool:
    if not isinstance(text, str) or len(text) not in {7, 9} or text[0] != "#":
        return False
    return all(digit in "0123456789ABCDEFabcdef" for digit in text[1:])
