"""Is a change a signal? Control charts, verdicts, decomposition, and where data begin and end.

`xmr` and `laney` give control limits (of values, and of shares whose days differ by more than chance); `judge` says of
a change whether it is a signal, whether it matters, and why; `split_ratio` and `split_count` share a change out between
mix and rate; `find_extent` tells an extract's ragged ends from a collapse.
"""

from qm.models.signals.control_charts import Control, average_range, laney, xmr
from qm.models.signals.data_extent import DataExtent, find_extent
from qm.models.signals.decomposition import Split, split_count, split_ratio
from qm.models.signals.pooled_weeks import stretches
from qm.models.signals.verdicts import Points, Verdict, judge

__all__ = [
    "Control",
    "DataExtent",
    "Points",
    "Split",
    "Verdict",
    "average_range",
    "find_extent",
    "judge",
    "laney",
    "split_count",
    "split_ratio",
    "stretches",
    "xmr",
]
