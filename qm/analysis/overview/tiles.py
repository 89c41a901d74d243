"""The tiles: what each figure is, what it was before, and whether the change is real."""

import math
from dataclasses import dataclass

from qm.analysis.overview.daily_series import DailySeries
from qm.analysis.overview.sentences import VERDICTS, change_text, verdict_reason
from qm.models.signals.verdicts import Points, Verdict
from qm.wording import Scale

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
SPARKLINE_POINTS = 26


@dataclass(frozen=True)
class Tile:
    """One metric over the period, and over the one compared with (NaN without).

    `source` is the file that fills it, `has_data` whether the data say anything about it at all. `recent` are the
    latest points that can be judged, oldest first, by week or by day.
    """

    scale: Scale
    meaning: str
    source: str
    has_data: bool
    value: float
    n: int
    before: float
    verdict: Verdict
    recent: tuple[float, ...]

    @property
    def name(self) -> str:
        return self.scale.name

    @property
    def change(self) -> float:
        """NaN where nothing is compared with."""
        return self.value - self.before

    @property
    def value_text(self) -> str:
        return self.scale.text(self.value)

    @property
    def change_text(self) -> str | None:
        """How it changed, in words; None where there is nothing to compare with."""
        return None if math.isnan(self.before) else change_text(self.scale, self.value, self.before)

    @property
    def verdict_text(self) -> str:
        return VERDICTS[self.verdict.kind]

    @property
    def verdict_reason(self) -> str:
        return verdict_reason(self.verdict)

    @property
    def missing(self) -> str:
        """Why there is no figure; empty where there is one."""
        if self.n and self.has_data:
            return ""
        return "No data in this selection." if self.has_data else f"Needs {self.source}."

    @property
    def basis(self) -> str:
        """What it was before, and its n."""
        parts = [] if math.isnan(self.before) else [f"was {self.scale.text(self.before)}"]
        parts += [] if self.name == "contacts" else [f"n {self.n:,}"]
        return " · ".join(parts) or "nothing to compare with"


def tile(series: DailySeries, name: str, has_data: bool) -> Tile:
    """The tile of one metric."""
    metric = series.metric(name)
    now = series.total(name, series.view.days)
    before = series.total(name, series.view.compared_days)
    verdict, points = series.verdict(name)
    return Tile(
        Scale.of(metric),
        metric.meaning,
        SOURCES[name],
        has_data,
        now.value,
        now.n,
        before.value,
        verdict,
        _recent(points, metric.kind),
    )


def _recent(points: Points, kind: str) -> tuple[float, ...]:
    judged = points.judged
    values = points.part[judged] if kind == "count" else points.part[judged] / points.whole[judged]
    return tuple(float(v) for v in values[-SPARKLINE_POINTS:])
