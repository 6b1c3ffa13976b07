"""Make the stored workspace of the present schema: python -m tests.store.make_stored_workspace.

Run once before a schema is released; from then on the folder is kept as it is and must open for ever.
"""

from __future__ import annotations

import shutil
from pathlib import Path

from lif_desktop.store import schema
from lif_desktop.store.database import Database
from tests.store.making import AT, PERSON, make_keys, one_of_each

STORED = Path(__file__).parents[1] / "data" / "workspaces"


def stored_folder(version: int) -> Path:
    """Where the workspace of a schema is kept."""
    return STORED / f"v{version}.lif"


def main() -> None:
    """Make it anew, with one record of each kind."""
    folder = stored_folder(schema.VERSION)
    shutil.rmtree(folder, ignore_errors=True)
    database = Database.create(folder, make_keys(folder))
    with database.transaction("test.add", actor=PERSON, at=AT) as work:
        work.add(*one_of_each().values())
    database.close()
    (folder / "lock").unlink()


if __name__ == "__main__":
    main()
