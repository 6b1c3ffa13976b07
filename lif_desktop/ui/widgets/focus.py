"""Where the keyboard goes: into a part of the window."""

from __future__ import annotations

from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QAbstractSpinBox,
    QComboBox,
    QLayout,
    QScrollArea,
    QWidget,
)


def focusable(part: QWidget) -> bool:
    """Can the Tab key reach this part just now?"""
    reachable = bool(part.focusPolicy() & Qt.FocusPolicy.TabFocus)
    return reachable and part.isVisible() and part.isEnabled()


def focus_into(part: QWidget) -> bool:
    """Put the focus on the first thing inside a part that takes it; False if there is none."""
    if focusable(part):
        part.setFocus(Qt.FocusReason.ShortcutFocusReason)
        return True
    at = part.nextInFocusChain()
    while at is not None and at is not part:
        if part.isAncestorOf(at) and focusable(at):
            at.setFocus(Qt.FocusReason.ShortcutFocusReason)
            return True
        at = at.nextInFocusChain()
    return False


def order_tabs(part: QWidget) -> None:
    """Let the Tab key go through a part in the order of its layout.

    Qt keeps the order in which things were made, so what is added later would come last.
    """
    reached = _in_layout_order(part)
    for before, after in pairwise(reached):
        QWidget.setTabOrder(before, after)


def _in_layout_order(part: QWidget) -> list[QWidget]:
    found = [part] if part.focusPolicy() & Qt.FocusPolicy.TabFocus else []
    if isinstance(part, (QAbstractItemView, QAbstractSpinBox, QComboBox)):
        return found
    if isinstance(part, QScrollArea):
        inside = part.widget()
        return found + (_in_layout_order(inside) if inside is not None else [])
    layout = part.layout()
    return found + (_of_layout(layout) if layout is not None else [])


def _of_layout(layout: QLayout) -> list[QWidget]:
    found: list[QWidget] = []
    for position in range(layout.count()):
        item = layout.itemAt(position)
        if item is None:
            continue
        part, inner = item.widget(), item.layout()
        if part is not None:
            found += _in_layout_order(part)
        elif inner is not None:
            found += _of_layout(inner)
    return found
