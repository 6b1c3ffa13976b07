"""The decision grid: members counted, invitees heard, the rule shown, page 1 alone."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from lif_desktop.definitions.questions import QuestionType
from lif_desktop.documents import case_documents, grid_document
from lif_desktop.documents.answer_blocks import label_of
from lif_desktop.documents.blocks import GridTable, Panel, Signatures, Together
from lif_desktop.documents.case_file import CaseFile
from lif_desktop.documents.figures import RulePanel, TallyFigure
from lif_desktop.documents.plans import DocumentPlan, flat, to_plain
from lif_desktop.documents.wording import Mark
from lif_desktop.domain.criteria import AllOf, AnyOf, evaluate
from lif_desktop.domain.decisions import ViewCode
from lif_desktop.domain.identities import ParticipantId
from lif_desktop.domain.people import Standing
from tests.documents import papers, reading


@pytest.fixture
def file() -> CaseFile:
    return papers.case_file("case-a")


def _plan(file: CaseFile, **changes: object) -> DocumentPlan:
    return case_documents.decision_grid(file, papers.issue(**changes))


def _grids(plan: DocumentPlan) -> list[GridTable]:
    return [block for block in flat(plan.blocks) if isinstance(block, GridTable)]


def test_members_come_first_and_invitees_are_apart(file: CaseFile) -> None:
    (grid,) = _grids(_plan(file))
    assert [voice.heading for voice in grid.members] == [
        "CSC", "Designated Doctor", "Designated Nurse", "Police", "Learning", "YOS manager", "Probation",
    ]  # fmt: skip
    assert [voice.heading for voice in grid.invited] == ["Hospital", "Fen Edge Homes"]
    assert all(voice.expansion.endswith("not counted") for voice in grid.invited)


def test_no_two_heads_are_alike(file: CaseFile) -> None:
    twice = [replace(each, agency="Fenmarsh", post="Nurse") for each in file.participants]
    (grid,) = _grids(_plan(replace(file, participants=tuple(twice))))
    heads = [voice.heading for voice in (*grid.members, *grid.invited)]
    assert len(set(heads)) == len(heads)


def test_every_view_stands_as_word_and_shape(file: CaseFile) -> None:
    (grid,) = _grids(_plan(file))
    joint = next(row for row in grid.rows if row.criterion.startswith("Cause for concern"))
    assert [view.word for view in joint.members] == ["Met"] * 5 + ["Not met", "Not known"]
    assert [view.differs for view in joint.members] == [False] * 5 + [True, True]
    assert [view.mark for view in joint.members][-2:] == [Mark.NOT_MET, Mark.NOT_KNOWN]
    assert joint.consensus[0].text() == "Met by majority"
    assert joint.evidence[-1].text() == "All. Reported"


def test_a_view_nobody_gave_says_so(file: CaseFile) -> None:
    (grid,) = _grids(_plan(replace(file, views=())))
    assert {view.word for row in grid.rows for view in row.members} == {"No view"}


def test_a_grid_before_the_meeting_shows_the_criteria(file: CaseFile) -> None:
    empty = replace(file, assessment=None, views=(), recommendations=(), decision=None)
    plan = _plan(empty)
    (grid,) = _grids(plan)
    assert [row.criterion for row in grid.rows] == [
        each.label for each in file.framework.edition.criteria("review")
    ]
    assert all(row.consensus[0].text() == "Not provided" for row in grid.rows)
    text = " ".join(reading.page_texts(papers.rendered(plan)))
    assert "Not yet decided" in text
    assert "not yet recommended" in text


def test_more_than_nine_participants_make_another_grid(file: CaseFile) -> None:
    members = [each for each in file.participants if each.standing is Standing.MEMBER]
    many = [
        replace(members[0], id=ParticipantId(str(n)), agency=f"Agency {n}", short_name=f"A{n}")
        for n in range(21)
    ]
    plan = _plan(replace(file, participants=tuple(many), views=()))
    grids = _grids(plan)
    assert [len(grid.members) for grid in grids] == [9, 9, 3]
    assert grids[1].part == "Views on each criterion, part 2 of 3"
    assert all(len(grid.rows) == 7 for grid in grids)
    with reading.opened(papers.rendered(plan)) as pdf:
        assert reading.roles(pdf).count("Table") >= 3


def test_a_grid_without_anybody_can_be_drawn(file: CaseFile) -> None:
    plan = _plan(replace(file, participants=(), views=(), recommendations=()))
    assert _grids(plan)[0].members == ()
    assert papers.rendered(plan)


def test_a_person_in_attendance_has_a_column_only_with_a_view(file: CaseFile) -> None:
    legal = next(each for each in file.participants if each.standing is Standing.IN_ATTENDANCE)
    assert legal.agency not in str(_grids(_plan(file))[0].invited)
    spoke = replace(file.views[0], participant_id=legal.id, view=ViewCode.UNSURE)
    grids = _grids(_plan(replace(file, views=(*file.views, spoke))))
    assert [len(grid.invited) for grid in grids] == [2, 1]


def test_the_rule_is_shown_in_its_conditions(file: CaseFile) -> None:
    panel = next(block for block in _plan(file).blocks if isinstance(block, RulePanel))
    assert [step.name for step in panel.steps] == [
        "Abuse or neglect is known or suspected",
        "The child was seriously harmed",
        "No definitive evidence rules out concern about joint working",
    ]
    assert panel.gives == "Must, unless there is definitive evidence"
    assert "people decide" in panel.note[-1].text()
    assert all(step.name in panel.alt for step in panel.steps)


def test_a_rule_that_does_not_hold_shows_no_steps(file: CaseFile) -> None:
    rules = file.framework.edition.rules("review")
    plan = _plan(replace(file, rule=evaluate(rules, {"abuse_or_neglect": "no"})))
    panel = next(block for block in plan.blocks if isinstance(block, RulePanel))
    assert panel.steps == ()
    assert "No rule holds." in panel.alt
    assert papers.rendered(plan)


def test_one_condition_alone_is_one_step(file: CaseFile) -> None:
    assert file.rule is not None
    fired = next(check for check in file.rule.checks if grid_document._gave(check, file.rule))
    assert isinstance(fired.rule.when, AllOf)
    first = fired.rule.when.parts[1]
    assert isinstance(first, AnyOf)
    alone = replace(fired, rule=replace(fired.rule, when=first))
    assert grid_document._parts(alone) == (first,)


def test_without_a_rule_there_is_no_panel(file: CaseFile) -> None:
    assert not [
        block for block in _plan(replace(file, rule=None)).blocks if isinstance(block, RulePanel)
    ]


def test_the_tally_counts_members_only(file: CaseFile) -> None:
    tally = next(block for block in flat(_plan(file).blocks) if isinstance(block, TallyFigure))
    assert [(part.count, part.label) for part in tally.parts] == [
        (6, "Serious Case Review"),
        (1, "Alternative multi-agency review"),
    ]
    assert "Invitees are not in the tally" in tally.alt


def test_every_question_of_the_grid_form_has_its_place(file: CaseFile, tmp_path: Path) -> None:
    printed = "".join(reading.struct_text(papers.rendered(_plan(file)), tmp_path).split())
    for question in file.grid_form.questions():
        if question.name not in {"criteria", "factors", "meeting_on"} and question.takes_answer:
            assert "".join(label_of(question).split()) in printed, question.name
    factors = file.grid_form.question("factors").column("factor")
    assert factors.type is QuestionType.SELECT_ONE
    assert all("".join(choice.label.split()) in printed for choice in factors.choices)


def test_reasons_for_views_and_for_finding_otherwise_are_kept(file: CaseFile) -> None:
    assert file.assessment is not None
    rows = [dict(row) for row in file.assessment.answers["criteria"]]  # type: ignore[attr-defined]  # a list of rows
    rows[0] |= {"chair_finding": "not_met", "chair_reasons": "The second account was withdrawn."}
    answers = {**file.assessment.answers, "criteria": rows}
    view = replace(file.views[0], reason="Two clinicians saw it.")
    changed = replace(
        file, assessment=replace(file.assessment, answers=answers), views=(view, *file.views[1:])
    )  # fmt: skip
    text = str(to_plain(_plan(changed).blocks))
    for words in ("The second account was withdrawn.", "Two clinicians saw it.", "Chair: Not met"):
        assert words in text


def test_the_finding_says_whether_it_departs_from_the_rule(file: CaseFile) -> None:
    assert file.decision is not None
    departing = replace(file, decision=replace(file.decision, departs_from_rule=True))
    for each, words in (
        (file, "does not depart from the rule"),
        (departing, "departs from the rule"),
    ):
        panels = [block for block in flat(_plan(each).blocks) if isinstance(block, Panel)]
        assert words in panels[-1].lines[0].text()


def test_signatures_stand_with_the_finding(file: CaseFile) -> None:
    last = _plan(file).blocks[-1]
    assert isinstance(last, Together)
    assert [type(block) for block in last.blocks] == [Panel, Signatures]
    assert isinstance(_plan(file, signatories=()).blocks[-1], Panel)


def test_a_form_without_factors_is_no_fault(file: CaseFile) -> None:
    form = file.grid_form
    bare = replace(
        form,
        sections=tuple(
            replace(
                section,
                questions=tuple(
                    replace(
                        question,
                        columns=tuple(replace(column, choices=()) for column in question.columns),
                    )
                    for question in section.questions
                ),
            )
            for section in form.sections
        ),
    )
    assert grid_document._factors(replace(file, grid_form=bare, assessment=None)) == ()


def test_one_page_holds_the_grid_and_the_rule(file: CaseFile) -> None:
    first = " ".join(reading.page_texts(papers.rendered(_plan(file)))[0].split())
    for words in (
        "Decision grid",
        "Members, counted",
        "Invited, not counted",
        "What the rule gives",
        "people decide.",
    ):
        assert words in first
