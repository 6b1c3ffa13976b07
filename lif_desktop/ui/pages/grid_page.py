"""The decision grid: criteria and evidence, each agency's view, what the rule gives, what is recommended."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import ClassVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QWidget
from typing_extensions import override

from lif_desktop.definitions.edition import Framework
from lif_desktop.domain.answers import date_of, text_of
from lif_desktop.domain.cases import CaseStage
from lif_desktop.domain.decisions import Recommendation, ViewCode
from lif_desktop.domain.identities import CaseId
from lif_desktop.domain.people import Participant, Standing, recommends
from lif_desktop.domain.vocabulary import long_date
from lif_desktop.services import decisions
from lif_desktop.services.decisions import ViewGiven
from lif_desktop.ui import grid_entries
from lif_desktop.ui.case_view import CaseView, replace_parts
from lif_desktop.ui.form_view import EntryForm, exact_date
from lif_desktop.ui.grid_shown import GridShown, read_grid, rows_of, subject_of
from lif_desktop.ui.grid_table import GridRow, GridTable
from lif_desktop.ui.page import PageContext, WidthClass
from lif_desktop.ui.rule_words import label_of, show_rule, show_tally
from lif_desktop.ui.theme import fix
from lif_desktop.ui.widgets import (
    Button,
    Chip,
    EmptyState,
    FlowLayout,
    Frame,
    Label,
    RowButton,
    RulePanel,
    ScrollColumn,
    Tag,
    announce,
    column,
    row,
)
from lif_desktop.ui.words import count_words

_VIEWS, _RECOMMENDATIONS, _PEOPLE, _NOBODY = range(4)
_GRID_OPEN = frozenset({CaseStage.MEETING, CaseStage.CHAIR})


class _RecommendationRow(RowButton):
    """What one participant recommends; the line opens it."""

    def __init__(self, who: Participant, words: str, reason: str, tag: str) -> None:
        super().__init__(height=57)
        self.who = who
        line = row(self, margins=(0, 7, 8, 8), spacing=14)
        left = column()
        left.addWidget(Label(f"{who.name}, {who.agency}", strong=True, wrap=True))
        if reason:
            left.addWidget(Label(reason, step="small", role="muted", wrap=True))
        line.addLayout(left, 1)
        if tag:
            line.addWidget(Tag(tag, "warning"))
        line.addWidget(Label(words, role="text" if recommends(who) else "muted"))
        parts = (who.name, who.agency, words, tag, reason)
        self.setAccessibleName(", ".join(part for part in parts if part))


class GridPage(CaseView):
    """The grid of one case; argument is the case's id."""

    shows: ClassVar[frozenset[str]] = frozenset(
        {"Case", "GridAssessment", "AgencyView", "Participant", "Recommendation"}
    )

    def __init__(
        self, context: PageContext, argument: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(context, argument, parent)
        self._shown: GridShown | None = None
        self._rows: tuple[GridRow, ...] = ()
        self._entry: EntryForm | None = None
        self._build()
        self._connect()

    @property
    @override
    def heading(self) -> str:
        return self.tr("Decision grid")

    @property
    @override
    def help_text(self) -> str:
        return self.tr(
            "Arrow keys move from cell to cell, Enter opens one. On a view, M, N, U and K record "
            "met, not met, unsure and not known; Delete takes it back. The rule is shown at the "
            "side; it never decides."
        )

    @override
    def load(self) -> None:
        work = partial(read_grid, self.context.workspace, CaseId(self.argument))
        self.context.jobs.read(self, work, self._show, topic="grid")

    @override
    def focus_first(self) -> None:
        if self._entry is not None:
            self._entry.focus_first()
        elif self._stack.currentIndex() == _VIEWS:
            self._table.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self._people_button.setFocus(Qt.FocusReason.OtherFocusReason)

    @override
    def arrange(self, width: WidthClass) -> None:
        narrow = width == "narrow"
        self._two.setDirection(
            QHBoxLayout.Direction.TopToBottom if narrow else QHBoxLayout.Direction.LeftToRight
        )
        across = 400 if width == "wide" else 290
        fix(self._side, min_width=0 if narrow else across, max_width=8000 if narrow else across)
        fix(self._side, min_height=520 if narrow else 0)
        self._give_height()

    def _give_height(self) -> None:
        """With little room the page scrolls as a whole, so the table shows all its rows."""
        narrow = self.width_class == "narrow"
        self._stack.setMinimumHeight(self._table.whole_height() if narrow else 0)

    # Building

    def _build(self) -> None:
        page = ScrollColumn(margins=(28, 20, 24, 12), spacing=12)
        self.make_whole().addWidget(page)
        inside = page.column
        self._people_button = Button(self.tr("Who takes part"), icon="users")
        self._facts_button = Button(self.tr("Facts and outcome"), icon="square-pen")
        self._send_button = Button(self.tr("Send to the Chair"), kind="primary")
        inside.addWidget(
            self.make_header(" ", (self._people_button, self._facts_button, self._send_button))
        )
        chips = QWidget()
        across = FlowLayout(chips, spacing=8)
        self._views_chip = Chip(self.tr("Views"))
        self._said_chip = Chip(self.tr("Recommendations"))
        for chip in (self._views_chip, self._said_chip):
            across.addWidget(chip)
        inside.addWidget(chips)
        main = QWidget()
        self._two = row(main, spacing=24)
        self._two.addWidget(self._build_left(), 1)
        self._two.addWidget(self._build_side())
        inside.addWidget(main, 1)
        self._foot = Label(
            self.tr(
                "Invitees’ views are kept and shown, and are not counted. Press Enter on a cell to "
                "read or change it; M, N, U and K record a view."
            ),
            step="small",
            role="muted",
            wrap=True,
        )
        inside.addWidget(self._foot)

    def _build_left(self) -> QWidget:
        self._stack = QStackedWidget()
        self._stack.setMinimumSize(0, 0)
        self._table = GridTable()
        self._table.setMinimumSize(0, 0)
        self._said = ScrollColumn()
        self._people = ScrollColumn(margins=(0, 0, 12, 12))
        self._start_button = Button(self.tr("Say who takes part"), kind="primary")
        nobody = EmptyState(
            self.tr("Nobody takes part yet"),
            self.tr(
                "Say who takes part in the meeting. Each member, deputy and invitee gets a column "
                "for their view of every criterion."
            ),
            actions=[self._start_button],
        )
        for part in (self._table, self._said, self._people, nobody):
            self._stack.addWidget(part)
        return self._stack

    def _build_side(self) -> QWidget:
        self._side = ScrollColumn(spacing=16)
        self._entry_frame = Frame("card")
        self._entry_holder = column(self._entry_frame, margins=(18, 16, 18, 18))
        self._entry_frame.hide()
        self._side.column.addWidget(self._entry_frame)
        self._panel = RulePanel()
        self._side.column.addWidget(self._panel)
        self._side.column.addStretch(1)
        return self._side

    def _connect(self) -> None:
        self._people_button.clicked.connect(self._on_people_button_clicked)
        self._start_button.clicked.connect(self._on_people_button_clicked)
        self._facts_button.clicked.connect(self._on_facts_button_clicked)
        self._send_button.clicked.connect(self._on_send_button_clicked)
        self._views_chip.clicked.connect(self._on_views_chip_clicked)
        self._said_chip.clicked.connect(self._on_said_chip_clicked)
        self._table.cell_wanted.connect(self._on_table_cell_wanted)
        self._table.view_wanted.connect(self._on_table_view_wanted)
        self._panel.dissent_wanted.connect(self._on_said_chip_clicked)

    # Showing

    def _show(self, shown: GridShown) -> None:
        self._shown = shown
        assessed = shown.assessed
        self.show_case(assessed.case)
        self.header.set_sentence(self._sentence_of(shown))
        may = assessed.case.stage in _GRID_OPEN
        self._people_button.setVisible(may or assessed.case.stage is CaseStage.SCREENING)
        self._facts_button.setVisible(may)
        waits = assessed.case.stage is CaseStage.MEETING
        self._send_button.setVisible(waits and bool(assessed.participants))
        self._rows = rows_of(shown)
        self._table.show_grid(self._rows, assessed.participants, assessed.views)
        self._give_height()
        self._show_recommendations(shown)
        review = shown.framework.labels["review_name"]
        show_rule(self._panel, assessed.rule, review, shown.form)
        show_tally(
            self._panel,
            assessed.tally,
            shown.framework.outcomes,
            assessed.participants,
            assessed.recommendations,
        )
        if self._stack.currentIndex() in {_VIEWS, _NOBODY}:
            self._open_part(_VIEWS)
        self.loaded.emit()

    def _sentence_of(self, shown: GridShown) -> str:
        seats = shown.assessed.participants
        members = sum(recommends(who) for who in seats)
        invitees = sum(who.standing is Standing.INVITEE for who in seats)
        meets = shown.assessed.case.meeting_on
        said = []
        if meets is not None:
            said.append(self.tr("Sub-group meeting, {date}.").format(date=long_date(meets)))
        if seats:
            count = self.tr("{members} members, {invitees} invitees.").format(
                members=count_words(members).capitalize(), invitees=count_words(invitees)
            )
            said.append(count)
        said.append(self.tr("This layout is this application’s design."))
        return " ".join(said)

    def _show_recommendations(self, shown: GridShown) -> None:
        given = {each.participant_id: each for each in shown.assessed.recommendations}
        lines: list[QWidget] = []
        for who in shown.assessed.participants:
            if who.standing is Standing.IN_ATTENDANCE:
                continue
            said = given.get(who.id)
            line = _RecommendationRow(
                who,
                self._recommended(said, shown.framework),
                "" if said is None else said.reason,
                self.tr("Dissent") if said is not None and said.dissent else "",
            )
            line.clicked.connect(self._on_recommendation_clicked)
            lines.append(line)
        replace_parts(self._said.column, lines)
        self._said.column.addStretch(1)
        heard = [line for line in lines if isinstance(line, _RecommendationRow)]
        self._said_chip.set_count(sum(line.who.id in given for line in heard))

    def _recommended(self, said: Recommendation | None, framework: Framework) -> str:
        if said is None:
            return self.tr("Nothing yet")
        label = label_of(said.recommends, framework.outcomes)
        return said.wording or label

    def _open_part(self, part: int) -> None:
        nobody = self._shown is not None and not self._shown.assessed.participants
        part = _NOBODY if nobody and part in {_VIEWS, _RECOMMENDATIONS} else part
        self._stack.setCurrentIndex(part)
        self._views_chip.setChecked(part in {_VIEWS, _NOBODY})
        self._said_chip.setChecked(part == _RECOMMENDATIONS)
        self._foot.setVisible(part == _VIEWS)

    def _open_entry(self, entry: EntryForm) -> None:
        self._close_entry()
        self._entry = entry
        entry.cancelled.connect(self._on_entry_cancelled)
        may = self._shown is not None and self._shown.assessed.case.stage in _GRID_OPEN
        entry.act_button.setEnabled(may)
        self._entry_holder.addWidget(entry)
        self._entry_frame.show()
        self._side.verticalScrollBar().setValue(0)
        entry.focus_first()

    def _close_entry(self) -> None:
        self._entry = None
        replace_parts(self._entry_holder, [])
        self._entry_frame.hide()

    # Slots

    def _on_views_chip_clicked(self) -> None:
        self._open_part(_VIEWS)

    def _on_said_chip_clicked(self) -> None:
        self._open_part(_RECOMMENDATIONS)

    def _on_facts_button_clicked(self) -> None:
        self.context.navigate("grid_facts", self.argument)

    def _on_people_button_clicked(self) -> None:
        if self._shown is None:
            return
        self._close_entry()
        standing = [(each.agency, each.post) for each in self._shown.framework.members]
        entry = grid_entries.participants_entry(
            self._shown.assessed.participants, standing, today=self.today
        )
        fix(entry, max_width=656)
        entry.submitted.connect(self._on_people_submitted)
        entry.cancelled.connect(self._on_people_cancelled)
        self._entry = entry
        replace_parts(self._people.column, [entry])
        self._people.column.addStretch(1)
        self._open_part(_PEOPLE)
        entry.focus_first()

    def _on_people_submitted(self) -> None:
        if self._shown is None or self._entry is None:
            return
        case_id = CaseId(self.argument)
        known = self._shown.assessed.participants
        seats = grid_entries.participants_of(self._entry, case_id, known)
        work = partial(decisions.set_participants, self.context.workspace, case_id, seats)
        self.record(work, self._on_people_recorded, self._entry)

    def _on_people_recorded(self, _seats: Sequence[Participant]) -> None:
        self._on_people_cancelled()
        self._on_recorded(None)

    def _on_people_cancelled(self) -> None:
        self._entry = None
        replace_parts(self._people.column, [])
        self._open_part(_VIEWS)
        self.focus_first()

    def _on_table_cell_wanted(self, row_number: int, column_number: int) -> None:
        if self._shown is None:
            return
        line = self._rows[row_number]
        who = self._table.grid.seat_at(column_number)
        if who is None:
            entry = grid_entries.criterion_entry(
                line, self._shown.form, self._shown.answers, today=self.today
            )
            entry.submitted.connect(partial(self._on_criterion_submitted, line.code))
        else:
            view = self._table.grid.view_at(row_number, column_number)
            entry = grid_entries.view_entry(line, who, view, today=self.today)
            entry.submitted.connect(partial(self._on_view_submitted, who, line.code))
        self._open_entry(entry)

    def _on_table_view_wanted(
        self, row_number: int, column_number: int, view: ViewCode | None
    ) -> None:
        who = self._table.grid.seat_at(column_number)
        if who is None or self._shown is None or self._shown.assessed.case.stage not in _GRID_OPEN:
            return
        before = self._table.grid.view_at(row_number, column_number)
        given = ViewGiven(
            participant_id=who.id,
            criterion=self._rows[row_number].code,
            view=view,
            reason="" if before is None else before.reason,
        )
        self._record_view(given)

    def _on_view_submitted(self, who: Participant, code: str, answers: dict[str, object]) -> None:
        view = text_of(answers, "view")
        self._record_view(
            ViewGiven(
                participant_id=who.id,
                criterion=code,
                view=ViewCode(view) if view else None,
                reason=text_of(answers, "reason"),
            )
        )

    def _record_view(self, given: ViewGiven) -> None:
        workspace, case_id = self.context.workspace, CaseId(self.argument)
        work = partial(decisions.record_view, workspace, case_id, given)
        self.record(work, self._on_recorded, self._entry)

    def _on_criterion_submitted(self, code: str, answers: dict[str, object]) -> None:
        if self._shown is None:
            return
        subject = subject_of(self._shown.framework, code)
        merged = grid_entries.with_criterion(self._shown.answers, code, subject, answers)
        workspace, case_id = self.context.workspace, CaseId(self.argument)
        work = partial(decisions.save_grid, workspace, case_id, merged)
        self.record(work, self._on_recorded, self._entry)

    def _on_recommendation_clicked(self) -> None:
        sender = self.sender()
        if not isinstance(sender, _RecommendationRow) or self._shown is None:
            return
        given = {each.participant_id: each for each in self._shown.assessed.recommendations}
        entry = grid_entries.recommendation_entry(
            sender.who,
            self._shown.framework.outcomes,
            given.get(sender.who.id),
            today=self.today,
        )
        entry.submitted.connect(partial(self._on_recommendation_submitted, sender.who))
        self._open_entry(entry)

    def _on_recommendation_submitted(self, who: Participant, answers: dict[str, object]) -> None:
        work = partial(
            decisions.recommend,
            self.context.workspace,
            CaseId(self.argument),
            who.id,
            text_of(answers, "recommends"),
            wording=text_of(answers, "wording"),
            reason=text_of(answers, "reason"),
            dissent=text_of(answers, "dissent") == "yes",
        )
        self.record(work, self._on_recorded, self._entry)

    def _on_send_button_clicked(self) -> None:
        asked = exact_date(
            "sent_on",
            self.tr("On which day does the recommendation go to the Chair?"),
            example=self.example_day,
            required=self.tr("Enter the day"),
        )
        entry = EntryForm(
            self.tr("Send to the Chair"),
            (asked,),
            today=self.today,
            act=self.tr("Send to the Chair"),
            leave=self.tr("Leave it"),
            hint=self.tr("The reflection week of the Chair starts with the meeting."),
        )
        entry.submitted.connect(self._on_send_submitted)
        self._open_entry(entry)

    def _on_send_submitted(self, answers: dict[str, object]) -> None:
        on = date_of(answers, "sent_on")
        if on is not None:
            workspace, case_id = self.context.workspace, CaseId(self.argument)
            work = partial(decisions.send_to_chair, workspace, case_id, on=on)
            self.record(work, self._on_sent, self._entry)

    def _on_sent(self, _case: object) -> None:
        self.context.status.saved(self.tr("The recommendation is with the Chair"))
        self.open_case()

    def _on_recorded(self, _recorded: object) -> None:
        self._close_entry()
        self.context.status.saved(self.tr("Recorded"))
        announce(self, self.tr("Recorded"))
        self.load()
        self.focus_first()

    def _on_entry_cancelled(self) -> None:
        self._close_entry()
        self.focus_first()
