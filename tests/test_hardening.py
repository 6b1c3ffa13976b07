from __future__ import annotations

import ctypes
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

from lif_desktop import hardening

ROOT = Path(hardening.__file__).resolve().parent.parent


def in_a_child(code: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run code in a fresh interpreter: a hook put into this one could never be taken out again."""
    boot = f"import sys; sys.path.insert(0, {str(ROOT)!r})\n{code}"
    return subprocess.run(
        [sys.executable, "-c", boot, *arguments],
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


@pytest.mark.parametrize(
    "attempt",
    [
        "socket.create_connection(('192.0.2.1', 80), timeout=1)",
        "socket.getaddrinfo('localhost', 80)",
        "socket.gethostbyname('localhost')",
        "socket.socket().bind(('127.0.0.1', 0))",
        "socket.socket(type=socket.SOCK_DGRAM).sendto(b'x', ('192.0.2.1', 53))",
        "socket.socket(socket.AF_UNIX).connect('/tmp/nothing')",
    ],
)
def test_every_way_to_the_network_is_refused(attempt: str) -> None:
    done = in_a_child(
        f"import socket\nfrom lif_desktop import hardening\nhardening.harden()\n{attempt}"
    )
    assert done.returncode == 1
    assert "NetworkRefusedError" in done.stderr


def test_an_event_loop_still_works_under_the_hook() -> None:
    done = in_a_child(
        "import asyncio\nfrom lif_desktop import hardening\nhardening.harden()\n"
        "async def answer(): return 42\nprint(asyncio.run(answer()))"
    )
    assert done.stdout.strip() == "42"


def test_only_on_windows_may_a_loop_reach_itself() -> None:
    pair = (socket.socket, ("127.0.0.1", 50000))
    assert hardening._is_own_loopback_pair(pair, platform="win32")
    assert not hardening._is_own_loopback_pair(pair, platform="linux")
    assert not hardening._is_own_loopback_pair(
        (socket.socket, ("192.0.2.1", 80)), platform="win32"
    )
    assert not hardening._is_own_loopback_pair((socket.socket,), platform="win32")


@pytest.mark.skipif(sys.platform != "linux", reason="a flag of Linux")
def test_no_core_file_and_no_reading_by_others() -> None:
    done = in_a_child(
        "import ctypes, resource\nfrom lif_desktop import hardening\nhardening.harden()\n"
        "print(ctypes.CDLL(None).prctl(3, 0, 0, 0, 0), resource.getrlimit(resource.RLIMIT_CORE))"
    )
    assert done.stdout.strip() == "0 (0, 0)"


@pytest.mark.parametrize(
    "attempt",
    [
        "open(path, 'w')",
        "open(path, 'ab')",
        "open(path, 'xb')",
        "open(path, 'r+')",
        "os.open(path, os.O_WRONLY | os.O_CREAT)",
        "os.mkdir(path)",
        "os.rename(path, path + '2')",
        "os.remove(path)",
        "tempfile.TemporaryFile(dir=os.path.dirname(path))",
        "sqlite3.connect(path)",
    ],
)
def test_writing_is_refused_where_it_is_forbidden(attempt: str, tmp_path: Path) -> None:
    done = in_a_child(
        "import os, sqlite3, tempfile\nfrom lif_desktop import hardening\n"
        f"path = sys.argv[1]\nhardening.forbid_writing()\n{attempt}",
        str(tmp_path / "file"),
    )
    assert "WritingRefusedError" in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_reading_and_the_null_device_stay_open_where_writing_is_forbidden() -> None:
    done = in_a_child(
        "import os\nfrom lif_desktop import hardening\nhardening.forbid_writing()\n"
        "open(hardening.__file__).read(1); open(os.devnull, 'w').write('x'); print('read')"
    )
    assert done.stdout.strip() == "read"


@pytest.mark.parametrize("attempt", ["os.system('true')", "subprocess.run(['true'])", "os.fork()"])
def test_starting_a_process_is_refused_where_it_is_forbidden(attempt: str) -> None:
    done = in_a_child(
        "import os, subprocess\nfrom lif_desktop import hardening\n"
        f"hardening.forbid_processes()\n{attempt}"
    )
    assert "ProcessRefusedError" in done.stderr


@pytest.mark.skipif(sys.platform != "linux", reason="limits of Linux")
def test_a_limited_child_dies_with_its_parent() -> None:
    grandchild = (
        f"import os, sys, time; sys.path.insert(0, {str(ROOT)!r}); from lif_desktop import hardening; "
        "hardening.limit_this_process(cpu_seconds=5, memory_mib=400); "
        "print(os.getpid(), flush=True); os.read(os.pipe()[0], 1)"
    )
    done = in_a_child(
        "import os, subprocess\n"
        f"child = subprocess.Popen([sys.executable, '-c', {grandchild!r}], stdout=subprocess.PIPE)\n"
        "print(child.stdout.readline().decode(), flush=True)\nos._exit(0)"
    )
    process = Path(f"/proc/{int(done.stdout)}/stat")
    deadline = time.monotonic() + 20
    while is_alive(process):
        assert time.monotonic() < deadline, "it outlived its parent"


def is_alive(process: Path) -> bool:
    try:
        return process.read_text().split()[2] != "Z"
    except (FileNotFoundError, ProcessLookupError):
        return False


class RecordingKernel:
    """Stands in for kernel32: notes each call, and the limits as Windows would read them."""

    def __init__(self, *, refuses: str = "") -> None:
        self.calls: list[tuple[object, ...]] = []
        self._refuses = refuses

    def SetErrorMode(self, mode: int, /) -> int:  # noqa: N802  # the system's own name
        self.calls.append(("SetErrorMode", mode))
        return 0

    def SetDllDirectoryW(self, path: str, /) -> int:  # noqa: N802  # the system's own name
        self.calls.append(("SetDllDirectoryW", path))
        return 1

    def CreateJobObjectW(self, attributes: None, name: None, /) -> int:  # noqa: N802  # the system's own name
        self.calls.append(("CreateJobObjectW", attributes, name))
        return 0x44

    def SetInformationJobObject(  # noqa: N802  # the system's own name
        self, job: ctypes.c_void_p, kind: int, limits: object, size: int, /
    ) -> int:
        # byref() keeps the structure it points to in _obj.
        told = limits._obj  # type: ignore[attr-defined]  # what ctypes.byref gives has no public type
        self.calls.append(("SetInformationJobObject", job.value, kind, bytes(told), size))
        return int(self._refuses != "SetInformationJobObject")

    def AssignProcessToJobObject(  # noqa: N802  # the system's own name
        self, job: ctypes.c_void_p, process: ctypes.c_void_p, /
    ) -> int:
        self.calls.append(("AssignProcessToJobObject", job.value, process.value))
        return int(self._refuses != "AssignProcessToJobObject")


def test_windows_is_told_to_show_no_fault_window_and_to_load_nothing_from_here() -> None:
    kernel = RecordingKernel()
    hardening._keep_no_dumps_on_windows(kernel)
    assert kernel.calls == [("SetErrorMode", 0x8003), ("SetDllDirectoryW", "")]


@pytest.mark.skipif(ctypes.sizeof(ctypes.c_void_p) != 8, reason="the 64-bit layout")
def test_windows_is_told_the_limits_in_its_own_layout() -> None:
    kernel = RecordingKernel()
    hardening._limit_on_windows(kernel, cpu_seconds=10, memory_mib=512)
    _, told, joined = kernel.calls
    _, job, kind, raw, size = told
    assert (job, kind, size) == (0x44, 9, 144)
    assert isinstance(raw, bytes)
    assert int.from_bytes(raw[0:8], "little") == 100_000_000
    assert int.from_bytes(raw[16:20], "little") == 0x2 | 0x8 | 0x100 | 0x400
    assert int.from_bytes(raw[40:44], "little") == 1
    assert int.from_bytes(raw[112:120], "little") == 512 * 1024 * 1024
    assert joined == ("AssignProcessToJobObject", 0x44, 2**64 - 1)


@pytest.mark.parametrize("refused", ["SetInformationJobObject", "AssignProcessToJobObject"])
def test_a_windows_that_refuses_the_limits_stops_the_child(refused: str) -> None:
    with pytest.raises(OSError, match="Windows refused"):
        hardening._limit_on_windows(
            RecordingKernel(refuses=refused), cpu_seconds=1, memory_mib=100
        )
