"""What moved a metric: its change from the period compared with, split into the groups' own rates and their mix."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import pandas as pd

from qm.analysis.groups import with_names
from qm.analysis.overview.daily_series import DailySeries
from qm.analysis.overview.sentences import change_evidence, change_takeaway
from qm.metrics import DIMENSIONS
from qm.models.signals.decomposition import split_count, split_ratio

MOST = 12
COLUMNS = ["key", "group", "rate", "mix", "total", "before", "after", "weight_before", "weight_after"]


@dataclass(frozen=True)
class Change:
    """`frame` has one row per group, as `contributions` gives it; empty where nothing can be compared."""

    dimension: str
    title: str
    takeaway: str
    evidence: tuple[str, ...]
    frame: pd.DataFrame = field(repr=False)

    @property
    def largest(self) -> pd.DataFrame:
        """The largest contributions, all others as one."""
        if len(self.frame) <= MOST:
            return self.frame
        rest = self.frame.iloc[MOST - 1 :]
        sums = {c: rest[c].sum(min_count=1) for c in ("rate", "mix", "total")}
        others = pd.DataFrame([{"key": "", "group": f"{len(rest)} others", **sums}])
        return pd.concat([self.frame.head(MOST - 1), others], ignore_index=True)

    @property
    def table(self) -> pd.DataFrame:
        """The contributions as they are saved."""
        return self.frame.drop(columns="key").rename(columns={"group": self.dimension})


def change(
    series: DailySeries,
    name: str,
    dimension: str,
    before: pd.DataFrame | None,
    after: pd.DataFrame,
    agent_names: Mapping[str, str],
    is_ordinary: bool,
) -> Change:
    """What moved a metric; `before` and `after` are what `measure` says of it by `dimension` in the two periods.

    `is_ordinary` when the change between the two is within normal variation.
    """
    view, metric = series.view, series.metric(name)
    title = f"What moved {metric.label.lower()}, by {DIMENSIONS[dimension].label.lower()}"
    if before is None:
        alone = "Nothing to compare with. Choose a comparison or a shorter period."
        return Change(dimension, title, alone, (), pd.DataFrame(columns=COLUMNS))
    earlier, later = (with_names(figures, dimension, agent_names) for figures in (before, after))
    parts = contributions(earlier, later, metric.kind)
    if parts is None:
        return Change(
            dimension, title, "One of the two periods has no data for this.", (), pd.DataFrame(columns=COLUMNS)
        )
    was, now = series.total(name, view.compared_days).value, series.total(name, view.days).value
    scale = series.scale(name)
    takeaway = change_takeaway(scale, was, now, parts, is_ordinary)
    return Change(dimension, title, takeaway, change_evidence(scale, parts), parts)


def contributions(before: pd.DataFrame, after: pd.DataFrame, kind: str) -> pd.DataFrame | None:
    """Each group's part of a change, largest first; None when a period has no data.

    Columns: key, group, rate, mix, total, before, after (own figures), weight_before,
    weight_after (shares of all cases). For counts rate is the change and mix is missing.
    """
    if before.empty or after.empty:
        return None
    columns = ["key", "group", "numerator", "denominator"]
    both = before[columns].merge(after[columns], on=["key", "group"], how="outer", suffixes=("_before", "_after"))
    old, new = both["numerator_before"].fillna(0), both["numerator_after"].fillna(0)
    names = both[["key", "group"]]
    if kind == "count":
        moved = split_count(old, new)
        unknown = float("nan")
        parts = names.assign(
            rate=moved, mix=unknown, total=moved, before=old, after=new, weight_before=unknown, weight_after=unknown
        )
    else:
        split = split_ratio(old, both["denominator_before"].fillna(0), new, both["denominator_after"].fillna(0))
        if split is None:
            return None
        parts = names.assign(
            rate=split.rate,
            mix=split.mix,
            total=split.total,
            before=split.rates_before,
            after=split.rates_after,
            weight_before=split.weights_before,
            weight_after=split.weights_after,
        )
    return parts.sort_values("total", key=abs, ascending=False, ignore_index=True)
