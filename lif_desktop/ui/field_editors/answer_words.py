"""How is an answer read aloud? The words for one answer, in tables of rows and when answers are checked."""

from __future__ import annotations

import calendar
from collections.abc import Mapping

from PySide6.QtCore import QCoreApplication

from lif_desktop.definitions.questions import Question, QuestionType
from lif_desktop.domain.answers import DatePrecision, UncertainDate


def words_of(question: Question, answer: object) -> str:
    """The answer in words, letter for letter where it is text; empty if there is none.

    Args:
        question: what was asked.
        answer: in the shape of its type; see domain/answers.py.
    """
    if answer is None:
        return ""
    match question.type:
        case QuestionType.DATE | QuestionType.MONTH:
            return date_words(answer)
        case QuestionType.SELECT_ONE | QuestionType.SELECT_MULTIPLE:
            codes = answer if isinstance(answer, (list, tuple)) else [answer]
            return ", ".join(question.label_of(str(code)) for code in codes)
        case QuestionType.REPEAT:
            rows = answer if isinstance(answer, (list, tuple)) else []
            many = _tr("{count} rows").format(count=len(rows))
            return "" if not rows else _tr("1 row") if len(rows) == 1 else many
        case QuestionType.ATTACHMENT:
            return _file_words(answer)
        case _:
            return str(answer)


def date_words(answer: object) -> str:
    """A date as it is known: "Tuesday 22 March 2016", "About March 2016", "Not known"; then its note."""
    try:
        given = UncertainDate.from_answer(answer)
    except ValueError:
        given = None
    if given is None:
        return "" if answer is None else str(answer)
    said = _known_part(given, answer)
    note = given.note
    return "; ".join(part for part in (said, note) if part)


def _known_part(given: UncertainDate, answer: object) -> str:
    if given.precision is DatePrecision.NOT_KNOWN:
        return _tr("Not known")
    typed = answer.get("typed") if isinstance(answer, Mapping) else None
    unread: Mapping[str, object] = typed if isinstance(typed, Mapping) else {}
    day = str(given.day or unread.get("day", ""))
    month = _month_word(given.month) or str(unread.get("month", ""))
    year = str(given.year or unread.get("year", ""))
    if given.precision in {DatePrecision.MONTH, DatePrecision.YEAR}:
        day = ""
    words = [_weekday(given), day, month, year]
    said = " ".join(word for word in words if word)
    if given.precision is DatePrecision.APPROXIMATE and said:
        return _tr("About {date}").format(date=said)
    return said


def _weekday(given: UncertainDate) -> str:
    if given.precision not in {DatePrecision.EXACT, DatePrecision.APPROXIMATE}:
        return ""
    try:
        day = given.exact()
    except ValueError:
        return ""
    return "" if day is None else calendar.day_name[day.weekday()]


def _month_word(month: int | None) -> str:
    if month is None:
        return ""
    return calendar.month_name[month] if 1 <= month <= 12 else str(month)


def _file_words(answer: object) -> str:
    if not isinstance(answer, Mapping):
        return str(answer)
    parts = (answer.get("name", ""), answer.get("note", ""))
    return "; ".join(str(part) for part in parts if part)


def _tr(text: str) -> str:
    return QCoreApplication.translate("answer_words", text)
