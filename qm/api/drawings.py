"""The charts of the screen, drawn from an answer: for each, its name and what draws it."""

from collections.abc import Callable
from typing import Any

from qm import charts
from qm.analysis.agents import AgentsAnswer
from qm.analysis.agents.funnel import funnel_frame, why_no_funnel
from qm.analysis.overview import OverviewAnswer
from qm.analysis.repeats import RepeatsAnswer, ServiceFeedback
from qm.analysis.scorecard import ScorecardAnswer
from qm.analysis.scorecard.driver_sentences import impossible_text
from qm.analysis.whatif import WhatIfAnswer
from qm.analysis.whatif.questions.lever_contributions import lever_contributions
from qm.analysis.whatif.questions.lever_curve import service_level_by_agents
from qm.analysis.whatif.questions.service_map import service_map
from qm.api.result import Chart
from qm.charts.bands import bands
from qm.charts.causes import causes
from qm.charts.funnel import funnel
from qm.charts.pareto import pareto
from qm.charts.scorecard import question_map
from qm.charts.settings import curves, steps, terrain
from qm.charts.windows import windows
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


def _windows(answer: RepeatsAnswer) -> Chart:
    if answer.curve.frame.empty:
        raise QMError(answer.curve.takeaway)
    return windows(answer.curve.frame, answer.setting.scale, window_days=answer.setting.window)


def _groups(answer: RepeatsAnswer) -> Chart:
    if answer.groups.frame.empty:
        raise QMError(answer.groups.takeaway)
    return causes(answer.groups.frame, answer.setting.scale)


def _pareto(answer: RepeatsAnswer) -> Chart:
    found = answer.pareto()
    if found.frame.empty:
        raise QMError(found.takeaway)
    return pareto(found.frame)


def _link(place: int) -> Callable[[ServiceFeedback], Chart]:
    def drawn(answer: ServiceFeedback) -> Chart:
        link = answer.links[place]
        if link.comparison is None:
            raise QMError(link.takeaway)
        return bands(link.frame, link.scale, condition=link.condition)

    return drawn


def _funnel(answer: AgentsAnswer) -> Chart:
    why_not, comparison = why_no_funnel(answer), answer.comparison
    if why_not or comparison is None:
        raise QMError(why_not)
    return funnel(funnel_frame(answer), comparison.limits, answer.scale, centre=comparison.centre)


def _question_map(answer: ScorecardAnswer) -> Chart:
    if answer.drivers.impossible:
        raise QMError(f"What questions are worth to customers cannot be told: {impossible_text(answer.drivers)}.")
    return question_map(answer.question_map())


def _service_by_agents(answer: WhatIfAnswer) -> Chart:
    _with_waits(answer)
    drawn = service_level_by_agents(answer)
    return curves(drawn.lines, drawn.points, target=answer.setting.target, x_title=drawn.x_title)


def _service_map(answer: WhatIfAnswer) -> Chart:
    _with_waits(answer)
    drawn = service_map(answer)
    return terrain(drawn.cells, drawn.target, drawn.tipping, drawn.points)


def _levers(answer: WhatIfAnswer) -> Chart:
    drawn = lever_contributions(answer)
    if drawn.steps is None:
        raise QMError(drawn.takeaway)
    return steps(drawn.steps)


def _with_waits(answer: WhatIfAnswer) -> None:
    if answer.queue.kind == "deferred":
        raise QMError("Deferred work is not answered at once: this chart says nothing about it.")


Drawings = dict[str, Callable[[Any], Chart]]

OVERVIEW: Drawings = {"trend": _trend, "breakdown": _breakdown, "change": _change, "week": _week}
REPEATS: Drawings = {"windows": _windows, "groups": _groups, "pareto": _pareto}
SERVICE_FEEDBACK: Drawings = {"repeat_rate": _link(2), "aht": _link(0), "csat": _link(1)}
AGENTS: Drawings = {"funnel": _funnel}
SCORECARD: Drawings = {"question_map": _question_map}
WHATIF: Drawings = {"agents": _service_by_agents, "map": _service_map, "levers": _levers}
