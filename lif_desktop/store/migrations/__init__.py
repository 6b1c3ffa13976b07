"""Numbered steps from one schema to the next.

Schema 1 is the first. A change of schema adds a module m0002_what_changed.py beside this one with a
function upgrade(connection), lists it in STEPS, and raises schema.VERSION; the stored workspace of
every older version in the tests must then open and end with the same schema as a new one.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from sqlalchemy import Connection

Step = Callable[[Connection], None]
"""Changes the tables from one version to the next; the triggers are put back for it."""

STEPS: Mapping[int, Step] = {}
"""Version that a step leads to, and the step."""
