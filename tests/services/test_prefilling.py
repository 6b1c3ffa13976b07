"""Type once: the referral fills the grid, the grid and the views fill the decision form."""

from __future__ import annotations

from datetime import date
from io import BytesIO

from openpyxl import load_workbook

from lif_desktop.services import actions, cases, decisions, prefilling, referrals
from lif_desktop.services.workspace import Workspace
from tests import factories
from tests.factories import exact, seat


def test_the_referral_fills_the_grid(workspace: Workspace) -> None:
    case = factories.case_at_meeting(
        workspace,
        criteria_ticked=[
            {"criterion": "died", "wording": "The child has died", "tick": "no"},
            {
                "criterion": "seriously_harmed_life_threatening",
                "tick": "yes",
                "evidence": "Head injury",
            },
            {"criterion": "seriously_harmed_impairment", "tick": "nk"},
            {"criterion": "joint_working_concern", "tick": "unsure", "evidence": "Mark not told"},
            {"criterion": "abuse_or_neglect", "tick": "yes", "evidence": " "},
        ],
    )
    begun = decisions.assess(workspace, case.id).begun
    assert begun == {
        "meeting_on": exact(date(2016, 5, 10)),
        "criteria": [
            {"criterion": "seriously_harmed_life_threatening", "evidence": "Head injury"},
            {"criterion": "joint_working_concern", "evidence": "Mark not told"},
        ],
        "died": "no",
        "seriously_harmed": "yes",
    }
    decisions.save_grid(workspace, case.id, {**begun, "recovered": "yes"})
    assert decisions.assess(workspace, case.id).begun["recovered"] == "yes"


def test_a_case_without_a_referral_begins_with_an_empty_grid(workspace: Workspace) -> None:

    case = referrals.start(workspace).case
    assert decisions.assess(workspace, case.id).begun == {}


def test_views_and_clocks_fill_the_decision(workspace: Workspace) -> None:
    case = factories.case_with_chair(workspace)
    file = cases.case_file(workspace, case.id)
    tally = decisions.assess(workspace, case.id).tally
    begun = prefilling.decision_answers(file, workspace.framework_of(case), tally)
    assert begun == {
        "recommendation_received_on": exact(date(2016, 5, 10)),
        "recommendation_summary": "Serious Case Review, 2 of 3 members",
        "reflection_ends_on": exact(date(2016, 5, 17)),
    }


def test_dissent_is_named_and_a_shared_lead_left_open(workspace: Workspace) -> None:
    case = factories.case_at_meeting(workspace)
    one, two, three = decisions.set_participants(
        workspace, case.id, [seat("Orme"), seat("Wren"), seat("Mbeki")]
    )
    decisions.recommend(workspace, case.id, one.id, "scr")
    decisions.recommend(
        workspace, case.id, two.id, "alternative_review", reason="In full.", dissent=True
    )
    framework = workspace.framework_of(case)

    def filled() -> dict[str, object]:
        file = cases.case_file(workspace, case.id)
        tally = decisions.assess(workspace, case.id).tally
        return prefilling.decision_answers(file, framework, tally)

    assert "recommendation_summary" not in filled()
    decisions.recommend(workspace, case.id, three.id, "scr")
    assert filled()["recommendation_summary"] == (
        "Serious Case Review, 2 of 3 members; dissent of Wren"
    )


def test_the_tracker_leaves_as_a_sheet_of_text_and_dates(workspace: Workspace) -> None:
    case = factories.decided_case(workspace)
    actions.add(workspace, case.id, factories.action_answers(notes="= see record"))
    sheet = load_workbook(BytesIO(actions.tracker_sheet(workspace, date(2016, 5, 20)))).active
    assert sheet is not None
    cells = [cell for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert "= see record" in [cell.value for cell in cells]
    assert all(cell.data_type != "f" for cell in cells)
    assert any(cell.is_date for cell in cells)


def test_what_is_not_known_is_not_filled_in(workspace: Workspace) -> None:
    case = factories.submitted_case(
        workspace, incident_on={"precision": "not_known", "note": "two accounts"}
    )
    file = cases.case_file(workspace, case.id)
    framework = workspace.framework_of(case)
    assert prefilling.learning_answers(file, framework) == {}
    tally = decisions.assess(workspace, case.id).tally
    assert prefilling.decision_answers(file, framework, tally) == {}
