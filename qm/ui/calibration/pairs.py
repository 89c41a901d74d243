"""The matrix of pairs: how well each two evaluators agree on the contacts they both scored."""

import pandas as pd
import streamlit as st

from qm.analysis.calibration import CalibrationAnswer, Coefficient
from qm.analysis.calibration.question_ranking import FEW
from qm.analysis.calibration.sentences import pairs_sentence, points_text
from qm.charts.agreement import pairs
from qm.ui.chart import Figure, show_chart


def pairs_section(answer: CalibrationAnswer) -> None:
    """The heatmap; pairs with too few contacts stay empty."""
    coefficient, frame = answer.coefficient, answer.pairs
    title = f"{coefficient.label} by pair of evaluators"
    if frame.empty or not frame["contacts"].any():
        st.markdown(f"**{title}**")
        st.caption("No two evaluators scored the same contact.")
        return
    figure = Figure(
        pairs(square(frame, coefficient), coefficient.label, share=coefficient.is_share),
        frame,
        title,
        pairs_sentence(frame, coefficient),
        [*answer.lines, "all questions together, each against its own chance"],
        "agreement-by-pair",
    )
    show_chart(figure, key="pairs")


def square(frame: pd.DataFrame, coefficient: Coefficient) -> pd.DataFrame:
    """Both halves and the diagonal, with the words of each cell."""
    turned = frame.rename(columns={"left": "right", "right": "left"}).assign(bias=-frame["bias"])
    names = sorted({*frame["left"], *frame["right"]})
    both = pd.concat([frame, turned], ignore_index=True)
    few = (both["contacts"] < FEW) | both["value"].isna()
    both = both.assign(
        few=few,
        text=[
            coefficient.text(v) if not f else f"{n}"
            for v, f, n in zip(both["value"], few, both["contacts"], strict=True)
        ],
        value_text=[
            coefficient.text(v) if n >= FEW else "too few contacts"
            for v, n in zip(both["value"], both["contacts"], strict=True)
        ],
        interval_text=[coefficient.interval(a, b) for a, b in zip(both["low"], both["high"], strict=True)],
        bias_text=[f"{points_text(b, True)}" for b in both["bias"]],
    )
    own = pd.DataFrame({"left": names, "right": names, "few": False, "value": float("nan"), "contacts": 0})
    own = own.assign(**dict.fromkeys(("text", "value_text", "interval_text", "bias_text"), ""))
    kept = ["left", "right", "value", "few", "text", "value_text", "interval_text", "bias_text", "contacts"]
    return pd.concat([both[kept], own[kept]], ignore_index=True)
