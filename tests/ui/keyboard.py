"""Keys as a person presses them: text in any language, and keys with modifiers."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget


def typed(part: QWidget, text: str) -> None:
    """Type text into a part. QTest's own typing knows Latin letters only."""
    for letter in text:
        code = Qt.Key.Key_Return if letter == "\n" else Qt.Key(0)
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            QApplication.sendEvent(
                part, QKeyEvent(kind, code, Qt.KeyboardModifier.NoModifier, letter)
            )


def key(
    part: QWidget,
    wanted: Qt.Key,
    modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier,
) -> None:
    """Press and release one key."""
    QTest.keyClick(part, wanted, modifier)
