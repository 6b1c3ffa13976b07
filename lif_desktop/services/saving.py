"""How does a file leave the workspace onto the disk, or come in from there? Whole or not at all.

What the disk refuses is told in our words, and nothing is written among the workspace's own files.
"""

from __future__ import annotations

import shutil
from pathlib import Path

from lif_desktop.errors import FileRefusedError
from lif_desktop.store.files import WorkspaceFiles, disk_errors_translated, replace_file


def save_file(path: Path, content: bytes) -> None:
    """Write a file for someone outside; at every moment it is the old one or the new one.

    A link at the place is replaced by the file; what it leads to stays as it is.

    Raises:
        FileRefusedError: the place is inside a workspace, where only its own files may be.
        FolderReadOnlyError, DiskFullError, DiskFaultError: the old file is then untouched.
    """
    if any(_is_workspace(folder) for folder in path.absolute().parents):
        raise FileRefusedError(
            "This place is inside a workspace, which holds its own files only. Choose another folder."
        )
    replace_file(path, content)


def _is_workspace(folder: Path) -> bool:
    files = WorkspaceFiles(folder)
    return files.keys.exists() and files.database.exists()


def read_file(path: Path, *, most: int) -> bytes:
    """The bytes of a file that someone chose.

    Args:
        path: what was chosen.
        most: bytes that it may have.

    Raises:
        FileRefusedError: it cannot be read, is no ordinary file, or is too big.
    """
    try:
        if path.exists() and not path.is_file():
            raise FileRefusedError(f"{path.name} is no file that can be read. Choose another.")
        with path.open("rb") as stream:
            content = stream.read(most + 1)
    except OSError as error:
        raise FileRefusedError(
            f"The file {path.name} cannot be read. Check that it is still there."
        ) from error
    if len(content) > most:
        size = most // (1024 * 1024)
        raise FileRefusedError(f"The file is larger than {size} MB, so it was not looked into.")
    return content


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
