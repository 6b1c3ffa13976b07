"""The example board says everything its dossiers say, letter for letter, in natural fields.

What is compared is the finished record: the answers after the form has dropped what is not asked.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lif_desktop import settings
from lif_desktop.definitions import validation
from lif_desktop.definitions.catalogue import EditionCatalogue, FormCatalogue
from lif_desktop.definitions.example_case import ExampleCase, read_example
from lif_desktop.definitions.form import Choice, Form
from lif_desktop.domain.actions import STATUS_LABELS, ActionStatus
from lif_desktop.domain.answers import Answers, date_of, rows_of, text_of
from lif_desktop.errors import DefinitionError
from tests import dossiers
from tests.definitions.paper_fields import (
    DECISION_FIELDS,
    RECOMMENDED,
    REFERRAL_FIELDS,
    ROW_TABLES,
    SHORT_NAMES,
)
from tests.dossiers import CASES, PaperTable, Texts

LATER = date(2020, 1, 1)
CASE_NAMES = ("case-a", "case-b")


class Told(NamedTuple):
    """One case of the example board and its finished answers."""

    name: str
    example: ExampleCase
    forms: Mapping[str, Form]
    finished: Mapping[str, Answers]

    def texts(self, form_id: str) -> Texts:
        return dossiers.texts_of(self.forms[form_id], self.finished[form_id])

    def tables(self, paper: str) -> list[PaperTable]:
        return dossiers.tables(CASES / self.name / paper)


def _choices(edition: str) -> dict[str, list[Choice]]:
    known = EditionCatalogue.load(settings.resources_folder()).edition(edition)
    criteria = {
        each.code: Choice(name=each.code, label=each.label)
        for subject in known.subjects.values()
        for each in subject.criteria
    }
    outcomes = [Choice(name=each.code, label=each.label) for each in known.outcomes]
    return {"edition.criteria": list(criteria.values()), "edition.outcomes": outcomes}


def _told(name: str) -> Told:
    example = read_example(settings.resources_folder() / "example" / f"{name}.toml")
    catalogue = FormCatalogue.load(settings.forms_folder())
    forms = {
        form.form_id: form.filled(_choices(str(example.case["edition"]))) for form in catalogue
    }
    given_answers = {
        "referral": example.referral,
        "grid": example.grid,
        "decision": example.decision,
        "learning_summary": example.learning_summary,
    }
    finished = {
        form_id: validation.finished(forms[form_id], answers, on=LATER)
        for form_id, answers in given_answers.items()
    }
    return Told(name, example, forms, finished)


@pytest.fixture(scope="module", params=CASE_NAMES)
def told(request: pytest.FixtureRequest) -> Told:
    return _told(str(request.param))


def _grid_texts(told: Told) -> Texts:
    words = [
        str(value)
        for entry in (*told.example.participants, *told.example.recommendations)
        for value in entry.values()
    ]
    return told.texts("grid") | dossiers.plain(*words) | Texts(frozenset(), frozenset(RECOMMENDED))


@pytest.mark.parametrize(
    ("paper", "form_id", "at_least"),
    [
        ("referral.md", "referral", 200),
        ("grid.md", "grid", 60),
        ("decision.md", "decision", 12),
        ("learning-summary.md", "learning_summary", 10),
    ],
)
def test_every_fact_of_the_paper_is_in_the_answers(
    told: Told, paper: str, form_id: str, at_least: int
) -> None:
    path = CASES / told.name / paper
    texts = _grid_texts(told) if form_id == "grid" else told.texts(form_id)
    assert len(dossiers.facts(path)) >= at_least
    assert dossiers.missing(path, texts) == []


def test_answers_are_complete_and_drop_nothing(told: Told) -> None:
    given_answers = {
        "referral": told.example.referral,
        "grid": told.example.grid,
        "decision": told.example.decision,
        "learning_summary": told.example.learning_summary,
    }
    for form_id, answers in given_answers.items():
        assert validation.problems(told.forms[form_id], answers, on=LATER) == ()
        assert told.finished[form_id] == answers, form_id


def test_each_entry_of_the_referral_is_in_its_own_field(told: Told) -> None:
    form, answers = told.forms["referral"], told.finished["referral"]
    children = iter(rows_of(answers, "children"))
    checked = 0
    for table in told.tables("referral.md"):
        letter = table.headings[-1][0]
        if letter not in REFERRAL_FIELDS:
            continue
        prefix, given_answers = ("children.", next(children)) if letter == "C" else ("", answers)
        for label, entry in table.rows:
            texts = Texts(frozenset(), frozenset())
            for name in REFERRAL_FIELDS[letter][label]:
                texts |= dossiers.answer_texts(
                    form.question(prefix + name), given_answers.get(name)
                )
            assert dossiers.found(entry, texts), f"{letter} {label}: {entry}"
            checked += 1
    assert checked >= 70
    assert next(children, None) is None


def test_each_row_of_the_referrals_tables_is_one_row(told: Told) -> None:
    form, answers = told.forms["referral"], told.finished["referral"]
    checked = 0
    for table in told.tables("referral.md"):
        name = ROW_TABLES.get(table.headings[-1][0])
        if name is None:
            continue
        rows = dossiers.row_texts(form.question(name), answers)
        for row in table.rows:
            facts = list(table.facts_of(row))
            fitting = [all(dossiers.found(fact, texts) for fact in facts) for texts in rows]
            assert any(fitting), facts
            checked += 1
    assert checked >= 25


def test_each_entry_of_the_decision_is_in_its_own_field(told: Told) -> None:
    form, answers = told.forms["decision"], told.finished["decision"]
    (table,) = told.tables("decision.md")
    for label, entry in table.rows:
        texts = Texts(frozenset(), frozenset())
        for name in DECISION_FIELDS[label]:
            texts |= dossiers.answer_texts(form.question(name), answers.get(name))
        assert dossiers.found(entry, texts), label


def _criterion_tables(told: Told) -> list[PaperTable]:
    return [table for table in told.tables("grid.md") if table.heads[1] == "Evidence"]


def test_every_view_of_every_participant_is_kept(told: Told) -> None:
    codes = {
        text_of(row, "wording"): text_of(row, "criterion")
        for row in rows_of(told.finished["grid"], "criteria")
    }
    expected: dict[str, dict[str, str]] = {}
    for table in _criterion_tables(told):
        for row in table.rows:
            expected[codes[row[0]]] = {
                head.removesuffix(" (inv.)"): dossiers.VIEW_CODES[cell]
                for head, cell in zip(table.heads, row, strict=True)
                if cell in dossiers.VIEW_CODES
            }
    assert told.example.views == expected
    assert sum(len(views) for views in expected.values()) >= 50


def test_each_criterion_keeps_its_evidence_source_strength_and_consensus(told: Told) -> None:
    rows = dossiers.row_texts(told.forms["grid"].question("criteria"), told.finished["grid"])
    for table in _criterion_tables(told):
        for row in table.rows:
            facts = list(table.facts_of(row))
            assert any(all(dossiers.found(each, texts) for each in facts) for texts in rows), facts


def test_every_recommendation_is_kept_with_its_reason(told: Told) -> None:
    given_by = {str(each["participant"]): each for each in told.example.recommendations}
    standings = {
        str(each["short_name"]): str(each["standing"]) for each in told.example.participants
    }
    (table,) = [table for table in told.tables("grid.md") if table.heads[0] == "Who"]
    assert len(table.rows) == len(given_by)
    for who, counts, recommends, reason in table.rows:
        spelt = who.partition(" (")[0]
        short = SHORT_NAMES.get(spelt, spelt)
        given = given_by[short]
        wording = given.get("wording", "")
        assert wording == recommends or RECOMMENDED[recommends] == given["recommends"]
        assert given.get("reason", "") == reason.removeprefix("Dissent: ")
        assert bool(given.get("dissent")) == reason.startswith("Dissent: ")
        assert (standings[short] in {"member", "deputy"}) == (counts == "Yes")


def test_every_cell_of_the_actions_is_kept(told: Told) -> None:
    rows = dossiers.action_rows(told.name)
    assert len(rows) == len(told.example.actions)
    labels = {label: status.value for status, label in STATUS_LABELS.items()}
    names = {
        "ref": "reference",
        "rec_no": "recommendation_number",
        **{name: name for name in ("recommendation", "action", "agency", "lead", "tier")},
        **{name: name for name in ("evidence", "evidence_tested_by")},
        **{name: name for name in ("theme", "recurs_from", "notes")},
    }
    dates = {
        "original_due": "original_due_on",
        "current_due": "due_on",
        "closed_on": "closed_on",
        "impact_check_due": "impact_check_due_on",
    }
    form = told.forms["action"]
    for row, action in zip(rows, told.example.actions, strict=True):
        answers = validation.finished(form, action.answers, on=LATER)
        assert validation.problems(form, action.answers, on=LATER) == ()
        assert {head: text_of(answers, name) for head, name in names.items()} == {
            head: row[head] for head in names
        }
        for head, name in dates.items():
            expected = dossiers.read_day(row[head]) if row[head] else None
            assert date_of(answers, name) == expected, f"{row['ref']} {head}"
        assert answers["status"] == labels[row["status"]]
        assert answers["times_redated"] == int(row["times_redated"]) == len(action.redatings)
        if action.redatings:
            assert action.redatings[-1][0] == date_of(answers, "due_on")
        assert set(row) == {*names, *dates, "status", "times_redated"}


def test_codes_are_those_of_the_edition(told: Told) -> None:
    edition = EditionCatalogue.load(settings.resources_folder()).edition(
        str(told.example.case["edition"])
    )
    for row in rows_of(told.finished["grid"], "criteria"):
        subject = edition.criteria(text_of(row, "subject"))
        assert text_of(row, "criterion") in {each.code for each in subject}
    outcomes = {each.code for each in edition.outcomes}
    for each in told.example.recommendations:
        assert each["recommends"] in outcomes | {"none", "abstain", "unsure", "no_view"}
    assert text_of(told.finished["decision"], "outcome") in outcomes


def test_statuses_of_the_form_are_those_of_the_record() -> None:
    form = FormCatalogue.load(settings.forms_folder()).current("action")
    choices = {choice.name: choice.label for choice in form.question("status").choices}
    assert choices == {status.value: STATUS_LABELS[status] for status in ActionStatus}


def test_awkward_letters_come_through(told: Told) -> None:
    awkward = {
        "case-a": ("Noah O’Brien-Łukasz", "<b>children asleep upstairs", "=\t22/3\tincident"),
        "case-b": (
            "Kacper Wójcik-Dean",
            "15 → 30 mins after ‘good call",
            "Nguyễn Thị Hiền-Barrow",
        ),
    }
    texts = told.texts("referral")
    for words in awkward[told.name]:
        assert any(words in text for text in texts.exact)


@given(st.sampled_from(CASE_NAMES), st.data())
def test_a_fact_with_one_letter_changed_is_not_found(name: str, data: st.DataObject) -> None:
    referral = _CACHED[name].texts("referral")
    facts = [fact for fact in dossiers.facts(CASES / name / "referral.md") if len(fact) > 12]
    fact = data.draw(st.sampled_from(facts))
    at = data.draw(st.integers(0, len(fact) - 1))
    assert dossiers.found(fact, referral)
    assert not dossiers.found(fact[:at] + "§" + fact[at + 1 :], referral)
    assert not dossiers.found(fact + " and more", referral)


_CACHED = {name: _told(name) for name in CASE_NAMES}


def test_example_with_an_unknown_part_is_refused(tmp_path: Path) -> None:
    source = settings.resources_folder() / "example" / "case-a.toml"
    path = tmp_path / "case-x.toml"
    path.write_text(
        source.read_text(encoding="utf-8").replace("\n[events]", "\n[happenings]", 1),
        encoding="utf-8",
    )
    with pytest.raises(
        DefinitionError, match=r"case-x.toml: missing or unknown: events, happenings"
    ):
        read_example(path)
    path.write_text("[case", encoding="utf-8")
    with pytest.raises(DefinitionError, match=r"case-x.toml is not TOML"):
        read_example(path)
