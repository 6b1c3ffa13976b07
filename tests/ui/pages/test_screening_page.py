"""Screening on the screen: the outcome, who, when, and a reason where one is needed."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QRadioButton, QWidget
from pytestqt.qtbot import QtBot

from lif_desktop.domain.cases import CaseStage, ScreeningOutcome
from lif_desktop.services import cases, referrals
from lif_desktop.ui.field_editors import LineInput, TextInput
from lif_desktop.ui.pages.screening_page import ScreeningPage
from tests.ui.keyboard import typed
from tests.ui.pages.test_referral_page import WHOLE
from tests.ui.stage import Stage, press, said_on

pytestmark = pytest.mark.gui


@pytest.fixture
def page(qtbot: QtBot, stage: Stage) -> ScreeningPage:
    started = referrals.start(stage.workspace)
    referrals.submit(stage.workspace, started.case.id, WHOLE)
    shown = ScreeningPage(stage.context, started.case.id)
    qtbot.addWidget(shown)
    stage.show(shown)
    return shown


def choose(page: QWidget, name: str) -> None:
    radio = page.findChild(QRadioButton, name)
    assert radio is not None
    radio.click()


def fill(page: QWidget, **lines: str) -> None:
    for name, text in lines.items():
        line = page.findChild(LineInput, name.replace("__", "."))
        assert line is not None, name
        typed(line, text)


def test_a_referral_is_screened_in_with_name_and_day(stage: Stage, page: ScreeningPage) -> None:
    choose(page, "outcome.screened_in")
    fill(page, screened_by="Harriet Lindqvist-Moss, Chair of the sub-group")
    fill(page, screened_on__day="6", screened_on__month="April", screened_on__year="2016")

    press(page, "Record the screening")
    stage.wait()

    file = cases.case_file(stage.workspace, cases.cases(stage.workspace)[0].case_id)
    assert file.case.stage is CaseStage.MEETING
    assert file.referral is not None
    assert file.referral.screening is ScreeningOutcome.SCREENED_IN
    assert file.referral.screened_by == "Harriet Lindqvist-Moss, Chair of the sub-group"
    assert stage.opened == [("case", page.argument)]


def test_a_referral_sent_back_asks_what_for(stage: Stage, page: ScreeningPage) -> None:
    choose(page, "outcome.returned")
    fill(page, screened_by="H. Lindqvist-Moss, Chair")
    fill(page, screened_on__day="6", screened_on__month="4", screened_on__year="2016")

    press(page, "Record the screening")
    refused = "Enter what is asked for, or why it is not appropriate" in said_on(page)
    box = page.findChild(TextInput, "screening_reason")
    assert box is not None
    typed(box, "The agencies’ names")
    press(page, "Record the screening")
    stage.wait()

    assert refused
    assert cases.cases(stage.workspace)[0].stage is CaseStage.RETURNED


def test_what_only_the_service_can_know_is_shown_at_the_field(
    stage: Stage, page: ScreeningPage
) -> None:
    choose(page, "outcome.screened_in")
    fill(page, screened_by="H. Lindqvist-Moss, Chair")
    fill(page, screened_on__day="4", screened_on__month="4", screened_on__year="2016")

    press(page, "Record the screening")
    stage.wait()

    wrong = "The day of screening is before the referral was received."
    assert said_on(page).count(wrong) == 2
    assert cases.cases(stage.workspace)[0].stage is CaseStage.SCREENING


def test_a_recorded_screening_is_shown_and_not_asked_again(
    qtbot: QtBot, stage: Stage, page: ScreeningPage
) -> None:
    choose(page, "outcome.screened_in")
    fill(page, screened_by="H. Lindqvist-Moss, Chair")
    fill(page, screened_on__day="6", screened_on__month="4", screened_on__year="2016")
    press(page, "Record the screening")
    stage.wait()

    page.refresh(frozenset({"Case"}))
    stage.wait()

    assert "Goes to the sub-group" in said_on(page)
    assert "6 April 2016" in said_on(page)
    press(page, "Back to the case")
