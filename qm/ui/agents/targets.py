"""Targets by team and metric: typed in here, and how far each is reached, with quality always beside it."""

import math
from collections.abc import Sequence
from typing import Any

import pandas as pd
import streamlit as st

from qm.analysis.agents import CONTROLLABLE, AgentsAnswer
from qm.analysis.agents.targets.target_progress import (
    QUALITY,
    WHOLE_CENTRE,
    TargetProgress,
    improvement_text,
    progress_frame,
)
from qm.analysis.agents.targets.team_targets import aim_text, set_typed_target, target_name, teams_named
from qm.analysis.data_facts import dimension_values
from qm.errors import QMError
from qm.metrics import METRICS
from qm.models.comparison.fair_comparison import FEWEST
from qm.store import Session
from qm.store.targets import CENTRE, remove_target
from qm.ui import state
from qm.ui.chart import as_csv
from qm.wording.scale import DASH

PLACE = "targets"


def targets_section(session: Session, answer: AgentsAnswer, progress: Sequence[TargetProgress]) -> None:
    """Every target with its progress, and the form to set one."""
    st.markdown("**Targets**")
    st.caption(
        "Hitting a target says nothing about quality, so quality stands beside it. Improvement beyond normal "
        "variation counts like reaching the target."
    )
    _form(session, answer)
    state.show_said(PLACE)
    if not progress:
        st.caption("No target is set for this team yet." if teams_named(answer) else "No target is set yet.")
        return
    with st.container(key="targets.list"):
        st.dataframe(
            displayed(progress, answer),
            hide_index=True,
            column_config=_columns(answer),
            alt="Targets by team and metric with progress, and quality beside them",
        )
    with st.container(horizontal=True):
        st.download_button(
            "Save as CSV",
            lambda: as_csv(progress_frame(progress), ["Targets by team", *answer.lines]),
            "targets.csv",
            "text/csv",
            key="targets.save",
            icon=":material/download:",
            on_click="ignore",
            type="tertiary",
        )
        with st.popover("Remove a target", icon=":material/delete:", type="tertiary", key="targets.remove"):
            known = [p.target for p in progress]
            chosen = st.selectbox("Target", known, format_func=target_name, key=state.key("targets.chosen"))
            st.button("Remove", key="targets.remove.now", on_click=_remove, args=(session, chosen.team, chosen.metric))


def _form(session: Session, answer: AgentsAnswer) -> None:
    teams = [CENTRE, *(t for t in dimension_values(session, "team") if t)]
    with st.form("targets.form", border=False), st.container(horizontal=True, vertical_alignment="bottom"):
        st.selectbox("Team", teams, format_func=lambda t: t or WHOLE_CENTRE, key="targets.team", width=200)
        st.selectbox("Metric", list(CONTROLLABLE), format_func=aim_text, key="targets.metric", width=260)
        st.text_input("Target", key="targets.level", width=200, max_chars=40, placeholder="such as 85% or 5:30")
        st.form_submit_button(
            "Set target", icon=":material/flag:", on_click=_set, args=(session, answer), key="targets.set"
        )


def _set(session: Session, answer: AgentsAnswer) -> None:
    try:
        team, metric = state.typed("targets.team"), state.typed("targets.metric")
        kept = set_typed_target(session, answer, team, metric, state.typed("targets.level") or "")
        state.say(PLACE, "success", kept)
    except QMError as error:
        state.say(PLACE, "error", str(error))


def _remove(session: Session, team: str, metric: str) -> None:
    remove_target(session.store, team, metric)
    state.renew("targets.chosen")


def displayed(progress: Sequence[TargetProgress], answer: AgentsAnswer) -> pd.DataFrame:
    """The targets as they are read."""
    quality = answer.scale_of(QUALITY)
    rows: list[dict[str, Any]] = []
    for p in progress:
        scale = answer.scale_of(p.target.metric)
        rows.append(
            {
                "Team": p.team,
                "Metric": METRICS[p.target.metric].label,
                "Target": f"{'≥' if p.is_more_wanted else '≤'} {scale.text(p.target.level)}",
                "Now": DASH if p.is_reached is None else f"{scale.text(p.now[0])} ({p.now[3]:,} cases)",
                "Quality": DASH if p.quality[3] < FEWEST else f"{quality.text(p.quality[0])} ({p.quality[3]:,} cases)",
                "Achieved": p.earned,
                "Progress": None if math.isnan(p.way) else round(p.way, 2),
                "Level": p.level_text,
                "Change": improvement_text(scale.change_text(p.change), p.sign),
                "Change in quality": improvement_text(quality.change_text(p.quality_change), p.quality_sign),
            }
        )
    return pd.DataFrame(rows)


def _columns(answer: AgentsAnswer) -> dict[str, Any]:
    column = st.column_config.TextColumn
    against = answer.compared_text if answer.compared_with else "nothing to compare with"
    return {
        "Now": column(help=f"In {answer.lines[0]}."),
        "Level": column(help="May be chance: the likely range (19 times in 20) holds the target."),
        "Progress": st.column_config.ProgressColumn(
            help="From where it stood when the target was set, to the target.",
            format="percent",
            min_value=0.0,
            max_value=1.0,
            width=110,
        ),
        "Change": column(
            help=f"Positive is better; {against}. Clearly: at most 5% of those called so are so by chance."
        ),
        "Achieved": column(help="The level, a clear improvement, or both."),
        "Quality": column(
            help=answer.metric.meaning
            if answer.metric.name == QUALITY
            else METRICS[QUALITY].explained(answer.definitions)
        ),
    }
