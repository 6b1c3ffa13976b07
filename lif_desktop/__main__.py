"""Which part of the program is wanted? The supervisor of a window, a session, a workroom child, or a command.

The supervisor holds no secret. It starts a session in a process of its own and waits; when the session
locks, its process has ended with every secret in it, and a fresh one is started at the unlock page.

This file stands before the first window, twice: what only one part needs is imported by that part.
"""

from __future__ import annotations

import gc
import sys
import time
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from lif_desktop import hardening

if TYPE_CHECKING:
    import subprocess
    import threading
    from types import FrameType, TracebackType

LOCKED = 75
"""Exit code of a session that has locked and asks for a fresh one."""
FAULT = 70
"""Exit code after a fault of ours."""
INTERRUPTED = 130

_PACKAGE = Path(__file__).resolve().parent
_BOOT = (
    "import sys; sys.path.append(sys.argv[1]); "
    "from lif_desktop.__main__ import main; sys.exit(main(sys.argv[2:]))"
)
_SHORTEST_SESSION = 0.25
_MOST_SHORT_SESSIONS = 3


def command_line() -> int:
    """The door of the command line; see main."""
    return main()


def main(argv: Sequence[str] | None = None) -> int:
    """Run what the words ask for.

    Args:
        argv: words after the program's name; those of this process if None. Nothing, or a workspace folder,
            opens the window; anything else is a command.

    Returns:
        The exit code of the part that ran; 70 after a fault of ours, reported without content.
    """
    hardening.harden()
    words = list(sys.argv[1:] if argv is None else argv)
    if words[:1] == ["--workroom"]:
        from lif_desktop import workroom  # noqa: PLC0415  # see the module's docstring

        return workroom.serve(words[1:])
    _never_quote_errors()
    try:
        return _part(words)
    except KeyboardInterrupt:
        return INTERRUPTED
    except Exception as error:  # noqa: BLE001  # the last resort: whatever it is, its message stays here
        report_fault(error)
        return FAULT


def session_command(words: Sequence[str], *, locked: bool) -> list[str]:
    """The words that start a session of this installation.

    Nothing but the installation itself is searched for modules: not the current folder, not PYTHONPATH.
    """
    asked = ["--session", *words, *(["--locked"] if locked else [])]
    if getattr(sys, "frozen", False):
        return [sys.executable, *asked]
    return [sys.executable, "-I", "-c", _BOOT, str(_PACKAGE.parent), *asked]


def supervise(words: Sequence[str], command: Callable[..., list[str]] = session_command) -> int:
    """Start sessions until one ends for another reason than a lock.

    Args:
        words: a workspace folder, or nothing.
        command: what starts a session, from the words and whether it follows a lock.

    Returns:
        The exit code of the last session; 128 and the signal if a signal ended it, as shells have it.
    """
    locked, short = False, 0
    while True:
        begun = time.monotonic()
        code = _session(command(words, locked=locked))
        if code != LOCKED:
            return code if code >= 0 else 128 - code
        short = short + 1 if time.monotonic() - begun < _SHORTEST_SESSION else 0
        if short >= _MOST_SHORT_SESSIONS:
            _say(
                "The window closes again at once, each time it is opened. Install the program again."
            )
            return FAULT
        locked = True


def report_fault(error: BaseException) -> None:
    """Tell of a fault by its kind and the places of ours it passed, to standard error and the log.

    Never its message, which may quote what somebody typed.
    """
    _say(
        f"This program has met a fault: {fault_words(error)}. What was typed is kept in the workspace."
    )
    from lif_desktop import logs  # noqa: PLC0415  # see the module's docstring

    logs.fault("fault", error)


def fault_words(error: BaseException) -> str:
    """Kind and places: "ValueError at ui/app.py:40, store/database.py:12"."""
    import traceback  # noqa: PLC0415  # see the module's docstring

    frames = traceback.extract_tb(error.__traceback__)
    places = [
        f"{Path(frame.filename).relative_to(_PACKAGE).as_posix()}:{frame.lineno}"
        for frame in frames
        if Path(frame.filename).is_relative_to(_PACKAGE)
    ]
    return f"{type(error).__name__} at {', '.join(places) or 'no place of ours'}"


def _part(words: list[str]) -> int:
    if words[:1] == ["--session"]:
        return _run_session(words[1:])
    if not words or (len(words) == 1 and _is_workspace(words[0])):
        return supervise(words)
    from lif_desktop import cli  # noqa: PLC0415  # see the module's docstring

    return cli.main(words)


def _is_workspace(word: str) -> bool:
    """Is it a folder of a workspace rather than the name of a command?"""
    folder = Path(word)
    return folder.suffix == ".lif" or (folder / "keys.json").is_file()


def _run_session(words: Sequence[str]) -> int:
    gc.disable()  # until the first window stands: nothing that is loaded up to there is ever garbage
    from lif_desktop import logs, settings  # noqa: PLC0415  # see the module's docstring
    from lif_desktop.ui import app  # noqa: PLC0415  # see the module's docstring

    logs.begin(settings.preferences_file().parent / "logs")
    return app.run(words)


def _session(command: Sequence[str]) -> int:
    """One session; asked to end itself when we are asked to."""
    import signal  # noqa: PLC0415  # see the module's docstring
    import subprocess  # noqa: PLC0415  # see the module's docstring

    with subprocess.Popen(command) as child:  # noqa: S603  # our own interpreter, words of our own making
        before = signal.signal(signal.SIGTERM, partial(_pass_on, child))
        try:
            return child.wait()
        finally:
            signal.signal(signal.SIGTERM, before)


def _pass_on(child: subprocess.Popen[bytes], _number: int, _frame: FrameType | None) -> None:
    child.terminate()


def _never_quote_errors() -> None:
    """Python's own traces quote an error's message; threads and destructors have hooks of their own."""
    import threading  # noqa: PLC0415  # see the module's docstring

    sys.excepthook = _report_uncaught
    threading.excepthook = _report_of_thread
    sys.unraisablehook = _report_unraisable


def _report_of_thread(told: threading.ExceptHookArgs) -> None:
    if told.exc_value is not None:
        report_fault(told.exc_value)


def _report_unraisable(told: sys.UnraisableHookArgs) -> None:
    if told.exc_value is not None:
        report_fault(told.exc_value)


def _report_uncaught(
    _kind: type[BaseException], error: BaseException, _trace: TracebackType | None
) -> None:
    """In place of the traceback that Qt would print from a slot, message and all."""
    report_fault(error)


def _say(sentence: str) -> None:
    if sys.stderr is not None:  # a frozen window program has none
        sys.stderr.write(f"{sentence}\n")


if __name__ == "__main__":
    sys.exit(main())
