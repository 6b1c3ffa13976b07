"""What can someone outside check, and what is shown of a file from outside?

Source: catalogue rows A53, A54; house style of exported documents, section 12.
"""

from __future__ import annotations

from datetime import datetime
from typing import cast

from lif_desktop import workroom
from lif_desktop.documents import certificates
from lif_desktop.documents.verdicts import Verdict, verdict_from_plain
from lif_desktop.domain.documents import BoardAuthority, FiledDocument
from lif_desktop.domain.identities import DocumentId
from lif_desktop.errors import FileRefusedError
from lif_desktop.services.workspace import Workspace

LARGEST_FILE = 200 * 1024 * 1024
"""Bytes of a file from outside that is looked into at all."""


def export_authority(workspace: Workspace) -> str:
    """The certificate of the board's authority as PEM text, for those who check signatures."""
    with workspace.reading() as reader:
        return reader.find(BoardAuthority)[0].certificate_pem


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
    """Is a filed document whole, checked against the board's own authority?"""
    with workspace.reading() as reader:
        document = reader.get(FiledDocument, document_id)
    return verify_file(document.content, export_authority(workspace), at=workspace.clock.now())
