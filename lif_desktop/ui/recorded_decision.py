"""A decision that is recorded: what it says, and beside it the way to a signed form and the notices."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from lif_desktop.definitions.questions import Form
from lif_desktop.domain.answers import Answers
from lif_desktop.ui.form_view import CheckAnswers
from lif_desktop.ui.page import WidthClass
from lif_desktop.ui.sign_panel import SignPanel
from lif_desktop.ui.theme import fix
from lif_desktop.ui.widgets import (
    Button,
    Frame,
    MessageBar,
    PageHeader,
    ScrollColumn,
    TagKind,
    column,
    row,
)


class RecordedDecision(QWidget):
    """The recorded decision with the steps that follow.

    Signals:
        correct_wanted: open the form again.
        crumb_wanted: with the position of the crumb that was pressed.
    """

    correct_wanted = Signal()
    crumb_wanted = Signal(int)

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        across = row(self)
        self._left = ScrollColumn(margins=(40, 20, 36, 32), spacing=20)
        across.addWidget(self._left, 1)
        self.header = PageHeader(title, crumbs=(" ", " "))
        self.header.crumb_wanted.connect(self.crumb_wanted)
        self._left.column.addWidget(self.header)
        self.correct_button = Button(self.tr("Correct the decision"), icon="square-pen")
        self._left.column.addWidget(self.correct_button, 0, Qt.AlignmentFlag.AlignLeft)
        self._warning = MessageBar("", "warning")
        self._warning.hide()
        self._left.column.addWidget(self._warning)
        self._steps_place = column()
        self._left.column.addLayout(self._steps_place)
        self._answers = CheckAnswers(may_change=False)
        fix(self._answers, max_width=760)
        self._left.column.addWidget(self._answers)
        self._left.column.addStretch(1)
        self._pane = Frame("pane")
        inside = column(self._pane)
        self._pane_scroll = ScrollColumn(margins=(24, 28, 24, 24))
        inside.addWidget(self._pane_scroll)
        self._pane_scroll.column.addStretch(1)
        across.addWidget(self._pane)
        self._beside = QWidget()
        parts = column(self._beside)
        self.steps = SignPanel()
        parts.addWidget(self.steps)
        self._entry_holder = column()
        parts.addLayout(self._entry_holder)
        self.correct_button.clicked.connect(self.correct_wanted)
        self.arrange("standard")

    def show_decision(self, form: Form, answers: Answers, asked: frozenset[str]) -> None:
        """Show what was decided, letter for letter."""
        self._answers.show_answers(form, form.sections, answers, asked)

    def show_status(
        self, crumbs: Sequence[str], words: str, kind: TagKind, *, may_correct: bool, warning: str
    ) -> None:
        """Show where it stands.

        Args:
            crumbs: the way here.
            words: the status.
            kind: its tint.
            may_correct: True until it is signed.
            warning: what is to be noticed, for example that it departs from the rule.
        """
        self.header.set_crumbs(crumbs)
        self.header.set_status(words, kind)
        self.correct_button.setVisible(may_correct)
        self._warning.show_message(warning, "warning")
        self._warning.setVisible(bool(warning))

    def ask_beside(self, entry: QWidget | None) -> None:
        """Show a few questions in the place of the steps; None shows the steps again."""
        while self._entry_holder.count():
            item = self._entry_holder.takeAt(0)
            old = None if item is None else item.widget()
            if old is not None:
                old.hide()
                old.deleteLater()
        self.steps.setVisible(entry is None)
        if entry is not None:
            self._entry_holder.addWidget(entry)

    def arrange(self, width: WidthClass) -> None:
        """Place the parts for so much room."""
        narrow = width == "narrow"
        fix(self._pane, width=480 if width == "wide" else 384)
        self._pane.setVisible(not narrow)
        home = self._steps_place if narrow else self._pane_scroll.column
        home.insertWidget(0, self._beside)
