"""The decision form: nothing left out, dissent in full, decision and signatures together."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from lif_desktop.definitions.questions import Form, QuestionType
from lif_desktop.documents import case_clocks, case_documents, decision_blocks
from lif_desktop.documents.answer_blocks import label_of
from lif_desktop.documents.blocks import (
    DataTable,
    Panel,
    Quotation,
    Section,
    Signatures,
    Together,
    TrackingBlock,
)
from lif_desktop.documents.case_file import CaseFile, Issue, Signatory
from lif_desktop.documents.figures import ClockFigure, Stretch
from lif_desktop.documents.plans import DocumentPlan, Margin, flat, to_plain
from lif_desktop.domain.answers import Answers
from tests.documents import papers, reading


def form_of(file: CaseFile, **changes: object) -> DocumentPlan:
    return case_documents.decision_form(file, papers.issue(**changes))


@pytest.fixture(scope="module", params=["case-a", "case-b"])
def file(request: pytest.FixtureRequest) -> CaseFile:
    return papers.case_file(str(request.param))


def _texts(value: object) -> list[str]:
    """Every text that was typed into answers, line by line."""
    if isinstance(value, str):
        return [line for line in value.splitlines() if line.strip()]
    if isinstance(value, dict):
        return [text for key in value if key != "precision" for text in _texts(value[key])]
    if isinstance(value, list | tuple):
        return [text for each in value for text in _texts(each)]
    return []


def _free_texts(form: Form, answers: Answers) -> list[str]:
    """The texts of questions whose answer is not a code or a date's part."""
    codes = {QuestionType.SELECT_ONE, QuestionType.SELECT_MULTIPLE}
    found: list[str] = []
    for question in form.questions():
        answer = answers.get(question.name)
        if question.type is QuestionType.REPEAT and isinstance(answer, list):
            for row in answer:
                for column in question.columns:
                    if column.type not in codes:
                        found += _texts(row.get(column.name))
        elif question.type not in codes:
            found += _texts(answer)
    return found


def _squeezed(text: str) -> str:
    return "".join(letter for letter in text if not letter.isspace() and letter not in '"\\')


def test_every_answer_is_in_the_file_letter_for_letter(file: CaseFile, tmp_path: Path) -> None:
    content = papers.rendered(form_of(file))
    printed = _squeezed(reading.struct_text(content, tmp_path))
    assert file.decision is not None
    typed = _free_texts(file.referral_form, file.referral)
    typed += _free_texts(file.decision_form, file.decision.answers)
    assert len(typed) > 150
    assert [text for text in typed if _squeezed(text) not in printed] == []


def test_every_question_of_both_forms_has_its_label(file: CaseFile, tmp_path: Path) -> None:
    printed = _squeezed(reading.struct_text(papers.rendered(form_of(file)), tmp_path))
    for form in (file.referral_form, file.decision_form):
        for question in form.questions():
            if question.type is not QuestionType.REPEAT and question.takes_answer:
                assert _squeezed(label_of(question)) in printed, question.name


def test_groups_are_lettered_a_to_l(file: CaseFile) -> None:
    sections = [
        block for block in form_of(file).blocks if isinstance(block, Section) and block.letter
    ]
    assert "".join(section.letter for section in sections) == "ABCDEFGHIJKL"
    assert [section.title for section in sections] == [
        section.label for section in file.referral_form.sections
    ]


def test_the_front_gives_the_tracking_dates(file: CaseFile) -> None:
    tracking = next(block for block in form_of(file).blocks if isinstance(block, TrackingBlock))
    assert len(tracking.facts) == 8


def test_the_front_of_case_a() -> None:
    plan = form_of(papers.case_file("case-a"))
    tracking = next(block for block in plan.blocks if isinstance(block, TrackingBlock))
    assert [(fact.value, fact.detail) for fact in tracking.facts][-3:] == [
        ("10 May 2016", "Tuesday"), ("10 May 2016", "Tuesday"), ("19 May 2016", "Thursday, 17:15"),
    ]  # fmt: skip
    panel = next(block for block in plan.blocks if isinstance(block, Panel))
    said = " ".join(line.text() for line in panel.lines)
    assert panel.statement == "Initiate a Serious Case Review"
    assert "Serious Case Review 6, Alternative multi-agency review 1" in said
    assert "Invitees are not counted. One dissent is kept in full." in said
    assert "the reason is in section L" in said


def test_dissent_is_quoted_in_full_with_the_answer_under_it() -> None:
    blocks = flat(form_of(papers.case_file("case-a")).blocks)
    number = next(n for n, block in enumerate(blocks) if isinstance(block, Quotation))
    quotation = blocks[number]
    assert isinstance(quotation, Quotation)
    assert (
        "An SCR will take a year and tell us what the HV protocol already tells us"
        in quotation.lines[0].text()
    )
    assert "Callum Mbeki-Frost" in quotation.source
    assert "Mbeki-Frost’s point deserves a plain answer" in str(
        to_plain(blocks[number : number + 4])
    )


def test_a_dissent_without_an_answer_is_kept_and_the_want_said() -> None:
    file = papers.case_file("case-a")
    assert file.decision is not None
    answers = {key: value for key, value in file.decision.answers.items() if key != "on_dissent"}
    plan = form_of(replace(file, decision=replace(file.decision, answers=answers)))
    blocks = flat(plan.blocks)
    assert any(isinstance(block, Quotation) for block in blocks)
    assert "On the dissent" in str(to_plain(blocks))


def test_signatures_stand_with_the_decision_they_sign(file: CaseFile) -> None:
    together = [
        block
        for block in flat(form_of(file).blocks)
        if isinstance(block, Together)
        and any(isinstance(each, Signatures) for each in block.blocks)
    ]
    assert len(together) == 1
    assert any(isinstance(each, Panel) for each in together[0].blocks)


def test_a_preview_has_no_place_to_sign_and_warns() -> None:
    plan = form_of(papers.case_file("case-a"), signatories=(), margin=Margin.DRAFT)
    assert not any(isinstance(block, Signatures) for block in flat(plan.blocks))
    assert plan.margin_words == "version 1, 19 May 2016. Not agreed"
    assert plan.version == "Version 1 draft, 19 May 2016"


def test_a_referral_alone_can_be_printed() -> None:
    whole = papers.case_file("case-a")
    bare = replace(
        whole, decision=None, assessment=None, participants=(), views=(), recommendations=(), rule=None,
        clocks=(), duties=(), notices=(), case=replace(whole.case, reference="", pseudonym="", decided_on=None),
        referral={},
    )  # fmt: skip
    plan = form_of(bare)
    text = " ".join(reading.page_texts(papers.rendered(plan)))
    assert plan.reference == "No reference yet"
    assert plan.subtitle == "Case"
    for words in (
        "Not yet decided",
        "Nobody takes part yet.",
        "No clock runs on this case.",
        "No notice is due.",
    ):
        assert words in text


def test_a_question_that_is_not_asked_is_not_applicable() -> None:
    file = papers.case_file("case-a")
    answers = {**file.referral, "lead_consulted": "no", "lead_name": None}
    plan = form_of(replace(file, referral={k: v for k, v in answers.items() if v is not None}))
    text = str(to_plain(plan))
    at = text.index("Name of the safeguarding lead")
    assert "Not applicable" in text[at : at + 200]


def test_one_child_is_not_numbered() -> None:
    file = papers.case_file("case-a")
    plan = form_of(replace(file, referral={"children": [{"name": "Noah"}]}))
    text = str(to_plain(plan))
    assert "1 of 1" not in text
    assert "'text': 'Child'" in text


@pytest.mark.parametrize(
    ("number", "letter"), [(0, "A"), (11, "L"), (25, "Z"), (26, "AA"), (53, "BB")]
)
def test_letters_go_on_after_z(number: int, letter: str) -> None:
    assert case_documents._letter(number) == letter


def test_the_clocks_are_drawn_as_they_stood_on_the_day() -> None:
    file = papers.case_file("case-a")
    figure = case_clocks.clock_figure(file.clocks, date(2016, 5, 19), file.holidays)
    assert figure is not None
    rows = {row.label: row for row in figure.rows}
    decision = rows["Decision on a Serious Case Review"]
    assert decision.words == "18 days over"
    assert [bar.stretch for bar in decision.bars] == [Stretch.DONE, Stretch.OVER]
    assert all(row.label in figure.alt and row.words in figure.alt for row in figure.rows)


def test_clocks_that_run_alike_share_a_row() -> None:
    file = papers.case_file("case-a")
    one = next(clock for clock in file.clocks if clock.due_on == date(2016, 5, 26))
    alike = [one, replace(one, label="Another"), replace(one, label="A third")]
    figure = case_clocks.clock_figure(alike, date(2016, 5, 19), file.holidays)
    assert figure is not None
    assert len(figure.rows) == 1
    assert figure.rows[0].words.endswith("2 more run alike")


def test_a_clock_kept_in_time_says_when() -> None:
    file = papers.case_file("case-a")
    one = next(clock for clock in file.clocks if clock.due_on == date(2016, 5, 26))
    done = replace(one, completed_on=date(2016, 5, 23))
    figure = case_clocks.clock_figure([done], date(2016, 6, 1), file.holidays)
    assert figure is not None
    assert figure.rows[0].words == "Done 23 May, in time"


def test_no_clock_is_no_picture() -> None:
    assert case_clocks.clock_figure([], date(2016, 5, 19), frozenset()) is None


def test_the_clock_table_says_what_is_to_be_confirmed_and_why_it_was_late() -> None:
    file = papers.case_file("case-a")
    clocks = [
        replace(clock, late_reason="papers were late", reading="first reading")
        for clock in file.clocks
    ]
    table = case_clocks.clock_table(clocks, date(2016, 5, 19), file.holidays)
    text = str(to_plain(table))
    assert len(table.rows) == sum(clock.started_on <= date(2016, 5, 19) for clock in clocks)
    assert len(table.rows) < len(clocks)
    for words in ("To be confirmed", "papers were late", "first reading", "Done 19 May 2016"):
        assert words in text


def test_duties_tell_both_readings_of_a_clock() -> None:
    table = decision_blocks.duty_table(papers.case_file("case-a"))
    text = str(to_plain(table))
    assert "14 days: 2 June 2016" in text
    assert "5 working days: 26 May 2016" in text
    assert "Returned 20 May 2016" in text


def test_a_duty_nobody_has_met_says_so() -> None:
    table = decision_blocks.duty_table(replace(papers.case_file("case-a"), notices=()))
    assert isinstance(table, DataTable)
    assert all(row.cells[2].lines[0].text() == "Not yet" for row in table.rows)


def test_a_rule_that_rests_on_recollection_says_so() -> None:
    file = papers.case_file("case-a")
    assert file.rule is not None
    panel = decision_blocks.rule_words(replace(file.rule, to_confirm=True))
    assert any("to be confirmed" in line.text() for line in panel.lines)


def test_more_than_one_dissent_is_counted() -> None:
    file = papers.case_file("case-a")
    all_dissent = tuple(replace(each, dissent=True, reason="") for each in file.recommendations)
    changed = replace(file, recommendations=all_dissent)
    assert "10 dissents are kept in full" in decision_blocks.tally_sentence(changed)
    quoted = decision_blocks.dissent_quotations(changed)
    assert len(quoted) == 10
    assert all(quotation.lines for quotation in quoted)


def test_nobody_recommended_is_no_sentence() -> None:
    file = replace(papers.case_file("case-a"), recommendations=())
    assert decision_blocks.tally_sentence(file) == ""
    table = decision_blocks.recommendation_table(file, wide=True)
    assert all(row.cells[2].lines[0].text() == "Not provided" for row in table.rows)


def test_an_acting_decision_maker_is_named_so() -> None:
    file = papers.case_file("case-a")
    assert file.decision is not None
    acting = replace(
        file, decision=replace(file.decision, acting_for="Director of Children’s Services")
    )
    assert "acting for Director of Children’s Services" in str(to_plain(form_of(acting)))


def test_panels_number_the_signers_and_the_last_locks() -> None:
    first, last = papers.issue().panels()
    assert (first.heading, first.locks) == ("1 of 2. Decision maker", False)
    assert (last.heading, last.locks) == ("2 of 2. Recorded by; locks this document", True)
    (alone,) = Issue(
        made_at=papers.MADE_AT,
        version="1",
        signatories=(Signatory(field="signature_1", role="Chair"),),
    ).panels()
    assert (alone.heading, alone.locks) == ("Chair; locks this document", True)


def test_a_superseded_issue_without_a_successor_still_warns() -> None:
    assert papers.issue(margin=Margin.SUPERSEDED).margin_words == "Do not use"
    assert papers.issue().margin_words == ""


def test_an_outcome_the_edition_does_not_know_is_printed_as_it_is() -> None:
    file = papers.case_file("case-a")
    assert file.outcome_label("abstain") == "Abstained"
    assert file.outcome_label("something_else") == "something_else"


def test_a_clock_figure_is_part_of_the_front() -> None:
    blocks = flat(form_of(papers.case_file("case-a")).blocks)
    assert any(isinstance(block, ClockFigure) for block in blocks)
