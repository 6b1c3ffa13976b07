"""Documents made, signed, filed (filing.py), planned (planning.py) and checked from outside (outside.py)."""

from lif_desktop.documents.verdicts import Finding, Verdict
from lif_desktop.services.cases import DocumentRow
from lif_desktop.services.documents.filing import (
    content,
    filed,
    get_ready,
    issue,
    issue_fingerprint_sheet,
    preview,
    sign,
)
from lif_desktop.services.documents.outside import (
    PageView,
    authority_in,
    export_authority,
    fingerprint,
    page_picture,
    page_view,
    read_outside_file,
    verify_file,
    verify_filed,
)
from lif_desktop.services.documents.planning import Signer

__all__ = [
    "DocumentRow",
    "Finding",
    "PageView",
    "Signer",
    "Verdict",
    "authority_in",
    "content",
    "export_authority",
    "filed",
    "fingerprint",
    "get_ready",
    "issue",
    "issue_fingerprint_sheet",
    "page_picture",
    "page_view",
    "preview",
    "read_outside_file",
    "sign",
    "verify_file",
    "verify_filed",
]
