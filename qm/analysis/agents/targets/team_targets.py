"""Targets by team and metric: those set, how far each is reached, and the setting of one as people type it."""

from datetime import datetime

from qm.analysis.agents.answer import AgentsAnswer
from qm.analysis.agents.targets.target_input import parse_target
from qm.analysis.agents.targets.target_progress import NO_FIGURE, WHOLE_CENTRE, TargetProgress, target_progress
from qm.metrics import METRICS
from qm.store import Session
from qm.store.targets import Target, set_target
from qm.store.targets import targets as read_targets


def targets_answer(session: Session, answer: AgentsAnswer) -> list[TargetProgress]:
    """Every target of the teams that the filters name (all when they name none) as it stands."""
    known = [target for target in read_targets(session.store) if target.metric in METRICS]
    teams = teams_named(answer)
    if teams:
        known = [target for target in known if target.team in teams]
    return target_progress(session, known, answer.filters, answer.compared_with) if known else []


def teams_named(answer: AgentsAnswer) -> tuple[str | None, ...]:
    """The teams that the filters name."""
    return dict(answer.filters.where).get("team", ())


def target_name(target: Target) -> str:
    """A target's name: Red, Satisfaction."""
    return f"{target.team or WHOLE_CENTRE}, {METRICS[target.metric].label}"


def aim_text(metric: str) -> str:
    """Which way a metric's target lies: Satisfaction, at least."""
    return f"{METRICS[metric].label}, at {'least' if METRICS[metric].better == 'up' else 'most'}"


def set_typed_target(session: Session, answer: AgentsAnswer, team: str, metric: str, text: str) -> str:
    """Keep a target as typed, with where the team stands in the period as its baseline; the sentence that says so.

    Raises QMError for what is no figure of the metric.
    """
    scale, first, last = answer.scale_of(metric), answer.filters.date_from, answer.filters.date_to
    level = parse_target(text, scale)
    now_at = datetime.now().replace(microsecond=0)
    blank = Target(team, metric, level, None, first, last, now_at)
    (now,) = target_progress(session, [blank], answer.filters, answer.compared_with)
    baseline = None if now.now == NO_FIGURE else now.now[0]
    set_target(session.store, Target(team, metric, level, baseline, first, last, now_at, session.person or None))
    return f"{team or WHOLE_CENTRE}: {aim_text(metric)} {scale.text(level)}."
