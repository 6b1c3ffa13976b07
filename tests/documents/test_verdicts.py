from __future__ import annotations

from datetime import UTC, datetime

import pytest

from lif_desktop.documents import verdicts
from lif_desktop.documents.verdicts import Finding, SignatureVerdict, Verdict


def signature(finding: Finding, position: int = 1) -> SignatureVerdict:
    return SignatureVerdict(
        position=position,
        field=f"signature_{position}",
        finding=finding,
        sentence=f"{finding.value}.",
        signer=f"Person {position}",
    )


@pytest.mark.parametrize(
    ("found", "overall", "whole"),
    [
        ([Finding.UNTOUCHED], Finding.UNTOUCHED, True),
        ([Finding.LATER_SIGNATURE_ONLY, Finding.UNTOUCHED], Finding.UNTOUCHED, True),
        ([Finding.EXPIRED, Finding.UNTOUCHED], Finding.EXPIRED, False),
        ([Finding.EXPIRED, Finding.UNKNOWN_SIGNER], Finding.UNKNOWN_SIGNER, False),
        ([Finding.CHANGED_AFTER_SIGNING, Finding.UNTOUCHED], Finding.CHANGED_AFTER_SIGNING, False),
        ([Finding.BROKEN, Finding.CHANGED_AFTER_SIGNING], Finding.BROKEN, False),
        ([], Finding.NOT_SIGNED, False),
    ],
)
def test_a_file_is_as_bad_as_the_worst_of_its_signatures(
    found: list[Finding], overall: Finding, *, whole: bool
) -> None:
    verdict = verdicts.overall([signature(each, n) for n, each in enumerate(found, start=1)])
    assert verdict.finding is overall
    assert verdict.whole is whole


def test_places_that_wait_are_counted_in_words() -> None:
    assert "one place to sign" in verdicts.overall([], ["a"]).sentence
    assert (
        "2 places to sign" in verdicts.overall([signature(Finding.UNTOUCHED)], ["a", "b"]).sentence
    )


@pytest.mark.parametrize("finding", sorted(set(Finding) - {Finding.NOT_SIGNED, Finding.NOT_A_PDF}))
def test_each_finding_has_its_sentence(finding: Finding) -> None:
    moment = datetime(2016, 5, 19, 16, 15, tzinfo=UTC)
    said = verdicts.sentence_for(
        finding,
        signer="Moira Fairweather",
        signed_at=moment,
        valid_until=moment,
        what=("Page 2.",),
    )
    assert "Moira Fairweather" in said
    assert said.endswith("Page 2.")
    nameless = verdicts.sentence_for(finding, signer="", signed_at=None, valid_until=None)
    assert "someone whose name cannot be read" in nameless
    assert " on ." not in nameless


@pytest.mark.parametrize(
    "verdict",
    [
        Verdict(finding=Finding.NOT_A_PDF, sentence="This is no PDF."),
        verdicts.overall([signature(Finding.EXPIRED), signature(Finding.UNTOUCHED, 2)], ["third"]),
    ],
)
def test_a_verdict_comes_back_as_it_went(verdict: Verdict) -> None:
    plain = verdict.to_plain()
    assert plain["whole"] == verdict.whole
    assert verdicts.verdict_from_plain(plain) == verdict


@pytest.mark.parametrize("wrong", [{"signatures": 1}, {"unsigned_fields": None}])
def test_what_is_no_verdict_is_not_read_as_one(wrong: dict[str, object]) -> None:
    plain = Verdict(finding=Finding.NOT_SIGNED, sentence="").to_plain()
    with pytest.raises(TypeError):
        verdicts.verdict_from_plain(plain | wrong)


def test_a_signature_without_a_list_of_changes_is_none() -> None:
    plain = verdicts.overall([signature(Finding.BROKEN)]).to_plain()
    listed = plain["signatures"]
    assert isinstance(listed, tuple)
    with pytest.raises(TypeError):
        verdicts.verdict_from_plain(plain | {"signatures": [listed[0] | {"what": None}]})
