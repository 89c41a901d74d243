"""Which contacts come back: by reason, channel, wait, quality score and tenure, on one axis."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

import pandas as pd

from qm.analysis.groups import UNKNOWN, largest, with_names
from qm.models.comparison.outlying_groups import beyond_chance
from qm.models.signals.verdicts import FEW_CASES
from qm.wording import Scale, listed

SCORE = "score_band"
HEADINGS = {
    "reason": "Reason",
    "channel": "Channel",
    "wait_band": "Wait",
    SCORE: "Quality score",
    "tenure": "Agent's tenure",
}
FILES = {
    "reason": "a contacts file with reasons",
    "channel": "a contacts file with channels",
    "wait_band": "a contacts file with waiting times",
    SCORE: "an evaluations file with contact numbers",
    "tenure": "an agents file with tenure",
}
ANSWERED = ("wait_band", "tenure")
"""Nobody's tenure, and no wait to tell, are no groups."""
MOST = 8
COLUMNS = ["heading", "group", "value", "numerator", "denominator", "n", "low", "high", "whole"]


@dataclass(frozen=True)
class GroupRates:
    """The repeat rate by all five dimensions.

    `frame` has one row per dimension and group: dimension, heading, key, group, value, numerator, denominator, n,
    low, high and whole (the rate of all of which that dimension is known). Empty where nothing can be judged.
    """

    title: str
    takeaway: str
    frame: pd.DataFrame = field(repr=False)

    @property
    def table(self) -> pd.DataFrame:
        """The rates as they are saved."""
        return self.frame[COLUMNS].rename(columns={"heading": "by"})


def group_rates(rates: Mapping[str, pd.DataFrame], scale: Scale, within: str) -> GroupRates:
    """The rates by group; `rates` has what `measure` says by each dimension of `HEADINGS`."""
    title = f"Which contacts come back within {within}?"
    frame = group_frame(rates)
    if frame.empty:
        return GroupRates(title, "No contact in this selection can be judged yet.", frame)
    return GroupRates(title, takeaway(frame, scale) + _missing(frame), frame)


def group_frame(rates: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """One row per dimension and group; dimensions of which nothing is known are left out."""
    parts = []
    for dimension, heading in HEADINGS.items():
        groups = rates[dimension]
        if dimension in ANSWERED:
            groups = groups[groups[dimension].notna()]
        if groups[dimension].notna().any():
            shown, _ = largest(with_names(groups, dimension, {}), MOST)
            parts.append(
                _ordered(shown, dimension).assign(dimension=dimension, heading=heading, whole=_whole(groups, dimension))
            )
    return pd.concat(parts, ignore_index=True) if parts else pd.DataFrame(columns=["dimension"])


def _whole(groups: pd.DataFrame, dimension: str) -> float:
    """What a dimension's groups are held against: all contacts of which it is known. Those that were hung up have no
    agent and come back often, which makes no agent look good."""
    known = groups[groups[dimension].notna()]
    return float(known["numerator"].sum() / known["denominator"].sum())


def _ordered(groups: pd.DataFrame, dimension: str) -> pd.DataFrame:
    """Groups with an order of their own in it, the others by rate; few cases and unknown ones last."""
    if dimension in ("wait_band", SCORE):
        return groups
    if dimension == "tenure":
        return groups.sort_values("group", key=lambda c: c.map(_tenure_months), kind="stable")
    last = (groups["n"] < FEW_CASES) | (groups["key"] == UNKNOWN)
    return groups.assign(last=last).sort_values(["last", "value"], ascending=[True, False], kind="stable")


def _tenure_months(tenure: str) -> float:
    """Where a tenure stands: under 1 year, 1 to 3 years, over 3 years."""
    number = re.search(r"\d+(?:[.,]\d+)?", tenure)
    if not number:
        return float("inf")
    months = float(number[0].replace(",", ".")) * (1 if re.search(r"month|\bmo?\b", tenure, re.IGNORECASE) else 12)
    under, over = (
        re.search(words, tenure, re.IGNORECASE) for words in (r"under|less|below|up to|<", r"over|more|>|\+")
    )
    return months - (0.5 if under else 0) + (0.5 if over else 0)


def takeaway(groups: pd.DataFrame, scale: Scale) -> str:
    """Which groups surely differ from all of which the same is known, those farthest from it first."""
    enough = groups[(groups["n"] >= FEW_CASES) & (groups["key"] != UNKNOWN)]
    away = enough["value"] - enough["whole"]
    sign = beyond_chance(away, enough["low"] - enough["whole"], enough["high"] - enough["whole"], 0.0)
    parts = []
    for word, some in (("more", away[sign > 0].nlargest(3)), ("less", away[sign < 0].nsmallest(3))):
        if len(some):
            rows = enough.loc[some.index]
            named = ", ".join(
                f"{h.lower()} {g} ({scale.text(v)})"
                for h, g, v in zip(rows["heading"], rows["group"], rows["value"], strict=True)
            )
            parts.append(f"{word} after {named}")
    if not parts:
        return "No group differs from the others by more than chance would explain."
    return f"Beyond chance they come back {'; '.join(parts)}. Ticks mark all contacts of which the same is known."


def _missing(groups: pd.DataFrame) -> str:
    """Which of the five the data say nothing about, and the files that would."""
    absent = [name for name in HEADINGS if name not in set(groups["dimension"])]
    if not absent:
        return ""
    return f" Not here: {listed([HEADINGS[n].lower() for n in absent])}; needs {listed([FILES[n] for n in absent])}."
