"""How is an older workspace brought to the present schema without losing anything?

A verified backup comes first. Then, in one transaction with foreign keys off (a rebuilt table would
otherwise take its children with it): the steps, the triggers, the foreign-key check, the audit
entry, the version. Any fault leaves the database as it was.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import Connection

from lif_desktop.errors import WorkspaceCorruptError
from lif_desktop.store import audit_log, schema
from lif_desktop.store.audit_log import Seal
from lif_desktop.store.connections import RawConnection
from lif_desktop.store.migrations import Step
from lif_desktop.store.sqlite_errors import sqlite_errors_translated


def migrate(
    raw: RawConnection, seal: Seal, *, steps: Mapping[int, Step], to_version: int, at: datetime
) -> None:
    """Bring an open database from its version to another.

    Args:
        raw: an unguarded connection; nobody else may be using the database.
        seal: of this workspace.
        steps: the version that each step leads to.
        to_version: the version to reach.
        at: moment for the audit entry.

    Raises:
        WorkspaceCorruptError: the result does not hold together; the database is as it was.
        DiskFullError and others: as sqlite_errors_translated says; the database is as it was.
    """
    with sqlite_errors_translated():
        raw.execute("PRAGMA foreign_keys=OFF")
        try:
            engine = schema.engine_on(raw)
            with engine.begin() as connection:
                _take_steps(connection, seal, steps, to_version, at)
        finally:
            raw.execute("PRAGMA foreign_keys=ON")
        if raw.execute("PRAGMA quick_check").fetchall() != [("ok",)]:
            raise WorkspaceCorruptError(
                "The workspace did not pass its check after the change to the new version. Restore the backup that was made just before."
            )


def _take_steps(
    connection: Connection,
    seal: Seal,
    steps: Mapping[int, Step],
    to_version: int,
    at: datetime,
) -> None:
    start = int(connection.exec_driver_sql("PRAGMA user_version").scalar_one())
    for version in range(start + 1, to_version + 1):
        steps[version](connection)
    schema.put_back_triggers(connection)
    broken = connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall()
    if broken:
        raise WorkspaceCorruptError(
            f"The change to the new version would have parted {len(broken)} records from those they belong to. Nothing was changed."
        )
    audit_log.append(
        connection,
        seal,
        at=at,
        actor="",
        verb="workspace.migrate",
        changes=audit_log.reseal_all(connection, seal),
        cases=(),
        detail={"from": start, "to": to_version},
    )
    connection.exec_driver_sql(f"PRAGMA user_version={to_version}")
