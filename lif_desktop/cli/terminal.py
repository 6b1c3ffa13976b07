"""How do the commands take what is handed to them, and how do they speak?

Read with a limit, printed one line at a time: nothing that stands in a file or a certificate can
fill the memory, steer the terminal, or write a line of its own.
"""

from __future__ import annotations

import io
import json
import os
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from lif_desktop.definitions.strict_toml import toml_text, toml_values
from lif_desktop.errors import LifError, UserError

DONE, NOT_WHOLE, WRONG_CALL, NOT_OPENED = 0, 1, 2, 3
_MOST_BYTES = 200 * 1024 * 1024
"""Of a file that is handed in; a device that never ends is not read until the memory is full."""


class CallError(UserError):
    """The words of the call are off; the message is one sentence with the way out."""


class NotPrintedError(LifError):
    """What was to be said did not arrive."""


def toml_of(path: Path) -> Mapping[str, object]:
    """What a TOML file says; CallError if it cannot be read."""
    content = bytes_of(path)
    try:
        return toml_values(toml_text(content))
    except ValueError as error:
        raise CallError(f"The file {path} {error}; write it anew as UTF-8 text.") from error


def bytes_of(path: Path) -> bytes:
    """The bytes of a file; CallError if it cannot be read or never ends."""
    try:
        with path.open("rb") as stream:
            content = stream.read(_MOST_BYTES + 1)
    except (OSError, ValueError) as error:
        raise CallError(
            f"The file {path} cannot be read ({reason(error)}); check its name and place."
        ) from error
    if len(content) > _MOST_BYTES:
        raise CallError(f"The file {path} is larger than 200 MB; name another.")
    return content


def first_line_of(source: str, most: int) -> bytes:
    """The beginning of a file, or of standard input if the source is a hyphen, with its first line.

    A file's name isn't said if it cannot be read: it may be the passphrase itself.
    """
    try:
        if source == "-":
            return b"" if sys.stdin is None else sys.stdin.buffer.readline(most)
        with Path(source).open("rb") as stream:
            return stream.read(most)
    except (OSError, ValueError) as error:
        raise CallError(
            f"The passphrase file cannot be read ({reason(error)}); name a file whose first line is the passphrase."
        ) from error


def reason(error: Exception) -> str:
    """What the system says of a file that it refuses."""
    return (isinstance(error, OSError) and error.strerror) or "no such place"


def say(line: str) -> None:
    """One line, whatever stands in it: a name in somebody's certificate may hold a line's end of its own."""
    with _printing():
        print(on_one_line(line))


def say_plain(answer: object) -> None:
    """An answer for other programs, as JSON in plain letters."""
    with _printing():
        print(json.dumps(answer, indent=1))


def end_saying() -> None:
    """Let everything said so far arrive where it goes."""
    if sys.stdout is not None:
        with _printing():
            sys.stdout.flush()


def complain(error: object, code: int) -> int:
    """One line to standard error; gives back the code."""
    print(on_one_line(str(error)), file=sys.stderr)
    return code


def on_one_line(text: str) -> str:
    """The text without line ends and without what would steer a terminal or turn its writing round."""
    return "".join(letter if letter.isprintable() else " " for letter in text)


def never_fail_to_print() -> None:
    """A letter that the terminal does not have is shown by its number."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


@contextmanager
def _printing() -> Iterator[None]:
    """Nobody reads on, or the disk that the answer goes to is full: say so, and print nothing more."""
    try:
        yield
    except OSError as error:
        with open(os.devnull, "wb") as nowhere:  # noqa: PTH123  # its number is what is wanted
            os.dup2(nowhere.fileno(), sys.stdout.fileno())
        raise NotPrintedError(
            f"The answer could not be written ({reason(error)}); ask again and let it go elsewhere."
        ) from error
