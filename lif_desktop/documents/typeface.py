"""Which letters can be drawn, how wide are they, and what stands for those that cannot?

Every text passes presentable() before it is measured or drawn: the one gate between what people
typed and what a page shows. A character without a shape in the typeface is drawn as a box, keeps
its place in the text that a reader extracts, and is reported.
"""

from __future__ import annotations

import unicodedata
from enum import StrEnum
from functools import lru_cache
from pathlib import Path
from typing import Any

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

BOX = "\ufffd"
_SYMBOL_FONTS = {"\uf0b7": "•", "\uf0a7": "▪", "\uf0d8": "→", "\uf0e0": "→", "\uf0fc": "✓"}
"""What word processors mean by the private codes of their symbol fonts."""
_WITHOUT_MEANING = frozenset({"Cc", "Co", "Cn"})
"""Controls, private use, and codes that stand for nothing."""
_SURROGATES = range(0xD800, 0xE000)
_KEPT_CONTROLS = frozenset("\t")


class Face(StrEnum):
    """The five cuts of the typeface."""

    REGULAR = "LIFSans-Regular"
    SEMIBOLD = "LIFSans-SemiBold"
    BOLD = "LIFSans-Bold"
    ITALIC = "LIFSans-Italic"
    SEMIBOLD_ITALIC = "LIFSans-SemiBoldItalic"


class Typeface:
    """The typeface of one document, and what it could not draw."""

    def __init__(self, folder: Path) -> None:
        """Load the five cuts from a folder of TTF files; once for each process, as reportlab keeps them."""
        self._missing: set[str] = set()
        self._faces = [_loaded(face, folder) for face in Face]
        self._drawn = frozenset.intersection(*(_codes(face) for face in self._faces))
        self._plain = frozenset(filter(str.isprintable, map(chr, self._drawn)))

    @property
    def substituted(self) -> tuple[str, ...]:
        """What was drawn as a box or another sign, for example "U+4E2D 中"."""
        return tuple(
            f"U+{ord(letter):04X} {letter if letter.isprintable() else ''}".strip()
            for letter in sorted(self._missing)
        )

    def presentable(self, text: str) -> str:
        """The text as it can be drawn: composed letters, no control characters, a box for what is missing."""
        composed = unicodedata.normalize("NFC", text)
        if self._plain.issuperset(composed):
            return composed
        return "".join(self._letter(letter) for letter in composed)

    def _letter(self, letter: str) -> str:
        code = ord(letter)
        if letter in _KEPT_CONTROLS or (code in self._drawn and letter.isprintable()):
            return letter
        if letter == "\xa0" or unicodedata.category(letter) == "Zs":
            return letter if code in self._drawn else " "
        if code in _SURROGATES:
            self._missing.add(BOX)
            return BOX
        if _is_invisible(letter):
            return ""
        self._missing.add(BOX if unicodedata.category(letter) == "Cc" else letter)
        if unicodedata.category(letter) in _WITHOUT_MEANING:
            # PDF/A-2a: a code that means nothing in Unicode may not stand in the text of a page.
            return _SYMBOL_FONTS.get(letter, BOX)
        self._give_box(code)
        return letter

    def _give_box(self, code: int) -> None:
        """Let the letter's own code draw the box, so that the text can still be extracted."""
        for face in self._faces:
            face.charToGlyph.setdefault(code, face.charToGlyph[ord(BOX)])
            face.charWidths.setdefault(code, face.charWidths[ord(BOX)])


@lru_cache(maxsize=50_000)
def width(text: str, face: Face, size: float) -> float:
    """Width of a presentable text in points; words come again, and every page is drawn more than once."""
    return float(pdfmetrics.stringWidth(text, face.value, size))


def _loaded(face: Face, folder: Path) -> Any:  # noqa: ANN401  # reportlab ships no types
    known = face.value in pdfmetrics.getRegisteredFontNames()
    if not known:
        pdfmetrics.registerFont(TTFont(face.value, str(folder / f"{face.value}.ttf")))
    return pdfmetrics.getFont(face.value).face


def _codes(face: Any) -> frozenset[int]:  # noqa: ANN401  # as above
    """Codes with a shape of their own: not those that an earlier document gave the box."""
    box = face.charToGlyph[ord(BOX)]
    return frozenset(
        code for code, glyph in face.charToGlyph.items() if glyph != box or code == ord(BOX)
    )


def _is_invisible(letter: str) -> bool:
    """Joiners, direction marks, soft hyphens and variation selectors draw nothing."""
    selector = 0xFE00 <= ord(letter) <= 0xFE0F or 0xE0100 <= ord(letter) <= 0xE01EF
    return selector or unicodedata.category(letter) == "Cf"
