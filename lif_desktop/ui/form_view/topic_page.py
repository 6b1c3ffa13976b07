"""One topic of a form: where it stands, what is wrong, its questions, and whether it is finished."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QWidget

from lif_desktop.definitions.questions import Section
from lif_desktop.domain.answers import Answers
from lif_desktop.errors import Problem
from lif_desktop.ui.field_editors import FieldPorts
from lif_desktop.ui.form_view.form_column import FormColumn, Marker
from lif_desktop.ui.widgets import ErrorSummary, FlowLayout, Hairline, Label, Radio, column


class PageTop(QWidget):
    """Where the page stands, its title, a hint, and the summary of what is wrong.

    Signals:
        field_wanted: with the path of the question an error leads to.
    """

    field_wanted = Signal(str)

    def __init__(self, title: str, hint: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        inside = column(self, spacing=4)
        self._place = Label(step="small", role="muted", wrap=True)
        inside.addWidget(self._place)
        inside.addWidget(Label(title, step="title", strong=True, wrap=True))
        if hint:
            inside.addWidget(Label(hint, role="muted", wrap=True))
        self.summary = ErrorSummary()
        self.summary.field_wanted.connect(self.field_wanted)
        inside.addSpacing(8)
        inside.addWidget(self.summary)

    def show_place(self, words: str) -> None:
        """Say where the page stands: "Child N · Referral · Topic 6 of 11"."""
        self._place.setText(words)

    def show_problems(self, problems: Iterable[Problem]) -> None:
        """Show what is wrong; the summary takes the focus if anything is."""
        self.summary.show_problems([(each.question, each.message) for each in problems])


class TopicPage(QWidget):
    """The questions of one topic.

    Signals:
        completed_changed: the person said that the topic is completed (True) or not yet (False).
        field_wanted: with the path of the question an error leads to.
    """

    completed_changed = Signal(bool)
    field_wanted = Signal(str)

    def __init__(
        self, section: Section, ports: FieldPorts, marker: Marker, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.section = section
        inside = column(self, spacing=24)
        self.top = PageTop(section.label, section.hint)
        self.top.field_wanted.connect(self.field_wanted)
        inside.addWidget(self.top)
        self.questions = FormColumn(section.questions, ports, marker=marker)
        if section.repeat:
            self.questions.editors[section.name].hide_label()
        inside.addWidget(self.questions)
        inside.addWidget(self._build_completion())

    def show_state(self, answers: Answers, *, completed: bool) -> None:
        """Show the answers and whether the topic was marked as completed."""
        self.questions.show_answers(answers)
        self.yes_radio.setChecked(completed)

    @property
    def wants_later(self) -> bool:
        """Did the person say that they will come back to it?"""
        return self.later_radio.isChecked()

    def _build_completion(self) -> QWidget:
        holder = QWidget()
        inside = column(holder, spacing=8)
        inside.addWidget(Hairline())
        inside.addSpacing(8)
        question = self.tr("Have you completed this topic?")
        inside.addWidget(Label(question, strong=True, wrap=True))
        choices = QWidget()
        across = FlowLayout(choices, spacing=28)
        name = f"{question} {self.section.label}:"
        self.yes_radio = Radio(self.tr("Yes, it is complete"), group=name)
        self.later_radio = Radio(self.tr("No, I will come back to it"), group=name)
        self.yes_radio.setObjectName(f"{self.section.name}.completed")
        self.later_radio.setObjectName(f"{self.section.name}.later")
        self._group = QButtonGroup(self)
        for radio in (self.yes_radio, self.later_radio):
            self._group.addButton(radio)
            across.addWidget(radio)
        self._group.buttonClicked.connect(self._on_group_button_clicked)
        inside.addWidget(choices)
        return holder

    def _on_group_button_clicked(self) -> None:
        self.completed_changed.emit(self.yes_radio.isChecked())
