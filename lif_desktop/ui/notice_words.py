"""How does a notice stand, and what is asked when one is logged? Words and questions; nothing is painted here."""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from PySide6.QtCore import QCoreApplication

from lif_desktop.definitions.questions import Choice, Question, QuestionType
from lif_desktop.domain.answers import UncertainDate
from lif_desktop.domain.notices import CONTENTS, Notice, NoticeDuty, NoticeState, last_day
from lif_desktop.domain.timelines import ClockKind, Unit, deadline_words
from lif_desktop.domain.vocabulary import TRUST_LABELS, Trust, needs_confirming
from lif_desktop.services.documents import DocumentRow
from lif_desktop.ui.words import near_date


class NoticeStep(StrEnum):
    """What can be logged."""

    SEND = "send"
    OTHER = "other"
    """Something no rule asks for."""
    WITHHOLD = "withhold"
    RETURN = "return"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadingWords:
    """One reading of a duty's clock in words."""

    due: date
    stands: str
    """For example "4 working days left"."""
    says: str
    """Length and which reading it is."""
    source: str
    """With "To be confirmed" where that holds."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeStepWords:
    """How a step is asked."""

    title: str
    sentence: str
    act: str
    questions: Sequence[Question]
    answers: Mapping[str, object] = field(default_factory=dict)


def reading_words(
    duty: NoticeDuty, today: date, holidays: Container[date]
) -> tuple[ReadingWords, ...]:
    """Every reading of a duty's clock; the soonest first. None is chosen over another."""
    found = []
    for reading in duty.readings:
        due = date.fromisoformat(reading["due"])
        unit = Unit(reading.get("unit", Unit.CALENDAR_DAYS.value))
        stands = deadline_words(due, today, unit=unit, holidays=holidays, done_on=duty.closed_on)
        found.append(
            ReadingWords(
                due=due,
                stands=stands,
                says=_reading_says(reading),
                source=_reading_source(reading),
            )
        )
    return tuple(sorted(found, key=_due_of))


def _reading_says(reading: Mapping[str, str]) -> str:
    """Length, which reading it is unless that says the same, and whose rule it is."""
    length, which = reading["length"], reading.get("reading", "")
    local = _tr("the board’s own rule") if reading.get("kind") == ClockKind.LOCAL else ""
    parts = (length, "" if which == length else which, local)
    return ", ".join(part for part in parts if part)


def _reading_source(reading: Mapping[str, str]) -> str:
    source = f"{reading['source'].rstrip('.')}."
    confirm = TRUST_LABELS[Trust.RECALLED]
    told = confirm.lower() in source.lower()
    if not needs_confirming(Trust(reading["trust"])) or told:
        return source
    return f"{source} {confirm}."


def must_say(duty: NoticeDuty) -> str:
    """What the notice may not leave out: "Name of the lead reviewer"; empty if nothing."""
    return ", ".join(CONTENTS[name].label.lower() for name in duty.required)


def state_words(state: NoticeState) -> str:
    """What became of a notice."""
    return {
        NoticeState.SENT: _tr("Sent"),
        NoticeState.RETURNED: _tr("Came back"),
        NoticeState.WITHHELD: _tr("Withheld"),
    }[state]


def sent_words(notice: Notice, today: date) -> str:
    """When, how and by whom: "Friday 20 May · secure mail · by Moira Fairweather"."""
    day = "" if notice.sent_on is None else near_date(notice.sent_on, today)
    by = _tr("by {who}").format(who=notice.sent_by) if notice.sent_by else ""
    parts = [part for part in (day, notice.channel, by) if part]
    return " · ".join(parts) or notice.note


def step_words(
    step: NoticeStep,
    duty: NoticeDuty | None,
    *,
    today: date,
    actor: str,
    documents: Sequence[DocumentRow] = (),
) -> NoticeStepWords:
    """The questions of a step, filled in with what is known.

    Args:
        step: what is to be logged.
        duty: the duty it answers; None for something no rule asks for.
        today: the day it is.
        actor: the name of the person who works in the window.
        documents: filed documents of the case that may have gone with it.
    """
    match step:
        case NoticeStep.SEND | NoticeStep.OTHER:
            return _sending(duty, today, actor, documents)
        case NoticeStep.WITHHOLD:
            return _withholding(duty, today)
        case NoticeStep.RETURN:
            return _returning(today)


def _sending(
    duty: NoticeDuty | None, today: date, actor: str, documents: Sequence[DocumentRow]
) -> NoticeStepWords:
    questions = [] if duty is not None else [_line("recipient", _tr("Who was told?"))]
    questions += [
        _day("sent_on", _tr("When was it sent?")),
        Question(
            name="sent_by", type=QuestionType.PERSON, label=_tr("Who sent it?"), required=True
        ),
        _line("channel", _tr("How was it sent?"), _tr("For example, secure mail or by hand.")),
        _text("content", _tr("What was sent?")),
    ]
    questions += [_content(name) for name in (() if duty is None else duty.required)]
    if documents:
        questions.append(_document(documents))
    questions.append(
        _text("note", _tr("Note"), _tr("Read back by, a first attempt that failed."), False)
    )
    last = None if duty is None else last_day(duty)
    if last is not None and last < today:
        asked = _tr("The last day was {day}.").format(day=near_date(last, today))
        questions.append(_text("late_reason", _tr("Why was it late?"), asked))
    answers: dict[str, object] = {
        "sent_on": UncertainDate.on(today).as_answer(),
        "sent_by": actor,
    }
    if duty is not None:
        answers["content"] = duty.what
    who = "" if duty is None else duty.recipient
    return NoticeStepWords(
        title=_tr("Record what was sent: {who}").format(who=who)
        if who
        else _tr("Record something else that was sent"),
        sentence=_tr("The program sends nothing itself. The log is never changed once written."),
        act=_tr("Record it as sent"),
        questions=tuple(questions),
        answers=answers,
    )


def _withholding(duty: NoticeDuty | None, today: date) -> NoticeStepWords:
    return NoticeStepWords(
        title=_tr("Withhold the notice: {who}").format(who="" if duty is None else duty.recipient),
        sentence=_tr("The duty is closed, and the reason stands in the log."),
        act=_tr("Record it as withheld"),
        questions=(
            _day("on", _tr("When was this decided?")),
            _text("note", _tr("Why are they not told?")),
        ),
        answers={"on": UncertainDate.on(today).as_answer()},
    )


def _returning(today: date) -> NoticeStepWords:
    return NoticeStepWords(
        title=_tr("It came back undelivered"),
        sentence=_tr("The duty is open again, and its clock runs on."),
        act=_tr("Record that it came back"),
        questions=(
            _day("on", _tr("When was it seen?")),
            _text("note", _tr("What happened?"), _tr("For example, the address is closed.")),
        ),
        answers={"on": UncertainDate.on(today).as_answer()},
    )


def _day(name: str, label: str) -> Question:
    return Question(
        name=name,
        type=QuestionType.DATE,
        label=label,
        hint=_tr("For example, 27 3 2031"),
        required=True,
    )


def _line(name: str, label: str, hint: str = "") -> Question:
    return Question(name=name, type=QuestionType.TEXT, label=label, hint=hint, required=True)


def _text(
    name: str,
    label: str,
    hint: str = "",
    required: bool = True,  # noqa: FBT001, FBT002  # nearly all are
) -> Question:
    return Question(
        name=name,
        type=QuestionType.TEXT,
        label=label,
        hint=hint,
        appearance="multiline",
        required=required,
    )


def _content(name: str) -> Question:
    wanted = CONTENTS[name]
    hint = _tr("The notice cannot be finished without it.")
    if name == "reviewer_name":
        return Question(
            name=name, type=QuestionType.PERSON, label=wanted.label, hint=hint, required=True
        )
    return _text(name, wanted.label, hint)


def _document(documents: Sequence[DocumentRow]) -> Question:
    return Question(
        name="document_id",
        type=QuestionType.SELECT_ONE,
        label=_tr("Did a filed document go with it?"),
        hint=_tr("Its fingerprint is kept in the log."),
        choices=tuple(
            Choice(
                name=each.document_id,
                label=_tr("{title}, version {version}").format(
                    title=each.title, version=each.version
                ),
            )
            for each in documents
        ),
    )


def _due_of(words: ReadingWords) -> date:
    return words.due


def _tr(text: str) -> str:
    return QCoreApplication.translate("NoticeWords", text)
