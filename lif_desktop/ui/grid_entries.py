"""What is entered beside the decision grid: a view, a criterion's evidence, a recommendation, who takes part."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from PySide6.QtCore import QCoreApplication

from lif_desktop.definitions.conditions import parse
from lif_desktop.definitions.questions import Choice, Form, Question, QuestionType
from lif_desktop.domain.answers import Answers, rows_of, text_of
from lif_desktop.domain.decisions import (
    RECOMMENDATION_EXTRAS,
    VIEW_LABELS,
    AgencyView,
    Outcome,
    Recommendation,
)
from lif_desktop.domain.identities import CaseId, ParticipantId, new_id
from lif_desktop.domain.people import Participant, Standing
from lif_desktop.ui.form_view import EntryForm, choices_of
from lif_desktop.ui.grid_table import GridRow

ID = "participant_id"
"""Key that a row of the participants keeps beside its answers, so that views stay with their giver."""
_CRITERION_COLUMNS = (
    "evidence",
    "evidence_source",
    "strength",
    "consensus",
    "chair_finding",
    "chair_reasons",
)


def view_entry(
    line: GridRow, who: Participant, view: AgencyView | None, *, today: date
) -> EntryForm:
    """One participant's view of one criterion, with its reason."""
    asked = Question(
        name="view",
        type=QuestionType.SELECT_ONE,
        label=_tr("Is the criterion met?"),
        choices=choices_of({code.value: label for code, label in VIEW_LABELS.items()}),
    )
    reason = Question(
        name="reason",
        type=QuestionType.TEXT,
        label=_tr("Reason, if one is given"),
        appearance="multiline",
    )
    entry = EntryForm(
        who.agency,
        (asked, reason),
        today=today,
        act=_tr("Record the view"),
        leave=_tr("Leave it"),
        hint=line.definition or line.label,
    )
    if view is not None:
        entry.show_answers({"view": view.view.value, "reason": view.reason})
    return entry


def criterion_entry(line: GridRow, form: Form, answers: Answers, *, today: date) -> EntryForm:
    """What is known of one criterion and what the sub-group makes of it."""
    table = form.question("criteria")
    entry = EntryForm(
        line.label,
        tuple(table.column(name) for name in _CRITERION_COLUMNS),
        today=today,
        act=_tr("Record the evidence"),
        leave=_tr("Leave it"),
        hint=line.definition,
    )
    entry.show_answers(criterion_answers(answers, line.code))
    return entry


def criterion_answers(answers: Answers, code: str) -> Answers:
    """The row of the grid's answers that holds a criterion; empty if none does."""
    rows = rows_of(answers, "criteria")
    return next((row for row in rows if row.get("criterion") == code), {})


def with_criterion(
    answers: Answers, code: str, subject: str, entered: Mapping[str, object]
) -> dict[str, object]:
    """The grid's answers with what was entered for a criterion; other columns stay."""
    rows = [dict(row) for row in rows_of(answers, "criteria")]
    row = next((row for row in rows if row.get("criterion") == code), None)
    if row is None:
        row = {"subject": subject, "criterion": code}
        rows.append(row)
    for name in _CRITERION_COLUMNS:
        row.pop(name, None)
    row.update(entered)
    return {**answers, "criteria": rows}


def recommendation_entry(
    who: Participant, outcomes: Sequence[Outcome], given: Recommendation | None, *, today: date
) -> EntryForm:
    """What one participant recommends."""
    labels = {outcome.code: outcome.label for outcome in outcomes} | dict(RECOMMENDATION_EXTRAS)
    recommends = Question(
        name="recommends",
        type=QuestionType.SELECT_ONE,
        label=_tr("What is recommended?"),
        required=True,
        required_message=_tr("Choose what is recommended"),
        choices=tuple(Choice(name=code, label=label) for code, label in labels.items()),
    )
    wording = Question(name="wording", type=QuestionType.TEXT, label=_tr("As they put it"))
    reason = Question(
        name="reason",
        type=QuestionType.TEXT,
        label=_tr("Reason"),
        appearance="multiline",
        hint=_tr("A dissent is recorded in full, in the member’s own words."),
    )
    dissent = Question(
        name="dissent",
        type=QuestionType.SELECT_ONE,
        label=_tr("Is it to be recorded as dissent?"),
        choices=choices_of({"yes": _tr("Yes"), "no": _tr("No")}),
    )
    entry = EntryForm(
        who.name,
        (recommends, wording, reason, dissent),
        today=today,
        act=_tr("Record the recommendation"),
        leave=_tr("Leave it"),
        hint=who.agency,
    )
    if given is not None:
        entry.show_answers(
            {
                "recommends": given.recommends,
                "wording": given.wording or None,
                "reason": given.reason or None,
                "dissent": "yes" if given.dissent else "no",
            }
        )
    return entry


def participants_entry(
    seats: Sequence[Participant], standing: Sequence[tuple[str, str]], *, today: date
) -> EntryForm:
    """Who takes part in the meeting.

    Args:
        seats: those recorded.
        standing: agency and post of the board's standing members, offered if nobody is recorded.
        today: the day.
    """
    labels = {
        Standing.MEMBER: _tr("Member"),
        Standing.DEPUTY: _tr("Deputy"),
        Standing.INVITEE: _tr("Invitee"),
        Standing.IN_ATTENDANCE: _tr("In attendance"),
    }
    columns = (
        Question(name="name", type=QuestionType.PERSON, label=_tr("Name")),
        Question(name="post", type=QuestionType.TEXT, label=_tr("Post")),
        Question(name="agency", type=QuestionType.AGENCY, label=_tr("Agency")),
        Question(
            name="short_name",
            type=QuestionType.TEXT,
            label=_tr("Short name for the grid"),
            hint=_tr("For example, CSC. The full name is read out and shown on request."),
        ),
        Question(
            name="standing",
            type=QuestionType.SELECT_ONE,
            label=_tr("In what capacity?"),
            hint=_tr("Members and deputies recommend and are counted; invitees are heard."),
            choices=choices_of({code.value: label for code, label in labels.items()}),
        ),
        Question(
            name="deputy_for",
            type=QuestionType.TEXT,
            label=_tr("Stands in for"),
            hint=_tr("Name or post."),
            relevant=parse("${standing} = 'deputy'"),
        ),
    )
    table = Question(
        name="participants",
        type=QuestionType.REPEAT,
        label=_tr("Those who take part, in the order of the grid"),
        row_label=_tr("participant"),
        columns=columns,
    )
    entry = EntryForm(
        _tr("Who takes part"),
        (table,),
        today=today,
        act=_tr("Record who takes part"),
        leave=_tr("Leave it"),
    )
    rows = [_row_of(who) for who in seats] or [
        {"agency": agency, "post": post, "standing": Standing.MEMBER.value}
        for agency, post in standing
    ]
    entry.show_answers({"participants": rows})
    return entry


def participants_of(
    entry: EntryForm, case_id: CaseId, known: Sequence[Participant]
) -> tuple[Participant, ...]:
    """The participants as entered; those known already keep their identity."""
    by_id = {who.id: who for who in known}
    rows = rows_of(entry.questions.answers(), "participants")
    return tuple(_participant(row, case_id, by_id) for row in rows)


def _row_of(who: Participant) -> dict[str, object]:
    row: dict[str, object] = {ID: who.id, "standing": who.standing.value}
    for name in ("name", "post", "agency", "short_name", "deputy_for"):
        if getattr(who, name):
            row[name] = getattr(who, name)
    return row


def _participant(
    row: Answers, case_id: CaseId, known: Mapping[ParticipantId, Participant]
) -> Participant:
    standing = Standing(text_of(row, "standing") or Standing.MEMBER.value)
    deputy = standing is Standing.DEPUTY
    entered = Participant(
        id=ParticipantId(text_of(row, ID) or new_id()),
        case_id=case_id,
        position=0,
        name=text_of(row, "name"),
        post=text_of(row, "post"),
        agency=text_of(row, "agency"),
        short_name=text_of(row, "short_name"),
        standing=standing,
        deputy_for=text_of(row, "deputy_for") if deputy else "",
    )
    before = known.get(entered.id)
    return entered if before is None else replace(entered, revision=before.revision)


def _tr(text: str) -> str:
    return QCoreApplication.translate("grid_entries", text)
