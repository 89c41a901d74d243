"""Who is doing well, who needs what help? Agents, teams or supervisors compared on one metric and those beside it."""

from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import pandas as pd

from qm.analysis.agents.comparison import CONTROLLABLE, comparable, smallest_difference
from qm.analysis.agents.metric_comparison import MetricComparison, metric_comparisons
from qm.analysis.agents.roster import full_names, roster
from qm.analysis.cache import kept
from qm.analysis.resolved_filters import View
from qm.metrics import METRICS, Filters, Metric
from qm.models.comparison.changes import changes
from qm.models.comparison.fair_comparison import ABOVE, BELOW, FEW, FEWEST, ORDINARY, TOO_FEW
from qm.store import Definitions, Session
from qm.wording import Scale

SEEN_TOGETHER = ("quality_score", "aht", "csat")
"""Compared beside every metric looked closer at: quality, productivity, satisfaction."""

FIELDS = ("agent", "name", "value", "n", "expected", "shrunk", "low", "high", "verdict", "label", "matters")
"""What a command prints of each unit."""

VERDICTS = (ABOVE, BELOW, ORDINARY, TOO_FEW)

UNITS = {"agent": "agent", "team": "team", "supervisor": "supervisor"}


@dataclass(frozen=True, eq=False)
class AgentsAnswer:
    """Everybody compared on `metric`, under `filters` and in the period compared with.

    `by` is what is compared (agent, team or supervisor); `group` is the team or supervisor whose agents alone are
    compared, in words (team Red), else empty. `comparisons`: by metric, as far as the filters fit; `before`: on
    `metric` in the period compared with, None without one. `names`: what each unit is called; `roster`: every agent
    with team and supervisor. `lines` say what is shown, for the head of everything that is saved.
    """

    metric: Metric
    by: str
    group: str
    filters: Filters
    compared_with: Filters | None
    lines: tuple[str, ...]
    definitions: Definitions = field(repr=False)
    comparisons: Mapping[str, MetricComparison] = field(repr=False)
    before: MetricComparison | None = field(repr=False)
    names: Mapping[str, str] = field(repr=False)
    roster: pd.DataFrame = field(repr=False)

    @property
    def comparison(self) -> MetricComparison | None:
        """Everybody on the metric asked for; None when the filters do not fit it."""
        return self.comparisons.get(self.metric.name)

    @property
    def is_controllable(self) -> bool:
        """Whether those compared can influence the metric; else it is context."""
        return self.metric.name in CONTROLLABLE

    @property
    def scale(self) -> Scale:
        return self.scale_of(self.metric.name)

    def scale_of(self, name: str) -> Scale:
        """How figures of a metric are written and drawn under the definitions in force."""
        m = METRICS[name].under(self.definitions)
        return Scale.of(m)

    def fits(self, name: str) -> bool:
        """Whether the filters can be asked of a metric."""
        return fits(self.filters, name, self.by)

    def called(self, units: pd.Series) -> list[str]:
        """Names for reading."""
        return [self.names.get(unit, unit) for unit in units]

    def called_one(self, unit: str) -> str:
        """The name of one of those compared."""
        return self.names.get(unit, unit)

    def smallest_difference(self, name: str) -> float:
        """The smallest difference in a metric that is worth acting on."""
        return smallest_difference(self.definitions, name)

    def counted(self, count: int) -> str:
        """So many of those compared: 1 team, 60 agents."""
        return f"{count:,} {UNITS[self.by]}{'' if count == 1 else 's'}"

    @property
    def everyone(self) -> str:
        """Who is compared: every agent of team Red."""
        return f"every {UNITS[self.by]}" + (f" of {self.group}" if self.group else "")

    @property
    def compared_text(self) -> str:
        """The period compared with, in words; empty without one."""
        return self.lines[1] if self.compared_with and len(self.lines) > 1 else ""

    @property
    def saved_lines(self) -> list[str]:
        """`lines`, and what the metric means."""
        return [*self.lines, self.metric.meaning]

    @cached_property
    def changes(self) -> pd.DataFrame:
        """By unit, where both periods have ten cases: change, low, high (95 %) and sign, apart from a change of mix."""
        if self.comparison is None or self.before is None:
            return pd.DataFrame(columns=["agent", "change", "low", "high", "sign"])
        both = self.comparison.enough.merge(self.before.enough, on="agent", suffixes=("", "_before"))
        found = changes(
            *(both[c].to_numpy(dtype=float) for c in ("difference", "error", "difference_before", "error_before"))
        )
        return pd.DataFrame(
            {"agent": both["agent"], "change": found.change, "low": found.low, "high": found.high, "sign": found.sign}
        )

    @cached_property
    def can_rank(self) -> bool:
        """Whether places would say anything: half of those compared have thirty cases or more."""
        if self.comparison is None:
            return False
        return len(self.comparison.enough) > 1 and float(self.comparison.frame["n"].median()) >= FEW

    @property
    def too_few(self) -> int:
        """How many have fewer than ten cases."""
        return int((self.comparison.frame["n"] < FEWEST).sum()) if self.comparison else 0

    def to_dict(self) -> dict[str, Any]:
        """What `qm agents --json` prints: every unit's figures, and the centre's."""
        assert self.comparison is not None
        return {"agents": self.to_frame().to_dict("records"), "centre": self.comparison.centre}

    def __repr__(self) -> str:
        head = f"{self.metric.label} by {self.by}, {self.filters.describe()}"
        if self.comparison is None:
            return f"{head}: the filters say nothing about it"
        counts = self.comparison.frame["verdict"].value_counts()
        told = ", ".join(f"{counts[verdict]:,} {verdict}" for verdict in VERDICTS if verdict in counts)
        centre = self.scale.text(self.comparison.centre)
        return f"{head}: {self.counted(len(self.comparison.frame))}, centre {centre}; {told or 'nobody'}"

    def to_frame(self) -> pd.DataFrame:
        """One row per unit: agent (its id), name, value, n, expected, shrunk, low, high, verdict, label."""
        assert self.comparison is not None
        return self.comparison.frame[list(FIELDS)]


@kept(most=8)
def answer(
    session: Session, where: View | Filters, metric: str, by: str = "agent", beside: tuple[str, ...] = ()
) -> AgentsAnswer:
    """Compare all units `by` (agent, team or supervisor) on `metric`, and on those `beside` that the filters fit.

    Filters on people choose who is looked at; peers are everybody under the other filters. A page gives its View:
    then changes since the period compared with are there too, a metric that the filters do not fit is left out, and
    one team or supervisor filtered for has its agents compared, for alone it has no peers. With plain Filters,
    QMError for an unknown name, a count, and filters that do not fit.
    """
    asked_for = comparable(metric)
    group, compared_with = "", None
    if isinstance(where, View):
        filters, compared_with, lines = where.current, where.comparison, tuple(where.lines)
        member = only_group(filters, by)
        if member is not None:
            by, group = "agent", f"{UNITS[by]} {member}"
    else:
        filters, lines = where, (where.describe(),)
    wanted = tuple(dict.fromkeys((*beside, metric)))
    if isinstance(where, View):
        wanted = tuple(name for name in wanted if fits(filters, name, by))
    asked = [(wanted, filters)]
    if compared_with and metric in wanted:
        asked.append(((metric,), compared_with))
    with ThreadPoolExecutor(len(asked)) as pool:
        comparisons, *before = pool.map(lambda one: metric_comparisons(session, one[0], one[1], by), asked)
    known = roster(session)
    return AgentsAnswer(
        metric=asked_for.under(session.definitions()),
        by=by,
        group=group,
        filters=filters,
        compared_with=compared_with,
        lines=lines,
        definitions=session.definitions(),
        comparisons=comparisons,
        before=before[0].get(metric) if before else None,
        names=full_names(known) if by == "agent" else {},
        roster=known,
    )


def fits(filters: Filters, name: str, by: str) -> bool:
    """Whether metric `name` can be filtered so and split `by`."""
    return {by, *filters.dimensions} <= set(METRICS[name].dimensions)


def only_group(filters: Filters, by: str) -> str | None:
    """The one team or supervisor that the filters name, when such are compared."""
    named = dict(filters.where).get(by, ()) if by != "agent" else ()
    return named[0] if len(named) == 1 else None
