"""The example board: what it writes, what it prints, what it never overwrites."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest

from lif_desktop import cli, demo
from lif_desktop.clock import SetClock
from lif_desktop.demo import building
from lif_desktop.errors import FileRefusedError
from lif_desktop.services import cases, documents
from lif_desktop.services import workspace as workspaces

NOW = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Built:
    """What one run of the demonstration left and said."""

    folder: Path
    lines: tuple[str, ...]

    def said(self, begins: str) -> str:
        return next(line.removeprefix(begins) for line in self.lines if line.startswith(begins))


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    folder = tmp_path_factory.mktemp("demo") / "out"
    lines: list[str] = []
    demo.build(folder, lines.append, clock=SetClock(NOW))
    return Built(folder, tuple(lines))


@pytest.mark.slow
def test_every_kind_of_paper_is_there_for_both_cases(built: Built) -> None:
    names = sorted(path.name for path in (built.folder / "documents").iterdir())
    assert names == [
        f"{kind}-{stem}"
        for kind, stems in (
            ("action-plan", ("FSCB-SCR-2016-03-v1.pdf", "SSCB-RR-2018-07-v1.pdf")),
            ("action-tracker", ("FSCB-SCR-2016-03.xlsx", "SSCB-RR-2018-07.xlsx")),
            ("decision-form", ("FSCB-SCR-2016-03-v1.pdf", "SSCB-RR-2018-07-v1.pdf")),
            ("decision-grid", ("FSCB-SCR-2016-03-v1.pdf", "SSCB-RR-2018-07-v1.pdf")),
            ("fingerprint-sheet", ("FSCB-v1.pdf",)),
            ("learning-summary", ("FSCB-SCR-2016-03-v1.pdf", "SSCB-RR-2018-07-v1.pdf")),
        )
        for stem in stems
    ]


@pytest.mark.slow
def test_every_signed_paper_is_whole_and_signed_by_two(built: Built) -> None:
    authority = (built.folder / "authority.pem").read_text(encoding="ascii")
    for path in (built.folder / "documents").glob("*-v1.pdf"):
        if path.name.startswith("fingerprint"):
            continue
        verdict = documents.verify_file(path.read_bytes(), authority, at=NOW)
        assert verdict.whole, path.name
        assert len(verdict.signatures) == 2


@pytest.mark.slow
def test_the_printed_words_open_the_workspace(built: Built) -> None:
    opened = workspaces.unlock(
        built.folder / "demo.lif",
        person_name=built.said("Person: "),
        passphrase=built.said("Passphrase: "),
        clock=SetClock(NOW),
    )
    try:
        assert {row.reference for row in cases.cases(opened)} == {
            "FSCB/SCR/2016/03",
            "SSCB/RR/2018/07",
        }
        assert {row.edition for row in cases.cases(opened)} == {"wt2015", "wt2018"}
        assert len(workspaces.people(opened)) == 6
        assert all(finding.ok for finding in opened.database.check())
    finally:
        opened.close()


@pytest.mark.slow
def test_each_step_is_told_with_its_seconds(built: Built) -> None:
    timed = [line for line in built.lines if line.endswith(" s")]
    assert len(timed) == 1 + 2 * 10 + 1
    assert timed[-1].startswith("Everything")


@pytest.mark.slow
def test_no_child_of_the_cases_stands_readable_on_disk(built: Built) -> None:
    for path in (built.folder / "demo.lif").rglob("*"):
        if path.is_file():
            content = path.read_bytes()
            for word in ("Noah", "Kacper", "Fenmarsh", built.said("Passphrase: ")):
                assert word.encode() not in content, path.name


def test_a_second_run_replaces_what_the_first_left(tmp_path: Path) -> None:
    (tmp_path / "demo.lif").mkdir()
    (tmp_path / "documents").mkdir()
    (tmp_path / "documents" / "old.pdf").write_bytes(b"old")
    (tmp_path / "authority.pem").write_bytes(b"old")
    (tmp_path / "ABOUT-THIS-FOLDER.txt").write_text("left by the first", encoding="utf-8")
    building._clear(tmp_path)
    left = sorted(path.name for path in tmp_path.rglob("*"))
    assert left == ["ABOUT-THIS-FOLDER.txt", "documents"]


def test_what_no_demonstration_made_is_never_replaced(tmp_path: Path) -> None:
    (tmp_path / "demo.lif").mkdir()
    (tmp_path / "demo.lif" / "workspace.db").write_bytes(b"precious")
    with pytest.raises(FileRefusedError, match="no demonstration made it"):
        demo.build(tmp_path, print)
    assert (tmp_path / "demo.lif" / "workspace.db").read_bytes() == b"precious"


def test_a_folder_in_the_way_is_told_in_a_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "file").write_text("x", encoding="utf-8")
    code = cli.main(["demo", str(tmp_path / "file" / "out"), "--no-window"])
    told = capsys.readouterr()
    assert code == 3
    assert len(told.err.strip().splitlines()) == 1


@pytest.mark.parametrize(
    ("platform", "environment", "shown"),
    [
        ("linux", {}, False),
        ("linux", {"DISPLAY": ":0"}, True),
        ("linux", {"WAYLAND_DISPLAY": "wayland-0"}, True),
        ("linux", {"DISPLAY": ":0", "QT_QPA_PLATFORM": "offscreen"}, False),
        ("win32", {}, True),
        ("darwin", {}, True),
    ],
)
def test_a_window_is_opened_only_where_one_can_be_shown(
    monkeypatch: pytest.MonkeyPatch, platform: str, environment: dict[str, str], *, shown: bool
) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert building.has_display(platform) is shown


def test_the_window_is_started_as_a_process_of_its_own(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    started: list[list[str]] = []

    def note(command: list[str], *, check: bool) -> None:
        assert not check
        started.append(command)

    monkeypatch.setattr(subprocess, "run", note)
    monkeypatch.setattr(building, "has_display", lambda: True)
    lines: list[str] = []
    demo.open_window(tmp_path / "demo.lif", lines.append)
    assert started == [building.window_command(tmp_path / "demo.lif")]
    monkeypatch.setattr(building, "has_display", lambda: False)
    demo.open_window(tmp_path / "demo.lif", lines.append)
    assert len(started) == 1
    assert lines[-1] == "There is no display here, so the window was not opened."


def test_the_window_takes_no_module_from_the_current_folder(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    for name in ("lif_desktop.py", "argparse.py", "gc.py"):
        (tmp_path / name).write_text("raise SystemExit('hijacked')", encoding="utf-8")
    command = [*building.window_command(tmp_path / "none")[:-1], "--version"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout[:11]) == (0, "LIF Desktop")
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    assert building.window_command(tmp_path) == [sys.executable, str(tmp_path)]


def test_the_command_builds_and_opens(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    steps: list[str] = []

    def fake_build(folder: Path, tell: object) -> Path:
        steps.append(f"build {folder.name}")
        return folder / "demo.lif"

    def fake_window(workspace: Path, tell: object) -> None:
        steps.append(f"window {workspace.name}")

    monkeypatch.setattr(demo, "build", fake_build)
    monkeypatch.setattr(demo, "open_window", fake_window)
    assert cli.main(["demo", str(tmp_path)]) == 0
    assert cli.main(["demo", str(tmp_path), "--no-window"]) == 0
    assert steps == [
        f"build {tmp_path.name}",
        "window demo.lif",
        f"build {tmp_path.name}",
    ]
