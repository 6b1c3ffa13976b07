"""What is overdue, what falls due next, and where did you leave off?"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import ClassVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from lif_desktop.domain.cases import Draft
from lif_desktop.domain.identities import CaseId
from lif_desktop.domain.timelines import CaseClock, ClockKind, deadline_words
from lif_desktop.domain.vocabulary import MONTHS, RAG_LABELS, long_date
from lif_desktop.services.finding import UNNAMED
from lif_desktop.ui.charts import RatingCounts, RulerMark, TimeRuler
from lif_desktop.ui.overview import Overview, read_overview
from lif_desktop.ui.page import Page, PageContext, WidthClass
from lif_desktop.ui.theme import fix
from lif_desktop.ui.widgets import (
    Button,
    DueRow,
    EmptyState,
    Frame,
    Gap,
    Hairline,
    IconMark,
    Label,
    MessageBar,
    PageHeader,
    RowButton,
    ScrollColumn,
    SectionHeading,
    clear,
    column,
    row,
)
from lif_desktop.ui.words import count_words, moment_words, near_date

_MOST_DUE = 8
_SOON_DAYS = 14
_FORM_PAGES = {
    "referral": "referral",
    "grid": "grid",
    "decision": "decision",
    "learning_summary": "learning",
    "action": "actions",
}


class _DraftRow(RowButton):
    """An unfinished form to go on with."""

    def __init__(self, draft: Draft, name: str, form: str, saved: str) -> None:
        super().__init__(height=57)
        self.draft = draft
        line = row(self, margins=(0, 7, 0, 8), spacing=12)
        line.addWidget(IconMark("square-pen", "muted", side=18))
        words = column()
        words.addWidget(Label(f"{name}, {form}", strong=True, wrap=True))
        words.addWidget(Label(saved, step="small", role="muted", wrap=True))
        line.addLayout(words, 1)
        line.addWidget(IconMark("chevron-right", "muted", side=18))
        self.setAccessibleName(f"{name}, {form}, {saved}")


class HomePage(Page):
    """Overdue and due next over all cases, drafts to go on with, actions by rating."""

    shows: ClassVar[frozenset[str]] = frozenset(
        {"Case", "CaseClock", "Draft", "Action", "Referral", "NoticeDuty"}
    )
    rail: ClassVar[str] = "home"

    def __init__(
        self, context: PageContext, argument: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(context, argument, parent)
        self._overview: Overview | None = None
        self._rows: dict[RowButton, CaseId] = {}
        self._as_table = False
        self._build()
        self._connect()

    @property
    @override
    def title(self) -> str:
        return self.tr("Home")

    @property
    @override
    def help_text(self) -> str:
        return self.tr(
            "Everything with a date, over all cases, in working days. A red diamond is overdue; a "
            "line opens its case.\n\nThe ruler shows the same days to scale, with weekends and bank "
            "holidays."
        )

    @override
    def load(self) -> None:
        workspace = self.context.workspace

        def read() -> Overview:
            return read_overview(workspace)

        self.context.jobs.read(self, read, self._show, topic="home")

    @override
    def focus_first(self) -> None:
        first = next(iter(self._rows), None)
        if not self._continue.isHidden():
            self._continue_button.setFocus()
        elif not self._empty.isHidden():
            self._start.setFocus()
        elif first is not None:
            first.setFocus()

    @override
    def arrange(self, width: WidthClass) -> None:
        narrow = width == "narrow"
        direction = (
            QHBoxLayout.Direction.TopToBottom if narrow else QHBoxLayout.Direction.LeftToRight
        )
        self._two.setDirection(direction)
        self._divider.setVisible(not narrow)
        across = 440 if width == "wide" else 364
        fix(self._right, min_width=0 if narrow else across, max_width=2000 if narrow else across)
        if self._overview is not None:
            self._show_ruler(self._overview)

    def _build(self) -> None:
        whole = column(self)
        scroll = ScrollColumn(margins=(40, 28, 36, 32), spacing=20)
        whole.addWidget(scroll)
        self._header = PageHeader(" ", sentence=" ")
        scroll.column.addWidget(self._header)
        self._fault = MessageBar("", "failure", link=self.tr("Look at everything"))
        self._fault.hide()
        scroll.column.addWidget(self._fault)
        scroll.column.addWidget(self._build_continue())
        self._start = Button(self.tr("Go to cases"), kind="primary")
        self._empty = EmptyState(
            self.tr("Nothing is due"),
            self.tr("As soon as a case has a date, it stands here, counted in working days."),
            actions=[self._start],
        )
        self._empty.hide()
        scroll.column.addWidget(self._empty, 1)
        self._main = QWidget()
        self._two = row(self._main, spacing=36)
        self._left = column(spacing=12)
        self._two.addLayout(self._left, 1)
        self._divider = Hairline(down=True)
        self._two.addWidget(self._divider)
        self._right = QWidget()
        self._two.addWidget(self._right, 0, Qt.AlignmentFlag.AlignTop)
        self._build_left()
        self._build_right()
        scroll.column.addWidget(self._main)
        scroll.column.addStretch(1)
        self._main.hide()

    def _build_continue(self) -> QWidget:
        self._continue = Frame("well")
        line = row(self._continue, margins=(20, 14, 16, 14), spacing=16)
        line.addWidget(IconMark("square-pen", "accent"))
        words = column(spacing=1)
        words.addWidget(Label(self.tr("Continue where you left off"), strong=True))
        self._continue_words = Label("", step="small", role="muted", wrap=True)
        words.addWidget(self._continue_words)
        line.addLayout(words, 1)
        self._continue_button = Button(self.tr("Continue"))
        line.addWidget(self._continue_button)
        self._continue.hide()
        return self._continue

    def _build_left(self) -> None:
        self._ruler_heading = SectionHeading(" ", link=self.tr("Show as a list"), line=False)
        self._left.addWidget(self._ruler_heading)
        self._ruler = TimeRuler()
        self._left.addWidget(self._ruler)
        self._ruler_list = Label("", wrap=True)
        self._ruler_list.hide()
        self._left.addWidget(self._ruler_list)
        self._left.addWidget(Gap(height=4))
        self._overdue_part = QWidget()
        part = column(self._overdue_part)
        part.addWidget(SectionHeading(self.tr("Overdue")))
        self._overdue = column()
        part.addLayout(self._overdue)
        part.addWidget(Gap(height=16))
        self._left.addWidget(self._overdue_part)
        coming = column()
        coming.addWidget(SectionHeading(self.tr("Due next")))
        self._due = column()
        coming.addLayout(self._due)
        self._left.addLayout(coming)
        self._nothing_due = Label(self.tr("Nothing else has a date."), role="muted")
        self._left.addWidget(self._nothing_due)
        self._left.addStretch(1)

    def _build_right(self) -> None:
        inner = column(self._right, spacing=8)
        self._actions_heading = SectionHeading(
            self.tr("Actions"), link=self.tr("Open"), line=False
        )
        inner.addWidget(self._actions_heading)
        self._actions_words = Label("", step="small", role="muted", wrap=True)
        inner.addWidget(self._actions_words)
        self._counts = RatingCounts(self.tr("actions"))
        inner.addWidget(self._counts)
        inner.addWidget(Gap(height=20))
        self._drafts_part = QWidget()
        part = column(self._drafts_part)
        part.addWidget(SectionHeading(self.tr("Not yet finished")))
        self._drafts = column()
        part.addLayout(self._drafts)
        inner.addWidget(self._drafts_part)
        inner.addStretch(1)

    def _connect(self) -> None:
        self._fault.link_wanted.connect(self._on_fault_wanted)
        self._continue_button.clicked.connect(self._on_continue_clicked)
        self._start.clicked.connect(self._on_start_clicked)
        self._actions_heading.link_wanted.connect(self._on_actions_wanted)
        self._ruler_heading.link_wanted.connect(self._on_ruler_link_wanted)

    def _show(self, overview: Overview) -> None:
        first_time = self._overview is None
        self._overview = overview
        self._header.set_title(long_date(overview.today))
        self._header.set_sentence(self._sentence(overview))
        if overview.faults:
            self._fault.show_message(" ".join(overview.faults), "failure")
        has_anything = bool(overview.clocks or any(r.count for r in overview.ratings))
        self._main.setVisible(has_anything)
        self._empty.setVisible(not has_anything)
        self._show_continue(overview)
        self._show_ruler(overview)
        self._show_due(overview)
        self._show_right(overview)
        if first_time:
            self.focus_first()
            self.loaded.emit()

    def _late(self, overview: Overview) -> list[CaseClock]:
        return [clock for clock in overview.clocks if clock.due_on < overview.today]

    def _sentence(self, overview: Overview) -> str:
        late = len(self._late(overview))
        until = overview.today + timedelta(days=_SOON_DAYS)
        soon = sum(overview.today <= clock.due_on <= until for clock in overview.clocks)
        first = (
            self.tr("One thing is overdue.")
            if late == 1
            else self.tr("{count} things are overdue.").format(
                count=count_words(late).capitalize()
            )
            if late
            else self.tr("Nothing is overdue.")
        )
        second = (
            self.tr("One more falls due in the next two weeks.")
            if soon == 1
            else self.tr("{count} more fall due in the next two weeks.").format(
                count=count_words(soon).capitalize()
            )
        )
        return f"{first} {second}" if soon else first

    def _name(self, overview: Overview, case_id: CaseId) -> str:
        case = overview.cases.get(case_id)
        if case is None:
            return self.tr(UNNAMED)
        return case.pseudonym or case.reference or self.tr(UNNAMED)

    def _form_words(self, form_id: str) -> str:
        words = {
            "referral": self.tr("referral"),
            "grid": self.tr("decision grid"),
            "decision": self.tr("Chair’s decision"),
            "learning_summary": self.tr("learning summary"),
            "action": self.tr("action"),
        }
        return words.get(form_id, form_id)

    def _show_continue(self, overview: Overview) -> None:
        self._continue.setVisible(bool(overview.drafts))
        if overview.drafts:
            draft = overview.drafts[0]
            self._continue_words.setText(
                self.tr("{name}, {form}. Saved {when}.").format(
                    name=self._name(overview, draft.case_id),
                    form=self._form_words(draft.form_id),
                    when=moment_words(draft.saved_at, overview.today),
                )
            )
            self._continue_button.setAccessibleDescription(self._continue_words.text())

    def _show_ruler(self, overview: Overview) -> None:
        by_day: dict[date, list[CaseClock]] = {}
        for clock in overview.clocks:
            by_day.setdefault(clock.due_on, []).append(clock)
        marks = [
            RulerMark(
                on=day,
                label=self._name(overview, due[0].case_id)
                if len({clock.case_id for clock in due}) == 1
                else self.tr("{count} cases").format(count=len({c.case_id for c in due})),
                count=len(due),
                late=day < overview.today,
            )
            for day, due in by_day.items()
        ]
        self._ruler.show_days(
            overview.today,
            marks,
            holidays=self.context.workspace.holidays,
            weeks={"narrow": 4, "standard": 5, "wide": 8}[self.width_class],
            sentence=self._sentence(overview),
        )
        shown = self._ruler.calendar
        self._ruler_heading.set_title(
            self.tr("{first} to {last}").format(
                first=f"{shown.first.day} {MONTHS[shown.first.month - 1]}",
                last=f"{shown.last.day} {MONTHS[shown.last.month - 1]}",
            )
        )
        within = [c for c in overview.clocks if shown.first <= c.due_on <= shown.last]
        self._ruler_list.setText(
            "\n".join(
                f"{near_date(clock.due_on, overview.today)}: {clock.label}, "
                f"{self._name(overview, clock.case_id)}"
                for clock in within
            )
            or self.tr("Nothing is due on these days.")
        )

    def _show_due(self, overview: Overview) -> None:
        self._rows = {}
        late = self._late(overview)
        self._overdue_part.setVisible(bool(late))
        self._fill(self._overdue, late, overview)
        coming = [clock for clock in overview.clocks if clock.due_on >= overview.today]
        self._fill(self._due, coming[:_MOST_DUE], overview)
        self._nothing_due.setVisible(not coming)

    def _fill(self, layout: QVBoxLayout, clocks: Sequence[CaseClock], overview: Overview) -> None:
        clear(layout)
        for clock in clocks:
            case = overview.cases.get(clock.case_id)
            reference = case.reference if case is not None else ""
            kind = (
                self.tr("statutory")
                if clock.kind is ClockKind.STATUTORY
                else self.tr("board policy")
            )
            named = ", ".join(p for p in (self._name(overview, clock.case_id), reference) if p)
            line = DueRow(
                clock.label,
                belongs_to="  ·  ".join(part for part in (named, kind, clock.reading) if part),
                days_words=deadline_words(
                    clock.due_on,
                    overview.today,
                    unit=clock.unit,
                    holidays=self.context.workspace.holidays,
                ),
                date_words=near_date(clock.due_on, overview.today),
                overdue=clock.due_on < overview.today,
            )
            line.clicked.connect(self._on_row_clicked)
            self._rows[line] = clock.case_id
            layout.addWidget(line)

    def _show_right(self, overview: Overview) -> None:
        self._counts.show_counts(overview.ratings)
        known = any(entry.count for entry in overview.ratings)
        self._counts.setVisible(known)
        said = ", ".join(f"{r.count} {RAG_LABELS[r.rating].lower()}" for r in overview.ratings)
        self._actions_words.setText(
            self.tr("All cases: {said}.").format(said=said)
            if known
            else self.tr("No action has been agreed yet.")
        )
        clear(self._drafts)
        others = overview.drafts[1:6]
        self._drafts_part.setVisible(bool(others))
        for draft in others:
            line = _DraftRow(
                draft,
                self._name(overview, draft.case_id),
                self._form_words(draft.form_id),
                self.tr("Saved {when}").format(when=moment_words(draft.saved_at, overview.today)),
            )
            line.clicked.connect(self._on_draft_clicked)
            self._drafts.addWidget(line)

    def _open_draft(self, draft: Draft) -> None:
        self.context.navigate(_FORM_PAGES[draft.form_id], draft.case_id, draft.question)

    def _on_continue_clicked(self) -> None:
        if self._overview is not None and self._overview.drafts:
            self._open_draft(self._overview.drafts[0])

    def _on_draft_clicked(self) -> None:
        sender = self.sender()
        if isinstance(sender, _DraftRow):
            self._open_draft(sender.draft)

    def _on_row_clicked(self) -> None:
        sender = self.sender()
        if isinstance(sender, DueRow) and sender in self._rows:
            self.context.navigate("case", self._rows[sender])

    def _on_fault_wanted(self) -> None:
        self.context.navigate("board")

    def _on_start_clicked(self) -> None:
        self.context.navigate("cases")

    def _on_actions_wanted(self) -> None:
        self.context.navigate("actions")

    def _on_ruler_link_wanted(self) -> None:
        self._as_table = not self._as_table
        self._ruler.setVisible(not self._as_table)
        self._ruler_list.setVisible(self._as_table)
        self._ruler_heading.set_link(
            self.tr("Show to scale") if self._as_table else self.tr("Show as a list")
        )
