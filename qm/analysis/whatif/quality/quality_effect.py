"""What better quality moves: repeat rate, transfers and handle time, by the links of the data or by those typed."""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from qm.analysis.whatif.levers.quality_moves import OUTCOMES
from qm.analysis.whatif.levers.setting import Setting
from qm.analysis.whatif.quality.quality_links import QualityLinks, quality_links
from qm.analysis.whatif.queue.prepared_queue import Selection
from qm.models.queueing.levers import Levers
from qm.store import Session

Numbers = NDArray[np.float64]

MOST_SHARE = 0.9
LEAST_SECONDS = 1.0


@dataclass(frozen=True)
class QualityEffect:
    """By how much an outcome changes: a share, or seconds of handle time, and what the link's interval leaves of it.

    `low` and `high` are alike where the link is typed (`is_assumed`). `is_told`: there is a link at all."""

    outcome: str
    change: float
    low: float
    high: float
    is_told: bool
    is_assumed: bool

    @property
    def error(self) -> float:
        """Half of the interval."""
        return (self.high - self.low) / 2


def effects(session: Session, selection: Selection, setting: Setting) -> tuple[QualityEffect, ...]:
    """One for each outcome; nothing where quality is not moved."""
    if not setting.quality.points:
        return ()
    links = quality_links(session, selection, setting.quality.measures)
    return tuple(_effect(links, setting, outcome) for outcome in OUTCOMES)


def with_quality(session: Session, selection: Selection, setting: Setting) -> Setting:
    """The setting with what better quality moves added to its levers."""
    change = {one.outcome: one.change for one in effects(session, selection, setting)}
    return moved_by(setting, change) if change else setting


def moved_by(setting: Setting, change: dict[str, float]) -> Setting:
    """The setting with its repeat rate, transfers and handle time changed, by outcome."""
    now = setting.levers
    repeats = float(np.clip(now.repeat_rate + change["repeat"], 0.0, MOST_SHARE))
    seconds = max(now.handle_seconds + change["aht"], LEAST_SECONDS)
    transfers = float(np.clip(setting.transfers + change["transfers"], 0.0, MOST_SHARE))
    return replace(setting, levers=replace(now, repeat_rate=repeats, handle_seconds=seconds), transfers=transfers)


def drawn_levers(
    session: Session, selection: Selection, setting: Setting, draws: int, seed: int = 2
) -> Levers[float] | Levers[Numbers]:
    """The levers of a setting with each link moved by chance as far as its interval says: columns of `draws` rows."""
    found = effects(session, selection, setting)
    if not found:
        return setting.levers
    rng = np.random.default_rng(seed)
    by = {one.outcome: one.change + one.error / 1.96 * rng.standard_normal((draws, 1)) for one in found}
    now = setting.levers
    columns = {name: np.full((draws, 1), value) for name, value in vars(now).items()}
    columns["repeat_rate"] = np.clip(now.repeat_rate + by["repeat"], 0.0, MOST_SHARE)
    columns["handle_seconds"] = np.maximum(now.handle_seconds + by["aht"], LEAST_SECONDS)
    return Levers(**columns)


def _effect(links: QualityLinks, setting: Setting, outcome: str) -> QualityEffect:
    """The sum over the measures that moved; a link that is typed goes before the data's, one that they do not tell
    moves nothing."""
    points = dict(setting.quality.points)
    typed = dict(setting.quality.typed).get(outcome)
    moved = np.array([points.get(measure, 0.0) for measure in links.measures])
    if typed is not None:
        slope = typed if outcome == "aht" else typed / 100
        change = slope * float(moved.sum())
        return QualityEffect(outcome, change, change, change, True, True)
    told = np.array([links.of(measure, outcome).is_told for measure in links.measures])
    if not told.any():
        return QualityEffect(outcome, 0.0, 0.0, 0.0, False, False)
    return QualityEffect(outcome, *links.slopes[outcome].combined(np.where(told, moved, 0.0)), True, False)
