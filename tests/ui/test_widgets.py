"""The parts: named for a screen reader, safe for any text, never a window of their own."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, QPointF, QRect, Qt
from PySide6.QtGui import QClipboard, QColor, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QLabel,
    QLineEdit,
    QSpinBox,
    QToolTip,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from lif_desktop.domain.vocabulary import Rag
from lif_desktop.ui.theme import appearance
from lif_desktop.ui.widgets import (
    Button,
    CheckBox,
    Chip,
    ClipboardGuard,
    ComboBox,
    DueRow,
    EmptyState,
    ErrorSummary,
    FlowLayout,
    FocusRing,
    Label,
    LabelledField,
    Link,
    MessageBar,
    PageHeader,
    PassphraseField,
    Progress,
    Radio,
    RagBadge,
    Reason,
    RulePanel,
    ScrollColumn,
    SectionHeading,
    SummaryList,
    Tag,
    TaskRow,
    Topic,
    TopicList,
    clear,
    column,
    plain_tip,
)

HOSTILE = "<b>Bold</b> &amp; <img src='file:///etc/hostname'> Siân\u200b"


def make_rule_panel() -> RulePanel:
    panel = RulePanel()
    panel.show_result(
        "A review is presumed",
        caution="The Chair decides.",
        reasons=[Reason(mark="met", words="Abuse is suspected", detail="9 of 9 views")],
        source="Working Together 2015, chapter 4",
    )
    panel.show_tally(
        "Members only", agreeing=6, others=1, lines=["6 for", "1 against"], dissent="Kept"
    )
    return panel


def make_summary() -> SummaryList:
    summary = SummaryList()
    summary.add("name", "Name", "Dr Anjali Ramaswamy-Thwaite", change_text="Change")
    summary.add("media", "Media interest", "", change_text="Change")
    return summary


def make_topics() -> TopicList:
    topics = TopicList("Referral")
    topics.show_topics(
        [
            Topic(name="a", label="Control", status="completed", status_words="Completed"),
            Topic(name="b", label="Incident", status="problem", status_words="There is a problem"),
        ],
        current="b",
        foot="1 topic not yet started",
    )
    return topics


PARTS: dict[str, Callable[[], QWidget]] = {
    "header": lambda: PageHeader(
        "Cases", sentence="Six open.", crumbs=["Cases", "X"], actions=[Button("New")]
    ),
    "heading": lambda: SectionHeading("Tasks", link="Show as a table"),
    "message": lambda: MessageBar("Saved", "success", link="Open"),
    "empty": lambda: EmptyState("None yet", "Begin here.", actions=[Button("Begin")]),
    "progress": lambda: Progress("Drawing pages"),
    "task": lambda: TaskRow("Grid", status="in_progress", status_words="In progress", note="9 in"),
    "due": lambda: DueRow(
        "Tell Ofsted", belongs_to="Child N", days_words="late", date_words="May", overdue=True
    ),
    "rule": make_rule_panel,
    "topics": make_topics,
    "passphrase": lambda: PassphraseField("Passphrase", hint="Yours alone"),
    "summary": make_summary,
}


@pytest.mark.parametrize("name", PARTS)
def test_no_part_is_ever_a_window_of_its_own(qtbot: QtBot, qapp: QApplication, name: str) -> None:
    """A part shown before it has a parent is a window for a moment, and takes the focus away."""
    windows = len(qapp.topLevelWindows())
    part = PARTS[name]()
    qtbot.addWidget(part)
    assert len(qapp.topLevelWindows()) == windows


@pytest.mark.parametrize("percent", [100, 200])
@pytest.mark.parametrize("name", PARTS)
def test_no_word_is_cut_off(qtbot: QtBot, name: str, percent: int) -> None:
    appearance().set_percent(percent)
    part = PARTS[name]()
    qtbot.addWidget(part)
    part.resize(appearance().px(520), part.heightForWidth(appearance().px(520)))
    part.resize(part.size().expandedTo(part.minimumSizeHint()).expandedTo(part.sizeHint()))
    with qtbot.waitExposed(part):
        part.show()
    for label in part.findChildren(QLabel):
        if not label.isVisible() or not label.text():
            continue
        needed = (
            label.heightForWidth(label.width()) if label.wordWrap() else label.sizeHint().height()
        )
        assert label.height() >= needed, (name, label.text())
        if not label.wordWrap():
            assert label.width() >= label.sizeHint().width(), (name, label.text())


@pytest.mark.parametrize("kind", [QLabel, Label])
def test_a_label_shows_markup_letter_for_letter(qtbot: QtBot, kind: type[QLabel]) -> None:
    label = kind(HOSTILE)
    qtbot.addWidget(label)
    label.show()
    assert label.textFormat() == Qt.TextFormat.PlainText
    assert label.text() == HOSTILE


def test_a_tooltip_shows_markup_letter_for_letter(qtbot: QtBot) -> None:
    shown = plain_tip("<b>x</b> & y")
    assert "&lt;b&gt;x&lt;/b&gt; &amp; y" in shown
    part = Button("Sign")
    part.setToolTip("<b>Siân</b>")
    qtbot.addWidget(part)
    part.show()
    from_app = QToolTip.text()
    assert "<b>" not in from_app


def test_the_wheel_changes_nothing_that_has_no_focus(qtbot: QtBot) -> None:
    holder = QWidget()
    layout = QVBoxLayout(holder)
    choice, number, other = ComboBox(), QSpinBox(), QLineEdit()
    choice.addItems(["Yes", "No", "Not known"])
    number.setValue(5)
    for part in (choice, number, other):
        layout.addWidget(part)
    qtbot.addWidget(holder)
    with qtbot.waitExposed(holder):
        holder.show()
    other.setFocus()
    for part in (choice, number):
        middle = QPointF(part.rect().center())
        turn = QWheelEvent(
            middle,
            part.mapToGlobal(middle),
            QPoint(0, 0),
            QPoint(0, -120),
            Qt.MouseButton.NoButton,
            Qt.KeyboardModifier.NoModifier,
            Qt.ScrollPhase.NoScrollPhase,
            False,  # Qt's signature
        )
        QApplication.sendEvent(part, turn)
    assert choice.currentIndex() == 0
    assert number.value() == 5


def test_the_error_summary_takes_the_focus_and_leads_to_the_field(qtbot: QtBot) -> None:
    holder = QWidget()
    layout = column(holder)
    summary, field = ErrorSummary(), QLineEdit()
    layout.addWidget(summary)
    layout.addWidget(field)
    qtbot.addWidget(holder)
    with qtbot.waitExposed(holder):
        holder.show()
    summary.show_problems([("what", "Enter what happened"), ("when", HOSTILE)])
    assert summary.hasFocus()
    assert summary.messages == ("Enter what happened", HOSTILE)
    assert "There is a problem: Enter what happened" in summary.accessibleName()
    with qtbot.waitSignal(summary.field_wanted) as wanted:
        QTest.keyClick(summary, Qt.Key.Key_Tab)
        focused = QApplication.focusWidget()
        assert focused is not None
        QTest.keyClick(focused, Qt.Key.Key_Space)
    assert wanted.args == ["what"]
    summary.show_problems([])
    assert not summary.isVisible()


def test_the_focus_ring_follows_the_focus_and_scrolls_along(qtbot: QtBot) -> None:
    window = QWidget()
    layout = column(window)
    scroll = ScrollColumn(margins=(20, 20, 20, 20), spacing=20)
    lines = [QLineEdit() for _ in range(20)]
    for line in lines:
        scroll.column.addWidget(line)
    layout.addWidget(scroll)
    ring = FocusRing(window)
    qtbot.addWidget(window)
    window.resize(300, 200)
    with qtbot.waitExposed(window):
        window.show()
    lines[0].setFocus()
    qtbot.waitUntil(ring.isVisible)
    assert ring.parentWidget() is scroll.content
    assert ring.geometry() == QRect(lines[0].pos(), lines[0].size()).adjusted(-5, -5, 5, 5)
    for _ in range(19):
        QTest.keyClick(QApplication.focusWidget() or window, Qt.Key.Key_Tab)
    assert ring.part is lines[19]
    lines[19].setFixedHeight(80)
    qtbot.waitUntil(lambda: ring.height() == 90)
    assert ring.testAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
    lines[19].hide()
    qtbot.waitUntil(lambda: ring.part is not lines[19])


def test_the_ring_of_a_radio_is_as_wide_as_its_words(qtbot: QtBot) -> None:
    window = QWidget()
    radio = Radio("Yes", group="Is the child looked after?")
    column(window).addWidget(radio)
    ring = FocusRing(window)
    qtbot.addWidget(window)
    window.resize(600, 60)
    with qtbot.waitExposed(window):
        window.show()
    radio.setFocus()
    qtbot.waitUntil(ring.isVisible)
    assert ring.width() == radio.sizeHint().width() + 10
    assert radio.accessibleName() == "Is the child looked after? Yes"


def test_a_row_of_chips_wraps_instead_of_widening(qtbot: QtBot) -> None:
    holder = QWidget()
    flow = FlowLayout(holder)
    for rating in Rag:
        flow.addWidget(Chip(rating.value.capitalize(), count=12, rating=rating))
    qtbot.addWidget(holder)
    assert flow.heightForWidth(1000) < flow.heightForWidth(200)
    assert flow.minimumSize().width() < 200
    holder.resize(200, 300)
    with qtbot.waitExposed(holder):
        holder.show()
    chips = holder.findChildren(Chip)
    assert max(chip.geometry().right() for chip in chips) < 200
    assert not any(
        one.geometry().intersects(other.geometry())
        for one in chips
        for other in chips
        if one is not other
    )
    assert chips[0].accessibleName() == "Red, 12"


def test_a_task_that_cannot_start_is_not_in_the_tab_order(qtbot: QtBot) -> None:
    row = TaskRow("Learning", status="cannot_start", status_words="Cannot start yet")
    qtbot.addWidget(row)
    assert row.focusPolicy() == Qt.FocusPolicy.NoFocus
    assert not row.isEnabled()
    assert row.accessibleName() == "Learning, Cannot start yet"


def test_rows_say_everything_they_show(qtbot: QtBot) -> None:
    due = DueRow(
        "Tell Ofsted",
        belongs_to="Child N",
        days_words="3 working days overdue",
        date_words="Friday 13 May",
        overdue=True,
    )
    qtbot.addWidget(due)
    assert due.accessibleName() == "Tell Ofsted, 3 working days overdue, Friday 13 May, Child N"
    with qtbot.waitSignal(due.clicked):
        QTest.keyClick(due, Qt.Key.Key_Space)


@pytest.mark.parametrize("rating", list(Rag))
def test_a_rating_is_a_word_and_a_shape(qtbot: QtBot, rating: Rag) -> None:
    badge = RagBadge(rating)
    qtbot.addWidget(badge)
    assert badge.accessibleName() == badge.text
    badge.show()
    picture = badge.grab().toImage()
    shape = QRect(appearance().px(8), 0, appearance().px(12), badge.height())
    tint = picture.pixelColor(appearance().px(4), badge.height() // 2)
    assert any(
        picture.pixelColor(x, y) != tint
        for x in range(shape.left(), shape.right())
        for y in range(4, shape.bottom() - 4)
    )


def test_the_four_shapes_differ_without_colour(qtbot: QtBot) -> None:
    outlines = set()
    for rating in Rag:
        badge = RagBadge(rating)
        qtbot.addWidget(badge)
        picture = badge.grab().toImage()
        look = appearance()
        ground = picture.pixelColor(look.px(5), badge.height() // 2)
        outlines.add(
            tuple(
                _far(picture.pixelColor(x, y), ground)
                for y in range(badge.height() // 2 - 6, badge.height() // 2 + 6)
                for x in range(look.px(8), look.px(20))
            )
        )
    assert len(outlines) == 4


def _far(one: QColor, other: QColor) -> bool:
    return (
        abs(one.red() - other.red())
        + abs(one.green() - other.green())
        + abs(one.blue() - other.blue())
        > 120
    )


def test_a_tag_changes_its_words(qtbot: QtBot) -> None:
    tag = Tag("In progress")
    qtbot.addWidget(tag)
    narrow = tag.sizeHint().width()
    tag.show_status("There is a problem", "problem")
    assert tag.accessibleName() == "There is a problem"
    assert tag.sizeHint().width() > narrow


def test_a_field_tells_its_error_before_its_hint(qtbot: QtBot) -> None:
    line = QLineEdit()
    field = LabelledField("Name", line, hint="As under a signature.")
    qtbot.addWidget(field)
    field.show()
    before = line.sizeHint().height()
    field.show_error("Enter your name")
    assert line.accessibleName() == "Name"
    assert line.accessibleDescription() == "Enter your name As under a signature."
    assert line.property("wrong") is True
    assert line.sizeHint().height() == before, "the border of two pixels must not push the field"
    field.show_error("")
    assert line.accessibleDescription() == "As under a signature."
    assert field.error == ""


def test_the_passphrase_is_hidden_shown_and_hidden_again(qtbot: QtBot) -> None:
    field = PassphraseField("Passphrase")
    qtbot.addWidget(field)
    field.show()
    QTest.keyClicks(field.line, "plover")
    assert field.line.displayText() == "••••••"
    assert field.line.inputMethodHints() & Qt.InputMethodHint.ImhSensitiveData
    show = field.findChild(Link)
    assert show is not None
    QTest.mouseClick(show, Qt.MouseButton.LeftButton)
    assert field.line.displayText() == "plover"
    field.clear()
    assert field.text == ""
    assert field.line.echoMode() == QLineEdit.EchoMode.Password


def test_caps_lock_is_noticed(qtbot: QtBot) -> None:
    field = PassphraseField("Passphrase")
    qtbot.addWidget(field)
    field.show()
    notes = field.findChildren(Label)
    QTest.keyClick(field.line, Qt.Key.Key_A)
    assert all(note.text() != "Caps Lock is on" for note in notes)
    QTest.keyClicks(field.line, "P")
    assert any(note.text() == "Caps Lock is on" and note.isVisible() for note in notes)


def test_a_ticked_box_shows_a_tick(qtbot: QtBot) -> None:
    box = CheckBox("I have read it")
    qtbot.addWidget(box)
    box.show()
    box.setChecked(True)
    picture = box.grab().toImage()
    side, middle = appearance().px(24), box.height() // 2
    on = appearance().colour("on")
    assert any(
        not _far(picture.pixelColor(x, y), on)
        for x in range(4, side - 4)
        for y in range(middle - 6, middle + 6)
    )


def test_clearing_a_layout_leaves_nothing_behind(qtbot: QtBot) -> None:
    holder = QWidget()
    layout = column(holder)
    inner = column()
    inner.addWidget(Label("inner"))
    layout.addLayout(inner)
    layout.addWidget(Label("outer"))
    qtbot.addWidget(holder)
    holder.show()
    clear(layout)
    assert layout.count() == 0
    assert not [label for label in holder.findChildren(QLabel) if label.isVisible()]


def test_long_work_shows_its_figure_and_can_be_stopped(qtbot: QtBot) -> None:
    progress = Progress("Drawing pages")
    qtbot.addWidget(progress)
    progress.show()
    progress.show_step(3, 12, "Drawing page 3")
    texts = [label.text() for label in progress.findChildren(Label)]
    assert "3 of 12" in texts
    assert "Drawing page 3" in texts
    cancel = progress.findChild(Button)
    assert cancel is not None
    with qtbot.waitSignal(progress.cancel_wanted):
        QTest.mouseClick(cancel, Qt.MouseButton.LeftButton)


def test_the_clipboard_is_emptied_after_a_while_and_at_once_when_asked(
    qtbot: QtBot, qapp: QApplication
) -> None:
    clipboard: QClipboard = qapp.clipboard()
    holder = QWidget()
    qtbot.addWidget(holder)
    with qtbot.waitExposed(holder):
        holder.show()
    holder.activateWindow()
    guard = ClipboardGuard(clipboard, holder, seconds=0)
    clipboard.setText("Child N")
    qtbot.waitUntil(lambda: clipboard.text() == "")
    slow = ClipboardGuard(clipboard, holder, seconds=60)
    guard.deleteLater()
    clipboard.setText("Child J")
    slow.empty()
    assert clipboard.text() == ""


def test_topics_say_their_status_and_keep_the_focus(qtbot: QtBot) -> None:
    topics = make_topics()
    qtbot.addWidget(topics)
    with qtbot.waitExposed(topics):
        topics.show()
    rows = [w for w in topics.findChildren(QWidget) if w.accessibleName().startswith("Control")]
    assert rows[0].accessibleName() == "Control, Completed"
    with qtbot.waitSignal(topics.topic_wanted) as wanted:
        QTest.mouseClick(rows[0], Qt.MouseButton.LeftButton)
    assert wanted.args == ["a"]
