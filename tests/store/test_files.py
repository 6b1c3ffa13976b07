"""A file is the old one or the new one; each refusal of the disk has its own words."""

from __future__ import annotations

import errno
import os
import time
from pathlib import Path

import pytest

from lif_desktop.errors import DiskFaultError, DiskFullError, FolderReadOnlyError, StoreError
from lif_desktop.store import files
from lif_desktop.store.files import (
    disk_errors_translated,
    make_private_file,
    put_in_place,
    replace_file,
)


def test_a_replaced_file_is_the_new_one_and_nothing_is_left_over(tmp_path: Path) -> None:
    path = tmp_path / "file"
    for content in (b"first", b"second"):
        replace_file(path, content)
        assert path.read_bytes() == content
    assert [each.name for each in tmp_path.iterdir()] == ["file"]
    assert path.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize(
    ("number", "error"),
    [
        (errno.ENOSPC, DiskFullError),
        (errno.EDQUOT, DiskFullError),
        (errno.EFBIG, DiskFullError),
        (errno.EROFS, FolderReadOnlyError),
        (errno.EACCES, FolderReadOnlyError),
        (errno.EIO, DiskFaultError),
        (None, DiskFaultError),
    ],
)
def test_each_refusal_has_its_own_words(number: int | None, error: type[StoreError]) -> None:
    refusal = OSError("no") if number is None else OSError(number, "no", "/home/person/secret")
    with pytest.raises(error) as caught, disk_errors_translated():
        raise refusal
    assert "secret" not in str(caught.value)


def test_a_write_that_fails_leaves_the_old_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "file"
    replace_file(path, b"old")

    def refuse(_: int) -> None:
        raise OSError(errno.ENOSPC, "full")

    monkeypatch.setattr(os, "fsync", refuse)
    with pytest.raises(DiskFullError):
        replace_file(path, b"new")
    assert path.read_bytes() == b"old"
    assert [each.name for each in tmp_path.iterdir()] == ["file"]


def test_a_file_that_is_made_anew_is_empty_and_private(tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_bytes(b"older")
    make_private_file(path)
    assert path.read_bytes() == b""
    assert path.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize(("refusals", "succeeds"), [(3, True), (9, False)])
def test_a_file_that_a_scanner_holds_open_is_tried_again_on_windows(
    refusals: int, succeeds: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fresh, path = tmp_path / "fresh", tmp_path / "path"
    fresh.write_bytes(b"new")
    tried: list[Path] = []
    replace = Path.replace

    def held(self: Path, target: Path) -> Path:
        tried.append(target)
        if len(tried) <= refusals:
            raise PermissionError(errno.EACCES, "sharing violation")
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", held)
    monkeypatch.setattr(files, "on_windows", lambda: True)
    monkeypatch.setattr(time, "sleep", lambda _: None)
    if succeeds:
        put_in_place(fresh, path)
        assert path.read_bytes() == b"new"
    else:
        with pytest.raises(PermissionError):
            put_in_place(fresh, path)


def test_a_refusal_elsewhere_is_not_tried_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tried: list[Path] = []

    def refuse(self: Path, target: Path) -> Path:
        tried.append(target)
        raise PermissionError(errno.EACCES, "no")

    monkeypatch.setattr(Path, "replace", refuse)
    monkeypatch.setattr(files, "on_windows", lambda: False)
    with pytest.raises(PermissionError):
        put_in_place(tmp_path / "a", tmp_path / "b")
    assert len(tried) == 1
