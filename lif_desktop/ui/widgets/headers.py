"""The top of a page and of each section in it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from lif_desktop.ui.widgets.badges import Tag, TagKind
from lif_desktop.ui.widgets.buttons import Button, Link
from lif_desktop.ui.widgets.layouts import FlowLayout, Hairline, clear, column, row
from lif_desktop.ui.widgets.shapes import IconMark
from lif_desktop.ui.widgets.text import Label


class Breadcrumb(QWidget):
    """Where this page stands: links to the pages above it, the last one plain.

    Signals:
        wanted: with the position of the crumb that was pressed, from 0.
    """

    wanted = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._crumbs = FlowLayout(self, spacing=6)
        self._links: list[Link] = []

    def show_crumbs(self, crumbs: Sequence[str]) -> None:
        """Show the crumbs, outermost first; the last is this page."""
        clear(self._crumbs)
        self._links = []
        for crumb in crumbs[:-1]:
            link = Link(crumb, small=True)
            link.setProperty("plain", True)
            link.clicked.connect(self._on_link_clicked)
            self._links.append(link)
            self._crumbs.addWidget(link)
            chevron = IconMark("chevron-right", "muted", side=14)
            self._crumbs.addWidget(chevron)
        if crumbs:
            self._crumbs.addWidget(Label(crumbs[-1], step="small", role="muted"))

    def _on_link_clicked(self) -> None:
        for position, link in enumerate(self._links):
            if link is self.sender():
                self.wanted.emit(position)


class PageHeader(QWidget):
    """Breadcrumb, title with its status, one sentence, and the page's actions at the right.

    Signals:
        crumb_wanted: with the position of the crumb that was pressed, from 0.
    """

    crumb_wanted = Signal(int)

    def __init__(
        self,
        title: str,
        *,
        sentence: str = "",
        crumbs: Sequence[str] = (),
        actions: Sequence[Button] = (),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        whole = column(self, spacing=4)
        self._breadcrumb = Breadcrumb()
        self._breadcrumb.wanted.connect(self.crumb_wanted)
        self._breadcrumb.show_crumbs(crumbs)
        if not crumbs:
            self._breadcrumb.hide()
        whole.addWidget(self._breadcrumb)
        line = row(spacing=16)
        words = column(spacing=4)
        titles = row(spacing=12)
        self._title = Label(title, step="title", strong=True, wrap=True)
        titles.addWidget(self._title, 1)
        self._status_holder = row()
        titles.addLayout(self._status_holder)
        self._status = Tag("")
        self._status.hide()
        self._status_holder.addWidget(self._status, 0, Qt.AlignmentFlag.AlignVCenter)
        self._titles = titles
        titles.addStretch(0)
        words.addLayout(titles)
        self._sentence = Label(sentence, role="muted", wrap=True)
        if not sentence:  # never shown before it has a parent: it would be a window of its own
            self._sentence.hide()
        words.addWidget(self._sentence)
        line.addLayout(words, 1)
        holder = QWidget()
        wrapping = FlowLayout(holder, spacing=8)
        for action in actions:
            wrapping.addWidget(action)
        # Centred by stretches: a part with an alignment would not get the height of a second line.
        upright = column()
        upright.addStretch(1)
        upright.addWidget(holder)
        upright.addStretch(1)
        line.addLayout(upright)
        whole.addLayout(line)

    @property
    def title(self) -> str:
        """The title shown."""
        return self._title.text()

    def set_title(self, title: str) -> None:
        """Show another title."""
        self._title.setText(title)

    def set_sentence(self, sentence: str) -> None:
        """Show another sentence under the title; empty hides it."""
        self._sentence.setText(sentence)
        self._sentence.setVisible(bool(sentence))

    def set_crumbs(self, crumbs: Sequence[str]) -> None:
        """Show another breadcrumb."""
        self._breadcrumb.show_crumbs(crumbs)
        self._breadcrumb.setVisible(bool(crumbs))

    def set_status(self, words: str, kind: TagKind = "progress") -> None:
        """Show a status beside the title; empty hides it."""
        self._status.show_status(words, kind)
        self._status.setVisible(bool(words))
        self._title.setWordWrap(not words)
        self._titles.setStretch(0, 0 if words else 1)
        self._titles.setStretch(2, 1 if words else 0)


class SectionHeading(QWidget):
    """The name of a section, a link at its right, a hairline below.

    Signals:
        link_wanted: the link at the right was pressed.
    """

    link_wanted = Signal()

    def __init__(
        self, title: str, *, link: str = "", line: bool = True, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        whole = column(self, spacing=5)
        top = row(spacing=12)
        self._title = Label(title, step="head", strong=True)
        top.addWidget(self._title, 1)
        self._link = Link(link, small=True)
        if not link:
            self._link.hide()
        self._link.clicked.connect(self.link_wanted)
        if link:
            self._link.setAccessibleName(f"{link}: {title}")
        top.addWidget(self._link, 0, Qt.AlignmentFlag.AlignBottom)
        whole.addLayout(top)
        if line:
            whole.addWidget(Hairline())

    def set_title(self, title: str) -> None:
        """Show another name."""
        self._title.setText(title)

    def set_link(self, text: str) -> None:
        """Show another link; empty hides it."""
        self._link.setText(text)
        self._link.setAccessibleName(f"{text}: {self._title.text()}")
        self._link.setVisible(bool(text))


class GroupHeading(QWidget):
    """The name of a group inside a list, small and muted, with a hairline below."""

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        whole = column(self, margins=(0, 14, 0, 0), spacing=4)
        whole.addWidget(Label(title, step="small", role="muted", strong=True))
        whole.addWidget(Hairline())
