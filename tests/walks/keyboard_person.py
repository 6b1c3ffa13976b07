"""A person who has only a keyboard: keys go to whatever has the focus, and to nothing else.

What they find on the way they know as a screen reader says it: by its name. Reading a label or
waiting for work to end is looking, not acting; every act is a key.
"""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QRadioButton, QWidget

from lif_desktop.ui.app import SessionWindow
from tests.ui.keyboard import typed

MOST_STEPS = 160
"""How often Tab may be pressed on the way to one thing."""
_SECONDS = 30


class KeyboardPerson:
    """Presses keys in one window."""

    def __init__(self, window: SessionWindow) -> None:
        self.window = window
        self.steps = 0
        """How often Tab was pressed."""

    # Looking

    def focused(self) -> QWidget:
        """What has the focus."""
        part = QApplication.focusWidget()
        assert part is not None, f"nothing has the focus on {self.page()}"
        return part

    def hears(self) -> str:
        """What a screen reader says of what has the focus."""
        return _spoken(self.focused())

    def holds(self) -> str:
        """What stands in the field that has the focus."""
        return _value(self.focused())

    def page(self) -> str:
        """Name of the page that is open."""
        main = self.window.main
        return "" if main is None else main._at.page

    def sees(self, words: str) -> bool:
        """Is this written somewhere in the window?"""
        return any(
            words in label.text()
            for label in self.window.findChildren(QLabel)
            if label.isVisible()
        )

    def read(self) -> list[str]:
        """Everything that is written in the window."""
        labels = self.window.findChildren(QLabel)
        return [label.text() for label in labels if label.isVisible() and label.text()]

    def wait(self) -> None:
        """Until nothing is under way."""
        quiet = 0
        for _ in range(_SECONDS * 200):
            QTest.qWait(3)
            quiet = 0 if self.window.jobs.is_busy else quiet + 1
            if quiet == 4:  # one job's end begins the next
                return
        raise AssertionError("the window is still at work")

    def wait_for_page(self, page: str) -> None:
        """Until a page is open and filled, with the focus inside it."""
        self.wait()
        assert self.page() == page, f"{self.page()} is open, not {page}; focus: {self.hears()}"
        main = self.window.main
        assert main is not None
        assert main.page is not None
        assert main.page.isAncestorOf(self.focused()), f"the focus is outside: {self.hears()}"

    # Keys

    def press(
        self,
        key: Qt.Key,
        modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier,
        *,
        times: int = 1,
    ) -> None:
        """Press a key, on what has the focus."""
        for _ in range(times):
            QTest.keyClick(self.focused(), key, modifier)
            QApplication.processEvents()  # no one presses two keys in one turn of the loop

    def types(self, text: str) -> None:
        """Type, on what has the focus."""
        for letter in text:
            typed(self.focused(), letter)
        QApplication.processEvents()

    def writes(self, text: str) -> None:
        """Type over whatever the field holds."""
        self.press(Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
        self.press(Qt.Key.Key_Delete)
        self.types(text)

    # Going somewhere

    def reach(self, name: str, *, back: bool = False) -> None:
        """Press Tab until something of that name has the focus.

        Args:
            name: as it is spoken, from its beginning.
            back: press Shift and Tab instead.
        """
        heard: list[str] = []
        start = self.focused()
        for _ in range(MOST_STEPS):
            if self.hears().startswith(name):
                return
            if heard and self.focused() is start:
                break
            heard.append(self.hears())
            if back:
                self.press(Qt.Key.Key_Backtab, Qt.KeyboardModifier.ShiftModifier)
            else:
                self.press(Qt.Key.Key_Tab)
            self.steps += 1
        raise AssertionError(
            f"Tab does not lead to “{name}” on {self.page()}; it leads to {heard}"
        )

    def fill(self, name: str, text: str) -> None:
        """Reach a field and type over what it holds."""
        self.reach(name)
        self.writes(text)

    def date(self, name: str, day: int, month: int, year: int) -> None:
        """Reach a date and type its three parts."""
        for part, number in (("Day", day), ("Month", month), ("Year", year)):
            self.fill(f"{name} {part}", str(number))

    def choose(self, question: str, choice: str) -> None:
        """Reach a question with a few choices and move to one with the arrow keys."""
        self.reach(question)
        for _ in range(20):
            part = self.focused()
            if isinstance(part, QRadioButton) and _is_choice(part, choice):
                if not part.isChecked():
                    self.press(Qt.Key.Key_Space)
                return
            self.press(Qt.Key.Key_Down)
        raise AssertionError(f"no arrow key leads to “{choice}” of “{question}”")

    def find(self, question: str, words: str) -> None:
        """Reach a question with many choices, type to find one and step down to it."""
        self.fill(question, words)
        self.press(Qt.Key.Key_Down)
        assert self.sees("Chosen: "), self.hears()

    def pick(self, name: str, choice: str) -> None:
        """Reach a drop-down list and move in it with the arrow keys."""
        self.reach(name)
        self.press(Qt.Key.Key_Home)
        for _ in range(20):
            if choice in _value(self.focused()):
                return
            self.press(Qt.Key.Key_Down)
        raise AssertionError(f"no arrow key leads to “{choice}” in “{name}”")

    def do(self, name: str, *, back: bool = False) -> None:
        """Reach a button, a link or a line and press the space bar."""
        self.reach(name, back=back)
        self.press(Qt.Key.Key_Space)
        self.wait()

    def do_all(self, names: Iterable[str]) -> None:
        """Press several, one after the other."""
        for name in names:
            self.do(name)

    def command(self, words: str) -> None:
        """Run a command from the palette."""
        self.press(Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
        self.types(words)
        self.press(Qt.Key.Key_Return)
        self.wait()


def _spoken(part: QWidget) -> str:
    if part.accessibleName():  # Qt on Linux says the content of a drop-down list in its place
        return part.accessibleName()
    return QAccessible.queryAccessibleInterface(part).text(QAccessible.Text.Name)


def _value(part: QWidget) -> str:
    return QAccessible.queryAccessibleInterface(part).text(QAccessible.Text.Value)


def _is_choice(part: QRadioButton, choice: str) -> bool:
    return part.text().startswith(choice) or choice in _spoken(part)
