"""The whole walk through the window with the keyboard alone: from making a workspace to unlocking it again.

Every act is a key sent to the part that has the focus. Only two things come from outside: the folder
that a file dialog would have given, and the second person, whom another page adds.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from lif_desktop.clock import SetClock
from lif_desktop.domain.actions import ActionStatus
from lif_desktop.domain.answers import UncertainDate
from lif_desktop.domain.cases import CaseStage
from lif_desktop.domain.documents import DocumentKind, DocumentState
from lif_desktop.domain.identities import CaseId
from lif_desktop.domain.learning import SummaryState
from lif_desktop.domain.people import Role
from lif_desktop.services import cases, notices
from lif_desktop.services import workspace as workspaces
from lif_desktop.services.workspace import Workspace
from lif_desktop.store.key_slots import KdfSettings
from lif_desktop.ui.app import LOCKED, SessionWindow
from tests.ui.conftest import (  # noqa: F401  # the fixtures of the window's tests hold here too
    Answers,
    CheapDoors,
    answers,
    home_folder,
    main_of,
    no_real_dialogs,
    prepared,
)
from tests.walks.keyboard_person import KeyboardPerson

pytestmark = [pytest.mark.walk, pytest.mark.gui]
CONTROL, ALT, SHIFT = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.AltModifier,
    Qt.KeyboardModifier.ShiftModifier,
)
PERSON, CHAIR = "Siân O’Brien-Łuczak", "Prof. Eleri Vaughan-Okonkwo"
PASSPHRASE = "heron gravel lantern ribbon oak"  # noqa: S105  # opens an invented workspace only
CHAIR_PASSPHRASE = "plover ferry anvil thimble moss"  # noqa: S105  # as above
WHAT_HAPPENED = "Brought by ambulance & unresponsive. <b>Not</b> =1+1, “asleep” said Łukasz."
REASONS = "Abuse is known; a child died. =SUM(1) <i>each</i> agency’s part & the whole."
REFERENCE = "FSCB/SCR/2016/03"
HALF_TYPED = "Ring every ward & wr"


@pytest.fixture
def window(qtbot: QtBot, clock: SetClock, answers: Answers) -> Iterator[SessionWindow]:  # noqa: F811  # the fixture imported above
    shown = _open(qtbot, clock, answers, None)
    yield shown
    _close(shown)


def _open(
    qtbot: QtBot,
    clock: SetClock,
    given: Answers,
    folder: Path | None,
) -> SessionWindow:
    shown = SessionWindow(CheapDoors(clock), ask=given, folder=folder)
    shown.resize(1440, 900)
    with qtbot.waitExposed(shown):
        shown.show()
    shown.start()
    return shown


def _close(shown: SessionWindow) -> None:
    shown.jobs.close()
    if shown.main is not None:
        shown.main._workspace.close()
    shown.hide()
    shown.deleteLater()


def test_the_whole_walk_with_the_keyboard_alone(
    qtbot: QtBot,
    window: SessionWindow,
    answers: Answers,  # noqa: F811  # the fixture imported above
    clock: SetClock,
    tmp_path: Path,
) -> None:
    person = KeyboardPerson(window)
    answers.folder = tmp_path
    answers.chooses = True
    make_the_workspace(person)
    workspace = main_of(window)._workspace
    add_the_chair(workspace)
    case_id = refer(person, workspace)
    screen(person)
    weigh(person, workspace, case_id)
    decide(person, workspace, case_id)
    sign(person, workspace, case_id)
    tell(person, workspace, case_id)
    learn(person, workspace, case_id)
    act(person, workspace, case_id)
    begin_another_action(person)
    folder = workspace.folder
    with qtbot.waitSignal(window.ended) as ended:
        person.press(Qt.Key.Key_L, CONTROL)
    assert ended.args == [LOCKED]
    come_back(qtbot, _open(qtbot, clock, answers, folder))
    assert answers.told == []


def begin_another_action(person: KeyboardPerson) -> None:
    """Half of it typed, the cursor in the middle of a field."""
    person.do("Agree an action", back=True)
    person.wait_for_page("action")
    person.fill("Reference", "N1.2")
    person.fill("What is to be done?", HALF_TYPED)


def come_back(qtbot: QtBot, window: SessionWindow) -> None:
    """Unlock: the same page, the same field, and every letter that was typed."""
    person = KeyboardPerson(window)
    try:
        person.wait()
        person.types(PASSPHRASE)
        person.press(Qt.Key.Key_Return)
        person.wait_for_page("action")
        assert person.hears() == "What is to be done?"
        assert person.holds() == HALF_TYPED
        person.reach("Reference", back=True)
        assert person.holds() == "N1.2"
    finally:
        _close(window)


def make_the_workspace(person: KeyboardPerson) -> None:
    person.wait()
    person.do("Make a new workspace")
    person.fill("Name of the board or partnership", "Fenmarsh Safeguarding Children Board")
    person.fill("Short name", "FSCB")
    person.pick("Board framework", "Cambridgeshire")
    person.fill("Your name", PERSON)
    person.do("Continue")
    assert person.sees("There is a problem")
    person.fill("Your post", "Business Manager")
    person.do("Choose another place")
    person.do("Continue")
    person.do("I make up a passphrase of my own", back=True)
    person.fill("Type the passphrase", PASSPHRASE)
    person.press(Qt.Key.Key_Return)
    person.wait()
    assert person.sees("Recovery key")
    person.fill("Type the recovery key", _recovery_key(person))
    person.press(Qt.Key.Key_Return)
    person.wait_for_page("home")


def _recovery_key(person: KeyboardPerson) -> str:
    """The key as it is read off the screen."""
    (shown,) = (
        label.text()
        for label in person.window.findChildren(QLabel)
        if label.accessibleName() == "Recovery key" and label.isVisible()
    )
    return shown.lower()


def add_the_chair(workspace: Workspace) -> None:
    workspaces.add_person(
        workspace,
        name=CHAIR,
        post="Independent Chair, Fenmarsh SCB",
        role=Role.CHAIR,
        passphrase=CHAIR_PASSPHRASE,
        kdf=KdfSettings.for_tests(),
    )


def refer(person: KeyboardPerson, workspace: Workspace) -> CaseId:
    person.command("Go to Cases")
    person.wait_for_page("cases")
    person.do("Start the first referral")
    person.wait_for_page("referral")
    person.fill("Case reference", REFERENCE)
    person.fill("Pseudonym", "Child N")
    person.do("Save and continue")
    assert person.sees("There is a problem")
    assert person.hears().startswith("There is a problem"), person.hears()
    person.do("Enter the date the referral was received")
    assert person.hears() == "When did the board receive the referral? Day"
    person.date("When did the board receive the referral?", 5, 4, 2016)
    person.date("When was the board told of the incident?", 1, 4, 2016)
    person.do("Save and continue")
    person.fill("Name of the referrer", "Dr Anjali Ramaswamy-Thwaite")
    person.fill("Agency of the referrer", "St Botolph’s Hospital NHS Foundation Trust")
    person.do("Save and continue")
    person.do("Child: Add the first child")
    person.fill("Name", "Noah O’Brien-Łukasz")
    person.date("Date of birth", 5, 1, 2016)
    person.do("Close child 1")
    person.press(Qt.Key.Key_PageDown, CONTROL, times=3)
    person.date("When did the incident happen?", 22, 3, 2016)
    person.fill("What happened?", WHAT_HAPPENED)
    person.choose("Have you completed this topic?", "Yes, it is complete")
    person.do("Check your answers")
    assert person.sees(WHAT_HAPPENED)
    person.do("Record the referral")
    person.wait_for_page("case")
    case_id = cases.cases(workspace)[0].case_id
    file = cases.case_file(workspace, case_id)
    assert file.referral is not None
    assert file.referral.answers["incident_description"] == WHAT_HAPPENED
    assert file.case.stage is CaseStage.SCREENING
    return case_id


def screen(person: KeyboardPerson) -> None:
    person.do("Continue: screening")
    person.wait_for_page("screening")
    person.choose("What is made of the referral?", "It goes to the sub-group.")
    person.fill("Who screened it?", "Harriet Lindqvist-Moss, Chair of the sub-group")
    person.date("On which day?", 6, 4, 2016)
    person.do("Record the screening")
    person.wait_for_page("case")


def weigh(person: KeyboardPerson, workspace: Workspace, case_id: CaseId) -> None:
    person.do("Summaries of involvement")
    person.wait_for_page("summaries")
    person.do("Record a request")
    person.reach("Which agencies were asked?")
    person.types("Fenmarsh Constabulary")
    person.date("When were they asked?", 7, 4, 2016)
    person.date("By when are they to answer?", 22, 4, 2016)
    person.do("Record the request")
    person.do("Fenmarsh Constabulary")
    person.date("When did it come back?", 21, 4, 2016)
    person.choose("Does the agency hold anything?", "Yes, its summary is here.")
    person.do("Record the return")
    person.do("Set the meeting")
    person.date("When does the sub-group meet?", 10, 5, 2016)
    person.do("Record the day of the meeting")
    person.do("Back to the case")
    person.wait_for_page("case")
    person.do("Decision grid")
    person.wait_for_page("grid")
    name_participants(person, workspace, case_id)
    give_views(person, workspace, case_id)
    recommend(person, workspace, case_id)
    answer_the_facts(person, workspace, case_id)
    person.do("Send to the Chair", back=True)
    person.date("On which day does the recommendation go to the Chair?", 10, 5, 2016)
    person.do("Send to the Chair")
    assert cases.case_file(workspace, case_id).case.stage is CaseStage.CHAIR
    person.wait_for_page("case")


def name_participants(person: KeyboardPerson, workspace: Workspace, case_id: CaseId) -> None:
    person.do("Say who takes part")
    offered = len(workspace.framework_of(cases.case_file(workspace, case_id).case).members)
    for _ in range(offered - 1):
        person.do("Remove ", back=True)
    person.do("Change ", back=True)
    person.fill("Name", "Nkechi Adeyemi-Brandt")
    person.fill("Short name for the grid", "CSC")
    person.do("Close participant 1")
    person.do("Those who take part, in the order of the grid: Add another participant")
    person.fill("Name", "Callum Mbeki-Frost")
    person.fill("Agency", "Fenmarsh Constabulary")
    person.fill("Short name for the grid", "POL")
    person.choose("In what capacity?", "Member")
    person.do("Close participant 2")
    person.do("Record who takes part")
    seats = cases.case_file(workspace, case_id).participants
    assert [seat.short_name for seat in seats] == ["CSC", "POL"]


def give_views(person: KeyboardPerson, workspace: Workspace, case_id: CaseId) -> None:
    person.reach("Decision grid")
    person.press(Qt.Key.Key_Home, CONTROL)
    for _ in range(2):
        person.press(Qt.Key.Key_Right)
        person.press(Qt.Key.Key_M)
        person.wait()
    person.press(Qt.Key.Key_Down)
    person.press(Qt.Key.Key_Return)
    person.wait()
    person.choose("Is the criterion met?", "Met")
    person.fill("Reason, if one is given", "As the police log has it")
    person.do("Record the view")
    views = cases.case_file(workspace, case_id).views
    assert len(views) == 3


def recommend(person: KeyboardPerson, workspace: Workspace, case_id: CaseId) -> None:
    person.do("Recommendations")
    for name in ("Nkechi Adeyemi-Brandt", "Callum Mbeki-Frost"):
        person.do(name)
        person.find("What is recommended?", "Serious Case Review")
        person.do("Record the recommendation")
    said = cases.case_file(workspace, case_id).recommendations
    assert [each.recommends for each in said] == ["scr", "scr"]


def answer_the_facts(person: KeyboardPerson, workspace: Workspace, case_id: CaseId) -> None:
    person.do("Facts and outcome", back=True)
    person.wait_for_page("grid_facts")
    go_to_question(person, "Is abuse or neglect known or suspected?")
    person.choose("Is abuse or neglect known or suspected?", "Known")
    person.choose("Has the child died?", "Yes")
    person.do("Check your answers")
    person.do("Record the grid")
    person.wait_for_page("grid")
    assert person.sees("A Serious Case Review "), person.read()
    assert cases.case_file(workspace, case_id).assessment is not None


def decide(person: KeyboardPerson, workspace: Workspace, case_id: CaseId) -> None:
    person.do("Continue: Chair’s decision")
    person.wait_for_page("decision")
    person.fill("Who decides, and in what capacity?", f"{CHAIR}, Independent Chair")
    person.do("Save and continue")
    person.date("When was the recommendation received?", 10, 5, 2016)
    person.press(Qt.Key.Key_PageDown, CONTROL)
    person.choose("What is the decision?", "Serious Case Review")
    person.date("When was it decided?", 19, 5, 2016)
    person.do("Check your answers")
    person.do("Record the decision")
    assert person.sees("There is a problem")
    person.do("Enter the findings and reasons")
    assert person.hears() == "What do you find, and why?"
    person.writes(REASONS)
    person.do("Check your answers")
    person.do("Record the decision")
    person.do("Enter why the decision came after 1 May 2016")
    assert person.hears() == "Reason, if it is late"
    person.writes("The hospital’s addendum came on 16 May")
    person.do("Check your answers")
    person.do("Record the decision")
    decided = cases.case_file(workspace, case_id).decision
    assert decided is not None
    assert (decided.outcome, decided.decided_on) == ("scr", date(2016, 5, 19))
    assert decided.answers["reasons"] == REASONS


def sign(person: KeyboardPerson, workspace: Workspace, case_id: CaseId) -> None:
    person.do("Make the form to sign")
    person.do("Make the document")
    for who, words in ((CHAIR, CHAIR_PASSPHRASE), (PERSON, PASSPHRASE)):
        person.pick("Who signs?", who)
        person.fill("Their passphrase", words)
        person.press(Qt.Key.Key_Return)
        person.wait()
    (paper,) = cases.case_file(workspace, case_id).documents
    assert (paper.kind, paper.state) == (DocumentKind.DECISION_FORM, DocumentState.SIGNED)
    assert [each.name for each in paper.signatures] == [CHAIR, PERSON]


def tell(person: KeyboardPerson, workspace: Workspace, case_id: CaseId) -> None:
    person.do("Go to the notices")
    person.wait_for_page("notices")
    before = open_duties(workspace, case_id)
    person.do("Department for Education")
    person.do("Record what was sent")
    person.fill("How was it sent?", "secure mail")
    person.do("Record it as sent")
    person.do("Close: ", back=True)
    person.do("Ofsted")
    person.do("Withhold it")
    person.fill("Why are they not told?", "Told by telephone before; the letter is not wanted")
    person.do("Record it as withheld")
    assert open_duties(workspace, case_id) == before - 2
    person.do("Close: ", back=True)
    person.do(REFERENCE, back=True)
    person.wait_for_page("case")


def open_duties(workspace: Workspace, case_id: CaseId) -> int:
    return sum(duty.closed_on is None for duty in notices.duties(workspace, case_id))


def learn(person: KeyboardPerson, workspace: Workspace, case_id: CaseId) -> None:
    person.do("Learning summary")
    person.wait_for_page("learning")
    for name, words in (
        ("Type of review and overall purpose", "Serious Case Review, to learn"),
        ("What was learnt about the case?", "Known to many agencies, seen whole by none."),
        ("What was learnt about the review and its method?", "One learning event was enough."),
        ("How will changes be made, and who does what?", "Each agency names a lead."),
        ("How will the impact be audited?", "By a case audit after a year"),
    ):
        go_to_question(person, name)
        person.writes(words)
    person.do("Check your answers")
    person.do("Check for names and complete")
    summary = cases.case_file(workspace, case_id).summary
    assert summary is not None
    assert summary.state is SummaryState.COMPLETED
    assert UncertainDate.from_answer(summary.answers["incident_month"]) is not None
    person.do("Make the document to sign")
    person.do("Make the document")
    person.wait_for_page("documents")
    kinds = {each.kind for each in cases.case_file(workspace, case_id).documents}
    assert DocumentKind.LEARNING_SUMMARY in kinds


def go_to_question(person: KeyboardPerson, name: str) -> None:
    """Turn the topics over until one holds the question, then reach it."""
    for _ in range(12):
        try:
            person.reach(name)
        except AssertionError:
            person.press(Qt.Key.Key_PageDown, CONTROL)
        else:
            return
    raise AssertionError(f"no topic holds “{name}”")


def act(person: KeyboardPerson, workspace: Workspace, case_id: CaseId) -> None:
    person.press(Qt.Key.Key_Left, ALT, times=1)
    person.wait()
    person.do(REFERENCE, back=True)
    person.wait_for_page("case")
    person.do("Actions, ")
    person.wait_for_page("actions")
    person.do("Agree the first action")
    person.wait_for_page("action")
    person.fill("Reference", "N1.1")
    person.fill("What is to be done?", "All sites file the summary")
    person.fill("Agency", "Fenmarsh Constabulary")
    person.fill("Named lead", "Callum Mbeki-Frost")
    person.date("First due date", 27, 6, 2016)
    person.press(Qt.Key.Key_PageDown, CONTROL)
    person.choose("What does it measure?", "3 Is anyone better off")
    person.do("Check your answers")
    person.do("Agree the action")
    person.wait_for_page("actions")
    person.reach("Actions")
    person.press(Qt.Key.Key_Return)
    person.wait()
    person.do("Add progress")
    person.fill("How does it go?", "Half of the sites <b>do</b> & file it")
    person.choose("Status from now on", "In progress")
    person.do("Add the note")
    assert person.sees("Half of the sites <b>do</b> & file it")
    person.do("Close with evidence")
    person.fill("What shows that it was done?", "Sample of forty files, none without")
    person.fill("Who tested and accepted the evidence?", "Nkechi Adeyemi-Brandt")
    person.date("When was it accepted?", 19, 5, 2016)
    person.do("Close the action")
    (action,) = cases.case_file(workspace, case_id).actions
    assert action.status is ActionStatus.COMPLETE
    assert action.evidence_tested_by == "Nkechi Adeyemi-Brandt"
