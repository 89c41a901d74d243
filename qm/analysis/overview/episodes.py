"""What happened in the history: the episodes of the key figures, where they were, and what went with them."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import cast

import numpy as np

from qm.analysis.overview.daily_series import DailySeries, Judged
from qm.analysis.overview.episode_splits import Excess, Place, Split, episode_splits, excess_contacts, place_of, within
from qm.analysis.resolved_filters import View, as_days
from qm.models.signals.episodes import CHANCE, CHANCE_BY_DAY, Episode, find_episodes
from qm.models.signals.seasonal_usual import usual_sums
from qm.models.signals.verdicts import Better, Grain, end_of, kind_of
from qm.store import Session
from qm.wording import Days, Scale

LEADING = ("service_level", "csat", "quality_score", "repeat_rate", "abandonment", "aht", "response_rate", "contacts")
"""Which figure an episode is told by, where several move together: what customers feel before what causes it."""


@dataclass(frozen=True)
class Moved:
    """One figure during an episode, and what it usually is."""

    scale: Scale
    value: float
    usual: float

    @property
    def change(self) -> float:
        return self.value - self.usual


@dataclass(frozen=True)
class KeyEpisode:
    """A stretch in which key figures left their normal range together, told by the leading one.

    `kind` is improving, worsening, higher or lower. `also` are the other figures that moved, `place` where most of the
    change was, `excess` the group with most contacts beyond (or below) the usual. `points` weeks (or days) long,
    `outside` of them beyond the limits, which rest on `baseline` points without `aside` of them; `chance` is how likely
    a stable history shows one as strong. `is_over` when the latest point is normal again.
    """

    days: Days
    grain: Grain
    kind: str
    leading: Moved
    also: tuple[Moved, ...]
    place: Place | None
    excess: Excess | None
    points: int
    outside: int
    baseline: int
    aside: int
    chance: float = field(repr=False)
    is_over: bool

    @property
    def metric(self) -> str:
        """The name of the leading figure."""
        return self.leading.scale.name

    @property
    def dimension(self) -> str:
        """What to split by to see it: where it was, else what there was more of, else the reason."""
        return self.place.dimension if self.place else self.excess.dimension if self.excess else "reason"


@dataclass(frozen=True)
class _Found:
    """An episode on the chart of one figure."""

    name: str
    episode: Episode
    judged: Judged

    @property
    def days(self) -> Days:
        start = self.judged.points.start[self.judged.points.judged]
        last = end_of(start[self.episode.last : self.episode.last + 1], self.judged.points.grain)[0]
        return as_days(start[self.episode.first], last)


def to_the_end(view: View) -> View:
    """The view with its history to the end of the data, so that an episode is known to be over."""
    last = max(view.history_days.last, view.extent_days.last)
    return replace(view, history=view.history.period(view.history_days.first, last))


def can_tell(series: DailySeries, names: Sequence[str]) -> bool:
    """Whether there is enough history of any figure to call something unusual."""
    charts = [series.judged(name).control for name in names]
    return any(control is not None and not control.trial for control in charts)


def key_episodes(session: Session, series: DailySeries, names: Sequence[str]) -> tuple[KeyEpisode, ...]:
    """The episodes of the figures `names`: those that last and the latest first.

    `series` has the history to the end of the data. Figures that move at the same time are one episode.
    """
    judged = {name: series.judged(name) for name in names}
    charts = sum(one.control is not None and not one.control.trial for one in judged.values())
    most_chance = CHANCE_BY_DAY if series.automatic_grain == "day" else CHANCE
    found = [
        _Found(name, episode, judged[name])
        for name in LEADING
        if name in judged
        for episode in find_episodes(judged[name].control, charts=charts, most_chance=most_chance)
    ]
    groups: list[list[_Found]] = []
    for one in found:
        group = next((group for group in groups if _is_together(group[0].days, one.days)), None)
        if group is None:
            groups.append([one])
        else:
            group.append(one)
    if not groups:
        return ()
    leaders = tuple(sorted({group[0].name for group in groups}))
    splits = episode_splits(session, series.view, leaders, "day" if series.automatic_grain == "day" else "week")
    told = [_told(series, splits, group, [one.days for one in found]) for group in groups]
    return tuple(sorted(told, key=lambda one: (one.is_over, -one.days.last.toordinal(), one.metric)))


def _is_together(a: Days, b: Days) -> bool:
    """Whether two stretches share at least half of the shorter one."""
    shared = (min(a.last, b.last) - max(a.first, b.first)).days + 1
    return 2 * shared >= min(len(a), len(b))


def _told(series: DailySeries, splits: tuple[Split, ...], group: list[_Found], unusual: list[Days]) -> KeyEpisode:
    leader = group[0]
    days, grain = leader.days, leader.judged.points.grain
    control = leader.judged.control
    assert control is not None
    seen: dict[str, _Found] = {}
    for one in group[1:]:
        if one.name != leader.name:
            seen.setdefault(one.name, one)
    leading = _moved(series, leader, days, unusual)
    return KeyEpisode(
        days=days,
        grain=grain,
        kind=kind_of(leader.episode.direction, cast(Better, leading.scale.better)),
        leading=leading,
        also=tuple(_moved(series, one, days, unusual) for one in seen.values()),
        place=place_of(splits, series.scale(leader.name), days, unusual),
        excess=excess_contacts(splits, days, unusual),
        points=len(leader.episode),
        outside=leader.episode.outside,
        baseline=control.baseline,
        aside=control.aside,
        chance=leader.episode.chance,
        is_over=leader.episode.last < len(control.values) - 1,
    )


def _moved(series: DailySeries, one: _Found, days: Days, unusual: list[Days]) -> Moved:
    points, kind = one.judged.points, series.metric(one.name).kind
    start, known = points.start, points.judged
    inside = known & within(start, [days])
    usual = known & ~within(start, unusual)
    part, whole = (
        usual_sums(column[np.newaxis], start, inside, usual, points.grain) for column in (points.part, points.whole)
    )
    if kind == "count":
        return Moved(series.scale(one.name), float(points.part[inside].sum()), float(part[0]))
    value = float(points.part[inside].sum() / points.whole[inside].sum())
    return Moved(series.scale(one.name), value, float(part[0] / whole[0]))
