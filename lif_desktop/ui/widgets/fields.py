"""A field with its label, hint and error, as used outside the forms; and the field for a passphrase."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget
from typing_extensions import override

from lif_desktop.ui.theme import fix
from lif_desktop.ui.widgets.announce import announce
from lif_desktop.ui.widgets.buttons import Link
from lif_desktop.ui.widgets.layouts import Frame, Gap, column, row
from lif_desktop.ui.widgets.shapes import IconMark
from lif_desktop.ui.widgets.text import Label, repolish


class LabelledField(QWidget):
    """Label, hint, error, control, one below the other; an error puts a bar along its height."""

    def __init__(
        self, label: str, control: QWidget, *, hint: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.control = control
        self._hint = hint
        whole = row(self)
        self._bar = Frame("error-bar")
        fix(self._bar, width=4)
        self._bar.hide()
        whole.addWidget(self._bar)
        inner = column(spacing=4)
        self._inner = inner
        self.top = row(spacing=12)
        self._label = Label(label, strong=True, wrap=True)
        self._label.setBuddy(control)
        self.top.addWidget(self._label, 1)
        inner.addLayout(self.top)
        if hint:
            inner.addWidget(Label(hint, role="muted", wrap=True))
        self._error_line = QWidget()
        error = row(self._error_line, spacing=8)
        error.addWidget(IconMark("circle-alert", "error", side=18), 0, Qt.AlignmentFlag.AlignTop)
        self._error = Label("", role="error", strong=True, wrap=True)
        error.addWidget(self._error, 1)
        self._error_line.hide()
        inner.addWidget(self._error_line)
        inner.addWidget(Gap(height=1))
        inner.addWidget(control)
        self._note = Label("", step="small", role="amber", strong=True)
        self._note.hide()
        inner.addWidget(self._note)
        whole.addLayout(inner, 1)
        control.setAccessibleName(label)
        control.setAccessibleDescription(hint)

    @property
    def error(self) -> str:
        """The error shown; empty if there is none."""
        return self._error.text() if not self._error_line.isHidden() else ""

    def show_error(self, message: str) -> None:
        """Show an error above the control; empty takes it away."""
        self._error.setText(message)
        self._error_line.setVisible(bool(message))
        self._bar.setVisible(bool(message))
        layout = self.layout()
        if layout is not None:
            layout.setSpacing(14 if message else 0)
        self.control.setProperty("wrong", bool(message))
        repolish(self.control)
        self.control.setAccessibleDescription(" ".join(p for p in (message, self._hint) if p))

    def show_note(self, words: str) -> None:
        """Show a note below the control, for example that Caps Lock is on."""
        if self._note.text() != words:
            self._note.setText(words)
            announce(self.control, words)
        self._note.setVisible(bool(words))


class PassphraseLine(QLineEdit):
    """Hides what is typed, tells the keyboard to forget it, and notices Caps Lock."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setEchoMode(QLineEdit.EchoMode.Password)
        self.setInputMethodHints(
            Qt.InputMethodHint.ImhSensitiveData
            | Qt.InputMethodHint.ImhNoPredictiveText
            | Qt.InputMethodHint.ImhNoAutoUppercase
            | Qt.InputMethodHint.ImhHiddenText
        )
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self.setDragEnabled(False)
        self.setMaxLength(256)


class PassphraseField(LabelledField):
    """A passphrase with a link that shows it, and a word when Caps Lock is on."""

    def __init__(self, label: str, *, hint: str = "", parent: QWidget | None = None) -> None:
        self.line = PassphraseLine()
        super().__init__(label, self.line, hint=hint, parent=parent)
        self._show = Link(self.tr("Show"), small=True)
        self._show.setAccessibleName(self.tr("Show the passphrase"))
        self._show.setCheckable(True)
        self._show.toggled.connect(self._on_show_toggled)
        self.top.addWidget(self._show, 0, Qt.AlignmentFlag.AlignBottom)
        self.line.installEventFilter(self)

    @property
    def text(self) -> str:
        """What was typed."""
        return self.line.text()

    def clear(self) -> None:
        """Take back what was typed, hide it again."""
        self.line.clear()
        self._show.setChecked(False)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            text = event.text()
            if len(text) == 1 and text.isalpha():
                shifted = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
                on = text.isupper() != shifted
                self.show_note(self.tr("Caps Lock is on") if on else "")
        return super().eventFilter(watched, event)

    def _on_show_toggled(self, shown: bool) -> None:  # noqa: FBT001  # a Qt slot's signature
        mode = QLineEdit.EchoMode.Normal if shown else QLineEdit.EchoMode.Password
        self.line.setEchoMode(mode)
        self._show.setText(self.tr("Hide") if shown else self.tr("Show"))
        self._show.setAccessibleName(
            self.tr("Hide the passphrase") if shown else self.tr("Show the passphrase")
        )
