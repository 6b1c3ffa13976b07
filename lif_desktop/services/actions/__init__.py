"""How are actions agreed (agreeing.py), followed (following.py), and how do they stand (tracking.py, tabling.py)?"""

from lif_desktop.services.actions.agreeing import MAY_AGREE, add, answers_of, raise_from, revise
from lif_desktop.services.actions.following import close, note, redate, reopen, report_complete
from lif_desktop.services.actions.tabling import tracker_sheet
from lif_desktop.services.actions.tracking import (
    ActionFile,
    ActionRow,
    Tracker,
    TrackerFilter,
    TrackerOrder,
    action_file,
    tracker,
)

__all__ = [
    "MAY_AGREE",
    "ActionFile",
    "ActionRow",
    "Tracker",
    "TrackerFilter",
    "TrackerOrder",
    "action_file",
    "add",
    "answers_of",
    "close",
    "note",
    "raise_from",
    "redate",
    "reopen",
    "report_complete",
    "revise",
    "tracker",
    "tracker_sheet",
]
