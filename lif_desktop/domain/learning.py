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
    """Question name to a sentence that says where a prefilled answer came from."""
    completed_on: date | None = None
    written_at: datetime
    written_by: PersonId


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
    for question, answer in answers.items():
        for path, text in _texts(question, answer):
            problems += _identifiers_left(path, text, people, confirmed)
            problems += _day_left(path, text, incident_on, confirmed)
        if _is_the_day(answer, incident_on):
            problems.append(
                Problem(question, "Give month and year of the incident only, without the day.")
            )
    return tuple(problems)


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


def _identifiers_left(
    path: str, text: str, people: Sequence[KeyedPerson], confirmed: Collection[str]
) -> Iterator[Problem]:
    for found in leftovers(text, people):
        if found.matched not in confirmed:
            what = LEFTOVER_LABELS[found.kind]
            yield Problem(
                path, f"“{found.matched}” is {what}. Write “{found.stands_for}”, or leave it out."
            )


def _day_left(
    path: str, text: str, incident_on: date | None, confirmed: Collection[str]
) -> Iterator[Problem]:
    for found in dates_in(text):
        written = text[found.start : found.end]
        if incident_on is not None and found.is_day(incident_on) and written not in confirmed:
            yield Problem(
                path, f"“{written}” is the day of the incident. Give month and year only."
            )


def _is_the_day(answer: object, incident_on: date | None) -> bool:
    uncertain = UncertainDate.from_answer(answer)
    return uncertain is not None and incident_on is not None and uncertain.exact() == incident_on
