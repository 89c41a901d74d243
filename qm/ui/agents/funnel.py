"""The funnel plot of the metric asked for."""

import numpy as np
import streamlit as st

from qm.charts import verdicts
from qm.charts.funnel import funnel
from qm.models.comparison.fair_comparison import FEWEST
from qm.ui.agents.figures import Figures
from qm.ui.agents.picking import looker
from qm.ui.agents.words import standings, verdict_texts
from qm.ui.chart import Figure, show_chart
from qm.wording import listed

NOTABLE = 1.2  # variance beyond chance from which on the widening is said


def funnel_section(figures: Figures) -> None:
    """Everybody's value by number of cases; clicking a mark looks at whom it stands for."""
    question, answer = figures.question, figures.answer
    title = f"{question.metric.label} by number of cases"
    if answer is None or answer.enough.empty:
        st.markdown(f"**{title}**")
        st.caption(_why_not(figures))
        return
    enough = answer.enough
    better = answer.metric.better
    adjusted = answer.centre + enough["difference"]
    frame = enough.assign(
        group=figures.named(enough["agent"]),
        standing=standings(enough, better),
        verdict_text=verdict_texts(enough, question.name, better),
        adjusted=adjusted.where(np.isfinite(adjusted), enough["value"]),
    )
    columns = ["agent", "group", "n", "value", "expected", "adjusted", "shrunk", "low95", "high95", "verdict"]
    names = {"agent": question.by, "group": "name"}
    figure = Figure(
        funnel(frame, answer.limits, question.scale, centre=answer.centre),
        frame[columns].rename(columns=names),
        title,
        takeaway(figures) + verdicts.left_out(frame),
        question.lines,
        f"{question.name}-funnel",
    )
    show_chart(figure, key="funnel", on_pick=looker(question.by))


def takeaway(figures: Figures) -> str:
    """How many differ by the verdict, and what the limits mean."""
    answer, question = figures.answer, figures.question
    assert answer is not None
    words = standings(answer.enough, answer.metric.better)
    parts = [
        f"{word} than expected: {listed(figures.named(answer.enough.loc[words == word, 'agent']), 4)}"
        for word in (verdicts.BETTER, verdicts.WORSE, verdicts.HIGHER, verdicts.LOWER)
        if (words == word).any()
    ]
    said = f"Surely {'; '.join(parts)}." if parts else "Nobody differs surely from what the work lets expect."
    said += " Colour is the verdict, which looks at mix of work, number of cases and how many are looked at; the limits"
    said += " show how far chance alone reaches"
    if answer.dispersion >= NOTABLE:
        said += f", widened ×{np.sqrt(answer.dispersion):.1f} because all differ more than by chance"
    said += "."
    if figures.few:
        said += f" {question.many(figures.few)} with fewer than {FEWEST} cases: not drawn."
    return said


def _why_not(figures: Figures) -> str:
    if figures.answer is None:
        return "The filters say nothing about this metric; take one away, or look closer at another."
    if figures.answer.frame.empty:
        return "Nothing in this selection; widen the filters, or look closer at another metric."
    return f"Nobody has {FEWEST} cases in this selection; nothing is drawn of so few."
