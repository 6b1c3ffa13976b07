"""Is the workspace whole, is there a backup, and who did what?

Source: domain notes 3 and 6 (audit, backup); catalogue section H.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from lif_desktop.domain.identities import CaseId, PersonId
from lif_desktop.domain.people import Person
from lif_desktop.services.workspace import Workspace
from lif_desktop.store import backups
from lif_desktop.store.audit_log import AuditHead
from lif_desktop.store.backups import Backup
from lif_desktop.store.checks import Finding
from lif_desktop.store.files import WorkspaceFiles

__all__ = [
    "VERBS",
    "Backup",
    "Finding",
    "HistoryLine",
    "audit_code",
    "backup",
    "check",
    "found_at_open",
    "history",
    "kept_backups",
    "restore",
]

VERBS: Mapping[str, str] = {
    "workspace.create": "made the workspace",
    "person.add": "gave another person a passphrase",
    "person.passphrase": "changed a passphrase",
    "person.leave": "shut out someone who left",
    "workspace.recovery_key": "renewed the recovery key",
    "workspace.authority": "renewed the authority for signatures",
    "person.passphrase_reset": "set a new passphrase with the recovery key",
    "referral.start": "opened the case",
    "draft.open": "began a form",
    "draft.discard": "threw a draft away",
    "referral.submit": "submitted the referral",
    "referral.amend": "corrected the referral",
    "referral.screen": "recorded the screening",
    "summary.request": "recorded that agencies were asked for summaries",
    "summary.return": "recorded an agency’s return",
    "meeting.schedule": "recorded the meeting’s day",
    "attachment.add": "added a file",
    "clock.start": "recorded an event that starts a clock",
    "clock.complete": "recorded that a step was done",
    "clock.explain": "recorded why a step needs more time",
    "participants.set": "recorded who takes part",
    "grid.save": "recorded the decision grid",
    "view.record": "recorded views",
    "recommendation.record": "recorded a recommendation",
    "recommendation.send": "sent the recommendation for decision",
    "decision.record": "recorded the decision",
    "notice.send": "logged a notice as sent",
    "notice.return": "logged a notice as returned",
    "notice.withhold": "logged a notice as withheld",
    "learning.begin": "began the learning summary",
    "learning.save": "wrote the learning summary",
    "learning.keep": "checked a prefilled answer and kept it",
    "learning.complete": "completed the learning summary",
    "learning.publish": "recorded that the learning summary left",
    "case.close": "closed the case",
    "action.add": "agreed an action",
    "action.revise": "corrected an action",
    "action.note": "wrote a progress note",
    "action.redate": "moved an action’s due date",
    "action.report": "recorded that an owner reports an action complete",
    "action.close": "closed an action on evidence",
    "action.reopen": "opened an action again",
    "document.issue": "issued a document",
    "document.sign": "signed a document",
}
"""Verb of an audit entry to what is said of the person: "Moira Fairweather submitted the referral"."""

_UNTOLD = frozenset({"draft.save", "place.remember"})
"""Steps of the window, not of the board."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryLine:
    """One thing someone did, in words."""

    number: int
    """Of the entry in the audit chain."""
    at: datetime
    who: str
    what: str
    code: str
    """Of the entry, as printed in footers, for example 7K3Q-9M2D."""


def check(workspace: Workspace) -> tuple[Finding, ...]:
    """Look at everything: pages, structure, key file, audit log, records, search; in plain words."""
    return workspace.database.check()


def found_at_open(workspace: Workspace) -> tuple[Finding, ...]:
    """What was wrong when the workspace was opened, seen without being asked; empty if nothing was."""
    return workspace.database.findings_at_open


def backup(workspace: Workspace, into: Path | None = None) -> Backup:
    """Make a verified backup, in the workspace's own folder or another.

    Raises:
        DiskFullError, FolderReadOnlyError, WorkspaceCorruptError: none was made; older ones are
            untouched.
    """
    return workspace.database.backup(at=workspace.clock.now(), into=into)


def restore(backup_file: Path, folder: Path) -> None:
    """Bring a backup back as a workspace of its own; the passphrases of its day open it.

    Args:
        backup_file: the database copy of a backup; its key file lies beside it.
        folder: a new folder.

    Raises:
        FileRefusedError, NotFoundError, WorkspaceCorruptError: nothing was restored.
    """
    backups.restore(backup_file, folder)


def kept_backups(workspace: Workspace) -> tuple[Backup, ...]:
    """The verified backups in the workspace's own folder, the latest first."""
    return backups.kept_backups(WorkspaceFiles(workspace.folder).backups)


def history(workspace: Workspace, case_id: CaseId | None = None) -> tuple[HistoryLine, ...]:
    """Who did what in a case, or in the whole workspace, the latest first.

    Source: catalogue section H (every change to be accounted for).
    """
    with workspace.reading() as reader:
        entries = reader.audit_entries(case_id=case_id)
        names = {person.id: person.name for person in reader.find(Person)}
    lines = [
        HistoryLine(
            number=entry.seq,
            at=datetime.fromisoformat(entry.at),
            who=names.get(PersonId(entry.actor), "Someone who is no longer listed"),
            what=VERBS.get(entry.verb, entry.verb),
            code=AuditHead(entry.seq, entry.mac).code,
        )
        for entry in entries
        if entry.verb not in _UNTOLD
    ]
    return tuple(reversed(lines))


def audit_code(workspace: Workspace) -> str:
    """Where the audit chain stands, as it is printed in footers, for example 7K3Q-9M2D."""
    with workspace.reading() as reader:
        return reader.audit_head().code
