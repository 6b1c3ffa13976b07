"""Every answer of both invented cases goes through the window letter for letter, and is seen there as text."""

from __future__ import annotations

import copy
from collections.abc import Mapping
from datetime import date

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from lif_desktop.definitions.catalogue import FormCatalogue
from lif_desktop.definitions.example_case import ExampleCase, read_example
from lif_desktop.definitions.questions import Choice, Form, QuestionType
from lif_desktop.domain.answers import Answers, UncertainDate, rows_of
from lif_desktop.settings import forms_folder, resources_folder
from lif_desktop.ui.field_editors import FieldPorts, RowsEditor
from lif_desktop.ui.form_view import CHECK, FormView
from tests.ui.stage import said_on

pytestmark = pytest.mark.gui

FORMS = ("referral", "grid", "decision", "learning_summary")
CASES = ("case-a", "case-b")


def answers_of(example: ExampleCase, form_id: str) -> Answers:
    found: Answers = getattr(example, form_id)
    return found


def filled(form: Form, answers: Answers) -> Form:
    """The form with a choice for every code the answers use where the edition would give them."""
    codes: dict[str, list[Choice]] = {}
    for question in form.questions():
        rows = rows_of(answers, question.name)
        for asked in (question, *question.columns):
            if asked.choices_from:
                given = [answers.get(asked.name), *(row.get(asked.name) for row in rows)]
                found = codes.setdefault(asked.choices_from, [])
                found += [Choice(name=str(each), label=str(each)) for each in given if each]
    unique = {
        name: tuple({each.name: each for each in all_}.values()) for name, all_ in codes.items()
    }
    return form.filled(unique)


def texts_in(form: Form, answers: Answers) -> list[str]:
    """Every text of the answers as it must be seen, notes of dates included."""
    found: list[str] = []
    for question in form.questions():
        if question.type is QuestionType.REPEAT:
            for row in rows_of(answers, question.name):
                for column in question.columns:
                    found += _texts(column.type, row.get(column.name))
        else:
            found += _texts(question.type, answers.get(question.name))
    return found


def _texts(kind: QuestionType, answer: object) -> list[str]:
    if isinstance(answer, Mapping):
        if kind is QuestionType.ATTACHMENT:
            return [str(answer.get("name", ""))]
        given = UncertainDate.from_answer(answer)
        return [given.note] if given is not None and given.note else []
    return [answer] if isinstance(answer, str) and "select" not in kind.value else []


@pytest.fixture(scope="module")
def forms() -> FormCatalogue:
    return FormCatalogue.load(forms_folder())


@pytest.mark.parametrize("form_id", FORMS)
@pytest.mark.parametrize("case", CASES)
def test_every_answer_goes_through_every_field_and_comes_back(
    qtbot: QtBot, forms: FormCatalogue, case: str, form_id: str
) -> None:
    example = read_example(resources_folder() / "example" / f"{case}.toml")
    answers = copy.deepcopy(dict(answers_of(example, form_id)))
    form = filled(forms.current(form_id), answers)
    view = FormView(form, FieldPorts(today=date(2020, 5, 20)), finish_words="Record it")
    qtbot.addWidget(view)

    view.load(answers)
    for section in view.progress.topics():
        view.open_page(section.name)
        tables = [each for each in view.findChildren(RowsEditor) if each.isVisibleTo(view)]
        for table in tables:
            for index in range(len(rows_of(answers, table.question.name))):
                table.open_at(index)

    assert view.answers == answers_of(example, form_id)
    assert view.progress.check() == ()


@pytest.mark.parametrize("form_id", FORMS)
@pytest.mark.parametrize("case", CASES)
def test_every_text_is_seen_as_it_was_typed(
    qtbot: QtBot, forms: FormCatalogue, case: str, form_id: str
) -> None:
    example = read_example(resources_folder() / "example" / f"{case}.toml")
    answers = answers_of(example, form_id)
    form = filled(forms.current(form_id), answers)
    view = FormView(form, FieldPorts(today=date(2020, 5, 20)), finish_words="Record it")
    qtbot.addWidget(view)
    view.load(answers, page=CHECK)
    view.show()

    seen = "\n".join(said_on(view))

    assert [text for text in texts_in(form, answers) if text not in seen] == []
    assert all(
        label.textFormat().name == "PlainText"
        for label in view.findChildren(QLabel)
        if label.isVisible()
    )
