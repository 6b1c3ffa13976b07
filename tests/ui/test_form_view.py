"""A form by topics: saved as it is typed, checked on continue, finished only when it is whole."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton, QRadioButton, QWidget
from pytestqt.qtbot import QtBot

from lif_desktop.definitions.form import read_form
from lif_desktop.definitions.questions import Form
from lif_desktop.errors import Problem
from lif_desktop.ui.field_editors import FieldPorts, LineInput
from lif_desktop.ui.form_view import CHECK, FormView
from lif_desktop.ui.theme import appearance
from lif_desktop.ui.widgets import ErrorSummary, Label, SummaryRow
from tests.ui.keyboard import key, typed

pytestmark = pytest.mark.gui

FORM = """
form_id = "referral"
title = "Referral"
version = "2031010101"
language = "en-GB"
header = "The field list is this application’s design."
source = "made for this test"
[choices]
yes_no_nk = [
  {name="yes", label="Yes"}, {name="no", label="No"},
  {name="nk", label="Not known", not_known=true},
]
[[section]]
name = "incident"
label = "The incident"
  [[section.question]]
  type = "text"
  name = "happened"
  label = "What happened?"
  required = true
  required_message = "Enter what happened"
  [[section.question]]
  type = "select_one yes_no_nk"
  name = "looked_after"
  label = "Is the child looked after?"
  [[section.question]]
  type = "text"
  name = "placement"
  label = "Name of placement"
  relevant = "${looked_after} = 'yes'"
  required = true
  required_message = "Enter the name of the placement"
[[section]]
name = "child"
label = "The child"
  [[section.question]]
  type = "nhs_number"
  name = "nhs"
  label = "NHS number"
[[section]]
name = "family"
label = "Family and others"
repeat = true
row_label = "person"
  [[section.question]]
  type = "person"
  name = "name"
  label = "Name"
  required = true
  required_message = "Enter the name"
  [[section.question]]
  type = "select_one yes_no_nk"
  name = "household"
  label = "In the household?"
  [[section.question]]
  type = "text"
  name = "room"
  label = "Where do they sleep?"
  relevant = "${household} = 'yes'"
"""
TODAY = date(2016, 5, 20)


@pytest.fixture
def form(tmp_path: Path) -> Form:
    path = tmp_path / "referral.toml"
    path.write_text(FORM, encoding="utf-8")
    return read_form(path)


@pytest.fixture
def view(qtbot: QtBot, form: Form) -> FormView:
    shown = FormView(
        form, FieldPorts(today=TODAY), finish_words="Record the referral", place="Child N"
    )
    qtbot.addWidget(shown)
    shown.resize(1232, 812)
    shown.load({})
    shown.show()
    return shown


def line(view: QWidget, name: str) -> LineInput:
    QApplication.processEvents()
    found = [each for each in view.findChildren(LineInput, name) if each.isVisible()]
    assert found, name
    return found[0]


def choose(view: QWidget, name: str) -> None:
    found = view.findChild(QRadioButton, name)
    assert found is not None
    found.click()


def press(view: QWidget, words: str) -> None:
    QApplication.processEvents()
    for button in view.findChildren(QPushButton):
        if words in {button.text(), button.accessibleName()} and button.isVisible():
            button.click()
            QApplication.processEvents()
            return
    pytest.fail(f"there is no button “{words}”")


def shown_errors(view: QWidget) -> tuple[str, ...]:
    for summary in view.findChildren(ErrorSummary):
        if summary.isVisible():
            return summary.messages
    return ()


def words_shown(view: QWidget) -> list[str]:
    QApplication.processEvents()
    return [label.text() for label in view.findChildren(Label) if label.isVisible()]


def test_typing_is_saved_a_second_after_the_last_key(qtbot: QtBot, view: FormView) -> None:
    with qtbot.waitSignal(view.draft_changed, timeout=2500) as saved:
        typed(line(view, "happened"), "Noah fell")

    assert saved.args == [{"happened": "Noah fell"}, "incident", saved.args[2]]


def test_a_field_that_is_left_is_saved_at_once(qtbot: QtBot, view: FormView) -> None:
    typed(line(view, "happened"), "Noah fell")

    with qtbot.waitSignal(view.draft_changed, timeout=200):
        line(view, "happened").left.emit()


def test_nothing_is_saved_when_nothing_was_typed(qtbot: QtBot, view: FormView) -> None:
    with qtbot.assertNotEmitted(view.draft_changed):
        line(view, "happened").left.emit()
        view.save_now()


def test_a_draft_opens_where_it_was_left(view: FormView) -> None:
    view.load(
        {"nhs": "999 000 0018"}, page="child", question="nhs", completed=["incident", "gone"]
    )

    assert view.page == "child"
    assert view.window().focusWidget() is line(view, "nhs")
    assert view.completed == ("incident",)


def test_continue_shows_all_problems_takes_the_focus_and_keeps_what_was_typed(
    qtbot: QtBot, view: FormView
) -> None:
    choose(view, "looked_after.yes")

    with qtbot.waitSignal(view.problems_shown) as shown:
        view.continue_button.click()

    assert shown.args == [True]
    assert shown_errors(view) == ("Enter what happened", "Enter the name of the placement")
    assert isinstance(view.window().focusWidget(), ErrorSummary)
    assert view.page == "incident"
    assert view.answers == {"looked_after": "yes"}


def test_an_error_leads_to_its_field(view: FormView) -> None:
    view.continue_button.click()

    press(view, "Enter what happened")

    assert view.window().focusWidget() is line(view, "happened")
    assert line(view, "happened").accessibleDescription() == "Enter what happened"


def test_a_topic_to_come_back_to_is_not_checked(view: FormView) -> None:
    choose(view, "incident.later")

    view.continue_button.click()

    assert view.page == "child"


def test_an_incomplete_draft_is_always_saved(qtbot: QtBot, view: FormView) -> None:
    with qtbot.waitSignal(view.draft_changed) as saved:
        view.save_button.click()

    assert saved.args[:2] == [{}, "incident"]


def test_a_question_appears_under_its_trigger_and_the_cursor_stays(view: FormView) -> None:
    trigger = view.findChild(QRadioButton, "looked_after.yes")
    assert trigger is not None
    hidden = [each.isVisible() for each in view.findChildren(LineInput, "placement")]
    trigger.setFocus()

    key(trigger, Qt.Key.Key_Space)

    assert hidden == [False]
    assert line(view, "placement").isVisible()
    assert view.window().focusWidget() is trigger


def test_a_hidden_answer_stays_in_the_draft_and_leaves_the_record(
    qtbot: QtBot, view: FormView
) -> None:
    view.load({"happened": "x", "looked_after": "yes", "placement": "Home"})
    choose(view, "looked_after.no")
    view.open_page(CHECK)

    with qtbot.waitSignal(view.finish_wanted) as finished:
        view.continue_button.click()

    assert view.answers["placement"] == "Home"
    assert finished.args == [{"happened": "x", "looked_after": "no"}]


def test_the_last_page_names_the_act_and_shows_every_answer(view: FormView) -> None:
    view.load(
        {
            "happened": "=\t22/3\t<b>incident</b>",
            "looked_after": "nk",
            "family": [{"name": "Zoë O’Brien", "household": "yes", "room": "“upstairs”"}],
        },
        page=CHECK,
    )

    said = words_shown(view)
    assert view.continue_button.text() == "Record the referral"
    assert "=\t22/3\t<b>incident</b>" in said
    assert "Not known" in said
    assert "Not provided" in said
    assert "Name: Zoë O’Brien\nIn the household: Yes\nWhere do they sleep: “upstairs”" in said
    assert any(words.startswith("One answer is “Not known”") for words in said)
    assert "Topic 2 of 3" in said


def test_change_leads_from_an_answer_to_its_question(view: FormView) -> None:
    view.load({"happened": "x", "family": [{"name": "Zoë"}]}, page=CHECK)
    rows = [each for each in view.findChildren(SummaryRow) if each.isVisible()]

    press(rows[-1], "Change: Person 1")

    assert view.page == "family"
    assert view.window().focusWidget() is line(view, "name")


def test_finishing_an_unfinished_form_leads_to_the_first_problem(view: FormView) -> None:
    view.load({"family": [{"household": "yes"}]}, page=CHECK)

    view.continue_button.click()
    errors = shown_errors(view)
    press(view, "Enter the name")

    assert errors == ("Enter what happened", "Enter the name")
    assert view.page == "family"
    assert view.window().focusWidget() is line(view, "name")


def test_topics_say_honestly_how_far_they_are(view: FormView) -> None:
    view.load({"nhs": "1"}, completed=["family"])
    view.continue_button.click()
    QApplication.processEvents()
    names = [
        button.accessibleName()
        for button in view.findChildren(QPushButton)
        if button.accessibleName().startswith(("The incident", "The child", "Family"))
        and button.isVisible()
    ]

    assert names == [
        "The incident, There is a problem",
        "The child, In progress",
        "Family and others, Completed",
    ]


def test_marking_a_topic_as_completed_is_saved_and_can_be_taken_back(
    qtbot: QtBot, view: FormView
) -> None:
    with qtbot.waitSignal(view.draft_changed):
        choose(view, "incident.completed")
    marked = view.completed
    choose(view, "incident.later")

    assert marked == ("incident",)
    assert view.completed == ()


def test_topics_are_turned_by_keyboard(view: FormView) -> None:
    line(view, "happened").setFocus()

    key(line(view, "happened"), Qt.Key.Key_PageDown, Qt.KeyboardModifier.ControlModifier)
    second = view.page
    key(line(view, "nhs"), Qt.Key.Key_PageUp, Qt.KeyboardModifier.ControlModifier)

    assert (second, view.page) == ("child", "incident")


def test_back_on_the_first_topic_asks_to_leave_the_form(qtbot: QtBot, view: FormView) -> None:
    with qtbot.waitSignal(view.back_wanted):
        view.back_button.click()


def test_problems_found_on_recording_are_shown_at_their_fields(view: FormView) -> None:
    view.load({}, page=CHECK)

    view.show_problems([Problem("nhs", "NHS number belongs to another child in this case")])

    assert view.page == "child"
    assert shown_errors(view) == ("NHS number belongs to another child in this case",)


def test_advice_stands_beside_an_answer_and_blocks_nothing(view: FormView) -> None:
    view.load({"nhs": "999 000 0017"}, page="child")
    said = [words for words in words_shown(view) if "999 000 0017" in words]

    view.continue_button.click()

    assert said
    assert view.page == "family"


def test_columns_are_asked_row_by_row(view: FormView) -> None:
    view.load({"family": [{"name": "Zoë", "household": "yes"}, {"name": "Kyle"}]}, page="family")

    press(view, "Change Zoë")
    asked_of_first = [each.isVisible() for each in view.findChildren(LineInput, "room")]
    press(view, "Change Kyle")
    asked_of_second = [each.isVisible() for each in view.findChildren(LineInput, "room")]

    assert asked_of_first == [True]
    assert asked_of_second[-1:] == [False]


def test_with_little_room_the_topics_stand_behind_a_button(view: FormView) -> None:
    view.arrange("narrow")
    before = [label for label in words_shown(view) if label == "The child"]

    press(view, "Topic 1 of 3, show all topics")
    press(view, "The child, Not yet started")

    assert before == []
    assert view.page == "child"


@pytest.mark.parametrize("percent", [100, 150, 200])
def test_no_words_are_cut_off_at_any_text_size(qtbot: QtBot, view: FormView, percent: int) -> None:
    look = appearance()
    look.set_percent(percent)
    try:
        view.arrange("narrow" if percent > 100 else "standard")
        view.continue_button.click()
        for _ in range(4):
            QApplication.processEvents()
        cut = [
            label.text()
            for label in view.findChildren(Label)
            if label.isVisible()
            and label.text()
            and label.heightForWidth(label.width()) > label.height() + 1
        ]
    finally:
        look.set_percent(100)

    assert cut == []
    assert view.minimumSizeHint().width() <= 816
