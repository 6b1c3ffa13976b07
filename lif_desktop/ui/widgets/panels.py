"""Larger parts: the topic list of a form, its action bar, the panel in which a rule speaks, the tally."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget
from typing_extensions import override

from lif_desktop.ui.theme import appearance, fix
from lif_desktop.ui.widgets.buttons import Button, Link
from lif_desktop.ui.widgets.layouts import Frame, Gap, Hairline, clear, column, row
from lif_desktop.ui.widgets.rows import RowButton
from lif_desktop.ui.widgets.shapes import IconMark, Mark, ViewMark, hatch
from lif_desktop.ui.widgets.text import Label

TopicStatus = Literal["completed", "in_progress", "not_started", "problem", "none"]
_TOPIC_ICONS: dict[TopicStatus, tuple[str, Literal["muted", "accent", "error"]]] = {
    "completed": ("check", "muted"),
    "in_progress": ("circle-dot", "accent"),
    "not_started": ("circle", "muted"),
    "problem": ("circle-alert", "error"),
    "none": ("list-checks", "accent"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """One entry of a topic list."""

    name: str
    """Key of the section."""
    label: str
    status: TopicStatus
    status_words: str
    """As shown and read out; empty for an entry that has none."""


class _TopicRow(RowButton):
    def __init__(self, topic: Topic, *, current: bool) -> None:
        super().__init__(height=36)
        self.topic = topic
        self._current = current
        self.setProperty("ring_inset", None)
        line = row(self, margins=(10, 4, 8, 4), spacing=9)
        icon, role = _TOPIC_ICONS[topic.status]
        line.addWidget(IconMark(icon, role, side=16))
        problem = topic.status == "problem"
        words = column()
        words.addWidget(
            Label(topic.label, strong=current, role="accent" if current else "text", wrap=True)
        )
        if problem:
            words.addWidget(Label(topic.status_words, step="small", role="error", strong=True))
        line.addLayout(words, 1)
        if not problem and topic.status_words and not current:
            line.addWidget(Label(topic.status_words, step="small", role="muted"))
        self.setAccessibleName(", ".join(w for w in (topic.label, topic.status_words) if w))
        if current:
            self.setAccessibleDescription(self.tr("Open now"))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        look = appearance()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        if self._current or self.underMouse():
            painter.setBrush(look.colour("soft" if self._current else "hover"))
            painter.drawRoundedRect(QRectF(self.rect()), 8, 8)
        painter.end()


class TopicList(QWidget):
    """The topics of a form with their status; the one that is open stands out.

    Signals:
        topic_wanted: with the name of the topic that was pressed.
    """

    topic_wanted = Signal(str)

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        whole = column(self, spacing=8)
        whole.addWidget(Label(title, step="small", role="muted", strong=True))
        self._rows = column(spacing=1)
        whole.addLayout(self._rows)
        self._foot = Label("", step="small", role="muted", wrap=True)
        whole.addWidget(self._foot)
        whole.addStretch(1)

    def show_topics(self, topics: Sequence[Topic], *, current: str, foot: str = "") -> None:
        """Show the topics; current is the name of the one that is open."""
        held = self._focused_name()
        clear(self._rows)
        for topic in topics:
            line = _TopicRow(topic, current=topic.name == current)
            line.clicked.connect(self._on_row_clicked)
            self._rows.addWidget(line)
            if topic.name == held:
                line.setFocus()
        self._foot.setText(foot)
        self._foot.setVisible(bool(foot))

    def _focused_name(self) -> str:
        focused = self.focusWidget()
        if isinstance(focused, _TopicRow) and focused.hasFocus():
            return focused.topic.name
        return ""

    def _on_row_clicked(self) -> None:
        sender = self.sender()
        if isinstance(sender, _TopicRow):
            self.topic_wanted.emit(sender.topic.name)


class ActionBar(Frame):
    """The foot of a form: what continues at the left, what saves at the right."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("sheet", parent)
        whole = column(self)
        whole.addWidget(Hairline())
        self._line = row(margins=(0, 15, 0, 15), spacing=12)
        whole.addLayout(self._line)
        self._lead = Gap(width=1)
        self._inner = row(spacing=12)
        self._line.addWidget(self._lead)
        holder = QWidget()
        holder.setLayout(self._inner)
        fix(holder, max_width=656)
        self._line.addWidget(holder, 1)
        self._line.addStretch(0)
        self._stretched = False

    def set_indent(self, left: int) -> None:
        """Begin the buttons this many pixels (at 100 per cent) from the left edge."""
        fix(self._lead, width=left)

    def add_left(self, button: Button) -> None:
        """Add a button at the left, primary first."""
        self._inner.addWidget(button)

    def add_right(self, button: Button) -> None:
        """Add a button at the right end of the text column."""
        if not self._stretched:
            self._inner.addStretch(1)
            self._stretched = True
        self._inner.addWidget(button)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """One condition under "Why?"."""

    mark: Mark
    words: str
    detail: str = ""


class RulePanel(Frame):
    """What the rule gives, why, and from which source; the Chair decides.

    Signals:
        dissent_wanted: "Show the recommendations", below the dissent, was pressed.
    """

    dissent_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("panel", parent)
        whole = column(self, margins=(20, 16, 20, 18), spacing=6)
        top = row(spacing=10)
        top.addWidget(IconMark("scale", "accent", side=18))
        top.addWidget(
            Label(self.tr("What the rule says"), step="small", role="muted", strong=True), 1
        )
        whole.addLayout(top)
        self._result = Label("", step="head", strong=True, wrap=True)
        whole.addWidget(self._result)
        self._caution = Label("", step="small", role="muted", wrap=True)
        whole.addWidget(self._caution)
        self._why = Link(self.tr("Why?"), icon="chevron-down")
        self._why.setCheckable(True)
        self._why.setChecked(True)
        self._why.toggled.connect(self._on_why_toggled)
        whole.addWidget(self._why)
        self._reasons_holder = QWidget()
        self._reasons = column(self._reasons_holder, spacing=10)
        whole.addWidget(self._reasons_holder)
        self._source = Label("", step="small", role="muted", wrap=True)
        whole.addWidget(self._source)
        self._tally_holder = QWidget()
        tally = column(self._tally_holder, spacing=6)
        tally.addWidget(Gap(height=2))
        tally.addWidget(Hairline())
        tally.addWidget(Gap(height=2))
        self._tally_title = Label("", step="small", role="muted", strong=True)
        tally.addWidget(self._tally_title)
        self._blocks = TallyBlocks()
        tally.addWidget(self._blocks)
        self._tally_lines = column()
        tally.addLayout(self._tally_lines)
        self._dissent = Label("", step="small", strong=True, wrap=True)
        tally.addWidget(self._dissent)
        self._dissent_link = Link(self.tr("Show the recommendations"), small=True)
        self._dissent_link.clicked.connect(self.dissent_wanted)
        tally.addWidget(self._dissent_link)
        whole.addWidget(self._tally_holder)
        self._tally_holder.hide()

    def show_result(
        self, result: str, *, caution: str, reasons: Sequence[Reason], source: str
    ) -> None:
        """Show what the rule gives, with its reasons and source."""
        self._result.setText(result)
        self._caution.setText(caution)
        self._caution.setVisible(bool(caution))
        clear(self._reasons)
        for reason in reasons:
            line = row(spacing=10)
            line.addWidget(ViewMark(reason.mark, side=20), 0, Qt.AlignmentFlag.AlignTop)
            words = column()
            words.addWidget(Label(reason.words, step="small", strong=True, wrap=True))
            if reason.detail:
                words.addWidget(Label(reason.detail, step="small", role="muted", wrap=True))
            line.addLayout(words, 1)
            self._reasons.addLayout(line)
        self._source.setText(self.tr("Source: {source}").format(source=source))
        self._source.setVisible(bool(source))
        self.setAccessibleName(self.tr("What the rule says: {result}").format(result=result))

    def show_tally(
        self, title: str, *, agreeing: int, others: int, lines: Sequence[str], dissent: str = ""
    ) -> None:
        """Show how the members recommend: blocks, sentences, and the dissent kept."""
        self._tally_title.setText(title)
        self._blocks.show_count(agreeing, others)
        clear(self._tally_lines)
        for position, line in enumerate(lines):
            self._tally_lines.addWidget(Label(line, step="small", strong=position == 0, wrap=True))
        self._blocks.setAccessibleName(". ".join(lines))
        self._dissent.setText(dissent)
        self._dissent.setVisible(bool(dissent))
        self._dissent_link.setVisible(bool(dissent))
        self._tally_holder.show()

    def hide_dissent(self) -> None:
        """Leave the line on dissent out where it is shown in full beside the panel."""
        self._dissent.hide()
        self._dissent_link.hide()

    def _on_why_toggled(self, open_now: bool) -> None:  # noqa: FBT001  # a Qt slot's signature
        self._reasons_holder.setVisible(open_now)
        self._why.set_icon("chevron-down" if open_now else "chevron-right")


class TallyBlocks(QWidget):
    """One block for each member who recommends: agreeing solid, the others hatched."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._agreeing = 0
        self._others = 0
        fix(self, height=12)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_count(self, agreeing: int, others: int) -> None:
        """Show so many blocks of each kind."""
        self._agreeing, self._others = agreeing, others
        self.update()

    @override
    def sizeHint(self) -> QSize:
        return QSize(appearance().px(120), appearance().px(12))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        count = self._agreeing + self._others
        if not count:
            return
        look = appearance()
        gap = look.px(4)
        wide = min((self.width() - gap * (count - 1)) / count, look.px(48))
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for position in range(count):
            box = QRectF(position * (wide + gap), 0, wide, self.height())
            inner = box.adjusted(0.75, 0.75, -0.75, -0.75)
            if position < self._agreeing:
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(look.colour("accent"))
                painter.drawRoundedRect(box, 3, 3)
            else:
                hatch(painter, inner, look.colour("text"), gap=4)
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.setPen(QPen(look.colour("text"), 1.2))
                painter.drawRoundedRect(inner, 3, 3)
        painter.end()


def fact_row(facts: Sequence[tuple[str, str, str]], layout: QHBoxLayout) -> None:
    """Fill a row with facts as (label, fact, second line), as under a case's title."""
    for label, fact, second in facts:
        block = column()
        block.addWidget(Label(label, step="small", role="muted"))
        block.addWidget(Label(fact, strong=True))
        block.addWidget(Label(second, step="small", role="muted"))
        layout.addLayout(block)
        layout.addStretch(1)
