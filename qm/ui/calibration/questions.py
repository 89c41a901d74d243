"""Agreement by question, worst first, in two coefficients that mislead in opposite ways."""

import pandas as pd
import streamlit as st

from qm.charts.agreement import agreement
from qm.models.agreement.pooled import METRIC
from qm.models.scorecard.drivers import SATURATED
from qm.models.scorecard.question_verdict import LEAST_AGREEMENT
from qm.ui.calibration.choices import BESIDE, COEFFICIENTS
from qm.ui.calibration.findings import FEW, Findings
from qm.ui.chart import Figure, as_csv, show_chart
from qm.ui.markup import literal
from qm.wording import listed

GOOD = 0.6
STEPS = 4  # different answers from which near misses are common


def questions_section(found: Findings) -> None:
    """The chart, its plain sentence, and every coefficient of every question on demand."""
    question = found.question
    title = f"On which questions do evaluators disagree? {question.label} by question"
    frame = rows(found)
    beside = BESIDE[question.coefficient]
    figure = Figure(
        agreement(frame, question.label, COEFFICIENTS[beside], share=question.is_share),
        _saved(found),
        title,
        takeaway(frame, question.coefficient),
        [*question.lines, "contacts scored by two evaluators or more"],
        "agreement-by-question",
    )
    show_chart(figure, key="questions")
    _why_not(frame, question.label)
    with st.expander("Every coefficient, and why some cannot be had", icon=":material/table_rows:", key="coefficients"):
        _table(found)


def rows(found: Findings) -> pd.DataFrame:
    """One row per question, worst first, those that cannot be judged last."""
    question, everything = found.question, found.measured.questions
    own = found.by_question.reset_index(drop=True)

    def of(name: str) -> pd.Series:
        return everything.loc[everything["coefficient"] == name, "value"].reset_index(drop=True)

    equal, other = of("percent_agreement"), of(BESIDE[question.coefficient])
    several = own["scorecard"].nunique(dropna=False) > 1
    frame = own.assign(
        other=other,
        equal=equal,
        n=own["items"],
        value_text=own["value"].map(question.text),
        interval_text=[question.interval(a, b) for a, b in zip(own["low"], own["high"], strict=True)],
        other_text=[f"{v:.2f}" if v == v else "–" for v in other],
        equal_text=[f"{v:.0%}" if v == v else "–" for v in equal],
        usual_text=[_usual(u, p) for u, p in zip(own["usual"], own["usual_points"], strict=True)],
    )
    frame = frame.assign(
        question=[
            " · ".join(part for part in (s if several else "", q, f"{e} equal", f"usual answer {u:.0%}", t) if part)
            for s, q, e, u, t in zip(
                frame["scorecard"].fillna(""),
                frame["question_id"],
                frame["equal_text"],
                frame["usual"],
                frame["text"].fillna(""),
                strict=True,
            )
        ]
    )
    frame = frame.assign(
        verdict=[
            verdict(*x)
            for x in zip(frame["value"], frame["low"], frame["high"], frame["n"], frame["usual"], strict=True)
        ]
    )
    last = frame["value"].isna() | (frame["n"] < FEW)
    return frame.assign(last=last).sort_values(["last", "value"], kind="stable", ignore_index=True)


def verdict(value: float, low: float, high: float, contacts: int, usual: float) -> str:
    """What can be said of a question, in words."""
    if contacts < FEW:
        return "too few contacts"
    if value != value:
        return "cannot be had"
    if usual >= SATURATED:
        return "nearly all answers the same"
    if low != low:
        return "no interval"
    if high < LEAST_AGREEMENT:
        return "poor"
    if low >= GOOD:
        return "good"
    return "fair" if low >= LEAST_AGREEMENT else "cannot tell"


def takeaway(frame: pd.DataFrame, coefficient: str) -> str:
    """Where they agree least, whether that is surely poor, and where the coefficients cannot be trusted."""
    judged = frame[~frame["last"]]
    if judged.empty:
        return f"No question was answered by two evaluators on {FEW} contacts or more, so nothing can be said yet."
    first, share = judged.iloc[0], coefficient == "percent_agreement"
    least = "Evaluators agree least on" if len(frame) > 1 else "Evaluators agree on"
    sentence = f"{least} {first['question_id']} ({first['value_text']}, 95% {first['interval_text']})"
    second = judged.iloc[1] if len(judged) > 1 else None
    if second is not None and first["high"] > second["value"]:
        sentence += f", hardly less than on {second['question_id']} ({second['value_text']})"
    parts = [sentence + "."]
    if not share:
        poor = judged.loc[judged["verdict"] == "poor", "question_id"].tolist()
        parts.append(
            f"Surely poor (below {LEAST_AGREEMENT}): {', '.join(poor)}."
            if poor
            else f"On no question is it surely poor (below {LEAST_AGREEMENT})."
        )
    same = judged.loc[judged["usual"] >= SATURATED]
    if len(same):
        which = listed([f"{q} ({u:.0%})" for q, u in zip(same["question_id"], same["usual"], strict=True)])
        parts.append(
            f"Where nearly all answers are the same, {which}, kappa collapses and AC1 flatters: neither says whether "
            "evaluators can tell a failure."
        )
    scaled = judged.loc[judged["steps"] >= STEPS, "question_id"].tolist()
    if scaled and METRIC[coefficient] == "nominal":
        parts.append(
            f"On {listed(scaled)} answers come in {STEPS} steps or more, and {COEFFICIENTS[coefficient]} counts a near "
            "miss like a far one; AC2 and weighted kappa do not."
        )
    return " ".join(parts)


def _why_not(frame: pd.DataFrame, label: str) -> None:
    """Reasons for what is missing, each once."""
    for why, some in frame[frame["value"].isna()].groupby("why", sort=False):
        st.caption(f":material/info: No {label} for {literal(', '.join(some['question_id']))}: {literal(why)}.")


def _table(found: Findings) -> None:
    wide = _saved(found)
    lines = ["Every coefficient by question", *found.question.lines]
    st.download_button(
        "Save as CSV",
        lambda: as_csv(wide, lines),
        "coefficients.csv",
        "text/csv",
        key="coefficients.save",
        icon=":material/download:",
        on_click="ignore",
        type="tertiary",
    )
    everything = found.measured.questions
    known = everything.assign(shown=[f"{v:.2f}" if v == v else "–" for v in everything["value"]])
    table = known.pivot_table("shown", ["question_id"], "coefficient", "first", sort=False)
    table = table[list(COEFFICIENTS)].rename(columns=COEFFICIENTS).reset_index(names="Question")
    st.dataframe(table, hide_index=True, alt="Every coefficient of every question")
    reasons = everything[everything["why"].notna()]
    for why, some in reasons.groupby("why", sort=False):
        what = ", ".join(COEFFICIENTS[name] for name in dict.fromkeys(some["coefficient"]))
        which = ", ".join(dict.fromkeys(some["question_id"]))
        every = some["question_id"].nunique() == everything["question_id"].nunique()
        st.caption(literal(f"{what}{'' if every else f' of {which}'}: {why}."))


def _saved(found: Findings) -> pd.DataFrame:
    columns = [
        "scorecard",
        "question_id",
        "text",
        "items",
        "raters",
        "ratings",
        "left_out",
        "steps",
        "usual",
        "usual_points",
        "coefficient",
        "value",
        "low",
        "high",
        "why",
    ]
    return found.measured.questions[columns]


def _usual(share: float, points: float) -> str:
    if points != points:
        return "–"
    return f"{points:.0%} of the points, given in {share:.0%}"
