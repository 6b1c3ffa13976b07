"""Where is it? Words typed into the window's search, answered with the pages that show what was found."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from lif_desktop.domain.cases import STAGE_LABELS, Case
from lif_desktop.domain.identities import CaseId
from lif_desktop.services.workspace import Workspace
from lif_desktop.store import search
from lif_desktop.store.unit_of_work import Reader

UNNAMED = "Case without a reference"
_PAGES: Mapping[str, tuple[str, str]] = {
    "Case": ("case", "Case"),
    "Referral": ("referral", "Referral"),
    "Draft": ("case", "Draft"),
    "Attachment": ("case", "Attachment"),
    "SummaryRequest": ("case", "Summary of involvement"),
    "Participant": ("grid", "Taking part"),
    "GridAssessment": ("grid", "Decision grid"),
    "AgencyView": ("grid", "Agency's view"),
    "Recommendation": ("grid", "Recommendation"),
    "ChairDecision": ("decision", "Chair's decision"),
    "CaseClock": ("case", "Clock"),
    "Notice": ("notices", "Notice"),
    "FiledDocument": ("documents", "Document"),
    "LearningSummary": ("learning", "Learning summary"),
    "Action": ("actions", "Action"),
    "ProgressNote": ("actions", "Progress note"),
    "Redating": ("actions", "New due date"),
}
"""Kind of record to the page that shows it and what the kind is called."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """One thing found, and where it is shown."""

    page: str
    """Name of the page of the window."""
    argument: str
    """What the page shows: a case's id, or empty."""
    group: str
    """The case it belongs to, by reference or pseudonym."""
    title: str
    note: str


def find(workspace: Workspace, text: str, *, limit: int = 40) -> tuple[Found, ...]:
    """The records that hold the words, those of one case together, best first.

    Args:
        workspace: the open workspace.
        text: words as typed; the last may be unfinished.
        limit: at most so many.
    """
    with workspace.reading() as reader:
        hits = search.search(reader, text, limit=limit)
        cases = _cases_of(reader, hits)
    groups: dict[str, list[Found]] = {}
    for hit in hits:
        found = _found(hit, cases.get(CaseId(hit.case_id or "")))
        if found is not None:
            groups.setdefault(found.group, []).append(found)
    return tuple(found for group in groups.values() for found in group)


def called(case: Case) -> str:
    """What a case is called in lists: its pseudonym, else its reference."""
    return case.pseudonym or case.reference or UNNAMED


def _cases_of(reader: Reader, hits: tuple[search.Hit, ...]) -> Mapping[CaseId, Case]:
    wanted = {CaseId(hit.case_id) for hit in hits if hit.case_id}
    return {case_id: reader.get(Case, case_id) for case_id in wanted}


def _found(hit: search.Hit, case: Case | None) -> Found | None:
    if hit.kind not in _PAGES or case is None:
        return None
    page, kind_words = _PAGES[hit.kind]
    name = called(case)
    if hit.kind == "Case":
        title, note = name, f"{case.reference} · {STAGE_LABELS[case.stage]}"
    else:
        title = f"{name}: {hit.title or kind_words.lower()}"
        note = hit.snippet or kind_words
    return Found(page=page, argument=case.id, group=name, title=title, note=note)
