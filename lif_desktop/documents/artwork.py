"""How does a picture stand in the text: drawn in lines and letters, and described in words?

A picture is one Figure for a screen reader: its alternative text holds the finding and the figures.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

from reportlab.lib.colors import Color
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus.flowables import Flowable
from typing_extensions import override

from lif_desktop.documents.house_style import TextStyle
from lif_desktop.documents.press import Press
from lif_desktop.documents.tagging import Node
from lif_desktop.documents.typeface import width

Drawing = Callable[["Easel"], None]


class Easel:
    """A canvas for one picture, with its size and the gate all its words pass."""

    def __init__(self, press: Press, canvas: Canvas, breadth: float, height: float) -> None:
        self.canvas = canvas
        self.breadth = breadth
        self.height = height
        self._press = press

    def measure(self, text: str, style: TextStyle) -> float:
        """Width of a text in points."""
        return width(self._press.typeface.presentable(text), style.face, style.size)

    def write(
        self,
        x: float,
        y: float,
        text: str,
        style: TextStyle,
        *,
        side: Literal["left", "middle", "right"] = "left",
        colour: Color | None = None,
    ) -> None:
        """Write one line; x is its left edge, middle or right edge, y its baseline."""
        shown = self._press.typeface.presentable(text)
        breadth = width(shown, style.face, style.size)
        shift = {"left": 0.0, "middle": breadth / 2, "right": breadth}[side]
        self.canvas.setFont(style.face.value, style.size)
        self.canvas.setFillColor(colour or style.colour)
        self.canvas.drawString(x - shift, y, shown)

    def lines_in(self, text: str, style: TextStyle, breadth: float) -> list[str]:
        """The text broken at spaces into lines no wider than a breadth."""
        lines: list[str] = []
        for word in text.split():
            longer = f"{lines[-1]} {word}" if lines else word
            if lines and self.measure(longer, style) <= breadth:
                lines[-1] = longer
            else:
                lines.append(word)
        return lines

    def fitted(self, text: str, style: TextStyle, breadth: float) -> str:
        """The text, ended by three dots if it is wider than a breadth; alternative text has it whole."""
        if self.measure(text, style) <= breadth:
            return text
        while text and self.measure(f"{text}…", style) > breadth:
            text = text[:-1]
        return f"{text.rstrip()}…"

    def line(
        self, x1: float, y1: float, x2: float, y2: float, colour: Color, weight: float
    ) -> None:
        """A straight line."""
        self.canvas.setStrokeColor(colour)
        self.canvas.setLineWidth(weight)
        self.canvas.line(x1, y1, x2, y2)

    def box(
        self, x: float, y: float, breadth: float, height: float, *, fill: Color | None = None,
        outline: Color | None = None, weight: float = 1.0,
    ) -> None:  # fmt: skip
        """A rectangle, filled, outlined or both."""
        if fill is not None:
            self.canvas.setFillColor(fill)
        if outline is not None:
            self.canvas.setStrokeColor(outline)
            self.canvas.setLineWidth(weight)
        self.canvas.rect(
            x, y, breadth, height, stroke=int(outline is not None), fill=int(fill is not None)
        )

    def hatched(self, x: float, y: float, breadth: float, height: float, colour: Color) -> None:
        """A rectangle with lines at 45 degrees, at least 0.6 points on a 3 point pitch."""
        self._clipped(x, y, breadth, height)
        self.canvas.setStrokeColor(colour)
        self.canvas.setLineWidth(0.6)
        start = x - height
        while start < x + breadth:
            self.canvas.line(start, y, start + height, y + height)
            start += 3.0
        self.canvas.restoreState()
        self.box(x, y, breadth, height, outline=colour, weight=0.9)

    def dotted(self, x: float, y: float, breadth: float, height: float, colour: Color) -> None:
        """A rectangle with dots."""
        self._clipped(x, y, breadth, height)
        self.canvas.setFillColor(colour)
        for row in range(int(height / 4.6) + 2):
            across = x + 3 + (row % 2) * 3.2
            while across < x + breadth:
                self.canvas.circle(across, y + 3 + row * 4.6, 0.75, stroke=0, fill=1)
                across += 6.4
        self.canvas.restoreState()
        self.box(x, y, breadth, height, outline=colour, weight=0.9)

    def _clipped(self, x: float, y: float, breadth: float, height: float) -> None:
        self.canvas.saveState()
        path = self.canvas.beginPath()
        path.rect(x, y, breadth, height)
        self.canvas.clipPath(path, stroke=0, fill=0)


class Artwork(Flowable):  # type: ignore[misc]  # reportlab ships no types
    """A picture at one node of the tree, or an artifact if it has none."""

    def __init__(
        self, press: Press, breadth: float, height: float, drawing: Drawing, node: Node | None
    ) -> None:
        super().__init__()
        self._press = press
        self._drawing = drawing
        self._node = node
        self.width = breadth
        self.height = height

    @override
    def wrap(self, available_width: float, available_height: float) -> tuple[float, float]:
        """The size it was made with."""
        return self.width, self.height

    @override
    def draw(self) -> None:
        """Draw it, and note where it stands."""
        canvas = self.canv
        easel = Easel(self._press, canvas, self.width, self.height)
        node = self._node
        canvas.saveState()
        if node is None:
            with self._press.tagger.artifact(canvas):
                self._drawing(easel)
        else:
            left, bottom = canvas.absolutePosition(0, 0)
            box = (left, bottom, left + self.width, bottom + self.height)
            node.place = (canvas.getPageNumber(), box)
            with self._press.tagger.content(canvas, node):
                self._drawing(easel)
        canvas.restoreState()
