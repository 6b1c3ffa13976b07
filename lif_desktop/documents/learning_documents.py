"""What does the learning summary say? Its ten numbered questions, heading left and answer right.

Month and year of the incident only; names are gone before it is published (domain rule, not this file's).

Source: catalogue rows D08-D18 (Northamptonshire 2016, Appendix 1).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from lif_desktop.definitions.questions import Form, Question, QuestionType, Section
from lif_desktop.documents.answer_blocks import (
    NOT_PROVIDED,
    Reading,
    is_field,
    label_of,
    value_lines,
)
from lif_desktop.documents.blocks import (
    Block,
    Bullets,
    NumberedPart,
    NumberedParts,
    Pair,
    Pairs,
    Panel,
    Prose,
    Setting,
    Signatures,
    Together,
)
from lif_desktop.documents.case_file import Issue
from lif_desktop.documents.figures import CountBars, TallyPart
from lif_desktop.documents.plans import DocumentPlan
from lif_desktop.documents.wording import paragraphs
from lif_desktop.domain.actions import Action
from lif_desktop.domain.answers import Answers, rows_of, text_of
from lif_desktop.domain.cases import Case
from lif_desktop.domain.learning import LearningSummary
from lif_desktop.domain.people import Board

_MAKING_CHANGES = "change"
"""Section of the form beneath which the actions are counted."""


def learning_summary(
    *,
    case: Case,
    board: Board,
    form: Form,
    summary: LearningSummary,
    issue: Issue,
    review_name: str,
    actions: Sequence[Action] = (),
) -> DocumentPlan:
    """The learning summary of a case.

    Args:
        case: the case.
        board: whose summary it is.
        form: the learning summary's form, in the version that was answered.
        summary: the answers.
        issue: version, moment, who signs if anyone does.
        review_name: the framework's words for the review, for example Serious Case Review.
        actions: raised from the review; counted by agency.
    """
    reading = Reading(form, summary.answers, on=issue.made_on)
    parts = tuple(
        _part(reading, section, number, actions)
        for number, section in enumerate(form.sections, start=1)
    )
    blocks: tuple[Block, ...] = (NumberedParts(parts=parts),)
    if issue.signatories:
        panel = Panel(
            label="What is signed",
            statement=f"Learning summary: {case.pseudonym or case.reference}",
        )
        blocks = (*blocks, Together(blocks=(panel, Signatures(panels=issue.panels()))))
    name = case.pseudonym or case.reference
    return DocumentPlan(
        title="Learning summary",
        short_title=f"Learning summary: {name}",
        subtitle=name,
        kind_lines=(review_name, f"Reference {case.reference}")
        if case.reference
        else (review_name,),
        board=board.name,
        marking=case.marking,
        reference=case.reference or "No reference yet",
        version=issue.version_words,
        audit_code=issue.audit_code,
        margin=issue.margin,
        margin_words=issue.margin_words,
        subject="What was learnt, who is changing what, and how anyone will know",
        made_at=issue.made_at.isoformat(),
        blocks=blocks,
    )


def _part(
    reading: Reading, section: Section, number: int, actions: Sequence[Action]
) -> NumberedPart:
    content: list[Block] = []
    besides: list[Pair] = []
    single = sum(question.takes_answer for question in section.questions) == 1
    for question in section.questions:
        short = is_field(question) and not (single or question.multiline)
        if short:
            field = reading.field(question)
            besides.append(Pair(name=field.label, value=field.value))
            continue
        content.extend(_pairs(besides))
        besides = []
        if question.type is QuestionType.REPEAT:
            content.append(_points(question, reading.answers))
        elif is_field(question):
            content.append(_text(reading, question))
    content.extend(_pairs(besides))
    if section.name == _MAKING_CHANGES and actions:
        content.extend(_counted(actions))
    return NumberedPart(number=str(number), heading=section.label, blocks=tuple(content))


def _pairs(besides: Sequence[Pair]) -> tuple[Block, ...]:
    return (Pairs(pairs=tuple(besides)),) if besides else ()


def _text(reading: Reading, question: Question) -> Prose:
    return Prose(lines=reading.field(question).value, setting=Setting.LETTER)


def _points(table: Question, answers: Answers) -> Block:
    """Rows with a name stand beside it; rows of one text are bullets."""
    rows = rows_of(answers, table.name)
    if not rows:
        return Prose(lines=(NOT_PROVIDED,), setting=Setting.LETTER)
    first, *others = table.columns
    if not others:
        return Bullets(items=tuple(value_lines(first, row.get(first.name))[0] for row in rows))
    return Pairs(
        pairs=tuple(
            Pair(
                name=text_of(row, first.name) or f"{label_of(first)} not provided",
                value=tuple(line for column in others for line in value_lines(column, row.get(column.name))),
            )
            for row in rows
        )
    )  # fmt: skip


def _counted(actions: Sequence[Action]) -> tuple[Block, ...]:
    counts = Counter(action.agency for action in actions).most_common()
    parts = tuple(TallyPart(count=number, label=agency) for agency, number in counts)
    said = ", ".join(f"{part.label} {part.count}" for part in parts)
    title = f"{len(actions)} actions by agency in the lead:"
    return (
        Prose(lines=paragraphs(title), setting=Setting.LETTER),
        CountBars(parts=parts, alt=f"{title} {said}."),
    )
