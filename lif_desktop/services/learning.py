"""What was learnt from a case, and may it leave? The learning summary from prefilled to published.

What is known already is filled in, with a word of where it came from; nothing is complete before
names, other identifiers and the day of the incident are out of it.

Source: catalogue rows D08-D19; Northamptonshire 2016 framework, Appendix 1.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import date

from lif_desktop.definitions import validation
from lif_desktop.domain import learning as rules
from lif_desktop.domain.answers import Answers, date_of
from lif_desktop.domain.cases import Case, CaseStage, Referral
from lif_desktop.domain.documents import DocumentKind, DocumentState, FiledDocument
from lif_desktop.domain.identities import CaseId, SummaryId, new_id
from lif_desktop.domain.learning import Finding, LearningSummary, SourceNote, SummaryState
from lif_desktop.domain.pseudonyms import KeyedPerson, people_key
from lif_desktop.errors import InvalidAnswersError, NotFoundError, Problem, RuleBrokenError
from lif_desktop.services import prefilling
from lif_desktop.services.cases import read_case_file
from lif_desktop.services.drafts import remove_finished
from lif_desktop.services.prefilling import Prefilled
from lif_desktop.services.stages import require_stage
from lif_desktop.services.workspace import Workspace
from lif_desktop.store.unit_of_work import Reader

FORM = "learning_summary"


def draft(workspace: Workspace, case_id: CaseId) -> LearningSummary:
    """The newest learning summary of a case; a fresh one is filled with what is known.

    Raises:
        RuleBrokenError: the case is not decided yet.

    Writes: learning summary and case, if there was none. Audit: learning.begin.
    """
    with workspace.reading() as reader:
        known = _newest(reader, case_id)
    if known is not None:
        return known
    with workspace.transaction("learning.begin") as unit:
        file = read_case_file(unit, case_id)
        require_stage(
            file.case, CaseStage.DECIDED, CaseStage.LEARNING, step="write its learning summary"
        )
        prefilled = prefilling.learning_answers(file, workspace.framework_of(file.case))
        fresh = _fresh(
            workspace,
            file.case,
            answers={name: each.answer for name, each in prefilled.items()},
            sources={name: _note_of(each).as_plain() for name, each in prefilled.items()},
        )
        unit.add(fresh)
        unit.change(replace(file.case, stage=CaseStage.LEARNING))
    return fresh


def save(workspace: Workspace, case_id: CaseId, answers: Answers) -> LearningSummary:
    """Keep the summary as it is written so far; a completed one gets a new version.

    Raises:
        NotFoundError: the case has no learning summary yet.

    Writes: learning summary; removes its draft. Audit: learning.save.
    """
    with workspace.transaction("learning.save") as unit:
        known = _required(unit, case_id)
        remove_finished(unit, case_id, FORM)
        written = replace(
            known,
            answers=answers,
            written_at=workspace.clock.now(),
            written_by=workspace.actor.id,
        )
        if known.state is SummaryState.DRAFT:
            return unit.change(written)
        fresh = replace(
            written,
            id=SummaryId(new_id()),
            revision=0,
            version=known.version + 1,
            state=SummaryState.DRAFT,
            completed_on=None,
        )
        unit.add(fresh)
    return fresh


def sources(workspace: Workspace, case_id: CaseId) -> Mapping[str, SourceNote]:
    """What the case knows today of each question that is prefilled, whoever wrote what since."""
    with workspace.reading() as reader:
        file = read_case_file(reader, case_id)
    prefilled = prefilling.learning_answers(file, workspace.framework_of(file.case))
    return {name: _note_of(each) for name, each in prefilled.items()}


def keep_source(workspace: Workspace, case_id: CaseId, question: str) -> LearningSummary:
    """Record that a person looked at a prefilled answer and keeps it as it is.

    Raises:
        NotFoundError: the case has no learning summary yet, or the answer was not prefilled.

    Writes: learning summary. Audit: learning.keep.
    """
    with workspace.transaction("learning.keep") as unit:
        known = _required(unit, case_id)
        note = rules.source_notes(known).get(question)
        if note is None:
            raise NotFoundError("This answer was not filled in from anything.")
        kept = replace(note, checked=True).as_plain()
        return unit.change(replace(known, sources={**known.sources, question: kept}))


def findings(workspace: Workspace, case_id: CaseId, answers: Answers) -> tuple[Finding, ...]:
    """Names, other identifiers and the day of the incident in answers, each with its place.

    Args:
        workspace: the open workspace.
        case_id: the case.
        answers: as they are about to be completed.
    """
    with workspace.reading() as reader:
        people, incident_on = _key_of(reader, case_id)
        return rules.findings(answers, people=people, incident_on=incident_on)


def problems(
    workspace: Workspace,
    case_id: CaseId,
    answers: Answers | None = None,
    *,
    confirmed: Collection[str] = (),
) -> tuple[Problem, ...]:
    """What must be put right before the summary is complete; empty if nothing.

    Args:
        workspace: the open workspace.
        case_id: the case.
        answers: answers being typed; None for those that are kept.
        confirmed: findings a person looked at and found harmless, as they stand in the text.
    """
    with workspace.reading() as reader:
        told = _required(reader, case_id).answers if answers is None else answers
        return _problems(reader, workspace, case_id, told, confirmed)


def complete(
    workspace: Workspace, case_id: CaseId, *, confirmed: Collection[str] = ()
) -> LearningSummary:
    """Declare the summary complete: every part is there, and nothing gives anyone away.

    Raises:
        InvalidAnswersError: parts are missing, or a name, another identifier or the day of the
            incident is left in it.

    Writes: learning summary. Audit: learning.complete.
    """
    with workspace.transaction("learning.complete") as unit:
        known = _required(unit, case_id)
        case = unit.get(Case, case_id)
        form = workspace.form_of(case, FORM)
        today = workspace.clock.today()
        found = [
            *validation.problems(form, known.answers, on=today),
            *_problems(unit, workspace, case_id, known.answers, confirmed),
        ]
        if found:
            raise InvalidAnswersError(found)
        if confirmed:
            unit.note({"confirmed_findings": len(set(confirmed))})
        return unit.change(
            replace(
                known,
                answers=validation.finished(form, known.answers, on=today),
                state=SummaryState.COMPLETED,
                completed_on=date_of(known.answers, "completed_on") or today,
            )
        )


def publish(workspace: Workspace, case_id: CaseId) -> LearningSummary:
    """Record that the signed summary left the board.

    Raises:
        RuleBrokenError: it is not complete, or its document is not signed.

    Writes: learning summary. Audit: learning.publish.
    """
    with workspace.transaction("learning.publish") as unit:
        known = _required(unit, case_id)
        signed = unit.find(
            FiledDocument,
            case_id=case_id,
            kind=DocumentKind.LEARNING_SUMMARY,
            state=DocumentState.SIGNED,
        )
        if known.state is not SummaryState.COMPLETED or not signed:
            raise RuleBrokenError(
                "The learning summary leaves once it is complete and its document is signed.",
                rule="publication",
                source="catalogue rows D08, D19",
            )
        return unit.change(replace(known, state=SummaryState.PUBLISHED))


def close_case(workspace: Workspace, case_id: CaseId, *, reason: str = "") -> Case:
    """Close a case; its actions are followed on.

    Args:
        workspace: the open workspace.
        case_id: the case.
        reason: why it closes without a completed learning summary; needed if there is none.

    Raises:
        RuleBrokenError: there is no completed learning summary and no reason.

    Writes: case. Audit: case.close.
    """
    with workspace.transaction("case.close") as unit:
        case = unit.get(Case, case_id)
        require_stage(case, CaseStage.DECIDED, CaseStage.LEARNING, step="close it")
        known = _newest(unit, case_id)
        done = known is not None and known.state is not SummaryState.DRAFT
        if not done and not reason.strip():
            raise RuleBrokenError(
                "A case closes with a completed learning summary. Complete it, or give the reason why there is none.",
                rule="learning summary for every review",
                source="catalogue row D08",
            )
        return unit.change(
            replace(
                case,
                stage=CaseStage.CLOSED,
                closed_on=workspace.clock.today(),
                closing_reason="" if done else reason,
            )
        )


def _problems(
    reader: Reader,
    workspace: Workspace,
    case_id: CaseId,
    answers: Answers,
    confirmed: Collection[str],
) -> tuple[Problem, ...]:
    form = workspace.form_of(reader.get(Case, case_id), FORM)
    people, incident_on = _key_of(reader, case_id)
    return rules.publication_problems(
        answers,
        required={each.name: each.name_in_messages for each in form.questions() if each.required},
        people=people,
        incident_on=incident_on,
        confirmed=confirmed,
    )


def _key_of(reader: Reader, case_id: CaseId) -> tuple[tuple[KeyedPerson, ...], date | None]:
    """The people key of a case, and the day of its incident."""
    case = reader.get(Case, case_id)
    referral = reader.first(Referral, case_id=case_id)
    told: Answers = {} if referral is None else referral.answers
    return people_key(told, pseudonym=case.pseudonym), date_of(told, "incident_on")


def _note_of(prefilled: Prefilled) -> SourceNote:
    return SourceNote(sentence=prefilled.source, answer=prefilled.answer, page=prefilled.page)


def _fresh(
    workspace: Workspace, case: Case, answers: Answers, sources: Answers
) -> LearningSummary:
    return LearningSummary(
        id=SummaryId(new_id()),
        case_id=case.id,
        form_version=case.forms[FORM],
        answers=answers,
        sources=sources,
        written_at=workspace.clock.now(),
        written_by=workspace.actor.id,
    )


def _newest(reader: Reader, case_id: CaseId) -> LearningSummary | None:
    return reader.first(LearningSummary, case_id=case_id, order=("-version",))


def _required(reader: Reader, case_id: CaseId) -> LearningSummary:
    known = _newest(reader, case_id)
    if known is None:
        raise NotFoundError("The case has no learning summary yet. Begin it first.")
    return known
