"""One queue as the what-if model sees it: intervals, people, customers, each number with what it rests on."""

from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from qm.analysis.whatif.fit.behaviour import behaviour
from qm.analysis.whatif.fit.observations import Queue, Rows, narrowed, queues, read, seconds
from qm.metrics.filters import Filters
from qm.models.queueing.fitting import ENOUGH, Parameter, default, smoothed
from qm.models.queueing.interval_model import Intervals, Settled, Spread, compress, settle
from qm.models.queueing.replay import Past, replay
from qm.models.queueing.scenario import Scenario
from qm.store import Definitions, Store

Numbers = NDArray[np.float64]

DAY = 86_400
USUAL_MINUTES = 30.0
LEAST_AGENTS = 1.0
FAR = 0.05
REDIAL_DAYS = 3
"""Within so many days somebody who gave up counts as trying again: the next opening day, over a Sunday too."""


@dataclass(frozen=True)
class Observed:
    """What happened, per interval: contacts, those within the target, those counted for it, those abandoned, and the
    mean handle time of its day. `asa`, `aht` and `occupancy` over the whole period; NaN where unknown."""

    contacts: Numbers
    met: Numbers
    counted: Numbers
    abandoned: Numbers
    handle_of_day: Numbers
    asa: float
    aht: float
    occupancy: float

    @property
    def service_level(self) -> float:
        return _ratio(self.met.sum(), self.counted.sum())

    @property
    def abandonment(self) -> float:
        return _ratio(self.abandoned.sum(), self.contacts.sum())


@dataclass(frozen=True)
class Fit:
    """A queue fitted to its data.

    `scenario` has fresh contacts and agents per interval, `spread` where repeats come back;
    `starts` the intervals in seconds since 1970. `parameters` by name say what each number rests on;
    `notes` what a reader has to know; `left_out` the filters that a whole queue can't be narrowed by.
    `quality_link` is the change in log-odds of coming back per point of 100 of the quality score.
    """

    queue: Queue
    scenario: Scenario
    spread: Spread
    starts: Numbers
    parameters: dict[str, Parameter]
    observed: Observed
    notes: tuple[str, ...]
    left_out: tuple[str, ...]

    @property
    def minutes(self) -> float:
        return float(self.scenario.interval_minutes)

    @property
    def days(self) -> int:
        """Days with intervals."""
        return len(np.unique(self.starts // DAY))

    @property
    def agents(self) -> float:
        """Agents present, mean over the intervals."""
        return float(np.mean(self.scenario.agents))

    def small(self, loads: int = 10, sizes: int = 3) -> tuple[Scenario, Spread]:
        """The same with similar intervals put together, by load and by size, for quick answers."""
        return compress(self.scenario, self.spread, loads, sizes)

    def modelled(self) -> Settled:
        """What the model says happens in such a period, interval by interval: repeats and redials of its own making."""
        return settle(self.scenario, self.spread)

    @cached_property
    def played(self) -> Intervals:
        """The past played again: the contacts that came, the handle time of each day, the people who were there."""
        o, starts, length = self.observed, self.starts, self.minutes * 60
        _, run = np.unique(starts // DAY, return_inverse=True)
        first = np.flatnonzero(np.r_[True, run[1:] != run[:-1]])
        follows = np.r_[False, np.diff(starts) == length][first]
        expected = smoothed(o.contacts, *_calendar(starts))
        handle = o.handle_of_day
        if np.any(np.asarray(self.scenario.at_once) > 1):  # what is observed is the time beside others in hand
            handle = handle / np.mean(handle) * float(np.max(self.scenario.handle_seconds))
        past = Past(o.contacts, expected, handle, np.asarray(self.scenario.agents), run, ~follows)
        return replay(self.scenario, past)


def fit(store: Store, filters: Filters, definitions: Definitions, queue: Queue | None = None) -> Fit | None:
    """The queue (the first of `queues` unless told) fitted under the filters; None without contacts."""
    if queue is None:
        listed = queues(store, filters)
        if not listed:
            return None
        queue = listed[0]
    kept, left_out = narrowed(filters)
    return assemble(queue, read(store, kept, definitions, queue), definitions, left_out)


def typical(found: Fit) -> Scenario:
    """The mean interval of the fit as plain numbers: as many contacts, as many people."""
    s = found.scenario
    return replace(s, fresh=float(np.mean(s.fresh)), agents=float(np.mean(s.agents)))


def assemble(queue: Queue, rows: Rows, definitions: Definitions, left_out: tuple[str, ...] = ()) -> Fit | None:
    """The fit of rows already read."""
    c = rows.contacts
    if c.empty:
        return None
    minutes, starts, agents = _people(rows.staffing)
    length = minutes * 60
    arrived = seconds(c["arrived"])
    notes: list[str] = []
    if not len(starts):
        starts = _usual_intervals(arrived, length)
    place, inside = _place(arrived, starts, length)
    if inside.mean() < 0.98:
        notes.append(
            f"{(~inside).sum():,} contacts arrived when nobody was there by the staffing; the model leaves them out."
        )
    if not inside.any():
        return None
    parameters, found = behaviour(rows, definitions)
    counts = _counted(place[inside], len(starts))
    kinds = _kinds(c, definitions)
    answered, given_up = (~c["abandoned"]).to_numpy(), c["abandoned"].to_numpy()
    back = found.redial_share * given_up[inside].sum() + found.repeat_rate * answered[inside].sum()
    fresh_total = max(counts.sum() - back, 0.05 * counts.sum())
    fresh = _profile(_counted(place[inside & kinds.fresh], len(starts)), starts, counts) * fresh_total
    returning = _profile(_counted(place[inside & kinds.repeat], len(starts)), starts, fresh)
    scenario = found.scenario(fresh, minutes, definitions)
    window = definitions.repeat.window_days
    from_others = int((inside & kinds.from_elsewhere).sum())
    others = _from_elsewhere(from_others, rows.elsewhere.by_chance(window), fresh_total, bool(c["known"].any()))
    scenario = replace(scenario, from_elsewhere=others.value)
    observed = _observed(c, place, inside, starts, definitions, agents, length, found.handle_seconds)
    spread = Spread(np.ones(len(starts)), returning)
    if agents is None:
        agents, parameter = _inferred(scenario, spread, observed)
    else:
        parameter = Parameter(
            "agents",
            "Agents present",
            "",
            float(agents.mean()),
            None,
            None,
            len(agents),
            "fitted",
            "Mean over the intervals in which somebody was present, from the staffing.",
        )
        grown = _balanced(replace(scenario, agents=agents), spread, counts.sum())
        scenario, fresh_total = replace(scenario, fresh=np.asarray(scenario.fresh) * grown), fresh_total * grown
    per_day = fresh_total / max(len(np.unique(starts // DAY)), 1)
    noise = 1.96 * np.sqrt(counts.sum()) / max(len(np.unique(starts // DAY)), 1)
    volume = Parameter(
        "fresh",
        "Fresh contacts a day",
        "",
        per_day,
        per_day - noise,
        per_day + noise,
        int(counts.sum()),
        "fitted" if c["known"].any() else "inferred",
        "All contacts of a day less the redials and repeats of this queue.",
    )
    named = {"agents": parameter, "fresh": volume, "from_elsewhere": others} | parameters
    return Fit(queue, replace(scenario, agents=agents), spread, starts, named, observed, tuple(notes), left_out)


@dataclass(frozen=True)
class _Kinds:
    fresh: NDArray[np.bool_]
    repeat: NDArray[np.bool_]
    from_elsewhere: NDArray[np.bool_]


def _kinds(c: pd.DataFrame, definitions: Definitions) -> _Kinds:
    """What each contact follows; one without a customer is neither fresh nor repeat. Some of the fresh ones come
    from elsewhere: they follow an answered contact in another queue."""
    known, gap = c["known"].to_numpy(), seconds(c["before_gap"])
    after_abandon = c["before_abandoned"].to_numpy(dtype=bool)
    window = definitions.repeat.window_seconds
    with np.errstate(invalid="ignore"):
        redial = known & after_abandon & (gap <= REDIAL_DAYS * DAY)
        repeat = known & ~after_abandon & (gap <= window)
    fresh = known & ~redial & ~repeat if known.any() else np.ones(len(c), dtype=bool)
    with np.errstate(invalid="ignore"):
        elsewhere = known & fresh & (seconds(c["elsewhere_gap"]) <= window)
    return _Kinds(fresh, repeat, elsewhere)


def _from_elsewhere(seen: int, by_chance: float, fresh: float, is_known: bool) -> Parameter:
    """The share of the fresh contacts that follow one in another queue, `seen` of them, some `by_chance`."""
    name = ("from_elsewhere", "Fresh contacts after other queues", "share")
    if not is_known:
        return default(*name, 0.0, 0, "Customers are unknown, so nothing is known to come from other queues.")
    error = 1.96 * float(np.sqrt(max(seen, 1))) / fresh
    value = min(max(seen - by_chance, 0.0) / fresh, 0.95)
    note = "Contacts that follow an answered one of the same customer in another queue, less coincidence: "
    note += "fresh for this queue, but better handling everywhere would spare them."
    return Parameter(*name, value, max(value - error, 0.0), value + error, seen, "fitted", note)


def _balanced(scenario: Scenario, spread: Spread, contacts: float) -> float:
    """By what factor fresh contacts have to differ for the model to come to as many contacts as there were.

    It makes redials and repeats of its own, a few more or less than were counted. Where it is far off it
    does not fit at all, and nothing is changed.
    """
    grown = 1.0
    for _ in range(3):
        small, together = compress(replace(scenario, fresh=np.asarray(scenario.fresh) * grown), spread)
        grown *= contacts / float(settle(small, together).attempts)
    return grown if abs(grown - 1) < FAR else 1.0


def _people(staffing: pd.DataFrame) -> tuple[float, Numbers, Numbers | None]:
    """The usual length of intervals in minutes, when those with people start, and how many are there."""
    if staffing.empty:
        return USUAL_MINUTES, np.zeros(0), None
    minutes = float(staffing["minutes"].mode().iloc[0])
    usual = staffing[staffing["minutes"] == minutes].groupby("starts", as_index=False)["agents"].sum()
    return minutes, seconds(usual["starts"]), seconds(usual["agents"])


def _usual_intervals(arrived: Numbers, length: float) -> Numbers:
    """Every time of the day at which contacts usually come, on every day with contacts."""
    start = np.floor(arrived / length) * length
    slot, count = np.unique(start % DAY, return_counts=True)
    open_slots = slot[count >= 0.003 * len(arrived)]
    weekday_slot = np.unique((start // DAY + 3) % 7 * DAY + start % DAY)
    days = np.unique(start // DAY)
    every = (days[:, None] * DAY + open_slots[None, :]).ravel()
    usual = np.isin((every // DAY + 3) % 7 * DAY + every % DAY, weekday_slot)
    return every[usual]


def _place(arrived: Numbers, starts: Numbers, length: float) -> tuple[NDArray[np.intp], NDArray[np.bool_]]:
    """Into which interval each arrival falls, and whether into any."""
    place = np.clip(np.searchsorted(starts, arrived, side="right") - 1, 0, len(starts) - 1)
    return place, (arrived >= starts[place]) & (arrived < starts[place] + length)


def _counted(place: NDArray[np.intp], intervals: int) -> Numbers:
    return np.bincount(place, minlength=intervals).astype(float)


def _profile(counts: Numbers, starts: Numbers, otherwise: Numbers) -> Numbers:
    """Shares of the intervals, adding to 1; like `otherwise` where too little is counted."""
    found = counts if counts.sum() >= ENOUGH else np.asarray(otherwise, dtype=float)
    even = smoothed(found, *_calendar(starts))
    return even / even.sum()


def _calendar(starts: Numbers) -> tuple[Numbers, Numbers, Numbers]:
    """Weekday, time of the day, and day of each interval."""
    return (starts // DAY + 3) % 7, starts % DAY, starts // DAY


def _observed(
    c: pd.DataFrame,
    place: NDArray[np.intp],
    inside: NDArray[np.bool_],
    starts: Numbers,
    definitions: Definitions,
    agents: Numbers | None,
    length: float,
    usual_handle: float,
) -> Observed:
    wait, handle = seconds(c["wait_seconds"]), seconds(c["handle_seconds"])
    gone = c["abandoned"].to_numpy()
    variant = definitions.service_level.variant
    with np.errstate(invalid="ignore"):
        in_time = wait <= definitions.service_level.threshold_seconds
        short = gone & (wait <= definitions.short_abandon_seconds)
    answered = ~gone & ~np.isnan(wait)
    met, counted = answered & in_time, answered | gone
    if variant == "answered":
        counted = answered
    elif variant == "abandons_met":
        met = met | (gone & in_time)
    elif variant == "abandons_in_target_ignored":
        counted = counted & ~(gone & in_time)
    elif variant == "short_abandons_met":
        met = met | short
    elif variant == "short_abandons_removed":
        counted = counted & ~short

    def added(which: NDArray[np.bool_]) -> Numbers:
        return np.bincount(place[inside & which], minlength=len(starts)).astype(float)

    worked = ~gone & ~np.isnan(handle)
    present = np.nan if agents is None else float(agents.sum() * length)
    work = float(handle[worked & inside].sum())
    return Observed(
        added(np.ones(len(c), dtype=bool)),
        added(met),
        added(counted),
        added(gone),
        _handle_of_day(starts, place[inside & worked], handle[inside & worked], usual_handle),
        float(wait[answered].mean()) if answered.any() else np.nan,
        float(handle[worked].mean()) if worked.any() else np.nan,
        _ratio(work, present),
    )


def _handle_of_day(starts: Numbers, place: NDArray[np.intp], handle: Numbers, usual: float) -> Numbers:
    """Mean handle time of each interval's day; days with few contacts lean on the usual one."""
    _, day = np.unique(starts // DAY, return_inverse=True)
    cases, spent = np.bincount(day[place], minlength=day.max() + 1), np.bincount(day[place], handle, day.max() + 1)
    usual = float(handle.mean()) if handle.any() else usual
    of_day = (spent + ENOUGH * usual) / (cases + ENOUGH)
    return np.asarray(of_day[day], dtype=float)


def _inferred(s: Scenario, spread: Spread, observed: Observed) -> tuple[Numbers, Parameter]:
    """Agents present where no staffing is known: the load and a margin that grows with its root."""
    load = (np.asarray(s.fresh) + spread.returning * observed.contacts.sum() * 0.2) * s.handle_seconds / s.seconds
    load = np.maximum(load, 0.02)

    def margin(size: float) -> Numbers:
        return np.maximum(np.asarray(load + size * np.sqrt(load)), LEAST_AGENTS)

    # Only where customers wait on the line does the service level tell how many were there.
    is_line = observed.abandoned.sum() >= ENOUGH and 0.02 < observed.service_level < 0.995
    if not is_line:
        agents = margin(1.0)
        note = "No staffing in the data: as many as the load and a usual margin take. Put in your own."
        return agents, Parameter("agents", "Agents present", "", float(agents.mean()), None, None, 0, "inferred", note)
    low, high = -1.0, 8.0
    for _ in range(12):
        middle = (low + high) / 2
        small, weights = compress(replace(s, agents=margin(middle)), spread)
        low, high = (middle, high) if settle(small, weights).service_level < observed.service_level else (low, middle)
    agents = margin((low + high) / 2)
    note = "No staffing in the data: as many as the observed service level takes, so the back-test proves nothing."
    return agents, Parameter("agents", "Agents present", "", float(agents.mean()), None, None, 0, "inferred", note)


def _ratio(part: float, whole: float) -> float:
    return float(part / whole) if whole else float("nan")
