"""Forms as XLSForms: pyxform, which ODK, Kobo and others use, converts every one without a warning."""

from __future__ import annotations

from pathlib import Path

import pytest
from pyxform.xls2xform import convert

from lif_desktop import settings
from lif_desktop.definitions.catalogue import FormCatalogue
from lif_desktop.definitions.form import Choice, Form, read_form
from lif_desktop.definitions.xlsform import Sheets, to_xlsform

ODD = """
form_id = "odd"
title = "Odd corners"
version = "2031010101"
language = "en-GB"
header = "x"
source = "x"
[choices]
yes_nk = [{ name = "yes", label = "Yes" }, { name = "nk", label = "Not known", not_known = true }]
[[section]]
name = "first"
label = "First"
hint = "What this page is about"
  [[section.question]]
  type = "month"
  name = "incident_month"
  label = "Month"
  hint = "For example, 3 2016"
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
  relevant = "${outcome} = 'scr'"
    [[section.question.column]]
    type = "agency"
    name = "name"
    label = "Agency"
    [[section.question.column]]
    type = "text"
    name = "why"
    label = "Why"
    appearance = "multiline"
    relevant = "${name} != 'none' and ${outcome} = 'scr'"
[[section]]
name = "children"
label = "Children"
repeat = true
row_label = "child"
relevant = "count(${agencies}) > 0"
  [[section.question]]
  type = "select_one yes_nk"
  name = "name"
  label = "Named?"
"""


def converted(sheets: Sheets) -> tuple[list[str], str]:
    result = convert(xlsform=dict(sheets), validate=False)
    return result.warnings, result.xform


@pytest.fixture
def odd(tmp_path: Path) -> Form:
    path = tmp_path / "odd.toml"
    path.write_text(ODD, encoding="utf-8")
    return read_form(path)


def shipped() -> list[Form]:
    return list(FormCatalogue.load(settings.forms_folder()))


@pytest.mark.parametrize("form", shipped(), ids=lambda form: f"{form.form_id}-{form.version}")
def test_every_shipped_form_converts_without_a_warning(form: Form) -> None:
    warnings, xform = converted(to_xlsform(form))
    assert warnings == []
    for question in form.questions():
        assert f"<{question.name}" in xform
        for column in question.columns:
            assert f"<{question.name}__{column.name}" in xform


def test_odd_corners_convert_too(odd: Form) -> None:
    outcomes = (Choice(name="scr", label="Serious Case Review"),)
    filled = odd.filled({"edition.outcomes": outcomes})
    assert converted(to_xlsform(filled))[0] == []
    rows = {row["name"]: row for row in to_xlsform(filled)["survey"]}
    assert rows["outcome"]["type"] == "select_one edition_outcomes"
    assert rows["incident_month"] == {
        "type": "date",
        "name": "incident_month",
        "label": "Month",
        "hint": "For example, 3 2016",
        "appearance": "month-year",
    }
    assert (
        rows["agencies__why"]["relevant"] == "${agencies__name} != 'none' and ${outcome} = 'scr'"
    )


def test_choices_from_an_edition_become_text_when_there_is_no_edition(odd: Form) -> None:
    sheets = to_xlsform(odd)
    rows = {row["name"]: row for row in sheets["survey"]}
    assert rows["outcome"]["type"] == "text"
    assert {row["list_name"] for row in sheets["choices"]} == {"yes_nk"}
    assert converted(sheets)[0] == []
