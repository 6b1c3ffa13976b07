"""What is a document made from? The records of one case, and what is said of this issue of the paper."""

from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass
from datetime import date, datetime

from lif_desktop.clock import ENGLAND
from lif_desktop.definitions.edition import Framework
from lif_desktop.definitions.questions import Form
from lif_desktop.documents.blocks import SignaturePanel
from lif_desktop.documents.plans import Margin
from lif_desktop.domain.answers import Answers
from lif_desktop.domain.cases import Case
from lif_desktop.domain.criteria import RuleResult
from lif_desktop.domain.decisions import (
    AgencyView,
    ChairDecision,
    GridAssessment,
    Recommendation,
)
from lif_desktop.domain.notices import Notice, NoticeDuty
from lif_desktop.domain.people import Board, Participant
from lif_desktop.domain.timelines import CaseClock
from lif_desktop.domain.vocabulary import plain_date


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseFile:
    """Everything that the decision form and the grid of one case print."""

    case: Case
    board: Board
    framework: Framework
    """The framework of the case; it brings the edition's words and outcomes."""
    referral_form: Form
    """In the version that the referral was written in; choices of the edition filled in."""
    grid_form: Form
    decision_form: Form
    referral: Answers
    assessment: GridAssessment | None = None
    participants: tuple[Participant, ...] = ()
    views: tuple[AgencyView, ...] = ()
    recommendations: tuple[Recommendation, ...] = ()
    rule: RuleResult | None = None
    decision: ChairDecision | None = None
    clocks: tuple[CaseClock, ...] = ()
    duties: tuple[NoticeDuty, ...] = ()
    notices: tuple[Notice, ...] = ()
    holidays: Container[date] = frozenset()
    """Bank holidays of England."""

    @property
    def name(self) -> str:
        """What the case is called in papers: pseudonym, else reference."""
        return self.case.pseudonym or self.case.reference or "Case"

    def outcome_label(self, code: str) -> str:
        """The edition's words for an outcome or for what else may be recommended."""
        for outcome in self.framework.outcomes:
            if outcome.code == code:
                return outcome.label
        return _OTHER_RECOMMENDATIONS.get(code, code)


@dataclass(frozen=True, slots=True, kw_only=True)
class Signatory:
    """Someone who is to sign, as the panel prints it."""

    field: str
    """Name of the signature field, for example signature_1."""
    role: str
    """What they sign as, for example Decision maker."""
    name: str = ""
    post: str = ""
    acting_for: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Issue:
    """One issue of a document: version, moment, who signs, whether the margin warns."""

    made_at: datetime
    """Aware moment of making."""
    version: str
    """For example "2" or "2.1"."""
    audit_code: str = ""
    """Head of the audit chain, for example 7K3Q-9M2D."""
    signatories: tuple[Signatory, ...] = ()
    """In order of signing; the last signature locks the document."""
    margin: Margin = Margin.CLEAN
    superseded_by: str = ""
    """Version that took its place, with its date, for a superseded issue."""

    @property
    def made_on(self) -> date:
        """Day of making, in England."""
        return self.made_at.astimezone(ENGLAND).date()

    @property
    def version_words(self) -> str:
        """As the footer says it: "Version 2, 19 May 2016"; a draft says so."""
        draft = " draft" if self.margin is Margin.DRAFT else ""
        return f"Version {self.version}{draft}, {plain_date(self.made_on)}"

    @property
    def margin_words(self) -> str:
        """What the margin says after DRAFT or SUPERSEDED."""
        if self.margin is Margin.DRAFT:
            return f"version {self.version}, {plain_date(self.made_on)}. Not agreed"
        if self.margin is Margin.SUPERSEDED:
            return (
                f"by version {self.superseded_by}. Do not use"
                if self.superseded_by
                else "Do not use"
            )
        return ""

    def panels(self) -> tuple[SignaturePanel, ...]:
        """A panel for each signatory."""
        count = len(self.signatories)
        return tuple(
            SignaturePanel(
                field=each.field,
                heading=_panel_heading(number, count, each.role),
                role=each.role,
                name=each.name,
                post=each.post,
                acting_for=each.acting_for,
                locks=number == count,
            )
            for number, each in enumerate(self.signatories, start=1)
        )


def _panel_heading(number: int, count: int, role: str) -> str:
    locks = "; locks this document" if number == count else ""
    return f"{number} of {count}. {role}{locks}" if count > 1 else f"{role}{locks}"


_OTHER_RECOMMENDATIONS = {
    "none": "No review",
    "abstain": "Abstained",
    "unsure": "Unsure",
    "no_view": "No view given",
}
