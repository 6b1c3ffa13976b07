"""The learning summary: what was learnt, and what must not be in it when it leaves.

Source: catalogue rows D08-D18 (Northamptonshire 2016, Appendix 1), D11 (month and year only).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from lif_desktop.domain.answers import Answers
from lif_desktop.domain.identities import CaseId, PersonId, SummaryId


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
