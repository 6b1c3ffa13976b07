"""Where do people sign? Panels prepared before anyone has signed, so that signing never moves a line.

The page holds the panel and who is to sign; a signature field lies over the whole panel, and shows
"Not yet signed" until a signature puts its own picture there.
"""

from __future__ import annotations

from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus.flowables import Flowable
from typing_extensions import override

from lif_desktop.documents import house_style as house
from lif_desktop.documents.artwork import Easel
from lif_desktop.documents.blocks import SignaturePanel, Signatures
from lif_desktop.documents.field_layout import Place
from lif_desktop.documents.house_style import MM
from lif_desktop.documents.press import FieldPlace, Press
from lif_desktop.documents.rows import Cell, Row, Rows
from lif_desktop.documents.tagging import Annotation, Node
from lif_desktop.documents.typesetting import Words
from lif_desktop.documents.wording import words

PANEL_WIDTH = 80 * MM
PANEL_HEIGHT = 50 * MM
PANEL_GAP = 6 * MM
PANEL_INSET = 4 * MM


def signatures(place: Place, block: Signatures) -> list[Flowable]:
    """Two panels to a row; never divided."""
    rows = []
    for start in range(0, len(block.panels), 2):
        pair = block.panels[start : start + 2]
        cells = [
            Cell([PanelFlowable(place, panel)], column=column * 2)
            for column, panel in enumerate(pair)
        ]
        rows.append(
            Row(cells, above=0, below=PANEL_GAP if start + 2 < len(block.panels) else 0, rules=())
        )
    return [Rows(place.press, [PANEL_WIDTH, PANEL_GAP, PANEL_WIDTH], rows, space_before=4 * MM)]


class PanelFlowable(Flowable):  # type: ignore[misc]  # reportlab ships no types
    """One panel with its signature field."""

    def __init__(self, place: Place, panel: SignaturePanel) -> None:
        super().__init__()
        self._press: Press = place.press
        self._panel = panel
        self.width = PANEL_WIDTH
        self.height = PANEL_HEIGHT
        part = Node("Div", place.node)
        self._words = _panel_words(place.press, panel, part)
        self._field = Node("Form", part)

    @override
    def wrap(self, available_width: float, available_height: float) -> tuple[float, float]:
        """Always the same size."""
        return self.width, self.height

    @override
    def draw(self) -> None:
        """The panel, its words, and the place of the field."""
        canvas = self.canv
        with self._press.tagger.artifact(canvas):
            draw_ground(canvas, self.width, self.height)
        for level, said in self._words:
            said.wrap(self.width - 2 * PANEL_INSET, self.height)
            said.drawOn(canvas, PANEL_INSET, level - said.height)
        self._note_field(canvas)

    def _note_field(self, canvas: Canvas) -> None:
        panel = self._panel
        left, bottom = canvas.absolutePosition(0, 0)
        rectangle = (left, bottom, left + self.width, bottom + self.height)
        page = canvas.getPageNumber()
        form = f"unsigned_{panel.field}"
        self._field.annotation = Annotation(page, rectangle, words=unsigned_words(panel))
        self._press.fields.append(
            FieldPlace(panel.field, page, rectangle, form=form, locks=panel.locks)
        )
        canvas.beginForm(form, 0, 0, self.width, self.height)
        _draw_unsigned(Easel(self._press, canvas, self.width, self.height))
        canvas.endForm()
        canvas._formsinuse.append(form)  # noqa: SLF001  # the page must hold it, and may not draw it


def draw_ground(canvas: Canvas, breadth: float, height: float) -> None:
    """Tint under a strong line."""
    canvas.setFillColor(house.TINT)
    canvas.rect(0, 0, breadth, height, stroke=0, fill=1)
    canvas.setStrokeColor(house.INK)
    canvas.setLineWidth(house.PANEL_RULE)
    canvas.line(0, height, breadth, height)


def unsigned_words(panel: SignaturePanel) -> str:
    """What a screen reader says of the empty field."""
    signer = panel.name or panel.role
    return f"Signature of {signer}, not yet signed"


def _panel_words(press: Press, panel: SignaturePanel, part: Node) -> list[tuple[float, Words]]:
    """Heading at the top, name and post below the place for the signature; heights from the bottom."""
    lines = [(PANEL_HEIGHT - 3.2 * MM, panel.heading, house.LABEL)]
    level = PANEL_HEIGHT - 24 * MM
    name = panel.name or "Name"
    lines.append((level, name, house.TextStyle(house.SECTION.face, 10.5, 14)))
    level -= 14
    for line in (panel.post, f"Acting for {panel.acting_for}" if panel.acting_for else ""):
        if line:
            lines.append((level, line, house.TextStyle(house.BODY.face, 10, 13.5)))
            level -= 13.5
    return [(top, Words(press, words(text), style, Node("P", part))) for top, text, style in lines]


def _draw_unsigned(easel: Easel) -> None:
    """Not yet signed, above an ink line; the rest of the panel shows through."""
    middle = PANEL_HEIGHT - 21 * MM
    easel.write(
        PANEL_INSET,
        middle + 4,
        "Not yet signed",
        house.TextStyle(house.BODY.face, 10.5, 14, house.MUTED),
    )
    easel.line(PANEL_INSET, middle, easel.breadth - PANEL_INSET, middle, house.INK, 0.6)
