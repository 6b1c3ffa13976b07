"""What leaves the workspace, or comes in, goes where it should and nowhere else."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from lif_desktop.errors import DiskFaultError, FileRefusedError
from lif_desktop.services import referrals
from lif_desktop.services.documents.planning import file_stem
from lif_desktop.services.saving import read_file, remove, save_file
from lif_desktop.services.workspace import Workspace
from tests import factories


def test_nothing_is_saved_among_the_workspaces_own_files(workspace: Workspace) -> None:
    before = {path.name: path.read_bytes() for path in workspace.folder.glob("*.*")}
    for name in ("workspace.db", "keys.json", "new.pdf", "backups/new.pdf"):
        with pytest.raises(FileRefusedError, match="inside a workspace"):
            save_file(workspace.folder / name, b"x")
    assert {path.name: path.read_bytes() for path in workspace.folder.glob("*.*")} == before
    save_file(workspace.folder.parent / "new.pdf", b"x")


def test_a_link_is_replaced_and_what_it_leads_to_stays(tmp_path: Path) -> None:
    other = tmp_path / "other.txt"
    other.write_text("mine", encoding="utf-8")
    (tmp_path / "paper.pdf").symlink_to(other)
    save_file(tmp_path / "paper.pdf", b"paper")
    assert other.read_text(encoding="utf-8") == "mine"
    assert not (tmp_path / "paper.pdf").is_symlink()
    assert (tmp_path / "paper.pdf").read_bytes() == b"paper"


def test_what_is_saved_can_be_read_by_its_owner_alone(tmp_path: Path) -> None:
    save_file(tmp_path / "paper.pdf", b"paper")
    assert os.name == "nt" or (tmp_path / "paper.pdf").stat().st_mode & 0o077 == 0


def test_a_folder_or_an_endless_name_is_told(tmp_path: Path) -> None:
    for place in (tmp_path, tmp_path / ("x" * 300)):
        with pytest.raises(DiskFaultError):
            save_file(place, b"paper")
    assert list(tmp_path.iterdir()) == []


def test_removing_a_link_leaves_what_it_leads_to(tmp_path: Path) -> None:
    kept = tmp_path / "kept"
    kept.mkdir()
    (kept / "file").write_text("mine", encoding="utf-8")
    (tmp_path / "documents").symlink_to(kept)
    remove(tmp_path / "documents")
    assert (kept / "file").exists()
    remove(kept)
    remove(kept / "file")
    assert list(tmp_path.iterdir()) == []


def test_a_device_a_folder_and_what_is_too_big_are_not_read(tmp_path: Path) -> None:
    for place in (tmp_path, Path("/dev/zero"), tmp_path / "none"):
        with pytest.raises(FileRefusedError):
            read_file(place, most=10)
    (tmp_path / "big").write_bytes(bytes(2 * 1024 * 1024 + 1))
    with pytest.raises(FileRefusedError, match="larger than 2 MB"):
        read_file(tmp_path / "big", most=2 * 1024 * 1024)


@pytest.mark.parametrize(
    "reference",
    ["../../etc/passwd", "CON", "C:\\x", "a\x00b", "x" * 5000, "\u202efdp.exe", "..", "", "ÄÖ"],
)
def test_a_reference_becomes_a_harmless_part_of_a_file_name(reference: str) -> None:
    stem = file_stem(reference)
    assert 0 < len(stem) <= 80
    assert stem.replace("-", "").isalnum()
    assert stem.isascii()
    assert stem.strip("-") == stem


def test_an_attachments_name_is_shown_and_never_a_path(workspace: Workspace) -> None:
    case = factories.submitted_case(workspace)
    kept = referrals.attach(workspace, case.id, "../../x\x00\udcff\n.pdf", b"x")
    assert (
        kept.name
        == "../../x\N{REPLACEMENT CHARACTER}\N{REPLACEMENT CHARACTER}\N{REPLACEMENT CHARACTER}.pdf"
    )
    assert referrals.attached(workspace, kept.id) == kept
