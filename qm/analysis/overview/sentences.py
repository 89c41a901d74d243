"""What the figures of the overview say, in words; no sentence claims more than the figures carry.

Takeaways say the verdict first, then the number. What they rest on are lines of their own (`…_evidence`).
"""

from datetime import date

import pandas as pd

from qm.analysis.trend_frame import UNJUDGED
from qm.models.comparison.outlying_groups import beyond_chance
from qm.models.signals.control_charts import BEYOND, NEAR, SHIFT, TREND, Control
from qm.models.signals.period_change import PeriodChange
from qm.models.signals.verdicts import FEW_CASES, Grain, Verdict
from qm.wording import Days, Scale, counted, day_text, point_text
from qm.wording.scale import NO_CHANGE

HIGH_LOW = {1: "high", -1: "low"}
LONG_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


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
        return f"More than {_needed(verdict.grain)} of history are needed to tell what is normal."
    at = _capital(point_text(date.fromisoformat(str(verdict.at)), verdict.grain))
    held = f"{at}: {scale.text(value)}; the normal range is {scale.text(lower)} to {scale.text(upper)}."
    return f"{held} {normal_range_text(verdict.points, verdict.aside, verdict.grain)}"


def _needed(grain: str) -> str:
    return "28 days" if grain == "day" else f"12 {grain}s"


def normal_range_text(points: int, aside: int, grain: str) -> str:
    """What a normal range rests on: Normal range from 22 weeks; 4 unusual ones left out."""
    left_out = f"; {aside} unusual {'one' if aside == 1 else 'ones'} left out" if aside else ""
    return f"Normal range from {counted(points, grain)}{left_out}."


def change_reason(scale: Scale, tested: PeriodChange | None, n: int, n_before: int) -> str:
    """How sure a change is: its likely range, and on how many days and cases it rests."""
    if tested is None:
        return "Nothing to compare with."
    cases = "" if scale.kind == "count" else f", {n:,} cases against {n_before:,}"
    rests = f"{counted(tested.days, 'day')} against {tested.days_before:,}{cases}."
    if tested.direction is None:
        return f"Too few to tell a real change from normal variation: {rests}"
    low, high = scale.change_text(tested.low), scale.change_text(tested.high)
    return f"Likely range: {low} to {high} (99%, from how much days differ). It rests on {rests}"


def change_text(scale: Scale, now: float, before: float) -> str:
    """How a figure changed: +3.2 points; counts also in per cent."""
    change = now - before
    text = scale.change_text(change)
    if scale.kind == "count" and before > 0 and change:
        return f"{text} ({change / before:+.1%})".replace("-", "−")
    return text


def trend_takeaway(scale: Scale, grain: Grain, frame: pd.DataFrame, control: Control | None) -> str:
    """The sentence to take from a trend; `frame` as `trend_frame` makes it."""
    judged = frame[~frame["signal"].isin(UNJUDGED)]
    if judged.empty:
        return f"No {grain} has enough cases to be judged."
    if control is None or control.trial:
        return f"Too little history to tell what is normal: more than {_needed(grain)} are needed."
    looked_at = judged[judged["current"]]
    if looked_at.empty:
        return f"No {grain} of this period can be judged."
    return _latest_point(scale, grain, looked_at)


def _latest_point(scale: Scale, grain: Grain, looked_at: pd.DataFrame) -> str:
    """What the rules say of the latest point that can be judged, and how many others of the period are signals."""
    latest = looked_at.iloc[-1]
    at, outside = f"{scale.text(latest['value'])}, {latest['period']}", int(looked_at["direction"].ne("within").sum())
    if latest["direction"] == "within":
        earlier = f" {counted(outside, grain)} before {'was' if outside == 1 else 'were'} not." if outside else ""
        return f"Within normal variation: {at}.{earlier}"
    direction = 1 if latest["direction"] == "above" else -1
    said = latest_text(Verdict(latest["signal"], latest["rule"], None, grain, direction=direction))
    others = f" So {'was' if outside == 2 else 'were'} {outside - 1} before." if outside > 1 else ""
    return f"{_capital(said)}: {at}.{others}"


def trend_evidence(
    scale: Scale, grain: str, extent_days: Days, frame: pd.DataFrame, control: Control | None
) -> tuple[str, ...]:
    """What a trend rests on: the normal range, where it comes from, and what is not judged."""
    cut = {
        "not complete": f"The last {grain} is not complete and is not judged.",
        "few cases": f"The last {grain} has too few cases to be judged.",
        "stragglers": f"Stragglers after {day_text(extent_days.last)} are not judged.",
    }.get(frame["signal"].iloc[-1] if len(frame) else "", "")
    judged = frame[~frame["signal"].isin(UNJUDGED)]
    if control is None or judged.empty:
        return (cut,) if cut else ()
    latest = judged.iloc[-1]
    normal = f"Normal range (shaded): {scale.text(latest['lower'])} to {scale.text(latest['upper'])}."
    if control.trial:
        return tuple(filter(None, [f"The shaded range rests on {counted(len(judged), grain)}: too few to judge.", cut]))
    return tuple(filter(None, [normal, normal_range_text(control.baseline, control.aside, grain), cut]))


def breakdown_takeaway(scale: Scale, groups: pd.DataFrame, total: float) -> str:
    """The sentence to take from a breakdown: which groups surely differ from the whole."""
    if scale.kind == "count":
        top = groups.nlargest(1, "value").iloc[0]
        whole = groups["value"].sum()
        return f"Most: {top['group']} with {scale.text(top['value'])}, {top['value'] / whole:.0%} of those shown."
    enough = groups[groups["n"] >= FEW_CASES]
    sign = beyond_chance(enough["value"], enough["low"], enough["high"], total)
    above, below = enough[sign > 0].nlargest(3, "value"), enough[sign < 0].nsmallest(3, "value")
    if above.empty and below.empty:
        return f"No group differs clearly from the average of {scale.text(total)}."
    sides = [("below", below), ("above", above)]
    parts: list[str] = []
    for word, some in sides if scale.better == "up" else sides[::-1]:
        if len(some):
            named = ", ".join(f"{g} {scale.text(v)}" for g, v in zip(some["group"], some["value"], strict=True))
            parts.append(f"Clearly {word} {'it' if parts else f'the average of {scale.text(total)}'}: {named}.")
    return " ".join(parts)


def groups_evidence(scale: Scale, groups: pd.DataFrame) -> tuple[str, ...]:
    """On what the groups of a breakdown rest."""
    if scale.kind == "count":
        return ()
    n = groups["n"].fillna(0)
    few = "Groups with fewer than 10 cases are grey and not judged." if (n < FEW_CASES).any() else ""
    size = f"{n.sum():,.0f} cases in {counted(len(groups), 'group')}; the smallest has {n.min():,.0f}."
    lines = "Lines: likely range (95%). Named are groups that differ even when all are compared at once."
    return tuple(filter(None, [size, lines, few]))


def hours_takeaway(scale: Scale, cells: pd.DataFrame, total: float) -> str:
    """The sentence to take from the week: how many hours surely differ from the whole, and which weighs most."""
    if scale.kind == "count":
        most, least = cells.loc[cells["value"].idxmax()], cells.loc[cells["value"].idxmin()]
        return f"Busiest: {_hour(most)} with {scale.text(most['value'])}. Quietest: {_hour(least)}."
    enough = cells[cells["n"] >= FEW_CASES]
    sign = beyond_chance(enough["value"], enough["low"], enough["high"], total)
    if not sign.any():
        return f"No hour of the week differs clearly from the average of {scale.text(total)}."
    good = {"up": 1, "down": -1}.get(scale.better, 0)
    parts: list[str] = []
    for side in (-good, good) if good else (1, -1):
        some = enough[sign == side]
        if len(some):
            words = ("better", "best") if side == good else ("worse", "worst")
            words = words if good else (("above", "highest") if side > 0 else ("below", "lowest"))
            average = f" {'than ' if good else ''}the average of {scale.text(total)}" if not parts else ""
            # An hour weighs as much as it moves the whole: far from it, with many contacts.
            top = some.loc[((some["value"] - total).abs() * some["n"]).idxmax()]
            parts.append(
                f"{counted(len(some), 'hour')} clearly {words[0]}{average}; {words[1]}: {_hour(top)} "
                f"({scale.text(top['value'])})."
            )
    return " ".join(parts)


def hours_evidence(scale: Scale, cells: pd.DataFrame) -> tuple[str, ...]:
    """On what the hours of the week rest."""
    if scale.kind == "count":
        return ()
    few = int((cells["n"] < FEW_CASES).sum())
    return tuple(
        filter(
            None,
            [
                "Named is the hour that weighs most: far from the average, with many cases.",
                "Hours count as different only where all hours compared at once would still tell.",
                f"{counted(few, 'hour')} with fewer than 10 cases {'has' if few == 1 else 'have'} no colour."
                if few
                else "",
            ],
        )
    )


def _hour(cell: pd.Series) -> str:
    return f"{LONG_WEEKDAYS[int(cell['weekday']) - 1]} {int(cell['hour']):02d}:00"


def change_takeaway(scale: Scale, before: float, after: float, parts: pd.DataFrame, is_ordinary: bool) -> str:
    """What moved a figure, the largest contributions first; `parts` as `contributions` makes them."""
    change = after - before
    if scale.text(before) == scale.text(after):
        return f"{scale.label} hardly moved ({scale.text(after)})."
    size = scale.change_text(change).lstrip("+−")
    text = f"{scale.label} {'rose' if change > 0 else 'fell'} by {size}, from {scale.text(before)} to "
    text += f"{scale.text(after)}." + (" This is within normal variation." if is_ordinary else "")
    largest = [
        f"{row['group']} {scale.change_text(row['total'])}" for _, row in parts.head(3).iterrows() if row["total"]
    ]
    if not largest or scale.change_text(change) == NO_CHANGE:
        return text
    return f"{text} {'Largest part' if len(largest) == 1 else 'Largest parts'}: {', '.join(largest)}."


def change_evidence(scale: Scale, parts: pd.DataFrame) -> tuple[str, ...]:
    """What is behind the largest contributions: a group's own figure, or its share of all."""
    told = [line for _, row in parts.head(3).iterrows() if row["total"] and (line := _contribution(scale, row))]
    note = (
        "" if parts["mix"].isna().all() else "Own rate: the group itself changed. Share: there was more or less of it."
    )
    return tuple(filter(None, [*told, note]))


def _contribution(scale: Scale, row: pd.Series) -> str:
    if pd.isna(row["mix"]):
        return ""
    text = f"{row['group']} {scale.change_text(row['total'])}"
    if pd.isna(row["before"]) or pd.isna(row["after"]):
        return f"{text}: {'new' if pd.isna(row['before']) else 'gone'}."
    if abs(row["rate"]) >= abs(row["mix"]):
        return f"{text}: its own went from {scale.text(row['before'])} to {scale.text(row['after'])}."
    more = "more" if row["weight_after"] > row["weight_before"] else "less"
    return f"{text}: {more} of it, {row['weight_before']:.0%} to {row['weight_after']:.0%} of all."


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
