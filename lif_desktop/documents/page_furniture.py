"""What stands on every page: marking, running header, footer, and a warning in the margin?

All of it is an artifact but on page 1, where the marking and a warning are the first things read aloud.
"""

from __future__ import annotations

from reportlab.pdfgen.canvas import Canvas

from lif_desktop.documents import house_style as house
from lif_desktop.documents.artwork import Easel
from lif_desktop.documents.house_style import MM, TextStyle
from lif_desktop.documents.plans import DocumentPlan, Margin
from lif_desktop.documents.press import Press
from lif_desktop.documents.tagging import PAGINATION, Node
from lif_desktop.documents.typeface import width

_MARKING_FROM_TOP = 9.6 * MM
_HEADER_FROM_TOP = 17 * MM
_HEADER_RULE_FROM_TOP = 19.2 * MM
_FOOTER_RULE = 14.6 * MM
_FOOTER = 10.4 * MM
_STRIP_RULE = 11.8 * MM
_STRIP_WORDS = 10.1 * MM


class Furniture:
    """Draws what stands on each page of one document."""

    def __init__(self, press: Press, plan: DocumentPlan, parent: Node) -> None:
        """Make the first nodes of the tree: the marking, then a warning if there is one."""
        self._press = press
        self._plan = plan
        self._marking = Node("P", parent)
        self._warning = Node("P", parent) if plan.margin is not Margin.CLEAN else None

    def draw(self, canvas: Canvas, page: int) -> None:
        """Everything that stands on a page."""
        canvas.saveState()
        easel = Easel(self._press, canvas, self._press.sheet.width, self._press.sheet.height)
        self._draw_marking(easel, page)
        if self._warning is not None:
            self._draw_margin(easel, page, self._warning)
        with self._press.tagger.artifact(canvas, PAGINATION):
            if page > 1:
                self._draw_header(easel, page)
            self._draw_footer(easel, page)
        canvas.restoreState()

    def _draw_marking(self, easel: Easel, page: int) -> None:
        tagger = self._press.tagger
        if page == 1:
            with tagger.content(easel.canvas, self._marking):
                self._write_marking(easel)
            tagger.first_on_page.pop(1, None)
            return
        with tagger.artifact(easel.canvas, PAGINATION):
            self._write_marking(easel)

    def _write_marking(self, easel: Easel) -> None:
        """Centred, spaced out; the spacing is put back, as it would stay in force for later text."""
        marking = self._press.typeface.presentable(self._plan.marking)
        style = house.MARKING
        spread = width(marking, style.face, style.size) + house.MARKING_SPACE * (len(marking) - 1)
        text = easel.canvas.beginText(
            (easel.breadth - spread) / 2, easel.height - _MARKING_FROM_TOP
        )
        text.setFont(style.face.value, style.size)
        text.setFillColor(style.colour)
        text.setCharSpace(house.MARKING_SPACE)
        text.textOut(marking)
        text.setCharSpace(0)
        easel.canvas.drawText(text)

    def _draw_header(self, easel: Easel, page: int) -> None:
        sheet = self._press.sheet
        level = easel.height - _HEADER_FROM_TOP
        right_edge = easel.breadth - sheet.right
        running = dict(self._press.learnt.running).get(page, "")
        right = f"{running}, continued" if running else self._plan.board
        right = easel.fitted(right, house.HEADER_RIGHT, sheet.text_width * 0.48)
        left = easel.fitted(self._plan.short_title, house.HEADER, sheet.text_width * 0.5)
        easel.write(sheet.left, level, left, house.HEADER)
        easel.write(right_edge, level, right, house.HEADER_RIGHT, side="right")
        rule = easel.height - _HEADER_RULE_FROM_TOP
        easel.line(sheet.left, rule, right_edge, rule, house.HAIR, house.HAIR_RULE)

    def _draw_footer(self, easel: Easel, page: int) -> None:
        sheet, plan = self._press.sheet, self._plan
        right_edge = easel.breadth - sheet.right
        easel.line(sheet.left, _FOOTER_RULE, right_edge, _FOOTER_RULE, house.HAIR, house.HAIR_RULE)
        left = sheet.left
        code = f"Audit code {plan.audit_code}" if plan.audit_code else ""
        for text, style in (
            (plan.reference, house.FOOTER_STRONG),
            (plan.version, house.FOOTER),
            (code, house.FOOTER),
        ):
            if text:
                shown = easel.fitted(text, style, sheet.text_width * 0.45)
                easel.write(left, _FOOTER, shown, style)
                left += easel.measure(shown, style) + 5 * MM
        total = self._press.learnt.pages or page
        easel.write(
            right_edge, _FOOTER, f"Page {page} of {total}", house.FOOTER_STRONG, side="right"
        )

    def _draw_margin(self, easel: Easel, page: int, warning: Node) -> None:
        """Upright words, repeated so that any photocopied half shows them; dashed or double rule."""
        tagger, sheet = self._press.tagger, self._press.sheet
        bottom, top = _FOOTER_RULE + 1.5 * MM, easel.height - 14 * MM
        with tagger.artifact(easel.canvas):
            self._draw_margin_rule(easel, bottom, top)
        times = 3 if sheet.height > sheet.width else 2
        for number in range(times):
            level = bottom + 4 * MM + (top - bottom) * (times - 1 - number) / times
            if page == 1 and number == 0:
                with tagger.content(easel.canvas, warning):
                    self._write_margin(easel, level)
                tagger.first_on_page.pop(1, None)
            else:
                with tagger.artifact(easel.canvas):
                    self._write_margin(easel, level)

    def _draw_margin_rule(self, easel: Easel, bottom: float, top: float) -> None:
        canvas = easel.canvas
        if self._plan.margin is Margin.DRAFT:
            canvas.setDash(3, 2.2)
            easel.line(_STRIP_RULE, bottom, _STRIP_RULE, top, house.INK, 1.0)
            canvas.setDash()
            return
        easel.line(_STRIP_RULE, bottom, _STRIP_RULE, top, house.INK, 1.0)
        easel.line(_STRIP_RULE + 2.4, bottom, _STRIP_RULE + 2.4, top, house.INK, 1.0)

    def _write_margin(self, easel: Easel, level: float) -> None:
        canvas, word = easel.canvas, self._plan.margin.value.upper()
        canvas.saveState()
        canvas.translate(_STRIP_WORDS, level)
        canvas.rotate(90)
        strong = TextStyle(house.KICKER.face, 10, 12)
        text = canvas.beginText(0, 0)
        text.setFont(strong.face.value, strong.size)
        text.setFillColor(house.INK)
        text.setCharSpace(1.4)
        text.textOut(f"{word} ")
        text.setCharSpace(0)
        canvas.drawText(text)
        left = easel.measure(f"{word} ", strong) + 1.4 * (len(word) + 1) + 2
        easel.write(left, 0, self._plan.margin_words, TextStyle(house.BODY.face, 8.4, 11))
        canvas.restoreState()
