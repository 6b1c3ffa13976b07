"""How does a drawn document become one that can be kept for ever and read aloud?

PDF/A-2a and PDF/UA-1: the structure tree, its parent tree, links and signature fields with their places
in it, the metadata packet, the colour profile; then one full save. Nothing rewrites the file after that:
signatures are added at its end.

Source: ISO 19005-2 (PDF/A-2), ISO 14289-1 (PDF/UA-1); checked in the tests with the profiles of veraPDF.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf, String

from lif_desktop.documents import xmp
from lif_desktop.documents.page_layout import LANGUAGE, Printed
from lif_desktop.documents.plans import DocumentPlan, Margin
from lif_desktop.documents.press import FieldPlace, Press, SectionPlace
from lif_desktop.documents.tagging import Annotation, Node, Rectangle

PRODUCER = "LIF Desktop"
_PRINTED = 4
"""Annotation flag: print it, do not hide it."""
_ASTRAL = re.compile(rb"<([0-9A-F]{2})> <([0-9A-F]{5,6})>")


def finish(printed: Printed, plan: DocumentPlan, profile: Path) -> bytes:
    """The file as it is kept: tagged, with metadata, colour profile and empty signature fields.

    Args:
        printed: the drawn document.
        plan: whose title, board and moment go into the metadata.
        profile: ICC profile of the colours, a file.
    """
    with pikepdf.open(BytesIO(printed.content)) as pdf:
        structure = _Structure(pdf, printed.press)
        structure.write()
        _mend_unicode_maps(pdf)
        _describe(pdf, plan)
        _give_colours(pdf, profile.read_bytes())
        for page in pdf.pages:
            page.obj.Tabs = Name.S
            if Name.Trans in page.obj:
                del page.obj[Name.Trans]
        target = BytesIO()
        pdf.save(
            target,
            deterministic_id=True,
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
            compress_streams=True,
        )
    return target.getvalue()


def title_of(plan: DocumentPlan) -> str:
    """The title property; a warning in the margin is part of it."""
    title = f"{plan.title}: {plan.subtitle}" if plan.subtitle else plan.title
    if plan.margin is Margin.CLEAN:
        return title
    return f"{plan.margin.value.upper()} {title}"


class _Structure:
    """Writes the tree of one document into its file."""

    def __init__(self, pdf: Pdf, press: Press) -> None:
        self._pdf = pdf
        self._press = press
        self._tree = pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot))
        self._parents: dict[int, dict[int, Any]] = {}
        """Page number to its marked contents' elements, by number."""
        self._annotated: list[Any] = []
        """Elements of annotations, in the order of their keys."""

    def write(self) -> None:
        """The whole tree, fields and links."""
        pdf = self._pdf
        self._tree.K = self._element(self._press.tagger.root, self._tree)
        numbers = Array()
        for index, page in enumerate(pdf.pages):
            page.obj.StructParents = index
            marked = self._parents.get(index + 1, {})
            elements = Array([marked[number] for number in sorted(marked)])
            numbers.extend(Array([index, pdf.make_indirect(elements)]))
        for offset, element in enumerate(self._annotated):
            numbers.extend(Array([len(pdf.pages) + offset, element]))
        self._tree.ParentTree = pdf.make_indirect(Dictionary(Nums=numbers))
        self._tree.ParentTreeNextKey = len(pdf.pages) + len(self._annotated)
        pdf.Root.StructTreeRoot = self._tree
        pdf.Root.MarkInfo = Dictionary(Marked=True)
        pdf.Root.Lang = String(LANGUAGE)
        pdf.Root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
        if self._press.fields:
            self._write_form()

    def _element(self, node: Node, parent: Any) -> Any:  # noqa: ANN401  # pikepdf's objects have no narrower type
        element = self._pdf.make_indirect(
            Dictionary(Type=Name.StructElem, S=Name(f"/{node.role}"), P=parent)
        )
        for key, text in (("/Alt", node.alt), ("/E", node.expansion)):
            if text:
                element[key] = String(text)
        attributes = _attributes(node)
        if attributes:
            element.A = Array(attributes) if len(attributes) > 1 else attributes[0]
        kids = self._kids(node, element)
        if node.annotation is not None and not kids:
            # One object reference stands alone: in an array, a second signature would look like a change of it.
            element.K = self._annotation(node, node.annotation, element)
        elif node.annotation is not None:
            element.K = Array([*kids, self._annotation(node, node.annotation, element)])
        elif kids:
            element.K = Array(kids)
        return element

    def _kids(self, node: Node, element: Any) -> list[Any]:  # noqa: ANN401  # as above
        kids: list[Any] = [
            self._element(kid, element)
            for kid in node.kids
            if kid.holds_content() or kid.role in {"TD", "TH"}
        ]
        for page, number in node.marks:
            self._parents.setdefault(page, {})[number] = element
            place = self._pdf.pages[page - 1].obj
            kids.append(Dictionary(Type=Name.MCR, Pg=place, MCID=number))
        return kids

    def _annotation(self, node: Node, note: Annotation, element: Any) -> Dictionary:  # noqa: ANN401  # as above
        page = self._pdf.pages[note.page - 1].obj
        element.Pg = page
        made = self._field(note) if node.role == "Form" else self._link(note)
        made.StructParent = len(self._pdf.pages) + len(self._annotated)
        self._annotated.append(element)
        if Name.Annots not in page:
            page.Annots = Array()
        page.Annots.append(made)
        return Dictionary(Type=Name.OBJR, Obj=made, Pg=page)

    def _link(self, note: Annotation) -> Any:  # noqa: ANN401  # as above
        spot = next(each for each in self._press.sections if each.key == note.target)
        return self._pdf.make_indirect(
            Dictionary(
                Type=Name.Annot,
                Subtype=Name.Link,
                Rect=_rectangle(note.rectangle),
                Border=Array([0, 0, 0]),
                F=_PRINTED,
                Contents=String(note.words),
                Dest=self._destination(spot),
            )
        )

    def _destination(self, spot: SectionPlace) -> Array:
        page = self._pdf.pages[max(spot.page, 1) - 1].obj
        return Array([page, Name.XYZ, 0, round(spot.top + 6, 2), None])

    def _field(self, note: Annotation) -> Any:  # noqa: ANN401  # as above
        place = _field_at(self._press.fields, note)
        page = self._pdf.pages[place.page - 1].obj
        drawing = f"/FormXob.{place.form}"
        shown = page.Resources.XObject[drawing]
        field = Dictionary(
            Type=Name.Annot,
            Subtype=Name.Widget,
            FT=Name.Sig,
            T=String(place.name),
            TU=String(note.words),
            Rect=_rectangle(place.rectangle),
            F=_PRINTED,
            P=page,
            AP=Dictionary(N=shown),
        )
        if place.locks:
            field.Lock = self._pdf.make_indirect(
                Dictionary(Type=Name.SigFieldLock, Action=Name.All, P=1)
            )
        return self._pdf.make_indirect(field)

    def _write_form(self) -> None:
        fields = [
            widget
            for page in self._pdf.pages
            for widget in page.obj.get("/Annots", Array())
            if widget.get("/FT") == Name.Sig
        ]
        self._pdf.Root.AcroForm = self._pdf.make_indirect(Dictionary(Fields=Array(fields)))


def _attributes(node: Node) -> list[Dictionary]:
    found = []
    if node.scope or node.span > 1:
        table = Dictionary(O=Name.Table)
        if node.scope:
            table.Scope = Name(f"/{node.scope}")
        if node.span > 1:
            table.ColSpan = node.span
        found.append(table)
    if node.role == "Table" and node.title:
        found.append(Dictionary(O=Name.Table, Summary=String(node.title)))
    if node.numbering:
        found.append(Dictionary(O=Name.List, ListNumbering=Name(f"/{node.numbering}")))
    if node.place is not None:
        box = _rectangle(node.place[1])
        found.append(Dictionary(O=Name.Layout, BBox=box, Placement=Name.Block))
    return found


def _rectangle(rectangle: Rectangle) -> Array:
    return Array([round(side, 2) for side in rectangle])


def _field_at(fields: Iterable[FieldPlace], note: Annotation) -> FieldPlace:
    return next(
        each for each in fields if each.page == note.page and each.rectangle == note.rectangle
    )


def _mend_unicode_maps(pdf: Pdf) -> None:
    """Characters beyond U+FFFF as two code units, as the map's format asks; reportlab 5.1 writes one number."""
    for thing in pdf.objects:
        if not isinstance(thing, Dictionary) or Name.ToUnicode not in thing:
            continue
        stream = thing.ToUnicode
        text = stream.read_bytes()
        mended = _ASTRAL.sub(_two_units, text)
        if mended != text:
            stream.write(mended)


def _two_units(match: re.Match[bytes]) -> bytes:
    letter = chr(int(match.group(2), 16))
    return b"<%s> <%s>" % (match.group(1), letter.encode("utf-16-be").hex().upper().encode())


def _describe(pdf: Pdf, plan: DocumentPlan) -> None:
    """Metadata packet and document information, saying the same."""
    made_at = datetime.fromisoformat(plan.made_at)
    title = title_of(plan)
    packet = xmp.packet(
        title=title, author=plan.board, subject=plan.subject, language=LANGUAGE,
        producer=PRODUCER, made_at=made_at,
    )  # fmt: skip
    stream = pdf.make_stream(packet)
    stream.Type = Name.Metadata
    stream.Subtype = Name.XML
    pdf.Root.Metadata = stream
    stamp = xmp.pdf_date(made_at)
    information = Dictionary(
        Title=String(title),
        Author=String(plan.board),
        Creator=String(PRODUCER),
        Producer=String(PRODUCER),
        CreationDate=String(stamp),
        ModDate=String(stamp),
    )
    if plan.subject:
        information.Subject = String(plan.subject)
    pdf.trailer.Info = pdf.make_indirect(information)


def _give_colours(pdf: Pdf, profile: bytes) -> None:
    """State in which colour space red, green and blue are meant."""
    stream = pdf.make_stream(profile)
    stream.N = 3
    stream.Alternate = Name.DeviceRGB
    intent = Dictionary(
        Type=Name.OutputIntent,
        S=Name.GTS_PDFA1,
        OutputConditionIdentifier=String("sRGB IEC61966-2.1"),
        RegistryName=String("http://www.color.org"),
        Info=String("sRGB IEC61966-2.1"),
        DestOutputProfile=stream,
    )
    pdf.Root.OutputIntents = Array([pdf.make_indirect(intent)])
