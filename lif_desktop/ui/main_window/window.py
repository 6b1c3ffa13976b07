"""The window once the workspace is open: where am I, how do I get elsewhere, what happens on lock.

One page is open at a time. Leaving it hands its changes to the writing thread first. Lock and close
do the same, keep the place, wait for the last write, close the workspace and end the process.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Literal

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QApplication, QWidget
from typing_extensions import override

from lif_desktop import logs
from lif_desktop.domain.people import Place
from lif_desktop.errors import LifError, NotFoundError
from lif_desktop.services import finding, maintenance
from lif_desktop.services.workspace import Workspace
from lif_desktop.settings import load_preferences, save_preferences
from lif_desktop.ui.dialogs import Ask, Fault, Question
from lif_desktop.ui.main_window.faults import fault_for
from lif_desktop.ui.main_window.frame import (
    Rail,
    SheetFrame,
    StatusLine,
    TopBar,
    clock_time,
)
from lif_desktop.ui.main_window.help import HelpSheet, ShortcutsSheet, ShortcutWords
from lif_desktop.ui.main_window.places import (
    HOME,
    PAGE_ICONS,
    has_page,
    make_page,
    rail_entries,
)
from lif_desktop.ui.main_window.watch import Watch
from lif_desktop.ui.page import Page, PageContext, width_class
from lif_desktop.ui.palette import Choice, Palette
from lif_desktop.ui.theme import appearance
from lif_desktop.ui.theme.appearance import STEP_PERCENT
from lif_desktop.ui.widgets import ClipboardGuard, announce, column, focus_into, row
from lif_desktop.ui.workers import Jobs

_MOST_STEPS_BACK = 50
Ending = Literal["lock", "leave"]


@dataclass(frozen=True, slots=True)
class _Stop:
    """A page that was open, to go back to."""

    page: str
    argument: str
    field: str = ""


class MainWindow(QWidget):
    """Rail, top bar, one page, status line.

    Signals:
        changed: a transaction was committed; carries the kinds of record that changed.
        locked: everything is saved and the workspace is closed after a lock.
        left: the same after the window was closed.
        title_changed: words for the title bar.
    """

    changed = Signal(object)
    locked = Signal()
    left = Signal()
    title_changed = Signal(str)

    def __init__(
        self, workspace: Workspace, jobs: Jobs, ask: Ask, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._jobs = jobs
        self._ask = ask
        self._page: Page | None = None
        self._at = _Stop("", "")
        self._behind: list[_Stop] = []
        self._ending: Ending | None = None
        self._nobody_there = False
        self._page_is_new = False
        self._shortcut_words: list[ShortcutWords] = []
        self.setProperty("surface", "canvas")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._build()
        self._connect()
        self._add_shortcuts()
        self._watch = Watch(self)
        self._watch.idle.connect(self._on_watch_idle)
        self.set_idle_minutes(load_preferences().idle_minutes)

    @property
    def page(self) -> Page | None:
        """The page that is open."""
        return self._page

    @property
    def status(self) -> StatusLine:
        """The line at the foot."""
        return self._status

    @property
    def watch(self) -> Watch:
        """What waits for signs of life."""
        return self._watch

    @property
    def palette_part(self) -> Palette:
        """The palette, open or not."""
        return self._palette

    def open_last_place(self) -> None:
        """Open the page where this person was last, or home."""
        self._status.saved(
            self.tr("Unlocked at {time}").format(time=clock_time(self._workspace.clock.now()))
        )
        self._tell_warnings()
        self._jobs.read(
            self, self._workspace.last_place, self._on_last_place, self._on_last_place_failed
        )

    def open_page(self, page: str, argument: str = "", field: str = "") -> None:
        """Open a page; what is unsaved on the present one is saved first."""
        if self._page is not None:
            self._behind.append(replace(self._at, field=self._page.field_with_focus()))
            del self._behind[:-_MOST_STEPS_BACK]
        self._put(_Stop(page, argument, field))

    def go_back(self) -> None:
        """Open the page before this one, at the field where it was left."""
        if self._behind:
            self._put(self._behind.pop())

    def lock(self) -> None:
        """Save everything, keep the place, close the workspace and say so with `locked`."""
        self._end("lock")

    def leave(self) -> None:
        """The same when the window is closed; says so with `left`."""
        self._end("leave")

    def set_idle_minutes(self, minutes: int) -> None:
        """Lock after so many minutes without a key or a click."""
        self._watch.wait(minutes)

    def _build(self) -> None:
        entries = rail_entries()
        whole = column(self)
        self._top = TopBar(self._workspace.actor.name, entries)
        whole.addWidget(self._top)
        middle = row()
        self._rail = Rail(entries)
        middle.addWidget(self._rail)
        self._sheet = SheetFrame()
        middle.addWidget(self._sheet, 1)
        whole.addLayout(middle, 1)
        self._status = StatusLine(self._about())
        whole.addWidget(self._status)
        self._palette = Palette(self, self._jobs, commands=self._commands, find=self._find)
        self._clipboard = ClipboardGuard(QGuiApplication.clipboard(), self)
        self._context = PageContext(
            workspace=self._workspace,
            jobs=self._jobs,
            navigate=self.open_page,
            ask=self._ask,
            status=self._status,
            back=self.go_back,
            set_idle_minutes=self.set_idle_minutes,
        )

    def _about(self) -> tuple[str, ...]:
        board = self._workspace.board
        framework = self._workspace.editions.framework(board.framework)
        return (framework.edition.short_title, board.short_name, self.tr("Encrypted workspace"))

    def _connect(self) -> None:
        self._top.search_wanted.connect(self._palette.open)
        self._top.lock_wanted.connect(self.lock)
        self._top.page_wanted.connect(self.open_page)
        self._rail.wanted.connect(self.open_page)
        self.changed.connect(self._on_changed, Qt.ConnectionType.QueuedConnection)
        self._workspace.on_change(self.changed.emit)
        self._jobs.failed.connect(self._on_job_failed)
        appearance().changed.connect(self._arrange)

    def _add_shortcuts(self) -> None:
        for keys, words, slot in (
            ("Ctrl+K", self.tr("Search everything, run a command"), self._palette.open),
            ("Ctrl+L", self.tr("Lock"), self.lock),
            ("Alt+Left", self.tr("Back to the page before"), self.go_back),
            ("F6", self.tr("Next part of the window"), self._on_next_part),
            ("F1", self.tr("Help for this page"), self.show_help),
            ("Ctrl+/", self.tr("This list of shortcuts"), self.show_shortcuts),
            ("Ctrl++", self.tr("Larger text"), partial(self._resize_text, STEP_PERCENT)),
            ("Ctrl+=", "", partial(self._resize_text, STEP_PERCENT)),
            ("Ctrl+-", self.tr("Smaller text"), partial(self._resize_text, -STEP_PERCENT)),
            ("Ctrl+0", self.tr("Text at 100 per cent"), partial(self._resize_text, 0)),
        ):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.activated.connect(slot)
            if words:
                self._shortcut_words.append(ShortcutWords(keys, words))

    def show_help(self) -> None:
        """Show the help of the page that is open."""
        if self._page is not None:
            HelpSheet(self.window(), self._page.title, self._page.help_text).open()

    def show_shortcuts(self) -> None:
        """Show the list of shortcuts."""
        ShortcutsSheet(self.window(), self._shortcut_words).open()

    def _put(self, stop: _Stop) -> None:
        page = make_page(stop.page, self._context, stop.argument)
        old = self._page
        if old is not None:
            old.save_before_leaving()
            old.hide()
            self._sheet.column.removeWidget(old)
            old.deleteLater()
        self._page, self._at, self._page_is_new = page, stop, True
        self._watch.mind(page)
        page.title_changed.connect(self._on_page_title_changed)
        page.loaded.connect(self._on_page_loaded)
        self._sheet.column.addWidget(page)
        self._rail.show_current(page.rail or stop.page)
        page.show()
        page.focus_first()
        page.load()
        self._on_page_title_changed(page.title)
        announce(page, page.title)

    def _tell_warnings(self) -> None:
        """Say what the store found wrong at opening, before anything is done with it."""
        found = maintenance.found_at_open(self._workspace)
        if found:
            self._ask.tell(
                Fault(
                    title=self.tr("Something is not as it was left"),
                    safe=self.tr("The workspace is open, and what can be read is shown."),
                    advice=" ".join(each.words for each in found),
                )
            )

    def _commands(self) -> Sequence[Choice]:
        group = self.tr("Commands")
        go = [
            Choice(
                group=group,
                icon=entry.icon,
                title=self.tr("Go to {place}").format(place=entry.label),
                chosen=partial(self.open_page, entry.page),
            )
            for entry in rail_entries()
        ]
        acts: list[tuple[str, str, str, Callable[[], None]]] = [
            ("lock", self.tr("Lock"), "Ctrl+L", self.lock),
            ("keyboard", self.tr("Show the shortcuts"), "Ctrl+/", self.show_shortcuts),
            ("circle-question-mark", self.tr("Help for this page"), "F1", self.show_help),
        ]
        if self._page is not None:
            acts = [
                (icon, title, key, act) for icon, title, key, act in self._page.commands()
            ] + acts
        return [
            *(
                Choice(group=group, icon=icon, title=title, key=key, chosen=act)
                for icon, title, key, act in acts
            ),
            *go,
        ]

    def _find(self, text: str) -> Sequence[Choice]:
        """Called on a reading thread: records that hold the words."""
        return [
            Choice(
                group=found.group,
                icon=PAGE_ICONS.get(found.page, "file-text"),
                title=found.title,
                note=found.note,
                chosen=partial(self.open_page, found.page, found.argument),
            )
            for found in finding.find(self._workspace, text)
            if has_page(found.page)
        ]

    def _resize_text(self, step: int) -> None:
        look = appearance()
        look.set_percent(look.percent + step if step else 100)
        save_preferences(look.in_preferences(load_preferences()))

    def _end(self, ending: Ending) -> None:
        if self._ending is not None:
            return
        self._ending = ending
        self._watch.stop()
        self._clipboard.empty()
        self._palette.hide()
        field = ""
        if self._page is not None:
            field = self._page.field_with_focus()
            self._page.save_before_leaving()
        keep = partial(self._workspace.remember_place, self._at.page, self._at.argument, field)
        self._jobs.write(self, keep, self._on_place_kept, self._on_place_not_kept)

    def _finish(self) -> None:
        self._jobs.close()
        self._workspace.close()
        if self._ending == "lock":
            self.locked.emit()
        else:
            self.left.emit()

    def _arrange(self) -> None:
        narrow = width_class(self.window().width(), appearance().scale) == "narrow"
        self._rail.setVisible(not narrow)
        self._top.show_narrow(narrow=narrow)
        self._status.show_narrow(narrow=narrow)

    def _on_last_place(self, place: Place | None) -> None:
        if place is not None and has_page(place.page):
            self._put(_Stop(place.page, place.argument, place.field))
        else:
            self.open_page(HOME)

    def _on_last_place_failed(self, error: Exception) -> None:
        self.open_page(HOME)
        self._on_job_failed(error)

    def _on_page_loaded(self) -> None:
        if self._page is not None and self._at.field:
            self._page.focus_field(self._at.field)
            self._at = replace(self._at, field="")
        elif self._page is not None and self._page_is_new:
            at = QApplication.focusWidget()
            if at is None or not self._page.isAncestorOf(at):
                self._page.focus_first()
        self._page_is_new = False

    def _on_page_title_changed(self, title: str) -> None:
        self.title_changed.emit(title)

    def _on_changed(self, kinds: frozenset[str]) -> None:
        self._status.saved(
            self.tr("All changes saved at {time}").format(
                time=clock_time(self._workspace.clock.now())
            )
        )
        if self._page is not None and self._ending is None:
            self._page.refresh(kinds)

    def _on_job_failed(self, error: Exception) -> None:
        if isinstance(error, NotFoundError) and self._page is not None and self._at.page != HOME:
            self._put(_Stop(HOME, ""))
        if not isinstance(error, LifError):
            logs.fault("job", error)
        self._ask.tell(fault_for(error, self))

    def _on_next_part(self) -> None:
        parts = [self._page] if self._page is not None else []
        inside = [part for page in parts for part in page.parts()]
        at = QApplication.focusWidget()
        position = next(
            (n for n, p in enumerate(inside) if at is not None and p.isAncestorOf(at)), -1
        )
        if position + 1 < len(inside):
            focus_into(inside[position + 1])
        elif self._rail.isVisible():
            self._rail.focus_current()
        elif inside:
            focus_into(inside[0])

    def _on_watch_idle(self) -> None:
        self._nobody_there = True
        self.lock()

    def _on_place_kept(self, _place: Place) -> None:
        self._finish()

    def _on_place_not_kept(self, error: Exception) -> None:
        """The last save failed: a lock by hand may be taken back, an idle one may not."""
        if self._nobody_there or not isinstance(error, LifError):
            self._finish()
            return
        question = Question(
            title=self.tr("Your last typing is not saved"),
            safe=self.tr("Everything up to the last “saved” at the foot of the window is safe."),
            advice=str(error),
            act=self.tr("End without saving it"),
            keep=self.tr("Stay here"),
            destructive=True,
        )
        if self._ask.choose(question):
            self._finish()
        else:
            self._ending = None
            self._watch.resume()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()
        if self._palette.isVisible():
            self._palette.setGeometry(self.rect())
