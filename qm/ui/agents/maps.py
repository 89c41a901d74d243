"""Quality against productivity and against satisfaction: a target hit says nothing about quality, so both are seen."""

import pandas as pd
import streamlit as st

from qm.charts import verdicts
from qm.charts.pair import pair
from qm.metrics.catalogue import DURATION
from qm.models.comparison.fair_comparison import FEWEST
from qm.ui.agents.answers import Answer
from qm.ui.agents.figures import Figures
from qm.ui.agents.picking import looker
from qm.ui.agents.words import standings, together, verdict_texts
from qm.ui.chart import Figure, show_chart
from qm.wording import listed

SAID = {verdicts.BETTER: "better", verdicts.WORSE: "worse", verdicts.MIXED: "one better, one worse"}
FILES = {"quality_score": "an evaluations file", "aht": "a contacts file with handle times", "csat": "a surveys file"}


def pair_section(figures: Figures, x: str, y: str = "quality_score") -> None:
    """Metric `y` over metric `x`; clicking a mark looks at whom it stands for."""
    question = figures.question
    xs, ys = question.scale_of(x), question.scale_of(y)
    title = f"{ys.label} and {xs.label.lower()}"
    missing = [n for n in (y, x) if n not in figures.metrics or figures.metrics[n].frame.empty]
    if missing:
        st.markdown(f"**{title}**")
        st.caption(_why_not(figures, missing))
        return
    frame = both(figures, x, y)
    left_out = len(set(figures.metrics[x].frame["agent"]) | set(figures.metrics[y].frame["agent"])) - len(frame)
    if frame.empty:
        st.markdown(f"**{title}**")
        st.caption(f"Nobody has {FEWEST} cases of both in this selection; nothing is drawn of so few.")
        return
    centre = (figures.metrics[x].centre, figures.metrics[y].centre)
    said = takeaway(frame, ys.label.lower(), xs.label.lower())
    if left_out:
        said += f" {question.many(left_out)} with fewer than {FEWEST} cases of either: not drawn."
    meanings = (figures.metrics[n].metric.meaning for n in (y, x))
    said += verdicts.left_out(frame)
    lines = [*question.view.lines, *meanings, "shrunk, as with the centre's mix of work; 95 % intervals"]
    columns = {"agent": question.by, "group": "name"} | {
        f"{side}{part}": f"{name}{part}"
        for side, name in (("y", y), ("x", x))
        for part in ("", "_low", "_high", "_n", "_verdict")
    }
    chart = pair(frame, xs, ys, centre=centre, words=_words())
    figure = Figure(chart, frame[list(columns)].rename(columns=columns), title, said, lines, f"{y}-and-{x}")
    show_chart(figure, key=f"pair.{x}", on_pick=looker(question.by))


def both(figures: Figures, x: str, y: str) -> pd.DataFrame:
    """One row per unit with ten cases of either: as `qm.charts.pair` wants it."""
    parts = []
    for side, name in (("x", x), ("y", y)):
        answer = figures.metrics[name]
        enough, better = answer.enough, answer.metric.better
        parts.append(
            pd.DataFrame(
                {
                    "agent": enough["agent"],
                    **{
                        f"{side}{part}": as_if_alike(answer, enough[column])
                        for part, column in (("", "shrunk"), ("_low", "low95"), ("_high", "high95"))
                    },
                    f"{side}_n": enough["n"],
                    f"{side}_word": standings(enough, better),
                    f"{side}_verdict": verdict_texts(enough, name, better),
                }
            )
        )
    frame = parts[0].merge(parts[1], on="agent")
    said = [together(a, b) for a, b in zip(frame["x_word"], frame["y_word"], strict=True)]
    return frame.assign(standing=said, group=figures.named(frame["agent"]))


def as_if_alike(answer: Answer, values: pd.Series) -> pd.Series:
    """Values of everybody with enough cases as they would be with the centre's mix of work.

    Durations keep their ratio to what was expected, other figures their distance; without
    peers to expect anything from, values stay.
    """
    expected = answer.enough["expected"]
    is_duration = answer.metric.format == DURATION
    moved = answer.centre * values / expected if is_duration else answer.centre + values - expected
    return moved.where(expected.notna(), answer.enough["value"])


def takeaway(frame: pd.DataFrame, y: str, x: str) -> str:
    """Who differs from what the work lets expect."""
    parts = []
    for word, said in (*SAID.items(), (verdicts.HIGHER, f"{x} longer"), (verdicts.LOWER, f"{x} shorter")):
        field = "standing" if word in SAID else "x_word"
        some = frame.loc[frame[field] == word, "group"].tolist()
        if some:
            parts.append(f"{said}, {listed(some, 4)}")
    said = f"Nobody's {y} or {x} is surely other than the work lets expect."
    if parts:
        said = f"Surely other than the work lets expect: {'; '.join(parts)}."
    return f"{said} Drawn as if all had the same work; dashed: the centre."


def _words() -> dict[str, str]:
    """How the legend calls what is neither better nor worse."""
    return {verdicts.HIGHER: "longer", verdicts.LOWER: "shorter"}


def _why_not(figures: Figures, missing: list[str]) -> str:
    unfit = [figures.question.scale_of(n).label.lower() for n in missing if n not in figures.metrics]
    if unfit:
        return f"The filters say nothing about {' and '.join(unfit)}; take one away to see this."
    return f"Nothing in this selection; needs {' and '.join(FILES[n] for n in missing)}."
