"""Search everything and run commands, from the keyboard: the palette over the page (Ctrl+K)."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import (
    QEvent,
    QModelIndex,
    QObject,
    QRectF,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QApplication,
    QLineEdit,
    QListView,
    QWidget,
)
from typing_extensions import override

from lif_desktop.ui.dialogs import draw_card
from lif_desktop.ui.palette.choices import GROUP, ROW, Choice, ChoiceLines, ChoicesModel
from lif_desktop.ui.theme import appearance, fix
from lif_desktop.ui.widgets import Hairline, IconMark, Label, announce, column, row
from lif_desktop.ui.workers import Jobs

_WIDTH, _FROM_TOP = 680, 96
_DELAY_MS = 150
MOST_RESULTS = 50


class Palette(QWidget):
    """The palette over its window: type to search, Up and Down to move, Enter to open, Esc to close.

    Signals:
        closed: it was closed, with or without a choice.
    """

    closed = Signal()

    def __init__(
        self,
        window: QWidget,
        jobs: Jobs,
        *,
        commands: Callable[[], Sequence[Choice]],
        find: Callable[[str], Sequence[Choice]],
    ) -> None:
        """Build the palette.

        Args:
            window: what it lies over.
            jobs: runs the search.
            commands: the commands there are now; called on the window's thread.
            find: finds records; called on a reading thread with what was typed.
        """
        super().__init__(window)
        self._jobs = jobs
        self._commands = commands
        self._find = find
        self._before: QWidget | None = None
        self._card = QWidget(self)
        self._line = QLineEdit()
        self._count = Label("", step="small", role="muted")
        self._list = QListView()
        self._model = ChoicesModel(self)
        self._delegate = ChoiceLines(self._list)
        self._later = QTimer(self)
        self._build()
        self._connect()
        self.hide()

    @property
    def count_words(self) -> str:
        """How many results there are, in words."""
        return self._count.text()

    def open(self) -> None:
        """Show the palette and take the keyboard."""
        self._before = QApplication.focusWidget()
        parent = self.parentWidget()
        if parent is not None:
            self.setGeometry(parent.rect())
        self._line.clear()
        self._show(self._matching_commands(""))
        self.show()
        self.raise_()
        self._line.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def close_palette(self) -> None:
        """Hide the palette and give the keyboard back."""
        self._jobs.cancel(self)
        self._later.stop()
        self.hide()
        self._line.clear()
        self._model.show_choices(())
        if self._before is not None:
            self._before.setFocus(Qt.FocusReason.OtherFocusReason)
        self._before = None
        self.closed.emit()

    def _build(self) -> None:
        whole = column(self._card)
        top = row(margins=(24, 8, 22, 8), spacing=14)
        top.addWidget(IconMark("search", "muted", side=22))
        self._line.setProperty("t", "head")
        self._line.setProperty("own_ring", True)
        self._line.setPlaceholderText(
            self.tr("Search cases, documents, actions, or run a command")
        )
        self._line.setAccessibleName(self.tr("Search everything"))
        top.addWidget(self._line, 1)
        top.addWidget(self._count)
        whole.addLayout(top)
        whole.addWidget(Hairline())
        self._list.setModel(self._model)
        self._list.setItemDelegate(self._delegate)
        self._list.setAccessibleName(self.tr("Results"))
        self._list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._list.setUniformItemSizes(False)
        self._list.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._list.setMouseTracking(True)
        whole.addWidget(self._list, 1)
        whole.addWidget(Hairline())
        foot = row(margins=(22, 11, 22, 11), spacing=24)
        for words in (
            self.tr("Up and Down to move"),
            self.tr("Enter to open"),
            self.tr("Esc to close"),
        ):
            foot.addWidget(Label(words, step="small", role="muted"))
        foot.addStretch(1)
        foot.addWidget(Label(self.tr("Type > for commands only"), step="small", role="muted"))
        whole.addLayout(foot)
        fix(self._card, max_width=_WIDTH)
        self._later.setSingleShot(True)
        self._later.setInterval(_DELAY_MS)

    def _connect(self) -> None:
        self._line.textChanged.connect(self._on_line_text_changed)
        self._line.installEventFilter(self)
        self._list.clicked.connect(self._on_list_clicked)
        self._later.timeout.connect(self._on_later_timeout)

    def _matching_commands(self, text: str) -> list[Choice]:
        words = text.casefold().split()
        return [
            choice
            for choice in self._commands()
            if all(word in f"{choice.title} {choice.note}".casefold() for word in words)
        ]

    def _show(self, choices: Sequence[Choice]) -> None:
        shown = list(choices)[:MOST_RESULTS]
        self._delegate.words = tuple(self._line.text().lstrip("> ").casefold().split())
        self._model.show_choices(shown)
        first = self._model.first_choice()
        if first >= 0:
            self._list.setCurrentIndex(self._model.index(first))
        self._count.setText(self._words_for(len(shown)))
        announce(self._line, self._count.text())
        self._place()

    def _words_for(self, count: int) -> str:
        if count == 0:
            return self.tr("Nothing found")
        if count == 1:
            return self.tr("1 result")
        return self.tr("{count} results").format(count=count)

    def _place(self) -> None:
        look = appearance()
        width = min(look.px(_WIDTH), self.width() - look.px(32))
        top = min(look.px(_FROM_TOP), self.height() // 8)
        lines = range(self._model.rowCount())
        rows = sum(GROUP if isinstance(self._model.line(n), str) else ROW for n in lines)
        wanted = look.px(64 + 44 + 16 + max(rows, ROW))
        self._card.setGeometry(
            (self.width() - width) // 2, top, width, min(wanted, self.height() - top - look.px(24))
        )
        self.update()

    def _move(self, step: int) -> None:
        at = self._list.currentIndex().row() + step
        while 0 <= at < self._model.rowCount():
            if isinstance(self._model.line(at), Choice):
                self._list.setCurrentIndex(self._model.index(at))
                spoken = self._model.index(at).data(Qt.ItemDataRole.AccessibleTextRole)
                announce(self._line, str(spoken))
                return
            at += step

    def _choose(self, row_number: int) -> None:
        if not 0 <= row_number < self._model.rowCount():
            return
        line = self._model.line(row_number)
        if isinstance(line, Choice):
            self.close_palette()
            line.chosen()

    def _on_line_text_changed(self, text: str) -> None:
        if not self.isVisible():
            return
        if text.startswith(">"):
            self._later.stop()
            self._jobs.cancel(self)
            self._show(self._matching_commands(text[1:]))
        elif not text.strip():
            self._later.stop()
            self._jobs.cancel(self)
            self._show(self._matching_commands(""))
        else:
            # Commands at once, so that Enter never runs what stood there before the words.
            self._jobs.cancel(self)
            self._show(self._matching_commands(text))
            self._later.start()

    def _on_later_timeout(self) -> None:
        typed = self._line.text()

        def look_up() -> tuple[str, Sequence[Choice]]:
            return typed, self._find(typed)

        self._jobs.read(self, look_up, self._on_found, topic="palette")

    def _on_found(self, found: tuple[str, Sequence[Choice]]) -> None:
        typed, records = found
        if typed == self._line.text() and self.isVisible():
            at = self._list.currentIndex().row()
            chosen = self._model.line(at) if at >= 0 else ""
            self._show([*records, *self._matching_commands(typed)])
            if isinstance(chosen, Choice):
                self._choose_again(chosen.title)

    def _choose_again(self, title: str) -> None:
        """Records that arrive above a chosen command do not take its place under the hand."""
        for number in range(self._model.rowCount()):
            line = self._model.line(number)
            if isinstance(line, Choice) and line.title == title:
                self._list.setCurrentIndex(self._model.index(number))
                return

    def _on_list_clicked(self, index: QModelIndex) -> None:
        self._choose(index.row())

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        pressed = event.type() == QEvent.Type.KeyPress
        if pressed and watched is self._line and isinstance(event, QKeyEvent):
            return self._take_key(event.key())
        return super().eventFilter(watched, event)

    def _take_key(self, key: int) -> bool:
        match key:
            case Qt.Key.Key_Down:
                self._move(1)
            case Qt.Key.Key_Up:
                self._move(-1)
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                self._choose(self._list.currentIndex().row())
            case Qt.Key.Key_Escape:
                self.close_palette()
            case Qt.Key.Key_Tab | Qt.Key.Key_Backtab:
                pass
            case _:
                return False
        return True

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        if not self._card.geometry().contains(event.position().toPoint()):
            self.close_palette()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), appearance().colour("scrim"))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        draw_card(painter, QRectF(self._card.geometry()), shadow=True)
        painter.end()
