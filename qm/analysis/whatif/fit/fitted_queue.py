"""One queue as the what-if model sees it: intervals, people, customers, each number with what it rests on."""

from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from qm.analysis.whatif.fit.behaviour import behaviour
from qm.analysis.whatif.fit.contact_kinds import contact_kinds
from qm.analysis.whatif.fit.inferred_agents import inferred_agents
from qm.analysis.whatif.fit.intervals import DAY, calendar, counted, people_present, place_of, profile, usual_intervals
from qm.analysis.whatif.fit.observations import Rows, read, seconds
from qm.analysis.whatif.fit.observed import Observed, observed_of
from qm.analysis.whatif.fit.queues import Queue, narrowed, queues
from qm.metrics.filters import Filters
from qm.models.queueing.fitting import Parameter, default, smoothed
from qm.models.queueing.interval_model import Intervals, Settled, Spread, compress, settle
from qm.models.queueing.replay import Past, replay
from qm.models.queueing.scenario import Scenario
from qm.store import Definitions, Store

Numbers = NDArray[np.float64]

FAR = 0.05
"""A factor on fresh contacts beyond this says that the model does not fit, and is not taken."""


@dataclass(frozen=True)
class FittedQueue:
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
        expected = smoothed(o.contacts, *calendar(starts))
        handle = o.handle_of_day
        if np.any(np.asarray(self.scenario.at_once) > 1):  # what is observed is the time beside others in hand
            handle = handle / np.mean(handle) * float(np.max(self.scenario.handle_seconds))
        past = Past(o.contacts, expected, handle, np.asarray(self.scenario.agents), run, ~follows)
        return replay(self.scenario, past)


def fit_queue(
    store: Store, filters: Filters, definitions: Definitions, queue: Queue | None = None
) -> FittedQueue | None:
    """The queue (the first of `queues` unless told) fitted under the filters; None without contacts."""
    if queue is None:
        listed = queues(store, filters)
        if not listed:
            return None
        queue = listed[0]
    kept, left_out = narrowed(filters)
    return assemble(queue, read(store, kept, definitions, queue), definitions, left_out)


def assemble(queue: Queue, rows: Rows, definitions: Definitions, left_out: tuple[str, ...] = ()) -> FittedQueue | None:
    """The fit of rows already read."""
    c = rows.contacts
    if c.empty:
        return None
    minutes, starts, agents = people_present(rows.staffing)
    length = minutes * 60
    arrived = seconds(c["arrived"])
    notes: list[str] = []
    if not len(starts):
        starts = usual_intervals(arrived, length)
    place, inside = place_of(arrived, starts, length)
    if inside.mean() < 0.98:
        notes.append(f"{(~inside).sum():,} contacts arrived outside staffed hours; the model leaves them out.")
    if not inside.any():
        return None
    parameters, customers = behaviour(rows, definitions)
    counts = counted(place[inside], len(starts))
    kinds = contact_kinds(c, definitions)
    answered, given_up = (~c["abandoned"]).to_numpy(), c["abandoned"].to_numpy()
    back = customers.redial_share * given_up[inside].sum() + customers.repeat_rate * answered[inside].sum()
    fresh_total = max(counts.sum() - back, 0.05 * counts.sum())
    fresh = profile(counted(place[inside & kinds.fresh], len(starts)), starts, counts) * fresh_total
    returning = profile(counted(place[inside & kinds.repeat], len(starts)), starts, fresh)
    scenario = customers.scenario(fresh, minutes, definitions)
    window = definitions.repeat.window_days
    from_others = int((inside & kinds.from_elsewhere).sum())
    others = _from_elsewhere(from_others, rows.elsewhere.by_chance(window), fresh_total, bool(c["known"].any()))
    scenario = replace(scenario, from_elsewhere=others.value)
    observed = observed_of(c, place, inside, starts, definitions, agents, length, customers.handle_seconds)
    spread = Spread(np.ones(len(starts)), returning)
    if agents is None:
        agents, parameter = inferred_agents(scenario, spread, observed)
    else:
        parameter = _agents_present(agents)
        grown = _balanced(replace(scenario, agents=agents), spread, counts.sum())
        scenario, fresh_total = replace(scenario, fresh=np.asarray(scenario.fresh) * grown), fresh_total * grown
    volume = _fresh_contacts(fresh_total, counts.sum(), len(np.unique(starts // DAY)), bool(c["known"].any()))
    named = {"agents": parameter, "fresh": volume, "from_elsewhere": others} | parameters
    return FittedQueue(queue, replace(scenario, agents=agents), spread, starts, named, observed, tuple(notes), left_out)


def _agents_present(agents: Numbers) -> Parameter:
    note = "Mean over the intervals in which somebody was present, from the staffing."
    return Parameter("agents", "Agents present", "", float(agents.mean()), None, None, len(agents), "fitted", note)


def _fresh_contacts(total: float, contacts: float, days: int, is_known: bool) -> Parameter:
    """Fresh contacts a day, of `contacts` in all; without known customers nothing tells them from repeats."""
    per_day, noise = total / max(days, 1), 1.96 * np.sqrt(contacts) / max(days, 1)
    note = "All contacts of a day less the redials and repeats of this queue."
    return Parameter(
        "fresh",
        "Fresh contacts a day",
        "",
        per_day,
        max(per_day - noise, 0.0),
        per_day + noise,
        int(contacts),
        "fitted" if is_known else "inferred",
        note,
    )


def _from_elsewhere(seen: int, by_chance: float, fresh: float, is_known: bool) -> Parameter:
    """The share of the fresh contacts that follow one in another queue, `seen` of them, some `by_chance`."""
    name = ("from_elsewhere", "Fresh contacts after other queues", "share")
    if not is_known:
        return default(*name, 0.0, 0, "Customers are unknown, so nothing is known to come from other queues.")
    error = 1.96 * float(np.sqrt(max(seen, 1))) / fresh
    value = min(max(seen - by_chance, 0.0) / fresh, 0.95)
    note = "Contacts that follow an answered one of the same customer in another queue, less coincidence: "
    note += "fresh for this queue, but better handling everywhere would spare them."
    return Parameter(*name, value, max(value - error, 0.0), min(value + error, 1.0), seen, "fitted", note)


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
