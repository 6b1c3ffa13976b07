"""Work away from the window's thread: one thread writes, two read, the window only ever waits for events.

A job is a function without arguments that returns a value. Its outcome comes back on the window's
thread to a bound method. A job of a part that was closed, that was cancelled, or that a newer job
of the same topic overtook, comes back to nobody.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, TypeVar

from PySide6.QtCore import QObject, QRunnable, Qt, QThreadPool, Signal, Slot
from shiboken6 import isValid
from typing_extensions import override

T = TypeVar("T")


class CancelledError(Exception):
    """Raised inside a job by Steps.say once the job was cancelled."""


class Steps:
    """What long work uses to say how far it is, and to learn that it should stop."""

    def __init__(self, number: int, said: Callable[[int, int, int, str], None]) -> None:
        self._number = number
        self._said = said
        self._stop = threading.Event()

    def say(self, done: int, of: int, words: str = "") -> None:
        """Tell the window how far the work is.

        Raises:
            CancelledError: the person asked to stop; let it pass.
        """
        if self._stop.is_set():
            raise CancelledError
        self._said(self._number, done, of, words)

    def stop(self) -> None:
        """Ask the work to stop at its next step."""
        self._stop.set()

    @property
    def stopped(self) -> bool:
        """Was the work asked to stop?"""
        return self._stop.is_set()


@dataclass(frozen=True, slots=True)
class _Outcome:
    number: int
    value: object
    error: Exception | None


@dataclass(slots=True)
class Job(Generic[T]):
    """A piece of work that was handed over."""

    number: int
    owner: QObject
    done: Callable[[T], None]
    failed: Callable[[Exception], None] | None
    step: Callable[[int, int, str], None] | None
    topic: str
    steps: Steps
    current: bool = True
    """False once it was cancelled or overtaken; its outcome is then dropped."""

    def cancel(self) -> None:
        """Drop the outcome, and ask the work to stop."""
        self.current = False
        self.steps.stop()


class _Work(QRunnable):
    """One job on a pool thread: the only place in the window that catches every exception."""

    def __init__(
        self, number: int, work: Callable[[], object], arrived: Callable[[_Outcome], None]
    ) -> None:
        super().__init__()
        self._number = number
        self._work = work
        self._arrived = arrived
        self.setAutoDelete(False)

    @override
    def run(self) -> None:
        try:
            outcome = _Outcome(self._number, self._work(), None)
        except Exception as error:  # noqa: BLE001  # the worker boundary: every fault is carried to the window
            outcome = _Outcome(self._number, None, error)
        self._arrived(outcome)


class Jobs(QObject):
    """Hands work to the threads and its outcome back to the window.

    Signals:
        failed: a job without a `failed` method of its own went wrong; carries the exception.
        busy_changed: True when the first job starts, False when the last one is done.
    """

    failed = Signal(object)
    busy_changed = Signal(bool)
    _arrived = Signal(object)
    _stepped = Signal(int, int, int, str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._writers = QThreadPool(self)
        self._writers.setMaxThreadCount(1)
        self._writers.setExpiryTimeout(-1)
        self._readers = QThreadPool(self)
        self._readers.setMaxThreadCount(2)
        self._readers.setExpiryTimeout(-1)  # a workroom child ends with the thread that started it
        self._numbers = 0
        self._jobs: dict[int, Job[object]] = {}
        self._works: dict[int, _Work] = {}
        self._arrived.connect(self._on_arrived, Qt.ConnectionType.QueuedConnection)
        self._stepped.connect(self._on_stepped, Qt.ConnectionType.QueuedConnection)

    def write(
        self,
        owner: QObject,
        work: Callable[[], T],
        done: Callable[[T], None],
        failed: Callable[[Exception], None] | None = None,
        *,
        topic: str = "",
    ) -> Job[T]:
        """Run work that changes the workspace, after all such work handed over before.

        Args:
            owner: the part that wants to know; once it is gone the outcome is dropped.
            work: what to do; called on the writing thread.
            done: called on the window's thread with what work returned.
            failed: called on the window's thread with the exception; without it `Jobs.failed` fires.
            topic: a newer job of the same owner and topic makes this one's outcome stale. The work
                itself is still done: a write that was handed over is never lost.
        """
        return self._start(self._writers, owner, _plain(work), done, failed, None, topic)

    def read(
        self,
        owner: QObject,
        work: Callable[[], T],
        done: Callable[[T], None],
        failed: Callable[[Exception], None] | None = None,
        *,
        topic: str = "",
    ) -> Job[T]:
        """Run work that only reads, or only computes; arguments as for write."""
        return self._start(self._readers, owner, _plain(work), done, failed, None, topic)

    def run_long(
        self,
        owner: QObject,
        work: Callable[[Steps], T],
        done: Callable[[T], None],
        failed: Callable[[Exception], None] | None = None,
        *,
        step: Callable[[int, int, str], None] | None = None,
        writes: bool = False,
    ) -> Job[T]:
        """Run long work that says how far it is; step is called with done, of, words."""
        pool = self._writers if writes else self._readers
        return self._start(pool, owner, work, done, failed, step, "")

    @property
    def is_busy(self) -> bool:
        """Is any job not yet done?"""
        return bool(self._jobs)

    def cancel(self, owner: QObject) -> None:
        """Drop the outcome of every job of a part."""
        for job in self._jobs.values():
            if job.owner is owner:
                job.cancel()

    def finish_writing(self, milliseconds: int = 5000) -> bool:
        """Wait until every write handed over is in the workspace; before locking or closing.

        Returns:
            False if the time ran out.
        """
        return self._writers.waitForDone(milliseconds)

    def close(self, milliseconds: int = 5000) -> bool:
        """Drop what is still being read, finish what is being written, end the threads."""
        for job in self._jobs.values():
            job.cancel()
        written = self._writers.waitForDone(milliseconds)
        return self._readers.waitForDone(milliseconds) and written

    def _start(
        self,
        pool: QThreadPool,
        owner: QObject,
        work: Callable[[Steps], T],
        done: Callable[[T], None],
        failed: Callable[[Exception], None] | None,
        step: Callable[[int, int, str], None] | None,
        topic: str,
    ) -> Job[T]:
        if topic:
            self._overtake(owner, topic)
        self._numbers += 1
        steps = Steps(self._numbers, self._stepped.emit)
        job: Job[T] = Job(self._numbers, owner, done, failed, step, topic, steps)
        self._jobs[job.number] = job  # type: ignore[assignment]  # the table holds jobs of every kind
        runnable = _Work(job.number, _with(work, steps), self._arrived.emit)
        self._works[job.number] = runnable
        if len(self._jobs) == 1:
            self.busy_changed.emit(True)
        pool.start(runnable)
        return job

    def _overtake(self, owner: QObject, topic: str) -> None:
        for job in self._jobs.values():
            if job.owner is owner and job.topic == topic:
                job.cancel()

    @Slot(object)
    def _on_arrived(self, outcome: _Outcome) -> None:
        job = self._jobs.pop(outcome.number, None)
        self._works.pop(outcome.number, None)
        if not self._jobs:
            self.busy_changed.emit(False)
        if job is None or not job.current or not isValid(job.owner):
            return
        if outcome.error is None:
            job.done(outcome.value)
        elif job.failed is not None:
            job.failed(outcome.error)
        else:
            self.failed.emit(outcome.error)

    @Slot(int, int, int, str)
    def _on_stepped(self, number: int, done: int, of: int, words: str) -> None:
        job = self._jobs.get(number)
        if job is not None and job.step is not None and job.current and isValid(job.owner):
            job.step(done, of, words)


def _plain(work: Callable[[], T]) -> Callable[[Steps], T]:
    def run(_steps: Steps) -> T:
        return work()

    return run


def _with(work: Callable[[Steps], T], steps: Steps) -> Callable[[], T]:
    def run() -> T:
        return work(steps)

    return run
