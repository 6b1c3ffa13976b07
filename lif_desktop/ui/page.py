"""What every page of the window is, and what it is given to work with."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, Literal, Protocol

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from lif_desktop.ui.dialogs import Ask
from lif_desktop.ui.theme import appearance
from lif_desktop.ui.widgets import focus_into
from lif_desktop.ui.workers import Jobs

if TYPE_CHECKING:  # the workspace brings the database library, which the unlock page does without
    from lif_desktop.services.workspace import Workspace

WidthClass = Literal["narrow", "standard", "wide"]
Command = tuple[str, str, str, Callable[[], None]]
"""Icon, title, keys in words (or empty), what it does."""
NARROW_BELOW, WIDE_ABOVE = 1100, 1700


class Status(Protocol):
    """The line at the foot of the window."""

    def saved(self, words: str) -> None:
        """Say what was saved and when, with a tick."""
        ...

    def failed(self, words: str) -> None:
        """Say that something is not saved; it stays until the next thing is."""
        ...


class Navigate(Protocol):
    """Opens a page."""

    def __call__(self, page: str, argument: str = "", field: str = "") -> None:
        """Open the page of that name; argument is what it shows, field what gets the focus."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class PageContext:
    """What a page is given."""

    workspace: Workspace
    jobs: Jobs
    navigate: Navigate
    ask: Ask
    status: Status
    back: Callable[[], None]
    """Goes to the page before."""
    set_idle_minutes: Callable[[int], None]
    """Sets after how many minutes without a key or a click the window locks."""


def width_class(window_width: int, scale: float) -> WidthClass:
    """How much room there is: the window's width in pixels divided by the text scale."""
    effective = window_width / scale
    if effective < NARROW_BELOW:
        return "narrow"
    return "wide" if effective > WIDE_ABOVE else "standard"


class Page(QWidget):
    """Base of every page: signals, __init__, _connect, load, _show, slots, in this order.

    A page asks services through `self.context.jobs` and shows what they return. It never opens a
    transaction and never computes a rule.

    Signals:
        title_changed: the words for the window's title bar changed; never a name of a person.
        loaded: what the page shows has arrived for the first time; emit it at the end of _show.
    """

    title_changed = Signal(str)
    loaded = Signal()
    shows: ClassVar[frozenset[str]] = frozenset()
    """Kinds of record on this page (class names); a change of one of them loads it again."""
    rail: ClassVar[str] = ""
    """Name of the entry in the rail that stands for this page; empty if none does."""

    def __init__(
        self, context: PageContext, argument: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.context = context
        self.argument = argument
        self._width_class: WidthClass | None = None

    @property
    def title(self) -> str:
        """For the window's title bar: a thing or a case reference, never a person's name."""
        return ""

    @property
    def help_text(self) -> str:
        """What F1 shows for this page, plain sentences."""
        return ""

    @property
    def width_class(self) -> WidthClass:
        """How much room the window gives."""
        return self._width_class or "standard"

    def load(self) -> None:
        """Ask the service for what this page shows, in a job."""

    def refresh(self, kinds: frozenset[str]) -> None:
        """Records of these kinds changed: load again if the page shows one of them."""
        if kinds & self.shows:
            self.load()

    def save_before_leaving(self) -> None:
        """Hand every unsaved change to the writing thread; called before leaving, lock and close."""

    def focus_first(self) -> None:
        """Put the focus where a person begins on this page."""
        focus_into(self)

    def focus_field(self, field: str) -> None:
        """Put the focus on the field with that object name, when the person comes back to it."""
        part = self.findChild(QWidget, field) if field else None
        if part is not None and part.isVisible():
            part.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.focus_first()

    def field_with_focus(self) -> str:
        """Object name of the field that has the focus, to come back to; empty if none has."""
        focused = [part for part in self.findChildren(QWidget) if part.hasFocus()]
        return focused[0].objectName() if focused else ""

    def commands(self) -> Sequence[Command]:
        """What the palette offers while this page is open."""
        return ()

    def parts(self) -> Sequence[QWidget]:
        """The parts F6 goes through, in order; one by default."""
        return (self,)

    def arrange(self, width: WidthClass) -> None:
        """Place the parts for so much room."""

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._consider_width()

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._consider_width()

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and self.isVisible():
            self._consider_width()

    def _consider_width(self) -> None:
        room = width_class(self.window().width(), appearance().scale)
        if room != self._width_class:
            self._width_class = room
            self.arrange(room)
