"""What time is it? The one place that asks the computer, so that every deadline can be tested."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Protocol
from zoneinfo import ZoneInfo

ENGLAND = ZoneInfo("Europe/London")


class Clock(Protocol):
    """Tells the moment; services and pages are handed one."""

    def now(self) -> datetime:
        """The present moment, aware, in UTC."""
        ...

    def today(self) -> date:
        """Today's date in England."""
        ...


class SystemClock:
    """This computer's clock."""

    def now(self) -> datetime:
        """The present moment, aware, in UTC."""
        return datetime.now(UTC)

    def today(self) -> date:
        """Today's date in England."""
        return self.now().astimezone(ENGLAND).date()


class SetClock:
    """A clock that stands where it is put: for the example board and for tests."""

    def __init__(self, moment: datetime) -> None:
        self._moment = moment.astimezone(UTC)

    def put(self, moment: datetime) -> None:
        """Move the hands to another aware moment."""
        self._moment = moment.astimezone(UTC)

    def now(self) -> datetime:
        """The moment it was put at, in UTC."""
        return self._moment

    def today(self) -> date:
        """The date in England at that moment."""
        return self._moment.astimezone(ENGLAND).date()
