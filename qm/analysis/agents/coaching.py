"""Coaching and what it changed: each event's question before and after, against peers and regression to the mean."""

from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np
import pandas as pd

from qm.analysis.agents.comparison import PeerComparison, names_of
from qm.analysis.agents.design_effect import design_effects
from qm.analysis.agents.history import WHOLE, History
from qm.analysis.agents.profile_comparisons import SCORE
from qm.metrics.catalogue import metric
from qm.metrics.consistent_read import snapshot
from qm.metrics.filters import Filters
from qm.metrics.score_sql import agents_in_force
from qm.metrics.snapshot import Snapshot
from qm.models.comparison import adaptive_shrinkage as mixture
from qm.models.comparison import coaching_effect as model
from qm.models.comparison.adaptive_shrinkage import Mixed, Spread
from qm.models.comparison.coaching_effect import Side
from qm.store import Store

WINDOW_DAYS = 84
"""Days before and after an event that are compared: long enough that the bad run which may have led to
the coaching is only a part of what came before."""

EVENTS = """
-- one row per event
select c.agent_id as agent, c.coach_id, c.held_at, c.kind, c.question_id as question, c.note, c.follow_up_on
from coaching as c
left join ({in_force}) as s
    on s.agent_id = c.agent_id
    and s.first_day <= cast(c.held_at as date) and s.day_after > cast(c.held_at as date)
left join agents as a on a.agent_row = s.agent_row
where {condition}
order by c.held_at, c.agent_id, c.question_id, c.kind, c.coach_id
"""
ABOUT_AGENTS = {"agent": "c.agent_id"} | {
    name: f"a.{name}" for name in ("team", "supervisor", "manager", "site", "shift", "tenure")
}

GAPS = ("value", "cases", "expected", "gap", "variance")
EVENT = ["agent", "name", "coach_id", "held_at", "kind", "question", "note", "follow_up_on"]


def coaching(
    store: Store,
    filters: Filters,
    questions: Mapping[str, PeerComparison],
    score: PeerComparison | None = None,
    window_days: int = WINDOW_DAYS,
) -> pd.DataFrame:
    """One row per coaching or feedback event held in the period, of agents that the filters look at.

    Columns: agent, name, coach_id, held_at, kind, question, note, follow_up_on; then, as shares of
    points on that question (the whole score where there is none): before, before_n, after,
    after_n, expected_before, expected_after (peers with the same mix), plain (change of the gap
    to peers), regression (what chance would have brought back anyway), effect = plain −
    regression with low, high and variance, and verdict: better, worse, no change seen, too few.
    False discoveries are kept at 5 % over the events of a kind.
    `questions` and `score` are comparisons of everybody, for how much agents truly differ.
    """
    with snapshot(store) as view:
        events = _events(view, filters)
        held = events.assign(question=events["question"].fillna(WHOLE), kind=events["kind"].fillna(""))
        before, after = _sides(view, held, window_days)
        named = events.assign(name=events["agent"].map(names_of(view.cursor)).astype("str"))
    spreads = {q: _spread(questions.get(q) if q else score) for q in held["question"].unique()}
    figures = pd.DataFrame(
        {
            "before": before["value"],
            "before_n": before["cases"],
            "after": after["value"],
            "after_n": after["cases"],
            "expected_before": before["expected"],
            "expected_after": after["expected"],
        }
    ).astype({"before_n": "int64", "after_n": "int64"})
    judged = [_judged(before, after, held, spreads, kind) for kind in held["kind"].unique()]
    columns = ["plain", "regression", "effect", "low", "high", "variance", "verdict"]
    told = pd.concat(judged).reindex(events.index) if judged else pd.DataFrame(columns=columns)
    return pd.concat([named[EVENT], figures, told], axis=1)


def pooled(events: pd.DataFrame, by: str) -> pd.DataFrame:
    """Effects of events added up `by` agent, question, coach_id or kind: events, effect, low, high (95 %).

    Only events with enough cases before and after count.
    """
    enough = events[events["verdict"] != model.TOO_FEW]
    rows = []
    for key, group in enough.groupby(by, sort=True):
        effect, low, high = model.pooled(group["effect"].to_numpy(float), group["variance"].to_numpy(float))
        rows.append({by: key, "events": len(group), "effect": effect, "low": low, "high": high})
    return pd.DataFrame(rows, columns=[by, "events", "effect", "low", "high"])


def _events(view: Snapshot, filters: Filters) -> pd.DataFrame:
    chosen = Filters(filters.date_from, filters.date_to, tuple(w for w in filters.where if w[0] in ABOUT_AGENTS))
    sql = EVENTS.format(in_force=agents_in_force(), condition=chosen.condition("c.held_at", ABOUT_AGENTS))
    return view.cursor.frame(sql, chosen.parameters or None)


def _spread(compared: PeerComparison | None) -> Spread:
    """How agents truly differ on a question."""
    if compared is None or compared.result is None:
        return mixture.fit(np.zeros(0), np.zeros(0))
    return mixture.fit(compared.result.difference, compared.result.variance)


def _sides(view: Snapshot, events: pd.DataFrame, window_days: int) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Before and after each event: value, cases, expected, gap and its variance; NaN where nothing was scored."""
    sides = [{name: np.full(len(events), np.nan) for name in GAPS} for _ in ("before", "after")]
    for side in sides:
        side["cases"][:] = 0
    score = metric(SCORE).under(view.in_force)
    reach = pd.Timedelta(days=window_days)
    inflation = _inflation(view, events)
    for question in events["question"].unique():
        about = events[events["question"] == question]
        day = about["held_at"].dt.normalize()
        agents = about["agent"].unique().tolist()
        history = History.read(view, score, question, agents, day.min() - reach, day.max() + reach, inflation)
        for row, agent, *windows in _windows(about, window_days):
            for side, (first, last) in zip(sides, windows, strict=True):
                for name, value in history.gap(
                    agent, (first - history.first).days, (last - history.first).days
                ).items():
                    side[name][row] = value
    before, after = (pd.DataFrame(side) for side in sides)
    return before, after


def _inflation(view: Snapshot, events: pd.DataFrame) -> dict[str, float]:
    """By agent coached: how much greater variances are because some contacts were scored several times."""
    if events.empty:
        return {}
    coached = Filters().with_("agent", events["agent"].unique().tolist())
    return design_effects(view, view.in_force, coached, "agent")


def _windows(about: pd.DataFrame, window_days: int) -> Iterator[tuple[Any, ...]]:
    """Row, agent, and the days before and after each event (first, last + 1), all about one question.

    Coaching of the agent on the same question ends the windows of the events before it and
    begins those of the events after it: nobody gets the credit for another's work.
    """
    reach, one = pd.Timedelta(days=window_days), pd.Timedelta(days=1)
    marks = about[about["kind"] == "coaching"].groupby("agent")["held_at"]
    coached = {agent: sorted(held.dt.normalize().unique()) for agent, held in marks}
    for row, agent, held in zip(about.index, about["agent"], about["held_at"].dt.normalize(), strict=True):
        others = coached.get(agent, [])
        since = max([held - reach, *(mark + one for mark in others if mark < held)])
        until = min([held + one + reach, *(mark for mark in others if mark > held)])
        yield row, agent, (since, held), (held + one, until)


def _judged(
    before: pd.DataFrame, after: pd.DataFrame, events: pd.DataFrame, spreads: Mapping[str, Spread], kind: str
) -> pd.DataFrame:
    """Effects and verdicts of the events of one kind."""
    own = events[events["kind"] == kind]
    sides = [
        Side(*(side.loc[own.index, name].to_numpy(float) for name in ("gap", "variance", "cases")))
        for side in (before, after)
    ]
    about = own["question"].to_numpy()
    changes = _stacked([(about == q, model.change(sides[0], sides[1], spreads[q])) for q in own["question"].unique()])
    effects = model.effects(sides[0], sides[1], changes)
    return pd.DataFrame(
        {
            "plain": effects.plain,
            "regression": effects.regression,
            "effect": effects.effect,
            "low": effects.low,
            "high": effects.high,
            "variance": effects.variance,
            "verdict": pd.Series(effects.verdict, own.index, "str"),
        },
        index=own.index,
    )


def _stacked(parts: list[tuple[np.ndarray, Mixed]]) -> Mixed:
    """One mixture per event, each from the part whose rows it belongs to; narrower ones get empty columns."""
    size, width = len(parts[0][0]), max(mixed.means.shape[1] for _, mixed in parts)
    weights, means, variances = np.zeros((size, width)), np.zeros((size, width)), np.ones((size, width))
    for rows, mixed in parts:
        columns = mixed.means.shape[1]
        weights[rows, :columns] = mixed.weights[rows]
        means[rows, :columns] = mixed.means[rows]
        means[rows, columns:] = mixed.means[rows, :1]
        variances[rows, :columns] = mixed.variances[rows]
    return Mixed(weights, means, variances)
