"""How long from the data to a signed decision form, beside the same form through LibreOffice?"""

from __future__ import annotations

import shutil
import subprocess
import time
from pathlib import Path

from benchmarks import workspaces
from benchmarks.figures import Row, Skipped, middle
from benchmarks.word_form import flat_text
from lif_desktop.demo import walking
from lif_desktop.domain.documents import DocumentKind
from lif_desktop.domain.identities import CaseId
from lif_desktop.services import documents
from lif_desktop.services.documents import Signer
from lif_desktop.services.documents.planning import plan_of
from lif_desktop.services.workspace import Workspace
from lif_desktop.store.key_slots import KdfSettings

TITLE = "Decision form, data to signed PDF"
LIMIT = 0.35
RUNS = 5
_LOOKING = 3
"""Seconds between the page's opening and the person's click."""
SIGNER = Signer(role="Decision maker")
EXPORT = (
    "pdf:writer_pdf_Export:"
    '{"SelectPdfVersion":{"type":"long","value":"2"},'
    '"UseTaggedPDF":{"type":"boolean","value":"true"},'
    '"PDFUACompliance":{"type":"boolean","value":"true"}}'
)


def measure(folder: Path) -> Row | Skipped:
    """Both from the records of one case; ours is also signed and verified, the peer's is not."""
    office = shutil.which("soffice") or shutil.which("libreoffice")
    if office is None:
        return Skipped(title=TITLE, reason="LibreOffice is not installed here")
    workspace, clock = workspaces.make(folder, kdf=KdfSettings.for_tests())
    told = workspaces.example()
    try:
        case_id = walking.refer(workspace, clock, told)
        walking.weigh(workspace, clock, told, case_id)
        walking.decide(workspace, clock, told, case_id)
        pairs = [
            (_ours(workspace, case_id), _office(workspace, case_id, office, folder))
            for _ in range(RUNS + 1)
        ][1:]
        pages = documents.filed(workspace, case_id)[0].pages
    finally:
        workspace.close()
    figure = middle([mine for mine, _ in pairs])
    peer = middle([other for _, other in pairs])
    return Row(
        title=TITLE,
        figure_ms=figure,
        peer="LibreOffice headless",
        peer_ms=peer,
        measured=figure / peer,
        limit=LIMIT,
        note=f"{RUNS} runs, {pages} pages; ours laid out, tagged, signed, verified and filed, from the click on; the peer's unsigned",
    )


def _ours(workspace: Workspace, case_id: CaseId) -> float:
    """Milliseconds to issue and sign; the passphrase's derivation is at its cheapest and left in."""
    documents.get_ready(workspace)  # as the window does when the page opens
    time.sleep(_LOOKING)
    begun = time.perf_counter()
    form = documents.issue(workspace, DocumentKind.DECISION_FORM, case_id, [SIGNER])
    documents.sign(
        workspace, form.id, person_id=workspace.actor.id, passphrase=workspaces.PASSPHRASE
    )
    return (time.perf_counter() - begun) * 1000


def _office(workspace: Workspace, case_id: CaseId, office: str, folder: Path) -> float:
    """Milliseconds to write the same form as a text document and have it converted."""
    source = folder / "decision-form.fodt"
    target = folder / "decision-form.pdf"
    target.unlink(missing_ok=True)
    begun = time.perf_counter()
    with workspace.reading() as reader:
        plan = plan_of(reader, workspace, DocumentKind.DECISION_FORM, case_id, signers=[SIGNER])
    source.write_text(flat_text(plan), encoding="utf-8")
    subprocess.run(
        [
            office,
            f"-env:UserInstallation={(folder / 'office').as_uri()}",
            "--headless",
            "--convert-to",
            EXPORT,
            "--outdir",
            str(folder),
            str(source),
        ],
        check=True,
        capture_output=True,
    )
    taken = (time.perf_counter() - begun) * 1000
    if not target.is_file():
        message = "LibreOffice wrote no file"
        raise RuntimeError(message)
    return taken
