"""The rest of the grid: the meeting, the facts the rule is asked with, proportionality, the outcome.

What the rule gives stands beside the form and follows what is typed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import ClassVar

from PySide6.QtWidgets import QWidget
from typing_extensions import override

from lif_desktop.definitions.edition import Framework
from lif_desktop.definitions.questions import Form
from lif_desktop.domain.answers import Answers
from lif_desktop.domain.cases import Draft
from lif_desktop.domain.criteria import RuleResult
from lif_desktop.domain.identities import CaseId
from lif_desktop.services import decisions, drafts
from lif_desktop.services.workspace import Workspace
from lif_desktop.ui.form_view import CHECK, FormPage, FormSource
from lif_desktop.ui.rule_words import show_rule
from lif_desktop.ui.widgets import RulePanel


class GridFactsPage(FormPage):
    """The grid's form for one case; argument is the case's id."""

    form_id: ClassVar[str] = "grid"
    rail: ClassVar[str] = "cases"
    _form: Form | None = None

    @property
    @override
    def help_text(self) -> str:
        return self.tr(
            "What you answer under “Facts for the rule” decides what the rule gives; it is shown at "
            "the side at once. “Not known” is an answer, and may count."
        )

    @property
    @override
    def finish_words(self) -> str:
        return self.tr("Record the grid")

    @override
    def read(self, workspace: Workspace) -> FormSource:
        case_id = CaseId(self.argument)
        assessed = decisions.assess(workspace, case_id)
        form = workspace.form_of(assessed.case, self.form_id)
        draft = drafts.draft_of(workspace, case_id, self.form_id)
        more = (assessed.rule, workspace.framework_of(assessed.case))
        if draft is None:
            return FormSource(case=assessed.case, form=form, answers=assessed.begun, more=more)
        return FormSource(
            case=assessed.case,
            form=form,
            answers=draft.answers,
            page=draft.page if draft.page != CHECK else "",
            question=draft.question,
            completed=draft.completed_sections,
            more=more,
        )

    @override
    def aside(self, source: FormSource) -> QWidget | None:
        self._panel = RulePanel()
        if isinstance(source.more, tuple):
            result, self._framework = source.more
            self._form = source.form
            self._show_rule(result)
        return self._panel

    @override
    def keep(self, answers: Answers, page: str, question: str, completed: Sequence[str]) -> Draft:
        workspace, case_id = self.context.workspace, CaseId(self.argument)
        begun = decisions.assess(workspace, case_id).begun
        drafts.open_draft(workspace, case_id, self.form_id, answers=begun)
        return super().keep(answers, page, question, completed)

    @override
    def finish(self, workspace: Workspace, answers: Answers) -> object:
        return decisions.save_grid(workspace, CaseId(self.argument), answers)

    @override
    def after_finish(self, outcome: object) -> None:
        self.context.status.saved(self.tr("The grid is recorded"))
        self.context.navigate("grid", self.argument)

    @override
    def _on_draft_changed(self, answers: dict[str, object], page: str, question: str) -> None:
        super()._on_draft_changed(answers, page, question)
        work = partial(decisions.try_rule, self.context.workspace, CaseId(self.argument), answers)
        self.context.jobs.read(self, work, self._on_rule_tried, topic="rule")

    @override
    def _on_back_wanted(self) -> None:
        self.context.navigate("grid", self.argument)

    def _on_rule_tried(self, results: Mapping[str, RuleResult]) -> None:
        self._show_rule(results[self._framework.edition.decision_subject])

    def _show_rule(self, result: RuleResult) -> None:
        framework: Framework = self._framework
        if self._form is not None:
            show_rule(self._panel, result, framework.labels["review_name"], self._form)
