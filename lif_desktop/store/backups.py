"""How is a workspace copied safely, how long is each copy kept, and how does one come back?

A copy is made through the database's own backup, never by copying files while it is in use. It counts
only once it was closed, opened again and checked. Beside each stands a copy of the key file.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from lif_desktop.errors import (
    DiskFullError,
    FileRefusedError,
    NotFoundError,
    WorkspaceCorruptError,
)
from lif_desktop.store import checks, schema
from lif_desktop.store.connections import (
    Connector,
    open_raw,
    refuse_foreign_file,
)
from lif_desktop.store.files import (
    WorkspaceFiles,
    disk_errors_translated,
    make_private_file,
    make_private_folder,
    put_in_place,
    replace_file,
)
from lif_desktop.store.key_file import file_bytes, parse, read_key_file
from lif_desktop.store.key_ring import KeyRing
from lif_desktop.store.safe_places import refuse_unsafe_place
from lif_desktop.store.sqlite_errors import sqlite_errors_translated

DAILY, WEEKLY, MONTHLY = 7, 4, 12
_PAGES_AT_ONCE = 200
_NAME = re.compile(r"(\d{4}-\d{2}-\d{2}T\d{6}Z)-v(\d+)\.db")


@dataclass(frozen=True, slots=True, kw_only=True)
class Backup:
    """One verified copy."""

    database: Path
    keys: Path
    made_at: datetime
    size: int
    """Bytes of the database copy."""


def make(
    files: WorkspaceFiles, keyring: KeyRing, *, at: datetime, into: Path | None = None
) -> Backup:
    """Copy the workspace, verify the copy, and drop copies that have had their time.

    Args:
        files: of the workspace.
        keyring: its open key ring; the copy has the same key.
        at: moment for the name, to the second.
        into: folder for the copy; the workspace's own backups/ if None.

    Raises:
        DiskFullError: there is not room for another copy.
        FolderReadOnlyError: the folder may not be written.
        WorkspaceCorruptError: the copy did not pass its checks and was thrown away.
    """
    folder = into or files.backups
    make_private_folder(folder)
    _require_room(folder, files)
    made_at = at.astimezone(UTC).replace(microsecond=0)
    version, counts = _state(Connector(files.database, keyring, "read"))
    target = folder / f"{made_at:%Y-%m-%dT%H%M%SZ}-v{version}.db"
    partial = target.with_name(target.name + ".partial")
    try:
        make_private_file(partial)
        _copy(files, partial, keyring)
        _verify(partial, keyring, counts)
        with disk_errors_translated():
            replace_file(_keys_of(target), _key_file_bytes(files))
            put_in_place(partial, target)
    finally:
        _sweep(folder)
    _drop_old(folder, just_made=made_at)
    return _backup_at(target, made_at)


def kept_backups(folder: Path) -> tuple[Backup, ...]:
    """The verified copies in a folder, the latest first.

    Args:
        folder: the backups folder, or any other that holds copies.
    """
    found = []
    for path in folder.glob("*.db") if folder.is_dir() else ():
        named = _NAME.fullmatch(path.name)
        if named and _keys_of(path).is_file():
            made_at = datetime.strptime(named[1], "%Y-%m-%dT%H%M%SZ").replace(tzinfo=UTC)
            found.append(_backup_at(path, made_at))
    return tuple(sorted(found, key=lambda each: each.made_at, reverse=True))


def worth_keeping(moments: Iterable[datetime]) -> frozenset[datetime]:
    """Which copies stay: the last of each of 7 days, 4 weeks and 12 months that have one.

    The very latest always stays, whatever its day.
    """
    latest_first = sorted(moments, reverse=True)
    kept = set(latest_first[:1])
    for count, shape in ((DAILY, "%Y-%m-%d"), (WEEKLY, "%G-%V"), (MONTHLY, "%Y-%m")):
        last_of: dict[str, datetime] = {}
        for moment in latest_first:
            last_of.setdefault(moment.strftime(shape), moment)
        kept |= set(list(last_of.values())[:count])
    return frozenset(kept)


def restore(backup: Path, folder: Path) -> None:
    """Put a backup into a new workspace folder; the old workspace stays as it is.

    The copy is opened and checked when it is next unlocked, with a passphrase of its own day.

    Args:
        backup: the backup's database file; its key file must lie beside it.
        folder: a folder that does not exist or is empty.

    Raises:
        NotFoundError: the backup or its key file is not there.
        FileRefusedError: the folder already holds something.
        WorkspaceCorruptError: the backup is empty or cut short, or its key file is damaged.
        FolderUnsafeError, FolderReadOnlyError, DiskFullError: as they say.
    """
    if not backup.is_file() or not _keys_of(backup).is_file():
        raise NotFoundError(
            "This backup is not complete: a backup is a .db file with its .keys.json file beside it. Choose another backup."
        )
    if folder.exists() and not (folder.is_dir() and next(folder.iterdir(), None) is None):
        raise FileRefusedError(
            "The folder is not empty. Choose a new folder for the restored workspace."
        )
    refuse_unsafe_place(folder)
    with disk_errors_translated():
        refuse_foreign_file(backup)
        keys = _keys_of(backup).read_bytes()
    parse(keys)
    make_private_folder(folder)
    try:
        _fill(WorkspaceFiles(folder), backup, keys)
    except BaseException:  # half a workspace would stand in the way of the next try
        shutil.rmtree(folder, ignore_errors=True)
        raise


def _fill(files: WorkspaceFiles, backup: Path, keys: bytes) -> None:
    make_private_file(files.database_in_making)
    with disk_errors_translated():
        shutil.copyfile(backup, files.database_in_making)
    replace_file(files.keys, keys)
    replace_file(files.spare_keys, keys)
    with disk_errors_translated():
        put_in_place(files.database_in_making, files.database)


def _copy(files: WorkspaceFiles, partial: Path, keyring: KeyRing) -> None:
    source = open_raw(Connector(files.database, keyring, "read"))
    try:
        target = open_raw(Connector(partial, keyring, "copy", journal="delete"))
        try:
            with sqlite_errors_translated():
                source.backup(target, pages=_PAGES_AT_ONCE)
                target.execute("PRAGMA journal_mode=DELETE")
        finally:
            target.close()
    finally:
        source.close()


def _state(connector: Connector) -> tuple[int, dict[str, int]]:
    """The schema's version, and how many rows each table holds."""
    raw = open_raw(connector)
    try:
        with sqlite_errors_translated():
            return schema.user_version(raw), checks.row_counts(raw)
    finally:
        raw.close()


def _verify(partial: Path, keyring: KeyRing, counts: Mapping[str, int]) -> None:
    """Open the copy for reading, from the file alone, and compare it with the original."""
    try:
        refuse_foreign_file(partial)
        faults = _faults(Connector(partial, keyring, "read"), counts)
    except WorkspaceCorruptError as error:
        faults = [str(error)]
    if faults:
        raise WorkspaceCorruptError(
            f"The backup did not pass its checks and was thrown away ({faults[0].rstrip('.')}). Check the workspace, then make another backup."
        )


def _faults(connector: Connector, counts: Mapping[str, int]) -> list[str]:
    copy = open_raw(connector)
    try:
        with sqlite_errors_translated():
            schema.require_own_database(copy, store_id=connector.keyring.store_id)
            faults = [each.words for each in checks.database_findings(copy) if not each.ok]
            if checks.row_counts(copy) != counts:
                faults.append("It does not hold as many records as the workspace")
            return faults
    finally:
        copy.close()


def _require_room(folder: Path, files: WorkspaceFiles) -> None:
    with disk_errors_translated():
        needed = files.database.stat().st_size + (1 << 20)
        free = shutil.disk_usage(folder).free
    if free < needed:
        megabytes = -(-(needed - free) // (1 << 20))
        raise DiskFullError(
            f"There is no room for a backup. Free at least {megabytes} MB and try again; older backups are untouched."
        )


def _drop_old(folder: Path, *, just_made: datetime) -> None:
    """Remove copies that had their time; the one just made stays even if the clock went back."""
    found = kept_backups(folder)
    kept = worth_keeping(each.made_at for each in found) | {just_made}
    with disk_errors_translated():
        for each in found:
            if each.made_at not in kept:
                each.database.unlink(missing_ok=True)
                each.keys.unlink(missing_ok=True)


def _sweep(folder: Path) -> None:
    """Remove what a copy that did not come to its end has left."""
    with disk_errors_translated():
        for leftover in (*folder.glob("*.partial*"), *folder.glob("*.new")):
            leftover.unlink(missing_ok=True)
        for keys in folder.glob("*.keys.json"):
            if not keys.with_name(keys.name.replace(".keys.json", ".db")).exists():
                keys.unlink(missing_ok=True)


def _backup_at(path: Path, made_at: datetime) -> Backup:
    return Backup(database=path, keys=_keys_of(path), made_at=made_at, size=path.stat().st_size)


def _keys_of(database: Path) -> Path:
    return database.with_suffix(".keys.json")


def _key_file_bytes(files: WorkspaceFiles) -> bytes:
    """The key file that is whole: the first copy, or the second if the first is damaged."""
    return file_bytes(read_key_file(files.folder))
