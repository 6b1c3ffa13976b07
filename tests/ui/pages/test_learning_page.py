"""The learning summary on the screen: prefilled with sources, checked for names, completed, made to sign."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from lif_desktop.clock import SetClock
from lif_desktop.domain.cases import Case
from lif_desktop.domain.documents import DocumentKind, DocumentState
from lif_desktop.domain.learning import LearningSummary, SummaryState, source_notes
from lif_desktop.services import documents, learning
from lif_desktop.services.documents import Signer
from lif_desktop.ui.field_editors import TextInput
from lif_desktop.ui.form_view import CHECK
from lif_desktop.ui.leftovers_check import LeftoversCheck
from lif_desktop.ui.pages.learning_page import LearningPage
from lif_desktop.ui.source_marker import SourceMarker
from lif_desktop.ui.widgets import CheckBox, ErrorSummary
from tests import factories
from tests.ui.keyboard import typed
from tests.ui.pages.looking import looked_at, nameless, settle
from tests.ui.stage import Stage, choose, named, press, said_on

pytestmark = pytest.mark.gui


@pytest.fixture
def case(stage: Stage) -> Case:
    return factories.decided_case(stage.workspace, early_learning="Ring, do not advise.")


@pytest.fixture
def page(stage: Stage, case: Case) -> Iterator[LearningPage]:
    shown = LearningPage(stage.context, case.id)
    stage.show(shown)
    yield shown
    shown.close()
    shown.deleteLater()
    settle()


def summary_of(stage: Stage, case: Case) -> LearningSummary:
    return learning.draft(stage.workspace, case.id)


def marker(page: LearningPage) -> SourceMarker:
    return next(each for each in page.findChildren(SourceMarker) if each.isVisible())


def box(page: LearningPage, name: str) -> TextInput:
    found = page.findChild(TextInput, name)
    assert found is not None
    return found


def open_topic(page: LearningPage, name: str) -> None:
    assert page.view is not None
    page.view.open_page(name)
    QApplication.processEvents()


def try_to_complete(stage: Stage, page: LearningPage, **changes: object) -> None:
    assert page.view is not None
    page.view.load(factories.summary_answers(**changes), page=CHECK)
    press(page, "Check for names and complete")
    stage.wait()


def completed(stage: Stage, case: Case) -> None:
    learning.draft(stage.workspace, case.id)
    learning.save(stage.workspace, case.id, factories.summary_answers())
    learning.complete(stage.workspace, case.id)


def test_a_prefilled_field_says_from_where_and_that_nobody_checked_it_yet(
    stage: Stage, page: LearningPage, case: Case
) -> None:
    open_topic(page, "case")
    before = marker(page).state_words

    press(page, "Keep as it is: What was learnt about the case?")
    stage.wait()

    assert before == "not yet checked"
    assert "From the decision: What was learnt about the case?" in named(page)
    assert marker(page).state_words == "kept as it is"
    assert source_notes(summary_of(stage, case))["learnt_about_case"].checked


def test_the_source_opens_where_it_stands(stage: Stage, page: LearningPage, case: Case) -> None:
    open_topic(page, "case")

    press(page, "From the decision: What was learnt about the case?")

    assert stage.opened == [("decision", case.id)]


def test_an_edited_answer_says_when_and_goes_back_to_its_source(page: LearningPage) -> None:
    open_topic(page, "case")
    typed(box(page, "learnt_about_case"), "We learnt: ")
    edited = marker(page).state_words

    press(page, "Use the source again: What was learnt about the case?")

    assert edited == "edited by you, 12:00"
    assert box(page, "learnt_about_case").text() == "Ring, do not advise."
    assert marker(page).state_words == "not yet checked"
    box(page, "learnt_about_case").undo()
    assert box(page, "learnt_about_case").text() == "We learnt: Ring, do not advise."


def test_a_choice_goes_back_to_its_source_too(page: LearningPage) -> None:
    open_topic(page, "review")
    ticked = page.findChild(CheckBox, "review_type.scr")
    assert ticked is not None
    ticked.click()
    was = ticked.isChecked()

    press(page, "Use the source again: Type of review conducted")

    assert not was
    assert page.view is not None
    assert page.view.answers["review_type"] == ["scr"]


def test_every_hit_is_listed_with_where_before_anything_is_completed(
    stage: Stage, page: LearningPage, case: Case
) -> None:
    try_to_complete(
        stage,
        page,
        other_comments="Noah’s mark was on 22 March 2016.",
        multi_agency_points=[{"point": "Nobody rang about Noah."}],
    )

    words = said_on(page)
    assert "“Noah” is a name. Write “Child N”, or leave it out." in words
    assert "Other comments: Noah’s mark was on 22 March 2016." in words
    assert "Key points, multi-agency: Nobody rang about Noah." in words
    assert "“22 March 2016” is the day of the incident. Give month and year only." in words
    assert summary_of(stage, case).state is SummaryState.DRAFT


def test_a_summary_completes_once_each_word_is_found_harmless(
    stage: Stage, page: LearningPage, case: Case
) -> None:
    try_to_complete(stage, page, other_comments="Noah is a ship.")
    press(page, "Complete the summary")
    refused = [each.messages for each in page.findChildren(ErrorSummary) if each.isVisible()]
    next(each for each in page.findChildren(CheckBox) if each.isVisible()).click()

    press(page, "Complete the summary")
    stage.wait()

    assert refused == [("“Noah” is still there. Change it, or tick that it is harmless.",)]
    assert stage.errors == []
    done = summary_of(stage, case)
    assert done.state is SummaryState.COMPLETED
    assert done.answers["other_comments"] == "Noah is a ship."
    assert "Version 1, completed on Friday 20 May 2016." in said_on(page)


def test_a_hit_is_changed_where_it_stands(stage: Stage, page: LearningPage) -> None:
    try_to_complete(stage, page, other_comments="Noah is a child.")

    press(page, "Change “Noah” in Other comments")

    assert page.view is not None
    assert page.view.isVisible()
    assert page.view.page == "other"
    assert page.focusWidget() is box(page, "other_comments")
    check = page.findChild(LeftoversCheck)
    assert check is not None
    assert check.isHidden()


def test_a_summary_without_names_completes_at_once(
    stage: Stage, page: LearningPage, case: Case
) -> None:
    try_to_complete(stage, page)

    assert summary_of(stage, case).state is SummaryState.COMPLETED
    assert "Make the document to sign" in named(page)


def test_the_document_is_made_for_those_who_sign(stage: Stage, case: Case, qapp: object) -> None:
    completed(stage, case)
    page = LearningPage(stage.context, case.id)
    stage.show(page)
    press(page, "Make the document to sign")
    me = stage.workspace.actor.id
    choose(page, f"first.{me}")
    choose(page, f"second.{me}")
    press(page, "Make the document")
    stage.wait()
    refused = [each.messages for each in page.findChildren(ErrorSummary) if each.isVisible()]
    choose(page, "second.nobody")
    press(page, "Make the document")
    stage.wait()

    assert refused == [("The second signature must be someone else’s.",)]
    assert stage.errors == []
    (filed,) = documents.filed(stage.workspace, case.id)
    assert filed.state is DocumentState.TO_SIGN
    assert [slot.name for slot in filed.slots] == [factories.PERSON]
    assert stage.opened == [("documents", filed.document_id)]
    page.deleteLater()


def test_a_signed_summary_is_recorded_as_having_left(stage: Stage, case: Case) -> None:
    completed(stage, case)
    document = documents.issue(
        stage.workspace,
        DocumentKind.LEARNING_SUMMARY,
        case.id,
        [Signer(role="Written by", name=factories.PERSON)],
    )
    page = LearningPage(stage.context, case.id)
    stage.show(page)
    waiting = said_on(page)
    documents.sign(
        stage.workspace,
        document.id,
        person_id=stage.workspace.actor.id,
        passphrase=factories.PASSPHRASE,
    )
    page.refresh(frozenset({"DocumentSignature"}))
    stage.wait()

    press(page, "Record that it left the board")
    stage.wait()

    assert f"The document waits for the signature of {factories.PERSON}." in waiting
    assert summary_of(stage, case).state is SummaryState.PUBLISHED
    assert any("has left the board" in words for words in said_on(page))
    page.deleteLater()


def test_a_completed_summary_is_written_again_as_a_new_version(
    stage: Stage, case: Case, clock: SetClock
) -> None:
    completed(stage, case)
    page = LearningPage(stage.context, case.id)
    stage.show(page)

    press(page, "Write a new version")
    stage.wait()
    open_topic(page, "method")
    box(page, "learnt_about_method").replace_text("Two sheets of paper.")
    open_topic(page, CHECK)
    press(page, "Check for names and complete")
    stage.wait()

    again = summary_of(stage, case)
    assert (again.version, again.state) == (2, SummaryState.COMPLETED)
    assert again.answers["learnt_about_method"] == "Two sheets of paper."
    page.deleteLater()


@pytest.mark.parametrize("state", ["writing", "checking", "completed"])
def test_nothing_is_cut_off_and_everything_has_a_name(
    stage: Stage, page: LearningPage, case: Case, state: str, pictures: Path | None
) -> None:
    if state == "writing":
        open_topic(page, "review")
    if state == "checking":
        try_to_complete(stage, page, other_comments="Noah’s mother and Noah.")
    if state == "completed":
        try_to_complete(stage, page)
        press(page, "Make the document to sign")

    unnamed = nameless(page)

    assert unnamed == []
    assert looked_at(page, f"learning-{state}", pictures) == []
