# ruff: noqa: INP001  # a script, not part of a package
"""Make resources/colour/sRGB.icc: in which colour space are the documents' colours meant?

    python packaging/build_profile.py resources/colour

LittleCMS (in Pillow) makes the profile and puts it in the public domain: "No copyright, use freely".
Its date is set, so that two builds give the same bytes.
"""

from __future__ import annotations

import struct
import sys
from pathlib import Path

from PIL import ImageCms

_DATE = slice(24, 36)


def build(target: Path) -> None:
    """Write the profile into a folder."""
    profile = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    profile[_DATE] = struct.pack(">6H", 2024, 1, 1, 0, 0, 0)
    target.mkdir(parents=True, exist_ok=True)
    (target / "sRGB.icc").write_bytes(profile)


if __name__ == "__main__":
    build(Path(sys.argv[1]))
