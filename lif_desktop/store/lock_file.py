"""Is the workspace open in another window? One process holds an operating-system lock on it.

The lock ends with the process, however it ends, so that no stale lock needs breaking. The file
also names the computer and the process, for the person who is refused.
"""

from __future__ import annotations

import json
import os
import platform
import sys
from contextlib import suppress
from pathlib import Path

from lif_desktop.errors import DiskFullError, WorkspaceBusyError
from lif_desktop.store.files import disk_errors_translated

_LOCKED_BYTE = 1 << 30
"""Windows keeps others from reading a locked byte, so that the lock lies far behind the words."""


class WorkspaceLock:
    """The lock on one workspace; held until release() or the end of the process."""

    def __init__(self, path: Path) -> None:
        """Take the lock.

        Raises:
            WorkspaceBusyError: another process, or another place in this one, holds it.
            FolderReadOnlyError, DiskFaultError: the lock file cannot be written. A full disk is no
                hindrance: the lock holds without the words.
        """
        with disk_errors_translated():
            self._handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
        if not _try_lock(self._handle):
            os.close(self._handle)
            raise WorkspaceBusyError(_busy_words(path))
        try:
            with suppress(DiskFullError), disk_errors_translated():
                self._say_who()
        except BaseException:
            os.close(self._handle)
            raise

    def release(self) -> None:
        """Let another window have the workspace; a second call does nothing."""
        if self._handle < 0:
            return
        os.ftruncate(self._handle, 0)
        os.close(self._handle)
        self._handle = -1

    def _say_who(self) -> None:
        words = json.dumps({"computer": platform.node(), "process": os.getpid()})
        os.ftruncate(self._handle, 0)
        os.lseek(self._handle, 0, os.SEEK_SET)
        os.write(self._handle, words.encode("ascii"))


def _try_lock(handle: int) -> bool:
    if sys.platform == "win32":
        import msvcrt  # noqa: PLC0415  # exists on Windows alone

        os.lseek(handle, _LOCKED_BYTE, os.SEEK_SET)
        try:
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True
    import fcntl  # noqa: PLC0415  # does not exist on Windows

    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _busy_words(path: Path) -> str:
    try:
        holder = json.loads(path.read_text(encoding="ascii"))
        who = f" on the computer {holder['computer']} (process {holder['process']})"
    except (OSError, ValueError, KeyError, TypeError):
        who = ""
    return f"The workspace is already open in another window{who}. Close it there first."
