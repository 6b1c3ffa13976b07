"""What do outside readers find in a file: text in reading order, fonts, pages, structure?"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
import pytest

_QUOTED = re.compile(r'^\s*"(.*)"$')


def struct_text(content: bytes, folder: Path) -> str:
    """Structure and text as poppler reads them, in the order of the tree."""
    return _run("pdfinfo", content, folder, before=("-struct-text",))


def spoken(content: bytes, folder: Path) -> list[str]:
    """The texts of the structure tree, in reading order."""
    found = (_QUOTED.match(line) for line in struct_text(content, folder).splitlines())
    return [match.group(1) for match in found if match]


def fonts(content: bytes, folder: Path) -> list[dict[str, str]]:
    """Name, emb, sub and uni of each font."""
    lines = _run("pdffonts", content, folder).splitlines()[2:]
    return [
        {"name": parts[0], "emb": parts[-5], "sub": parts[-4], "uni": parts[-3]}
        for parts in (line.split() for line in lines)
    ]


def qpdf_says(content: bytes, folder: Path) -> str:
    """What qpdf's check finds."""
    return _run("qpdf", content, folder, before=("--check",))


def page_texts(content: bytes) -> list[str]:
    """The text of each page, headers and footers too."""
    document = pypdfium2.PdfDocument(content)
    return [page.get_textpage().get_text_range() for page in document]


def opened(content: bytes) -> pikepdf.Pdf:
    """The file, opened."""
    return pikepdf.open(BytesIO(content))


def elements(pdf: pikepdf.Pdf) -> Iterator[Any]:
    """Every element of the structure tree, in reading order."""
    yield from _below(pdf.Root.StructTreeRoot.K)


def elements_of(pdf: pikepdf.Pdf, role: str) -> list[Any]:
    """The elements of one role."""
    return [each for each in elements(pdf) if str(each.S) == f"/{role}"]


def roles(pdf: pikepdf.Pdf) -> list[str]:
    """Role of each element, in reading order."""
    return [str(each.S)[1:] for each in elements(pdf)]


def _below(element: Any) -> Iterator[Any]:  # noqa: ANN401  # pikepdf's objects have no narrower type
    yield element
    kids = element.get("/K")
    if isinstance(kids, pikepdf.Dictionary):
        kids = [kids]
    for kid in kids or []:
        if isinstance(kid, pikepdf.Dictionary) and kid.get("/S") is not None:
            yield from _below(kid)


def _run(tool: str, content: bytes, folder: Path, *, before: tuple[str, ...] = ()) -> str:
    path = shutil.which(tool)
    if path is None:
        words = f"{tool} is missing. Install it with: apt-get install poppler-utils qpdf"
        if os.environ.get("CI"):
            pytest.fail(words)
        pytest.skip(words)
    file = folder / "asked.pdf"
    file.write_bytes(content)
    done = subprocess.run(
        [path, *before, str(file)], capture_output=True, check=False, timeout=60, encoding="utf-8"
    )
    return done.stdout + done.stderr
