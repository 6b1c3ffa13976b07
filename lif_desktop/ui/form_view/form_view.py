"""A form on the screen: one topic at a time, saved as it is typed, checked before it is finished.

Topics may be filled in any order. An unfinished or impossible answer never stops a draft; it is
found on "Save and continue" and again before the form is finished.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import Final

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QWidget

from lif_desktop.definitions.questions import Form
from lif_desktop.domain.answers import Answers
from lif_desktop.errors import Problem
from lif_desktop.ui.field_editors import FieldPorts
from lif_desktop.ui.form_view.check_answers import CheckAnswers
from lif_desktop.ui.form_view.form_column import Marker, no_marker
from lif_desktop.ui.form_view.progress import FormProgress
from lif_desktop.ui.form_view.topic_page import PageTop, TopicPage
from lif_desktop.ui.form_view.topics import TopicsLayout
from lif_desktop.ui.widgets.announce import announce

CHECK: Final = "check_answers"
"""Name of the page that shows all answers."""
SAVE_AFTER: Final = 1000
"""Milliseconds from the first key that is not yet saved to the draft, however long typing goes on."""


class FormView(TopicsLayout):
    """One form with its topics, its checks and its draft.

    Signals:
        draft_changed: answers (dict), page, question: to be kept. Fires every second
            while there is something new, when a field is left, when the page changes and on "Save draft".
        finish_wanted: the answers (dict) as they go into the record; everything was checked.
        back_wanted: "Back" on the first topic.
        problems_shown: True when there are problems on the page, False when there are none.
        page_changed: name of the topic now open.
    """

    draft_changed = Signal(dict, str, str)
    finish_wanted = Signal(dict)
    back_wanted = Signal()
    problems_shown = Signal(bool)
    page_changed = Signal(str)

    def __init__(
        self,
        form: Form,
        ports: FieldPorts,
        *,
        finish_words: str,
        place: str = "",
        marker: Marker = no_marker,
        parent: QWidget | None = None,
    ) -> None:
        """Build the view; `load` then shows the answers.

        Args:
            form: the form, with its outside choices filled in.
            ports: what its fields may ask of the world.
            finish_words: what the last button says: "Record the referral".
            place: whose form it is: "Child N".
            marker: makes what stands under a field.
            parent: the page.
        """
        super().__init__(form.title, parent)
        self.progress = FormProgress(form, on=ports.today)
        self._form, self._ports, self._marker = form, ports, marker
        self._finish_words, self._place = finish_words, place
        self._pages: dict[str, TopicPage] = {}
        self._check_answers: CheckAnswers | None = None
        self._check_top: PageTop | None = None
        self._page = ""
        self._unsaved = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(SAVE_AFTER)
        self._connect()

    # What the page that shows the form asks for

    def load(
        self,
        answers: Answers,
        *,
        page: str = "",
        question: str = "",
        completed: Collection[str] = (),
    ) -> None:
        """Show a draft where it was left."""
        self.progress.begin(answers, completed)
        for shown in self._pages.values():
            self.take_out(shown)
        self._pages = {}
        self._unsaved = False
        known = {section.name for section in self.progress.topics()} | {CHECK}
        first = self._form.sections[0].name
        self.open_page(page if page in known else first, focus=False)
        if question and page in self._pages:
            self._pages[page].questions.focus_path(question)

    @property
    def answers(self) -> dict[str, object]:
        """All answers as they stand."""
        return dict(self.progress.answers)

    @property
    def page(self) -> str:
        """Name of the topic that is open."""
        return self._page

    @property
    def completed(self) -> tuple[str, ...]:
        """Names of the topics marked as completed, in the form's order."""
        return tuple(
            each.name for each in self._form.sections if each.name in self.progress.completed
        )

    @property
    def question(self) -> str:
        """Name of the question that has the cursor; empty if none has."""
        page = self._pages.get(self._page)
        return "" if page is None else page.questions.name_of(QApplication.focusWidget())

    def save_now(self) -> None:
        """Send the draft off if anything changed since it was last sent."""
        if self._unsaved:
            self._send()

    def show_problems(self, problems: Sequence[Problem]) -> None:
        """Show problems that were found when the answers were to be recorded."""
        self.progress.problems = tuple(problems)
        if problems:
            self.open_page(self.progress.topic_of(problems[0].question), focus=False)
            self._show_problems_here(self.progress.problems_of(self._page))
        self._show_topics()

    def open_page(self, name: str, *, focus: bool = True) -> None:
        """Open a topic, or the page that shows all answers."""
        self.save_now()
        self._page = name
        if name == CHECK:
            self._open_check()
        else:
            self._open_topic(name)
        self._show_topics()
        self.scroll_to_top()
        self.page_changed.emit(name)
        if focus:
            self.focus_first()

    def open_question(self, path: str) -> None:
        """Open the topic of a question and put the cursor on it."""
        topic = self.progress.topic_of(path)
        if topic != self._page:
            self.open_page(topic, focus=False)
        self._pages[topic].questions.focus_path(path)

    def focus_first(self) -> None:
        """Put the cursor on the first question of the topic."""
        if self._page in self._pages:
            self._pages[self._page].questions.focus_first()
        else:
            self.continue_button.setFocus(Qt.FocusReason.OtherFocusReason)

    # Building and showing

    def _connect(self) -> None:
        self._timer.timeout.connect(self.save_now)
        self.topic_wanted.connect(self.open_page)
        self.continue_button.clicked.connect(self._on_continue_button_clicked)
        self.back_button.clicked.connect(self._on_back_button_clicked)
        self.save_button.clicked.connect(self._on_save_button_clicked)
        for keys, slot in (
            ("Ctrl+S", self._on_save_button_clicked),
            ("Ctrl+PgDown", self._on_next_wanted),
            ("Ctrl+PgUp", self._on_previous_wanted),
        ):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(slot)

    def _open_topic(self, name: str) -> None:
        if name not in self._pages:
            page = TopicPage(self._form.section(name), self._ports, self._marker)
            page.show_state(self.progress.answers, completed=name in self.progress.completed)
            page.questions.changed.connect(self._on_question_changed)
            page.questions.left.connect(self._on_question_left)
            page.questions.row_opened.connect(self._on_row_opened)
            page.completed_changed.connect(self._on_completed_changed)
            page.field_wanted.connect(self.open_question)
            self._pages[name] = page
        self.show_page(self._pages[name])
        self._show_asked()
        known = self.progress.problems_of(name)
        self._pages[name].questions.show_problems(known)
        self._pages[name].questions.show_advice(self.progress.advice())
        self.problems_shown.emit(bool(known))
        self.continue_button.setText(self.tr("Save and continue"))

    def _open_check(self) -> None:
        if self._check_answers is None or self._check_top is None:
            holder, self._check_top, self._check_answers = self._build_check()
            self._check_holder = holder
        self._check_top.show_place(self._place_words(self._form.title))
        self._check_answers.show_answers(
            self._form, self.progress.topics(), self.progress.answers, self.progress.asked()
        )
        self.show_page(self._check_holder)
        self.problems_shown.emit(False)
        self.continue_button.setText(self._finish_words)

    def _build_check(self) -> tuple[QWidget, PageTop, CheckAnswers]:
        top = PageTop(self.tr("Check your answers"), self._form.header)
        answers = CheckAnswers()
        top.field_wanted.connect(self.open_question)
        answers.change_wanted.connect(self.open_question)
        return self.stacked(top, answers), top, answers

    def _show_asked(self) -> None:
        page = self._pages.get(self._page)
        if page is None:
            return
        appeared = page.questions.show_asked(self.progress.asked())
        if appeared and page.isVisible():
            words = self.tr("New question: {question}").format(question=appeared[0])
            announce(page, words)

    def _show_topics(self) -> None:
        topics = self.progress.topics()
        names = [section.name for section in topics]
        number = names.index(self._page) + 1 if self._page in names else 0
        if number:
            where = self.tr("Topic {number} of {count}").format(number=number, count=len(names))
            self._pages[self._page].top.show_place(self._place_words(self._form.title, where))
        else:
            where = self.tr("Check your answers")
        entries = [
            (section.name, section.label, self.progress.status(section)) for section in topics
        ]
        left = sum(status == "not_started" for _, _, status in entries)
        many = self.tr("{count} topics not yet started").format(count=left)
        foot = "" if not left else self.tr("1 topic not yet started") if left == 1 else many
        self.show_topics(entries, check=CHECK, current=self._page, where=where, foot=foot)

    def _place_words(self, *words: str) -> str:
        return " · ".join(word for word in (self._place, *words) if word)

    def _show_problems_here(self, problems: Iterable[Problem]) -> None:
        found = tuple(problems)
        page = self._pages.get(self._page)
        if page is not None:
            page.questions.show_problems(found)
            page.top.show_problems(found)
        elif self._check_top is not None:
            self._check_top.show_problems(found)
        self.problems_shown.emit(bool(found))
        if found:
            self.scroll_to_top()

    def _send(self) -> None:
        self._timer.stop()
        self._unsaved = False
        self.draft_changed.emit(self.answers, self._page, self.question)

    def _move(self, step: int) -> None:
        names = [section.name for section in self.progress.topics()] + [CHECK]
        at = names.index(self._page) + step if self._page in names else 0
        if at < 0:
            self.save_now()
            self.back_wanted.emit()
        elif at < len(names):
            self.open_page(names[at])

    # Slots

    def _on_question_changed(self, question: str, answer: object) -> None:
        self.progress.take(question, answer)
        self._unsaved = True
        self._show_asked()
        if not self._timer.isActive():  # started anew by every key, it would never end
            self._timer.start()

    def _on_question_left(self, _question: str) -> None:
        page = self._pages.get(self._page)
        if page is not None:
            page.questions.show_advice(self.progress.advice())
        self.save_now()

    def _on_row_opened(self) -> None:
        self._show_asked()

    def _on_completed_changed(self, completed: bool) -> None:  # noqa: FBT001  # a Qt slot's signature
        if completed:
            self.progress.completed.add(self._page)
        else:
            self.progress.completed.discard(self._page)
        self._show_topics()
        self._send()

    def _on_continue_button_clicked(self) -> None:
        page = self._pages.get(self._page)
        if page is not None:
            later = page.wants_later
            found = () if later else self.progress.check(self._page)
            self._show_problems_here(found)
            self._show_topics()
            self._send()
            if not found:
                self._move(1)
            return
        found = self.progress.check()
        self._show_problems_here(found)
        self._show_topics()
        self._send()
        if not found:
            self.finish_wanted.emit(self.progress.finished())

    def _on_back_button_clicked(self) -> None:
        self._move(-1)

    def _on_next_wanted(self) -> None:
        self._move(1)

    def _on_previous_wanted(self) -> None:
        if self._page != self._form.sections[0].name:
            self._move(-1)

    def _on_save_button_clicked(self) -> None:
        self._send()
