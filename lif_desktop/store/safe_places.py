"""May a live workspace stand in this folder? Not on a network drive, not where a cloud service copies it.

Locks and flushes cannot be trusted there, and a service that copies files one by one copies a
database that is not whole. Such places are fine for backups.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

from lif_desktop.errors import FolderUnsafeError
from lif_desktop.store.files import on_windows

_MOUNTS = Path("/proc/self/mounts")
_NETWORK_SYSTEMS = re.compile(
    r"(nfs|cifs|smb|afs|ncpfs|fuse\.(sshfs|rclone|davfs|gvfs|s3fs)|davfs)"
)
_SYNCED = re.compile(
    r"(onedrive|dropbox|google ?drive|my drive|icloud ?drive|box sync|nextcloud|syncthing)( - .*)?",
    re.IGNORECASE,
)
_DRIVE_REMOTE = 4


def refuse_unsafe_place(folder: Path, *, mounts: Path = _MOUNTS) -> None:
    """Make sure that a workspace can live in a folder.

    Args:
        folder: the workspace folder, there or yet to be made.
        mounts: the system's list of mounted drives (Linux).

    Raises:
        FolderUnsafeError: the folder is on a network drive or is copied by a cloud service.
    """
    place = folder.absolute()
    synced = next((part for part in place.parts if _SYNCED.fullmatch(part)), None)
    if synced is not None:
        raise FolderUnsafeError(
            f"The folder lies inside {synced}, which is copied to a cloud service while it changes. Choose a folder on this computer's own disk."
        )
    if _on_network(place, mounts):
        raise FolderUnsafeError(
            "The folder is on a network drive, where a workspace can be damaged. Choose a folder on this computer's own disk; backups may go to the network drive."
        )


def is_network_address(place: str) -> bool:
    """Does a path name another computer, as in //server/share?"""
    return place.startswith(("\\\\", "//"))


def windows_drive_kind(drive: str) -> int:
    """What Windows says a drive is; 4 is a network drive, 0 (elsewhere than on Windows) unknown."""
    if sys.platform == "win32":
        import ctypes  # noqa: PLC0415  # the question exists on Windows alone

        return int(ctypes.windll.kernel32.GetDriveTypeW(drive))
    return 0


def _on_network(place: Path, mounts: Path) -> bool:
    if is_network_address(str(place)):
        return True
    if on_windows():
        return windows_drive_kind(place.anchor) == _DRIVE_REMOTE
    return _NETWORK_SYSTEMS.match(_file_system(place, mounts)) is not None


def _file_system(place: Path, mounts: Path) -> str:
    """The kind of file system at a place; empty where the system has no list of mounts."""
    if not mounts.is_file():
        return ""
    best: tuple[int, str] = (-1, "")
    for line in mounts.read_text(encoding="utf-8", errors="replace").splitlines():
        _, point, kind, *_ = line.split(" ")
        root = Path(re.sub(r"\\(\d{3})", lambda found: chr(int(found[1], 8)), point))
        if place.is_relative_to(root):
            best = max(best, (len(root.parts), kind))
    return best[1]
