"""The matrix of pairs: how well each two evaluators agree on the contacts they both scored."""

import pandas as pd
import streamlit as st

from qm.charts.agreement import pairs
from qm.models.comparison.outlying_groups import beyond_chance
from qm.ui.calibration.findings import FEW, Findings, points
from qm.ui.calibration.question import Question
from qm.ui.chart import Figure, show_chart


def pairs_section(found: Findings) -> None:
    """The heatmap; pairs with too few contacts stay empty."""
    question, frame = found.question, found.together.pairs
    title = f"Who agrees with whom? {question.label} by pair"
    if frame.empty or not frame["contacts"].any():
        st.markdown(f"**{title}**")
        st.caption("No two evaluators scored the same contact.")
        return
    figure = Figure(
        pairs(square(frame, question), question.label, share=question.is_share),
        frame,
        title,
        takeaway(frame, question),
        [*question.lines, "all questions together, each against its own chance"],
        "agreement-by-pair",
    )
    show_chart(figure, key="pairs")


def square(frame: pd.DataFrame, question: Question) -> pd.DataFrame:
    """Both halves and the diagonal, with the words of each cell."""
    turned = frame.rename(columns={"left": "right", "right": "left"}).assign(bias=-frame["bias"])
    names = sorted({*frame["left"], *frame["right"]})
    both = pd.concat([frame, turned], ignore_index=True)
    few = (both["contacts"] < FEW) | both["value"].isna()
    both = both.assign(
        few=few,
        text=[
            question.text(v) if not f else f"n {n}"
            for v, f, n in zip(both["value"], few, both["contacts"], strict=True)
        ],
        value_text=[
            question.text(v) if n >= FEW else "too few contacts"
            for v, n in zip(both["value"], both["contacts"], strict=True)
        ],
        interval_text=[question.interval(a, b) for a, b in zip(both["low"], both["high"], strict=True)],
        bias_text=[f"{points(b, True)}" for b in both["bias"]],
    )
    own = pd.DataFrame(
        {
            "left": names,
            "right": names,
            "few": False,
            "value": float("nan"),
            "text": "",
            "contacts": 0,
            "value_text": "",
            "interval_text": "",
            "bias_text": "",
        }
    )
    kept = ["left", "right", "value", "few", "text", "value_text", "interval_text", "bias_text", "contacts"]
    return pd.concat([both[kept], own[kept]], ignore_index=True)


def takeaway(frame: pd.DataFrame, question: Question) -> str:
    """Which pairs surely agree less than the others, and how many could not be compared."""
    enough = frame[(frame["contacts"] >= FEW) & frame["value"].notna()]
    few = len(frame) - len(enough)
    missing = f" {few} of {len(frame)} pairs share fewer than {FEW} contacts and stay empty." if few else ""
    if enough.empty:
        return f"No pair shares {FEW} contacts, so no pair can be judged.{missing}"
    usual = float((enough["value"] * enough["answers"]).sum() / enough["answers"].sum())
    low = enough[beyond_chance(enough["value"], enough["low"], enough["high"], usual) < 0].nsmallest(3, "value")
    if low.empty:
        sentence = f"No pair agrees less than the usual {question.text(usual)} by more than chance would explain."
    else:
        listed = ", ".join(
            f"{a} and {b} ({question.text(v)})" for a, b, v in zip(low["left"], low["right"], low["value"], strict=True)
        )
        often = pd.concat([low["left"], low["right"]]).value_counts()
        about = f" {often.index[0]} is in all of them." if len(low) > 1 and often.iloc[0] == len(low) else ""
        sentence = f"Less than the usual {question.text(usual)}, beyond chance: {listed}.{about}"
    return sentence + missing
