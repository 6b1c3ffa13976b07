"""The learning summary: what was learnt, and what must not be in it when it leaves.

Source: catalogue rows D08-D18 (Northamptonshire 2016, Appendix 1), D11 (month and year only).
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from lif_desktop.domain.answers import Answers, UncertainDate
from lif_desktop.domain.identities import CaseId, PersonId, SummaryId
from lif_desktop.domain.pseudonyms import LEFTOVER_LABELS, KeyedPerson, leftovers
from lif_desktop.domain.written_dates import dates_in
from lif_desktop.errors import Problem

_AROUND = 40
"""Characters of the text shown on either side of something found."""


class SummaryState(StrEnum):
    """How far a learning summary is."""

    DRAFT = "draft"
    COMPLETED = "completed"
    PUBLISHED = "published"


@dataclass(frozen=True, slots=True, kw_only=True)
class LearningSummary:
    """The ten fields of the learning summary, as answers to its form."""

    id: SummaryId
    revision: int = 0
    case_id: CaseId
    form_version: str
    version: int = 1
    state: SummaryState = SummaryState.DRAFT
    answers: Answers
    sources: Answers
    """Question name to where its prefilled answer came from; see source_notes."""
    completed_on: date | None = None
    written_at: datetime
    written_by: PersonId


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceNote:
    """Where a prefilled answer came from, what it was, and whether a person looked at it."""

    sentence: str
    """For example "From the decision: its outcome."."""
    answer: object = None
    """As it was filled in; None if that was not kept."""
    page: str = ""
    """Name of the page that shows the source; empty if there is none."""
    checked: bool = False
    """True once a person chose to keep it as it is."""

    def as_plain(self) -> dict[str, object]:
        """The mapping that is kept in LearningSummary.sources."""
        return {
            "sentence": self.sentence,
            "answer": self.answer,
            "page": self.page,
            "checked": self.checked,
        }


def source_notes(summary: LearningSummary) -> Mapping[str, SourceNote]:
    """Question name to where its prefilled answer came from.

    Source: catalogue rows D10, D11, D13, D16 (prefilled, shown with its source).
    """
    return {name: _source_note(kept) for name, kept in summary.sources.items()}


def _source_note(kept: object) -> SourceNote:
    if not isinstance(kept, Mapping):
        return SourceNote(sentence=str(kept))
    return SourceNote(
        sentence=str(kept.get("sentence", "")),
        answer=kept.get("answer"),
        page=str(kept.get("page", "")),
        checked=bool(kept.get("checked")),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """Something in a summary's text that may give someone away, and where it stands."""

    question: str
    """Path of the answer it stands in: "single_agency_points[1].point"."""
    matched: str
    """As it stands in the text; empty where the whole answer is the day of the incident."""
    message: str
    """What it is and what to write instead."""
    before: str = ""
    """The words before it."""
    after: str = ""
    """The words after it."""

    @property
    def may_be_harmless(self) -> bool:
        """May a person who looked at it leave it where it is?"""
        return bool(self.matched)


def publication_problems(
    answers: Answers,
    *,
    required: Mapping[str, str],
    people: Sequence[KeyedPerson],
    incident_on: date | None,
    confirmed: Collection[str] = (),
) -> tuple[Problem, ...]:
    """What must be put right before a learning summary leaves; empty if nothing.

    Three checks: a part that is missing, a name or other identifier left in the text, and the day
    of the incident, of which only month and year may be printed.

    Args:
        answers: answers to the learning summary's form.
        required: question to its label, for the parts that may not be empty.
        people: the people key of the case.
        incident_on: day of the incident; None if it is not known.
        confirmed: findings a person has looked at and found harmless, as they stand in the text.

    Source: catalogue rows D09-D18 (parts), D11 (month and year), D19 and D71 (identifier check).
    """
    problems = [
        Problem(question, f"Complete “{label}”.")
        for question, label in required.items()
        if not any(text.strip() for _, text in _texts(question, answers.get(question)))
        and UncertainDate.from_answer(answers.get(question)) is None
    ]
    problems += [
        Problem(found.question, found.message)
        for found in findings(answers, people=people, incident_on=incident_on)
        if not (found.may_be_harmless and found.matched in confirmed)
    ]
    return tuple(problems)


def findings(
    answers: Answers, *, people: Sequence[KeyedPerson], incident_on: date | None
) -> tuple[Finding, ...]:
    """Names, other identifiers and the day of the incident left in the answers, each with its place.

    Args:
        answers: answers to the learning summary's form.
        people: the people key of the case.
        incident_on: day of the incident; None if it is not known.

    Source: catalogue rows D11 (month and year), D19 and D71 (identifier check).
    """
    found: list[Finding] = []
    for question, answer in answers.items():
        for path, text in _texts(question, answer):
            found += _identifiers_left(path, text, people)
            found += _day_left(path, text, incident_on)
        if _is_the_day(answer, incident_on):
            words = "Give month and year of the incident only, without the day."
            found.append(Finding(question=question, matched="", message=words))
    return tuple(found)


def _texts(path: str, answer: object) -> Iterator[tuple[str, str]]:
    """Every text within an answer, with the path of its question."""
    if isinstance(answer, str):
        yield path, answer
    elif isinstance(answer, Mapping):
        for name, inner in answer.items():
            if name != "precision":
                yield from _texts(path if name == "note" else f"{path}.{name}", inner)
    elif isinstance(answer, (list, tuple)):
        for row, inner in enumerate(answer):
            yield from _texts(f"{path}[{row}]", inner)


def _identifiers_left(path: str, text: str, people: Sequence[KeyedPerson]) -> Iterator[Finding]:
    for left in leftovers(text, people):
        message = (
            f"“{left.matched}” is {LEFTOVER_LABELS[left.kind]}. "
            f"Write “{left.stands_for}”, or leave it out."
        )
        yield _finding(path, text, left.start, left.end, message)


def _day_left(path: str, text: str, incident_on: date | None) -> Iterator[Finding]:
    for dated in dates_in(text):
        if incident_on is not None and dated.is_day(incident_on):
            written = text[dated.start : dated.end]
            message = f"“{written}” is the day of the incident. Give month and year only."
            yield _finding(path, text, dated.start, dated.end, message)


def _finding(path: str, text: str, start: int, end: int, message: str) -> Finding:
    """With some forty characters to either side, whole words."""
    before = text[max(0, start - _AROUND) : start]
    after = text[end : end + _AROUND]
    if start > _AROUND:
        before = f"… {before.partition(' ')[2]}"
    if end + _AROUND < len(text):
        after = f"{after.rpartition(' ')[0]} …"
    return Finding(
        question=path, matched=text[start:end], message=message, before=before, after=after
    )


def _is_the_day(answer: object, incident_on: date | None) -> bool:
    uncertain = UncertainDate.from_answer(answer)
    return uncertain is not None and incident_on is not None and uncertain.exact() == incident_on
