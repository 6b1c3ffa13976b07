"""A decision that is recorded: what it says, and beside it the way to a signed form and the notices."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

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
        self._two = row(self)
        left = ScrollColumn(margins=(40, 20, 36, 32), spacing=20)
        self._two.addWidget(left, 1)
        self.correct_button = Button(self.tr("Correct the decision"), icon="square-pen")
        self.header = PageHeader(title, crumbs=(" ", " "), actions=(self.correct_button,))
        self.header.crumb_wanted.connect(self.crumb_wanted)
        left.column.addWidget(self.header)
        self._warning = MessageBar("", "warning")
        self._warning.hide()
        left.column.addWidget(self._warning)
        self._answers = CheckAnswers(may_change=False)
        fix(self._answers, max_width=760)
        left.column.addWidget(self._answers)
        left.column.addStretch(1)
        self._left = left
        self._pane = Frame("pane")
        inside = column(self._pane)
        self._pane_scroll = ScrollColumn(margins=(24, 28, 24, 24))
        inside.addWidget(self._pane_scroll)
        self.steps = SignPanel()
        self._pane_scroll.column.addWidget(self.steps)
        self._entry_holder = column()
        self._pane_scroll.column.addLayout(self._entry_holder)
        self._pane_scroll.column.addStretch(1)
        self._two.addWidget(self._pane)
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
        self._two.setDirection(
            QHBoxLayout.Direction.TopToBottom if narrow else QHBoxLayout.Direction.LeftToRight
        )
        across = 480 if width == "wide" else 384
        fix(self._pane, min_width=0 if narrow else across, max_width=8000 if narrow else across)
        policy = Qt.ScrollBarPolicy.ScrollBarAsNeeded
        self._pane_scroll.setVerticalScrollBarPolicy(policy)
