"""What does the referral and decision form say? Groups A to L, the decision first, the signatures last.

Every question of the referral form and of the decision form is printed, in the forms' own order.

Source: catalogue rows A46, A48-A53, A55, B42, B43; domain notes 1.2, 1.3, 1.5.
"""

from __future__ import annotations

from collections.abc import Sequence

from lif_desktop.definitions.questions import Question, QuestionType, Section
from lif_desktop.documents import blocks, case_clocks, decision_blocks
from lif_desktop.documents.answer_blocks import Reading, field_blocks, is_field
from lif_desktop.documents.answer_tables import record_blocks, table_blocks
from lif_desktop.documents.blocks import (
    Block,
    Contents,
    Fact,
    Panel,
    Prose,
    Setting,
    TrackingBlock,
)
from lif_desktop.documents.case_file import CaseFile, Issue
from lif_desktop.documents.grid_document import decision_grid
from lif_desktop.documents.plans import DocumentPlan
from lif_desktop.documents.wording import words
from lif_desktop.domain.answers import rows_of, text_of
from lif_desktop.domain.vocabulary import WEEKDAYS, long_date, plain_date

__all__ = ["decision_form", "decision_grid"]

_KEY_TO_EMPTY = (
    "“Not known” means that someone asked and the answer is not known. “Not provided” means that the "
    "question was left without an answer. Dates in bold were given differently by different people; "
    "every account is kept."
)


def decision_form(file: CaseFile, issue: Issue) -> DocumentPlan:
    """The referral and decision form of a case.

    Args:
        file: the records of the case.
        issue: version, moment, who signs.
    """
    labels, edition = file.framework.labels, file.framework.edition
    return DocumentPlan(
        title="Referral and decision",
        short_title=f"Referral and decision form: {file.name}",
        subtitle=file.name,
        kicker=labels["review_name"],
        kind_lines=(
            labels["decision_form"],
            f"Guidance: {edition.short_title}",
            f"Framework: {file.framework.title}",
        ),
        board=file.board.name,
        marking=file.case.marking,
        reference=file.case.reference or "No reference yet",
        version=issue.version_words,
        audit_code=issue.audit_code,
        margin=issue.margin,
        margin_words=issue.margin_words,
        subject=f"Referral for consideration of a review, and the decision on it. {file.referral_form.header}",
        made_at=issue.made_at.isoformat(),
        blocks=(*_front(file, issue), *_groups(file, issue)),
    )


def _front(file: CaseFile, issue: Issue) -> tuple[Block, ...]:
    """What the first page answers at a glance: when, what was decided, how the clocks stand, where things are."""
    on = file.decision.decided_on if file.decision else issue.made_on
    found: list[Block] = [TrackingBlock(facts=_tracking(file)), _decision_panel(file)]
    figure = case_clocks.clock_figure(file.clocks, on, file.holidays)
    if figure is not None:
        when = "on the day of the decision" if file.decision else f"on {plain_date(on)}"
        title = f"Clocks {when}"
        found.append(blocks.Section(title=title, quiet=True, blocks=(figure,)))
    found.append(blocks.Section(title="In this form", quiet=True, blocks=(Contents(),)))
    return tuple(found)


def _tracking(file: CaseFile) -> tuple[Fact, ...]:
    """The dates on the front of the form (domain notes 1.2)."""
    case = file.case
    initials = next(
        (text_of(row, "initials") for row in rows_of(file.referral, "children") if text_of(row, "initials")), ""
    )  # fmt: skip
    child = Fact(label="Child", value=initials or file.name, detail=file.name if initials else "")
    received_at = text_of(file.referral, "received_at")
    decided_at = text_of(file.decision.answers, "decided_at") if file.decision else ""
    days = (
        ("Referral received", case.received_on, received_at),
        ("Screened", case.screened_on, ""),
        ("Information called for", case.information_called_on, ""),
        ("Agency deadline", case.agency_deadline_on, ""),
        (f"{file.framework.labels['group']} meeting", case.meeting_on, ""),
        ("Recommendation sent", case.recommendation_sent_on, ""),
        ("Decision", case.decided_on, decided_at),
    )
    facts = [
        Fact(
            label=label,
            value=plain_date(day) if day else "",
            detail=", ".join(
                part for part in (WEEKDAYS[day.weekday()] if day else "", time) if part
            ),
        )
        for label, day, time in days
    ]
    return (child, *facts)


def _decision_panel(file: CaseFile) -> Panel:
    decision = file.decision
    if decision is None:
        return Panel(
            label="Decision",
            statement="Not yet decided",
            lines=(
                words(
                    "This is the referral as it stands. The decision is recorded in the last section."
                ),
            ),
        )
    wording = text_of(decision.answers, "outcome_wording") or file.outcome_label(decision.outcome)
    first = wording.splitlines()[0]
    acting = f", acting for {decision.acting_for}" if decision.acting_for else ""
    said = f"{decision.decided_by}{acting}, {long_date(decision.decided_on)}."
    lines = [words(said), words(decision_blocks.tally_sentence(file))]
    late = text_of(decision.answers, "late_reason")
    if late:
        lines.append(
            words(f"Later than the clock allows; the reason is in section {_last_letter(file)}.")
        )
    return Panel(
        label="Decision", statement=first, lines=tuple(line for line in lines if line.text())
    )


def _last_letter(file: CaseFile) -> str:
    return _letter(len(file.referral_form.sections) - 1)


def _letter(number: int) -> str:
    """A to Z, then AA, AB and so on, for a board's longer form."""
    first, last = divmod(number, 26)
    return (chr(ord("A") + first - 1) if first else "") + chr(ord("A") + last)


def _groups(file: CaseFile, issue: Issue) -> tuple[Block, ...]:
    """The referral form's sections in its order; the last, the office's own, carries the decision."""
    reading = Reading(file.referral_form, file.referral, on=issue.made_on)
    sections = file.referral_form.sections
    found: list[Block] = []
    for number, section in enumerate(sections):
        content = section_blocks(file, reading, section)
        if number == 0:
            content = (Prose(lines=(words(_KEY_TO_EMPTY),), setting=Setting.NOTE), *content)
        last = number == len(sections) - 1
        if last:
            content = (*content, *decision_blocks.decision_part(file, issue))
        found.append(
            blocks.Section(
                letter=_letter(number),
                title=section.label,
                note=_note(file, section, first=number == 0),
                blocks=content,
                new_page=number == 0 or last,
            )
        )
    return tuple(found)


def _note(file: CaseFile, section: Section, *, first: bool) -> str:
    if first:
        return file.referral_form.header
    if section.name == "criteria":
        return f"{file.framework.edition.title}. The rule is shown; people decide."
    return ""


def section_blocks(file: CaseFile, reading: Reading, section: Section) -> tuple[Block, ...]:
    """One section of a form: fields in runs, tables where they stand, the rule under its criteria."""
    found: list[Block] = []
    waiting: list[Question] = []
    for question in section.questions:
        if is_field(question):
            waiting.append(question)
        elif question.type is QuestionType.REPEAT:
            found.extend(field_blocks(reading.fields(waiting)))
            waiting = []
            found.extend(_table(file, reading, section, question))
    found.extend(field_blocks(reading.fields(waiting)))
    return tuple(found)


def _table(
    file: CaseFile, reading: Reading, section: Section, table: Question
) -> tuple[Block, ...]:
    if table.name == "children":
        return record_blocks(reading, table, _child_titles(reading, table))
    heading: tuple[Block, ...] = ()
    if rows_of(reading.answers, table.name) and section.questions[0] is not table:
        heading = (blocks.Subhead(text=table.name_in_messages),)
    printed = (*heading, *table_blocks(reading, table))
    if table.name == "criteria_ticked" and file.rule is not None:
        return (*printed, decision_blocks.rule_words(file.rule))
    return printed


def _child_titles(reading: Reading, table: Question) -> Sequence[str]:
    rows = rows_of(reading.answers, table.name)
    part = table.column("part_in_case")
    titles = []
    for number, row in enumerate(rows, start=1):
        code = text_of(row, "part_in_case")
        who = part.label_of(code) if code else "Child"
        titles.append(
            f"{number} of {len(rows)}: {who[:1].lower()}{who[1:]}" if len(rows) > 1 else who
        )
    return titles
