"""When is a step due? Each date was worked out by hand or by script from England's bank holidays."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lif_desktop.definitions.edition import Framework
from lif_desktop.domain.identities import CaseId
from lif_desktop.domain.timelines import (
    BankHolidays,
    CaseClock,
    ClockKind,
    ClockRule,
    Direction,
    Strictness,
    Unit,
    add_months,
    add_working_days,
    case_clock,
    days_late,
    deadline_words,
    due_dates,
    due_on,
    due_words,
    is_owed,
    is_working_day,
    length_words,
    may_end_after,
    needs_reason,
    standing_words,
    working_days_between,
)
from lif_desktop.domain.vocabulary import Trust

CASES = Path(__file__).parents[1] / "data" / "cases"
ENGLAND = BankHolidays()
DAYS = st.dates(min_value=date(2010, 1, 1), max_value=date(2034, 12, 31))


def make_rule(
    *,
    amount: int = 14,
    unit: Unit = Unit.CALENDAR_DAYS,
    direction: Direction = Direction.AFTER,
) -> ClockRule:
    return ClockRule(
        clock="national_panel_told",
        label="National Panel told",
        event="chair_decision",
        amount=amount,
        unit=unit,
        direction=direction,
        strictness=Strictness.LIMIT,
        kind=ClockKind.STATUTORY,
        source="Northamptonshire 2016 framework",
        trust=Trust.SEED,
    )


@pytest.mark.parametrize(
    ("start", "count", "due"),
    [
        (date(2026, 12, 18), 5, date(2026, 12, 29)),
        (date(2026, 12, 18), 15, date(2027, 1, 13)),
        (date(2026, 3, 30), 5, date(2026, 4, 8)),
        (date(2026, 3, 30), 15, date(2026, 4, 22)),
        (date(2026, 11, 20), 5, date(2026, 11, 27)),
        (date(2026, 11, 20), 15, date(2026, 12, 11)),
    ],
    ids=str,
)
def test_working_days_of_the_domain_notes(start: date, count: int, due: date) -> None:
    assert add_working_days(start, count, ENGLAND) == due


@pytest.mark.parametrize(
    ("year", "days"),
    [
        (2026, "1 Jan, 3 Apr, 6 Apr, 4 May, 25 May, 31 Aug, 25 Dec, 28 Dec"),
        (2027, "1 Jan, 26 Mar, 29 Mar, 3 May, 31 May, 30 Aug, 27 Dec, 28 Dec"),
        (2028, "3 Jan, 14 Apr, 17 Apr, 1 May, 29 May, 28 Aug, 25 Dec, 26 Dec"),
    ],
)
def test_bank_holidays_of_the_domain_notes(year: int, days: str) -> None:
    on_weekdays = [day for day in ENGLAND.in_year(year) if day.weekday() < 5]
    assert ", ".join(f"{day.day} {day:%b}" for day in on_weekdays) == days


@pytest.mark.parametrize(
    "day",
    [
        date(2020, 5, 8),
        date(2022, 6, 2),
        date(2022, 6, 3),
        date(2022, 9, 19),
        date(2023, 5, 8),
        date(2011, 4, 29),
        date(2012, 6, 5),
    ],
    ids=str,
)
def test_proclaimed_holidays_are_not_working_days(day: date) -> None:
    assert not is_working_day(day, ENGLAND)


@pytest.mark.parametrize("day", [date(2020, 5, 4), date(2022, 5, 30)], ids=str)
def test_moved_holidays_are_working_days(day: date) -> None:
    assert is_working_day(day, ENGLAND)


def test_holidays_of_scotland_and_ireland_do_not_count() -> None:
    assert is_working_day(date(2026, 1, 2), ENGLAND)
    assert is_working_day(date(2026, 3, 17), ENGLAND)
    assert is_working_day(date(2026, 11, 30), ENGLAND)


def test_corrections_add_and_remove_holidays() -> None:
    corrected = BankHolidays(
        added={date(2030, 6, 3): "Jubilee"}, removed=[date(2030, 5, 6), date(1999, 1, 1)]
    )
    assert date(2030, 6, 3) in corrected
    assert date(2030, 6, 3) not in ENGLAND
    assert date(2030, 5, 6) not in corrected
    assert date(2030, 5, 6) in ENGLAND
    assert corrected.in_year(2030)[date(2030, 6, 3)] == "Jubilee"
    assert date(2031, 6, 3) not in corrected
    assert "2030-06-03" not in corrected


def test_the_start_day_is_never_counted_whatever_day_it_is() -> None:
    saturday, monday = date(2018, 12, 8), date(2018, 12, 10)
    assert add_working_days(saturday, 5, ENGLAND) == date(2018, 12, 14)
    assert add_working_days(monday, 5, ENGLAND) == date(2018, 12, 17)
    assert add_working_days(saturday, 0, ENGLAND) == saturday


def test_counting_back_steps_over_bank_holidays() -> None:
    assert add_working_days(date(2016, 5, 10), -10, ENGLAND) == date(2016, 4, 25)


@pytest.mark.parametrize(
    ("start", "months", "due"),
    [
        (date(2016, 4, 1), 1, date(2016, 5, 1)),
        (date(2016, 1, 31), 1, date(2016, 2, 29)),
        (date(2017, 1, 31), 1, date(2017, 2, 28)),
        (date(2016, 8, 31), 6, date(2017, 2, 28)),
        (date(2016, 12, 31), 12, date(2017, 12, 31)),
        (date(2016, 3, 31), -1, date(2016, 2, 29)),
        (date(2016, 1, 15), -1, date(2015, 12, 15)),
    ],
    ids=str,
)
def test_months_keep_the_day_or_stop_at_the_months_end(
    start: date, months: int, due: date
) -> None:
    assert add_months(start, months) == due


def test_days_weeks_and_months_are_not_moved_off_a_weekend() -> None:
    sunday = due_on(make_rule(amount=1, unit=Unit.MONTHS), date(2016, 4, 1), ENGLAND)
    assert (sunday, sunday.strftime("%A")) == (date(2016, 5, 1), "Sunday")
    assert due_on(make_rule(amount=2, unit=Unit.WEEKS), date(2016, 5, 1), ENGLAND) == date(
        2016, 5, 15
    )
    assert due_on(make_rule(amount=9), date(2016, 5, 19), ENGLAND) == date(2016, 5, 28)


# --- Every clock of the shared table ----------------------------------------------------------


@pytest.mark.parametrize(
    ("framework", "event", "start", "expected"),
    [
        (
            "cambridgeshire-2016",
            "authority_aware",
            date(2016, 3, 22),
            [("serious_incident_notification", date(2016, 3, 31), "V")],
        ),
        (
            "cambridgeshire-2016",
            "board_notified",
            date(2016, 4, 1),
            [("scr_decision", date(2016, 5, 1), "S")],
        ),
        (
            "cambridgeshire-2016",
            "chair_decision",
            date(2016, 5, 19),
            [
                ("national_panel_told", date(2016, 6, 2), "S"),
                ("national_panel_told", date(2016, 5, 26), "R"),
                ("ofsted_told", date(2016, 5, 26), "R"),
                ("dfe_told", date(2016, 5, 26), "R"),
                ("reviewing_begun", date(2016, 8, 19), "S"),
                ("reviewing_completed", date(2017, 5, 19), "S"),
            ],
        ),
        (
            "cambridgeshire-2016",
            "review_initiated",
            date(2016, 5, 19),
            [("scr_completed", date(2016, 11, 19), "S")],
        ),
        (
            "cambridgeshire-2016",
            "publication",
            date(2017, 7, 18),
            [
                ("report_to_national_panel", date(2017, 7, 7), "R"),
                ("report_on_website_until", date(2018, 7, 18), "S"),
            ],
        ),
        (
            "cambridgeshire-2016",
            "meeting",
            date(2016, 5, 10),
            [
                ("agenda_items_due", date(2016, 4, 25), "S"),
                ("agenda_sent", date(2016, 5, 3), "S"),
                ("chair_reflection", date(2016, 5, 17), "S"),
                ("minutes_circulated", date(2016, 5, 31), "S"),
            ],
        ),
        (
            "suffolk-2018",
            "authority_aware",
            date(2018, 12, 8),
            [("serious_incident_notification", date(2018, 12, 14), "S")],
        ),
        (
            "suffolk-2018",
            "notification_sent",
            date(2018, 12, 14),
            [("rapid_review", date(2019, 1, 9), "V")],
        ),
        (
            "suffolk-2018",
            "notification_received",
            date(2018, 12, 17),
            [
                ("initial_views_asked", date(2018, 12, 19), "S"),
                ("summaries_asked", date(2018, 12, 20), "S"),
                ("composite_sent", date(2018, 12, 28), "S"),
                ("rapid_review_decision", date(2019, 1, 8), "S"),
                ("rapid_review", date(2019, 1, 10), "S"),
                ("rapid_review", date(2019, 1, 1), "S"),
            ],
        ),
        (
            "suffolk-2018",
            "rapid_review_sent",
            date(2019, 1, 9),
            [("panel_reply", date(2019, 1, 19), "V")],
        ),
        (
            "suffolk-2018",
            "review_initiated",
            date(2019, 1, 8),
            [("lcspr_completed", date(2019, 7, 8), "R")],
        ),
        (
            "suffolk-2018",
            "review_started",
            date(2019, 2, 4),
            [
                ("partnership_review_target", date(2019, 4, 1), "S"),
                ("partnership_review_limit", date(2019, 4, 29), "S"),
            ],
        ),
        (
            "suffolk-2018",
            "request_sent",
            date(2018, 12, 20),
            [
                ("summary_of_involvement_back", date(2018, 12, 27), "S"),
                ("summary_of_involvement_back", date(2018, 12, 23), "S"),
            ],
        ),
        (
            "suffolk-2018",
            "composite_issued",
            date(2018, 12, 31),
            [("views_on_composite_back", date(2019, 1, 4), "S")],
        ),
        (
            "suffolk-2018",
            "publication",
            date(2020, 2, 29),
            [
                ("report_to_panel", date(2020, 2, 20), "R"),
                ("report_on_website_until", date(2021, 2, 28), "V"),
            ],
        ),
    ],
    ids=lambda value: str(value) if isinstance(value, str) else "",
)
def test_an_event_starts_its_clocks(
    frameworks: dict[str, Framework],
    holidays: BankHolidays,
    framework: str,
    event: str,
    start: date,
    expected: list[tuple[str, date, str]],
) -> None:
    found = due_dates(frameworks[framework].clocks, {event: start}, holidays)
    assert [(each.rule.clock, each.due, each.rule.trust.value) for each in found] == expected


def test_a_clock_says_its_source_and_is_plain_for_scripts(
    cambridgeshire: Framework, holidays: BankHolidays
) -> None:
    found = due_dates(cambridgeshire.clocks, {"board_notified": date(2016, 4, 1)}, holidays)
    assert found[0].as_plain() == {
        "clock": "scr_decision",
        "event": "board_notified",
        "start": "2016-04-01",
        "due": "2016-05-01",
        "unit": "months",
        "amount": 1,
        "strictness": "normally",
        "source": "Northamptonshire 2016 framework, Serious Case Reviews (catalogue row D27)",
        "trust": "S",
        "direction": "after",
        "kind": "statutory",
        "label": "Decision on a Serious Case Review",
        "reading": "",
    }


def test_an_event_that_starts_no_clock_is_left_aside(cambridgeshire: Framework) -> None:
    assert due_dates(cambridgeshire.clocks, {"no_such_event": date(2016, 4, 1)}, ENGLAND) == ()


def test_a_clock_kept_with_a_case_keeps_its_rule(
    cambridgeshire: Framework, holidays: BankHolidays
) -> None:
    (due,) = due_dates(cambridgeshire.clocks, {"board_notified": date(2016, 4, 1)}, holidays)
    kept = case_clock(due, case_id=CaseId("c1"))
    assert (kept.case_id, kept.clock, kept.event) == ("c1", "scr_decision", "board_notified")
    assert (kept.started_on, kept.due_on) == (date(2016, 4, 1), date(2016, 5, 1))
    assert (kept.amount, kept.unit, kept.direction) == (1, Unit.MONTHS, Direction.AFTER)
    assert (kept.strictness, kept.kind, kept.trust) == (
        Strictness.NORMALLY,
        ClockKind.STATUTORY,
        Trust.SEED,
    )
    assert kept.source == due.rule.source
    assert kept.completed_on is None
    assert length_words(kept) == "1 month"
    assert case_clock(due, case_id=CaseId("c1")).id != kept.id


# --- The clocks of both invented cases -----------------------------------------------------------

EXPECTED_UNITS = {
    "working days": Unit.WORKING_DAYS,
    "calendar days": Unit.CALENDAR_DAYS,
    "months": Unit.MONTHS,
}


def _expected_clocks() -> list[Any]:
    found = []
    for case in ("case-a", "case-b"):
        text = (CASES / case / "expected.toml").read_text(encoding="utf-8")
        found += [
            pytest.param(clock, id=f"{case} {clock['name']}")
            for clock in tomllib.loads(text)["clock"]
        ]
    return found


@pytest.mark.parametrize("clock", _expected_clocks())
def test_clock_of_an_invented_case(clock: dict[str, Any], holidays: BankHolidays) -> None:
    rule = make_rule(
        amount=abs(clock["length"]),
        unit=EXPECTED_UNITS[clock["unit"]],
        direction=Direction.AFTER if clock["length"] > 0 else Direction.BEFORE,
    )
    due = due_on(rule, clock["start"], holidays)
    assert due == clock["due"]
    if "actual" in clock:
        late = days_late(due, clock["actual"])
        assert (late == 0) is clock["in_time"]
        assert late == clock["calendar_days_late"]


# Which shipped clock gives each clock of the dossiers; those left out are a board's own setting or
# another body's, and no framework that ships states them.
SHIPPED = {
    "Notifiable incident to Ofsted and board, if aware 22 March": "serious_incident_notification",
    "Notifiable incident to Ofsted and board, if aware 23 March": "serious_incident_notification",
    "Decision on SCR": "scr_decision",
    "Papers due for meeting": "agenda_items_due",
    "Agenda sent": "agenda_sent",
    "Chair’s reflection": "chair_reflection",
    "Minutes circulated": "minutes_circulated",
    "Panel told of decision (14 days)": "national_panel_told",
    "Panel told of decision (5 working days reading)": "national_panel_told",
    "DfE told of decision": "dfe_told",
    "Ofsted told of decision": "ofsted_told",
    "Reviewing activity begun": "reviewing_begun",
    "Review finished, statutory": "scr_completed",
    "Review finished, local": "reviewing_completed",
    "Report to Panel before publication": "report_to_national_panel",
    "Report stays on website until at least": "report_on_website_until",
    "Serious incident notification, aware Saturday": "serious_incident_notification",
    "Serious incident notification, aware Monday": "serious_incident_notification",
    "Rapid review to Panel": "rapid_review",
    "Rapid review to Panel, from receipt, working days": "rapid_review",
    "Rapid review to Panel, from receipt, calendar days": "rapid_review",
    "Plan step day 2": "initial_views_asked",
    "Plan step day 3": "summaries_asked",
    "Plan step day 7": "composite_sent",
    "Plan step day 13": "rapid_review_decision",
    "Plan step day 15": "rapid_review",
    "Summaries returned": "summary_of_involvement_back",
    "Views returned": "views_on_composite_back",
    "Panel reply, about 10 days": "panel_reply",
    "Partnership review target": "partnership_review_target",
    "Partnership review limit": "partnership_review_limit",
}
UNSTATED = {
    ("case-a", "Précis returned"),
    ("case-a", "NHS serious incident, root cause analysis"),
    ("case-b", "Minutes circulated"),
    ("case-b", "Assurance to Panel"),
}


@pytest.mark.parametrize(
    ("case", "framework"), [("case-a", "cambridgeshire-2016"), ("case-b", "suffolk-2018")]
)
def test_shipped_clocks_give_the_dates_of_the_invented_case(
    case: str, framework: str, frameworks: dict[str, Framework], holidays: BankHolidays
) -> None:
    expected = tomllib.loads((CASES / case / "expected.toml").read_text(encoding="utf-8"))
    for clock in expected["clock"]:
        if (case, clock["name"]) in UNSTATED:
            continue
        rules = [
            rule for rule in frameworks[framework].clocks if rule.clock == SHIPPED[clock["name"]]
        ]
        dues = {due_on(rule, clock["start"], holidays) for rule in rules}
        assert clock["due"] in dues, clock["name"]


# --- Properties -----------------------------------------------------------------------------------


@given(start=DAYS, count=st.integers(0, 60))
def test_a_due_day_is_a_working_day_after_the_start(start: date, count: int) -> None:
    due = add_working_days(start, count, ENGLAND)
    assert due == start if count == 0 else is_working_day(due, ENGLAND)
    assert working_days_between(start, due, ENGLAND) == count


@given(start=DAYS, count=st.integers(1, 40))
def test_adding_more_days_never_comes_earlier(start: date, count: int) -> None:
    assert add_working_days(start, count, ENGLAND) < add_working_days(start, count + 1, ENGLAND)


@given(start=DAYS, later=st.integers(0, 30), count=st.integers(1, 40))
def test_starting_later_never_makes_it_due_earlier(start: date, later: int, count: int) -> None:
    after = start + timedelta(days=later)
    assert add_working_days(start, count, ENGLAND) <= add_working_days(after, count, ENGLAND)


@given(start=DAYS, count=st.integers(1, 40))
def test_counting_forth_and_back_returns_to_a_working_day(start: date, count: int) -> None:
    first = add_working_days(start, 1, ENGLAND)
    assert add_working_days(add_working_days(first, count, ENGLAND), -count, ENGLAND) == first


@given(start=DAYS, count=st.integers(-60, 60))
def test_months_land_in_the_right_month(start: date, count: int) -> None:
    due = add_months(start, count)
    assert (due.year * 12 + due.month) - (start.year * 12 + start.month) == count
    assert due.day == start.day or (
        due.day < start.day and (due + timedelta(days=1)).month != due.month
    )


@given(due=DAYS, done=DAYS)
def test_lateness_is_never_negative(due: date, done: date) -> None:
    assert days_late(due, done) == max(0, (done - due).days)


# --- Words ----------------------------------------------------------------------------------------

TUESDAY = date(2026, 12, 8)


@pytest.mark.parametrize(
    ("due", "on", "unit", "done", "words"),
    [
        (TUESDAY, date(2026, 12, 3), Unit.WORKING_DAYS, None, "3 working days left"),
        (TUESDAY, date(2026, 12, 7), Unit.WORKING_DAYS, None, "1 working day left"),
        (TUESDAY, TUESDAY, Unit.WORKING_DAYS, None, "due today"),
        (TUESDAY, date(2026, 12, 9), Unit.WORKING_DAYS, None, "1 working day overdue"),
        (TUESDAY, date(2026, 12, 21), Unit.WORKING_DAYS, None, "9 working days overdue"),
        # over a weekend no working day has passed: calendar days are told
        (
            date(2026, 12, 11),
            date(2026, 12, 13),
            Unit.WORKING_DAYS,
            None,
            "2 days overdue",
        ),
        (date(2026, 12, 13), date(2026, 12, 12), Unit.WORKING_DAYS, None, "1 day left"),
        (date(2016, 5, 1), date(2016, 5, 19), Unit.MONTHS, None, "18 days over"),
        (date(2016, 5, 1), date(2016, 4, 19), Unit.MONTHS, None, "12 days left"),
        (date(2016, 5, 1), date(2016, 4, 30), Unit.WEEKS, None, "1 day left"),
        (date(2016, 5, 1), date(2016, 5, 19), Unit.MONTHS, date(2016, 5, 1), "in time"),
        (date(2016, 5, 1), date(2016, 6, 30), Unit.MONTHS, date(2016, 5, 19), "18 days over"),
        (date(2016, 3, 31), date(2016, 6, 30), Unit.WORKING_DAYS, date(2016, 4, 1), "1 day over"),
    ],
)
def test_a_deadline_is_told_in_the_words_all_share(
    due: date, on: date, unit: Unit, done: date | None, words: str
) -> None:
    assert deadline_words(due, on, unit=unit, holidays=ENGLAND, done_on=done) == words


@pytest.mark.parametrize(
    ("on", "words"),
    [
        (date(2026, 11, 26), "due in 8 working days"),
        (TUESDAY, "due today"),
        (date(2026, 12, 21), "9 working days overdue"),
    ],
)
def test_a_due_action_is_told_in_words(on: date, words: str) -> None:
    assert due_words(TUESDAY, on, ENGLAND) == words


@pytest.mark.parametrize(
    ("amount", "unit", "direction", "words"),
    [
        (5, Unit.WORKING_DAYS, Direction.AFTER, "5 working days"),
        (1, Unit.WORKING_DAYS, Direction.BEFORE, "1 working day before"),
        (14, Unit.CALENDAR_DAYS, Direction.AFTER, "14 days"),
        (8, Unit.WEEKS, Direction.AFTER, "8 weeks"),
        (1, Unit.MONTHS, Direction.BEFORE, "1 month before"),
    ],
)
def test_the_unit_of_a_clock_is_always_said(
    amount: int, unit: Unit, direction: Direction, words: str
) -> None:
    assert length_words(make_rule(amount=amount, unit=unit, direction=direction)) == words


def _running(framework: Framework, code: str, event: str, on: date) -> CaseClock:
    (due, *_) = (
        due for due in due_dates(framework.clocks, {event: on}, ENGLAND) if due.rule.clock == code
    )
    return case_clock(due, case_id=CaseId("c1"))


def test_only_the_website_clock_names_an_earliest_end(
    cambridgeshire: Framework, suffolk: Framework
) -> None:
    rules = [*cambridgeshire.clocks, *suffolk.clocks]
    assert {rule.clock for rule in rules if may_end_after(rule)} == {"report_on_website_until"}


def test_d33_a_report_that_has_been_up_long_enough_is_not_overdue(
    cambridgeshire: Framework,
) -> None:
    website = _running(cambridgeshire, "report_on_website_until", "publication", date(2017, 7, 18))
    last, after = date(2018, 7, 18), date(2018, 7, 19)
    assert website.due_on == last
    assert (is_owed(website, last), is_owed(website, after)) == (True, False)
    assert standing_words(website, date(2018, 7, 1), ENGLAND) == "17 days left"
    assert standing_words(website, after, ENGLAND) == "the time has run"
    assert not needs_reason(website, after)
    down = replace(website, completed_on=after)
    assert standing_words(down, date(2019, 1, 1), ENGLAND) == "the time has run"


def test_a_clock_that_obliges_someone_needs_a_reason_once_its_day_is_past(
    cambridgeshire: Framework, suffolk: Framework
) -> None:
    minutes = _running(cambridgeshire, "minutes_circulated", "meeting", date(2016, 5, 10))
    assert [needs_reason(minutes, day) for day in (date(2016, 5, 31), date(2016, 6, 1))] == [
        False,
        True,
    ]
    reply = _running(suffolk, "panel_reply", "rapid_review_sent", date(2019, 1, 9))
    assert not needs_reason(reply, date(2019, 1, 28))
    done = replace(minutes, completed_on=date(2016, 5, 27))
    assert is_owed(minutes, date(2016, 6, 1))
    assert not is_owed(done, date(2016, 6, 1))
    assert standing_words(done, date(2016, 5, 28), ENGLAND) == "in time"
    assert standing_words(done, date(2016, 5, 26), ENGLAND) == "2 working days left"
