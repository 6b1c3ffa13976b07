"""Are the shipped editions and frameworks whole, and is a wrong one refused with its place?"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from lif_desktop.definitions.edition import (
    LABELS,
    Edition,
    Framework,
    read_bank_holidays,
    read_edition,
    read_framework,
)
from lif_desktop.domain.criteria import (
    ANSWER_CHOICES,
    Criterion,
    Floor,
    Note,
    Rule,
    Strength,
    conditions,
)
from lif_desktop.domain.decisions import Outcome
from lif_desktop.domain.notices import NoticeRule
from lif_desktop.domain.people import BoardKind
from lif_desktop.domain.timelines import ClockRule, Direction
from lif_desktop.domain.vocabulary import Trust
from lif_desktop.errors import DefinitionError, NotFoundError
from lif_desktop.settings import resources_folder

EDITIONS = {
    path.stem: read_edition(path) for path in (resources_folder() / "editions").glob("*.toml")
}
BOARDS = sorted((resources_folder() / "boards").glob("*.toml"))
WT2015 = resources_folder() / "editions" / "wt2015.toml"
CAMBRIDGESHIRE = resources_folder() / "boards" / "cambridgeshire-2016.toml"

each_edition = pytest.mark.parametrize("edition", EDITIONS.values(), ids=list(EDITIONS))


@pytest.fixture
def changed(tmp_path: Path) -> Callable[[Path, str, str], Path]:
    """A copy of a shipped file with one thing changed."""

    def change(path: Path, before: str, after: str) -> Path:
        text = path.read_text(encoding="utf-8")
        assert before in text
        copy = tmp_path / path.name
        copy.write_text(text.replace(before, after, 1), encoding="utf-8")
        return copy

    return change


# --- What ships -----------------------------------------------------------------------------------


def test_the_two_editions_and_two_frameworks_ship() -> None:
    assert {"wt2015", "wt2018"} <= set(EDITIONS)
    assert {"cambridgeshire-2016", "suffolk-2018"} <= {path.stem for path in BOARDS}


@each_edition
def test_everything_statutory_has_a_source_and_recalled_things_say_so(edition: Edition) -> None:
    statements: list[Outcome | ClockRule | NoticeRule | Criterion | Rule | Note | Floor] = [
        *edition.outcomes,
        *edition.clocks,
        *edition.notices,
    ]
    for rules in edition.subjects.values():
        statements += [*rules.criteria, *rules.rules, *rules.notes, rules.floor]
    for each in statements:
        assert each.source.strip()
        recalled = "confirmed" in each.source or "this application’s design" in each.source.lower()
        assert (each.trust is Trust.RECALLED) is recalled, each.source


@each_edition
def test_every_word_is_there(edition: Edition) -> None:
    assert set(edition.labels) == set(LABELS)
    assert all(word.strip() for word in edition.labels.values())


@each_edition
def test_a_decision_is_checked_against_one_of_the_subjects(edition: Edition) -> None:
    assert edition.decision_subject in edition.subjects


@each_edition
def test_what_a_rule_turns_on_can_be_shown(edition: Edition) -> None:
    for rules in edition.subjects.values():
        for rule in rules.rules:
            assert all(leaf.says.strip() for leaf in conditions(rule.when))
            assert rule.reason.endswith(".")


@each_edition
def test_a_clock_told_twice_has_its_readings_named(edition: Edition) -> None:
    codes = [clock.clock for clock in edition.clocks]
    for clock in edition.clocks:
        if codes.count(clock.clock) > 1:
            assert clock.reading


def test_the_codes_agreed_with_the_grid() -> None:
    codes = {
        (edition.id, subject): [criterion.code for criterion in rules.criteria]
        for edition in EDITIONS.values()
        for subject, rules in edition.subjects.items()
    }
    assert codes["wt2015", "review"] == [
        "abuse_or_neglect",
        "died",
        "seriously_harmed_life_threatening",
        "seriously_harmed_impairment",
        "joint_working_concern",
        "custody",
        "detained",
    ]
    assert codes["wt2018", "notification"] == ["abuse_or_neglect", "died", "looked_after"]
    assert codes["wt2018", "local_review"] == [
        "improvements_needed",
        "recurrent_themes",
        "joint_working_concern",
        "more_than_one_area",
        "institutional_setting",
    ]
    assert codes["wt2018", "national_review"] == [
        "national_improvements",
        "national_law_or_guidance",
        "national_recurrent_themes",
    ]
    assert set(EDITIONS["wt2018"].subjects) == {
        "notification",
        "rapid_review",
        "local_review",
        "national_review",
    }


def test_the_outcomes_agreed_with_the_grid() -> None:
    assert [outcome.code for outcome in EDITIONS["wt2015"].outcomes] == [
        "scr",
        "discretionary_scr",
        "alternative_review",
        "single_agency_review",
        "no_further_action",
        "more_information",
    ]
    assert [outcome.code for outcome in EDITIONS["wt2018"].outcomes] == [
        "lcspr_and_national",
        "lcspr",
        "alternative_local",
        "no_further_action",
        "more_information",
    ]


def test_one_edition_ends_where_the_next_begins() -> None:
    assert EDITIONS["wt2015"].in_force_until == date(2018, 6, 28)
    assert EDITIONS["wt2018"].in_force_from == date(2018, 6, 29)
    assert EDITIONS["wt2018"].in_force_until is None
    assert EDITIONS["wt2015"].body_kind is BoardKind.BOARD
    assert EDITIONS["wt2018"].body_kind is BoardKind.PARTNERSHIP


@pytest.mark.parametrize("path", BOARDS, ids=lambda path: path.stem)
def test_a_framework_gives_its_own_and_its_editions(path: Path) -> None:
    framework = read_framework(path, EDITIONS)
    assert framework.id == path.stem
    assert framework.clocks == (*framework.edition.clocks, *framework.own_clocks)
    assert framework.notices == (*framework.edition.notices, *framework.own_notices)
    assert framework.outcomes is framework.edition.outcomes
    assert framework.subjects is framework.edition.subjects
    assert set(framework.labels) == set(LABELS)
    assert framework.own_clocks
    assert framework.members
    assert framework.routes
    assert framework.decided_by
    assert framework.amber_days == 28
    for clock in framework.own_clocks:
        assert clock.source
        assert clock.kind.value == "local"


def test_a_framework_may_use_words_of_its_own() -> None:
    suffolk = read_framework(resources_folder() / "boards" / "suffolk-2018.toml", EDITIONS)
    assert suffolk.edition.labels["body_short"] == "Partnership"
    assert suffolk.labels["body_short"] == "Board"
    assert suffolk.labels["review_short"] == "LCSPR"


def test_papers_are_counted_back_from_the_meeting() -> None:
    framework = read_framework(CAMBRIDGESHIRE, EDITIONS)
    before = [clock.clock for clock in framework.clocks if clock.direction is Direction.BEFORE]
    assert before == ["report_to_national_panel", "agenda_items_due", "agenda_sent"]


def test_what_is_not_there_is_named_with_what_is() -> None:
    edition = EDITIONS["wt2015"]
    assert edition.criteria("review") == edition.rules("review").criteria
    assert edition.outcome("scr").label == "Serious Case Review"
    with pytest.raises(NotFoundError, match=r"no subject “rapid_review”\. It has: review"):
        edition.rules("rapid_review")
    with pytest.raises(NotFoundError, match="no outcome “lcspr”"):
        edition.outcome("lcspr")


def test_the_shipped_calendar_needs_no_correction() -> None:
    holidays = read_bank_holidays(resources_folder() / "bank_holidays.toml")
    assert date(2022, 9, 19) in holidays


def test_an_edition_that_is_only_a_file_is_enough(
    changed: Callable[[Path, str, str], Path],
) -> None:
    """A later edition is data: another file with another rule, and no line of code."""
    path = changed(WT2015, 'id = "wt2015"', 'id = "wt2010"')
    path = path.rename(path.with_name("wt2010.toml"))
    text = path.read_text(encoding="utf-8") + (
        "\n[[subject.review.rule]]\n"
        'code = "violent_assault"\nstrength = "should_consider"\n'
        'any = [{ answer = "limb", is = ["violent_assault"], says = "A violent assault" }]\n'
        'reason = "A violent assault."\nsource = "Row E48"\ntrust = "S"\n'
    )
    path.write_text(text, encoding="utf-8")
    rules = read_edition(path).rules("review")
    assert rules.rules[-1].strength is Strength.SHOULD_CONSIDER


# --- What is refused -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("before", "after", "words"),
    [
        ('title = "Working', 'titel = "Working', ["wt2015.toml", "title", "is missing"]),
        ('[labels]\nbody = "', '[labels]\nbuddy = "x"\nbody = "', ["buddy"]),
        ('review_short = "SCR"\n', "", ["review_short", "is missing"]),
        ("in_force_from = 2015-03-26", 'in_force_from = "2015"', ["in_force_from", "date"]),
        (
            "in_force_from = 2015-03-26",
            "in_force_from = 2015-03-26T00:00:00",
            ["in_force_from", "date"],
        ),
        ('trust = "R"', 'trust = "Q"', ["trust", "must be one of S, V, R, not “Q”"]),
        ('body_kind = "board"', 'body_kind = "club"', ["body_kind", "board, partnership"]),
        (
            'decision_subject = "review"',
            'decision_subject = "grid"',
            ["decision_subject", "not a subject"],
        ),
        ('id = "wt2015"', 'id = "wt2013"', ["“id”", "file's name"]),
        ('strength = "always"', 'strength = "often"', ["strength", "often"]),
        ('answer = "custody"', 'answer = "costody"', ["answer", "costody"]),
        ('unless = ["no"]', 'unless = ["maybe"]', ["unless", "maybe"]),
        ('unless = ["no"]', "unless = []", ["unless", "at least one"]),
        ('unless = ["no"]', 'unless = "no"', ["unless", "list of texts"]),
        ("age_from = 16", 'age_from = "16"', ["age_from", "whole number"]),
        ("age_from = 16", "age_from = true", ["age_from", "whole number"]),
        (", age_to = 17", "", ["age_to", "is missing"]),
        ("amount = 5\n", "amount = 0\n", ["amount", "at least 1"]),
        ("amount = 5\n", "amount = -5\n", ["amount", "at least 1"]),
        ('unit = "working_days"', 'unit = "days"', ["unit", "working_days, calendar_days"]),
        ('kind = "statutory_review"', 'kind = "scr"', ["kind", "scr"]),
        ('code = "more_information"', 'code = "scr"', ["outcome", "“scr” more than once"]),
        ('code = "dfe"', 'code = "ofsted_review"', ["notice", "more than once"]),
        (
            'code = "suspected_suicide"',
            'code = "death_in_custody"',
            ["rule", "“death_in_custody” more than once"],
        ),
        ('code = "died"', 'code = "custody"', ["criterion", "“custody” more than once"]),
        (
            'outcomes = ["scr", "discretionary_scr"]',
            'outcomes = ["lcspr"]',
            ["outcomes", "lcspr"],
        ),
        (
            'outcomes = ["scr", "discretionary_scr"]',
            "outcomes = []",
            ["outcomes", "at least one"],
        ),
        ('required = ["reviewer_name"]', 'required = ["name"]', ["required", "“name”"]),
        ('clock = "ofsted_told"', 'clock = "ofsted"', ["clock", "“ofsted”"]),
        (
            '[[subject.review.note]]\nall = [{ answer = "recovered"',
            '[[subject.review.note]]\nnone = [{ answer = "recovered"',
            ["note", "all", "any"],
        ),
        (
            '[[clock]]\ncode = "scr_decision"',
            '[[clock]]\ncolour = "red"\ncode = "scr_decision"',
            ["clock", "colour", "is not known"],
        ),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_wrong_edition_is_refused_with_its_place(
    changed: Callable[[Path, str, str], Path], before: str, after: str, words: list[str]
) -> None:
    with pytest.raises(DefinitionError) as refused:
        read_edition(changed(WT2015, before, after))
    for word in ["wt2015.toml", "line", *words]:
        assert word in str(refused.value)


@pytest.mark.parametrize(
    ("before", "after", "words"),
    [
        ('extends = "wt2015"', 'extends = "wt1999"', ["extends", "no edition “wt1999”"]),
        ("amber_days = 28", "amber_days = 2.5", ["amber_days", "whole number"]),
        ('id = "cambridgeshire-2016"', 'id = "cambs"', ["“id”", "file's name"]),
        ('[labels]\ngroup = "', '[labels]\ngruppe = "', ["gruppe"]),
        ('code = "chief_executive"', 'code = "attending_agencies"', ["more than once"]),
        (
            '[[member]]\nagency = "Children',
            '[[member]]\nname = "x"\nagency = "Children',
            ["name", "is not known"],
        ),
        (
            '[[route]]\ncode = "peer',
            '[[route]]\nkind = "x"\ncode = "peer',
            ["kind", "is not known"],
        ),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_wrong_framework_is_refused_with_its_place(
    changed: Callable[[Path, str, str], Path], before: str, after: str, words: list[str]
) -> None:
    with pytest.raises(DefinitionError) as refused:
        read_framework(changed(CAMBRIDGESHIRE, before, after), EDITIONS)
    for word in ["cambridgeshire-2016.toml", *words]:
        assert word in str(refused.value)


def _corrections(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "bank_holidays.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_board_may_correct_the_calendar(tmp_path: Path) -> None:
    path = _corrections(
        tmp_path,
        '[[added]]\non = 2030-06-03\nname = "Jubilee"\nsource = "Proclamation"\n'
        '[[removed]]\non = 2030-05-06\nname = "Early May"\nsource = "Proclamation"\n',
    )
    holidays = read_bank_holidays(path)
    assert holidays.in_year(2030)[date(2030, 6, 3)] == "Jubilee"
    assert date(2030, 5, 6) not in holidays


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('[[added]]\nname = "x"\nsource = "y"\n', ["on", "is missing"]),
        ('[[added]]\non = 2030-06-03\nname = "x"\n', ["source", "is missing"]),
        ('[[added]]\non = 2030-06-03\nname = "x"\nsource = "y"\nnote = "z"\n', ["note"]),
        ('[[moved]]\non = 2030-06-03\nname = "x"\nsource = "y"\n', ["moved"]),
    ],
    ids=["no day", "no source", "unknown key", "unknown table"],
)
def test_a_wrong_correction_is_refused(tmp_path: Path, text: str, words: list[str]) -> None:
    with pytest.raises(DefinitionError) as refused:
        read_bank_holidays(_corrections(tmp_path, text))
    for word in words:
        assert word in str(refused.value)


def test_rules_ask_only_what_the_grid_can_answer() -> None:
    asked = {
        getattr(leaf, "answer", "age")
        for edition in EDITIONS.values()
        for rules in edition.subjects.values()
        for rule in rules.rules
        for leaf in conditions(rule.when)
    }
    assert asked <= {*ANSWER_CHOICES, "age"}


def test_a_framework_of_each_edition_ships() -> None:
    frameworks: list[Framework] = [read_framework(path, EDITIONS) for path in BOARDS]
    assert {framework.edition.id for framework in frameworks} == set(EDITIONS)
