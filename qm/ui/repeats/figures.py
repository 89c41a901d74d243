"""The figures that several sections of the page share."""

from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from qm.analysis.repeats.repeat_rates import Work
from qm.analysis.view import as_days
from qm.metrics.intervals import divide, wilson
from qm.models.queueing.repeat_windows import WINDOWS, Coincidence, coincidence, curve, net
from qm.store import Store
from qm.ui.lookup import version
from qm.ui.repeats import answers
from qm.ui.repeats.question import Question


@dataclass(frozen=True)
class Figures:
    """The answers to a question.

    `rate` and `before` are rows of `measure` (before: the period compared with, None without
    one), `windows` one row per window of 1 … 30 days that any contact has completed, `work`
    the contacts that follow another, `chance` the coincidence in the weeks behind.
    """

    question: Question
    rate: pd.Series
    before: pd.Series | None
    windows: pd.DataFrame
    chance: Coincidence
    work: Work = field(repr=False)

    @property
    def by_coincidence(self) -> float:
        """The share that comes back within the window by coincidence; NaN where it is not known."""
        return float(self.chance.within(self.question.window))

    @property
    def net_rate(self) -> float:
        """The repeat rate net of coincidence; as counted where coincidence is not known."""
        return self.net_of(float(self.rate["value"]))

    def net_of(self, share: float) -> float:
        """A share net of coincidence; the share itself where coincidence is not known."""
        return float(net(share, self.by_coincidence)) if self.chance.is_known else share

    @property
    def work_share(self) -> float:
        """The share of contacts that follow another one; NaN without any that can be judged."""
        return self.work.repeats / self.work.contacts if self.work.contacts else float("nan")

    @property
    def net_part(self) -> float:
        """The part of the repeats that is no coincidence, 0 to 1."""
        return self.net_of(self.work_share) / self.work_share if self.work.repeats else float("nan")


def find(store: Store, question: Question) -> Figures:
    """Ask for everything that several sections share."""
    view, definitions = question.view, question.definitions
    known = version(store)
    rate = answers.splits(known, store, view.current, definitions)[()].iloc[0]
    before = answers.rate(known, store, view.comparison, definitions) if view.comparison else None
    now = answers.returns(known, store, view.current, definitions)
    behind = answers.returns(known, store, view.history, definitions)
    chance = coincidence(behind["known_days"], behind["back_on_day"], behind["contacts"])
    since = as_days(view.body.steady, view.body.steady).first
    work = answers.work(known, store, view.current, definitions, since)
    return Figures(question, rate, before, _windows(now, chance), chance, work)


def _windows(found: pd.DataFrame, chance: Coincidence) -> pd.DataFrame:
    days = np.arange(1, WINDOWS + 1, dtype=float)
    repeated, judged = curve(found["known_days"], found["back_on_day"], found["contacts"])
    value = divide(repeated, judged)
    low, high = wilson(repeated, judged)
    by_chance = chance.within(days)
    frame = pd.DataFrame(
        {
            "window_days": days,
            "value": value,
            "low": low,
            "high": high,
            "numerator": repeated,
            "n": judged,
            "coincidence": by_chance,
            "net": net(value, by_chance),
        }
    )
    return frame[frame["n"] > 0].astype({"n": "int64", "numerator": "int64"}).reset_index(drop=True)
