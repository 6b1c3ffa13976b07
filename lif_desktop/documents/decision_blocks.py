"""What do the grid, the recommendation and the decision say, in blocks that several documents share?

Source: catalogue rows A32, A50-A53, A57-A59, B42, B43 (members count, invitees do not; dissent in full).
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from lif_desktop.definitions.questions import Question, Section
from lif_desktop.documents import case_clocks
from lif_desktop.documents.answer_blocks import Reading, field_blocks, is_field, label_of
from lif_desktop.documents.blocks import (
    Block,
    Cell,
    Column,
    DataTable,
    Gap,
    Panel,
    Prose,
    Quotation,
    Row,
    RowKind,
    Signatures,
    Subhead,
    Together,
)
from lif_desktop.documents.case_file import CaseFile, Issue
from lif_desktop.documents.wording import Line, Mark, Tone, paragraphs, words
from lif_desktop.domain.answers import text_of
from lif_desktop.domain.criteria import STRENGTH_LABELS, RuleResult
from lif_desktop.domain.decisions import Recommendation, tally
from lif_desktop.domain.notices import Notice
from lif_desktop.domain.people import Participant, Standing, recommends
from lif_desktop.domain.vocabulary import long_date, plain_date, source_words

VIEW_MARKS = {
    "met": Mark.MET,
    "met_by_majority": Mark.MET,
    "not_met": Mark.NOT_MET,
    "not_met_by_majority": Mark.NOT_MET,
    "unsure": Mark.UNSURE,
    "not_known": Mark.NOT_KNOWN,
}
"""Code of a view or consensus to its shape."""
_PROSE_FROM = 120
"""An answer of the decision longer than this is set as text under a heading."""


def tally_sentence(file: CaseFile) -> str:
    """How the members recommended: "Recommended by 6 of 7 members; one dissent is kept in full."; empty if nobody did."""
    counted = tally(file.participants, file.recommendations)
    if not counted.counts:
        return ""
    parts = ", ".join(
        f"{file.outcome_label(code)} {number}" for code, number in sorted(counted.counts.items(), key=_most_first)
    )  # fmt: skip
    dissents = sum(each.dissent for each in file.recommendations)
    kept = {0: "", 1: " One dissent is kept in full."}.get(
        dissents, f" {dissents} dissents are kept in full."
    )
    return (
        f"Recommended by the {counted.members} members: {parts}. Invitees are not counted.{kept}"
    )


def _most_first(part: tuple[str, int]) -> tuple[int, str]:
    return -part[1], part[0]


def rule_words(rule: RuleResult) -> Panel:
    """What the rule gives, its reasons and sources, in words."""
    lines = [words(reason) for reason in rule.reasons]
    lines.append(
        words(
            f"{source_words('; '.join(rule.sources))}. The rule is shown; people decide.",
            Tone.MUTED,
        )
    )
    if rule.to_confirm:
        lines.append(words("Rests in part on a statement that is to be confirmed.", Tone.STRONG))
    return Panel(
        label="What the rule gives", statement=STRENGTH_LABELS[rule.strength], lines=tuple(lines)
    )


def recommendation_table(file: CaseFile, *, wide: bool) -> DataTable:
    """What each participant recommends and why: members, then those who are heard and not counted.

    Args:
        file: the case.
        wide: True for the landscape grid.
    """
    given = {each.participant_id: each for each in file.recommendations}
    members = [each for each in file.participants if recommends(each)]
    others = [each for each in file.participants if not recommends(each)]
    rows = []
    for number, each in enumerate([*members, *others], start=1):
        kind = RowKind.PLAIN
        if given.get(each.id) is not None and given[each.id].dissent:
            kind = RowKind.TINTED
        if number == len(members) and others:
            kind = RowKind.LAST_OF_PART
        rows.append(Row(cells=_recommendation_cells(file, each, given.get(each.id)), kind=kind))
    widths = (56, 15, 36, 50) if wide else (46, 18, 40, 62)
    headings = ("Who", "Counted", "Recommends", "Reason")
    return DataTable(
        columns=tuple(Column(heading=heading, width=width) for heading, width in zip(headings, widths, strict=True)),
        rows=tuple(rows),
        caption="What each participant recommends, and why",
        empty="Nobody takes part yet.",
        narrative=True,
        dense=wide,
        indented=True,
    )  # fmt: skip


def participant_words(each: Participant) -> str:
    """Name, and in what capacity: "C. Mbeki-Frost, deputy for Head of Service"."""
    deputy = f"deputy for {each.deputy_for}" if each.deputy_for else "deputy"
    standing = {
        Standing.MEMBER: "",
        Standing.DEPUTY: deputy,
        Standing.INVITEE: "invited",
        Standing.IN_ATTENDANCE: "in attendance",
    }[each.standing]
    return ", ".join(part for part in (each.name, each.post, standing) if part)


def _recommendation_cells(
    file: CaseFile, each: Participant, given: Recommendation | None
) -> tuple[Cell, ...]:
    who = (words(each.agency, Tone.STRONG), words(participant_words(each), Tone.MUTED))
    counted = words("Yes" if recommends(each) else "No")
    if given is None:
        return (
            Cell(lines=who), Cell(lines=(counted,)),
            Cell(lines=(words("Not provided", Tone.MISSING),)), Cell(),
        )  # fmt: skip
    label = file.outcome_label(given.recommends)
    tone = Tone.STRONG if given.dissent else Tone.PLAIN
    said = [words(given.wording or label, tone)]
    if given.wording and given.wording != label:
        said.append(words(label, Tone.MUTED))
    reason = paragraphs(given.reason)
    if given.dissent:
        reason = (words("Dissent, in full:", Tone.MUTED), *reason)
    return Cell(lines=who), Cell(lines=(counted,)), Cell(lines=tuple(said)), Cell(lines=reason)


def dissent_quotations(file: CaseFile) -> tuple[Quotation, ...]:
    """Each dissent in full with whose it is."""
    people = {each.id: each for each in file.participants}
    found = []
    for each in file.recommendations:
        if each.dissent and each.participant_id in people:
            who = people[each.participant_id]
            wanted = each.wording or file.outcome_label(each.recommends)
            source = f"{participant_words(who)}, for {who.agency}, who recommended: {wanted}"
            found.append(Quotation(lines=paragraphs(each.reason or wanted), source=source))
    return tuple(found)


def decision_part(file: CaseFile, issue: Issue) -> tuple[Block, ...]:
    """What follows the office's own fields: recommendations, clocks, notices, the decision form, signatures."""
    on = file.decision.decided_on if file.decision else issue.made_on
    found: list[Block] = [
        Subhead(text="What each participant recommends, and why"),
        recommendation_table(file, wide=False),
        Subhead(text=f"Clocks, as they stand on {plain_date(on)}"),
        case_clocks.clock_table(file.clocks, on, file.holidays),
        Subhead(text="Who is to be told"),
        duty_table(file),
    ]
    if file.decision is not None:
        reading = Reading(file.decision_form, file.decision.answers, on=issue.made_on)
        for section in file.decision_form.sections:
            found.extend(_decision_section(file, reading, section))
    if issue.signatories:
        found.append(Together(blocks=(*_what_is_signed(file), Signatures(panels=issue.panels()))))
    return tuple(found)


def _what_is_signed(file: CaseFile) -> tuple[Block, ...]:
    if file.decision is None:
        return (Gap(height=4),)
    label = f"What is signed: the decision of {long_date(file.decision.decided_on)}"
    return (Gap(height=4), Panel(label=label, statement=file.outcome_label(file.decision.outcome)))


def _decision_section(file: CaseFile, reading: Reading, section: Section) -> tuple[Block, ...]:
    """Short answers as fields; long ones as text under their own heading; dissent quoted before its answer."""
    found: list[Block] = [Subhead(text=section.label)]
    waiting: list[Question] = []
    for question in section.questions:
        if not is_field(question):
            continue
        if question.name == "on_dissent":
            found.extend(field_blocks(reading.fields(waiting)))
            waiting = []
            found.extend(_dissent(file, reading, question))
        elif _is_long(reading, question):
            found.extend(field_blocks(reading.fields(waiting)))
            waiting = []
            found.extend(_as_text(reading, question))
        else:
            waiting.append(question)
    found.extend(field_blocks(reading.fields(waiting)))
    return tuple(found)


def _is_long(reading: Reading, question: Question) -> bool:
    return question.multiline and len(text_of(reading.answers, question.name)) > _PROSE_FROM


def _as_text(reading: Reading, question: Question) -> tuple[Block, ...]:
    heading = Line(runs=words(label_of(question), Tone.STRONG).runs)
    said = paragraphs(text_of(reading.answers, question.name))
    return (Gap(height=2.5), Prose(lines=(heading, *said)))


def _dissent(file: CaseFile, reading: Reading, question: Question) -> tuple[Block, ...]:
    quoted = dissent_quotations(file)
    answer = text_of(reading.answers, question.name)
    if not quoted or not answer:
        return (*quoted, *field_blocks((reading.field(question),)))
    heading = Subhead(text="Dissent, and the answer to it")
    return (heading, *quoted, *_as_text(reading, question))


def duty_table(file: CaseFile) -> DataTable:
    """Who must be told, by when, and what was sent."""
    return DataTable(
        columns=(
            Column(heading="Recipient", width=48),
            Column(heading="By", width=34),
            Column(heading="Told", width=38),
            Column(heading="Source", width=46),
        ),
        rows=tuple(Row(cells=cells) for cells in _duty_cells(file)),
        caption="Who is to be told, by when, and what was sent",
        empty="No notice is due.",
    )


def _duty_cells(file: CaseFile) -> Sequence[tuple[Cell, ...]]:
    found = []
    for duty in file.duties:
        sent = [
            words(_notice_words(notice)) for notice in file.notices if notice.duty_id == duty.id
        ]
        due = words(long_date(duty.due_on)) if duty.due_on else words("No clock runs", Tone.MUTED)
        readings = [
            words(f"{each.get('length', '')}: {_iso_words(each.get('due', ''))}", Tone.MUTED)
            for each in duty.readings
            if len(duty.readings) > 1
        ]
        found.append(
            (
                Cell(lines=(words(duty.recipient, Tone.STRONG), words(duty.what, Tone.MUTED))),
                Cell(lines=(due, *readings)),
                Cell(lines=tuple(sent) or (words("Not yet"),)),
                Cell(lines=(words(source_words(duty.source), Tone.MUTED),)),
            )
        )
    return found


def _notice_words(notice: Notice) -> str:
    day = plain_date(notice.sent_on) if notice.sent_on else ""
    state = f"{notice.state.value.capitalize()} {day}".strip()
    return ", ".join(part for part in (state, notice.channel) if part)


def _iso_words(day: str) -> str:
    return plain_date(date.fromisoformat(day)) if day else "no date"
