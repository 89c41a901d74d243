"""The tiles: eight figures, what they were before, where they come from, and whether the change is real."""

import math

import streamlit as st

from qm.models.signals.verdicts import Points
from qm.store import Store
from qm.ui.lookup import known
from qm.ui.overview.figures import TILES, Figures
from qm.ui.overview.picking import set_metric
from qm.ui.overview.words import COLOURS, change_text, verdict_reason, verdict_text

FILES = {
    "contacts": "a contacts file",
    "service_level": "a contacts file with waiting times",
    "abandonment": "a contacts file that says which were abandoned",
    "aht": "a contacts file with handle times",
    "repeat_rate": "a contacts file with customers, longer than the repeat window",
    "csat": "a surveys file",
    "quality_score": "an evaluations file",
    "response_rate": "a surveys file",
}
SPARK = 26


def tiles(store: Store, figures: Figures, picked: str) -> None:
    """All tiles; the picked one is marked."""
    filled = known(store)
    with st.grid(4, min_column_width=150, gap="small"):
        for name in TILES:
            with st.container(border=True, height="stretch", gap="xsmall", key=f"tile.{name}"):
                _tile(figures, name, picked=name == picked, filled=name in filled)


def _tile(figures: Figures, name: str, *, picked: bool, filled: bool) -> None:
    metric, scale = figures.metric(name), figures.scale(name)
    st.button(
        metric.label,
        key=f"tile.{name}.pick",
        type="tertiary",
        on_click=set_metric,
        args=(name,),
        icon=":material/radio_button_checked:" if picked else ":material/radio_button_unchecked:",
        help=f"{metric.meaning} Click to look closer below.",
    )
    now = figures.total(name, figures.view.days)
    before = figures.total(name, figures.view.compared_days)
    if not now.n or not filled:
        # A metric without data says which file would fill it.
        st.metric(name, None, label_visibility="collapsed")
        st.caption("No data in this selection." if filled else f"Needs {FILES[name]}.")
        return
    verdict, points = figures.verdict(name)
    has_before = not math.isnan(before.value)
    change = now.value - before.value if has_before else 0.0
    st.metric(
        metric.label,
        scale.text(now.value),
        label_visibility="collapsed",
        delta=change_text(scale, now.value, before.value) if has_before else None,
        delta_color=COLOURS.get(verdict.kind, "gray"),  # type: ignore[arg-type]
        delta_arrow="off" if not has_before or not change else "up" if change > 0 else "down",
        chart_data=_spark(points, metric.kind),
    )
    st.markdown(f":small[{verdict_text(verdict)}]", help=verdict_reason(verdict))
    st.caption(_small_print(name, now.n, scale.text(before.value) if has_before else ""))


def _small_print(name: str, n: int, before: str) -> str:
    parts = ([f"was {before}"] if before else []) + ([] if name == "contacts" else [f"n {n:,}"])
    return " · ".join(parts) or "nothing to compare with"


def _spark(points: Points, kind: str) -> list[float] | None:
    keep = points.judged
    values = points.part[keep] if kind == "count" else points.part[keep] / points.whole[keep]
    return [float(v) for v in values[-SPARK:]] if len(values) > 1 else None
