"""python -m tests.benchmarks.accuracy: the model against long simulations, as the tables in docs/accuracy.md.

Nineteen centres and four days, a million contacts each. What a run owes to more or longer contacts
than expected is taken out by regression over stretches of time; the error left in a simulated service level is
about two tenths of a point. Takes some minutes.
"""

import sys

import numpy as np

from qm.models.queueing.delay_correction import correct
from qm.models.queueing.feedback import equilibria
from qm.models.queueing.interval_model import by_fresh, settle
from qm.models.queueing.scenario import Scenario
from qm.models.queueing.simulation import FRESH, Record, simulate
from tests.models.settings import DAYS, SETTINGS

LONGER = 17.0
STRETCHES = 100


def main() -> None:
    """Print both tables."""
    print(
        "| agents | fresh work per agent | redials | repeats | redial, repeat after | simulated | plain | corrected |"
    )
    print("|---|---|---|---|---|---|---|---|")
    worst, doubt = [0.0, 0.0, 0.0, 0.0], 0.0
    for seed, setting in enumerate(SETTINGS.values()):
        s = setting.scenario
        (plain,) = equilibria(s)
        corrected = correct(s, plain)
        assert corrected is not None
        record = simulate(s, setting.seconds * LONGER, seed, warm_up=setting.warm_up)
        level, error = settled_share(record, record.answered & (record.wait <= s.threshold_seconds), s)
        lost, _ = settled_share(record, ~record.answered, s)
        doubt = max(doubt, error)
        errors = [
            plain.service_level - level,
            plain.abandonment - lost,
            corrected.service_level - level,
            corrected.abandonment - lost,
        ]
        worst = [max(w, abs(e)) for w, e in zip(worst, errors, strict=True)]
        repeats = f"{float(s.repeat_share):.0%}" + ("+" if float(s.repeat_wait_rise) else "")
        load = float(s.fresh) * 300 / 1800 / float(s.agents)
        print(
            f"| {s.agents} | {load:.2f} | {float(s.redial_share):.0%} | {repeats} | {_after(s)} |"
            f" {_pair(level, lost)} | {_signed(errors[:2])} | {_signed(errors[2:])} |"
        )
    print(f"| worst | | | | | | {_signed(worst[:2])} | {_signed(worst[2:])} |")
    print(f"\nLargest standard error of a simulated service level: {100 * doubt:.2f} points.\n")
    print("| day | contacts | simulated | model | contacts off |")
    print("|---|---|---|---|---|")
    for seed, (name, s) in enumerate(DAYS.items()):
        day = settle(s, by_fresh(s))
        record = simulate(s, 400 * 86_400, 50 + seed, warm_up=10 * 86_400)
        level, _ = settled_share(record, record.answered & (record.wait <= s.threshold_seconds), s)
        lost, _ = settled_share(record, ~record.answered, s)
        volume = record.figures(s)["rate"][0] * 48 * np.sum(s.fresh) * 400 / (record.origin == FRESH).sum()
        off = _signed([float(day.service_level) - level, float(day.abandonment) - lost])
        print(f"| {name} | {volume:,.0f} | {_pair(level, lost)} | {off} | {float(day.attempts) / volume - 1:+.2%} |")


def settled_share(record: Record, yes: np.ndarray, s: Scenario) -> tuple[float, float]:
    """A share of contacts and its standard error, had fresh contacts and handle times been as expected."""
    length = record.end - record.start
    stretch = np.minimum((record.arrived - record.start) / length * STRETCHES, STRETCHES - 1).astype(int)
    count = lambda weights: np.bincount(stretch, weights, STRETCHES)  # noqa: E731
    all_, answered = count(np.ones(len(stretch))), count(record.answered.astype(float))
    fresh = count((record.origin == FRESH).astype(float))
    expected = float(np.mean(s.fresh)) * length / float(np.mean(s.seconds)) / STRETCHES
    share = yes.mean()
    apart = (count(yes.astype(float)) - share * all_) / all_.mean()
    more, longer = fresh / expected - 1, count(record.handle) / answered / float(np.mean(s.handle_seconds)) - 1
    if float(np.max(s.repeat_wait_rise)) > 0:
        longer = longer - longer.mean()
    design = np.column_stack([np.ones(STRETCHES), more, longer])
    found, *_ = np.linalg.lstsq(design, apart, rcond=None)
    rest = apart - design @ found
    return float(share + found[0]), float(rest.std() / np.sqrt(STRETCHES))


def _after(s: Scenario) -> str:
    return ", ".join(_time(float(d or 0)) for d in (s.redial_delay_seconds, s.repeat_delay_seconds))


def _time(seconds: float) -> str:
    if seconds < 60:
        return f"{seconds:.0f} s"
    return f"{seconds / 60:.0f} min" if seconds < 7200 else f"{seconds / 3600:.0f} h"


def _pair(level: float, lost: float) -> str:
    return f"{100 * level:.1f} / {100 * lost:.1f}"


def _signed(errors: list[float]) -> str:
    return " / ".join(f"{100 * e:+.1f}" for e in errors)


if __name__ == "__main__":
    sys.exit(main())
