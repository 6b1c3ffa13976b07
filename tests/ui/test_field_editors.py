"""Answers go in and come out letter for letter, every control has a name, nothing is lost."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QListWidget, QPushButton, QRadioButton, QWidget
from pytestqt.qtbot import QtBot

from lif_desktop.definitions.questions import Choice, Question, QuestionType
from lif_desktop.ui.field_editors import (
    FieldEditor,
    FieldPorts,
    Kept,
    LineInput,
    RowsEditor,
    TextInput,
    date_words,
    editor_for,
    words_of,
)
from lif_desktop.ui.field_editors.dates import month_number
from lif_desktop.ui.field_editors.pasted_text import cleaned, cleaned_line
from lif_desktop.ui.field_editors.text import ParagraphEditor
from tests.ui.keyboard import key, typed

pytestmark = pytest.mark.gui

AWKWARD = (
    "•\t3/3\t<b>children asleep upstairs</b>\n=\t22/3\tincident\n-\t“Łukasz” & Zoë’s\u00a0flat"
)
YES_NO = (
    Choice(name="yes", label="Yes"),
    Choice(name="no", label="No"),
    Choice(name="nk", label="Not known", not_known=True),
)
MANY = tuple(Choice(name=f"c{number}", label=f"Choice {number}") for number in range(12))


def make_question(kind: QuestionType, **changes: object) -> Question:
    given: dict[str, object] = {
        "name": "asked",
        "type": kind,
        "label": "What is asked?",
        "hint": "A hint",
        **changes,
    }
    return Question(**given)  # type: ignore[arg-type]  # the tests below give each field its type


PORTS = FieldPorts(today=date(2016, 5, 20))


def make_editor(qtbot: QtBot, kind: QuestionType, **changes: object) -> FieldEditor:
    return make_editor_with(qtbot, PORTS, kind, **changes)


def make_editor_with(
    qtbot: QtBot, ports: FieldPorts, kind: QuestionType, **changes: object
) -> FieldEditor:
    editor = editor_for(make_question(kind, **changes), ports)
    qtbot.addWidget(editor)
    editor.show()
    return editor


def part(editor: QWidget, name: str) -> LineInput:
    found = editor.findChild(LineInput, name)
    assert found is not None
    return found


def radio(editor: QWidget, name: str) -> QRadioButton:
    found = editor.findChild(QRadioButton, name)
    assert found is not None
    return found


def press(editor: QWidget, words: str) -> None:
    for button in editor.findChildren(QPushButton):
        if words in {button.text(), button.accessibleName()} and not button.isHidden():
            button.click()
            return
    pytest.fail(f"there is no button “{words}”")


ANSWERS: Mapping[str, tuple[QuestionType, dict[str, object], object]] = {
    "text": (QuestionType.TEXT, {}, "  Piotr Łukasz (Peter Lukas, P. Lukasz)\t"),
    "multiline": (QuestionType.TEXT, {"appearance": "multiline"}, AWKWARD),
    "carriage returns": (QuestionType.TEXT, {"appearance": "multiline"}, "one\r\ntwo\n"),
    "integer": (QuestionType.INTEGER, {}, 11),
    "date": (
        QuestionType.DATE,
        {},
        {
            "precision": "approximate",
            "year": 2016,
            "month": 3,
            "day": 24,
            "note": "“the Thursday”",
        },
    ),
    "half a date": (QuestionType.DATE, {}, {"precision": "exact", "month": 3, "day": 22}),
    "impossible date": (
        QuestionType.DATE,
        {},
        {"precision": "exact", "day": 31, "month": 2, "year": 2016},
    ),
    "unread date": (QuestionType.DATE, {}, {"precision": "exact", "typed": {"year": "2013?"}}),
    "month": (QuestionType.MONTH, {}, {"precision": "month", "year": 2016, "month": 3}),
    "time": (QuestionType.TIME, {}, "“around ten past two” (father)"),
    "select_one": (QuestionType.SELECT_ONE, {"choices": YES_NO}, "nk"),
    "retired choice": (QuestionType.SELECT_ONE, {"choices": YES_NO}, "sometimes"),
    "long list": (QuestionType.SELECT_ONE, {"choices": MANY}, "c11"),
    "select_multiple": (QuestionType.SELECT_MULTIPLE, {"choices": YES_NO}, ["yes", "nk"]),
    "person": (QuestionType.PERSON, {}, "“Marek” (surname not known)"),
    "agency": (QuestionType.AGENCY, {}, "St Botolph’s Hospital NHS Foundation Trust"),
    "nhs_number": (QuestionType.NHS_NUMBER, {}, "999 000 0018"),
    "upn": (QuestionType.UPN, {}, "Not obtained"),
    "postcode": (QuestionType.POSTCODE, {}, "FM2 7XA"),
    "attachment": (
        QuestionType.ATTACHMENT,
        {},
        {"name": "genogram.png", "attachment_id": "a1", "sha256": "f" * 64, "note": "by hand"},
    ),
    "repeat": (
        QuestionType.REPEAT,
        {"columns": (make_question(QuestionType.TEXT, name="name"),)},
        [{"name": "Zoë"}, {}, {"name": "=1+1", "kept": "no column asks for this"}],
    ),
}


@pytest.mark.parametrize("case", ANSWERS)
def test_an_answer_that_was_only_looked_at_comes_back_as_it_was(qtbot: QtBot, case: str) -> None:
    kind, changes, answer = ANSWERS[case]
    editor = make_editor(qtbot, kind, **changes)

    editor.show_answer(answer)

    assert editor.answer() == answer


@pytest.mark.parametrize("case", ANSWERS)
def test_an_editor_emptied_of_its_answer_has_none(qtbot: QtBot, case: str) -> None:
    kind, changes, answer = ANSWERS[case]
    editor = make_editor(qtbot, kind, **changes)
    editor.show_answer(answer)

    editor.show_answer(None)

    assert editor.answer() is None


@pytest.mark.parametrize("case", ANSWERS)
def test_every_control_has_a_name_with_the_question_and_the_hint_as_description(
    qtbot: QtBot, case: str
) -> None:
    kind, changes, _answer = ANSWERS[case]
    editor = make_editor(qtbot, kind, **changes)

    editor.show_problem("Enter what is asked")

    assert editor.controls()
    for control in editor.controls():
        assert "What is asked?" in control.accessibleName(), control
        assert control.accessibleDescription() == "Enter what is asked A hint"


def test_a_line_trims_its_ends_and_keeps_everything_within(qtbot: QtBot) -> None:
    editor = make_editor(qtbot, QuestionType.TEXT)
    line = part(editor, "asked")

    typed(line, "  Zoë  O’Brien & Łukasz ")

    assert editor.answer() == "Zoë  O’Brien & Łukasz"


def test_a_paragraph_keeps_tabs_no_break_spaces_and_markup_letter_for_letter(qtbot: QtBot) -> None:
    editor = make_editor(qtbot, QuestionType.TEXT, appearance="multiline")
    editor.show_answer(AWKWARD)
    box = editor.findChild(TextInput)
    assert box is not None

    box.moveCursor(box.textCursor().MoveOperation.End)
    typed(box, "!")

    assert editor.answer() == AWKWARD + "!"


def test_tab_leaves_a_paragraph_and_undo_is_there_after_coming_back(qtbot: QtBot) -> None:
    holder = QWidget()
    qtbot.addWidget(holder)
    editor = make_editor(qtbot, QuestionType.TEXT, appearance="multiline")
    editor.setParent(holder)
    other = LineInput(holder)
    holder.show()
    box = editor.findChild(TextInput)
    assert box is not None
    assert box.tabChangesFocus()
    box.setFocus()
    typed(box, "typed")
    other.setFocus()
    box.setFocus()

    box.undo()

    assert editor.answer() is None


def test_a_line_keeps_its_undo_history_when_focus_leaves_and_returns(qtbot: QtBot) -> None:
    editor = make_editor(qtbot, QuestionType.TEXT)
    line = part(editor, "asked")
    typed(line, "typed")
    with qtbot.waitSignal(editor.left):
        line.clearFocus() if line.hasFocus() else line.left.emit()
    line.setFocus()

    line.undo()

    assert line.text() == ""


def test_a_text_used_from_its_source_can_be_undone(qtbot: QtBot) -> None:
    editor = make_editor(qtbot, QuestionType.TEXT, appearance="multiline")
    editor.show_answer("mine")
    box = editor.findChild(TextInput)
    assert box is not None

    assert isinstance(editor, ParagraphEditor)
    editor.use("from the source")
    used = editor.answer()
    box.undo()

    assert (used, editor.answer()) == ("from the source", "mine")


@pytest.mark.parametrize(
    ("keys", "answer"),
    [
        ("14", 14),
        (" -3 ", -3),
        ("fourteen", "fourteen"),
        ("1.5", "1.5"),
        ("١٤", "١٤"),
        ("  ", None),
    ],
)
def test_a_number_is_kept_as_typed_when_it_is_none(
    qtbot: QtBot, keys: str, answer: object
) -> None:
    editor = make_editor(qtbot, QuestionType.INTEGER)

    typed(part(editor, "asked"), keys)

    assert editor.answer() == answer


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        ("\u00b7 \u00a0one\r\n\u00b7\ttwo", "- one\n- two"),
        ("•\t3/3\tpolice", "•\t3/3\tpolice"),
        ("zero\u200bwidth\ufeff\ufffc", "zerowidth"),
        ("“kept” – ‘kept’ ł é", "“kept” – ‘kept’ ł é"),
        ("bell\x07 form\x0cfeed", "bell form\nfeed"),
        ("name\u200djoined", "name\u200djoined"),
    ],
)
def test_pasted_text_is_cleaned_of_what_nobody_meant(text: str, clean: str) -> None:
    assert cleaned(text) == clean


def test_text_pasted_into_a_line_becomes_one_line() -> None:
    assert cleaned_line("\nFlat 3 \n 18 Sluice Lane\n") == "Flat 3 18 Sluice Lane"


def test_pasting_by_key_cleans_in_both_kinds_of_box(qtbot: QtBot) -> None:
    QGuiApplication.clipboard().setText("one\u200b\r\ntwo\u00a0three")
    line = make_editor(qtbot, QuestionType.TEXT)
    text = make_editor(qtbot, QuestionType.TEXT, appearance="multiline")
    box = text.findChild(TextInput)
    assert box is not None

    key(part(line, "asked"), Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    key(box, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)

    assert line.answer() == "one two three"
    assert text.answer() == "one\ntwo three"


def test_pasted_markup_stays_text(qtbot: QtBot) -> None:
    editor = make_editor(qtbot, QuestionType.TEXT, appearance="multiline")
    box = editor.findChild(TextInput)
    assert box is not None
    rich = QMimeData()
    rich.setHtml("<b>bold</b>")
    rich.setText("<b>bold</b>")

    box.insertFromMimeData(rich)

    assert editor.answer() == "<b>bold</b>"


@pytest.mark.parametrize(
    ("word", "number"),
    [("3", 3), ("03", 3), ("jan", 1), ("Sept", 9), ("september", 9), ("JUNE", 6), ("Feb.", 2)],
)
def test_months_are_read_as_people_write_them(word: str, number: int) -> None:
    assert month_number(word) == number


@pytest.mark.parametrize("word", ["", "ma", "ju", "Marchember", "x", "²"])
def test_words_that_are_no_month_are_not_guessed(word: str) -> None:
    assert month_number(word) is None


def test_a_date_is_typed_in_three_fields_and_shows_its_weekday(qtbot: QtBot) -> None:
    editor = make_editor(qtbot, QuestionType.DATE)
    for name, text in (("day", "22"), ("month", "March"), ("year", "2016")):
        typed(part(editor, f"asked.{name}"), text)

    assert editor.answer() == {"precision": "exact", "year": 2016, "month": 3, "day": 22}
    assert "Tuesday" in [label.text() for label in editor.findChildren(type(editor._label))]


def test_what_is_no_date_is_kept_as_it_was_typed(qtbot: QtBot) -> None:
    editor = make_editor(qtbot, QuestionType.DATE)
    typed(part(editor, "asked.day"), "31")
    typed(part(editor, "asked.month"), "Febuary")
    answer = editor.answer()

    editor.show_answer(answer)

    assert answer == {"precision": "exact", "day": 31, "typed": {"month": "Febuary"}}
    assert part(editor, "asked.month").text() == "Febuary"


def test_a_date_not_known_is_an_answer_with_its_note(qtbot: QtBot) -> None:
    editor = make_editor(qtbot, QuestionType.DATE)
    press(editor, "Not exact, or given in another way")
    radio(editor, "asked.not_known").click()

    typed(part(editor, "asked.note"), "signed, date illegible")

    assert editor.answer() == {"precision": "not_known", "note": "signed, date illegible"}
    assert not part(editor, "asked.day").isVisible()


def test_a_date_of_which_only_the_year_is_known_asks_only_for_the_year(qtbot: QtBot) -> None:
    editor = make_editor(qtbot, QuestionType.DATE)
    press(editor, "Not exact, or given in another way")
    radio(editor, "asked.year").click()

    typed(part(editor, "asked.year"), "1968")

    assert editor.answer() == {"precision": "year", "year": 1968}
    assert part(editor, "asked.year").isVisible()
    assert not part(editor, "asked.month").isVisible()


def test_a_month_never_asks_for_a_day(qtbot: QtBot) -> None:
    editor = make_editor(qtbot, QuestionType.MONTH)

    typed(part(editor, "asked.month"), "March")
    typed(part(editor, "asked.year"), "2016")

    assert not part(editor, "asked.day").isVisible()
    assert editor.answer() == {"precision": "month", "year": 2016, "month": 3}


def test_only_the_missing_part_of_a_date_is_marked_and_gets_the_cursor(qtbot: QtBot) -> None:
    editor = make_editor(qtbot, QuestionType.DATE)
    editor.show_answer({"precision": "exact", "day": 22, "month": 3})

    editor.show_problem("Date must include a year")
    editor.focus_first()

    marked = [
        name
        for name in ("day", "month", "year")
        if part(editor, f"asked.{name}").property("wrong")
    ]
    assert marked == ["year"]
    assert editor.window().focusWidget() is part(editor, "asked.year")


def test_a_mark_goes_when_the_problem_is_gone(qtbot: QtBot) -> None:
    editor = make_editor(qtbot, QuestionType.TEXT)
    editor.show_problem("Enter what is asked")
    wrong = part(editor, "asked").property("wrong")

    editor.show_problem("")

    assert wrong
    assert not part(editor, "asked").property("wrong")
    assert editor.problem == ""


def test_seven_choices_are_radios_and_eight_a_list_to_search(qtbot: QtBot) -> None:
    few = make_editor(qtbot, QuestionType.SELECT_ONE, choices=MANY[:7])
    many = make_editor(qtbot, QuestionType.SELECT_ONE, choices=MANY[:8])

    assert len(few.findChildren(QRadioButton)) == 7
    assert many.findChild(QListWidget) is not None


def test_a_radio_is_named_with_its_question(qtbot: QtBot) -> None:
    editor = make_editor(qtbot, QuestionType.SELECT_ONE, choices=YES_NO)

    assert radio(editor, "asked.yes").accessibleName() == "What is asked? Yes"


def test_an_answer_chosen_by_mistake_can_be_cleared(qtbot: QtBot) -> None:
    editor = make_editor(qtbot, QuestionType.SELECT_ONE, choices=YES_NO)
    radio(editor, "asked.yes").click()
    chosen = editor.answer()

    press(editor, "Clear this answer")

    assert (chosen, editor.answer()) == ("yes", None)


def test_a_long_list_is_searched_and_chosen_by_keyboard(qtbot: QtBot) -> None:
    editor = make_editor(qtbot, QuestionType.SELECT_ONE, choices=MANY)
    search = part(editor, "asked.search")
    search.setFocus()

    typed(search, "choice 1")
    key(search, Qt.Key.Key_Down)
    found = editor.findChild(QListWidget)
    assert found is not None
    shown = found.count()
    key(found, Qt.Key.Key_Down)

    assert shown == 3
    assert editor.window().focusWidget() is found
    assert editor.answer() == "c1"


def test_typing_in_the_search_box_of_a_list_changes_no_answer(qtbot: QtBot) -> None:
    editor = make_editor(qtbot, QuestionType.SELECT_ONE, choices=MANY)
    editor.show_answer("c3")

    typed(part(editor, "asked.search"), "7")

    assert editor.answer() == "c3"


def test_boxes_list_their_codes_in_the_forms_order(qtbot: QtBot) -> None:
    editor = make_editor(qtbot, QuestionType.SELECT_MULTIPLE, choices=YES_NO)
    for name in ("asked.nk", "asked.yes"):
        box = editor.findChild(QWidget, name)
        assert box is not None
        key(box, Qt.Key.Key_Space)

    assert editor.answer() == ["yes", "nk"]


def test_a_file_is_kept_through_the_port_and_can_be_removed(qtbot: QtBot) -> None:
    asked: list[Path] = []

    def keep(file: Path, kept: Kept) -> None:
        asked.append(file)
        kept({"name": file.name, "attachment_id": "a1", "sha256": "0" * 64})

    chosen = Path("somewhere") / "genogram <1>.png"
    ports = FieldPorts(today=date(2016, 5, 20), choose_file=lambda: chosen, keep_file=keep)
    editor = make_editor_with(qtbot, ports, QuestionType.ATTACHMENT)

    press(editor, "Choose a file")
    with_file = editor.answer()
    press(editor, "Remove the file")

    assert asked == [chosen]
    assert with_file == {"name": "genogram <1>.png", "attachment_id": "a1", "sha256": "0" * 64}
    assert editor.answer() is None


def test_going_back_from_choosing_a_file_changes_nothing(qtbot: QtBot) -> None:
    editor = make_editor(qtbot, QuestionType.ATTACHMENT)

    press(editor, "Choose a file")

    assert editor.answer() is None


def test_known_names_are_offered_and_others_may_be_typed(qtbot: QtBot) -> None:
    ports = FieldPorts(today=date(2016, 5, 20), suggestions=lambda kind: ["Ruth Abernethy", kind])
    editor = make_editor_with(qtbot, ports, QuestionType.PERSON)
    line = part(editor, "asked")
    completer = line.completer()

    typed(line, "abern")

    assert completer.completionCount() == 1
    assert editor.answer() == "abern"


def make_rows(qtbot: QtBot) -> RowsEditor:
    editor = make_editor(
        qtbot,
        QuestionType.REPEAT,
        row_label="person",
        columns=(
            make_question(QuestionType.TEXT, name="name", label="Name"),
            make_question(QuestionType.DATE, name="born", label="Date of birth"),
        ),
    )
    assert isinstance(editor, RowsEditor)
    return editor


def test_a_row_is_added_and_written_in_place(qtbot: QtBot) -> None:
    editor = make_rows(qtbot)

    press(editor, "Add the first person")
    assert editor.open_row is not None
    typed(part(editor.open_row, "name"), "Bríd O’Brien")
    typed(part(editor.open_row, "born.year"), "1968")
    press(editor, "Close person 1")

    assert editor.answer() == [
        {"name": "Bríd O’Brien", "born": {"precision": "exact", "year": 1968}}
    ]
    assert editor.open_row is None


def test_a_removed_row_comes_back_with_undo_in_its_place(qtbot: QtBot) -> None:
    editor = make_rows(qtbot)
    rows = [{"name": "Zoë"}, {"name": "Piotr"}, {"name": "Siân"}]
    editor.show_answer(rows)

    press(editor, "Remove Piotr")
    without = editor.answer()
    press(editor, "Undo")

    assert without == [{"name": "Zoë"}, {"name": "Siân"}]
    assert editor.answer() == rows


def test_a_wrong_cell_opens_its_row_and_gets_the_cursor(qtbot: QtBot) -> None:
    editor = make_rows(qtbot)
    editor.show_answer([{"name": "Zoë"}, {"name": "Piotr"}])
    editor.show_problems({"[1].born": "Date of birth must include a year"})

    editor.focus_path("[1].born")

    assert editor.open_row is not None
    assert editor.open_row.editors["born"].problem == "Date of birth must include a year"
    assert editor.window().focusWidget() is part(editor.open_row, "born.day")


def test_columns_that_are_not_asked_in_a_row_are_hidden_and_keep_their_answer(
    qtbot: QtBot,
) -> None:
    editor = make_rows(qtbot)
    editor.show_answer([{"name": "Zoë", "born": {"precision": "not_known"}}])
    editor.open_at(0)
    assert editor.open_row is not None

    editor.show_asked(frozenset({"[0].name"}))
    part(editor.open_row, "name").end(False)
    typed(part(editor.open_row, "name"), "!")

    assert not editor.open_row.editors["born"].isVisible()
    assert editor.answer() == [{"name": "Zoë!", "born": {"precision": "not_known"}}]


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        ({"precision": "exact", "year": 2016, "month": 3, "day": 22}, "Tuesday 22 March 2016"),
        (
            {"precision": "approximate", "year": 2016, "month": 3, "day": 24, "note": "I think"},
            "About Thursday 24 March 2016; I think",
        ),
        ({"precision": "month", "year": 2016, "month": 3}, "March 2016"),
        ({"precision": "year", "year": 1968}, "1968"),
        ({"precision": "not_known"}, "Not known"),
        ({"precision": "exact", "day": 31, "month": 2, "year": 2016}, "31 February 2016"),
        ({"precision": "exact", "day": 9, "month": 13, "year": 2016}, "9 13 2016"),
        ({"precision": "exact", "typed": {"year": "2013?"}}, "2013?"),
        ({"precision": "rough"}, "{'precision': 'rough'}"),
        (None, ""),
        ("2016", "2016"),
    ],
)
def test_a_date_is_read_aloud_as_it_is_known(answer: object, words: str) -> None:
    assert date_words(answer) == words


def test_answers_are_read_aloud_by_their_labels() -> None:
    one = make_question(QuestionType.SELECT_ONE, choices=YES_NO)
    table = make_question(QuestionType.REPEAT)
    file = make_question(QuestionType.ATTACHMENT)

    assert words_of(one, "nk") == "Not known"
    assert words_of(one, "gone") == "gone"
    assert words_of(table, [{}, {}]) == "2 rows"
    assert words_of(file, {"name": "a.png", "note": "by hand"}) == "a.png; by hand"
    assert words_of(make_question(QuestionType.TEXT), None) == ""


def test_what_a_choice_means_stands_under_it_and_is_read_out(qtbot: QtBot) -> None:
    choices = (Choice(name="nk", label="Not known", hint="Excludes nothing.", not_known=True),)
    editor = make_editor(qtbot, QuestionType.SELECT_ONE, choices=choices)

    editor.show_problem("Choose one")

    assert radio(editor, "asked.nk").accessibleDescription() == (
        "Excludes nothing. Choose one A hint"
    )


def test_a_date_that_must_be_a_day_offers_nothing_less(qtbot: QtBot) -> None:
    editor = make_editor(qtbot, QuestionType.DATE, appearance="exact")

    shown = [button.text() for button in editor.findChildren(QPushButton) if button.isVisible()]

    assert shown == []
    assert [control.objectName() for control in editor.controls()] == [
        "asked.day",
        "asked.month",
        "asked.year",
    ]


def test_pressing_the_words_of_a_choice_is_pressing_its_button(qtbot: QtBot) -> None:
    editor = make_editor(qtbot, QuestionType.SELECT_ONE, choices=YES_NO)
    words = next(label for label in editor.findChildren(QLabel) if label.text() == "Not known")

    QTest.mouseClick(words, Qt.MouseButton.LeftButton)

    assert editor.answer() == "nk"
