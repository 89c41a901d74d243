"""Quality against productivity and against satisfaction."""

import streamlit as st

from qm.analysis.agents import AgentsAnswer
from qm.analysis.agents.metric_pair import pair_frame, pair_method, pair_takeaway, why_no_pair
from qm.charts import verdicts
from qm.charts.pair import pair
from qm.models.comparison.standing import HIGHER, LOWER
from qm.ui.agents.selection import pick_mark
from qm.ui.chart import Figure, show_chart
from qm.ui.markup import literal

LEGEND = {HIGHER: "longer", LOWER: "shorter"}
"""How the legend calls what is neither better nor worse."""


def pair_section(answer: AgentsAnswer, x: str, y: str = "quality_score") -> None:
    """Metric `y` over metric `x`; clicking a mark looks at whom it stands for."""
    xs, ys = answer.scale_of(x), answer.scale_of(y)
    title = f"{ys.label} and {xs.label.lower()}"
    why_not = why_no_pair(answer, x, y)
    if why_not:
        st.markdown(f"**{title}**")
        st.caption(literal(why_not))
        return
    frame = pair_frame(answer, x, y)
    meanings = (answer.comparisons[n].metric.meaning for n in (y, x))
    columns = {"agent": answer.by, "group": "name"} | {
        f"{side}{part}": f"{name}{part}"
        for side, name in (("y", y), ("x", x))
        for part in ("", "_low", "_high", "_n", "_verdict")
    }
    figure = Figure(
        pair(
            frame, xs, ys, centre=(answer.comparisons[x].centre, answer.comparisons[y].centre), words=LEGEND, height=270
        ),
        frame[list(columns)].rename(columns=columns),
        title,
        pair_takeaway(answer, frame, x, y) + verdicts.left_out(frame),
        [*answer.lines, *meanings, "best estimates, adjusted for work mix; likely ranges (95%)"],
        f"{y}-and-{x}",
        [pair_method(answer)],
    )
    show_chart(figure, key=f"pair.{x}", on_pick=pick_mark(answer.by))
