"""What is common to the pages inside a case: breadcrumb, title, one column, and how a step is recorded."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable, Sequence
from datetime import date
from typing import TypeVar

from PySide6.QtWidgets import QVBoxLayout, QWidget
from typing_extensions import override

from lif_desktop.domain.cases import Case
from lif_desktop.errors import InvalidAnswersError, Problem, UserError
from lif_desktop.services.finding import called
from lif_desktop.ui.form_view import EntryForm
from lif_desktop.ui.page import Page, PageContext
from lif_desktop.ui.widgets import Button, PageHeader, ScrollColumn, clear, column

T = TypeVar("T")


class CaseView(Page):
    """A page inside a case; argument is the case's id."""

    rail = "cases"

    def __init__(
        self, context: PageContext, argument: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(context, argument, parent)
        self.case: Case | None = None
        self._asked_in: EntryForm | None = None
        self._whole = column(self)

    @property
    @abstractmethod
    def heading(self) -> str:
        """The page's title, a thing: "Notices"."""

    @property
    @override
    def title(self) -> str:
        reference = "" if self.case is None else self.case.reference
        return f"{self.heading}, {reference}".strip(", ")

    @property
    def today(self) -> date:
        """The day it is in England."""
        return self.context.workspace.clock.today()

    @property
    def example_day(self) -> date:
        """A day for hints: never before the thirteenth, so that day and month are not mixed up."""
        return self.today.replace(day=27)

    def make_header(self, sentence: str = "", actions: Sequence[Button] = ()) -> PageHeader:
        """The header; to be placed by the page."""
        crumbs = (self.tr("Cases"), " ", self.heading)
        self.header = PageHeader(self.heading, sentence=sentence, crumbs=crumbs, actions=actions)
        self.header.crumb_wanted.connect(self._on_crumb_wanted)
        return self.header

    def make_column(self, sentence: str = "", actions: Sequence[Button] = ()) -> QVBoxLayout:
        """The one scrolling column of the page, header first; parts are added below."""
        self.scrolling = ScrollColumn(margins=(40, 20, 36, 32), spacing=20)
        self._whole.addWidget(self.scrolling)
        self.scrolling.column.addWidget(self.make_header(sentence, actions))
        return self.scrolling.column

    def make_whole(self) -> QVBoxLayout:
        """The page's own layout, for pages that scroll inside their parts."""
        return self._whole

    def show_case(self, case: Case) -> None:
        """Say whose page it is."""
        self.case = case
        self.header.set_crumbs((self.tr("Cases"), case.reference or called(case), self.heading))
        self.title_changed.emit(self.title)

    def open_case(self) -> None:
        """Go to the case's page."""
        self.context.navigate("case", self.argument)

    def record(
        self, work: Callable[[], T], done: Callable[[T], None], asked_in: EntryForm | None = None
    ) -> None:
        """Have a step recorded; what is wrong is shown in the form it was entered in.

        Args:
            work: the service's verb with its arguments.
            done: called with what it returned.
            asked_in: the form that was filled in.
        """
        self._asked_in = asked_in
        self.context.jobs.write(self, work, done, self._on_not_recorded)

    def _on_not_recorded(self, error: Exception) -> None:
        entry = self._asked_in
        if entry is None or not isinstance(error, UserError):
            self.context.jobs.failed.emit(error)
        elif isinstance(error, InvalidAnswersError):
            entry.show_problems(error.problems)
        else:
            entry.show_problems([Problem(next(iter(entry.questions.editors), ""), str(error))])

    def _on_crumb_wanted(self, position: int) -> None:
        if position == 0:
            self.context.navigate("cases")
        else:
            self.open_case()


def replace_parts(layout: QVBoxLayout, parts: Sequence[QWidget]) -> None:
    """Put parts into a column in the place of those before."""
    clear(layout)
    for part in parts:
        layout.addWidget(part)
