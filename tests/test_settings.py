"""Preferences: what a person or a fault wrote into the file can keep no window from opening or locking."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from lif_desktop.settings import Preferences, load_preferences, preferences_file, save_preferences


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The person's profile, for one test."""
    monkeypatch.setenv("LIF_DESKTOP_HOME", str(tmp_path / "home"))
    return tmp_path / "home"


def test_preferences_come_back_as_they_were_kept() -> None:
    kept = Preferences(
        theme="contrast",
        text_percent=150,
        last_workspace="/srv/fen.lif",
        window=(-8, 0, 1280, 800),
        idle_minutes=10,
    )
    save_preferences(kept)
    assert load_preferences() == kept


@pytest.mark.parametrize(
    "written",
    [
        b"",
        b"\xff\xfe",
        b"[1, 2]",
        b"[" * 100_000,
        json.dumps(
            {
                "theme": "mauve",
                "text_percent": "large",
                "last_workspace": 7,
                "window": [1, 2, "x", 4],
                "idle_minutes": 0,
                "colour": "red",
            }
        ).encode(),
        json.dumps(
            {"idle_minutes": 10**9, "text_percent": -1, "window": [0, 0, 10**9, 1]}
        ).encode(),
        json.dumps({"theme": None, "window": [1, 2, 3], "idle_minutes": 2.5}).encode(),
    ],
    ids=["empty", "no text", "list", "nested", "wrong kinds", "out of bounds", "wrong shapes"],
)
def test_what_the_program_would_not_have_written_is_passed_over(
    home: Path, written: bytes
) -> None:
    home.mkdir()
    preferences_file().write_bytes(written)
    assert load_preferences() == Preferences()


def test_a_disk_that_takes_nothing_keeps_nobody_from_working(home: Path) -> None:
    home.write_text("a file where the folder should be", encoding="utf-8")
    save_preferences(Preferences(idle_minutes=2))
    assert load_preferences() == Preferences()
