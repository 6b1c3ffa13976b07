"""A person at work in a process of their own: types a telling word into every field, then waits.

Arguments: the workspace folder, the telling word, and whether to end ("close") or stay ("stay").
The passphrase comes on standard input; "ready" goes to standard output when all is typed.
"""

from __future__ import annotations

import sys
from datetime import UTC, date, datetime
from pathlib import Path

from lif_desktop import hardening
from lif_desktop.clock import SetClock
from lif_desktop.definitions.questions import Form, Question, QuestionType
from lif_desktop.domain.cases import ScreeningOutcome
from lif_desktop.domain.decisions import ViewCode
from lif_desktop.domain.documents import DocumentKind
from lif_desktop.domain.identities import CaseId
from lif_desktop.services import (
    actions,
    cases,
    decisions,
    documents,
    drafts,
    notices,
    referrals,
)
from lif_desktop.services.decisions import ViewGiven
from lif_desktop.services.workspace import Workspace, unlock
from tests import factories

_NOW = datetime(2016, 5, 20, 11, 0, tzinfo=UTC)


def main(folder: Path, word: str, end: str) -> None:
    """Type everywhere, say so, and wait."""
    hardening.forbid_network()
    workspace = unlock(
        folder,
        person_name=factories.PERSON,
        passphrase=sys.stdin.readline().rstrip("\n"),
        clock=SetClock(_NOW),
    )
    walk(workspace, word)
    every_draft(workspace, word)
    if end == "close":
        workspace.close()
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    sys.stdin.readline()


def walk(workspace: Workspace, word: str) -> CaseId:
    """The walk from referral to action, the word in every text a service takes."""
    case = factories.submitted_case(
        workspace,
        case_reference=word,
        pseudonym=f"Child {word}",
        incident_description=f"{word} fell.",
        children=[{"name": f"Noah {word}", "born": factories.exact(date(2016, 1, 5))}],
    )
    referrals.screen(
        workspace, case.id, ScreeningOutcome.SCREENED_IN, by=word, on=date(2016, 4, 6), reason=word
    )
    referrals.schedule_meeting(workspace, case.id, date(2016, 5, 10))
    referrals.attach(workspace, case.id, f"{word}.txt", f"file with {word}".encode())
    _meeting(workspace, case.id, word)
    decisions.record_decision(
        workspace, case.id, factories.decision_answers(reasons=word, late_reason=word)
    )
    documents.preview(workspace, DocumentKind.DECISION_FORM, case.id)
    notices.record_withheld(workspace, case.id, recipient=word, on=date(2016, 5, 20), reason=word)
    _actions(workspace, case.id, word)
    return case.id


def _meeting(workspace: Workspace, case_id: CaseId, word: str) -> None:
    (seated,) = decisions.set_participants(workspace, case_id, [factories.seat(word)])
    view = ViewGiven(
        participant_id=seated.id, criterion="died", view=ViewCode.NOT_MET, reason=word
    )
    decisions.record_views(workspace, case_id, [view])
    decisions.recommend(
        workspace, case_id, seated.id, "scr", wording=word, reason=word, dissent=True
    )
    decisions.save_grid(workspace, case_id, factories.presumption_answers())
    decisions.send_to_chair(workspace, case_id, on=date(2016, 5, 10))


def _actions(workspace: Workspace, case_id: CaseId, word: str) -> None:
    agreed = actions.add(
        workspace, case_id, factories.action_answers(action=word, lead=word, notes=word)
    )
    actions.note(workspace, agreed.id, word, evidence=word)
    actions.redate(workspace, agreed.id, date(2017, 12, 31), reason=word)


def every_draft(workspace: Workspace, word: str) -> None:
    """A draft of each form with the word in every kind of field."""
    case_id = cases.cases(workspace)[0].case_id
    for form_id in ("referral", "grid", "decision", "learning_summary", "action"):
        draft = drafts.open_draft(workspace, case_id, form_id)
        form = workspace.forms.current(form_id)
        drafts.save_draft(workspace, draft.id, answers_with(form, word))


def answers_with(form: Form, word: str) -> dict[str, object]:
    """An answer to every question of a form; the word is in each that takes words."""
    return {each.name: _answer(each, word) for each in form.questions() if each.takes_answer}


def _answer(question: Question, word: str) -> object:
    fixed: dict[QuestionType, object] = {
        QuestionType.INTEGER: 7,
        QuestionType.DATE: {
            "precision": "exact",
            "year": 2016,
            "month": 3,
            "day": 22,
            "note": word,
        },
        QuestionType.MONTH: {"precision": "month", "year": 2016, "month": 3, "note": word},
        QuestionType.SELECT_ONE: next((each.name for each in question.choices), word),
        QuestionType.SELECT_MULTIPLE: [each.name for each in question.choices[:1]],
        QuestionType.ATTACHMENT: {"name": word, "note": word},
    }
    if question.type is QuestionType.REPEAT:
        return [{each.name: _answer(each, word) for each in question.columns}]
    return fixed.get(question.type, f"{word} in {question.name}")


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2], sys.argv[3])
