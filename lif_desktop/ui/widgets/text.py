"""Words on the page: labels that take step, role and weight, and never read markup."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from lif_desktop.ui.theme import Role, Step


def repolish(widget: QWidget) -> None:
    """Let the style sheet look again at a widget whose properties changed."""
    style = widget.style()
    style.unpolish(widget)
    style.polish(widget)
    widget.updateGeometry()
    widget.update()


class Label(QLabel):
    """Plain words in one step of type."""

    def __init__(
        self,
        text: str = "",
        *,
        step: Step = "body",
        role: Role = "text",
        strong: bool = False,
        wrap: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("t", step)
        self.setProperty("role", role)
        self.setProperty("strong", strong)
        self.setWordWrap(wrap)
        # Minimum of nothing: a long word or a long name may not widen the page.
        across = QSizePolicy.Policy.Preferred
        policy = QSizePolicy(across, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(wrap)
        self.setSizePolicy(policy)
        self.setText(text)

    def set_role(self, role: Role) -> None:
        """Change the colour of the words."""
        if self.property("role") != role:
            self.setProperty("role", role)
            repolish(self)

    def set_strong(self, strong: bool) -> None:  # noqa: FBT001  # reads as a sentence: set_strong(True)
        """Change the weight of the words."""
        if self.property("strong") != strong:
            self.setProperty("strong", strong)
            repolish(self)
