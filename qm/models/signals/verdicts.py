"""The verdict on a number's latest period: improving, worsening, or ordinary variation?

Never from two points. A series of days is gathered into weeks, so that a centre's quiet
Sundays are not news; with too few weeks it is judged day by day against its own weekdays.
"""

from dataclasses import dataclass, replace
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from qm.models.signals.control_charts import ENOUGH_POINTS, Control, laney, xmr

Kind = Literal["share", "mean", "count"]
Better = Literal["up", "down", "neither"]
Grain = Literal["day", "week", "month"]

IMPROVING, WORSENING, HIGHER, LOWER, ORDINARY, UNKNOWN = (
    "improving",
    "worsening",
    "higher",
    "lower",
    "ordinary",
    "unknown",
)

ENOUGH_DAYS = 28  # four of each weekday
FEW_CASES = 10
THIN_POINT = 0.25  # of the usual number of cases: a point still filling up


@dataclass(frozen=True)
class Points:
    """A series by day, week or month; arrays hold one value per point, in order of time.

    `start` the first day of each point; `complete` is false where the point reaches beyond
    the data, `filled` where it has too few cases (fewer than ten, or a quarter of the usual).
    """

    grain: Grain
    start: NDArray[np.datetime64]
    part: NDArray[np.float64]
    whole: NDArray[np.float64]
    n: NDArray[np.float64]
    complete: NDArray[np.bool_]
    filled: NDArray[np.bool_]

    @property
    def judged(self) -> NDArray[np.bool_]:
        """The points that can be held against limits."""
        return self.complete & self.filled

    def __len__(self) -> int:
        return len(self.start)


@dataclass(frozen=True)
class Verdict:
    """What the control rules say of the latest point that can be judged.

    `kind` improving, worsening (the metric has a better direction), higher, lower (it has
    none), ordinary, unknown (too few points). `rule` is the rule that spoke, `at` the first
    day of the point judged, `points` how many points the limits rest on and `aside` how many of
    those were left out; `direction` is +1 or -1 for a signal.
    """

    kind: str
    rule: str = ""
    at: np.datetime64 | None = None
    grain: Grain = "week"
    points: int = 0
    aside: int = 0
    direction: int = 0

    @property
    def is_signal(self) -> bool:
        return self.kind not in (ORDINARY, UNKNOWN)


def gather(
    days: ArrayLike,
    part: ArrayLike,
    whole: ArrayLike,
    n: ArrayLike,
    *,
    grain: Grain,
    kind: Kind,
    first: np.datetime64,
    last: np.datetime64,
) -> Points:
    """Days summed into points of `grain`, parts and wholes each, points without cases left out.

    `days` dates in any order; `first` and `last` bound what the data (or the viewer's
    period) covers, so that a week or month reaching beyond is marked incomplete.
    """
    dates = np.asarray(days, dtype="datetime64[D]")
    starts = start_of(dates, grain)
    start, at = np.unique(starts, return_inverse=True)
    sums = (np.bincount(at, np.asarray(x, dtype=float), len(start)).astype(float) for x in (part, whole, n))
    part_sum, whole_sum, n_sum = sums
    inside = (start >= first) & (end_of(start, grain) <= last)
    if kind == "count":
        return Points(grain, start, part_sum, whole_sum, n_sum, inside, np.ones_like(inside))
    known = whole_sum > 0
    usual = np.median(n_sum[known]) if known.any() else 0.0
    filled = (n_sum >= FEW_CASES) & (n_sum >= THIN_POINT * usual)
    return Points(grain, start[known], part_sum[known], whole_sum[known], n_sum[known], inside[known], filled[known])


def start_of(days: NDArray[np.datetime64], grain: Grain) -> NDArray[np.datetime64]:
    """The first day of the week (Monday) or month that each day lies in."""
    dates = days.astype("datetime64[D]")
    if grain == "week":
        monday: NDArray[np.datetime64] = dates - (dates.astype(int) + 3) % 7
        return monday
    if grain == "month":
        return dates.astype("datetime64[M]").astype("datetime64[D]")
    return dates


def end_of(starts: NDArray[np.datetime64], grain: Grain) -> NDArray[np.datetime64]:
    """The last day of the points beginning on `starts`."""
    if grain == "week":
        return starts + 6
    if grain == "month":
        return (starts.astype("datetime64[M]") + 1).astype("datetime64[D]") - 1
    return starts


def chart(points: Points, kind: Kind, *, since: np.datetime64 | None = None) -> Control | None:
    """The control chart of the points that can be judged; None with fewer than two.

    Limits rest on the points that end before `since`, when there are twelve (28 for days);
    else on the first half of all, but at least that many. With no more points than that they
    are trial limits, and nothing is a signal. Days are judged against their own weekday's
    level. Past events do not shift the limits.
    """
    keep = points.judged
    if keep.sum() < 2:
        return None
    start, part, whole = points.start[keep], points.part[keep], points.whole[keep]
    enough = ENOUGH_DAYS if points.grain == "day" else ENOUGH_POINTS
    trial = len(start) <= enough
    season = (start.astype(int) + 3) % 7 if points.grain == "day" and not trial else None
    before = 0 if since is None else int((end_of(start, points.grain) < since).sum())
    baseline = before if before >= enough else max(enough, len(start) // 2)
    if kind == "share":
        control = laney(part, whole, baseline=baseline, season=season, settle=True)
    else:
        control = xmr(part if kind == "count" else part / whole, baseline=baseline, season=season, settle=True)
    if kind == "count":
        control = replace(control, lower=np.maximum(control.lower, 0))
    return control.as_trial() if trial else control


def automatic_grain(first: np.datetime64, last: np.datetime64) -> Grain:
    """Weeks when there are more than twelve whole ones from `first` to `last`, else days."""
    weeks = np.unique(start_of(np.arange(first, last + 1), "week"))
    whole = (weeks >= first) & (end_of(weeks, "week") <= last)
    return "week" if whole.sum() > ENOUGH_POINTS else "day"


def judge(points: Points, control: Control | None, better: Better) -> Verdict:
    """The verdict on the latest point of `points` that can be judged; `control` is their chart."""
    if control is None or control.trial:
        return Verdict(UNKNOWN, grain=points.grain, points=0 if control is None else len(control.values))
    at, direction = points.start[points.judged][-1], int(control.signal[-1])
    kind = kind_of(direction, better)
    return Verdict(kind, control.rule[-1], at, points.grain, control.baseline, control.aside, direction)


def kind_of(direction: int, better: Better) -> str:
    """What it means that a metric is up (+1), down (−1) or neither (0)."""
    if not direction:
        return ORDINARY
    if better == "neither":
        return HIGHER if direction > 0 else LOWER
    return IMPROVING if (direction > 0) == (better == "up") else WORSENING
