"""What the figures of the overview say, in words; no sentence claims more than the figures carry."""

from datetime import date

import pandas as pd

from qm.analysis.groups import WEEKDAYS
from qm.analysis.trend_frame import UNJUDGED
from qm.models.comparison.outlying_groups import beyond_chance
from qm.models.signals.control_charts import BEYOND, NEAR, SHIFT, TREND, Control
from qm.models.signals.period_change import PeriodChange
from qm.models.signals.verdicts import FEW_CASES, Verdict
from qm.wording import Days, Scale, counted, day_text, point_text
from qm.wording.scale import NO_CHANGE

HIGH_LOW = {1: "high", -1: "low"}


def latest_text(verdict: Verdict) -> str:
    """What the control chart says of the latest week, in a few words."""
    if not verdict.is_signal:
        return "too little history" if verdict.kind == "unknown" else "normal"
    up = verdict.direction > 0
    return {
        BEYOND: f"unusually {HIGH_LOW[verdict.direction]}",
        NEAR: f"{HIGH_LOW[verdict.direction]} two {verdict.grain}s of three",
        SHIFT: f"seven {verdict.grain}s in a row {'above' if up else 'below'} average",
        TREND: f"{'rising' if up else 'falling'} seven {verdict.grain}s in a row",
    }[verdict.rule]


def latest_reason(scale: Scale, verdict: Verdict, value: float, lower: float, upper: float) -> str:
    """Which week was judged, and what it is held against."""
    if verdict.kind == "unknown":
        needed = "28 days" if verdict.grain == "day" else f"12 {verdict.grain}s"
        return f"More than {needed} of history are needed to tell what is normal."
    at = _capital(point_text(date.fromisoformat(str(verdict.at)), verdict.grain))
    held = f"{at}: {scale.text(value)}; the normal range is {scale.text(lower)} to {scale.text(upper)}."
    return f"{held} {normal_range_text(verdict.points, verdict.aside, verdict.grain)}"


def normal_range_text(points: int, aside: int, grain: str) -> str:
    """What a normal range rests on: Normal range from 22 weeks; 4 unusual ones left out."""
    left_out = f"; {aside} unusual {'one' if aside == 1 else 'ones'} left out" if aside else ""
    return f"Normal range from {points} {grain}s{left_out}."


def change_reason(scale: Scale, tested: PeriodChange | None, n: int, n_before: int) -> str:
    """How sure a change is: its likely range, and on how many days and cases it rests."""
    if tested is None:
        return "Nothing to compare with."
    cases = "" if scale.kind == "count" else f", {n:,} cases against {n_before:,}"
    rests = f"{counted(tested.days, 'day')} against {tested.days_before:,}{cases}."
    if tested.direction is None:
        return f"Too few days or cases to tell a real change from normal variation: {rests}"
    low, high = scale.change_text(tested.low), scale.change_text(tested.high)
    return (
        f"Likely range of the change: {low} to {high} (99%, judged by how much days differ, each weekday for itself). "
        + f"From {rests}"
    )


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
        return f"Too few {grain}s to tell what is normal; the range drawn is provisional." + cut
    base = " " + normal_range_text(control.baseline, control.aside, grain)
    return _latest_point(scale, judged) + base + cut


def _latest_point(scale: Scale, judged: pd.DataFrame) -> str:
    """What the rules say of the latest point that can be judged."""
    latest = judged.iloc[-1]
    limits = f"{scale.text(latest['lower'])} to {scale.text(latest['upper'])}"
    name, value = _capital(latest["period"]), scale.text(latest["value"])
    if latest["direction"] != "within":
        word = {"higher": "unusually high", "lower": "unusually low"}.get(latest["signal"], latest["signal"])
        sentence = f"{name} is {word}: {value}, {latest['rule']}"
        return sentence + (f"; normal is {limits}." if latest["rule"] == BEYOND else f", within {limits}.")
    sentence = f"{name} is within normal variation: {value}, normal is {limits}."
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
        return f"No group differs clearly from the average of {scale.text(total)}."
    parts: list[str] = []
    for word, some in (("above", above.nlargest(3, "value")), ("below", below.nsmallest(3, "value"))):
        if len(some):
            named = ", ".join(f"{g} {scale.text(v)}" for g, v in zip(some["group"], some["value"], strict=True))
            average = "it" if parts else f"the average of {scale.text(total)}"
            parts.append(f"clearly {word} {average}: {named}")
    return _capital("; ".join(parts)) + "."


def hours_takeaway(scale: Scale, cells: pd.DataFrame, total: float) -> str:
    """The sentence to take from the week: the hours that surely differ from the whole, the farthest first."""
    if scale.kind == "count":
        most, least = cells.loc[cells["value"].idxmax()], cells.loc[cells["value"].idxmin()]
        return f"Most {_hour(most, scale)}, least {_hour(least, scale)}."
    enough = cells[cells["n"] >= FEW_CASES]
    blank = " Hours with fewer than 10 cases have no colour." if len(enough) < len(cells) else ""
    sign = beyond_chance(enough["value"], enough["low"], enough["high"], total)
    if not sign.any():
        return f"No hour of the week differs clearly from the average of {scale.text(total)}." + blank
    parts: list[str] = []
    for word, extreme, some in (("above", "highest", enough[sign > 0]), ("below", "lowest", enough[sign < 0])):
        if len(some):
            average = "it" if parts else f"the average of {scale.text(total)}"
            many = f"{len(some)}" if parts else counted(len(some), "hour")
            farthest = _hour(some.loc[(some["value"] - total).abs().idxmax()], scale)
            parts.append(f"{many} clearly {word} {average}, {extreme} {farthest}")
    return "; ".join(parts) + "." + blank


def _hour(cell: pd.Series, scale: Scale) -> str:
    n = "" if scale.kind == "count" else f" (n {int(cell['n']):,})"
    return f"{WEEKDAYS[int(cell['weekday']) - 1]} {int(cell['hour']):02d}:00 with {scale.text(cell['value'])}{n}"


def change_takeaway(scale: Scale, before: float, after: float, parts: pd.DataFrame, is_ordinary: bool) -> str:
    """What moved a figure, the largest contributions first; `parts` as `contributions` makes them."""
    change = after - before
    largest = [_contribution(scale, row) for _, row in parts.head(3).iterrows() if row["total"]]
    text = f"{scale.label} {_moved(scale, before, after, change)}"
    text += ": " + "; ".join(largest) + "." if largest and scale.change_text(change) != NO_CHANGE else "."
    return text + (" This is within normal variation." if is_ordinary else "")


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
