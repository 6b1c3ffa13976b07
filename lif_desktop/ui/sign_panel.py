"""Signing, step by step: read it through, sign in turn, then tell people.

Whoever signs gives their own passphrase, whoever has the window open. What is said of a signature
is what the service found when it checked the finished file.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from lif_desktop.clock import ENGLAND
from lif_desktop.domain.documents import DocumentSignature, DocumentState
from lif_desktop.domain.people import Person
from lif_desktop.domain.vocabulary import long_date
from lif_desktop.services.cases import DocumentRow
from lif_desktop.ui.field_editors import LineInput
from lif_desktop.ui.theme import Role, appearance, fix
from lif_desktop.ui.widgets import (
    Button,
    ComboBox,
    FlowLayout,
    Frame,
    IconMark,
    Label,
    MessageBar,
    clear,
    column,
    draw_tick,
    row,
)
from lif_desktop.ui.widgets.fields import LabelledField, PassphraseField

StepState = Literal["done", "now", "next"]


@dataclass(frozen=True, slots=True)
class SignatureGiven:
    """What was entered to sign."""

    person_id: str
    passphrase: str
    acting_for: str


class StepDisc(QWidget):
    """The disc before a step: done is an outline with a tick, now is filled, next is grey."""

    def __init__(self, number: int, state: StepState) -> None:
        super().__init__()
        self._number, self._state = number, state
        fix(self, width=28, height=28)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        look = appearance()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        edge: Role = "edge" if self._state == "next" else "accent"
        painter.setPen(QPen(look.colour(edge), 2))
        painter.setBrush(look.colour("accent" if self._state == "now" else "sheet"))
        box = QRectF(self.rect()).adjusted(1.5, 1.5, -1.5, -1.5)
        painter.drawEllipse(box)
        if self._state == "done":
            inset = box.width() * 0.24
            draw_tick(painter, box.adjusted(inset, inset, -inset, -inset), look.colour("accent"))
        else:
            painter.setFont(look.font("small", strong=True))
            painter.setPen(look.colour("on" if self._state == "now" else "text"))
            painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, str(self._number))
        painter.end()


class Step(QWidget):
    """One step: disc, name, what it says; parts may follow below."""

    def __init__(self, number: int, state: StepState, name: str, words: str) -> None:
        super().__init__()
        across = row(self, spacing=14)
        across.addWidget(StepDisc(number, state), 0, Qt.AlignmentFlag.AlignTop)
        inside = column(spacing=2)
        role: Role = "muted" if state == "next" else "text"
        inside.addWidget(Label(name, strong=True, role=role, wrap=True))
        inside.addWidget(Label(words, step="small", role="muted", wrap=True))
        across.addLayout(inside, 1)
        self.setAccessibleName(f"{name}. {words}")


class SignCard(Frame):
    """Who signs now, their passphrase, and the button that does it.

    Signals:
        sign_wanted: with a SignatureGiven.
    """

    sign_wanted = Signal(object)

    def __init__(self, act: str) -> None:
        super().__init__("card")
        self._people: tuple[Person, ...] = ()
        inside = column(self, margins=(18, 16, 18, 18), spacing=12)
        self._role = Label(step="small", role="muted", wrap=True)
        inside.addWidget(self._role)
        self.person = ComboBox()
        self.person.setObjectName("signer")
        self._who = LabelledField(self.tr("Who signs?"), self.person)
        inside.addWidget(self._who)
        self._post = Label(step="small", role="muted", wrap=True)
        inside.addWidget(self._post)
        self.passphrase = PassphraseField(self.tr("Their passphrase"))
        self.passphrase.line.setObjectName("passphrase")
        inside.addWidget(self.passphrase)
        self.acting_for = LineField(
            self.tr("Acting for"), self.tr("Post of the person stood in for. Empty if nobody.")
        )
        inside.addWidget(self.acting_for)
        self.sign_button = Button(act, kind="primary", icon="signature")
        inside.addWidget(self.sign_button)
        self.person.currentIndexChanged.connect(self._on_person_changed)
        self.sign_button.clicked.connect(self._on_sign_wanted)
        self.passphrase.line.returnPressed.connect(self._on_sign_wanted)

    @property
    def has_signers(self) -> bool:
        """Is there anyone who could sign now?"""
        return bool(self._people)

    def show_turn(
        self, role: str, expected: str, people: Sequence[Person], acting_for: str
    ) -> None:
        """Show whose turn it is.

        Args:
            role: what is signed as.
            expected: name of who is expected; empty if anyone in the role may.
            people: who can sign.
            acting_for: whom the expected signer stands in for, as recorded.
        """
        self._people = tuple(people)
        named = self.tr("{role}: {name}").format(role=role, name=expected)
        self._role.setText(named if expected else role)
        self.person.clear()
        for person in people:
            self.person.addItem(person.name, person.id)
        names = [person.name for person in people]
        self.person.setCurrentIndex(names.index(expected) if expected in names else 0)
        self.acting_for.line.setText(acting_for)
        self.passphrase.clear()
        self.passphrase.show_error("")
        self._on_person_changed()
        for part in (self._who, self.passphrase, self.acting_for, self.sign_button):
            part.setVisible(bool(people))
        if not people:
            nobody = self.tr("Everyone known has signed. Add the next signer on the page Board.")
            self._post.setText(nobody)

    def show_error(self, message: str) -> None:
        """Say beside the passphrase why nothing was signed."""
        self.passphrase.clear()
        self.passphrase.show_error(message)
        self.passphrase.line.setFocus()

    def set_busy(self, busy: bool) -> None:  # noqa: FBT001  # reads as a sentence: set_busy(True)
        """Keep the button shut while a signature is being made."""
        self.sign_button.setEnabled(not busy)

    def _on_person_changed(self) -> None:
        index = self.person.currentIndex()
        self._post.setText(self._people[index].post if 0 <= index < len(self._people) else "")

    def _on_sign_wanted(self) -> None:
        if not self.passphrase.text:
            self.show_error(self.tr("Enter the passphrase of the person who signs."))
            return
        self.sign_wanted.emit(
            SignatureGiven(
                person_id=str(self.person.currentData()),
                passphrase=self.passphrase.text,
                acting_for=self.acting_for.line.text().strip(),
            )
        )
        self.passphrase.clear()


class LineField(LabelledField):
    """A labelled line."""

    def __init__(self, label: str, hint: str) -> None:
        self.line = LineInput()
        super().__init__(label, self.line, hint=hint)


class SignPanel(QWidget):
    """The steps from a recorded decision to a signed document that can be told of.

    Signals:
        issue_wanted: make the document to be signed.
        read_wanted: show it.
        sign_wanted: with a SignatureGiven.
        tell_wanted: go on to the notices.
    """

    issue_wanted = Signal()
    read_wanted = Signal()
    sign_wanted = Signal(object)
    tell_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        inside = column(self, spacing=18)
        inside.addWidget(Label(self.tr("Sign and send"), step="head", strong=True))
        self._steps = column(spacing=16)
        inside.addLayout(self._steps)
        self.card: SignCard | None = None

    def show_document(
        self, document: DocumentRow | None, people: Sequence[Person], *, acting_for: str, tell: str
    ) -> None:
        """Show how far the document is.

        Args:
            document: the newest of its kind; None before it is made.
            people: who can sign.
            acting_for: whom the decision maker stood in for.
            tell: what is to be told, and by when.
        """
        clear(self._steps)
        self.card = None
        if document is None:
            self._show_unmade()
        elif document.state is DocumentState.SIGNED:
            self._show_signed(document)
        else:
            self._show_turn(document, people, acting_for)
        signed = document is not None and document.state is DocumentState.SIGNED
        self._steps.addWidget(Step(3, "now" if signed else "next", self.tr("Tell people"), tell))
        if signed:
            self._add_button(self.tr("Go to the notices"), "send", self.tell_wanted, primary=True)
        note = row(spacing=10)
        note.addWidget(IconMark("shield-check", "muted", side=18), 0, Qt.AlignmentFlag.AlignTop)
        words = self.tr("Signing makes a tagged PDF that shows if one letter is altered later.")
        note.addWidget(Label(words, step="small", role="muted", wrap=True), 1)
        holder = QWidget()
        holder.setLayout(note)
        self._steps.addWidget(holder)

    def focus_first(self) -> None:
        """Put the cursor where the next step is done."""
        if self.card is not None:
            self.card.passphrase.line.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        for button in self.findChildren(Button):
            if not button.isHidden():
                button.setFocus(Qt.FocusReason.OtherFocusReason)
                return

    def show_error(self, message: str) -> None:
        """Say why nothing was signed."""
        if self.card is not None:
            self.card.set_busy(False)
            self.card.show_error(message)

    def _show_unmade(self) -> None:
        words = self.tr("The form is laid out from what is recorded. Read it before it is signed.")
        self._steps.addWidget(Step(1, "now", self.tr("Make the form"), words))
        self._add_button(
            self.tr("Make the form to sign"), "file-text", self.issue_wanted, primary=True
        )
        words = self.tr("The text is fixed from there. A change is a new version.")
        self._steps.addWidget(Step(2, "next", self.tr("Sign"), words))

    def _show_turn(self, document: DocumentRow, people: Sequence[Person], acting_for: str) -> None:
        pages = self.tr("{file}, {pages} pages").format(
            file=document.file_name, pages=document.pages
        )
        self._steps.addWidget(Step(1, "done", self.tr("Read it through"), pages))
        self._add_button(self.tr("Read the form"), "file-text", self.read_wanted)
        words = self.tr("The text is fixed from here. A change is a new version.")
        self._steps.addWidget(Step(2, "now", self.tr("Sign"), words))
        for signature in document.signatures:
            self._steps.addWidget(MessageBar(signed_words(signature), "success"))
        slot = document.next_slot
        if slot is None:
            return
        self.card = SignCard(self.tr("Sign the form"))
        first = not document.signatures
        signed = {signature.person_id for signature in document.signatures}
        left = [person for person in people if person.id not in signed]
        self.card.show_turn(slot.role, slot.name, left, acting_for if first else "")
        self.card.sign_wanted.connect(self.sign_wanted)
        self._steps.addWidget(self.card)

    def _show_signed(self, document: DocumentRow) -> None:
        pages = self.tr("{file}, {pages} pages").format(
            file=document.file_name, pages=document.pages
        )
        self._steps.addWidget(Step(1, "done", self.tr("Read it through"), pages))
        words = self.tr("Every signature was checked in the finished file.")
        self._steps.addWidget(Step(2, "done", self.tr("Signed and filed"), words))
        for signature in document.signatures:
            self._steps.addWidget(MessageBar(signed_words(signature), "success"))
        self._add_button(self.tr("Read the form"), "file-text", self.read_wanted)

    def _add_button(self, words: str, icon: str, wish: object, *, primary: bool = False) -> None:
        button = Button(words, kind="primary" if primary else "secondary", icon=icon)
        button.clicked.connect(wish)
        holder = QWidget()
        across = FlowLayout(holder)
        across.addWidget(button)
        self._steps.addWidget(holder)


def signed_words(signature: DocumentSignature) -> str:
    """A signature in words: who, as what, when, acting for whom."""
    local = signature.signed_at.astimezone(ENGLAND)
    parts = [
        signature.name,
        signature.role,
        f"acting for {signature.acting_for}" if signature.acting_for else "",
        f"{long_date(local.date())}, {local:%H:%M}",
    ]
    return ", ".join(part for part in parts if part)
