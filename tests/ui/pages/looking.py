"""What holds for every page, whatever its theme and text size: nothing cut off, nothing without a name."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from lif_desktop.settings import Theme
from lif_desktop.ui.page import Page
from lif_desktop.ui.theme import appearance

LOOKS: tuple[tuple[Theme, int], ...] = (
    ("light", 100),
    ("dark", 100),
    ("contrast", 100),
    ("light", 200),
)


def sheet_of(page: Page, *, width: int = 1232, height: int = 812) -> QWidget:
    """The white sheet of the window with the page on it."""
    sheet = QWidget()
    sheet.setProperty("surface", "sheet")
    sheet.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
    inside = QVBoxLayout(sheet)
    inside.setContentsMargins(0, 0, 0, 0)
    inside.addWidget(page)
    sheet.resize(width, height)
    sheet.show()
    settle()
    return sheet


def looked_at(page: Page, name: str, pictures: Path | None) -> list[str]:
    """Every look of a page: a picture of each if wanted, and what is cut off in any of them."""
    sheet = sheet_of(page)
    faults = []
    for theme, percent in LOOKS:
        appearance().set_theme(theme)
        appearance().set_percent(percent)
        settle()
        if pictures is not None:
            sheet.grab().save(str(pictures / f"{name}-{theme}-{percent}.png"))
        faults += [f"{theme} {percent}: {fault}" for fault in cut_off(page)]
    appearance().set_theme("light")
    appearance().set_percent(100)
    settle()
    page.setParent(None)
    sheet.close()
    sheet.deleteLater()
    return faults


def cut_off(page: QWidget) -> Iterator[str]:
    """The words of labels and buttons that have less room than they need."""
    for label in page.findChildren(QLabel):
        if not label.isVisible() or not label.text():
            continue
        if label.wordWrap():
            if label.heightForWidth(label.width()) > label.height() + 1:
                yield f"“{label.text()}” has not height enough"
        elif label.sizeHint().width() > label.width() + 1:
            yield f"“{label.text()}” is cut off"
    for button in page.findChildren(QPushButton):
        if button.isVisible() and button.text() and button.sizeHint().width() > button.width() + 1:
            yield f"the button “{button.text()}” is cut off"
    for area in page.findChildren(QScrollArea):
        if area.isVisible() and area.horizontalScrollBar().maximum() > 0:
            yield f"{type(area).__name__} scrolls sideways"


def nameless(page: QWidget) -> list[str]:
    """The parts that take the keyboard and have nothing a screen reader could say."""
    return [
        f"{type(part).__name__} {part.objectName()}"
        for part in page.findChildren(QWidget)
        if part.isVisible()
        and part.focusPolicy() & Qt.FocusPolicy.TabFocus
        and not isinstance(part.parent(), QAbstractItemView)
        and not (part.accessibleName() or getattr(part, "text", str)())
    ]


def settle() -> None:
    """Let everything happen that waits to happen."""
    for _ in range(4):
        QApplication.processEvents()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
