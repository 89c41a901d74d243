"""The one way for a chart to the screen: with its takeaway, and a menu that saves what is shown."""

import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import altair as alt
import pandas as pd
import streamlit as st

from qm.charts import as_png, as_svg
from qm.ui import state
from qm.ui.markup import literal


@dataclass(frozen=True)
class Figure:
    """A chart ready to be shown.

    `title` names it, `takeaway` is the one sentence to take from it (caption and text for
    screen readers), `table` the figures exactly as drawn, `lines` what they are about
    (period, filters, definition), `name` the beginning of saved files' names. `evidence` says on
    what it rests (n, interval, method), one line each; it opens under "How sure?".
    """

    chart: alt.LayerChart
    table: pd.DataFrame
    title: str
    takeaway: str
    lines: list[str]
    name: str
    evidence: Sequence[str] = ()


def show_chart(
    figure: Figure,
    *,
    key: str,
    on_pick: Callable[[list[dict[str, Any]]], None] | None = None,
    hint: str = "",
    titled: bool = True,
) -> None:
    """Draw a figure. `on_pick` is called, as a callback, with the marks that were clicked; `hint` says what that does.

    With `titled` False what is drawn above names it already.
    """
    heading(figure, key, hint=hint if on_pick else "", titled=titled)
    chart: Any = _Unchecked(figure.chart)
    if on_pick is None:
        st.altair_chart(chart, alt=figure.takeaway, key=key)
        return

    def picked(selection: Any) -> bool:
        marks = selection.get("picked") or []
        if marks:
            on_pick(list(marks))
        return bool(marks)

    st.altair_chart(chart, alt=figure.takeaway, selection_mode="picked", **state.picking(key, picked))


@dataclass(frozen=True)
class _Unchecked:
    """A chart that is written out without a check: that takes longer than making it, and the charts' tests do it."""

    chart: alt.LayerChart

    def to_dict(self) -> dict[str, Any]:
        specification: dict[str, Any] = self.chart.to_dict(validate=False)
        return specification


def heading(figure: Figure, key: str, *, hint: str = "", titled: bool = True) -> None:
    """Title, takeaway, what clicking does, how sure it is, and the menu to save."""
    takeaway = literal(figure.takeaway) + (f" :material/ads_click: {literal(hint)}" if hint else "")
    with st.container(gap=None):
        with st.container(horizontal=True, vertical_alignment="top", gap="small"):
            if titled:
                st.markdown(f"**{literal(figure.title)}**")
            else:
                st.caption(takeaway)
            if figure.evidence:
                how_sure(figure.evidence, key)
            with st.popover(":material/download:", type="tertiary", help="Save as PNG, SVG or CSV", key=f"{key}.save"):
                _save_buttons(figure, key)
        if titled:
            st.caption(takeaway)


def how_sure(evidence: Sequence[str], key: str) -> None:
    """On what a statement rests, opened on demand."""
    with st.popover("How sure?", type="tertiary", key=f"{key}.sure"):
        for line in evidence:
            st.markdown(literal(line))


def _save_buttons(figure: Figure, key: str) -> None:
    for label, ending, mime, make in (
        ("Picture (PNG)", "png", "image/png", lambda: _picture(as_png, figure)),
        ("Drawing (SVG)", "svg", "image/svg+xml", lambda: _picture(as_svg, figure)),
        ("Table (CSV)", "csv", "text/csv", lambda: as_csv(figure.table, [figure.title, *figure.lines])),
    ):
        st.download_button(
            label,
            make,
            f"{figure.name}.{ending}",
            mime,
            key=f"{key}.save.{ending}",
            on_click="ignore",
            width="stretch",
            type="tertiary",
        )


def _picture(make: Callable[..., bytes], figure: Figure) -> bytes:
    return make(figure.chart, title=figure.title, lines=figure.lines, palette=_palette())


def as_csv(table: pd.DataFrame, header: list[str]) -> bytes:
    """A table as CSV under lines that say what it is; each begins with `# `."""
    text = io.StringIO()
    for line in header:
        text.write("# " + " ".join(line.split()) + "\n")
    table.to_csv(text, index=False, lineterminator="\n")
    return text.getvalue().encode("utf-8")


def _palette() -> dict[str, Any]:
    """Vega config for pictures: the light theme's colours."""
    category = list(st.get_option("theme.light.chartCategoricalColors") or [])
    ramp = list(st.get_option("theme.light.chartSequentialColors") or [])
    text = str(st.get_option("theme.light.textColor") or "#1D2A30")
    ranges = {"category": category, "ramp": ramp, "heatmap": ramp}
    return {
        "range": {name: colours for name, colours in ranges.items() if colours},
        "mark": {"color": category[0]} if category else {},
        "axis": {
            "gridColor": "#E2E4DE",
            "domain": False,
            "tickColor": "#C9CCC5",
            "labelColor": text,
            "labelFontSize": 12,
        },
        "legend": {"labelColor": text, "labelFontSize": 12},
        "title": {"color": text, "subtitleColor": text},
    }
