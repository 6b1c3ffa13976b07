"""The list of documents, of all cases or of one, with what can be made of a case and how to check a file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QModelIndex, Qt, QTimer, Signal
from PySide6.QtWidgets import QWidget

from lif_desktop.domain.documents import DocumentState
from lif_desktop.domain.identities import CaseId
from lif_desktop.domain.people import Person
from lif_desktop.services.documents import DocumentRow
from lif_desktop.ui.authority_part import AuthorityPart
from lif_desktop.ui.document_list import (
    CASE,
    DOCUMENT,
    MADE,
    STATE,
    DocumentCells,
    DocumentsModel,
)
from lif_desktop.ui.document_making import DocumentMaking
from lif_desktop.ui.field_editors import FieldPorts
from lif_desktop.ui.page import WidthClass
from lif_desktop.ui.records_table import RecordsTable
from lif_desktop.ui.theme import appearance, fix
from lif_desktop.ui.widgets import (
    Button,
    CheckBox,
    EmptyState,
    FlowLayout,
    Link,
    PageHeader,
    ScrollColumn,
)

_ROW, _HEAD, _MOST_ROWS = 56, 38, 8


class DocumentShelf(ScrollColumn):
    """What the documents page shows before a document is opened.

    Signals:
        open_wanted: with a DocumentRow.
        check_wanted: any PDF is to be checked against the board's own authority.
        check_other_wanted: against another board's certificate.
        crumb_wanted: with the position of the crumb that was pressed.
    """

    open_wanted = Signal(object)
    check_wanted = Signal()
    check_other_wanted = Signal()
    crumb_wanted = Signal(int)

    def __init__(self, ports: FieldPorts, parent: QWidget | None = None) -> None:
        super().__init__(margins=(40, 20, 36, 32), spacing=16, parent=parent)
        self._rows: tuple[DocumentRow, ...] = ()
        self._references: Mapping[CaseId, str] = {}
        self._of_case = False
        self._width: WidthClass = "standard"
        self.making = DocumentMaking(ports)
        self.authority = AuthorityPart()
        self._build()
        self._connect()

    def show_documents(
        self,
        rows: Sequence[DocumentRow],
        references: Mapping[CaseId, str],
        people: Sequence[Person],
        *,
        crumbs: Sequence[str],
        of_case: bool,
    ) -> None:
        """Show documents, the latest first.

        Args:
            rows: all of them, superseded ones too.
            references: of the cases they belong to.
            people: who can sign.
            crumbs: where the page stands; empty if at the top.
            of_case: True if they are one case's, of which more can be made.
        """
        self._rows, self._references, self._of_case = tuple(rows), references, of_case
        self._header.set_crumbs(crumbs)
        self.making.setVisible(of_case)
        self.authority.setVisible(not of_case)
        if of_case:
            self.making.show_kinds(rows, people)
        self._show_rows()

    def arrange(self, width: WidthClass) -> None:
        """Place the parts for so much room."""
        self._width = width
        self._set_widths()

    def focus_first(self) -> None:
        """Put the focus on the table, or where a person begins without one."""
        part = self._check_button if self._table.isHidden() else self._table
        part.setFocus(Qt.FocusReason.OtherFocusReason)

    def _build(self) -> None:
        self._check_button = Button(self.tr("Check a PDF"), icon="shield-check")
        self._header = PageHeader(
            self.tr("Documents"), sentence=" ", crumbs=(" ",), actions=[self._check_button]
        )
        self.column.addWidget(self._header)
        self._model = DocumentsModel(self)
        self._table = RecordsTable(
            self.tr("Documents"),
            self._model,
            DocumentCells(self),
            stretched=DOCUMENT,
            row_height=_ROW,
        )
        self._table.horizontalHeader().setSectionsClickable(False)
        self.column.addWidget(self._table)
        self._empty = EmptyState(
            self.tr("No documents yet"),
            self.tr(
                "A document is made from what is recorded of a case, signed by one or two people "
                "with their own passphrases, and kept here byte for byte as it leaves."
            ),
        )
        self._empty.hide()
        self.column.addWidget(self._empty)
        foot = QWidget()
        flow = FlowLayout(foot, spacing=28)
        self._old = CheckBox(self.tr("Show superseded versions"))
        flow.addWidget(self._old)
        self._other_link = Link(self.tr("Check a PDF with another board’s certificate"))
        flow.addWidget(self._other_link)
        self.column.addWidget(foot)
        self.making.hide()
        self.column.addWidget(self.making)
        fix(self.authority, max_width=720)
        self.column.addWidget(self.authority)
        self.column.addStretch(1)

    def _connect(self) -> None:
        self._header.crumb_wanted.connect(self.crumb_wanted)
        self._check_button.clicked.connect(self.check_wanted)
        self._other_link.clicked.connect(self.check_other_wanted)
        self._old.toggled.connect(self._show_rows)
        self._table.activated.connect(self._on_table_activated)
        self._table.clicked.connect(self._on_table_activated)
        self.making.asked.connect(self._on_making_asked)
        appearance().changed.connect(self._set_widths)

    def _show_rows(self) -> None:
        kept = [
            each
            for each in self._rows
            if self._old.isChecked() or each.state is not DocumentState.SUPERSEDED
        ]
        self._model.know_cases(self._references)
        self._model.show_rows(kept)
        self._table.setVisible(bool(kept))
        self._empty.setVisible(not kept)
        self._old.setVisible(any(each.state is DocumentState.SUPERSEDED for each in self._rows))
        self._header.set_sentence(self._sentence(kept))
        self._set_widths()
        if kept and not self._table.currentIndex().isValid():
            self._table.choose(0, quietly=True)

    def _sentence(self, kept: Sequence[DocumentRow]) -> str:
        if not kept:
            return ""
        many = self.tr("{count} documents").format(count=len(kept))
        count = self.tr("1 document") if len(kept) == 1 else many
        waiting = sum(each.state is DocumentState.TO_SIGN for each in kept)
        if not waiting:
            return self.tr("{count}, none waits for a signature.").format(count=count)
        if waiting == 1:
            return self.tr("{count}, 1 waits for a signature.").format(count=count)
        said = self.tr("{count}, {waiting} wait for a signature.")
        return said.format(count=count, waiting=waiting)

    def _set_widths(self) -> None:
        narrow = self._width == "narrow"
        self._table.set_widths({CASE: 170, STATE: 200 if narrow else 250, MADE: 120})
        self._table.setColumnHidden(CASE, self._of_case or narrow)
        self._table.setColumnHidden(MADE, narrow)
        rows = min(max(1, self._model.rowCount()), _MOST_ROWS)
        self._table.setFixedHeight(appearance().px(_HEAD + rows * _ROW) + 4)

    def _on_table_activated(self, index: QModelIndex) -> None:
        self.open_wanted.emit(self._model.row_at(index.row()))

    def _on_making_asked(self) -> None:
        QTimer.singleShot(0, self._scroll_to_form)

    def _scroll_to_form(self) -> None:
        form = self.making.step_form
        if form is not None:
            top = form.mapTo(self.content, form.rect().topLeft()).y()
            self.verticalScrollBar().setValue(top - appearance().px(80))
