"""Work that is answered now and work that is answered later: which is which, and how the later work stands.

Speed of answer, abandonment and handle time are told for immediate work; deferred work has its response time, its
backlog and how old that is.
"""

from dataclasses import dataclass
from typing import Any

import pandas as pd

from qm.analysis.cache import kept
from qm.analysis.data_facts import dimension_values
from qm.metrics import DEFERRED_METRICS, Filters, measure, metric
from qm.store import Session
from qm.wording import Scale, listed

IMMEDIATE_METRICS = ("asa", "abandonment", "aht")
"""What is not pooled over immediate and deferred work."""

FIGURES = ("service_level", *DEFERRED_METRICS)
SCALES = {name: Scale.of(metric(name)) for name in FIGURES}
CALENDAR = ("day", "week", "month", "hour", "weekday", "wait_band")


@dataclass(frozen=True)
class WorkKinds:
    """The channels looked at, by how they are answered; None is the unknown channel."""

    immediate: tuple[str | None, ...]
    deferred: tuple[str | None, ...]

    @property
    def is_mixed(self) -> bool:
        """Whether there are both."""
        return bool(self.immediate) and bool(self.deferred)

    @property
    def sentence(self) -> str:
        """What speed of answer, abandonment and handle time are about; empty where there is one kind of work."""
        if not self.is_mixed:
            return ""
        later = "are answered later and have" if len(self.deferred) > 1 else "is answered later and has"
        return f"Of {_named(self.immediate)}; {_named(self.deferred)} {later} response times instead."


@dataclass(frozen=True)
class Figure:
    """One figure with its interval and n; None where nobody knows."""

    value: float | None
    low: float | None
    high: float | None
    n: int
    text: str


@dataclass(frozen=True)
class DeferredChannel:
    """How one deferred channel stands (`channel` None: the unknown one): figures by the metrics' names."""

    channel: str | None
    figures: dict[str, Figure]

    @property
    def sentence(self) -> str:
        """In words: 'Email: half answered within 9:30 h, 90% within 2.1 days; 46 open, half for over 20:10 h.'"""
        return f"{_begun(_named((self.channel,)))}: {_in_words(self.figures)}."


@dataclass(frozen=True)
class DeferredWork:
    """Every deferred channel that is looked at, and all of them together."""

    kinds: WorkKinds
    channels: tuple[DeferredChannel, ...]
    together: dict[str, Figure]

    @property
    def sentence(self) -> str:
        """All of it in words; empty where there is none."""
        if not self.channels:
            return ""
        if len(self.channels) == 1:
            return self.channels[0].sentence
        return f"{_begun(_named(self.kinds.deferred))} together: {_in_words(self.together)}."


def work_kinds(session: Session, filters: Filters) -> WorkKinds:
    """The channels that `filters` let through, by how they are answered, as people set it."""
    narrowed = dict(filters.where).get("channel")
    channels = [c for c in dimension_values(session, "channel") if narrowed is None or c in narrowed]
    kinds = session.definitions().channels
    return WorkKinds(
        tuple(c for c in channels if kinds.is_immediate(c)), tuple(c for c in channels if not kinds.is_immediate(c))
    )


def of_immediate_work(session: Session, filters: Filters) -> Filters:
    """The same narrowed to channels that are answered now, where there are others, too."""
    kinds = work_kinds(session, filters)
    return filters.with_("channel", kinds.immediate) if kinds.is_mixed else filters


@kept(most=32)
def deferred_work(session: Session, filters: Filters) -> DeferredWork:
    """Response times, share within target, backlog and its age of every deferred channel that is looked at."""
    kinds = work_kinds(session, filters)
    if not kinds.deferred:
        return DeferredWork(kinds, (), {})
    for name in set(filters.dimensions) & set(CALENDAR):
        filters = filters.without(name)  # a backlog is there at a moment
    narrowed = filters.with_("channel", kinds.deferred)
    by_channel = measure(session.store, narrowed, FIGURES, ["channel"])
    together = measure(session.store, narrowed, FIGURES)
    channels = tuple(
        DeferredChannel(channel, _figures(by_channel[by_channel["channel"].isna()]))
        if channel is None
        else DeferredChannel(channel, _figures(by_channel[by_channel["channel"] == channel]))
        for channel in kinds.deferred
    )
    return DeferredWork(kinds, tuple(c for c in channels if c.figures), _figures(together))


def _figures(rows: pd.DataFrame) -> dict[str, Figure]:
    return {row["metric"]: _figure(row) for row in rows.to_dict("records")}


def _figure(row: dict[Any, Any]) -> Figure:
    value, low, high = (None if pd.isna(row[part]) else float(row[part]) for part in ("value", "low", "high"))
    return Figure(value, low, high, int(row["n"]), SCALES[row["metric"]].text(value))


def _in_words(figures: dict[str, Figure]) -> str:
    parts = []
    if (median := figures.get("response_median")) and median.value is not None:
        parts.append(f"half answered within {median.text}, 90% within {figures['response_p90'].text}")
    if (open_ones := figures.get("backlog")) and open_ones.value is not None:
        age = figures.get("backlog_age")
        since = "" if age is None or age.value is None else f", for {age.text}"
        older = since if open_ones.value == 1 else since.replace(", for ", ", half of them for over ")
        parts.append(f"{open_ones.text} open{older}" if open_ones.value else "nothing open")
    return "; ".join(parts) or "no answer times are known"


def _named(channels: tuple[str | None, ...]) -> str:
    return listed([channel or "unknown channel" for channel in channels])


def _begun(text: str) -> str:
    return text[:1].upper() + text[1:]
