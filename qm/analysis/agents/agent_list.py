"""Everybody in a list: what was seen, what to believe, how it changed, and the verdict; by name unless asked."""

import numpy as np
import pandas as pd

from qm.analysis.agents.answer import UNITS, AgentsAnswer
from qm.analysis.agents.verdict_text import standings, verdict_texts
from qm.models.comparison.fair_comparison import FEW, FEWEST
from qm.models.comparison.ranks import rank_intervals
from qm.models.comparison.standing import BETTER, EXPECTED, HIGHER, LOWER, WORSE
from qm.wording import listed

BY_NAME, BY_VALUE = "name", "value"
SAVED = (
    *("agent", "name", "team", "supervisor", "n", "value", "expected", "shrunk", "low95", "high95", "verdict"),
    *("label", "change", "change_low", "change_high", "rank_low", "rank_high"),
)


def agent_list(answer: AgentsAnswer, order: str = BY_NAME) -> pd.DataFrame:
    """One row per unit in the order asked for: the comparison's figures, name, team, change, verdict in words, rank.

    `rank_low` … `rank_high` is the 95 % interval of the place, 0 where there is none. Where places would say nothing
    the order is by name.
    """
    comparison = answer.comparison
    assert comparison is not None
    better = comparison.metric.better
    frame = comparison.frame.merge(
        answer.changes.rename(columns={"low": "change_low", "high": "change_high"}), on="agent", how="left"
    )
    frame = frame.assign(
        name=answer.called(frame["agent"]),
        verdict_text=verdict_texts(frame, comparison.metric.name, better),
        standing=standings(frame, better),
        rank_low=0,
        rank_high=0,
    )
    if answer.by == "agent":
        frame = frame.merge(answer.roster[["agent", "team", "supervisor"]], on="agent", how="left")
    frame = frame.sort_values("name", key=lambda names: names.str.casefold(), ignore_index=True)
    if order == BY_NAME or not answer.can_rank:
        return frame
    return _ranked(frame, -1.0 if better == "down" else 1.0)


def _ranked(frame: pd.DataFrame, sign: float) -> pd.DataFrame:
    """By value, each place with its interval; `sign` is −1 where less is better."""
    enough = frame["n"] >= FEWEST
    low, high = (sign * frame[c].where(enough).to_numpy(dtype=float) for c in ("low95", "high95"))
    best, worst = rank_intervals(
        sign * frame["shrunk"].where(enough).to_numpy(dtype=float), np.minimum(low, high), np.maximum(low, high)
    )
    frame = frame.assign(rank_low=best, rank_high=worst, place=sign * frame["shrunk"].where(enough))
    return frame.sort_values(["place", "name"], ascending=[False, True], na_position="last", ignore_index=True)


def matching(frame: pd.DataFrame, words: str) -> pd.DataFrame:
    """The rows in which name, number, team or supervisor holds every one of the words."""
    if not words.strip():
        return frame
    text = pd.Series("", index=frame.index, dtype="str")
    for column in ("agent", "name", "team", "supervisor"):
        if column in frame:
            text = text + " " + frame[column].fillna("").astype("str")
    matches = pd.Series(True, index=frame.index)
    for word in words.casefold().split():
        matches &= text.str.casefold().str.contains(word, regex=False)
    return frame[matches].reset_index(drop=True)


def for_saving(frame: pd.DataFrame) -> pd.DataFrame:
    """The list as it is saved: figures as numbers, no place where there is none."""
    kept = frame[[c for c in SAVED if c in frame]]
    ranks = {c: kept[c].where(kept[c] > 0).astype("Int64") for c in ("rank_low", "rank_high")}
    return kept.assign(**ranks)


def list_summary(answer: AgentsAnswer, listing: pd.DataFrame, order: str = BY_NAME) -> str:
    """Who differs, how many are too few, and what the order of `listing` (all rows of `agent_list`) is worth."""
    comparison = answer.comparison
    assert comparison is not None
    frame, n = comparison.frame, comparison.frame["n"]
    told = [f"{answer.counted(len(frame))}, n {int(n.sum()):,}, {int(n.median()):,} each in the median."]
    words = standings(frame, comparison.metric.better)
    for word in (WORSE, BETTER, HIGHER, LOWER):
        some = frame.loc[words == word, "agent"]
        if len(some):
            told.append(f"{word.capitalize()} than their work lets expect: {listed(answer.called(some), 5)}.")
    if not (words != EXPECTED).any():
        told.append("Nobody differs surely from what their work lets expect.")
    if answer.too_few:
        told.append(f"{answer.counted(answer.too_few)} with fewer than {FEWEST} cases: no verdict, no place.")
    if answer.before is None:
        told.append("No change is shown: there is no period to compare with.")
    if order == BY_VALUE:
        told.append(_order_text(answer, listing))
    if not answer.is_controllable:
        told.append(f"{answer.metric.label} depends on staffing and demand more than on who did the work: context.")
    return " ".join(told)


def _order_text(answer: AgentsAnswer, listing: pd.DataFrame) -> str:
    """What ordering by value is worth, or why there is none."""
    comparison = answer.comparison
    assert comparison is not None
    if not answer.can_rank:
        median = int(comparison.frame["n"].median())
        if len(comparison.enough) < 2:
            return "Listed by name: there are no two with enough cases to put in an order."
        return (
            f"Listed by name all the same: with {median:,} cases each in the median (it takes {FEW}), "
            "any order would be chance."
        )
    ranked = listing[listing["rank_high"] > 0]
    width = int((ranked["rank_high"] - ranked["rank_low"]).median()) + 1
    return (
        f"A place is a guess: its 95% interval stands beside each name, in the median {width:,} of {len(ranked):,} "
        "places wide."
    )


def why_nobody(answer: AgentsAnswer) -> str:
    """Why there is nobody to list; empty where there is somebody."""
    if answer.comparison is None:
        return "The filters say nothing about this metric; take one away, or look closer at another."
    if not answer.comparison.frame.empty:
        return ""
    if answer.by != "agent":
        return (
            f"Nobody's {UNITS[answer.by]} is known in this selection; an agents file with "
            f"{UNITS[answer.by]}s would fill this."
        )
    return "No agent has any case in this selection; widen the filters, or look closer at another metric."
