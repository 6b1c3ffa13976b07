"""Where a prefilled answer came from, that someone looked at it, and where something stands that may not leave."""

from __future__ import annotations

import pytest

from lif_desktop.domain.learning import source_notes
from lif_desktop.errors import NotFoundError
from lif_desktop.services import learning
from lif_desktop.services.workspace import Workspace
from tests import factories


def test_a_prefilled_answer_keeps_what_it_was_and_which_page_shows_its_source(
    workspace: Workspace,
) -> None:
    case = factories.decided_case(workspace)
    summary = learning.draft(workspace, case.id)

    note = source_notes(summary)["review_type"]

    assert (note.answer, note.page, note.checked) == (["scr"], "decision", False)
    assert learning.sources(workspace, case.id)["review_type"] == note


def test_an_answer_that_was_looked_at_stays_so(workspace: Workspace) -> None:
    case = factories.decided_case(workspace)
    learning.draft(workspace, case.id)

    learning.keep_source(workspace, case.id, "review_type")

    notes = source_notes(learning.draft(workspace, case.id))
    assert notes["review_type"].checked
    assert not notes["incident_month"].checked
    with pytest.raises(NotFoundError, match="not filled in"):
        learning.keep_source(workspace, case.id, "other_comments")


def test_what_is_found_says_where_it_stands(workspace: Workspace) -> None:
    case = factories.decided_case(workspace)
    learning.draft(workspace, case.id)
    text = f"{'Nobody asked. ' * 6}The health visitor wrote that Noah O’Brien-Łukasz had a mark. {'It was seen. ' * 6}"

    found = learning.findings(
        workspace, case.id, {"multi_agency_points": [{"point": "ok"}, {"point": text}]}
    )

    (name,) = found
    assert name.question == "multi_agency_points[1].point"
    assert name.matched == "Noah O’Brien-Łukasz"
    assert name.before.startswith("… ")
    assert name.before.endswith("health visitor wrote that ")
    assert name.after.startswith(" had a mark. ")
    assert name.after.endswith(" …")
    assert name.may_be_harmless


def test_the_day_of_the_incident_as_an_answer_is_never_harmless(workspace: Workspace) -> None:
    case = factories.decided_case(workspace)
    learning.draft(workspace, case.id)

    (found,) = learning.findings(
        workspace,
        case.id,
        {"incident_month": {"precision": "exact", "year": 2016, "month": 3, "day": 22}},
    )

    assert not found.may_be_harmless
    assert "month and year" in found.message
