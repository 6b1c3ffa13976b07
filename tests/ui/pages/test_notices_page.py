"""Notices on the screen: due by every reading, refused while something is missing, logged, returned, withheld."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from lif_desktop.clock import SetClock
from lif_desktop.domain.cases import Case
from lif_desktop.domain.notices import NoticeDuty, NoticeState
from lif_desktop.services import notices
from lif_desktop.ui.field_editors import LineInput, TextInput
from lif_desktop.ui.notice_rows import DutyLine, NoticeLine
from lif_desktop.ui.pages.notices_page import NoticesPage
from lif_desktop.ui.widgets import ErrorSummary
from tests import factories
from tests.ui.keyboard import key
from tests.ui.pages.looking import looked_at, nameless, settle
from tests.ui.stage import Stage, named, press, said_on

pytestmark = pytest.mark.gui
PANEL = "National Panel"


@pytest.fixture
def case(stage: Stage) -> Case:
    return factories.decided_case(stage.workspace)


@pytest.fixture
def page(stage: Stage, case: Case) -> Iterator[NoticesPage]:
    shown = NoticesPage(stage.context, case.id)
    stage.show(shown)
    yield shown
    shown.close()
    shown.deleteLater()
    settle()


def duty_of(stage: Stage, case: Case, recipient: str) -> NoticeDuty:
    found = notices.duties(stage.workspace, case.id)
    return next(duty for duty in found if duty.recipient == recipient)


def line_of(page: NoticesPage, recipient: str) -> DutyLine:
    found = page.findChildren(DutyLine)
    return next(each for each in found if each.duty.recipient == recipient)


def fill(page: QWidget, name: str, text: str) -> None:
    part = page.findChild(LineInput, name) or page.findChild(TextInput, name)
    assert part is not None, name
    part.replace_text(text)


def problems(page: QWidget) -> tuple[str, ...]:
    return next(
        (each.messages for each in page.findChildren(ErrorSummary) if each.isVisible()), ()
    )


def send(stage: Stage, case: Case, recipient: str = "Ofsted") -> None:
    duty = duty_of(stage, case, recipient)
    notices.record_sent(
        stage.workspace,
        case.id,
        recipient=recipient,
        sent_on=date(2016, 5, 20),
        sent_by=factories.PERSON,
        channel="secure mail",
        content=duty.what,
        duty_id=duty.id,
    )


def test_a_duty_stands_with_its_last_day_by_each_reading_in_words(page: NoticesPage) -> None:
    name = line_of(page, PANEL).accessibleName()

    assert "Thursday 26 May, 4 working days left" in name
    assert "By another reading: Thursday 2 June, 13 days left" in name
    assert "Must say: name of the lead reviewer" in name
    assert any(
        words.startswith("0 of ") and "Next due Thursday 26 May" in words
        for words in said_on(page)
    )


def test_the_pane_says_which_reading_needs_confirming_and_where_it_comes_from(
    page: NoticesPage,
) -> None:
    line_of(page, PANEL).click()

    words = said_on(page)
    assert "Last day, in both readings of the rule" in words
    assert "Thursday 26 May 2016, 4 working days left" in words
    assert "Thursday 2 June 2016, 13 days left" in words
    assert any("to be confirmed" in each.lower() for each in words)
    assert any("cannot be finished before a reviewer is appointed" in each for each in words)


def test_a_notice_without_the_reviewers_name_is_refused_at_its_field(
    stage: Stage, page: NoticesPage, case: Case
) -> None:
    line_of(page, PANEL).click()
    press(page, "Record what was sent")
    fill(page, "channel", "secure mail")
    press(page, "Record it as sent")
    stage.wait()
    refused = problems(page)

    fill(page, "reviewer_name", "Ffion Llewelyn-Price")
    press(page, "Record it as sent")
    stage.wait()

    assert refused
    assert "name of the lead reviewer" in refused[0]
    assert stage.errors == []
    (sent,) = notices.log(stage.workspace, case.id)
    assert sent.content.endswith("Name of the lead reviewer: Ffion Llewelyn-Price")
    assert (sent.sent_by, sent.sent_on) == (factories.PERSON, date(2016, 5, 20))
    assert duty_of(stage, case, PANEL).closed_on == date(2016, 5, 20)
    assert stage.status.said == ["Recorded as sent"]


def test_what_was_sent_late_asks_why(
    stage: Stage, page: NoticesPage, case: Case, clock: SetClock
) -> None:
    clock.put(datetime(2016, 6, 1, 11, tzinfo=UTC))
    late = NoticesPage(stage.context, case.id)
    stage.show(late)
    line_of(late, "Ofsted").click()
    press(late, "Record what was sent")
    fill(late, "channel", "secure mail")
    press(late, "Record it as sent")
    stage.wait()
    refused = problems(late)
    fill(late, "late_reason", "The mailbox was full.")
    press(late, "Record it as sent")
    stage.wait()

    assert "the last day for it" in refused[0]
    (sent,) = notices.log(stage.workspace, case.id)
    assert sent.late_reason == "The mailbox was full."
    late.deleteLater()


def test_what_came_back_opens_the_duty_again(stage: Stage, page: NoticesPage, case: Case) -> None:
    send(stage, case)
    page.refresh(frozenset({"Notice"}))
    stage.wait()
    page.findChildren(NoticeLine)[0].click()
    press(page, "Record that it came back")
    press(page, "Record that it came back")
    stage.wait()
    refused = problems(page)
    fill(page, "note", "Address closed")
    press(page, "Record that it came back")
    stage.wait()

    assert refused == ("Enter what happened to the notice.",)
    assert [each.state for each in notices.log(stage.workspace, case.id)] == [
        NoticeState.SENT,
        NoticeState.RETURNED,
    ]
    assert duty_of(stage, case, "Ofsted").closed_on is None
    assert "Came back" in said_on(page)


def test_a_return_is_logged_once(stage: Stage, page: NoticesPage, case: Case) -> None:
    send(stage, case)
    (sent,) = notices.log(stage.workspace, case.id)
    notices.record_returned(stage.workspace, sent.id, on=date(2016, 5, 20), note="Closed")
    page.refresh(frozenset({"Notice"}))
    stage.wait()

    page.findChildren(NoticeLine)[1].click()

    assert "Record that it came back" not in named(page)


def test_a_notice_is_withheld_with_its_reason(stage: Stage, page: NoticesPage, case: Case) -> None:
    line_of(page, "Ofsted").click()
    press(page, "Withhold it")
    fill(page, "note", "Told by telephone under another duty.")
    press(page, "Record it as withheld")
    stage.wait()

    (withheld,) = notices.log(stage.workspace, case.id)
    assert withheld.state is NoticeState.WITHHELD
    assert withheld.note == "Told by telephone under another duty."
    assert "Withheld" in line_of(page, "Ofsted").accessibleName()


def test_something_no_rule_asks_for_is_logged_too(
    stage: Stage, page: NoticesPage, case: Case
) -> None:
    press(page, "Record something else")
    for name, text in (
        ("recipient", "Local press office"),
        ("channel", "telephone"),
        ("content", "=1+1 <b>Holding line</b>"),
    ):
        fill(page, name, text)
    press(page, "Record it as sent")
    stage.wait()

    (sent,) = notices.log(stage.workspace, case.id)
    assert (sent.duty_id, sent.content) == (None, "=1+1 <b>Holding line</b>")
    assert "=1+1 <b>Holding line</b>" in said_on(page)


def test_a_day_that_does_not_exist_is_pointed_out(stage: Stage, page: NoticesPage) -> None:
    line_of(page, "Ofsted").click()
    press(page, "Record what was sent")
    fill(page, "channel", "secure mail")
    day = next(part for part in page.findChildren(LineInput) if "Day" in part.accessibleName())
    day.replace_text("31")
    month = next(part for part in page.findChildren(LineInput) if "Month" in part.accessibleName())
    month.replace_text("6")

    press(page, "Record it as sent")
    stage.wait()

    assert problems(page) == ("Enter day, month and year.",)


def test_the_keyboard_opens_a_line_and_comes_back_to_it(page: NoticesPage) -> None:
    line = line_of(page, "Ofsted")
    line.setFocus()
    key(line, Qt.Key.Key_Space)
    inside = page.focusWidget()
    press(page, "Close: Ofsted")

    assert inside is not None
    assert inside is not line
    assert page.focusWidget() is line


def test_before_the_decision_the_page_says_so(stage: Stage) -> None:
    case = factories.case_with_chair(stage.workspace)
    page = NoticesPage(stage.context, case.id)
    stage.show(page)

    assert "Nobody is to be told yet" in said_on(page)
    page.deleteLater()


@pytest.mark.parametrize("state", ["list", "duty", "sending", "log"])
def test_nothing_is_cut_off_and_everything_has_a_name(
    stage: Stage, page: NoticesPage, case: Case, state: str, pictures: Path | None
) -> None:
    send(stage, case)
    page.refresh(frozenset({"Notice"}))
    stage.wait()
    if state == "log":
        page.findChildren(NoticeLine)[0].click()
    if state in {"duty", "sending"}:
        line_of(page, PANEL).click()
    if state == "sending":
        press(page, "Record what was sent")

    assert nameless(page) == []
    assert looked_at(page, f"notices-{state}", pictures) == []
