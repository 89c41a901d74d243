"""Agreement by question, worst first, in two coefficients that mislead in opposite ways."""

import pandas as pd
import streamlit as st

from qm.analysis.calibration import COEFFICIENTS, CalibrationAnswer, Coefficient, ranked_questions
from qm.analysis.calibration.sentences import questions_sentence
from qm.charts.agreement import agreement
from qm.ui.chart import Figure, as_csv, show_chart
from qm.ui.markup import literal


def questions_section(answer: CalibrationAnswer) -> None:
    """The chart, its plain sentence, and every coefficient of every question."""
    coefficient, everything = answer.coefficient, answer.questions
    ranked = ranked_questions(everything, coefficient)
    figure = Figure(
        agreement(
            written(ranked, coefficient), coefficient.label, coefficient.counterpart.label, share=coefficient.is_share
        ),
        everything,
        f"{coefficient.label} by question",
        questions_sentence(ranked, coefficient),
        [*answer.lines, "contacts scored by two evaluators or more"],
        "agreement-by-question",
    )
    show_chart(figure, key="questions")
    for why, some in ranked[ranked["value"].isna()].groupby("why", sort=False):
        st.caption(f":material/info: {literal(f'No {coefficient.label} for {_names(some)}: {why}.')}")
    st.markdown("**All agreement statistics**")
    _table(everything, answer.lines)


def written(ranked: pd.DataFrame, coefficient: Coefficient) -> pd.DataFrame:
    """The same with the words of each row of the chart."""
    several = ranked["scorecard"].nunique(dropna=False) > 1
    frame = ranked.assign(
        value_text=ranked["value"].map(coefficient.text),
        interval_text=[coefficient.interval(a, b) for a, b in zip(ranked["low"], ranked["high"], strict=True)],
        other_text=[f"{v:.2f}" if v == v else "–" for v in ranked["other"]],
        equal_text=[f"{v:.0%}" if v == v else "–" for v in ranked["equal"]],
        usual_text=[
            f"{points:.0%} of the points, in {share:.0%} of answers" if points == points else "–"
            for share, points in zip(ranked["usual"], ranked["usual_points"], strict=True)
        ],
    )
    return frame.assign(
        question=[
            " · ".join(part for part in (s if several else "", q, t) if part)
            for s, q, t in zip(
                frame["scorecard"].fillna(""), frame["question_id"], frame["text"].fillna(""), strict=True
            )
        ]
    )


def _names(frame: pd.DataFrame) -> str:
    return ", ".join(dict.fromkeys(frame["question_id"]))


def _table(everything: pd.DataFrame, lines: list[str]) -> None:
    st.download_button(
        "Save as CSV",
        lambda: as_csv(everything, ["All agreement statistics by question", *lines]),
        "coefficients.csv",
        "text/csv",
        key="coefficients.save",
        icon=":material/download:",
        on_click="ignore",
        type="tertiary",
    )
    known = everything.assign(shown=[f"{v:.2f}" if v == v else "–" for v in everything["value"]])
    table = known.pivot_table("shown", ["question_id"], "coefficient", "first", sort=False)
    table = table[list(COEFFICIENTS)].rename(columns=COEFFICIENTS).reset_index(names="Question")
    st.dataframe(table, hide_index=True, alt="All agreement statistics of every question")
    for why, some in everything[everything["why"].notna()].groupby("why", sort=False):
        what = ", ".join(COEFFICIENTS[name] for name in dict.fromkeys(some["coefficient"]))
        every = some["question_id"].nunique() == everything["question_id"].nunique()
        st.caption(literal(f"{what}{'' if every else f' of {_names(some)}'}: {why}."))
