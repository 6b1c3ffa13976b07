"""Who can unlock the workspace and sign? One line each; one more with a passphrase drawn by the computer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QWidget

from lif_desktop.definitions.questions import Choice, Question, QuestionType
from lif_desktop.domain.people import Person, Role
from lif_desktop.domain.vocabulary import long_date
from lif_desktop.errors import Problem
from lif_desktop.ui.field_editors import FieldPorts
from lif_desktop.ui.step_form import StepForm
from lif_desktop.ui.widgets import (
    Button,
    Frame,
    Hairline,
    Label,
    Link,
    SectionHeading,
    clear,
    column,
    row,
)


class BoardPeople(QWidget):
    """The people with a passphrase of their own.

    Signals:
        add_wanted: the answers (dict) on another person.
        shut_out_wanted: with the id of a person.
        handed_over: the new passphrase has been given to its person.
    """

    add_wanted = Signal(dict)
    shut_out_wanted = Signal(str)
    handed_over = Signal()

    def __init__(self, ports: FieldPorts, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ports = ports
        self.step_form: StepForm | None = None
        inside = column(self, spacing=12)
        inside.addWidget(SectionHeading(self.tr("People who can unlock and sign")))
        self._list = column()
        inside.addLayout(self._list)
        self._card = Frame("card")
        self._card_column = column(self._card, margins=(20, 16, 20, 18), spacing=8)
        self._card.hide()
        inside.addWidget(self._card)
        self._frame = Frame("panel")
        self._form_column = column(self._frame, margins=(20, 18, 20, 20))
        self._frame.hide()
        inside.addWidget(self._frame)
        self.add_button = Button(self.tr("Add a person"), icon="user-plus")
        inside.addWidget(self.add_button, 0, Qt.AlignmentFlag.AlignLeft)
        self.add_button.clicked.connect(self._on_add_button_clicked)

    def show_people(self, people: Sequence[Person], *, me: Person) -> None:
        """Show everyone who is or was able to unlock; me is who works here now."""
        clear(self._list)
        for person in people:
            self._list.addWidget(self._line(person, is_me=person.id == me.id))
            self._list.addWidget(Hairline())

    def show_passphrase(self, name: str, passphrase: str) -> None:
        """Show a fresh passphrase, this once."""
        self._leave_form()
        clear(self._card_column)
        title = self.tr("Passphrase of {name}").format(name=name)
        self._card_column.addWidget(Label(title, step="small", role="muted", strong=True))
        shown = Label(passphrase, step="head", strong=True, wrap=True)
        shown.setAccessibleName(f"{title}: {passphrase}")
        self._card_column.addWidget(shown)
        told = self.tr(
            "It is shown this once and kept nowhere. Hand it over by word of mouth or on paper."
        )
        self._card_column.addWidget(Label(told, role="muted", wrap=True))
        done = Button(self.tr("I have handed it over"), kind="primary")
        done.clicked.connect(self._on_done_clicked)
        self._card_column.addWidget(done, 0, Qt.AlignmentFlag.AlignLeft)
        self._card.show()
        self.add_button.hide()
        done.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_problems(self, problems: Sequence[Problem]) -> None:
        """Show what is wrong with the person that was to be added."""
        if self.step_form is not None:
            self.step_form.show_problems(problems)

    def _line(self, person: Person, *, is_me: bool) -> QWidget:
        part = QWidget()
        line = row(part, margins=(0, 8, 0, 9), spacing=16)
        words = column()
        gone = person.left_on is not None
        words.addWidget(
            Label(person.name, strong=True, wrap=True, role="muted" if gone else "text")
        )
        role = role_words()[person.role]
        same = role.casefold() == person.post.casefold()
        second = person.post if same else f"{person.post} · {role}"
        words.addWidget(Label(second, step="small", role="muted", wrap=True))
        line.addLayout(words, 1)
        if person.left_on is not None:
            left = self.tr("Left on {day}").format(day=long_date(person.left_on))
            line.addWidget(Label(left, step="small", role="muted"))
        elif is_me:
            line.addWidget(Label(self.tr("You"), step="small", role="muted"))
        else:
            out = Link(self.tr("Shut out"), small=True)
            out.setAccessibleName(self.tr("Shut out {name}").format(name=person.name))
            out.setProperty("person", person.id)
            out.clicked.connect(self._on_out_clicked)
            line.addWidget(out)
        return part

    def _leave_form(self) -> None:
        clear(self._form_column)
        self.step_form = None
        self._frame.hide()
        self.add_button.show()

    def _on_add_button_clicked(self) -> None:
        self._leave_form()
        form = StepForm(
            self.tr("Add a person"),
            _questions(),
            self._ports,
            act=self.tr("Add the person"),
            sentence=self.tr(
                "The computer draws a passphrase of five words for them, and a certificate to "
                "sign with."
            ),
            answers={"role": Role.MEMBER.value},
        )
        form.wanted.connect(self.add_wanted)
        form.left.connect(self._on_form_left)
        self.step_form = form
        self._form_column.addWidget(form)
        self._frame.show()
        self.add_button.hide()
        form.focus_first()

    def _on_form_left(self) -> None:
        self._leave_form()
        self.add_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_done_clicked(self) -> None:
        clear(self._card_column)
        self._card.hide()
        self.add_button.show()
        self.add_button.setFocus(Qt.FocusReason.OtherFocusReason)
        self.handed_over.emit()

    def _on_out_clicked(self) -> None:
        self.shut_out_wanted.emit(str(self.sender().property("person")))


def role_words() -> Mapping[Role, str]:
    """What each role is called."""
    return {
        Role.BUSINESS_MANAGER: _tr("Business manager"),
        Role.MINUTE_TAKER: _tr("Minute taker"),
        Role.CHAIR: _tr("Chair"),
        Role.MEMBER: _tr("Member"),
        Role.READER: _tr("May read only"),
    }


def _questions() -> tuple[Question, ...]:
    return (
        Question(
            name="person_name",
            type=QuestionType.TEXT,
            label=_tr("Name"),
            hint=_tr("As it stands under a signature. It is shown on the unlock page."),
            required=True,
        ),
        Question(
            name="person_post",
            type=QuestionType.TEXT,
            label=_tr("Post"),
            hint=_tr("For example, Independent Chair."),
            required=True,
        ),
        Question(
            name="role",
            type=QuestionType.SELECT_ONE,
            label=_tr("What do they do for the board?"),
            choices=tuple(
                Choice(name=role.value, label=label) for role, label in role_words().items()
            ),
            required=True,
            always_known=True,
        ),
    )


def _tr(text: str) -> str:
    return QCoreApplication.translate("BoardPeople", text)
