"""The lines of the notices page: who must be told, and what was sent, returned or withheld."""

from __future__ import annotations

from collections.abc import Container
from datetime import date

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QBoxLayout

from lif_desktop.domain.notices import Notice, NoticeDuty, NoticeState, last_day
from lif_desktop.ui.notice_words import (
    must_say,
    reading_words,
    sent_words,
    state_words,
)
from lif_desktop.ui.theme import Role
from lif_desktop.ui.widgets import IconMark, Label, RowButton, Shape, column, row
from lif_desktop.ui.widgets.shapes import ShapeName
from lif_desktop.ui.words import near_date

_MARKS: dict[NoticeState, tuple[ShapeName, Role]] = {
    NoticeState.SENT: ("tick", "green_shape"),
    NoticeState.RETURNED: ("diamond", "red_shape"),
    NoticeState.WITHHELD: ("ring", "done_shape"),
}


class DutyLine(RowButton):
    """Someone who must be told: mark, who, what, and how the clock stands on each reading."""

    def __init__(self, duty: NoticeDuty, today: date, holidays: Container[date]) -> None:
        super().__init__(height=57)
        self.duty = duty
        line = row(self, margins=(0, 7, 4, 8), spacing=14)
        last = last_day(duty)
        is_open = duty.closed_on is None
        overdue = is_open and last is not None and last < today
        if not is_open:
            mark = Shape("tick", "green_shape", side=18)
        elif overdue:
            mark = Shape("diamond", "red_shape", side=18)
        else:
            mark = Shape("dot", "accent", side=18)
        line.addWidget(mark)
        left = column()
        left.addWidget(Label(duty.recipient, strong=True, wrap=True))
        left.addWidget(Label(duty.what, step="small", role="muted", wrap=True))
        wanted = must_say(duty)
        missing = _tr("Must say: {wanted}").format(wanted=wanted) if wanted and is_open else ""
        if missing:
            left.addWidget(Label(missing, step="small", role="amber", strong=True, wrap=True))
        line.addLayout(left, 3)
        said = self._add_stands(line, today, holidays, overdue=overdue)
        line.addWidget(IconMark("chevron-right", "muted", side=18))
        parts = (duty.recipient, *said, duty.what, missing)
        self.setAccessibleName(", ".join(part for part in parts if part))

    def _add_stands(
        self, line: QBoxLayout, today: date, holidays: Container[date], *, overdue: bool
    ) -> list[str]:
        duty = self.duty
        right = column(margins=(0, 2, 0, 0))
        said = []
        if duty.closed_on is not None:
            reason = duty.closed_reason.partition(":")[0]
            told = f"{reason} {near_date(duty.closed_on, today)}"
            lines = [(told, True)]
        else:
            lines = []
            for number, reading in enumerate(reading_words(duty, today, holidays)):
                also = _tr("By another reading: {words}") if number else "{words}"
                words = f"{near_date(reading.due, today)}, {reading.stands}"
                lines.append((also.format(words=words), number == 0))
            lines = lines or [(_tr("No last day"), False)]
        for words, first in lines:
            role: Role = "red" if overdue else "text" if first else "muted"
            label = Label(words, step="small", strong=first, role=role, wrap=True)
            label.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
            right.addWidget(label)
            said.append(words)
        right.addStretch(1)
        line.addLayout(right, 2)
        return said


class NoticeLine(RowButton):
    """One entry of the log."""

    def __init__(self, notice: Notice, today: date) -> None:
        super().__init__(height=57)
        self.notice = notice
        line = row(self, margins=(0, 7, 4, 8), spacing=14)
        left = column()
        left.addWidget(Label(notice.recipient, wrap=True))
        second = sent_words(notice, today)
        if second:
            left.addWidget(Label(second, step="small", role="muted", wrap=True))
        line.addLayout(left, 1)
        state = state_words(notice.state)
        shape, colour = _MARKS[notice.state]
        line.addWidget(Shape(shape, colour, side=16))
        came_back = notice.state is NoticeState.RETURNED
        line.addWidget(
            Label(state, step="small", strong=True, role="red" if came_back else "text")
        )
        line.addWidget(IconMark("chevron-right", "muted", side=18))
        self.setAccessibleName(
            ", ".join(part for part in (notice.recipient, state, second) if part)
        )


def _tr(text: str) -> str:
    return QCoreApplication.translate("NoticeRows", text)
