"""How is a workspace's database created, opened, written, read, checked and closed?

One thread at a time writes; reads go through connections of their own that cannot write. Faults of
the library and the disk become our errors here, at the border, and nowhere above it.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Self

from sqlalchemy import Connection, Engine

from lif_desktop.domain.identities import PersonId
from lif_desktop.errors import (
    DiskFullError,
    FileRefusedError,
    LockedError,
    NotFoundError,
    WorkspaceCorruptError,
)
from lif_desktop.store import audit_log, backups, checks, key_slots, schema
from lif_desktop.store.audit_log import AuditHead, Seal
from lif_desktop.store.backups import Backup
from lif_desktop.store.checks import Finding
from lif_desktop.store.connections import (
    PLAIN_MAGIC,
    Connector,
    Purpose,
    RawConnection,
    engine_for,
    open_raw,
    refuse_foreign_file,
)
from lif_desktop.store.files import (
    WorkspaceFiles,
    disk_errors_translated,
    make_private_file,
    put_in_place,
)
from lif_desktop.store.key_ring import KeyRing
from lif_desktop.store.lock_file import WorkspaceLock
from lif_desktop.store.migrating import migrate
from lif_desktop.store.migrations import STEPS
from lif_desktop.store.safe_places import refuse_unsafe_place
from lif_desktop.store.sqlite_errors import sqlite_errors_translated
from lif_desktop.store.unit_of_work import Reader, UnitOfWork

_READERS = 2


class Database:
    """One open workspace. Make it with create() or open(); end it with close()."""

    def __init__(self, folder: Path, keyring: KeyRing, lock: WorkspaceLock) -> None:
        self._files = WorkspaceFiles(folder)
        self._keyring = keyring
        self._lock = lock
        self._seal = Seal(keyring)
        self._writing = threading.Lock()
        self._writer_thread: int | None = None
        self._closed = False
        self._write_engine: Engine = engine_for(self._connector("write"), connections=1)
        self._read_engine: Engine = engine_for(self._connector("read"), connections=_READERS)
        self.on_change: list[Callable[[frozenset[str]], None]] = []
        """Called after each commit, on the thread that wrote, with the class names of the records changed."""
        self.findings_at_open: tuple[Finding, ...] = ()
        """What was found wrong when the workspace was opened; empty if nothing was."""

    @staticmethod
    def create(folder: Path, keyring: KeyRing) -> Database:
        """Make the database of a new workspace beside its key file, and open it.

        Raises:
            FileRefusedError: there is a database already.
            FolderUnsafeError: the folder is on a network drive or copied by a cloud service.
            WorkspaceBusyError, FolderReadOnlyError, DiskFullError: as they say.
        """
        files = WorkspaceFiles(folder)
        refuse_unsafe_place(folder)
        key_slots.authenticate(folder, keyring)
        lock = WorkspaceLock(files.lock)
        try:
            if files.database.exists():
                raise FileRefusedError(  # noqa: TRY301  # the lock must be let go of
                    "There is already a workspace in this folder. Choose another folder."
                )
            _make(files, keyring)
            return Database._opened(folder, keyring, lock)
        except BaseException:
            lock.release()
            raise

    @staticmethod
    def open(folder: Path, keyring: KeyRing, *, at: datetime | None = None) -> Database:
        """Open a workspace.

        Args:
            folder: the workspace folder.
            keyring: from key_slots.unlock.
            at: moment for the backup and the audit entry that a change of version makes.

        Raises:
            NotFoundError: there is no database in the folder.
            WorkspaceBusyError: it is open in another window.
            WorkspaceCorruptError: empty, cut short, damaged, not encrypted, or another workspace's.
            WorkspaceTooNewError: made by a newer version of this program.
            FolderUnsafeError, FolderReadOnlyError, UnsafeRuntimeError: as they say.
        """
        files = WorkspaceFiles(folder)
        refuse_unsafe_place(folder)
        with disk_errors_translated():
            if not files.database.is_file():
                raise NotFoundError(
                    "There is no database in this workspace: workspace.db is missing. Restore the latest backup into a new folder."
                )
            refuse_foreign_file(files.database)
        lock = WorkspaceLock(files.lock)
        try:
            _prepare(files, keyring, at)
            return Database._opened(folder, keyring, lock)
        except BaseException:
            lock.release()
            raise

    @classmethod
    def _opened(cls, folder: Path, keyring: KeyRing, lock: WorkspaceLock) -> Self:
        database = cls(folder, keyring, lock)
        try:
            database.findings_at_open = database._look_at_open()
        except BaseException:
            database._dispose()
            raise
        return database

    @property
    def folder(self) -> Path:
        """The workspace folder."""
        return self._files.folder

    @property
    def store_id(self) -> str:
        """The workspace's id, the same in the key file and in the database."""
        return self._keyring.store_id

    @contextmanager
    def transaction(self, verb: str, *, actor: PersonId, at: datetime) -> Iterator[UnitOfWork]:
        """One step, kept whole or not at all.

        Args:
            verb: what is done, for the audit log, for example referral.submit.
            actor: who does it.
            at: when, aware.

        Raises:
            DiskFullError, WorkspaceBusyError, WorkspaceCorruptError, EditConflictError,
            NotFoundError: nothing of the step was kept.
        """
        self._require_open()
        if self._writer_thread == threading.get_ident():
            raise RuntimeError(f"The step {verb} began inside another step.")
        with self._writing:
            self._writer_thread = threading.get_ident()
            try:
                with self._border(self._write_engine) as connection:
                    work = UnitOfWork(connection, self._seal, verb=verb, actor=actor, at=at)
                    yield work
                    work.close()
            finally:
                self._writer_thread = None
        if work.kinds:
            for told in tuple(self.on_change):
                told(work.kinds)

    @contextmanager
    def reading(self) -> Iterator[Reader]:
        """A reader that sees the workspace as it stands now, whatever is written meanwhile."""
        self._require_open()
        with self._border(self._read_engine) as connection:
            yield Reader(connection)

    def check(self, *, witnesses: Iterable[AuditHead] = ()) -> tuple[Finding, ...]:
        """Look at everything: pages, structure, links, guards, key file, audit log, records, search.

        Args:
            witnesses: places in the audit chain that were kept elsewhere, besides the key file's.
        """
        self._require_open()
        try:
            with sqlite_errors_translated():
                return tuple(self._findings(witnesses))
        except WorkspaceCorruptError as error:
            return (Finding("Database", ok=False, words=str(error)),)

    def backup(self, *, at: datetime, into: Path | None = None) -> Backup:
        """Make a verified backup and drop those that have had their time.

        Args:
            at: moment for the backup's name.
            into: another folder, for example on a drive kept elsewhere; backups/ if None.

        Raises:
            DiskFullError, FolderReadOnlyError, WorkspaceCorruptError: no backup was made; older
                ones are untouched.
        """
        self._require_open()
        with self._writing:
            return backups.make(self._files, self._keyring, at=at, into=into)

    def compact(self) -> None:
        """Rewrite the file without what was removed: after an erasure. Needs as much room again."""
        self._require_open()
        with self._writing:
            self._dispose()
            raw = open_raw(self._connector("copy"))
            try:
                with sqlite_errors_translated():
                    raw.execute("INSERT INTO search(search) VALUES('optimize')")
                    raw.execute("VACUUM")
                    raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            finally:
                raw.close()

    def close(self) -> None:
        """Fold everything into one file, note where the audit chain stands, let the lock go, wipe the key.

        On a full disk the write-ahead log stays beside the file until the next opening.
        """
        if self._closed:
            return
        self._closed = True
        try:
            with self._border(self._read_engine) as connection:
                head = audit_log.head(connection)
            self._dispose()
            with suppress(
                DiskFullError
            ):  # all that was saved stays safe in the log beside the file
                _fold(self._connector("copy"))
                self._record_checkpoint(head)
        finally:
            self._dispose()
            self._lock.release()
            self._keyring.wipe()

    def _connector(self, purpose: Purpose) -> Connector:
        return Connector(self._files.database, self._keyring, purpose)

    def _require_open(self) -> None:
        if self._closed:
            raise LockedError("The workspace is closed. Unlock it again.")

    def _dispose(self) -> None:
        self._read_engine.dispose()
        self._write_engine.dispose()

    @contextmanager
    def _border(self, engine: Engine) -> Iterator[Connection]:
        """A transaction; library errors become ours, and a damaged page ends its connection.

        After one page has failed its authentication the connection answers nothing any more, so
        that the next reading must have a new one.
        """
        try:
            with sqlite_errors_translated(), engine.begin() as connection:
                yield connection
        except WorkspaceCorruptError:
            engine.dispose()
            raise

    def _look_at_open(self) -> tuple[Finding, ...]:
        """What can be seen at once: the guards, and the audit chain since the last close."""
        with self._border(self._read_engine) as connection:
            point = key_slots.checkpoint(self.folder, self._keyring)
            witness = AuditHead(0, audit_log.NO_ENTRY)
            if point is not None:
                witness = AuditHead(point.seq, point.mac)
            verdict = audit_log.verify(
                connection, self._seal, witnesses=[witness], after=witness.seq
            )
            found = [Finding("Audit log", ok=False, words=problem) for problem in verdict.problems]
            guards = checks.guard_finding(connection)
        return tuple(found if guards.ok else [*found, guards])

    def _findings(self, witnesses: Iterable[AuditHead]) -> Iterator[Finding]:
        raw = open_raw(self._connector("copy"))
        try:
            yield from checks.database_findings(raw)
        finally:
            raw.close()
        yield from checks.key_findings(self.folder, self._keyring)
        with self._border(self._read_engine) as connection:
            yield checks.guard_finding(connection)
            seen = [*witnesses, *self._kept_heads()]
            yield from checks.audit_findings(connection, self._seal, seen)
            yield checks.search_finding(connection)

    def _kept_heads(self) -> list[AuditHead]:
        try:
            point = key_slots.checkpoint(self.folder, self._keyring)
        except WorkspaceCorruptError:
            return []
        return [] if point is None else [AuditHead(point.seq, point.mac)]

    def _record_checkpoint(self, head: AuditHead) -> None:
        point = key_slots.checkpoint(self.folder, self._keyring)
        if head.seq and (point is None or point.seq < head.seq):
            key_slots.record_checkpoint(self.folder, self._keyring, seq=head.seq, mac=head.mac_hex)


def _make(files: WorkspaceFiles, keyring: KeyRing) -> None:
    """Make the database under another name, look at it, then give it its own."""
    partial = files.database_in_making
    make_private_file(partial)
    raw = open_raw(Connector(partial, keyring, "copy", journal="delete"))
    try:
        with sqlite_errors_translated():
            schema.make_schema(raw, store_id=keyring.store_id)
    finally:
        raw.close()
    with disk_errors_translated():
        if partial.read_bytes()[: len(PLAIN_MAGIC)] == PLAIN_MAGIC:
            partial.unlink()
            raise WorkspaceCorruptError(
                "The new database was not encrypted, so it was removed. Install the program again."
            )
        put_in_place(partial, files.database)


def _prepare(files: WorkspaceFiles, keyring: KeyRing, at: datetime | None) -> None:
    """Ask whose database it is, fold in what a crash left behind, bring it to the present schema."""
    version = _look_first(files, keyring)
    raw = open_raw(Connector(files.database, keyring, "copy"))
    try:
        with suppress(DiskFullError), sqlite_errors_translated():
            raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        if version < schema.VERSION:
            moment = at or _changed_at(files)
            backups.make(files, keyring, at=moment)
            migrate(raw, Seal(keyring), steps=STEPS, to_version=schema.VERSION, at=moment)
    finally:
        raw.close()


def _look_first(files: WorkspaceFiles, keyring: KeyRing) -> int:
    """Look without touching anything; the schema's version.

    A connection that may write folds the write-ahead log into the file when it closes, even a log
    that is damaged or another workspace's, and so spoils what was whole. Therefore a reader looks
    at every page first when a log was left behind.
    """
    log = files.database.with_name(files.database.name + "-wal")
    raw = open_raw(Connector(files.database, keyring, "read"))
    try:
        with sqlite_errors_translated():
            version = schema.require_own_database(raw, store_id=keyring.store_id)
            crashed = log.is_file() and log.stat().st_size > 0
            if crashed and raw.execute("PRAGMA quick_check").fetchall() != [("ok",)]:
                raise WorkspaceCorruptError(
                    "The workspace was not closed cleanly, and what was left behind is damaged. Keep the folder as it is, and restore the latest backup into a new folder."
                )
    finally:
        raw.close()
    return version


def _changed_at(files: WorkspaceFiles) -> datetime:
    """When the file was last written: stands in where the caller has no clock."""
    return datetime.fromtimestamp(files.database.stat().st_mtime, UTC)


def _fold(connector: Connector) -> None:
    """Bring the write-ahead log into the file, so that one file holds everything."""
    raw: RawConnection = open_raw(connector)
    try:
        with sqlite_errors_translated():
            raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    finally:
        raw.close()
