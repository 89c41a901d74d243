"""Charts of a scorecard: satisfaction over the score, the alignment map, agents' moves, alignment by group."""

import altair as alt
import pandas as pd

from qm.charts.layers import layered
from qm.charts.palette import IMPROVING, ORDINARY, WORSENING

TODAY, NOW = "today", "with these weights"
CASES = {TODAY: ORDINARY, NOW: IMPROVING}
SHARE = alt.Axis(format=".0%", tickCount=5, labelFlush=False)
NAMES = alt.Axis(labelLimit=190, labelFlush=False, labelOverlap=False, ticks=False, domain=False)
NAMED = 2
"""So many of the questions that lie on each other are named."""

LEGEND = alt.Legend(title=None, orient="top", labelFontSize=12, symbolOpacity=1, symbolStrokeWidth=0)
SHAPES = {
    "aligned": "circle",
    "over-weighted": "triangle-down",
    "under-weighted": "triangle-up",
    "saturated": "square",
    "noisy": "diamond",
    "too few answers": "cross",
    "unknown": "cross",
}


def satisfaction(frame: pd.DataFrame, *, pass_mark: float, height: int = 240) -> alt.LayerChart:
    """The share satisfied over bands of the score: `frame` has score, value, low, high, n and case (a word of `CASES`);
    the pass mark is a dashed line."""
    low = min(float(frame["score"].min()), pass_mark)
    across = alt.Scale(domain=[max(low - 0.03, 0), max(1.0, float(frame["score"].max()))], nice=False, zero=False)
    ticks = alt.Axis(format=".0%", tickCount=6, grid=False, labelFlush=False)
    x = alt.X("score:Q", title="Quality score (average of each group)", scale=across, axis=ticks)
    least = max(float(frame["low"].min()) - 0.02, 0)
    y = alt.Y(
        "value:Q", title="Satisfied customers", scale=alt.Scale(domain=[least, 1], nice=False, zero=False), axis=SHARE
    )
    tooltip = [
        alt.Tooltip("case:N", title="Weights"),
        alt.Tooltip("score:Q", title="Score", format=".1%"),
        alt.Tooltip("value:Q", title="Satisfied", format=".1%"),
        alt.Tooltip("low:Q", title="Likely range from", format=".1%"),
        alt.Tooltip("high:Q", title="to", format=".1%"),
        alt.Tooltip("n:Q", title="Contacts", format=","),
    ]
    base = alt.Chart().encode(x=x, color=_case(frame), tooltip=tooltip)
    mark = alt.Chart(pd.DataFrame({"mark": [pass_mark]}))
    return layered(
        [
            mark.mark_rule(strokeDash=[4, 4], color=ORDINARY).encode(x=alt.X("mark:Q", scale=across)),
            base.mark_area(opacity=0.14).encode(
                y=alt.Y("low:Q", axis=SHARE, title="Satisfied customers"), y2=alt.Y2("high:Q")
            ),
            base.mark_line(strokeWidth=2).encode(y=y, strokeDash=_dash(frame)),
            base.mark_point(filled=True, size=55, opacity=1).encode(y=y, shape=_shape(frame)),
        ],
        height=height,
        data=frame,
    )


def question_map(frame: pd.DataFrame, *, height: int = 380) -> alt.LayerChart:
    """Weight × importance × pass rate: on the line a question weighs what it is worth.

    `frame` has question, text, weight and today (parts of the score), importance, low, high (parts of what all
    questions explain, missing where not known), passed, verdict and its words, `standing`.
    """
    known = frame[frame["importance"].notna()]
    rest = frame[frame["importance"].isna()].assign(importance=0.0)
    most = max(float(frame[["weight", "today"]].max().max()), float(known["high"].max()) if len(known) else 0.2) * 1.05
    wide = alt.Scale(domain=[0, max(float(frame[["weight", "today"]].max().max()) * 1.15, 0.05)], nice=False)
    x = alt.X(
        "weight:Q",
        title="Weight: share of the score",
        scale=wide,
        axis=alt.Axis(format=".0%", tickCount=6, labelFlush=False),
    )
    tall = alt.Scale(domain=[-0.02 * most, most], nice=False)
    y = alt.Y("importance:Q", title="Worth to customers", scale=tall, axis=SHARE)
    tooltip = [
        alt.Tooltip("question:N", title="Question"),
        alt.Tooltip("text:N", title=" "),
        alt.Tooltip("weight:Q", title="Share of the score", format=".1%"),
        alt.Tooltip("importance:Q", title="Worth to customers", format=".1%"),
        alt.Tooltip("low:Q", title="Likely range from", format=".1%"),
        alt.Tooltip("high:Q", title="to", format=".1%"),
        alt.Tooltip("passed:Q", title="Pass rate", format=".1%"),
        alt.Tooltip("standing:N", title="Verdict"),
    ]
    end = min(float(wide.domain[1]), most)
    line = alt.Chart(pd.DataFrame({"at": [0.0, end]})).mark_line(color=ORDINARY, strokeDash=[4, 4])
    shape = alt.Shape("verdict:N", scale=alt.Scale(domain=list(SHAPES), range=list(SHAPES.values())), legend=None)
    colour = alt.Color(
        "passed:Q",
        scale=alt.Scale(domain=[float(frame["passed"].min()), 1.0]),
        legend=alt.Legend(title="Pass rate", format=".0%", orient="right", gradientLength=110, tickCount=4),
    )
    layers = [line.encode(x=alt.X("at:Q", scale=wide), y=alt.Y("at:Q", scale=tall))]
    for part in (known, rest):
        if part.empty:
            continue
        base = alt.Chart(part).encode(y=y, tooltip=tooltip)
        spread = base.mark_rule(color=ORDINARY, opacity=0.7, strokeWidth=1.5)
        path = base.mark_rule(color=ORDINARY, opacity=0.6, strokeDash=[2, 2])
        layers += [
            spread.encode(x=x, y=alt.Y("low:Q", scale=tall), y2=alt.Y2("high:Q")),
            path.encode(x=alt.X("today:Q", scale=wide), x2=alt.X2("weight:Q")),
            base.mark_point(filled=True, size=150, opacity=1, stroke=ORDINARY, strokeWidth=1).encode(
                x=x, color=colour, shape=shape
            ),
        ]
    named = labels(pd.concat([known, rest]), 0.06 * float(wide.domain[1]), 0.05 * most)
    words = alt.Chart(named).mark_text(dx=11, dy=-9, align="left", fontSize=12, color=ORDINARY, fontWeight="bold")
    layers.append(
        words.encode(x=alt.X("weight:Q", scale=wide), y=alt.Y("importance:Q", scale=tall), text=alt.Text("question:N"))
    )
    return layered(layers, height=height)


def labels(frame: pd.DataFrame, near_x: float, near_y: float) -> pd.DataFrame:
    """One row per label: questions that lie on each other share one. `frame` has question, weight and importance."""
    groups: list[dict] = []
    for row in frame.sort_values(["importance", "weight"], ascending=False, kind="stable").to_dict("records"):
        for group in groups:
            if abs(group["weight"] - row["weight"]) < near_x and abs(group["importance"] - row["importance"]) < near_y:
                group["names"].append(row["question"])
                break
        else:
            groups.append({"names": [row["question"]], "weight": row["weight"], "importance": row["importance"]})
    for group in groups:
        rest = len(group["names"]) - NAMED
        group["question"] = ", ".join(group["names"][:NAMED]) + (f" +{rest}" if rest > 0 else "")
    return pd.DataFrame(groups, columns=["question", "weight", "importance"])


def drivers(frame: pd.DataFrame) -> alt.LayerChart:
    """What questions and facts account for: `frame` has name, text, kind (question, fact), importance, low, high."""
    y = alt.Y("name:N", title=None, sort=frame["name"].tolist(), axis=NAMES)
    ticks = alt.Axis(format=".0%", tickCount=5, title="Share of ratings it explains", labelFlush=False)
    x = alt.X("importance:Q", axis=ticks)
    tooltip = [
        alt.Tooltip("name:N", title="Name"),
        alt.Tooltip("text:N", title=" "),
        alt.Tooltip("importance:Q", title="Explains", format=".1%"),
        alt.Tooltip("low:Q", title="Likely range from", format=".1%"),
        alt.Tooltip("high:Q", title="to", format=".1%"),
    ]
    kinds = ["question", "fact"]
    colour = alt.Color("kind:N", scale=alt.Scale(domain=kinds, range=[IMPROVING, WORSENING]), legend=LEGEND)
    shape = alt.Shape("kind:N", scale=alt.Scale(domain=kinds, range=["circle", "diamond"]), legend=LEGEND)
    base = alt.Chart().encode(y=y, tooltip=tooltip)
    return layered(
        [
            base.mark_rule(strokeWidth=2, opacity=0.55, color=ORDINARY).encode(
                x=alt.X("low:Q", axis=ticks), x2=alt.X2("high:Q")
            ),
            base.mark_point(filled=True, size=80, opacity=1).encode(x=x, color=colour, shape=shape),
        ],
        height=22 * len(frame) + 80,
        data=frame,
    )


def agent_moves(frame: pd.DataFrame) -> alt.LayerChart:
    """How agents' scores change: `frame` has name, n, change, low, high (shares), sure, today_text, now_text, in order;
    a change that may be chance is grey."""
    y = alt.Y("name:N", title=None, sort=frame["name"].tolist(), axis=NAMES)
    points = frame.assign(**{name: frame[name] * 100 for name in ("change", "low", "high")})
    ticks = alt.Axis(format="+~f", tickCount=5, title="Change of average score (points)", labelFlush=False)
    x = alt.X("change:Q", axis=ticks)
    tooltip = [
        alt.Tooltip("name:N", title="Agent"),
        alt.Tooltip("today_text:N", title="Today"),
        alt.Tooltip("now_text:N", title="With these weights"),
        alt.Tooltip("change:Q", title="Change (points)", format="+.1f"),
        alt.Tooltip("low:Q", title="Likely range from", format="+.1f"),
        alt.Tooltip("high:Q", title="to", format="+.1f"),
        alt.Tooltip("n:Q", title="Evaluations", format=","),
    ]
    fallen = {"test": "datum.sure && datum.change < 0", "value": WORSENING}
    colour = alt.ColorValue(ORDINARY, condition=[fallen, {"test": "datum.sure", "value": IMPROVING}])
    base = alt.Chart().encode(y=y, color=colour, tooltip=tooltip)
    zero = alt.Chart(pd.DataFrame({"at": [0.0]})).mark_rule(color=ORDINARY, strokeDash=[4, 4])
    return layered(
        [
            zero.encode(x=alt.X("at:Q", axis=ticks)),
            base.mark_rule(strokeWidth=2, opacity=0.55).encode(x=alt.X("low:Q", axis=ticks), x2=alt.X2("high:Q")),
            base.mark_point(filled=True, size=80, opacity=1).encode(x=x),
        ],
        height=24 * len(frame) + 45,
        data=points,
    )


def group_alignment(frame: pd.DataFrame) -> alt.LayerChart:
    """Alignment by group: `frame` has group (with its n), today, low, high and now."""
    y = alt.Y("group:N", title=None, sort=frame["group"].tolist(), axis=NAMES)
    ticks = alt.Axis(format="~f", tickCount=5, title="Correlation of score and rating", labelFlush=False)
    x = alt.X("today:Q", axis=ticks)
    tooltip = [
        alt.Tooltip("group:N", title="Group"),
        alt.Tooltip("today:Q", title="Today", format=".2f"),
        alt.Tooltip("low:Q", title="Likely range from", format=".2f"),
        alt.Tooltip("high:Q", title="to", format=".2f"),
        alt.Tooltip("now:Q", title="With these weights", format=".2f"),
    ]
    base = alt.Chart().encode(y=y, tooltip=tooltip)
    colour = alt.Color("case:N", scale=alt.Scale(domain=list(CASES), range=list(CASES.values())), legend=LEGEND)
    shape = alt.Shape("case:N", scale=alt.Scale(domain=list(CASES), range=["circle", "diamond"]), legend=LEGEND)
    zero = alt.Chart(pd.DataFrame({"at": [0.0]})).mark_rule(color=ORDINARY, strokeDash=[4, 4])
    layers = [
        zero.encode(x=alt.X("at:Q", axis=ticks)),
        base.mark_rule(strokeWidth=2, opacity=0.6, color=ORDINARY).encode(
            x=alt.X("low:Q", axis=ticks), x2=alt.X2("high:Q")
        ),
        base.transform_calculate(case=f"'{TODAY}'")
        .mark_point(filled=True, size=80, opacity=1)
        .encode(x=x, color=colour, shape=shape),
    ]
    if (frame["now"] - frame["today"]).abs().max() > 1e-9:
        layers.append(
            base.transform_calculate(case=f"'{NOW}'")
            .mark_point(filled=True, size=90, opacity=1)
            .encode(x=alt.X("now:Q", axis=ticks), color=colour, shape=shape)
        )
    return layered(layers, height=30 * len(frame) + 85, data=frame)


def _legend(present: list[str]) -> alt.Legend | None:
    """One legend for colour, dash and shape together; none for a single case."""
    return LEGEND if len(present) > 1 else None


def _present(frame: pd.DataFrame) -> list[str]:
    return [case for case in CASES if (frame["case"] == case).any()]


def _case(frame: pd.DataFrame) -> alt.Color:
    present = _present(frame)
    colours = alt.Scale(domain=present, range=[CASES[c] for c in present])
    return alt.Color("case:N", scale=colours, legend=_legend(present))


def _dash(frame: pd.DataFrame) -> alt.StrokeDash:
    present = _present(frame)
    dashes = {TODAY: [5, 3], NOW: [1, 0]}
    return alt.StrokeDash(
        "case:N", scale=alt.Scale(domain=present, range=[dashes[c] for c in present]), legend=_legend(present)
    )


def _shape(frame: pd.DataFrame) -> alt.Shape:
    present = _present(frame)
    shapes = {TODAY: "circle", NOW: "diamond"}
    return alt.Shape(
        "case:N", scale=alt.Scale(domain=present, range=[shapes[c] for c in present]), legend=_legend(present)
    )
