"""Which documents can be made of a case: a draft to look at, or one to file, with who signs it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from lif_desktop.domain.documents import KIND_LABELS, DocumentKind, DocumentState
from lif_desktop.domain.people import Person
from lif_desktop.errors import Problem
from lif_desktop.services.documents import DocumentRow
from lif_desktop.ui.field_editors import FieldPorts
from lif_desktop.ui.issue_steps import issue_words
from lif_desktop.ui.step_form import StepForm
from lif_desktop.ui.theme import fix
from lif_desktop.ui.widgets import (
    Button,
    FlowLayout,
    Frame,
    Hairline,
    Label,
    SectionHeading,
    clear,
    column,
    row,
)

OF_A_CASE = (
    DocumentKind.DECISION_FORM,
    DocumentKind.DECISION_GRID,
    DocumentKind.LEARNING_SUMMARY,
    DocumentKind.ACTION_PLAN,
)


class DocumentMaking(QWidget):
    """The kinds of document of a case.

    Signals:
        preview_wanted: with the value of a DocumentKind.
        issue_wanted: the value of a DocumentKind and the answers (dict) on who signs.
        asked: the questions on who signs stand below the kinds.
    """

    preview_wanted = Signal(str)
    issue_wanted = Signal(str, dict)
    asked = Signal()

    def __init__(self, ports: FieldPorts, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ports = ports
        self._people: tuple[Person, ...] = ()
        self._kind = DocumentKind.DECISION_FORM
        self.step_form: StepForm | None = None
        inside = column(self, spacing=0)
        inside.addWidget(SectionHeading(self.tr("Make a document")))
        self._kinds = column()
        inside.addLayout(self._kinds)
        self._frame = Frame("panel")
        fix(self._frame, max_width=720)
        self._form_column = column(self._frame, margins=(20, 18, 20, 20))
        self._frame.hide()
        inside.addSpacing(12)
        inside.addWidget(self._frame)

    def show_kinds(self, rows: Sequence[DocumentRow], people: Sequence[Person]) -> None:
        """Show every kind with how far it is.

        Args:
            rows: the documents of the case, the latest first.
            people: who can sign.
        """
        self._people = tuple(people)
        clear(self._kinds)
        for kind in OF_A_CASE:
            newest = next(
                (
                    each
                    for each in rows
                    if each.kind is kind and each.state is not DocumentState.SUPERSEDED
                ),
                None,
            )
            self._kinds.addWidget(self._kind_line(kind, newest))
            self._kinds.addWidget(Hairline())

    def ask_who_signs(self, kind: DocumentKind) -> None:
        """Ask who signs a document of a kind before it is made."""
        self.leave_form()
        words = issue_words(kind, self._people)
        form = StepForm(
            words.title,
            words.questions,
            self._ports,
            act=words.act,
            sentence=words.sentence,
            answers=words.answers,
        )
        form.wanted.connect(self._on_form_wanted)
        form.left.connect(self._on_form_left)
        self._kind, self.step_form = kind, form
        self._form_column.addWidget(form)
        self._frame.show()
        form.focus_first()
        self.asked.emit()

    def show_problems(self, problems: Sequence[Problem]) -> None:
        """Show what is wrong with who signs, or why the document could not be made."""
        if self.step_form is not None:
            self.step_form.show_problems(problems)

    def leave_form(self) -> None:
        """Take the questions away."""
        clear(self._form_column)
        self.step_form = None
        self._frame.hide()

    def _kind_line(self, kind: DocumentKind, newest: DocumentRow | None) -> QWidget:
        name = self.tr(KIND_LABELS[kind])
        part = QWidget()
        line = row(part, margins=(0, 6, 0, 6), spacing=16)
        words = column()
        words.addWidget(Label(name, strong=True, wrap=True))
        words.addWidget(Label(self._note(newest), step="small", role="muted", wrap=True))
        words.addStretch(1)
        line.addLayout(words, 1)
        buttons = QWidget()
        flow = FlowLayout(buttons, spacing=8)
        draft = Button(self.tr("See a draft"), kind="quiet")
        draft.setAccessibleName(self.tr("See a draft: {name}").format(name=name))
        make = Button(self.tr("Make it") if newest is None else self.tr("Make a new version"))
        make.setAccessibleName(f"{make.text()}: {name}")
        for button, slot in ((draft, self._on_draft_clicked), (make, self._on_make_clicked)):
            button.setProperty("kind_of_document", kind.value)
            button.clicked.connect(slot)
            flow.addWidget(button)
        line.addWidget(buttons, 1)
        return part

    def _note(self, newest: DocumentRow | None) -> str:
        if newest is None:
            return self.tr("Not made yet")
        words = {
            DocumentState.SIGNED: self.tr("Version {version}, signed"),
            DocumentState.TO_SIGN: self.tr("Version {version}, to be signed"),
            DocumentState.UNSIGNED: self.tr("Version {version}, filed"),
            DocumentState.SUPERSEDED: self.tr("Version {version}, superseded"),
        }
        return words[newest.state].format(version=newest.version)

    def _on_draft_clicked(self) -> None:
        self.preview_wanted.emit(str(self.sender().property("kind_of_document")))

    def _on_make_clicked(self) -> None:
        self.ask_who_signs(DocumentKind(str(self.sender().property("kind_of_document"))))

    def _on_form_wanted(self, answers: dict[str, object]) -> None:
        self.issue_wanted.emit(self._kind.value, answers)

    def _on_form_left(self) -> None:
        self.leave_form()
        first = self.findChild(Button)
        if first is not None:
            first.setFocus(Qt.FocusReason.OtherFocusReason)
