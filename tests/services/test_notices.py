"""Step 6: who is told, what a notice may not lack, what came back, what was withheld."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest

from lif_desktop.clock import SetClock
from lif_desktop.domain.cases import Case
from lif_desktop.domain.notices import Notice, NoticeDuty, NoticeState
from lif_desktop.errors import InvalidAnswersError
from lif_desktop.services import decisions, notices, timelines
from lif_desktop.services.workspace import Workspace
from tests import factories
from tests.factories import exact


def duty_of(workspace: Workspace, case: Case, recipient: str) -> NoticeDuty:
    return next(duty for duty in notices.duties(workspace, case.id) if duty.recipient == recipient)


def send(workspace: Workspace, case: Case, **changes: object) -> Notice:
    words: dict[str, Any] = {
        "recipient": "Ofsted",
        "sent_on": date(2016, 5, 20),
        "sent_by": "Business Manager",
        "channel": "secure mail",
        "content": "Decision to initiate",
    }
    words.update(changes)
    return notices.record_sent(workspace, case.id, **words)


def completed_on(workspace: Workspace, case: Case, clock: str) -> set[date | None]:
    return {
        each.completed_on for each in timelines.clocks(workspace, case.id) if each.clock == clock
    }


def test_m12_a_panel_notice_of_a_review_refuses_without_the_reviewers_name(
    workspace: Workspace,
) -> None:
    case = factories.decided_case(workspace)
    panel = duty_of(workspace, case, "National Panel")
    with pytest.raises(InvalidAnswersError, match="name of the lead reviewer"):
        send(workspace, case, recipient="National Panel", duty_id=panel.id)
    assert duty_of(workspace, case, "National Panel").closed_on is None
    assert notices.log(workspace, case.id) == ()
    sent = send(
        workspace,
        case,
        recipient="National Panel",
        duty_id=panel.id,
        contents={"reviewer_name": "Ffion Llewelyn-Price"},
    )
    assert sent.content.endswith("Name of the lead reviewer: Ffion Llewelyn-Price")
    assert duty_of(workspace, case, "National Panel").closed_on == date(2016, 5, 20)


def test_m12_a_panel_notice_of_no_review_refuses_without_a_justification(
    workspace: Workspace,
) -> None:
    case = factories.decided_case(
        workspace, outcome="no_further_action", definitive_evidence="None found; every call made."
    )
    panel = duty_of(workspace, case, "National Panel")
    with pytest.raises(InvalidAnswersError, match="without the justification"):
        send(workspace, case, duty_id=panel.id, contents={"justification": "  "})


def test_sending_ends_the_clock_and_a_returned_notice_lets_it_run_again(
    workspace: Workspace,
) -> None:
    case = factories.decided_case(workspace)
    ofsted = duty_of(workspace, case, "Ofsted")
    sent = send(workspace, case, duty_id=ofsted.id)
    assert completed_on(workspace, case, "ofsted_told") == {date(2016, 5, 20)}
    returned = notices.record_returned(
        workspace, sent.id, on=date(2016, 5, 20), note="Mailbox mistyped."
    )
    assert returned.state is NoticeState.RETURNED
    assert completed_on(workspace, case, "ofsted_told") == {None}
    assert duty_of(workspace, case, "Ofsted").closed_on is None
    send(workspace, case, duty_id=ofsted.id, note="Second attempt")
    assert [each.state for each in notices.log(workspace, case.id)] == ["sent", "returned", "sent"]
    with pytest.raises(InvalidAnswersError, match="what happened"):
        notices.record_returned(workspace, sent.id, on=date(2016, 5, 20), note="")


def test_a_notice_no_rule_asks_for_is_logged_and_may_come_back(workspace: Workspace) -> None:
    case = factories.decided_case(workspace)
    sent = send(workspace, case, recipient="Family: mother", channel="by hand")
    notices.record_returned(workspace, sent.id, on=date(2016, 5, 20), note="Moved away.")
    assert len(notices.log(workspace, case.id)) == 2


def test_withholding_needs_a_reason_and_closes_the_duty(workspace: Workspace) -> None:
    case = factories.decided_case(workspace)
    with pytest.raises(InvalidAnswersError) as caught:
        notices.record_withheld(workspace, case.id, recipient="", on=date(2016, 5, 20), reason=" ")
    assert [problem.question for problem in caught.value.problems] == ["recipient", "note"]
    notices.record_withheld(
        workspace,
        case.id,
        recipient="Family: father",
        on=date(2016, 5, 20),
        reason="Police request",
    )
    chief = duty_of(workspace, case, "Chief Executive")
    notices.record_withheld(
        workspace,
        case.id,
        recipient="Chief Executive",
        on=date(2016, 5, 20),
        reason="Conflict of interest",
        duty_id=chief.id,
    )
    closed = duty_of(workspace, case, "Chief Executive")
    assert (closed.closed_on, closed.closed_reason) == (
        date(2016, 5, 20),
        "Withheld: Conflict of interest",
    )


def test_a_late_notice_says_why_and_is_judged_by_the_longest_reading(
    workspace: Workspace, clock: SetClock
) -> None:

    case = factories.decided_case(workspace)
    panel = duty_of(workspace, case, "National Panel")
    clock.put(datetime(2016, 6, 10, tzinfo=UTC))
    contents = {"reviewer_name": "F. Ll.-P."}
    assert notices.problems_of(panel, date(2016, 6, 1), contents) == ()
    with pytest.raises(InvalidAnswersError, match="after 2 June 2016, the last day"):
        send(
            workspace,
            case,
            recipient="National Panel",
            sent_on=date(2016, 6, 3),
            duty_id=panel.id,
            contents=contents,
        )
    late = send(
        workspace,
        case,
        recipient="National Panel",
        sent_on=date(2016, 6, 3),
        duty_id=panel.id,
        contents=contents,
        late_reason="Reviewer named on 2 June.",
    )
    assert late.late_reason == "Reviewer named on 2 June."


@pytest.mark.parametrize("missing", ["recipient", "sent_by", "channel", "content"])
def test_the_log_says_who_how_and_what(workspace: Workspace, missing: str) -> None:
    case = factories.decided_case(workspace)
    with pytest.raises(InvalidAnswersError) as caught:
        send(workspace, case, **{missing: ""})
    assert [problem.question for problem in caught.value.problems] == [missing]


def test_nothing_is_sent_tomorrow(workspace: Workspace) -> None:
    case = factories.decided_case(workspace)
    with pytest.raises(InvalidAnswersError, match="today or earlier"):
        send(workspace, case, sent_on=date(2016, 5, 21))


def test_the_panels_copy_ends_the_rapid_review_clock_and_the_leads_copies_do_not(
    workspace: Workspace, clock: SetClock
) -> None:
    case = factories.case_with_partners(workspace, clock)
    answers = factories.decision_answers(
        outcome="alternative_local",
        decided_on=exact(date(2019, 1, 8)),
        why_not="Causes are clear.",
    )
    decisions.record_decision(workspace, case.id, answers)
    lead = duty_of(workspace, case, "Nominated lead")
    send(workspace, case, recipient="Nominated lead", sent_on=date(2019, 1, 8), duty_id=lead.id)
    assert completed_on(workspace, case, "rapid_review") == {None}
    panel = duty_of(workspace, case, "National Panel")
    send(
        workspace,
        case,
        recipient="National Panel",
        sent_on=date(2019, 1, 9),
        duty_id=panel.id,
        contents={"justification": "Causes are clear.", "national_view": "Not on what is known."},
    )
    assert completed_on(workspace, case, "rapid_review") == {date(2019, 1, 9)}
    assert completed_on(workspace, case, "panel_reply") == {None}


def test_a_local_count_from_receipt_does_not_excuse_a_statutory_day_missed(
    workspace: Workspace, clock: SetClock
) -> None:
    case = factories.case_with_partners(workspace, clock)
    answers = factories.decision_answers(
        outcome="alternative_local",
        decided_on=exact(date(2019, 1, 8)),
        why_not="Causes are clear.",
    )
    decisions.record_decision(workspace, case.id, answers)
    panel = duty_of(workspace, case, "National Panel")
    contents = {"justification": "Causes are clear.", "national_view": "Not on what is known."}
    assert notices.problems_of(panel, date(2019, 1, 9), contents) == ()
    (problem,) = notices.problems_of(panel, date(2019, 1, 10), contents)
    assert "after 9 January 2019" in problem.message
