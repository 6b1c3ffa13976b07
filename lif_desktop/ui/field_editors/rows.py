"""A table of the form: rows as cards, one open at a time, "Add another", removal with Undo.

A table of a referral has up to forty columns; a grid of cells would not hold them, and a card says
what it holds in words. Only the open row has editors, so a long table costs no more than a short one.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from lif_desktop.definitions.questions import Question
from lif_desktop.ui.field_editors.answer_words import words_of
from lif_desktop.ui.field_editors.editor import Answer, FieldEditor, FieldPorts
from lif_desktop.ui.widgets.buttons import Button, Link
from lif_desktop.ui.widgets.layouts import FlowLayout, Frame, clear, column, row
from lif_desktop.ui.widgets.text import Label

EditorMaker = Callable[[Question, FieldPorts], FieldEditor]
Row = dict[str, object]


class RowCard(Frame):
    """A row that is closed: what it says, and what can be done with it.

    Signals:
        change_wanted: open it.
        removal_wanted: take it out.
    """

    change_wanted = Signal()
    removal_wanted = Signal()

    def __init__(self, title: str, words: str, problem: str) -> None:
        super().__init__("card")
        across = row(self, margins=(16, 12, 12, 12), spacing=12)
        inside = column(spacing=2)
        inside.addWidget(Label(title, strong=True, wrap=True))
        if words:
            inside.addWidget(Label(words, step="small", role="muted", wrap=True))
        if problem:
            inside.addWidget(Label(problem, step="small", role="error", strong=True, wrap=True))
        across.addLayout(inside, 1)
        self.change_button = Link(self.tr("Change"))
        self.change_button.setAccessibleName(self.tr("Change {row}").format(row=title))
        self.remove_button = Link(self.tr("Remove"))
        self.remove_button.setAccessibleName(self.tr("Remove {row}").format(row=title))
        for button in (self.change_button, self.remove_button):
            across.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        self.change_button.clicked.connect(self.change_wanted)
        self.remove_button.clicked.connect(self.removal_wanted)


class OpenRow(Frame):
    """A row being written: an editor for each column that applies.

    Signals:
        changed: an answer in the row changed.
        left: focus left one of its fields.
        done: the person is through with the row.
        removal_wanted: take it out.
    """

    changed = Signal()
    left = Signal()
    done = Signal()
    removal_wanted = Signal()

    def __init__(
        self,
        title: str,
        columns: Sequence[Question],
        answers: Row,
        ports: FieldPorts,
        make: EditorMaker,
    ) -> None:
        super().__init__("card")
        inside = column(self, margins=(20, 16, 20, 16), spacing=20)
        inside.addWidget(Label(title, step="head", strong=True, wrap=True))
        self.editors: dict[str, FieldEditor] = {}
        for question in columns:
            editor = make(question, ports)
            editor.show_answer(answers.get(question.name))
            editor.changed.connect(self.changed)
            editor.left.connect(self.left)
            self.editors[question.name] = editor
            inside.addWidget(editor)
        buttons = QWidget()
        across = FlowLayout(buttons, spacing=8)
        named = f"{title[:1].lower()}{title[1:]}"
        self.done_button = Button(self.tr("Close {row}").format(row=named), icon="check")
        self.remove_button = Button(self.tr("Remove {row}").format(row=named), kind="destructive")
        across.addWidget(self.done_button)
        across.addWidget(self.remove_button)
        inside.addWidget(buttons)
        self.done_button.clicked.connect(self.done)
        self.remove_button.clicked.connect(self.removal_wanted)

    def answers(self, before: Row) -> Row:
        """The row's answers; what no column asks for stays as it was."""
        after = dict(before)
        for name, editor in self.editors.items():
            answer = editor.answer()
            if answer is None:
                after.pop(name, None)
            else:
                after[name] = answer
        return after

    def show_columns(self, names: frozenset[str]) -> None:
        """Show the columns that apply to this row."""
        for name, editor in self.editors.items():
            editor.setVisible(name in names)


class RowsEditor(FieldEditor):
    """A table: list of rows, each a mapping of column to answer.

    Signals (besides FieldEditor's):
        row_opened: a row was opened for writing.
    """

    row_opened = Signal()

    def __init__(
        self,
        question: Question,
        ports: FieldPorts,
        make: EditorMaker,
        parent: QWidget | None = None,
    ) -> None:
        self._make = make
        self._rows: list[Row] = []
        self._open: int | None = None
        self._removed: tuple[int, Row] | None = None
        self._row_problems: Mapping[str, str] = {}
        self._open_row: OpenRow | None = None
        self._cards: list[RowCard | OpenRow] = []
        self._asked: frozenset[str] | None = None
        super().__init__(question, ports, parent)
        self._paint_rows()

    def show_problems(self, problems: Mapping[str, str]) -> None:
        """Mark wrong cells: "[2].date_of_birth" to its message, rows from 0."""
        self._row_problems = dict(problems)
        self._paint_rows()

    def show_row_advice(self, advice: Mapping[str, str]) -> None:
        """Point things out in the open row: "[2].nhs_number" to what there is to say."""
        if self._open_row is not None:
            for name, editor in self._open_row.editors.items():
                editor.show_advice(advice.get(f"[{self._open}].{name}", ""))

    def show_asked(self, asked: frozenset[str]) -> None:
        """Show only the columns that are asked: "[2].placement" for the third row."""
        self._asked = asked
        self._show_asked_columns()

    @property
    def open_row(self) -> OpenRow | None:
        """The row that is being written; None if all are closed."""
        return self._open_row

    def open_at(self, index: int) -> None:
        """Open a row for writing and put the cursor into it."""
        before, self._open = self._open, index
        self._open_row = None
        self.setUpdatesEnabled(False)
        if before != index:
            self._replace_card(before)
        card = self._replace_card(index)
        self._paint_foot()
        self.setUpdatesEnabled(True)
        self.row_opened.emit()
        if isinstance(card, OpenRow):
            self._focus_in(card)

    @override
    def focus_path(self, path: str) -> None:
        index, _, name = path.partition("].")
        number = index.strip("[]")
        if not number.isdigit() or int(number) >= len(self._rows):
            self.focus_first()
            return
        self.open_at(int(number))
        if self._open_row is not None and name in self._open_row.editors:
            self._open_row.editors[name].focus_first()

    def path_of(self, part: QWidget) -> str:
        """Where a part stands in the open row, "[2].born"; empty outside it."""
        if self._open_row is not None:
            for name, editor in self._open_row.editors.items():
                if editor is part or editor.isAncestorOf(part):
                    return f"[{self._open}].{name}"
        return ""

    @override
    def controls(self) -> Sequence[QWidget]:
        return (self._add_button,)

    @override
    def _marked_controls(self) -> Sequence[QWidget]:
        return ()

    @override
    def _names_itself(self) -> bool:
        return True

    @override
    def _build_control(self) -> QWidget:
        holder = QWidget()
        inside = column(holder, spacing=12)
        cards = QWidget()
        self._card_column = column(cards, spacing=8)
        self._undo_bar = Frame("information")
        undo = row(self._undo_bar, margins=(16, 10, 16, 10), spacing=12)
        self._undo_label = Label(wrap=True)
        self._undo_button = Link(self.tr("Undo"), icon="undo-2")
        undo.addWidget(self._undo_label, 1)
        undo.addWidget(self._undo_button)
        self._undo_bar.hide()
        self._add_button = Button("", icon="plus")
        self._add_button.setObjectName(f"{self.question.name}.add")
        for part in (cards, self._undo_bar):
            inside.addWidget(part)
        inside.addWidget(self._add_button, 0, Qt.AlignmentFlag.AlignLeft)
        self._add_button.clicked.connect(self._on_add_button_clicked)
        self._undo_button.clicked.connect(self._on_undo_button_clicked)
        return holder

    @override
    def _typed_answer(self) -> Answer:
        return [dict(each) for each in self._rows] or None

    @override
    def _show_typed(self, answer: Answer) -> None:
        given = answer if isinstance(answer, (list, tuple)) else ()
        self._rows = [dict(each) for each in given if isinstance(each, Mapping)]
        self._open, self._removed = None, None
        self._paint_rows()

    def _paint_rows(self) -> None:
        clear(self._card_column)
        self._cards, self._open_row = [], None
        for index in range(len(self._rows)):
            card = self._card(index)
            self._cards.append(card)
            self._card_column.addWidget(card)
        self._paint_foot()

    def _paint_foot(self) -> None:
        word = self.question.row_label or self.tr("row")
        another = self.tr("Add another {row}").format(row=word)
        words = another if self._rows else self.tr("Add the first {row}").format(row=word)
        self._add_button.setText(words)
        self._add_button.setAccessibleName(f"{self.question.label}: {words}")
        self._undo_bar.setVisible(self._removed is not None)

    def _card(self, index: int) -> RowCard | OpenRow:
        return (
            self._open_card(self._rows[index]) if index == self._open else self._closed_card(index)
        )

    def _replace_card(self, index: int | None) -> RowCard | OpenRow | None:
        """Paint one row anew; painting them all would take a second in a long table."""
        if index is None or index >= len(self._cards):
            return None
        old, fresh = self._cards[index], self._card(index)
        self._cards[index] = fresh
        self._card_column.replaceWidget(old, fresh)
        old.hide()
        old.setParent(None)
        old.deleteLater()
        return fresh

    def _closed_card(self, index: int) -> RowCard:
        prefix = f"[{index}]."
        problems = [text for path, text in self._row_problems.items() if path.startswith(prefix)]
        card = RowCard(self._title(index), self._summary(index), problems[0] if problems else "")
        card.setProperty("row", index)
        card.change_wanted.connect(self._on_card_change_wanted)
        card.removal_wanted.connect(self._on_card_removal_wanted)
        return card

    def _open_card(self, answers: Row) -> OpenRow:
        index = self._open or 0
        title = self._numbered(index)
        card = OpenRow(title, self.question.columns, answers, self.ports, self._make)
        card.setProperty("row", index)
        for path, message in self._row_problems.items():
            name = path.removeprefix(f"[{index}].")
            if name in card.editors:
                card.editors[name].show_problem(message)
        card.changed.connect(self._on_open_row_changed)
        card.left.connect(self._on_open_row_left)
        card.done.connect(self._on_open_row_done)
        card.removal_wanted.connect(self._on_card_removal_wanted)
        self._open_row = card
        self._show_asked_columns()
        return card

    def _show_asked_columns(self) -> None:
        if self._open_row is not None and self._asked is not None:
            prefix = f"[{self._open}]."
            names = {path.removeprefix(prefix) for path in self._asked if path.startswith(prefix)}
            self._open_row.show_columns(frozenset(names))

    def _title(self, index: int) -> str:
        answers = self._rows[index]
        for question in self.question.columns:
            words = words_of(question, answers.get(question.name))
            if words:
                return " ".join(words.split())
        return self.tr("{row}, empty").format(row=self._numbered(index))

    def _numbered(self, index: int) -> str:
        """What a row is called: "Child 2"; "Row 2" where the form gives no word."""
        word = self.question.row_label or self.tr("row")
        return f"{word[:1].upper()}{word[1:]} {index + 1}"

    def _summary(self, index: int) -> str:
        answers = self._rows[index]
        said = [
            " ".join(words_of(question, answers.get(question.name)).split())
            for question in self.question.columns
        ]
        return " · ".join([words for words in said if words][1:5])

    def _focus_in(self, opened: OpenRow) -> None:
        for editor in opened.editors.values():
            if not editor.isHidden():
                editor.focus_first()
                return

    def _sender_row(self) -> int:
        index = self.sender().property("row")
        return index if isinstance(index, int) else 0

    def _on_card_change_wanted(self) -> None:
        self.open_at(self._sender_row())

    def _on_card_removal_wanted(self) -> None:
        index = self._sender_row()
        title = self._title(index)
        self._removed = (index, self._rows.pop(index))
        self._open = None
        self._undo_label.setText(self.tr("“{row}” was removed.").format(row=title))
        self._paint_rows()
        self._undo_button.setAccessibleName(self.tr("Undo the removal of {row}").format(row=title))
        self._undo_button.setFocus(Qt.FocusReason.OtherFocusReason)
        self._note_change()
        self.left.emit()

    def _on_undo_button_clicked(self) -> None:
        if self._removed is None:
            return
        index, answers = self._removed
        self._rows.insert(index, answers)
        self._removed = None
        self._add_button.setFocus(Qt.FocusReason.OtherFocusReason)
        self._paint_rows()
        self._note_change()
        self.left.emit()

    def _on_add_button_clicked(self) -> None:
        self._rows.append({})
        self._removed = None
        card = self._closed_card(len(self._rows) - 1)
        self._cards.append(card)
        self._card_column.addWidget(card)
        self.open_at(len(self._rows) - 1)
        self._note_change()

    def _on_open_row_changed(self) -> None:
        if self._open_row is None or self._open is None:
            return
        self._rows[self._open] = self._open_row.answers(self._rows[self._open])
        self._note_change()

    def _on_open_row_left(self) -> None:
        self.left.emit()

    def _on_open_row_done(self) -> None:
        index, self._open, self._open_row = self._open, None, None
        self._replace_card(index)
        card = self._cards[index] if index is not None and index < len(self._cards) else None
        if isinstance(card, RowCard):
            card.change_button.setFocus(Qt.FocusReason.OtherFocusReason)
