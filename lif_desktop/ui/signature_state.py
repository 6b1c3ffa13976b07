"""Is a document signed, by whom, and unaltered since? Said in words, from what the check of the file found."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Literal

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QWidget

from lif_desktop.clock import ENGLAND
from lif_desktop.domain.documents import DocumentState
from lif_desktop.domain.vocabulary import long_date
from lif_desktop.services.documents import DocumentRow, Finding, Verdict
from lif_desktop.ui.theme import Role, fix
from lif_desktop.ui.widgets import Frame, IconMark, Label, clear, column, row
from lif_desktop.ui.widgets.text import repolish

StateKind = Literal["success", "information", "warning", "failure"]
_ICONS: dict[StateKind, tuple[str, Role]] = {
    "success": ("badge-check", "green"),
    "information": ("info", "accent"),
    "warning": ("triangle-alert", "amber"),
    "failure": ("circle-alert", "error"),
}
_DOUBTFUL = frozenset({Finding.NOT_SIGNED, Finding.EXPIRED, Finding.UNKNOWN_SIGNER})


class SignatureState(Frame):
    """A tinted box: the state in a few words, then who signed and when."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("information", parent)
        line = row(self, margins=(18, 14, 18, 14), spacing=12)
        self._icon = IconMark("info", "accent", side=22)
        line.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        words = column(spacing=2)
        self._head = Label("", strong=True, wrap=True)
        words.addWidget(self._head)
        self._lines = column(spacing=2)
        words.addLayout(self._lines)
        line.addLayout(words, 1)

    @property
    def words(self) -> str:
        """Everything the box says."""
        return self.accessibleName()

    def show_state(self, kind: StateKind, head: str, lines: Sequence[str]) -> None:
        """Show a state."""
        self.setProperty("surface", kind)
        repolish(self)
        self._icon.set_icon(*_ICONS[kind])
        self._head.setText(head)
        self._head.set_role("green" if kind == "success" else "text")
        clear(self._lines)
        for said in lines:
            self._lines.addWidget(Label(said, step="small", wrap=True))
        self.setAccessibleName(". ".join([head, *lines]))

    def show_document(self, document: DocumentRow, verdict: Verdict | None) -> None:
        """Show the state of a filed document.

        Args:
            document: as it is filed.
            verdict: what the check of its file found; None while it is being checked.
        """
        signed = [
            f"{each.name}, {each.role}, {moment_in_full(each.signed_at)}"
            + (_tr(", acting for {post}").format(post=each.acting_for) if each.acting_for else "")
            for each in document.signatures
        ]
        if document.signatures and verdict is None:
            self.show_state("information", _tr("The signatures are being checked"), signed)
        elif document.signatures and verdict is not None and not verdict.whole:
            self.show_state(
                "failure", _tr("Do not rely on this file"), [verdict.sentence, *signed]
            )
        elif document.state is DocumentState.SUPERSEDED:
            said = _tr("A later version took its place. Do not use it.")
            self.show_state("warning", _tr("Superseded"), [said, *signed])
        elif document.state is DocumentState.SIGNED:
            self.show_state("success", _tr("Signed, and unaltered since"), signed)
        elif document.next_slot is not None:
            slot = document.next_slot
            who = f"{slot.name} ({slot.role})" if slot.name else slot.role
            waits = _tr("Waits for the signature of {who}").format(who=who)
            self.show_state("information", waits, signed)
        else:
            said = _tr("This kind of document is filed without signatures.")
            self.show_state("information", _tr("Filed, not signed"), [said])

    def show_verdict(self, verdict: Verdict) -> None:
        """Show what the check of a file from outside found."""
        lines = [each.sentence for each in verdict.signatures]
        if verdict.whole:
            head = _tr("Signed, and unaltered since")
            self.show_state("success", head, lines or [verdict.sentence])
            return
        doubtful = verdict.finding in _DOUBTFUL
        head = _tr("Do not rely on it yet") if doubtful else _tr("Do not rely on this file")
        if verdict.finding is Finding.NOT_SIGNED:
            head = _tr("Not signed")
        shown = lines if verdict.sentence in lines else [verdict.sentence, *lines]
        self.show_state("warning" if doubtful else "failure", head, shown)


def moment_in_full(moment: datetime) -> str:
    """A moment in records: "Friday 20 May 2016 at 12:00"."""
    local = moment.astimezone(ENGLAND)
    return f"{long_date(local.date())} at {local:%H:%M}"


def fact_line(name: str, words: str) -> QWidget:
    """A fact beside its name, both small."""
    part = QWidget()
    line = row(part, margins=(0, 4, 0, 4), spacing=12)
    label = Label(name, step="small", role="muted")
    fix(label, width=96)
    line.addWidget(label, 0, Qt.AlignmentFlag.AlignTop)
    said = Label(words, step="small", wrap=True)
    said.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    line.addWidget(said, 1)
    return part


def _tr(text: str) -> str:
    return QCoreApplication.translate("SignatureState", text)
