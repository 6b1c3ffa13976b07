"""What does the action plan say? Totals first, then every action under its recommendation.

Rating as word and shape; the first due date stays visible; an owner's word without accepted evidence is
shown as not accepted.

Source: catalogue rows A06, A66, B28, E55, E65, E66, E70, E72 (closed means changed).
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from lif_desktop.clock import ENGLAND
from lif_desktop.documents.blocks import (
    Block,
    Cell,
    Column,
    DataTable,
    Panel,
    Row,
    RowKind,
    Signatures,
    Together,
)
from lif_desktop.documents.case_file import Issue
from lif_desktop.documents.figures import TallyPart, TotalsStrip
from lif_desktop.documents.plans import DocumentPlan
from lif_desktop.documents.wording import Line, Lines, Mark, Run, Tone, paragraphs, words
from lif_desktop.domain.actions import (
    AMBER_DAYS,
    STATUS_LABELS,
    Action,
    ActionStatus,
    Redating,
    is_activity_only,
    rag,
    slippage_days,
)
from lif_desktop.domain.cases import Case
from lif_desktop.domain.people import Board
from lif_desktop.domain.timelines import due_words
from lif_desktop.domain.vocabulary import MONTHS, RAG_LABELS, Rag, long_date, plain_date

RAG_MARKS = {
    Rag.RED: Mark.RED,
    Rag.AMBER: Mark.AMBER,
    Rag.GREEN: Mark.GREEN,
    Rag.COMPLETE: Mark.COMPLETE,
}
"""Rating to its shape, the same in window, document and sheet."""
_TIERS = {
    1: "Measures how much was done: activity only",
    2: "Measures how well it was done",
    3: "Measures whether anyone is better off",
}
_QUARTERS = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Tracker:
    """The actions of one plan on one day."""

    actions: tuple[Action, ...]
    redatings: tuple[Redating, ...] = ()
    on: date
    holidays: Container[date] = field(default_factory=frozenset)
    amber_days: int = AMBER_DAYS

    def rag(self, action: Action) -> Rag:
        """The rating of an action on the day."""
        return rag(action, self.on, amber_days=self.amber_days)

    def times_redated(self, action: Action) -> int:
        """How often its due date was moved."""
        return sum(each.action_id == action.id for each in self.redatings)


def action_plan(
    *, case: Case | None, board: Board, tracker: Tracker, issue: Issue
) -> DocumentPlan:
    """The action plan of a case, or of the board where there is no case.

    Args:
        case: the case the actions were raised from; None for the board's own plan.
        board: whose plan it is.
        tracker: the actions and the day they are rated on.
        issue: version, moment, who signs if anyone does.
    """
    name = (case.pseudonym or case.reference) if case else board.short_name
    return DocumentPlan(
        title="Action plan",
        short_title=f"Action plan: {name}",
        subtitle=f"{name}. {_size(tracker.actions)}",
        kind_lines=(f"Position at {long_date(tracker.on)}",),
        board=board.name,
        marking=case.marking if case else board.marking,
        reference=(case.reference if case else "") or board.short_name,
        version=issue.version_words,
        audit_code=issue.audit_code,
        landscape=True,
        margin=issue.margin,
        margin_words=issue.margin_words,
        subject="Actions by recommendation, with rating, slippage and evidence",
        made_at=issue.made_at.isoformat(),
        blocks=(_totals(tracker), _table(tracker), *_signing(name, issue)),
    )


def _signing(name: str, issue: Issue) -> tuple[Block, ...]:
    if not issue.signatories:
        return ()
    panel = Panel(label="What is signed", statement=f"Action plan: {name}")
    return (Together(blocks=(panel, Signatures(panels=issue.panels()))),)


def _size(actions: Sequence[Action]) -> str:
    recommendations = len({_group(action) for action in actions if action.recommendation})
    return f"{_counted(recommendations, 'recommendation')}, {_counted(len(actions), 'action')}"


def _counted(count: int, word: str) -> str:
    return f"{count} {word}{'' if count == 1 else 's'}"


def _totals(tracker: Tracker) -> TotalsStrip:
    ratings = [tracker.rag(action) for action in tracker.actions]
    complete, green, amber, red = (
        ratings.count(each) for each in (Rag.COMPLETE, Rag.GREEN, Rag.AMBER, Rag.RED)
    )
    moved = [action for action in tracker.actions if slippage_days(action) > 0]
    days = sum(slippage_days(action) for action in moved)
    times = sum(tracker.times_redated(action) for action in tracker.actions)
    quarters = _quarters(tracker, red)
    said = ", ".join(f"{part.label} {part.count}" for part in quarters)
    total = len(tracker.actions)
    slipped = f"{len(moved)} of {total}"
    slipped_words = f"actions re-dated, {_times(times)} in all; {_counted(days, 'day')} added"
    return TotalsStrip(
        title=f"{_counted(total, 'action')} on {plain_date(tracker.on)}",
        complete=complete,
        green=green,
        amber=amber,
        red=red,
        quarters=quarters,
        slipped=slipped,
        slipped_words=slipped_words,
        alt=(
            f"Of {_counted(total, 'action')}: {complete} complete, {green} green (on track), {amber} amber "
            f"(due soon), {red} red (overdue). Red at the end of each quarter: {said}. "
            f"Slippage: {slipped} {slipped_words}."
        ),
    )


def _times(count: int) -> str:
    return {0: "never", 1: "once", 2: "twice"}.get(count, f"{count} times")


def _quarters(tracker: Tracker, red_today: int) -> tuple[TallyPart, ...]:
    """Red at the last quarters' ends, worked out with the due dates of that day, and today."""
    parts = [
        TallyPart(count=_red_on(tracker, end), label=f"{MONTHS[end.month - 1][:3]} {end:%y}")
        for end in reversed(list(_quarter_ends(tracker.on)))
    ]
    return (*parts, TallyPart(count=red_today, label="Today"))


def _quarter_ends(on: date) -> Iterable[date]:
    """The last days of the quarters before the one a day is in, the latest first."""
    begins = date(on.year, 3 * ((on.month - 1) // 3) + 1, 1)
    for _ in range(_QUARTERS):
        yield begins - timedelta(days=1)
        begins = date(begins.year - (begins.month == 1), (begins.month - 4) % 12 + 1, 1)


def _red_on(tracker: Tracker, day: date) -> int:
    return sum(
        rag(replace(action, due_on=_due_then(tracker, action, day)), day) is Rag.RED
        for action in tracker.actions
    )


def _due_then(tracker: Tracker, action: Action, day: date) -> date:
    """The due date as it stood on an earlier day."""
    later = sorted(
        (each.redated_at.astimezone(ENGLAND).date(), each.from_on)
        for each in tracker.redatings
        if each.action_id == action.id and each.redated_at.astimezone(ENGLAND).date() > day
    )
    return later[0][1] if later else action.due_on


def _table(tracker: Tracker) -> DataTable:
    groups: dict[tuple[str, str], list[Action]] = {}
    for action in tracker.actions:
        groups.setdefault(_group(action), []).append(action)
    rows: list[Row] = []
    for actions in groups.values():
        heading = Cell(lines=(_group_line(actions[0]),))
        rows.append(Row(cells=(heading,), kind=RowKind.GROUP))
        rows.extend(Row(cells=_cells(tracker, action)) for action in actions)
    return DataTable(
        columns=(
            Column(heading="Ref", width=15),
            Column(heading="Action", width=68),
            Column(heading="Lead and agency", width=37),
            Column(heading="Due, and slippage", width=46),
            Column(heading="Position", width=37),
            Column(heading="Evidence, tested by, impact", width=58),
        ),
        rows=tuple(rows),
        caption="Actions by recommendation",
        empty="There are no actions yet.",
        indented=True,
    )


def _group(action: Action) -> tuple[str, str]:
    return action.recommendation_number, action.recommendation


def _group_line(action: Action) -> Line:
    number, text = _group(action)
    title = text or "Other actions"
    if not number:
        return words(title, Tone.STRONG)
    return Line(runs=(Run(text=f"{number}  ", tone=Tone.MUTED), Run(text=title, tone=Tone.STRONG)))


def _cells(tracker: Tracker, action: Action) -> tuple[Cell, ...]:
    lead = words(action.lead) if action.lead else words("Not provided", Tone.MISSING)
    return (
        Cell(lines=(words(action.reference, Tone.STRONG),)),
        Cell(lines=_what(action)),
        Cell(lines=(lead, words(action.agency, Tone.MUTED))),
        _due(tracker, action),
        Cell(lines=_position(tracker, action)),
        Cell(lines=_evidence(action)),
    )


def _what(action: Action) -> Lines:
    lines = [*paragraphs(action.action)]
    tier = _TIERS.get(action.tier, "")
    measure = f"{tier}. {action.measure}" if tier and action.measure else tier or action.measure
    lines += paragraphs(measure, Tone.MUTED)
    if action.theme:
        lines.append(words(f"Theme: {action.theme}", Tone.MUTED))
    return tuple(lines)


def _due(tracker: Tracker, action: Action) -> Cell:
    now = words(plain_date(action.due_on), Tone.STRONG)
    days, times = slippage_days(action), tracker.times_redated(action)
    if days == 0 and times == 0:
        return Cell(lines=(now, words("As first set", Tone.MUTED)))
    first = words(f"First {plain_date(action.original_due_on)}", Tone.MUTED)
    said = f"{_counted(days, 'day')}, re-dated {_times(times)}" if times else _counted(days, "day")
    return Cell(lines=(now, first), slip=said, slip_days=max(days, 0))


def _position(tracker: Tracker, action: Action) -> Lines:
    """The rating's word first, then what it means in days, then what is said of the action."""
    rating = tracker.rag(action)
    lines = [words(RAG_LABELS[rating], Tone.STRONG, mark=RAG_MARKS[rating])]
    if rating is Rag.COMPLETE and action.closed_on:
        lines.append(words(plain_date(action.closed_on), Tone.MUTED))
    else:
        lines.append(
            words(_capital(due_words(action.due_on, tracker.on, tracker.holidays)), Tone.MUTED)
        )
        lines.append(words(STATUS_LABELS[action.status], Tone.MUTED))
    return tuple(lines)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _evidence(action: Action) -> Lines:
    """What shows that it was done, who accepted that, and what difference it made."""
    lines: list[Line] = []
    if action.recurs_from:
        recurring = (
            Run(text="Recurring. ", tone=Tone.STRONG),
            Run(text=f"Said before: {action.recurs_from}"),
        )
        lines.append(Line(runs=recurring, mark=Mark.RECURRING))
    if action.status is ActionStatus.OWNER_REPORTS_COMPLETE and not action.evidence_tested_by:
        lines.append(
            words("Owner reports complete. Not accepted: no tested evidence.", Tone.STRONG)
        )
    lines += paragraphs(action.evidence)
    if action.evidence_tested_by:
        lines.append(words(f"Tested by {action.evidence_tested_by}"))
    if not action.evidence and action.evidence_expected:
        lines.append(words(f"Expected: {action.evidence_expected}", Tone.MUTED))
    if not action.evidence and not action.evidence_expected:
        lines.append(words("Not provided", Tone.MISSING))
    if action.impact:
        lines.append(words(f"Impact: {action.impact}"))
    if action.impact_check_due_on:
        lines.append(words(f"Impact check {plain_date(action.impact_check_due_on)}", Tone.MUTED))
    lines += paragraphs(action.notes, Tone.MUTED)
    return tuple(lines)


def flags(action: Action) -> tuple[str, ...]:
    """What a reader should not overlook, in words: activity only, recurring, owner's word only."""
    found = []
    if is_activity_only(action):
        found.append("Activity only")
    if action.recurs_from:
        found.append("Recurring")
    if action.status is ActionStatus.OWNER_REPORTS_COMPLETE and not action.evidence_tested_by:
        found.append("Owner's word only")
    return tuple(found)
