"""The command line: names, JSON shapes and exit codes that offices' own scripts rely on."""

from __future__ import annotations

import io
import json
import tomllib
from pathlib import Path

import pytest

from lif_desktop import cli, settings
from lif_desktop.cli import terminal
from lif_desktop.clock import SystemClock
from lif_desktop.domain.cases import Case
from lif_desktop.domain.documents import DocumentKind
from lif_desktop.errors import DefinitionError
from lif_desktop.services import documents
from lif_desktop.store.tables import table_of
from tests import factories
from tests.dossiers import CASES

SECRET = factories.PASSPHRASE


@pytest.fixture
def passphrase_file(tmp_path: Path) -> Path:
    path = tmp_path / "passphrase.txt"
    path.write_text(f"{SECRET}\r\nsecond line\n", encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace with one case, closed."""
    folder = tmp_path_factory.mktemp("cli") / "fenmarsh.lif"
    workspace = factories.make_workspace(folder, SystemClock()).workspace
    factories.submitted_case(workspace)
    workspace.close()
    return folder


def run(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str, str]:
    code = cli.main(words)
    told = capsys.readouterr()
    return code, told.out, told.err


# --- clocks


def test_clocks_gives_one_object_for_each_clock_an_event_starts(
    capsys: pytest.CaptureFixture[str],
) -> None:
    code, out, _ = run(capsys, "clocks", "wt2015", "board_notified=2016-04-01", "--json")
    assert code == 0
    (clock,) = json.loads(out)
    assert clock | {"source": ""} == clock | {
        "clock": "scr_decision",
        "event": "board_notified",
        "start": "2016-04-01",
        "due": "2016-05-01",
        "unit": "months",
        "amount": 1,
        "strictness": "normally",
        "trust": "S",
        "source": "",
    }
    assert "Northamptonshire" in clock["source"]


def test_a_frameworks_clocks_are_its_own_and_its_editions(
    capsys: pytest.CaptureFixture[str],
) -> None:
    _, out, _ = run(capsys, "clocks", "cambridgeshire-2016", "chair_decision=2016-05-19", "--json")
    due = [(clock["clock"], clock["due"]) for clock in json.loads(out)]
    assert due == [
        ("national_panel_told", "2016-06-02"),
        ("national_panel_told", "2016-05-26"),
        ("ofsted_told", "2016-05-26"),
        ("dfe_told", "2016-05-26"),
        ("reviewing_begun", "2016-08-19"),
        ("reviewing_completed", "2017-05-19"),
    ]


def test_clocks_are_told_in_words_with_source_and_trust(
    capsys: pytest.CaptureFixture[str],
) -> None:
    _, out, _ = run(capsys, "clocks", "suffolk-2018", "notification_sent=2018-12-14")
    assert out.startswith("2019-01-09  rapid_review (15 working days")
    assert "Wednesday 9 January 2019" in out
    code, out, _ = run(capsys, "clocks", "wt2015", "request_sent=2018-12-14")
    assert (code, out) == (0, "No clock of wt2015 starts at request_sent.\n")


def test_clocks_before_an_event_read_as_such(capsys: pytest.CaptureFixture[str]) -> None:
    _, out, _ = run(capsys, "clocks", "cambridgeshire-2016", "meeting=2016-05-10")
    assert "10 working days before 2016-05-10" in out
    assert "14 working days from 2016-05-10" in out


def test_two_accounts_of_one_event_are_both_shown(capsys: pytest.CaptureFixture[str]) -> None:
    days = ("authority_aware=2016-03-22", "authority_aware=2016-03-23")
    _, out, _ = run(capsys, "clocks", "wt2015", *days, "--json")
    assert [clock["due"] for clock in json.loads(out)] == ["2016-03-31", "2016-04-01"]


@pytest.mark.parametrize(
    ("number", "said"),
    [
        ("1", "2026-12-21  Monday 21 December 2026, 1 working day from Friday 18 December 2026"),
        ("-5", "2026-12-11  Friday 11 December 2026, 5 working days before Friday 18 December"),
        ("0", "2026-12-18  Friday 18 December 2026, 0 working days from Friday 18 December 2026"),
    ],
)
def test_the_calendar_speaks_plainly(
    capsys: pytest.CaptureFixture[str], number: str, said: str
) -> None:
    _, out, _ = run(capsys, "clocks", "calendar", "start=2026-12-18", f"--working-days={number}")
    assert out.startswith(said)


@pytest.mark.parametrize(
    "words",
    [
        ("wt2015", "publication=9999-12-31"),
        ("wt2015", "authority_aware=0001-01-01"),
        ("wt2015", "authority_aware=2016-03-22", "--working-days", "4"),
        ("calendar", "start=2026-12-18", "--working-days", "99999999999"),
        ("calendar", "start=2026-12-18", "start=2026-12-21", "--working-days", "4"),
        ("calendar", "start=9999-12-18", "--working-days", "50"),
    ],
    ids=" ".join,
)
def test_a_question_the_calendar_cannot_answer_is_a_wrong_call(
    capsys: pytest.CaptureFixture[str], words: tuple[str, ...]
) -> None:
    code, out, err = run(capsys, "clocks", *words)
    assert (code, out) == (2, "")
    assert err.endswith(".\n")
    assert len(err.splitlines()) == 1


@pytest.mark.parametrize(
    ("start", "days", "due"),
    [
        ("2026-12-18", 5, "2026-12-29"),
        ("2026-12-18", 15, "2027-01-13"),
        ("2026-03-30", 5, "2026-04-08"),
        ("2026-03-30", 15, "2026-04-22"),
        ("2026-11-20", 5, "2026-11-27"),
        ("2026-11-20", 15, "2026-12-11"),
    ],
)
def test_the_calendar_counts_working_days(
    capsys: pytest.CaptureFixture[str], start: str, days: int, due: str
) -> None:
    words = ["clocks", "calendar", f"start={start}", "--working-days", str(days)]
    code, out, _ = run(capsys, *words)
    assert (code, out[:10]) == (0, due)
    _, out, _ = run(capsys, *words, "--json")
    assert json.loads(out) == {"start": start, "working_days": days, "due": due}


# --- grid


@pytest.mark.parametrize(
    ("answers", "strength"),
    [
        ('abuse_or_neglect = "suspected"\ndied = true', "always"),
        ('abuse_or_neglect = "known"\nseriously_harmed = "yes"', "must_unless"),
        (
            'abuse_or_neglect = "known"\nseriously_harmed = "yes"\njoint_working_concern = "no-definitive"',
            "may",
        ),
        ('custody = "yoi"', "always"),
        ("deprivation_of_liberty = true\nage = 17", "always"),
        ("deprivation_of_liberty = true\nage = 15", "may"),
        (
            "deprivation_of_liberty = true\nborn = 2000-06-01\ndied_on = 2016-05-31",
            "may",
        ),
        ("", "may"),
    ],
)
def test_grid_gives_the_strength_of_2015(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, answers: str, strength: str
) -> None:
    path = tmp_path / "answers.toml"
    path.write_text(answers, encoding="utf-8")
    code, out, _ = run(capsys, "grid", "wt2015", str(path), "--json")
    assert code == 0
    result = json.loads(out)
    assert set(result) == {"strength", "reasons", "sources", "missing"}
    assert result["strength"] == strength
    assert result["reasons"]
    assert result["sources"]


def test_grid_takes_a_subject_and_says_it_does_not_decide(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    path = tmp_path / "answers.toml"
    path.write_text("looked_after = true\ndied = true", encoding="utf-8")
    code, out, _ = run(capsys, "grid", "suffolk-2018", str(path), "--subject", "notification")
    assert code == 0
    assert out.splitlines()[0] == "always: Always"
    assert out.splitlines()[-1] == "This shows what the rule gives. People decide."
    code, out, _ = run(capsys, "grid", "wt2018", str(path))
    assert "Not known, and could change the result:" in out


# --- check and create


def test_check_finds_a_sound_workspace_whole(
    capsys: pytest.CaptureFixture[str], sound: Path, passphrase_file: Path
) -> None:
    code, out, err = run(
        capsys,
        "check",
        str(sound),
        "--person",
        factories.PERSON,
        "--passphrase-file",
        str(passphrase_file),
    )
    assert (code, err) == (0, "")
    assert out.splitlines()[-1] == "The workspace is whole."
    assert SECRET not in out


def test_the_passphrase_may_come_from_standard_input(
    capsys: pytest.CaptureFixture[str], sound: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(f"{SECRET}\n".encode())))
    code, _, _ = run(
        capsys, "check", str(sound), "--person", factories.PERSON, "--passphrase-file", "-"
    )
    assert code == 0


def test_check_tells_what_is_not_whole(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, passphrase_file: Path
) -> None:
    folder = tmp_path / "x.lif"
    workspace = factories.make_workspace(folder, SystemClock()).workspace

    factories.submitted_case(workspace)
    with workspace.transaction("test") as unit:
        unit.connection.execute(table_of(Case).update().values(pseudonym="X"))
    workspace.close()
    code, out, _ = run(
        capsys,
        "check",
        str(folder),
        "--person",
        factories.PERSON,
        "--passphrase-file",
        str(passphrase_file),
    )
    assert code == 1
    assert "NOT WHOLE  Records:" in out


def test_a_workspace_that_cannot_be_opened_is_exit_3_in_one_sentence(
    capsys: pytest.CaptureFixture[str], sound: Path, tmp_path: Path, passphrase_file: Path
) -> None:
    wrong = tmp_path / "wrong.txt"
    wrong.write_text("wrong wrong wrong wrong\n", encoding="utf-8")
    damaged = tmp_path / "damaged.lif"
    damaged.mkdir()
    (damaged / "keys.json").write_bytes(b"\x00" * 64)
    cut = tmp_path / "cut.lif"
    cut.mkdir()
    for name in ("keys.json", "keys.json.bak"):
        (cut / name).write_bytes((sound / name).read_bytes())
    (cut / "workspace.db").write_bytes((sound / "workspace.db").read_bytes()[:4096])
    for folder, person, source in (
        (sound, factories.PERSON, wrong),
        (sound, "Nobody Known", passphrase_file),
        (tmp_path / "none.lif", factories.PERSON, passphrase_file),
        (damaged, factories.PERSON, passphrase_file),
        (cut, factories.PERSON, passphrase_file),
    ):
        code, out, err = run(
            capsys, "check", str(folder), "--person", person, "--passphrase-file", str(source)
        )
        assert (code, out) == (3, "")
        assert len(err.strip().splitlines()) == 1
        assert "Traceback" not in err


def test_create_makes_a_workspace_and_shows_the_recovery_key_once(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, passphrase_file: Path
) -> None:
    words = [
        "create",
        str(tmp_path / "new"),
        "--board",
        "Saltmere Safeguarding Children Board",
        "--framework",
        "suffolk-2018",
        "--person",
        factories.PERSON,
        "--passphrase-file",
        str(passphrase_file),
    ]
    code, out, _ = run(capsys, *words)
    assert code == 0
    assert "Recovery key: " in out
    assert SECRET not in out
    assert (tmp_path / "new.lif" / "workspace.db").exists()
    code, _, err = run(capsys, *words)
    assert code == 2
    assert "already something" in err


def test_create_refuses_a_weak_passphrase(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    weak = tmp_path / "weak.txt"
    weak.write_text("short", encoding="utf-8")
    code, _, err = run(
        capsys,
        "create",
        str(tmp_path / "new"),
        "--board",
        "B",
        "--person",
        "P",
        "--passphrase-file",
        str(weak),
    )
    assert code == 2
    assert "15 characters" in err
    assert not (tmp_path / "new.lif").exists()


# --- verify


def test_verify_is_whole_for_its_own_authority_only(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    workspace = factories.make_workspace(tmp_path / "x.lif", SystemClock()).workspace
    case = factories.decided_case(workspace)
    issued = documents.issue(
        workspace,
        DocumentKind.DECISION_FORM,
        case.id,
        [documents.Signer(role="Decision maker", name=factories.PERSON)],
    )
    signed = documents.sign(workspace, issued.id, person_id=workspace.actor.id, passphrase=SECRET)
    paper, authority, other = (tmp_path / name for name in ("a.pdf", "a.pem", "b.pem"))
    paper.write_bytes(signed.content)
    authority.write_text(documents.export_authority(workspace), encoding="ascii")
    workspace.close()
    stranger = factories.make_workspace(tmp_path / "y.lif", SystemClock()).workspace
    other.write_text(documents.export_authority(stranger), encoding="ascii")
    stranger.close()

    code, out, _ = run(capsys, "verify", str(paper), "--authority", str(authority))
    assert code == 0
    assert out.splitlines()[-1].startswith("Whole (untouched): Signed by Moira Fairweather")
    code, out, _ = run(capsys, "verify", str(paper), "--authority", str(other))
    assert code == 1
    assert "NOT WHOLE (unknown_signer)" in out
    paper.write_bytes(signed.content + b"\n%")
    code, out, _ = run(capsys, "verify", str(paper), "--authority", str(authority))
    assert (code, "NOT WHOLE" in out) == (1, True)
    code, _, err = run(capsys, "verify", str(paper), "--authority", str(paper))
    assert code == 2
    assert len(err.strip().splitlines()) == 1


def test_nothing_that_is_said_writes_a_line_of_its_own(
    capsys: pytest.CaptureFixture[str],
) -> None:
    """A name in a certificate is whatever its maker wrote."""
    terminal.say("Signed in the name of X\nWhole (untouched): Signed by the Chair.\x1b[2J\u202e")
    told = capsys.readouterr().out
    assert told.count("\n") == 1
    assert told.rstrip("\n").isprintable()


# --- forms


def test_every_shipped_form_is_well_made(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capsys, "forms", "check")
    assert code == 0
    assert {line.split()[0] for line in out.splitlines()} == {
        "referral",
        "grid",
        "decision",
        "learning_summary",
        "action",
    }


def test_a_form_with_an_unknown_key_is_named_with_its_place(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    text = (settings.forms_folder() / "action.toml").read_text(encoding="utf-8")
    (tmp_path / "action.toml").write_text(
        text.replace('title = "', 'colour = "red"\ntitle = "', 1), encoding="utf-8"
    )
    code, out, _ = run(capsys, "forms", "check", str(tmp_path))
    assert code == 1
    assert "action.toml" in out
    assert "colour" in out


# --- the call's own words


@pytest.mark.parametrize(
    "words",
    [
        [],
        ["nonsense"],
        ["clocks", "wt2015"],
        ["clocks", "wt1066", "board_notified=2016-04-01"],
        ["clocks", "wt2015", "board_notified"],
        ["clocks", "wt2015", "board_notified=1 April 2016"],
        ["clocks", "wt2015", "board_meeting_on_mars=2016-04-01"],
        ["clocks", "calendar", "start=2026-12-18"],
        ["clocks", "calendar", "end=2026-12-18", "--working-days", "5"],
        ["grid", "wt2015", "/nowhere/answers.toml"],
        ["grid", "wt2015", str(CASES / "case-a" / "expected.toml")],
        ["grid", "wt2015", str(CASES / "case-a" / "grid.md")],
        ["forms", "check", "/nowhere"],
        ["verify", "/nowhere.pdf", "--authority", "/nowhere.pem"],
        ["check", "/nowhere.lif", "--person", "P", "--passphrase-file", "/nowhere"],
        ["check", "/nowhere.lif", "--person", "P", "--passphrase", "secret"],
        ["verify", "x.pdf"],
    ],
    ids=repr,
)
def test_a_wrong_call_is_exit_2_in_one_sentence(
    capsys: pytest.CaptureFixture[str], words: list[str]
) -> None:
    code, out, err = run(capsys, *words)
    assert (code, out) == (2, "")
    assert len(err.strip().splitlines()) == 1
    assert "Traceback" not in err


def test_an_unknown_subject_and_an_empty_forms_folder_are_wrong_calls(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    answers = tmp_path / "answers.toml"
    answers.write_text("", encoding="utf-8")
    code, _, err = run(capsys, "grid", "wt2015", str(answers), "--subject", "local_review")
    assert code == 2
    assert "no subject" in err
    (tmp_path / "forms").mkdir()
    code, _, err = run(capsys, "forms", "check", str(tmp_path / "forms"))
    assert code == 2
    (tmp_path / "empty.txt").write_text("\n", encoding="utf-8")
    code, _, err = run(
        capsys,
        "check",
        str(tmp_path),
        "--person",
        "P",
        "--passphrase-file",
        str(tmp_path / "empty.txt"),
    )
    assert (code, "is empty" in err) == (2, True)


def test_both_expected_files_agree_with_the_clocks(capsys: pytest.CaptureFixture[str]) -> None:
    expected = tomllib.loads((CASES / "case-b" / "expected.toml").read_text(encoding="utf-8"))
    wanted = {clock["name"]: clock for clock in expected["clock"]}["Rapid review to Panel"]
    _, out, _ = run(
        capsys, "clocks", "wt2018", f"notification_sent={wanted['start'].isoformat()}", "--json"
    )
    assert [clock["due"] for clock in json.loads(out)] == [wanted["due"].isoformat()]


def test_a_fault_of_the_programs_own_parts_is_exit_1(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:

    def broken(*_: object) -> None:
        raise DefinitionError("wt2015.toml, line 1: damaged")

    monkeypatch.setattr("lif_desktop.cli.EditionCatalogue.load", broken)
    code, _, err = run(capsys, "clocks", "wt2015", "board_notified=2016-04-01")
    assert (code, err) == (1, "wt2015.toml, line 1: damaged\n")
