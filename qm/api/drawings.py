"""The charts of the screen, drawn from an answer: for each, its name and what draws it."""

from collections.abc import Callable
from typing import Any

from qm import charts
from qm.analysis.overview import OverviewAnswer
from qm.api.result import Chart
from qm.errors import QMError


def _trend(answer: OverviewAnswer) -> Chart:
    if not answer.trend.is_drawn:
        raise QMError(answer.trend.takeaway)
    return charts.trend(answer.trend.frame, answer.scale)


def _breakdown(answer: OverviewAnswer) -> Chart:
    groups = answer.breakdown
    if groups is None or groups.frame.empty:
        raise QMError(answer.refusal if groups is None else groups.takeaway)
    return charts.breakdown(groups.frame, answer.scale, total=groups.total, ranked=groups.is_ranked)


def _change(answer: OverviewAnswer) -> Chart:
    change = answer.change
    if change is None or change.frame.empty:
        raise QMError(answer.refusal if change is None else change.takeaway)
    return charts.moves(change.largest, answer.scale)


def _week(answer: OverviewAnswer) -> Chart:
    week = answer.week
    if week is None or not week.is_drawn:
        raise QMError(answer.refusal if week is None else week.takeaway)
    return charts.heatmap(week.frame, answer.scale)


OVERVIEW: dict[str, Callable[[Any], Chart]] = {
    "trend": _trend,
    "breakdown": _breakdown,
    "change": _change,
    "week": _week,
}
