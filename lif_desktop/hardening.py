"""What every process of ours does first: refuse the network, and leave no memory behind on a crash.

The workroom's children go further: they write no files, start no processes, and live within limits of
memory and processor time. An audit hook can't be taken out again, so a library that tries is a loud failure.
"""

from __future__ import annotations

import ctypes
import os
import sys
from typing import Protocol

_NETWORK_EVENTS = frozenset(
    {
        "socket.connect",
        "socket.bind",
        "socket.getaddrinfo",
        "socket.gethostbyname",
        "socket.gethostbyaddr",
        "socket.sendto",
        "socket.sendmsg",
    }
)
_PROCESS_EVENTS = frozenset(
    {
        "subprocess.Popen",
        "os.exec",
        "os.fork",
        "os.forkpty",
        "os.posix_spawn",
        "os.spawn",
        "os.startfile",
        "os.system",
        "pty.spawn",
    }
)
_FILE_EVENTS = frozenset(
    {
        "os.chmod",
        "os.link",
        "os.mkdir",
        "os.remove",
        "os.rename",
        "os.rmdir",
        "os.symlink",
        "os.truncate",
        "sqlite3.connect",
    }
)
_WRITING_FLAGS = os.O_WRONLY | os.O_RDWR | os.O_APPEND | os.O_CREAT | os.O_TRUNC

_PR_SET_PDEATHSIG = 1
_PR_SET_DUMPABLE = 4
_SIGKILL = 9

_MIB = 1024 * 1024
_SEM_NO_FAULT_WINDOWS = 0x0001 | 0x0002 | 0x8000
"""SEM_FAILCRITICALERRORS, SEM_NOGPFAULTERRORBOX, SEM_NOOPENFILEERRORBOX."""
_JOB_EXTENDED_LIMITS = 9
_JOB_LIMITS = 0x0002 | 0x0008 | 0x0100 | 0x0400
"""Process time, one process only, process memory, die on an unhandled exception."""


class NetworkRefusedError(Exception):
    """Some code tried to use the network; this program never does."""


class WritingRefusedError(Exception):
    """Some code in a workroom child tried to change a file; only its answer leaves a child."""


class ProcessRefusedError(Exception):
    """Some code in a workroom child tried to start a process."""


def harden() -> None:
    """Refuse the network and keep no dumps; called before anything else in every process."""
    forbid_network()
    keep_no_dumps()


def forbid_network() -> None:
    """Make any use of a socket an error for the rest of this process."""
    sys.addaudithook(_refuse_network)


def keep_no_dumps() -> None:
    """No core file, no crash report and no reading of our memory by other processes of the same user.

    On Windows: no fault windows (which lead to a crash report that is sent away), and no DLL is looked
    for in the current folder. Reading by another process of the same person isn't prevented there,
    because screen readers need it.
    """
    if sys.platform == "win32":
        _keep_no_dumps_on_windows(ctypes.windll.kernel32)
        return
    import resource  # noqa: PLC0415  # there is no such module on Windows

    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    _process_control(_PR_SET_DUMPABLE, 0)


def forbid_writing() -> None:
    """Make it an error, for the rest of this process, to open a file for writing or to change a folder."""
    sys.addaudithook(_refuse_writing)


def forbid_processes() -> None:
    """Make it an error, for the rest of this process, to start another one."""
    sys.addaudithook(_refuse_processes)


def limit_this_process(*, cpu_seconds: int, memory_mib: int) -> None:
    """Die rather than use more; die with the process that started us; write not one byte to a file.

    Args:
        cpu_seconds: processor time, over all threads.
        memory_mib: address space (Linux) or committed memory (Windows), in MiB.
    """
    if sys.platform == "win32":
        _limit_on_windows(ctypes.windll.kernel32, cpu_seconds=cpu_seconds, memory_mib=memory_mib)
        return
    import resource  # noqa: PLC0415  # there is no such module on Windows

    memory = memory_mib * _MIB
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (cpu_seconds, cpu_seconds + 1))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    _process_control(_PR_SET_PDEATHSIG, _SIGKILL)


# --- the hooks


def _refuse_network(event: str, args: tuple[object, ...]) -> None:
    if event not in _NETWORK_EVENTS:
        return
    if event in {"socket.bind", "socket.connect"} and _is_own_loopback_pair(args):
        return
    raise NetworkRefusedError(f"{event} was refused: this program uses no network.")


def _is_own_loopback_pair(args: tuple[object, ...], platform: str = sys.platform) -> bool:
    """The pair that asyncio makes for itself on Windows, where no socketpair exists."""
    if platform != "win32" or len(args) < 2:
        return False
    address = args[1]
    return isinstance(address, tuple) and bool(address) and address[0] in {"127.0.0.1", "::1"}


def _refuse_writing(event: str, args: tuple[object, ...]) -> None:
    if event in _FILE_EVENTS:
        raise WritingRefusedError(f"{event} was refused: a workroom child changes no file.")
    if event != "open" or len(args) < 3:
        return
    path, mode, flags = args[:3]
    if isinstance(path, int) or path == os.devnull:  # a number is a file that is open already
        return
    by_mode = isinstance(mode, str) and bool(set(mode) & set("wax+"))
    by_flags = isinstance(flags, int) and bool(flags & _WRITING_FLAGS)
    if by_mode or by_flags:
        raise WritingRefusedError("open was refused: a workroom child writes no file.")


def _refuse_processes(event: str, _args: tuple[object, ...]) -> None:
    if event in _PROCESS_EVENTS:
        raise ProcessRefusedError(f"{event} was refused: a workroom child starts no process.")


# --- Linux and Windows


def _process_control(option: int, value: int) -> None:
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(option, value, 0, 0, 0)


class Kernel32(Protocol):
    """The few functions of Windows that are used here; a port, so that the calls can be tested elsewhere."""

    def SetErrorMode(self, mode: int, /) -> int:  # noqa: N802, D102  # the system's own name
        ...

    def SetDllDirectoryW(self, path: str, /) -> int:  # noqa: N802, D102  # the system's own name
        ...

    def CreateJobObjectW(self, attributes: None, name: None, /) -> int:  # noqa: N802, D102  # the system's own name
        ...

    def SetInformationJobObject(  # noqa: N802, D102  # the system's own name
        self, job: ctypes.c_void_p, kind: int, limits: object, size: int, /
    ) -> int: ...

    def AssignProcessToJobObject(  # noqa: N802, D102  # the system's own name
        self, job: ctypes.c_void_p, process: ctypes.c_void_p, /
    ) -> int: ...


class JobLimits(ctypes.Structure):
    """JOBOBJECT_EXTENDED_LIMIT_INFORMATION, in its 64-bit layout."""

    _fields_ = (
        ("PerProcessUserTimeLimit", ctypes.c_int64),
        ("PerJobUserTimeLimit", ctypes.c_int64),
        ("LimitFlags", ctypes.c_uint32),
        ("MinimumWorkingSetSize", ctypes.c_size_t),
        ("MaximumWorkingSetSize", ctypes.c_size_t),
        ("ActiveProcessLimit", ctypes.c_uint32),
        ("Affinity", ctypes.c_size_t),
        ("PriorityClass", ctypes.c_uint32),
        ("SchedulingClass", ctypes.c_uint32),
        ("IoCounters", ctypes.c_uint64 * 6),
        ("ProcessMemoryLimit", ctypes.c_size_t),
        ("JobMemoryLimit", ctypes.c_size_t),
        ("PeakProcessMemoryUsed", ctypes.c_size_t),
        ("PeakJobMemoryUsed", ctypes.c_size_t),
    )


def _keep_no_dumps_on_windows(kernel: Kernel32) -> None:
    kernel.SetErrorMode(_SEM_NO_FAULT_WINDOWS)
    kernel.SetDllDirectoryW("")


def _limit_on_windows(kernel: Kernel32, *, cpu_seconds: int, memory_mib: int) -> None:
    """Put this process into a job of its own; the job lasts until the process ends."""
    limits = JobLimits()
    limits.PerProcessUserTimeLimit = cpu_seconds * 10_000_000  # in units of 100 ns
    limits.LimitFlags = _JOB_LIMITS
    limits.ActiveProcessLimit = 1
    limits.ProcessMemoryLimit = memory_mib * _MIB
    job = ctypes.c_void_p(kernel.CreateJobObjectW(None, None))
    size = ctypes.sizeof(limits)
    if not kernel.SetInformationJobObject(job, _JOB_EXTENDED_LIMITS, ctypes.byref(limits), size):
        raise OSError("Windows refused the limits of the workroom's child.")
    # -1 is the pseudo handle of the current process.
    if not kernel.AssignProcessToJobObject(job, ctypes.c_void_p(-1)):
        raise OSError("Windows refused to limit the workroom's child.")
