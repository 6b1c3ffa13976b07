"""One case: where it stands, what its clocks say, what is to be done, who did what."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget
from typing_extensions import override

from lif_desktop.domain.answers import date_of
from lif_desktop.domain.cases import STAGE_LABELS, CaseStage
from lif_desktop.domain.documents import DocumentState
from lif_desktop.domain.identities import CaseId
from lif_desktop.domain.timelines import is_owed
from lif_desktop.domain.vocabulary import WEEKDAYS, plain_date
from lif_desktop.errors import RuleBrokenError
from lif_desktop.services import cases, learning, maintenance
from lif_desktop.services.cases import CaseFile
from lif_desktop.services.finding import called
from lif_desktop.services.maintenance import HistoryLine
from lif_desktop.ui.case_clock_lanes import clock_lines, lanes_of, later_words
from lif_desktop.ui.case_tasks import Task, TaskGroup, next_task, task_groups
from lif_desktop.ui.charts import CaseTimeline
from lif_desktop.ui.dialogs import Question
from lif_desktop.ui.page import Page, PageContext, WidthClass
from lif_desktop.ui.theme import fix
from lif_desktop.ui.widgets import (
    Button,
    FlowLayout,
    GroupHeading,
    Hairline,
    Label,
    PageHeader,
    RowButton,
    ScrollColumn,
    SectionHeading,
    SummaryList,
    TaskRow,
    clear,
    column,
    row,
)
from lif_desktop.ui.words import moment_words

_HISTORY_SHOWN = 6
_MAY_CLOSE = frozenset({CaseStage.DECIDED, CaseStage.LEARNING})


@dataclass(frozen=True, slots=True)
class CaseShown:
    """What the page read."""

    file: CaseFile
    history: tuple[HistoryLine, ...]
    edition: str
    outcome: str
    """Label of the decision; empty before there is one."""


class CasePage(Page):
    """One case; argument is its id."""

    shows: ClassVar[frozenset[str]] = frozenset(
        {
            "Case", "Referral", "Draft", "CaseClock", "SummaryRequest", "GridAssessment",
            "AgencyView", "Participant", "Recommendation", "ChairDecision", "NoticeDuty", "Notice",
            "LearningSummary", "Action", "FiledDocument", "DocumentSignature",
        }
    )  # fmt: skip
    rail: ClassVar[str] = "cases"

    def __init__(
        self, context: PageContext, argument: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(context, argument, parent)
        self._shown: CaseShown | None = None
        self._next: Task | None = None
        self._as_table = False
        self._all_history = False
        self._build()
        self._connect()

    @property
    @override
    def title(self) -> str:
        return "" if self._shown is None else self._shown.file.case.reference

    @property
    @override
    def help_text(self) -> str:
        return self.tr(
            "The clocks are drawn to scale, with weekends and bank holidays. Each line of the tasks "
            "opens what is to be done; what cannot start yet is grey."
        )

    @override
    def load(self) -> None:
        workspace, case_id = self.context.workspace, CaseId(self.argument)

        def read() -> CaseShown:
            file = cases.case_file(workspace, case_id)
            edition = workspace.edition_of(file.case)
            decided = file.decision
            return CaseShown(
                file=file,
                history=maintenance.history(workspace, case_id),
                edition=edition.title,
                outcome="" if decided is None else edition.outcome(decided.outcome).label,
            )

        self.context.jobs.read(self, read, self._show, topic="case")

    @override
    def focus_first(self) -> None:
        self._continue_button.setFocus(Qt.FocusReason.OtherFocusReason)

    @override
    def arrange(self, width: WidthClass) -> None:
        narrow = width == "narrow"
        self._two.setDirection(
            QHBoxLayout.Direction.TopToBottom if narrow else QHBoxLayout.Direction.LeftToRight
        )
        self._divider.setVisible(not narrow)
        across = 520 if width == "wide" else 380
        fix(self._right, min_width=0 if narrow else across, max_width=2000 if narrow else across)

    def _build(self) -> None:
        whole = column(self)
        scroll = ScrollColumn(margins=(40, 20, 36, 32), spacing=20)
        whole.addWidget(scroll)
        self._close_button = Button(self.tr("Close the case"))
        self._close_button.hide()
        self._continue_button = Button(self.tr("Continue"), kind="primary")
        self._header = PageHeader(
            " ", crumbs=(" ",), actions=(self._close_button, self._continue_button)
        )
        scroll.column.addWidget(self._header)
        facts = QWidget()
        self._facts = FlowLayout(facts, spacing=36)
        scroll.column.addWidget(facts)
        scroll.column.addWidget(Hairline())
        self._clocks_heading = SectionHeading(
            self.tr("Clocks"), link=self.tr("Show as a table"), line=False
        )
        scroll.column.addWidget(self._clocks_heading)
        self._timeline = CaseTimeline()
        scroll.column.addWidget(self._timeline)
        self._later = Label(step="small", role="muted", wrap=True)
        scroll.column.addWidget(self._later)
        self._clock_table_holder = QWidget()
        self._clock_table = column(self._clock_table_holder)
        self._clock_table_holder.hide()
        scroll.column.addWidget(self._clock_table_holder)
        main = QWidget()
        self._two = row(main, spacing=32)
        left = column()
        left.addWidget(SectionHeading(self.tr("Tasks"), line=False))
        self._tasks = column()
        left.addLayout(self._tasks)
        left.addStretch(1)
        self._two.addLayout(left, 1)
        self._divider = Hairline(down=True)
        self._two.addWidget(self._divider)
        self._right = QWidget()
        self._build_right()
        self._two.addWidget(self._right, 0, Qt.AlignmentFlag.AlignTop)
        scroll.column.addWidget(main)
        scroll.column.addStretch(1)

    def _build_right(self) -> None:
        inside = column(self._right, spacing=8)
        self._documents_heading = SectionHeading(self.tr("Documents"), link=self.tr("See all"))
        inside.addWidget(self._documents_heading)
        self._documents = column()
        inside.addLayout(self._documents)
        inside.addSpacing(12)
        self._history_heading = SectionHeading(self.tr("History"), link=self.tr("See all"))
        inside.addWidget(self._history_heading)
        self._history = column(spacing=8)
        inside.addLayout(self._history)

    def _connect(self) -> None:
        self._header.crumb_wanted.connect(self._on_crumb_wanted)
        self._continue_button.clicked.connect(self._on_continue_button_clicked)
        self._close_button.clicked.connect(self._on_close_button_clicked)
        self._clocks_heading.link_wanted.connect(self._on_clocks_link_wanted)
        self._documents_heading.link_wanted.connect(self._on_documents_link_wanted)
        self._history_heading.link_wanted.connect(self._on_history_link_wanted)

    def _show(self, shown: CaseShown) -> None:
        self._shown = shown
        case, today = shown.file.case, self.context.workspace.clock.today()
        self._header.set_title(called(case))
        self._header.set_crumbs((self.tr("Cases"), case.reference or self.tr("New case")))
        self._header.set_status(STAGE_LABELS[case.stage])
        groups = task_groups(shown.file, today, history=len(shown.history))
        self._next = next_task(groups)
        self._continue_button.setVisible(self._next is not None)
        if self._next is not None:
            words = self.tr("Continue: {task}").format(task=self._next.in_a_sentence)
            self._continue_button.setText(words)
        self._close_button.setVisible(case.stage in _MAY_CLOSE)
        self._show_facts(shown)
        self._show_clocks(shown, today)
        self._show_tasks(groups)
        self._show_documents(shown.file)
        self._show_history(shown.history, today)
        self.title_changed.emit(self.title)
        self.loaded.emit()

    def _show_facts(self, shown: CaseShown) -> None:
        clear(self._facts)
        case, referral = shown.file.case, shown.file.referral
        incident = None if referral is None else date_of(referral.answers, "incident_on")
        facts = (
            (self.tr("Incident"), incident, ""),
            (self.tr("Board told"), case.board_notified_on, ""),
            (self.tr("Referral received"), case.received_on, ""),
            (self.tr("Meeting"), case.meeting_on, ""),
            (self.tr("Decision"), case.decided_on, shown.outcome),
        )
        for label, day, second in facts:
            if day is not None:
                self._facts.addWidget(
                    _fact(label, plain_date(day), second or WEEKDAYS[day.weekday()])
                )
        kept = self.tr("Kept for the life of the case")
        self._facts.addWidget(_fact(self.tr("Guidance edition"), shown.edition, kept))

    def _show_clocks(self, shown: CaseShown, today: date) -> None:
        holidays = self.context.workspace.holidays
        lanes = lanes_of(shown.file.clocks, today, holidays)
        there = bool(shown.file.clocks)
        later = later_words(shown.file.clocks, today)
        self._later.setText(later)
        self._later.setVisible(bool(later) and not self._as_table)
        self._clocks_heading.setVisible(there)
        self._timeline.setVisible(bool(lanes) and not self._as_table)
        self._clock_table_holder.setVisible(there and self._as_table)
        words = self.tr("Show as a picture") if self._as_table else self.tr("Show as a table")
        self._clocks_heading.set_link(words)
        self._timeline.show_lanes(
            lanes,
            today=today,
            today_words=self.tr("Today, {day}").format(day=moment_day(today)),
            holidays=holidays,
        )
        clear(self._clock_table)
        table = SummaryList()
        for clock, label, words_of_clock in clock_lines(shown.file.clocks, today, holidays):
            act = self.tr("Record") if is_owed(clock, today) else ""
            table.add(clock.id, label, words_of_clock, change_text=act)
        table.change_wanted.connect(self._on_clock_table_change_wanted)
        self._clock_table.addWidget(table)

    def _show_tasks(self, groups: Sequence[TaskGroup]) -> None:
        clear(self._tasks)
        for group in groups:
            self._tasks.addWidget(GroupHeading(group.name))
            for task in group.tasks:
                line = TaskRow(
                    task.name, status=task.status, status_words=task.words, note=task.note
                )
                line.setObjectName(f"task_{task.page}")
                line.setProperty("page", task.page)
                line.clicked.connect(self._on_task_clicked)
                self._tasks.addWidget(line)

    def _show_documents(self, file: CaseFile) -> None:
        clear(self._documents)
        kept = [each for each in file.documents if each.state is not DocumentState.SUPERSEDED]
        words = {
            DocumentState.TO_SIGN: self.tr("To be signed"),
            DocumentState.SIGNED: self.tr("Signed"),
            DocumentState.UNSIGNED: self.tr("Filed"),
            DocumentState.SUPERSEDED: self.tr("Superseded"),
        }
        for each in kept:
            self._documents.addWidget(_DocumentLine(each.title, words[each.state]))
        for line in self._right.findChildren(_DocumentLine):
            line.clicked.connect(self._on_documents_link_wanted)
        if not kept:
            self._documents.addWidget(Label(self.tr("None yet."), role="muted"))
        self._documents_heading.set_link(self.tr("See all") if kept else "")

    def _show_history(self, history: Sequence[HistoryLine], today: date) -> None:
        clear(self._history)
        shown = history if self._all_history else history[:_HISTORY_SHOWN]
        for each in shown:
            words = f"{each.who} {each.what}"
            entry = column()
            entry.addWidget(Label(words, wrap=True))
            second = f"{moment_words(each.at, today)} · {each.code}"
            entry.addWidget(Label(second, step="small", role="muted", wrap=True))
            self._history.addLayout(entry)
        more = len(history) > _HISTORY_SHOWN and not self._all_history
        self._history_heading.set_link(
            self.tr("See all {count}").format(count=len(history)) if more else ""
        )

    def _on_crumb_wanted(self, _position: int) -> None:
        self.context.navigate("cases")

    def _on_continue_button_clicked(self) -> None:
        if self._next is not None:
            self._open(self._next.page)

    def _on_task_clicked(self) -> None:
        self._open(str(self.sender().property("page")))

    def _open(self, page: str) -> None:
        if page == "history":
            self._on_history_link_wanted()
        elif page == "actions":
            self.context.navigate(page, f"case:{self.argument}")
        else:
            self.context.navigate(page, self.argument)

    def _on_clocks_link_wanted(self) -> None:
        self._as_table = not self._as_table
        if self._shown is not None:
            self._show_clocks(self._shown, self.context.workspace.clock.today())

    def _on_clock_table_change_wanted(self, clock_id: str) -> None:
        self.context.navigate("clock", f"{self.argument} {clock_id}")

    def _on_documents_link_wanted(self) -> None:
        self.context.navigate("documents", self.argument)

    def _on_history_link_wanted(self) -> None:
        self._all_history = True
        if self._shown is not None:
            self._show_history(self._shown.history, self.context.workspace.clock.today())

    def _on_close_button_clicked(self) -> None:
        if self._shown is None:
            return
        name = called(self._shown.file.case)
        question = Question(
            title=self.tr("Close the case of {name}?").format(name=name),
            safe=self.tr("Everything recorded stays, and its actions are followed on."),
            act=self.tr("Close the case"),
            keep=self.tr("Keep it open"),
        )
        if self.context.ask.choose(question):
            self._close("")

    def _close(self, reason: str) -> None:
        workspace, case_id = self.context.workspace, CaseId(self.argument)

        def work() -> object:
            return learning.close_case(workspace, case_id, reason=reason)

        self.context.jobs.write(self, work, self._on_closed, self._on_not_closed)

    def _on_closed(self, _case: object) -> None:
        self.context.status.saved(self.tr("The case is closed"))

    def _on_not_closed(self, error: Exception) -> None:
        if not isinstance(error, RuleBrokenError):
            self.context.jobs.failed.emit(error)
            return
        reason = self.context.ask.write(
            self.tr("Why does the case close?"),
            self.tr("Reason"),
            str(error),
            self.tr("Close the case"),
        )
        if reason:
            self._close(reason)


class _DocumentLine(RowButton):
    """A document: title and state; the line opens the documents."""

    def __init__(self, title: str, state: str) -> None:
        super().__init__(height=40)
        line = row(self, margins=(0, 4, 4, 5), spacing=12)
        line.addWidget(Label(title, wrap=True), 1)
        line.addWidget(Label(state, step="small", role="muted"))
        self.setAccessibleName(f"{title}, {state}")


def _fact(label: str, fact: str, second: str) -> QWidget:
    block = QWidget()
    inside = column(block)
    inside.addWidget(Label(label, step="small", role="muted"))
    inside.addWidget(Label(fact, strong=True))
    inside.addWidget(Label(second, step="small", role="muted"))
    return block


def moment_day(day: date) -> str:
    """The day as the pill over the clocks says it: "Friday 20 May"."""
    words = plain_date(day).rsplit(" ", 1)[0]
    return f"{WEEKDAYS[day.weekday()]} {words}"
