"""Settings: seen at once, remembered, and nothing about a case among them."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QRadioButton
from pytestqt.qtbot import QtBot

from lif_desktop.settings import load_preferences
from lif_desktop.ui.app import SessionWindow
from lif_desktop.ui.pages.settings_page import SettingsPage
from lif_desktop.ui.theme import appearance
from lif_desktop.ui.widgets import Button
from tests.ui.conftest import main_of


@pytest.fixture
def page(qtbot: QtBot, session: SessionWindow) -> SettingsPage:
    main_of(session).open_page("settings")
    qtbot.waitUntil(lambda: not session.jobs.is_busy)
    page = main_of(session).page
    assert isinstance(page, SettingsPage)
    return page


def test_a_theme_is_put_on_at_once_and_remembered(page: SettingsPage) -> None:
    radio = page.findChild(QRadioButton, "theme_contrast")
    assert radio is not None
    QTest.keyClick(radio, Qt.Key.Key_Space)
    assert appearance().theme == "contrast"
    assert load_preferences().theme == "contrast"


def test_text_is_made_larger_and_smaller(page: SettingsPage) -> None:
    larger = next(part for part in page.findChildren(Button) if part.text() == "Larger")
    smaller = next(part for part in page.findChildren(Button) if part.text() == "Smaller")
    assert not smaller.isEnabled()
    QTest.mouseClick(larger, Qt.MouseButton.LeftButton)
    assert appearance().percent == 110
    assert smaller.isEnabled()
    for _ in range(12):
        QTest.mouseClick(larger, Qt.MouseButton.LeftButton)
    assert appearance().percent == 200
    assert not larger.isEnabled()
    assert load_preferences().text_percent == 200


def test_the_minutes_until_the_lock_are_set_and_hold(
    page: SettingsPage, session: SessionWindow
) -> None:
    idle = page.findChild(QComboBox, "idle_minutes")
    assert idle is not None
    assert idle.currentText() == "After 5 minutes"
    idle.setFocus()
    QTest.keyClick(idle, Qt.Key.Key_Home)
    assert load_preferences().idle_minutes == 1
    assert main_of(session).watch.milliseconds_left <= 65_000
