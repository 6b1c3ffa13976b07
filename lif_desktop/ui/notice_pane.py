"""One duty to tell, or one entry of the log, beside the list; and the steps that can be taken with it."""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from lif_desktop.domain.notices import CONTENTS, Notice, NoticeDuty, NoticeState
from lif_desktop.domain.vocabulary import long_date, source_words
from lif_desktop.errors import Problem
from lif_desktop.ui.field_editors import FieldPorts
from lif_desktop.ui.notice_words import (
    NoticeStep,
    NoticeStepWords,
    reading_words,
    sent_words,
    state_words,
)
from lif_desktop.ui.step_form import StepForm
from lif_desktop.ui.theme import fix, fix_layout
from lif_desktop.ui.widgets import (
    Button,
    FlowLayout,
    Frame,
    Gap,
    Hairline,
    Label,
    Link,
    MessageBar,
    ScrollColumn,
    clear,
    column,
    row,
)
from lif_desktop.ui.words import in_fours, near_date


class NoticePane(Frame):
    """What was chosen.

    Signals:
        step_wanted: the value of a NoticeStep whose questions are to be asked.
        step_done: the step (str) and its answers (dict), when its button was pressed.
        left: the pane is to close.
    """

    step_wanted = Signal(str)
    step_done = Signal(str, dict)
    left = Signal()

    def __init__(
        self, ports: FieldPorts, holidays: Container[date], parent: QWidget | None = None
    ) -> None:
        super().__init__("pane", parent)
        self._ports, self._holidays = ports, holidays
        self.step_form: StepForm | None = None
        self._step = NoticeStep.SEND
        whole = column(self)
        self._scroll = ScrollColumn(margins=(24, 24, 24, 24))
        whole.addWidget(self._scroll, 1)
        self._inside = self._scroll.column
        self._foot = QWidget()
        self._steps = FlowLayout(self._foot, spacing=8)
        fix_layout(self._steps, margins=(24, 12, 24, 20), spacing=8)
        whole.addWidget(self._foot)

    def show_duty(self, duty: NoticeDuty, notices: Sequence[Notice]) -> None:
        """Show a duty with both readings of its clock, and what was logged for it."""
        self._begin(duty.recipient)
        today = self._ports.today
        self._inside.addWidget(Label(duty.what, role="muted", wrap=True))
        self._inside.addWidget(Gap(height=12))
        is_open = duty.closed_on is None
        if duty.closed_on is not None:
            words = self.tr("{reason}. Closed on {day}.")
            said = words.format(reason=duty.closed_reason, day=long_date(duty.closed_on))
            self._inside.addWidget(MessageBar(said, "success"))
            self._inside.addWidget(Gap(height=12))
        elif duty.required:
            for name in duty.required:
                self._inside.addWidget(MessageBar(CONTENTS[name].missing, "warning"))
                self._inside.addWidget(Gap(height=8))
        self._add_readings(duty)
        self._heading(self.tr("Source"))
        self._inside.addWidget(Label(source_words(duty.source), step="small", wrap=True))
        self._heading(self.tr("In the log"))
        if not notices:
            nothing = self.tr("Nothing yet.")
            self._inside.addWidget(Label(nothing, step="small", role="muted"))
        for notice in notices:
            said = f"{state_words(notice.state)} · {sent_words(notice, today)}"
            self._inside.addWidget(Label(said, step="small", wrap=True))
        self._inside.addStretch(1)
        steps = {
            NoticeStep.SEND: self.tr("Record what was sent"),
            NoticeStep.WITHHOLD: self.tr("Withhold it"),
        }
        self._show_steps(steps if is_open else {})

    def show_notice(self, notice: Notice, *, writer: str, document: str, came_back: bool) -> None:
        """Show an entry of the log.

        Args:
            notice: the entry.
            writer: who logged it.
            document: title of the document that went with it; empty if none.
            came_back: True if its return was logged already.
        """
        self._begin(notice.recipient)
        self._inside.addWidget(Label(state_words(notice.state), strong=True))
        self._inside.addWidget(Gap(height=8))
        day = "" if notice.sent_on is None else long_date(notice.sent_on)
        label = self.tr("Seen") if notice.state is NoticeState.RETURNED else self.tr("Sent")
        reason = notice.state is NoticeState.WITHHELD
        facts = (
            (label, day),
            (self.tr("By"), notice.sent_by),
            (self.tr("How"), notice.channel),
            (self.tr("What"), notice.content),
            (self.tr("Reason") if reason else self.tr("Note"), notice.note),
            (self.tr("Late"), notice.late_reason),
            (self.tr("Document"), document),
            (self.tr("Fingerprint"), in_fours(notice.document_sha256)),
            (
                self.tr("Logged"),
                f"{near_date(notice.logged_at.date(), self._ports.today)}, {writer}",
            ),
        )
        for name, words in facts:
            if words:
                self._add_fact(name, words)
        self._inside.addStretch(1)
        may_return = notice.state is NoticeState.SENT and not came_back
        words = self.tr("Record that it came back")
        self._show_steps({NoticeStep.RETURN: words} if may_return else {})

    def ask(self, step: NoticeStep, words: NoticeStepWords) -> None:
        """Ask what a step needs to know, in place of the facts."""
        clear(self._inside)
        self._foot.hide()
        self._step = step
        form = StepForm(
            words.title,
            words.questions,
            self._ports,
            act=words.act,
            sentence=words.sentence,
            answers=words.answers,
        )
        form.wanted.connect(self._on_form_wanted)
        form.left.connect(self.left)
        self._inside.addWidget(form)
        self.step_form = form
        self._scroll.verticalScrollBar().setValue(0)
        form.focus_first()

    def show_problems(self, problems: Sequence[Problem]) -> None:
        """Show what is wrong with the step that was to be done."""
        if self.step_form is not None:
            self.step_form.show_problems(problems)
            self._scroll.verticalScrollBar().setValue(0)

    def focus_first(self) -> None:
        """Put the focus on the first step, or on the link that closes the pane."""
        buttons = self._foot.findChildren(Button)
        (buttons[0] if buttons else self._close).setFocus(Qt.FocusReason.OtherFocusReason)

    def _begin(self, title: str) -> None:
        self.step_form = None
        clear(self._inside)
        line = row(spacing=12)
        line.addWidget(Label(title, step="head", strong=True, wrap=True), 1)
        self._close = Link(self.tr("Close"), small=True)
        self._close.setAccessibleName(self.tr("Close: {title}").format(title=title))
        self._close.clicked.connect(self.left)
        line.addWidget(self._close, 0, Qt.AlignmentFlag.AlignTop)
        self._inside.addLayout(line)
        self._inside.addWidget(Gap(height=8))

    def _add_readings(self, duty: NoticeDuty) -> None:
        readings = reading_words(duty, self._ports.today, self._holidays)
        if len(readings) > 1:
            self._heading(self.tr("Last day, in both readings of the rule"))
        elif readings:
            self._heading(self.tr("Last day"))
        for reading in readings:
            words = f"{long_date(reading.due)}, {reading.stands}"
            self._inside.addWidget(Label(words, step="small", strong=True, wrap=True))
            self._inside.addWidget(Label(reading.says, step="small", wrap=True))
            self._inside.addWidget(
                Label(source_words(reading.source), step="small", role="muted", wrap=True)
            )
            self._inside.addWidget(Gap(height=8))

    def _heading(self, words: str) -> None:
        self._inside.addWidget(Gap(height=8))
        self._inside.addWidget(Hairline())
        self._inside.addWidget(Gap(height=8))
        self._inside.addWidget(Label(words, strong=True, wrap=True))
        self._inside.addWidget(Gap(height=4))

    def _add_fact(self, name: str, words: str) -> None:
        line = row(margins=(0, 4, 0, 4), spacing=12)
        label = Label(name, step="small", role="muted")
        fix(label, width=88)
        line.addWidget(label, 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(Label(words, step="small", wrap=True), 1)
        self._inside.addLayout(line)

    def _show_steps(self, steps: Mapping[NoticeStep, str]) -> None:
        clear(self._steps)
        for number, (step, words) in enumerate(steps.items()):
            button = Button(words, kind="secondary" if number else "primary")
            button.setProperty("step", step.value)
            button.clicked.connect(self._on_step_clicked)
            self._steps.addWidget(button)
        self._foot.setVisible(bool(steps))

    def _on_step_clicked(self) -> None:
        self.step_wanted.emit(str(self.sender().property("step")))

    def _on_form_wanted(self, answers: dict[str, object]) -> None:
        self.step_done.emit(self._step.value, answers)
