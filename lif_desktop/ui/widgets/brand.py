"""The panel at the left of the first pages: the name, the idea, a ruler with three points on it."""

from __future__ import annotations

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from lif_desktop.ui.theme import appearance, fix
from lif_desktop.ui.widgets.layouts import Frame, Gap, column, row
from lif_desktop.ui.widgets.shapes import IconMark
from lif_desktop.ui.widgets.text import Label


class _BrandRuler(QWidget):
    """Days running out of the panel: two points behind, one ahead."""

    def __init__(self) -> None:
        super().__init__()
        fix(self, height=48)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        look = appearance()
        scale = look.scale
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colour = look.colour("brand_text")
        faint = look.colour("brand_text")
        faint.setAlphaF(0.55)
        base = 30 * scale
        painter.setPen(QPen(faint, 1.2 * scale))
        painter.drawLine(QPointF(0, base), QPointF(self.width(), base))
        step = 11 * scale
        for tick in range(int(self.width() / step) + 1):
            high = 22 if tick % 7 == 0 else 10
            painter.drawLine(
                QPointF(tick * step + 0.5, base - high * scale), QPointF(tick * step + 0.5, base)
            )
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        for tick in (14, 25):
            painter.drawEllipse(QPointF(tick * step, base), 9 * scale, 9 * scale)
        painter.setBrush(look.colour("brand"))
        painter.setPen(QPen(colour, 2.4 * scale))
        painter.drawEllipse(QPointF(39 * step, base), 7.6 * scale, 7.6 * scale)
        painter.end()


class BrandPanel(Frame):
    """Left of the unlock page where there is room."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("brand", parent)
        fix(self, width=560)
        whole = column(self, margins=(64, 64, 0, 64), spacing=0)
        name = row(spacing=12)
        name.addWidget(IconMark("book-open-check", "brand_text", side=30))
        name.addWidget(Label("LIF Desktop", step="head", role="brand_text", strong=True), 1)
        whole.addLayout(name)
        whole.addStretch(3)
        whole.addWidget(
            Label(
                self.tr("From referral\nto lasting change"),
                step="slogan",
                role="brand_text",
                strong=True,
            )
        )
        whole.addStretch(2)
        whole.addWidget(_BrandRuler())
        whole.addWidget(Gap(height=22))
        words = row(margins=(0, 0, 56, 0))
        words.addWidget(
            Label(
                self.tr(
                    "Works on this laptop alone. Nothing is sent over a network, and nothing is "
                    "kept in plain text."
                ),
                role="brand_text",
                wrap=True,
            ),
            1,
        )
        whole.addLayout(words)
        whole.addStretch(4)
