"""Looks for words where they must not be: in files, and in the memory of a process."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

_BLOCK = 1 << 22


def spellings(word: str) -> tuple[bytes, ...]:
    """The bytes a word may be kept as: UTF-8, UTF-16 as Qt keeps it, and escaped JSON."""
    escaped = word.encode("ascii", "backslashreplace")
    return tuple({word.encode("utf-8"), word.encode("utf-16-le"), escaped})


def files_holding(word: str, folders: Iterable[Path]) -> list[Path]:
    """Every file below the folders whose bytes, or whose name, hold the word."""
    wanted = spellings(word)
    return [
        path
        for folder in folders
        for path in sorted(folder.rglob("*"))
        if word in path.name or (path.is_file() and _holds(path.read_bytes(), wanted))
    ]


def _holds(content: bytes, wanted: Iterable[bytes]) -> bool:
    return any(each in content for each in wanted)


def deleted_but_open(process: int) -> list[bytes]:
    """Contents of files a process has deleted and still holds open."""
    contents = []
    for link in Path(f"/proc/{process}/fd").iterdir():
        try:
            if str(link.readlink()).endswith("(deleted)"):
                contents.append(link.read_bytes())
        except OSError:
            continue  # closed meanwhile, or not a file that can be read
    return contents


def memory_holds(process: int, words: Iterable[str]) -> list[str]:
    """Which of the words are anywhere in the memory of a process that may be read (as root)."""
    wanted = {word: spellings(word) for word in words}
    held = set()
    for block in _memory_blocks(process):
        held |= {word for word, forms in wanted.items() if any(form in block for form in forms)}
    return sorted(held)


def _memory_blocks(process: int) -> Iterator[bytes]:
    maps = Path(f"/proc/{process}/maps").read_text(encoding="ascii", errors="replace")
    with Path(f"/proc/{process}/mem").open("rb", buffering=0) as memory:
        for line in maps.splitlines():
            match = re.match(r"([0-9a-f]+)-([0-9a-f]+) r[w-]", line)
            if match is None or "[vvar" in line or "[vsyscall]" in line:
                continue
            yield from _region(memory.fileno(), int(match[1], 16), int(match[2], 16))


def _region(descriptor: int, start: int, end: int) -> Iterator[bytes]:
    overlap = b""
    while start < end:
        try:
            block = os.pread(descriptor, min(_BLOCK, end - start), start)
        except OSError:
            return  # a guard page
        if not block:
            return
        yield overlap + block
        overlap = block[-512:]
        start += len(block)
