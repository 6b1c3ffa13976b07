"""Dates as people give them: exact, about, a month, a year, or not known, with a note of accounts.

Three plain fields, never a calendar control: one cannot be left empty in Qt's, and a date in a
referral is often part of a date. What was typed is kept even if no calendar has such a day.
"""

from __future__ import annotations

import calendar
from collections.abc import Mapping, Sequence
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QButtonGroup, QWidget
from typing_extensions import override

from lif_desktop.domain.answers import DatePrecision
from lif_desktop.ui.field_editors.editor import Answer, FieldEditor
from lif_desktop.ui.field_editors.inputs import LineInput
from lif_desktop.ui.theme import fix
from lif_desktop.ui.widgets.buttons import Link, Radio
from lif_desktop.ui.widgets.layouts import FlowLayout, column, row
from lif_desktop.ui.widgets.text import Label

EXACT_ONLY = "exact"
"""Appearance of a question that takes a day and nothing less."""
PARTS = ("day", "month", "year")
WIDTHS = {"day": 64, "month": 116, "year": 92}
"""Width of each box at 100 per cent; the month must hold "September"."""
_NEEDED = {
    DatePrecision.EXACT: PARTS,
    DatePrecision.APPROXIMATE: PARTS,
    DatePrecision.MONTH: ("month", "year"),
    DatePrecision.YEAR: ("year",),
    DatePrecision.NOT_KNOWN: (),
}


def month_number(text: str) -> int | None:
    """The month meant by "3", "03", "mar", "Sept" or "March"; None if none is meant."""
    word = text.strip().casefold().rstrip(".")
    if word.isascii() and word.isdigit():
        return int(word)
    if len(word) < 3:
        return None
    found = [
        number
        for number in range(1, 13)
        if calendar.month_name[number].casefold().startswith(word)
    ]
    return found[0] if len(found) == 1 else None


def whole_number(text: str) -> int | None:
    """The number typed, or None if it is none."""
    word = text.strip()
    return int(word) if word.isascii() and word.isdigit() and len(word) <= 6 else None


class DateEditor(FieldEditor):
    """Day, month and year; on request how exact the date is, and a note."""

    @override
    def _build_control(self) -> QWidget:
        self._precision = DatePrecision.EXACT
        holder = QWidget()
        inside = column(holder, spacing=6)
        inside.addWidget(self._build_boxes())
        self._more_button = Link(self.tr("Not exact, or given in another way"), small=True)
        self._more_button.setAccessibleName(
            self.tr("{question}: not exact, or given in another way").format(
                question=self.question.label
            )
        )
        self._more_button.clicked.connect(self._on_more_button_clicked)
        inside.addWidget(self._more_button, 0, Qt.AlignmentFlag.AlignLeft)
        inside.addWidget(self._build_more())
        self._show_more(False)
        return holder

    @override
    def controls(self) -> Sequence[QWidget]:
        boxes = tuple(self._boxes[part] for part in PARTS)
        if self._is_exact_only:
            return boxes
        return (*boxes, self._more_button, *self._radios.values(), self._note)

    @property
    def _is_exact_only(self) -> bool:
        """True where only a day will do, for example when something was sent."""
        return self.question.appearance == EXACT_ONLY

    @override
    def _marked_controls(self) -> Sequence[QWidget]:
        return self._wrong_boxes()

    @override
    def _names_itself(self) -> bool:
        return True

    @override
    def focus_first(self, reason: Qt.FocusReason = Qt.FocusReason.OtherFocusReason) -> None:
        wrong = self._wrong_boxes() if self.problem else ()
        if wrong and not wrong[0].isHidden():
            wrong[0].setFocus(reason)
            return
        super().focus_first(reason)

    @override
    def _typed_answer(self) -> Answer:
        note = self._note.text().strip()
        parts = {part: self._boxes[part].text().strip() for part in self._needed()}
        if self._precision is not DatePrecision.NOT_KNOWN and not any(parts.values()) and not note:
            return None
        answer: dict[str, object] = {"precision": self._precision.value}
        unread = {}
        for part in reversed(PARTS):
            text = parts.get(part, "")
            number = month_number(text) if part == "month" else whole_number(text)
            if number is not None:
                answer[part] = number
            elif text:
                unread[part] = text
        if unread:
            answer["typed"] = unread
        if note:
            answer["note"] = note
        return answer

    @override
    def _show_typed(self, answer: Answer) -> None:
        given: Mapping[str, object] = answer if isinstance(answer, Mapping) else {}
        typed = given.get("typed")
        unread: Mapping[str, object] = typed if isinstance(typed, Mapping) else {}
        for part in PARTS:
            value = given.get(part, unread.get(part, ""))
            self._boxes[part].setText("" if value is None else str(value))
        self._precision = _precision_of(given, self._exact())
        self._radios[self._precision].setChecked(True)
        self._note.setText(str(given.get("note", "")))
        self._show_more(bool(given.get("note")) or self._precision is not self._exact())
        self._show_parts()

    def _exact(self) -> DatePrecision:
        return DatePrecision.EXACT

    def _needed(self) -> Sequence[str]:
        return _NEEDED[self._precision]

    def _offered(self) -> Mapping[DatePrecision, str]:
        return {
            DatePrecision.EXACT: self.tr("Exact"),
            DatePrecision.APPROXIMATE: self.tr("About"),
            DatePrecision.MONTH: self.tr("Month and year"),
            DatePrecision.YEAR: self.tr("Year only"),
            DatePrecision.NOT_KNOWN: self.tr("Not known"),
        }

    def _build_boxes(self) -> QWidget:
        boxes = QWidget()
        across = row(boxes, spacing=14)
        names = {"day": self.tr("Day"), "month": self.tr("Month"), "year": self.tr("Year")}
        self._boxes: dict[str, LineInput] = {}
        self._box_holders: dict[str, QWidget] = {}
        for part in PARTS:
            holder, box = self._build_box(names[part], part)
            self._boxes[part], self._box_holders[part] = box, holder
            across.addWidget(holder)
        self._weekday = Label(role="muted")
        fix(self._weekday, min_height=40)
        across.addWidget(self._weekday, 0, Qt.AlignmentFlag.AlignBottom)
        across.addStretch(1)
        return boxes

    def _build_box(self, name: str, part: str) -> tuple[QWidget, LineInput]:
        holder = QWidget()
        inside = column(holder, spacing=2)
        label = Label(name, step="small", role="muted")
        box = LineInput()
        box.setObjectName(f"{self.question.name}.{part}")
        box.setAccessibleName(f"{self.question.label} {name}")
        box.setMaxLength(20)
        fix(box, width=WIDTHS[part])
        label.setBuddy(box)
        inside.addWidget(label)
        inside.addWidget(box)
        box.textEdited.connect(self._on_box_edited)
        box.left.connect(self._on_part_left)
        return holder, box

    def _build_more(self) -> QWidget:
        self._more = QWidget()
        inside = column(self._more, spacing=6)
        choices = QWidget()
        across = FlowLayout(choices, spacing=20)
        self._group = QButtonGroup(self)
        self._radios: dict[DatePrecision, Radio] = {}
        for precision, words in self._offered().items():
            radio = Radio(words, group=self.question.label)
            radio.setObjectName(f"{self.question.name}.{precision.value}")
            radio.setChecked(precision is self._exact())
            self._radios[precision] = radio
            self._group.addButton(radio)
            across.addWidget(radio)
        self._group.buttonClicked.connect(self._on_group_button_clicked)
        inside.addWidget(choices)
        label = Label(
            self.tr("As it was given, or other accounts of it"), step="small", role="muted"
        )
        self._note = LineInput()
        self._note.setObjectName(f"{self.question.name}.note")
        self._note.setAccessibleName(
            self.tr("{question} as it was given, or other accounts of it").format(
                question=self.question.label
            )
        )
        label.setBuddy(self._note)
        self._note.textEdited.connect(self._on_box_edited)
        self._note.left.connect(self._on_part_left)
        inside.addWidget(label)
        inside.addWidget(self._note)
        return self._more

    def _wrong_boxes(self) -> Sequence[LineInput]:
        """The boxes to mark: the ones that are empty or unreadable, else all that count."""
        needed = [self._boxes[part] for part in self._needed()]
        empty = [box for box in needed if not box.text().strip()]
        if self._precision is DatePrecision.APPROXIMATE:
            empty = [box for box in empty if box is self._boxes["year"]]
        if empty and len(empty) < len(needed):
            return empty
        unread = [
            self._boxes[part]
            for part in self._needed()
            if (month_number if part == "month" else whole_number)(self._boxes[part].text())
            is None
        ]
        return unread or needed

    def _show_more(self, more: bool) -> None:  # noqa: FBT001  # private; its callers read well
        self._more.setVisible(more)
        self._more_button.setVisible(not more and not self._is_exact_only)

    def _show_parts(self) -> None:
        for part in PARTS:
            self._box_holders[part].setVisible(part in self._needed())
        self._weekday.setText(self._weekday_words())

    def _weekday_words(self) -> str:
        year, day = (whole_number(self._boxes[part].text()) for part in ("year", "day"))
        month = month_number(self._boxes["month"].text())
        if "day" not in self._needed() or year is None or month is None or day is None:
            return ""
        if not 1000 <= year <= 9999 or not 1 <= month <= 12:
            return ""
        if not 1 <= day <= calendar.monthrange(year, month)[1]:
            return ""
        return calendar.day_name[date(year, month, day).weekday()]

    def _on_box_edited(self) -> None:
        self._weekday.setText(self._weekday_words())
        self._note_change()

    def _on_part_left(self) -> None:
        self.left.emit()

    def _on_more_button_clicked(self) -> None:
        self._show_more(True)
        self._radios[self._precision].setFocus(Qt.FocusReason.TabFocusReason)

    def _on_group_button_clicked(self) -> None:
        for precision, radio in self._radios.items():
            if radio.isChecked():
                self._precision = precision
        self._show_parts()
        self._note_change()


class MonthEditor(DateEditor):
    """Month and year, or the year, or not known: never a day (catalogue row D11)."""

    @override
    def _build_control(self) -> QWidget:
        control = super()._build_control()
        self._precision = DatePrecision.MONTH
        self._show_parts()
        return control

    @override
    def _exact(self) -> DatePrecision:
        return DatePrecision.MONTH

    @override
    def _offered(self) -> Mapping[DatePrecision, str]:
        return {
            DatePrecision.MONTH: self.tr("Month and year"),
            DatePrecision.YEAR: self.tr("Year only"),
            DatePrecision.NOT_KNOWN: self.tr("Not known"),
        }


def _precision_of(answer: Mapping[str, object], otherwise: DatePrecision) -> DatePrecision:
    try:
        return DatePrecision(str(answer.get("precision", otherwise.value)))
    except ValueError:
        return otherwise
