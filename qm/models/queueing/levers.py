"""Levers: what a what-if moves, and the scenario that comes of it.

`Levers` says in everyday terms where things stand; `moved` turns a fitted centre into the one they
describe. What a lever leaves alone stays in proportion: more agents are more in every interval.
"""

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from typing import Generic, Literal, TypeVar

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import expit, logit

from qm.models.queueing.interval_model import Spread, at_repeats, most_repeats, settle
from qm.models.queueing.scenario import Scenario

Numbers = NDArray[np.float64]
Number = TypeVar("Number", float, NDArray[np.float64])
LEAST, MOST = 0.001, 0.9


@dataclass(frozen=True)
class Levers(Generic[Number]):
    """Where the levers stand: `Levers[float]`, or columns of one value per scenario, `Levers[Numbers]`.

    agents             present, mean over the intervals
    fresh              fresh contacts a day
    handle_seconds     handle time of those who did not wait
    repeat_rate        share of the answered who come back, at today's waits
    wait_sensitivity   how strongly waiting makes customers come back and handling longer; 1 is today
    patience_seconds   mean patience
    redial_share       of those who give up, who try again
    at_once            contacts an agent has in hand at once; 1 unless it is chat
    redial_delay_seconds, wait_scale_seconds: as in `Scenario`; two settings alike leave them as fitted
    from_elsewhere     of fresh contacts, the share that follows contacts of other queues
    """

    agents: Number
    fresh: Number
    handle_seconds: Number
    repeat_rate: Number
    wait_sensitivity: Number
    patience_seconds: Number
    redial_share: Number
    at_once: Number
    redial_delay_seconds: Number
    wait_scale_seconds: Number
    from_elsewhere: Number


NAMES = tuple(f.name for f in fields(Levers))


@dataclass(frozen=True)
class Limits:
    """Between which values the mathematics holds; `zero`: whether 0 itself does."""

    most: float
    zero: bool = False
    least: float = 0.0

    def hold(self, value: float) -> bool:
        """Whether the value lies within."""
        return self.least <= value <= self.most and (value != 0 or self.zero)


LIMITS: dict[str, Limits] = {
    "agents": Limits(1e6),
    "fresh": Limits(1e8),
    "handle_seconds": Limits(86_400),
    "repeat_rate": Limits(0.9, zero=True),
    "wait_sensitivity": Limits(10, zero=True),
    "patience_seconds": Limits(86_400),
    "redial_share": Limits(1, zero=True),
    "at_once": Limits(20, least=1),
    "redial_delay_seconds": Limits(1e7),
    "wait_scale_seconds": Limits(86_400),
    "from_elsewhere": Limits(0.9, zero=True),
}


def moved(base: Scenario, today: Levers[float], now: Levers[float] | Levers[Numbers]) -> Scenario:
    """The fitted centre with its levers where `now` says; `today` is where `base` has them."""
    elsewhere = np.clip(np.asarray(base.from_elsewhere) + now.from_elsewhere - today.from_elsewhere, 0.0, 0.9)
    s = replace(base, from_elsewhere=elsewhere).at_quality(_odds(now.repeat_rate) - _odds(today.repeat_rate))
    delay = base.redial_delay_seconds
    share = np.where(np.asarray(now.repeat_rate) < LEAST, 0.0, s.repeat_share)
    sensitivity = np.asarray(now.wait_sensitivity, dtype=float)
    rise = np.where(np.asarray(now.repeat_rate) < LEAST, 0.0, np.asarray(s.repeat_wait_rise)) * sensitivity
    return replace(
        s,
        agents=np.asarray(base.agents) * (now.agents / today.agents),
        fresh=np.asarray(s.fresh) * (now.fresh / today.fresh),
        handle_seconds=np.asarray(base.handle_seconds) * (now.handle_seconds / today.handle_seconds),
        repeat_share=share,
        repeat_wait_rise=np.minimum(rise, 0.98 - share),
        handle_wait_rise=np.minimum(np.asarray(base.handle_wait_rise) * sensitivity, 2.0),
        patience_seconds=np.asarray(base.patience_seconds) * (now.patience_seconds / today.patience_seconds),
        redial_share=now.redial_share,
        at_once=now.at_once,
        redial_delay_seconds=None if delay is None else delay * (now.redial_delay_seconds / today.redial_delay_seconds),
        wait_scale_seconds=np.asarray(base.wait_scale_seconds) * (now.wait_scale_seconds / today.wait_scale_seconds),
    )


def column(levers: list[Levers[float]]) -> Levers[Numbers]:
    """Many lever settings as one, its values columns: (scenarios, 1)."""
    return Levers(*(np.array([getattr(one, name) for one in levers], dtype=float)[:, None] for name in NAMES))


def contributions(base: Scenario, spread: Spread, today: Levers[float], now: Levers[float]) -> dict[str, float]:
    """What each lever that moved adds to the service level.

    Levers work together, so what one adds depends on those moved before it: the mean of moving
    them one after the other in order and in reverse. They add up to the whole difference.
    """
    changed = [name for name in NAMES if abs(getattr(now, name) - getattr(today, name)) > 1e-12]
    if not changed:
        return {}
    added = dict.fromkeys(changed, 0.0)
    for order in (changed, changed[::-1]):
        steps = [today]
        for name in order:
            steps.append(replace(steps[-1], **{name: getattr(now, name)}))
        level = settle(moved(base, today, column(steps)), spread).service_level
        for name, gain in zip(order, np.diff(level), strict=True):
            added[name] += float(gain) / 2
    return added


def drawn(base: Scenario, errors: Mapping[str, float], draws: int, seed: int = 1) -> Scenario:
    """`draws` centres as the data allow: each number moved by chance as far as its standard error says."""
    rng = np.random.default_rng(seed)

    def share(value: ArrayLike, name: str) -> Numbers:
        error = errors.get(name, 0.0) * rng.standard_normal((draws, 1))
        return np.asarray(np.clip(np.asarray(value, dtype=float) + error, 0.0, 0.95))

    def positive(value: ArrayLike, name: str) -> Numbers:
        number = np.asarray(value, dtype=float)
        return np.asarray(number * np.exp(errors.get(name, 0.0) / number * rng.standard_normal((draws, 1))))

    level = share(base.repeat_share, "repeat_share")
    return replace(
        base,
        handle_seconds=positive(base.handle_seconds, "handle_seconds"),
        patience_seconds=positive(base.patience_seconds, "patience"),
        redial_share=share(base.redial_share, "redial_share"),
        repeat_share=level,
        repeat_wait_rise=np.minimum(share(base.repeat_wait_rise, "repeat_wait_rise"), 0.98 - level),
        handle_wait_rise=share(base.handle_wait_rise, "handle_wait_rise"),
        fresh=np.asarray(base.fresh) * np.exp(errors.get("fresh", 0.0) * rng.standard_normal((draws, 1))),
    )


@dataclass(frozen=True)
class Landscape:
    """The centre over agents × repeats, repeats being whatever number comes back (not yet what brings them).

    `scale` agents as a multiple of the scenario's; `elsewhere` what comes after contacts of other queues, over the
    period; the rest (scales, loads of repeats).
    """

    scenario: Scenario
    scale: Numbers
    elsewhere: float
    repeats: Numbers
    service_level: Numbers
    abandonment: Numbers
    asa: Numbers
    answered: Numbers
    strained: Numbers

    def at(self, share: ArrayLike, rise: ArrayLike, which: Literal["best", "worst"] = "best") -> dict[str, Numbers]:
        """The best or the worst equilibrium for repeat shares (one entry each): service_level, abandonment, asa.

        Shapes (scales, shares). `double`: the same people and volume have two stable states.
        """
        figures: dict[str, Numbers] = {}
        s, r = np.atleast_1d(share), np.atleast_1d(rise)
        missing = (
            s[None, :, None] * self.answered[:, None, :]
            + r[None, :, None] * self.strained[:, None, :]
            + self._more_from_elsewhere(s)[None, :, None]
            - self.repeats[:, None, :]
        )
        below = missing <= 0
        last = missing.shape[-1] - 1
        if which == "best":  # the first number of repeats that does not bring as many again
            place = np.where(below.any(-1), below.argmax(-1), last)
        else:  # the last one that follows a number which brings more than itself
            falls = ~below[..., :-1] & below[..., 1:]
            place = np.where(below[..., -1], last - falls[..., ::-1].argmax(-1), last)
            place = np.where(below.all(-1), 0, place)
        left = np.maximum(place - 1, 0)
        at_left, at_right = _picked(missing, left), _picked(missing, place)
        step = at_left - at_right
        part = np.clip(np.divide(at_left, step, out=np.ones_like(step), where=step > 1e-12), 0, 1)
        for name in ("service_level", "abandonment", "asa"):
            values = np.broadcast_to(getattr(self, name)[:, None, :], missing.shape)
            figures[name] = _picked(values, left) * (1 - part) + _picked(values, place) * part
        figures["double"] = (np.diff(below.astype(int), axis=-1) != 0).sum(-1) >= 3
        return figures

    def scale_for(self, target: float, share: ArrayLike, rise: ArrayLike) -> Numbers:
        """The multiple of the agents at which the worst equilibrium reaches a service level, for repeat shares (one
        entry each); NaN where none looked at is enough."""
        found = self.at(share, rise, "worst")
        level, double = found["service_level"], found["double"]
        scale = np.array([needed(self.scale, level[:, j], target) for j in range(level.shape[1])])
        for j, one in enumerate(scale):
            above = int(np.searchsorted(self.scale, one))
            if one == one and above and double[above - 1 : above + 1, j].any():  # it leaps there
                near = self._between(above - 1)
                there = near.at(np.atleast_1d(share)[j], np.atleast_1d(rise)[j], "worst")["service_level"][:, 0]
                scale[j] = needed(near.scale, there, target)
        return scale

    def _between(self, place: int, steps: int = 33) -> "Landscape":
        """The same from one multiple of the agents to the next, by straight lines."""
        part = np.linspace(0.0, 1.0, steps)[:, None]

        def line(values: Numbers) -> Numbers:
            return np.asarray(values[place] * (1 - part) + values[place + 1] * part)

        return replace(
            self,
            scale=line(self.scale[:, None])[:, 0],
            repeats=line(self.repeats),
            service_level=line(self.service_level),
            abandonment=line(self.abandonment),
            asa=line(self.asa),
            answered=line(self.answered),
            strained=line(self.strained),
        )

    def _more_from_elsewhere(self, share: Numbers) -> Numbers:
        """How many more come from other queues than today when so large a share of answers comes back."""
        today = np.max(np.asarray(self.scenario.repeat_share, dtype=float))
        if not self.elsewhere or today <= 0:
            return np.zeros_like(share, dtype=float)
        odds = np.clip(share, 0, MOST) / (1 - np.clip(share, 0, MOST)) * (1 - today) / today
        return np.asarray(self.elsewhere * (odds - 1))

    def tipping(self, share: ArrayLike, rise: ArrayLike) -> Numbers:
        """For each multiple of the agents, the place in `share` (rising) above which the calm state is gone; NaN
        where nothing tips."""
        double = self.at(share, rise)["double"]
        last = double.shape[1] - 1 - np.argmax(double[:, ::-1], axis=1)
        return np.where(double.any(axis=1) & (last < double.shape[1] - 1), last.astype(float), np.nan)


def landscape(scenario: Scenario, spread: Spread, scale: Numbers, points: int = 18) -> Landscape:
    """The centre at each multiple of its agents, from no repeats to the most there can be."""
    many = replace(scenario, agents=np.asarray(scenario.agents) * scale[:, None, None])
    fresh = float((spread.weight * np.asarray(scenario.fresh)).sum())
    elsewhere = fresh * float(np.max(scenario.from_elsewhere))
    share = np.concatenate([np.linspace(-elsewhere / fresh, 0.8, points - 4), [1.0, 1.5, 2.2, 3.5]])
    # Never beyond what agents can answer at all.
    most = most_repeats(replace(scenario, repeat_share=0.95, repeat_wait_rise=0.0), spread) * scale.max()
    repeats = np.minimum(share * fresh, most)
    total = np.broadcast_to(repeats, (len(scale), len(repeats)))
    figures, answered, strained = at_repeats(many, spread, total)
    return Landscape(
        scenario,
        scale,
        elsewhere,
        np.array(total),
        figures.service_level,
        figures.abandonment,
        figures.asa,
        answered,
        strained,
    )


def needed(agents: Numbers, level: Numbers, target: float) -> float:
    """The agents at which a rising curve reaches the target; NaN where it never does."""
    rising = np.maximum.accumulate(level)
    if rising[-1] < target:
        return float("nan")
    if rising[0] >= target:
        return float(agents[0])
    return float(np.interp(target, rising, agents))


def share_at(base: Scenario, today: float, rate: ArrayLike) -> tuple[Numbers, Numbers]:
    """repeat_share and repeat_wait_rise of `base` when the repeat rate at today's waits is `rate` instead."""
    asked = np.atleast_1d(np.asarray(rate, dtype=float))
    # A column of rates against whatever the shares differ over; the contacts themselves do not matter here.
    there = replace(base, fresh=1.0, from_elsewhere=0.0).at_quality((_odds(asked) - _odds(today))[:, None])
    none = asked < LEAST
    share, rise = (
        np.broadcast_to(np.asarray(part, dtype=float), (len(asked), np.shape(part)[-1])).max(axis=-1)
        for part in (there.repeat_share, there.repeat_wait_rise)
    )
    return np.where(none, 0.0, share), np.where(none, 0.0, rise)


def _odds(rate: ArrayLike) -> Numbers:
    return np.asarray(logit(np.clip(np.asarray(rate, dtype=float), LEAST, MOST)))


def rate_at_score(rate: float, link: float, points: float) -> float:
    """The repeat rate when the quality score is `points` higher, by the fitted link (log-odds a point)."""
    return float(expit(_odds(rate) + link * points))


def _picked(values: Numbers, place: NDArray[np.intp]) -> Numbers:
    return np.take_along_axis(values, place[..., None], axis=-1)[..., 0]
