"""The referral of a case: typed by topics, checked, submitted; later corrected as a new revision."""

from __future__ import annotations

from typing import ClassVar

from typing_extensions import override

from lif_desktop.domain.answers import Answers
from lif_desktop.domain.cases import Case, CaseStage
from lif_desktop.domain.identities import CaseId
from lif_desktop.services import cases, referrals
from lif_desktop.services.workspace import Workspace
from lif_desktop.ui.form_view import CHECK, FormPage, FormSource

_BEFORE_SUBMISSION = frozenset({CaseStage.REFERRAL, CaseStage.RETURNED})


class ReferralPage(FormPage):
    """The referral form of one case; argument is the case's id."""

    form_id: ClassVar[str] = referrals.FORM
    rail: ClassVar[str] = "cases"

    @property
    @override
    def help_text(self) -> str:
        return self.tr(
            "Fill in the topics in any order. What you type is saved as a draft inside the "
            "workspace. “Not known” is an answer. Check your answers, then record the referral."
        )

    @property
    @override
    def finish_words(self) -> str:
        if self.source is not None and self.source.case.stage in _BEFORE_SUBMISSION:
            return self.tr("Record the referral")
        return self.tr("Record the corrections")

    @override
    def read(self, workspace: Workspace) -> FormSource:
        case_id = CaseId(self.argument)
        file = cases.case_file(workspace, case_id)
        form = workspace.form_of(file.case, self.form_id)
        draft = referrals.draft_of(workspace, case_id, self.form_id)
        recorded: Answers = {} if file.referral is None else file.referral.answers
        if draft is None:
            page = CHECK if recorded else ""
            done = tuple(each.name for each in form.sections) if recorded else ()
            return FormSource(
                case=file.case, form=form, answers=recorded, page=page, completed=done
            )
        return FormSource(
            case=file.case,
            form=form,
            answers=draft.answers,
            page=draft.page,
            question=draft.question,
            completed=draft.completed_sections,
        )

    @override
    def finish(self, workspace: Workspace, answers: Answers) -> object:
        case_id = CaseId(self.argument)
        case: Case = cases.case_file(workspace, case_id).case
        if case.stage in _BEFORE_SUBMISSION:
            return referrals.submit(workspace, case_id, answers)
        return referrals.amend(workspace, case_id, answers)

    @override
    def after_finish(self, outcome: object) -> None:
        self.context.status.saved(self.tr("The referral is recorded"))
        super().after_finish(outcome)
