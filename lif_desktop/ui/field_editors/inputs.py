"""The two plain boxes that text is typed into: one line, and many lines that grow as they fill.

Both paste plain text only, cleaned; both keep their undo history when focus leaves and returns,
because nothing sets their text again. Qt's own `setText` wipes that history, so a later change by
the program goes through an edit block (`replace_text`).
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QMimeData, QSize, Qt, Signal
from PySide6.QtGui import (
    QAction,
    QContextMenuEvent,
    QDropEvent,
    QFocusEvent,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QResizeEvent,
    QTextCursor,
)
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget
from typing_extensions import override

from lif_desktop.ui.field_editors.pasted_text import cleaned, cleaned_line

_PARAGRAPH, _LINE = "\u2029", "\u2028"


class LineInput(QLineEdit):
    """One line of text.

    Signals:
        left: focus went elsewhere, a menu of its own excepted.
    """

    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setMinimumWidth(0)

    def replace_text(self, text: str) -> None:
        """Put other text in, so that Ctrl+Z brings the earlier back."""
        self.selectAll()
        self.insert(text)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Paste) and not self.isReadOnly():
            self._paste_clean()
            event.accept()
            return
        super().keyPressEvent(event)

    @override
    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        menu = self.createStandardContextMenu()
        paste = menu.findChild(QAction, "edit-paste")
        if paste is not None:
            paste.triggered.disconnect()
            paste.triggered.connect(self._paste_clean)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(event.globalPos())

    @override
    def dropEvent(self, event: QDropEvent) -> None:
        if event.mimeData().hasText():
            self.insert(cleaned_line(event.mimeData().text()))
            event.acceptProposedAction()

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() is not Qt.FocusReason.PopupFocusReason:
            self.left.emit()

    def _paste_clean(self) -> None:
        text = cleaned_line(QGuiApplication.clipboard().text())
        if text:
            self.insert(text)


class TextInput(QPlainTextEdit):
    """Many lines of text in a box that grows with what it holds, up to a limit.

    Signals:
        left: focus went elsewhere, a menu of its own excepted.
    """

    left = Signal()

    def __init__(
        self, *, least_lines: int = 3, most_lines: int = 14, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._least, self._most = least_lines, most_lines
        self.setTabChangesFocus(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMinimumWidth(0)
        self.document().documentLayout().documentSizeChanged.connect(self._fit_height)

    def text(self) -> str:
        """What it holds, letter for letter: toPlainText() would turn no-break spaces to spaces."""
        return self.document().toRawText().replace(_PARAGRAPH, "\n").replace(_LINE, "\n")

    def replace_text(self, text: str) -> None:
        """Put other text in, so that Ctrl+Z brings the earlier back."""
        cursor = self.textCursor()
        cursor.beginEditBlock()
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.insertText(text)
        cursor.endEditBlock()

    @override
    def insertFromMimeData(self, source: QMimeData) -> None:
        if source.hasText():
            self.textCursor().insertText(cleaned(source.text()))
            self.ensureCursorVisible()

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() is not Qt.FocusReason.PopupFocusReason:
            self.left.emit()

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in {QEvent.Type.StyleChange, QEvent.Type.FontChange}:
            self._fit_height()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_height()

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(0, self.minimumHeight())

    def _fit_height(self) -> None:
        # In a plain text document the height is counted in lines, wrapped ones included.
        lines = max(1, round(self.document().size().height()))
        shown = max(self._least, min(lines, self._most))
        # What border and padding take is known from the viewport, whatever the style sheet says.
        around = self.height() - self.viewport().height()
        if not 0 <= around <= 4 * self.fontMetrics().lineSpacing():
            around = self.fontMetrics().lineSpacing()  # not laid out yet; it is fitted again then
        inside = shown * self.fontMetrics().lineSpacing()
        wanted = inside + round(2 * self.document().documentMargin()) + around
        self.setVerticalScrollBarPolicy(
            Qt.ScrollBarPolicy.ScrollBarAsNeeded
            if lines > self._most
            else Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        )
        if self.height() != wanted or self.maximumHeight() != wanted:
            self.setFixedHeight(wanted)
