"""Every field that the sources list has a question in the shipped forms."""

from __future__ import annotations

from dataclasses import fields

import pytest

from lif_desktop import settings
from lif_desktop.definitions.catalogue import FormCatalogue
from lif_desktop.definitions.form import Form, QuestionType
from lif_desktop.domain.actions import Action
from lif_desktop.domain.criteria import ANSWER_CHOICES

NO_QUESTION = {"id", "revision", "case_id", "answers"}
"""Fields of an action's record that nobody types."""

REFERRAL = {
    "A": "case_reference protective_marking paper_form_version received_on received_by purpose edition_applied",
    "B": "referrer_name referrer_agency referrer_designation referrer_address referrer_telephone "
    "referrer_email referred_on referrer_signature lead_name lead_agency lead_designation lead_contact "
    "line_manager_discussed lead_signature escalation_followed willing_to_present board_member",
    "C": "children.name children.other_names children.initials children.pseudonym_of_child children.born "
    "children.age children.expected_on children.died_on children.died_at children.critical_incident_on "
    "children.gender children.home_address children.home_postcode children.whereabouts_at_incident "
    "children.carer_at_incident children.ethnic_origin children.first_language children.interpreter "
    "children.religion children.disability_codes children.disability_details children.nationality "
    "children.nhs_number children.upn children.local_authority_id children.legal_status "
    "children.looked_after children.placing_authority children.placement_type children.plan_now "
    "children.plan_before children.plan_categories children.plan_details children.open_to_services "
    "children.lead_worker children.child_in_need children.care_leaver children.school "
    "children.youth_justice children.flags children.gp children.regulated_setting",
    "D": "family_members.name family_members.relationship family_members.born family_members.address "
    "family_members.legal_status family_members.ethnic_origin family_members.plan "
    "family_members.parental_responsibility family_members.in_household family_members.agencies "
    "family_members.suspected family_members.deceased step_parents genogram",
    "E": "agencies_involved.name agencies_involved.agency agencies_involved.contact "
    "agencies_involved.still_involved agencies_involved.lead_professional "
    "agencies_involved.dates_of_involvement agencies_involved.records_secured",
    "F": "incident_on incident_at incident_place incident_description injuries cause abuse_types suspected "
    "how_noticed authority_aware_on notification_sent notification_sent_on notification_reference "
    "cross_border media_interest brief_chronology.event_on brief_chronology.event_at brief_chronology.event",
    "G": "criteria_ticked.criterion criteria_ticked.tick criteria_ticked.evidence joint_working_concerns good_practice",
    "H": "children_at_risk safety_steps safety_steps_by safety_outstanding",
    "I": "parallel_processes.process parallel_processes.contact parallel_processes.status "
    "parallel_processes.effect_on_timing parallel_processes.disclosure",
    "J": "family_told family_views advocate",
    "K": "attachments.document attachments.hash attachments.dated_on attachments.source attachments.file",
    "L": "screened_appropriate further_information_asked agenda_on sub_group_recommendation agency_views "
    "chair_decision chair_decided_on alternative_review conditions told_and_when office_signature",
}
"""Domain notes 1.3: group, and the question for each field of its list."""

PROCESSES = (
    "police cps coroner child_death_review family_court domestic_homicide adult_review "
    "mental_health_homicide offensive_weapon mappa nhs_incident lado iopc complaint ppo leder"
)
"""Domain notes 1.3 I: the kinds of parallel process."""

SUMMARY = {
    "D09": "completed_on",
    "D10": "review_and_purpose",
    "D11": "incident_month",
    "D12": "learnt_about_case",
    "D13": "learnt_about_method",
    "D14": "single_agency_points",
    "D15": "multi_agency_points",
    "D16": "how_changed",
    "D17": "impact_audit",
    "D18": "other_comments",
}
"""Catalogue row and the question for it."""


def form(form_id: str) -> Form:
    return FormCatalogue.load(settings.forms_folder()).current(form_id)


@pytest.mark.parametrize("group", REFERRAL)
def test_every_field_of_the_union_list_has_a_question(group: str) -> None:
    referral = form("referral")
    letter = "ABCDEFGHIJKL".index(group)
    for path in REFERRAL[group].split():
        assert referral.section_of(path) == referral.sections[letter], path
        assert referral.question(path).takes_answer


def test_every_kind_of_parallel_process_can_be_named() -> None:
    kinds = {
        choice.name for choice in form("referral").question("parallel_processes.process").choices
    }
    assert kinds >= set(PROCESSES.split())


def test_learning_summary_has_its_ten_fields_in_order() -> None:
    summary = form("learning_summary")
    assert len(summary.sections) == 10
    for section, (row, name) in zip(summary.sections, SUMMARY.items(), strict=True):
        assert row in section.source
        assert name in {question.name for question in section.questions}
    assert summary.question("incident_month").type is QuestionType.MONTH


def test_every_field_of_an_actions_record_has_a_question() -> None:
    names = {question.name for question in form("action").questions()}
    assert {field.name for field in fields(Action)} - NO_QUESTION <= names
    smart = {"specific", "measurable", "achievable", "relevant", "timely"}
    assert {f"smart_{prompt}" for prompt in smart} <= names


def test_grid_asks_the_rule_in_its_own_codes() -> None:
    grid = form("grid")
    asked = {question.name: question for question in grid.questions()}
    for key, codes in ANSWER_CHOICES.items():
        assert {choice.name for choice in asked[key].choices} == {*codes, "nk"}, key
    assert len(grid.question("factors.factor").choices) == 8


@pytest.mark.parametrize("form_id", ["referral", "grid", "decision", "learning_summary", "action"])
def test_few_answers_are_required_so_that_drafts_come_first(form_id: str) -> None:
    required = [question for question in form(form_id).questions() if question.required]
    assert len(required) <= 7
