"""One customer's contacts as a timeline: how each is called, what happened in it, how soon the next one followed."""

import math
from collections.abc import Hashable
from typing import Any

import pandas as pd

from qm.wording import Days, day_text, days_text, duration


def timeline(contacts: pd.DataFrame) -> pd.DataFrame:
    """One row per contact of `customer_contacts`, ready to be drawn.

    name (its day, time and channel, unlike all others), at (when it began), before (the end of the contact before
    it, on which it hangs), is_repeat, abandoned, gap (since the contact before, in words), mark and details (what
    happened, short and in full).
    """
    before = contacts["ended_at"].shift(1).fillna(contacts["arrived_at"])
    gap = (contacts["arrived_at"] - before).dt.total_seconds()
    rows = contacts.to_dict("records")
    return pd.DataFrame(
        {
            "name": _unlike(
                [f"{_moment(r['arrived_at'])} {r['channel'] if _known(r['channel']) else ''}" for r in rows]
            ),
            "at": contacts["arrived_at"],
            # One that began while the one before still went on hangs on nothing.
            "before": before.where(gap >= 0, contacts["arrived_at"]),
            "is_repeat": contacts["is_repeat"],
            "abandoned": contacts["abandoned"],
            "gap": ["the first" if i == 0 else duration(s) if s >= 0 else "still going on" for i, s in enumerate(gap)],
            "mark": [_mark(r, s if i else 0) for i, (r, s) in enumerate(zip(rows, gap, strict=True))],
            "details": [contact_details(r) for r in rows],
        }
    )


def _moment(at: pd.Timestamp) -> str:
    return f"{at.day} {at:%b %H:%M}"


def _unlike(names: list[str]) -> list[str]:
    """Names made unlike each other: two contacts of one minute must not fall on one row."""
    seen: dict[str, int] = {}
    unlike = []
    for name in names:
        seen[name] = seen.get(name, 0) + 1
        unlike.append(name if seen[name] == 1 else f"{name} ({seen[name]})")
    return unlike


def _known(value: object) -> bool:
    return value is not None and not pd.isna(value)


def _mark(row: dict[Hashable, Any], gap: float) -> str:
    parts = [str(row["reason"])] if _known(row["reason"]) else []
    parts += [f"after {duration(gap)}"] if gap > 0 else []
    parts += ["hung up"] if row["abandoned"] else []
    parts += [f"rated {row['csat']:g}"] if _known(row["csat"]) else []
    parts += [f"scored {row['quality_score']:.0%}"] if _known(row["quality_score"]) else []
    return " · ".join(parts)


def contact_details(row: dict[Hashable, Any]) -> str:
    """What happened in a contact, in words."""
    parts = [f"waited {duration(row['wait_seconds'])}"] if _known(row["wait_seconds"]) else []
    if row["abandoned"]:
        parts.append("hung up")
    elif _known(row["handle_seconds"]):
        parts.append(f"handled in {duration(row['handle_seconds'])}")
    parts += [f"by {row['agent_id']}"] if _known(row["agent_id"]) else []
    if _known(row["resolved"]):
        parts.append("solved" if row["resolved"] else "not solved")
    if _known(row["csat"]):
        parts.append(f"rated {row['csat']:g} of {row['csat_max'] if _known(row['csat_max']) else 5:g}")
    parts += [f"scored {row['quality_score']:.0%}"] if _known(row["quality_score"]) else []
    return ", ".join(parts)


def journey_takeaway(contacts: pd.DataFrame, within: str) -> str:
    """How many contacts, over how long, how many of them repeats, and what they took."""
    first, last = contacts["arrived_at"].iloc[0], contacts["arrived_at"].iloc[-1]
    if len(contacts) == 1:
        return f"One contact, on {day_text(first.date())}."
    repeats = int(contacts["is_repeat"].sum())
    took = float(contacts["handle_seconds"].sum())
    handled = f" They took {duration(took)} of handling." if took and not math.isnan(took) else ""
    spell = days_text(Days(first.date(), last.date()))
    count = f"{repeats} of them follow" if repeats != 1 else "one of them follows"
    return f"{len(contacts)} contacts, {spell}; {count} an earlier one within {within}.{handled}"
