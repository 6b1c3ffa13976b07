"""What is asked before a document is made and filed: which, and who signs it in which order."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from PySide6.QtCore import QCoreApplication

from lif_desktop.definitions.questions import Choice, Question, QuestionType
from lif_desktop.domain.answers import Answers, text_of
from lif_desktop.domain.documents import KIND_LABELS, DocumentKind
from lif_desktop.domain.people import Person
from lif_desktop.errors import Problem
from lif_desktop.services.documents import Signer

NOBODY, ANYONE = "nobody", "anyone"
"""Choices beside the people: no signature; whoever has the role."""
_ROLES: Mapping[DocumentKind, tuple[str, str]] = {
    DocumentKind.DECISION_FORM: ("Decision maker", "Business manager"),
    DocumentKind.DECISION_GRID: ("Chair of the sub-group", "Business manager"),
    DocumentKind.LEARNING_SUMMARY: ("Written by", "Agreed by"),
    DocumentKind.ACTION_PLAN: ("Agreed by", "Business manager"),
    DocumentKind.FINGERPRINT_SHEET: ("", ""),
}
"""What the first and the second signer sign as, to begin with."""
MUST_BE_SIGNED = frozenset({DocumentKind.DECISION_FORM, DocumentKind.LEARNING_SUMMARY})


@dataclass(frozen=True, slots=True, kw_only=True)
class IssueWords:
    """How it is asked."""

    title: str
    sentence: str
    act: str
    questions: Sequence[Question]
    answers: Mapping[str, object] = field(default_factory=dict)


def issue_words(kind: DocumentKind, people: Sequence[Person]) -> IssueWords:
    """The questions before a document of a kind is made.

    Args:
        kind: which document.
        people: those who can sign.
    """
    first, second = (_tr(role) for role in _ROLES[kind])
    listed = [
        Choice(name=person.id, label=f"{person.name}, {person.post}")
        for person in people
        if person.left_on is None
    ]
    anyone = Choice(name=ANYONE, label=_tr("Whoever has the role"))
    nobody = Choice(name=NOBODY, label=_tr("Nobody: it is filed without a signature"))
    alone = Choice(name=NOBODY, label=_tr("Nobody: one signature is enough"))
    must = kind in MUST_BE_SIGNED
    return IssueWords(
        title=_tr("Make the document: {kind}").format(kind=_tr(KIND_LABELS[kind])),
        sentence=_tr(
            "The text is fixed from here; a change is a new version. The last signature locks it."
        ),
        act=_tr("Make the document"),
        questions=(
            _who("first", _tr("Who signs first?"), [*listed, anyone] + ([] if must else [nobody])),
            _role("first_role", _tr("As what do they sign?")),
            _who("second", _tr("Who signs second?"), [*listed, anyone, alone]),
            _role("second_role", _tr("As what does the second person sign?")),
        ),
        answers={
            "first": listed[0].name if must and listed else NOBODY,
            "first_role": first,
            "second": NOBODY,
            "second_role": second,
        },
    )


def signers_from(answers: Answers, people: Sequence[Person]) -> tuple[Signer, ...]:
    """The signers that were chosen, in order."""
    named = {str(person.id): person for person in people}
    found = []
    for who, role in (("first", "first_role"), ("second", "second_role")):
        chosen = text_of(answers, who)
        if chosen in {"", NOBODY}:
            continue
        person = named.get(chosen)
        found.append(
            Signer(
                role=text_of(answers, role),
                name="" if person is None else person.name,
                post="" if person is None else person.post,
            )
        )
    return tuple(found)


def issue_problems(kind: DocumentKind, answers: Answers) -> tuple[Problem, ...]:
    """What is wrong with the answers; empty if nothing."""
    first, second = text_of(answers, "first"), text_of(answers, "second")
    found = []
    if kind in MUST_BE_SIGNED and first in {"", NOBODY}:
        found.append(Problem("first", _tr("Choose who signs first.")))
    if first in {"", NOBODY} and second not in {"", NOBODY}:
        found.append(Problem("first", _tr("Choose who signs first, then who signs second.")))
    if first == second and first not in {"", NOBODY, ANYONE}:
        found.append(Problem("second", _tr("The second signature must be someone else’s.")))
    for who, role in (("first", "first_role"), ("second", "second_role")):
        signs = text_of(answers, who) not in {"", NOBODY}
        if signs and not text_of(answers, role).strip():
            found.append(Problem(role, _tr("Enter what they sign as.")))
    return tuple(found)


def _who(name: str, label: str, choices: Sequence[Choice]) -> Question:
    return Question(
        name=name,
        type=QuestionType.SELECT_ONE,
        label=label,
        choices=tuple(choices),
        required=True,
        always_known=True,
    )


def _role(name: str, label: str) -> Question:
    return Question(
        name=name,
        type=QuestionType.TEXT,
        label=label,
        hint=_tr("As it stands beside the signature."),
    )


def _tr(text: str) -> str:
    return QCoreApplication.translate("IssueSteps", text)
