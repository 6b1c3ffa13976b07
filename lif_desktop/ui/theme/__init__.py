"""How does the window look? One table of roles makes palette, style sheet, icons and painted parts.

Ask with `appearance()`; never keep a colour, a scale or a font: they change while the window is open.
"""

from __future__ import annotations

from lif_desktop.ui.theme.appearance import Appearance, appearance, fix, fix_layout
from lif_desktop.ui.theme.tokens import Role, Step, Tokens, load_tokens

__all__ = [
    "Appearance",
    "Role",
    "Step",
    "Tokens",
    "appearance",
    "fix",
    "fix_layout",
    "load_tokens",
]
