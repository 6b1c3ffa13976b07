"""How does a page look? One page of a PDF as a picture; runs in the workroom, where a broken file does no harm."""

from __future__ import annotations

from collections.abc import Mapping
from io import BytesIO
from typing import cast

import pypdfium2

from lif_desktop.errors import FileRefusedError

POINTS_PER_INCH = 72
LARGEST_SIDE = 8000
"""Pixels; a page of a mile's length is made smaller."""


def picture(payload: Mapping[str, object]) -> Mapping[str, object]:
    """One page of a PDF.

    Args:
        payload: pdf (bytes), page (from 1), dpi (dots to the inch).

    Returns:
        png (bytes), pages (how many the file has), width and height of the page in points, text
        (the words of the page in reading order, for those who cannot see the picture).

    Raises:
        FileRefusedError: it is no PDF, or it has no such page.
    """
    number, dpi = cast("int", payload["page"]), cast("int", payload["dpi"])
    try:
        document = pypdfium2.PdfDocument(cast("bytes", payload["pdf"]))
    except pypdfium2.PdfiumError as error:
        raise FileRefusedError(
            "The file cannot be shown: it is no PDF, or it is damaged."
        ) from error
    document.init_forms()  # without it the signatures on a page are not drawn
    pages = len(document)
    if not 1 <= number <= pages:
        raise FileRefusedError(f"The file has {pages} pages, so it has no page {number}.")
    page = document[number - 1]
    width, height = page.get_size()
    scale = min(dpi / POINTS_PER_INCH, LARGEST_SIDE / max(width, height, 1))
    image = page.render(scale=scale, may_draw_forms=True).to_pil()
    drawn = BytesIO()
    image.save(drawn, "PNG")
    return {
        "png": drawn.getvalue(),
        "pages": pages,
        "width": width,
        "height": height,
        "text": page.get_textpage().get_text_range(),
    }
