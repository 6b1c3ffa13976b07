from __future__ import annotations

from io import BytesIO

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name

from lif_desktop.documents import revisions
from tests.documents import signed_papers as papers
from tests.documents.signed_papers import Writer, generic, updated


def changes(change: papers.Change) -> tuple[str, ...]:
    """What is said of a change that another program appended."""
    paper = papers.unsigned_paper()
    return tuple(
        said for said in revisions.changes(paper, updated(paper, change)) if "details" not in said
    )


def number(value: int) -> Writer:
    return generic.NumberObject(value)


def name(word: str) -> Writer:
    return generic.NameObject(word)


def test_the_same_file_has_no_changes() -> None:
    assert revisions.changes(papers.unsigned_paper(), papers.unsigned_paper()) == ()


def test_a_page_put_in() -> None:
    def change(writer: Writer) -> None:
        pages = writer.root["/Pages"]
        copied = generic.DictionaryObject(papers.page_of(writer, 0))
        pages["/Kids"].insert(1, writer.add_object(copied))
        pages["/Count"] = number(4)
        writer.update_container(pages)

    assert "Page 2 was put in." in changes(change)


def test_pages_in_another_order() -> None:
    def change(writer: Writer) -> None:
        pages = writer.root["/Pages"]
        pages["/Kids"].reverse()
        writer.update_container(pages)

    assert changes(change) == ("The pages were put in another order.",)


def test_a_picture_that_a_page_uses() -> None:
    def change(writer: Writer) -> None:
        page = papers.page_of(writer, 2)
        picture = generic.StreamObject(stream_data=b"other")
        page["/Resources"]["/XObject"] = generic.DictionaryObject(
            {name("/Im1"): writer.add_object(picture)}
        )
        writer.update_container(page["/Resources"])

    assert "Page 3: a picture or drawing it uses was changed." in changes(change)


def test_a_field_that_was_moved() -> None:
    def change(writer: Writer) -> None:
        field = writer.root["/AcroForm"]["/Fields"][0]
        field["/Rect"] = generic.ArrayObject([number(each) for each in (0, 0, 500, 700)])
        writer.update_container(field)

    assert changes(change) == ("Page 2: something that lies over it (a field) was changed.",)


def test_a_field_that_was_removed() -> None:
    def change(writer: Writer) -> None:
        form, page = writer.root["/AcroForm"], papers.page_of(writer, 1)
        del form["/Fields"][1]
        del page["/Annots"][1]
        writer.update_container(form)
        writer.update_container(page["/Annots"])

    assert changes(change) == (
        "Page 2: something that lay over it (a field) was taken away.",
        "A field named “signature_2” was removed.",
    )


def test_an_annotation_without_a_name_of_ours() -> None:
    def change(writer: Writer) -> None:
        page = papers.page_of(writer, 0)
        page["/Annots"] = generic.ArrayObject(
            [
                generic.DictionaryObject(
                    {
                        name("/Subtype"): name("/Sound"),
                        name("/Rect"): generic.ArrayObject([number(0)] * 4),
                    }
                )
            ]
        )
        writer.update_container(page)

    assert changes(change) == ("Page 1: something (an annotation) was laid over it.",)


def test_a_later_revision_that_is_no_pdf_is_said_to_be_none() -> None:
    paper = papers.unsigned_paper()
    said = revisions.changes(paper, b"%PDF-1.7 nothing more")
    assert said == ("What was added cannot be read as part of a PDF.",)


def test_objects_that_refer_to_each_other_in_a_circle_come_to_an_end() -> None:
    def ring(words: bytes) -> bytes:
        pdf = pikepdf.new()
        page = pdf.add_blank_page()
        first = pdf.make_indirect(Dictionary(Words=pikepdf.String(words)))
        second = pdf.make_indirect(Dictionary(Next=first))
        first.Next = second
        page.obj.Resources = Dictionary(Font=Dictionary(F1=first))
        out = BytesIO()
        pdf.save(out)
        return out.getvalue()

    assert revisions.changes(ring(b"a"), ring(b"a")) == ()
    assert "typeface" in " ".join(revisions.changes(ring(b"a"), ring(b"b")))


def test_more_objects_than_an_honest_document_has_are_not_walked_through(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(revisions, "_MOST_OBJECTS", 3)
    paper = papers.unsigned_paper()
    assert revisions.changes(paper, papers.lay_a_note_over(paper)) == (
        "What was added cannot be read as part of a PDF.",
    )


def test_a_deeply_nested_object_is_not_walked_through() -> None:
    pdf = pikepdf.new()
    page = pdf.add_blank_page()
    inner = pdf.make_indirect(Dictionary(End=Name.Here))
    for _ in range(2000):
        inner = pdf.make_indirect(Dictionary(In=Array([inner])))
    page.obj.Resources = Dictionary(Font=Dictionary(F1=inner))
    out = BytesIO()
    pdf.save(out)
    said = revisions.changes(papers.unsigned_paper(), out.getvalue())
    assert said == ("What was added cannot be read as part of a PDF.",)
