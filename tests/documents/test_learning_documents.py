"""The learning summary: ten numbered questions, each with its answer."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from lif_desktop.documents.blocks import Bullets, NumberedParts, Pairs, Signatures
from lif_desktop.documents.figures import CountBars
from lif_desktop.documents.learning_documents import learning_summary
from lif_desktop.documents.plans import DocumentPlan, flat, to_plain
from lif_desktop.domain.answers import Answers
from lif_desktop.domain.identities import PersonId, SummaryId
from lif_desktop.domain.learning import LearningSummary
from tests.documents import papers, reading


def _plan(answers: Answers, **changes: object) -> DocumentPlan:
    file, form = papers.case_file("case-a"), papers.forms().current("learning_summary")
    summary = LearningSummary(
        id=SummaryId("s"), case_id=papers.CASE, form_version=form.version, answers=answers, sources={},
        written_at=papers.MADE_AT, written_by=PersonId("p"),
    )  # fmt: skip
    return learning_summary(
        case=file.case, board=file.board, form=form, summary=summary,
        issue=papers.issue(**changes), review_name="Serious Case Review",
    )  # fmt: skip


@pytest.mark.parametrize("case", ["case-a", "case-b"])
def test_there_are_ten_numbered_questions_in_the_forms_order(case: str) -> None:
    parts = next(
        block for block in papers.learning_plan(case).blocks if isinstance(block, NumberedParts)
    )
    assert [part.number for part in parts.parts] == [str(number) for number in range(1, 11)]
    form = papers.forms().current("learning_summary")
    assert [part.heading for part in parts.parts] == [section.label for section in form.sections]


@pytest.mark.parametrize("case", ["case-a", "case-b"])
def test_every_answer_is_printed(case: str, tmp_path: Path) -> None:
    content = papers.rendered(papers.learning_plan(case))
    printed = (
        "".join(reading.struct_text(content, tmp_path).split()).replace('"', "").replace("\\", "")
    )
    answers = papers.example(case).learning_summary
    texts = [value for value in answers.values() if isinstance(value, str)]
    texts += [
        text
        for value in answers.values()
        if isinstance(value, list)
        for row in value
        if isinstance(row, dict)
        for text in row.values()
    ]
    assert len(texts) > 5
    for text in texts:
        for line in text.splitlines():
            assert "".join(line.split()).replace('"', "") in printed


def test_month_and_year_only_are_printed() -> None:
    text = " ".join(reading.page_texts(papers.rendered(papers.learning_plan("case-a"))))
    assert "March 2016" in text
    assert "22 March 2016" not in text


def test_points_stand_beside_their_agency_or_as_bullets() -> None:
    blocks = flat(papers.learning_plan("case-a").blocks)
    named = next(block for block in blocks if isinstance(block, Pairs) and len(block.pairs) == 6)
    assert named.pairs[0].name == "Community trust"
    assert any(isinstance(block, Bullets) and len(block.items) == 3 for block in blocks)


def test_actions_are_counted_by_agency() -> None:
    bars = next(
        block
        for block in flat(papers.learning_plan("case-a").blocks)
        if isinstance(block, CountBars)
    )
    assert [(part.label, part.count) for part in bars.parts][:3] == [
        ("St Botolph’s", 4), ("Community Trust", 4), ("Constabulary", 2),
    ]  # fmt: skip
    assert "14 actions" in bars.alt


def test_an_empty_summary_says_of_each_question_that_nobody_answered() -> None:
    plan = _plan({}, signatories=())
    assert not any(isinstance(block, Signatures) for block in plan.blocks)
    text = str(to_plain(plan))
    assert text.count("Not provided") >= 10
    assert papers.rendered(plan)


def test_a_point_without_an_agency_says_so() -> None:
    plan = _plan({"single_agency_points": [{"point": "Ring."}]})
    pairs = [block for block in flat(plan.blocks) if isinstance(block, Pairs)]
    assert any(pair.name == "Agency not provided" for block in pairs for pair in block.pairs)


def test_a_case_without_a_reference_can_be_printed() -> None:
    file, form = papers.case_file("case-a"), papers.forms().current("learning_summary")
    summary = LearningSummary(
        id=SummaryId("s"), case_id=papers.CASE, form_version=form.version, answers={}, sources={},
        written_at=papers.MADE_AT, written_by=PersonId("p"),
    )  # fmt: skip
    plan = learning_summary(
        case=replace(file.case, reference=""), board=file.board, form=form, summary=summary,
        issue=papers.issue(), review_name="Serious Case Review",
    )  # fmt: skip
    assert plan.reference == "No reference yet"
    assert plan.kind_lines == ("Serious Case Review",)
