"""Is the case at the stage a step belongs to?

Source: catalogue row A46 (the stages of a referral and decision form).
"""

from __future__ import annotations

from lif_desktop.domain.cases import STAGE_LABELS, Case, CaseStage
from lif_desktop.errors import RuleBrokenError


def require_stage(case: Case, *stages: CaseStage, step: str) -> None:
    """Refuse a step at the wrong stage.

    Args:
        case: the case.
        stages: the stages the step belongs to.
        step: what was to be done, to follow "it is not possible to".

    Raises:
        RuleBrokenError: the case is at another stage.
    """
    if case.stage not in stages:
        raise RuleBrokenError(
            f"The case is at the stage “{STAGE_LABELS[case.stage]}”, so it is not possible to {step}.",
            rule="case stage",
            source="catalogue row A46",
        )


def require_undecided(case: Case, step: str) -> None:
    """Refuse a step that belongs before the Chair's decision.

    Raises:
        RuleBrokenError: the case has no referral yet, or is decided.
    """
    require_stage(case, CaseStage.SCREENING, CaseStage.MEETING, CaseStage.CHAIR, step=step)
