"""What does the decision grid say? Page 1 stands alone: every view, the legend, what the rule gives.

Members come first and are counted; invitees are heard. The rule is shown, people decide.

Source: catalogue rows A50, A57-A59; domain notes 1.5; Cambridgeshire 2016 framework, ToR 4.3, 6.2-6.4.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from lif_desktop.definitions.questions import Question, QuestionType
from lif_desktop.documents import blocks, decision_blocks
from lif_desktop.documents.answer_blocks import Reading, field_blocks, is_field, value_lines
from lif_desktop.documents.answer_tables import table_blocks
from lif_desktop.documents.blocks import (
    Block,
    Columns,
    Field,
    FieldList,
    GridRow,
    GridTable,
    Legend,
    PageEnd,
    Panel,
    Prose,
    Setting,
    Signatures,
    Together,
    View,
    Voice,
)
from lif_desktop.documents.case_file import CaseFile, Issue
from lif_desktop.documents.figures import RulePanel, RuleStep, TallyFigure, TallyPart
from lif_desktop.documents.plans import DocumentPlan
from lif_desktop.documents.wording import Line, Lines, Mark, Tone, paragraphs, words
from lif_desktop.domain import criteria
from lif_desktop.domain.answers import Answers, rows_of, text_of
from lif_desktop.domain.criteria import STRENGTH_LABELS, AllOf, Condition, RuleCheck, Truth
from lif_desktop.domain.decisions import VIEW_LABELS, AgencyView, tally
from lif_desktop.domain.people import Participant, Standing, recommends
from lif_desktop.domain.vocabulary import long_date, source_words

MOST_VOICES = 9
"""Participants that fit across one landscape page at 16.2 mm each."""
_HEAD_LETTERS = 22
_WORD_LETTERS = 10
_OWN_PLACE = frozenset({"criteria", "factors", "meeting_on"})
"""Questions of the grid form that the grid itself prints."""
_GROUPS = {"met_by_majority": "met", "not_met_by_majority": "not_met"}
_TRUTHS: Mapping[Truth, tuple[Mark, str]] = {
    Truth.YES: (Mark.MET, "holds"),
    Truth.NO: (Mark.NOT_MET, "does not hold"),
    Truth.NOT_KNOWN: (Mark.NOT_KNOWN, "not known"),
}


def decision_grid(file: CaseFile, issue: Issue) -> DocumentPlan:
    """The decision grid of a case.

    Args:
        file: the records of the case.
        issue: version, moment, who signs if anyone does.
    """
    meeting = f"Meeting, {long_date(file.case.meeting_on)}. " if file.case.meeting_on else ""
    return DocumentPlan(
        title="Decision grid",
        short_title=f"Decision grid: {file.name}",
        subtitle=f"{file.name}. What each agency thinks of each criterion, and why",
        kind_lines=(f"{meeting}Criteria: {file.framework.edition.short_title}",),
        board=file.board.name,
        marking=file.case.marking,
        reference=file.case.reference or "No reference yet",
        version=issue.version_words,
        audit_code=issue.audit_code,
        landscape=True,
        margin=issue.margin,
        margin_words=issue.margin_words,
        subject=f"Views of each agency on each criterion. {file.grid_form.header}",
        made_at=issue.made_at.isoformat(),
        blocks=(*_first_page(file), *_second_page(file, issue)),
    )


def _answers(file: CaseFile) -> Answers:
    return file.assessment.answers if file.assessment else {}


def _first_page(file: CaseFile) -> tuple[Block, ...]:
    found: list[Block] = []
    grids = _grids(file)
    for number, grid in enumerate(grids):
        if number:
            found.append(PageEnd())
        found.append(grid)
        found.append(_legend())
    if file.rule is not None:
        found.append(_rule_panel(file, file.rule))
    return tuple(found)


def _grids(file: CaseFile) -> tuple[GridTable, ...]:
    """One grid, or more when there are more participants than fit; criteria are repeated."""
    voices = [each for each in file.participants if recommends(each)]
    voices += [each for each in file.participants if _is_heard(file, each)]
    parts = [voices[start : start + MOST_VOICES] for start in range(0, len(voices), MOST_VOICES)]
    parts = parts or [[]]
    return tuple(
        _grid(file, part, number, len(parts)) for number, part in enumerate(parts, start=1)
    )


def _is_heard(file: CaseFile, each: Participant) -> bool:
    """Invitees have a column; people in attendance only if they gave a view."""
    if recommends(each):
        return False
    viewed = any(view.participant_id == each.id for view in file.views)
    return each.standing is Standing.INVITEE or viewed


def _grid(file: CaseFile, part: Sequence[Participant], number: int, parts: int) -> GridTable:
    members = [each for each in part if recommends(each)]
    invited = [each for each in part if not recommends(each)]
    return GridTable(
        members=_voices(members),
        invited=_voices(invited),
        rows=tuple(_grid_row(file, row, members, invited) for row in _rows(file)),
        part=f"Views on each criterion, part {number} of {parts}" if parts > 1 else "",
    )


def _voices(part: Sequence[Participant]) -> tuple[Voice, ...]:
    """Heads short enough for their columns and no two alike; a screen reader hears each in full."""
    found = []
    for each in part:
        standing = "" if recommends(each) else ", not counted"
        said = f"{each.agency}: {decision_blocks.participant_words(each)}{standing}"
        found.append(Voice(heading=_heading(each, part), expansion=said))
    return tuple(found)


def _heading(each: Participant, part: Sequence[Participant]) -> str:
    """The agency's name if it fits and nobody else has it, else the post, else the short name."""
    for text in (each.agency, each.post):
        fits = (
            len(text) <= _HEAD_LETTERS and max(map(len, text.split()), default=99) <= _WORD_LETTERS
        )
        alone = sum(text in {other.agency, other.post} for other in part) == 1
        if text and fits and alone:
            return text
    return each.short_name or each.agency


def _rows(file: CaseFile) -> tuple[Answers, ...]:
    """The rows of the grid's table; before it is filled in, the edition's criteria as they are."""
    rows = rows_of(_answers(file), "criteria")
    if rows:
        return rows
    edition = file.framework.edition
    return tuple({"criterion": each.code} for each in edition.criteria(edition.decision_subject))


def _grid_row(
    file: CaseFile, row: Answers, members: Sequence[Participant], invited: Sequence[Participant]
) -> GridRow:
    code, consensus = text_of(row, "criterion"), text_of(row, "consensus")
    views = {view.participant_id: view for view in file.views if view.criterion == code}
    return GridRow(
        criterion=_criterion_name(file, row, code),
        evidence=_evidence(file, row),
        members=tuple(_view(views.get(each.id), consensus) for each in members),
        invited=tuple(_view(views.get(each.id), consensus) for each in invited),
        consensus=_consensus(file, row, consensus),
    )


def _criterion_name(file: CaseFile, row: Answers, code: str) -> str:
    wording = text_of(row, "wording")
    return wording or _column(file, "criterion").label_of(code) or "Criterion"


def _column(file: CaseFile, name: str) -> Question:
    return file.grid_form.question("criteria").column(name)


def _evidence(file: CaseFile, row: Answers) -> Lines:
    """Evidence, then who has it and how strong it is."""
    strength = text_of(row, "strength")
    label = _column(file, "strength").label_of(strength) if strength else ""
    source = ". ".join(part for part in (text_of(row, "evidence_source"), label) if part)
    evidence = paragraphs(text_of(row, "evidence")) or (words("Not provided", Tone.MISSING),)
    return (*evidence, words(source, Tone.MUTED)) if source else evidence


def _view(view: AgencyView | None, consensus: str) -> View:
    if view is None:
        return View(mark=Mark.NONE, word="No view")
    code = view.view.value
    differs = bool(consensus) and _GROUPS.get(consensus, consensus) != code
    return View(
        mark=decision_blocks.VIEW_MARKS[code], word=VIEW_LABELS[view.view], differs=differs
    )


def _consensus(file: CaseFile, row: Answers, consensus: str) -> Lines:
    """The sub-group's consensus; below it what the Chair finds, if the Chair says."""
    label = _column(file, "consensus").label_of(consensus) if consensus else ""
    mark = decision_blocks.VIEW_MARKS.get(consensus, Mark.NONE)
    first = words(label, mark=mark) if label else words("Not provided", Tone.MISSING)
    finding = text_of(row, "chair_finding")
    if not finding:
        return (first,)
    said = _column(file, "chair_finding").label_of(finding)
    return first, words(f"Chair: {said}", Tone.MUTED)


def _legend() -> Legend:
    return Legend(
        entries=(
            words("Met", mark=Mark.MET),
            words("Not met", mark=Mark.NOT_MET),
            words("Unsure", mark=Mark.UNSURE),
            words("Not known, which is not “no”", mark=Mark.NOT_KNOWN),
        ),
        tint_means="View that differs from the consensus",
    )


def _rule_panel(file: CaseFile, result: criteria.RuleResult) -> RulePanel:
    """The conditions of the rule that gave the result, and the result."""
    answers = _answers(file)
    fired = [check for check in result.checks if _gave(check, result)]
    steps = tuple(_step(part, answers) for part in _parts(fired[0])) if fired else ()
    gives = STRENGTH_LABELS[result.strength]
    note = [words(" ".join(result.reasons))]
    sources = source_words("; ".join(result.sources))
    confirm = " Rests in part on a statement that is to be confirmed." if result.to_confirm else ""
    note.append(words(f"{sources}.{confirm} The rule is shown; people decide."))
    said = ", and ".join(f"{step.name} ({step.state})" for step in steps)
    alt = f"What the rule gives: {gives}. {'Because: ' + said + '.' if said else 'No rule holds.'}"
    return RulePanel(steps=steps, gives=gives, note=tuple(note), alt=alt)


def _gave(check: RuleCheck, result: criteria.RuleResult) -> bool:
    return check.truth is Truth.YES and check.rule.strength is result.strength


def _parts(check: RuleCheck) -> tuple[Condition, ...]:
    when = check.rule.when
    return when.parts[:3] if isinstance(when, AllOf) else (when,)


def _step(part: Condition, answers: Answers) -> RuleStep:
    """One condition; of alternatives, the one that holds."""
    truth = criteria.truth(part, answers)
    leaves = list(criteria.conditions(part))
    holding = [leaf for leaf in leaves if criteria.truth(leaf, answers) is truth]
    mark, state = _TRUTHS[truth]
    return RuleStep(mark=mark, name=(holding or leaves)[0].says, state=state)


def _second_page(file: CaseFile, issue: Issue) -> tuple[Block, ...]:
    """Recommendations beside tally and factors; then whatever else the form asks; the finding and the signatures."""
    left = blocks.Section(
        title="What each recommends, and why",
        quiet=True,
        blocks=(decision_blocks.recommendation_table(file, wide=True),),
    )
    side = Columns(
        left=(left,), right=(*_tally(file), *_factors(file)), left_width=157, right_width=93
    )
    found: list[Block] = [PageEnd(), side, *_rest(file, issue), *_reasons_for_views(file)]
    finding = _finding(file)
    if issue.signatories:
        found.append(Together(blocks=(finding, Signatures(panels=issue.panels()))))
    else:
        found.append(finding)
    return tuple(found)


def _tally(file: CaseFile) -> tuple[Block, ...]:
    counted = tally(file.participants, file.recommendations)
    parts = [
        TallyPart(count=number, label=file.outcome_label(code))
        for code, number in sorted(counted.counts.items(), key=_most_first)
    ]
    waiting = counted.members - sum(counted.counts.values())
    if waiting > 0:
        parts.append(TallyPart(count=waiting, label="not yet recommended"))
    said = (
        ", ".join(f"{part.count} {part.label}" for part in parts) or "nobody has recommended yet"
    )
    title = f"Tally of the {counted.members} members"
    figure = TallyFigure(
        parts=tuple(parts), alt=f"{title}: {said}. Invitees are not in the tally."
    )
    note = Prose(
        lines=(words("Members and their deputies. Invitees are not in the tally."),),
        setting=Setting.NOTE,
    )
    return (blocks.Section(title=title, quiet=True, blocks=(figure, note)),)


def _most_first(part: tuple[str, int]) -> tuple[int, str]:
    return -part[1], part[0]


def _factors(file: CaseFile) -> tuple[Block, ...]:
    """Each factor of the form, whether or not anything was noted."""
    table = file.grid_form.question("factors")
    kind, note = table.column("factor"), table.column("note")
    rows = rows_of(_answers(file), "factors")
    given = {text_of(row, "factor"): row for row in rows}
    codes = [choice.name for choice in kind.offered()]
    codes += [code for code in given if code not in codes]
    fields = tuple(
        Field(label=kind.label_of(code), value=value_lines(note, given.get(code, {}).get("note")))
        for code in codes
    )
    if not fields:
        return ()
    return (
        blocks.Section(title="What is weighed", quiet=True, blocks=(FieldList(fields=fields),)),
    )


def _rest(file: CaseFile, issue: Issue) -> tuple[Block, ...]:
    """Every other question of the grid form, section by section."""
    reading = Reading(file.grid_form, _answers(file), on=issue.made_on)
    found: list[Block] = []
    for section in file.grid_form.sections:
        content: list[Block] = []
        fields = [
            each for each in section.questions if is_field(each) and each.name not in _OWN_PLACE
        ]
        content.extend(field_blocks(reading.fields(fields)))
        for question in section.questions:
            if question.type is QuestionType.REPEAT and question.name not in _OWN_PLACE:
                content.extend(table_blocks(reading, question))
        if content:
            found.append(blocks.Section(title=section.label, quiet=True, blocks=tuple(content)))
    return tuple(found)


def _reasons_for_views(file: CaseFile) -> tuple[Block, ...]:
    """The reasons people gave with a view, and those of the Chair for finding otherwise."""
    people = {each.id: each for each in file.participants}
    names = {text_of(row, "criterion"): row for row in _rows(file)}
    fields = [
        Field(
            label=people[view.participant_id].agency,
            value=_reason_lines(file, view, names.get(view.criterion, {})),
        )
        for view in file.views
        if view.reason and view.participant_id in people
    ]
    fields += [
        Field(
            label="Chair",
            value=(words(_criterion_name(file, row, code), Tone.STRONG), *paragraphs(text_of(row, "chair_reasons"))),
        )
        for code, row in names.items()
        if text_of(row, "chair_reasons")
    ]  # fmt: skip
    if not fields:
        return ()
    content = FieldList(fields=tuple(fields))
    return (blocks.Section(title="Reasons given with a view", quiet=True, blocks=(content,)),)


def _reason_lines(file: CaseFile, view: AgencyView, row: Answers) -> Lines:
    name = _criterion_name(file, row, view.criterion)
    heading = words(f"{name}: {VIEW_LABELS[view.view]}", Tone.STRONG)
    return heading, *paragraphs(view.reason)


def _finding(file: CaseFile) -> Panel:
    """What was decided, and whether it follows the rule."""
    decision = file.decision
    if decision is None:
        return Panel(label="Finding", statement="Not yet decided")
    follows = (
        "departs from the rule" if decision.departs_from_rule else "does not depart from the rule"
    )
    lines: list[Line] = [words(f"{decision.decided_by}. The decision {follows}.")]
    dissents = [each for each in file.recommendations if each.dissent]
    if dissents:
        lines.append(words("The dissent is answered in the last section of the decision form."))
    return Panel(
        label=f"Finding, {long_date(decision.decided_on)}",
        statement=file.outcome_label(decision.outcome),
        lines=tuple(lines),
    )
