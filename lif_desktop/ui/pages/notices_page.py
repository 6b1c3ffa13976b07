"""Who must still be told of a decision, by when, with what; and the log of what was sent."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import ClassVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from lif_desktop.domain.answers import Answers, date_of, text_of
from lif_desktop.domain.cases import Case
from lif_desktop.domain.documents import DocumentState
from lif_desktop.domain.identities import CaseId, DocumentId, DutyId, NoticeId, PersonId
from lif_desktop.domain.notices import Notice, NoticeDuty, NoticeState
from lif_desktop.domain.timelines import Unit, deadline_words
from lif_desktop.errors import InvalidAnswersError, Problem, UserError
from lif_desktop.services import cases, documents, notices
from lif_desktop.services import workspace as workspaces
from lif_desktop.services.documents import DocumentRow
from lif_desktop.services.workspace import Workspace
from lif_desktop.ui.case_view import CaseView
from lif_desktop.ui.field_editors import FieldPorts
from lif_desktop.ui.notice_pane import NoticePane
from lif_desktop.ui.notice_rows import DutyLine, NoticeLine
from lif_desktop.ui.notice_words import NoticeStep, step_words
from lif_desktop.ui.page import PageContext, WidthClass
from lif_desktop.ui.theme import fix
from lif_desktop.ui.widgets import (
    Button,
    EmptyState,
    GroupHeading,
    Label,
    ScrollColumn,
    SectionHeading,
    clear,
    column,
    row,
)
from lif_desktop.ui.words import near_date


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticesShown:
    """What the page read."""

    case: Case
    duties: tuple[NoticeDuty, ...]
    log: tuple[Notice, ...]
    """The latest first."""
    documents: tuple[DocumentRow, ...]
    names: Mapping[PersonId, str]


class NoticesPage(CaseView):
    """The notices of one case; argument is the case's id."""

    shows: ClassVar[frozenset[str]] = frozenset({"NoticeDuty", "Notice", "FiledDocument", "Case"})

    def __init__(
        self, context: PageContext, argument: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(context, argument, parent)
        self._shown: NoticesShown | None = None
        self._duty_id: DutyId | None = None
        self._notice_id: NoticeId | None = None
        self._build()
        self._connect()

    @property
    @override
    def heading(self) -> str:
        return self.tr("Notices")

    @property
    @override
    def help_text(self) -> str:
        return self.tr(
            "Everyone who must be told of the decision, the soonest first. Where a rule can be "
            "read in two ways both last days are shown. Open a line to record what was sent, or "
            "why nothing is. The log is never changed: what came back is a new entry."
        )

    @override
    def load(self) -> None:
        work = partial(_read, self.context.workspace, CaseId(self.argument))
        self.context.jobs.read(self, work, self._show, topic="notices")

    @override
    def focus_first(self) -> None:
        if self._pane.isVisible():
            self._pane.focus_first()
            return
        lines = self._main.content.findChildren(DutyLine)
        if lines:
            lines[0].setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self._other_button.setFocus(Qt.FocusReason.OtherFocusReason)

    @override
    def parts(self) -> Sequence[QWidget]:
        shown = (part for part in (self._main, self._pane) if part.isVisible())
        return tuple(shown)

    @override
    def arrange(self, width: WidthClass) -> None:
        narrow = width == "narrow"
        wide = 480 if width == "wide" else 424
        fix(self._pane, min_width=0 if narrow else wide, max_width=4000 if narrow else wide)
        self._show_pane(shown=self._pane.isVisible())

    def _build(self) -> None:
        line = row()
        self.make_whole().addLayout(line)
        self._main = ScrollColumn(margins=(40, 20, 36, 32), spacing=16)
        self._other_button = Button(self.tr("Record something else"), icon="plus")
        header = self.make_header(" ", [self._other_button])
        self._main.column.addWidget(header)
        self._empty = EmptyState(
            self.tr("Nobody is to be told yet"),
            self.tr(
                "Once the decision is recorded, everyone who must be told stands here with the "
                "last day for it, and what the notice must say."
            ),
        )
        self._empty.hide()
        self._main.column.addWidget(self._empty)
        self._duties = column()
        self._main.column.addLayout(self._duties)
        self._log_heading = SectionHeading(self.tr("Log of what was sent"))
        self._main.column.addWidget(self._log_heading)
        self._log = column()
        self._main.column.addLayout(self._log)
        self._main.column.addStretch(1)
        line.addWidget(self._main, 1)
        workspace = self.context.workspace
        self._pane = NoticePane(FieldPorts(today=self.today), workspace.holidays)
        self._pane.hide()
        line.addWidget(self._pane)

    def _connect(self) -> None:
        self._other_button.clicked.connect(self._on_other_button_clicked)
        self._pane.step_wanted.connect(self._on_pane_step_wanted)
        self._pane.step_done.connect(self._on_pane_step_done)
        self._pane.left.connect(self._on_pane_left)

    # Showing

    def _show(self, shown: NoticesShown) -> None:
        first = self._shown is None
        self._shown = shown
        self.show_case(shown.case)
        self.header.set_sentence(self._sentence(shown.duties))
        nothing = not shown.duties and not shown.log
        self._empty.setVisible(nothing)
        self._log_heading.setVisible(not nothing)
        self._show_duties(shown.duties)
        self._show_log(shown.log)
        if self._pane.step_form is None:
            self._show_chosen()
        if first:
            self.focus_first()
            self.loaded.emit()

    def _sentence(self, duties: Sequence[NoticeDuty]) -> str:
        if not duties:
            return ""
        open_ones = [duty for duty in duties if duty.closed_on is None]
        told = self.tr("{told} of {all} told.").format(
            told=len(duties) - len(open_ones), all=len(duties)
        )
        dated = [duty for duty in open_ones if duty.due_on is not None]
        if not dated or dated[0].due_on is None:
            return told
        due = dated[0].due_on
        unit = Unit((dated[0].readings or ({},))[0].get("unit", Unit.CALENDAR_DAYS.value))
        stands = deadline_words(
            due, self.today, unit=unit, holidays=self.context.workspace.holidays
        )
        next_due = self.tr("Next due {day}, {stands}.").format(
            day=near_date(due, self.today), stands=stands
        )
        return f"{told} {next_due}"

    def _show_duties(self, duties: Sequence[NoticeDuty]) -> None:
        clear(self._duties)
        groups = (
            (self.tr("To tell"), [duty for duty in duties if duty.closed_on is None]),
            (self.tr("Done"), [duty for duty in duties if duty.closed_on is not None]),
        )
        for title, group in groups:
            if group:
                self._duties.addWidget(GroupHeading(title))
            for duty in group:
                line = DutyLine(duty, self.today, self.context.workspace.holidays)
                line.setObjectName(f"duty_{duty.id}")
                line.clicked.connect(self._on_duty_clicked)
                self._duties.addWidget(line)

    def _show_log(self, log: Sequence[Notice]) -> None:
        clear(self._log)
        for notice in log:
            line = NoticeLine(notice, self.today)
            line.setObjectName(f"notice_{notice.id}")
            line.clicked.connect(self._on_notice_clicked)
            self._log.addWidget(line)
        if not log and self._shown is not None and self._shown.duties:
            self._log.addWidget(Label(self.tr("Nothing was sent yet."), role="muted"))

    def _show_chosen(self) -> None:
        shown, duty, notice = self._shown, self._duty, self._notice
        if shown is None:
            return
        if duty is not None:
            belonging = [each for each in shown.log if each.duty_id == duty.id]
            self._pane.show_duty(duty, belonging)
        elif notice is not None:
            titles = {each.document_id: each.title for each in shown.documents}
            self._pane.show_notice(
                notice,
                writer=shown.names.get(notice.logged_by, ""),
                document=titles.get(notice.document_id or DocumentId(""), ""),
                came_back=self._came_back(notice),
            )
        self._show_pane(shown=duty is not None or notice is not None)

    def _came_back(self, notice: Notice) -> bool:
        """Was a return logged of just this notice?"""
        log = () if self._shown is None else self._shown.log
        return any(
            each.state is NoticeState.RETURNED
            and (each.duty_id, each.recipient, each.content, each.sent_by, each.channel)
            == (notice.duty_id, notice.recipient, notice.content, notice.sent_by, notice.channel)
            and each.logged_at >= notice.logged_at
            for each in log
        )

    def _show_pane(self, *, shown: bool) -> None:
        self._pane.setVisible(shown)
        self._main.setVisible(not (shown and self.width_class == "narrow"))

    @property
    def _duty(self) -> NoticeDuty | None:
        duties = () if self._shown is None else self._shown.duties
        return next((each for each in duties if each.id == self._duty_id), None)

    @property
    def _notice(self) -> Notice | None:
        log = () if self._shown is None else self._shown.log
        return next((each for each in log if each.id == self._notice_id), None)

    # Slots

    def _on_duty_clicked(self) -> None:
        line = self.sender()
        if isinstance(line, DutyLine):
            self._duty_id, self._notice_id = line.duty.id, None
            self._show_chosen()
            self._pane.focus_first()

    def _on_notice_clicked(self) -> None:
        line = self.sender()
        if isinstance(line, NoticeLine):
            self._duty_id, self._notice_id = None, line.notice.id
            self._show_chosen()
            self._pane.focus_first()

    def _on_other_button_clicked(self) -> None:
        self._duty_id = self._notice_id = None
        self._show_pane(shown=True)
        self._ask(NoticeStep.OTHER)

    def _on_pane_step_wanted(self, step: str) -> None:
        self._ask(NoticeStep(step))

    def _ask(self, step: NoticeStep) -> None:
        filed = () if self._shown is None else self._shown.documents
        words = step_words(
            step,
            self._duty,
            today=self.today,
            actor=self.context.workspace.actor.name,
            documents=[each for each in filed if each.state is not DocumentState.SUPERSEDED],
        )
        self._pane.ask(step, words)

    def _on_pane_left(self) -> None:
        left = f"duty_{self._duty_id}" if self._duty_id else f"notice_{self._notice_id}"
        if self._pane.step_form is not None and (self._duty or self._notice):
            self._show_chosen()
            self._pane.focus_first()
            return
        self._pane.step_form = None
        self._duty_id = self._notice_id = None
        self._show_pane(shown=False)
        line = self._main.findChild(QWidget, left)
        (line or self._other_button).setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_pane_step_done(self, step: str, answers: dict[str, object]) -> None:
        problems = _missing_day(answers)
        if problems:
            self._pane.show_problems(problems)
            return
        work = partial(self._take, NoticeStep(step), self._duty, self._notice, answers)
        self.context.jobs.write(self, work, self._on_logged, self._on_refused)

    def _take(
        self, step: NoticeStep, duty: NoticeDuty | None, notice: Notice | None, answers: Answers
    ) -> Notice:
        """Log a step; on the writing thread."""
        workspace, case_id = self.context.workspace, CaseId(self.argument)
        on = date_of(answers, "on") or workspace.clock.today()
        if step is NoticeStep.RETURN and notice is not None:
            return notices.record_returned(
                workspace, notice.id, on=on, note=text_of(answers, "note")
            )
        if step is NoticeStep.WITHHOLD and duty is not None:
            return notices.record_withheld(
                workspace,
                case_id,
                recipient=duty.recipient,
                on=on,
                reason=text_of(answers, "note"),
                duty_id=duty.id,
            )
        document = text_of(answers, "document_id")
        return notices.record_sent(
            workspace,
            case_id,
            recipient=text_of(answers, "recipient") if duty is None else duty.recipient,
            sent_on=date_of(answers, "sent_on") or workspace.clock.today(),
            sent_by=text_of(answers, "sent_by"),
            channel=text_of(answers, "channel"),
            content=text_of(answers, "content"),
            duty_id=None if duty is None else duty.id,
            contents={
                name: text_of(answers, name) for name in (() if duty is None else duty.required)
            },
            document_id=DocumentId(document) if document else None,
            note=text_of(answers, "note"),
            late_reason=text_of(answers, "late_reason"),
        )

    def _on_logged(self, notice: Notice) -> None:
        words = {
            NoticeState.SENT: self.tr("Recorded as sent"),
            NoticeState.RETURNED: self.tr("Recorded that it came back"),
            NoticeState.WITHHELD: self.tr("Recorded as withheld"),
        }
        self.context.status.saved(words[notice.state])
        self._pane.step_form = None
        if self._duty_id is None:
            self._notice_id = notice.id
        self.load()

    def _on_refused(self, error: Exception) -> None:
        if isinstance(error, InvalidAnswersError):
            self._pane.show_problems(error.problems)
        elif isinstance(error, UserError):
            self._pane.show_problems([Problem("", str(error))])
        else:
            self.context.jobs.failed.emit(error)


def _read(workspace: Workspace, case_id: CaseId) -> NoticesShown:
    return NoticesShown(
        case=cases.case_file(workspace, case_id).case,
        duties=notices.duties(workspace, case_id),
        log=tuple(reversed(notices.log(workspace, case_id))),
        documents=documents.filed(workspace, case_id),
        names={person.id: person.name for person in workspaces.people(workspace)},
    )


def _missing_day(answers: Answers) -> list[Problem]:
    """A day that no service can do without; everything else is checked by the service."""
    for name in ("sent_on", "on"):
        given = answers.get(name)
        if given is not None and not isinstance(_day_of(answers, name), date):
            return [Problem(name, "Enter day, month and year.")]
    return []


def _day_of(answers: Answers, name: str) -> date | None:
    try:
        return date_of(answers, name)
    except ValueError:
        return None
