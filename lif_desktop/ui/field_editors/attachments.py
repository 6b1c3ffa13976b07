"""A file kept with the case: chosen, named, described; its bytes go into the encrypted workspace."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid
from typing_extensions import override

from lif_desktop.ui.field_editors.editor import Answer, FieldEditor
from lif_desktop.ui.field_editors.inputs import LineInput
from lif_desktop.ui.widgets.buttons import Button
from lif_desktop.ui.widgets.layouts import FlowLayout, column
from lif_desktop.ui.widgets.text import Label


class AttachmentEditor(FieldEditor):
    """One file. The program never opens it: it is kept byte for byte, with its SHA-256."""

    @override
    def _build_control(self) -> QWidget:
        self._kept: Mapping[str, object] = {}
        holder = QWidget()
        inside = column(holder, spacing=6)
        self._name_label = Label(wrap=True)
        self._sum_label = Label(step="small", role="muted", wrap=True)
        buttons = QWidget()
        across = FlowLayout(buttons, spacing=8)
        self._choose_button = Button(self.tr("Choose a file"), icon="paperclip")
        self._choose_button.setObjectName(f"{self.question.name}.choose")
        self._remove_button = Button(self.tr("Remove the file"), kind="quiet")
        across.addWidget(self._choose_button)
        across.addWidget(self._remove_button)
        note_label = Label(
            self.tr("Where it comes from, and its date"), step="small", role="muted"
        )
        self._note = LineInput()
        self._note.setObjectName(f"{self.question.name}.note")
        note_label.setBuddy(self._note)
        for part in (self._name_label, self._sum_label, buttons, note_label, self._note):
            inside.addWidget(part)
        self._choose_button.clicked.connect(self._on_choose_button_clicked)
        self._remove_button.clicked.connect(self._on_remove_button_clicked)
        self._note.textEdited.connect(self._on_note_text_edited)
        self._note.left.connect(self._on_note_left)
        self._name_buttons()
        return holder

    @override
    def controls(self) -> Sequence[QWidget]:
        return (self._choose_button, self._remove_button, self._note)

    @override
    def _names_itself(self) -> bool:
        return True

    @override
    def _typed_answer(self) -> Answer:
        answer = {name: value for name, value in self._kept.items() if name != "note"}
        note = self._note.text().strip()
        if note:
            answer["note"] = note
        return answer or None

    @override
    def _show_typed(self, answer: Answer) -> None:
        self._kept = dict(answer) if isinstance(answer, Mapping) else {}
        self._note.setText(str(self._kept.get("note", "")))
        self._show_file()

    def _name_buttons(self) -> None:
        for button in (self._choose_button, self._remove_button):
            button.setAccessibleName(f"{self.question.label}: {button.text()}")
        self._note.setAccessibleName(
            self.tr("{question}: where it comes from, and its date").format(
                question=self.question.label
            )
        )

    def _show_file(self) -> None:
        name, checksum = str(self._kept.get("name", "")), str(self._kept.get("sha256", ""))
        self._name_label.setText(name or self.tr("No file yet"))
        self._name_label.set_role("text" if name else "muted")
        self._sum_label.setText(f"SHA-256 {checksum}")
        self._sum_label.setVisible(bool(checksum))
        self._remove_button.setVisible(bool(name))
        self._choose_button.setText(
            self.tr("Choose another file") if name else self.tr("Choose a file")
        )
        self._name_buttons()

    def _on_choose_button_clicked(self) -> None:
        chosen = self.ports.choose_file()
        if chosen is None:
            return
        self._name_label.setText(
            self.tr("Putting {name} into the workspace").format(name=chosen.name)
        )
        self.ports.keep_file(chosen, self._on_file_kept)

    def _on_file_kept(self, answer: Mapping[str, object]) -> None:
        if not isValid(self):
            return
        self._kept = dict(answer)
        self._show_file()
        self._note_change()
        self._note.setFocus(Qt.FocusReason.OtherFocusReason)
        self.left.emit()

    def _on_remove_button_clicked(self) -> None:
        self._choose_button.setFocus(Qt.FocusReason.OtherFocusReason)
        self._kept = {}
        self._show_file()
        self._note_change()
        self.left.emit()

    def _on_note_text_edited(self) -> None:
        self._note_change()

    def _on_note_left(self) -> None:
        self.left.emit()
