"""What is a whole document, and how does it travel to the workroom?

A DocumentPlan is what stands on every page and the blocks in reading order. to_plain and
plan_from_plain carry it over as JSON.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass
from enum import StrEnum

from lif_desktop.documents import blocks, figures, wording
from lif_desktop.documents.blocks import Block
from lif_desktop.errors import DefinitionError


class Margin(StrEnum):
    """Whether the margin warns."""

    CLEAN = "clean"
    DRAFT = "draft"
    SUPERSEDED = "superseded"


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentPlan:
    """A whole document: what stands on every page, and its blocks in reading order."""

    title: str
    short_title: str
    """Running header from page 2, for example Decision grid: Child N."""
    subtitle: str = ""
    kicker: str = ""
    """Small line above the title: kind of review."""
    kind_lines: tuple[str, ...] = ()
    """At the right of the masthead: form, edition, framework."""
    board: str
    marking: str
    reference: str
    version: str
    """With its date, for example Version 2.1, 19 May 2016."""
    audit_code: str = ""
    """Head of the audit chain, for example 7K3Q-9M2D."""
    landscape: bool = False
    margin: Margin = Margin.CLEAN
    margin_words: str = ""
    """What the margin says after DRAFT or SUPERSEDED."""
    subject: str = ""
    made_at: str
    """Moment of making, ISO 8601 with offset."""
    blocks: tuple[Block, ...]


_KINDS: Mapping[str, type] = {
    kind.__name__: kind
    for module in (wording, figures, blocks)
    for kind in vars(module).values()
    if isinstance(kind, type) and is_dataclass(kind)
}
_ENUMS: Mapping[str, type[StrEnum]] = {
    "tone": wording.Tone,
    "mark": wording.Mark,
    "setting": blocks.Setting,
    "kind": blocks.RowKind,
    "stretch": figures.Stretch,
    "margin": Margin,
}
"""Fields that hold an enumeration, by name."""


def to_plain(value: object) -> object:
    """The value as JSON can hold it: records become mappings that name their kind."""
    if isinstance(value, tuple | list):
        return [to_plain(each) for each in value]
    if isinstance(value, StrEnum):
        return value.value
    if not is_dataclass(value) or isinstance(value, type):
        return value
    plain: dict[str, object] = {"is": type(value).__name__}
    for field in fields(value):
        plain[field.name] = to_plain(getattr(value, field.name))
    return plain


def plan_from_plain(plain: object) -> DocumentPlan:
    """Read a whole plan that to_plain made.

    Raises:
        DefinitionError: it is not a plan, or part of it is not one of ours.
    """
    plan = _from_plain(plain)
    if not isinstance(plan, DocumentPlan):
        raise DefinitionError("The document cannot be laid out: there is no plan of it.")
    return plan


def flat(within: Sequence[Block]) -> tuple[Block, ...]:
    """All blocks in reading order, those inside others too."""
    found: list[Block] = []
    for block in within:
        found.append(block)
        if isinstance(block, blocks.Section | blocks.Together):
            found.extend(flat(block.blocks))
        elif isinstance(block, blocks.Columns):
            found.extend(flat((*block.left, *block.right)))
        elif isinstance(block, blocks.NumberedParts):
            for part in block.parts:
                found.extend(flat(part.blocks))
    return tuple(found)


def signature_panels(plan: DocumentPlan) -> tuple[blocks.SignaturePanel, ...]:
    """The places to sign, in order."""
    return tuple(
        panel
        for block in flat(plan.blocks)
        if isinstance(block, blocks.Signatures)
        for panel in block.panels
    )


def _from_plain(plain: object) -> object:
    if isinstance(plain, list):
        return tuple(_from_plain(each) for each in plain)
    if not isinstance(plain, Mapping):
        return plain
    name = str(plain.get("is"))
    kind = DocumentPlan if name == "DocumentPlan" else _KINDS.get(name)
    if kind is None:
        raise DefinitionError("The document cannot be laid out: part of its plan has no kind.")
    values = {key: _from_plain(value) for key, value in plain.items() if key != "is"}
    try:
        return kind(**_with_enums(values))
    except (TypeError, ValueError) as error:
        raise DefinitionError(
            f"The document cannot be laid out: its plan has a wrong {name}."
        ) from error


def _with_enums(values: dict[str, object]) -> dict[str, object]:
    for key, enum in _ENUMS.items():
        if key in values:
            values[key] = enum(str(values[key]))
    return values
