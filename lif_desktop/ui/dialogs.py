"""Questions that stop the work: what is safe first, then what to do; the focus on the safe answer.

Pages ask through the port `Ask`, so that a test can answer. Nothing here says OK or Yes.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QPoint, QRectF, Qt
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPainterPath, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QDialog, QFileDialog, QLineEdit, QWidget
from typing_extensions import override

from lif_desktop.ui.theme import Role, appearance, fix
from lif_desktop.ui.widgets import (
    Button,
    FocusRing,
    Gap,
    Hairline,
    IconMark,
    Label,
    Link,
    column,
    row,
)

_WIDTH = 560
_SHADOW = 24


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A question with two answers; the safe one is what Esc and Enter give."""

    title: str
    safe: str
    """What is safe, whatever is answered."""
    advice: str = ""
    """What to do."""
    act: str
    """The act and its object, for example "Delete the draft of Child N"."""
    keep: str
    """The safe answer, for example "Keep the draft"."""
    destructive: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """Something that went wrong, in words for the person and, apart from them, for their IT team."""

    title: str
    safe: str
    advice: str = ""
    retry: str = ""
    """What the button says that tries again; empty if that makes no sense."""
    detail: str = ""
    """For the IT team; never case text."""
    code: str = ""


class Ask(Protocol):
    """How a page asks the person. The window's answer is `DialogAsk`; a test gives its own."""

    def choose(self, question: Question) -> bool:
        """True if the person chose the act, False for the safe answer."""
        ...

    def tell(self, fault: Fault) -> bool:
        """Show a fault; True if the person wants to try again."""
        ...

    def write(self, title: str, label: str, hint: str, act: str) -> str | None:
        """Ask for one line of text; None if the person left without giving one."""
        ...

    def open_file(self, title: str, kinds: str) -> Path | None:
        """Ask for a file to read; kinds as in "PDF files (*.pdf)"."""
        ...

    def save_file(self, title: str, name: str, kinds: str) -> Path | None:
        """Ask where to write a file of this name."""
        ...

    def choose_folder(self, title: str) -> Path | None:
        """Ask for a folder."""
        ...


class Sheet(QDialog):
    """A dialog in the manner of the window: scrim, soft shadow, fixed width, height to fit.

    Put parts into `body` and buttons into `buttons`, then call `open_over`.
    """

    def __init__(
        self, parent: QWidget | None, title: str, *, icon: str = "", role: Role = "accent"
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setModal(True)
        self.setAccessibleName(title)
        self._frameless = parent is not None
        if self._frameless:
            self.setWindowFlag(Qt.WindowType.FramelessWindowHint)
            self.setAttribute(Qt.WidgetAttribute.WA_TranslucentBackground)
        self._card = QWidget(self)
        fix(self._card, width=_WIDTH)
        whole = row(self._card, margins=(28, 28, 28, 24), spacing=16)
        if icon:
            whole.addWidget(IconMark(icon, role, side=26), 0, Qt.AlignmentFlag.AlignTop)
        right = column(spacing=8)
        right.addWidget(Label(title, step="head", strong=True, wrap=True))
        self.body = column(spacing=8)
        right.addLayout(self.body)
        right.addWidget(Gap(height=8))
        self.buttons = row(spacing=12)
        self.buttons.addStretch(1)
        right.addLayout(self.buttons)
        self.foot = column(spacing=8)
        right.addLayout(self.foot)
        whole.addLayout(right, 1)
        self.ring = FocusRing(self)

    def fit(self) -> None:
        """Set the height that the words need at the fixed width."""
        layout = self._card.layout()
        width = appearance().px(_WIDTH)
        height = layout.heightForWidth(width) if layout is not None else 0
        self._card.setFixedHeight(height)
        parent = self.parentWidget()
        if self._frameless and parent is not None:
            window = parent.window()
            self.setGeometry(window.geometry())
            self._card.move(
                max(0, (self.width() - width) // 2), max(0, (self.height() - height) // 2 - 20)
            )
        else:
            self.setFixedSize(width, height)
            self._card.move(QPoint(0, 0))

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._frameless:
            self._card.move(
                max(0, (self.width() - self._card.width()) // 2),
                max(0, (self.height() - self._card.height()) // 2 - 20),
            )

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        look = appearance()
        painter = QPainter(self)
        if self._frameless:
            painter.fillRect(self.rect(), look.colour("scrim"))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        draw_card(painter, QRectF(self._card.geometry()), shadow=self._frameless)
        painter.end()


def draw_card(painter: QPainter, box: QRectF, *, shadow: bool) -> None:
    """Paint the ground of a dialog or the palette, with its soft shadow."""
    look = appearance()
    if shadow:
        painter.setPen(Qt.PenStyle.NoPen)
        for reach in range(_SHADOW, 0, -1):
            painter.setBrush(QColor(0, 0, 0, 3))
            painter.drawRoundedRect(
                box.adjusted(-reach, -reach + 4, reach, reach + 4), 14 + reach, 14 + reach
            )
    path = QPainterPath()
    path.addRoundedRect(box, 14, 14)
    painter.fillPath(path, look.colour("sheet"))
    if look.tokens.edge_width > 1 or look.theme_shown == "dark":
        painter.setPen(look.colour("edge"))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPath(path)


class QuestionSheet(Sheet):
    """One question with two answers."""

    def __init__(self, parent: QWidget | None, question: Question) -> None:
        super().__init__(parent, question.title, icon="circle-question-mark")
        self.body.addWidget(Label(question.safe, wrap=True))
        if question.advice:
            self.body.addWidget(Label(question.advice, role="muted", wrap=True))
        keep = Button(question.keep, kind="primary" if question.destructive else "secondary")
        keep.clicked.connect(self.reject)
        act = Button(question.act, kind="destructive" if question.destructive else "primary")
        act.clicked.connect(self.accept)
        safe_last = question.destructive
        for button in (act, keep) if safe_last else (keep, act):
            self.buttons.addWidget(button)
        keep.setDefault(True)
        keep.setFocus()
        self.fit()


class FaultSheet(Sheet):
    """One fault: what is safe, what to do, and what happened for whoever looks after the computer."""

    def __init__(self, parent: QWidget | None, fault: Fault) -> None:
        super().__init__(parent, fault.title, icon="circle-alert", role="error")
        self.body.addWidget(Label(fault.safe, wrap=True))
        if fault.advice:
            self.body.addWidget(Label(fault.advice, role="muted", wrap=True))
        close = Button(
            self.tr("Close this message"), kind="secondary" if fault.retry else "primary"
        )
        close.clicked.connect(self.reject)
        self.buttons.addWidget(close)
        first = close
        if fault.retry:
            retry = Button(fault.retry, kind="primary")
            retry.clicked.connect(self.accept)
            self.buttons.addWidget(retry)
            first = retry
        if fault.detail or fault.code:
            self._add_detail(fault)
        first.setDefault(True)
        first.setFocus()
        self.fit()

    def _add_detail(self, fault: Fault) -> None:
        self.foot.addWidget(Gap(height=4))
        self.foot.addWidget(Hairline())
        line = row(spacing=12)
        self._detail = Label(fault.detail, step="small", role="muted", wrap=True)
        self._detail.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._detail.hide()
        if fault.detail:
            more = Link(self.tr("What happened, for your IT team"), small=True)
            more.setCheckable(True)
            more.toggled.connect(self._on_more_toggled)
            line.addWidget(more)
        line.addStretch(1)
        if fault.code:
            line.addWidget(
                Label(self.tr("Code {code}").format(code=fault.code), step="small", role="muted")
            )
        self.foot.addLayout(line)
        self.foot.addWidget(self._detail)

    def _on_more_toggled(self, open_now: bool) -> None:  # noqa: FBT001  # a Qt slot's signature
        self._detail.setVisible(open_now)
        self.fit()


class WriteSheet(Sheet):
    """One line of text to give."""

    def __init__(
        self, parent: QWidget | None, title: str, label: str, hint: str, act: str
    ) -> None:
        super().__init__(parent, title, icon="square-pen")
        words = Label(label, strong=True, wrap=True)
        self.body.addWidget(words)
        if hint:
            self.body.addWidget(Label(hint, role="muted", wrap=True))
        self._line = QLineEdit()
        self._line.setAccessibleName(label)
        self._line.setAccessibleDescription(hint)
        words.setBuddy(self._line)
        self.body.addWidget(self._line)
        leave = Button(self.tr("Go back"))
        leave.clicked.connect(self.reject)
        self._act = Button(act, kind="primary")
        self._act.setDefault(True)
        self._act.clicked.connect(self.accept)
        self._act.setEnabled(False)
        self._line.textChanged.connect(self._on_line_text_changed)
        self.buttons.addWidget(leave)
        self.buttons.addWidget(self._act)
        self._line.setFocus()
        self.fit()

    @property
    def text(self) -> str:
        """What was typed."""
        return self._line.text()

    def _on_line_text_changed(self, text: str) -> None:
        self._act.setEnabled(bool(text.strip()))

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and not self._act.isEnabled():
            return
        super().keyPressEvent(event)


class DialogAsk:
    """Asks with dialogs over a window."""

    def __init__(self, window: QWidget | None) -> None:
        self._window = window

    def choose(self, question: Question) -> bool:
        """True if the person chose the act, False for the safe answer."""
        return self._answer(QuestionSheet(self._window, question))

    def tell(self, fault: Fault) -> bool:
        """Show a fault; True if the person wants to try again."""
        return self._answer(FaultSheet(self._window, fault))

    def write(self, title: str, label: str, hint: str, act: str) -> str | None:
        """Ask for one line of text; None if the person left without giving one."""
        sheet = WriteSheet(self._window, title, label, hint, act)
        given = sheet.exec() == QDialog.DialogCode.Accepted
        text = sheet.text
        sheet.deleteLater()
        return text if given else None

    def open_file(self, title: str, kinds: str) -> Path | None:
        """Ask for a file to read."""
        dialog = self._file_dialog(title, kinds)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        return self._picked(dialog)

    def save_file(self, title: str, name: str, kinds: str) -> Path | None:
        """Ask where to write a file of this name."""
        dialog = self._file_dialog(title, kinds)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.selectFile(name)
        return self._picked(dialog)

    def choose_folder(self, title: str) -> Path | None:
        """Ask for a folder."""
        dialog = self._file_dialog(title, "")
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        return self._picked(dialog)

    def _answer(self, sheet: Sheet) -> bool:
        given = sheet.exec() == QDialog.DialogCode.Accepted
        sheet.deleteLater()
        return given

    def _file_dialog(self, title: str, kinds: str) -> QFileDialog:
        dialog = QFileDialog(self._window, title)
        if kinds:
            dialog.setNameFilter(kinds)
        return dialog

    def _picked(self, dialog: QFileDialog) -> Path | None:
        """Run the dialog, and leave no history of folders behind: Qt would write it to a file."""
        given = dialog.exec() == QDialog.DialogCode.Accepted
        chosen = dialog.selectedFiles()
        dialog.setHistory([])
        dialog.deleteLater()
        return Path(chosen[0]) if given and chosen else None
