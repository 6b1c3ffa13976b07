"""The first page stands before the heavy libraries are loaded, and Qt leaves no file of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QDialog, QFileDialog
from pytestqt.qtbot import QtBot

from lif_desktop.ui.app import keep_no_history
from lif_desktop.ui.dialogs import DialogAsk

_PROGRAM = """
import sys
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from lif_desktop.clock import SystemClock
from lif_desktop.ui.app import SessionWindow, prepare
from lif_desktop.ui.doors import Doors
application = QApplication([])
prepare(application)
window = SessionWindow(Doors(SystemClock()))
window.show()
application.processEvents()
heavy = ("sqlalchemy", "sqlcipher3", "reportlab", "pikepdf", "pyhanko", "openpyxl", "pyxform",
         "jsonschema", "holidays", "pypdfium2", "PySide6.QtNetwork", "PySide6.QtPrintSupport")
print(",".join(name for name in heavy if name in sys.modules) or "none")
window.start()
while window.jobs.is_busy or "sqlalchemy" not in sys.modules:
    application.processEvents()
late = ("reportlab", "pikepdf", "pyhanko", "openpyxl", "pyxform", "jsonschema", "pypdfium2")
print(",".join(name for name in late if name in sys.modules) or "none")
window.jobs.close()
"""


def test_the_first_page_needs_no_heavy_library(tmp_path: Path) -> None:
    environment = dict(os.environ, QT_QPA_PLATFORM="offscreen", LIF_DESKTOP_HOME=str(tmp_path))
    ran = subprocess.run(
        [sys.executable, "-c", _PROGRAM],
        capture_output=True,
        text=True,
        env=environment,
        timeout=60,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr
    at_first, after_warming = ran.stdout.split()
    assert at_first == "none"
    assert after_warming == "none"


def test_dates_are_english_whatever_the_computer_speaks() -> None:
    assert QLocale().name() == "en_GB"


def test_choosing_a_folder_writes_no_history(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Qt's own dialog wrote history= and lastVisited= with the folder's name to a file."""
    secret = tmp_path / "child-n-canary"
    secret.mkdir()
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    keep_no_history()

    def accept(dialog: QFileDialog) -> int:
        dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
        dialog.setDirectory(str(secret))
        dialog.selectFile(str(secret))
        return QDialog.DialogCode.Accepted.value

    monkeypatch.setattr(QFileDialog, "exec", accept)
    chosen = DialogAsk(None).choose_folder("Choose the workspace folder")
    assert chosen is not None
    qtbot.wait(50)
    homes = [tmp_path, Path.home() / ".config"]
    written = [
        file
        for home in homes
        if home.is_dir()
        for file in home.rglob("*.conf")
        if file.is_file() and b"child-n-canary" in file.read_bytes()
    ]
    assert written == []


def test_a_preference_file_that_is_damaged_falls_back(home_folder: Path) -> None:
    from lif_desktop.settings import Preferences, load_preferences  # noqa: PLC0415  # read here only

    (home_folder / "preferences.json").write_text("{broken", encoding="utf-8")
    assert load_preferences() == Preferences()
