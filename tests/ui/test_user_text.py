"""What people typed is shown letter for letter: never a shortcut, never markup."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QKeySequence, QPixmap
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from lif_desktop.domain.identities import CaseId, ParticipantId
from lif_desktop.domain.people import Participant, Standing
from lif_desktop.ui.grid_table.model import GridModel, GridRow
from lif_desktop.ui.widgets import Button, CheckBox, Link, Radio

NAME = "R&D <b>Smith & Sons</b> && Co"


@pytest.mark.parametrize("kind", [Button, Link, Radio, CheckBox])
def test_an_ampersand_is_shown_and_is_no_shortcut(
    qtbot: QtBot, kind: type[Button | Radio | CheckBox]
) -> None:
    button = kind(NAME)
    qtbot.addWidget(button)
    assert button.text() == NAME
    assert button.shortcut() == QKeySequence()
    without = kind(NAME.replace("&", ""))
    qtbot.addWidget(without)
    assert button.sizeHint().width() > without.sizeHint().width()


def test_a_changed_word_with_an_ampersand_is_shown_too(qtbot: QtBot) -> None:
    button = Button("", icon="plus")
    qtbot.addWidget(button)
    button.setText(NAME)
    assert button.text() == NAME
    assert button.shortcut() == QKeySequence()
    assert _picture(button) != _picture(Button(NAME.replace("&", ""), icon="plus"))


def _picture(button: Button) -> object:
    picture = QPixmap(500, 40)
    picture.fill(Qt.GlobalColor.white)
    button.resize(500, 40)
    button.render(picture, sourceRegion=QRect(0, 0, 500, 40))
    return picture.toImage()


def test_every_label_that_is_shown_reads_its_text_as_text(qtbot: QtBot) -> None:
    label = QLabel(NAME)
    qtbot.addWidget(label)
    label.show()
    QApplication.processEvents()
    assert label.textFormat() is Qt.TextFormat.PlainText


def test_the_grids_tips_hold_no_markup_of_anyone_else(qtbot: QtBot) -> None:
    who = Participant(
        id=ParticipantId("p"),
        case_id=CaseId("c"),
        position=0,
        name="<img src='file:///etc/passwd'>",
        agency="<b>Agency</b> & Co",
        short_name="AG",
        standing=Standing.MEMBER,
    )
    owner = QWidget()
    qtbot.addWidget(owner)
    model = GridModel(owner)
    evidence = "<img src='x'> seen & heard"
    line = GridRow(code="c", label="<i>Criterion</i>", definition="", evidence=evidence)
    model.show([line], [who], [])
    tips = [
        str(model.data(model.index(0, 0), Qt.ItemDataRole.ToolTipRole)),
        str(model.headerData(1, Qt.Orientation.Horizontal, Qt.ItemDataRole.ToolTipRole)),
    ]
    for tip in tips:
        assert "<img" not in tip
        assert "<b>" not in tip
        assert "<i>" not in tip
        assert "&amp;" in tip
    spoken = model.data(model.index(0, 0), Qt.ItemDataRole.AccessibleTextRole)
    assert "<img src='x'> seen & heard" in str(spoken)
