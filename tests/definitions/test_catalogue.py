"""The forms, editions and frameworks that the program has, in every version."""

from __future__ import annotations

from pathlib import Path

import pytest

from lif_desktop import settings
from lif_desktop.definitions.catalogue import EditionCatalogue, FormCatalogue
from lif_desktop.errors import DefinitionError, NotFoundError

FORM = """
form_id = "{form_id}"
title = "T"
version = "{version}"
language = "en-GB"
header = "x"
source = "x"
"""


def put(folder: Path, name: str, form_id: str, version: str) -> None:
    text = FORM.format(form_id=form_id, version=version)
    (folder / name).write_text(text, encoding="utf-8")


def test_shipped_forms_are_the_five_and_say_where_they_come_from() -> None:
    catalogue = FormCatalogue.load(settings.forms_folder())
    assert set(catalogue.current_versions()) == {
        "referral",
        "grid",
        "decision",
        "learning_summary",
        "action",
    }
    for form in catalogue:
        assert form.language == "en-GB"
        assert form.source
        assert all(section.source for section in form.sections), form.form_id
        assert form.version == catalogue.current_versions()[form.form_id]


@pytest.mark.parametrize("form_id", ["referral", "grid", "decision", "action"])
def test_reconstructed_form_says_that_it_is_this_applications_design(form_id: str) -> None:
    form = FormCatalogue.load(settings.forms_folder()).current(form_id)
    assert "this application's design" in form.header


def test_referral_has_every_group_and_the_office_fills_the_first_and_last() -> None:
    form = FormCatalogue.load(settings.forms_folder()).current("referral")
    assert len(form.sections) == 12
    office = [section.name for section in form.sections if section.office_only]
    assert office == ["control", "office"]


def test_newest_version_is_current_and_older_ones_stay(tmp_path: Path) -> None:
    put(tmp_path, "referral-old.toml", "referral", "2029010101")
    put(tmp_path, "referral.toml", "referral", "2031010101")
    catalogue = FormCatalogue.load(tmp_path)
    assert catalogue.current("referral").version == "2031010101"
    assert catalogue.version("referral", "2029010101").version == "2029010101"
    assert catalogue.current_versions() == {"referral": "2031010101"}


def test_same_version_twice_is_refused(tmp_path: Path) -> None:
    put(tmp_path, "a.toml", "referral", "2031010101")
    put(tmp_path, "b.toml", "referral", "2031010101")
    with pytest.raises(DefinitionError, match=r"b\.toml: version 2031010101 .* is there twice"):
        FormCatalogue.load(tmp_path)


def test_unknown_form_or_version_is_named(tmp_path: Path) -> None:
    put(tmp_path, "a.toml", "referral", "2031010101")
    catalogue = FormCatalogue.load(tmp_path)
    with pytest.raises(NotFoundError, match="“grid”"):
        catalogue.current("grid")
    with pytest.raises(NotFoundError, match="“2030”"):
        catalogue.version("referral", "2030")


def test_folder_without_forms_has_none(tmp_path: Path) -> None:
    assert list(FormCatalogue.load(tmp_path)) == []


def test_folder_without_editions_is_refused(tmp_path: Path) -> None:
    (tmp_path / "editions").mkdir()
    with pytest.raises(DefinitionError, match="“editions” holds no definitions"):
        EditionCatalogue.load(tmp_path)


def test_editions_and_frameworks_are_found_by_their_ids() -> None:
    catalogue = EditionCatalogue.load(settings.resources_folder())
    assert catalogue.edition("wt2015").id == "wt2015"
    framework = catalogue.framework("cambridgeshire-2016")
    assert framework.edition == catalogue.edition("wt2015")
    assert catalogue.framework("suffolk-2018").edition.id == "wt2018"
    assert {each.id for each in catalogue.editions()} >= {"wt2015", "wt2018"}
    assert framework in catalogue.frameworks()


def test_unknown_edition_or_framework_is_named() -> None:
    catalogue = EditionCatalogue.load(settings.resources_folder())
    with pytest.raises(NotFoundError, match="edition of the guidance “wt1999”"):
        catalogue.edition("wt1999")
    with pytest.raises(NotFoundError, match="board framework “nowhere”"):
        catalogue.framework("nowhere")
