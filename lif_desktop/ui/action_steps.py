"""What is asked at each step of following an action: progress, a new date, closing, opening again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from PySide6.QtCore import QCoreApplication

from lif_desktop.definitions.questions import Choice, Question, QuestionType
from lif_desktop.domain.actions import STATUS_LABELS, Action, ActionStatus
from lif_desktop.domain.answers import UncertainDate


class Step(StrEnum):
    """One thing that can be done with an action."""

    PROGRESS = "progress"
    REDATE = "redate"
    CLOSE = "close"
    REOPEN = "reopen"


@dataclass(frozen=True, slots=True, kw_only=True)
class StepWords:
    """How a step is asked."""

    title: str
    sentence: str
    act: str
    questions: Sequence[Question]
    answers: Mapping[str, object] = field(default_factory=dict)


def step_words(step: Step, action: Action) -> StepWords:
    """The questions of a step, filled in with what is known of the action."""
    match step:
        case Step.PROGRESS:
            return _progress(action)
        case Step.REDATE:
            return _redating(action)
        case Step.CLOSE:
            return _closing(action)
        case Step.REOPEN:
            return _reopening()


def _tr(text: str) -> str:
    return QCoreApplication.translate("ActionSteps", text)


def _progress(action: Action) -> StepWords:
    statuses = tuple(
        Choice(name=status.value, label=_tr(STATUS_LABELS[status]))
        for status in ActionStatus
        if status is not ActionStatus.COMPLETE
    )
    return StepWords(
        title=_tr("Add progress"),
        sentence=_tr("A note is never changed once it is written."),
        act=_tr("Add the note"),
        questions=(
            Question(
                name="text",
                type=QuestionType.TEXT,
                label=_tr("How does it go?"),
                appearance="multiline",
                required=True,
            ),
            Question(
                name="status",
                type=QuestionType.SELECT_ONE,
                label=_tr("Status from now on"),
                choices=statuses,
                always_known=True,
            ),
            Question(
                name="evidence",
                type=QuestionType.TEXT,
                label=_tr("Evidence offered so far"),
                hint=_tr("What could be shown. It counts once someone else has accepted it."),
                appearance="multiline",
            ),
        ),
        answers={"status": action.status.value, "evidence": action.evidence},
    )


def _redating(action: Action) -> StepWords:
    return StepWords(
        title=_tr("Move the due date"),
        sentence=_tr("The first due date stays with the action, and the days moved are shown."),
        act=_tr("Move the due date"),
        questions=(
            Question(
                name="due_on",
                type=QuestionType.DATE,
                label=_tr("New due date"),
                hint=_tr("For example, 27 3 2031"),
                required=True,
            ),
            Question(
                name="reason",
                type=QuestionType.TEXT,
                label=_tr("Why does it move?"),
                appearance="multiline",
                required=True,
            ),
        ),
        answers={"due_on": UncertainDate.on(action.due_on).as_answer()},
    )


def _closing(action: Action) -> StepWords:
    return StepWords(
        title=_tr("Close the action"),
        sentence=_tr(
            "Closed means changed: it closes on evidence that someone other than its owner accepted."
        ),
        act=_tr("Close the action"),
        questions=(
            Question(
                name="evidence",
                type=QuestionType.TEXT,
                label=_tr("What shows that it was done?"),
                appearance="multiline",
                required=True,
            ),
            Question(
                name="evidence_tested_by",
                type=QuestionType.PERSON,
                label=_tr("Who tested and accepted the evidence?"),
                hint=_tr("Not the owner of the action."),
                required=True,
            ),
            Question(
                name="closed_on",
                type=QuestionType.DATE,
                label=_tr("When was it accepted?"),
                hint=_tr("For example, 27 3 2031"),
                required=True,
            ),
            Question(
                name="impact",
                type=QuestionType.TEXT,
                label=_tr("What difference has it made to children?"),
                hint=_tr("“Not known yet” is an answer. It is looked at again later."),
                appearance="multiline",
            ),
            Question(
                name="impact_check_due_on",
                type=QuestionType.DATE,
                label=_tr("When is its impact looked at again?"),
                hint=_tr("For example, 27 3 2031"),
            ),
        ),
        answers={"evidence": action.evidence} if action.evidence else {},
    )


def _reopening() -> StepWords:
    return StepWords(
        title=_tr("Open the action again"),
        sentence=_tr("What it was closed on stays readable in its history."),
        act=_tr("Open it again"),
        questions=(
            Question(
                name="reason",
                type=QuestionType.TEXT,
                label=_tr("Why is it opened again?"),
                hint=_tr("The evidence does not hold, or the change did not last."),
                appearance="multiline",
                required=True,
            ),
        ),
    )
