"""The first page: choose who you are, give the passphrase, and the workspace opens where you left it."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLineEdit, QWidget
from typing_extensions import override

from lif_desktop.errors import InvalidAnswersError, LifError, WrongPassphraseError
from lif_desktop.ui.dialogs import Ask
from lif_desktop.ui.doors import Doors
from lif_desktop.ui.page import width_class
from lif_desktop.ui.theme import appearance, fix
from lif_desktop.ui.widgets import (
    BrandPanel,
    Button,
    ComboBox,
    Gap,
    IconMark,
    Label,
    LabelledField,
    Link,
    MessageBar,
    PassphraseField,
    ScrollColumn,
    column,
    row,
)
from lif_desktop.ui.workers import Jobs

if TYPE_CHECKING:  # the services bring the database library, which this page does without
    from lif_desktop.domain.identities import PersonId
    from lif_desktop.services.keyholders import Keyholder
    from lif_desktop.services.workspace import Workspace

_BEFORE_WARMING = 100
"""Milliseconds that the first painting has to itself before the rest is loaded."""


class UnlockPage(QWidget):
    """Who are you, and your passphrase; or the recovery key and a new passphrase.

    Signals:
        unlocked: carries the open workspace.
        create_wanted: the person wants to make a new workspace.
        folder_chosen: carries the path of the workspace folder shown now.
    """

    unlocked = Signal(object)
    create_wanted = Signal()
    folder_chosen = Signal(str)

    def __init__(
        self,
        doors: Doors,
        jobs: Jobs,
        ask: Ask,
        *,
        folder: Path | None,
        locked_words: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._doors = doors
        self._jobs = jobs
        self._ask = ask
        self._folder = folder
        self._people: tuple[Keyholder, ...] = ()
        self._recovering = False
        self._warm_up = QTimer(self)
        self._warm_up.setSingleShot(True)
        self._warm_up.setInterval(_BEFORE_WARMING)
        self._brand = BrandPanel(self)
        self.setProperty("surface", "sheet")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._build(locked_words)
        self._connect()

    @property
    def error(self) -> str:
        """The error shown beside a field or above them; empty if there is none."""
        shown = [f.error for f in (self._passphrase, self._recovery, self._fresh) if f.error]
        if not self._message.isHidden():
            shown.append(self._message.text)
        return " ".join(shown)

    def load(self) -> None:
        """Ask who can unlock the workspace, then load the rest while the passphrase is typed."""
        self._show_folder()
        if self._folder is None:
            self._warm_up.start()
            return
        self._jobs.read(
            self,
            partial(self._doors.people, self._folder),
            self._on_people,
            self._on_people_failed,
        )

    def open_folder(self, folder: Path) -> None:
        """Show another workspace folder."""
        self._folder = folder
        self.folder_chosen.emit(str(folder))
        self.load()

    def focus_first(self) -> None:
        """Put the focus where a person begins."""
        (self._passphrase.line if self._folder is not None else self._open).setFocus()

    def _build(self, locked_words: str) -> None:
        whole = row(self)
        whole.addWidget(self._brand)
        scroll = ScrollColumn(margins=(24, 24, 24, 24))
        whole.addWidget(scroll, 1)
        middle = row()
        middle.addStretch(1)
        self._column = QWidget()
        fix(self._column, max_width=420)
        middle.addWidget(self._column, 8)
        middle.addStretch(1)
        scroll.column.addStretch(3)
        scroll.column.addLayout(middle)
        scroll.column.addStretch(4)
        inner = column(self._column, spacing=4)
        self._eyebrow = Label("", step="small", role="muted", strong=True, wrap=True)
        inner.addWidget(self._eyebrow)
        self._title = Label("", step="title", strong=True, wrap=True)
        inner.addWidget(self._title)
        self._words = Label(locked_words, role="muted", wrap=True)
        inner.addWidget(self._words)
        self._message = MessageBar("", "failure")
        self._message.hide()
        inner.addWidget(self._message)
        self._locked_words = locked_words
        self._fields = QWidget()
        self._build_fields()
        inner.addWidget(self._fields)
        self._build_buttons()
        inner.addWidget(self._buttons)
        inner.addWidget(Gap(height=24))
        foot = row(spacing=10)
        foot.addWidget(IconMark("shield-check", "muted", side=18), 0, Qt.AlignmentFlag.AlignTop)
        self._foot = Label("", step="small", role="muted", wrap=True)
        foot.addWidget(self._foot, 1)
        inner.addLayout(foot)

    def _build_fields(self) -> None:
        fields = column(self._fields, margins=(0, 20, 0, 0), spacing=22)
        self._who = ComboBox()
        self._who.setObjectName("who")
        fields.addWidget(LabelledField(self.tr("Who are you?"), self._who))
        self._recovery_line = QLineEdit()
        self._recovery_line.setObjectName("recovery_key")
        self._recovery = LabelledField(
            self.tr("Recovery key"),
            self._recovery_line,
            hint=self.tr("As you wrote it down. Spaces, hyphens and capitals do not matter."),
        )
        fields.addWidget(self._recovery)
        self._passphrase = PassphraseField(self.tr("Passphrase"))
        fields.addWidget(self._passphrase)
        self._fresh = PassphraseField(
            self.tr("Your new passphrase"),
            hint=self.tr("Five words that do not belong together are easy to remember."),
        )
        fields.addWidget(self._fresh)
        self._unlock = Button(self.tr("Unlock"), kind="primary")
        fields.addWidget(self._unlock)
        links = row(spacing=12)
        self._switch = Link(self.tr("Use a recovery key"))
        self._other = Link(self.tr("Open another workspace"))
        links.addWidget(self._switch)
        links.addStretch(1)
        links.addWidget(self._other)
        fields.addLayout(links)
        self._make_another = Link(self.tr("Make a new workspace"))
        fields.addWidget(self._make_another)

    def _build_buttons(self) -> None:
        self._buttons = QWidget()
        buttons = column(self._buttons, margins=(0, 20, 0, 0), spacing=12)
        self._open = Button(self.tr("Open a workspace"), kind="primary", icon="folder-open")
        self._make = Button(self.tr("Make a new workspace"), icon="plus")
        buttons.addWidget(self._open)
        buttons.addWidget(self._make)

    def _connect(self) -> None:
        self._warm_up.timeout.connect(self._on_warm_up_timeout)
        self._unlock.clicked.connect(self._on_unlock_clicked)
        for line in (self._passphrase.line, self._fresh.line):
            line.returnPressed.connect(self._on_unlock_clicked)
        self._switch.clicked.connect(self._on_switch_clicked)
        for button in (self._other, self._open):
            button.clicked.connect(self._on_open_clicked)
        for button in (self._make, self._make_another):
            button.clicked.connect(self.create_wanted)

    def _show_folder(self) -> None:
        known = self._folder is not None
        self._fields.setVisible(known)
        self._buttons.setVisible(not known)
        self._eyebrow.setText(self._folder.stem if self._folder is not None else "")
        self._eyebrow.setVisible(known)
        if self._folder is None:
            self._title.setText(self.tr("Open or make a workspace"))
            self._words.setText(
                self.tr("A workspace is an encrypted folder that holds everything of one board.")
            )
            self._foot.setText(self.tr("Nothing can be read without the passphrase."))
        else:
            self._show_mode()
            self._foot.setText(
                self.tr("Encrypted workspace {name} in {place}").format(
                    name=self._folder.name, place=self._folder.parent
                )
            )
        self._words.setVisible(bool(self._words.text()))

    def _show_mode(self) -> None:
        recovering = self._recovering
        self._recovery.setVisible(recovering)
        self._fresh.setVisible(recovering)
        self._passphrase.setVisible(not recovering)
        self._title.setText(
            self.tr("Use the recovery key") if recovering else self.tr("Unlock the workspace")
        )
        self._words.setText(
            self.tr("It opens the workspace once and gives you a new passphrase.")
            if recovering
            else self._locked_words
        )
        self._words.setVisible(bool(self._words.text()))
        self._unlock.setText(
            self.tr("Unlock with the recovery key") if recovering else self.tr("Unlock")
        )
        self._switch.setText(
            self.tr("Use the passphrase") if recovering else self.tr("Use a recovery key")
        )

    def _clear_errors(self) -> None:
        for field in (self._passphrase, self._recovery, self._fresh):
            field.show_error("")
        self._message.hide()

    def _chosen(self) -> PersonId | None:
        at = self._who.currentIndex()
        return self._people[at].person_id if 0 <= at < len(self._people) else None

    def _on_unlock_clicked(self) -> None:
        person = self._chosen()
        if person is None or self._folder is None or not self._unlock.isEnabled():
            return
        self._clear_errors()
        if not self._complete():
            return
        self._unlock.setEnabled(False)
        self._unlock.setText(self.tr("Unlocking"))
        if self._recovering:
            key = self._recovery_line.text()
            work = partial(self._doors.recover, self._folder, person, key, self._fresh.text)
        else:
            work = partial(self._doors.unlock, self._folder, person, self._passphrase.text)
        self._jobs.read(self, work, self._on_unlocked, self._on_unlock_failed)

    def _complete(self) -> bool:
        """Is everything given that the button needs? If not, say what is missing."""
        if not self._recovering:
            if not self._passphrase.text:
                self._passphrase.show_error(self.tr("Enter your passphrase"))
                self._passphrase.line.setFocus()
            return bool(self._passphrase.text)
        if not self._recovery_line.text().strip():
            self._recovery.show_error(self.tr("Enter the recovery key"))
            self._recovery.control.setFocus()
            return False
        if not self._fresh.text:
            self._fresh.show_error(self.tr("Enter a new passphrase"))
            self._fresh.line.setFocus()
            return False
        return True

    def _on_unlocked(self, workspace: Workspace) -> None:
        self._passphrase.clear()
        self._fresh.clear()
        self._recovery_line.clear()
        self.unlocked.emit(workspace)

    def _on_unlock_failed(self, error: Exception) -> None:
        self._unlock.setEnabled(True)
        self._show_mode()
        field: LabelledField = self._recovery if self._recovering else self._passphrase
        if isinstance(error, WrongPassphraseError):
            field.show_error(str(error))
            field.control.setFocus()
        elif isinstance(error, InvalidAnswersError):
            self._fresh.show_error(error.problems[0].message)
            self._fresh.line.setFocus()
        else:
            self._say(error)

    def _say(self, error: Exception) -> None:
        words = (
            str(error)
            if isinstance(error, LifError)
            else self.tr("The program met a fault ({kind}).").format(kind=type(error).__name__)
        )
        self._message.show_message(words, "failure")

    def _on_switch_clicked(self) -> None:
        self._recovering = not self._recovering
        self._clear_errors()
        self._show_mode()
        (self._recovery.control if self._recovering else self._passphrase.line).setFocus()

    def _on_open_clicked(self) -> None:
        chosen = self._ask.choose_folder(self.tr("Choose the workspace folder"))
        if chosen is not None:
            self.open_folder(chosen)

    def _on_people(self, people: tuple[Keyholder, ...]) -> None:
        self._clear_errors()
        self._people = people
        self._who.clear()
        for person in people:
            self._who.addItem(person.name)
        self.focus_first()
        self._warm_up.start()

    def _on_people_failed(self, error: Exception) -> None:
        self._people = ()
        self._folder = None
        self._show_folder()
        self._say(error)
        self.focus_first()

    def _on_warm_up_timeout(self) -> None:
        if self.isVisible():
            self._jobs.read(self, self._doors.warm_up, self._on_warm)

    def _on_warm(self, _loaded: bool) -> None:  # noqa: FBT001  # a job's outcome
        """The services are loaded; nothing to show."""

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._arrange()

    def _arrange(self) -> None:
        self._brand.setVisible(width_class(self.width(), appearance().scale) != "narrow")
