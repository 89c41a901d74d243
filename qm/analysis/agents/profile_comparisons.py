"""All agents on every metric and question of a profile: what any one agent's page is read from."""

from collections.abc import Mapping
from dataclasses import dataclass

from qm.analysis.agents.comparison import CONTROLLABLE, PeerComparison, compare_all, compared, names_of
from qm.analysis.agents.sums_by_work import PEOPLE, sums_by_work
from qm.analysis.cache import kept
from qm.metrics.catalogue import metric
from qm.metrics.consistent_read import snapshot
from qm.metrics.filters import Filters
from qm.store import Session, Store

SCORE = "quality_score"
PROFILE = tuple(name for name in CONTROLLABLE if name not in ("csat_mean", "repeat_rate"))
"""What a profile shows: not the same thing twice in other words."""


@dataclass(frozen=True)
class ProfileComparisons:
    """All agents under the filters on the work: on each metric, and on each scorecard question.

    Questions are compared by their share of points, each as a `PeerComparison` of the quality score.
    They do not depend on who is looked at.
    """

    metrics: Mapping[str, PeerComparison]
    questions: Mapping[str, PeerComparison]


def compare_profiles(store: Store, filters: Filters) -> ProfileComparisons:
    """Compare all agents on every metric of a profile and on every question; filters on people are left aside."""
    work = work_only(filters)
    able = [name for name in PROFILE if set(work.dimensions) <= set(metric(name).dimensions)]
    return ProfileComparisons(compare_all(store, work, able), by_question(store, work))


def profile_comparisons(session: Session, filters: Filters) -> ProfileComparisons:
    """`compare_profiles`, worked out once for all agents looked at under the same filters on period and work."""
    return _kept_comparisons(session, work_only(filters))


@kept(most=6)
def _kept_comparisons(session: Session, work: Filters) -> ProfileComparisons:
    return compare_profiles(session.store, work)


def by_question(store: Store, filters: Filters) -> dict[str, PeerComparison]:
    """All agents on each scorecard question that somebody answered, by question id."""
    with snapshot(store) as view:
        score = metric(SCORE).under(view.in_force)
        called = names_of(view.cursor)
        work = sums_by_work(view, view.in_force, filters, [score], "agent", ["question"])
        smallest = view.in_force.matters.question
        return {question: compared(score, "agent", sums, called, smallest) for (question,), sums in work.items()}


def work_only(filters: Filters) -> Filters:
    """The filters without those on people."""
    return Filters(filters.date_from, filters.date_to, tuple(pair for pair in filters.where if pair[0] not in PEOPLE))
