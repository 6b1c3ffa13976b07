"""What is common to every page that shows a form of a case: read, keep, check, finish.

A page that inherits says where the answers come from and what finishing means; the draft, the
words at the foot of the window and the errors are handled here.
"""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtWidgets import QWidget
from typing_extensions import override

from lif_desktop.clock import ENGLAND
from lif_desktop.definitions.questions import Form, Question, QuestionType
from lif_desktop.domain.answers import Answers, rows_of
from lif_desktop.domain.cases import Case, Draft
from lif_desktop.domain.identities import CaseId
from lif_desktop.errors import InvalidAnswersError, Problem, UserError
from lif_desktop.ui.field_editors import FieldEditor, FieldPorts, Kept
from lif_desktop.ui.form_view.form_view import FormView
from lif_desktop.ui.page import Page, PageContext, WidthClass
from lif_desktop.ui.widgets import column

if TYPE_CHECKING:  # the services bring the database library, which the unlock page does without
    from lif_desktop.services.workspace import Workspace


@dataclass(frozen=True, slots=True, kw_only=True)
class FormSource:
    """What a form page shows."""

    case: Case
    form: Form
    answers: Answers
    page: str = ""
    question: str = ""
    completed: Sequence[str] = ()
    more: object = field(default=None)
    """Whatever else the page read for its own use."""


class FormPage(Page):
    """A form of one case; argument is the case's id."""

    form_id: ClassVar[str] = ""

    def __init__(
        self, context: PageContext, argument: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(context, argument, parent)
        self.view: FormView | None = None
        self.source: FormSource | None = None
        self._last_saved = ""
        self._finishing = False
        self._has_problems = False
        self._inside = column(self)

    # What an inheriting page says

    @property
    @abstractmethod
    def finish_words(self) -> str:
        """What the last button says: the act and its object."""

    @abstractmethod
    def read(self, workspace: Workspace) -> FormSource:
        """Read what the page shows; runs on the writing thread, for it may begin a draft."""

    @abstractmethod
    def finish(self, workspace: Workspace, answers: Answers) -> object:
        """Record the answers; runs on the writing thread."""

    def after_finish(self, outcome: object) -> None:
        """What happens once the answers are recorded; the case's page is opened if nothing else."""
        del outcome
        self.context.navigate("case", self.argument)

    def marker(self, question: Question, editor: FieldEditor) -> QWidget | None:
        """What stands under a field; nothing by itself."""
        del question, editor
        return None

    def aside(self, source: FormSource) -> QWidget | None:
        """What stands beside the form; nothing by itself."""
        del source
        return None

    def problems_in(self, error: Exception) -> Sequence[Problem]:
        """The problems an error is about, to be shown at their fields; none if it is another kind."""
        if isinstance(error, InvalidAnswersError):
            return error.problems
        return ()

    def keep(self, answers: Answers, page: str, question: str, completed: Sequence[str]) -> Draft:
        """Put the draft into the workspace; runs on the writing thread."""
        from lif_desktop.services import drafts  # noqa: PLC0415  # see Workspace above

        workspace = self.context.workspace
        draft = drafts.open_draft(workspace, CaseId(self.argument), self.form_id)
        return drafts.save_draft(
            workspace,
            draft.id,
            answers,
            page=page,
            question=question,
            completed_sections=completed,
        )

    # What the window asks of every page

    @property
    @override
    def title(self) -> str:
        if self.source is None:
            return ""
        words = f"{self.source.form.title}, {self.source.case.reference}".strip(", ")
        return self.tr("Error: {words}").format(words=words) if self._has_problems else words

    @override
    def load(self) -> None:
        read = partial(self.read, self.context.workspace)
        self.context.jobs.write(self, read, self._on_read, topic="load")

    @override
    def save_before_leaving(self) -> None:
        if self.view is not None:
            self.view.save_now()

    @override
    def focus_first(self) -> None:
        if self.view is not None:
            self.view.focus_first()

    @override
    def field_with_focus(self) -> str:
        return "" if self.view is None else self.view.question

    @override
    def focus_field(self, field: str) -> None:
        if self.view is not None and field:
            self.view.open_question(field)
        else:
            self.focus_first()

    @override
    def arrange(self, width: WidthClass) -> None:
        if self.view is not None:
            self.view.arrange(width)

    # Showing and keeping

    def _show(self, source: FormSource) -> None:
        if self.view is not None:
            self._inside.removeWidget(self.view)
            self.view.hide()
            self.view.deleteLater()
        self.source = source
        self._finishing = False
        self.view = FormView(
            source.form,
            self._ports(source),
            finish_words=self.finish_words,
            place=source.case.pseudonym,
            marker=self.marker,
        )
        beside = self.aside(source)
        if beside is not None:
            self.view.set_aside(beside)
        self._inside.addWidget(self.view)
        self.view.draft_changed.connect(self._on_draft_changed)
        self.view.finish_wanted.connect(self._on_finish_wanted)
        self.view.back_wanted.connect(self._on_back_wanted)
        self.view.problems_shown.connect(self._on_problems_shown)
        self.view.arrange(self.width_class)
        self.view.load(
            source.answers,
            page=source.page,
            question=source.question,
            completed=source.completed,
        )
        self.title_changed.emit(self.title)
        self.loaded.emit()

    def _ports(self, source: FormSource) -> FieldPorts:
        return FieldPorts(
            today=self.context.workspace.clock.today(),
            suggestions=partial(names_in, source.form, source.answers),
            choose_file=self._choose_file,
            keep_file=self._keep_file,
        )

    def _choose_file(self) -> Path | None:
        return self.context.ask.open_file(
            self.tr("Choose a file to keep with the case"), self.tr("All files (*)")
        )

    def _keep_file(self, file: Path, kept: Kept) -> None:
        def put() -> Mapping[str, object]:
            from lif_desktop.services import referrals, saving  # noqa: PLC0415  # see Workspace above

            content = saving.read_file(file, most=referrals.LARGEST_ATTACHMENT)
            attachment = referrals.attach(
                self.context.workspace, CaseId(self.argument), file.name, content
            )
            return {
                "name": attachment.name,
                "attachment_id": attachment.id,
                "sha256": attachment.sha256,
            }

        self.context.jobs.write(self, put, kept)

    # Slots

    def _on_read(self, source: FormSource) -> None:
        self._show(source)

    def _on_draft_changed(self, answers: dict[str, object], page: str, question: str) -> None:
        if self.view is None or self._finishing:
            return
        work = partial(self.keep, answers, page, question, self.view.completed)
        self.context.jobs.write(self, work, self._on_kept, self._on_not_kept, topic="draft")

    def _on_kept(self, draft: Draft) -> None:
        self._last_saved = draft.saved_at.astimezone(ENGLAND).strftime("%H:%M")
        self.context.status.saved(self.tr("Draft saved at {time}").format(time=self._last_saved))

    def _on_not_kept(self, error: Exception) -> None:
        words = self.tr("Not saved since {time}").format(time=self._last_saved)
        self.context.status.failed(words if self._last_saved else self.tr("Not saved yet"))
        self.context.jobs.failed.emit(error)

    def _on_finish_wanted(self, answers: dict[str, object]) -> None:
        self._finishing = True
        work = partial(self.finish, self.context.workspace, answers)
        self.context.jobs.write(self, work, self._on_finished, self._on_not_finished)

    def _on_finished(self, outcome: object) -> None:
        self.after_finish(outcome)

    def _on_not_finished(self, error: Exception) -> None:
        self._finishing = False
        problems = self.problems_in(error)
        if problems and self.view is not None:
            self.view.show_problems(problems)
        elif isinstance(error, UserError) and self.view is not None:
            self.view.show_problems([Problem(self.source_question, str(error))])
        else:
            self.context.jobs.failed.emit(error)

    @property
    def source_question(self) -> str:
        """The question an error without a field of its own leads to: the form's first."""
        return "" if self.source is None else next(self.source.form.questions()).name

    def _on_back_wanted(self) -> None:
        self.context.navigate("case", self.argument)

    def _on_problems_shown(self, shown: bool) -> None:  # noqa: FBT001  # a Qt slot's signature
        self._has_problems = shown
        self.title_changed.emit(self.title)


def names_in(form: Form, answers: Answers, kind: str) -> Sequence[str]:
    """The names of people or agencies that the answers hold, to be offered while typing.

    Args:
        form: the form.
        answers: its answers.
        kind: "person" or "agency".
    """
    found: dict[str, None] = {}
    for question in form.questions():
        if question.type is QuestionType.REPEAT:
            for each in question.columns:
                if each.type == kind:
                    found.update(
                        dict.fromkeys(
                            str(given[each.name])
                            for given in rows_of(answers, question.name)
                            if given.get(each.name)
                        )
                    )
        elif question.type == kind and answers.get(question.name):
            found[str(answers[question.name])] = None
    return sorted(found, key=str.casefold)
