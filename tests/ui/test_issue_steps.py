"""Who signs a document, in which order: what is offered, and what is refused before it is made."""

from __future__ import annotations

import pytest

from lif_desktop.domain.documents import DocumentKind
from lif_desktop.domain.identities import PersonId
from lif_desktop.domain.people import Person, Role
from lif_desktop.services.documents import Signer
from lif_desktop.ui.issue_steps import ANYONE, NOBODY, issue_problems, issue_words, signers_from

MOIRA = Person(
    id=PersonId("1"), name="Moira Fairweather", post="Business Manager", role=Role.BUSINESS_MANAGER
)
ELERI = Person(
    id=PersonId("2"), name="Eleri Vaughan-Okonkwo", post="Independent Chair", role=Role.CHAIR
)
BOTH = {"first": "2", "first_role": "Decision maker", "second": "1", "second_role": "Manager"}


@pytest.mark.parametrize(
    ("changes", "question"),
    [
        ({"first": NOBODY, "second": NOBODY}, "first"),
        ({"first": ""}, "first"),
        ({"second": "2"}, "second"),
        ({"first_role": " "}, "first_role"),
        ({"second_role": ""}, "second_role"),
    ],
)
def test_what_cannot_be_signed_is_refused(changes: dict[str, str], question: str) -> None:
    found = issue_problems(DocumentKind.DECISION_FORM, {**BOTH, **changes})

    assert question in {problem.question for problem in found}


def test_two_people_or_anyone_twice_may_sign() -> None:
    assert issue_problems(DocumentKind.DECISION_FORM, BOTH) == ()
    either = {**BOTH, "first": ANYONE, "second": ANYONE}
    assert issue_problems(DocumentKind.DECISION_FORM, either) == ()


def test_a_grid_is_filed_without_signatures_a_decision_form_is_not() -> None:
    nobody = {"first": NOBODY, "second": NOBODY}

    assert issue_problems(DocumentKind.DECISION_GRID, nobody) == ()
    offered = issue_words(DocumentKind.DECISION_FORM, [MOIRA]).questions[0].choices
    assert NOBODY not in {choice.name for choice in offered}


def test_the_signers_come_in_order_with_name_post_and_role() -> None:
    assert signers_from(BOTH, [MOIRA, ELERI]) == (
        Signer(role="Decision maker", name=ELERI.name, post=ELERI.post),
        Signer(role="Manager", name=MOIRA.name, post=MOIRA.post),
    )
    anyone = {**BOTH, "first": ANYONE, "second": NOBODY}
    assert signers_from(anyone, [MOIRA, ELERI]) == (Signer(role="Decision maker"),)
