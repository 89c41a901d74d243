"""The vicious circle: does a worse service level go with longer handling, lower satisfaction, more repeats?"""

from dataclasses import dataclass

import numpy as np
import pandas as pd
import streamlit as st
from numpy.typing import NDArray

from qm.analysis.repeats.wait_effects import INTERVAL, by_hour, by_wait, wait_ends
from qm.charts.bands import bands
from qm.metrics import METRICS, Filters
from qm.models.comparison.stratified import Alike, compare
from qm.store import Definitions, Store
from qm.ui.chart import Figure, show_chart
from qm.ui.lookup import Version, version
from qm.ui.repeats.figures import Figures
from qm.ui.repeats.question import scale_of
from qm.wording import Scale, days_text, duration, listed

Numbers = NDArray[np.float64]
Codes = NDArray[np.int64]


EDGES = (0.5, 0.7, 0.8, 0.9)
LEVELS = ("under 50%", "50–70%", "70–80%", "80–90%", "90–100%")
STEP = 0.1  # so much less service level is one step
HARM = {"aht": 1, "csat": -1, "repeat_rate": 1}  # the direction that closes the circle
WORDS = {"aht": ("shorter", "longer")}
FILES = {
    "aht": "a contacts file with waiting and handle times",
    "csat": "a surveys file, and a contacts file with waiting times",
    "repeat_rate": "a contacts file with customers and waiting times",
}


@dataclass(frozen=True)
class Link:
    """One link of the circle: an outcome over `bands` of a condition; `alike` is None where nothing can be compared.

    `worse` names what one step worse is, `change` and its interval what goes with it.
    """

    name: str
    scale: Scale
    condition: str
    worse: str
    bands: tuple[str, ...]
    step: float
    cases: int
    alike: Alike | None

    @property
    def change(self) -> tuple[float, float, float]:
        """The change that goes with one step worse, and its 95 % interval."""
        assert self.alike is not None
        slope = self.alike.slope
        low, high = sorted((slope.low * self.step, slope.high * self.step))
        return slope.value * self.step, low, high

    @property
    def sign(self) -> int:
        """+1 when the outcome surely rises with one step worse, -1 when it falls, 0 when it cannot be told."""
        return self.alike.slope.sign * (1 if self.step > 0 else -1) if self.alike else 0

    @property
    def closes(self) -> int:
        """+1 when the link surely does harm, -1 when it surely does the opposite, 0 when it cannot be told."""
        return self.sign * HARM[self.name]


def circle_section(store: Store, figures: Figures) -> None:
    """Three charts, like compared with like, and what they come to together."""
    question, known = figures.question, version(store)
    view, definitions = question.view, question.definitions
    found = _links(known, store, view.history, definitions)
    st.markdown("**Does a worse service level feed on itself?**")
    st.caption(
        f"Hour by hour in each queue, {days_text(view.history_days)}, like with like: the same queue, weekday, hour "
        "and reason, so it is not just the time of day. The handle time is set against the contact's own wait, because "
        f"long contacts also make the hour's service level worse. {verdict(found)}"
    )
    about = [
        f"{days_text(view.history_days)} · {view.where_text}".rstrip(" ·"),
        "like with like: the same queue, weekday, hour and reason",
        METRICS["service_level"].explained(definitions),
    ]
    with st.grid(3, min_column_width=235, gap="medium"):
        for one in found:
            with st.container(gap="xsmall"):
                _show(one, [*about, METRICS[one.name].explained(definitions)])


@st.cache_data(max_entries=16, show_spinner=False)
def _links(version: Version, _store: Store, filters: Filters, definitions: Definitions) -> list[Link]:
    return links(by_wait(_store, filters, definitions), by_hour(_store, filters, definitions), definitions)


def links(waits: pd.DataFrame, hours: pd.DataFrame, definitions: Definitions) -> list[Link]:
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
    ) -> Link:
        scale = scale_of(METRICS[name].under(definitions))
        return Link(name, scale, *about, names, step, *cells.compared(name, level, band, len(names)))

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

    def compared(self, name: str, level: Numbers, band: Codes, bands: int) -> tuple[int, Alike | None]:
        """How many cases there are of a metric, and their comparison between bands."""
        part, whole = (self.frame[f"{name}_{sum_}"].to_numpy(dtype=float) for sum_ in ("part", "whole"))
        return int(whole.sum()), compare(part, whole, level, band, self.stratum, self.day, bands)


def _show(one: Link, lines: list[str]) -> None:
    title = f"{one.scale.label} by {one.condition.removesuffix(', up to')}"
    if one.alike is None:
        st.markdown(f"**{title}**")
        st.caption(takeaway(one))
        return
    alike = one.alike
    frame = pd.DataFrame(
        {
            "band": one.bands,
            "value": alike.mean,
            "low": alike.low,
            "high": alike.high,
            "raw": alike.raw,
            "n": alike.cases,
        }
    )
    frame = frame[frame["n"] > 0].astype({"n": "int64"})
    figure = Figure(
        bands(frame, one.scale, condition=one.condition),
        frame,
        title,
        takeaway(one),
        lines,
        f"{one.name}-by-{one.condition.split()[0]}",
    )
    show_chart(figure, key=f"circle.{one.name}")


def takeaway(one: Link) -> str:
    """What goes with ten points less service level, or why it cannot be told."""
    scale = one.scale
    if not one.cases:
        return f"Needs {FILES[one.name]}."
    if one.alike is None:
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
    word = WORDS.get(one.name, ("lower", "higher"))[one.sign > 0]
    least, size, most = (scale.change_text(abs(x)).lstrip("+") for x in sorted((low, value, high), key=abs))
    return f"{one.worse}: {name} {size} {word} (95% {least} to {most})."


def verdict(links: list[Link]) -> str:
    """What the three links come to together."""
    closed = [_named(one) for one in links if one.closes > 0]
    opposite = [_named(one) for one in links if one.closes < 0]
    unsure = [_named(one) for one in links if not one.closes]
    caveat = " This is what goes together, not proof of what causes what."
    if not closed and not opposite:
        return "**These data can't tell** whether the circle is at work."
    if len(closed) == len(links):
        return "**All three links of the circle show.**" + caveat
    parts = []
    if closed:
        parts.append(f"**The circle shows in {listed(closed)}**")
    if opposite:
        parts.append(f"{listed(opposite)} {'goes' if len(opposite) == 1 else 'go'} the other way")
    if unsure:
        parts.append(f"for {listed(unsure)} the data can't tell")
    text = "; ".join(parts)
    return text[:1].upper() + text[1:] + "." + caveat


def _named(one: Link) -> str:
    return one.scale.label.lower()
