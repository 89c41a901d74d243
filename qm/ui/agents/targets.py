"""Targets by team and metric: typed in here, and how far each is reached, with quality always beside it."""

import math
from datetime import datetime
from typing import Any

import pandas as pd
import streamlit as st

from qm.analysis.agents import CONTROLLABLE
from qm.errors import QMError
from qm.metrics import METRICS
from qm.store import Store
from qm.store.targets import CENTRE, Target, remove_target, set_target, targets
from qm.ui.agents.amounts import amount
from qm.ui.agents.figures import Figures
from qm.ui.agents.progress import NOTHING, WHOLE, Progress, progress
from qm.ui.agents.question import Question
from qm.ui.chart import as_csv
from qm.ui.lookup import options
from qm.ui.markup import literal

_SAID = "targets.said"


def targets_section(store: Store, figures: Figures) -> None:
    """Every target with its progress, and the form to set one."""
    question = figures.question
    st.markdown("**Targets**")
    st.caption(
        "A target reached says nothing about how good the work is, so quality stands beside it. Improvement counts as "
        "well as level: surely better than in the period compared with earns the same."
    )
    _form(store, question)
    said = st.session_state.pop(_SAID, None)
    if said:
        (st.error if said[0] == "error" else st.success)(literal(said[1]))
    known = [t for t in targets(store) if t.metric in METRICS]
    teams = dict(question.view.current.where).get("team")
    if teams:
        known = [t for t in known if t.team in teams]
    if not known:
        st.caption("No target is set for this team yet." if teams else "No target is set yet.")
        return
    found = progress(store, question, known)
    with st.container(key="targets.list"):
        st.dataframe(
            shown(found, question),
            hide_index=True,
            column_config=_columns(question),
            alt="Targets by team and metric with progress, and quality beside them",
        )
    with st.container(horizontal=True):
        st.download_button(
            "Save as CSV",
            lambda: as_csv(saved(found), ["Targets by team", *question.view.lines]),
            "targets.csv",
            "text/csv",
            key="targets.save",
            icon=":material/download:",
            on_click="ignore",
            type="tertiary",
        )
        with st.popover("Remove a target", icon=":material/delete:", type="tertiary", key="targets.remove"):
            chosen = st.selectbox("Target", known, format_func=called, key="targets.chosen")
            st.button("Remove", key="targets.remove.now", on_click=_remove, args=(store, chosen.team, chosen.metric))


def _form(store: Store, question: Question) -> None:
    teams = [CENTRE, *(t for t in options(store, "team") if t)]
    with st.form("targets.form", border=False), st.container(horizontal=True, vertical_alignment="bottom"):
        st.selectbox("Team", teams, format_func=lambda t: t or WHOLE, key="targets.team", width=200)
        st.selectbox("Metric", list(CONTROLLABLE), format_func=_wanted, key="targets.metric", width=260)
        st.text_input("Target", key="targets.level", width=200, max_chars=40, placeholder="such as 85% or 5:30")
        st.form_submit_button(
            "Set target", icon=":material/flag:", on_click=_set, args=(store, question), key="targets.set"
        )


def _wanted(name: str) -> str:
    return f"{METRICS[name].label}, at {'least' if METRICS[name].better == 'up' else 'most'}"


def _set(store: Store, question: Question) -> None:
    state = st.session_state
    team, name = state["targets.team"], state["targets.metric"]
    scale, days = question.scale_of(name), question.view.days
    try:
        level = amount(state.get("targets.level") or "", scale)
    except QMError as error:
        state[_SAID] = ("error", str(error))
        return
    blank = Target(team, name, level, None, days.first, days.last, datetime.now().replace(microsecond=0))
    (now,) = progress(store, question, [blank])
    start = None if now.now == NOTHING else now.now[0]
    set_target(store, Target(team, name, level, start, days.first, days.last, blank.set_at))
    state[_SAID] = ("done", f"{team or WHOLE}: {_wanted(name)} {scale.text(level)}.")


def _remove(store: Store, team: str, metric: str) -> None:
    remove_target(store, team, metric)
    st.session_state.pop("targets.chosen", None)


def called(target: Target) -> str:
    """A target's name: Red, Satisfaction."""
    return f"{target.team or WHOLE}, {METRICS[target.metric].label}"


def shown(found: list[Progress], question: Question) -> pd.DataFrame:
    """The targets as they are read."""
    quality = question.scale_of("quality_score")
    rows: list[dict[str, Any]] = []
    for p in found:
        scale = question.scale_of(p.target.metric)
        few = p.is_reached is None
        rows.append(
            {
                "Team": p.target.team or WHOLE,
                "Metric": METRICS[p.target.metric].label,
                "Target": f"{'≥' if p.is_more_wanted else '≤'} {scale.text(p.target.level)}",
                "Now": "–" if few else f"{scale.text(p.now[0])} (n {p.now[3]:,})",
                "Quality": "–" if p.quality[3] < 10 else f"{quality.text(p.quality[0])} (n {p.quality[3]:,})",
                "Earned": p.earned,
                "Way": None if math.isnan(p.way) else round(p.way, 2),
                "Level": level_text(p),
                "Change": change_text(scale.change_text(p.change), p.sign),
                "Quality's change": change_text(quality.change_text(p.quality_change), p.quality_sign),
            }
        )
    return pd.DataFrame(rows)


def level_text(p: Progress) -> str:
    """Whether the level is reached, and whether that may be chance."""
    if p.is_reached is None:
        return f"too few cases ({p.now[3]:,})"
    return ("reached" if p.is_reached else "not reached") + ("" if p.is_sure else ", may be chance")


def change_text(change: str, sign: int | None) -> str:
    """A change in the direction that is better: surely better (+3.2 points)."""
    if sign is None:
        return "–"
    return f"{ {1: 'surely better', -1: 'surely worse'}.get(sign, 'ordinary') } ({change})"


def saved(found: list[Progress]) -> pd.DataFrame:
    """The targets as they are saved: figures as numbers."""
    return pd.DataFrame(
        [
            {
                "team": p.target.team or WHOLE,
                "metric": p.target.metric,
                "target": p.target.level,
                "value": p.now[0],
                "low": p.now[1],
                "high": p.now[2],
                "n": p.now[3],
                "baseline": p.target.baseline,
                "baseline_from": p.target.baseline_from,
                "baseline_to": p.target.baseline_to,
                "way": p.way,
                "change": p.change,
                "earned": p.earned,
                "quality_score": p.quality[0],
                "quality_n": p.quality[3],
                "quality_change": p.quality_change,
            }
            for p in found
        ]
    )


def _columns(question: Question) -> dict[str, Any]:
    column = st.column_config.TextColumn
    against = question.view.lines[1] if question.view.comparison else "nothing to compare with"
    return {
        "Now": column(help=f"In {question.view.lines[0]}."),
        "Level": column(help="May be chance: the 95% interval holds the target."),
        "Way": st.column_config.ProgressColumn(
            help="The part of the way from where it stood when the target was set.",
            format="percent",
            min_value=0.0,
            max_value=1.0,
            width=110,
        ),
        "Change": column(
            help=f"In the direction that is better, {against}. Surely: beyond chance, at most 5% of those "
            "called so by luck."
        ),
        "Earned": column(help="The level, a sure improvement, or both."),
        "Quality": column(
            help=question.metric.meaning
            if question.name == "quality_score"
            else METRICS["quality_score"].explained(question.definitions)
        ),
    }
