"""What goes into each kind of document? Records in, a plan out; nothing is laid out here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import assert_never

from lif_desktop.documents import (
    action_documents,
    case_documents,
    certificates,
    fingerprint_documents,
    grid_document,
    learning_documents,
)
from lif_desktop.documents.case_file import CaseFile as Papers
from lif_desktop.documents.case_file import Issue, Signatory
from lif_desktop.documents.plans import DocumentPlan, Margin
from lif_desktop.domain.actions import Redating
from lif_desktop.domain.documents import DocumentKind, SignatureSlot
from lif_desktop.domain.identities import CaseId
from lif_desktop.domain.learning import SummaryState
from lif_desktop.errors import NotFoundError
from lif_desktop.services.assessing import read_assessed
from lif_desktop.services.cases import CaseFile, read_case_file
from lif_desktop.services.workspace import Workspace, authorities
from lif_desktop.store.unit_of_work import Reader


@dataclass(frozen=True, slots=True, kw_only=True)
class Signer:
    """Someone who is to sign a document."""

    role: str
    """What they sign as, for example Decision maker."""
    name: str = ""
    """Who is expected; empty if anyone in the role may."""
    post: str = ""
    acting_for: str = ""


def slots_for(signers: Sequence[Signer]) -> tuple[SignatureSlot, ...]:
    """A place for each signature; the last one locks the document."""
    return tuple(
        SignatureSlot(
            field=f"signature_{number}",
            role=signer.role,
            name=signer.name,
            locks=number == len(signers),
        )
        for number, signer in enumerate(signers, start=1)
    )


def slot_of(plain: Mapping[str, object]) -> SignatureSlot:
    """Read a place for a signature back from a filed document."""
    return SignatureSlot(
        field=str(plain["field"]),
        role=str(plain["role"]),
        name=str(plain["name"]),
        locks=bool(plain["locks"]),
    )


def plain_slot(slot: SignatureSlot) -> Mapping[str, object]:
    """A place for a signature as it is kept with a filed document."""
    return asdict(slot)


_LONGEST_STEM = 80
"""Letters of a file name that come from a reference; file systems end at 255 bytes for the whole."""


def file_stem(reference: str) -> str:
    """A reference as part of a file name: letters, digits and hyphens, never a person's name."""
    kept = "".join(sign if sign.isalnum() and sign.isascii() else "-" for sign in reference)
    stem = "-".join(part for part in kept.split("-") if part)
    return stem[:_LONGEST_STEM].rstrip("-") or "no-reference"


def plan_of(
    reader: Reader,
    workspace: Workspace,
    kind: DocumentKind,
    case_id: CaseId,
    *,
    signers: Sequence[Signer],
    version: int = 1,
    draft: bool = False,
    on: date | None = None,
) -> DocumentPlan:
    """The plan of a document of a case.

    Args:
        reader: an open reader.
        workspace: the open workspace.
        kind: which document.
        case_id: the case it tells of.
        signers: who is to sign, in order.
        version: version of the document within the case.
        draft: True for a preview, which says so on every page.
        on: the day the actions are looked at; None is today.

    Raises:
        NotFoundError: what the document tells of is not recorded yet.
    """
    file = read_case_file(reader, case_id)
    issue = Issue(
        made_at=workspace.clock.now(),
        version=str(version),
        audit_code=reader.audit_head().code,
        signatories=tuple(
            Signatory(
                field=slot.field,
                role=signer.role,
                name=signer.name,
                post=signer.post,
                acting_for=signer.acting_for,
            )
            for slot, signer in zip(slots_for(signers), signers, strict=True)
        ),
        margin=Margin.DRAFT if draft else Margin.CLEAN,
    )
    match kind:
        case DocumentKind.DECISION_FORM:
            _require_decided(file, draft=draft)
            return case_documents.decision_form(_papers(reader, workspace, file), issue)
        case DocumentKind.DECISION_GRID:
            _require(file.assessment is not None, "Record the decision grid first.")
            return grid_document.decision_grid(_papers(reader, workspace, file), issue)
        case DocumentKind.LEARNING_SUMMARY:
            return _learning_plan(workspace, file, issue, draft=draft)
        case DocumentKind.ACTION_PLAN:
            _require(bool(file.actions), "Agree an action first.")
            return _action_plan(reader, workspace, file, issue, on or workspace.clock.today())
        case DocumentKind.FINGERPRINT_SHEET:
            raise NotFoundError("The fingerprint sheet is the board’s own and belongs to no case.")
        case _:
            assert_never(kind)


def fingerprint_plan(reader: Reader, workspace: Workspace, *, version: int) -> DocumentPlan:
    """The plan of the sheet that tells how to check the board's certificate."""
    pem = authorities(reader)[0].certificate_pem
    return fingerprint_documents.fingerprint_sheet(
        board=workspace.board,
        fingerprint=certificates.fingerprint(pem),
        serial=certificates.in_fours(certificates.serial_of(pem)),
        issue=Issue(
            made_at=workspace.clock.now(),
            version=str(version),
            audit_code=reader.audit_head().code,
        ),
    )


def _papers(reader: Reader, workspace: Workspace, file: CaseFile) -> Papers:
    case = file.case
    referral = file.referral
    if referral is None:
        raise NotFoundError("The case has no referral yet. Submit it first.")
    return Papers(
        case=case,
        board=workspace.board,
        framework=workspace.framework_of(case),
        referral_form=workspace.form_of(case, "referral"),
        grid_form=workspace.form_of(case, "grid"),
        decision_form=workspace.form_of(case, "decision"),
        referral=referral.answers,
        assessment=file.assessment,
        participants=file.participants,
        views=file.views,
        recommendations=file.recommendations,
        rule=None if file.assessment is None else read_assessed(reader, workspace, case).rule,
        decision=file.decision,
        clocks=file.clocks,
        duties=file.duties,
        notices=file.notices,
        holidays=workspace.holidays,
    )


def _learning_plan(
    workspace: Workspace, file: CaseFile, issue: Issue, *, draft: bool
) -> DocumentPlan:
    summary = file.summary
    if summary is None or (summary.state is SummaryState.DRAFT and not draft):
        raise NotFoundError("Complete the learning summary first.")
    case = file.case
    return learning_documents.learning_summary(
        case=case,
        board=workspace.board,
        form=workspace.form_of(case, "learning_summary"),
        summary=summary,
        issue=issue,
        review_name=workspace.framework_of(case).labels["review_name"],
        actions=file.actions,
    )


def _action_plan(
    reader: Reader, workspace: Workspace, file: CaseFile, issue: Issue, on: date
) -> DocumentPlan:
    ids = tuple(action.id for action in file.actions)
    return action_documents.action_plan(
        case=file.case,
        board=workspace.board,
        tracker=action_documents.Tracker(
            actions=file.actions,
            redatings=reader.find(Redating, action_id=ids),
            on=on,
            holidays=workspace.holidays,
            amber_days=workspace.framework_of(file.case).amber_days,
        ),
        issue=issue,
    )


def _require_decided(file: CaseFile, *, draft: bool) -> None:
    _require(draft or file.decision is not None, "Record the decision first.")


def _require(there: bool, what_to_do: str) -> None:  # noqa: FBT001  # reads as the sentence it is
    if not there:
        raise NotFoundError(what_to_do)
