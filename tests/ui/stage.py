"""A stage for pages: a real workspace, real jobs, and a window's ports that remember what was said."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QDeadlineTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QRadioButton, QWidget

from lif_desktop.services.workspace import Workspace
from lif_desktop.ui.dialogs import Fault, Question
from lif_desktop.ui.page import Page, PageContext
from lif_desktop.ui.workers import Jobs


@dataclass
class RememberingAsk:
    """Answers the window's questions as the test says, and remembers them."""

    act: bool = True
    file: Path | None = None
    folder: Path | None = None
    line: str | None = None
    asked: list[Question] = field(default_factory=list)
    told: list[Fault] = field(default_factory=list)

    def choose(self, question: Question) -> bool:
        self.asked.append(question)
        return self.act

    def tell(self, fault: Fault) -> bool:
        self.told.append(fault)
        return False

    def write(self, title: str, label: str, hint: str, act: str) -> str | None:
        del title, label, hint, act
        return self.line

    def open_file(self, title: str, kinds: str) -> Path | None:
        del title, kinds
        return self.file

    def save_file(self, title: str, name: str, kinds: str) -> Path | None:
        del title, kinds
        return None if self.folder is None else self.folder / name

    def choose_folder(self, title: str) -> Path | None:
        del title
        return self.folder


@dataclass
class RememberingStatus:
    """The line at the foot of the window."""

    said: list[str] = field(default_factory=list)
    failures: list[str] = field(default_factory=list)

    def saved(self, words: str) -> None:
        self.said.append(words)

    def failed(self, words: str) -> None:
        self.failures.append(words)


class Stage:
    """What a page is given, and what it did with it."""

    def __init__(self, workspace: Workspace) -> None:
        self.workspace = workspace
        self.jobs = Jobs()
        self.ask = RememberingAsk()
        self.status = RememberingStatus()
        self.opened: list[tuple[str, str]] = []
        self.backs = 0
        self.idle_minutes = 0
        self.errors: list[Exception] = []
        self.jobs.failed.connect(self.errors.append)
        self.context = PageContext(
            workspace=workspace,
            jobs=self.jobs,
            navigate=self._navigate,
            ask=self.ask,
            status=self.status,
            back=self._back,
            set_idle_minutes=self._set_idle_minutes,
        )

    def wait(self) -> None:
        """Until every job is done and its outcome is on the page."""
        deadline = QDeadlineTimer(60_000)  # laying out a form takes seconds where others work too
        while not deadline.hasExpired():
            QCoreApplication.processEvents()
            if not self.jobs.is_busy:
                QApplication.processEvents()
                if not self.jobs.is_busy:
                    return
            QTest.qWait(5)
        message = "a job did not end within a minute"
        raise AssertionError(message)

    def show(self, page: Page, *, width: int = 1232, height: int = 812) -> None:
        """Show a page as the window would, and wait until it is filled."""
        page.resize(width, height)
        page.load()
        page.show()
        self.wait()
        QApplication.processEvents()

    def close(self) -> None:
        self.jobs.close()

    def _navigate(self, page: str, argument: str = "", field: str = "") -> None:
        del field
        self.opened.append((page, argument))

    def _set_idle_minutes(self, minutes: int) -> None:
        self.idle_minutes = minutes

    def _back(self) -> None:
        self.backs += 1


def said_on(page: QWidget) -> list[str]:
    """The words of every label that can be seen on a page."""
    QApplication.processEvents()
    return [label.text() for label in page.findChildren(QLabel) if label.isVisible()]


def named(page: QWidget) -> list[str]:
    """The names of every button that can be seen on a page."""
    QApplication.processEvents()
    return [
        button.accessibleName() or button.text()
        for button in page.findChildren(QPushButton)
        if button.isVisible()
    ]


def press(page: QWidget, words: str) -> None:
    """Press the button of this text or name."""
    QApplication.processEvents()
    for button in page.findChildren(QPushButton):
        if words in {button.text(), button.accessibleName()} and button.isVisible():
            assert button.isEnabled(), f"“{words}” cannot be pressed"
            button.click()
            QApplication.processEvents()
            return
    message = f"there is no button “{words}” among {named(page)}"
    raise AssertionError(message)


def wait_for(condition: Callable[[], bool]) -> None:
    """Until something holds; five seconds at most."""
    for _ in range(1000):
        if condition():
            return
        QTest.qWait(5)
    message = "what was waited for did not come"
    raise AssertionError(message)


def choose(page: QWidget, name: str) -> None:
    """Choose the radio of this name, "question.choice"."""
    radio = page.findChild(QRadioButton, name)
    assert radio is not None, name
    radio.click()
    QApplication.processEvents()
