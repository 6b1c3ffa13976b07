"""A live workspace stays on this computer's own disk."""

from __future__ import annotations

from pathlib import Path

import pytest

from lif_desktop.errors import FolderUnsafeError
from lif_desktop.store import safe_places
from lif_desktop.store.safe_places import refuse_unsafe_place

MOUNTS = """\
/dev/sda1 / ext4 rw 0 0
server:/export /mnt/share nfs4 rw 0 0
//server/share /mnt/win\\040dows cifs rw 0 0
someone@host: /mnt/ssh fuse.sshfs rw 0 0
/dev/sdb1 /mnt/share/local ext4 rw 0 0
tmpfs /tmp tmpfs rw 0 0
"""


@pytest.fixture
def mounts(tmp_path: Path) -> Path:
    path = tmp_path / "mounts"
    path.write_text(MOUNTS)
    return path


@pytest.mark.parametrize(
    "folder",
    ["/mnt/share/x.lif", "/mnt/share", "/mnt/win dows/a/x.lif", "/mnt/ssh/x.lif"],
)
def test_network_drives_are_refused(folder: str, mounts: Path) -> None:
    with pytest.raises(FolderUnsafeError, match="network drive"):
        refuse_unsafe_place(Path(folder), mounts=mounts)


@pytest.mark.parametrize(
    "folder",
    [
        "/home/person/x.lif",
        "/mnt/share/local/x.lif",
        "/mnt/sharepoint-notes/x.lif",
        "/home/person/box/x.lif",
    ],
)
def test_own_disks_are_fine(folder: str, mounts: Path) -> None:
    refuse_unsafe_place(Path(folder), mounts=mounts)


@pytest.mark.parametrize(
    "part",
    [
        "OneDrive",
        "OneDrive - Fenmarsh Council",
        "Dropbox",
        "Google Drive",
        "iCloud Drive",
        "iCloudDrive",
        "dropbox",
    ],
)
def test_synced_folders_are_refused_by_name(part: str, mounts: Path) -> None:
    with pytest.raises(FolderUnsafeError, match="cloud service"):
        refuse_unsafe_place(Path("/home/person") / part / "board" / "x.lif", mounts=mounts)


@pytest.mark.parametrize("folder", ["//server/share/x.lif", "\\\\server\\share\\x.lif"])
def test_addresses_of_other_computers_are_refused(folder: str) -> None:
    assert safe_places.is_network_address(folder)


def test_a_system_without_a_list_of_mounts_is_trusted(tmp_path: Path) -> None:
    refuse_unsafe_place(tmp_path / "x.lif", mounts=tmp_path / "absent")


@pytest.mark.parametrize(("kind", "refused"), [(4, True), (3, False), (2, False)])
def test_windows_is_asked_what_kind_of_drive_it_is(
    kind: int, refused: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(safe_places, "on_windows", lambda: True)
    monkeypatch.setattr(safe_places, "windows_drive_kind", lambda _: kind)
    if refused:
        with pytest.raises(FolderUnsafeError, match="network drive"):
            refuse_unsafe_place(tmp_path / "x.lif")
    else:
        refuse_unsafe_place(tmp_path / "x.lif")
