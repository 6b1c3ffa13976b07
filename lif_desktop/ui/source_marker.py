"""Where did a prefilled answer come from, and has anyone looked at it? The line under a field, and the pane."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from lif_desktop.definitions.questions import Form, Question
from lif_desktop.domain.learning import SourceNote
from lif_desktop.ui.field_editors import FieldEditor, words_of
from lif_desktop.ui.field_editors.text import LineEditor, ParagraphEditor
from lif_desktop.ui.widgets import (
    FlowLayout,
    Hairline,
    IconMark,
    Label,
    Link,
    column,
    row,
)


class SourceMarker(QWidget):
    """The line under a prefilled field.

    Signals:
        kept: the person keeps the prefilled answer as it is; with the question's name.
        source_wanted: the source is to be opened; with the name of its page.
    """

    kept = Signal(str)
    source_wanted = Signal(str)

    def __init__(
        self,
        editor: FieldEditor,
        note: SourceNote,
        known_today: SourceNote | None,
        *,
        time: Callable[[], str],
        parent: QWidget | None = None,
    ) -> None:
        """Build the line.

        Args:
            editor: the field it stands under.
            note: where the answer came from, as it was filled in.
            known_today: what the source says now; None if it says nothing any more.
            time: the time of day, as in "10:12".
            parent: the page.
        """
        super().__init__(parent)
        self._editor, self._note, self._time = editor, note, time
        self._fresh = note.answer if known_today is None else known_today.answer
        self._edited_at = ""
        self._checked = note.checked
        line = row(self, spacing=8)
        line.addWidget(
            IconMark("corner-down-right", "muted", side=18), 0, Qt.AlignmentFlag.AlignTop
        )
        words = QWidget()
        flow = FlowLayout(words, spacing=8)
        self._source = _source_part(note, editor.question.label)
        flow.addWidget(self._source)
        self._state = Label("", step="small")
        flow.addWidget(self._state)
        line.addWidget(words, 1)
        self._act = Link("", small=True)
        line.addWidget(self._act, 0, Qt.AlignmentFlag.AlignTop)
        self._act.clicked.connect(self._on_act_clicked)
        if isinstance(self._source, Link):
            self._source.clicked.connect(self._on_source_clicked)
        editor.changed.connect(self._on_editor_changed)
        self._show()

    @property
    def state_words(self) -> str:
        """What is said of the answer: "edited by you, 10:12", "not yet checked"."""
        return self._state.text()

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._show()  # the answer was put in since this line was made

    @property
    def _is_edited(self) -> bool:
        return bool(self._editor.answer() != self._note.answer)

    def _show(self) -> None:
        edited = self._is_edited
        if edited:
            at = self._edited_at
            said = self.tr("edited by you, {time}").format(time=at) if at else self.tr("edited")
        else:
            said = self.tr("kept as it is") if self._checked else self.tr("not yet checked")
        waiting = not edited and not self._checked
        self._state.setText(said)
        self._state.set_role("amber" if waiting else "muted")
        self._state.set_strong(waiting)
        act = self.tr("Use the source again") if edited else self.tr("Keep as it is")
        self._act.setText(act)
        self._act.setAccessibleName(f"{act}: {self._editor.question.label}")
        self._act.setVisible(edited or not self._checked)

    def _on_editor_changed(self) -> None:
        self._edited_at = self._time()
        self._show()

    def _on_act_clicked(self) -> None:
        if not self._is_edited:
            self._checked = True
            self.kept.emit(self._editor.question.name)
            self._show()
        elif isinstance(self._editor, (LineEditor, ParagraphEditor)):
            self._editor.use("" if self._fresh is None else str(self._fresh))
        else:
            self._editor.show_answer(self._fresh)
            self._editor.changed.emit()
        self._editor.focus_first()

    def _on_source_clicked(self) -> None:
        self.source_wanted.emit(self._note.page)


class SourcesPane(QWidget):
    """What the fields were filled from, one source below another.

    Signals:
        source_wanted: a source is to be opened; with the name of its page.
    """

    source_wanted = Signal(str)

    def __init__(
        self,
        form: Form,
        notes: Mapping[str, SourceNote],
        *,
        caution: str = "",
        parent: QWidget | None = None,
    ) -> None:
        """Build the pane.

        Args:
            form: its questions name the answers.
            notes: question name to what the source says today.
            caution: a sentence at the foot; empty for none.
            parent: the page.
        """
        super().__init__(parent)
        inside = column(self, spacing=6)
        inside.addWidget(Label(self.tr("Sources"), step="head", strong=True))
        told = self.tr("What the answers were filled from. Type once, use again.")
        inside.addWidget(Label(told, step="small", role="muted", wrap=True))
        for question in _prefilled(form, notes):
            inside.addSpacing(6)
            inside.addWidget(Hairline())
            inside.addSpacing(6)
            self._add(question, notes[question.name])
        if caution:
            inside.addSpacing(6)
            inside.addWidget(Hairline())
            inside.addSpacing(6)
            line = row(spacing=10)
            line.addWidget(IconMark("info", "accent", side=18), 0, Qt.AlignmentFlag.AlignTop)
            line.addWidget(Label(caution, step="small", wrap=True), 1)
            inside.addLayout(line)
        inside.addStretch(1)

    def _add(self, question: Question, note: SourceNote) -> None:
        inside = self.layout()
        if inside is None:
            return
        title = question.short or question.label
        inside.addWidget(Label(title, step="small", strong=True, wrap=True))
        inside.addWidget(Label(words_of(question, note.answer), step="small", wrap=True))
        inside.addWidget(Label(note.sentence, step="small", role="muted", wrap=True))
        if note.page:
            link = Link(self.tr("Open it"), small=True)
            link.setAccessibleName(self.tr("Open the source of {title}").format(title=title))
            link.setProperty("page", note.page)
            link.clicked.connect(self._on_source_clicked)
            inside.addWidget(link)

    def _on_source_clicked(self) -> None:
        self.source_wanted.emit(str(self.sender().property("page")))


def _prefilled(form: Form, notes: Mapping[str, SourceNote]) -> Sequence[Question]:
    return [question for question in form.questions() if question.name in notes]


def _source_part(note: SourceNote, title: str) -> Link | Label:
    """The source as a link that opens it, in few words; the whole sentence goes to a screen reader."""
    words = _source_words(note)
    if not note.page:
        return Label(words, step="small", role="muted", wrap=True)
    link = Link(words, small=True)
    link.setAccessibleName(f"{words}: {title}")
    link.setAccessibleDescription(note.sentence)
    return link


def _source_words(note: SourceNote) -> str:
    words = {
        "decision": _tr("From the decision"),
        "referral": _tr("From the referral"),
        "case": _tr("From the clocks"),
        "actions": _tr("From the action tracker"),
    }
    return words.get(note.page, note.sentence)


def _tr(text: str) -> str:
    return QCoreApplication.translate("SourceMarker", text)
