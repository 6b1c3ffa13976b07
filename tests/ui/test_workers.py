"""Work away from the window: delivered on its thread, dropped when stale, never lost when it writes."""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Iterator
from functools import partial

import pytest
from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRunnable,
    QThread,
    QThreadPool,
    QTimer,
    Signal,
)
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import delete
from typing_extensions import override

from lif_desktop.ui.workers import CancelledError, Jobs, Steps


class Part(QObject):
    """Something that wants to know."""

    def __init__(self) -> None:
        super().__init__()
        self.values: list[object] = []
        self.errors: list[Exception] = []
        self.steps: list[tuple[int, int, str]] = []
        self.threads: list[QThread] = []

    def done(self, value: object) -> None:
        self.threads.append(QThread.currentThread())
        self.values.append(value)

    def failed(self, error: Exception) -> None:
        self.errors.append(error)

    def step(self, done: int, of: int, words: str) -> None:
        self.steps.append((done, of, words))


@pytest.fixture
def jobs(qtbot: QtBot) -> Iterator[Jobs]:
    jobs = Jobs()
    yield jobs
    assert jobs.close()


def test_work_runs_elsewhere_and_its_value_comes_back_here(qtbot: QtBot, jobs: Jobs) -> None:
    part = Part()
    here = threading.get_ident()
    jobs.read(part, threading.get_ident, part.done)
    qtbot.waitUntil(lambda: len(part.values) == 1)
    assert part.values[0] != here
    assert part.threads[0] is QThread.currentThread()
    assert not jobs.is_busy


def test_an_error_comes_back_as_it_was_raised(qtbot: QtBot, jobs: Jobs) -> None:
    part = Part()

    def wrong() -> None:
        raise KeyError("a")

    jobs.read(part, wrong, part.done, part.failed)
    qtbot.waitUntil(lambda: len(part.errors) == 1)
    assert isinstance(part.errors[0], KeyError)
    assert part.values == []


def test_an_error_nobody_takes_fires_failed(qtbot: QtBot, jobs: Jobs) -> None:
    part = Part()

    def wrong() -> None:
        raise ValueError

    with qtbot.waitSignal(jobs.failed, timeout=2000) as caught:
        jobs.write(part, wrong, part.done)
    assert isinstance(caught.args[0], ValueError)


def test_writes_run_one_after_another_in_the_order_given(qtbot: QtBot, jobs: Jobs) -> None:
    part = Part()
    order: list[int] = []
    running: list[int] = []

    def write(number: int) -> int:
        running.append(number)
        assert len(running) == 1
        time.sleep(0.002)
        order.append(number)
        running.remove(number)
        return number

    for number in range(12):
        jobs.write(part, partial(write, number), part.done)
    qtbot.waitUntil(lambda: len(part.values) == 12)
    assert order == list(range(12))
    assert part.values == list(range(12))


def test_a_newer_job_of_the_topic_makes_the_older_stale(qtbot: QtBot, jobs: Jobs) -> None:
    part = Part()
    gate = threading.Event()

    def slow() -> str:
        gate.wait(2)
        return "old"

    jobs.read(part, slow, part.done, topic="search")
    jobs.read(part, lambda: "new", part.done, topic="search")
    qtbot.waitUntil(lambda: part.values == ["new"])
    gate.set()
    qtbot.waitUntil(lambda: not jobs.is_busy)
    assert part.values == ["new"]


def test_topics_of_two_parts_do_not_disturb_each_other(qtbot: QtBot, jobs: Jobs) -> None:
    one, other = Part(), Part()
    jobs.read(one, lambda: 1, one.done, topic="load")
    jobs.read(other, lambda: 2, other.done, topic="load")
    qtbot.waitUntil(lambda: one.values == [1] and other.values == [2])


def test_an_outcome_for_a_part_that_is_gone_is_dropped(qtbot: QtBot, jobs: Jobs) -> None:
    part = Part()
    gate = threading.Event()
    jobs.read(part, lambda: gate.wait(2), part.done)
    values = part.values
    delete(part)
    gate.set()
    qtbot.waitUntil(lambda: not jobs.is_busy)
    assert values == []


def test_long_work_says_how_far_it_is_and_stops_when_asked(qtbot: QtBot, jobs: Jobs) -> None:
    part = Part()
    stopped = threading.Event()

    def long(steps: Steps) -> None:
        try:
            for number in range(10_000):
                steps.say(number, 10_000, "Drawing pages")
                time.sleep(0.001)
        except CancelledError:
            stopped.set()
            raise

    job = jobs.run_long(part, long, part.done, part.failed, step=part.step)
    qtbot.waitUntil(lambda: len(part.steps) > 2)
    assert part.steps[0] == (0, 10_000, "Drawing pages")
    job.cancel()
    assert stopped.wait(2)
    qtbot.waitUntil(lambda: not jobs.is_busy)
    assert part.values == []
    assert part.errors == []


def test_a_write_that_was_overtaken_is_still_done(qtbot: QtBot, jobs: Jobs) -> None:
    part = Part()
    written: list[str] = []
    jobs.write(part, lambda: written.append("first"), part.done, topic="draft")
    jobs.write(part, lambda: written.append("second"), part.done, topic="draft")
    assert jobs.finish_writing()
    assert written == ["first", "second"]
    qtbot.waitUntil(lambda: not jobs.is_busy)


def test_close_waits_for_what_is_being_written(qtbot: QtBot) -> None:
    jobs = Jobs()
    part = Part()
    written: list[int] = []

    def write() -> None:
        time.sleep(0.05)
        written.append(1)

    jobs.write(part, write, part.done)
    assert jobs.close()
    assert written == [1]
    qtbot.wait(0)
    assert part.values == []


def test_the_window_stays_awake_while_work_goes_on(qtbot: QtBot, jobs: Jobs) -> None:
    part = Part()
    gaps: list[float] = []
    last = [time.perf_counter()]
    timer = QTimer()

    def tick() -> None:
        now = time.perf_counter()
        gaps.append(now - last[0])
        last[0] = now

    timer.timeout.connect(tick)
    timer.start(5)

    def busy() -> int:
        end = time.perf_counter() + 0.4
        total = 0
        while time.perf_counter() < end:
            total += 1
        return total

    jobs.read(part, busy, part.done)
    qtbot.waitUntil(lambda: len(part.values) == 1)
    timer.stop()
    assert sys.getswitchinterval() == pytest.approx(0.001)
    assert sorted(gaps)[len(gaps) * 3 // 4] < 0.1


def test_busy_is_told_once_at_each_end(qtbot: QtBot, jobs: Jobs) -> None:
    part = Part()
    told: list[bool] = []
    jobs.busy_changed.connect(told.append)
    gate = threading.Event()
    jobs.read(part, lambda: gate.wait(2), part.done)
    jobs.read(part, lambda: gate.wait(2), part.done)
    gate.set()
    qtbot.waitUntil(lambda: not jobs.is_busy)
    assert told == [True, False]


def test_the_library_keeps_count_of_none_true_and_false(qtbot: QtBot, jobs: Jobs) -> None:
    """PySide6 6.12.0 on Python 3.11 loses one reference to each with every call, and then dies."""

    class Sender(QObject):
        told = Signal(bool)

    class Painted(QWidget):
        @override
        def paintEvent(self, event: QPaintEvent) -> None:
            return

    class Model(QAbstractTableModel):
        @override
        def rowCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:
            return 200

        @override
        def columnCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:
            return 1

        @override
        def data(self, index: QModelIndex | QPersistentModelIndex, role: int = 0) -> None:
            return None

    class Run(QRunnable):
        @override
        def run(self) -> None:
            return

    sender, painted, model, pool = Sender(), Painted(), Model(), QThreadPool()
    qtbot.addWidget(painted)
    heard: list[bool] = []
    sender.told.connect(heard.append)
    painted.show()
    before = tuple(map(sys.getrefcount, (None, True, False)))
    for number in range(200):
        sender.told.emit(number % 2 == 0)
        painted.repaint()
        model.index(number, 0, QModelIndex()).data()
    for _ in range(50):
        pool.start(Run())
    pool.waitForDone()
    heard.clear()
    after = tuple(map(sys.getrefcount, (None, True, False)))
    drift = [now - then for now, then in zip(after, before, strict=True)]
    assert min(drift) > -50, drift
