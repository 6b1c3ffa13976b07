"""How is a risky or long piece of work done without endangering the window?

In a child process that lives for one task: memory, time and CPU limited, no network, no files written,
no processes started. Plain values go in (JSON, with bytes and moments marked), plain values come out.
Reading anything that came from outside, rendering and signing happen here. A child that dies is a
sentence to the person, never a dead window.
"""

from __future__ import annotations

import base64
import binascii
import importlib
import json
import os
import subprocess
import sys
import threading
import time
import traceback
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from datetime import datetime
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import IO, BinaryIO

from lif_desktop import errors, hardening
from lif_desktop.errors import WorkroomError

Task = Callable[[Mapping[str, object]], Mapping[str, object]]

TASKS: Mapping[str, str] = {
    "render": "lif_desktop.documents.rendering:render",
    "sign": "lif_desktop.documents.signatures:sign",
    "verify": "lif_desktop.documents.verification:verify",
    "picture": "lif_desktop.documents.pictures:picture",
}
"""Name of each task to the one function it may run; nothing else can be asked for."""

_PACKAGE_ROOT = Path(__file__).resolve().parent.parent
_BOOT = (
    "import sys; sys.path.append(sys.argv[1]); "
    "from lif_desktop import workroom; sys.exit(workroom.serve(sys.argv[2:]))"
)
_ANSWER_LIMIT = 256 * 1024 * 1024
_SECONDS, _MEMORY_MIB = 60, 1024
_LIMITS = (str(_SECONDS), str(_MEMORY_MIB))
_POLL_SECONDS = 0.05
_LEAVE_SECONDS = 2
_OUT_OF_MEMORY = (
    "The file or document needs more memory than is safe to give it. Nothing was changed."
)


def run(
    task: str,
    payload: Mapping[str, object],
    *,
    seconds: float = _SECONDS,
    memory_mib: int = _MEMORY_MIB,
    cancel: threading.Event | None = None,
) -> Mapping[str, object]:
    """Do one task in a child process and give back what it returned.

    May be called from any thread; it blocks that thread only.

    Args:
        task: a key of TASKS.
        payload: texts, numbers, truth values, None, bytes, aware datetimes, and lists and mappings of these.
        seconds: wall clock, and CPU, that the child may use.
        memory_mib: address space that the child may use, in MiB.
        cancel: set it from another thread to stop the work.

    Raises:
        LifError: whatever the task raised, as its own class.
        WorkroomError: the child was stopped, died, or met a fault of ours.
    """
    if task not in TASKS:
        raise WorkroomError(f"There is no task named {task} in the workroom.")
    request = to_wire({"task": task, "payload": payload})
    limits = [str(max(1, round(seconds))), str(memory_mib)]
    answer = _exchange([*child_command(), *limits], request, seconds=seconds, cancel=cancel)
    return _result(answer)


class Workroom:
    """Children started ahead of their task, so that nobody waits while libraries load.

    A child still does one task and ends, and holds nothing of a case until it is asked. Every method
    may be called from any thread.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._waiting: dict[str, subprocess.Popen[bytes]] = {}
        self._closed = False

    def get_ready(self, *tasks: str) -> None:
        """Start a child for each of these tasks that has none waiting; returns at once."""
        with self._lock:
            for task in tasks:
                child = self._waiting.get(task)
                if not self._closed and (child is None or child.poll() is not None):
                    self._waiting[task] = _started([*child_command(), *_LIMITS, task])

    def run(self, task: str, payload: Mapping[str, object]) -> Mapping[str, object]:
        """As the function run, in the child that waits for this task if there is one."""
        with self._lock:
            child = self._waiting.pop(task, None)
        if child is None or child.poll() is not None:
            return run(task, payload)
        request = to_wire({"task": task, "payload": payload})
        return _result(_exchange_with(child, request, seconds=_SECONDS))

    def close(self) -> None:
        """End the children that wait, and start no more."""
        with self._lock:
            self._closed = True
            for child in self._waiting.values():
                child.kill()
                child.communicate()
            self._waiting.clear()


def child_command() -> list[str]:
    """The words that start a workroom child of this installation, before its limits."""
    if getattr(sys, "frozen", False):
        return [sys.executable, "--workroom"]
    return [sys.executable, "-I", "-c", _BOOT, str(_PACKAGE_ROOT)]


def serve(arguments: Sequence[str], tasks: Mapping[str, str] = TASKS) -> int:
    """Be the child: harden, read one request from standard input, answer on standard output.

    Args:
        arguments: CPU seconds and memory in MiB, then the tasks whose libraries are to be loaded
            before there is a request.
        tasks: the allow-list.

    Returns:
        The exit code: 0 if an answer was written, even if the answer is an error.
    """
    hardening.harden()
    sys.dont_write_bytecode = True
    channel = _private_stdout()
    sys.excepthook = partial(_report_fault, channel)
    hardening.forbid_writing()
    hardening.forbid_processes()
    seconds, memory_mib = (int(argument) for argument in arguments[:2])
    hardening.limit_this_process(cpu_seconds=seconds, memory_mib=memory_mib)
    for name in arguments[2:]:
        _make_ready(tasks[name])
    request = from_wire(_all_of_stdin())
    _send(channel, _answer(request, tasks))
    return 0


# --- the parent's side


def _exchange(
    command: Sequence[str],
    request: bytes,
    *,
    seconds: float,
    cancel: threading.Event | None = None,
) -> object:
    """Start the child, hand it the request, wait for the answer within the limits."""
    return _exchange_with(_started(command), request, seconds=seconds, cancel=cancel)


def _started(command: Sequence[str]) -> subprocess.Popen[bytes]:
    return subprocess.Popen(  # noqa: S603  # our own interpreter, arguments of our own making
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=_bare_environment(),
        cwd=Path(sys.executable).parent,
        start_new_session=True,
        creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
    )


def _exchange_with(
    child: subprocess.Popen[bytes],
    request: bytes,
    *,
    seconds: float,
    cancel: threading.Event | None = None,
) -> object:
    with child:
        try:
            answer = _converse(child, request, seconds=seconds, cancel=cancel)
            if (
                not answer
            ):  # how it died is in its exit code; a child that answered is not waited for
                with suppress(subprocess.TimeoutExpired):
                    child.wait(_LEAVE_SECONDS)
        finally:
            child.kill()
    if not answer:
        raise WorkroomError(_why_it_died(child.returncode))
    try:
        return from_wire(answer)
    except ValueError as error:
        raise WorkroomError("The work ended with an answer that cannot be read.") from error


def _converse(
    child: subprocess.Popen[bytes],
    request: bytes,
    *,
    seconds: float,
    cancel: threading.Event | None,
) -> bytes:
    """Write and read at the same time; give up at the deadline or when cancelled."""
    if child.stdin is None or child.stdout is None:
        raise WorkroomError("The workroom could not be reached.")
    received: list[bytes] = []
    writer = threading.Thread(target=_write_request, args=(child.stdin, request), daemon=True)
    reader = threading.Thread(target=_read_answer, args=(child.stdout, received), daemon=True)
    writer.start()
    reader.start()
    deadline = time.monotonic() + seconds
    try:
        while reader.is_alive():
            reader.join(_POLL_SECONDS if cancel else max(0.0, deadline - time.monotonic()))
            if cancel and cancel.is_set():
                raise WorkroomError(
                    "The work was stopped before it finished. Nothing was changed."
                )
            if reader.is_alive() and time.monotonic() >= deadline:
                raise WorkroomError(_over_time(seconds))
    finally:
        if reader.is_alive():
            child.kill()
        reader.join()
        writer.join()
    return b"".join(received)


def _write_request(stream: IO[bytes], request: bytes) -> None:
    try:
        stream.write(request)
        stream.close()
    except OSError:
        # The child died before it had read everything; its silence says so to the reader.
        return


def _read_answer(stream: IO[bytes], received: list[bytes]) -> None:
    total = 0
    while chunk := stream.read(1024 * 1024):
        total += len(chunk)
        if total > _ANSWER_LIMIT:
            received.clear()
            stream.close()
            return
        received.append(chunk)


def _bare_environment() -> dict[str, str]:
    """Nothing of the person's environment goes to the child but what the system itself needs."""
    needed = {name: os.environ[name] for name in ("SYSTEMROOT", "WINDIR") if name in os.environ}
    return {**needed, "LANG": "C.UTF-8", "HOME": "/nonexistent", "PATH": os.defpath}


def _over_time(seconds: float) -> str:
    return f"The work took longer than {seconds:g} seconds and was stopped. Nothing was changed."


def _why_it_died(code: int) -> str:
    if sys.platform != "win32" and code < 0:
        import signal  # noqa: PLC0415  # only to name the reason of a death

        if -code == signal.SIGXCPU:
            return "The work used more processor time than it may and was stopped. Nothing was changed."
    return f"The work stopped before it finished (code {code}). Nothing was changed."


def _result(answer: object) -> Mapping[str, object]:
    """What the task returned; or raise what it raised."""
    if not isinstance(answer, dict):
        raise WorkroomError("The work ended with an answer that cannot be read.")
    if "result" in answer:
        result = answer["result"]
        if isinstance(result, dict):
            return result
    if "error" in answer:
        raise _error_from(answer)
    if answer.get("fault") == "MemoryError":
        raise WorkroomError(_OUT_OF_MEMORY)
    raise WorkroomError(
        f"The work met a fault of this program ({answer.get('fault')} at {answer.get('where')}). "
        "Nothing was changed."
    )


def _error_from(answer: Mapping[str, object]) -> errors.LifError:
    """The error of our own tree that the child named; anything else is a WorkroomError."""
    kind = getattr(errors, str(answer["error"]), None)
    message = str(answer.get("message"))
    if kind is errors.RuleBrokenError:
        return errors.RuleBrokenError(
            message, rule=str(answer.get("rule")), source=str(answer.get("source"))
        )
    problems = answer.get("problems")
    if kind is errors.InvalidAnswersError and isinstance(problems, list):
        return errors.InvalidAnswersError([errors.Problem(*pair) for pair in problems])
    if isinstance(kind, type) and issubclass(kind, errors.LifError):
        return kind(message)
    return WorkroomError(message)


# --- the child's side


def _private_stdout() -> BinaryIO:
    """The pipe to the parent under a number of its own, so that no library can print into it."""
    channel = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    return channel


def _all_of_stdin() -> bytes:
    # By its number: a frozen window program has no sys.stdin.
    with os.fdopen(0, "rb") as stream:
        return stream.read()


def _answer(request: object, tasks: Mapping[str, str]) -> dict[str, object]:
    if not isinstance(request, dict) or request.get("task") not in tasks:
        return {"error": "WorkroomError", "message": "There is no such task in the workroom."}
    try:
        return {"result": _task(tasks[request["task"]])(request["payload"])}
    except errors.LifError as error:
        return _error_answer(error)
    except MemoryError:
        return {"error": "WorkroomError", "message": _OUT_OF_MEMORY}


def _make_ready(place: str) -> None:
    """Load what a task needs; its module may have a get_ready for what is more than libraries."""
    get_ready = getattr(
        importlib.import_module(place.split(":", maxsplit=1)[0]), "get_ready", None
    )
    if get_ready is not None:
        get_ready()


def _task(place: str) -> Task:
    module, name = place.split(":")
    found: Task = getattr(importlib.import_module(module), name)
    return found


def _error_answer(error: errors.LifError) -> dict[str, object]:
    answer: dict[str, object] = {"error": type(error).__name__, "message": str(error)}
    if isinstance(error, errors.RuleBrokenError):
        answer |= {"rule": error.rule, "source": error.source}
    if isinstance(error, errors.InvalidAnswersError):
        answer["problems"] = [[problem.question, problem.message] for problem in error.problems]
    return answer


def _report_fault(
    channel: BinaryIO,
    kind: type[BaseException],
    _error: BaseException,
    trace: TracebackType | None,
) -> None:
    """Tell the parent what kind of fault it was and where; never its message, which may quote a case."""
    _send(channel, {"fault": kind.__name__, "where": our_last_line(trace)})


def our_last_line(trace: TracebackType | None) -> str:
    """The innermost line of this program in a trace: "documents/stamps.py:40"; empty if none."""
    ours = _PACKAGE_ROOT / "lif_desktop"
    for frame in reversed(traceback.extract_tb(trace)):
        if Path(frame.filename).is_relative_to(ours):
            return f"{Path(frame.filename).relative_to(ours).as_posix()}:{frame.lineno}"
    return ""


def _send(channel: BinaryIO, answer: Mapping[str, object]) -> None:
    channel.write(to_wire(answer))
    channel.close()


# --- the wire


def to_wire(value: object) -> bytes:
    """The value as JSON; bytes and moments are marked, so that they come out as they went in."""
    return json.dumps(_marked(value), ensure_ascii=True, allow_nan=False).encode("ascii")


def from_wire(text: bytes) -> object:
    """The value that to_wire was given; tuples come back as lists.

    Raises:
        ValueError: the text is not what to_wire writes.
    """
    return _unmarked(json.loads(text))


def _marked(value: object) -> object:
    if isinstance(value, bytes | bytearray | memoryview):
        return {"$bytes": base64.b64encode(value).decode("ascii")}
    if isinstance(value, datetime):
        return {"$moment": value.isoformat()}
    if isinstance(value, Mapping):
        if any(str(key).startswith("$") for key in value):
            return {"$pairs": [[_marked(key), _marked(inner)] for key, inner in value.items()]}
        return {key: _marked(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_marked(inner) for inner in value]
    return value


def _unmarked(value: object) -> object:
    if isinstance(value, list):
        return [_unmarked(inner) for inner in value]
    if not isinstance(value, dict):
        return value
    match value:
        case {"$bytes": str(text)}:
            try:
                return base64.b64decode(text, validate=True)
            except binascii.Error as error:
                raise ValueError("not base64") from error
        case {"$moment": str(text)}:
            return datetime.fromisoformat(text)
        case {"$pairs": list(pairs)}:
            return {_unmarked(key): _unmarked(inner) for key, inner in pairs}
        case _:
            return {key: _unmarked(inner) for key, inner in value.items()}


if __name__ == "__main__":
    sys.exit(serve(sys.argv[1:]))
