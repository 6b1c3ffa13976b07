"""How does a plan become pages? Drawn again, each time afresh, until nothing learnt changes."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from io import BytesIO
from pathlib import Path

from reportlab import rl_config
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus.doctemplate import BaseDocTemplate, NextPageTemplate, PageTemplate
from reportlab.platypus.flowables import Flowable
from reportlab.platypus.frames import Frame

from lif_desktop.documents import block_layout, headings
from lif_desktop.documents import house_style as house
from lif_desktop.documents.field_layout import Place
from lif_desktop.documents.house_style import Sheet
from lif_desktop.documents.page_furniture import Furniture
from lif_desktop.documents.plans import DocumentPlan
from lif_desktop.documents.press import Learnt, Press
from lif_desktop.documents.typeface import Face, Typeface
from lif_desktop.errors import DefinitionError

LANGUAGE = "en-GB"
_MOST_DRAWINGS = 5


@dataclass(frozen=True, slots=True)
class Printed:
    """A drawn document, before its structure is written into the file."""

    content: bytes
    press: Press
    pages: int


def print_plan(plan: DocumentPlan, fonts: Path) -> Printed:
    """Draw a plan until page numbers, list of sections and running headers agree with the pages.

    Raises:
        DefinitionError: the pages do not come to rest.
    """
    rl_config.useA85 = 0  # streams stay bytes: writing them as letters costs time
    learnt = Learnt()
    for _ in range(_MOST_DRAWINGS):
        printed = _draw_once(plan, fonts, learnt)
        fresh = _learnt(printed)
        if fresh == learnt:
            return printed
        learnt = fresh
    raise DefinitionError(f"The pages of “{plan.title}” do not come to rest.")


def _draw_once(plan: DocumentPlan, fonts: Path, learnt: Learnt) -> Printed:
    sheet = house.LANDSCAPE if plan.landscape else house.PORTRAIT
    press = Press(Typeface(fonts), sheet, learnt=learnt, expected=headings.sections_of(plan))
    furniture = Furniture(press, plan, press.tagger.root)
    place = Place(press, press.tagger.root, sheet.text_width)
    story: list[Flowable] = [
        NextPageTemplate("later"),
        *headings.masthead(place, plan),
        *block_layout.stack(place, plan.blocks),
    ]
    target = BytesIO()
    document = BaseDocTemplate(
        target,
        pagesize=(sheet.width, sheet.height),
        pageTemplates=[
            _template("first", sheet, furniture, sheet.first_top),
            _template("later", sheet, furniture, sheet.later_top),
        ],
        title=plan.title,
        lang=LANGUAGE,
        invariant=1,
        pageCompression=1,
        allowSplitting=1,
        initialFontName=Face.REGULAR.value,
    )
    document.build(story)
    return Printed(target.getvalue(), press, document.page)


def _template(name: str, sheet: Sheet, furniture: Furniture, top: float) -> PageTemplate:
    frame = Frame(
        sheet.left,
        sheet.bottom,
        sheet.text_width,
        sheet.height - top - sheet.bottom,
        leftPadding=0,
        rightPadding=0,
        topPadding=0,
        bottomPadding=0,
        id=name,
    )
    return PageTemplate(id=name, frames=[frame], onPage=partial(_on_page, furniture))


def _on_page(furniture: Furniture, canvas: Canvas, _document: BaseDocTemplate) -> None:
    furniture.draw(canvas, canvas.getPageNumber())


def _learnt(printed: Printed) -> Learnt:
    press = printed.press
    running = []
    for page in range(2, printed.pages + 1):
        first = press.tagger.first_on_page.get(page)
        section = first.section() if first is not None else None
        if section is not None and section.title and _began_before(press, section, page):
            running.append((page, section.title))
    return Learnt(
        pages=printed.pages,
        section_pages=tuple(section.page for section in press.sections),
        running=tuple(running),
    )


def _began_before(press: Press, section: object, page: int) -> bool:
    """Did a lettered section begin on an earlier page?"""
    return any(spot.node is section and 0 < spot.page < page for spot in press.sections)
