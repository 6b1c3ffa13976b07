"""Everything with a date over all cases, read in one go for the home page."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from lif_desktop.domain.cases import Draft
from lif_desktop.domain.identities import CaseId
from lif_desktop.domain.timelines import CaseClock, ClockKind
from lif_desktop.domain.vocabulary import Rag
from lif_desktop.services import actions, cases, drafts, maintenance, timelines
from lif_desktop.services.cases import CaseRow
from lif_desktop.services.workspace import Workspace
from lif_desktop.ui.charts import RatingCount


@dataclass(frozen=True, slots=True, kw_only=True)
class Overview:
    """What home shows, read in one go."""

    today: date
    clocks: tuple[CaseClock, ...]
    """Those that run and oblige someone, the soonest first."""
    cases: dict[CaseId, CaseRow]
    drafts: tuple[Draft, ...]
    """Unfinished forms, the latest saved first."""
    ratings: tuple[RatingCount, ...]
    faults: tuple[str, ...]
    """What was found wrong with the workspace when it was opened, in words."""


def read_overview(workspace: Workspace) -> Overview:
    """Ask the services for what home shows."""
    today = workspace.clock.today()
    running = timelines.clocks(workspace)
    tracked = actions.tracker(workspace, today)
    found = drafts.drafts(workspace)
    return Overview(
        today=today,
        clocks=tuple(clock for clock in running if clock.kind is not ClockKind.INFORMATION),
        cases={row_.case_id: row_ for row_ in cases.cases(workspace)},
        drafts=tuple(sorted(found, key=_saved_at, reverse=True)),
        ratings=tuple(
            RatingCount(rating=rating, count=tracked.counts.get(rating, 0)) for rating in Rag
        ),
        faults=tuple(finding.words for finding in maintenance.found_at_open(workspace)),
    )


def _saved_at(draft: Draft) -> datetime:
    return draft.saved_at
