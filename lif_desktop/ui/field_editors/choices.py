"""Choosing one or several: radios for a few choices, a search box with a list for many, boxes to tick."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QButtonGroup,
    QListWidget,
    QListWidgetItem,
    QWidget,
)
from typing_extensions import override

from lif_desktop.ui.field_editors.editor import Answer, FieldEditor
from lif_desktop.ui.field_editors.inputs import LineInput
from lif_desktop.ui.theme import appearance, fix
from lif_desktop.ui.widgets.buttons import CheckBox, Link, Radio
from lif_desktop.ui.widgets.layouts import FlowLayout, Frame, column, row
from lif_desktop.ui.widgets.text import Label

MOST_RADIOS: Final = 7
_CODE = Qt.ItemDataRole.UserRole


class _ChoiceEditor(FieldEditor):
    """What the editors of choices share."""

    def _words_for_retired(self, code: str) -> str:
        return self.tr("{choice}, no longer offered").format(choice=self.question.label_of(code))


class ChoiceLine(QWidget):
    """A radio or box with its words beside it, wrapped: Qt's own never wrap and widen the page.

    Pressing the words is pressing the button.
    """

    def __init__(self, button: QAbstractButton, words: str, hint: str, *, wrap: bool) -> None:
        super().__init__()
        self._button = button
        across = row(self)  # the button's own spacing stands between
        across.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        inside = column(margins=(0, 2, 0, 2))
        inside.addWidget(Label(words, wrap=wrap))
        if hint:
            inside.addWidget(Label(hint, step="small", role="muted", wrap=True))
        across.addLayout(inside, 1)

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._button.isEnabled() and self.rect().contains(event.position().toPoint()):
            self._button.setFocus(Qt.FocusReason.MouseFocusReason)
            self._button.click()


class RadioEditor(_ChoiceEditor):
    """One of up to seven choices. A few short ones stand in a line, others below one another."""

    @override
    def _build_control(self) -> QWidget:
        holder = QWidget()
        outside = column(holder, spacing=2)
        choices = self.question.offered()
        radios = QWidget()
        short = len(choices) <= 4 and sum(len(choice.label) + 6 for choice in choices) <= 60
        short = short and not any(choice.hint for choice in choices)
        self._short = short
        self._place = FlowLayout(radios, spacing=28) if short else column(radios, spacing=6)
        self._group = QButtonGroup(self)
        self._buttons: dict[str, QAbstractButton] = {}
        self._hints: dict[str, str] = {}
        for choice in choices:
            self._add_radio(choice.name, choice.label, choice.hint)
        self._group.buttonClicked.connect(self._on_group_button_clicked)
        outside.addWidget(radios)
        self._clear_button = Link(self.tr("Clear this answer"), small=True)
        self._clear_button.setAccessibleName(
            self.tr("Clear the answer to: {question}").format(question=self.question.label)
        )
        self._clear_button.clicked.connect(self._on_clear_button_clicked)
        self._clear_button.hide()
        outside.addWidget(self._clear_button, 0, Qt.AlignmentFlag.AlignLeft)
        return holder

    @override
    def controls(self) -> Sequence[QWidget]:
        return (*self._buttons.values(), self._clear_button)

    @override
    def _marked_controls(self) -> Sequence[QWidget]:
        return ()

    @override
    def _names_itself(self) -> bool:
        return True

    @override
    def _describe_controls(self) -> None:
        super()._describe_controls()
        for code, hint in self._hints.items():
            button = self._buttons[code]
            button.setAccessibleDescription(f"{hint} {button.accessibleDescription()}".strip())

    @override
    def focus_first(self, reason: Qt.FocusReason = Qt.FocusReason.OtherFocusReason) -> None:
        chosen = self._group.checkedButton()
        (chosen or next(iter(self._buttons.values()), self)).setFocus(reason)

    @override
    def _typed_answer(self) -> Answer:
        for code, button in self._buttons.items():
            if button.isChecked():
                return code
        return None

    @override
    def _show_typed(self, answer: Answer) -> None:
        if isinstance(answer, str) and answer and answer not in self._buttons:
            self._add_radio(answer, self._words_for_retired(answer))
        self._group.setExclusive(False)
        for code, button in self._buttons.items():
            button.setChecked(code == answer)
        self._group.setExclusive(True)
        self._offer_clearing()

    def _add_radio(self, code: str, words: str, hint: str = "") -> None:
        radio = Radio("", group=f"{self.question.label} {words}")
        radio.setObjectName(f"{self.question.name}.{code}")
        self._group.addButton(radio)
        self._buttons[code] = radio
        if hint:
            self._hints[code] = hint
        self._place.addWidget(ChoiceLine(radio, words, hint, wrap=not self._short))

    def _offer_clearing(self) -> None:
        self._clear_button.setVisible(
            not self.question.required and self._group.checkedButton() is not None
        )

    def _on_group_button_clicked(self) -> None:
        self._offer_clearing()
        self._note_change()
        self.left.emit()

    def _on_clear_button_clicked(self) -> None:
        self.focus_first()
        self._show_typed(None)
        self._note_change()
        self.left.emit()


class _FoundList(QListWidget):
    """The choices found; Up from the first returns to the search box."""

    def __init__(self, search: LineInput) -> None:
        super().__init__()
        self._search = search
        self.setSpacing(1)
        self.setTabKeyNavigation(False)

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        """Qt makes the first line current on the way past; that would answer the question."""
        passing = event.reason() in {
            Qt.FocusReason.TabFocusReason,
            Qt.FocusReason.BacktabFocusReason,
        }
        if not passing or self.currentRow() >= 0:
            super().focusInEvent(event)
            return
        self.blockSignals(True)
        super().focusInEvent(event)
        self.setCurrentRow(-1)
        self.blockSignals(False)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Up and self.currentRow() <= 0:
            self._search.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        super().keyPressEvent(event)


class _SearchInput(LineInput):
    """The search box; Down goes into the list below it."""

    def __init__(self) -> None:
        super().__init__()
        self.below: QWidget | None = None

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Down and self.below is not None:
            self.below.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        super().keyPressEvent(event)


class ListEditor(_ChoiceEditor):
    """One of many choices: type to find, arrows to choose; the choice stands in words above."""

    @override
    def _build_control(self) -> QWidget:
        self._chosen: str | None = None
        self._showing = False
        holder = QWidget()
        inside = column(holder, spacing=6)
        self._chosen_label = Label(wrap=True)
        self._search = _SearchInput()
        self._search.setObjectName(f"{self.question.name}.search")
        self._search.setPlaceholderText(self.tr("Type to find"))
        self._list = _FoundList(self._search)
        self._list.setObjectName(self.question.name)
        self._search.below = self._list
        fix(self._list, height=190)
        box = Frame("card")
        column(box, margins=(6, 6, 6, 6)).addWidget(self._list)
        self._count_label = Label(step="small", role="muted")
        for part in (self._chosen_label, self._search, box, self._count_label):
            inside.addWidget(part)
        self._search.textEdited.connect(self._on_search_text_edited)
        self._search.left.connect(self._on_search_left)
        self._list.currentItemChanged.connect(self._on_list_current_item_changed)
        self._find("")
        return holder

    @override
    def controls(self) -> Sequence[QWidget]:
        return (self._search, self._list)

    @override
    def _typed_answer(self) -> Answer:
        return self._chosen

    @override
    def _show_typed(self, answer: Answer) -> None:
        self._chosen = answer if isinstance(answer, str) else None
        self._search.setText("")
        self._find("")

    def _find(self, text: str) -> None:
        wanted = text.strip().casefold()
        self._showing = True
        self._list.clear()
        for choice in self.question.offered():
            if wanted not in choice.label.casefold() and wanted != choice.name.casefold():
                continue
            item = QListWidgetItem(choice.label)
            item.setData(_CODE, choice.name)
            item.setSizeHint(QSize(0, appearance().px(34)))
            self._list.addItem(item)
            if choice.name == self._chosen:
                self._list.setCurrentItem(item)
        self._showing = False
        count = self._list.count()
        many = self.tr("{count} choices").format(count=count)
        self._count_label.setText(self.tr("1 choice") if count == 1 else many)
        self._say_chosen()

    def _say_chosen(self) -> None:
        words = "" if self._chosen is None else self.question.label_of(self._chosen)
        self._chosen_label.setText(self.tr("Chosen: {choice}").format(choice=words))
        self._chosen_label.setVisible(bool(words))

    def _on_search_text_edited(self, text: str) -> None:
        self._find(text)

    def _on_search_left(self) -> None:
        self.left.emit()

    def _on_list_current_item_changed(self, item: QListWidgetItem | None) -> None:
        if self._showing or item is None:
            return
        self._chosen = str(item.data(_CODE))
        self._say_chosen()
        self._note_change()


class BoxesEditor(_ChoiceEditor):
    """Several choices; the answer lists codes in the form's order."""

    @override
    def _build_control(self) -> QWidget:
        holder = QWidget()
        self._inside = column(holder, spacing=6)
        self._boxes: dict[str, CheckBox] = {}
        for choice in self.question.offered():
            self._add_box(choice.name, choice.label)
        return holder

    @override
    def controls(self) -> Sequence[QWidget]:
        return tuple(self._boxes.values())

    @override
    def _marked_controls(self) -> Sequence[QWidget]:
        return ()

    @override
    def _names_itself(self) -> bool:
        return True

    @override
    def _typed_answer(self) -> Answer:
        return [code for code, box in self._boxes.items() if box.isChecked()] or None

    @override
    def _show_typed(self, answer: Answer) -> None:
        codes = [str(code) for code in answer] if isinstance(answer, (list, tuple)) else []
        for code in codes:
            if code not in self._boxes:
                self._add_box(code, self._words_for_retired(code))
        for code, box in self._boxes.items():
            box.setChecked(code in codes)

    def _add_box(self, code: str, words: str) -> None:
        box = CheckBox("", group=f"{self.question.label} {words}")
        box.setObjectName(f"{self.question.name}.{code}")
        box.clicked.connect(self._on_box_clicked)
        self._boxes[code] = box
        self._inside.addWidget(ChoiceLine(box, words, "", wrap=True))

    def _on_box_clicked(self) -> None:
        self._note_change()
        self.left.emit()
