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
        "SQLITE_IOERR",
        DiskFaultError,
        "The disk did not take or did not give what it should. See that it has room and is connected, then try again; the last step was not kept, everything before it is safe.",
    ),
    (
        "SQLITE_INTERRUPT",
        ReadingStoppedError,
        "The search was stopped because a newer one took its place.",
    ),
    (
        "SQLITE_CONSTRAINT FOREIGN",
        NotFoundError,
        "A record that this one belongs to is not there, or others still belong to the one removed.",
    ),
    (
        "SQLITE_CONSTRAINT UNIQUE",
        EditConflictError,
        "Another record already stands in this one's place. Open it again.",
    ),
)
"""Start of the library's code and, for a broken constraint, the first word of its message."""


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


def meaning_of(error: Exception) -> BaseException:
    """Our error for one of the library's; a fault of the calling code stays what it is."""
    original = error.orig if isinstance(error, StatementError) else error
    if original is None or not isinstance(original, dbapi2.Error):
        return original or error
    code = original.sqlite_errorname if hasattr(original, "sqlite_errorname") else ""
    told = f"{code} {original}"
    for start, kind, words in _MEANINGS:
        if told.startswith(start):
            return kind(words)
    name = code or type(original).__name__
    return DiskFaultError(f"The database refused the step ({name}). Nothing of it was kept.")
