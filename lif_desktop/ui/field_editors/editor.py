"""What has every field in common? Label, hint, error, control, a line of advice; answer in, answer out.

An editor gives back the very answer it was shown until the person changes it, so that nothing is
rewritten merely by being looked at.
"""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from lif_desktop.definitions.questions import Question
from lif_desktop.ui.theme import appearance, fix_layout
from lif_desktop.ui.widgets.layouts import column, row
from lif_desktop.ui.widgets.shapes import IconMark
from lif_desktop.ui.widgets.text import Label, repolish

_ERROR_BAR, _ERROR_GAP = 4, 14
Answer = object
"""Any answer; see domain/answers.py. None stands for a question that was never answered."""


Kept = Callable[[Mapping[str, object]], None]
"""Takes the answer that stands for a file once the file is in the workspace."""


def _no_suggestions(_kind: str) -> Sequence[str]:
    return ()


def _no_file() -> Path | None:
    return None


def _not_kept(_file: Path, _kept: Kept) -> None:
    return


@dataclass(frozen=True, slots=True)
class FieldPorts:
    """What a field may ask of the world outside; the page that shows the form supplies it."""

    today: date
    suggestions: Callable[[str], Sequence[str]] = field(default=_no_suggestions)
    """Names already known: for "person" or "agency"."""
    choose_file: Callable[[], Path | None] = field(default=_no_file)
    """Let the person pick a file; None if they went back."""
    keep_file: Callable[[Path, Kept], None] = field(default=_not_kept)
    """Put a file into the workspace, then call back with the answer that stands for it."""


class FieldEditor(QWidget):
    """One question and the control that answers it.

    Signals:
        changed: the person changed the answer.
        left: focus left the field's controls.
    """

    changed = Signal()
    left = Signal()

    def __init__(
        self, question: Question, ports: FieldPorts, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.question = question
        self.ports = ports
        self._given: Answer = None
        self._touched = False
        self._problem = ""
        self._advice = ""
        self._error_line: _ErrorLine | None = None
        self._advice_label: Label | None = None
        self._build_frame()

    def answer(self) -> Answer:
        """The answer; the one that was shown, unaltered, until the person changes it."""
        return self._typed_answer() if self._touched else self._given

    def show_answer(self, answer: Answer) -> None:
        """Show an answer; the undo history starts here.

        Args:
            answer: in the shape of the question's type, see domain/answers.py; None if unanswered.
        """
        self._given = answer
        self._show_typed(answer)
        self._touched = False

    def show_advice(self, advice: str) -> None:
        """Point something out without refusing the answer; empty to say nothing."""
        if advice == self._advice:
            return
        self._advice = advice
        if self._advice_label is None:
            self._advice_label = Label(step="small", role="amber", strong=True, wrap=True)
            self._inside.addWidget(self._advice_label)
        self._advice_label.setText(advice)
        self._advice_label.setVisible(bool(advice))
        self._describe_controls()

    def hide_label(self) -> None:
        """Leave out the words of the question where the title of the page says the same."""
        self._label.hide()

    def show_problem(self, message: str) -> None:
        """Mark the field as wrong with what to do about it; empty to unmark it."""
        if message == self._problem and not message:
            return
        self._problem = message
        if self._error_line is None:
            self._error_line = _ErrorLine()
            self._inside.insertWidget(self._control_at, self._error_line)
        self._error_line.show_message(message)
        fix_layout(self._across, margins=(_ERROR_BAR + _ERROR_GAP if message else 0, 0, 0, 0))
        self.update()
        wrong = self._marked_controls() if message else ()
        for control in self.controls():
            if bool(control.property("wrong")) != (control in wrong):
                control.setProperty("wrong", control in wrong)
                repolish(control)
        self._describe_controls()

    @property
    def problem(self) -> str:
        """The message the field shows, empty if it is not marked as wrong."""
        return self._problem

    def focus_first(self, reason: Qt.FocusReason = Qt.FocusReason.OtherFocusReason) -> None:
        """Put the cursor where the question is answered."""
        for control in self.controls():
            if control.isVisibleTo(self) and control.isEnabled():
                control.setFocus(reason)
                return

    def focus_path(self, path: str) -> None:
        """Put the cursor on a part of the answer; the whole, where there are no parts."""
        del path
        self.focus_first()

    @abstractmethod
    def controls(self) -> Sequence[QWidget]:
        """The controls that can take the focus, in order."""

    @abstractmethod
    def _build_control(self) -> QWidget:
        """Make the control."""

    @abstractmethod
    def _typed_answer(self) -> Answer:
        """What the control holds, as an answer."""

    @abstractmethod
    def _show_typed(self, answer: Answer) -> None:
        """Put an answer into the control."""

    def _marked_controls(self) -> Sequence[QWidget]:
        """The controls that get a red border when the answer is wrong."""
        return self.controls()

    def _names_itself(self) -> bool:
        """True where each control has a name of its own, with the question in it."""
        return False

    def _note_change(self) -> None:
        """To be called by a subclass whenever the person changed something."""
        self._touched = True
        self.changed.emit()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        """A field in error has a bar at its left, as high as the field."""
        if not self._problem:
            return
        look = appearance()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.colour("error"))
        painter.drawRoundedRect(0, 0, look.px(_ERROR_BAR), self.height(), 2, 2)
        painter.end()

    def _build_frame(self) -> None:
        # What only some fields show (error, advice) is made when it is first needed: a topic has
        # dozens of fields, and each part of each of them costs time when the topic is opened.
        self._across = row(self)
        self._inside = column(spacing=5)
        self._across.addLayout(self._inside, 1)
        self._label = Label(self.question.label.replace("&", "&&"), strong=True, wrap=True)
        self._inside.addWidget(self._label)
        if self.question.hint:
            self._inside.addWidget(Label(self.question.hint, role="muted", wrap=True))
        self._control_at = self._inside.count()
        self._inside.addWidget(self._build_control())
        self._name_controls()

    def _name_controls(self) -> None:
        controls = self.controls()
        if controls:
            self._label.setBuddy(controls[0])
        if not self._names_itself():
            for control in controls:
                control.setAccessibleName(self.question.label)
        self.setAccessibleName(self.question.label)
        self._describe_controls()

    def _describe_controls(self) -> None:
        words = [self._problem, self.question.hint, self._advice]
        description = " ".join(word for word in words if word)
        for control in self.controls():
            control.setAccessibleDescription(description)


class _ErrorLine(QWidget):
    """What is wrong, with its mark."""

    def __init__(self) -> None:
        super().__init__()
        across = row(self, spacing=8)
        across.addWidget(IconMark("circle-alert", "error", side=18), 0, Qt.AlignmentFlag.AlignTop)
        self._words = Label(role="error", strong=True, wrap=True)
        across.addWidget(self._words, 1)

    def show_message(self, message: str) -> None:
        """Show what is wrong; empty hides the line."""
        self._words.setText(message)
        self.setVisible(bool(message))
