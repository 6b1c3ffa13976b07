"""Is the workspace whole, and is there a backup? Each finding in words; each backup with its moment and size."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from lif_desktop.clock import ENGLAND
from lif_desktop.domain.vocabulary import long_date
from lif_desktop.services.maintenance import Backup, Finding
from lif_desktop.ui.widgets import (
    Button,
    FlowLayout,
    Label,
    MessageBar,
    SectionHeading,
    Shape,
    announce,
    clear,
    column,
    row,
)
from lif_desktop.ui.words import moment_words

_MEGABYTE = 1 << 20
_SHOWN = 5


class BoardSafety(QWidget):
    """Checks and backups.

    Signals:
        check_wanted: look at everything.
        backup_wanted: make a backup in the workspace's own folder.
        backup_elsewhere_wanted: make one in another folder.
    """

    check_wanted = Signal()
    backup_wanted = Signal()
    backup_elsewhere_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        inside = column(self, spacing=12)
        inside.addWidget(SectionHeading(self.tr("Whole and backed up")))
        self._bar = MessageBar("")
        self._bar.hide()
        inside.addWidget(self._bar)
        self._findings = column(spacing=8)
        inside.addLayout(self._findings)
        self._backups = column(spacing=4)
        inside.addLayout(self._backups)
        buttons = QWidget()
        flow = FlowLayout(buttons, spacing=8)
        self.check_button = Button(self.tr("Check the workspace"), icon="shield-check")
        self.backup_button = Button(self.tr("Back up now"), icon="copy")
        self.elsewhere_button = Button(self.tr("Back up to another place"), kind="quiet")
        for button in (self.check_button, self.backup_button, self.elsewhere_button):
            flow.addWidget(button)
        inside.addWidget(buttons)
        self.check_button.clicked.connect(self.check_wanted)
        self.backup_button.clicked.connect(self.backup_wanted)
        self.elsewhere_button.clicked.connect(self.backup_elsewhere_wanted)

    def set_busy(self, words: str) -> None:
        """Say what is being done, and keep the buttons shut; empty opens them again."""
        for button in (self.check_button, self.backup_button, self.elsewhere_button):
            button.setEnabled(not words)
        if words:
            self._bar.show_message(words)

    def show_backups(self, backups: Sequence[Backup], today: date) -> None:
        """Show the backups that are kept, the latest first."""
        clear(self._backups)
        if not backups:
            none = self.tr("There is no backup yet.")
            self._backups.addWidget(Label(none, role="amber", strong=True, wrap=True))
            return
        latest = self.tr("Last backup {when}, {size}, checked when it was made.").format(
            when=moment_words(backups[0].made_at, today), size=size_words(backups[0].size)
        )
        self._backups.addWidget(Label(latest, wrap=True))
        for each in backups[1:_SHOWN]:
            local = each.made_at.astimezone(ENGLAND)
            words = f"{long_date(local.date())} at {local:%H:%M}, {size_words(each.size)}"
            self._backups.addWidget(Label(words, step="small", role="muted", wrap=True))

    def show_findings(self, findings: Sequence[Finding]) -> None:
        """Show what a check found."""
        clear(self._findings)
        bad = sum(not finding.ok for finding in findings)
        if bad:
            words = self.tr(
                "{bad} of {all} checks found something. Make no changes, keep the folder as it "
                "is, and restore the latest backup."
            ).format(bad=bad, all=len(findings))
        else:
            words = self.tr("All {all} checks found the workspace whole.").format(
                all=len(findings)
            )
        self._bar.show_message(words, "failure" if bad else "success")
        announce(self._bar, words)
        for finding in findings:
            line = row(spacing=12)
            shape = Shape("tick", "green_shape", side=18)
            line.addWidget(shape if finding.ok else Shape("diamond", "red_shape", side=18))
            said = column()
            said.addWidget(Label(finding.subject, strong=True))
            said.addWidget(Label(finding.words, step="small", role="muted", wrap=True))
            line.addLayout(said, 1)
            self._findings.addLayout(line)

    def show_done(self, words: str) -> None:
        """Say that something was done."""
        self._bar.show_message(words, "success")
        announce(self._bar, words)

    def hide_message(self) -> None:
        """Take the message away."""
        self._bar.hide()


def size_words(size: int) -> str:
    """A size in megabytes, one decimal: "1.4 MB"."""
    return f"{max(0.1, size / _MEGABYTE):.1f} MB"
