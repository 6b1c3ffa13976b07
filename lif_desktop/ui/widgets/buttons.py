"""Things that are pressed and chosen: buttons, links, check boxes, radios, lists to choose from."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QPushButton,
    QRadioButton,
    QSizePolicy,
    QStyle,
    QStyleOptionButton,
    QWidget,
)
from typing_extensions import override

from lif_desktop.ui.theme import Role, appearance
from lif_desktop.ui.widgets.shapes import draw_tick

ButtonKind = Literal["primary", "secondary", "quiet", "destructive", "link", "link-small"]
_ICON_ROLES: dict[str, Role] = {
    "primary": "on",
    "secondary": "text",
    "quiet": "accent",
    "destructive": "error",
    "link": "accent",
    "link-small": "accent",
}
_ICON, _GAP = 18, 10


def shown_whole(text: str) -> str:
    """Words for a button: Qt reads "&" as "the next letter is a shortcut", and shows "R&D" as "RD"."""
    return text.replace("&", "&&")


def as_given(text: str) -> str:
    """What shown_whole was given."""
    return text.replace("&&", "&")


class Button(QPushButton):
    """A button that says the act and the object; an icon stands before the word, never alone."""

    def __init__(
        self,
        text: str,
        *,
        kind: ButtonKind = "secondary",
        icon: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(shown_whole(text), parent)
        self._icon_name = icon
        self.setProperty("kind", kind)
        self.setAutoDefault(False)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    @override
    def text(self) -> str:
        return as_given(super().text())

    @override
    def setText(self, text: str) -> None:
        super().setText(shown_whole(text))

    @property
    def kind(self) -> str:
        """Primary, secondary, quiet, destructive, link or link-small."""
        return str(self.property("kind"))

    def set_icon(self, name: str) -> None:
        """Show another icon before the word; empty for none."""
        self._icon_name = name
        self.updateGeometry()
        self.update()

    @override
    def sizeHint(self) -> QSize:
        size = super().sizeHint()
        if self._icon_name:
            look = appearance()
            size.setWidth(size.width() + look.px(_ICON + _GAP))
        return size

    @override
    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._icon_name:
            super().paintEvent(event)
            return
        look = appearance()
        option = QStyleOptionButton()
        self.initStyleOption(option)
        text, option.text = option.text, ""
        painter = QPainter(self)
        self.style().drawControl(QStyle.ControlElement.CE_PushButton, option, painter, self)
        role = _ICON_ROLES[self.kind] if self.isEnabled() else "muted"
        icon, gap = look.px(_ICON), look.px(_GAP)
        flags = Qt.TextFlag.TextShowMnemonic.value
        painter.setFont(self.font())
        words = self.fontMetrics().size(flags, text).width()
        left = 0 if self.kind.startswith("link") else (self.width() - icon - gap - words) // 2
        picture = look.pixmap(self._icon_name, role, _ICON, ratio=self.devicePixelRatioF())
        painter.drawPixmap(left, (self.height() - icon) // 2, picture)
        painter.setPen(look.colour(role))
        where = QRect(left + icon + gap, 0, words + 2, self.height())
        painter.drawText(where, flags | Qt.AlignmentFlag.AlignVCenter.value, text)
        painter.end()


class Link(Button):
    """Words that open something."""

    def __init__(
        self, text: str, *, small: bool = False, icon: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(text, kind="link-small" if small else "link", icon=icon, parent=parent)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)


class Radio(QRadioButton):
    """One of a few choices. The name for a screen reader holds the question too."""

    def __init__(self, text: str, *, group: str = "", parent: QWidget | None = None) -> None:
        super().__init__(shown_whole(text), parent)
        self.setAccessibleName(f"{group} {text}".strip() if group else text)

    @override
    def text(self) -> str:
        return as_given(super().text())


class CheckBox(QCheckBox):
    """A box to tick, with a tick drawn in the theme's colour."""

    def __init__(self, text: str, *, group: str = "", parent: QWidget | None = None) -> None:
        super().__init__(shown_whole(text), parent)
        self.setAccessibleName(f"{group} {text}".strip() if group else text)

    @override
    def text(self) -> str:
        return as_given(super().text())

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.checkState() != Qt.CheckState.Checked:
            return
        option = QStyleOptionButton()
        self.initStyleOption(option)
        box = self.style().subElementRect(QStyle.SubElement.SE_CheckBoxIndicator, option, self)
        inset = box.width() * 0.16
        painter = QPainter(self)
        draw_tick(
            painter,
            QRectF(box).adjusted(inset, inset, -inset, -inset),
            appearance().colour("on"),
        )
        painter.end()


class ComboBox(QComboBox):
    """A list to choose one from; a turn of the wheel over it changes nothing."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(12)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        look = appearance()
        side = look.px(18)
        painter = QPainter(self)
        role: Role = "muted" if self.isEnabled() else "edge"
        picture = look.pixmap("chevron-down", role, 18, ratio=self.devicePixelRatioF())
        painter.drawPixmap(self.width() - side - look.px(11), (self.height() - side) // 2, picture)
        painter.end()

    @override
    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()
