"""How does the tracker leave as a spreadsheet? As it stands on a day, with the rule of its ratings.

Source: catalogue rows A06, A66, B28, E70.
"""

from __future__ import annotations

from datetime import date

from lif_desktop.documents import sheets
from lif_desktop.documents.sheets import SheetColumn, Value
from lif_desktop.domain.actions import AMBER_DAYS, RAG_LABELS, STATUS_LABELS
from lif_desktop.domain.vocabulary import long_date
from lif_desktop.services.actions.tracking import (
    ActionRow,
    TrackerFilter,
    TrackerOrder,
    tracker,
)
from lif_desktop.services.workspace import Workspace

_COLUMNS = tuple(
    SheetColumn(head=head, width=width)
    for head, width in (
        ("Case", 18),
        ("Ref", 8),
        ("Rec no", 8),
        ("Recommendation", 40),
        ("Action", 40),
        ("Agency", 20),
        ("Lead", 24),
        ("Tier", 6),
        ("First due", 13),
        ("Due", 13),
        ("Days moved", 10),
        ("Rating", 10),
        ("How it stands", 26),
        ("Status", 20),
        ("Closed", 13),
        ("Evidence", 36),
        ("Evidence tested by", 22),
        ("Impact", 30),
        ("Impact check due", 15),
        ("Theme", 18),
        ("Recurs from", 24),
        ("Notes", 40),
    )
)


def tracker_sheet(workspace: Workspace, on: date, *, wanted: TrackerFilter | None = None) -> bytes:
    """The actions as they stand on a day, as an XLSX file.

    Args:
        workspace: the open workspace.
        on: the day.
        wanted: which actions; None for all.
    """
    shown = tracker(workspace, on, wanted=wanted, order=TrackerOrder.REFERENCE)
    about = (
        f"Action tracker, {workspace.board.name}",
        f"{len(shown.rows)} actions as at {long_date(on)}. {workspace.board.marking}",
        f"Red: due before that day. Amber: due on it or within {AMBER_DAYS} days. Green: later. "
        "Complete: closed on evidence that someone other than the owner accepted.",
    )
    return sheets.sheet(
        "Action tracker", _COLUMNS, [_cells(row) for row in shown.rows], about=about
    )


def _cells(row: ActionRow) -> tuple[Value, ...]:
    action = row.action
    return (
        row.case_reference,
        action.reference,
        action.recommendation_number,
        action.recommendation,
        action.action,
        action.agency,
        action.lead,
        action.tier,
        action.original_due_on,
        action.due_on,
        row.slippage_days,
        RAG_LABELS[row.rag],
        row.words,
        STATUS_LABELS[action.status],
        action.closed_on,
        action.evidence,
        action.evidence_tested_by,
        action.impact,
        action.impact_check_due_on,
        action.theme,
        action.recurs_from,
        action.notes,
    )
