"""Which files make a workspace, and how is one of them replaced without ever being half there?"""

from __future__ import annotations

import errno
import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from lif_desktop.errors import DiskFaultError, DiskFullError, FolderReadOnlyError, StoreError

_REPLACE_TRIES = 6
_NO_ROOM = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
_NO_FOLDER = frozenset({errno.ENOTDIR, errno.EEXIST})
_NO_WRITING = frozenset({errno.EROFS, errno.EACCES, errno.EPERM})


@dataclass(frozen=True, slots=True)
class WorkspaceFiles:
    """The paths inside a workspace folder NAME.lif; nothing else is ever written there."""

    folder: Path

    @property
    def database(self) -> Path:
        """The encrypted database."""
        return self.folder / "workspace.db"

    @property
    def database_in_making(self) -> Path:
        """A database that is being created; leftovers of a killed creation carry this name."""
        return self.folder / "workspace.db.partial"

    @property
    def keys(self) -> Path:
        """The key file: slots only, never a key in the clear."""
        return self.folder / "keys.json"

    @property
    def spare_keys(self) -> Path:
        """The second copy of the key file."""
        return self.folder / "keys.json.bak"

    @property
    def lock(self) -> Path:
        """The file whose lock says that a window has the workspace open."""
        return self.folder / "lock"

    @property
    def backups(self) -> Path:
        """The folder of verified backups."""
        return self.folder / "backups"


def on_windows() -> bool:
    """Is this Windows, where a file that someone holds open cannot be replaced?"""
    return sys.platform == "win32"


@contextmanager
def disk_errors_translated() -> Iterator[None]:
    """Turn what the operating system says about a file into an error of ours.

    Raises:
        DiskFullError: there is no room left.
        FolderReadOnlyError: the folder or the file may not be written.
        DiskFaultError: any other refusal of the disk.
    """
    try:
        yield
    except OSError as error:
        raise _disk_error(error) from error


def _disk_error(error: OSError) -> StoreError:
    if error.errno in _NO_ROOM:
        return DiskFullError(
            "The disk is full. Free some room and try again; nothing that was saved is lost."
        )
    if error.errno in _NO_WRITING:
        return FolderReadOnlyError(
            "The workspace folder cannot be read or written. Move it to a folder of your own, or ask for permission."
        )
    if error.errno in _NO_FOLDER:
        return DiskFaultError("There is a file where a folder should be. Choose another place.")
    reason = os.strerror(error.errno) if error.errno else type(error).__name__
    return DiskFaultError(f"The disk refused: {reason}. Check the disk and try again.")


def make_private_folder(folder: Path) -> None:
    """Make a folder that only this person can enter; one that is there already is left as it is."""
    with disk_errors_translated():
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)


def make_private_file(path: Path) -> None:
    """Make an empty file that only this person can read; an older one of that name goes."""
    with disk_errors_translated():
        path.unlink(missing_ok=True)
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))


def replace_file(path: Path, content: bytes) -> None:
    """Write a file so that at every moment it is the old one or the new one, never a part.

    Raises:
        DiskFullError, FolderReadOnlyError, DiskFaultError: the old file is then untouched.
    """
    fresh = path.with_name(path.name + ".new")
    with disk_errors_translated():
        try:
            _write_through(fresh, content)
            put_in_place(fresh, path)
        except OSError:
            fresh.unlink(missing_ok=True)
            raise


def _write_through(path: Path, content: bytes) -> None:
    path.unlink(missing_ok=True)
    handle = os.open(
        path, os.O_CREAT | os.O_EXCL | os.O_WRONLY | getattr(os, "O_BINARY", 0), 0o600
    )
    with os.fdopen(handle, "wb") as stream:
        stream.write(content)
        stream.flush()
        os.fsync(stream.fileno())


def put_in_place(fresh: Path, path: Path) -> None:
    """Rename a finished file over an older one and make the rename itself lasting.

    A virus scanner or an indexer may hold the older file open for a moment on Windows, so that
    a refusal is tried again a few times before it counts.
    """
    for attempt in range(_REPLACE_TRIES):
        try:
            fresh.replace(path)
            break
        except PermissionError:
            if not on_windows() or attempt == _REPLACE_TRIES - 1:
                raise
            time.sleep(0.05 * 2**attempt)
    make_lasting(path.parent)


def make_lasting(folder: Path) -> None:
    """Flush a folder's own entries to the disk, where the system can."""
    if sys.platform == "win32":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
