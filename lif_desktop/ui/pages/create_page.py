"""A new workspace in three steps: the board and you, the passphrase, the recovery key copied down."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QStandardPaths, Qt, Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from lif_desktop.errors import InvalidAnswersError, LifError, Problem
from lif_desktop.ui.dialogs import Ask, Question
from lif_desktop.ui.doors import Doors, FrameworkChoice, NewWorkspace
from lif_desktop.ui.theme import fix
from lif_desktop.ui.widgets import (
    Button,
    CheckBox,
    ComboBox,
    ErrorSummary,
    Frame,
    Gap,
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

if TYPE_CHECKING:  # the services bring the database library, which the first pages do without
    from lif_desktop.services.workspace import Created, Workspace

_SUFFIX = ".lif"


class CreatePage(QWidget):
    """Makes a workspace and hands it over once the recovery key was typed back.

    Signals:
        created: carries the open workspace.
        left: the person went back to the unlock page.
    """

    created = Signal(object)
    left = Signal()

    def __init__(self, doors: Doors, jobs: Jobs, ask: Ask, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._doors = doors
        self._jobs = jobs
        self._ask = ask
        self._workspace: Workspace | None = None
        self._recovery_key = ""
        self._step = 0
        self._frameworks: tuple[FrameworkChoice, ...] = ()
        documents = QStandardPaths.StandardLocation.DocumentsLocation
        self._place = Path(QStandardPaths.writableLocation(documents) or Path.home())
        self._fields: dict[str, LabelledField] = {}
        self.setProperty("surface", "sheet")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._build()
        self._connect()

    @property
    def step(self) -> int:
        """Which step is shown, 1 to 3."""
        return self._step + 1

    @property
    def errors(self) -> tuple[str, ...]:
        """The errors shown in the summary."""
        return self._summary.messages if not self._summary.isHidden() else ()

    @property
    def recovery_key(self) -> str:
        """The recovery key that is shown; empty before the workspace was made."""
        return self._recovery_key

    def load(self) -> None:
        """Ask for the frameworks and a fresh passphrase."""
        self._jobs.read(self, self._doors.frameworks, self._on_frameworks)
        self._on_another_clicked()
        self._board_name.setFocus()

    def set_place(self, folder: Path) -> None:
        """Put the workspace into this folder."""
        self._place = folder
        self._show_place()

    def _build(self) -> None:
        whole = column(self)
        scroll = ScrollColumn(margins=(40, 28, 36, 32))
        whole.addWidget(scroll)
        line = row()
        line.addStretch(1)
        holder = QWidget()
        fix(holder, max_width=656)
        line.addWidget(holder, 8)
        line.addStretch(1)
        scroll.column.addLayout(line)
        scroll.column.addStretch(1)
        self._scroll = scroll
        inner = column(holder, spacing=8)
        self._where = Label("", step="small", role="muted", strong=True)
        inner.addWidget(self._where)
        self._title = Label("", step="title", strong=True, wrap=True)
        inner.addWidget(self._title)
        self._summary = ErrorSummary()
        inner.addWidget(self._summary)
        inner.addWidget(Gap(height=8))
        # One part is shown at a time; a stacked layout would keep the height of the tallest.
        self._steps = (self._build_board(), self._build_passphrase(), self._build_recovery())
        for part in self._steps:
            part.hide()
            inner.addWidget(part)
        inner.addWidget(Gap(height=16))
        buttons = row(spacing=12)
        self._next = Button("", kind="primary")
        self._back = Button(self.tr("Back"))
        buttons.addWidget(self._next)
        buttons.addWidget(self._back)
        buttons.addStretch(1)
        inner.addLayout(buttons)
        self._show_step(0)

    def _line(self, name: str, label: str, hint: str = "") -> QLineEdit:
        line = QLineEdit()
        line.setObjectName(name)
        self._fields[name] = LabelledField(label, line, hint=hint)
        return line

    def _build_board(self) -> QWidget:
        part = QWidget()
        inner = column(part, spacing=22)
        self._board_name = self._line(
            "board_name",
            self.tr("Name of the board or partnership"),
            self.tr("As it is printed on documents."),
        )
        self._short_name = self._line(
            "board_short_name",
            self.tr("Short name"),
            self.tr("As in your references, for example FSCB."),
        )
        self._framework = ComboBox()
        self._framework.setObjectName("framework")
        self._fields["framework"] = LabelledField(
            self.tr("Board framework"),
            self._framework,
            hint=self.tr("It brings the guidance edition new cases are opened under."),
        )
        self._edition = Label("", step="small", role="muted", wrap=True)
        self._person_name = self._line(
            "person_name",
            self.tr("Your name"),
            self.tr("As it stands under a signature. It is shown on the unlock page."),
        )
        self._person_post = self._line(
            "person_post", self.tr("Your post"), self.tr("For example, Business Manager.")
        )
        for name in ("board_name", "board_short_name", "framework"):
            inner.addWidget(self._fields[name])
        inner.addWidget(self._edition)
        for name in ("person_name", "person_post"):
            inner.addWidget(self._fields[name])
        fix(self._short_name, max_width=220)
        place = row(spacing=16)
        self._place_words = Label("", role="muted", wrap=True)
        change = Link(self.tr("Choose another place"))
        change.clicked.connect(self._on_place_clicked)
        place.addWidget(self._place_words, 1)
        place.addWidget(change, 0, Qt.AlignmentFlag.AlignTop)
        inner.addLayout(place)
        inner.addStretch(1)
        return part

    def _build_passphrase(self) -> QWidget:
        part = QWidget()
        inner = column(part, spacing=16)
        inner.addWidget(
            Label(
                self.tr(
                    "The passphrase is the only way in, apart from the recovery key of the next "
                    "step. Nobody can reset it for you."
                ),
                wrap=True,
            )
        )
        well = Frame("well")
        drawn = column(well, margins=(20, 16, 20, 16), spacing=8)
        drawn.addWidget(Label(self.tr("Drawn for you"), step="small", role="muted", strong=True))
        self._drawn = Label("", step="head", strong=True, wrap=True)
        self._drawn.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        drawn.addWidget(self._drawn)
        links = row(spacing=16)
        self._another = Link(self.tr("Draw another"), small=True)
        links.addWidget(self._another)
        links.addStretch(1)
        drawn.addLayout(links)
        inner.addWidget(well)
        self._own = CheckBox(self.tr("I make up a passphrase of my own"))
        inner.addWidget(self._own)
        self._passphrase = PassphraseField(
            self.tr("Type the passphrase"),
            hint=self.tr("15 characters or more. Type it once now, so that you know it works."),
        )
        self._passphrase.line.setObjectName("passphrase")
        self._fields["passphrase"] = self._passphrase
        inner.addWidget(self._passphrase)
        inner.addStretch(1)
        return part

    def _build_recovery(self) -> QWidget:
        part = QWidget()
        inner = column(part, spacing=16)
        inner.addWidget(
            MessageBar(
                self.tr(
                    "This key is shown once. Write it on paper and keep it in the board's safe: it "
                    "opens everything when a passphrase is forgotten."
                ),
                "warning",
            )
        )
        card = Frame("card")
        shown = column(card, margins=(20, 16, 20, 16), spacing=6)
        shown.addWidget(Label(self.tr("Recovery key"), step="small", role="muted", strong=True))
        self._key = Label("", step="head", strong=True, wrap=True)
        self._key.setAccessibleName(self.tr("Recovery key"))
        shown.addWidget(self._key)
        inner.addWidget(card)
        self._typed_key = self._line(
            "recovery_key",
            self.tr("Type the recovery key from your paper"),
            self.tr("Spaces, hyphens and capitals do not matter."),
        )
        inner.addWidget(self._fields["recovery_key"])
        inner.addStretch(1)
        return part

    def _connect(self) -> None:
        self._next.clicked.connect(self._on_next_clicked)
        self._back.clicked.connect(self._on_back_clicked)
        self._another.clicked.connect(self._on_another_clicked)
        self._framework.currentIndexChanged.connect(self._on_framework_changed)
        self._short_name.textChanged.connect(self._show_place)
        self._summary.field_wanted.connect(self._on_field_wanted)
        for line in (self._passphrase.line, self._typed_key):
            line.returnPressed.connect(self._on_next_clicked)

    @property
    def _folder(self) -> Path:
        letters = (c if c.isalnum() or c in " -_" else "-" for c in self._short_name.text())
        return self._place / ("".join(letters).strip(" -") or "board")

    def _show_place(self) -> None:
        self._place_words.setText(
            self.tr("The workspace is kept in {folder}").format(folder=f"{self._folder}{_SUFFIX}")
        )

    def _show_step(self, number: int) -> None:
        titles = (
            self.tr("The board and you"),
            self.tr("Your passphrase"),
            self.tr("The recovery key"),
        )
        acts = (
            self.tr("Continue"),
            self.tr("Make the workspace"),
            self.tr("Open the workspace"),
        )
        self._step = number
        for position, part in enumerate(self._steps):
            part.setVisible(position == number)
        self._where.setText(self.tr("New workspace · Step {n} of 3").format(n=number + 1))
        self._title.setText(titles[number])
        self._next.setText(acts[number])
        self._next.setEnabled(True)
        self._back.setVisible(number < 2)
        self._show_problems([])
        self._show_place()
        self._scroll.verticalScrollBar().setValue(0)
        first = (self._board_name, self._passphrase.line, self._typed_key)[number]
        first.setFocus()

    def _show_problems(self, problems: list[Problem]) -> None:
        first: dict[str, str] = {}
        for problem in problems:
            first.setdefault(problem.question, problem.message)
        for name, field in self._fields.items():
            field.show_error(first.get(name, ""))
        self._summary.show_problems([(p.question, p.message) for p in problems])

    def _missing(self) -> list[Problem]:
        asked = (
            (
                self._board_name,
                "board_name",
                self.tr("Enter the name of the board or partnership"),
            ),
            (self._short_name, "board_short_name", self.tr("Enter the short name of the board")),
            (self._person_name, "person_name", self.tr("Enter your name")),
            (self._person_post, "person_post", self.tr("Enter your post")),
        )
        problems = [Problem(name, words) for line, name, words in asked if not line.text().strip()]
        if not self._frameworks:
            problems.append(Problem("framework", self.tr("Choose a board framework")))
        return problems

    def _on_frameworks(self, frameworks: tuple[FrameworkChoice, ...]) -> None:
        self._frameworks = frameworks
        self._framework.clear()
        for choice in frameworks:
            self._framework.addItem(choice.title)
        self._on_framework_changed(0)

    def _on_framework_changed(self, position: int) -> None:
        if 0 <= position < len(self._frameworks):
            self._edition.setText(
                self.tr("New cases are opened under {edition}.").format(
                    edition=self._frameworks[position].edition
                )
            )

    def _on_another_clicked(self) -> None:
        self._jobs.read(
            self, self._doors.fresh_passphrase, self._on_fresh_passphrase, topic="passphrase"
        )

    def _on_fresh_passphrase(self, passphrase: str) -> None:
        self._drawn.setText(passphrase)

    def _on_place_clicked(self) -> None:
        chosen = self._ask.choose_folder(self.tr("Choose the folder to keep the workspace in"))
        if chosen is not None:
            self.set_place(chosen)

    def _on_field_wanted(self, name: str) -> None:
        field = self._fields.get(name)
        if field is not None:
            field.control.setFocus()

    def _on_next_clicked(self) -> None:
        (self._leave_board, self._leave_passphrase, self._leave_recovery)[self.step - 1]()

    def _leave_board(self) -> None:
        problems = self._missing()
        if problems:
            self._show_problems(problems)
        else:
            self._show_step(1)

    def _leave_passphrase(self) -> None:
        typed = self._passphrase.text
        if not self._own.isChecked() and typed != self._drawn.text():
            words = self.tr(
                "Type the passphrase exactly as it is drawn, or tick that you make up your own"
            )
            self._show_problems([Problem("passphrase", words)])
            return
        self._next.setEnabled(False)
        self._next.setText(self.tr("Making the workspace"))
        wanted = NewWorkspace(
            folder=self._folder,
            board_name=self._board_name.text(),
            board_short_name=self._short_name.text(),
            framework=self._frameworks[self._framework.currentIndex()].id,
            person_name=self._person_name.text(),
            person_post=self._person_post.text(),
            passphrase=typed,
        )
        self._jobs.write(
            self, partial(self._doors.create, wanted), self._on_created, self._on_create_failed
        )

    def _leave_recovery(self) -> None:
        if not self._doors.recovery_key_matches(self._recovery_key, self._typed_key.text()):
            words = self.tr("The recovery key is not the same as the one shown. Check your paper")
            self._show_problems([Problem("recovery_key", words)])
            return
        workspace, self._workspace = self._workspace, None
        self._recovery_key = ""
        self._key.clear()
        self._typed_key.clear()
        if workspace is not None:
            self.created.emit(workspace)

    def _on_created(self, created: Created) -> None:
        self._workspace = created.workspace
        self._recovery_key = created.recovery_key
        self._key.setText(created.recovery_key)
        self._passphrase.clear()
        self._drawn.clear()
        self._show_step(2)

    def _on_create_failed(self, error: Exception) -> None:
        self._next.setEnabled(True)
        self._next.setText(self.tr("Make the workspace"))
        if isinstance(error, InvalidAnswersError):
            problems = list(error.problems)
        elif isinstance(error, LifError):
            problems = [Problem("passphrase", str(error))]
        else:
            words = self.tr("The program met a fault ({kind}).").format(kind=type(error).__name__)
            problems = [Problem("passphrase", words)]
        if any(problem.question in {"board_name", "person_name"} for problem in problems):
            self._show_step(0)
        self._show_problems(problems)

    def _on_back_clicked(self) -> None:
        if self.step == 2:
            self._show_step(0)
            return
        typed = any(
            line.text().strip() for line in (self._board_name, self._short_name, self._person_name)
        )
        question = Question(
            title=self.tr("Leave without making a workspace?"),
            safe=self.tr("Nothing was made yet. What you typed here is not kept."),
            act=self.tr("Leave"),
            keep=self.tr("Stay here"),
        )
        if not typed or self._ask.choose(question):
            self.left.emit()
