"""Where the program's own files are, and the few preferences that live outside the workspace.

Preferences hold how the window looks and which folder was last opened: never anything about a case.
"""

from __future__ import annotations

import json
import os
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Literal, get_args

import platformdirs

from lif_desktop.errors import DefinitionError

_PACKAGE = Path(__file__).resolve().parent

Theme = Literal["light", "dark", "contrast", "system"]

_BOUNDS = {"text_percent": (100, 200), "idle_minutes": (1, 60)}
_MOST_PIXELS = 100_000


def _data_root() -> Path:
    """The folder that holds forms/ and resources/: beside the package in a checkout, inside it in a wheel."""
    for root in (_PACKAGE / "_data", _PACKAGE.parent):
        if (root / "forms").is_dir() and (root / "resources").is_dir():
            return root
    raise DefinitionError("The program's forms and resources are missing. Install it again.")


def forms_folder() -> Path:
    """The folder with one TOML file for each form and version."""
    return _data_root() / "forms"


def resources_folder() -> Path:
    """The folder with editions, boards, fonts, icons and the example board."""
    return _data_root() / "resources"


@dataclass(frozen=True, slots=True, kw_only=True)
class Preferences:
    """How the window looks and where it was; kept in the person's profile."""

    theme: Theme = "system"
    text_percent: int = 100
    """Size of text, 100 to 200 per cent."""
    last_workspace: str = ""
    """Path of the workspace folder opened last; empty at first use."""
    window: tuple[int, int, int, int] | None = None
    """Left, top, width and height in pixels."""
    idle_minutes: int = 5
    """Minutes without a key or a click before the window locks."""


def preferences_file() -> Path:
    """The file that holds the preferences; LIF_DESKTOP_HOME moves it, for portable use."""
    home = os.environ.get("LIF_DESKTOP_HOME")
    folder = Path(home) if home else platformdirs.user_config_path("lif-desktop", appauthor=False)
    return folder / "preferences.json"


def load_preferences() -> Preferences:
    """Read the preferences; anything missing or unreadable falls back to the default."""
    try:
        stored = json.loads(preferences_file().read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return Preferences()
    if not isinstance(stored, dict):
        return Preferences()
    kept = {key: value for key, value in stored.items() if _fits(key, value)}
    if "window" in kept:
        kept["window"] = tuple(kept["window"])
    return Preferences(**kept)


def save_preferences(preferences: Preferences) -> None:
    """Write the preferences: a new file beside the old one, then put in its place.

    A disk that is full or may not be written is passed over: no preference is worth a window that
    cannot be unlocked or, worse, locked.
    """
    target = preferences_file()
    fresh = target.with_suffix(".new")
    with suppress(OSError):
        target.parent.mkdir(parents=True, exist_ok=True)
        fresh.write_text(json.dumps(asdict(preferences), indent=1), encoding="utf-8")
        fresh.replace(target)


def _fits(name: str, value: object) -> bool:
    """Could the program itself have written this value? Anything else is passed over."""
    match name, value:
        case "theme", str(theme):
            return theme in get_args(Theme)
        case "last_workspace", str():
            return True
        case (("text_percent" | "idle_minutes"), int(number)):
            low, high = _BOUNDS[name]
            return low <= number <= high
        case "window", [int(), int(), int(), int()]:
            return all(abs(each) < _MOST_PIXELS for each in value)
        case _:
            return False
