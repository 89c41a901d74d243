"""How are we doing, and what changed? Asked together, then added up in every way the page needs."""

import math
from dataclasses import dataclass, field, replace
from typing import Any

import pandas as pd

from qm.analysis.cache import kept
from qm.analysis.data_facts import agent_names, metrics_with_data
from qm.analysis.overview.breakdown import Breakdown, breakdown
from qm.analysis.overview.change import Change, change
from qm.analysis.overview.daily_series import DailySeries
from qm.analysis.overview.episodes import KeyEpisode, can_tell, key_episodes, to_the_end
from qm.analysis.overview.headline import detail_text, episode_text, evidence_lines, look_text, quiet_text
from qm.analysis.overview.tiles import TILES, Tile, in_order, tile
from qm.analysis.overview.trend import Trend, trend
from qm.analysis.overview.week_hours import WeekHours, week_hours
from qm.analysis.resolved_filters import View, as_days
from qm.errors import QMError
from qm.metrics import METRICS, Measurement, measure_all
from qm.metrics import metric as metric_named
from qm.metrics.plan import check
from qm.store import Session
from qm.wording import Scale, days_text


@dataclass(frozen=True)
class ToldEpisode:
    """An episode and what is said of it: in one sentence, where and what else, how sure, and the link to look at it."""

    episode: KeyEpisode
    text: str
    detail: str
    evidence: tuple[str, ...]
    look: str


@dataclass(frozen=True)
class OverviewAnswer:
    """The figures of the overview: `tiles`, those that matter now first, and one metric looked at more closely.

    `headline` is the one sentence to take from all of them. `episodes` are stretches of the history, to the end of the
    data, in which key figures left their normal range: those that last and the latest first.

    `trend`, `breakdown`, `change` (what moved it) and `week` are of the metric of `scale`. Where the filters say
    nothing about that metric, `refusal` is the sentence that says so, and the last three are None.
    `lines` say what is shown, for the head of everything that is saved.
    """

    view: View
    scale: Scale
    meaning: str
    dimension: str
    headline: str
    episodes: tuple["ToldEpisode", ...]
    tiles: tuple[Tile, ...]
    trend: Trend
    breakdown: Breakdown | None = None
    change: Change | None = None
    week: WeekHours | None = None
    refusal: str = ""
    lines: tuple[str, ...] = field(default=(), repr=False)

    @property
    def metric(self) -> str:
        """The name of the metric looked at more closely."""
        return self.scale.name

    def first_tiles(self, most: int) -> tuple[Tile, ...]:
        """The tiles that matter now; the metric looked at more closely is among them where it has a tile."""
        first, names = self.tiles[:most], [one.name for one in self.tiles]
        if self.metric in names[most:]:
            return (*first[:-1], self.tiles[names.index(self.metric)])
        return first

    @property
    def is_narrowable(self) -> bool:
        """Whether contacts can be narrowed by the dimension."""
        return self.dimension in METRICS["contacts"].dimensions

    def to_frame(self) -> pd.DataFrame:
        """One row per tile: metric, label, value, n; before, change with its verdict, 99 % interval and n before; the
        latest complete week with its first day, value, verdict and rule; missing (why there is no figure)."""
        return pd.DataFrame([_tile_row(one) for one in self.tiles])

    def to_dict(self) -> dict[str, Any]:
        """Everything as plain values and lists of rows; what is not known is NaN or None."""
        return {
            "from": self.view.days.first,
            "to": self.view.days.last,
            "compared_from": self.view.compared_days.first if self.view.compared_days else None,
            "compared_to": self.view.compared_days.last if self.view.compared_days else None,
            "headline": self.headline,
            "episodes": [_episode_row(one) for one in self.episodes],
            "metrics": [_tile_row(one) for one in self.tiles],
            "metric": self.metric,
            "by": self.dimension,
            "trend": _section(self.trend),
            "breakdown": _section(self.breakdown),
            "change": _section(self.change),
            "week": _section(self.week),
            "refusal": self.refusal or None,
        }

    def __repr__(self) -> str:
        head = " · ".join(filter(None, [days_text(self.view.days), self.view.where_text]))
        tiles = [
            f"  {one.scale.label:<22}{one.value_text:>12}  " + (one.missing or _tile_text(one)) for one in self.tiles
        ]
        sections = (self.trend, self.breakdown, self.change, self.week)
        takeaways = [f"  {one.title}: {one.takeaway}" for one in sections if one is not None]
        told = [self.headline, *(one.text for one in self.episodes[1:])]
        return "\n".join(
            [f"Overview, {head}", *(f"  {one}" for one in told), *tiles, *takeaways, *filter(None, [self.refusal])]
        )


def _episode_row(told: ToldEpisode) -> dict[str, Any]:
    one = told.episode
    return {
        "from": one.days.first,
        "to": one.days.last,
        "metric": one.metric,
        "verdict": one.kind,
        "value": one.leading.value,
        "usual": one.leading.usual,
        "over": one.is_over,
        "place": None if one.place is None else {one.place.dimension: one.place.key, "part": one.place.part},
        "contacts": None if one.excess is None else {one.excess.dimension: one.excess.key, "more": one.excess.contacts},
        "also": [{"metric": m.scale.name, "value": m.value, "usual": m.usual} for m in one.also],
        "text": " ".join(filter(None, [told.text, told.detail])),
        "why": " ".join(told.evidence),
    }


def _tile_text(one: Tile) -> str:
    change = f"{one.change_text}, {one.change_verdict_text}" if one.change_text else None
    return " · ".join(filter(None, [change, f"{one.latest_label.lower()} {one.latest_text}", one.basis]))


def _tile_row(one: Tile) -> dict[str, Any]:
    tested, latest = one.tested, one.latest
    return {
        "metric": one.name,
        "label": one.scale.label,
        "value": one.value,
        "n": one.n,
        "before": one.before,
        "n_before": one.n_before,
        "change": one.change,
        "change_verdict": one.change_verdict,
        "change_low": tested.low if tested else math.nan,
        "change_high": tested.high if tested else math.nan,
        "latest_week": None if latest.verdict.at is None else str(latest.verdict.at),
        "latest_week_grain": latest.verdict.grain,
        "latest_week_value": latest.value,
        "latest_week_verdict": latest.verdict.kind,
        "latest_week_rule": latest.verdict.rule,
        "missing": one.missing or None,
    }


def _section(part: Trend | Breakdown | Change | WeekHours | None) -> dict[str, Any] | None:
    if part is None:
        return None
    rows = [] if part.frame.empty else part.table.to_dict("records")
    return {"title": part.title, "takeaway": part.takeaway, "how_sure": list(part.evidence), "rows": rows}


@kept(most=16)
def answer(session: Session, view: View, metric: str = "service_level", dimension: str = "reason") -> OverviewAnswer:
    """The overview of what `view` looks at, with `metric` by `dimension` more closely.

    Everything comes from one moment of the store and is asked for together. Raises QMError for a metric or dimension
    that does not exist.
    """
    refusal = _refusal(view, metric_named(metric).name)
    fitting = {name for name in (*TILES, metric) if not _refusal(view, name)}
    by_day = _daily_questions(view, tuple(name for name in METRICS if name in fitting))
    now = Measurement(view.current, (metric,), (dimension,))
    hours = Measurement(view.current, (metric,), ("weekday", "hour"))
    before = Measurement(view.comparison, (metric,), (dimension,)) if view.comparison else None
    closely = [] if refusal else [question for question in (now, before, hours) if question]
    answers = measure_all(session.store, [*by_day, *closely])
    daily = pd.concat([answers[question] for question in by_day]).drop_duplicates(["day", "metric"], ignore_index=True)
    series = DailySeries(view, session.definitions(), daily)
    filled = metrics_with_data(session)
    tiles = in_order(tuple(tile(series, name, name in filled) for name in TILES))
    chosen = series.metric(metric)
    story = _story(session, series, tiles)
    shared = (view, Scale.of(chosen), chosen.meaning, dimension, *story, tiles, trend(series, metric))
    lines = (*view.lines, chosen.meaning)
    if refusal:
        return OverviewAnswer(*shared, refusal=refusal, lines=lines)
    names = agent_names(session) if dimension == "agent" else {}
    tested = series.change(metric)
    return OverviewAnswer(
        *shared,
        breakdown=breakdown(series, metric, dimension, answers[now], names),
        change=change(
            series,
            metric,
            dimension,
            answers[before] if before else None,
            answers[now],
            names,
            tested is not None and tested.direction == 0,
        ),
        week=week_hours(series, metric, answers[hours]),
        lines=lines,
    )


def _story(session: Session, series: DailySeries, tiles: tuple[Tile, ...]) -> tuple[str, tuple[ToldEpisode, ...]]:
    """The headline and the episodes."""
    whole = replace(series, view=to_the_end(series.view))
    names = tuple(name for name in TILES if any(one.name == name and not one.missing for one in tiles))
    end = series.view.extent_days.last
    told = tuple(
        ToldEpisode(one, episode_text(one, end), detail_text(one), evidence_lines(one), look_text(one))
        for one in key_episodes(session, whole, names)
    )
    if told:
        return told[0].text, told
    first = max(series.view.history_days.first, as_days(series.view.extent.steady, series.view.extent.steady).first)
    return quiet_text(tiles, first, can_tell(whole, names)), ()


def _daily_questions(view: View, metrics: tuple[str, ...]) -> list[Measurement]:
    """The metrics by day, from the history or trend on to the end of the data, and over days compared with before."""
    whole = to_the_end(view).history_days
    first = min(whole.first, view.trend_days.first)
    questions = [Measurement(view.history.period(first, max(whole.last, view.trend_days.last)), metrics, ("day",))]
    before = view.comparison
    if before and before.date_from and before.date_from < first:
        questions.append(Measurement(before, metrics, ("day",)))
    return questions


def _refusal(view: View, metric: str) -> str:
    """Why a metric cannot be narrowed as the filters have it; empty when it can."""
    try:
        check([METRICS[metric]], (), view.current)
    except QMError as error:
        return str(error)
    return ""
