"""What may be logged? Codes, numbers and ids: never a word that anyone typed, never a path.

Every entry goes through note() or fault(), which let nothing else through; the handler drops
what other libraries log, since their messages can quote values.
"""

from __future__ import annotations

import logging
import re
import traceback
from contextlib import suppress
from logging.handlers import RotatingFileHandler
from pathlib import Path

from typing_extensions import override

_LOGGER = "lif_desktop"
_PLAIN = re.compile(r"[A-Za-z0-9_.:+-]{1,64}")
_KILOBYTES, _FILES = 256, 4


class _LogFile(RotatingFileHandler):
    """Passes over what the disk does not take: a full disk must not stop the work, nor be told twice."""

    @override
    def handleError(self, record: logging.LogRecord) -> None:
        """Nothing: logging's own way is to print a trace for the person."""


class _OwnEntriesOnly(logging.Filter):
    @override
    def filter(self, record: logging.LogRecord) -> bool:
        return record.name == _LOGGER and record.exc_info is None


def begin(folder: Path) -> Path:
    """Log to a file in a folder until the process ends.

    Args:
        folder: the program's own folder in the person's profile, never a workspace.

    Returns:
        The log file; at most four of 256 KB are kept.
    """
    with suppress(OSError):  # a home that may not be written: there is no log then
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    file = folder / "lif-desktop.log"
    handler = _LogFile(
        file, maxBytes=_KILOBYTES * 1024, backupCount=_FILES - 1, encoding="ascii", delay=True
    )
    handler.addFilter(_OwnEntriesOnly())
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
    logger = logging.getLogger(_LOGGER)
    end()
    logger.addHandler(handler)
    logger.setLevel(logging.INFO)
    logger.propagate = False
    return file


def end() -> None:
    """Stop logging and close the file."""
    logger = logging.getLogger(_LOGGER)
    for handler in tuple(logger.handlers):
        logger.removeHandler(handler)
        handler.close()


def note(event: str, **facts: str | int | float) -> None:
    """Log that something happened.

    Args:
        event: a code, for example workspace.opened.
        **facts: numbers, ids and codes; anything else is logged as "withheld".
    """
    _write(logging.INFO, _line(event, facts))


def fault(event: str, error: BaseException) -> None:
    """Log an error by its class and the places in our code it passed through, without its message."""
    _write(logging.ERROR, f"{_line(event, {})} {fault_words(error)}")


def fault_words(error: BaseException) -> str:
    """An error as it may be written down: its class and places, nothing it says."""
    places = [
        f"{Path(frame.filename).stem}:{frame.lineno}"
        for frame in traceback.extract_tb(error.__traceback__)
    ]
    return " ".join([type(error).__name__, *places[-12:]])


def _write(level: int, line: str) -> None:
    """To the log file; where none was begun, nowhere: logging itself would then print it for the person."""
    logger = logging.getLogger(_LOGGER)
    if logger.hasHandlers():
        logger.log(level, "%s", line)


def _line(event: str, facts: dict[str, str | int | float]) -> str:
    parts = [_plain(event), *(f"{name}={_plain(value)}" for name, value in facts.items())]
    return " ".join(parts)


def _plain(value: str | float) -> str:
    text = str(value)
    return text if _PLAIN.fullmatch(text) else "withheld"
