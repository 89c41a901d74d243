"""Does a worse service level feed on itself: longer handling, lower satisfaction, more repeats, and so less service?"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from qm.analysis.cache import kept
from qm.analysis.repeats.repeat_rates import with_window
from qm.analysis.repeats.wait_effects import INTERVAL, by_hour, by_wait, wait_ends
from qm.analysis.resolved_filters import View
from qm.metrics import METRICS
from qm.models.comparison.stratified import StratifiedMeans, stratified_means
from qm.store import Definitions, Session
from qm.wording import Scale, days_text, duration, listed

Numbers = NDArray[np.float64]
Codes = NDArray[np.int64]

EDGES = (0.5, 0.7, 0.8, 0.9)
LEVELS = ("under 50%", "50–70%", "70–80%", "80–90%", "90–100%")
STEP = 0.1  # so much less service level is one step
HARMFUL = {"aht": 1, "csat": -1, "repeat_rate": 1}  # the direction that does harm
DIRECTIONS = {"aht": ("shorter", "longer")}
FILES = {
    "aht": "a contacts file with waiting and handle times",
    "csat": "a surveys file, and a contacts file with waiting times",
    "repeat_rate": "a contacts file with customers and waiting times",
}


@dataclass(frozen=True)
class FeedbackLink:
    """One link: an outcome over `bands` of a condition; `comparison` is None where nothing can be compared.

    `worse` names what one step worse is, `change` and its interval what goes with it.
    """

    name: str
    scale: Scale
    meaning: str
    condition: str
    worse: str
    bands: tuple[str, ...]
    step: float
    cases: int
    comparison: StratifiedMeans | None = field(repr=False)

    @property
    def change(self) -> tuple[float, float, float]:
        """The change that goes with one step worse, and its 95 % interval."""
        assert self.comparison is not None
        slope = self.comparison.slope
        low, high = sorted((slope.low * self.step, slope.high * self.step))
        return slope.value * self.step, low, high

    @property
    def sign(self) -> int:
        """+1 when the outcome surely rises with one step worse, -1 when it falls, 0 when it cannot be told."""
        return self.comparison.slope.sign * (1 if self.step > 0 else -1) if self.comparison else 0

    @property
    def title(self) -> str:
        return f"{self.scale.label} by {self.condition.removesuffix(', up to')}"

    @property
    def takeaway(self) -> str:
        return takeaway(self)

    @property
    def frame(self) -> pd.DataFrame:
        """One row per band with cases: band, value (like with like), low, high, raw (as it is) and n."""
        means = self.comparison
        if means is None:
            return pd.DataFrame(columns=["band", "value", "low", "high", "raw", "n"])
        frame = pd.DataFrame(
            {
                "band": self.bands,
                "value": means.mean,
                "low": means.low,
                "high": means.high,
                "raw": means.raw,
                "n": means.cases,
            }
        )
        return frame[frame["n"] > 0].astype({"n": "int64"})

    def to_dict(self) -> dict[str, Any]:
        """The link as plain values; figures are None where nothing can be compared."""
        change, low, high = self.change if self.comparison else (None, None, None)
        return {
            "metric": self.name,
            "condition": self.condition.removesuffix(", up to"),
            "worse": self.worse,
            "change": change,
            "low": low,
            "high": high,
            "n": self.cases,
            "harm": self.harm,
            "takeaway": self.takeaway,
            "bands": self.frame.to_dict("records"),
        }

    @property
    def harm(self) -> int:
        """+1 when the link surely does harm, -1 when it surely does the opposite, 0 when it cannot be told."""
        return self.sign * HARMFUL[self.name]


@dataclass(frozen=True, repr=False)
class ServiceFeedback:
    """The links between service and what comes of it, over the history; `summary` says what they come to together,
    with `headline` in it.
    """

    links: tuple[FeedbackLink, ...]
    lines: tuple[str, ...] = field(repr=False)
    headline: str
    summary: str

    def to_frame(self) -> pd.DataFrame:
        """One row per link and band: metric, condition, band, value (like with like), low, high, raw (as it is), n."""
        frames = [
            one.frame.assign(metric=one.name, condition=one.condition.removesuffix(", up to"))
            for one in self.links
            if not one.frame.empty
        ]
        columns = ["metric", "condition", "band", "value", "low", "high", "raw", "n"]
        return pd.concat(frames, ignore_index=True)[columns] if frames else pd.DataFrame(columns=columns)

    def to_dict(self) -> dict[str, Any]:
        """The links and what they come to; `harm` is +1 where a link surely does harm, -1 the opposite, 0 unknown."""
        return {"summary": self.summary, "links": [one.to_dict() for one in self.links]}

    def __repr__(self) -> str:
        said = [f"  {one.title}: {one.takeaway}" for one in self.links]
        return "\n".join([f"Does a worse service level feed on itself? {self.lines[0]}", *said, f"  {self.summary}"])


@kept(most=16)
def service_feedback(
    session: Session, view: View, window_days: float | None = None, scope: str | None = None
) -> ServiceFeedback:
    """Does a worse service level feed on itself? Over the view's history, with another window and scope of repeats.

    A question of its own beside the page's: it reads every contact of half a year.
    """
    definitions = with_window(session.definitions(), window_days, scope)
    waits = by_wait(session.store, view.history, definitions)
    hours = by_hour(session.store, view.history, definitions)
    links = feedback_links(waits, hours, definitions)
    days = days_text(view.history_days)
    lines = (
        f"{days} · {view.where_text}".rstrip(" ·"),
        "like with like: the same queue, weekday, hour and reason",
        METRICS["service_level"].explained(definitions),
    )
    headline, rest = verdict(links)
    summary = (
        f"Hour by hour in each queue, {days}, like with like: the same queue, weekday, hour and reason, so it is not "
        "just the time of day. The handle time is set against the contact's own wait, because long contacts also make "
        f"the hour's service level worse. {headline}{rest}"
    )
    return ServiceFeedback(tuple(links), lines, headline, summary)


def feedback_links(waits: pd.DataFrame, hours: pd.DataFrame, definitions: Definitions) -> list[FeedbackLink]:
    """The three links: handle time by own wait, grades and repeats by the service level of the hour.

    `waits` and `hours` are `by_wait` and `by_hour`.
    """
    threshold = duration(definitions.service_level.threshold_seconds)
    ends = (*(duration(end).replace(":00 ", " ") for end in wait_ends(definitions)), "more")
    band = waits["band"].to_numpy(dtype=np.int64)
    late = (band > 0).astype(float)
    level = hours["service_level"].to_numpy(dtype=float)
    place = np.searchsorted(EDGES, level, side="right")

    def link(
        name: str,
        cells: _Cells,
        level: Numbers,
        band: Codes,
        about: tuple[str, str],
        names: tuple[str, ...],
        step: float,
    ) -> FeedbackLink:
        metric = METRICS[name].under(definitions)
        return FeedbackLink(
            name, Scale.of(metric), metric.meaning, *about, names, step, *cells.compared(name, level, band, len(names))
        )

    waited, served = _Cells(waits), _Cells(hours)
    own = ("own wait, up to", f"Contacts not answered within {threshold}")
    hour = ("service level of the hour", "10 points less service level")
    return [
        link("aht", waited, late, band, own, ends, 1.0),
        link("csat", served, level, place, hour, LEVELS, -STEP),
        link("repeat_rate", served, level, place, hour, LEVELS, -STEP),
    ]


class _Cells:
    """The cells of a frame: their sums, their day, and the stratum they lie in (queue, reason, weekday, hour)."""

    def __init__(self, frame: pd.DataFrame) -> None:
        self.frame = frame
        self.day = frame["day"].to_numpy(dtype="datetime64[D]").astype(np.int64)
        self.stratum = frame["hour"].to_numpy(dtype=np.int64) + 24 * (self.day % 7)
        for name in ("kind",) if "kind" in frame else (*INTERVAL[2:], "reason"):
            codes, values = pd.factorize(frame[name], use_na_sentinel=False)
            self.stratum = self.stratum * len(values) + codes

    def compared(self, name: str, level: Numbers, band: Codes, bands: int) -> tuple[int, StratifiedMeans | None]:
        """How many cases there are of a metric, and their comparison between bands."""
        part, whole = (self.frame[f"{name}_{sum_}"].to_numpy(dtype=float) for sum_ in ("part", "whole"))
        return int(whole.sum()), stratified_means(part, whole, level, band, self.stratum, self.day, bands)


def takeaway(one: FeedbackLink) -> str:
    """What goes with ten points less service level, or why it cannot be told."""
    scale = one.scale
    if not one.cases:
        return f"Needs {FILES[one.name]}."
    if one.comparison is None:
        return (
            "The data can't tell: it takes at least ten days on which the same hour of the same weekday in the same "
            "queue went well on some and badly on others."
        )
    value, low, high = one.change
    name = scale.label.lower()
    if not one.sign:
        return (
            f"The data can't tell. {one.worse}: {name} {scale.change_text(value)}, but anything within 95% "
            f"{scale.change_text(low)} to {scale.change_text(high)} would fit."
        )
    word = DIRECTIONS.get(one.name, ("lower", "higher"))[one.sign > 0]
    least, size, most = (scale.change_text(abs(x)).lstrip("+") for x in sorted((low, value, high), key=abs))
    return f"{one.worse}: {name} {size} {word} (95% {least} to {most})."


def verdict(links: Sequence[FeedbackLink]) -> tuple[str, str]:
    """What the three links come to together: the headline, and how the sentence goes on."""
    harmful = [_named(one) for one in links if one.harm > 0]
    opposite = [_named(one) for one in links if one.harm < 0]
    unsure = [_named(one) for one in links if not one.harm]
    caveat = " This is what goes together, not proof of what causes what."
    if not harmful and not opposite:
        return "These data can't tell", " whether the circle is at work."
    if len(harmful) == len(links):
        return "All three links of the circle show.", caveat
    parts = []
    if opposite:
        parts.append(f"{listed(opposite)} {'goes' if len(opposite) == 1 else 'go'} the other way")
    if unsure:
        parts.append(f"for {listed(unsure)} the data can't tell")
    if harmful:
        return f"The circle shows in {listed(harmful)}", "".join(f"; {part}" for part in parts) + "." + caveat
    text = "; ".join(parts)
    return "", text[:1].upper() + text[1:] + "." + caveat


def _named(one: FeedbackLink) -> str:
    return one.scale.label.lower()
