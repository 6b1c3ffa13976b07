"""Summaries of involvement on the screen: requests, returns, nil returns, the meeting's day."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtWidgets import QRadioButton
from pytestqt.qtbot import QtBot

from lif_desktop.domain.cases import ScreeningOutcome
from lif_desktop.services import cases, referrals
from lif_desktop.services.cases import CaseFile
from lif_desktop.ui.field_editors import LineInput, TextInput
from lif_desktop.ui.pages.summaries_page import SummariesPage
from tests.ui.keyboard import typed
from tests.ui.pages.test_referral_page import WHOLE
from tests.ui.stage import Stage, named, press, said_on

pytestmark = pytest.mark.gui


@pytest.fixture
def page(qtbot: QtBot, stage: Stage) -> SummariesPage:
    started = referrals.start(stage.workspace)
    named = {**WHOLE, "agencies_involved": [{"agency": "Fen Edge Homes"}, {"agency": "Police"}]}
    referrals.submit(stage.workspace, started.case.id, named)
    referrals.screen(
        stage.workspace,
        started.case.id,
        ScreeningOutcome.SCREENED_IN,
        by="H. Lindqvist-Moss, Chair",
        on=date(2016, 4, 6),
    )
    shown = SummariesPage(stage.context, started.case.id)
    qtbot.addWidget(shown)
    stage.show(shown)
    return shown


def day(page: SummariesPage, name: str, text: str) -> None:
    for part, value in zip(("day", "month", "year"), text.split(), strict=True):
        line = page.findChild(LineInput, f"{name}.{part}")
        assert line is not None
        typed(line, value)


def recorded(stage: Stage) -> CaseFile:
    return cases.case_file(stage.workspace, cases.cases(stage.workspace)[0].case_id)


def ask_all(stage: Stage, page: SummariesPage) -> None:
    press(page, "Record a request")
    day(page, "called_on", "8 4 2016")
    day(page, "deadline_on", "22 4 2016")
    press(page, "Record the request")
    stage.wait()


def test_the_agencies_of_the_referral_are_offered_and_asked(
    stage: Stage, page: SummariesPage
) -> None:
    press(page, "Record a request")
    box = page.findChild(TextInput, "agencies")
    assert box is not None
    offered = box.text()
    typed(box, "Ambulance\n")
    day(page, "called_on", "8 4 2016")
    day(page, "deadline_on", "22 4 2016")

    press(page, "Record the request")
    stage.wait()

    file = recorded(stage)
    assert offered == "Fen Edge Homes\nPolice"
    assert [each.agency for each in file.requests] == ["Ambulance", "Fen Edge Homes", "Police"]
    assert {each.due_on for each in file.requests} == {date(2016, 4, 22)}
    assert "0 of 3 came back. The sub-group’s meeting has no date yet." in said_on(page)


def test_a_nil_return_is_a_return(stage: Stage, page: SummariesPage) -> None:
    ask_all(stage, page)
    press(page, next(each for each in named(page) if each.startswith("Fen Edge Homes, ")))
    day(page, "returned_on", "11 4 2016")
    radio = page.findChild(QRadioButton, "nil_return.yes")
    assert radio is not None
    radio.click()

    press(page, "Record the return")
    stage.wait()

    back = [each for each in recorded(stage).requests if each.returned_on is not None]
    assert [(each.agency, each.nil_return) for each in back] == [("Fen Edge Homes", True)]
    assert "Nil return 11 April 2016" in said_on(page)


def test_a_return_before_the_request_is_refused_in_words(
    stage: Stage, page: SummariesPage
) -> None:
    ask_all(stage, page)
    press(page, next(each for each in named(page) if each.startswith("Police, ")))
    day(page, "returned_on", "1 4 2016")
    radio = page.findChild(QRadioButton, "nil_return.no")
    assert radio is not None
    radio.click()

    press(page, "Record the return")
    stage.wait()

    assert any("is before the request" in words for words in said_on(page))


def test_the_day_of_the_meeting_is_recorded(stage: Stage, page: SummariesPage) -> None:
    press(page, "Set the meeting")
    day(page, "meeting_on", "10 5 2016")

    press(page, "Record the day of the meeting")
    stage.wait()

    assert recorded(stage).case.meeting_on == date(2016, 5, 10)
    assert any("Tuesday 10 May 2016" in words for words in said_on(page))


def test_an_entry_can_be_left_without_recording(stage: Stage, page: SummariesPage) -> None:
    press(page, "Record a request")

    press(page, "Leave it")
    stage.wait()

    assert recorded(stage).requests == ()
