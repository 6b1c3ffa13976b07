"""Bad input at the command line: one clear sentence, the right exit code, and nothing is lost.

Each call is a process of its own, as an office's script makes it. After each fault the workspace
still opens and holds what it held.
"""

from __future__ import annotations

import json
import os
import resource
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pikepdf
import pytest

from lif_desktop import settings
from lif_desktop.clock import SystemClock
from lif_desktop.definitions.catalogue import EditionCatalogue
from lif_desktop.domain.cases import Case, Referral
from lif_desktop.domain.documents import DocumentKind, SigningCertificate
from lif_desktop.errors import DefinitionError
from lif_desktop.services import documents, maintenance
from lif_desktop.services import workspace as workspaces
from lif_desktop.store import key_slots
from lif_desktop.store.connections import Connector, open_raw
from lif_desktop.store.schema import VERSION
from tests import factories
from tests.faults.commands import ROOT, Told, let_others_enter, run, run_as_nobody

DONE, NOT_WHOLE, WRONG_CALL, NOT_OPENED = 0, 1, 2, 3
HOSTILE = ROOT / "tests" / "data" / "hostile" / "qpdf"
SECRET = factories.PASSPHRASE.encode()
_DISK = 1_000_000


@dataclass(frozen=True, slots=True)
class Held:
    """A closed workspace, what it holds, and what left it."""

    folder: Path
    case: Case
    referral: Referral
    paper: Path
    authority: Path
    certificate: str
    """The signer's own, which vouches for nobody."""


@pytest.fixture(scope="module")
def held(tmp_path_factory: pytest.TempPathFactory) -> Held:
    """A workspace with a decided case and a signed paper."""
    place = tmp_path_factory.mktemp("held")
    workspace = factories.make_workspace(place / "fenmarsh.lif", SystemClock()).workspace
    case = factories.decided_case(workspace)
    issued = documents.issue(
        workspace,
        DocumentKind.DECISION_FORM,
        case.id,
        [documents.Signer(role="Decision maker", name=factories.PERSON)],
    )
    signed = documents.sign(
        workspace, issued.id, person_id=workspace.actor.id, passphrase=factories.PASSPHRASE
    )
    paper, authority = place / "paper.pdf", place / "authority.pem"
    paper.write_bytes(signed.content)
    authority.write_text(documents.export_authority(workspace), encoding="ascii")
    with workspace.reading() as reader:
        (referral,) = reader.find(Referral)
        (own,) = reader.find(SigningCertificate)
    case = factories.case_now(workspace, case.id)
    workspace.close()
    return Held(workspace.folder, case, referral, paper, authority, own.certificate_pem)


@pytest.fixture
def folder(held: Held, tmp_path: Path) -> Path:
    """A copy of the workspace to be spoilt."""
    return Path(shutil.copytree(held.folder, tmp_path / "copy.lif"))


@pytest.fixture
def key(tmp_path: Path) -> Path:
    """A file with the passphrase."""
    path = tmp_path / "passphrase.txt"
    path.write_bytes(SECRET + b"\n")
    return path


def check(
    folder: Path, key: str | Path, person: str = factories.PERSON, given: bytes = b""
) -> Told:
    """Ask whether a workspace is whole."""
    return run("check", folder, "--person", person, "--passphrase-file", key, given=given)


def create(folder: Path, key: str | Path, **changes: str) -> Told:
    """Make a workspace."""
    words = {"board": "Saltmere Board", "person": "Ada Quill", **changes}
    options = [part for name, word in words.items() for part in (f"--{name}", word)]
    return run("create", folder, *options, "--passphrase-file", key)


def require_unlost(folder: Path, held: Held) -> None:
    """The workspace opens through services, is whole, and holds what it held."""
    workspace = workspaces.unlock(
        folder,
        person_name=factories.PERSON,
        passphrase=factories.PASSPHRASE,
        clock=SystemClock(),
    )
    try:
        assert [each for each in workspace.database.check() if not each.ok] == []
        with workspace.reading() as reader:
            assert reader.get(Case, held.case.id) == held.case
            assert reader.get(Referral, held.referral.id) == held.referral
    finally:
        workspace.close()


# --- the passphrase


@pytest.mark.parametrize(
    ("content", "code", "said"),
    [
        (b"wrong words stand here instead\n", NOT_OPENED, "The passphrase does not open"),
        (SECRET.upper() + b"\n", NOT_OPENED, "The passphrase does not open"),
        (b"", WRONG_CALL, "The passphrase file is empty"),
        (b"\r\n" + SECRET, WRONG_CALL, "The passphrase file is empty"),
        (SECRET + b"\x00\n", WRONG_CALL, "a character that cannot be typed"),
        (SECRET.decode().encode("utf-16"), WRONG_CALL, "is not UTF-8 text"),
        (b"\xff" + SECRET, WRONG_CALL, "is not UTF-8 text"),
        (SECRET * 100_000, WRONG_CALL, "too long"),
    ],
    ids=["wrong", "capitals", "empty", "line end first", "NUL", "UTF-16", "Latin", "endless"],
)
def test_a_passphrase_that_does_not_open_is_told_without_repeating_it(
    held: Held, tmp_path: Path, content: bytes, code: int, said: str
) -> None:
    file = tmp_path / "passphrase.txt"
    file.write_bytes(content)
    for told in (check(held.folder, file), check(held.folder, "-", given=content)):
        assert told.code == code
        assert said in told.sentence
        assert told.out == ""


@pytest.mark.parametrize(
    "content",
    [SECRET, SECRET + b"\r\nnotes\r\n", b"\xef\xbb\xbf" + SECRET + b"\r\n"],
    ids=["no line end", "from Windows", "with the mark of UTF-8"],
)
def test_every_editors_way_to_end_a_line_is_understood(
    held: Held, tmp_path: Path, content: bytes
) -> None:
    file = tmp_path / "passphrase.txt"
    file.write_bytes(content)
    assert check(held.folder, file).code == DONE
    assert check(held.folder, "-", given=content).code == DONE


@pytest.mark.parametrize(
    "content",
    [SECRET + b"\x00\n", SECRET.decode().encode("utf-16"), b"\xff" + SECRET, SECRET + b"\tx"],
    ids=["NUL", "UTF-16", "Latin", "tab"],
)
def test_no_workspace_is_made_with_a_passphrase_that_nobody_can_type(
    tmp_path: Path, content: bytes
) -> None:
    file = tmp_path / "passphrase.txt"
    file.write_bytes(content)
    told = create(tmp_path / "new.lif", file)
    assert (told.code, told.out) == (WRONG_CALL, "")
    assert "passphrase file" in told.sentence
    assert not (tmp_path / "new.lif").exists()


def test_a_passphrase_in_the_wrong_place_is_not_repeated(held: Held, key: Path) -> None:
    for words in (
        ("--passphrase-file", factories.PASSPHRASE),
        ("--passphrase-file", str(key), factories.PASSPHRASE),
        ("--passphrase-file", str(key), *factories.PASSPHRASE.split()),
        ("--passphrase", factories.PASSPHRASE),
        (f"--passphrase={factories.PASSPHRASE}",),
    ):
        told = run("check", held.folder, "--person", factories.PERSON, *words)
        assert told.code == WRONG_CALL, told
        assert told.sentence


def test_a_passphrase_file_that_cannot_be_read(held: Held, tmp_path: Path) -> None:
    for place in (tmp_path, tmp_path / "none", "/dev/null"):
        told = check(held.folder, place)
        assert told.code == WRONG_CALL
        assert "passphrase" in told.sentence
    assert check(held.folder, "/dev/zero").code == WRONG_CALL  # it never ends


def test_a_name_from_the_call_can_neither_break_the_line_nor_steer_the_terminal(
    held: Held, key: Path
) -> None:
    told = check(held.folder, key, person="Nobody\nThe workspace is whole.\x1b[2J\u202e")
    assert told.code == NOT_OPENED
    assert "No one named" in told.sentence


# --- the workspace


def test_a_damaged_key_file_with_a_good_second_copy_opens_and_is_mended(
    folder: Path, key: Path, held: Held
) -> None:
    good = (folder / "keys.json").read_bytes()
    (folder / "keys.json").write_bytes(good[: len(good) // 2])
    assert check(folder, key).code == DONE
    assert (folder / "keys.json").read_bytes() == good
    (folder / "keys.json.bak").write_bytes(b"")
    require_unlost(folder, held)
    assert (folder / "keys.json.bak").read_bytes() == good


@pytest.mark.parametrize(
    "spoilt",
    [b"", b"\x00" * 600, b"{}", b"[" * 100_000, b'{"version": 1e999}', b'{"version": NaN}'],
    ids=["empty", "NULs", "no keys", "nested", "endless number", "no number"],
)
def test_a_damaged_key_file_is_told_and_its_way_back_leads_back(
    folder: Path, key: Path, held: Held, spoilt: bytes
) -> None:
    kept = {name: (folder / name).read_bytes() for name in ("keys.json", "keys.json.bak")}
    for name in kept:
        (folder / name).write_bytes(spoilt)
    told = check(folder, key)
    assert (told.code, told.out) == (NOT_OPENED, "")
    assert "keys.json is damaged" in told.sentence
    assert "Put back" in told.sentence
    for name, content in kept.items():
        (folder / name).write_bytes(content)
    require_unlost(folder, held)


def _cut_at_a_page(content: bytes) -> bytes:
    return content[: len(content) // 2 // 4096 * 4096]


def _without_last_page(content: bytes) -> bytes:
    return content[:-4096]


def _cut_inside_a_page(content: bytes) -> bytes:
    return content[: len(content) // 2 // 4096 * 4096 + 17]


def _nothing(_content: bytes) -> bytes:
    return b""


def _first_page_spoilt(content: bytes) -> bytes:
    return bytes(64) + content[64:]


@pytest.mark.parametrize(
    "spoil",
    [_cut_at_a_page, _without_last_page, _cut_inside_a_page, _nothing, _first_page_spoilt],
)
def test_a_database_that_is_not_all_there_is_told_and_left_as_it_is(
    folder: Path, key: Path, held: Held, spoil: object
) -> None:
    assert callable(spoil)
    database = folder / "workspace.db"
    whole = database.read_bytes()
    database.write_bytes(spoil(whole))
    told = check(folder, key)
    assert (told.code, told.out) == (NOT_OPENED, "")
    assert "estore the latest backup into a new folder" in told.sentence
    assert database.read_bytes() == spoil(whole)
    database.write_bytes(whole)
    require_unlost(folder, held)


def test_a_page_spoilt_in_the_middle_is_found_by_check(
    folder: Path, key: Path, held: Held
) -> None:
    database = folder / "workspace.db"
    whole = database.read_bytes()
    middle = len(whole) // 2 // 4096 * 4096
    database.write_bytes(whole[:middle] + bytes(4096) + whole[middle + 4096 :])
    told = check(folder, key)
    told.require_discretion()
    assert told.code in {NOT_WHOLE, NOT_OPENED}
    assert "NOT WHOLE" in told.out or "damaged" in told.sentence
    database.write_bytes(whole)
    require_unlost(folder, held)


def test_a_foreign_database_is_told_and_not_touched(folder: Path, key: Path) -> None:
    database = folder / "workspace.db"
    database.unlink()
    foreign = sqlite3.connect(database)
    foreign.execute("CREATE TABLE invoice (number)")
    foreign.commit()
    foreign.close()
    before = database.read_bytes()
    told = check(folder, key)
    assert told.code == NOT_OPENED
    assert "is not a workspace: it is not encrypted" in told.sentence
    assert database.read_bytes() == before


def test_a_newer_schema_is_told_and_not_touched(folder: Path, key: Path, held: Held) -> None:
    _put_version(folder, VERSION + 1)
    told = check(folder, key)
    assert told.code == NOT_OPENED
    assert "newer version" in told.sentence
    _put_version(folder, VERSION)
    require_unlost(folder, held)


def _put_version(folder: Path, version: int) -> None:
    holder = json.loads((folder / "keys.json").read_bytes())["slots"][0]["label"]
    keyring = key_slots.unlock(folder, label=holder, passphrase=factories.PASSPHRASE)
    raw = open_raw(Connector(folder / "workspace.db", keyring, "copy", journal="delete"))
    raw.execute(f"PRAGMA user_version={version}")
    raw.close()
    keyring.wipe()


def test_what_is_no_workspace_is_told(held: Held, tmp_path: Path, key: Path) -> None:
    for place in (tmp_path, tmp_path / "none.lif", held.paper):
        told = check(place, key)
        assert told.code == NOT_OPENED
        assert "no workspace in this folder" in told.sentence
    copy = Path(shutil.copytree(held.folder, tmp_path / "bare.lif"))
    (copy / "workspace.db").unlink()
    assert "workspace.db is missing" in check(copy, key).sentence


def test_a_workspace_open_elsewhere_is_told_and_goes_on_being_open(
    folder: Path, key: Path, held: Held
) -> None:
    opened = workspaces.unlock(
        folder,
        person_name=factories.PERSON,
        passphrase=factories.PASSPHRASE,
        clock=SystemClock(),
    )
    told = check(folder, key)
    assert told.code == NOT_OPENED
    assert "already open in another window" in told.sentence
    opened.remember_place("home")
    opened.close()
    require_unlost(folder, held)


# --- the way back


def test_the_latest_backup_comes_back_beside_the_damaged_workspace(
    folder: Path, key: Path, held: Held, tmp_path: Path
) -> None:
    opened = workspaces.unlock(
        folder,
        person_name=factories.PERSON,
        passphrase=factories.PASSPHRASE,
        clock=SystemClock(),
    )
    backup = maintenance.backup(opened)
    opened.close()
    (folder / "workspace.db").write_bytes(b"")
    again = tmp_path / "again.lif"
    told = run("restore", backup.database, again)
    assert (told.code, told.err) == (DONE, "")
    assert check(again, key).code == DONE
    require_unlost(again, held)
    told = run("restore", backup.database, again)
    assert (told.code, told.out) == (WRONG_CALL, "")
    assert "already something at" in told.sentence
    require_unlost(again, held)


def test_what_is_no_backup_is_not_restored(folder: Path, tmp_path: Path) -> None:
    lone = tmp_path / "2026-01-01T000000Z-v1.db"
    lone.write_bytes((folder / "workspace.db").read_bytes())
    for backup in (lone, tmp_path / "none.db", tmp_path):
        told = run("restore", backup, tmp_path / "again.lif")
        assert (told.code, told.out) == (WRONG_CALL, "")
        assert "Choose another backup" in told.sentence
    lone.with_suffix(".keys.json").write_bytes(b"{}")
    told = run("restore", lone, tmp_path / "again.lif")
    assert told.code == NOT_OPENED
    assert told.sentence
    lone.with_suffix(".keys.json").write_bytes((folder / "keys.json").read_bytes())
    lone.write_bytes(b"")
    assert run("restore", lone, tmp_path / "again.lif").code == NOT_OPENED
    assert not (tmp_path / "again.lif").exists()


# --- the disk


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 1 MB; only an administrator can make one."""
    disk = tmp_path / "disk"
    disk.mkdir()
    mount = shutil.which("mount") or "mount"
    asked = [mount, "-t", "tmpfs", "-o", f"size={_DISK}", "tmpfs", str(disk)]
    if subprocess.run(asked, check=False, capture_output=True).returncode:
        pytest.skip("a disk of our own needs an administrator; the next test limits files instead")
    yield disk
    subprocess.run(["umount", "--lazy", str(disk)], check=True)


def test_a_full_disk_is_told_and_leaves_nothing_half_made(
    small_disk: Path, key: Path, held: Held
) -> None:
    copy = Path(shutil.copytree(held.folder, small_disk / "copy.lif"))
    ballast = small_disk / "ballast"
    ballast.write_bytes(bytes(os.statvfs(small_disk).f_bavail * 4096))
    told = create(small_disk / "new.lif", key)
    assert told.code == NOT_OPENED
    assert "The disk is full. Free some room" in told.sentence
    assert not (small_disk / "new.lif").exists()
    told = run("demo", small_disk / "example", "--no-window")
    assert (told.code, "The disk is full" in told.sentence) == (NOT_OPENED, True)
    told = check(copy, key)
    told.require_discretion()
    assert told.code in {DONE, NOT_OPENED}
    ballast.unlink()
    require_unlost(copy, held)


def _keep_files_small() -> None:
    resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))


def test_a_file_that_may_not_grow_is_told_and_leaves_nothing_half_made(
    tmp_path: Path, folder: Path, key: Path, held: Held
) -> None:
    words = ["--board", "Saltmere Board", "--person", "Ada Quill", "--passphrase-file", str(key)]
    told = run("create", tmp_path / "new.lif", *words, prepare=_keep_files_small)
    assert told.code == NOT_OPENED
    assert "disk" in told.sentence
    assert not (tmp_path / "new.lif").exists()
    who = ("--person", factories.PERSON, "--passphrase-file", key)
    told = run("check", folder, *who, prepare=_keep_files_small)
    assert told.code == NOT_OPENED
    assert "disk" in told.sentence
    require_unlost(folder, held)


def test_an_answer_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    if not Path("/dev/full").exists():
        pytest.skip("this system has no disk that is always full")
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "lif_desktop", "clocks", "wt2015", "meeting=2016-05-10"],
            cwd=ROOT,
            stdout=full,
            stderr=subprocess.PIPE,
            check=False,
        )
    told = Told(done.returncode, "", done.stderr.decode())
    assert told.code == NOT_WHOLE
    assert "could not be written" in told.sentence


def test_a_folder_that_may_only_be_read_is_told(folder: Path, held: Held, tmp_path: Path) -> None:
    key = tmp_path / "passphrase.txt"
    key.write_bytes(SECRET)
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    modes = let_others_enter(tmp_path)
    for path in folder.iterdir():
        path.chmod(0o444)
    folder.chmod(0o555)
    try:
        who = ("--person", factories.PERSON, "--passphrase-file", key)
        told = run_as_nobody(tmp_path / "warm.lif", "check", folder, *who)
        assert told.code == NOT_OPENED
        assert "cannot be read or written. Move it to a folder of your own" in told.sentence
        board = ("--board", "Saltmere Board", "--person", "Ada Quill", "--passphrase-file", key)
        told = run_as_nobody(tmp_path / "warmer.lif", "create", tmp_path / "new.lif", *board)
        assert told.code == NOT_OPENED
        assert "folder" in told.sentence
        told = run_as_nobody(tmp_path / "warmest.lif", "demo", tmp_path / "demo", "--no-window")
        assert (told.code, "folder" in told.sentence) == (NOT_OPENED, True)
    finally:
        for path, mode in modes.items():
            path.chmod(mode)
        folder.chmod(0o700)
        for path in folder.iterdir():
            path.chmod(0o600)
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before
    require_unlost(folder, held)


# --- create


def test_create_touches_nothing_that_is_there(held: Held, tmp_path: Path, key: Path) -> None:
    before = {path.name: path.read_bytes() for path in held.folder.iterdir()}
    told = create(held.folder, key)
    assert (told.code, told.out) == (WRONG_CALL, "")
    assert "already something at" in told.sentence
    assert {path.name: path.read_bytes() for path in held.folder.iterdir()} == before
    (tmp_path / "file.lif").write_text("mine", encoding="utf-8")
    (tmp_path / "link.lif").symlink_to(tmp_path / "nowhere")
    for name in ("file.lif", "link.lif"):
        assert create(tmp_path / name, key).code == WRONG_CALL
    assert (tmp_path / "file.lif").read_text(encoding="utf-8") == "mine"
    assert not (tmp_path / "nowhere").exists()


@pytest.mark.parametrize("name", ["", ".", "x" * 300, "passphrase.txt/inside"])
def test_create_wants_a_name_that_a_folder_can_have(tmp_path: Path, key: Path, name: str) -> None:
    told = create(tmp_path / name if len(name) > 1 else Path(name), key)
    assert (told.code, told.out) == (WRONG_CALL, "")
    assert told.sentence
    assert [path.name for path in tmp_path.iterdir()] == ["passphrase.txt"]


@pytest.mark.parametrize(
    "changes",
    [
        {"board": "Salt\x1b[31m"},
        {"board": "\udcff"},
        {"person": "Ada\nQuill"},
        {"person": "  "},
        {"post": "x" * 201},
        {"framework": "../wt2015"},
    ],
    ids=["steering", "half a letter", "two lines", "blank", "endless", "path"],
)
def test_create_takes_no_name_that_cannot_stand_on_a_document(
    tmp_path: Path, key: Path, changes: dict[str, str]
) -> None:
    told = create(tmp_path / "new.lif", key, **changes)
    assert (told.code, told.out) == (WRONG_CALL, "")
    assert told.sentence
    assert not (tmp_path / "new.lif").exists()


# --- forms and editions


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (b'colour = "red"\n', "action.toml, line 1, key “colour”: is not known here."),
        (b"\xff\xfe", "action.toml is not UTF-8 text: byte 0."),
        (b"[[[", "action.toml is not TOML"),
        (b"deep = " + b"[" * 100_000, "nested too deeply"),
        (b"far = " + b"9" * 10_000 + b"\n", "a number in it is too long"),
        (b'form_id = "\\u001b[2J"\n', "Cannot overwrite a value"),
    ],
    ids=["unknown key", "no UTF-8", "no TOML", "nested", "endless number", "twice"],
)
def test_a_form_that_is_not_well_made_is_named_with_its_place(
    tmp_path: Path, spoil: bytes, said: str
) -> None:
    form = (settings.forms_folder() / "action.toml").read_bytes()
    (tmp_path / "action.toml").write_bytes(spoil + form)
    told = run("forms", "check", tmp_path)
    told.require_discretion()
    assert (told.code, told.err) == (NOT_WHOLE, "")
    (line,) = told.out.splitlines()
    assert said in line


def test_a_form_from_an_editor_that_marks_utf_8_is_read(tmp_path: Path) -> None:
    form = (settings.forms_folder() / "action.toml").read_bytes()
    (tmp_path / "action.toml").write_bytes(b"\xef\xbb\xbf" + form)
    assert run("forms", "check", tmp_path).code == DONE


@pytest.mark.parametrize("place", ["editions/wt2015.toml", "boards/cambridgeshire-2016.toml"])
@pytest.mark.parametrize("spoil", ['colour = "red"\n', "deep = " + "[" * 100_000, "\x00"])
def test_an_edition_or_board_that_is_not_well_made_is_named(
    tmp_path: Path, place: str, spoil: str
) -> None:
    for shelf in ("editions", "boards"):
        shutil.copytree(settings.resources_folder() / shelf, tmp_path / shelf)
    text = (tmp_path / place).read_text(encoding="utf-8")
    (tmp_path / place).write_text(spoil + text, encoding="utf-8")
    with pytest.raises(DefinitionError) as error:
        EditionCatalogue.load(tmp_path)
    assert str(error.value).startswith(Path(place).name)
    assert len(str(error.value)) < 200


# --- verify


def verify(paper: Path, authority: Path) -> Told:
    """Check a PDF."""
    return run("verify", paper, "--authority", authority)


@pytest.mark.parametrize("name", ["bad1", "bad9", "bad39", "bad-direct-root", "leading-junk"])
def test_a_hostile_pdf_is_not_whole_and_said_to_be_so(name: str, held: Held) -> None:
    require_told_not_whole(verify(HOSTILE / f"{name}.pdf", held.authority))


def require_told_not_whole(told: Told) -> None:
    """One line, on one of the two channels, and the code of what is not whole."""
    told.require_discretion()
    assert told.code == NOT_WHOLE
    if told.err:
        assert (told.sentence, told.out) == (told.err.rstrip("\n"), "")
    else:
        assert told.out.splitlines()[-1].startswith("NOT WHOLE (")


def test_what_is_no_whole_pdf_is_not_whole(held: Held, tmp_path: Path) -> None:
    paper = tmp_path / "paper.pdf"
    signed = held.paper.read_bytes()
    for content in (b"", b"hello", b"%PDF-1.7\n", signed[: len(signed) // 2], bytes(5000)):
        paper.write_bytes(content)
        require_told_not_whole(verify(paper, held.authority))


def test_an_encrypted_pdf_is_told_as_such(held: Held, tmp_path: Path) -> None:
    locked = tmp_path / "locked.pdf"
    with pikepdf.open(held.paper) as pdf:
        pdf.save(locked, encryption=pikepdf.Encryption(owner="o", user="u"))
    told = verify(locked, held.authority)
    assert told.code == NOT_WHOLE
    assert "protected by a password. Save the PDF that is inside" in told.sentence


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"hello",
        b"\xff\x00",
        b"-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n",
        b"-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n",
    ],
    ids=["empty", "words", "binary", "hollow", "key"],
)
def test_an_authority_that_is_no_certificate_is_a_wrong_call(
    held: Held, tmp_path: Path, content: bytes
) -> None:
    file = tmp_path / "authority.pem"
    file.write_bytes(content)
    told = verify(held.paper, file)
    assert (told.code, told.out) == (WRONG_CALL, "")
    assert "Ask the board for authority.pem again" in told.sentence


def test_a_signers_own_certificate_is_no_authority(held: Held, tmp_path: Path) -> None:
    own = tmp_path / "own.pem"
    own.write_text(held.certificate, encoding="ascii")
    assert verify(held.paper, own).code == WRONG_CALL


def test_files_that_cannot_be_read_or_never_end_are_wrong_calls(
    held: Held, tmp_path: Path
) -> None:
    for paper, authority in (
        (tmp_path, held.authority),
        (tmp_path / "no\x1b[2J\nsuch.pdf", held.authority),
        (held.paper, tmp_path / "none.pem"),
        (Path("/dev/zero"), held.authority),
    ):
        told = verify(paper, authority)
        assert told.code == WRONG_CALL
        assert told.sentence
    assert verify(held.paper, held.authority).code == DONE


# --- clocks and grid


@pytest.mark.parametrize(
    "words",
    [
        ("wt2015", "board_notified=2016-13-01"),
        ("wt2015", "board_notified=2016-02-30"),
        ("wt2015", "board_notified=20160401"),
        ("wt2015", "board_notified=2016-W10-1"),
        ("wt2015", "board_notified=２０１６-04-01"),
        ("wt2015", "board_notified=2016-04-01T00:00"),
        ("wt2015", "board_notified="),
        ("wt2015", "=2016-04-01"),
        ("wt2015", "\x1b[31m\nx=2016-04-01"),
        ("wt1066", "board_notified=2016-04-01"),
        ("../wt2015", "board_notified=2016-04-01"),
        ("board_notified=2016-04-01", "wt2015"),
        ("--json", "board_notified=2016-04-01", "wt2015"),
        ("wt2015",),
    ],
    ids=repr,
)
def test_days_events_and_editions_that_are_none_are_wrong_calls(words: tuple[str, ...]) -> None:
    told = run("clocks", *words)
    assert (told.code, told.out) == (WRONG_CALL, "")
    assert told.sentence


@pytest.mark.parametrize(
    "words",
    [("",), ("nonsense",), ("--json", "clocks"), ("forms",), ("demo",), ("--frob",), ("check",)],
    ids=repr,
)
def test_calls_of_no_sense_are_wrong_calls(words: tuple[str, ...]) -> None:
    told = run(*words)
    assert (told.code, told.out) == (WRONG_CALL, "")
    assert "--help” says how it is called" in told.sentence


@pytest.mark.parametrize(
    "content",
    [
        b'died = "\xff"',
        b"died = 2\x00",
        b"died == 1",
        b"died = " + b"[" * 100_000,
        b"age = " + b"9" * 10_000,
        b"age = -1",
        b"age = inf",
        b'"two\\nlines" = 1',
        b"died = {a = 1}",
        b"born = 2000-02-30",
        "died = true".encode("utf-16"),
    ],
    ids=repr,
)
def test_answers_that_cannot_be_read_are_a_wrong_call(tmp_path: Path, content: bytes) -> None:
    answers = tmp_path / "answers.toml"
    answers.write_bytes(content)
    told = run("grid", "wt2015", answers)
    assert (told.code, told.out) == (WRONG_CALL, "")
    assert told.sentence


def test_an_answer_that_is_no_code_is_not_repeated(tmp_path: Path) -> None:
    answers = tmp_path / "answers.toml"
    answers.write_text('died = "Zebulon was found by his aunt"', encoding="utf-8")
    told = run("grid", "wt2015", answers)
    assert told.code == WRONG_CALL
    assert "ebulon" not in told.sentence
    assert "yes, no, nk" in told.sentence


def test_demo_clears_away_only_what_a_demonstration_made(tmp_path: Path) -> None:
    (tmp_path / "demo.lif").write_text("mine", encoding="utf-8")
    told = run("demo", tmp_path, "--no-window")
    assert (told.code, told.out) == (WRONG_CALL, "")
    assert "no demonstration made it. Name another folder" in told.sentence
    assert (tmp_path / "demo.lif").read_text(encoding="utf-8") == "mine"
    told = run("demo", tmp_path / "demo.lif", "--no-window")
    assert told.code == NOT_OPENED
    assert "a file where a folder should be" in told.sentence
