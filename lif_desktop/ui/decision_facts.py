"""What the Chair has before them: the recommendation, the dissent in full, the reflection week, the rule."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from lif_desktop.definitions.edition import Framework
from lif_desktop.definitions.questions import Form
from lif_desktop.domain.answers import text_of
from lif_desktop.services.decisions import Assessed
from lif_desktop.ui.rule_words import label_of, show_rule, show_tally
from lif_desktop.ui.widgets import Frame, Label, RulePanel, clear, column


class DecisionFacts(QWidget):
    """Recommendation, dissent and rule, beside the decision form."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        inside = column(self, spacing=16)
        self._facts = column(spacing=12)
        inside.addLayout(self._facts)
        self._panel = RulePanel()
        inside.addWidget(self._panel)

    def show_facts(self, assessed: Assessed, framework: Framework, grid_form: Form) -> None:
        """Show what the sub-group put to the Chair.

        Args:
            assessed: grid, views, recommendations and what the rule gives.
            framework: the case's board framework.
            grid_form: the form that names the answers the rule is asked with.
        """
        clear(self._facts)
        tally = assessed.tally
        recommended = label_of(tally.leading, framework.outcomes) if tally.leading else ""
        counted = tally.counts.get(tally.leading, 0)
        self._add(
            self.tr("Recommendation"),
            recommended or self.tr("No clear majority"),
            self.tr("{count} of {all} members").format(count=counted, all=tally.members)
            if recommended
            else "",
        )
        names = {who.id: who for who in assessed.participants}
        for each in assessed.recommendations:
            who = names.get(each.participant_id)
            if each.dissent and who is not None:
                said = each.wording or label_of(each.recommends, framework.outcomes)
                heard = f"{said}. {each.reason}" if each.reason else said
                title = self.tr("Dissent, kept in full")
                self._add(title, f"{who.name}, {who.agency}", heard)
        grid = assessed.grid
        wording = "" if grid is None else text_of(grid.answers, "recommendation_wording")
        if wording:
            self._add(self.tr("In the sub-group’s words"), wording, "")
        show_rule(self._panel, assessed.rule, framework.labels["review_name"], grid_form)
        show_tally(
            self._panel,
            tally,
            framework.outcomes,
            assessed.participants,
            assessed.recommendations,
        )
        self._panel.hide_dissent()

    def _add(self, title: str, fact: str, second: str) -> None:
        block = Frame("well")
        inside = column(block, margins=(16, 12, 16, 12), spacing=2)
        inside.addWidget(Label(title, step="small", role="muted"))
        inside.addWidget(Label(fact, strong=True, wrap=True))
        if second:
            inside.addWidget(Label(second, step="small", role="muted", wrap=True))
        self._facts.addWidget(block)
