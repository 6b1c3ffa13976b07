"""Papers to sign, people who sign them, and every way we know to tamper with what was signed."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from io import BytesIO
from typing import Any, TypeAlias

import pikepdf
import pytest
from asn1crypto.keys import PrivateKeyInfo
from cryptography.hazmat.primitives import serialization
from pikepdf import Array, Dictionary, Name, String
from pyhanko.pdf_utils import generic as pyhanko_generic
from pyhanko.pdf_utils.generic import pdf_name
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.fields import SigFieldSpec, SigSeedSubFilter, append_signature_field
from pyhanko.sign.signers import PdfSignatureMetadata, SimpleSigner, sign_pdf
from pyhanko_certvalidator.registry import SimpleCertificateStore
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from lif_desktop import settings
from lif_desktop.documents import certificates
from lif_desktop.documents.certificates import Issued, KeyKind
from lif_desktop.documents.verification import certificate_from_pem

Tamper: TypeAlias = Callable[[bytes], bytes]
Writer: TypeAlias = Any
Change: TypeAlias = Callable[[Writer], None]
generic: Any = pyhanko_generic
"""Half of that library has no annotations; here it only makes broken files."""

BOARD = "Fenmarsh Safeguarding Children Board"
MADE_AT = datetime(2016, 5, 1, 9, 0, tzinfo=UTC)
SIGNED_AT = datetime(2016, 5, 19, 16, 15, tzinfo=UTC)
CHAIR = "Prof. Eleri Vaughan-Okonkwo"
MANAGER = "Moira Fairweather"


@dataclass(frozen=True, slots=True)
class Signers:
    """A board's authority and two people with certificates from it."""

    authority: Issued
    chair: Issued
    manager: Issued


@cache
def signers(
    kind: KeyKind = KeyKind.P256, board: str = BOARD, made_at: datetime = MADE_AT
) -> Signers:
    authority = certificates.make_authority(board, made_at)

    def issue(name: str, post: str) -> Issued:
        return certificates.issue_certificate(
            authority.certificate_pem,
            authority.private_key_pem,
            name=name,
            board_name=board,
            post=post,
            at=made_at,
            kind=kind,
        )

    return Signers(
        authority, issue(CHAIR, "Independent Chair"), issue(MANAGER, "Business Manager")
    )


def request(pdf: object, who: Signers | None = None, **changes: object) -> dict[str, object]:
    """What the chair asks for when signing the first place."""
    people = who or signers()
    wanted: dict[str, object] = {
        "pdf": pdf,
        "field": "signature_1",
        "key_pem": people.chair.private_key_pem,
        "certificate_pem": people.chair.certificate_pem,
        "authority_pem": people.authority.certificate_pem,
        "name": CHAIR,
        "role": "Decision maker",
        "post": "Independent Chair",
        "board_name": BOARD,
        "signed_at": SIGNED_AT,
    }
    return wanted | changes


def second_request(
    pdf: object, who: Signers | None = None, **changes: object
) -> dict[str, object]:
    """What the business manager asks for when signing the last place."""
    people = who or signers()
    return request(
        pdf,
        people,
        field="signature_2",
        key_pem=people.manager.private_key_pem,
        certificate_pem=people.manager.certificate_pem,
        name=MANAGER,
        role="Recorded by",
        post="Business Manager",
        **({"signed_at": SIGNED_AT.replace(minute=22)} | changes),
    )


@cache
def unsigned_paper(*, places: int = 2, visible: bool = True) -> bytes:
    """Three pages in an embedded typeface, with tagged places to sign on the second; the last one locks."""
    paper = BytesIO()
    pdfmetrics.registerFont(
        TTFont("Paper", str(settings.resources_folder() / "fonts" / "LIFSans-Regular.ttf"))
    )
    canvas = Canvas(paper, initialFontName="Paper", invariant=1)
    for number in (1, 2, 3):
        canvas.setFont("Paper", 11)
        canvas.drawString(24 * mm, 250 * mm, f"Decision form of an invented case, page {number}")
        canvas.showPage()
    canvas.save()
    with pikepdf.open(BytesIO(paper.getvalue())) as pdf:
        _prepare_fields(pdf, places, visible=visible)
        prepared = BytesIO()
        pdf.save(
            prepared,
            deterministic_id=True,
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
        )
    return prepared.getvalue()


def _prepare_fields(pdf: pikepdf.Pdf, places: int, *, visible: bool) -> None:
    page = pdf.pages[1].obj
    page.Annots = pdf.make_indirect(Array())
    page.Tabs = Name.S
    page.StructParents = 0
    root = pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot))
    top = pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name.Document, P=root, K=Array()))
    numbers = Array([0, pdf.make_indirect(Array())])
    fields = Array()
    for number in range(1, places + 1):
        left = 24 + 86 * (number - 1)
        widget = pdf.make_indirect(
            Dictionary(
                Type=Name.Annot,
                Subtype=Name.Widget,
                FT=Name.Sig,
                T=String(f"signature_{number}"),
                TU=String(f"Signature of person {number}, not yet signed"),
                Rect=Array([left * mm, 40 * mm, (left + 80) * mm, 90 * mm])
                if visible
                else Array([0, 0, 0, 0]),
                F=4 if visible else 132,
                P=page,
                StructParent=number,
            )
        )
        if number == places:
            widget.Lock = Dictionary(Type=Name.SigFieldLock, Action=Name.All, P=1)
        # The OBJR stands in /K directly: in an array of one, a second signature would spoil the first.
        form = pdf.make_indirect(
            Dictionary(
                Type=Name.StructElem,
                S=Name.Form,
                P=top,
                Pg=page,
                K=Dictionary(Type=Name.OBJR, Obj=widget, Pg=page),
            )
        )
        top.K.append(form)
        numbers.append(number)
        numbers.append(form)
        page.Annots.append(widget)
        fields.append(widget)
    root.K = top
    root.ParentTree = pdf.make_indirect(Dictionary(Nums=numbers))
    root.ParentTreeNextKey = places + 1
    pdf.Root.StructTreeRoot = root
    pdf.Root.MarkInfo = Dictionary(Marked=True)
    pdf.Root.AcroForm = pdf.make_indirect(Dictionary(Fields=fields, SigFlags=3))


def tool(name: str) -> str:
    """Path of a program; without it the test is skipped, but never where the whole gate has to run."""
    found = shutil.which(name)
    if found is None and os.environ.get("CI"):
        pytest.fail(f"{name} has to be installed where CI is set")
    if found is None:
        pytest.skip(f"{name} is not installed: what it would say of our signatures is not known")
    return found


# --- tampering: each takes signed bytes and gives back what somebody made of them


def flip_a_byte(signed: bytes) -> bytes:
    """One bit in the middle of the typeface, the largest thing in the file."""
    at = len(unsigned_paper()) // 3
    return signed[:at] + bytes([signed[at] ^ 1]) + signed[at + 1 :]


def append_junk(signed: bytes) -> bytes:
    return signed + b"\n% a comment that nobody signed\n"


def save_again(signed: bytes) -> bytes:
    with pikepdf.open(BytesIO(signed)) as pdf:
        out = BytesIO()
        pdf.save(out)
    return out.getvalue()


def cut_short(signed: bytes) -> bytes:
    return signed[: len(signed) * 2 // 3]


def updated(signed: bytes, change: Change) -> bytes:
    writer: Writer = IncrementalPdfFileWriter(BytesIO(signed))
    change(writer)
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def page_of(writer: Writer, index: int) -> Writer:
    return writer.find_page_for_modification(index)[0].get_object()


def print_over_a_page(signed: bytes) -> bytes:
    """New content on page 1, by an incremental update."""

    def change(writer: Writer) -> None:
        page = page_of(writer, 0)
        stream = generic.StreamObject(stream_data=b"0 0 400 400 re f")
        old = page.raw_get("/Contents")
        page["/Contents"] = generic.ArrayObject([old, writer.add_object(stream)])
        writer.update_container(page)

    return updated(signed, change)


def lay_a_note_over(signed: bytes) -> bytes:
    """A FreeText annotation on page 3."""

    def change(writer: Writer) -> None:
        page = page_of(writer, 2)
        note = generic.DictionaryObject(
            {
                pdf_name("/Type"): pdf_name("/Annot"),
                pdf_name("/Subtype"): pdf_name("/FreeText"),
                pdf_name("/Rect"): generic.ArrayObject(
                    [generic.NumberObject(n) for n in (50, 600, 400, 700)]
                ),
                pdf_name("/Contents"): generic.TextStringObject("Do not initiate a review"),
                pdf_name("/DA"): generic.TextStringObject("/Helv 20 Tf"),
            }
        )
        page["/Annots"] = generic.ArrayObject([writer.add_object(note)])
        writer.update_container(page)

    return updated(signed, change)


def swap_the_typeface(signed: bytes) -> bytes:
    """The font's own object redefined, so that other letters are seen."""

    def change(writer: Writer) -> None:
        fonts = page_of(writer, 0)["/Resources"]["/Font"]
        font = fonts[max(fonts)]
        font["/FirstChar"] = generic.NumberObject(1)
        writer.update_container(font)

    return updated(signed, change)


def take_out_a_page(signed: bytes) -> bytes:
    """Page 3 is no longer among the pages."""

    def change(writer: Writer) -> None:
        pages = writer.root["/Pages"]
        del pages["/Kids"][2]
        pages["/Count"] = generic.NumberObject(2)
        writer.update_container(pages)

    return updated(signed, change)


def change_the_details(signed: bytes) -> bytes:
    """Another title in the Info dictionary."""

    def change(writer: Writer) -> None:
        writer.set_info(
            writer.add_object(
                generic.DictionaryObject(
                    {pdf_name("/Title"): generic.TextStringObject("Another title")}
                )
            )
        )

    return updated(signed, change)


def add_a_field(signed: bytes) -> bytes:
    """One more place to sign, made by somebody else's program."""

    def change(writer: Writer) -> None:
        append_signature_field(writer, SigFieldSpec("third", box=(10, 10, 60, 60), on_page=0))

    return updated(signed, change)


def run_when_opened(signed: bytes) -> bytes:
    """A script that runs when the document is opened."""

    def change(writer: Writer) -> None:
        writer.root["/OpenAction"] = writer.add_object(
            generic.DictionaryObject(
                {
                    pdf_name("/S"): pdf_name("/JavaScript"),
                    pdf_name("/JS"): generic.TextStringObject("app.alert('x')"),
                }
            )
        )
        writer.update_root()

    return updated(signed, change)


def sign_without_asking(pdf: bytes, field: str = "signature_2") -> bytes:
    """The manager signs with another program, which checks nothing first."""
    who = signers()
    registry: Any = SimpleCertificateStore
    known = registry()
    known.register(certificate_from_pem(who.authority.certificate_pem))
    key = serialization.load_pem_private_key(who.manager.private_key_pem.encode(), None)
    signer = SimpleSigner(
        signing_cert=certificate_from_pem(who.manager.certificate_pem),
        signing_key=PrivateKeyInfo.load(
            key.private_bytes(
                serialization.Encoding.DER,
                serialization.PrivateFormat.PKCS8,
                serialization.NoEncryption(),
            )
        ),
        cert_registry=known,
    )
    metadata = PdfSignatureMetadata(field_name=field, subfilter=SigSeedSubFilter.PADES)
    writer = IncrementalPdfFileWriter(BytesIO(pdf))
    return bytes(sign_pdf(writer, metadata, signer=signer).getvalue())


def signed_part(signed: bytes) -> tuple[bytes, bytes]:
    """The first signature's own bytes (CMS), and what they sign."""
    signature = PdfFileReader(BytesIO(signed)).embedded_signatures[0]
    start, first, second, last = (int(part) for part in signature.byte_range)
    return bytes(signature.pkcs7_content), signed[start:first] + signed[second : second + last]


def signatures_of(verdict: Mapping[str, object]) -> list[dict[str, object]]:
    """The signatures of a verdict that came back as plain values."""
    listed = verdict["signatures"]
    assert isinstance(listed, list | tuple)
    return list(listed)
