"""What was changed in a PDF after it was signed, and on which page?

A later change is appended to a PDF, so what was signed can be cut out and laid beside what is here now.
The answer is for people: sentences, not object numbers.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO

import pikepdf

_NOT_FOLLOWED = frozenset({"/Parent", "/P", "/StructParent", "/StructParents", "/Dest", "/Data"})
_OVERLAY_WORDS = {
    "/FreeText": "text",
    "/Text": "a note",
    "/Link": "a link",
    "/Widget": "a field",
    "/Stamp": "a stamp",
    "/Ink": "a drawing",
    "/Highlight": "a highlight",
    "/Redact": "a redaction",
    "/FileAttachment": "an attached file",
}
_MOST_OBJECTS = 100_000
UNNAMED = "Something that does not lie on a page was changed."
"""For a change of which no more can be said."""


@dataclass(frozen=True, slots=True)
class _Overlay:
    """An annotation: a note, a link, a field."""

    kind: str
    digest: bytes
    signed: bool


@dataclass(frozen=True, slots=True)
class _Page:
    """What makes up a page, as digests that can be compared."""

    number: int
    content: bytes
    fonts: bytes
    pictures: bytes
    overlays: dict[object, _Overlay]
    """By the object's own number, or by its digest where it has none."""


@dataclass(frozen=True, slots=True)
class _Revision:
    """A PDF as it stood at one moment."""

    pages: dict[tuple[int, int], _Page]
    fields: frozenset[str]
    details: bytes
    behaviour: bytes


def changes(signed: bytes, now: bytes) -> tuple[str, ...]:
    """What differs between the signed part of a PDF and the whole of it.

    Args:
        signed: the bytes up to the end of what the signature covers.
        now: the whole file, which begins with those bytes.

    Returns:
        One sentence for each kind of change; a later signature is none. Empty if only objects differ that
        belong to no page, field, detail or action.
    """
    try:
        before, after = _read(signed), _read(now)
    except (pikepdf.PdfError, ValueError, TypeError, LookupError, RecursionError):
        return ("What was added cannot be read as part of a PDF.",)
    found = [
        *_page_changes(before, after),
        *(f"A field named “{name}” was added." for name in sorted(after.fields - before.fields)),
        *(f"A field named “{name}” was removed." for name in sorted(before.fields - after.fields)),
    ]
    if before.details != after.details:
        found.append("The document’s own details (title, author, dates) were changed.")
    if before.behaviour != after.behaviour:
        found.append(
            "What the document does when it is opened, or what is attached to it, was changed."
        )
    return tuple(found)


def bytes_after_the_end(count: int) -> str:
    """The sentence for bytes that stand after the signed part and belong to nothing."""
    return f"{count} bytes stand after the end of the signed part; they are not part of what was signed."


def _page_changes(before: _Revision, after: _Revision) -> Iterator[str]:
    for key, page in before.pages.items():
        if key not in after.pages:
            yield f"Page {page.number} was taken out."
            continue
        yield from _differences(page, after.pages[key])
    for key, page in after.pages.items():
        if key not in before.pages:
            yield f"Page {page.number} was put in."
    kept_before = [key for key in before.pages if key in after.pages]
    kept_after = [key for key in after.pages if key in before.pages]
    if kept_before != kept_after:
        yield "The pages were put in another order."


def _differences(before: _Page, after: _Page) -> Iterator[str]:
    page = f"Page {before.number}"
    if before.content != after.content:
        yield f"{page}: what is printed on it was changed."
    if before.fonts != after.fonts:
        yield f"{page}: a typeface it uses was changed, so that other letters may be seen."
    if before.pictures != after.pictures:
        yield f"{page}: a picture or drawing it uses was changed."
    for key, overlay in after.overlays.items():
        earlier = before.overlays.get(key)
        if earlier is None:
            yield f"{page}: something ({overlay.kind}) was laid over it."
        elif earlier.digest != overlay.digest and (earlier.signed or not overlay.signed):
            yield f"{page}: something that lies over it ({overlay.kind}) was changed."
    for key, overlay in before.overlays.items():
        if key not in after.overlays:
            yield f"{page}: something that lay over it ({overlay.kind}) was taken away."


def _read(content: bytes) -> _Revision:
    with pikepdf.open(BytesIO(content)) as pdf:
        root = pdf.Root
        digests = _Digests()
        form = root.get("/AcroForm")
        fields = form.get("/Fields", pikepdf.Array()) if form is not None else pikepdf.Array()
        return _Revision(
            pages={
                page.obj.objgen: _page(page.obj, number, digests)
                for number, page in enumerate(pdf.pages, start=1)
            },
            fields=frozenset(str(field.get("/T", "")) for field in fields),
            details=digests.of(pdf.trailer.get("/Info")) + digests.of(root.get("/Metadata")),
            behaviour=b"".join(
                digests.of(root.get(key)) for key in ("/OpenAction", "/AA", "/Names", "/AF")
            ),
        )


def _page(page: pikepdf.Object, number: int, digests: _Digests) -> _Page:
    resources = page.get("/Resources", pikepdf.Dictionary())
    overlays: dict[object, _Overlay] = {}
    for note in page.get("/Annots", pikepdf.Array()):
        digest = digests.of(note)
        overlays[note.objgen if note.is_indirect else digest] = _Overlay(
            kind=_OVERLAY_WORDS.get(str(note.get("/Subtype")), "an annotation"),
            digest=digest,
            signed=note.get("/FT") == pikepdf.Name.Sig and "/V" in note,
        )
    return _Page(
        number=number,
        content=digests.of(page.get("/Contents")),
        fonts=digests.of(resources.get("/Font")),
        pictures=b"".join(
            digests.of(resources.get(key))
            for key in ("/XObject", "/ExtGState", "/Pattern", "/Shading", "/ColorSpace")
        ),
        overlays=overlays,
    )


class _Digests:
    """Digests of PDF objects with all that hangs on them; each indirect object is read once."""

    def __init__(self) -> None:
        self._known: dict[tuple[int, int], bytes] = {}
        self._read = 0

    def of(self, thing: object) -> bytes:
        """SHA-256 of the object; references back to where we came from are not followed."""
        return self._digest(thing, frozenset())

    def _digest(self, thing: object, above: frozenset[tuple[int, int]]) -> bytes:
        if not isinstance(thing, pikepdf.Object):
            return hashlib.sha256(repr(thing).encode()).digest()
        place = thing.objgen
        if place != (0, 0):
            if place in self._known:
                return self._known[place]
            if place in above:
                return b"back"
            above = above | {place}
        self._read += 1
        if self._read > _MOST_OBJECTS:
            raise ValueError("more objects than any honest document")
        digest = hashlib.sha256(self._text(thing, above)).digest()
        if place != (0, 0):
            self._known[place] = digest
        return digest

    def _text(self, thing: pikepdf.Object, above: frozenset[tuple[int, int]]) -> bytes:
        if isinstance(thing, pikepdf.Stream):
            return self._pairs(thing, above) + thing.read_raw_bytes()
        if isinstance(thing, pikepdf.Dictionary):
            return self._pairs(thing, above)
        if isinstance(thing, pikepdf.Array):
            return b"[" + b"".join(self._digest(each, above) for each in thing.as_list())
        return thing.unparse()

    def _pairs(self, thing: pikepdf.Object, above: frozenset[tuple[int, int]]) -> bytes:
        return b"".join(
            key.encode() + self._digest(thing[key], above)
            for key in sorted(thing.keys())
            if key not in _NOT_FOLLOWED
        )
