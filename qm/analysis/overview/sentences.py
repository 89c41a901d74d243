"""What the figures of the overview say, in words; no sentence claims more than the figures carry."""

from datetime import date

import pandas as pd

from qm.analysis.groups import WEEKDAYS
from qm.analysis.trend_frame import UNJUDGED
from qm.models.comparison.outlying_groups import beyond_chance
from qm.models.signals.control_charts import BEYOND, Control
from qm.models.signals.verdicts import FEW_CASES, Verdict
from qm.wording import Days, Scale, day_text, point_text
from qm.wording.scale import NO_CHANGE

VERDICTS = {
    "improving": "Improving",
    "worsening": "Worsening",
    "higher": "Unusually high",
    "lower": "Unusually low",
    "ordinary": "Ordinary variation",
    "unknown": "Too little data",
}


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


def trend_takeaway(scale: Scale, grain: str, extent_days: Days, frame: pd.DataFrame, control: Control | None) -> str:
    """The sentence to take from a trend; `frame` as `trend_frame` makes it."""
    judged = frame[~frame["signal"].isin(UNJUDGED)]
    cut = {
        "not complete": f" The last {grain} is not complete and is not judged.",
        "few cases": f" The last {grain} has too few cases to be judged.",
        "stragglers": f" Stragglers after {day_text(extent_days.last)} are not judged.",
    }.get(frame["signal"].iloc[-1], "")
    if judged.empty:
        return f"No {grain} has enough cases to be judged."
    if control is None or control.trial:
        return f"Too few {grain}s to tell signals from ordinary variation; limits are drawn on trial." + cut
    aside = f", without the {control.aside} that stood out" if control.aside else ""
    first = day_text(frame["start"].iloc[0].date())
    base = f" Limits rest on the {control.baseline} {grain}s from {first}{aside}."
    return _latest_point(scale, judged) + base + cut


def _latest_point(scale: Scale, judged: pd.DataFrame) -> str:
    """What the rules say of the latest point that can be judged."""
    latest = judged.iloc[-1]
    limits = f"{scale.text(latest['lower'])} to {scale.text(latest['upper'])}"
    name, value = _capital(latest["period"]), scale.text(latest["value"])
    if latest["direction"] != "within":
        word = {"higher": "unusually high", "lower": "unusually low"}.get(latest["signal"], latest["signal"])
        sentence = f"{name} is {word}: {value}, {latest['rule']}"
        return sentence + (f"; ordinary is {limits}." if latest["rule"] == BEYOND else f", within {limits}.")
    sentence = f"{name} is ordinary variation: {value} within {limits}."
    signals = int((judged["current"] & judged["direction"].ne("within")).sum())
    if signals:
        word = "point is a signal" if signals == 1 else "points are signals"
        sentence += f" {signals} earlier {word} in this period."
    return sentence


def breakdown_takeaway(scale: Scale, groups: pd.DataFrame, total: float) -> str:
    """The sentence to take from a breakdown: which groups surely differ from the whole."""
    if scale.kind == "count":
        top = groups.nlargest(1, "value").iloc[0]
        whole = groups["value"].sum()
        return f"Most: {top['group']} with {scale.text(top['value'])}, {top['value'] / whole:.0%} of those shown."
    enough = groups[groups["n"] >= FEW_CASES]
    sign = beyond_chance(enough["value"], enough["low"], enough["high"], total)
    above, below = enough[sign > 0], enough[sign < 0]
    if above.empty and below.empty:
        return f"No group differs from the whole ({scale.text(total)}) by more than chance would explain."
    parts = []
    for word, some in (("above", above.nlargest(3, "value")), ("below", below.nsmallest(3, "value"))):
        if len(some):
            named = ", ".join(f"{g} {scale.text(v)}" for g, v in zip(some["group"], some["value"], strict=True))
            parts.append(f"{word}: {named}")
    return f"Beyond chance from the whole ({scale.text(total)}), {'; '.join(parts)}."


def hours_takeaway(scale: Scale, cells: pd.DataFrame, total: float) -> str:
    """The sentence to take from the week: the hours that surely differ from the whole, the farthest first."""
    if scale.kind == "count":
        most, least = cells.loc[cells["value"].idxmax()], cells.loc[cells["value"].idxmin()]
        return f"Most {_hour(most, scale)}, least {_hour(least, scale)}."
    enough = cells[cells["n"] >= FEW_CASES]
    blank = " Hours with fewer than 10 cases have no colour." if len(enough) < len(cells) else ""
    sign = beyond_chance(enough["value"], enough["low"], enough["high"], total)
    if not sign.any():
        return f"No hour of the week differs from the whole ({scale.text(total)}) by more than chance explains." + blank
    parts = [
        f"{len(some)} {word}, farthest {_hour(some.loc[(some['value'] - total).abs().idxmax()], scale)}"
        for word, some in (("above", enough[sign > 0]), ("below", enough[sign < 0]))
        if len(some)
    ]
    return f"Hours of the week beyond chance from the whole ({scale.text(total)}): {'; '.join(parts)}." + blank


def _hour(cell: pd.Series, scale: Scale) -> str:
    n = "" if scale.kind == "count" else f" (n {int(cell['n']):,})"
    return f"{WEEKDAYS[int(cell['weekday']) - 1]} {int(cell['hour']):02d}:00 with {scale.text(cell['value'])}{n}"


def change_takeaway(scale: Scale, before: float, after: float, parts: pd.DataFrame, is_ordinary: bool) -> str:
    """What moved a figure, the largest contributions first; `parts` as `contributions` makes them."""
    change = after - before
    largest = [_contribution(scale, row) for _, row in parts.head(3).iterrows() if row["total"]]
    text = f"{scale.label} {_moved(scale, before, after, change)}"
    text += ": " + "; ".join(largest) + "." if largest and scale.change_text(change) != NO_CHANGE else "."
    return text + (" The control rules call this ordinary variation." if is_ordinary else "")


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


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
