"""What can be said, in plain words, about the signatures of a PDF?

Records only: verification.py finds the facts, this file names them. It reaches no PDF library, so any
process may read a verdict that a workroom child has given.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from enum import StrEnum

from lif_desktop.clock import ENGLAND


class Finding(StrEnum):
    """What was found, of one signature or of the whole file."""

    UNTOUCHED = "untouched"
    LATER_SIGNATURE_ONLY = "later_signature_only"
    EXPIRED = "expired"
    UNKNOWN_SIGNER = "unknown_signer"
    REVOKED = "revoked"
    CHANGED_AFTER_SIGNING = "changed_after_signing"
    BROKEN = "broken"
    NOT_SIGNED = "not_signed"
    NOT_A_PDF = "not_a_pdf"


FINDING_LABELS: Mapping[Finding, str] = {
    Finding.UNTOUCHED: "Untouched since it was signed",
    Finding.LATER_SIGNATURE_ONLY: "Untouched but for a later signature",
    Finding.EXPIRED: "Certificate out of date",
    Finding.UNKNOWN_SIGNER: "Unknown signer",
    Finding.REVOKED: "Certificate withdrawn",
    Finding.CHANGED_AFTER_SIGNING: "Changed after signing",
    Finding.BROKEN: "Signature broken",
    Finding.NOT_SIGNED: "Not signed",
    Finding.NOT_A_PDF: "Not a PDF",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class SignatureVerdict:
    """What was found of one signature."""

    position: int
    """Order of signing, from 1."""
    field: str
    finding: Finding
    sentence: str
    what: tuple[str, ...] = ()
    """What was changed after this signature, with the page where that is known; one sentence each."""
    signer: str = ""
    """As the certificate says; empty if it could not be read."""
    post: str = ""
    organisation: str = ""
    reason: str = ""
    """Role, and for whom the signer acted, as the signature says."""
    signed_at: str = ""
    """By the signer's own clock, ISO 8601; empty if the signature does not say."""
    serial: str = ""
    valid_until: str = ""
    covers_whole_file: bool = False
    issued_by_board: bool = False
    """True if the certificate comes from the authority that was asked about."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What was found of a file."""

    finding: Finding
    """The worst of its signatures; UNTOUCHED if all is well."""
    sentence: str
    signatures: tuple[SignatureVerdict, ...] = ()
    unsigned_fields: tuple[str, ...] = ()
    """Places to sign that nobody has signed yet."""

    @property
    def whole(self) -> bool:
        """Signed, trusted, and not changed by a single byte since the last signature."""
        return self.finding is Finding.UNTOUCHED

    def to_plain(self) -> dict[str, object]:
        """As values that can travel between processes and be kept; with the key whole."""
        return {**asdict(self), "whole": self.whole}


def verdict_from_plain(plain: Mapping[str, object]) -> Verdict:
    """The verdict that to_plain was asked of."""
    signatures = plain["signatures"]
    fields = plain["unsigned_fields"]
    if not isinstance(signatures, Sequence) or not isinstance(fields, Sequence):
        raise TypeError("signatures and unsigned_fields are lists")
    return Verdict(
        finding=Finding(str(plain["finding"])),
        sentence=str(plain["sentence"]),
        signatures=tuple(_signature_from_plain(each) for each in signatures),
        unsigned_fields=tuple(str(each) for each in fields),
    )


def overall(
    signatures: Sequence[SignatureVerdict], unsigned_fields: Sequence[str] = ()
) -> Verdict:
    """The verdict on a file: as bad as the worst of its signatures."""
    if not signatures:
        places = len(unsigned_fields)
        waiting = f" It has {_places(places)}, not yet used." if places else ""
        return Verdict(
            finding=Finding.NOT_SIGNED,
            sentence=f"This PDF carries no signature.{waiting}",
            unsigned_fields=tuple(unsigned_fields),
        )
    severity = list(Finding)
    worst = max(signatures, key=lambda each: severity.index(each.finding))
    good = worst.finding in {Finding.UNTOUCHED, Finding.LATER_SIGNATURE_ONLY}
    waiting = f" It still has {_places(len(unsigned_fields))}." if unsigned_fields else ""
    return Verdict(
        finding=Finding.UNTOUCHED if good else worst.finding,
        sentence=f"{_all_is_well(signatures)}{waiting}" if good else worst.sentence,
        signatures=tuple(signatures),
        unsigned_fields=tuple(unsigned_fields),
    )


def sentence_for(
    finding: Finding,
    *,
    signer: str,
    signed_at: datetime | None,
    valid_until: datetime | None,
    what: Sequence[str] = (),
) -> str:
    """One signature's verdict as a sentence or two."""
    who = signer or "someone whose name cannot be read"
    when = f" on {_in_words(signed_at)}" if signed_at else ""
    end = f" on {_in_words(valid_until)}" if valid_until else ""
    sentences = {
        Finding.UNTOUCHED: f"Signed by {who}{when}. Nothing has been changed since.",
        Finding.LATER_SIGNATURE_ONLY: (
            f"Signed by {who}{when}. Since then only a later signature was added."
        ),
        Finding.CHANGED_AFTER_SIGNING: f"The file was changed after {who} signed it{when}.",
        Finding.UNKNOWN_SIGNER: (
            f"Signed in the name of {who}{when}, but with a certificate that the board’s own authority "
            "did not issue. Anyone can make such a certificate."
        ),
        Finding.EXPIRED: (
            f"Not changed since {who} signed it{when}, but the certificate is not valid at the moment "
            f"of this check; it ends{end}. The time of signing is the signer’s own clock: compare it "
            "with the board’s record."
        ),
        Finding.REVOKED: (
            f"The certificate of {who}, who signed{when}, has been withdrawn by the board’s authority."
        ),
        Finding.BROKEN: (
            f"The signature of {who} does not match the file: what was signed is not what is here."
        ),
    }
    return " ".join([sentences[finding], *what])


def _all_is_well(signatures: Sequence[SignatureVerdict]) -> str:
    names = [each.signer for each in signatures]
    listed = names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
    return f"Signed by {listed}. Nothing has been changed since the last signature."


def _places(number: int) -> str:
    return "one place to sign" if number == 1 else f"{number} places to sign"


def _in_words(moment: datetime) -> str:
    there = moment.astimezone(ENGLAND)
    return f"{there.day} {there:%B %Y} at {there:%H:%M}"


def _signature_from_plain(plain: Mapping[str, object]) -> SignatureVerdict:
    values = dict(plain)
    what = values.pop("what")
    finding = Finding(str(values.pop("finding")))
    if not isinstance(what, Sequence):
        raise TypeError("what is a list of sentences")
    return SignatureVerdict(
        **values,  # type: ignore[arg-type]  # the names and types are those that asdict gave
        finding=finding,
        what=tuple(str(each) for each in what),
    )
