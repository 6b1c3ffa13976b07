"""How is a form laid out? Topics at the left, one column, an action bar at the foot.

With little room (a narrow window or large text) the topics become one button with the list behind
it, and the action bar scrolls with the page.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QWidget

from lif_desktop.ui.form_view.progress import Status
from lif_desktop.ui.page import WidthClass
from lif_desktop.ui.theme import fix
from lif_desktop.ui.widgets import (
    ActionBar,
    Button,
    Frame,
    Hairline,
    ScrollColumn,
    Topic,
    TopicList,
    column,
    row,
)

COLUMN_WIDTH = 656
"""Width of the text column at 100 per cent; about 95 characters."""
PANE_WIDTH = 344
"""Width of what stands beside a form."""
INDENT = 336 + 1 + 36 - 12
"""Where the buttons begin, so that they stand under the text: topics, line, margin, less their gap."""


class TopicsLayout(QWidget):
    """The frame of a form; FormView fills it.

    Signals:
        topic_wanted: with the name of the topic that was pressed.
    """

    topic_wanted = Signal(str)

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = title
        self._shown: QWidget | None = None
        self._whole = column(self)
        self._beside: QWidget | None = None
        middle = row()
        self._middle = middle
        self._whole.addLayout(middle, 1)
        self._topics_scroll = ScrollColumn(margins=(32, 28, 24, 24))
        self._topics = TopicList(title)
        self._topics_scroll.column.addWidget(self._topics)
        fix(self._topics_scroll, width=336)
        self._divider = Hairline(down=True)
        self._scroll = ScrollColumn(margins=(36, 28, 36, 28))
        middle.addWidget(self._topics_scroll)
        middle.addWidget(self._divider)
        middle.addWidget(self._scroll, 1)
        self._build_column()
        self._build_action_bar()
        self._settling = QTimer(self)
        self._settling.setSingleShot(True)
        self._settling.setInterval(0)
        self._settling.timeout.connect(self._on_settling_timeout)
        self._topics.topic_wanted.connect(self._on_topic_wanted)
        self._list_behind.topic_wanted.connect(self._on_topic_wanted)
        self._topics_button.toggled.connect(self._on_topics_button_toggled)

    def arrange(self, width: WidthClass) -> None:
        """Place the parts for so much room."""
        narrow = width == "narrow"
        self._topics_scroll.setVisible(not narrow)
        self._divider.setVisible(not narrow)
        self._topics_button.setVisible(narrow)
        self._topics_button.setChecked(False)
        self._whole.removeWidget(self.action_bar)
        self._foot.removeWidget(self.action_bar)
        if narrow:
            self._foot.addWidget(self.action_bar)
        else:
            self._whole.addWidget(self.action_bar)
        self.action_bar.set_indent(0 if narrow else INDENT)
        self._place_aside(narrow=narrow)

    def set_aside(self, beside: QWidget) -> None:
        """Put something beside the form: at its right, or below it where there is little room."""
        self._beside = beside
        self._pane = Frame("pane")
        inside = column(self._pane)
        self._pane_scroll = ScrollColumn(margins=(24, 28, 24, 24))
        inside.addWidget(self._pane_scroll)
        self._pane_scroll.column.addStretch(1)
        fix(self._pane, width=PANE_WIDTH)
        self._middle.addWidget(self._pane)
        self._place_aside(narrow=False)

    def show_page(self, page: QWidget) -> None:
        """Put one page into the column, in the place of the one before."""
        if self._shown is page:
            return
        if self._shown is not None:
            self._shown.hide()
        if self._page_column.indexOf(page) < 0:
            self._page_column.addWidget(page)
        # A long page gets its height only after several rounds of layout; nothing of them is shown.
        self._scroll.viewport().setUpdatesEnabled(False)
        self._settling.start()
        page.show()
        self._shown = page

    def take_out(self, page: QWidget) -> None:
        """Throw a page away."""
        if self._shown is page:
            self._shown = None
        self._page_column.removeWidget(page)
        page.hide()
        page.setParent(None)
        page.deleteLater()

    def stacked(self, *parts: QWidget) -> QWidget:
        """Parts one below another as one page."""
        holder = QWidget()
        inside = column(holder, spacing=24)
        for part in parts:
            inside.addWidget(part)
        return holder

    def scroll_to_top(self) -> None:
        """Show the top of the column."""
        self._scroll.verticalScrollBar().setValue(0)

    def show_topics(
        self,
        entries: Sequence[tuple[str, str, Status]],
        *,
        check: str,
        current: str,
        where: str,
        foot: str,
    ) -> None:
        """Show the topics as (name, label, status), then the page that checks all answers."""
        words = {
            "completed": self.tr("Completed"),
            "in_progress": self.tr("In progress"),
            "not_started": self.tr("Not yet started"),
            "problem": self.tr("There is a problem"),
        }
        topics = [
            Topic(name=name, label=label, status=status, status_words=words[status])
            for name, label, status in entries
        ]
        last = Topic(
            name=check, label=self.tr("Check your answers"), status="none", status_words=""
        )
        for listed in (self._topics, self._list_behind):
            listed.show_topics([*topics, last], current=current, foot=foot)
        self._topics_button.setText(where)
        self._topics_button.setAccessibleName(
            self.tr("{where}, show all topics").format(where=where)
        )

    def _place_aside(self, *, narrow: bool) -> None:
        if self._beside is None:
            return
        home = self._after if narrow else self._pane_scroll.column
        home.insertWidget(0, self._beside)
        self._beside.show()
        self._pane.setVisible(not narrow)

    def _build_column(self) -> None:
        inside = QWidget()
        fix(inside, max_width=COLUMN_WIDTH)
        parts = column(inside, spacing=16)
        self._topics_button = Button("", icon="menu")
        self._topics_button.setCheckable(True)
        self._topics_button.hide()
        parts.addWidget(self._topics_button, 0, Qt.AlignmentFlag.AlignLeft)
        self._list_behind = TopicList(self._title)
        self._list_behind.hide()
        parts.addWidget(self._list_behind)
        self._page_column = column()
        parts.addLayout(self._page_column)
        self._after = column()
        parts.addLayout(self._after)
        self._foot = column()
        parts.addLayout(self._foot)
        parts.addStretch(1)
        line = row()
        line.addWidget(inside, 1)
        line.addStretch(0)
        self._scroll.column.addLayout(line)

    def _build_action_bar(self) -> None:
        self.action_bar = ActionBar()
        self.continue_button = Button(self.tr("Save and continue"), kind="primary")
        self.back_button = Button(self.tr("Back"))
        self.save_button = Button(self.tr("Save draft"), kind="quiet")
        self.action_bar.add_left(self.continue_button)
        self.action_bar.add_left(self.back_button)
        self.action_bar.add_right(self.save_button)
        self.action_bar.set_indent(INDENT)
        self._whole.addWidget(self.action_bar)

    def _on_settling_timeout(self) -> None:
        self._scroll.viewport().setUpdatesEnabled(True)

    def _on_topic_wanted(self, name: str) -> None:
        self._topics_button.setChecked(False)
        self.topic_wanted.emit(name)

    def _on_topics_button_toggled(self, open_now: bool) -> None:  # noqa: FBT001  # a Qt slot's signature
        self._list_behind.setVisible(open_now)
