"""What is typed is text: in the window it stands letter for letter, and in the paper that is printed."""

from __future__ import annotations

import pypdfium2
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from lif_desktop.domain.documents import DocumentKind
from lif_desktop.domain.identities import CaseId
from lif_desktop.services import actions, cases, documents
from lif_desktop.ui.field_editors import TextInput
from lif_desktop.ui.form_view import CHECK, FormPage
from lif_desktop.ui.pages.action_page import ActionPage
from lif_desktop.ui.pages.actions_page import ActionsPage
from lif_desktop.ui.pages.case_page import CasePage
from lif_desktop.ui.pages.referral_page import ReferralPage
from tests.ui.keyboard import key
from tests.ui.stage import Stage, press, said_on

pytestmark = pytest.mark.gui
HOSTILE = (
    "=1+1\t<b>bold</b> & <img src=x onerror=alert(1)> “smart” ‘quotes’ Łukasz żółć\n"
    "&amp; &lt;i&gt; <font color=red>red</font> %s {0} \\n"
)


def paste_over(page: QWidget, name: str, text: str) -> None:
    """Paste a text into a field with the keys for it, in the place of what it holds."""
    box = page.findChild(TextInput, name)
    assert box is not None
    box.setFocus()
    QGuiApplication.clipboard().setText(text)
    key(box, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    key(box, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    QApplication.processEvents()


def shown(qtbot: QtBot, stage: Stage, page: FormPage) -> FormPage:
    qtbot.addWidget(page)
    stage.show(page)
    return page


def is_plain(page: QWidget) -> bool:
    """No label of the page would read what it holds as markup."""
    labels = [label for label in page.findChildren(QLabel) if label.text()]
    return bool(labels) and all(label.textFormat() is Qt.TextFormat.PlainText for label in labels)


def printed(pdf: bytes) -> str:
    """The words of a PDF without white space."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        found = "".join(page.get_textpage().get_text_range() for page in document)
    finally:
        document.close()
    return squeezed(found)


def squeezed(text: str) -> str:
    return "".join(text.split()).replace("\ufffe", "").replace("\x02", "")


@pytest.fixture
def case_id(followed: Stage) -> CaseId:
    return cases.cases(followed.workspace)[0].case_id


def test_a_referral_holds_hostile_words_as_text(
    qtbot: QtBot, followed: Stage, case_id: CaseId
) -> None:
    page = shown(qtbot, followed, ReferralPage(followed.context, case_id))
    assert page.view is not None
    page.view.open_question("incident_description")
    paste_over(page, "incident_description", HOSTILE)
    page.view.open_page(CHECK)
    assert HOSTILE in said_on(page)
    assert is_plain(page)

    press(page, "Record the corrections")
    followed.wait()

    referral = cases.case_file(followed.workspace, case_id).referral
    assert followed.errors == []
    assert referral is not None
    assert referral.answers["incident_description"] == HOSTILE
    paper = documents.preview(followed.workspace, DocumentKind.DECISION_FORM, case_id)
    assert squeezed(HOSTILE) in printed(paper)


def test_an_action_and_its_notes_hold_hostile_words_as_text(
    qtbot: QtBot, followed: Stage, case_id: CaseId
) -> None:
    known = cases.case_file(followed.workspace, case_id).actions
    action = next(each for each in known if each.closed_on is None)
    page = shown(qtbot, followed, ActionPage(followed.context, f"{case_id} {action.id}"))
    assert page.view is not None
    page.view.open_question("action")
    paste_over(page, "action", HOSTILE)
    page.view.open_page(CHECK)
    assert HOSTILE in said_on(page)
    press(page, "Correct the action")
    followed.wait()
    assert followed.errors == []
    tracker = ActionsPage(followed.context, action.id)
    qtbot.addWidget(tracker)
    followed.show(tracker)
    assert HOSTILE in said_on(tracker)
    press(tracker, "Add progress")
    paste_over(tracker, "text", HOSTILE)
    press(tracker, "Add the note")
    followed.wait()

    file = actions.action_file(followed.workspace, action.id)
    assert file.action.action == HOSTILE
    assert any(HOSTILE in note.text for note in file.notes)
    assert any(HOSTILE in words for words in said_on(tracker))
    assert is_plain(tracker)
    paper = documents.preview(followed.workspace, DocumentKind.ACTION_PLAN, case_id)
    assert squeezed(HOSTILE) in printed(paper)


def test_the_name_of_a_case_is_text_on_every_page_that_says_it(
    qtbot: QtBot, followed: Stage, case_id: CaseId
) -> None:
    name = "<b>Child</b> & “N” Ł =1+1"
    page = shown(qtbot, followed, ReferralPage(followed.context, case_id))
    assert page.view is not None
    answers = {**page.view.answers, "pseudonym": name}
    page.view.load(answers, page=CHECK)
    press(page, "Record the corrections")
    followed.wait()
    assert followed.errors == []

    case_page = CasePage(followed.context, case_id)
    qtbot.addWidget(case_page)
    followed.show(case_page)

    assert name in said_on(case_page)
    assert is_plain(case_page)
    assert name not in case_page.title
