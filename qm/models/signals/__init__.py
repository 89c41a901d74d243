"""Is a change a signal? Control charts, verdicts, decomposition, and where data begin and end.

`xmr` and `laney` give control limits (of values, and of shares whose days differ by more than chance); `judge` says of
the latest point whether it is a signal, and why; `period_change` whether the change between two periods is real;
`find_episodes` when something happened; `split_ratio` and `split_count` share a change out between
mix and rate; `find_extent` tells an extract's ragged ends from a collapse.
"""

from qm.models.signals.control_charts import Control, average_range, laney, xmr
from qm.models.signals.data_extent import DataExtent, find_extent
from qm.models.signals.decomposition import Split, split_count, split_ratio
from qm.models.signals.episodes import Episode, find_episodes
from qm.models.signals.period_change import DailySums, PeriodChange, daily_sums, period_change
from qm.models.signals.pooled_weeks import stretches
from qm.models.signals.seasonal_usual import usual_sums
from qm.models.signals.verdicts import Points, Verdict, judge

__all__ = [
    "Control",
    "DailySums",
    "DataExtent",
    "Episode",
    "PeriodChange",
    "Points",
    "Split",
    "Verdict",
    "average_range",
    "daily_sums",
    "find_episodes",
    "find_extent",
    "judge",
    "laney",
    "period_change",
    "split_count",
    "split_ratio",
    "stretches",
    "usual_sums",
    "xmr",
]
