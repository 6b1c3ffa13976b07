"""How does someone outside know the board's certificate for the right one? By this sheet, and the telephone.

Source: house style of exported documents, section 12 (what a signature may claim).
"""

from __future__ import annotations

from lif_desktop.documents.blocks import (
    Bullets,
    Field,
    FieldList,
    Gap,
    Panel,
    Prose,
    Section,
    Setting,
)
from lif_desktop.documents.case_file import Issue
from lif_desktop.documents.plans import DocumentPlan
from lif_desktop.documents.wording import words
from lif_desktop.domain.people import Board
from lif_desktop.domain.vocabulary import plain_date


def fingerprint_sheet(
    *, board: Board, fingerprint: str, serial: str, issue: Issue
) -> DocumentPlan:
    """The sheet that tells a recipient how to check the board's certificate.

    Args:
        board: whose authority it is.
        fingerprint: SHA-256 of the certificate, in groups of four.
        serial: of the certificate, hexadecimal.
        issue: version and moment.
    """
    facts = (
        ("Issued by", board.name),
        ("Serial number", serial),
        ("Sheet made on", plain_date(issue.made_on)),
    )
    return DocumentPlan(
        title="Authority fingerprint",
        short_title="Authority fingerprint",
        subtitle="How to make sure that a signed document is this board’s",
        board=board.name,
        marking="OFFICIAL",
        reference=board.short_name,
        version=issue.version_words,
        audit_code=issue.audit_code,
        subject="Fingerprint of the certificate with which the board’s signatures are checked",
        made_at=issue.made_at.isoformat(),
        blocks=(
            Gap(height=4),
            Prose(
                lines=(
                    words(
                        "The people of this board sign documents with certificates from an authority of the board’s own. No outside body vouches for it, so compare the fingerprint once before you rely on it."
                    ),
                ),
                setting=Setting.LEAD,
            ),
            Panel(label="SHA-256 fingerprint", statement=fingerprint),
            FieldList(
                fields=tuple(Field(label=label, value=(words(text),)) for label, text in facts)
            ),
            Section(
                title="How to compare",
                blocks=(
                    Bullets(
                        items=(
                            words("Ask for the board’s certificate file by secure mail."),
                            words(
                                "Open it with a program that shows certificates, and find its SHA-256 fingerprint."
                            ),
                            words(
                                "Telephone the board on a number you know already, and have these sixteen groups read out to you."
                            ),
                            words(
                                "If every group agrees, the file is the board’s. If one differs, do not use it and tell the board."
                            ),
                        )
                    ),
                ),
            ),
        ),
    )
