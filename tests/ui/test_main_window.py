"""Getting about in the window: rail, back, palette, parts, changes from elsewhere, lock and return."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from lif_desktop.clock import SetClock
from lif_desktop.domain.people import Place
from lif_desktop.errors import DiskFullError, NotFoundError
from lif_desktop.services import referrals
from lif_desktop.services import workspace as workspaces
from lif_desktop.services.workspace import Workspace
from lif_desktop.settings import load_preferences
from lif_desktop.store.checks import Finding
from lif_desktop.ui.app import LOCKED, SessionWindow
from lif_desktop.ui.main_window import MainWindow, rail_entries
from lif_desktop.ui.main_window.faults import fault_for
from lif_desktop.ui.main_window.frame import Rail
from lif_desktop.ui.main_window.help import HelpSheet, ShortcutsSheet
from lif_desktop.ui.main_window.places import PLACES, has_page, make_page
from lif_desktop.ui.theme import appearance
from tests import factories
from tests.ui.conftest import Answers, CheapDoors, main_of, settle


def press(window: QWidget, keys: str) -> None:
    """Press a shortcut as a person does."""
    combination = QKeySequence(keys)[0]  # type: ignore[index]  # the stub forgets that it can be
    QTest.keyClick(
        QApplication.focusWidget() or window, combination.key(), combination.keyboardModifiers()
    )


def rail_buttons(main: MainWindow) -> dict[str, QWidget]:
    rail = main.findChild(Rail)
    assert rail is not None
    return {part.text(): part for part in rail.findChildren(QPushButton)}


def idle(qtbot: QtBot, window: SessionWindow) -> None:
    qtbot.waitUntil(lambda: not window.jobs.is_busy)
    QApplication.processEvents()


def test_the_window_begins_at_home(session: SessionWindow) -> None:
    page = main_of(session).page
    assert page is not None
    assert page.title == "Home"
    assert session.windowTitle() == "Home · LIF Desktop"


def test_the_rail_shows_what_there_is_and_marks_where_one_is(
    qtbot: QtBot, session: SessionWindow
) -> None:
    main = main_of(session)
    buttons = rail_buttons(main)
    assert list(buttons) == [entry.label for entry in rail_entries()]
    assert {"Home", "Cases", "Settings"} <= set(buttons)
    QTest.mouseClick(buttons["Cases"], Qt.MouseButton.LeftButton)
    idle(qtbot, session)
    assert session.windowTitle() == "Cases · LIF Desktop"
    assert buttons["Cases"].accessibleDescription() == "Open now"
    assert buttons["Home"].accessibleDescription() == ""


def test_every_place_in_the_table_that_exists_can_be_found() -> None:
    assert {row.page for row in PLACES if has_page(row.page)} >= {"home", "cases", "settings"}
    for entry in rail_entries():
        assert has_page(entry.page)
    assert not has_page("no-such-page")


def test_a_page_that_does_not_exist_is_refused(session: SessionWindow) -> None:
    with pytest.raises(NotFoundError, match="no page named"):
        make_page("no-such-page", main_of(session)._context, "")


def test_back_returns_to_the_page_before(qtbot: QtBot, session: SessionWindow) -> None:
    main = main_of(session)
    main.open_page("cases")
    main.open_page("settings")
    idle(qtbot, session)
    press(session, "Alt+Left")
    idle(qtbot, session)
    assert main.page is not None
    assert main.page.title == "Cases"
    main.go_back()
    idle(qtbot, session)
    assert main.page.title == "Home"
    main.go_back()
    assert main.page.title == "Home"


def test_leaving_a_page_saves_it_first(
    qtbot: QtBot, session: SessionWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    main = main_of(session)
    assert main.page is not None
    saved: list[str] = []
    monkeypatch.setattr(main.page, "save_before_leaving", lambda: saved.append("home"))
    main.open_page("settings")
    idle(qtbot, session)
    assert saved == ["home"]


def test_text_grows_with_the_keyboard_and_is_remembered(
    qtbot: QtBot, session: SessionWindow
) -> None:
    press(session, "Ctrl+=")
    press(session, "Ctrl++")
    assert appearance().percent == 120
    assert load_preferences().text_percent == 120
    press(session, "Ctrl+-")
    assert appearance().percent == 110
    press(session, "Ctrl+0")
    assert appearance().percent == 100
    assert load_preferences().text_percent == 100


def test_the_rail_becomes_a_menu_where_the_window_is_narrow(
    qtbot: QtBot, session: SessionWindow
) -> None:
    main = main_of(session)
    rail = main.findChild(Rail)
    assert rail is not None
    assert rail.isVisible()
    appearance().set_percent(200)
    assert not rail.isVisible()
    appearance().set_percent(100)
    assert rail.isVisible()
    session.resize(1024, 640)
    settle(QApplication.instance())  # type: ignore[arg-type]  # the application of the test
    assert not rail.isVisible()


@pytest.mark.parametrize("page", ["home", "cases", "settings"])
@pytest.mark.parametrize("percent", [100])
def test_the_smallest_window_holds_every_page(
    qtbot: QtBot, session: SessionWindow, page: str, percent: int
) -> None:
    appearance().set_percent(percent)
    main = main_of(session)
    main.open_page(page)
    idle(qtbot, session)
    session.resize(1024, 640)
    settle(QApplication.instance())  # type: ignore[arg-type]  # the application of the test
    assert (session.width(), session.height()) == (1024, 640)
    smallest = main.minimumSizeHint()
    assert smallest.width() <= 1024
    assert smallest.height() <= 640


def test_f6_goes_round_the_parts(qtbot: QtBot, session: SessionWindow) -> None:
    main = main_of(session)
    idle(qtbot, session)
    press(session, "F6")
    focused = QApplication.focusWidget()
    rail = main.findChild(Rail)
    assert rail is not None
    assert focused is not None
    assert rail.isAncestorOf(focused)
    press(session, "F6")
    focused = QApplication.focusWidget()
    assert focused is not None
    assert main.page is not None
    assert main.page.isAncestorOf(focused)


def test_help_and_shortcuts_are_shown_and_closed(qtbot: QtBot, session: SessionWindow) -> None:
    press(session, "F1")
    sheets = session.findChildren(HelpSheet)
    assert len(sheets) == 1
    assert sheets[0].isVisible()
    QTest.keyClick(sheets[0], Qt.Key.Key_Escape)
    press(session, "Ctrl+/")
    lists = session.findChildren(ShortcutsSheet)
    assert lists[0].isVisible()
    QTest.keyClick(lists[0], Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not session.findChildren(ShortcutsSheet))


def test_no_two_shortcuts_are_the_same(session: SessionWindow) -> None:
    keys = [shortcut.key().toString() for shortcut in main_of(session).findChildren(QShortcut)]
    assert len(keys) == len(set(keys))


def test_a_change_from_anywhere_reaches_the_page(
    qtbot: QtBot, session: SessionWindow, workspace: Workspace
) -> None:
    main = main_of(session)
    idle(qtbot, session)
    with qtbot.waitSignal(main.changed, timeout=2000) as told:
        referrals.start(workspace)
    assert "Case" in told.args[0]
    qtbot.waitUntil(lambda: main.status.words == "All changes saved at 12:00")
    main.open_page("cases")
    idle(qtbot, session)
    referrals.start(workspace)
    table = session.findChild(QWidget, "cases_table")
    assert table is not None
    qtbot.waitUntil(lambda: table.model().rowCount() == 2)  # type: ignore[attr-defined]  # a QTableView


def test_the_palette_finds_commands_and_counts_them(qtbot: QtBot, session: SessionWindow) -> None:
    main = main_of(session)
    press(session, "Ctrl+K")
    palette = main.palette_part
    assert palette.isVisible()
    line = QApplication.focusWidget()
    assert line is not None
    QTest.keyClicks(line, ">settings")
    assert palette.count_words == "1 result"
    QTest.keyClick(line, Qt.Key.Key_Return)
    idle(qtbot, session)
    assert not palette.isVisible()
    assert main.page is not None
    assert main.page.title == "Settings"


def test_the_palette_finds_what_was_typed_into_a_case(
    qtbot: QtBot, session: SessionWindow, workspace: Workspace
) -> None:
    started = referrals.start(workspace)
    referrals.save_draft(
        workspace,
        started.draft.id,
        {"pseudonym": "Child N", "summary": "Two bruises were seen on the arm of Child N"},
    )
    main = main_of(session)
    press(session, "Ctrl+K")
    line = QApplication.focusWidget()
    assert line is not None
    QTest.keyClicks(line, "bruis")
    palette = main.palette_part
    wanted = "1 result" if has_page("case") else "Nothing found"
    qtbot.waitUntil(lambda: palette.count_words == wanted)
    QTest.keyClick(line, Qt.Key.Key_Escape)
    assert not palette.isVisible()


def test_the_palette_takes_hostile_words_as_words(qtbot: QtBot, session: SessionWindow) -> None:
    main = main_of(session)
    press(session, "Ctrl+K")
    line = QApplication.focusWidget()
    assert line is not None
    QTest.keyClicks(line, '"a" OR NEAR( * ; DROP TABLE <b>')
    qtbot.waitUntil(lambda: main.palette_part.count_words == "Nothing found")
    idle(qtbot, session)
    QTest.keyClick(line, Qt.Key.Key_Escape)


def test_the_palette_gives_the_focus_back(qtbot: QtBot, session: SessionWindow) -> None:
    main = main_of(session)
    idle(qtbot, session)
    assert main.page is not None
    main.page.focus_first()
    before = QApplication.focusWidget()
    press(session, "Ctrl+K")
    press(session, "Esc")
    assert QApplication.focusWidget() is before


def test_lock_keeps_the_place_closes_the_workspace_and_asks_for_a_new_session(
    qtbot: QtBot, session: SessionWindow, workspace: Workspace, clock: SetClock
) -> None:
    main = main_of(session)
    main.open_page("settings")
    idle(qtbot, session)
    theme = session.findChild(QWidget, "theme_light")
    assert theme is not None
    theme.setFocus()
    QApplication.clipboard().setText("Child N")
    with qtbot.waitSignal(main.locked, timeout=4000):
        press(session, "Ctrl+L")
    assert session.exit_code == LOCKED
    assert not session.isVisible()
    assert QApplication.clipboard().text() == ""
    again = workspaces.unlock(
        workspace.folder,
        person_name=factories.PERSON,
        passphrase=factories.PASSPHRASE,
        clock=clock,
    )
    place = again.last_place()
    again.close()
    assert isinstance(place, Place)
    assert (place.page, place.field) == ("settings", "theme_light")


def test_unlocking_returns_to_the_same_page_and_field(
    qtbot: QtBot, workspace: Workspace, clock: SetClock, answers: Answers
) -> None:
    workspace.remember_place("settings", field="idle_minutes")
    window = SessionWindow(CheapDoors(clock), ask=answers)
    qtbot.addWidget(window)
    with qtbot.waitExposed(window):
        window.show()
    window.open_workspace(workspace)

    def field_has_focus() -> bool:
        field = window.findChild(QWidget, "idle_minutes")
        return field is not None and field.hasFocus()

    qtbot.waitUntil(field_has_focus)
    window.jobs.close()


def test_idle_locks_by_itself(qtbot: QtBot, session: SessionWindow) -> None:
    main = main_of(session)
    idle(qtbot, session)
    left = main.watch.milliseconds_left
    assert 0 < left <= 5 * 65_000
    main.set_idle_minutes(1)
    assert main.watch.milliseconds_left <= 65_000, "timers of this length are coarse"
    with qtbot.waitSignal(main.locked, timeout=4000):
        main.watch.idle.emit()
    assert session.exit_code == LOCKED


def test_a_key_puts_the_lock_off(qtbot: QtBot, session: SessionWindow) -> None:
    main = main_of(session)
    idle(qtbot, session)
    ended: list[int] = []
    session.ended.connect(ended.append)
    main.watch._idle.setInterval(400)
    main.watch.resume()
    for _ in range(12):
        qtbot.wait(60)
        QTest.keyClick(QApplication.focusWidget() or session, Qt.Key.Key_Shift)
    assert ended == []
    qtbot.waitUntil(lambda: ended == [LOCKED])


def test_closing_the_window_ends_with_zero(qtbot: QtBot, session: SessionWindow) -> None:
    main = main_of(session)
    idle(qtbot, session)
    with qtbot.waitSignal(main.left, timeout=4000):
        session.close()
    assert session.exit_code == 0


def test_a_last_save_that_fails_is_told_and_the_window_stays(
    qtbot: QtBot, session: SessionWindow, answers: Answers, monkeypatch: pytest.MonkeyPatch
) -> None:
    main = main_of(session)
    idle(qtbot, session)

    def full(*_given: object, **_named: object) -> Place:
        raise DiskFullError("The disk is full. Free some space and try again.")

    monkeypatch.setattr(Workspace, "remember_place", full)
    main.lock()
    qtbot.waitUntil(lambda: len(answers.asked) == 1)
    assert "not saved" in answers.asked[0].title
    assert answers.asked[0].destructive
    assert session.isVisible()
    answers.chooses = True
    with qtbot.waitSignal(main.locked, timeout=4000):
        main.lock()


def test_an_idle_lock_asks_nothing_even_when_the_last_save_fails(
    qtbot: QtBot, session: SessionWindow, answers: Answers, monkeypatch: pytest.MonkeyPatch
) -> None:
    main = main_of(session)
    idle(qtbot, session)

    def full(*_given: object, **_named: object) -> Place:
        raise DiskFullError("The disk is full. Free some space and try again.")

    monkeypatch.setattr(Workspace, "remember_place", full)
    with qtbot.waitSignal(main.locked, timeout=4000):
        main.watch.idle.emit()
    assert answers.asked == []


def test_a_fault_is_told_without_its_message(
    qtbot: QtBot, session: SessionWindow, answers: Answers
) -> None:
    main = main_of(session)

    def wrong() -> None:
        raise ValueError("Child N was seen at home")

    session.jobs.read(main, wrong, print)
    qtbot.waitUntil(lambda: len(answers.told) == 1)
    told = answers.told[0]
    assert "ValueError" in told.detail
    assert "Child N" not in "".join((told.title, told.safe, told.advice, told.detail))
    assert told.code == "X-100"


def test_a_full_disk_has_words_of_its_own(session: SessionWindow) -> None:
    told = fault_for(DiskFullError("x"), session)
    assert (told.title, told.code) == ("This disk is full", "S-104")


def test_the_window_place_is_remembered_and_holds_no_name(
    qtbot: QtBot, session: SessionWindow, home_folder: Path
) -> None:
    main = main_of(session)
    idle(qtbot, session)
    with qtbot.waitSignal(main.left, timeout=4000):
        main.leave()
    assert load_preferences().window is not None
    written = (home_folder / "preferences.json").read_text(encoding="utf-8")
    assert factories.PERSON not in written
    assert factories.PASSPHRASE not in written


def test_what_was_found_wrong_at_opening_is_told(
    qtbot: QtBot, workspace: Workspace, answers: Answers, clock: SetClock
) -> None:
    workspace.database.findings_at_open = (
        Finding(
            "Audit log", ok=False, words="The audit log is shorter than it was at the last close."
        ),
    )
    window = SessionWindow(CheapDoors(clock), ask=answers)
    window.open_workspace(workspace)
    qtbot.waitUntil(lambda: main_of(window).page is not None and not window.jobs.is_busy)
    assert ["shorter than it was" in fault.advice for fault in answers.told] == [True]
    window.jobs.close()
    window.deleteLater()
