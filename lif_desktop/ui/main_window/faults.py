"""What is said when something went wrong: what is safe, what to do, and a code for the IT team."""

from __future__ import annotations

from PySide6.QtCore import QObject

from lif_desktop import logs
from lif_desktop.errors import (
    AccessError,
    DefinitionError,
    DiskFullError,
    EvidenceError,
    LifError,
    StoreError,
    UserError,
    WorkroomError,
)
from lif_desktop.ui.dialogs import Fault

_CODES: tuple[tuple[type[Exception], str], ...] = (
    (DiskFullError, "S-104"),
    (StoreError, "S-100"),
    (AccessError, "A-100"),
    (EvidenceError, "E-100"),
    (WorkroomError, "W-100"),
    (DefinitionError, "D-100"),
    (UserError, "U-100"),
)


def fault_for(error: Exception, speaker: QObject) -> Fault:
    """Words for an error; those of an unforeseen one never hold its message, which may be case text."""
    code = next((code for kind, code in _CODES if isinstance(error, kind)), "X-100")
    if isinstance(error, DiskFullError):
        return Fault(
            title=speaker.tr("This disk is full"),
            safe=speaker.tr(
                "Everything up to the last “saved” at the foot of the window is safe."
            ),
            advice=speaker.tr(
                "Free some space on this disk, then go on. What is on the page stays."
            ),
            detail=type(error).__name__,
            code=code,
        )
    if isinstance(error, LifError):
        return Fault(
            title=speaker.tr("That did not work"),
            safe=str(error),
            advice=speaker.tr("What was saved before is untouched."),
            detail=type(error).__name__,
            code=code,
        )
    return Fault(
        title=speaker.tr("Something went wrong in the program"),
        safe=speaker.tr("What was saved before is untouched."),
        advice=speaker.tr(
            "Go on working. If it happens again, lock the workspace and open it again."
        ),
        detail=logs.fault_words(error),
        code=code,
    )
