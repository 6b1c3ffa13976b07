"""What does pasted text become before it enters a field?

Words stay as they were written: typographic quotes, accents, tabs and dashes are kept. Only what
a person cannot see or did not mean is put right: zero-width characters, object marks,
non-breaking spaces, foreign line ends, and the middle dots that a word processor uses as bullets.
"""

from __future__ import annotations

import re

_INVISIBLE = re.compile("[\u200b\u2060\ufeff\ufffc\u00ad]")
"""Zero-width space, word joiner, byte-order mark, object replacement, soft hyphen.

Zero-width joiners stay: some scripts spell names with them.
"""
_NO_BREAK = re.compile("[\u00a0\u202f]")
_LINE_ENDS = re.compile("\r\n|[\r\u2028\u2029\x0b\x0c]")
_DOT_BULLET = re.compile(r"^[ \t]*\u00b7[ \t]+", re.MULTILINE)
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f]")


def cleaned(text: str) -> str:
    """Pasted text made plain: one kind of line end, no invisible characters, bullets as "- "."""
    text = _LINE_ENDS.sub("\n", text)
    text = _INVISIBLE.sub("", text)
    text = _NO_BREAK.sub(" ", text)
    text = _CONTROL.sub("", text)
    return _DOT_BULLET.sub("- ", text)


def cleaned_line(text: str) -> str:
    """The same for a field of one line: line ends become spaces, none at either end."""
    return re.sub(r" *\n+ *", " ", cleaned(text).strip("\n"))
