"""Reading a form: everything in it is kept, and everything wrong with it is named with its place."""

from __future__ import annotations

from pathlib import Path

import pytest

from lif_desktop.definitions.form import (
    Choice,
    Form,
    QuestionType,
    read_form,
)
from lif_desktop.definitions.strict_toml import toml_text, toml_values
from lif_desktop.errors import DefinitionError

HEAD = """\
form_id = "small"
title = "A small form"
version = "2031010101"
language = "en-GB"
header = "For trying out."
source = "None"
"""
LISTS = """
[choices]
yes_no_nk = [
  { name = "yes", label = "Yes" },
  { name = "no", label = "No", hint = "Only if it was asked" },
  { name = "nk", label = "Not known", not_known = true },
  { name = "maybe", label = "Maybe", retired = true },
]
"""
INCIDENT = '''
[[section]]
name = "incident"
label = "The incident"
hint = "What happened"
source = "domain notes 1.3 F"

  [[section.question]]
  type = "date"
  name = "incident_on"
  label = "When did it happen?"
  short = "Date of the incident"
  hint = "For example, 27 3 2031"
  required = true
  required_message = "Enter the date of the incident"
  constraint = ". <= today()"
  constraint_message = "Date of the incident must be today or in the past"

  [[section.question]]
  type = "select_one yes_no_nk"
  name = "looked_after"
  label = "Is the child looked after?"

  [[section.question]]
  type = "text"
  name = "placement"
  label = "Name of placement"
  hint = """
name = "not a key, only a line of a longer text"
"""
  relevant = "${looked_after} = 'yes'"
  appearance = "multiline"
'''
TABLES = """
[[section]]
name = "children"
label = "Children"
repeat = true
row_label = "child"
office_only = true

  [[section.question]]
  type = "person"
  name = "name"
  label = "Name"

  [[section.question]]
  type = "select_multiple yes_no_nk"
  name = "flags"
  label = "Flags"

[[section]]
name = "after"
label = "Afterwards"
relevant = "count(${children}) > 0"

  [[section.question]]
  type = "select_one"
  choices_from = "edition.outcomes"
  name = "outcome"
  label = "Outcome"

  [[section.question]]
  type = "repeat"
  name = "agencies"
  label = "Agencies"
  row_label = "agency"

    [[section.question.column]]
    type = "agency"
    name = "name"
    label = "Agency"

    [[section.question.column]]
    type = "integer"
    name = "pages"
    label = "Pages"
"""
SMALL = HEAD + LISTS + INCIDENT + TABLES


def read(tmp_path: Path, text: str) -> Form:
    path = tmp_path / "small.toml"
    path.write_text(text, encoding="utf-8")
    return read_form(path)


def refusal(tmp_path: Path, text: str) -> str:
    with pytest.raises(DefinitionError) as caught:
        read(tmp_path, text)
    return str(caught.value)


def line_of(text: str, part: str) -> int:
    return next(n for n, line in enumerate(text.splitlines(), start=1) if part in line)


def test_form_is_read_whole(tmp_path: Path) -> None:
    form = read(tmp_path, SMALL)
    assert (form.form_id, form.version, form.language) == ("small", "2031010101", "en-GB")
    assert (form.title, form.header, form.source) == ("A small form", "For trying out.", "None")
    assert [section.name for section in form.sections] == ["incident", "children", "after"]
    incident_on = form.question("incident_on")
    assert incident_on.type is QuestionType.DATE
    assert incident_on.required
    assert incident_on.name_in_messages == "Date of the incident"
    assert incident_on.constraint is not None
    assert incident_on.constraint.text == ". <= today()"
    placement = form.question("placement")
    assert placement.multiline
    assert placement.relevant is not None
    assert placement.name_in_messages == "Name of placement"
    assert placement.hint == 'name = "not a key, only a line of a longer text"\n'


def test_choices_keep_codes_labels_and_retired_ones(tmp_path: Path) -> None:
    question = read(tmp_path, SMALL).question("looked_after")
    assert [choice.name for choice in question.offered()] == ["yes", "no", "nk"]
    assert question.label_of("maybe") == "Maybe"
    assert question.label_of("a code of long ago") == "a code of long ago"


def test_repeating_section_is_a_table(tmp_path: Path) -> None:
    form = read(tmp_path, SMALL)
    section = form.section("children")
    assert section.repeat
    assert section.office_only
    (table,) = section.questions
    assert (table.name, table.type, table.row_label) == ("children", QuestionType.REPEAT, "child")
    assert [column.name for column in table.columns] == ["name", "flags"]
    assert form.question("children[3].flags") == table.column("flags")
    assert form.section_of("children[3].flags") == section
    assert form.section_of("agencies[0].name").name == "after"


def test_unknown_names_raise(tmp_path: Path) -> None:
    form = read(tmp_path, SMALL)
    for ask in (form.section, form.question, form.section_of, form.question("agencies").column):
        with pytest.raises(KeyError):
            ask("stranger")


def test_choices_from_outside_are_filled_in(tmp_path: Path) -> None:
    form = read(tmp_path, SMALL)
    assert form.question("outcome").choices == ()
    outcomes = (Choice(name="scr", label="Serious Case Review"),)
    filled = form.filled({"edition.outcomes": outcomes})
    assert filled.question("outcome").choices == outcomes
    assert filled.question("looked_after") == form.question("looked_after")
    assert form.filled({}) == form


@pytest.mark.parametrize(
    ("right", "wrong", "place"),
    [
        ('title = "A', 'titel = "A', "key “title”: is missing"),
        (
            'source = "None"',
            'source = "None"\nauthor = "x"',
            "key “author”: is not known here",
        ),
        (
            "required = true",
            "requiredd = true",
            "section “incident”, question “incident_on”, key “requiredd”: is not known here. Perhaps “required” is meant.",
        ),
        (
            "required = true",
            'required = "yes"',
            "question “incident_on”, key “required”: must be true or false",
        ),
        ('label = "Name"', "label = 7", "question “name”, key “label”: must be text"),
        (
            'label = "No", hint',
            'label = "No", hnt',
            "yes_no_nk “no”, key “hnt”: is not known here. Perhaps “hint” is meant.",
        ),
        (
            'name = "pages"',
            'name = "pages"\n    colour = "red"',
            "section “after”, question “agencies”, column “pages”, key “colour”: is not known",
        ),
        (
            'label = "Afterwards"',
            'label = "Afterwards"\nrow_labl = "x"',
            "section “after”, key “row_labl”: is not known",
        ),
        ('type = "person"', 'type = "persona"', "key “type”: “persona” is not a type of question"),
        (
            'type = "person"',
            'type = "person yes_no_nk"',
            "key “type”: only select_one and select_multiple take a list",
        ),
        (
            'type = "select_one yes_no_nk"',
            'type = "select_one yes_no"',
            "key “type”: needs a list of choices",
        ),
        (
            'type = "select_one yes_no_nk"',
            'type = "select_one"',
            "key “type”: needs a list of choices",
        ),
        (
            'type = "select_one"\n  choices_from = "edition.outcomes"',
            'type = "select_one yes_no_nk"\n  choices_from = "edition.outcomes"',
            "key “choices_from”: is for a select_one",
        ),
        (
            'type = "person"',
            'type = "person"\n  choices_from = "people"',
            "key “choices_from”: is for a select_one",
        ),
        (
            "relevant = \"${looked_after} = 'yes'\"",
            'relevant = "looked_after is yes"',
            "question “placement”, key “relevant”: “looked_after is yes” is not a condition",
        ),
    ],
)
def test_mistake_is_named_with_file_line_section_and_key(
    tmp_path: Path, right: str, wrong: str, place: str
) -> None:
    text = SMALL.replace(right, wrong, 1)
    assert text != SMALL
    message = refusal(tmp_path, text)
    assert message.startswith("small.toml, line ")
    assert place in message
    if "is missing" not in place:
        assert f"line {line_of(text, wrong.splitlines()[-1])}," in message


@pytest.mark.parametrize(
    ("right", "wrong", "what"),
    [
        ('version = "2031010101"', 'version = "one"', "key “version”: must be digits only"),
        ("[choices]", 'section = "x"\n[choices]', "is not TOML"),
        ("yes_no_nk = [", "other = 3\nyes_no_nk = [", "key “other”: must be a list of tables"),
        ("[choices]", "[[choices]]", "key “choices”: must be a table"),
    ],
)
def test_file_of_another_shape_is_refused(
    tmp_path: Path, right: str, wrong: str, what: str
) -> None:
    assert what in refusal(tmp_path, SMALL.replace(right, wrong, 1))


def test_key_outside_any_section_names_its_line(tmp_path: Path) -> None:
    message = refusal(tmp_path, HEAD + 'choices = "x"\n')
    assert "small.toml, line 7, key “choices”: must be a table." in message


def test_file_that_is_not_text_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "small.toml"
    path.write_bytes(b'title = "Cr\xe8me"')
    with pytest.raises(DefinitionError, match=r"small.toml is not UTF-8 text: byte 11\."):
        read_form(path)


def test_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(DefinitionError, match=r"gone.toml cannot be read: No such file"):
        read_form(tmp_path / "gone.toml")


def test_line_falls_back_to_what_is_around(tmp_path: Path) -> None:
    text = HEAD + 'choices.yes_no = [{ name = "yes", label = 3 }]\n'
    assert "line 1, yes_no “yes”, key “label”: must be text" in refusal(tmp_path, text)


QUESTION = """
  [[section.question]]
  type = "text"
  name = "extra"
  label = "Extra"
"""


@pytest.mark.parametrize(
    ("right", "wrong", "fault"),
    [
        ('name = "after"', 'name = "incident"', "section “incident”: two sections have this name"),
        (
            'name = "placement"',
            'name = "incident_on"',
            "section “incident”, question “incident_on”: two questions have this name",
        ),
        (
            'name = "pages"',
            'name = "name"',
            "section “after”, question “agencies.name”: two columns have this name",
        ),
        (
            "${looked_after} = 'yes'",
            "${looked_aftr} = 'yes'",
            "section “incident”, question “placement”: “${looked_aftr}” names no question",
        ),
        (
            "count(${children}) > 0",
            "count(${childrenn}) > 0",
            "section “after”: “${childrenn}” names no question",
        ),
        (
            'name = "pages"',
            'name = "pages"\nrelevant = "${flags} = \'yes\'"',
            "section “after”, question “agencies.pages”: “${flags}” names no question",
        ),
        (
            'name = "looked_after"',
            'name = "looked_after"\nrelevant = "${placement} = \'x\'"',
            "section “incident”, question “looked_after”: is asked only if it is answered itself",
        ),
        (
            "count(${children}) > 0",
            "${outcome} = 'scr'",
            "section “after”, question “outcome”: is asked only if it is answered itself",
        ),
        (
            'name = "pages"',
            'name = "pages"\nrelevant = "${pages} > 3"',
            "question “agencies.pages”: is asked only if it is answered itself",
        ),
        (
            "required = true",
            'required = true\nrelevant = "false()"',
            "question “incident_on”: is required but never asked",
        ),
        (
            "${looked_after} = 'yes'",
            "${looked_after} = 'Yes'",
            "section “incident”, question “placement”: “Yes” is not a choice of “${looked_after}”",
        ),
        (
            "${looked_after} = 'yes'",
            "'y' != ${looked_after}",
            "question “placement”: “y” is not a choice of “${looked_after}”",
        ),
        (
            "count(${children}) > 0",
            "selected(${looked_after}, 'sometimes')",
            "section “after”: “sometimes” is not a choice of “${looked_after}”",
        ),
        (
            'label = "Flags"',
            "label = \"Flags\"\nrelevant = \"${name} = 'x' and selected(${looked_after}, 'x')\"",
            "section “children”, question “children.flags”: “x” is not a choice",
        ),
        (
            'hint = "For example, 27 3 2031"',
            "",
            "question “incident_on”: a date needs a hint",
        ),
        (
            'required_message = "Enter the date of the incident"',
            "",
            "question “incident_on”: a required question needs required_message",
        ),
        (
            'constraint_message = "Date of the incident must be today or in the past"',
            "",
            "question “incident_on”: a constraint needs constraint_message",
        ),
        (
            'appearance = "multiline"',
            'appearance = "huge"',
            "question “placement”: “huge” is not an appearance",
        ),
        (
            'label = "Not known", not_known = true',
            'label = "Not known"',
            "question “looked_after”: the choices have no “Not known”",
        ),
        (
            'label = "Is the child looked after?"',
            'label = "Is the child looked after?"\nalways_known = true',
            "question “looked_after”: always_known is said although",
        ),
        (
            'name = "maybe"',
            'name = "no"',
            "choice list “yes_no_nk” has the code “no” twice",
        ),
        (
            "[choices]",
            '[choices]\nspare = [{ name = "x", label = "X", not_known = true }]',
            "choice list “spare” is not used by any question",
        ),
        ('row_label = "agency"', "", "question “agencies”: a table needs row_label"),
        (
            'type = "integer"',
            'type = "repeat"\nrow_label = "x"',
            "question “agencies”: a table cannot hold another table",
        ),
        (
            'type = "integer"',
            'type = "note"\nrequired = true\nrequired_message = "x"',
            "a note takes no answer and cannot be required",
        ),
    ],
)
def test_form_that_does_not_hang_together_is_refused(
    tmp_path: Path, right: str, wrong: str, fault: str
) -> None:
    text = SMALL.replace(right, wrong, 1)
    assert text != SMALL
    assert fault in refusal(tmp_path, text)


def test_table_without_columns_is_refused(tmp_path: Path) -> None:
    text = SMALL + QUESTION.replace('"text"', '"repeat"')
    message = refusal(tmp_path, text)
    assert "question “extra”: a table needs columns" in message
    assert "question “extra”: a table needs row_label" in message


def test_every_fault_is_told_at_once(tmp_path: Path) -> None:
    text = SMALL.replace('hint = "For example, 27 3 2031"', "").replace("multiline", "huge")
    assert len(refusal(tmp_path, text).splitlines()) == 2


def test_column_may_ask_about_its_own_row_and_the_form(tmp_path: Path) -> None:
    text = SMALL.replace(
        'name = "pages"',
        "name = \"pages\"\nrelevant = \"${name} != 'x' and ${looked_after} = 'yes'\"",
    )
    assert read(tmp_path, text).question("agencies.pages").relevant is not None


def test_outside_choices_in_a_table_are_filled_in(tmp_path: Path) -> None:
    text = SMALL.replace('type = "integer"', 'type = "select_one"\nchoices_from = "views"')
    choices = (Choice(name="met", label="Met"),)
    assert (
        read(tmp_path, text).filled({"views": choices}).question("agencies[0].pages").choices
        == choices
    )


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("a = " + "[" * 3000 + "]" * 3000, "nested too deeply"),
        ("a = " + "9" * 5000, "a number in it is too long"),
        ("a = ", "is not TOML: "),
    ],
    ids=["nested", "endless", "broken"],
)
def test_toml_made_to_be_wrong_says_what_is_wrong(text: str, words: str) -> None:
    with pytest.raises(ValueError, match=words):
        toml_values(text)


def test_text_in_another_encoding_says_which_byte() -> None:
    with pytest.raises(ValueError, match="is not UTF-8 text: byte 3"):
        toml_text("caf\u00e9".encode("cp1252"))
