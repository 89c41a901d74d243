"""How the customers and the work of a queue behave: each number fitted, or a stated default."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from qm.analysis.whatif.fit.observations import Rows, seconds
from qm.models.queueing.fitting import ENOUGH, Parameter, default, line, patience, reliability, share, without_chance
from qm.models.queueing.repeat_logit import fit_link
from qm.models.queueing.scenario import Scenario
from qm.store import Definitions

Numbers = NDArray[np.float64]

DAY = 86_400
REDIAL_DAYS = 3
SOON_SECONDS = 4 * 3600
WAIT_SCALE = 120.0
LATE_DAYS = 14
LEAST_LINKED = 200
"""So many evaluated contacts at least before the score is tied to repeats."""
DEFAULTS = {"patience": 180.0, "redial_share": 0.5, "redial_delay": 600.0, "repeat_share": 0.15, "handle": 300.0}


@dataclass(frozen=True)
class Behaviour:
    """The numbers of `Scenario` that don't differ between intervals; `repeat_rate` is that of all answered."""

    patience_seconds: float
    redial_share: float
    redial_delay_seconds: float
    repeat_share: float
    repeat_wait_rise: float
    repeat_rate: float
    handle_seconds: float
    handle_wait_rise: float

    def scenario(self, fresh: Numbers, minutes: float, definitions: Definitions) -> Scenario:
        """The scenario of these customers, without people yet."""
        return Scenario(
            fresh=fresh,
            interval_minutes=minutes,
            handle_seconds=self.handle_seconds,
            agents=np.ones_like(fresh),
            patience_seconds=self.patience_seconds,
            redial_share=self.redial_share,
            repeat_share=self.repeat_share,
            repeat_wait_rise=self.repeat_wait_rise,
            wait_scale_seconds=WAIT_SCALE,
            handle_wait_rise=self.handle_wait_rise,
            redial_delay_seconds=self.redial_delay_seconds,
            threshold_seconds=definitions.service_level.threshold_seconds,
            variant=definitions.service_level.variant,
            short_abandon_seconds=definitions.short_abandon_seconds,
        )


def behaviour(rows: Rows, definitions: Definitions) -> tuple[dict[str, Parameter], Behaviour]:
    """Everything that can be told from the contacts: the parameters by name, and the numbers themselves."""
    window = definitions.repeat.window_days
    told = _Contacts(rows)
    # The chance of an unrelated contact on one day, from the days 15 to 28 of customers quiet until then.
    by_chance = rows.late / (rows.quiet * LATE_DAYS) if rows.quiet >= ENOUGH else 0.0
    found = {
        p.name: p
        for p in (
            _patience(told, definitions.short_abandon_seconds),
            *_redials(told, by_chance),
            *_repeats(told, window, by_chance),
            *_handling(told),
            _score(rows),
            _quality(rows, window, 1 - (1 - by_chance) ** window),
        )
    }
    value = {name: p.value for name, p in found.items()}
    return found, Behaviour(
        value["patience"],
        value["redial_share"],
        value["redial_delay"],
        value["repeat_share"],
        value["repeat_wait_rise"],
        value["repeat_rate"],
        value["handle_seconds"],
        value["handle_wait_rise"],
    )


class _Contacts:
    """The contacts as arrays, one entry each."""

    def __init__(self, rows: Rows) -> None:
        c = rows.contacts
        self.wait, self.handle = seconds(c["wait_seconds"]), seconds(c["handle_seconds"])
        self.abandoned, self.known = c["abandoned"].to_numpy(dtype=bool), c["known"].to_numpy(dtype=bool)
        self.after = seconds(c["after_gap"])
        self.reason = c["reason"].fillna("").to_numpy(dtype=str)
        self.passed = rows.latest - seconds(c["ended"])

    def back_within(self, days: float) -> NDArray[np.bool_]:
        with np.errstate(invalid="ignore"):
            return self.after <= days * DAY

    def strain(self) -> Numbers:
        return np.asarray(1 - np.exp(-np.maximum(self.wait, 0) / WAIT_SCALE))


def _patience(told: _Contacts, short: float) -> Parameter:
    name = ("patience", "Patience", "s")
    waits = ~np.isnan(told.wait)
    mean, low, high, given_up = patience(told.wait[waits], told.abandoned[waits], short)
    if given_up < ENOUGH:
        why = f"Only {given_up} of {waits.sum():,} contacts with a known wait gave up; 3 minutes are assumed."
        return default(*name, DEFAULTS["patience"], given_up, why)
    note = "Mean patience, from all waits: those who were answered would have waited longer."
    return Parameter(*name, mean, low, high, given_up, "fitted", note)


def _redials(told: _Contacts, by_chance: float) -> tuple[Parameter, Parameter]:
    share_name = ("redial_share", "Redial share", "share")
    delay_name = ("redial_delay", "Redial delay", "s")
    judged = told.known & told.abandoned & (told.passed >= REDIAL_DAYS * DAY)
    n = int(judged.sum())
    if n < ENOUGH:
        why = f"Only {n} abandoned contacts of known customers; half of them are assumed to try again."
        return (
            default(*share_name, DEFAULTS["redial_share"], n, why),
            default(*delay_name, DEFAULTS["redial_delay"], n, why.partition(";")[0] + "; 10 minutes are assumed."),
        )
    chance = 1 - (1 - by_chance) ** REDIAL_DAYS
    again = judged & told.back_within(REDIAL_DAYS)
    bounds = np.clip(without_chance(share(float(again.sum()), n), chance), 0.0, 1.0)
    soon = told.after[judged & told.back_within(SOON_SECONDS / DAY)]
    redial = Parameter(
        *share_name,
        float(bounds[0]),
        float(bounds[1]),
        float(bounds[2]),
        n,
        "fitted",
        f"Of those who gave up, the share with another contact within {REDIAL_DAYS} days, less coincidence.",
    )
    if len(soon) < ENOUGH:
        return redial, default(*delay_name, DEFAULTS["redial_delay"], len(soon), "Too few redials; 10 minutes assumed.")
    mean, spread = float(np.maximum(soon, 0).mean()), np.exp(1.96 / np.sqrt(len(soon)))
    note = "Mean time to the next try, of tries within 4 hours."
    return redial, Parameter(*delay_name, mean, mean / spread, mean * spread, len(soon), "fitted", note)


def _repeats(told: _Contacts, window: float, by_chance: float) -> tuple[Parameter, ...]:
    rate_name = ("repeat_rate", "Repeat rate", "share")
    share_name = ("repeat_share", "Repeat rate without a wait", "share")
    rise_name = ("repeat_wait_rise", "Its rise with the wait", "share")
    scale = default(
        "wait_scale", "Wait scale", "s", WAIT_SCALE, 0, "Effects of waiting are taken to follow 1 − e^(−wait / scale)."
    )
    judged = told.known & ~told.abandoned & (told.passed >= window * DAY)
    n = int(judged.sum())
    if n < ENOUGH:
        value = DEFAULTS["repeat_share"]
        why = f"Only {n} answered contacts whose {window:g} days have passed; {value:.0%} is assumed."
        none = f"Only {n} answered contacts to tell from; no effect of waiting is assumed."
        assumed = (default(*name, value, n, why) for name in (rate_name, share_name))
        return *assumed, default(*rise_name, 0.0, n, none), scale
    chance = 1 - (1 - by_chance) ** window
    back = told.back_within(window)
    mean = np.clip(without_chance(share(float((judged & back).sum()), n), chance), 0.0, 0.95)
    note = f"Answered contacts that the customer followed up in this queue within {window:g} days"
    note += f", less coincidence ({chance:.1%})."
    rate = Parameter(*rate_name, float(mean[0]), float(mean[1]), float(mean[2]), n, "fitted", note)
    waits = judged & ~np.isnan(told.wait)
    found = line(told.strain()[waits], back[waits].astype(float), told.reason[waits]) if waits.any() else None
    if found is None:
        none = "Waits are unknown or all alike; no effect of waiting is assumed."
        same = Parameter(*share_name, rate.value, rate.low, rate.high, n, "fitted", note)
        return rate, same, default(*rise_name, 0.0, n, none), scale
    level = float(np.clip(without_chance(found.level, chance), 0.0, 0.95))
    slope = found.slope / (1 - chance)
    error, level_error = 1.96 * found.slope_error / (1 - chance), 1.96 * found.level_error / (1 - chance)
    rise = float(np.clip(slope, 0.0, 0.98 - level))
    if slope < 0:
        level = rate.value
    how = "How much likelier the longest waits make it, within reasons."
    if slope - error <= 0:
        how += " The interval holds zero: it may be nothing."
    return (
        rate,
        Parameter(
            *share_name,
            level,
            max(level - level_error, 0.0),
            level + level_error,
            found.n,
            "fitted",
            "The repeat rate of those answered at once.",
        ),
        Parameter(*rise_name, rise, slope - error, slope + error, found.n, "fitted", how),
        scale,
    )


def _handling(told: _Contacts) -> tuple[Parameter, Parameter]:
    name = ("handle_seconds", "Handle time", "s")
    rise_name = ("handle_wait_rise", "Its rise with the wait", "share")
    handled = ~told.abandoned & ~np.isnan(told.handle) & (told.handle > 0)
    n = int(handled.sum())
    none = default(*rise_name, 0.0, n, "No effect of waiting on handle times can be told; none is assumed.")
    if n < ENOUGH:
        why = f"Only {n} contacts with a handle time; {DEFAULTS['handle']:.0f} s is assumed."
        return default(*name, DEFAULTS["handle"], n, why), none
    times = told.handle[handled]
    mean, error = float(times.mean()), 1.96 * float(times.std()) / np.sqrt(n)
    plain = Parameter(*name, mean, mean - error, mean + error, n, "fitted", "Mean handle time.")
    waits = handled & ~np.isnan(told.wait)
    found = line(told.strain()[waits], told.handle[waits], told.reason[waits]) if waits.any() else None
    if found is None or found.slope - 1.96 * found.slope_error <= 0:
        return plain, none
    rise, rise_error = found.slope / found.level, 1.96 * found.slope_error / found.level
    level_error = 1.96 * found.level_error
    return (
        Parameter(
            *name,
            found.level,
            found.level - level_error,
            found.level + level_error,
            n,
            "fitted",
            "Mean handle time of those answered at once.",
        ),
        Parameter(
            *rise_name,
            min(rise, 2.0),
            rise - rise_error,
            rise + rise_error,
            found.n,
            "fitted",
            "By what part the longest waits make handling longer, within reasons.",
        ),
    )


def _quality(rows: Rows, window: float, chance: float) -> Parameter:
    """Log-odds of coming back per point of 100 of the quality score, the wait of each contact allowed for."""
    name = ("quality_link", "Quality against repeats", "log-odds a point")
    score, after = seconds(rows.scored["score"]), seconds(rows.scored["after_gap"])
    judged = (rows.latest - seconds(rows.scored["ended"]) >= window * DAY) & ~np.isnan(score)
    n = int(judged.sum())
    with np.errstate(invalid="ignore"):
        back = (after <= window * DAY)[judged]
    why = f"Only {n} evaluated contacts whose {window:g} days have passed; the score can't be tied to repeats."
    if n < LEAST_LINKED or back.sum() < ENOUGH:
        return default(*name, 0.0, n, why)
    points = score[judged] * 100
    strain = 1 - np.exp(-np.maximum(np.nan_to_num(seconds(rows.scored["wait_seconds"])[judged]), 0) / WAIT_SCALE)
    columns = [c - c.mean() for c in (points, strain) if c.std() > 1e-9]
    found = fit_link(np.column_stack(columns), back, chance, rows.scored["customer_id"][judged]) if columns else None
    if found is None or points.std() <= 1e-9:
        return default(*name, 0.0, n, f"All {n} evaluated contacts say the same; the score can't be tied to repeats.")
    trust, twice = reliability(rows.calibrated["score"], rows.calibrated["contact_id"])
    slope, low, high = found.reliable(1, trust).interval(1)
    note = f"From {n:,} evaluated contacts up to the end of the period, coincidence and the wait allowed for"
    if twice:
        note += f"; so is the reliability of scores, {trust:.0%} (from {twice} contacts scored by several)"
    note += "."
    if high >= 0:
        note += " The interval holds zero: these data don't tie the score to repeats."
    return Parameter(*name, slope, low, high, n, "fitted", note)


def _score(rows: Rows) -> Parameter:
    """The mean quality score in points of 100."""
    points = seconds(rows.scored["score"]) * 100
    points = points[~np.isnan(points)]
    name = ("score", "Quality score", "points")
    if len(points) < ENOUGH:
        return default(*name, 80.0, len(points), f"Only {len(points)} evaluated contacts in this queue.")
    mean, error = float(points.mean()), 1.96 * float(points.std()) / np.sqrt(len(points))
    return Parameter(*name, mean, mean - error, mean + error, len(points), "fitted", "Mean of the evaluated contacts.")
