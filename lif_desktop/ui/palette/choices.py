"""The lines of the palette: what they hold, and how they are painted."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
)
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import (
    QApplication,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)
from typing_extensions import override

from lif_desktop.ui.theme import appearance

ROW, GROUP = 48, 36


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One line of the palette."""

    group: str
    icon: str
    title: str
    note: str = ""
    key: str = ""
    """Keys that do the same, in words; empty if there are none."""
    chosen: Callable[[], None]
    """What it does."""


_ChoiceRole = Qt.ItemDataRole.UserRole


class ChoicesModel(QAbstractListModel):
    """Group names and choices, in order; a group name cannot be chosen."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lines: list[Choice | str] = []

    def show_choices(self, choices: Sequence[Choice]) -> None:
        """Show choices under the names of their groups."""
        self.beginResetModel()
        self._lines = []
        group = ""
        for choice in choices:
            if choice.group != group:
                group = choice.group
                self._lines.append(group)
            self._lines.append(choice)
        self.endResetModel()

    def line(self, row_number: int) -> Choice | str:
        """The choice or the group name at a row."""
        return self._lines[row_number]

    def first_choice(self) -> int:
        """Row of the first choice; -1 if there is none."""
        return next((n for n, line in enumerate(self._lines) if isinstance(line, Choice)), -1)

    @override
    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self._lines)

    @override
    def data(
        self,
        index: QModelIndex | QPersistentModelIndex,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> object:
        if not index.isValid():
            return None
        line = self._lines[index.row()]
        if role == _ChoiceRole:
            return line
        if role == Qt.ItemDataRole.DisplayRole:
            return line if isinstance(line, str) else line.title
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return (
                line if isinstance(line, str) else ", ".join(filter(None, (line.title, line.note)))
            )
        return None

    @override
    def flags(self, index: QModelIndex | QPersistentModelIndex) -> Qt.ItemFlag:
        if index.isValid() and isinstance(self._lines[index.row()], Choice):
            return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return Qt.ItemFlag.NoItemFlags


class ChoiceLines(QStyledItemDelegate):
    """Paints the lines, the letters that match in weight 600."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.words: tuple[str, ...] = ()

    @override
    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        line = index.data(_ChoiceRole)
        return QSize(0, appearance().px(GROUP if isinstance(line, str) else ROW))

    @override
    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        look = appearance()
        line = index.data(_ChoiceRole)
        rect: QRect = option.rect
        state: QStyle.StateFlag = option.state
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if isinstance(line, str):
            painter.setFont(look.font("small", strong=True))
            painter.setPen(look.colour("muted"))
            where = rect.adjusted(look.px(24), look.px(8), 0, 0)
            painter.drawText(where, Qt.AlignmentFlag.AlignVCenter, line)
        elif isinstance(line, Choice):
            chosen = bool(state & QStyle.StateFlag.State_Selected)
            self._paint_choice(painter, rect, line, chosen=chosen)
        painter.restore()

    def _paint_choice(self, painter: QPainter, rect: QRect, line: Choice, *, chosen: bool) -> None:
        look = appearance()
        if chosen:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(look.colour("soft"))
            painter.drawRoundedRect(QRectF(rect).adjusted(look.px(10), 0, -look.px(10), 0), 8, 8)
        side = look.px(20)
        icon = look.pixmap(line.icon, "accent" if chosen else "muted", 20)
        painter.drawPixmap(rect.left() + look.px(24), rect.center().y() - side // 2 + 1, icon)
        key = line.key or (_enter_word() if chosen else "")
        right = rect.right() - look.px(26)
        if key:
            painter.setFont(look.font("small", strong=chosen))
            painter.setPen(look.colour("accent" if chosen else "muted"))
            across = look.words_width(key, "small", strong=chosen) + 4
            where = QRect(right - across, rect.top(), across, rect.height())
            painter.drawText(where, Qt.AlignmentFlag.AlignVCenter, key)
            right -= across + look.px(12)
        left = self._paint_title(painter, rect, line.title, right)
        painter.setFont(look.font("small"))
        painter.setPen(look.colour("muted"))
        room = right - left - look.px(14)
        if line.note and room > look.px(40):
            note = painter.fontMetrics().elidedText(line.note, Qt.TextElideMode.ElideRight, room)
            where = QRect(left + look.px(14), rect.top(), room, rect.height())
            painter.drawText(where, Qt.AlignmentFlag.AlignVCenter, note)

    def _paint_title(self, painter: QPainter, rect: QRect, title: str, right: int) -> int:
        """Paint the title with its matching letters strong; returns where it ends."""
        look = appearance()
        painter.setPen(look.colour("text"))
        left = rect.left() + look.px(58)
        for part, strong in matched_parts(title, self.words):
            painter.setFont(look.font("body", strong=strong))
            room = right - left
            if room <= 0:
                break
            shown = painter.fontMetrics().elidedText(part, Qt.TextElideMode.ElideRight, room)
            across = painter.fontMetrics().horizontalAdvance(shown)
            where = QRect(left, rect.top(), across + 4, rect.height())
            painter.drawText(where, Qt.AlignmentFlag.AlignVCenter, shown)
            left += across
        return left


def _enter_word() -> str:
    return QApplication.translate("Palette", "Enter")


def matched_parts(title: str, words: Sequence[str]) -> list[tuple[str, bool]]:
    """A title cut into parts, each with whether it matches one of the words typed."""
    lowered = title.casefold()
    if len(lowered) != len(title):
        return [(title, False)]
    strong = [False] * len(title)
    for word in words:
        at = lowered.find(word)
        if word and at >= 0:
            strong[at : at + len(word)] = [True] * len(word)
    parts: list[tuple[str, bool]] = []
    for letter, on in zip(title, strong, strict=True):
        if parts and parts[-1][1] == on:
            parts[-1] = (parts[-1][0] + letter, on)
        else:
            parts.append((letter, on))
    return parts
