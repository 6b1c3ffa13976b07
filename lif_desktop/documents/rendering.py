"""How does a plan become a file? The workroom's task "render": plain plan in, PDF bytes out."""

from __future__ import annotations

from collections.abc import Mapping

from lif_desktop import settings
from lif_desktop.documents import archival, page_layout, plans
from lif_desktop.documents.typeface import Typeface


def get_ready() -> None:
    """Load the typeface while there is no plan yet; the process keeps it."""
    Typeface(settings.resources_folder() / "fonts")


def render(payload: Mapping[str, object]) -> Mapping[str, object]:
    """Lay out, tag and finish a document; PDF/A-2a and PDF/UA-1, with empty signature fields.

    Args:
        payload: plan, as plans.to_plain makes it.

    Returns:
        pdf: the file's bytes. pages: how many. substituted: characters that the typeface lacks, each
        as "U+4E2D 中", drawn as a box. fields: names of the signature fields, in order of signing.

    Raises:
        DefinitionError: the payload holds no plan, or its pages do not come to rest.
    """
    plan = plans.plan_from_plain(payload.get("plan"))
    resources = settings.resources_folder()
    printed = page_layout.print_plan(plan, resources / "fonts")
    content = archival.finish(printed, plan, resources / "colour" / "sRGB.icc")
    return {
        "pdf": content,
        "pages": printed.pages,
        "substituted": list(printed.press.typeface.substituted),
        "fields": [panel.field for panel in plans.signature_panels(plan)],
    }
