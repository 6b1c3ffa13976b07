"""Every error of this program, in one tree, told apart by who can act on it.

LifError
  UserError                the person can put it right; str(error) is shown as it is
    InvalidAnswersError      all problems at once, each with its question and message
    RuleBrokenError          a statutory or board rule forbids the step; carries its source
    NotFoundError            a record or file that was named is not there
    EditConflictError        the record changed since it was read
    FileRefusedError         a file from outside cannot be read or is not what it says
  AccessError
    WrongPassphraseError     the passphrase opens none of the person's key slots
    LockedError              the workspace is locked
    LastKeySlotError         the last way in may not be removed
    NotAllowedError          the person's role does not permit the step
  StoreError               the disk or the file; not the person's fault
    DiskFullError
    DiskFaultError           the disk or the database library refused for another reason
    FolderReadOnlyError
    FolderUnsafeError        the folder is on a network drive or is copied to a cloud service
    WorkspaceBusyError       another window has the workspace open
    WorkspaceCorruptError    the database or the key file is damaged
    WorkspaceTooNewError     made by a newer version of this program
    UnsafeRuntimeError       the SQLite or cipher library at hand must not be used
    ReadingStoppedError      a search or a list was stopped because a newer one took its place
  EvidenceError            evidence is not whole
    SignatureBrokenError
  WorkroomError            a child process stopped before it finished
  DefinitionError          a shipped form or table is wrong: our fault, found by tests
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


class LifError(Exception):
    """Root of all errors of this program."""


class UserError(LifError):
    """Something the person can put right; the message is shown as it is."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong with the answers to a form."""

    question: str
    """Path of the question: "reason", or "family[2].date_of_birth" inside a table (rows from 0)."""
    message: str
    """What to do, in a sentence that begins with what is missing or impossible."""


class InvalidAnswersError(UserError):
    """The answers cannot be accepted; problems lists all of them, in the form's order."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("; ".join(problem.message for problem in self.problems))


class RuleBrokenError(UserError):
    """A statutory or board rule forbids the step."""

    def __init__(self, message: str, *, rule: str, source: str) -> None:
        self.rule = rule
        self.source = source
        super().__init__(message)


class NotFoundError(UserError):
    """A record or file that was named is not there."""


class EditConflictError(UserError):
    """The record changed since it was read."""


class FileRefusedError(UserError):
    """A file from outside cannot be read or is not what it says."""


class AccessError(LifError):
    """The door stays shut."""


class WrongPassphraseError(AccessError):
    """The passphrase opens none of the person's key slots."""


class LockedError(AccessError):
    """The workspace is locked."""


class LastKeySlotError(AccessError):
    """The last way into the workspace may not be removed."""


class NotAllowedError(AccessError):
    """The person's role does not permit the step."""


class StoreError(LifError):
    """The disk or the file refused; not the person's fault."""


class DiskFullError(StoreError):
    """No room left on the disk; nothing of the failed step was kept."""


class DiskFaultError(StoreError):
    """The disk or the database library refused for another reason."""


class FolderReadOnlyError(StoreError):
    """The folder cannot be written to."""


class FolderUnsafeError(StoreError):
    """The folder is on a network drive, or a cloud service copies it while it changes."""


class WorkspaceBusyError(StoreError):
    """Another window has the workspace open."""


class WorkspaceCorruptError(StoreError):
    """The database or the key file is damaged."""


class WorkspaceTooNewError(StoreError):
    """The workspace was made by a newer version of this program."""


class UnsafeRuntimeError(StoreError):
    """The SQLite or cipher library at hand must not be used."""


class ReadingStoppedError(StoreError):
    """A search or a list was stopped because a newer one took its place."""


class EvidenceError(LifError):
    """Evidence is not whole."""


class SignatureBrokenError(EvidenceError):
    """A signature does not match what it signs."""


class WorkroomError(LifError):
    """A child process stopped before it finished."""


class DefinitionError(LifError):
    """A shipped form or table is wrong; the message names file, section and key."""
