"""The tiles: what each figure is, what it was before, whether the change is real, and how the latest week was.

Two verdicts, each of its own number: the change between the two periods has a test of its own, and the latest complete
week is held against the control chart.
"""

import math
from dataclasses import dataclass
from typing import cast

import numpy as np

from qm.analysis.overview.daily_series import DailySeries, Judged
from qm.analysis.overview.sentences import change_reason, change_text, latest_reason, latest_text
from qm.models.signals.period_change import PeriodChange
from qm.models.signals.verdicts import ORDINARY, UNKNOWN, WORSENING, Better, Points, Verdict, kind_of
from qm.wording import Scale, counted

TILES = ("contacts", "service_level", "abandonment", "aht", "repeat_rate", "csat", "quality_score", "response_rate")
SOURCES = {
    "contacts": "a contacts file",
    "service_level": "a contacts file with waiting times",
    "abandonment": "a contacts file that says which were abandoned",
    "aht": "a contacts file with handle times",
    "repeat_rate": "a contacts file with customers, longer than the repeat window",
    "csat": "a surveys file",
    "quality_score": "an evaluations file",
    "response_rate": "a surveys file",
}
CASES = {"csat": "answer", "quality_score": "evaluation"}
"""What n counts where it is not contacts."""
SPARKLINE_POINTS = 26


@dataclass(frozen=True)
class LatestWeek:
    """The latest complete week (or day, by the grain of `verdict`): its figure, and the normal range it is held
    against, NaN where there is none."""

    verdict: Verdict
    value: float
    lower: float
    upper: float


@dataclass(frozen=True)
class Tile:
    """One metric over the period, and over the one compared with (NaN without).

    `source` is the file that fills it, `has_data` whether the data say anything about it at all. `tested` is the change
    with its interval, None where nothing is compared with. `recent` are the latest points that can be judged, oldest
    first, by week or by day.
    """

    scale: Scale
    meaning: str
    source: str
    has_data: bool
    value: float
    n: int
    before: float
    n_before: int
    tested: PeriodChange | None
    latest: LatestWeek
    recent: tuple[float, ...]

    @property
    def name(self) -> str:
        return self.scale.name

    @property
    def change(self) -> float:
        """NaN where nothing is compared with."""
        return self.value - self.before

    @property
    def change_verdict(self) -> str:
        """Improving, worsening, higher, lower, ordinary; unknown where it cannot be told."""
        if self.tested is None or self.tested.direction is None:
            return UNKNOWN
        return kind_of(self.tested.direction, cast(Better, self.scale.better))

    @property
    def value_text(self) -> str:
        return self.scale.text(self.value)

    @property
    def change_text(self) -> str | None:
        """How it changed, in words; None where there is nothing to compare with."""
        return None if math.isnan(self.before) else change_text(self.scale, self.value, self.before)

    @property
    def change_verdict_text(self) -> str:
        """Whether the change is real, in words."""
        if self.tested is None or math.isnan(self.before):
            return "nothing to compare with"
        words = {1: "clearly up", -1: "clearly down", 0: "within normal variation"}
        return "too few to tell" if self.tested.direction is None else words[self.tested.direction]

    @property
    def change_said(self) -> str:
        """The change and whether it is real: +3.2 points, clearly up."""
        return f"{self.change_text}, {self.change_verdict_text}" if self.change_text else self.change_verdict_text

    @property
    def evidence(self) -> tuple[str, ...]:
        """What the figure is, and on what its two verdicts rest, one line each."""
        if self.missing:
            return (self.meaning,)
        change = f"Change: {self.basis}. {self.change_reason}" if self.change_text else ""
        return tuple(filter(None, [self.meaning, change, f"{self.latest_label}: {self.latest_reason}"]))

    @property
    def change_reason(self) -> str:
        """How sure the change is, and on what it rests."""
        return change_reason(self.scale, self.tested, self.n, self.n_before)

    @property
    def latest_label(self) -> str:
        return f"Latest {self.latest.verdict.grain}"

    @property
    def latest_verdict_text(self) -> str:
        return latest_text(self.latest.verdict)

    @property
    def latest_text(self) -> str:
        """The latest week's figure and what the control chart says of it."""
        verdict = self.latest_verdict_text
        return verdict if math.isnan(self.latest.value) else f"{self.scale.text(self.latest.value)}, {verdict}"

    @property
    def latest_reason(self) -> str:
        """Which week it was, and what it is held against."""
        return latest_reason(self.scale, self.latest.verdict, self.latest.value, self.latest.lower, self.latest.upper)

    @property
    def missing(self) -> str:
        """Why there is no figure; empty where there is one."""
        if self.n and self.has_data:
            return ""
        return "No data in this selection." if self.has_data else f"Needs {self.source}."

    @property
    def basis(self) -> str:
        """What it was before, and its n."""
        parts = [] if math.isnan(self.before) else [f"before: {self.scale.text(self.before)}"]
        parts += [] if self.name == "contacts" else [counted(self.n, CASES.get(self.name, "contact"))]
        return " · ".join(parts) or "nothing to compare with"

    @property
    def urgency(self) -> int:
        """What matters now comes first: 0 for something worsening, 1 for other signals and real changes, 2 for what is
        within normal variation, 3 without a figure."""
        if self.missing:
            return 3
        verdicts = {self.change_verdict, self.latest.verdict.kind}
        if WORSENING in verdicts:
            return 0
        return 1 if verdicts - {ORDINARY, UNKNOWN} else 2

    @property
    def is_news(self) -> bool:
        """Whether the change is real or the latest week a signal."""
        return self.urgency < 2


def tile(series: DailySeries, name: str, has_data: bool) -> Tile:
    """The tile of one metric."""
    metric, view = series.metric(name), series.view
    now, before = series.total(name, view.days), series.total(name, view.compared_days)
    judged = series.judged(name)
    return Tile(
        Scale.of(metric),
        metric.meaning,
        SOURCES[name],
        has_data,
        now.value,
        now.n,
        before.value,
        before.n,
        series.change(name),
        _latest(judged, metric.kind),
        tuple(float(v) for v in _values(judged.points, metric.kind)[-SPARKLINE_POINTS:]),
    )


def in_order(tiles: tuple[Tile, ...]) -> tuple[Tile, ...]:
    """What matters now first; else in the order given."""
    return tuple(sorted(tiles, key=lambda one: one.urgency))


def _latest(judged: Judged, kind: str) -> LatestWeek:
    values = _values(judged.points, kind)
    value = float(values[-1]) if len(values) else math.nan
    control = judged.control
    if control is None or control.trial:
        return LatestWeek(judged.verdict, value, math.nan, math.nan)
    return LatestWeek(judged.verdict, value, float(control.lower[-1]), float(control.upper[-1]))


def _values(points: Points, kind: str) -> np.ndarray:
    judged = points.judged
    return points.part[judged] if kind == "count" else points.part[judged] / points.whole[judged]
