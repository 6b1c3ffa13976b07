"""Whole documents: every page marked and numbered, warnings in the margin, the same bytes each time."""

from __future__ import annotations

from pathlib import Path
from typing import cast

import pikepdf
import pytest

from lif_desktop import workroom
from lif_desktop.documents import case_documents, rendering
from lif_desktop.documents.blocks import Block, Contents, Prose, Section, Together
from lif_desktop.documents.plans import DocumentPlan, Margin, to_plain
from lif_desktop.documents.wording import paragraphs
from lif_desktop.errors import DefinitionError
from tests.documents import papers, reading

MARKING = "OFFICIAL-SENSITIVE [PERSONAL DATA]"


def _sections(count: int, length: int) -> tuple[Block, ...]:
    return tuple(
        Section(
            letter=chr(ord("A") + number),
            title=f"Part {number + 1}",
            blocks=(Prose(lines=paragraphs("\n".join(["and so on " * 40] * length))),),
        )
        for number in range(count)
    )


@pytest.fixture(scope="module")
def long_paper() -> bytes:
    plan = papers.plan_of(
        Section(title="In this paper", quiet=True, blocks=(Contents(),)), *_sections(4, 14)
    )
    return papers.rendered(plan)


def test_every_page_carries_the_marking_and_its_number(long_paper: bytes) -> None:
    pages = reading.page_texts(long_paper)
    assert len(pages) > 3
    for number, text in enumerate(pages, start=1):
        assert MARKING in text
        assert f"Page {number} of {len(pages)}" in text
        assert "Audit code 7K3Q-9M2D" in text


def test_the_same_plan_gives_the_same_bytes() -> None:
    plan = case_documents.decision_form(papers.case_file("case-a"), papers.issue())
    assert papers.freshly_rendered(plan) == papers.freshly_rendered(plan)


def test_a_plan_renders_alike_in_the_workroom() -> None:
    plan = papers.plan_of(*_sections(1, 2))
    done = workroom.run("render", {"plan": to_plain(plan)}, seconds=120)
    assert done["pdf"] == papers.rendered(plan)
    assert done["pages"] == 1


def test_the_list_of_sections_names_their_pages_and_leads_to_them(long_paper: bytes) -> None:
    pages = reading.page_texts(long_paper)
    with reading.opened(long_paper) as pdf:
        links = [link for page in pdf.pages for link in page.obj.get("/Annots", [])]
        numbers = {page.obj.objgen: number for number, page in enumerate(pdf.pages, start=1)}
        assert len(links) == 4
        for number, link in enumerate(links, start=1):
            said = str(link.Contents)
            page = numbers[link.Dest[0].objgen]
            assert said.endswith(f"Part {number}, page {page}")
            assert f"Part {number}" in pages[page - 1]


def test_the_running_header_says_what_goes_on(long_paper: bytes) -> None:
    pages = reading.page_texts(long_paper)
    assert any("A Part 1, continued" in " ".join(page.split()) for page in pages[1:])
    assert "continued" not in pages[0]


def test_sections_are_in_the_outline(long_paper: bytes) -> None:
    with reading.opened(long_paper) as pdf, pdf.open_outline() as outline:
        titles = [item.title for item in outline.root]
    assert titles == ["In this paper", "A Part 1", "B Part 2", "C Part 3", "D Part 4"]


def test_the_warning_of_a_draft_is_on_every_page_read_first_and_in_the_title(
    tmp_path: Path,
) -> None:
    plan = papers.plan_of(
        *_sections(2, 14), margin=Margin.DRAFT, margin_words="version 2, 27 May 2016. Not agreed"
    )
    content = papers.rendered(plan)
    for text in reading.page_texts(content):
        assert " ".join(text.split()).count("Not agreed") == 3
    spoken = reading.spoken(content, tmp_path)
    assert spoken[:2] == [MARKING, "DRAFT version 2, 27 May 2016. Not agreed"]
    with reading.opened(content) as pdf:
        assert str(pdf.docinfo.Title).startswith("DRAFT ")


def test_a_superseded_paper_says_by_what() -> None:
    issue = papers.issue(margin=Margin.SUPERSEDED, superseded_by="2.1, 19 May 2016")
    plan = case_documents.decision_grid(papers.case_file("case-a"), issue)
    text = " ".join(reading.page_texts(papers.rendered(plan))[0].split())
    assert "SUPERSEDED by version 2.1, 19 May 2016. Do not use" in text


def test_what_was_substituted_and_which_fields_there_are_come_back() -> None:
    file = papers.case_file("case-a")
    plan = case_documents.decision_form(file, papers.issue())
    done = rendering.render({"plan": to_plain(plan)})
    assert done["fields"] == ["signature_1", "signature_2"]
    assert done["substituted"] == []
    odd = papers.plan_of(Prose(lines=paragraphs("中")))
    assert rendering.render({"plan": to_plain(odd)})["substituted"] == ["U+4E2D 中"]


def test_a_payload_without_a_plan_is_refused() -> None:
    with pytest.raises(DefinitionError, match="no plan"):
        rendering.render({})


def test_a_long_board_name_stands_in_two_lines_and_a_short_one_in_one(tmp_path: Path) -> None:
    short = papers.plan_of(*_sections(1, 1), board="Fenmarsh Board")
    assert "Fenmarsh Board" in reading.spoken(papers.rendered(short), tmp_path)
    long = papers.plan_of(*_sections(1, 1), landscape=True)
    spoken = " ".join(reading.spoken(papers.rendered(long), tmp_path))
    assert "Fenmarsh Safeguarding Children Board" in " ".join(spoken.split())


def test_blocks_that_belong_together_share_a_page() -> None:
    filler = Prose(lines=paragraphs("\n".join(["line"] * 36)))
    kept = Together(
        blocks=(Prose(lines=paragraphs("first\n" * 6)), Prose(lines=paragraphs("second")))
    )
    pages = reading.page_texts(papers.rendered(papers.plan_of(filler, kept)))
    assert len(pages) == 2
    assert "first" in pages[1]
    assert "second" in pages[1]


PLANS = ("decision-form", "decision-grid", "learning-summary", "action-plan")


def plan_named(name: str, case: str) -> DocumentPlan:
    file = papers.case_file(case)
    match name:
        case "decision-form":
            return case_documents.decision_form(file, papers.issue())
        case "decision-grid":
            return case_documents.decision_grid(file, papers.issue())
        case "learning-summary":
            return papers.learning_plan(case)
        case _:
            return papers.plan_of_actions(case)


@pytest.mark.parametrize("case", ["case-a", "case-b"])
@pytest.mark.parametrize("name", PLANS)
def test_every_kind_of_document_is_drawn_for_a_person_to_look_at(
    name: str, case: str, pictures: Path | None
) -> None:
    content = papers.rendered(plan_named(name, case))
    papers.write_pictures(content, pictures, f"document-{name}-{case}")
    with reading.opened(content) as pdf:
        pages = cast("list[pikepdf.Page]", list(pdf.pages))
        assert pages
        assert all(page.obj.Tabs == pikepdf.Name.S for page in pages)
