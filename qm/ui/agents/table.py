"""Everybody in a list: what was seen, what to believe, how it changed, and the verdict; by name unless asked."""

from typing import Any

import numpy as np
import pandas as pd
import streamlit as st

from qm.models.comparison.fair_comparison import FEW, FEWEST
from qm.models.comparison.ranks import rank_intervals
from qm.ui.agents.figures import Figures
from qm.ui.agents.picking import picked_from
from qm.ui.agents.question import ONE
from qm.ui.agents.words import standings, verdict_texts
from qm.ui.chart import as_csv
from qm.ui.markup import literal
from qm.wording import listed

DASH = "–"


def table_section(figures: Figures) -> None:
    """The list, searched and ordered; clicking a row looks at whom it is about."""
    question, answer = figures.question, figures.answer
    who = ONE[question.by]
    st.markdown(f"**{question.metric.label} of {literal(question.everyone)}**")
    if answer is None or answer.frame.empty:
        st.caption(_nobody(figures))
        return
    with st.container(horizontal=True, vertical_alignment="bottom"):
        wanted = st.text_input(
            "Search",
            key="find",
            bind="query-params",
            width=280,
            type="search",
            icon=":material/search:",
            placeholder=f"Name{', number, team' if question.by == 'agent' else ''}",
        )
        everybody = rows(figures)
        found = searched(everybody, wanted or "")
        st.download_button(
            "Save as CSV",
            lambda: as_csv(saved(found), [f"{question.metric.label} by {who}", *question.lines]),
            f"{question.name}-by-{who}.csv",
            "text/csv",
            key="agents.save",
            icon=":material/download:",
            on_click="ignore",
            type="tertiary",
        )
    st.caption(literal(summary(figures, everybody)))
    if found.empty:
        st.caption(f"No {who} here is called anything like '{literal(wanted or '')}'.")
        return
    st.dataframe(
        shown(found, figures),
        hide_index=True,
        height="auto" if len(found) <= 10 else 458,
        **picked_from("agents.table", question.by, found["agent"].tolist()),
        column_config=_columns(figures),
        alt=f"{question.metric.label} of {question.everyone}, with interval, n, change and verdict",
    )


def rows(figures: Figures) -> pd.DataFrame:
    """One row per unit in the order asked for: the comparison's figures, name, team, change, verdict in words, rank.

    `rank_low` … `rank_high` is the 95 % interval of the place, 0 where there is none.
    """
    question, answer = figures.question, figures.answer
    assert answer is not None
    better = answer.metric.better
    frame = answer.frame.merge(
        figures.changed.rename(columns={"low": "change_low", "high": "change_high"}), on="agent", how="left"
    )
    frame = frame.assign(
        name=figures.named(frame["agent"]),
        verdict_text=verdict_texts(frame, question.name, better),
        standing=standings(frame, better),
        rank_low=0,
        rank_high=0,
    )
    if question.by == "agent":
        frame = frame.merge(figures.roster[["agent", "team", "supervisor"]], on="agent", how="left")
    frame = frame.sort_values("name", key=lambda names: names.str.casefold(), ignore_index=True)
    if question.order == "name" or not figures.can_rank:
        return frame
    sign = -1.0 if better == "down" else 1.0
    ranked = frame["n"] >= FEWEST
    low, high = (sign * frame[c].where(ranked).to_numpy(dtype=float) for c in ("low95", "high95"))
    best, worst = rank_intervals(
        sign * frame["shrunk"].where(ranked).to_numpy(dtype=float), np.minimum(low, high), np.maximum(low, high)
    )
    frame = frame.assign(rank_low=best, rank_high=worst, place=sign * frame["shrunk"].where(ranked))
    return frame.sort_values(["place", "name"], ascending=[False, True], na_position="last", ignore_index=True)


def searched(frame: pd.DataFrame, wanted: str) -> pd.DataFrame:
    """The rows in which name, number, team or supervisor holds every word wanted."""
    if not wanted.strip():
        return frame
    text = pd.Series("", index=frame.index, dtype="str")
    for field in ("agent", "name", "team", "supervisor"):
        if field in frame:
            text = text + " " + frame[field].fillna("").astype("str")
    found = pd.Series(True, index=frame.index)
    for word in wanted.casefold().split():
        found &= text.str.casefold().str.contains(word, regex=False)
    return frame[found].reset_index(drop=True)


def shown(frame: pd.DataFrame, figures: Figures) -> pd.DataFrame:
    """The list as it is read: figures written in the metric's way; of fewer than ten cases only their number."""
    scale = figures.question.scale
    few = frame["n"] < FEWEST

    def texts(column: str) -> list[str]:
        return [DASH if hidden else scale.text(v) for v, hidden in zip(frame[column], few, strict=True)]

    columns: dict[str, Any] = {}
    if frame["rank_high"].any():
        places = zip(frame["rank_low"], frame["rank_high"], strict=True)
        columns["Place"] = [f"{a}–{b}" if b else DASH for a, b in places]
    columns["Name"] = frame["name"]
    if "team" in frame and frame["team"].notna().any():
        columns["Team"] = frame["team"].fillna(DASH)
    elif "supervisor" in frame and frame["supervisor"].notna().any():
        columns["Supervisor"] = frame["supervisor"].fillna(DASH)
    columns["Verdict"] = frame["verdict_text"]
    if figures.before is not None:
        columns["Change"] = [
            change_text(scale.change_text(c), s) for c, s in zip(frame["change"], frame["sign"], strict=True)
        ]
    columns |= {
        "Shrunk": texts("shrunk"),
        "95% interval": [
            DASH if hidden or a != a else f"{scale.text(a)} to {scale.text(b)}"
            for a, b, hidden in zip(frame["low95"], frame["high95"], few, strict=True)
        ],
        "n": [f"{n:,}" for n in frame["n"]],
        "Seen": texts("value"),
        "Expected": texts("expected"),
    }
    return pd.DataFrame(columns)


def change_text(change: str, sign: float) -> str:
    """A change with its verdict: ↗ surely up (+3.2 points)."""
    if sign != sign:
        return DASH
    return {1.0: f"↗ surely up ({change})", -1.0: f"↘ surely down ({change})"}.get(sign, f"ordinary ({change})")


def saved(frame: pd.DataFrame) -> pd.DataFrame:
    """The list as it is saved: figures as numbers."""
    columns = [
        "agent",
        "name",
        "team",
        "supervisor",
        "n",
        "value",
        "expected",
        "shrunk",
        "low95",
        "high95",
        "verdict",
        "label",
        "change",
        "change_low",
        "change_high",
        "rank_low",
        "rank_high",
    ]
    kept = frame[[c for c in columns if c in frame]]
    ranks = {c: kept[c].where(kept[c] > 0).astype("Int64") for c in ("rank_low", "rank_high")}
    return kept.assign(**ranks)


def summary(figures: Figures, everybody: pd.DataFrame) -> str:
    """Who differs, how many are too few, and what the order is worth; `everybody` are all `rows`."""
    question, answer = figures.question, figures.answer
    assert answer is not None
    frame, n = answer.frame, answer.frame["n"]
    said = [f"{question.many(len(frame))}, n {int(n.sum()):,}, {int(n.median()):,} each in the median."]
    words = standings(frame, answer.metric.better)
    for word in ("worse", "better", "higher", "lower"):
        some = frame.loc[words == word, "agent"]
        if len(some):
            said.append(f"{word.capitalize()} than their work lets expect: {listed(figures.named(some), 5)}.")
    if not (words != "as expected").any():
        said.append("Nobody differs surely from what their work lets expect.")
    if figures.few:
        said.append(f"{question.many(figures.few)} with fewer than {FEWEST} cases: no verdict, no place.")
    if figures.before is None:
        said.append("No change is shown: there is no period to compare with.")
    if question.order == "value":
        said.append(_order(figures, everybody))
    if not question.is_controllable:
        said.append(f"{question.metric.label} depends on staffing and demand more than on who did the work: context.")
    return " ".join(said)


def _order(figures: Figures, everybody: pd.DataFrame) -> str:
    """What ordering by value is worth, or why there is none."""
    answer = figures.answer
    assert answer is not None
    if not figures.can_rank:
        median = int(answer.frame["n"].median())
        if len(answer.enough) < 2:
            return "Listed by name: there are no two with enough cases to put in an order."
        return (
            f"Listed by name all the same: with {median:,} cases each in the median (it takes {FEW}), "
            "any order would be chance."
        )
    ranked = everybody[everybody["rank_high"] > 0]
    width = int((ranked["rank_high"] - ranked["rank_low"]).median()) + 1
    return (
        f"A place is a guess: its 95% interval stands beside each name, in the median {width:,} of {len(ranked):,} "
        "places wide."
    )


def _columns(figures: Figures) -> dict[str, Any]:
    question = figures.question
    column = st.column_config.TextColumn
    against = f"{question.view.lines[1]}, apart from a change of the mix of work." if question.view.comparison else ""
    return {
        "Place": column(
            help="95% interval of the place by the shrunk value; too few cases have none.", alignment="right"
        ),
        "Name": column(pinned=True),
        "Verdict": column(
            help="Against what peers reach with the same mix of work; at most 5% of those called better or worse are "
            "there by chance."
        ),
        "Shrunk": column(
            help="What to believe: the value drawn towards what was expected, the more the fewer the cases.",
            alignment="right",
        ),
        "95% interval": column(help="Where the true value lies, 19 times of 20."),
        "n": column(help="Number of cases behind the figure.", alignment="right"),
        "Seen": column(help=question.metric.meaning, alignment="right"),
        "Expected": column(
            help="What peers reach with the same mix of work (channel, reason, time of day; for "
            "evaluations also the evaluator).",
            alignment="right",
        ),
        "Change": column(
            help=f"Change of the difference from expected, {against} Surely: at most 5% of those called "
            "so are there by chance."
        ),
    }


def _nobody(figures: Figures) -> str:
    question = figures.question
    if figures.answer is None:
        return "The filters say nothing about this metric; take one away, or look closer at another."
    if question.by != "agent":
        return (
            f"Nobody's {ONE[question.by]} is known in this selection; an agents file with "
            f"{PLURALS[question.by]} would fill this."
        )
    return "No agent has any case in this selection; widen the filters, or look closer at another metric."


PLURALS = {"team": "teams", "supervisor": "supervisors"}
