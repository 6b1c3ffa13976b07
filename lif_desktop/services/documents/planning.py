"""What goes into each kind of document? Records in, a plan out; nothing is laid out here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass

from lif_desktop.domain.documents import SignatureSlot


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


def file_stem(reference: str) -> str:
    """A reference as part of a file name: letters, digits and hyphens, never a person's name."""
    kept = "".join(sign if sign.isalnum() and sign.isascii() else "-" for sign in reference)
    return "-".join(part for part in kept.split("-") if part) or "no-reference"
