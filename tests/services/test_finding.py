"""Words typed into the window's search lead to the page that shows what was found."""

from __future__ import annotations

from lif_desktop.services import actions, finding
from lif_desktop.services.workspace import Workspace
from tests import factories


def test_a_word_leads_to_the_page_of_its_record_grouped_by_case(workspace: Workspace) -> None:
    case = factories.decided_case(workspace)
    actions.add(workspace, case.id, factories.action_answers(theme="Discharge"))
    other = factories.submitted_case(
        workspace, case_reference="FSCB/SCR/2016/04", pseudonym=None, injuries="discharge note"
    )
    found = finding.find(workspace, "discharge")
    assert {(each.page, each.argument, each.group) for each in found} == {
        ("actions", case.id, "Child N"),
        ("referral", other.id, "FSCB/SCR/2016/04"),
    }
    groups = [each.group for each in found]
    assert groups == sorted(groups, key=groups.index)


def test_a_case_is_found_by_its_name_with_its_stage(workspace: Workspace) -> None:
    factories.submitted_case(workspace)
    first = finding.find(workspace, "Child")[0]
    assert (first.page, first.title) == ("case", "Child N")
    assert first.note == "FSCB/SCR/2016/03 · Waiting to be screened"


def test_search_signs_find_nothing_and_do_no_harm(workspace: Workspace) -> None:
    factories.submitted_case(workspace)
    assert finding.find(workspace, '"" OR * NEAR(') == ()
    assert finding.find(workspace, "") == ()
    assert len(finding.find(workspace, "child", limit=1)) == 1
