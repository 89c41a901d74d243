"""What was scored day by day on one question, by kind of work: of everybody, and of each agent coached on it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from qm.analysis.agents.sums_by_work import JUDGED_WORK, sums_of
from qm.metrics.catalogue import Metric
from qm.metrics.filters import Filters
from qm.metrics.measures import EVALUATION, MEASURES, sql_literals
from qm.metrics.plan import rows_of
from qm.metrics.snapshot import Snapshot
from qm.models.comparison.case_mix import Strata, Sums, expected, nest

Numbers = NDArray[np.float64]

WHOLE = ""
"""Instead of a question: the whole score."""

# an evaluation tells of the work of the day of its contact, not of the day it was made
WORKED_ON = "coalesce(f.contact_day, cast(f.counted_at as date))"


@dataclass(frozen=True)
class History:
    """Sums by day and kind of work, added up from day to day so that any period is a difference of two.

    `everybody` and each of `own` have the shape (days + 1) × kinds of work × sums; day 0 is `first`.
    `inflation`: by agent, how much greater variances are because some contacts were scored several times.
    """

    first: pd.Timestamp
    strata: Strata
    everybody: Numbers
    own: Mapping[str, Numbers]
    inflation: Mapping[str, float]

    @classmethod
    def read(
        cls,
        view: Snapshot,
        score: Metric,
        question: str,
        agents: Sequence[str],
        first: pd.Timestamp,
        last: pd.Timestamp,
        inflation: Mapping[str, float],
    ) -> "History":
        """Scores on `question` (WHOLE: on all together) of work done between two days, both included.

        `inflation` is that of the agents' variances.
        """
        frame = _frame(view, score, question, agents, first, last)
        kinds = [pd.factorize(frame[name], use_na_sentinel=False)[0].astype(np.int64) for name in JUDGED_WORK]
        sizes = [int(codes.max(initial=0)) + 1 for codes in kinds]
        together, kind = np.unique(np.ravel_multi_index(tuple(kinds), sizes), return_inverse=True)
        splits = np.stack(np.unravel_index(together, sizes)).astype(np.int64)
        size = splits.shape[1]
        unit = np.repeat(np.array([0, 1], dtype=np.int64), size)
        strata = nest(unit, 2, [np.tile(split, 2) for split in splits])
        sums = sums_of(score, frame)
        columns = np.column_stack([sums.part, sums.whole, sums.cases, *sums.squares])
        day = (frame["day"] - first).dt.days.to_numpy()
        days = (last - first).days + 1

        def added_up(rows: NDArray[np.bool_]) -> Numbers:
            table = np.zeros((days + 1, size, columns.shape[1]))
            np.add.at(table, (day[rows] + 1, kind[rows]), columns[rows])
            return table.cumsum(axis=0)

        who = frame["agent"]
        own = {agent: added_up((who == agent).to_numpy(dtype=bool)) for agent in agents}
        return cls(first, strata, added_up(np.ones(len(frame), dtype=bool)), own, inflation)

    def gap(self, agent: str, start: int, stop: int) -> dict[str, float]:
        """The agent's value on days `start` … `stop` − 1, and what peers reached then with the same mix."""
        days = len(self.everybody) - 1
        start, stop = min(max(start, 0), days), min(max(stop, 0), days)
        own = self.own[agent][stop] - self.own[agent][start]
        peers = self.everybody[stop] - self.everybody[start] - own
        part, whole, cases, *squares = np.concatenate([own, peers]).T
        sums = Sums(part, whole, cases, (squares[0], squares[1], squares[2]))
        mine = sums.grouped(self.strata.unit, 2)
        if mine.whole[0] <= 0:
            return {}
        found = expected(self.strata, sums)
        value, theirs = float(mine.rate[0]), float(found.value[0])
        # an agent far from peers varies otherwise than they do: the greater variance counts
        chance = max(float(found.variance[0]), float(mine.residual[0] / mine.whole[0] ** 2))
        return {
            "value": value,
            "cases": float(mine.cases[0]),
            "expected": theirs,
            "gap": value - theirs,
            "variance": chance * self.inflation.get(agent, 1.0) + float(found.uncertainty[0]),
        }


def _frame(
    view: Snapshot, score: Metric, question: str, agents: Sequence[str], first: pd.Timestamp, last: pd.Timestamp
) -> pd.DataFrame:
    """One row per day × kind of work of each of the agents, and of all the others together (agent null)."""
    asked = Filters(first.date(), last.date())
    if question != WHOLE:
        asked = asked.with_("question", question)
    own = Filters().with_("agent", agents)
    source = rows_of(view, view.in_force, EVALUATION, {"question"} if question != WHOLE else set())
    literals = sql_literals(view.in_force, view.latest_at)
    keys = [f"{source.expressions[name]} as {name}" for name in JUDGED_WORK]
    sums = [f"{MEASURES[name].aggregate(literals)} as {name}" for name in score.measures]
    sql = f"""
    select
        case when {own.condition(WORKED_ON, source.expressions)} then f.agent_id end as agent,
        {WORKED_ON} as day,
        {", ".join(keys + sums)}
    from {source.from_clause(())}
    where {asked.condition(WORKED_ON, source.expressions)}
    group by {", ".join(str(i + 1) for i in range(len(keys) + 2))}
    """
    return view.cursor.frame(sql, asked.parameters | own.parameters)
