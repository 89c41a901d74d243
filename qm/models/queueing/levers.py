"""Levers: what a what-if moves, and the scenario that comes of it.

`Levers` says in everyday terms where things stand; `moved` turns a fitted centre into the one they
describe. What a lever leaves alone stays in proportion: more agents are more in every interval.
"""

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.special import expit, logit

from qm.models.queueing.interval_model import Settled, Spread, at_repeats, most_repeats, settle
from qm.models.queueing.scenario import ImpossibleError, Scenario, checked, written

Numbers = NDArray[np.float64]
LEAST, MOST = 0.001, 0.9


@dataclass(frozen=True)
class Levers:
    """Where the levers stand. Numbers, or columns of one value per scenario.

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

    agents: Any
    fresh: Any
    handle_seconds: Any
    repeat_rate: Any
    wait_sensitivity: Any
    patience_seconds: Any
    redial_share: Any
    at_once: Any = 1.0
    redial_delay_seconds: Any = 600.0
    wait_scale_seconds: Any = 120.0
    from_elsewhere: Any = 0.0


NAMES = tuple(f.name for f in fields(Levers))

# lever -> what it is called, whether 0 is allowed, most, and what a good value is
BOUNDS: dict[str, tuple[str, bool, float, str]] = {
    "agents": ("number of agents", False, 1e6, "a number above 0"),
    "fresh": ("number of fresh contacts", False, 1e8, "a number above 0"),
    "handle_seconds": ("handle time", False, 86_400, "seconds above 0, such as 300"),
    "repeat_rate": ("repeat rate", True, 0.9, "a share from 0 to 90 %"),
    "wait_sensitivity": ("wait sensitivity", True, 10, "a factor from 0 to 10; 1 is as today"),
    "patience_seconds": ("patience", False, 86_400, "seconds above 0, such as 180"),
    "redial_share": ("redial share", True, 1, "a share from 0 to 100 %"),
    "at_once": ("number of chats at once", False, 20, "a number from 1 to 20"),
    "redial_delay_seconds": ("redial delay", False, 1e7, "seconds above 0, such as 600"),
    "wait_scale_seconds": ("wait scale", False, 86_400, "seconds above 0, such as 120"),
    "from_elsewhere": ("share from other queues", True, 0.9, "a share from 0 to 90 %"),
    "target": ("target", False, 0.9991, "a share above 0 and below 100 %"),
    "within_hours": ("promised time", False, 1000, "hours above 0, such as 24"),
    "chasers": ("share that writes again", True, 0.9, "a share from 0 to 90 %"),
    "backlog": ("number of open contacts", True, 1e8, "a number of 0 or more"),
    "coaching": ("number of coaching hours", True, 1e6, "hours a week of 0 or more"),
    "checking": ("number of evaluating hours", True, 1e6, "hours a week of 0 or more"),
    "aim": ("repeat rate within reach", True, 0.9, "a share from 0 to 90 %"),
    "cost": ("cost of an hour", True, 1e5, "an amount of 0 or more"),
}


def check(name: str, value: float | None, percent: bool = False) -> float:
    """The value itself; ImpossibleError, one sentence, when the lever can't stand there."""
    label, zero, most, good = BOUNDS[name]
    if value is None or value != value:
        raise ImpossibleError(f"The {label} is empty; give {good}.")
    if value < (name == "at_once") or (value == 0 and not zero) or value > most:
        shown = f"{value * 100:.6g} %" if percent else written(value)
        if value > most and not percent:
            good = f"at most {written(most)}"
        raise ImpossibleError(f"The {label} can't be {shown}; give {good}.")
    return float(value)


def moved(base: Scenario, today: Levers, now: Levers) -> Scenario:
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


def column(levers: list[Levers]) -> Levers:
    """Many lever settings as one, its values columns: (scenarios, 1)."""
    return Levers(*(np.array([float(getattr(one, name)) for one in levers])[:, None] for name in NAMES))


def contributions(base: Scenario, spread: Spread, today: Levers, now: Levers) -> dict[str, float]:
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

    def share(value: Any, name: str) -> Any:
        return np.clip(value + errors.get(name, 0.0) * rng.standard_normal((draws, 1)), 0.0, 0.95)

    def positive(value: Any, name: str) -> Any:
        return value * np.exp(errors.get(name, 0.0) / value * rng.standard_normal((draws, 1)))

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

    def at(self, share: Any, rise: Any) -> dict[str, Numbers]:
        """The best equilibrium for repeat shares (one entry each): service_level, abandonment, asa.

        Shapes (scales, shares). `double`: the same people and volume have two stable states.
        """
        found: dict[str, Numbers] = {}
        s, r = np.atleast_1d(share), np.atleast_1d(rise)
        missing = (
            s[None, :, None] * self.answered[:, None, :]
            + r[None, :, None] * self.strained[:, None, :]
            + self._more_from_elsewhere(s)[None, :, None]
            - self.repeats[:, None, :]
        )
        below = missing <= 0
        last = missing.shape[-1] - 1
        place = np.where(below.any(-1), below.argmax(-1), last)
        left = np.maximum(place - 1, 0)
        at_left, at_right = _picked(missing, left), _picked(missing, place)
        step = at_left - at_right
        part = np.clip(np.divide(at_left, step, out=np.ones_like(step), where=step > 1e-12), 0, 1)
        for name in ("service_level", "abandonment", "asa"):
            values = np.broadcast_to(getattr(self, name)[:, None, :], missing.shape)
            found[name] = _picked(values, left) * (1 - part) + _picked(values, place) * part
        found["double"] = (np.diff(below.astype(int), axis=-1) != 0).sum(-1) >= 3
        return found

    def _more_from_elsewhere(self, share: Numbers) -> Numbers:
        """How many more come from other queues than today when so large a share of answers comes back."""
        today = np.max(np.asarray(self.scenario.repeat_share, dtype=float))
        if not self.elsewhere or today <= 0:
            return np.zeros_like(share, dtype=float)
        odds = np.clip(share, 0, MOST) / (1 - np.clip(share, 0, MOST)) * (1 - today) / today
        return np.asarray(self.elsewhere * (odds - 1))

    def tipping(self, share: Any, rise: Any) -> Numbers:
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
    found, answered, strained = at_repeats(many, spread, total)
    return Landscape(
        scenario,
        scale,
        elsewhere,
        np.array(total),
        found.service_level,
        found.abandonment,
        found.asa,
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


def share_at(base: Scenario, today: float, rate: Any) -> tuple[Numbers, Numbers]:
    """repeat_share and repeat_wait_rise of `base` when the repeat rate at today's waits is `rate` instead."""
    asked = np.atleast_1d(np.asarray(rate, dtype=float))
    parts = [base.at_quality(float(_odds(one) - _odds(today))) for one in asked]
    none = asked < LEAST
    share = np.array([float(np.max(p.repeat_share)) for p in parts])
    rise = np.array([float(np.max(p.repeat_wait_rise)) for p in parts])
    return np.where(none, 0.0, share), np.where(none, 0.0, rise)


def _odds(rate: Any) -> Any:
    return logit(np.clip(np.asarray(rate, dtype=float), LEAST, MOST))


def rate_at_score(rate: float, link: float, points: float) -> float:
    """The repeat rate when the quality score is `points` higher, by the fitted link (log-odds a point)."""
    return float(expit(_odds(rate) + link * points))


def _picked(values: Numbers, place: NDArray[np.intp]) -> Numbers:
    return np.take_along_axis(values, place[..., None], axis=-1)[..., 0]


__all__ = [
    "BOUNDS",
    "NAMES",
    "ImpossibleError",
    "Landscape",
    "Levers",
    "Settled",
    "check",
    "checked",
    "column",
    "contributions",
    "drawn",
    "landscape",
    "moved",
    "needed",
    "rate_at_score",
    "share_at",
]
