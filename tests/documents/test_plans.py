"""Plans travel to the workroom as JSON and come back as they were."""

from __future__ import annotations

import json
from typing import Any, get_args

import pytest

from lif_desktop.documents import block_layout, case_documents, plans
from lif_desktop.documents.blocks import Block, Panel, Section, SignaturePanel, Signatures
from lif_desktop.documents.plans import DocumentPlan
from lif_desktop.documents.wording import Mark, Tone, paragraphs, words
from lif_desktop.errors import DefinitionError
from tests.documents import papers


def _all_plans(case: str) -> dict[str, DocumentPlan]:
    file = papers.case_file(case)
    return {
        "form": case_documents.decision_form(file, papers.issue()),
        "grid": case_documents.decision_grid(file, papers.issue()),
        "learning": papers.learning_plan(case),
        "actions": papers.plan_of_actions(case),
    }


@pytest.mark.parametrize("kind", ["form", "grid", "learning", "actions"])
@pytest.mark.parametrize("case", ["case-a", "case-b"])
def test_a_plan_comes_back_from_json_as_it_was(case: str, kind: str) -> None:
    plan = _all_plans(case)[kind]
    travelled = json.loads(json.dumps(plans.to_plain(plan)))
    assert plans.plan_from_plain(travelled) == plan


def test_every_kind_of_block_has_a_layout() -> None:
    assert set(get_args(Block)) == set(block_layout._LAYOUTS)


def _wrong(change: str) -> object:
    plain: Any = plans.to_plain(papers.plan_of(Panel(label="Decision", statement="x")))
    match change:
        case "no plan":
            return None
        case "unknown block":
            plain["blocks"][0]["is"] = "Popup"
        case "unknown field":
            plain["blocks"][0]["colour"] = "red"
        case "missing field":
            del plain["blocks"][0]["label"]
        case _:
            plain["margin"] = "sideways"
    return plain


@pytest.mark.parametrize(
    "change", ["no plan", "unknown block", "unknown field", "missing field", "wrong enumeration"]
)
def test_what_is_not_a_plan_is_refused(change: str) -> None:
    with pytest.raises(DefinitionError, match="cannot be laid out"):
        plans.plan_from_plain(_wrong(change))


def test_signature_panels_are_found_inside_other_blocks() -> None:
    panel = SignaturePanel(field="signature_1", heading="Decision maker", role="Decision maker")
    within = Section(title="L", blocks=(Signatures(panels=(panel,)),))
    assert plans.signature_panels(papers.plan_of(within)) == (panel,)


def test_paragraphs_keep_letters_and_drop_only_empty_lines() -> None:
    lines = paragraphs("•\tone\n\n  = two\r\n<b>three</b>")
    assert [line.text() for line in lines] == ["•\tone", "  = two", "<b>three</b>"]


def test_a_line_keeps_its_shape_and_tone() -> None:
    line = words("Met", Tone.STRONG, mark=Mark.MET)
    assert (line.text(), line.mark, line.runs[0].tone) == ("Met", Mark.MET, Tone.STRONG)
