"""What moved it: the change from the period compared with, split into own rates and mix."""

import pandas as pd
import streamlit as st

from qm.charts import moves
from qm.metrics import DIMENSIONS
from qm.models.signals.decomposition import split_count, split_ratio
from qm.models.signals.verdicts import ORDINARY
from qm.store import Store
from qm.ui.chart import Figure, show_chart
from qm.ui.overview.breakdown import narrower
from qm.ui.overview.figures import Figures
from qm.ui.overview.groups import named
from qm.ui.overview.words import moved_text

SHOWN = 12


def moves_section(store: Store, figures: Figures, name: str, dimension: str) -> None:
    """What moved a metric by a dimension; clicking a group narrows to it."""
    view, metric, scale = figures.view, figures.metric(name), figures.scale(name)
    label = DIMENSIONS[dimension].label.lower()
    title = f"What moved {metric.label.lower()}, by {label}"
    if view.comparison is None:
        _say(title, "Nothing to compare with: choose a comparison, or a period the data reach back twice as far as.")
        return
    before = figures.answer(store, view.comparison, name, (dimension,))
    after = figures.answer(store, view.current, name, (dimension,))
    parts = contributions(named(store, before, dimension), named(store, after, dimension), metric.kind)
    if parts is None:
        _say(title, "One of the two periods has no data for this.")
        return
    was, now = figures.total(name, view.compared_days).value, figures.total(name, view.days).value
    verdict, _ = figures.verdict(name)
    sentence = moved_text(scale, was, now, parts, verdict.kind == ORDINARY)
    shown = _top(parts)
    figure = Figure(
        moves(shown, scale),
        parts.drop(columns="key").rename(columns={"group": dimension}),
        title,
        sentence,
        [*view.lines, metric.meaning],
        f"{name}-moved-by-{dimension}",
    )
    show_chart(figure, key="moves", on_pick=narrower(name, dimension))


def _say(title: str, sentence: str) -> None:
    st.markdown(f"**{title}**")
    st.caption(sentence)


def contributions(before: pd.DataFrame, after: pd.DataFrame, kind: str) -> pd.DataFrame | None:
    """Each group's part of a change, largest first; None when a period has no data.

    Columns: key, group, rate, mix, total, before, after (own figures), weight_before,
    weight_after (shares of all cases). For counts rate is the change and mix is missing.
    """
    if before.empty or after.empty:
        return None
    columns = ["key", "group", "numerator", "denominator"]
    both = before[columns].merge(after[columns], on=["key", "group"], how="outer", suffixes=("_before", "_after"))
    old, new = both["numerator_before"].fillna(0), both["numerator_after"].fillna(0)
    names = both[["key", "group"]]
    if kind == "count":
        change = split_count(old, new)
        parts = names.assign(
            rate=change,
            mix=float("nan"),
            total=change,
            before=old,
            after=new,
            weight_before=float("nan"),
            weight_after=float("nan"),
        )
    else:
        split = split_ratio(old, both["denominator_before"].fillna(0), new, both["denominator_after"].fillna(0))
        if split is None:
            return None
        parts = names.assign(
            rate=split.rate,
            mix=split.mix,
            total=split.total,
            before=split.rates_before,
            after=split.rates_after,
            weight_before=split.weights_before,
            weight_after=split.weights_after,
        )
    return parts.sort_values("total", key=abs, ascending=False, ignore_index=True)


def _top(parts: pd.DataFrame) -> pd.DataFrame:
    """The largest contributions, the others as one."""
    if len(parts) <= SHOWN:
        return parts
    rest = parts.iloc[SHOWN - 1 :]
    sums = {c: rest[c].sum(min_count=1) for c in ("rate", "mix", "total")}
    others = pd.DataFrame([{"key": "", "group": f"{len(rest)} others", **sums}])
    return pd.concat([parts.head(SHOWN - 1), others], ignore_index=True)
