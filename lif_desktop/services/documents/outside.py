"""What can someone outside check, and what is shown of a file from outside?

Source: catalogue rows A53, A54; house style of exported documents, section 12.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import cast

from lif_desktop import workroom
from lif_desktop.documents import certificates
from lif_desktop.documents.verdicts import Finding, Verdict, verdict_from_plain
from lif_desktop.domain.documents import FiledDocument
from lif_desktop.domain.identities import DocumentId
from lif_desktop.errors import FileRefusedError
from lif_desktop.services.saving import read_file
from lif_desktop.services.workspace import Workspace, authorities

LARGEST_FILE = 200 * 1024 * 1024
"""Bytes of a file from outside that is looked into at all."""


def export_authority(workspace: Workspace) -> str:
    """The certificate of the board's authority as PEM text, for those who check signatures."""
    with workspace.reading() as reader:
        return authorities(reader)[0].certificate_pem


def fingerprint(workspace: Workspace) -> str:
    """SHA-256 of the authority's certificate in groups of four, to be read out by telephone."""
    return certificates.fingerprint(export_authority(workspace))


def page_picture(pdf: bytes, page: int, *, dpi: int = 110) -> bytes:
    """One page of a PDF as a PNG picture.

    Args:
        pdf: the file.
        page: from 1.
        dpi: dots to the inch.

    Raises:
        FileRefusedError: it is no PDF, or has no such page.
    """
    answer = workroom.run("picture", {"pdf": pdf, "page": page, "dpi": dpi})
    return cast("bytes", answer["png"])


@dataclass(frozen=True, slots=True, kw_only=True)
class PageView:
    """One page of a PDF as it is shown."""

    png: bytes
    page: int
    """From 1."""
    pages: int
    text: str
    """The words of the page, for those who cannot see the picture."""


def page_view(pdf: bytes, page: int, *, dpi: int = 110) -> PageView:
    """One page of a PDF as a picture and as words; arguments and errors as for page_picture."""
    answer = workroom.run("picture", {"pdf": pdf, "page": page, "dpi": dpi})
    return PageView(
        png=cast("bytes", answer["png"]),
        page=page,
        pages=cast("int", answer["pages"]),
        text=cast("str", answer["text"]),
    )


def read_outside_file(path: Path) -> bytes:
    """The bytes of a file that someone chose.

    Raises:
        FileRefusedError: it cannot be read, or is too big to look into.
    """
    return read_file(path, most=LARGEST_FILE)


def authority_in(content: bytes) -> str:
    """The board authority's certificate in a file that someone handed in.

    Raises:
        FileRefusedError: it holds no certificate, or one that may not vouch for others.
    """
    pem = content.decode("utf-8", errors="replace")
    if not certificates.is_authority(pem):
        raise FileRefusedError(
            "The authority’s certificate cannot be read as one. Ask the board for authority.pem again."
        )
    return pem


def verify_file(content: bytes, authority_pem: str, *, at: datetime) -> Verdict:
    """Is a signed PDF whole, and did people of this authority's board sign it?

    Args:
        content: the file from outside.
        authority_pem: the board authority's certificate.
        at: aware moment at which the certificates must be valid.

    Raises:
        FileRefusedError: it is too big to look into, or the certificate cannot be read.
        WorkroomError: the check was stopped.
    """
    if len(content) > LARGEST_FILE:
        raise FileRefusedError("The file is larger than 200 MB, so it was not looked into.")
    return verdict_from_plain(
        workroom.run("verify", {"pdf": content, "authority_pem": authority_pem, "at": at})
    )


def verify_filed(workspace: Workspace, document_id: DocumentId) -> Verdict:
    """Is a filed document whole, checked against the board's own authority, present or earlier?"""
    with workspace.reading() as reader:
        document = reader.get(FiledDocument, document_id)
        known = [authority.certificate_pem for authority in authorities(reader)]
    at = workspace.clock.now()
    verdict = verify_file(document.content, known[0], at=at)
    for earlier in known[1:]:
        if verdict.finding is Finding.UNKNOWN_SIGNER:
            verdict = verify_file(document.content, earlier, at=at)
    return verdict
