"""One figure of an agent over time: its limits, its signals, and when there was coaching."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

import numpy as np
import pandas as pd

from qm.analysis.agents.profile.agent_answer import AgentAnswer
from qm.analysis.agents.profile.coaching_log import coaching_log
from qm.analysis.agents.profile_comparisons import work_only
from qm.analysis.cache import kept
from qm.analysis.resolved_filters import View, as_days
from qm.analysis.trend_frame import UNJUDGED, trend_frame
from qm.metrics import METRICS, Filters, Metric, measure
from qm.models.signals.control_charts import BEYOND, Control
from qm.models.signals.pooled_weeks import stretches
from qm.models.signals.verdicts import chart, gather
from qm.store import Session
from qm.wording import Days, Scale, day_text, days_text

WEEKS_BEFORE = 52
"""Before the period: one person has few cases a week, and limits need many stretches."""

OFFERED = ("quality_score", "csat", "resolution", "fcr", "aht", "transfer_rate", "reopen_rate")
"""The metrics that can be looked at over time."""


@dataclass(frozen=True, eq=False)
class AgentTrend:
    """The points as `qm.charts.trend` draws them, their limits, and the coaching and feedback held within their days.

    `events`: at, kind and what (the question it was about).
    """

    metric: Metric
    scale: Scale
    frame: pd.DataFrame = field(repr=False)
    control: Control | None = field(repr=False)
    events: pd.DataFrame = field(repr=False)

    def coaching_only(self) -> "AgentTrend":
        """The same without feedback, which may be a mark on every other day."""
        coached = self.events[self.events["kind"] == "coaching"]
        return AgentTrend(self.metric, self.scale, self.frame, self.control, coached)

    @property
    def takeaway(self) -> str:
        """The sentence to take from the chart."""
        return trend_takeaway(self.frame, self.control, self.scale, self.events)


def agent_trend(session: Session, view: View, answer: AgentAnswer, name: str) -> AgentTrend | None:
    """Metric `name` of the agent over the period and the year before; None for fewer than two stretches of weeks."""
    metric = METRICS[name].under(answer.definitions)
    points = _points(session, view, answer.agent, name)
    if points is None:
        return None
    scale = Scale.of(metric)
    frame, control = points
    return AgentTrend(metric, scale, frame, control, _events(session, answer, frame))


@kept(most=32)
def _points(session: Session, view: View, agent: str, name: str) -> tuple[pd.DataFrame, Control | None] | None:
    metric, extent = METRICS[name].under(session.definitions()), view.extent
    first = max(as_days(extent.steady, extent.steady).first, view.days.first - timedelta(weeks=WEEKS_BEFORE))
    days = Days(min(first, view.days.first), view.days.last)
    work: Filters = work_only(view.current).period(days.first, days.last)
    if not set(work.dimensions) <= set(metric.dimensions):
        return None
    daily = measure(session.store, work.with_("agent", agent), [name], ["day"])
    points = gather(
        daily["day"].to_numpy().astype("datetime64[D]"),
        *(np.nan_to_num(daily[column].to_numpy(dtype=float)) for column in ("numerator", "denominator", "n")),
        grain="week",
        kind=_kind(metric),
        first=max(np.datetime64(days.first), extent.steady),
        last=min(np.datetime64(days.last), extent.last),
    )
    points, ends = stretches(points)
    if len(points) < 2:
        return None
    control = chart(points, _kind(metric), since=np.datetime64(view.days.first))
    names = [days_text(as_days(a, b)) for a, b in zip(points.start, ends, strict=True)]
    kind, better = metric.kind, metric.better
    return trend_frame(points, ends, control, kind=kind, better=better, names=names, current=view.days), control


def _kind(metric: Metric) -> Any:
    return "share" if metric.kind == "share" else "mean"


def _events(session: Session, answer: AgentAnswer, frame: pd.DataFrame) -> pd.DataFrame:
    """What was held within the days drawn."""
    log = coaching_log(session.store, answer.agent)
    held = log[(log["held_at"] >= frame["start"].iloc[0]) & (log["held_at"] < frame["end"].iloc[-1])]
    return pd.DataFrame(
        {
            "at": held["held_at"].astype("datetime64[s]"),
            "kind": held["kind"].fillna("feedback"),
            "what": [
                f"{q} {answer.question_text(q)}" if isinstance(q, str) else "no single question"
                for q in held["question"]
            ],
        }
    )


def trend_takeaway(frame: pd.DataFrame, control: Control | None, scale: Scale, events: pd.DataFrame) -> str:
    """Whether the latest judged stretch is ordinary, and what the marks are."""
    judged = frame[~frame["signal"].isin(UNJUDGED)]
    if judged.empty:
        return "No stretch has enough cases to be judged."
    marked = _marks_text(events)
    if control is None or control.trial:
        return "Too few stretches to tell signals from ordinary variation; limits are drawn on trial." + marked
    latest = judged.iloc[-1]
    limits = f"{scale.text(latest['lower'])} to {scale.text(latest['upper'])}"
    since = day_text(date.fromisoformat(str(latest["start"].date())))
    if latest["direction"] == "within":
        return f"Since {since} it is ordinary variation: {scale.text(latest['value'])} within {limits}." + marked
    word = {"higher": "unusually high", "lower": "unusually low"}.get(latest["signal"], latest["signal"])
    rest = "ordinary is" if latest["rule"] == BEYOND else "within"
    return f"Since {since} it is {word}: {scale.text(latest['value'])}, {latest['rule']}; {rest} {limits}." + marked


def _marks_text(events: pd.DataFrame) -> str:
    coached = int((events["kind"] == "coaching").sum())
    feedback = len(events) - coached
    marks = [f"lines mark coaching ({coached})"] if coached else []
    marks += [f"triangles mark feedback ({feedback})"] if feedback else []
    return f" {' and '.join(marks).capitalize()}." if marks else ""
