"""How is it decided? Taking part and weighing (weighing.py), then deciding (deciding.py)."""

from lif_desktop.services.assessing import Assessed
from lif_desktop.services.decisions.deciding import record_decision, send_to_chair
from lif_desktop.services.decisions.weighing import (
    ViewGiven,
    assess,
    recommend,
    record_view,
    record_views,
    save_grid,
    set_participants,
    try_rule,
)

__all__ = [
    "Assessed",
    "ViewGiven",
    "assess",
    "recommend",
    "record_decision",
    "record_view",
    "record_views",
    "save_grid",
    "send_to_chair",
    "set_participants",
    "try_rule",
]
