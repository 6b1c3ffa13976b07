"""How does someone outside check our signatures? The authority's fingerprint, its certificate, and the sheet."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from lif_desktop.ui.widgets import Button, FlowLayout, Frame, Label, SectionHeading, column


class AuthorityPart(QWidget):
    """The board's own authority.

    Signals:
        certificate_wanted: its certificate is to be saved as a file.
        sheet_wanted: the fingerprint sheet is to be made.
    """

    certificate_wanted = Signal()
    sheet_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        inside = column(self, spacing=12)
        inside.addWidget(SectionHeading(self.tr("The board’s own authority")))
        told = self.tr(
            "It vouches for everyone who signs here. Whoever checks a signature needs its "
            "certificate, and compares the fingerprint with you by telephone. No outside body "
            "vouches for it."
        )
        inside.addWidget(Label(told, role="muted", wrap=True))
        well = Frame("well")
        shown = column(well, margins=(18, 14, 18, 14), spacing=4)
        shown.addWidget(Label(self.tr("Fingerprint"), step="small", role="muted"))
        self._fingerprint = Label("", strong=True, wrap=True)
        self._fingerprint.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        shown.addWidget(self._fingerprint)
        inside.addWidget(well)
        buttons = QWidget()
        flow = FlowLayout(buttons, spacing=8)
        certificate = Button(self.tr("Save the certificate"), icon="download")
        sheet = Button(self.tr("Make the fingerprint sheet"), icon="printer")
        flow.addWidget(certificate)
        flow.addWidget(sheet)
        inside.addWidget(buttons)
        certificate.clicked.connect(self.certificate_wanted)
        sheet.clicked.connect(self.sheet_wanted)

    def show_fingerprint(self, fingerprint: str) -> None:
        """Show the fingerprint, in groups of four."""
        self._fingerprint.setText(fingerprint)
        self._fingerprint.setAccessibleName(
            self.tr("Fingerprint {fingerprint}").format(fingerprint=fingerprint)
        )
