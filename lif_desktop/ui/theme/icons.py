"""The icons: line drawings in one stroke width, tinted by role at the size they are shown."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from lif_desktop.errors import DefinitionError

_STROKE = "1.75"


class Icons:
    """Draws icons from the SVG files in one folder and remembers what it drew."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._sources: dict[str, str] = {}
        self._drawn: dict[tuple[str, int, str, float], QPixmap] = {}

    def pixmap(self, name: str, *, pixels: int, colour: str, ratio: float = 1.0) -> QPixmap:
        """One icon.

        Args:
            name: name of the drawing, for example folder-open.
            pixels: its width and height in logical pixels.
            colour: as #RRGGBB.
            ratio: device pixels for one logical pixel.

        Raises:
            DefinitionError: no such icon is shipped.
        """
        key = (name, pixels, colour, ratio)
        if key not in self._drawn:
            self._drawn[key] = self._draw(name, pixels, colour, ratio)
        return self._drawn[key]

    def icon(self, name: str, *, pixels: int, colour: str, ratio: float = 1.0) -> QIcon:
        """The same as a QIcon, for views that want one."""
        return QIcon(self.pixmap(name, pixels=pixels, colour=colour, ratio=ratio))

    def forget(self) -> None:
        """Drop what was drawn, after a change of theme or size."""
        self._drawn.clear()

    def _source(self, name: str) -> str:
        if name not in self._sources:
            file = self._folder / f"{name}.svg"
            if not file.is_file():
                raise DefinitionError(f"The icon {name} is not shipped.")
            self._sources[name] = file.read_text(encoding="utf-8")
        return self._sources[name]

    def _draw(self, name: str, pixels: int, colour: str, ratio: float) -> QPixmap:
        text = self._source(name).replace("currentColor", colour)
        text = text.replace('stroke-width="2"', f'stroke-width="{_STROKE}"')
        renderer = QSvgRenderer(QByteArray(text.encode()))
        side = round(pixels * ratio)
        picture = QPixmap(QSize(side, side))
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        renderer.render(painter, QRectF(0, 0, side, side))
        painter.end()
        picture.setDevicePixelRatio(ratio)
        return picture
