"""Help for the page that is open (F1), and the list of shortcuts (Ctrl+/)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from lif_desktop.ui.dialogs import Sheet
from lif_desktop.ui.theme import fix
from lif_desktop.ui.widgets import Button, Label, row


@dataclass(frozen=True, slots=True)
class ShortcutWords:
    """Keys and what they do."""

    keys: str
    words: str


class _ReadingSheet(Sheet):
    """A dialog that is read and closed."""

    def __init__(self, parent: QWidget, title: str, icon: str) -> None:
        super().__init__(parent, title, icon=icon)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        close = Button(self.tr("Back to the page"), kind="primary")
        close.setDefault(True)
        close.clicked.connect(self.reject)
        self.buttons.addWidget(close)
        close.setFocus()


class HelpSheet(_ReadingSheet):
    """What a page is for and how it is used."""

    def __init__(self, parent: QWidget, title: str, text: str) -> None:
        super().__init__(parent, title, "circle-question-mark")
        for paragraph in text.split("\n\n"):
            self.body.addWidget(Label(paragraph, wrap=True))
        self.fit()


class ShortcutsSheet(_ReadingSheet):
    """The keys that work everywhere."""

    def __init__(self, parent: QWidget, shortcuts: Sequence[ShortcutWords]) -> None:
        super().__init__(parent, self.tr("Shortcuts"), "keyboard")
        for shortcut in shortcuts:
            line = row(spacing=16)
            keys = Label(shortcut.keys, strong=True)
            fix(keys, width=110)
            line.addWidget(keys)
            line.addWidget(Label(shortcut.words, wrap=True), 1)
            self.body.addLayout(line)
        self.fit()
