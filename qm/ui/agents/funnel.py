"""The funnel plot of the metric asked for."""

import streamlit as st

from qm.analysis.agents import AgentsAnswer
from qm.analysis.agents.funnel import funnel_frame, funnel_method, funnel_takeaway, why_no_funnel
from qm.charts import verdicts
from qm.charts.funnel import funnel
from qm.ui.agents.pairs import LEGEND
from qm.ui.agents.selection import pick_mark
from qm.ui.chart import Figure, show_chart
from qm.ui.markup import literal

SAVED = ["agent", "group", "n", "value", "expected", "adjusted", "shrunk", "low95", "high95", "verdict", "matters"]


def legend_words(answer: AgentsAnswer) -> dict[str, str]:
    """How the legend calls what is neither better nor worse: longer and shorter for times."""
    return LEGEND if answer.scale.format == "duration" else {}


def funnel_section(answer: AgentsAnswer) -> None:
    """Everybody's value by number of cases; clicking a mark looks at whom it stands for."""
    title = f"{answer.metric.label} by number of cases"
    why_not, comparison = why_no_funnel(answer), answer.comparison
    if why_not or comparison is None:
        st.markdown(f"**{title}**")
        st.caption(literal(why_not))
        return
    frame = funnel_frame(answer)
    figure = Figure(
        funnel(frame, comparison.limits, answer.scale, centre=comparison.centre, words=legend_words(answer)),
        frame[SAVED].rename(columns={"agent": answer.by, "group": "name"}),
        title,
        funnel_takeaway(answer) + verdicts.left_out(frame),
        answer.saved_lines,
        f"{answer.metric.name}-funnel",
        [funnel_method(answer)],
    )
    show_chart(figure, key="funnel", on_pick=pick_mark(answer.by))
