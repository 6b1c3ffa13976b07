"""The Chair's decision: the recommendation and the rule beside it, the reasons, then two signatures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import ClassVar

from PySide6.QtWidgets import QWidget
from typing_extensions import override

from lif_desktop.definitions import validation
from lif_desktop.definitions.edition import Framework
from lif_desktop.definitions.questions import Form
from lif_desktop.domain.answers import Answers
from lif_desktop.domain.cases import Draft
from lif_desktop.domain.criteria import Strength
from lif_desktop.domain.decisions import ChairDecision
from lif_desktop.domain.documents import DocumentKind, DocumentState, FiledDocument
from lif_desktop.domain.identities import CaseId, DocumentId, PersonId
from lif_desktop.domain.people import Person, Role
from lif_desktop.domain.vocabulary import long_date
from lif_desktop.errors import (
    AccessError,
    Problem,
    RuleBrokenError,
    UserError,
)
from lif_desktop.services import cases, decisions, documents, drafts, prefilling
from lif_desktop.services.cases import CaseFile, DocumentRow
from lif_desktop.services.decisions import Assessed
from lif_desktop.services.workspace import Workspace, people
from lif_desktop.ui.decision_facts import DecisionFacts
from lif_desktop.ui.form_view import EntryForm, FormPage, FormSource
from lif_desktop.ui.issue_steps import NOBODY, issue_problems, issue_words, signers_from
from lif_desktop.ui.page import WidthClass
from lif_desktop.ui.recorded_decision import RecordedDecision
from lif_desktop.ui.sign_panel import SignatureGiven
from lif_desktop.ui.words import near_date

_KIND = DocumentKind.DECISION_FORM
_DEPARTURE_TEXTS = {
    Strength.ALWAYS.value: "why_not",
    Strength.MUST_UNLESS.value: "definitive_evidence",
    Strength.SHOULD_CONSIDER.value: "why_not",
    Strength.MAY.value: "why_not",
}
"""What the rule gave to the question that takes the reason for departing from it."""


@dataclass(frozen=True, slots=True)
class _Beside:
    """What the page reads besides the form's answers."""

    file: CaseFile
    assessed: Assessed
    framework: Framework
    grid_form: Form
    people: tuple[Person, ...]

    @property
    def document(self) -> DocumentRow | None:
        """The decision form that stands; None before it is made."""
        return next(
            (
                each
                for each in self.file.documents
                if each.kind is _KIND and each.state is not DocumentState.SUPERSEDED
            ),
            None,
        )


class DecisionPage(FormPage):
    """The decision of one case; argument is the case's id."""

    form_id: ClassVar[str] = "decision"
    rail: ClassVar[str] = "cases"
    shows: ClassVar[frozenset[str]] = frozenset(
        {"ChairDecision", "FiledDocument", "DocumentSignature", "NoticeDuty", "Notice", "Case"}
    )
    _recorded: RecordedDecision | None = None
    _correcting = False

    @property
    @override
    def help_text(self) -> str:
        return self.tr(
            "The recommendation and what the rule gives stand beside the form. A decision that "
            "departs from the rule needs its reason. Once it is recorded, make the form, read it, "
            "and sign; the last signature locks it."
        )

    @property
    @override
    def finish_words(self) -> str:
        return self.tr("Record the decision")

    @override
    def read(self, workspace: Workspace) -> FormSource:
        case_id = CaseId(self.argument)
        file = cases.case_file(workspace, case_id)
        assessed = decisions.assess(workspace, case_id)
        framework = workspace.framework_of(file.case)
        draft = drafts.draft_of(workspace, case_id, self.form_id)
        beside = _Beside(
            file, assessed, framework, workspace.form_of(file.case, "grid"), people(workspace)
        )
        form = workspace.form_of(file.case, self.form_id)
        if draft is not None:
            return FormSource(
                case=file.case,
                form=form,
                answers=draft.answers,
                page=draft.page,
                question=draft.question,
                completed=draft.completed_sections,
                more=beside,
            )
        begun: Answers = prefilling.decision_answers(file, framework, assessed.tally)
        answers = begun if file.decision is None else file.decision.answers
        return FormSource(case=file.case, form=form, answers=answers, more=beside)

    @override
    def keep(self, answers: Answers, page: str, question: str, completed: Sequence[str]) -> Draft:
        workspace = self.context.workspace
        drafts.open_draft(workspace, CaseId(self.argument), self.form_id, answers=answers)
        return super().keep(answers, page, question, completed)

    @override
    def finish(self, workspace: Workspace, answers: Answers) -> object:
        return decisions.record_decision(workspace, CaseId(self.argument), answers)

    @override
    def after_finish(self, outcome: object) -> None:
        self.context.status.saved(self.tr("The decision is recorded"))
        self._correcting = False
        self.load()

    @override
    def problems_in(self, error: Exception) -> Sequence[Problem]:
        if isinstance(error, RuleBrokenError) and error.rule in _DEPARTURE_TEXTS:
            words = self.tr("{error} Source: {source}.").format(error=error, source=error.source)
            return (Problem(_DEPARTURE_TEXTS[error.rule], words),)
        return super().problems_in(error)

    @override
    def aside(self, source: FormSource) -> QWidget | None:
        if not isinstance(source.more, _Beside):
            return None
        facts = DecisionFacts()
        facts.show_facts(source.more.assessed, source.more.framework, source.more.grid_form)
        return facts

    @override
    def refresh(self, kinds: frozenset[str]) -> None:
        if self._recorded is not None and kinds & self.shows:
            self.load()

    @override
    def arrange(self, width: WidthClass) -> None:
        super().arrange(width)
        if self._recorded is not None:
            self._recorded.arrange(width)

    @override
    def focus_first(self) -> None:
        if self._recorded is None:
            super().focus_first()
        elif self._recorded.steps.isHidden():
            self._issue_entry.focus_first()
        else:
            self._recorded.steps.focus_first()

    @override
    def _show(self, source: FormSource) -> None:
        beside = source.more
        if not isinstance(beside, _Beside):
            return
        decision = beside.file.decision
        begun = any(each.form_id == self.form_id for each in beside.file.drafts)
        if decision is None or self._correcting or (begun and not _signed(beside)):
            self._take_out_recorded()
            super()._show(source)
            return
        self._show_recorded(source, beside, decision)

    def _show_recorded(self, source: FormSource, beside: _Beside, decision: ChairDecision) -> None:
        if self.view is not None:
            self._inside.removeWidget(self.view)
            self.view.hide()
            self.view.deleteLater()
            self.view = None
        self.source = replace(source, answers=decision.answers)
        if self._recorded is None:
            self._recorded = RecordedDecision(self.tr("The Chair’s decision"))
            self._inside.addWidget(self._recorded)
            self._connect_recorded(self._recorded)
        today = self.context.workspace.clock.today()
        asked = validation.visible(source.form, decision.answers, on=today)
        self._recorded.show_decision(source.form, decision.answers, asked)
        self._show_status(self._recorded, beside, decision)
        self._recorded.ask_beside(None)
        self._recorded.steps.show_document(
            beside.document,
            [person for person in beside.people if person.left_on is None],
            acting_for=decision.acting_for,
            tell=self._tell_words(beside),
        )
        self._recorded.arrange(self.width_class)
        self.title_changed.emit(self.title)
        self.loaded.emit()

    def _show_status(
        self, shown: RecordedDecision, beside: _Beside, decision: ChairDecision
    ) -> None:
        label = beside.framework.edition.outcome(decision.outcome).label
        signed = _signed(beside)
        words = self.tr("Signed") if signed else self.tr("Not yet signed")
        departs = self.tr("The decision departs from what the rule gives; its reason is recorded.")
        shown.show_status(
            (self.tr("Cases"), beside.file.case.reference, self.tr("Decision")),
            words,
            "good" if signed else "progress",
            may_correct=not signed,
            warning=departs if decision.departs_from_rule else "",
        )
        decided = self.tr("{outcome}, {date}").format(
            outcome=label, date=long_date(decision.decided_on)
        )
        shown.header.set_sentence(decided)

    def _tell_words(self, beside: _Beside) -> str:
        left = [duty for duty in beside.file.duties if duty.closed_on is None]
        if not left:
            return self.tr("Everyone has been told.")
        count = self.tr("{count} to tell.").format(count=len(left))
        due = min((duty.due_on for duty in left if duty.due_on is not None), default=None)
        if due is None:
            return count
        by = near_date(due, self.context.workspace.clock.today())
        return self.tr("{count} The first by {date}.").format(count=count, date=by)

    def _take_out_recorded(self) -> None:
        if self._recorded is not None:
            self._inside.removeWidget(self._recorded)
            self._recorded.hide()
            self._recorded.deleteLater()
            self._recorded = None

    def _connect_recorded(self, shown: RecordedDecision) -> None:
        shown.correct_wanted.connect(self._on_correct_wanted)
        shown.crumb_wanted.connect(self._on_crumb_wanted)
        shown.steps.issue_wanted.connect(self._on_issue_wanted)
        shown.steps.read_wanted.connect(self._on_read_wanted)
        shown.steps.sign_wanted.connect(self._on_sign_wanted)
        shown.steps.tell_wanted.connect(self._on_tell_wanted)

    @property
    def _beside(self) -> _Beside | None:
        more = None if self.source is None else self.source.more
        return more if isinstance(more, _Beside) else None

    def _on_crumb_wanted(self, position: int) -> None:
        self.context.navigate(*(("cases", "") if position == 0 else ("case", self.argument)))

    def _on_correct_wanted(self) -> None:
        self._correcting = True
        if self.source is not None:
            self._show(self.source)

    def _on_tell_wanted(self) -> None:
        self.context.navigate("notices", self.argument)

    def _on_read_wanted(self) -> None:
        self.context.navigate("documents", self.argument)

    def _on_issue_wanted(self) -> None:
        beside = self._beside
        if beside is None or self._recorded is None:
            return
        documents.get_ready(self.context.workspace)
        asked = issue_words(_KIND, beside.people)
        self._issue_entry = EntryForm(
            asked.title,
            asked.questions,
            today=self.context.workspace.clock.today(),
            act=asked.act,
            leave=self.tr("Leave it"),
            hint=asked.sentence,
        )
        self._issue_entry.show_answers({**asked.answers, **_usual_signers(beside.people)})
        self._issue_entry.submitted.connect(self._on_issue_submitted)
        self._issue_entry.cancelled.connect(self._on_issue_cancelled)
        self._recorded.ask_beside(self._issue_entry)
        self._issue_entry.focus_first()

    def _on_issue_cancelled(self) -> None:
        if self._recorded is not None:
            self._recorded.ask_beside(None)

    def _on_issue_submitted(self, answers: dict[str, object]) -> None:
        beside = self._beside
        problems = issue_problems(_KIND, answers)
        if beside is None or problems:
            self._issue_entry.show_problems(problems)
            return
        signers = signers_from(answers, beside.people)
        acting_for = "" if beside.file.decision is None else beside.file.decision.acting_for
        if signers and acting_for:
            signers = (replace(signers[0], acting_for=acting_for), *signers[1:])
        self._issue_entry.act_button.setEnabled(False)
        workspace, case_id = self.context.workspace, CaseId(self.argument)
        work = partial(documents.issue, workspace, _KIND, case_id, signers)
        self.context.jobs.write(self, work, self._on_issued, self._on_not_issued)

    def _on_issued(self, _document: FiledDocument) -> None:
        self.context.status.saved(self.tr("The form is made, and waits for its signatures"))
        self.load()

    def _on_not_issued(self, error: Exception) -> None:
        self._issue_entry.act_button.setEnabled(True)
        if isinstance(error, UserError):
            self._issue_entry.show_problems([Problem("first", str(error))])
        else:
            self.context.jobs.failed.emit(error)

    def _on_sign_wanted(self, given: SignatureGiven) -> None:
        beside = self._beside
        if beside is None or beside.document is None or self._recorded is None:
            return
        if self._recorded.steps.card is not None:
            self._recorded.steps.card.set_busy(True)
        work = partial(
            documents.sign,
            self.context.workspace,
            DocumentId(beside.document.document_id),
            person_id=PersonId(given.person_id),
            passphrase=given.passphrase,
            acting_for=given.acting_for,
        )
        self.context.jobs.write(self, work, self._on_signed, self._on_not_signed)

    def _on_signed(self, document: FiledDocument) -> None:
        done = document.state is DocumentState.SIGNED
        words = (
            self.tr("Signed and filed") if done else self.tr("Signed; one signature is to come")
        )
        self.context.status.saved(words)
        self.load()

    def _on_not_signed(self, error: Exception) -> None:
        if self._recorded is not None and isinstance(error, (UserError, AccessError)):
            self._recorded.steps.show_error(str(error))
            return
        if self._recorded is not None and self._recorded.steps.card is not None:
            self._recorded.steps.card.set_busy(False)
        self.context.jobs.failed.emit(error)


def _signed(beside: _Beside) -> bool:
    return beside.document is not None and beside.document.state is DocumentState.SIGNED


def _usual_signers(known: Sequence[Person]) -> dict[str, object]:
    """The Chair first, the business manager second, where the workspace has them."""
    active = [person for person in known if person.left_on is None]
    chair = next((each for each in active if each.role is Role.CHAIR), None)
    manager = next((each for each in active if each.role is Role.BUSINESS_MANAGER), None)
    first = chair or manager
    second = manager if manager is not None and manager is not first else None
    found: dict[str, object] = {"second": NOBODY if second is None else second.id}
    return found if first is None else {**found, "first": first.id}
