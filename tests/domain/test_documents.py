"""Is every kind of document named, and does its name make a sensible file name?"""

from __future__ import annotations

import re

from lif_desktop.domain.documents import KIND_LABELS, DocumentKind, SignatureSlot


def test_every_kind_has_its_words_and_begins_a_file_name() -> None:
    assert set(KIND_LABELS) == set(DocumentKind)
    assert all(re.fullmatch(r"[a-z-]+", kind.value) for kind in DocumentKind)


def test_a_place_for_a_signature_locks_only_if_told_to() -> None:
    assert not SignatureSlot(field="signature_1", role="Decision maker").locks
