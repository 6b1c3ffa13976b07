"""Who must be told of a decision, by when, and was it in time?"""

from __future__ import annotations

from datetime import date

import pytest

from lif_desktop.definitions.edition import Framework
from lif_desktop.domain.identities import CaseId
from lif_desktop.domain.notices import (
    NoticeDuty,
    duties,
    is_late,
    last_day,
    lateness,
    notice_problems,
)
from lif_desktop.domain.timelines import BankHolidays

DECIDED = date(2016, 5, 19)


def _duties(
    framework: Framework,
    outcome: str,
    holidays: BankHolidays,
    *,
    events: dict[str, date] | None = None,
    addressees: dict[str, tuple[str, ...]] | None = None,
) -> tuple[NoticeDuty, ...]:
    return duties(
        framework.notices,
        outcome,
        case_id=CaseId("c1"),
        clocks=framework.clocks,
        events=events or {"chair_decision": DECIDED},
        holidays=holidays,
        addressees=addressees,
    )


def _to(found: tuple[NoticeDuty, ...], recipient: str) -> NoticeDuty:
    return next(duty for duty in found if duty.recipient == recipient)


def test_an_initiated_review_is_told_to_three_national_bodies_and_locally(
    cambridgeshire: Framework, holidays: BankHolidays
) -> None:
    found = _duties(
        cambridgeshire,
        "scr",
        holidays,
        addressees={
            "attending_agency": ("Fenmarsh Constabulary", "Fen Edge Homes"),
            "referrers_board_member": ("Geraint ap Rhys",),
        },
    )
    assert [duty.recipient for duty in found] == [
        "Ofsted",
        "Department for Education",
        "National Panel",
        "Fenmarsh Constabulary (attending agency)",
        "Fen Edge Homes (attending agency)",
        "Geraint ap Rhys (referrer’s board member)",
        "Director of Children’s Services",
        "Chief Executive",
    ]
    assert [duty.due_on for duty in found[:3]] == [
        date(2016, 5, 26),
        date(2016, 5, 26),
        date(2016, 6, 2),
    ]
    assert all(duty.due_on is None and duty.readings == () for duty in found[3:])
    assert len({duty.id for duty in found}) == len(found)
    assert all(duty.source and duty.what and duty.case_id == "c1" for duty in found)


def test_a_role_without_names_is_told_as_a_role(
    cambridgeshire: Framework, holidays: BankHolidays
) -> None:
    recipients = [duty.recipient for duty in _duties(cambridgeshire, "scr", holidays)]
    assert "Attending agency" in recipients
    assert "Referrer’s board member" in recipients


def test_both_readings_of_the_panels_clock_are_kept(
    cambridgeshire: Framework, holidays: BankHolidays
) -> None:
    panel = _to(_duties(cambridgeshire, "scr", holidays), "National Panel")
    assert [(each["length"], each["due"], each["trust"]) for each in panel.readings] == [
        ("14 days", "2016-06-02", "S"),
        ("5 working days", "2016-05-26", "R"),
    ]
    sent = date(2016, 6, 1)
    assert [days for _, days in lateness(panel, sent)] == [0, 6]
    assert lateness(panel, sent)[0][0]["reading"] == "14 days"
    assert last_day(panel) == date(2016, 6, 2)


@pytest.mark.parametrize("outcome", ["alternative_review", "no_further_action"])
def test_a_decision_not_to_review_is_told_too(
    cambridgeshire: Framework, holidays: BankHolidays, outcome: str
) -> None:
    found = _duties(cambridgeshire, outcome, holidays)
    assert _to(found, "Department for Education").required == ()
    assert _to(found, "National Panel").required == ("justification",)
    assert "confirmed" in _to(found, "Ofsted").source


def test_asking_for_more_information_is_told_to_nobody(
    cambridgeshire: Framework, suffolk: Framework, holidays: BankHolidays
) -> None:
    assert _duties(cambridgeshire, "more_information", holidays) == ()
    assert _duties(suffolk, "more_information", holidays) == ()


def test_a_rapid_review_goes_to_the_panel_with_copies(
    suffolk: Framework, holidays: BankHolidays
) -> None:
    found = _duties(
        suffolk,
        "alternative_local",
        holidays,
        events={
            "chair_decision": date(2019, 1, 8),
            "notification_sent": date(2018, 12, 14),
            "notification_received": date(2018, 12, 17),
        },
        addressees={"nominated_lead": ("Saltmere CCG",)},
    )
    assert [duty.recipient for duty in found] == [
        "National Panel",
        "Saltmere CCG (nominated lead)",
        "Independent Chair",
    ]
    panel = found[0]
    assert panel.required == ("justification", "national_view")
    assert panel.due_on == date(2019, 1, 9)
    assert [each["due"] for each in panel.readings] == ["2019-01-09", "2019-01-10", "2019-01-01"]
    assert [days for _, days in lateness(panel, date(2019, 1, 9))] == [0, 0, 8]
    # K3: the local count from receipt gives one day more, and stretches no statutory limit
    assert last_day(panel) == date(2019, 1, 9)
    problems = notice_problems(panel, {"justification": "Why not an LCSPR …"})
    assert [problem.question for problem in problems] == ["national_view"]


def test_a_local_review_is_told_to_panel_ofsted_and_department(
    suffolk: Framework, holidays: BankHolidays
) -> None:
    found = _duties(suffolk, "lcspr", holidays, events={"chair_decision": date(2019, 1, 8)})
    told = [duty.recipient for duty in found if "local review" in duty.what]
    assert told == ["National Panel", "Ofsted", "Department for Education"]
    assert all(duty.due_on is None for duty in found)
    assert all(last_day(duty) is None for duty in found)
    # the Panel is owed both the rapid review and word of the local review
    assert len([duty for duty in found if duty.recipient == "National Panel"]) == 2


@pytest.mark.parametrize(
    ("sent", "late"),
    [(date(2016, 6, 1), False), (date(2016, 6, 2), False), (date(2016, 6, 3), True)],
    ids=str,
)
def test_the_due_day_itself_is_in_time(sent: date, late: bool) -> None:
    assert is_late(date(2016, 6, 2), sent) is late
