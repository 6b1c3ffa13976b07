"""What does a case take over from its referral?"""

from __future__ import annotations

from datetime import date

from lif_desktop.domain.answers import UncertainDate
from lif_desktop.domain.cases import STAGE_LABELS, Case, CaseStage, case_with_referral
from lif_desktop.domain.identities import CaseId, new_id


def make_case() -> Case:
    return Case(
        id=CaseId(new_id()),
        edition="wt2015",
        framework="cambridgeshire-2016",
        forms={"referral": "1"},
        marking="OFFICIAL-SENSITIVE",
        opened_on=date(2016, 4, 5),
    )


def test_the_referral_names_the_case_and_its_tracking_dates() -> None:
    case = case_with_referral(
        make_case(),
        {
            "case_reference": "FSCB/SCR/2016/03",
            "pseudonym": "Child N",
            "protective_marking": "OFFICIAL-SENSITIVE [PERSONAL DATA]",
            "received_on": UncertainDate.on(date(2016, 4, 5)).as_answer(),
            "board_notified_on": UncertainDate.on(date(2016, 4, 1)).as_answer(),
        },
    )
    assert (case.reference, case.pseudonym) == ("FSCB/SCR/2016/03", "Child N")
    assert case.marking == "OFFICIAL-SENSITIVE [PERSONAL DATA]"
    assert (case.received_on, case.board_notified_on) == (date(2016, 4, 5), date(2016, 4, 1))


def test_what_the_referral_leaves_out_stays_as_it_was() -> None:
    case = make_case()
    assert case_with_referral(case, {}) == case


def test_every_stage_has_its_words() -> None:
    assert set(STAGE_LABELS) == set(CaseStage)
    # K4: the guidance of 2018 has neither a sub-group nor a Chair who decides
    assert not any("Chair" in label or "sub-group" in label for label in STAGE_LABELS.values())


def test_ids_are_never_the_same() -> None:
    assert len({new_id() for _ in range(1000)}) == 1000
