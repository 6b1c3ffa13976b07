"""How does the window say what a rule gives and how the recommendations fall? People decide."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QCoreApplication

from lif_desktop.definitions.questions import Form
from lif_desktop.domain.criteria import RuleResult, Strength, Truth
from lif_desktop.domain.decisions import (
    RECOMMENDATION_EXTRAS,
    Outcome,
    Recommendation,
    Tally,
)
from lif_desktop.domain.identities import ParticipantId
from lif_desktop.domain.people import Participant, Standing
from lif_desktop.domain.vocabulary import source_words
from lif_desktop.ui.widgets import Mark, Reason, RulePanel
from lif_desktop.ui.words import count_words

_MARKS: Mapping[Truth, Mark] = {
    Truth.YES: "met",
    Truth.NO: "not_met",
    Truth.NOT_KNOWN: "not_known",
}


def headline(result: RuleResult, review: str) -> str:
    """What the rule gives, in a sentence that names the review: "A Serious Case Review is presumed"."""
    sentences = {
        Strength.ALWAYS: _tr("A {review} is always held"),
        Strength.MUST_UNLESS: _tr("A {review} is presumed"),
        Strength.SHOULD_CONSIDER: _tr("A {review} should be considered"),
        Strength.MAY: _tr("No {review} is called for; one may be held"),
        Strength.NONE: _tr("No rule calls for a {review}"),
    }
    return sentences[result.strength].format(review=review)


def caution(result: RuleResult) -> str:
    """That people decide, and what is still to be confirmed or not known."""
    said = [_tr("People decide. A different decision needs a reason.")]
    if result.to_confirm:
        said.append(_tr("Part of this rule is to be confirmed."))
    return " ".join(said)


def reasons(result: RuleResult, labels: Mapping[str, str]) -> tuple[Reason, ...]:
    """The conditions behind the result, each with what is known of it; then what was noted.

    Args:
        result: what the rule gives.
        labels: key of an answer to what it is called, for what is not known yet.
    """
    holding = [
        check
        for check in result.checks
        if check.truth is Truth.YES and check.rule.strength is result.strength
    ]
    shown: dict[str, Reason] = {}
    for check in holding:
        for mark in check.marks:
            shown.setdefault(mark.says, Reason(mark=_MARKS[mark.truth], words=mark.says))
    told = [check.rule.reason for check in holding]
    plain: Mark = "unsure" if holding else "not_met"
    notes = [Reason(mark=plain, words=each) for each in result.reasons if each not in told]
    missing = "; ".join(labels.get(key, key) for key in result.missing)
    words = _tr("Not known yet, and may change this")
    open_points = [Reason(mark="not_known", words=words, detail=missing)] if missing else []
    return (*shown.values(), *notes, *open_points)


def show_rule(panel: RulePanel, result: RuleResult, review: str, form: Form) -> None:
    """Fill the panel with what the rule gives.

    Args:
        panel: the panel.
        result: what the rule gives.
        review: what the edition calls its review.
        form: the grid's form, which names the answers the rule is asked with.
    """
    labels = {question.name: question.name_in_messages for question in form.questions()}
    panel.show_result(
        headline(result, review),
        caution=caution(result),
        reasons=reasons(result, labels),
        source=source_words("; ".join(result.sources)),
    )


def show_tally(
    panel: RulePanel,
    tally: Tally,
    outcomes: Sequence[Outcome],
    seats: Sequence[Participant],
    given: Sequence[Recommendation],
) -> None:
    """Fill the foot of the panel with how the members recommend, and whose dissent is kept."""
    agreeing = tally.counts.get(tally.leading, 0)
    others = sum(tally.counts.values()) - agreeing
    dissenting = dissenters(seats, given)
    kept = _tr("Dissent kept in full: {names}").format(names=", ".join(dissenting))
    panel.show_tally(
        _tr("Recommendations, members only"),
        agreeing=agreeing,
        others=others,
        lines=tally_lines(tally, outcomes, heard=_heard(seats, given)),
        dissent=kept if dissenting else "",
    )


def tally_lines(tally: Tally, outcomes: Sequence[Outcome], *, heard: int) -> tuple[str, ...]:
    """The tally in sentences, the most first: "6 for Serious Case Review"; heard counts invitees."""
    order = sorted(tally.counts.items(), key=lambda pair: -pair[1])
    lines = [f"{count} {said_of(code, outcomes)}" for code, count in order]
    silent = tally.members - sum(tally.counts.values())
    if silent:
        lines.append(_tr("{count} yet to recommend").format(count=silent))
    if heard:
        one = _tr("One invitee is heard, not counted")
        many = _tr("{count} invitees are heard, not counted")
        words = count_words(heard)
        lines.append(one if heard == 1 else many.format(count=words[:1].upper() + words[1:]))
    return tuple(lines) or (_tr("Nobody has recommended yet"),)


def _heard(seats: Sequence[Participant], given: Sequence[Recommendation]) -> int:
    """How many invitees gave a recommendation that is kept and not counted."""
    invitees = {who.id for who in seats if who.standing is Standing.INVITEE}
    return sum(each.participant_id in invitees for each in given)


def said_of(code: str, outcomes: Sequence[Outcome]) -> str:
    """A recommendation after a number: "for Serious Case Review", "abstains"."""
    for outcome in outcomes:
        if outcome.code == code:
            return _tr("for {outcome}").format(outcome=outcome.label)
    return RECOMMENDATION_EXTRAS.get(code, code).lower()


def label_of(code: str, outcomes: Sequence[Outcome]) -> str:
    """What a recommendation is called."""
    for outcome in outcomes:
        if outcome.code == code:
            return outcome.label
    return RECOMMENDATION_EXTRAS.get(code, code)


def dissenters(seats: Sequence[Participant], given: Sequence[Recommendation]) -> tuple[str, ...]:
    """Who wants their disagreement recorded in full."""
    names: dict[ParticipantId, str] = {who.id: who.name for who in seats}
    return tuple(names.get(each.participant_id, "") for each in given if each.dissent)


def _tr(text: str) -> str:
    return QCoreApplication.translate("rule_words", text)
