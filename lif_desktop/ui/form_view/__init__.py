"""A form on the screen: by topics, as a plain column, as a page of a case, as a few questions."""

from __future__ import annotations

from lif_desktop.ui.form_view.check_answers import CheckAnswers
from lif_desktop.ui.form_view.entry_form import EntryForm, choices_of, exact_date
from lif_desktop.ui.form_view.form_column import FormColumn, Marker, no_marker
from lif_desktop.ui.form_view.form_page import FormPage, FormSource, names_in
from lif_desktop.ui.form_view.form_view import CHECK, SAVE_AFTER, FormView

__all__ = [
    "CHECK",
    "SAVE_AFTER",
    "CheckAnswers",
    "EntryForm",
    "FormColumn",
    "FormPage",
    "FormSource",
    "FormView",
    "Marker",
    "choices_of",
    "exact_date",
    "names_in",
    "no_marker",
]
