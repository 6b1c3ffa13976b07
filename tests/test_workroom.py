from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lif_desktop import errors, workroom

ROOT = Path(workroom.__file__).resolve().parent.parent
TASKS_FOLDER = Path(__file__).parent / "data" / "workroom"
BOOT = (
    "import sys; sys.path.extend(sys.argv[1:3]); import misbehaving_tasks as m; "
    "from lif_desktop import workroom; "
    "tasks = {name: f'misbehaving_tasks:{name}' for name in dir(m)}; "
    "sys.exit(workroom.serve(sys.argv[3:], tasks))"
)
linux_only = pytest.mark.skipif(sys.platform != "linux", reason="limits of Linux")


def do(
    task: str,
    payload: Mapping[str, object] | None = None,
    *,
    seconds: float = 20,
    memory_mib: int = 400,
    cpu_seconds: int = 20,
    cancel: threading.Event | None = None,
) -> Mapping[str, object]:
    """Run a task of our own in a real child, by the same way as workroom.run."""
    command = [sys.executable, "-I", "-c", BOOT, str(ROOT), str(TASKS_FOLDER)]
    limits = [str(cpu_seconds), str(memory_mib)]
    request = workroom.to_wire({"task": task, "payload": payload or {}})
    answer = workroom._exchange([*command, *limits], request, seconds=seconds, cancel=cancel)
    return workroom._result(answer)


values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(min_value=-(2**60), max_value=2**60)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text()
    | st.binary()
    | st.datetimes(timezones=st.just(UTC)),
    lambda inner: (
        st.lists(inner) | st.dictionaries(st.text() | st.just("$bytes") | st.just("$pairs"), inner)
    ),
    max_leaves=12,
)


@given(values)
def test_what_goes_over_the_wire_comes_out_as_it_went_in(value: object) -> None:
    assert workroom.from_wire(workroom.to_wire(value)) == value


def test_a_mapping_that_looks_like_our_own_mark_stays_a_mapping() -> None:
    trap = {"$bytes": "aGVsbG8="}
    assert workroom.from_wire(workroom.to_wire(trap)) == trap


def test_values_make_the_round_trip_through_a_child() -> None:
    moment = datetime(2026, 5, 19, 16, 15, tzinfo=UTC)
    payload = {"pdf": bytes(range(256)), "at": moment, "text": "Zoë €", "rows": [1, None, True]}
    assert do("echo", payload) == {"came": payload}


def test_a_large_payload_does_not_block() -> None:
    pdf = os.urandom(8 * 1024 * 1024)
    assert do("echo", {"pdf": pdf}) == {"came": {"pdf": pdf}}


def test_printing_in_the_child_does_not_reach_the_answer() -> None:
    assert do("chatter") == {"quiet": True}


def test_the_child_sees_nothing_of_our_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONPATH", "/canary")
    monkeypatch.setenv("LIF_CANARY", "secret")
    seen = do("surroundings", {"passphrase": "canary in the payload"})
    assert set(seen["environment"]) <= {"LANG", "HOME", "PATH", "LC_CTYPE", "SYSTEMROOT", "WINDIR"}  # type: ignore[call-overload]  # a mapping by construction
    assert seen["flags"] == [1, 1, 1]
    assert "canary" not in str(seen)


def test_a_task_that_is_not_listed_is_refused_on_both_sides() -> None:
    with pytest.raises(errors.WorkroomError, match="no task named os:system"):
        workroom.run("os:system", {})
    with pytest.raises(errors.WorkroomError, match="no such task"):
        do("os:system")


def test_an_error_of_ours_comes_back_as_its_own_class() -> None:
    with pytest.raises(errors.FileRefusedError, match=r"This is no PDF file\."):
        do("refuse_file")
    with pytest.raises(errors.RuleBrokenError) as broken:
        do("break_rule")
    assert (broken.value.rule, broken.value.source) == ("reflection", "catalogue row A53")
    with pytest.raises(errors.InvalidAnswersError) as invalid:
        do("find_problems")
    assert invalid.value.problems == (errors.Problem("family[0].name", "Enter a name."),)


def test_a_fault_names_kind_and_place_but_never_its_words() -> None:
    with pytest.raises(errors.WorkroomError) as fault:
        do("fault", {"child": "Jane Secret"})
    assert "ValueError" in str(fault.value)
    assert "Secret" not in str(fault.value)
    with pytest.raises(errors.WorkroomError, match=r"documents/certificates\.py:\d+"):
        do("fault_inside")


def test_a_child_that_wants_too_much_memory_is_a_clear_sentence() -> None:
    with pytest.raises(errors.WorkroomError, match="more memory than is safe"):
        do("hoard", memory_mib=300)


@linux_only
def test_a_child_that_burns_processor_time_is_stopped_by_the_system() -> None:
    with pytest.raises(errors.WorkroomError, match="more processor time"):
        do("spin", cpu_seconds=1)


def test_a_child_that_takes_too_long_is_stopped() -> None:
    begun = time.monotonic()
    with pytest.raises(errors.WorkroomError, match=r"longer than 0\.7 seconds"):
        do("idle", seconds=0.7)
    assert time.monotonic() - begun < 5


def test_setting_the_event_stops_the_work_from_another_thread() -> None:
    cancel = threading.Event()
    timer = threading.Timer(0.3, cancel.set)
    timer.start()
    with pytest.raises(errors.WorkroomError, match="stopped before it finished"):
        do("idle", cancel=cancel)
    timer.join()


@pytest.mark.parametrize("task", ["crash", "leave"])
def test_a_child_that_dies_is_a_clear_sentence(task: str) -> None:
    with pytest.raises(errors.WorkroomError, match="stopped before it finished"):
        do(task)


@linux_only
@pytest.mark.parametrize("task", ["flood", "babble"])
def test_an_answer_that_is_no_answer_is_refused(
    task: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workroom, "_ANSWER_LIMIT", 8 * 1024 * 1024)
    with pytest.raises(errors.WorkroomError):
        do(task)


def test_several_threads_may_each_have_a_child() -> None:
    results: list[object] = []
    threads = [
        threading.Thread(target=lambda: results.append(do("echo", {"n": 1}))) for _ in range(3)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert results == [{"came": {"n": 1}}] * 3


def test_the_child_has_no_network() -> None:
    with pytest.raises(errors.WorkroomError, match="NetworkRefusedError"):
        do("connect")


def test_the_child_writes_no_file(tmp_path: Path) -> None:
    with pytest.raises(errors.WorkroomError, match="WritingRefusedError"):
        do("write_file", {"path": str(tmp_path / "leak")})
    assert list(tmp_path.iterdir()) == []


@linux_only
def test_native_code_in_the_child_writes_no_byte_either(tmp_path: Path) -> None:
    # Python ignores SIGXFSZ, so the write fails instead of ending the child.
    seen = do("write_file_from_c", {"path": str(tmp_path / "leak")})
    assert seen["written"] == -1
    assert (tmp_path / "leak").stat().st_size == 0


def test_the_child_starts_no_process() -> None:
    with pytest.raises(errors.WorkroomError, match="ProcessRefusedError"):
        do("start_process")


def test_a_frozen_program_calls_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    assert workroom.child_command() == [sys.executable, "--workroom"]


# --- children that wait


def waiting(room: workroom.Workroom, task: str) -> subprocess.Popen[bytes]:
    return room._waiting[task]


def nothing_at_all() -> Mapping[str, object]:
    return {"pdf": b"no PDF", "page": 1, "dpi": 50}


def test_a_waiting_child_does_one_task_and_ends() -> None:
    room = workroom.Workroom()
    room.get_ready("picture")
    child = waiting(room, "picture")
    with pytest.raises(errors.FileRefusedError):
        room.run("picture", nothing_at_all())
    assert child.returncode is not None
    assert room._waiting == {}
    room.close()


def test_whoever_does_not_wait_for_a_child_gets_one_all_the_same() -> None:
    room = workroom.Workroom()
    with pytest.raises(errors.FileRefusedError):
        room.run("picture", nothing_at_all())
    room.close()


def test_a_child_that_died_waiting_is_replaced() -> None:
    room = workroom.Workroom()
    room.get_ready("picture")
    child = waiting(room, "picture")
    child.kill()
    child.communicate()
    with pytest.raises(errors.FileRefusedError):
        room.run("picture", nothing_at_all())
    room.get_ready("picture")
    assert waiting(room, "picture").poll() is None
    room.close()


def test_no_more_than_one_child_waits_for_a_task() -> None:
    room = workroom.Workroom()
    room.get_ready("picture")
    child = waiting(room, "picture")
    room.get_ready("picture")
    assert waiting(room, "picture") is child
    room.close()


def test_closing_ends_those_that_wait_and_starts_no_more() -> None:
    room = workroom.Workroom()
    room.get_ready("picture")
    child = waiting(room, "picture")
    room.close()
    assert child.returncode is not None
    room.get_ready("picture")
    assert room._waiting == {}


def test_a_child_whose_parent_is_gone_ends_by_itself() -> None:
    room = workroom.Workroom()
    room.get_ready("picture")
    child = waiting(room, "picture")
    assert child.stdin is not None
    child.stdin.close()
    assert child.wait(timeout=20) is not None
    child.stdin = None
    room.close()
