"""How does a document look, page by page? The picture of a page, and its words for those who cannot see it."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QPlainTextEdit, QScrollArea, QSizePolicy, QWidget
from typing_extensions import override

from lif_desktop.services.documents import PageView
from lif_desktop.ui.theme import appearance, fix_layout
from lif_desktop.ui.widgets import (
    FlowLayout,
    Frame,
    Hairline,
    Label,
    Link,
    announce,
    column,
)

_PAGE_INCHES = 8.27
"""Width of an A4 page."""
_LEAST_DPI, _GREATEST_DPI, _STEP = 50, 240, 1.25


class PagePreview(Frame):
    """One page at a time, with Previous, Next, Larger, Smaller and Read as text.

    Signals:
        page_wanted: page (from 1) and dots to the inch, to be drawn by the workroom.
    """

    page_wanted = Signal(int, int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("panel", parent)
        self._page, self._pages, self._zoom = 1, 0, 1.0
        self._title = ""
        whole = column(self)
        bar = QWidget()
        flow = FlowLayout(bar)
        fix_layout(flow, margins=(18, 12, 18, 12), spacing=24)
        self._previous = Link(self.tr("Previous"))
        self._previous.setAccessibleName(self.tr("Previous page"))
        self._where = Label("")
        self._next = Link(self.tr("Next"))
        self._next.setAccessibleName(self.tr("Next page"))
        self._larger = Link(self.tr("Larger"))
        self._smaller = Link(self.tr("Smaller"))
        self._as_text = Link(self.tr("Read as text"))
        self._as_text.setCheckable(True)
        for part in (
            self._previous,
            self._where,
            self._next,
            self._larger,
            self._smaller,
            self._as_text,
        ):
            flow.addWidget(part)
        whole.addWidget(bar)
        whole.addWidget(Hairline())
        self._area = QScrollArea()
        self._area.setWidgetResizable(False)
        self._area.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self._area.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._picture = _PagePicture()
        self._area.setWidget(self._picture)
        self._picture.setAutoFillBackground(False)
        self._area.viewport().setAutoFillBackground(False)
        whole.addWidget(self._area, 1)
        self._text = QPlainTextEdit()
        self._text.setReadOnly(True)
        self._text.setTabChangesFocus(True)
        self._text.hide()
        whole.addWidget(self._text, 1)
        self._previous.clicked.connect(self._on_previous_clicked)
        self._next.clicked.connect(self._on_next_clicked)
        self._larger.clicked.connect(self._on_larger_clicked)
        self._smaller.clicked.connect(self._on_smaller_clicked)
        self._as_text.toggled.connect(self._on_as_text_toggled)
        self._show_where()

    @property
    def words(self) -> str:
        """The words of the page that is shown."""
        return self._text.toPlainText()

    @property
    def picture(self) -> QPixmap:
        """The picture that is shown."""
        return self._picture.pixmap

    def begin(self, title: str) -> None:
        """Show another document from its first page; asks for it."""
        self._title, self._page, self._pages = title, 1, 0
        self._picture.show_picture(QPixmap())
        self._text.clear()
        self._show_where()
        self._want(1)

    def show_page(self, view: PageView) -> None:
        """Show a page that was drawn."""
        self._page, self._pages = view.page, view.pages
        picture = QPixmap()
        picture.loadFromData(view.png, "PNG")
        picture.setDevicePixelRatio(self.devicePixelRatioF())
        self._picture.show_picture(picture)
        self._text.setPlainText(view.text)
        self._show_where()
        self._area.verticalScrollBar().setValue(0)
        announce(self._area, self._where.text())

    def _show_where(self) -> None:
        if self._pages:
            words = self.tr("Page {page} of {pages}").format(page=self._page, pages=self._pages)
        else:
            words = self.tr("Drawing the page")
        self._where.setText(words)
        name = f"{self._title}, {words}" if self._title else words
        self._area.setAccessibleName(name)
        self._area.setAccessibleDescription(self.tr("“Read as text” gives its words."))
        self._text.setAccessibleName(self.tr("The words of {page}").format(page=name))
        self._previous.setEnabled(self._page > 1)
        self._next.setEnabled(self._page < self._pages)

    def _want(self, page: int) -> None:
        room = max(320, self._area.viewport().width() - appearance().px(48))
        dots = room * self.devicePixelRatioF() / _PAGE_INCHES * self._zoom
        self.page_wanted.emit(page, max(_LEAST_DPI, min(_GREATEST_DPI, round(dots))))

    def _on_previous_clicked(self) -> None:
        self._want(self._page - 1)

    def _on_next_clicked(self) -> None:
        self._want(self._page + 1)

    def _on_larger_clicked(self) -> None:
        self._zoom = min(3.0, self._zoom * _STEP)
        self._want(self._page)

    def _on_smaller_clicked(self) -> None:
        self._zoom = max(0.5, self._zoom / _STEP)
        self._want(self._page)

    def _on_as_text_toggled(self, shown: bool) -> None:  # noqa: FBT001  # a Qt slot's signature
        self._text.setVisible(shown)
        self._area.setVisible(not shown)
        self._as_text.setText(self.tr("Show the page") if shown else self.tr("Read as text"))
        self._larger.setVisible(not shown)
        self._smaller.setVisible(not shown)


class _PagePicture(QWidget):
    """The sheet of paper, white in every theme, with a line round it."""

    def __init__(self) -> None:
        super().__init__()
        self.pixmap = QPixmap()
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_picture(self, pixmap: QPixmap) -> None:
        self.pixmap = pixmap
        self.resize(self.sizeHint())
        self.update()

    @override
    def sizeHint(self) -> QSize:
        if self.pixmap.isNull():
            return QSize(1, 1)
        edge = appearance().px(16)
        return self.pixmap.deviceIndependentSize().toSize() + QSize(2, 2 * edge)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        if self.pixmap.isNull():
            return
        top = appearance().px(16)
        painter = QPainter(self)
        painter.drawPixmap(1, top, self.pixmap)
        painter.setPen(appearance().colour("line"))
        size = self.pixmap.deviceIndependentSize().toSize()
        painter.drawRect(0, top - 1, size.width() + 1, size.height() + 1)
        painter.end()
