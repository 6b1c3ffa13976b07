"""The command line: check, verify and work out without a window, and build the example board.

Exit codes: 0 done, or the thing checked is whole; 1 it is not whole; 2 the call's words are off;
3 the workspace could not be opened. Every error is one sentence with the way out. A passphrase is
read from a file or from standard input, never from the words of the call or the environment.
"""

from __future__ import annotations

import argparse
import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import NoReturn

from typing_extensions import override

from lif_desktop import __version__, settings
from lif_desktop.cli.terminal import (
    DONE,
    NOT_OPENED,
    NOT_WHOLE,
    WRONG_CALL,
    CallError,
    bytes_of,
    complain,
    end_saying,
    first_line_of,
    never_fail_to_print,
    say,
    say_plain,
    toml_of,
)
from lif_desktop.clock import SystemClock
from lif_desktop.definitions.catalogue import EditionCatalogue, FormCatalogue
from lif_desktop.definitions.edition import Edition, Framework, read_bank_holidays
from lif_desktop.domain import criteria, timelines
from lif_desktop.domain.criteria import STRENGTH_LABELS, RuleResult
from lif_desktop.domain.timelines import Direction, DueDate, length_words
from lif_desktop.domain.vocabulary import TRUST_LABELS, long_date
from lif_desktop.errors import (
    AccessError,
    DefinitionError,
    FileRefusedError,
    InvalidAnswersError,
    LifError,
    NotFoundError,
    StoreError,
    UserError,
)

_CALENDAR = "calendar"
_DEFAULT_FRAMEWORK = "cambridgeshire-2016"
_FIRST_YEAR, _LAST_YEAR = 1990, 2090
"""Years whose bank holidays the calendar is asked for."""
_MOST_DAYS = 2000
_ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_OPTION = re.compile(r"--[a-z-]+")
Event = tuple[str, date]
"""An event's name and its day."""


class _Parser(argparse.ArgumentParser):
    """Complains in one sentence instead of a page of usage; takes no option cut short."""

    def __init__(self, *, prog: str, **words: str | None) -> None:
        super().__init__(prog=prog, description=words.get("description"), allow_abbrev=False)

    @override
    def error(self, message: str) -> NoReturn:
        if message.startswith("unrecognized"):  # a passphrase may stand among these words
            options = ", ".join(_OPTION.findall(message))
            message = f"it does not take {options or 'so many words'}"
        raise CallError(
            f"{message[:1].upper()}{message[1:]}. “{self.prog} --help” says how it is called."
        )


def main(argv: Sequence[str]) -> int:
    """Run one command.

    Args:
        argv: the words after the program's name.

    Returns:
        The exit code: 0, 1, 2 or 3.
    """
    never_fail_to_print()
    try:
        code = _answer(argv)
        end_saying()
    except LifError as error:
        return complain(error, NOT_WHOLE)
    return code


def _answer(argv: Sequence[str]) -> int:
    try:
        call = _parser().parse_args(list(argv))
        command: Callable[[argparse.Namespace], int] = call.command
        return command(call)
    except (AccessError, StoreError) as error:
        return complain(error, NOT_OPENED)
    except InvalidAnswersError as error:
        return complain(" ".join(problem.message for problem in error.problems), WRONG_CALL)
    except UserError as error:
        return complain(error, WRONG_CALL)
    except LifError as error:
        return complain(error, NOT_WHOLE)


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(
        prog="lif-desktop", description="Case reviews for safeguarding children boards."
    )
    parser.add_argument("--version", action="version", version=f"LIF Desktop {__version__}")
    commands = parser.add_subparsers(metavar="COMMAND", required=True)

    demo = commands.add_parser("demo", help="build the invented example board and open it")
    demo.add_argument("folder", metavar="FOLDER", type=Path)
    demo.add_argument("--no-window", action="store_true", help="do not open the window on it")
    demo.set_defaults(command=_demo)

    create = commands.add_parser("create", help="make an encrypted workspace")
    create.add_argument("workspace", metavar="WORKSPACE", type=Path)
    create.add_argument("--board", required=True, help="name of the board or partnership")
    create.add_argument(
        "--short-name", default="", help="as in its references; initials if not given"
    )
    create.add_argument(
        "--framework", default=_DEFAULT_FRAMEWORK, help="its framework, for example suffolk-2018"
    )
    create.add_argument("--person", required=True, help="name of the first person")
    create.add_argument("--post", default="Business Manager", help="the person's post")
    _takes_passphrase(create)
    create.set_defaults(command=_create)

    check = commands.add_parser("check", help="is a workspace whole?")
    check.add_argument("workspace", metavar="WORKSPACE", type=Path)
    check.add_argument("--person", required=True, help="name of someone who can unlock it")
    _takes_passphrase(check)
    check.set_defaults(command=_check)

    restore = commands.add_parser(
        "restore", help="put a backup into a new workspace; the old one stays as it is"
    )
    restore.add_argument(
        "backup", metavar="BACKUP.db", type=Path, help="its .keys.json must lie beside it"
    )
    restore.add_argument("workspace", metavar="WORKSPACE", type=Path)
    restore.set_defaults(command=_restore)

    verify = commands.add_parser(
        "verify", help="is a signed PDF whole, and whose are the signatures?"
    )
    verify.add_argument("file", metavar="FILE.pdf", type=Path)
    verify.add_argument(
        "--authority", required=True, metavar="CA.pem", type=Path, help="the board's certificate"
    )
    verify.set_defaults(command=_verify)

    clocks = commands.add_parser("clocks", help="what is due when, and says who?")
    clocks.add_argument(
        "edition", metavar="EDITION", help="an edition or board framework, or “calendar”"
    )
    clocks.add_argument("events", metavar="EVENT=YYYY-MM-DD", nargs="+")
    clocks.add_argument(
        "--working-days", type=int, metavar="N", help="with calendar: N working days after start"
    )
    clocks.add_argument("--json", action="store_true")
    clocks.set_defaults(command=_clocks)

    grid = commands.add_parser(
        "grid", help="what do the criteria give? It shows, it never decides"
    )
    grid.add_argument("edition", metavar="EDITION")
    grid.add_argument("answers", metavar="ANSWERS.toml", type=Path)
    grid.add_argument(
        "--subject",
        default="",
        help="review, notification, rapid_review, local_review or national_review",
    )
    grid.add_argument("--json", action="store_true")
    grid.set_defaults(command=_grid)

    forms = commands.add_parser("forms", help="are forms well made?").add_subparsers(
        metavar="WHAT", required=True
    )
    forms_check = forms.add_parser("check", help="read every form of a folder")
    forms_check.add_argument("folder", metavar="FOLDER", type=Path, nargs="?")
    forms_check.set_defaults(command=_forms_check)
    return parser


def _takes_passphrase(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--passphrase-file",
        required=True,
        metavar="FILE",
        help="file whose first line is the passphrase; - reads standard input",
    )


def _demo(call: argparse.Namespace) -> int:
    from lif_desktop import demo  # noqa: PLC0415  # other commands need neither the store nor the window

    workspace = demo.build(call.folder, say)
    if not call.no_window:
        demo.open_window(workspace, say)
    return DONE


def _create(call: argparse.Namespace) -> int:
    from lif_desktop.services import workspace as workspaces  # noqa: PLC0415  # see _demo

    created = workspaces.create(
        call.workspace,
        board_name=call.board,
        board_short_name=call.short_name or _initials(call.board),
        framework=call.framework,
        person_name=call.person,
        person_post=call.post,
        passphrase=_passphrase(call.passphrase_file),
        clock=SystemClock(),
    )
    created.workspace.close()
    say(f"Workspace: {created.workspace.folder}")
    say(f"Person: {call.person}")
    say(f"Recovery key: {created.recovery_key}")
    say("Write the recovery key down and keep it apart from this computer. It is not shown again.")
    return DONE


def _check(call: argparse.Namespace) -> int:
    from lif_desktop.services import maintenance  # noqa: PLC0415  # see _demo
    from lif_desktop.services import workspace as workspaces  # noqa: PLC0415  # see _demo

    passphrase = _passphrase(call.passphrase_file)
    try:
        opened = workspaces.unlock(
            call.workspace, person_name=call.person, passphrase=passphrase, clock=SystemClock()
        )
    except NotFoundError as error:
        return complain(error, NOT_OPENED)
    try:
        findings = maintenance.check(opened)
    finally:
        opened.close()
    for finding in findings:
        say(f"{'whole' if finding.ok else 'NOT WHOLE'}  {finding.words}")
    if all(finding.ok for finding in findings):
        say("The workspace is whole.")
        return DONE
    say(
        "The workspace is not whole. Restore the latest backup into a new folder and compare: "
        "“lif-desktop restore BACKUP.db NEW-FOLDER” does it."
    )
    return NOT_WHOLE


def _restore(call: argparse.Namespace) -> int:
    from lif_desktop.services import maintenance, naming  # noqa: PLC0415  # see _demo

    folder = naming.named_as_workspace(call.workspace)
    naming.require_free_place(folder)
    maintenance.restore(call.backup, folder)
    say(f"Workspace: {folder}")
    say("The backup opens there with the passphrases of its day. Check it before you work in it.")
    return DONE


def _verify(call: argparse.Namespace) -> int:
    from lif_desktop.services import documents  # noqa: PLC0415  # see _demo

    authority = documents.authority_in(bytes_of(call.authority))
    content = bytes_of(call.file)
    try:
        verdict = documents.verify_file(content, authority, at=SystemClock().now())
    except FileRefusedError as error:
        return complain(error, NOT_WHOLE)
    for signature in verdict.signatures:
        say(f"Signature {signature.position}: {signature.sentence}")
    say(
        f"{'Whole' if verdict.whole else 'NOT WHOLE'} ({verdict.finding.value}): {verdict.sentence}"
    )
    return DONE if verdict.whole else NOT_WHOLE


def _clocks(call: argparse.Namespace) -> int:
    events = [_event(word) for word in call.events]
    if call.edition == _CALENDAR:
        return _calendar(call, events)
    if call.working_days is not None:
        raise CallError(
            "--working-days goes with “calendar”: clocks calendar start=2026-12-18 --working-days 5."
        )
    source = _edition_or_framework(call.edition)
    _refuse_unknown_events(dict(events))
    found = _due_dates(source, events)
    if call.json:
        say_plain([due.as_plain() for due in found])
    else:
        for due in found:
            say(_clock_line(due))
        if not found:
            say(f"No clock of {call.edition} starts at {', '.join(dict(events))}.")
    return DONE


def _due_dates(source: Edition | Framework, events: Sequence[Event]) -> Sequence[DueDate]:
    """Every due date; an event with two accounts of its day starts its clocks twice, and neither is chosen."""
    first: dict[str, date] = {}
    others: list[Event] = []
    for name, day in events:
        if first.setdefault(name, day) != day:
            others.append((name, day))
    holidays = _holidays()
    found = [*timelines.due_dates(source.clocks, first, holidays)]
    for name, day in others:
        found += timelines.due_dates(source.clocks, {name: day}, holidays)
    return found


def _refuse_unknown_events(events: Mapping[str, date]) -> None:
    """An event that starts a clock nowhere is a slip of the pen."""
    catalogue = EditionCatalogue.load(settings.resources_folder())
    known = {rule.event for framework in catalogue.frameworks() for rule in framework.clocks}
    known |= {rule.event for edition in catalogue.editions() for rule in edition.clocks}
    for event in events:
        if event not in known:
            raise CallError(
                f"No clock starts at “{event}”; the events are {', '.join(sorted(known))}."
            )


def _calendar(call: argparse.Namespace, events: Sequence[Event]) -> int:
    if [name for name, _ in events] != ["start"] or call.working_days is None:
        raise CallError(
            "The calendar is asked with one day and a number: clocks calendar start=2026-12-18 --working-days 5."
        )
    if abs(call.working_days) > _MOST_DAYS:
        raise CallError(
            f"The calendar counts up to {_MOST_DAYS} working days; ask for a smaller number."
        )
    start = events[0][1]
    due = timelines.add_working_days(start, call.working_days, _holidays())
    if call.json:
        answer = {
            "start": start.isoformat(),
            "working_days": call.working_days,
            "due": due.isoformat(),
        }
        say_plain(answer)
    else:
        count = abs(call.working_days)
        days = f"{count} working {'day' if count == 1 else 'days'}"
        side = "before" if call.working_days < 0 else "from"
        say(f"{due.isoformat()}  {long_date(due)}, {days} {side} {long_date(start)}")
    return DONE


def _grid(call: argparse.Namespace) -> int:
    source = _edition_or_framework(call.edition)
    edition = source if isinstance(source, Edition) else source.edition
    answers = toml_of(call.answers)
    problems = criteria.answer_problems(answers)
    if problems:
        raise InvalidAnswersError(problems)
    result = criteria.evaluate(edition.rules(call.subject or edition.decision_subject), answers)
    if call.json:
        say_plain(result.as_plain())
    else:
        for line in _rule_lines(result):
            say(line)
    return DONE


def _forms_check(call: argparse.Namespace) -> int:
    folder = call.folder or settings.forms_folder()
    if not folder.is_dir():
        raise CallError(f"There is no folder {folder}; name the folder that holds the forms.")
    try:
        forms = tuple(FormCatalogue.load(folder))
    except DefinitionError as error:
        for line in str(error).splitlines():
            say(line)
        return NOT_WHOLE
    for form in forms:
        count = sum(1 + len(question.columns) for question in form.questions())
        say(f"{form.form_id} {form.version}: {len(form.sections)} sections, {count} questions")
    if not forms:
        raise CallError(f"There is no form in {folder}; forms are files that end in .toml.")
    return DONE


def _clock_line(due: DueDate) -> str:
    rule = due.rule
    reading = f" ({rule.reading})" if rule.reading else ""
    return (
        f"{due.due.isoformat()}  {rule.clock}{reading}: {rule.label}, {long_date(due.due)}; "
        f"{_length_words(due)} {due.start.isoformat()}, {rule.strictness.value}; "
        f"{TRUST_LABELS[rule.trust]}: {rule.source}"
    )


def _length_words(due: DueDate) -> str:
    """Words to be followed by the day: "5 working days from", "10 working days before"."""
    words = length_words(due.rule)
    return words if due.rule.direction is Direction.BEFORE else f"{words} from"


def _rule_lines(result: RuleResult) -> Sequence[str]:
    lines = [f"{result.strength.value}: {STRENGTH_LABELS[result.strength]}"]
    lines += [f"Because: {reason}" for reason in result.reasons]
    lines += [f"Source: {source}" for source in result.sources]
    if result.missing:
        lines.append(f"Not known, and could change the result: {', '.join(result.missing)}")
    lines.append("This shows what the rule gives. People decide.")
    return lines


def _edition_or_framework(name: str) -> Edition | Framework:
    catalogue = EditionCatalogue.load(settings.resources_folder())
    known: list[Edition | Framework] = [*catalogue.editions(), *catalogue.frameworks()]
    for each in known:
        if each.id == name:
            return each
    names = ", ".join(each.id for each in known)
    raise CallError(f"There is no edition or framework “{name}”; there are {names}.")


def _holidays() -> timelines.BankHolidays:
    return read_bank_holidays(settings.resources_folder() / "bank_holidays.toml")


def _event(word: str) -> Event:
    name, _, written = word.partition("=")
    try:
        day = date.fromisoformat(written if _ISO_DAY.fullmatch(written) else "")
    except ValueError:
        raise CallError(
            f"“{word}” is not an event with its day; write it like board_notified=2016-04-01."
        ) from None
    if not _FIRST_YEAR <= day.year <= _LAST_YEAR:
        raise CallError(
            f"“{word}” is outside the years the calendar knows; name a day from {_FIRST_YEAR} to {_LAST_YEAR}."
        )
    return name, day


def _passphrase(source: str) -> str:
    from lif_desktop.services import passphrases  # noqa: PLC0415  # see _demo

    return passphrases.passphrase_in(first_line_of(source, passphrases.MOST_BYTES))


def _initials(board: str) -> str:
    """The first letters of its words that begin with a capital; of all its words if none does."""
    words = board.split()
    return "".join(word[0] for word in words if word[0].isupper()) or "".join(
        word[0].upper() for word in words
    )
