"""How does a file leave the workspace onto the disk? Whole or not at all, and told in our words if it cannot."""

from __future__ import annotations

import shutil
from pathlib import Path

from lif_desktop.store.files import disk_errors_translated, replace_file


def save_file(path: Path, content: bytes) -> None:
    """Write a file for someone outside; at every moment it is the old one or the new one.

    Raises:
        FolderReadOnlyError, DiskFullError, DiskFaultError: the old file is then untouched.
    """
    replace_file(path, content)


def make_folder(folder: Path) -> None:
    """Make a folder with those above it, if it is not there.

    Raises:
        FolderReadOnlyError, DiskFullError, DiskFaultError: it could not be made.
    """
    with disk_errors_translated():
        folder.mkdir(parents=True, exist_ok=True)


def remove(path: Path) -> None:
    """Remove a file, a folder with all that is in it, or a link, never what the link leads to.

    Raises:
        FolderReadOnlyError, DiskFaultError: it, or some of what is in it, could not be removed.
    """
    with disk_errors_translated():
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
        else:
            path.unlink(missing_ok=True)
