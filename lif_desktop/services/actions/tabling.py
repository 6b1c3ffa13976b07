"""How does the tracker leave as a spreadsheet? As it stands on a day, first dates and ratings included.

Source: catalogue rows A06, A66, B28, E70.
"""

from __future__ import annotations

from datetime import date

from lif_desktop.domain.actions import Redating
from lif_desktop.services.actions.tracking import TrackerFilter, TrackerOrder, tracker
from lif_desktop.services.workspace import Workspace


def tracker_sheet(workspace: Workspace, on: date, *, wanted: TrackerFilter | None = None) -> bytes:
    """The actions as they stand on a day, as an XLSX file.

    Args:
        workspace: the open workspace.
        on: the day.
        wanted: which actions; None for all.
    """
    from lif_desktop.documents import action_documents, sheets  # noqa: PLC0415  # the home page shows actions and needs no spreadsheet library

    shown = tracker(workspace, on, wanted=wanted, order=TrackerOrder.REFERENCE)
    with workspace.reading() as reader:
        moved = reader.find(Redating)
    return sheets.action_tracker(
        action_documents.Tracker(
            actions=tuple(row.action for row in shown.rows),
            redatings=tuple(moved),
            on=on,
            holidays=workspace.holidays,
        ),
        title=f"Action tracker, {workspace.board.name}. {workspace.board.marking}",
    )
