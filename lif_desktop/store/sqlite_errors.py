"""What did the database library mean? Its errors become ours here, and nowhere else.

The texts of the library never reach a person: they can name values.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import SQLAlchemyError, StatementError
from sqlcipher3 import dbapi2

from lif_desktop.errors import (
    DiskFaultError,
    DiskFullError,
    EditConflictError,
    FolderReadOnlyError,
    LifError,
    NotFoundError,
    ReadingStoppedError,
    WorkspaceBusyError,
    WorkspaceCorruptError,
)

_DAMAGED = "The workspace's database is damaged. Close it, keep the folder as it is, and restore the latest backup into a new folder."

_MEANINGS: tuple[tuple[str, type[LifError], str], ...] = (
    (
        "SQLITE_FULL",
        DiskFullError,
        "The disk is full. Free some room and try again; the last step was not kept, everything before it is safe.",
    ),
    (
        "SQLITE_READONLY",
        FolderReadOnlyError,
        "The workspace folder cannot be written to. Move it to a folder of your own, or ask for permission.",
    ),
    (
        "SQLITE_BUSY",
        WorkspaceBusyError,
        "The workspace is busy with another step. Wait a moment and try again.",
    ),
    (
        "SQLITE_LOCKED",
        WorkspaceBusyError,
        "The workspace is busy with another step. Wait a moment and try again.",
    ),
    ("SQLITE_CORRUPT", WorkspaceCorruptError, _DAMAGED),
    ("SQLITE_NOTADB", WorkspaceCorruptError, _DAMAGED),
    (
        "SQLITE_CANTOPEN",
        FolderReadOnlyError,
        "The workspace's database cannot be opened for writing. Check that its folder may be written to.",
    ),
    (
        "SQLITE_INTERRUPT",
        ReadingStoppedError,
        "The search was stopped because a newer one took its place.",
    ),
    (
        "SQLITE_CONSTRAINT_FOREIGNKEY",
        NotFoundError,
        "A record that this one belongs to is not there, or others still belong to the one removed.",
    ),
    (
        "SQLITE_CONSTRAINT_PRIMARYKEY",
        EditConflictError,
        "A record with this identifier is already there. Open it again.",
    ),
    (
        "SQLITE_CONSTRAINT_UNIQUE",
        EditConflictError,
        "Another record already stands in this one's place. Open it again.",
    ),
)


@contextmanager
def sqlite_errors_translated() -> Iterator[None]:
    """Raise our error for the library's.

    Raises:
        DiskFullError, FolderReadOnlyError, WorkspaceBusyError, WorkspaceCorruptError,
        ReadingStoppedError, NotFoundError, EditConflictError: as the library's code says.
        DiskFaultError: anything else; the message holds the code alone.
    """
    try:
        yield
    except (SQLAlchemyError, dbapi2.Error) as error:
        raise meaning_of(error) from error


def meaning_of(error: Exception) -> LifError:
    """Our error for one of the library's."""
    original = error.orig if isinstance(error, StatementError) else error
    if isinstance(original, LifError):
        return original
    code = str(getattr(original, "sqlite_errorname", None) or type(original).__name__)
    for start, kind, words in _MEANINGS:
        if code.startswith(start):
            return kind(words)
    return DiskFaultError(f"The database refused the step ({code}). Nothing of it was kept.")
