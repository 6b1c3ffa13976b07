# ruff: noqa: INP001  # a script, not part of a package
"""Make resources/fonts from the npm package @fontsource/source-sans-3: which files is the family built of?

    npm install @fontsource/source-sans-3@5.3.0
    python packaging/build_fonts.py node_modules/@fontsource/source-sans-3 resources/fonts

The package holds one file for each script and style. They are merged into one static font for each
style, for window and documents alike. A merged font is a modified version, so it may not carry the
reserved name "Source" (SIL Open Font Licence 1.1, section 3): the family is called "LIF Sans".
"""

from __future__ import annotations

import sys
import tempfile
from copy import deepcopy
from dataclasses import dataclass
from pathlib import Path

import font_signs
from fontTools import merge, subset
from fontTools.ttLib import TTFont

FAMILY = "LIF Sans"
SCRIPTS = ("latin", "latin-ext", "greek", "greek-ext", "cyrillic", "cyrillic-ext", "vietnamese")
MADE_AT = 3_786_912_000
"""Seconds since 1904, as fonts count: 1 January 2024, so that two builds give the same bytes."""


@dataclass(frozen=True, slots=True)
class Cut:
    """One static font of the family."""

    file: str
    style: str
    weight: int
    slant: str

    @property
    def italic(self) -> bool:
        """Is it one of the slanted cuts?"""
        return self.slant == "italic"


CUTS = (
    Cut("LIFSans-Regular.ttf", "Regular", 400, "normal"),
    Cut("LIFSans-SemiBold.ttf", "SemiBold", 600, "normal"),
    Cut("LIFSans-Bold.ttf", "Bold", 700, "normal"),
    Cut("LIFSans-Italic.ttf", "Italic", 400, "italic"),
    Cut("LIFSans-SemiBoldItalic.ttf", "SemiBold Italic", 600, "italic"),
)


def build(package: Path, target: Path) -> None:
    """Write the five fonts and the licence into the target folder."""
    target.mkdir(parents=True, exist_ok=True)
    for cut in CUTS:
        font = merged(package / "files", cut)
        complete(font)
        font_signs.add(font)
        name_it(font, cut)
        font.save(target / cut.file, reorderTables=True)
    text = (package / "LICENSE").read_text(encoding="utf-8").strip()
    (target / "OFL.txt").write_text(_COPYRIGHT + text.split("\n", 1)[1] + "\n", encoding="utf-8")


def merged(files: Path, cut: Cut) -> TTFont:
    """One font of all scripts in one style; each character comes from the first file that has it."""
    seen: set[int] = set()
    with tempfile.TemporaryDirectory() as scratch:
        parts = []
        for script in SCRIPTS:
            source = files / f"source-sans-3-{script}-{cut.weight}-{cut.slant}.woff"
            part = _without(TTFont(source), seen)
            seen.update(part.getBestCmap())
            part.flavor = None
            parts.append(str(Path(scratch) / f"{script}.ttf"))
            part.save(parts[-1])
        return merge.Merger().merge(parts)


def complete(font: TTFont) -> None:
    """Add what the files lack: a visible box for U+FFFD, and hyphens and spaces of other kinds."""
    box = "replacementbox"
    font.setGlyphOrder([*font.getGlyphOrder(), box])
    font["glyf"][box] = deepcopy(font["glyf"][".notdef"])
    font["hmtx"][box] = font["hmtx"][".notdef"]
    tables = [table for table in font["cmap"].tables if table.isUnicode()]
    for table in tables:
        table.cmap.setdefault(0xFFFD, box)
        for code in (0x2010, 0x2011):
            table.cmap.setdefault(code, table.cmap[ord("-")])
        for code in (*range(0x2000, 0x200B), 0x202F, 0x205F, 0x3000):
            table.cmap.setdefault(code, table.cmap[ord(" ")])


def name_it(font: TTFont, cut: Cut) -> None:
    """Rewrite every name; each cut gets a PostScript name of its own, or two would be taken for one."""
    table = font["name"]
    table.names = []
    plain = cut.style in {"Regular", "Bold", "Italic"}
    family = FAMILY if plain else f"{FAMILY} SemiBold"
    style = cut.style if plain else ("Italic" if cut.italic else "Regular")
    postscript = cut.file.removesuffix(".ttf")
    names = {
        0: _COPYRIGHT.strip(),
        1: family,
        2: style,
        3: f"3.052;{postscript}",
        4: f"{FAMILY} {cut.style}",
        5: "Version 3.052",
        6: postscript,
        13: "This Font Software is licensed under the SIL Open Font License, Version 1.1.",
        14: "https://openfontlicense.org",
        16: FAMILY,
        17: cut.style,
    }
    for number, text in names.items():
        table.setName(text, number, 3, 1, 0x409)
    font["head"].created = font["head"].modified = MADE_AT
    font.recalcTimestamp = False
    font["OS/2"].usWeightClass = cut.weight
    selection = font["OS/2"].fsSelection & ~0b110_0001
    bold = cut.style == "Bold"
    font["OS/2"].fsSelection = (
        selection | cut.italic | bold << 5 | (not cut.italic and not bold) << 6
    )
    font["head"].macStyle = bold | cut.italic << 1


def _without(font: TTFont, seen: set[int]) -> TTFont:
    """The font without characters that an earlier part already gives."""
    options = subset.Options()
    options.layout_features = ["*"]
    options.glyph_names = False
    options.notdef_outline = True
    options.drop_tables += ["STAT"]
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=set(font.getBestCmap()) - seen)
    subsetter.subset(font)
    return font


_COPYRIGHT = (
    "Copyright 2010-2023 Adobe (http://www.adobe.com/), with Reserved Font Name 'Source'. "
    "Merged, and renamed LIF Sans.\n"
)


if __name__ == "__main__":
    build(Path(sys.argv[1]), Path(sys.argv[2]))
