"""The learning summary of a case: prefilled, written, checked for names, completed, signed, recorded as sent."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import ClassVar

from PySide6.QtWidgets import QWidget
from typing_extensions import override

from lif_desktop.clock import ENGLAND
from lif_desktop.definitions.questions import Question
from lif_desktop.domain.answers import Answers, UncertainDate
from lif_desktop.domain.documents import DocumentKind, FiledDocument
from lif_desktop.domain.identities import CaseId
from lif_desktop.domain.learning import (
    Finding,
    LearningSummary,
    SourceNote,
    SummaryState,
    source_notes,
)
from lif_desktop.domain.people import Person
from lif_desktop.errors import Problem, UserError
from lif_desktop.services import cases, documents, drafts, learning
from lif_desktop.services import workspace as workspaces
from lif_desktop.services.cases import DocumentRow
from lif_desktop.services.workspace import Workspace
from lif_desktop.ui.completed_summary import CompletedSummary, SummaryStep, newest_document
from lif_desktop.ui.field_editors import FieldEditor, FieldPorts
from lif_desktop.ui.form_view import FormPage, FormSource
from lif_desktop.ui.issue_steps import issue_problems, issue_words, signers_from
from lif_desktop.ui.leftovers_check import LeftoversCheck
from lif_desktop.ui.page import PageContext
from lif_desktop.ui.source_marker import SourceMarker, SourcesPane

_KIND = DocumentKind.LEARNING_SUMMARY


@dataclass(frozen=True, slots=True, kw_only=True)
class LearningShown:
    """What the page read beside the form."""

    summary: LearningSummary
    known_today: dict[str, SourceNote]
    documents: tuple[DocumentRow, ...]
    people: tuple[Person, ...]
    incident: str
    """Month and year of the incident as it prints; empty if it is not known."""


class LearningPage(FormPage):
    """The learning summary of one case; argument is the case's id."""

    form_id: ClassVar[str] = learning.FORM
    rail: ClassVar[str] = "cases"
    shows: ClassVar[frozenset[str]] = frozenset({"FiledDocument", "DocumentSignature"})

    def __init__(
        self, context: PageContext, argument: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(context, argument, parent)
        self._shown: LearningShown | None = None
        self._rewriting = False
        self._answers: Answers = {}
        self._check = LeftoversCheck()
        self._completed = CompletedSummary(FieldPorts(today=context.workspace.clock.today()))
        for part in (self._check, self._completed):
            part.hide()
            self._inside.addWidget(part)
        self._connect()

    @property
    @override
    def help_text(self) -> str:
        return self.tr(
            "What the case knows is filled in, with a line that says from where. Before the "
            "summary is completed it is searched for names, other identifiers and the day of the "
            "incident; change each, or say that it is harmless."
        )

    @property
    @override
    def finish_words(self) -> str:
        return self.tr("Check for names and complete")

    @override
    def read(self, workspace: Workspace) -> FormSource:
        case_id = CaseId(self.argument)
        summary = learning.draft(workspace, case_id)
        file = cases.case_file(workspace, case_id)
        draft = drafts.draft_of(workspace, case_id, self.form_id)
        known = dict(learning.sources(workspace, case_id))
        month = known.get("incident_month")
        incident = None if month is None else UncertainDate.from_answer(month.answer)
        shown = LearningShown(
            summary=summary,
            known_today=known,
            documents=file.documents,
            people=workspaces.people(workspace),
            incident="" if incident is None else incident.month_and_year(),
        )
        return FormSource(
            case=file.case,
            form=workspace.form_of(file.case, self.form_id),
            answers=summary.answers if draft is None else draft.answers,
            page="" if draft is None else draft.page,
            question="" if draft is None else draft.question,
            completed=() if draft is None else draft.completed_sections,
            more=shown,
        )

    @override
    def finish(self, workspace: Workspace, answers: Answers) -> object:
        case_id, confirmed = CaseId(self.argument), self._check.confirmed
        found = tuple(
            each
            for each in learning.findings(workspace, case_id, answers)
            if not (each.may_be_harmless and each.matched in confirmed)
        )
        if found:
            return found
        learning.save(workspace, case_id, answers)
        return learning.complete(workspace, case_id, confirmed=confirmed)

    @override
    def after_finish(self, outcome: object) -> None:
        self._finishing = False
        if isinstance(outcome, LearningSummary):
            self._rewriting = False
            self.context.status.saved(self.tr("The learning summary is completed"))
            self.load()
        elif isinstance(outcome, tuple):
            self._show_check(outcome)

    @override
    def marker(self, question: Question, editor: FieldEditor) -> QWidget | None:
        if self._shown is None:
            return None
        note = source_notes(self._shown.summary).get(question.name)
        if note is None:
            return None
        line = SourceMarker(
            editor, note, self._shown.known_today.get(question.name), time=self._time
        )
        line.kept.connect(self._on_marker_kept)
        line.source_wanted.connect(self._on_source_wanted)
        return line

    @override
    def aside(self, source: FormSource) -> QWidget | None:
        if self._shown is None or not self._shown.known_today:
            return None
        words = self.tr("The incident prints as “{month}”. The day never prints.")
        caution = words.format(month=self._shown.incident) if self._shown.incident else ""
        pane = SourcesPane(source.form, self._shown.known_today, caution=caution)
        pane.source_wanted.connect(self._on_source_wanted)
        return pane

    @override
    def refresh(self, kinds: frozenset[str]) -> None:
        if self._completed.isVisible():
            super().refresh(kinds)

    @override
    def focus_first(self) -> None:
        if self._completed.isVisible():
            self._completed.focus_first()
        elif self._check.isVisible():
            self._check.focus_first()
        else:
            super().focus_first()

    # Building and showing

    def _connect(self) -> None:
        self._check.completed.connect(self._on_check_completed)
        self._check.change_wanted.connect(self._on_check_change_wanted)
        self._check.left.connect(self._on_check_left)
        self._completed.step_wanted.connect(self._on_step_wanted)
        self._completed.issue_wanted.connect(self._on_issue_wanted)
        self._completed.crumb_wanted.connect(self._on_crumb_wanted)

    @override
    def _show(self, source: FormSource) -> None:
        if not isinstance(source.more, LearningShown):
            return
        self._shown = source.more
        draft_kept = source.answers is not source.more.summary.answers
        done = source.more.summary.state is not SummaryState.DRAFT
        self._check.hide()
        if done and not draft_kept and not self._rewriting:
            self._show_completed(source)
        else:
            self._completed.hide()
            super()._show(source)
        self.loaded.emit()

    def _show_completed(self, source: FormSource) -> None:
        if self.view is not None:
            self._inside.removeWidget(self.view)
            self.view.hide()
            self.view.deleteLater()
            self.view = None
        self.source = source
        shown = self._shown
        if shown is not None:
            self._completed.show_summary(
                source.form,
                shown.summary,
                newest_document(shown.summary, shown.documents),
                crumbs=(
                    self.tr("Cases"),
                    source.case.reference or source.case.pseudonym,
                    source.form.title,
                ),
            )
        self._completed.show()
        self._completed.focus_first()
        self.title_changed.emit(self.title)

    def _show_check(self, found: tuple[Finding, ...]) -> None:
        if self.source is None or self.view is None:
            return
        self._answers = self.view.progress.finished()
        place = f"{self.source.case.pseudonym} · {self.source.form.title}".strip(" ·")
        self._check.show_findings(
            self.source.form, found, place=place, confirmed=self._check.confirmed
        )
        self.view.hide()
        self._check.show()
        self._check.focus_first()

    def _leave_check(self) -> None:
        self._check.hide()
        if self.view is not None:
            self.view.show()

    def _time(self) -> str:
        now = self.context.workspace.clock.now()
        return now.astimezone(ENGLAND).strftime("%H:%M")

    # Slots

    def _on_check_completed(self) -> None:
        work = partial(self.finish, self.context.workspace, self._answers)
        self._finishing = True
        self.context.jobs.write(self, work, self._on_finished, self._on_check_refused)

    def _on_check_refused(self, error: Exception) -> None:
        self._leave_check()
        self._on_not_finished(error)

    def _on_check_change_wanted(self, path: str) -> None:
        self._leave_check()
        if self.view is not None:
            self.view.open_question(path)

    def _on_check_left(self) -> None:
        self._leave_check()
        self.focus_first()

    def _on_marker_kept(self, question: str) -> None:
        work = partial(
            learning.keep_source, self.context.workspace, CaseId(self.argument), question
        )
        self.context.jobs.write(self, work, self._on_source_kept)

    def _on_source_kept(self, summary: LearningSummary) -> None:
        if self._shown is not None:
            known = self._shown
            self._shown = LearningShown(
                summary=summary,
                known_today=known.known_today,
                documents=known.documents,
                people=known.people,
                incident=known.incident,
            )
        self.context.status.saved(self.tr("Kept as it is"))

    def _on_source_wanted(self, page: str) -> None:
        argument = f"case:{self.argument}" if page == "actions" else self.argument
        self.context.navigate(page, argument)

    def _on_step_wanted(self, step: str) -> None:
        shown = self._shown
        if shown is None:
            return
        document = newest_document(shown.summary, shown.documents)
        match SummaryStep(step):
            case SummaryStep.ISSUE:
                documents.get_ready(self.context.workspace)
                self._completed.ask_who_signs(issue_words(_KIND, shown.people))
            case SummaryStep.OPEN:
                if document is not None:
                    self.context.navigate("documents", document.document_id)
            case SummaryStep.PUBLISH:
                work = partial(learning.publish, self.context.workspace, CaseId(self.argument))
                self.context.jobs.write(self, work, self._on_published)
            case SummaryStep.REWRITE:
                self._rewriting = True
                self.load()

    def _on_published(self, _summary: LearningSummary) -> None:
        self.context.status.saved(self.tr("Recorded that the summary left the board"))
        self.load()

    def _on_issue_wanted(self, answers: dict[str, object]) -> None:
        shown = self._shown
        problems = issue_problems(_KIND, answers)
        if problems or shown is None:
            self._completed.show_problems(problems)
            return
        work = partial(
            documents.issue,
            self.context.workspace,
            _KIND,
            CaseId(self.argument),
            signers_from(answers, shown.people),
        )
        self.context.jobs.write(self, work, self._on_issued, self._on_not_issued)

    def _on_issued(self, document: FiledDocument) -> None:
        self.context.status.saved(self.tr("The document is made and filed"))
        self.context.navigate("documents", document.id)

    def _on_not_issued(self, error: Exception) -> None:
        if isinstance(error, UserError):
            self._completed.show_problems([Problem("first", str(error))])
        else:
            self.context.jobs.failed.emit(error)

    def _on_crumb_wanted(self, position: int) -> None:
        if position == 0:
            self.context.navigate("cases")
        else:
            self.context.navigate("case", self.argument)

    @override
    def _on_back_wanted(self) -> None:
        if self._rewriting:
            self._rewriting = False
            self.load()
        else:
            super()._on_back_wanted()
