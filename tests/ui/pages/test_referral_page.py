"""The referral on the screen: kept while it is typed, recorded when it is whole, corrected later."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from lif_desktop.domain.answers import UncertainDate
from lif_desktop.domain.cases import CaseStage
from lif_desktop.services import cases, referrals
from lif_desktop.ui.field_editors import LineInput, TextInput
from lif_desktop.ui.form_view import CHECK
from lif_desktop.ui.pages.referral_page import ReferralPage
from tests.ui.keyboard import typed
from tests.ui.stage import Stage, named, press, said_on, wait_for

pytestmark = pytest.mark.gui

WHOLE = {
    "case_reference": "FSCB/SCR/2016/03",
    "pseudonym": "Child N",
    "received_on": UncertainDate.on(date(2016, 4, 5)).as_answer(),
    "board_notified_on": UncertainDate.on(date(2016, 4, 1)).as_answer(),
    "purpose": ["scr"],
    "edition_applied": "wt2015",
    "referrer_name": "Dr Anjali Ramaswamy-Thwaite",
    "referrer_agency": "St Botolph’s Hospital NHS Foundation Trust",
    "children": [{"name": "Noah O’Brien-Łukasz"}],
    "incident_on": UncertainDate.on(date(2016, 3, 22)).as_answer(),
    "incident_description": "=\t22/3\t<b>incident</b>",
}


@pytest.fixture
def page(qtbot: QtBot, stage: Stage) -> ReferralPage:
    started = referrals.start(stage.workspace)
    shown = ReferralPage(stage.context, started.case.id)
    qtbot.addWidget(shown)
    stage.show(shown)
    return shown


def line(page: QWidget, name: str) -> LineInput:
    found = page.findChild(LineInput, name)
    assert found is not None, name
    return found


def test_what_is_typed_is_in_the_encrypted_workspace_within_two_seconds(
    stage: Stage, page: ReferralPage
) -> None:
    typed(line(page, "case_reference"), "FSCB/SCR/2016/03")

    wait_for(lambda: bool(stage.status.said))

    draft = referrals.draft_of(
        stage.workspace, cases.cases(stage.workspace)[0].case_id, "referral"
    )
    assert draft is not None
    assert draft.answers["case_reference"] == "FSCB/SCR/2016/03"
    assert stage.status.said == ["Draft saved at 12:00"]


def test_leaving_the_page_saves_what_was_typed(stage: Stage, page: ReferralPage) -> None:
    typed(line(page, "pseudonym"), "Child N")

    page.save_before_leaving()
    stage.wait()

    again = ReferralPage(stage.context, page.argument)
    stage.show(again)
    assert line(again, "pseudonym").text() == "Child N"
    again.deleteLater()


def test_a_whole_referral_is_recorded_and_the_case_is_opened(
    stage: Stage, page: ReferralPage
) -> None:
    assert page.view is not None
    page.view.load(WHOLE, page=CHECK)

    press(page, "Record the referral")
    stage.wait()

    file = cases.case_file(stage.workspace, cases.cases(stage.workspace)[0].case_id)
    assert stage.errors == []
    assert file.referral is not None
    assert file.referral.answers["incident_description"] == "=\t22/3\t<b>incident</b>"
    assert file.case.stage is CaseStage.SCREENING
    assert file.drafts == ()
    assert stage.opened == [("case", page.argument)]


def test_an_unfinished_referral_says_what_is_missing_and_stays_a_draft(
    stage: Stage, page: ReferralPage
) -> None:
    assert page.view is not None
    page.view.open_page(CHECK)

    press(page, "Record the referral")
    stage.wait()

    assert page.title.startswith("Error: ")
    assert "There is a problem" in said_on(page)
    assert cases.cases(stage.workspace)[0].stage is CaseStage.REFERRAL


def test_a_reference_that_another_case_has_is_shown_at_its_field(
    stage: Stage, page: ReferralPage
) -> None:
    other = referrals.start(stage.workspace)
    referrals.submit(stage.workspace, other.case.id, WHOLE)
    assert page.view is not None
    page.view.load(WHOLE, page=CHECK)

    press(page, "Record the referral")
    stage.wait()

    assert page.view.page == "control"
    assert any("Another case already has the reference" in words for words in said_on(page))


def test_a_recorded_referral_opens_on_its_answers_and_is_corrected(
    qtbot: QtBot, stage: Stage
) -> None:
    started = referrals.start(stage.workspace)
    referrals.submit(stage.workspace, started.case.id, WHOLE)
    page = ReferralPage(stage.context, started.case.id)
    qtbot.addWidget(page)
    stage.show(page)
    assert page.view is not None
    before = page.view.page

    page.view.open_question("incident_description")
    box = page.findChild(TextInput, "incident_description")
    assert box is not None
    box.replace_text("Corrected")
    page.view.open_page(CHECK)
    press(page, "Record the corrections")
    stage.wait()

    file = cases.case_file(stage.workspace, started.case.id)
    assert before == CHECK
    assert file.referral is not None
    assert file.referral.answers["incident_description"] == "Corrected"
    assert file.referral.revision == 1


def test_a_chosen_file_is_kept_with_the_case_byte_for_byte(
    stage: Stage, page: ReferralPage, tmp_path: Path
) -> None:
    stage.ask.file = tmp_path / "genogram.png"
    stage.ask.file.write_bytes(b"\x89PNG\r\n\x1a\n")
    assert page.view is not None
    page.view.open_page("attachments")
    press(page, next(name for name in named(page) if "Add" in name))

    press(page, next(name for name in named(page) if "Choose a file" in name))
    stage.wait()

    file = cases.case_file(stage.workspace, cases.cases(stage.workspace)[0].case_id)
    assert [each.name for each in file.attachments] == ["genogram.png"]
    assert "genogram.png" in said_on(page)


def test_the_title_names_the_case_and_nobody(stage: Stage, page: ReferralPage) -> None:
    assert page.view is not None
    page.view.load(WHOLE)

    assert "Noah" not in page.title
    assert "Child N" not in page.title
