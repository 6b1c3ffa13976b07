"""One action as a form: agreed for the first time, or its wording corrected."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from typing_extensions import override

from lif_desktop.domain.answers import Answers
from lif_desktop.domain.cases import Draft
from lif_desktop.domain.identities import ActionId, CaseId
from lif_desktop.services import actions, cases, drafts
from lif_desktop.services.workspace import Workspace
from lif_desktop.ui.form_view import FormPage, FormSource


class ActionPage(FormPage):
    """The action form; argument is a case's id, then after a space an action's id to correct it."""

    form_id: ClassVar[str] = "action"
    rail: ClassVar[str] = "actions"

    @property
    def _case_id(self) -> CaseId:
        return CaseId(self.argument.partition(" ")[0])

    @property
    def _action_id(self) -> ActionId:
        return ActionId(self.argument.partition(" ")[2])

    @property
    @override
    def help_text(self) -> str:
        return self.tr(
            "Say what will be done, by whom, by when, and how anyone will see that it made a "
            "difference to children. The first due date stays with the action for ever."
        )

    @property
    @override
    def finish_words(self) -> str:
        return self.tr("Correct the action") if self._action_id else self.tr("Agree the action")

    @override
    def read(self, workspace: Workspace) -> FormSource:
        case = cases.case_file(workspace, self._case_id).case
        form = workspace.form_of(case, self.form_id)
        draft = drafts.draft_of(workspace, self._case_id, self.form_id, self._action_id)
        if draft is not None:
            return FormSource(
                case=case,
                form=form,
                answers=draft.answers,
                page=draft.page,
                question=draft.question,
                completed=draft.completed_sections,
            )
        known: Answers = {}
        if self._action_id:
            known = actions.answers_of(actions.action_file(workspace, self._action_id).action)
        return FormSource(case=case, form=form, answers=known)

    @override
    def keep(self, answers: Answers, page: str, question: str, completed: Sequence[str]) -> Draft:
        workspace = self.context.workspace
        draft = drafts.open_draft(workspace, self._case_id, self.form_id, subject=self._action_id)
        return drafts.save_draft(
            workspace,
            draft.id,
            answers,
            page=page,
            question=question,
            completed_sections=completed,
        )

    @override
    def finish(self, workspace: Workspace, answers: Answers) -> object:
        if self._action_id:
            return actions.revise(workspace, self._action_id, answers)
        return actions.add(workspace, self._case_id, answers)

    @override
    def after_finish(self, outcome: object) -> None:
        self.context.status.saved(self.tr("The action is recorded"))
        self.context.navigate("actions", f"case:{self._case_id}")

    @override
    def _on_back_wanted(self) -> None:
        self.context.back()
