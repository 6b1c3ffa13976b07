"""How does a document of this house look? Sizes, colours and lines, in one place.

Lengths are points unless they are named mm. Nothing is smaller than 7.9 points; nothing depends on colour.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from reportlab.lib.colors import Color, HexColor

from lif_desktop.documents.typeface import Face
from lif_desktop.documents.wording import Tone

MM = 72 / 25.4

INK = HexColor("#17202B")
MUTED = HexColor("#4C5866")
ACCENT = HexColor("#1F4F8F")
RED = HexColor("#B3152D")
AMBER = HexColor("#8F5200")
GREEN = HexColor("#1B6B3F")
MID = HexColor("#64748A")
HAIR = HexColor("#BFC8D3")
FAINT = HexColor("#DCE1E8")
TINT = HexColor("#F3F6FA")
TINT_2 = HexColor("#E4ECF6")
WHITE = HexColor("#FFFFFF")

HAIR_RULE = 0.5
STRONG_RULE = 0.9
PANEL_RULE = 1.1
BAR = 1.1 * MM


@dataclass(frozen=True, slots=True)
class TextStyle:
    """Face, size, leading and colour of a text."""

    face: Face
    size: float
    leading: float
    colour: Color = INK

    def toned(self, tone: Tone) -> TextStyle:
        """The style a run of this tone takes within text of this style."""
        heavy = self.face in {Face.SEMIBOLD, Face.BOLD, Face.SEMIBOLD_ITALIC}
        match tone:
            case Tone.PLAIN:
                return self
            case Tone.STRONG:
                return replace(self, face=Face.SEMIBOLD)
            case Tone.MUTED:
                return replace(self, face=Face.REGULAR, colour=MUTED)
            case Tone.ITALIC:
                return replace(self, face=Face.SEMIBOLD_ITALIC if heavy else Face.ITALIC)
            case Tone.MISSING:
                return replace(self, face=Face.ITALIC, colour=MUTED)


TITLE = TextStyle(Face.SEMIBOLD, 25, 29)
TITLE_WIDE = TextStyle(Face.SEMIBOLD, 22, 26)
SUBTITLE = TextStyle(Face.REGULAR, 13, 18, MUTED)
KICKER = TextStyle(Face.SEMIBOLD, 10.5, 14, ACCENT)
SECTION = TextStyle(Face.SEMIBOLD, 14.5, 19)
SUBHEAD = TextStyle(Face.SEMIBOLD, 11.5, 15)
LEAD = TextStyle(Face.REGULAR, 13, 19)
LETTER = TextStyle(Face.REGULAR, 11, 16)
BODY = TextStyle(Face.REGULAR, 10.5, 15)
VALUE = TextStyle(Face.REGULAR, 10.5, 14.5)
LABEL = TextStyle(Face.SEMIBOLD, 9, 12, MUTED)
KEY_DATE = TextStyle(Face.SEMIBOLD, 11.5, 15.5)
DETAIL = TextStyle(Face.REGULAR, 8.8, 12, MUTED)
STATEMENT = TextStyle(Face.SEMIBOLD, 15, 20)
QUOTED_STATEMENT = TextStyle(Face.SEMIBOLD_ITALIC, 15, 20)
QUOTE = TextStyle(Face.ITALIC, 10.5, 15)
NOTE = TextStyle(Face.REGULAR, 8.5, 11.5, MUTED)
TABLE_HEAD = TextStyle(Face.SEMIBOLD, 8.5, 11)
TABLE_CELL = TextStyle(Face.REGULAR, 9.5, 12.75)
DENSE_HEAD = TextStyle(Face.SEMIBOLD, 8.2, 10.4)
DENSE_CELL = TextStyle(Face.REGULAR, 8.8, 11.6)
BOARD_FIRST = TextStyle(Face.SEMIBOLD, 11.5, 14.8)
BOARD_SECOND = TextStyle(Face.REGULAR, 11.5, 14.8)
KIND_FIRST = TextStyle(Face.SEMIBOLD, 9, 13)
KIND_LINE = TextStyle(Face.REGULAR, 9, 13, MUTED)
MARKING = TextStyle(Face.SEMIBOLD, 9.2, 12)
MARKING_SPACE = 0.55
HEADER = TextStyle(Face.SEMIBOLD, 8.5, 11)
HEADER_RIGHT = TextStyle(Face.REGULAR, 8.5, 11, MUTED)
FOOTER = TextStyle(Face.REGULAR, 8.2, 10.5, MUTED)
FOOTER_STRONG = TextStyle(Face.SEMIBOLD, 8.2, 10.5)
CHART_LABEL = TextStyle(Face.SEMIBOLD, 9.5, 12)
CHART_TEXT = TextStyle(Face.REGULAR, 8.8, 11.5)
CHART_AXIS = TextStyle(Face.REGULAR, 8.2, 10.5, MUTED)


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page: width, height and margins."""

    width: float
    height: float
    left: float
    right: float
    first_top: float
    later_top: float
    bottom: float

    @property
    def text_width(self) -> float:
        """Width between the margins."""
        return self.width - self.left - self.right


PORTRAIT = Sheet(
    width=210 * MM,
    height=297 * MM,
    left=24 * MM,
    right=20 * MM,
    first_top=16 * MM,
    later_top=26 * MM,
    bottom=20 * MM,
)
LANDSCAPE = Sheet(
    width=297 * MM,
    height=210 * MM,
    left=18 * MM,
    right=18 * MM,
    first_top=15 * MM,
    later_top=25 * MM,
    bottom=20 * MM,
)
