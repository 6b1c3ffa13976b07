"""Questions and faults: the safe answer first, the words whole, nothing said twice."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QLabel, QWidget
from pytestqt.qtbot import QtBot

from lif_desktop.ui.dialogs import (
    DialogAsk,
    Fault,
    FaultSheet,
    Question,
    QuestionSheet,
    Sheet,
    WriteSheet,
)
from lif_desktop.ui.theme import appearance
from lif_desktop.ui.widgets import Button, Link

DELETE = Question(
    title="Delete the draft of Child N?",
    safe="The referral that was submitted stays.",
    advice="The draft cannot be brought back.",
    act="Delete the draft",
    keep="Keep the draft",
    destructive=True,
)
FULL = Fault(
    title="This disk is full",
    safe="Everything before 14:02 is safe in the workspace.",
    advice="Free some space on this disk, then try again.",
    retry="Try again",
    detail="DiskFullError at store/database.py:120",
    code="S-104",
)


@pytest.fixture
def behind(qtbot: QtBot) -> QWidget:
    window = QWidget()
    window.resize(1024, 640)
    qtbot.addWidget(window)
    with qtbot.waitExposed(window):
        window.show()
    return window


def show(qtbot: QtBot, sheet: Sheet) -> Sheet:
    qtbot.addWidget(sheet)
    with qtbot.waitExposed(sheet):
        sheet.open()
    return sheet


def button(sheet: QDialog, text: str) -> Button:
    return next(part for part in sheet.findChildren(Button) if part.text() == text)


def test_the_safe_answer_has_the_focus_and_is_what_enter_and_escape_give(
    qtbot: QtBot, behind: QWidget
) -> None:
    for key in (Qt.Key.Key_Return, Qt.Key.Key_Escape):
        sheet = show(qtbot, QuestionSheet(behind, DELETE))
        assert button(sheet, "Keep the draft").hasFocus()
        with qtbot.waitSignal(sheet.finished) as finished:
            QTest.keyClick(button(sheet, "Keep the draft"), key)
        assert finished.args == [QDialog.DialogCode.Rejected.value]


def test_the_act_is_done_only_when_it_is_pressed(qtbot: QtBot, behind: QWidget) -> None:
    sheet = show(qtbot, QuestionSheet(behind, DELETE))
    act = button(sheet, "Delete the draft")
    assert act.kind == "destructive"
    with qtbot.waitSignal(sheet.accepted):
        QTest.mouseClick(act, Qt.MouseButton.LeftButton)


@pytest.mark.parametrize("percent", [100, 200])
def test_a_dialog_has_room_for_all_its_words_and_no_more(
    qtbot: QtBot, behind: QWidget, percent: int
) -> None:
    behind.resize(2100, 1400)
    appearance().set_percent(percent)
    sheet = show(qtbot, FaultSheet(behind, FULL))
    for label in sheet.findChildren(QLabel):
        if label.isVisible() and label.wordWrap():
            needed = label.heightForWidth(label.width())
            assert needed <= label.height() <= needed + 6, label.text()
    card = sheet._card
    assert card.width() == appearance().px(560)


def test_what_happened_is_told_only_when_asked_for(qtbot: QtBot, behind: QWidget) -> None:
    sheet = show(qtbot, FaultSheet(behind, FULL))
    detail = next(p for p in sheet.findChildren(QLabel) if p.text() == FULL.detail)
    assert not detail.isVisible()
    before = sheet._card.height()
    more = next(p for p in sheet.findChildren(Link) if "IT team" in p.text())
    QTest.mouseClick(more, Qt.MouseButton.LeftButton)
    assert detail.isVisible()
    assert sheet._card.height() > before
    assert any(p.text() == "Code S-104" for p in sheet.findChildren(QLabel))


def test_one_line_is_asked_for_and_nothing_is_not_an_answer(qtbot: QtBot, behind: QWidget) -> None:
    sheet = WriteSheet(behind, "New due date", "Why is it moved?", "In a few words.", "Move it")
    show(qtbot, sheet)
    assert not button(sheet, "Move it").isEnabled()
    line = sheet.focusWidget()
    assert line is not None
    assert line.accessibleName() == "Why is it moved?"
    QTest.keyClick(line, Qt.Key.Key_Return)
    assert sheet.isVisible()
    QTest.keyClicks(line, "The audit was late")
    with qtbot.waitSignal(sheet.accepted):
        QTest.keyClick(line, Qt.Key.Key_Return)
    assert sheet.text == "The audit was late"


def test_the_port_answers_through_dialogs(
    qtbot: QtBot, behind: QWidget, monkeypatch: pytest.MonkeyPatch
) -> None:
    ask = DialogAsk(behind)
    for code, said in ((QDialog.DialogCode.Accepted, True), (QDialog.DialogCode.Rejected, False)):
        monkeypatch.setattr(QDialog, "exec", lambda _self, code=code: code)
        assert ask.choose(DELETE) is said
        assert ask.tell(FULL) is said
        assert ask.write("t", "l", "", "a") == ("" if said else None)
