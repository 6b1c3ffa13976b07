"""What stands round every page: the rail, the top bar, the line at the foot."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QMenu, QPushButton, QSizePolicy, QWidget
from typing_extensions import override

from lif_desktop.clock import ENGLAND
from lif_desktop.ui.theme import Role, appearance, fix
from lif_desktop.ui.widgets import Button, Frame, Gap, IconMark, Label, announce, column, row


@dataclass(frozen=True, slots=True, kw_only=True)
class RailEntry:
    """One entry of the rail."""

    page: str
    icon: str
    label: str
    at_foot: bool = False


class _RailItem(QPushButton):
    def __init__(self, entry: RailEntry) -> None:
        super().__init__(entry.label)
        self.entry = entry
        self.setCheckable(True)
        self.setAutoExclusive(False)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        fix(self, height=40)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        look = appearance()
        on = self.isChecked()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        if on:
            edge: Role = "accent" if look.tokens.edge_width > 1 else "line"
            painter.setPen(QPen(look.colour(edge), look.tokens.edge_width))
            painter.setBrush(look.colour("sheet"))
            painter.drawRoundedRect(box, 8, 8)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(look.colour("accent"))
            bar = look.px(20)
            painter.drawRoundedRect(QRectF(0, (self.height() - bar) / 2, 3, bar), 1.5, 1.5)
        elif self.underMouse():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(look.colour("hover"))
            painter.drawRoundedRect(box, 8, 8)
        icon_role: Role = "accent" if on else "muted"
        icon = look.pixmap(self.entry.icon, icon_role, 20, ratio=self.devicePixelRatioF())
        painter.drawPixmap(look.px(14), (self.height() - look.px(20)) // 2, icon)
        painter.setFont(look.font("body", strong=on))
        painter.setPen(look.colour("accent" if on else "text"))
        words = self.rect().adjusted(look.px(46), 0, -4, 0)
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, self.entry.label)
        painter.end()


class Rail(QWidget):
    """The places of the window; the current one stands on the sheet's colour.

    Signals:
        wanted: with the name of the page that was pressed.
    """

    wanted = Signal(str)

    def __init__(self, entries: tuple[RailEntry, ...], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("Places"))
        fix(self, width=208)
        whole = column(self, margins=(12, 12, 12, 12), spacing=4)
        self._items: list[_RailItem] = []
        for entry in entries:
            if entry.at_foot and not any(item.entry.at_foot for item in self._items):
                whole.addStretch(1)
            item = _RailItem(entry)
            item.clicked.connect(self._on_item_clicked)
            self._items.append(item)
            whole.addWidget(item)
        if not any(entry.at_foot for entry in entries):
            whole.addStretch(1)

    def show_current(self, page: str) -> None:
        """Mark the entry of a page as the current one."""
        for item in self._items:
            on = item.entry.page == page
            item.setChecked(on)
            item.setAccessibleDescription(self.tr("Open now") if on else "")

    def focus_current(self) -> None:
        """Put the focus on the current entry, or the first."""
        current = next((item for item in self._items if item.isChecked()), self._items[0])
        current.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _on_item_clicked(self) -> None:
        sender = self.sender()
        if isinstance(sender, _RailItem):
            sender.setChecked(True)
            self.wanted.emit(sender.entry.page)


class _SearchBox(QPushButton):
    """Looks like a field, opens the palette."""

    def __init__(self, text: str, key: str) -> None:
        super().__init__(text)
        self._key = key
        self.setAccessibleName(f"{text}, {key}")
        self.setProperty("ring_radius", 8)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        fix(self, height=36, max_width=420)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    @override
    def sizeHint(self) -> QSize:
        look = appearance()
        return QSize(look.px(420), look.px(36))

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(appearance().px(220), appearance().px(36))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        look = appearance()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        width = look.tokens.edge_width
        painter.setPen(QPen(look.colour("edge"), width))
        painter.setBrush(look.colour("hover" if self.underMouse() else "sheet"))
        inset = width / 2
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(inset, inset, -inset, -inset), 8, 8)
        icon = look.pixmap("search", "muted", 18, ratio=self.devicePixelRatioF())
        painter.drawPixmap(look.px(14), (self.height() - look.px(18)) // 2, icon)
        painter.setFont(look.font("body"))
        painter.setPen(look.colour("muted"))
        painter.drawText(
            self.rect().adjusted(look.px(42), 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, self.text()
        )
        painter.setFont(look.font("small"))
        painter.drawText(
            self.rect().adjusted(0, 0, -look.px(14), 0),
            Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight,
            self._key,
        )
        painter.end()


class TopBar(QWidget):
    """The product's name, the search, who is signed in, the lock.

    Signals:
        search_wanted, lock_wanted: the button was pressed.
        page_wanted: with the page chosen in the menu that stands for the rail.
    """

    search_wanted = Signal()
    lock_wanted = Signal()
    page_wanted = Signal(str)

    def __init__(
        self, person: str, entries: tuple[RailEntry, ...], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        fix(self, height=56)
        line = row(self, margins=(0, 8, 24, 8), spacing=12)
        self._brand = QWidget()
        fix(self._brand, width=196)
        brand = row(self._brand, margins=(26, 0, 0, 0), spacing=10)
        brand.addWidget(IconMark("book-open-check", "accent", side=22))
        brand.addWidget(Label("LIF Desktop", strong=True), 1)
        line.addWidget(self._brand)
        self._menu_button = Button(self.tr("Menu"), icon="menu")
        self._menu = QMenu(self)
        for entry in entries:
            action = self._menu.addAction(entry.label)
            action.setData(entry.page)
        self._menu.triggered.connect(self._on_menu_triggered)
        self._menu_button.clicked.connect(self._on_menu_button_clicked)
        line.addWidget(self._menu_button)
        self._search = _SearchBox(self.tr("Search everything"), self.tr("Ctrl+K"))
        self._search.clicked.connect(self.search_wanted)
        line.addWidget(self._search, 4)
        self._search_button = Button(self.tr("Search"), icon="search")
        self._search_button.clicked.connect(self.search_wanted)
        line.addWidget(self._search_button)
        line.addStretch(1)
        line.addWidget(IconMark("circle-user-round", "muted"))
        line.addWidget(Label(person))
        self._lock = Button(self.tr("Lock"), icon="lock")
        self._lock.setAccessibleDescription(self.tr("Ctrl+L"))
        self._lock.clicked.connect(self.lock_wanted)
        line.addWidget(self._lock)
        self.show_narrow(narrow=False)

    def show_narrow(self, *, narrow: bool) -> None:
        """Show the menu and search as buttons, where the window is narrow."""
        self._brand.setVisible(not narrow)
        self._search.setVisible(not narrow)
        self._menu_button.setVisible(narrow)
        self._search_button.setVisible(narrow)
        layout = self.layout()
        if layout is not None:
            look = appearance()
            left = look.px(16) if narrow else 0
            layout.setContentsMargins(left, look.px(8), look.px(24), look.px(8))

    def _on_menu_button_clicked(self) -> None:
        below = self._menu_button.rect().bottomLeft()
        self._menu.popup(self._menu_button.mapToGlobal(below))

    def _on_menu_triggered(self, action: object) -> None:
        chosen = self._menu.activeAction() if action is None else action
        page = getattr(chosen, "data", None)
        if callable(page):
            self.page_wanted.emit(str(page()))


class StatusLine(QWidget):
    """What was saved and when, at the left; the edition and the encryption, at the right."""

    def __init__(self, about: tuple[str, ...], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        fix(self, height=32)
        line = row(self, margins=(0, 0, 24, 0), spacing=8)
        self._indent = Gap(width=224)
        line.addWidget(self._indent)
        self._icon = IconMark("check", "green", side=16)
        self._words = Label("", step="small")
        line.addWidget(self._icon)
        line.addWidget(self._words, 1)
        self._about = about
        self._right = Label("  ·  ".join(about), step="small", role="muted")
        line.addWidget(self._right)
        self._icon.hide()

    @property
    def words(self) -> str:
        """What the line says at the left."""
        return self._words.text()

    def saved(self, words: str) -> None:
        """Say what was saved and when, with a tick."""
        self._say(words, "check", "green", "text")

    def failed(self, words: str) -> None:
        """Say that something is not saved; it stays until the next thing is."""
        self._say(words, "circle-alert", "error", "error")
        announce(self, words)

    def show_narrow(self, *, narrow: bool) -> None:
        """Leave out all but the last word at the right, where the window is narrow."""
        fix(self._indent, width=16 if narrow else 224)
        self._right.setText(
            self._about[-1] if narrow and self._about else "  ·  ".join(self._about)
        )

    def _say(self, words: str, icon: str, icon_role: Role, role: Role) -> None:
        self._icon.set_icon(icon, icon_role)
        self._icon.show()
        self._words.setText(words)
        self._words.set_role(role)
        self._words.set_strong(role == "error")


def clock_time(moment: datetime) -> str:
    """The time of a moment on English clocks: 14:02."""
    return f"{moment.astimezone(ENGLAND):%H:%M}"


class SheetFrame(Frame):
    """The single white sheet that pages lie on."""

    def __init__(self) -> None:
        super().__init__("page")
        self.column = column(self, margins=(1, 1, 0, 0))
