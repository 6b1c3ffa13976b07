"""The smallest valid record of each kind: only what matters to a test is spelled out there."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

from lif_desktop.clock import Clock, SetClock
from lif_desktop.domain.actions import Action
from lif_desktop.domain.answers import Answers, UncertainDate
from lif_desktop.domain.cases import Case, ScreeningOutcome
from lif_desktop.domain.identities import CaseId, ParticipantId, new_id
from lif_desktop.domain.people import Participant, Standing
from lif_desktop.services import decisions, referrals
from lif_desktop.services.workspace import Created, Workspace, create, unlock
from lif_desktop.store.key_slots import KdfSettings

PASSPHRASE = "plover ferry anvil thimble moss"  # noqa: S105  # opens invented workspaces only
BOARD = "Fenmarsh Safeguarding Children Board"
PERSON = "Moira Fairweather"


def make_workspace(
    folder: Path, clock: Clock, *, framework: str = "cambridgeshire-2016"
) -> Created:
    """A workspace of the invented Fenmarsh board, unlocked by its business manager."""
    return create(
        folder,
        board_name=BOARD,
        board_short_name="FSCB",
        framework=framework,
        person_name=PERSON,
        person_post="Business Manager",
        passphrase=PASSPHRASE,
        clock=clock,
        kdf=KdfSettings.for_tests(),
    )


def exact(day: date) -> dict[str, object]:
    """An exact date as it stands in answers."""
    return UncertainDate.on(day).as_answer()


def referral_answers(**changes: object) -> Answers:
    """The fewest answers with which a referral can be submitted."""
    answers: dict[str, object] = {
        "case_reference": "FSCB/SCR/2016/03",
        "pseudonym": "Child N",
        "received_on": exact(date(2016, 4, 5)),
        "board_notified_on": exact(date(2016, 4, 1)),
        "referrer_name": "Dr Anjali Ramaswamy-Thwaite",
        "referrer_agency": "St Botolph’s Hospital NHS Foundation Trust",
        "board_member": "Chief Nurse, Geraint ap Rhys",
        "children": [{"name": "Noah O’Brien-Łukasz", "born": exact(date(2016, 1, 5))}],
        "incident_on": exact(date(2016, 3, 22)),
        "incident_description": "Brought by ambulance, unresponsive.",
    }
    return {name: value for name, value in {**answers, **changes}.items() if value is not None}


def submitted_case(workspace: Workspace, **changes: object) -> Case:
    """A case whose referral waits to be screened."""
    started = referrals.start(workspace)
    referrals.submit(workspace, started.case.id, referral_answers(**changes))
    return case_now(workspace, started.case.id)


def case_at_meeting(workspace: Workspace, **changes: object) -> Case:
    """A case that was screened in; the sub-group meets on 10 May 2016."""
    case = submitted_case(workspace, **changes)
    referrals.screen(
        workspace,
        case.id,
        ScreeningOutcome.SCREENED_IN,
        by="Harriet Lindqvist-Moss, Independent Chair of the SCR sub-group",
        on=date(2016, 4, 6),
    )
    return referrals.schedule_meeting(workspace, case.id, date(2016, 5, 10))


def seat(name: str, standing: Standing = Standing.MEMBER, **changes: str) -> Participant:
    """Someone who takes part."""
    return Participant(
        id=ParticipantId(new_id()),
        case_id=CaseId(""),
        position=0,
        name=name,
        agency=changes.get("agency", f"Agency of {name}"),
        short_name=changes.get("short_name", name[:3].upper()),
        standing=standing,
        deputy_for=changes.get("deputy_for", ""),
    )


def presumption_answers(**changes: object) -> Answers:
    """Grid answers under which the rule of 2015 presumes a review."""
    answers: dict[str, object] = {
        "abuse_or_neglect": "suspected",
        "died": "no",
        "seriously_harmed": "yes",
        "joint_working_concern": "nk",
    }
    return {**answers, **changes}


def case_with_chair(workspace: Workspace, **grid: object) -> Case:
    """A case whose recommendation is with the Chair: two members for a review, one against."""
    case = case_at_meeting(workspace)
    seats = decisions.set_participants(
        workspace,
        case.id,
        [
            seat("Ashdown"),
            seat("Penhaligon"),
            seat("Mbeki", Standing.DEPUTY, deputy_for="Crozier"),
            seat("Fitch", Standing.INVITEE, agency="Hospital"),
        ],
    )
    for who, code in zip(
        seats, ("scr", "scr", "alternative_review", "no_further_action"), strict=True
    ):
        decisions.recommend(workspace, case.id, who.id, code)
    decisions.save_grid(workspace, case.id, presumption_answers(**grid))
    return decisions.send_to_chair(workspace, case.id, on=date(2016, 5, 10))


def case_with_partners(workspace: Workspace, clock: SetClock) -> Case:
    """A case of 2018 that waits for the partners' decision; today is 9 January 2019."""
    clock.put(datetime(2019, 1, 9, 15, 0, tzinfo=UTC))
    case = referrals.start(workspace, framework="suffolk-2018").case
    received = {
        "received_on": exact(date(2018, 12, 17)),
        "notification_sent": "yes",
        "notification_sent_on": exact(date(2018, 12, 14)),
    }
    referrals.submit(workspace, case.id, referral_answers(**received))
    referrals.screen(
        workspace, case.id, ScreeningOutcome.SCREENED_IN, by="B. Q.", on=date(2018, 12, 17)
    )
    referrals.schedule_meeting(workspace, case.id, date(2019, 1, 7))
    (who,) = decisions.set_participants(workspace, case.id, [seat("Greville")])
    decisions.recommend(workspace, case.id, who.id, "alternative_local")
    decisions.save_grid(workspace, case.id, {"recurrent_themes": "yes"})
    return decisions.send_to_chair(workspace, case.id, on=date(2019, 1, 7))


def decision_answers(**changes: object) -> Answers:
    """The fewest answers with which the Chair may initiate a review."""
    answers: dict[str, object] = {
        "decided_by": "Prof. Eleri Vaughan-Okonkwo, Independent Chair",
        "outcome": "scr",
        "decided_on": exact(date(2016, 5, 19)),
        "late_reason": "First meeting with papers in time was 10 May.",
        "reasons": "Abuse is suspected and Noah was seriously harmed.",
    }
    return {name: value for name, value in {**answers, **changes}.items() if value is not None}


def decided_case(workspace: Workspace, **changes: object) -> Case:
    """A case in which a review was initiated on 19 May 2016."""
    case = case_with_chair(workspace)
    decisions.record_decision(workspace, case.id, decision_answers(**changes))
    return case_now(workspace, case.id)


def action_answers(**changes: object) -> Answers:
    """The fewest answers with which an action can be agreed."""
    answers: dict[str, object] = {
        "reference": "N1.1",
        "recommendation_number": "1",
        "recommendation": "Discharge information reaches health visiting",
        "action": "Add health visiting to the distribution",
        "agency": "St Botolph’s",
        "lead": "Siobhán Fitch",
        "original_due_on": exact(date(2017, 10, 31)),
        "tier": "1",
    }
    return {name: value for name, value in {**answers, **changes}.items() if value is not None}


def summary_answers(**changes: object) -> Answers:
    """The fewest answers with which a summary is complete."""
    answers: dict[str, object] = {
        "completed_on": exact(date(2016, 5, 20)),
        "review_and_purpose": "Serious Case Review.",
        "incident_month": {"precision": "month", "year": 2016, "month": 3},
        "learnt_about_case": "•\tA mark was seen twice & explained twice.",
        "learnt_about_method": "One sheet of paper.",
        "how_changed": "Nine recommendations.",
        "impact_audit": "Dip sample of 20.",
    }
    return {**answers, **changes}


def case_now(workspace: Workspace, case_id: CaseId) -> Case:
    """The case as it stands."""
    with workspace.reading() as reader:
        return reader.get(Case, case_id)


def case_id_of(action: Action) -> CaseId:
    """The case an action was raised from."""
    assert action.case_id is not None
    return action.case_id


def put_back_an_older_copy(folder: Path, clock: Clock) -> None:
    """Replace a closed workspace's database by what it was one step and one close ago."""
    database = folder / "workspace.db"
    older = database.read_bytes()
    workspace = unlock(folder, person_name=PERSON, passphrase=PASSPHRASE, clock=clock)
    submitted_case(workspace)
    workspace.close()
    database.write_bytes(older)
