"""Hours of the week in which the busiest immediate channel clearly misses its goal."""

from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy.special import ndtr

from qm.metrics import Filters, measure
from qm.metrics.filters import WEEKDAYS
from qm.models.comparison.fair_comparison import FEWEST
from qm.models.statistics.false_discovery import FALSE_SHARE
from qm.store import Session

Z95 = 1.959964


@dataclass(frozen=True)
class HourRun:
    """Hours in a row of one weekday (1 Monday): `first` to `last`, both included; `value` their lowest figure."""

    weekday: int
    first: int
    last: int
    value: float
    n: int

    @property
    def hours(self) -> range:
        return range(self.first, self.last + 1)

    @property
    def text(self) -> str:
        """Monday 8–11."""
        return f"{WEEKDAYS[self.weekday - 1]} {self.first}–{self.last + 1}"


@dataclass(frozen=True)
class ShortHours:
    """`runs`, the longest first; `channel` and its `goal` (a share)."""

    channel: str | None
    goal: float
    runs: tuple[HourRun, ...]

    @property
    def count(self) -> int:
        """How many hours of the week."""
        return sum(len(run.hours) for run in self.runs)


def short_hours(session: Session, filters: Filters) -> ShortHours:
    """Clearly: false discoveries are kept at 5 % over all hours of the week; and by enough to act on."""
    definitions = session.definitions()
    channel = busiest_immediate(session, filters)
    goal = definitions.targets.now(channel).goal or definitions.targets.centre.goal or 0.8
    looked_at = filters.with_("channel", channel) if channel is not None else filters
    cells = measure(session.store, looked_at, ("service_level",), ("weekday", "hour"))
    cells = cells[cells["weekday"].notna() & cells["hour"].notna() & (cells["n"] >= FEWEST)]
    missed = _clearly_below(cells, goal - definitions.matters.service_level)
    return ShortHours(channel, goal, tuple(_runs(missed)))


def busiest_immediate(session: Session, filters: Filters) -> str | None:
    """The channel that is answered at once and has most contacts; None where channels are not known."""
    by_channel = measure(session.store, filters, ("contacts",), ("channel",))
    channels = session.definitions().channels
    known = by_channel[by_channel["channel"].notna()]
    known = known[[channels.is_immediate(name) for name in known["channel"]]]
    return str(known.loc[known["value"].idxmax(), "channel"]) if len(known) else None


def _clearly_below(cells: pd.DataFrame, level: float) -> pd.DataFrame:
    """The hours whose figure is below `level` beyond chance (Benjamini and Hochberg 1995, one-sided)."""
    if cells.empty:
        return cells
    error = ((cells["high"] - cells["low"]) / (2 * Z95)).clip(lower=1e-9)
    p_values = ndtr((cells["value"] - level).to_numpy(dtype=float) / error.to_numpy(dtype=float))
    order = np.sort(p_values)
    reached = np.flatnonzero(order <= FALSE_SHARE * np.arange(1, len(order) + 1) / len(order))
    return cells[p_values <= order[reached[-1]]] if len(reached) else cells.head(0)


def _runs(cells: pd.DataFrame) -> list[HourRun]:
    """Hours that follow each other put together, the longest first."""
    runs: list[HourRun] = []
    rows = cells.assign(weekday=cells["weekday"].astype(int), hour=cells["hour"].astype(int))
    for row in rows.sort_values(["weekday", "hour"]).to_dict("records"):
        day, hour, value, n = row["weekday"], row["hour"], float(row["value"]), int(row["n"])
        if runs and runs[-1].weekday == day and runs[-1].last == hour - 1:
            last = runs.pop()
            runs.append(HourRun(day, last.first, hour, min(last.value, value), last.n + n))
        else:
            runs.append(HourRun(day, hour, hour, value, n))
    return sorted(runs, key=lambda run: (-len(run.hours), run.value, run.weekday, run.first))
