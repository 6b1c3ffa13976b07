"""One document: how it looks at the left, how it stands at the right, and whose turn it is to sign."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from lif_desktop.domain.documents import DocumentState
from lif_desktop.domain.people import Person
from lif_desktop.services.documents import DocumentRow, Verdict
from lif_desktop.ui.page import WidthClass
from lif_desktop.ui.page_preview import PagePreview
from lif_desktop.ui.sign_panel import SignCard
from lif_desktop.ui.signature_state import SignatureState, fact_line, moment_in_full
from lif_desktop.ui.theme import fix
from lif_desktop.ui.widgets import (
    Button,
    Gap,
    PageHeader,
    ScrollColumn,
    clear,
    column,
    row,
)
from lif_desktop.ui.words import in_fours


class DocumentView(QWidget):
    """A filed document, a draft of one, or a file from outside.

    Signals:
        page_wanted: page and dots to the inch.
        save_wanted: a copy is to be saved.
        sign_wanted: with a SignatureGiven.
        crumb_wanted: with the position of the crumb that was pressed.
    """

    page_wanted = Signal(int, int)
    save_wanted = Signal()
    sign_wanted = Signal(object)
    crumb_wanted = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.card: SignCard | None = None
        whole = column(self, margins=(40, 20, 36, 20), spacing=16)
        self.save_button = Button(self.tr("Save a copy"), icon="download")
        self._header = PageHeader(" ", crumbs=(" ",), actions=[self.save_button])
        whole.addWidget(self._header)
        self.preview = PagePreview()
        self._beside = QWidget()
        inside = column(self._beside, spacing=4)
        self.state = SignatureState()
        inside.addWidget(self.state)
        inside.addWidget(Gap(height=8))
        self._facts = column()
        inside.addLayout(self._facts)
        inside.addWidget(Gap(height=8))
        self._turn = column()
        inside.addLayout(self._turn)
        inside.addStretch(1)
        two = row(spacing=28)
        self._left = column()
        two.addLayout(self._left, 1)
        self._right = ScrollColumn(margins=(0, 0, 8, 8))
        two.addWidget(self._right)
        whole.addLayout(two, 1)
        self._tall = ScrollColumn(margins=(0, 0, 12, 8), spacing=16)
        whole.addWidget(self._tall, 1)
        self.arrange("standard")
        self._header.crumb_wanted.connect(self.crumb_wanted)
        self.save_button.clicked.connect(self.save_wanted)
        self.preview.page_wanted.connect(self.page_wanted)

    def arrange(self, width: WidthClass) -> None:
        """Place the parts for so much room: state first where there is little."""
        narrow = width == "narrow"
        across = 440 if width == "wide" else 384
        fix(self._right, width=across)
        fix(self.preview, min_height=0)  # before it moves, or the window would grow for it
        self._right.setVisible(not narrow)
        self._tall.setVisible(narrow)
        if narrow:
            self._tall.column.addWidget(self._beside)
            self._tall.column.addWidget(self.preview)
            fix(self.preview, min_height=420)
        else:
            self._left.addWidget(self.preview)
            self._right.column.addWidget(self._beside)

    def show_document(
        self,
        document: DocumentRow,
        *,
        crumbs: Sequence[str],
        people: Sequence[Person],
    ) -> None:
        """Show a filed document; its verdict and pages follow."""
        self._header.set_title(document.title)
        self._header.set_crumbs(crumbs)
        self._header.set_sentence("")
        self.save_button.show()
        self.state.show_document(document, None)
        self._show_facts(
            (
                (self.tr("Made"), moment_in_full(document.made_at)),
                (self.tr("Version"), str(document.version)),
                (
                    self.tr("Pages"),
                    self.tr("{pages}, tagged for screen readers").format(pages=document.pages),
                ),
                (self.tr("File"), document.file_name),
                (self.tr("Check code"), in_fours(document.sha256).upper()),
                (self.tr("Audit code"), document.audit_head),
            )
        )
        self._show_turn(document, people)

    def show_draft(self, title: str, *, crumbs: Sequence[str]) -> None:
        """Show a document that is not filed."""
        self._header.set_title(title)
        self._header.set_crumbs(crumbs)
        self.save_button.hide()
        said = self.tr("It says so on every page. Nothing is kept of it.")
        self.state.show_state("warning", self.tr("A draft, not filed"), [said])
        self._show_facts(())
        self._end_turn()

    def show_outside(self, name: str, verdict: Verdict, *, crumbs: Sequence[str]) -> None:
        """Show a file from outside and what was found of it."""
        self._header.set_title(name)
        self._header.set_crumbs(crumbs)
        self.save_button.hide()
        self.state.show_verdict(verdict)
        facts = []
        for each in verdict.signatures:
            number = self.tr("Signature {number}").format(number=each.position)
            parts = (each.signer, each.post, each.organisation, each.reason)
            facts.append((number, ", ".join(part for part in parts if part)))
            facts.append((self.tr("Certificate"), in_fours(each.serial, most=40)))
        if verdict.unsigned_fields:
            facts.append((self.tr("Not signed yet"), str(len(verdict.unsigned_fields))))
        self._show_facts(facts)
        self._end_turn()

    def show_error(self, message: str) -> None:
        """Say why nothing was signed."""
        if self.card is not None:
            self.card.set_busy(False)
            self.card.show_error(message)

    def focus_first(self) -> None:
        """Put the focus where a person begins: on the signature that is wanted, else on the copy."""
        if self.card is not None and self.card.has_signers:
            self.card.passphrase.line.setFocus(Qt.FocusReason.OtherFocusReason)
        elif self.save_button.isVisible():
            self.save_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_facts(self, facts: Sequence[tuple[str, str]]) -> None:
        clear(self._facts)
        for name, words in facts:
            if words:
                self._facts.addWidget(fact_line(name, words))

    def _show_turn(self, document: DocumentRow, people: Sequence[Person]) -> None:
        self._end_turn()
        slot = document.next_slot
        if document.state is not DocumentState.TO_SIGN or slot is None:
            return
        signed = {signature.person_id for signature in document.signatures}
        left = [each for each in people if each.id not in signed and each.left_on is None]
        self.card = SignCard(self.tr("Sign the document"))
        self.card.show_turn(slot.role, slot.name, left, "")
        self.card.sign_wanted.connect(self.sign_wanted)
        self._turn.addWidget(self.card)

    def _end_turn(self) -> None:
        clear(self._turn)
        self.card = None
