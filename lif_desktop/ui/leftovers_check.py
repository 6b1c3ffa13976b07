"""What may give someone away in a text that is to leave? Each hit with where; changed, or found harmless."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from lif_desktop.definitions.questions import Form
from lif_desktop.domain.learning import Finding
from lif_desktop.ui.theme import fix
from lif_desktop.ui.widgets import (
    Button,
    CheckBox,
    ErrorSummary,
    FlowLayout,
    Hairline,
    Label,
    Link,
    MessageBar,
    ScrollColumn,
    clear,
    column,
    focus_into,
    row,
)


class LeftoversCheck(QWidget):
    """The list of what was found, with a tick for each word that a person finds harmless.

    Signals:
        completed: every word was changed or found harmless, and the act was pressed.
        change_wanted: the answer a hit stands in is to be changed; with its path.
        left: back to the form.
    """

    completed = Signal()
    change_wanted = Signal(str)
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._boxes: dict[str, CheckBox] = {}
        self._fixed: list[Finding] = []
        whole = column(self)
        scroll = ScrollColumn(margins=(40, 28, 36, 32))
        whole.addWidget(scroll)
        self._scroll = scroll
        line = row()
        holder = QWidget()
        fix(holder, max_width=720)
        line.addWidget(holder, 1)
        line.addStretch(0)
        scroll.column.addLayout(line)
        scroll.column.addStretch(1)
        inside = column(holder, spacing=8)
        self._place = Label("", step="small", role="muted", wrap=True)
        inside.addWidget(self._place)
        title = self.tr("Look at these words before it is completed")
        inside.addWidget(Label(title, step="title", strong=True, wrap=True))
        self._sentence = Label("", role="muted", wrap=True)
        inside.addWidget(self._sentence)
        self.summary = ErrorSummary()
        inside.addWidget(self.summary)
        self._bar = MessageBar(
            self.tr("Your answers are kept as a draft. Nothing leaves before this is done.")
        )
        inside.addWidget(self._bar)
        inside.addSpacing(8)
        self._list = column()
        inside.addLayout(self._list)
        inside.addSpacing(16)
        buttons = QWidget()
        flow = FlowLayout(buttons, spacing=8)
        self.complete_button = Button(self.tr("Complete the summary"), kind="primary")
        self.back_button = Button(self.tr("Back to the summary"))
        flow.addWidget(self.complete_button)
        flow.addWidget(self.back_button)
        inside.addWidget(buttons)
        self.complete_button.clicked.connect(self._on_complete_button_clicked)
        self.back_button.clicked.connect(self.left)
        self.summary.field_wanted.connect(self._on_summary_field_wanted)

    @property
    def confirmed(self) -> frozenset[str]:
        """The words found harmless, as they stand in the text."""
        return frozenset(word for word, box in self._boxes.items() if box.isChecked())

    def show_findings(
        self,
        form: Form,
        found: Sequence[Finding],
        *,
        place: str,
        confirmed: Collection[str] = (),
    ) -> None:
        """Show what was found; words that were ticked before stay ticked.

        Args:
            form: names the answers.
            found: in the form's order.
            place: where the page stands.
            confirmed: words found harmless before.
        """
        self._place.setText(place)
        self.summary.show_problems([])
        clear(self._list)
        self._boxes = {}
        self._fixed = [each for each in found if not each.may_be_harmless]
        for same in _by_word(found).values():
            self._add(form, same, confirmed)
        count = len(_by_word(found))
        self._sentence.setText(
            self.tr("One thing may give someone away. Change it, or say that it is harmless.")
            if count == 1
            else self.tr(
                "{count} things may give someone away. Change them, or say that they are harmless."
            ).format(count=count)
        )
        self.complete_button.setEnabled(True)
        self._scroll.verticalScrollBar().setValue(0)

    def focus_first(self) -> None:
        """Put the focus on the first hit."""
        first = next(iter(self._boxes.values()), None)
        if first is None:
            focus_into(self)
        else:
            first.setFocus(Qt.FocusReason.OtherFocusReason)

    def _add(self, form: Form, same: Sequence[Finding], confirmed: Collection[str]) -> None:
        block = QWidget()
        inside = column(block, margins=(0, 12, 0, 14), spacing=4)
        inside.addWidget(Label(same[0].message, strong=True, wrap=True))
        shown = {(hit.question, hit.before + hit.matched + hit.after): hit for hit in same}
        for hit in shown.values():
            inside.addWidget(self._place_of(form, hit))
        word = same[0].matched
        if word:
            box = CheckBox(
                self.tr("It is harmless here"), group=self.tr("“{word}”:").format(word=word)
            )
            box.setChecked(word in confirmed)
            box.setObjectName(f"harmless {word}")
            self._boxes[word] = box
            inside.addSpacing(4)
            inside.addWidget(box)
        self._list.addWidget(Hairline())
        self._list.addWidget(block)

    def _place_of(self, form: Form, hit: Finding) -> QWidget:
        where = form.section_of(hit.question).label
        part = QWidget()
        line = row(part, spacing=16)
        text = f"{hit.before}{hit.matched}{hit.after}".strip()
        words = f"{where}: {text}" if text else where
        line.addWidget(
            Label(" ".join(words.split()), role="muted", wrap=True), 1, Qt.AlignmentFlag.AlignTop
        )
        change = Link(self.tr("Change"))
        change.setAccessibleName(
            self.tr("Change “{word}” in {where}").format(word=hit.matched, where=where)
        )
        change.setProperty("path", hit.question)
        change.clicked.connect(self._on_change_clicked)
        line.addWidget(change, 0, Qt.AlignmentFlag.AlignTop)
        return part

    def _on_change_clicked(self) -> None:
        self.change_wanted.emit(str(self.sender().property("path")))

    def _on_summary_field_wanted(self, word: str) -> None:
        if word in self._boxes:
            self._boxes[word].setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.change_wanted.emit(word)

    def _on_complete_button_clicked(self) -> None:
        left = [
            (
                word,
                self.tr("“{word}” is still there. Change it, or tick that it is harmless.").format(
                    word=word
                ),
            )
            for word, box in self._boxes.items()
            if not box.isChecked()
        ]
        left += [(each.question, each.message) for each in self._fixed]
        self.summary.show_problems(left)
        if left:
            self._scroll.verticalScrollBar().setValue(0)
        else:
            self.complete_button.setEnabled(False)
            self.completed.emit()


def _by_word(found: Sequence[Finding]) -> Mapping[str, Sequence[Finding]]:
    """The same word in several places once; an answer that is itself the day stands alone."""
    grouped: dict[str, list[Finding]] = {}
    for each in found:
        grouped.setdefault(each.matched or f"\0{each.question}", []).append(each)
    return grouped
