"""Agents, teams or supervisors compared on one metric, each with what was to be expected of their work."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from qm.analysis.agents.sums_by_work import PEOPLE, WorkSums, kinds_of_work, sums_by_work
from qm.analysis.newest_agents import newest_agents
from qm.errors import QMError
from qm.metrics.catalogue import COUNT, DURATION, METRICS, NET, SCORE, SHARE, Metric, metric
from qm.metrics.consistent_read import snapshot
from qm.metrics.filters import Filters
from qm.metrics.plan import check
from qm.models.comparison import fair_comparison as comparison
from qm.models.comparison import funnel
from qm.models.comparison.case_mix import Sums
from qm.models.comparison.fair_comparison import FEW, FEWEST, Scale
from qm.models.statistics.false_discovery import FALSE_SHARE
from qm.store import Cursor, Definitions, Store

CONTROLLABLE = (
    "csat",
    "csat_mean",
    "nps",
    "quality_score",
    "auto_fail_rate",
    "resolution",
    "fcr",
    "repeat_rate",
    "reopen_rate",
    "transfer_rate",
    "aht",
    "short_handle_rate",
)
"""Metrics that the one who does the work can influence. The others depend on staffing and demand: they are context."""

NAMES = newest_agents("agent_id, name", "name is not null")


FIGURES = ("value", "expected", "difference", "ratio", "shrunk", "low", "high", "low95", "high95")
BELIEFS = ("above", "p_value", "spread")


@dataclass(frozen=True)
class PeerComparison:
    """Everybody on one metric: `units` are ids in order, `result` their figures, `names` what they are called.

    `centre` is the metric over everything the filters on the work let through; `smallest` is the smallest difference
    worth acting on.
    """

    metric: Metric
    by: str
    centre: float
    units: list[str] = field(repr=False)
    names: dict[str, str] = field(repr=False)
    result: comparison.Comparison | None = field(repr=False)
    smallest: float = 0.0

    @cached_property
    def frame(self) -> pd.DataFrame:
        """One row per unit with cases that is looked at, in the order of their ids.

        agent (the unit's id), name, value, n, expected, difference (value − expected), ratio
        (observed over expected), shrunk, low, high, low95, high95, above (probability that the
        true value is above expected), p_value (two-sided), spread (standard deviation of true
        values around expected), error (standard error of the difference by chance), verdict
        (above, below, ordinary, too few), label. `low`, `high` bound the shrunk value at the
        confidence that keeps false discoveries at 5 % over all looked at, and so agree with the
        verdict; `low95`, `high95` are plain 95 %. matters: whether a verdict of above or below is also of a size
        worth acting on.
        """
        figures: dict[str, NDArray[Any]] = dict.fromkeys((*FIGURES, *BELIEFS, "error"), np.zeros(0))
        cases, verdict = np.zeros(0), np.zeros(0, dtype=str)
        if self.result is not None:
            figures = {name: getattr(self.result, name) for name in FIGURES}
            figures |= {name: getattr(self.result.believed, name) for name in BELIEFS}
            figures["error"] = np.sqrt(self.result.variance)
            cases, verdict = self.result.cases, self.result.verdict
        columns = {
            "agent": pd.Series(self.units, dtype="str"),
            "name": pd.Series([self.names.get(unit) for unit in self.units], dtype="str"),
            "value": figures.pop("value"),
            "n": cases.astype("int64"),
            **figures,
            "verdict": pd.Series(verdict, dtype="str"),
        }
        frame = pd.DataFrame(columns)
        frame = frame[frame["n"] > 0].reset_index(drop=True)
        is_told = frame["verdict"].isin((comparison.ABOVE, comparison.BELOW))
        return frame.assign(
            label=pd.Series([label(n) for n in frame["n"]], dtype="str"),
            matters=is_told & worth_acting_on(frame["shrunk"], frame["expected"], self.smallest),
        )

    def row(self, unit: str) -> dict[str, Any] | None:
        """The row of one unit as in `frame`, or None; does not work out the others."""
        place = self._places.get(unit)
        if self.result is None or place is None or not self.result.cases[place]:
            return None
        result, beliefs = self.result, self.result.believed
        low, high = self.interval(unit, result.level)
        low95, high95 = self.interval(unit, 0.05)
        n = int(result.cases[place])
        return {
            "agent": unit,
            "name": self.names.get(unit),
            "value": float(result.value[place]),
            "n": n,
            "expected": float(result.expected[place]),
            "difference": float(result.difference[place]),
            "ratio": float(result.ratio[place]),
            "shrunk": float(result.shrunk[place]),
            "low": low,
            "high": high,
            "low95": low95,
            "high95": high95,
            **{name: float(getattr(beliefs, name)[place]) for name in BELIEFS},
            "error": float(np.sqrt(result.variance[place])),
            "verdict": str(result.verdict[place]),
            "label": label(n),
            "matters": str(result.verdict[place]) in (comparison.ABOVE, comparison.BELOW)
            and bool(worth_acting_on(result.shrunk[place], result.expected[place], self.smallest)),
        }

    def interval(self, unit: str, level: float) -> tuple[float, float]:
        """Bounds of one unit's shrunk value at confidence 1 − `level`."""
        assert self.result is not None
        low, high = self.result.believed.interval(level, [self._places[unit]])
        return float(low[0]), float(high[0])

    @cached_property
    def _places(self) -> dict[str, int]:
        return {unit: i for i, unit in enumerate(self.units)}

    def funnel(self, cases: Iterable[float]) -> pd.DataFrame:
        """Limits around the centre for drawing: n, confidence, low, high.

        Those of 95 %, and those of the verdict, which is surer because many are looked at. To be drawn with centre +
        difference, so that everybody's mix is accounted for.
        """
        n = np.array(sorted(set(cases)), dtype=float)
        level, deviation = (self.result.level, self.result.deviation) if self.result else (FALSE_SHARE, np.nan)
        parts = []
        for confidence in sorted({1 - FALSE_SHARE, 1 - min(level, FALSE_SHARE)}):
            if self.metric.kind == SHARE:
                low, high = funnel.share_limits(self.centre, n, confidence)
            else:
                low, high = funnel.mean_limits(self.centre, n, deviation, confidence)
            parts.append(pd.DataFrame({"n": n, "confidence": confidence, "low": low, "high": high}))
        return pd.concat(parts, ignore_index=True)


def compare(
    store: Store, filters: Filters, name: str, by: str = "agent", definitions: Definitions | None = None
) -> PeerComparison:
    """Compare all units `by` (agent, team, supervisor, manager, site, shift, tenure) on metric `name`.

    Filters on people choose who is looked at; peers are everybody under the other filters.
    Raises QMError for an unknown name, a count, and filters that do not fit the metric.
    """
    return compare_all(store, filters, [name], by, definitions)[name]


def compare_all(
    store: Store, filters: Filters, names: Sequence[str], by: str = "agent", definitions: Definitions | None = None
) -> dict[str, PeerComparison]:
    """`compare` for several metrics, each table read once."""
    if by not in PEOPLE:
        raise QMError(f"Nobody can be compared by {by}; it can be {', '.join(PEOPLE)}.")
    asked = [comparable(name) for name in dict.fromkeys(names)]
    with snapshot(store) as view:
        in_force = definitions or view.in_force
        chosen = [m.under(in_force) for m in asked]
        check(chosen, [by], filters)
        called = names_of(view.cursor) if by == "agent" else {}
        found: dict[str, PeerComparison] = {}
        for group in _read_together(chosen):
            work = sums_by_work(view, in_force, filters, group, by)[()]
            found |= {m.name: compared(m, by, work, called, smallest_difference(in_force, m.name)) for m in group}
    return {m.name: found[m.name] for m in chosen}


def names_of(cursor: Cursor) -> dict[str, str]:
    """Agents' names by id."""
    return dict(cursor.rows(NAMES))


def comparable(name: str) -> Metric:
    """The metric of that name; QMError for an unknown one and for a count."""
    m = metric(name)
    if m.kind == COUNT:
        able = ", ".join(other.name for other in METRICS.values() if other.kind != COUNT)
        raise QMError(f"{name} is a count and says nothing about who did better; compare on one of {able}.")
    return m


def _read_together(metrics: Sequence[Metric]) -> list[list[Metric]]:
    groups: dict[tuple[Any, ...], list[Metric]] = {}
    for m in metrics:
        groups.setdefault((kinds_of_work(m), m.grain), []).append(m)
    return list(groups.values())


def scale_of(m: Metric, sums: Sums) -> Scale:
    """Where values of the metric can lie."""
    if m.format == DURATION:
        return Scale(0.0, None)
    if m.kind == NET:
        return Scale(-1.0, 1.0)
    if m.format == SCORE:  # grades from 1 to the scale's top
        highest = float(np.nanmax(sums.rate, initial=1.0))
        return Scale(1.0, 5.0 if highest <= 5 else max(10.0, highest))
    return Scale(0.0, 1.0)


def smallest_difference(definitions: Definitions, name: str) -> float:
    """The smallest difference in a metric that is worth acting on; satisfaction may be counted as a mean grade."""
    if name == "csat" and definitions.csat.variant == "mean":
        name = "csat_mean"
    return definitions.matters.smallest(name)


def worth_acting_on(believed: Any, expected: Any, smallest: float) -> Any:
    """Whether the best estimate is so far from what was expected that it is worth acting on."""
    return np.abs(believed - expected) >= smallest - 1e-12


def compared(m: Metric, by: str, work: WorkSums, called: dict[str, str], smallest: float = 0.0) -> PeerComparison:
    """The comparison on one metric from sums of work that have its measures."""
    sums = work.sums(m)
    against_peers = None
    if work.units:
        against_peers = comparison.compare(work.strata, sums, scale_of(m, sums), work.looked_at, work.inflation)
    centre = work.centre(m) if len(work.everything) else np.nan
    return PeerComparison(m, by, centre, work.units, called, against_peers, smallest)


def label(n: int) -> str | None:
    """What to say beside a figure of `n` cases: nothing from 30 on."""
    return f"few cases ({n})" if FEWEST <= n < FEW else None
