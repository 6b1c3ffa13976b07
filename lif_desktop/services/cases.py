"""What is known of a case, and which cases are there? Reading only, for lists and the case's page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from operator import attrgetter
from typing import Any, TypeVar

from lif_desktop.domain.actions import Action
from lif_desktop.domain.cases import (
    Attachment,
    Case,
    CaseStage,
    Draft,
    Referral,
    SummaryRequest,
)
from lif_desktop.domain.decisions import (
    AgencyView,
    ChairDecision,
    GridAssessment,
    Recommendation,
)
from lif_desktop.domain.documents import (
    DocumentKind,
    DocumentSignature,
    DocumentState,
    FiledDocument,
    SignatureSlot,
)
from lif_desktop.domain.identities import AttachmentId, CaseId, DocumentId
from lif_desktop.domain.learning import LearningSummary
from lif_desktop.domain.notices import Notice, NoticeDuty
from lif_desktop.domain.people import Participant
from lif_desktop.domain.timelines import CaseClock, ClockKind, is_owed
from lif_desktop.services.workspace import Workspace
from lif_desktop.store.unit_of_work import Reader

_SEARCHED = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseRow:
    """One line of the list of cases."""

    case_id: CaseId
    reference: str
    pseudonym: str
    stage: CaseStage
    edition: str
    opened_on: date
    received_on: date | None
    next_due_on: date | None
    """Due day of the clock that is due soonest among those still running; None if none runs."""
    next_clock: CaseClock | None


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentRow:
    """A filed document without its bytes, for lists."""

    document_id: DocumentId
    case_id: CaseId | None
    kind: DocumentKind
    title: str
    version: int
    file_name: str
    state: DocumentState
    sha256: str
    audit_head: str
    pages: int
    made_at: datetime
    slots: tuple[SignatureSlot, ...]
    signatures: tuple[DocumentSignature, ...]
    """In the order of signing."""

    @property
    def next_slot(self) -> SignatureSlot | None:
        """The place for the next signature; None if all are in."""
        left = self.slots[len(self.signatures) :]
        return left[0] if left else None


@dataclass(frozen=True, slots=True, kw_only=True)
class AttachmentRow:
    """A file kept with a case, without its bytes."""

    attachment_id: AttachmentId
    name: str
    sha256: str
    added_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseFile:
    """Everything recorded of one case."""

    case: Case
    referral: Referral | None
    drafts: tuple[Draft, ...]
    clocks: tuple[CaseClock, ...]
    requests: tuple[SummaryRequest, ...]
    participants: tuple[Participant, ...]
    assessment: GridAssessment | None
    views: tuple[AgencyView, ...]
    recommendations: tuple[Recommendation, ...]
    decision: ChairDecision | None
    duties: tuple[NoticeDuty, ...]
    notices: tuple[Notice, ...]
    summary: LearningSummary | None
    actions: tuple[Action, ...]
    documents: tuple[DocumentRow, ...]
    attachments: tuple[AttachmentRow, ...]


def cases(
    workspace: Workspace, text: str = "", stage: CaseStage | None = None
) -> tuple[CaseRow, ...]:
    """The cases, those with the soonest due clock first, then the latest opened.

    Args:
        workspace: the open workspace.
        text: words to be found in anything recorded of the case; empty for all cases.
        stage: one stage only; None for all.
    """
    with workspace.reading() as reader:
        found = reader.find(Case) if stage is None else reader.find(Case, stage=stage)
        if text.strip():
            wanted = _case_ids(reader, text)
            found = tuple(case for case in found if case.id in wanted)
        running = reader.find(CaseClock, completed_on=None)
        today = workspace.clock.today()
        soonest = _soonest([clock for clock in running if is_owed(clock, today)])
    rows = [_row(case, soonest.get(case.id)) for case in found]
    return tuple(sorted(rows, key=_by_urgency))


def case_file(workspace: Workspace, case_id: CaseId) -> CaseFile:
    """Everything recorded of a case, as it stands.

    Raises:
        NotFoundError: there is no such case.
    """
    with workspace.reading() as reader:
        return read_case_file(reader, case_id)


def read_case_file(reader: Reader, case_id: CaseId) -> CaseFile:
    """Everything recorded of a case, read within a transaction or a reading."""
    return CaseFile(
        case=reader.get(Case, case_id),
        referral=reader.first(Referral, case_id=case_id),
        drafts=_ordered(reader.find(Draft, case_id=case_id), "saved_at"),
        clocks=_ordered(reader.find(CaseClock, case_id=case_id), "due_on"),
        requests=_ordered(reader.find(SummaryRequest, case_id=case_id), "agency"),
        participants=_ordered(reader.find(Participant, case_id=case_id), "position"),
        assessment=reader.first(GridAssessment, case_id=case_id),
        views=reader.find(AgencyView, case_id=case_id),
        recommendations=reader.find(Recommendation, case_id=case_id),
        decision=reader.first(ChairDecision, case_id=case_id),
        duties=reader.find(NoticeDuty, case_id=case_id),
        notices=_ordered(reader.find(Notice, case_id=case_id), "logged_at"),
        summary=_newest(reader.find(LearningSummary, case_id=case_id)),
        actions=reader.find(Action, case_id=case_id),
        documents=document_rows(reader, case_id=case_id),
        attachments=_attachment_rows(reader, case_id),
    )


def document_rows(reader: Reader, case_id: CaseId | None = None) -> tuple[DocumentRow, ...]:
    """Filed documents without their bytes, the latest first.

    Args:
        reader: an open reader.
        case_id: one case's only; None for those of all cases and the board.
    """
    signatures: dict[str, list[DocumentSignature]] = {}
    for signature in reader.find(DocumentSignature, order=("position",)):
        signatures.setdefault(signature.document_id, []).append(signature)
    order = ("-made_at", "-version")
    found = (
        reader.columns(FiledDocument, _WITHOUT_BYTES, order=order)
        if case_id is None
        else reader.columns(FiledDocument, _WITHOUT_BYTES, order=order, case_id=case_id)
    )
    rows = [dict(zip(_WITHOUT_BYTES, row, strict=True)) for row in found]
    return tuple(_document_row(row, signatures.get(row["id"], ())) for row in rows)


def _document_row(row: Mapping[str, Any], signatures: Sequence[DocumentSignature]) -> DocumentRow:
    values = {**row, "document_id": row["id"], "signatures": tuple(signatures)}
    values["slots"] = tuple(SignatureSlot(**slot) for slot in row["slots"])
    del values["id"]
    return DocumentRow(**values)


_WITHOUT_BYTES = (
    "id",
    "case_id",
    "kind",
    "title",
    "version",
    "file_name",
    "state",
    "sha256",
    "audit_head",
    "pages",
    "made_at",
    "slots",
)
_Record = TypeVar("_Record")


def _ordered(records: Sequence[_Record], field: str) -> tuple[_Record, ...]:
    return tuple(sorted(records, key=attrgetter(field)))


def _newest(summaries: Sequence[LearningSummary]) -> LearningSummary | None:
    return max(summaries, key=attrgetter("version"), default=None)


def _attachment_rows(reader: Reader, case_id: CaseId) -> tuple[AttachmentRow, ...]:
    fields = ("id", "name", "sha256", "added_at")
    found = reader.columns(Attachment, fields, case_id=case_id, order=("added_at",))
    return tuple(
        AttachmentRow(attachment_id=row[0], name=row[1], sha256=row[2], added_at=row[3])
        for row in found
    )


def _case_ids(reader: Reader, text: str) -> frozenset[CaseId]:
    hits = reader.search(text, limit=_SEARCHED)
    return frozenset(CaseId(hit.case_id) for hit in hits if hit.case_id)


def _soonest(running: Sequence[CaseClock]) -> Mapping[CaseId, CaseClock]:
    """The clock due first of each case; clocks that only say when to expect something are left out."""
    soonest: dict[CaseId, CaseClock] = {}
    for clock in sorted(running, key=attrgetter("due_on")):
        if clock.kind is not ClockKind.INFORMATION:
            soonest.setdefault(clock.case_id, clock)
    return soonest


def _row(case: Case, next_clock: CaseClock | None) -> CaseRow:
    return CaseRow(
        case_id=case.id,
        reference=case.reference,
        pseudonym=case.pseudonym,
        stage=case.stage,
        edition=case.edition,
        opened_on=case.opened_on,
        received_on=case.received_on,
        next_due_on=None if next_clock is None else next_clock.due_on,
        next_clock=next_clock,
    )


def _by_urgency(row: CaseRow) -> tuple[date, int, str]:
    return (row.next_due_on or date.max, -row.opened_on.toordinal(), row.reference)
