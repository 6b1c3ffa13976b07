"""The decision on the screen: reasons where the rule asks for them, two signatures in turn, then telling."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from PySide6.QtWidgets import QComboBox, QLineEdit, QRadioButton, QWidget
from pytestqt.qtbot import QtBot

from lif_desktop.clock import SetClock
from lif_desktop.definitions.example_case import ExampleCase, read_example
from lif_desktop.demo import walking
from lif_desktop.domain.answers import Answers
from lif_desktop.domain.cases import CaseStage
from lif_desktop.domain.documents import DocumentState
from lif_desktop.domain.identities import CaseId
from lif_desktop.domain.people import Role
from lif_desktop.services import cases, documents
from lif_desktop.services.cases import CaseFile
from lif_desktop.services.workspace import add_person
from lif_desktop.settings import resources_folder
from lif_desktop.store.key_slots import KdfSettings
from lif_desktop.ui.form_view import CHECK
from lif_desktop.ui.pages.decision_page import DecisionPage
from lif_desktop.ui.sign_panel import SignCard
from lif_desktop.ui.widgets import Button
from tests.factories import PASSPHRASE
from tests.ui.stage import Stage, named, press, said_on

pytestmark = pytest.mark.gui

CHAIR = "Prof. Eleri Vaughan-Okonkwo"
CHAIRS_PASSPHRASE = "gravel otter lantern mossy quill"  # noqa: S105  # of an invented person


@pytest.fixture
def clock() -> SetClock:
    """A clock before anything happened, so that certificates are valid on every day of the case."""
    return SetClock(datetime(2016, 4, 1, 11, 0, tzinfo=UTC))


@pytest.fixture
def example() -> ExampleCase:
    return read_example(resources_folder() / "example" / "case-a.toml")


@pytest.fixture
def case_id(stage: Stage, clock: SetClock, example: ExampleCase) -> CaseId:
    """Child N, with the Chair, on the day of the decision."""
    add_person(
        stage.workspace,
        name=CHAIR,
        post="Independent Chair",
        role=Role.CHAIR,
        passphrase=CHAIRS_PASSPHRASE,
        kdf=KdfSettings.for_tests(),
    )
    found = walking.refer(stage.workspace, clock, example)
    walking.weigh(stage.workspace, clock, example, found)
    walking.go_to(clock, example.events["chair_decision"])
    return found


def shown(qtbot: QtBot, stage: Stage, case_id: CaseId) -> DecisionPage:
    page = DecisionPage(stage.context, case_id)
    qtbot.addWidget(page)
    stage.show(page)
    return page


def file_of(stage: Stage, case_id: CaseId) -> CaseFile:
    return cases.case_file(stage.workspace, case_id)


def decide(stage: Stage, page: DecisionPage, answers: Answers) -> None:
    assert page.view is not None
    page.view.load(answers, page=CHECK)
    press(page, "Record the decision")
    stage.wait()


def sign_as(stage: Stage, page: QWidget, name: str, passphrase: str) -> None:
    who = page.findChild(QComboBox, "signer")
    line = page.findChild(QLineEdit, "passphrase")
    assert who is not None
    assert line is not None
    who.setCurrentText(name)
    line.setText(passphrase)
    press(page, "Sign the form")
    stage.wait()


def test_what_the_grid_knows_is_filled_in_and_stands_beside_the_form(
    qtbot: QtBot, stage: Stage, case_id: CaseId
) -> None:
    page = shown(qtbot, stage, case_id)

    assert page.view is not None
    assert page.view.answers["recommendation_summary"] == (
        "Serious Case Review, 6 of 7 members; dissent of Callum Mbeki-Frost"
    )
    said = said_on(page)
    assert "6 of 7 members" in said
    assert any("each agency’s fault is its own" in words for words in said)
    assert "A Serious Case Review is presumed" in said


def test_looking_at_the_form_begins_no_draft(qtbot: QtBot, stage: Stage, case_id: CaseId) -> None:
    page = shown(qtbot, stage, case_id)

    page.save_before_leaving()
    stage.wait()

    assert file_of(stage, case_id).drafts == ()


def test_the_decision_is_recorded_letter_for_letter(
    qtbot: QtBot, stage: Stage, example: ExampleCase, case_id: CaseId
) -> None:
    page = shown(qtbot, stage, case_id)

    decide(stage, page, example.decision)

    file = file_of(stage, case_id)
    assert stage.errors == []
    assert file.decision is not None
    assert file.decision.answers == example.decision
    assert file.case.stage is CaseStage.DECIDED
    assert "Not yet signed" in named(page) + [
        part.accessibleName() for part in page.findChildren(QWidget) if part.isVisible()
    ]
    assert str(example.decision["on_dissent"]) in said_on(page)


def test_a_departure_from_the_presumption_asks_for_definitive_evidence_with_its_source(
    qtbot: QtBot, stage: Stage, example: ExampleCase, case_id: CaseId
) -> None:
    page = shown(qtbot, stage, case_id)

    decide(stage, page, {**example.decision, "outcome": "no_further_action"})

    assert page.view is not None
    assert page.view.page == "reasons"
    said = "\n".join(said_on(page))
    assert "Enter the definitive evidence" in said
    assert "Source: " in said
    assert file_of(stage, case_id).decision is None


def test_a_departure_with_its_evidence_is_recorded_and_marked(
    qtbot: QtBot, stage: Stage, example: ExampleCase, case_id: CaseId
) -> None:
    page = shown(qtbot, stage, case_id)

    decide(
        stage,
        page,
        {
            **example.decision,
            "outcome": "no_further_action",
            "definitive_evidence": "An independent audit found none.",
        },
    )

    decision = file_of(stage, case_id).decision
    assert decision is not None
    assert decision.departs_from_rule
    assert any("departs from what the rule gives" in words for words in said_on(page))


def test_a_late_decision_asks_why(
    qtbot: QtBot, stage: Stage, example: ExampleCase, case_id: CaseId
) -> None:
    page = shown(qtbot, stage, case_id)
    answers = {name: each for name, each in example.decision.items() if name != "late_reason"}

    decide(stage, page, answers)

    assert any("Enter why the decision came after 1 May 2016" in words for words in said_on(page))


def test_an_unsigned_decision_can_be_corrected(
    qtbot: QtBot, stage: Stage, example: ExampleCase, case_id: CaseId
) -> None:
    page = shown(qtbot, stage, case_id)
    decide(stage, page, example.decision)

    press(page, "Correct the decision")
    decide(stage, page, {**example.decision, "conditions": "Corrected"})

    decision = file_of(stage, case_id).decision
    assert decision is not None
    assert decision.answers["conditions"] == "Corrected"
    assert decision.revision == 1


@pytest.mark.slow
def test_two_people_sign_in_turn_and_the_form_is_filed(
    qtbot: QtBot, stage: Stage, example: ExampleCase, case_id: CaseId
) -> None:
    page = shown(qtbot, stage, case_id)
    decide(stage, page, example.decision)
    press(page, "Make the form to sign")
    proposed = [
        button.accessibleName() for button in page.findChildren(QRadioButton) if button.isChecked()
    ]
    press(page, "Make the document")
    stage.wait()
    waiting = file_of(stage, case_id).documents[0]

    sign_as(stage, page, CHAIR, "not the passphrase")
    refused = [words for words in said_on(page) if "passphrase" in words.lower()]
    sign_as(stage, page, CHAIR, CHAIRS_PASSPHRASE)
    once = file_of(stage, case_id).documents[0]
    sign_as(stage, page, "Moira Fairweather", PASSPHRASE)

    document = file_of(stage, case_id).documents[0]
    assert stage.errors == []
    assert [f"Who signs first? {CHAIR}, Independent Chair"] == proposed[:1]
    assert waiting.state is DocumentState.TO_SIGN
    assert len(refused) > 1
    assert [each.name for each in once.signatures] == [CHAIR]
    assert document.state is DocumentState.SIGNED
    assert [each.name for each in document.signatures] == [CHAIR, "Moira Fairweather"]
    assert documents.verify_filed(stage.workspace, document.document_id).whole
    assert "Signed and filed" in said_on(page)
    assert "Correct the decision" not in named(page)
    press(page, "Go to the notices")
    assert stage.opened[-1] == ("notices", case_id)


def test_the_same_person_is_not_taken_for_both_signatures(
    qtbot: QtBot, stage: Stage, example: ExampleCase, case_id: CaseId
) -> None:
    page = shown(qtbot, stage, case_id)
    decide(stage, page, example.decision)
    press(page, "Make the form to sign")
    chosen = next(
        button
        for button in page.findChildren(QRadioButton)
        if button.accessibleName().startswith(f"Who signs second? {CHAIR}")
    )
    chosen.click()

    press(page, "Make the document")
    stage.wait()

    assert any("must be someone else’s" in words for words in said_on(page))
    assert file_of(stage, case_id).documents == ()


def test_a_passphrase_never_stays_in_the_field(
    qtbot: QtBot, stage: Stage, example: ExampleCase, case_id: CaseId
) -> None:
    page = shown(qtbot, stage, case_id)
    decide(stage, page, example.decision)
    press(page, "Make the form to sign")
    press(page, "Make the document")
    stage.wait()

    sign_as(stage, page, CHAIR, "not the passphrase")

    line = page.findChild(QLineEdit, "passphrase")
    assert line is not None
    assert line.text() == ""
    assert line.echoMode() is QLineEdit.EchoMode.Password


def test_a_recorded_decision_begins_at_its_next_step(
    qtbot: QtBot, stage: Stage, example: ExampleCase, case_id: CaseId
) -> None:
    page = shown(qtbot, stage, case_id)
    decide(stage, page, example.decision)

    page.focus_first()

    focused = page.window().focusWidget()
    assert isinstance(focused, Button)
    assert focused.text() == "Make the form to sign"


def test_a_turn_that_nobody_can_take_says_what_to_do(qtbot: QtBot) -> None:
    card = SignCard("Sign the form")
    qtbot.addWidget(card)
    card.show_turn("Business manager", "", (), "")
    card.show()

    assert not card.has_signers
    assert any("Add the next signer on the page Board" in words for words in said_on(card))
    assert not card.person.isVisible()
    assert not card.sign_button.isVisible()
