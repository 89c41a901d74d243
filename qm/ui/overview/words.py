"""Verdicts, comparisons and contributions in words."""

from datetime import date

import pandas as pd

from qm.models.signals.verdicts import Verdict
from qm.wording import Scale, point_text
from qm.wording.scale import NO_CHANGE

ICONS = {
    "improving": ":material/thumb_up:",
    "worsening": ":material/warning:",
    "higher": ":material/north_east:",
    "lower": ":material/south_east:",
}
COLOURS = {"improving": "blue", "worsening": "orange", "higher": "violet", "lower": "violet"}
SAID = {
    "improving": "Improving",
    "worsening": "Worsening",
    "higher": "Unusually high",
    "lower": "Unusually low",
    "ordinary": "Ordinary variation",
    "unknown": "Too little data",
}


def verdict_text(verdict: Verdict) -> str:
    """The verdict in words; colour and icon only for a signal."""
    words = SAID[verdict.kind]
    return f":{COLOURS[verdict.kind]}[{ICONS[verdict.kind]} {words}]" if verdict.is_signal else words


def verdict_reason(verdict: Verdict) -> str:
    """Why the verdict is what it is, as a sentence."""
    if verdict.kind == "unknown":
        needed = "28 days" if verdict.grain == "day" else f"12 {verdict.grain}s"
        return f"The control rules need more than {needed} of history to tell a signal from ordinary variation."
    at = point_text(date.fromisoformat(str(verdict.at)), verdict.grain)
    rests = f"limits from {verdict.points} {verdict.grain}s"
    if verdict.is_signal:
        return f"Judged at {at}: {verdict.rule} ({rests})."
    return f"Judged at {at}: within its limits, no run or trend ({rests})."


def change_text(scale: Scale, now: float, before: float) -> str:
    """How a figure changed: +3.2 points; counts also in per cent."""
    change = now - before
    text = scale.change_text(change)
    if scale.kind == "count" and before > 0 and change:
        return f"{text} ({change / before:+.1%})".replace("-", "−")
    return text


def moved_text(scale: Scale, before: float, after: float, parts: pd.DataFrame, ordinary: bool) -> str:
    """What moved a figure, the largest contributions first. `parts` as `moves` draws them, with own rates."""
    change = after - before
    largest = [_contribution(scale, row) for _, row in parts.head(3).iterrows() if row["total"]]
    text = f"{scale.label} {_moved(scale, before, after, change)}"
    text += ": " + "; ".join(largest) + "." if largest and scale.change_text(change) != NO_CHANGE else "."
    return text + (" The control rules call this ordinary variation." if ordinary else "")


def _moved(scale: Scale, before: float, after: float, change: float) -> str:
    if scale.text(before) == scale.text(after):
        return f"hardly moved ({scale.text(after)})"
    verb = "rose" if change > 0 else "fell"
    return f"{verb} by {scale.change_text(change).lstrip('+−')}, from {scale.text(before)} to {scale.text(after)}"


def _contribution(scale: Scale, row: pd.Series) -> str:
    text = f"{row['group']} {scale.change_text(row['total'])}"
    if pd.isna(row["mix"]):
        return text
    if pd.isna(row["before"]) or pd.isna(row["after"]):
        return text + (" (new)" if pd.isna(row["before"]) else " (gone)")
    if abs(row["rate"]) >= abs(row["mix"]):
        return text + f" (its own went from {scale.text(row['before'])} to {scale.text(row['after'])})"
    more = "more" if row["weight_after"] > row["weight_before"] else "less"
    return text + f" ({more} of it: {row['weight_before']:.0%} to {row['weight_after']:.0%})"
