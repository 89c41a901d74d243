"""What a question's share of points, from none to all, is worth in customers' satisfaction."""

from qm.analysis.cache import kept
from qm.analysis.evaluations.score_sheets import evaluation_sheet
from qm.errors import QMError
from qm.models.scorecard.drivers import drivers
from qm.store import Session

DRAWS = 40  # enough to tell a coefficient that changes its sign from one that does not


@kept(most=4)
def question_worth(session: Session) -> dict[str, float]:
    """question -> change of the grade's 0–1 index when its share of points goes from none to all.

    Over all graded evaluations of the scorecard with most of them. Only questions whose worth
    is above zero whatever the resampling; empty where the data cannot carry it.
    """
    try:
        pairs = evaluation_sheet(session.store).pairs()
    except QMError:  # no evaluations at all
        return {}
    graded = pairs.evaluations
    found = drivers(
        pairs.answers.shares(),
        graded["grade"],
        agents=graded["agent_id"],
        satisfied=graded["satisfied"].astype(float),
        draws=DRAWS,
    )
    if found.impossible:
        return {}
    return {
        name: float(beta)
        for name, beta, low in zip(pairs.names, found.beta, found.beta_low, strict=True)
        if beta > 0 and low > 0
    }
