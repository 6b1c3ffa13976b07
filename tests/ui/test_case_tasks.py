"""Status words are honest at every stage, and clocks are said with both their readings."""

from __future__ import annotations

from datetime import date

import pytest

from lif_desktop.clock import SetClock
from lif_desktop.definitions.example_case import ExampleCase, read_example
from lif_desktop.demo import walking
from lif_desktop.domain.cases import ScreeningOutcome
from lif_desktop.domain.identities import CaseId
from lif_desktop.services import assessing, cases, prefilling, referrals
from lif_desktop.services.cases import CaseFile
from lif_desktop.services.workspace import Workspace
from lif_desktop.settings import resources_folder
from lif_desktop.ui.case_clock_lanes import clock_lines, lanes_of, later_words
from lif_desktop.ui.case_tasks import next_task, task_groups

pytestmark = pytest.mark.gui

TODAY = date(2016, 5, 20)


@pytest.fixture
def example() -> ExampleCase:
    return read_example(resources_folder() / "example" / "case-a.toml")


@pytest.fixture
def decided(workspace: Workspace, clock: SetClock, example: ExampleCase) -> CaseFile:
    """Child N on the day after the decision."""
    case_id = walking.refer(workspace, clock, example)
    for step in (walking.weigh, walking.decide):
        step(workspace, clock, example, case_id)
    return cases.case_file(workspace, case_id)


def said(file: CaseFile) -> dict[str, str]:
    """Name of each task to its status words and note."""
    groups = task_groups(file, TODAY, history=3)
    return {task.name: f"{task.words}; {task.note}" for group in groups for task in group.tasks}


def submitted(workspace: Workspace, example: ExampleCase) -> CaseId:
    started = referrals.start(workspace)
    referrals.submit(workspace, started.case.id, example.referral)
    return started.case.id


def test_a_referral_that_is_begun_is_in_progress(workspace: Workspace) -> None:
    started = referrals.start(workspace)
    referrals.save_draft(workspace, started.draft.id, {"pseudonym": "Child N"})

    file = cases.case_file(workspace, started.case.id)

    assert said(file)["Referral"] == "In progress; "
    task = next_task(task_groups(file, TODAY, history=0))
    assert task is not None
    assert task.page == "referral"


@pytest.mark.parametrize(
    ("outcome", "referral", "screening"),
    [
        (
            ScreeningOutcome.RETURNED,
            "There is a problem; Returned for information",
            "Cannot start yet; ",
        ),
        (
            ScreeningOutcome.NOT_APPROPRIATE,
            "Completed; Received 5 April 2016",
            "Completed; Not appropriate",
        ),
    ],
)
def test_a_referral_that_was_screened_out_says_so(
    workspace: Workspace,
    example: ExampleCase,
    outcome: ScreeningOutcome,
    referral: str,
    screening: str,
) -> None:
    case_id = submitted(workspace, example)
    referrals.screen(
        workspace, case_id, outcome, by="The chair", on=date(2016, 4, 6), reason="Because"
    )

    words = said(cases.case_file(workspace, case_id))

    assert words["Referral"] == referral
    assert words["Screening"] == screening
    assert words["Decision grid"] == "Cannot start yet; "


def test_summaries_say_how_many_are_in_and_how_many_are_late(
    workspace: Workspace, example: ExampleCase
) -> None:
    case_id = submitted(workspace, example)
    referrals.screen(
        workspace, case_id, ScreeningOutcome.SCREENED_IN, by="The chair", on=date(2016, 4, 6)
    )
    asked = referrals.request_summaries(
        workspace,
        case_id,
        ["Police", "School"],
        called_on=date(2016, 4, 8),
        deadline_on=date(2016, 4, 22),
    )
    referrals.record_return(workspace, asked[0].id, on=date(2016, 4, 11))

    words = said(cases.case_file(workspace, case_id))

    assert words["Summaries of involvement"] == "In progress; 1 of 2 in, 1 overdue"


def test_near_clocks_are_drawn_and_later_ones_said(
    decided: CaseFile, workspace: Workspace
) -> None:
    lanes = {lane.label: lane for lane in lanes_of(decided.clocks, TODAY, workspace.holidays)}

    panel = lanes["National Panel told of the decision"]
    assert (panel.due_on, panel.other_due_on) == (date(2016, 6, 2), date(2016, 5, 26))
    assert panel.words == "Due Thursday 2 June, 13 days left"
    assert "Serious Case Review completed" not in lanes
    assert "Serious Case Review completed by 19 November 2016" in later_words(
        decided.clocks, TODAY
    )


def test_nothing_is_said_of_later_when_nothing_is_later() -> None:
    assert later_words((), TODAY) == ""


def test_every_reading_and_account_of_a_clock_has_its_own_line(
    decided: CaseFile, workspace: Workspace
) -> None:
    found = clock_lines(decided.clocks, TODAY, workspace.holidays)
    lines = {label: words for _, label, words in found}

    assert "1 day over" in lines["Notifiable incident to Ofsted and the Board"]
    other = next(words for label, words in lines.items() if "EDT log" in label)
    assert "in time" in other


def test_the_decision_form_begins_with_what_the_case_knows(
    workspace: Workspace, clock: SetClock, example: ExampleCase
) -> None:
    case_id = walking.refer(workspace, clock, example)
    walking.weigh(workspace, clock, example, case_id)
    file = cases.case_file(workspace, case_id)
    with workspace.reading() as reader:
        tally = assessing.read_assessed(reader, workspace, file.case).tally

    begun = prefilling.decision_answers(file, workspace.framework_of(file.case), tally)

    assert begun["recommendation_summary"] == (
        "Serious Case Review, 6 of 7 members; dissent of Callum Mbeki-Frost"
    )
    assert begun["reflection_ends_on"] == {
        "precision": "exact",
        "year": 2016,
        "month": 5,
        "day": 17,
    }


def test_a_case_that_knows_nothing_begins_an_empty_decision(
    workspace: Workspace, example: ExampleCase
) -> None:
    case_id = submitted(workspace, example)
    file = cases.case_file(workspace, case_id)
    with workspace.reading() as reader:
        tally = assessing.read_assessed(reader, workspace, file.case).tally

    assert prefilling.decision_answers(file, workspace.framework_of(file.case), tally) == {}
