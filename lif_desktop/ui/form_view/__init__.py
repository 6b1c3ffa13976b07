"""A form on the screen: the whole view by topics, and a plain column of questions."""

from __future__ import annotations

from lif_desktop.ui.form_view.announcing import announce
from lif_desktop.ui.form_view.form_column import FormColumn, Marker, no_marker
from lif_desktop.ui.form_view.form_view import CHECK, SAVE_AFTER, FormView

__all__ = ["CHECK", "SAVE_AFTER", "FormColumn", "FormView", "Marker", "announce", "no_marker"]
