"""The links of quality with repeats, transfers and handle time, found in the centre's own evaluations.

Like is compared with like: contacts of one agent about one kind of work (channel, queue and reason), each week at its
own level. All queues of the centre are taken together, for few are evaluated in each; what is found is told for the
queue asked about. Source: docs/methods.md, The quality lever.
"""

from dataclasses import dataclass, field
from typing import Literal

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from qm.analysis.cache import kept
from qm.analysis.whatif.levers.quality_moves import OUTCOMES
from qm.analysis.whatif.quality.evaluated_contacts import LATE, EvaluatedContacts, evaluated_contacts
from qm.analysis.whatif.queue.prepared_queue import Selection, prepared_queue
from qm.metrics.filters import Filters
from qm.models.queueing.fitting import ENOUGH, without_chance
from qm.models.statistics.within_groups import WithinSlopes, within_slopes
from qm.store import Session

Numbers = NDArray[np.float64]
Verdict = Literal["link", "no clear link", "too few to tell"]

LEAST_CONTACTS = 200
LEAST_AGENTS = 5
DAY = 86_400.0
WAIT_SCALE = 120.0


@dataclass(frozen=True)
class QualityLink:
    """How an outcome goes with one point of a measure.

    `slope`, per point, with its 95 % interval: a share of repeats or transfers, or seconds of handle time. None where
    it can't be told, and `why` says so. `n` contacts of `agents` agents could be compared. `reliability` is the part of
    the measure's spread among them that is not evaluators' error, which is taken out of the slope; None where that is
    not known, and the link is rather too weak.
    """

    measure: str
    outcome: str
    slope: float | None
    low: float | None
    high: float | None
    n: int
    agents: int
    verdict: Verdict
    reliability: float | None = None
    why: str = ""

    @property
    def is_told(self) -> bool:
        """Whether the data show a link."""
        return self.verdict == "link"


@dataclass(frozen=True, eq=False)
class QualityLinks:
    """The links of some measures. `slopes` by outcome those of all measures together, as told for the queue. `compared`
    by several evaluators: contacts from which their error is known (0: it is not)."""

    measures: tuple[str, ...]
    links: tuple[QualityLink, ...]
    slopes: dict[str, WithinSlopes] = field(repr=False)
    compared: int

    def of(self, measure: str, outcome: str) -> QualityLink:
        return next(one for one in self.links if (one.measure, one.outcome) == (measure, outcome))


@kept(most=32)
def quality_links(session: Session, selection: Selection, measures: tuple[str, ...]) -> QualityLinks:
    """The links of measures (`quality`, or `question.ID` of one or several) with all outcomes, told for a queue."""
    queue, definitions = prepared_queue(session, selection), session.definitions()
    rows = evaluated_contacts(session.store, definitions, Filters(date_to=selection.filters.date_to), measures)
    window = definitions.repeat.window_days
    told = {
        "repeat": _repeats(rows, window, queue.today.repeat_rate),
        "transfers": _transfers(rows, queue.quality.transfer_rate),
        "aht": _handling(rows, queue.today.handle_seconds),
    }
    links = [_link(measure, place, name, told[name]) for name in OUTCOMES for place, measure in enumerate(measures)]
    slopes = {name: found.slopes for name, found in told.items() if found.slopes is not None}
    return QualityLinks(measures, tuple(links), slopes, rows.error.cases if rows.error else 0)


@dataclass(frozen=True)
class _Found:
    """Slopes of one outcome as told for the queue, or why there are none."""

    slopes: WithinSlopes | None
    n: int
    agents: int
    why: str = ""


def _repeats(rows: EvaluatedContacts, window: float, today: float) -> _Found:
    c = rows.contacts
    passed = rows.latest - _numbers(c["ended"])
    gap = np.nan_to_num(_numbers(c["after_gap"]), nan=np.inf)
    judged = c["is_known"].to_numpy(dtype=bool) & (passed >= window * DAY)
    back = (gap <= window * DAY).astype(float)
    chance = _by_chance(passed[judged], gap[judged], window)
    raw = float(back[judged].mean()) if judged.any() else 0.0
    rate = float(np.clip(without_chance(raw, chance), 0.0, 1.0))
    # Odds are what such a link has in common between queues that differ in how many come back.
    scale = _spread(today) / max((1 - chance) * _spread(rate), 1e-9)
    return _within(rows, back, judged, scale, "repeated")


def _transfers(rows: EvaluatedContacts, today: float | None) -> _Found:
    moved = _numbers(rows.contacts["transferred"])
    known = ~np.isnan(moved)
    if today is None:
        return _Found(None, int(known.sum()), 0, "Transfers of this queue are not known.")
    rate = float(moved[known].mean()) if known.any() else 0.0
    return _within(rows, moved, known, _spread(today) / max(_spread(rate), 1e-9), "transferred")


def _handling(rows: EvaluatedContacts, today: float) -> _Found:
    c = rows.contacts
    seconds = _numbers(c["handle_seconds"])
    known = ~np.isnan(seconds) & (seconds > 0)
    usual = c[known].groupby(["channel", "queue", "reason"], dropna=False)["handle_seconds"].transform("mean")
    part = np.full(len(c), np.nan)
    part[known] = seconds[known] / usual.to_numpy(dtype=float)
    return _within(rows, part, known, today, None)


def _within(
    rows: EvaluatedContacts, outcome: Numbers, known: NDArray[np.bool_], scale: float, event: str | None
) -> _Found:
    """The slopes within agent and kind of work; `event` says what a yes of a yes or no is."""
    c = rows.contacts[known]
    if len(c) < LEAST_CONTACTS:
        return _Found(None, len(c), 0, f"{len(c):,} evaluated contacts; at least {LEAST_CONTACTS} are needed.")
    cell = c.groupby(["agent", "channel", "queue", "reason"], dropna=False).ngroup().to_numpy()
    alike = np.bincount(cell)[cell] > 1
    n, agents = int(alike.sum()), int(c["agent"][alike].nunique())
    if n < LEAST_CONTACTS or agents < LEAST_AGENTS:
        why = f"{n:,} contacts of {agents} agents can be compared with others of the same agent about the same reason"
        return _Found(None, n, agents, f"{why}; at least {LEAST_CONTACTS} of {LEAST_AGENTS} are needed.")
    y = outcome[known]
    yes = int((y[alike] > 0).sum())
    if event and min(yes, n - yes) < ENOUGH:
        return _Found(None, n, agents, f"{yes:,} of {n:,} contacts were {event}; that is too few, or nearly all.")
    wait = np.maximum(np.nan_to_num(_numbers(c["wait_seconds"])), 0.0)
    controls = np.column_stack([1 - np.exp(-wait / WAIT_SCALE), np.log1p(wait)])
    x, looks = rows.values(known), c["looks"].to_numpy(dtype=float)
    agent, week = (c.groupby(name).ngroup().to_numpy() for name in ("agent", "week"))
    slopes = within_slopes(x, y, cell, agent, week, controls, rows.error, looks)
    if slopes is not None:
        return _Found(slopes.times(scale), slopes.n, slopes.clusters)
    return _Found(None, n, agents, "All comparable contacts score alike.")


def _link(measure: str, place: int, outcome: str, found: _Found) -> QualityLink:
    if found.slopes is None:
        return QualityLink(
            measure, outcome, None, None, None, found.n, found.agents, "too few to tell", None, found.why
        )
    low, high = found.slopes.interval(place)
    return QualityLink(
        measure,
        outcome,
        float(found.slopes.values[place]),
        low,
        high,
        found.n,
        found.agents,
        "link" if low > 0 or high < 0 else "no clear link",
        None if found.slopes.reliability is None else float(found.slopes.reliability[place]),
    )


def _by_chance(passed: Numbers, gap: Numbers, window: float) -> float:
    """The chance of coming back within the window by coincidence, from the days on which nobody comes back for a
    reason any more."""
    first, last = (days * DAY for days in LATE)
    quiet = (passed >= last) & (gap > first)
    if quiet.sum() < ENOUGH:
        return 0.0
    a_day = float((gap[quiet] <= last).sum()) / (float(quiet.sum()) * (LATE[1] - LATE[0]))
    return float(1 - (1 - a_day) ** window)


def _spread(share: float) -> float:
    return share * (1 - share)


def _numbers(values: pd.Series) -> Numbers:
    return np.asarray(values.to_numpy(dtype=float, na_value=np.nan))
