"""The rows behind a figure: what a metric counts, row by row."""

from dataclasses import dataclass, field

import pandas as pd

from qm.analysis.cache import kept
from qm.analysis.resolved_filters import View
from qm.metrics import METRICS, count, rows
from qm.store import Session

SHOWN, SAVED = 200, 200_000


@dataclass(frozen=True)
class RowsBehind:
    """The newest `SHOWN` rows that a metric counts in the period, and how many there are."""

    name: str
    label: str
    total: int
    frame: pd.DataFrame = field(repr=False)

    @property
    def how_many(self) -> str:
        """How many rows there are, and how many of them are shown and saved."""
        if not self.total:
            return "No rows in this selection."
        shown = f"{self.total:,} rows."
        if self.total > len(self.frame):
            shown = f"The newest {len(self.frame):,} of {shown}"
        return shown + (f" The file has the newest {SAVED:,}." if self.total > SAVED else "")


@kept(most=8)
def rows_behind(session: Session, view: View, name: str) -> RowsBehind:
    """The rows behind a metric; QMError for a filter that the metric cannot be filtered by."""
    frame = rows(session.store, view.current, name, SHOWN)
    return RowsBehind(name, METRICS[name].label, 0 if frame.empty else count(session.store, view.current, name), frame)


def all_rows(session: Session, view: View, name: str) -> pd.DataFrame:
    """The newest `SAVED` rows behind a metric, for a file."""
    return rows(session.store, view.current, name, SAVED)
