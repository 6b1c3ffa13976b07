"""What do the invented dossiers say, fact by fact, and is each fact among some answers?

A fact is a cell, a list line or a paragraph of a dossier, without its emphasis marks. It is found
if it stands letter for letter in one answer, or is put together from whole answers with nothing
between them but punctuation, labels and the few joining words below.
"""

from __future__ import annotations

import calendar
import csv
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from pathlib import Path

from lif_desktop.definitions.form import SELECTS, Form, Question, QuestionType
from lif_desktop.domain.answers import Answers, UncertainDate, rows_of

CASES = Path(__file__).parent / "data" / "cases"
PAPERS = ("referral.md", "grid.md", "decision.md", "learning-summary.md")
EMPTY = frozenset({"", "-"})
"""Cells in which the paper has nothing."""
LABEL_HEADS = frozenset({"Field", "Question"})
"""Heads of columns that hold the labels of a paper form, not facts."""
VIEW_CODES: Mapping[str, str] = {
    "M": "met",
    "NM": "not_met",
    "U": "unsure",
    "NK": "not_known",
}
"""How the papers write a view; the legend stands in each grid."""

JOINTS: Mapping[str, str] = {
    "at": "joins a date and a time",
    "or": "joins two accounts",
    "See": "points to another paper",
    "Sent": "the question's own word",
    "Reason": "names the field that follows",
    "Views": "names the field that follows",
    "Advocate": "names the field that follows",
    "Genogram": "names the field that follows",
    "Step-parents": "names the field that follows",
    "Step-parents and cohabitees": "names the field that follows",
    "Good practice": "names the field that follows",
    "Concerns about joint working": "names the field that follows",
    "Joint working concerns": "names the field that follows",
    "Rule as shown": "names the field that follows",
    "Tally, members only": "names the field that follows",
    "Override reason": "names the field that follows",
    "Outcome put to Panel": "names the field that follows",
    "Dissent": "a recommendation says so with a flag",
    "deputy for": "names the standing",
    "deputy": "the participant's standing",
    "invitee": "the participant's standing",
    "in attendance": "the participant's standing",
    "acting for": "names the field that follows",
    "Signed": "names the field that follows",
    "hash": "names the column",
    "Facts": "names the field that follows",
    "Immediate safety": "names the field that follows",
    "Improvements": "names the field that follows",
    "Next steps": "names the field that follows",
    "Slide set for practitioners": "names the field that follows",
    "to": "joins an answer and the date it leads to",
}
"""Words between answers that are structure of the paper, each with its reason."""

STRUCTURE: Mapping[str, str] = {
    "CONFIDENTIAL WHEN COMPLETED / OFFICIAL-SENSITIVE [PERSONAL DATA]": "printed marking of the paper form",
    "Everything in this form is invented.": "a remark on the dossier, not in the case",
    "OFFICIAL-SENSITIVE [PERSONAL DATA]. Everything in this form is invented. Method of death is deliberately not described in any paper of this case.": "printed marking, and a remark on the dossier",
    "Brief chronology (as typed by referrer, pasted from Word):": "names the lines that follow",
    "Brief chronology (pasted):": "names the lines that follow",
    "Views: M met, NM not met, U unsure, NK not known. Members: CSC; DDoc Designated Doctor; DNur Designated Nurse; POL police; LRN Learning; EPS Enhanced and Preventative Services; PRO probation (CRC). Invitees (views kept, not counted): HOSP hospital; HSG Fen Edge Homes.": "legend of codes and standing; participants hold it",
    "Members of the Case Review Group (counted): CYPS, POL police, CCG, EAS Eastshore, EDU education, WEX Wexcombe. Invitees (not counted): HER Heronsgate, NCS Northmoor CS, YJS Northmoor youth justice.": "legend of standing; participants hold it",
    "Sub-group meeting Tuesday 10 May 2016. Criteria: Working Together 2015. Board framework 2016. Grid layout is this application’s design.": "head of the grid: the meeting's date and edition are the case's own, the last sentence is the form's header",
    "Working Together 2018; Suffolk-style framework 2018/19. Meeting 7 January 2019. Grid layout is this application’s design.": "head of the grid: the meeting's date and edition are the case's own, the last sentence is the form's header",
}
"""Lines of the papers that are not facts of a case, each with its reason."""


@dataclass(frozen=True, slots=True)
class PaperTable:
    """One table of a paper, with the headings above it."""

    headings: tuple[str, ...]
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    def facts(self) -> Iterator[str]:
        """Every cell that says something; labels of a form and codes of views left out."""
        for row in self.rows:
            yield from self.facts_of(row)

    def facts_of(self, row: Sequence[str]) -> Iterator[str]:
        """The facts of one row."""
        for head, cell in zip(self.heads, row, strict=True):
            coded = cell in VIEW_CODES and head.partition(" ")[0].isupper()
            named = head.partition(" ")[0] in {"DDoc", "DNur"} and cell in VIEW_CODES
            if cell not in EMPTY and head not in LABEL_HEADS and not coded and not named:
                yield cell


@dataclass(frozen=True, slots=True)
class Texts:
    """What some answers say."""

    exact: frozenset[str]
    """As it was typed, letter for letter; dates in the ways people write them."""
    labels: frozenset[str]
    """Words that a code stands for; capitals do not count."""

    def __or__(self, other: Texts) -> Texts:
        return Texts(self.exact | other.exact, self.labels | other.labels)


def facts(path: Path) -> list[str]:
    """Every fact of a paper, in its order, letter for letter."""
    lines = path.read_text(encoding="utf-8").splitlines()
    found: list[str] = []
    for part in _parts(lines):
        if isinstance(part, PaperTable):
            found.extend(part.facts())
        else:
            found.append(part)
    return [fact for fact in found if fact not in STRUCTURE]


def tables(path: Path) -> list[PaperTable]:
    """Every table of a paper."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return [part for part in _parts(lines) if isinstance(part, PaperTable)]


def action_rows(case: str) -> list[dict[str, str]]:
    """The rows of a case's actions.csv."""
    with (CASES / case / "actions.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def read_day(text: str) -> date:
    """A date of actions.csv: day first in one case, ISO in the other."""
    form = "%d/%m/%Y" if "/" in text else "%Y-%m-%d"
    return datetime.strptime(text, form).date()  # noqa: DTZ007  # a calendar date, no moment


def missing(path: Path, texts: Texts) -> list[str]:
    """The facts of a paper that are not found in the texts."""
    return [fact for fact in facts(path) if not found(fact, texts)]


def found(fact: str, texts: Texts) -> bool:
    """Does the fact stand in one answer, or is it put together from whole answers?"""
    if any(fact in text for text in texts.exact):
        return True
    return _composed(fact, texts)


def texts_of(form: Form, answers: Answers) -> Texts:
    """What the answers to a form say."""
    texts = Texts(frozenset(), frozenset())
    for question in form.questions():
        texts |= answer_texts(question, answers.get(question.name))
    return texts


def row_texts(table: Question, answers: Answers) -> list[Texts]:
    """What each row of a table says."""
    rows = []
    for row in rows_of(answers, table.name):
        texts = Texts(frozenset(), frozenset())
        for column in table.columns:
            texts |= answer_texts(column, row.get(column.name))
        rows.append(texts)
    return rows


def answer_texts(question: Question, answer: object) -> Texts:
    """What one answer says."""
    if answer is None:
        return Texts(frozenset(), frozenset())
    if question.type is QuestionType.REPEAT:
        texts = Texts(frozenset(), frozenset())
        for row in row_texts(question, {question.name: answer}):
            texts |= row
        return texts
    if question.type in SELECTS:
        codes = answer if isinstance(answer, list) else [answer]
        labels = {question.label_of(str(code)) for code in codes}
        short = {"n/a"} if "Not applicable" in labels else set()
        return Texts(frozenset(), frozenset(labels | _short_codes(labels) | short))
    uncertain = UncertainDate.from_answer(answer)
    if uncertain is not None:
        return _date_texts(uncertain)
    return plain(str(answer))


def plain(*texts: str) -> Texts:
    """Texts as they are."""
    return Texts(frozenset(text for text in texts if text.strip()), frozenset())


def _short_codes(labels: Iterable[str]) -> set[str]:
    """ "WBRI White British" is also written "WBRI"."""
    return {label.partition(" ")[0] for label in labels if label.partition(" ")[0].isupper()}


def _date_texts(given: UncertainDate) -> Texts:
    exact = {given.note} if given.note else set()
    labels = set()
    day = given.exact()
    if day is not None:
        words = f"{day.day} {calendar.month_name[day.month]}"
        exact |= {words, f"{words} {day.year}"}
        exact |= {f"{calendar.day_name[day.weekday()]} {words} {day.year}"}
        exact |= {day.strftime("%d/%m/%Y"), day.isoformat(), f"{words[:6]} {day.year}"}
        exact |= {f"{day.day}/{day.month}/{day:%y}"}
    elif given.year is None:
        labels.add("Not known")
    else:
        exact.add(given.month_and_year())
    return Texts(frozenset(exact), frozenset(labels))


def _parts(lines: Sequence[str]) -> Iterator[str | PaperTable]:
    """Paragraphs, list lines and tables of a paper."""
    headings: tuple[str, ...] = ()
    rows: list[tuple[str, ...]] = []
    for line in [*lines, ""]:
        if line.startswith("|"):
            rows.append(_cells(line))
            continue
        if rows:
            yield PaperTable(headings, rows[0], tuple(rows[2:]))
            rows = []
        if line.startswith("#"):
            level = len(line) - len(line.lstrip("#"))
            headings = (*headings[: level - 1], line.lstrip("# ").strip())
        elif fact := _unmarked(_without_label(line)).strip(" "):
            yield fact


def _cells(line: str) -> tuple[str, ...]:
    return tuple(_unmarked(cell.strip()) for cell in line.strip().strip("|").split("|"))


def _unmarked(text: str) -> str:
    """The text without the marks of emphasis, which are the paper's and not the fact's."""
    return text.replace("**", "")


_LABEL = re.compile(r"(\d+\. \*\*[^*]+\*\*|\*\*[^*]+[.:?]\*\*) ?")
"""A label at the head of a paragraph: number and title of a field, or the name of a part."""


def _without_label(text: str) -> str:
    label = _LABEL.match(text)
    return text[label.end() :] if label else text


_GAP = " ,.;:/()–-“”"
"""What may stand between answers."""


def _composed(fact: str, texts: Texts) -> bool:
    labels = {label.casefold() for label in (*texts.labels, *JOINTS)}
    folded = fact.casefold()

    @cache
    def rest(at: int, something: bool) -> bool:  # a step of the search, not a switch
        if at >= len(fact):
            return something
        if fact[at] in _GAP and rest(at + 1, something):
            return True
        for text in texts.exact:
            if (
                fact.startswith(text, at)
                and _ends(fact, at + len(text))
                and rest(at + len(text), True)
            ):  # something was found
                return True
        for label in labels:
            if folded.startswith(label, at) and _ends(fact, at + len(label)):
                joint = label in {joint.casefold() for joint in JOINTS}
                if rest(at + len(label), something or not joint):
                    return True
        return False

    return rest(0, False)  # nothing was found yet


def _ends(fact: str, at: int) -> bool:
    return at >= len(fact) or not fact[at].isalnum() or not fact[at - 1].isalnum()
