"""What is there to do in a case, and how far is each task? For the case's page; nothing is painted here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QCoreApplication

from lif_desktop.domain.cases import CaseStage, ScreeningOutcome
from lif_desktop.domain.documents import DocumentKind, DocumentState
from lif_desktop.domain.learning import SummaryState
from lif_desktop.domain.vocabulary import plain_date
from lif_desktop.services.cases import CaseFile
from lif_desktop.ui.widgets import TaskStatus
from lif_desktop.ui.words import near_date

_ORDER = (
    CaseStage.REFERRAL,
    CaseStage.RETURNED,
    CaseStage.SCREENING,
    CaseStage.NOT_APPROPRIATE,
    CaseStage.MEETING,
    CaseStage.CHAIR,
    CaseStage.DECIDED,
    CaseStage.LEARNING,
    CaseStage.CLOSED,
)
"""Stages from first to last, to tell what a case has reached."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """One task of a case."""

    name: str
    page: str
    """Name of the page that does it."""
    status: TaskStatus
    words: str
    """The status as it is shown; a count for lists."""
    note: str = ""

    @property
    def in_a_sentence(self) -> str:
        """The name inside a sentence: the Chair keeps the capital letter."""
        return self.name if self.page == "decision" else self.name.lower()


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskGroup:
    """Tasks that belong together."""

    name: str
    tasks: tuple[Task, ...]


def task_groups(file: CaseFile, today: date, *, history: int) -> tuple[TaskGroup, ...]:
    """The tasks of a case in the order they are done.

    Args:
        file: everything recorded of the case.
        today: the day.
        history: number of entries in the case's history.
    """
    bring = (_referral(file), _screening(file), _summaries(file, today), _grid(file))
    decide = (_decision(file), _notices(file, today))
    review = (_learning(file), _actions(file))
    documents = str(sum(each.state is not DocumentState.SUPERSEDED for each in file.documents))
    records = (
        Task(name=_tr("Documents"), page="documents", status="count", words=documents),
        Task(name=_tr("History"), page="history", status="count", words=str(history)),
    )
    return (
        TaskGroup(name=_tr("Bring together"), tasks=bring),
        TaskGroup(name=_tr("Decide and tell"), tasks=decide),
        TaskGroup(name=_tr("Review and change"), tasks=review),
        TaskGroup(name=_tr("Records"), tasks=records),
    )


def next_task(groups: Sequence[TaskGroup]) -> Task | None:
    """The first task that can be gone on with; None if all are done."""
    for group in groups:
        for task in group.tasks:
            if task.status in {"problem", "in_progress", "not_started"}:
                return task
    return None


def reached(file: CaseFile, stage: CaseStage) -> bool:
    """Has the case come to a stage, or past it?"""
    if file.case.stage is CaseStage.NOT_APPROPRIATE:
        return _ORDER.index(stage) <= _ORDER.index(CaseStage.SCREENING)
    return _ORDER.index(file.case.stage) >= _ORDER.index(stage)


def _referral(file: CaseFile) -> Task:
    name = _tr("Referral")
    if file.case.stage is CaseStage.RETURNED:
        return _task(name, "referral", "problem", note=_tr("Returned for information"))
    if file.case.stage is CaseStage.REFERRAL:
        draft = next((each for each in file.drafts if each.form_id == "referral"), None)
        begun = draft is not None and bool(draft.answers)
        return _task(name, "referral", "in_progress" if begun else "not_started")
    received = file.case.received_on
    note = "" if received is None else _tr("Received {date}").format(date=plain_date(received))
    return _task(name, "referral", "completed", note=note)


def _screening(file: CaseFile) -> Task:
    name, outcome = _tr("Screening"), file.referral.screening if file.referral else None
    if file.case.stage is CaseStage.SCREENING:
        return _task(name, "screening", "not_started")
    if outcome is None or not reached(file, CaseStage.SCREENING):
        return _task(name, "screening", "cannot_start")
    notes = {
        ScreeningOutcome.SCREENED_IN: _tr("Goes to the sub-group"),
        ScreeningOutcome.RETURNED: _tr("Returned for information"),
        ScreeningOutcome.NOT_APPROPRIATE: _tr("Not appropriate"),
    }
    return _task(name, "screening", "completed", note=notes[outcome])


def _summaries(file: CaseFile, today: date) -> Task:
    name = _tr("Summaries of involvement")
    if not reached(file, CaseStage.SCREENING) or (
        file.case.stage is CaseStage.NOT_APPROPRIATE and not file.requests
    ):
        return _task(name, "summaries", "cannot_start")
    if not file.requests:
        return _task(name, "summaries", "not_started")
    back = sum(each.returned_on is not None for each in file.requests)
    late = sum(each.returned_on is None and each.due_on < today for each in file.requests)
    note = _tr("{back} of {all} in").format(back=back, all=len(file.requests))
    if late:
        note = _tr("{note}, {late} overdue").format(note=note, late=late)
    done = back == len(file.requests)
    return _task(name, "summaries", "completed" if done else "in_progress", note=note)


def _grid(file: CaseFile) -> Task:
    name = _tr("Decision grid")
    if not reached(file, CaseStage.MEETING):
        return _task(name, "grid", "cannot_start")
    if reached(file, CaseStage.CHAIR):
        sent = file.case.recommendation_sent_on
        note = (
            "" if sent is None else _tr("Sent to the Chair {date}").format(date=plain_date(sent))
        )
        return _task(name, "grid", "completed", note=note)
    begun = file.participants or file.assessment or file.views
    return _task(name, "grid", "in_progress" if begun else "not_started")


def _decision(file: CaseFile) -> Task:
    name = _tr("Chair’s decision")
    if not reached(file, CaseStage.CHAIR):
        return _task(name, "decision", "cannot_start")
    if not reached(file, CaseStage.DECIDED):
        begun = any(each.form_id == "decision" for each in file.drafts)
        return _task(name, "decision", "in_progress" if begun else "not_started")
    signed = any(
        each.kind is DocumentKind.DECISION_FORM and each.state is DocumentState.SIGNED
        for each in file.documents
    )
    if signed:
        return _task(name, "decision", "completed", note=_tr("Signed"))
    return _task(name, "decision", "in_progress", note=_tr("Recorded, not yet signed"))


def _notices(file: CaseFile, today: date) -> Task:
    name = _tr("Notices")
    if not reached(file, CaseStage.DECIDED):
        return _task(name, "notices", "cannot_start")
    open_ones = [duty for duty in file.duties if duty.closed_on is None]
    told = len(file.duties) - len(open_ones)
    note = _tr("{told} of {all} told").format(told=told, all=len(file.duties))
    if not open_ones:
        return _task(name, "notices", "completed", note=note)
    due = min((duty.due_on for duty in open_ones if duty.due_on is not None), default=None)
    if due is not None:
        note = _tr("{note}, next due {date}").format(note=note, date=near_date(due, today))
    status: TaskStatus = "in_progress" if told else "not_started"
    return _task(name, "notices", "problem" if due is not None and due < today else status, note)


def _learning(file: CaseFile) -> Task:
    name = _tr("Learning summary")
    if not reached(file, CaseStage.DECIDED):
        return _task(name, "learning", "cannot_start")
    if file.summary is None:
        return _task(name, "learning", "not_started")
    done = file.summary.state is not SummaryState.DRAFT
    return _task(name, "learning", "completed" if done else "in_progress")


def _actions(file: CaseFile) -> Task:
    name = _tr("Actions")
    if not reached(file, CaseStage.DECIDED):
        return _task(name, "actions", "cannot_start")
    if not file.actions:
        return _task(name, "actions", "not_started")
    done = sum(each.closed_on is not None for each in file.actions)
    note = _tr("{done} of {all} complete").format(done=done, all=len(file.actions))
    return _task(
        name, "actions", "completed" if done == len(file.actions) else "in_progress", note=note
    )


def _task(name: str, page: str, status: TaskStatus, note: str = "") -> Task:
    words: dict[TaskStatus, str] = {
        "completed": _tr("Completed"),
        "in_progress": _tr("In progress"),
        "not_started": _tr("Not yet started"),
        "cannot_start": _tr("Cannot start yet"),
        "problem": _tr("There is a problem"),
    }
    return Task(name=name, page=page, status=status, words=words[status], note=note)


def _tr(text: str) -> str:
    return QCoreApplication.translate("case_tasks", text)
