"""Measures every row, prints the table, and ends with 1 if a figure is over its limit.

    python3 start.py bench               all rows
    python3 start.py bench search form   only those

Each row runs its peer in the same run, in turns with ours, and takes the median of both; so a slow
or busy computer slows both sides.
"""

from __future__ import annotations

import os
import platform
import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from benchmarks import cold_start, decision_form, searching, unlocking
from benchmarks.figures import Row, Skipped, table

ROWS: Mapping[str, Callable[[Path], Row | Skipped]] = {
    "start": cold_start.measure,
    "unlock": unlocking.measure,
    "search": searching.measure,
    "form": decision_form.measure,
}


def main(words: Sequence[str]) -> int:
    """Measure what is asked for; 0 if everything is within its limit."""
    unknown = [word for word in words if word not in ROWS]
    if unknown:
        print(f"There is no row {', '.join(unknown)}; the rows are {', '.join(ROWS)}.")
        return 2
    rows: list[Row | Skipped] = []
    for name in words or ROWS:
        print(f"Measuring: {name}", file=sys.stderr, flush=True)
        with tempfile.TemporaryDirectory(prefix="lif-bench-") as folder:
            os.environ["LIF_DESKTOP_HOME"] = str(Path(folder) / "home")
            rows.append(ROWS[name](Path(folder)))
    print(
        f"\n{platform.system()}, {os.cpu_count()} processors, Python {platform.python_version()}\n"
    )
    print(table(rows))
    return 1 if any(isinstance(row, Row) and not row.passes for row in rows) else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
