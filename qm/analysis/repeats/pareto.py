"""Pareto: which contacts the repeats follow, by handle hours or by number."""

from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from qm.analysis.groups import UNKNOWN

CAUSES = {"reason": "Reason", "both": "Reason and channel"}
COUNTED = {"handle_seconds": "Handle hours", "contacts": "Contacts"}
MOST = 9
REST = "all others"


@dataclass(frozen=True)
class Pareto:
    """`frame` has one row per cause, as `pareto_frame` gives it."""

    title: str
    takeaway: str
    frame: pd.DataFrame = field(repr=False)


def pareto(causes: pd.DataFrame, by: str, of: str, within: str) -> Pareto:
    """The causes of repeats by one of `CAUSES`, counted in one of `COUNTED`; `causes` as `RepeatWork` has them."""
    title = f"Repeats by the {CAUSES[by].lower()} of the contact they follow"
    frame = pareto_frame(causes, by, of)
    if len(frame):
        return Pareto(title, takeaway(frame, COUNTED[of].lower()), frame)
    if len(causes):
        return Pareto(title, "No contact in this selection has a known handle time; count contacts instead.", frame)
    return Pareto(title, f"No contact in this selection follows an earlier one within {within}.", frame)


def pareto_frame(causes: pd.DataFrame, by: str, of: str) -> pd.DataFrame:
    """One row per cause, largest first, the small ones together: group, amount, share, cumulative and text."""
    reason, channel = (causes[c].fillna(UNKNOWN.strip("()")) for c in ("reason", "channel"))
    group = reason if by == "reason" else reason + " · " + channel
    amount = causes[of].astype(float).groupby(group.to_numpy()).sum().sort_values(ascending=False, kind="stable")
    amount = amount[amount > 0]
    if amount.empty:
        return pd.DataFrame(columns=["group", "amount", "share", "cumulative", "text"])
    names, values = list(amount.index), amount.to_numpy()
    if len(values) > MOST + 1:
        names = [*names[:MOST], f"{REST} ({len(values) - MOST})"]
        values = np.append(values[:MOST], values[MOST:].sum())
    is_hours = of == "handle_seconds"
    values = values / 3600 if is_hours else values
    share = values / values.sum()
    return pd.DataFrame(
        {
            "group": names,
            "amount": values,
            "share": share,
            "cumulative": np.minimum(share.cumsum(), 1),
            "text": [_amount_text(v, is_hours) for v in values],
        }
    )


def _amount_text(value: float, is_hours: bool) -> str:
    if not is_hours:
        return f"{value:,.0f}"
    return f"{value:,.0f} h" if value >= 10 else f"{value:.1f} h"


def takeaway(frame: pd.DataFrame, unit: str) -> str:
    """How few causes make up half of it."""
    named = frame[~frame["group"].str.startswith(REST)]
    half = int((frame["cumulative"] < 0.5).sum()) + 1
    if half > len(named) or len(frame) == 1:
        top = frame.iloc[0]
        return f"{_capital(top['group'])} accounts for {top['share']:.0%} of the {unit} ({top['text']})."
    few = ", ".join(named["group"].head(half))
    share = frame["cumulative"].iloc[half - 1]
    if half == 1:
        return f"{_capital(few)} alone accounts for {share:.0%} of the {unit}."
    return f"{half} causes account for {share:.0%} of the {unit}: {few}."


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
