"""What every process of ours does first: refuse the network, and leave no memory behind on a crash.

An audit hook can't be taken out again, so a library that tries to reach the network fails loudly.
"""

from __future__ import annotations

import ctypes
import sys

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
_PR_SET_DUMPABLE = 4


class NetworkRefusedError(RuntimeError):
    """Some code tried to use the network; this program never does."""


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


def forbid_network() -> None:
    """Make any use of a socket an error for the rest of this process."""
    sys.addaudithook(_refuse_network)


def keep_no_dumps() -> None:
    """No core file and no reading of our memory by other processes of the same user (Linux)."""
    if sys.platform == "win32":
        return
    import resource  # noqa: PLC0415  # there is no such module on Windows

    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0)


def harden() -> None:
    """Both of the above; called before anything else in every process."""
    forbid_network()
    keep_no_dumps()
