"""What does the grid page show? The grid as recorded or drafted, its lines, and each criterion's subject."""

from __future__ import annotations

from dataclasses import dataclass

from lif_desktop.definitions.edition import Framework
from lif_desktop.definitions.questions import Form
from lif_desktop.domain.answers import Answers, text_of
from lif_desktop.domain.identities import CaseId
from lif_desktop.services import decisions, drafts
from lif_desktop.services.decisions import Assessed
from lif_desktop.services.workspace import Workspace
from lif_desktop.ui import grid_entries
from lif_desktop.ui.grid_table import GridRow

FORM = "grid"


@dataclass(frozen=True, slots=True)
class GridShown:
    """What the page read."""

    assessed: Assessed
    form: Form
    framework: Framework
    answers: Answers
    """The grid's, from its draft if one is being typed."""


def read_grid(workspace: Workspace, case_id: CaseId) -> GridShown:
    """What the page shows: what is recorded, or the draft over it."""
    assessed = decisions.assess(workspace, case_id)
    draft = drafts.draft_of(workspace, case_id, FORM)
    return GridShown(
        assessed=assessed,
        form=workspace.form_of(assessed.case, FORM),
        framework=workspace.framework_of(assessed.case),
        answers=assessed.begun if draft is None else draft.answers,
    )


def rows_of(shown: GridShown) -> tuple[GridRow, ...]:
    """The criteria of every subject of the edition, each once, with what the grid holds of it."""
    table = shown.form.question("criteria")
    strength, consensus = table.column("strength"), table.column("consensus")
    lines: dict[str, GridRow] = {}
    for subject in shown.framework.subjects.values():
        for each in subject.criteria:
            known = grid_entries.criterion_answers(shown.answers, each.code)
            how = strength.label_of(text_of(known, "strength")).lower()
            parts = (text_of(known, "evidence_source"), how)
            source = ", ".join(part for part in parts if part)
            line = GridRow(
                code=each.code,
                label=each.label,
                definition=each.definition,
                evidence=text_of(known, "evidence"),
                source=f"{source[:1].upper()}{source[1:]}",
                consensus=consensus.label_of(text_of(known, "consensus")),
            )
            lines.setdefault(each.code, line)
    return tuple(lines.values())


def subject_of(framework: Framework, code: str) -> str:
    """The subject a criterion belongs to, the one decided about first."""
    subjects = framework.subjects
    order = sorted(subjects, key=lambda name: name != framework.edition.decision_subject)
    for name in order:
        if any(each.code == code for each in subjects[name].criteria):
            return name
    return framework.edition.decision_subject
