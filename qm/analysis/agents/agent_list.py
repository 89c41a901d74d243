"""Everybody in a list: observed, best estimate, change and verdict; by name unless asked."""

import numpy as np
import pandas as pd

from qm.analysis.agents.answer import UNITS, AgentsAnswer
from qm.analysis.agents.verdict_text import direction_text, standings, verdict_texts
from qm.models.comparison.fair_comparison import ABOVE, BELOW, FEW, FEWEST
from qm.models.comparison.ranks import rank_intervals
from qm.models.comparison.standing import BETTER, HIGHER, LOWER, SMALL, WORSE
from qm.wording import counted

STANDING_OUT, BY_NAME, BY_VALUE = "standing out", "name", "value"
_FIRST = (WORSE, BETTER, HIGHER, LOWER)
SAVED = (
    *("agent", "name", "team", "supervisor", "n", "value", "expected", "shrunk", "low95", "high95", "verdict"),
    *("matters", "label", "change", "change_low", "change_high", "rank_low", "rank_high"),
)


def agent_list(answer: AgentsAnswer, order: str = BY_NAME) -> pd.DataFrame:
    """One row per unit in the order asked for: the comparison's figures, name, team, change, verdict in words, rank.

    `rank_low` … `rank_high` is the 95 % interval of the place, 0 where there is none. Where places would say nothing
    the order is by name. Standing out: those worse, better, longer and shorter by enough to act on before all others.
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
    if order == STANDING_OUT:
        place = frame["standing"].map({word: at for at, word in enumerate(_FIRST)}).fillna(len(_FIRST))
        apart = (frame["shrunk"] - frame["expected"]).abs().where(place < len(_FIRST), 0.0)
        order = pd.DataFrame({"place": place, "apart": -apart}).sort_values(["place", "apart"], kind="stable").index
        return frame.loc[order].reset_index(drop=True)
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


def list_verdict(answer: AgentsAnswer) -> str:
    """How many differ from what their work predicts, those first by enough to act on."""
    comparison = answer.comparison
    assert comparison is not None
    name, better = comparison.metric.name, comparison.metric.better
    words = standings(comparison.frame, better)
    parts = []
    for word, verdict in ((WORSE, _side(better, -1)), (BETTER, _side(better, 1)), (HIGHER, ABOVE), (LOWER, BELOW)):
        some = int((words == word).sum())
        if some:
            parts.append(f"{some:,} clearly {direction_text(verdict, name, better)} than expected")
    small = int((words == SMALL).sum())
    smallest = answer.scale.change_text(answer.smallest_difference(name)).lstrip("+")
    if parts and small:
        parts.append(f"{small:,} by less than {smallest}, too little to act on")
    if parts:
        return f"{', '.join(parts)}. "
    if small:
        return f"{answer.counted(small)} differ clearly, but by less than {smallest}: too little to act on. "
    return f"No {UNITS[answer.by]} differs clearly from what their mix of work predicts. "


def _side(better: str, sign: int) -> str:
    """The verdict of those better (+1) or worse (−1)."""
    return ABOVE if (sign == 1) == (better != "down") else BELOW


def list_summary(answer: AgentsAnswer, listing: pd.DataFrame, order: str = BY_NAME) -> str:
    """Who differs, how many are too few, and what the order of `listing` (all rows of `agent_list`) is worth."""
    comparison = answer.comparison
    assert comparison is not None
    frame, n = comparison.frame, comparison.frame["n"]
    told = [
        list_verdict(answer).strip(),
        f"{answer.counted(len(frame))}, {counted(int(n.sum()), 'case')}, typically {int(n.median()):,} each.",
    ]
    if answer.too_few:
        told.append(f"{answer.counted(answer.too_few)} with fewer than {FEWEST} cases: too few to tell.")
    if answer.before is None:
        told.append("No change is shown: there is no earlier period to compare with.")
    if order == BY_VALUE:
        told.append(_order_text(answer, listing))
    if not answer.is_controllable:
        told.append(f"{answer.metric.label} depends more on staffing and demand than on the agent: context only.")
    return " ".join(told)


def _order_text(answer: AgentsAnswer, listing: pd.DataFrame) -> str:
    """What ordering by value is worth, or why there is none."""
    comparison = answer.comparison
    assert comparison is not None
    if not answer.can_rank:
        median = int(comparison.frame["n"].median())
        if len(comparison.enough) < 2:
            return "Listed by name: fewer than two have enough cases for an order."
        return f"Listed by name: with typically {median:,} cases each ({FEW} are needed), any order would be chance."
    ranked = listing[listing["rank_high"] > 0]
    width = int((ranked["rank_high"] - ranked["rank_low"]).median()) + 1
    return f"Places are rough: each stands with its likely range, typically {width:,} of {len(ranked):,} places wide."


def why_nobody(answer: AgentsAnswer) -> str:
    """Why there is nobody to list; empty where there is somebody."""
    if answer.comparison is None:
        return "This metric can't be filtered that way; remove a filter, or choose another metric."
    if not answer.comparison.frame.empty:
        return ""
    if answer.by != "agent":
        return (
            f"No {UNITS[answer.by]}s are known in this selection; import an agents file with "
            f"{UNITS[answer.by]}s to see them."
        )
    return "No agent has any case in this selection; widen the filters, or choose another metric."
