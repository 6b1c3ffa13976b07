"""Where the program's own files are, and the few preferences that live outside the workspace.

Preferences hold how the window looks and which folder was last opened: never anything about a case.
"""

from __future__ import annotations

import json
import os
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Literal

import platformdirs

from lif_desktop.errors import DefinitionError

_PACKAGE = Path(__file__).resolve().parent

Theme = Literal["light", "dark", "contrast", "system"]


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
    except (OSError, ValueError):
        return Preferences()
    if not isinstance(stored, dict):
        return Preferences()
    known = {field.name for field in fields(Preferences)}
    values = {key: value for key, value in stored.items() if key in known}
    if isinstance(values.get("window"), list):
        values["window"] = tuple(values["window"])
    return Preferences(**values)


def save_preferences(preferences: Preferences) -> None:
    """Write the preferences: a new file beside the old one, then put in its place."""
    target = preferences_file()
    target.parent.mkdir(parents=True, exist_ok=True)
    fresh = target.with_suffix(".new")
    fresh.write_text(json.dumps(asdict(preferences), indent=1), encoding="utf-8")
    fresh.replace(target)
