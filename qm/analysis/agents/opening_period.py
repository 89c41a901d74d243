"""The period on which the page Agents opens: long enough to tell agents apart, chosen by sample size alone."""

from dataclasses import dataclass

from qm.analysis.cache import kept
from qm.analysis.data_facts import data_extent
from qm.analysis.periods import PERIODS, period
from qm.analysis.resolved_filters import as_days
from qm.metrics import Filters, measure
from qm.store import Session

ENOUGH = 60
"""Evaluations (surveys, contacts) that a typical agent needs: then a mean score is known to about five points."""

TRIED = ("28", "90", "365", "all")
COUNTED = {"quality_score": "evaluations", "csat": "survey answers", "aht": "contacts"}
"""What cases are counted of, the first of which there are any, and what they are called."""


@dataclass(frozen=True)
class OpeningPeriod:
    """`name` is one of `PERIODS`; `typical` how many cases the typical agent has in it, `cases` what they are."""

    name: str
    typical: int
    cases: str
    shorter: int | None = None

    @property
    def text(self) -> str:
        """Why it opens on this period; empty on the usual one."""
        period_text = PERIODS[self.name].lower()
        if self.typical < ENOUGH:
            return (
                f"Shown: {period_text}. Even so a typical agent has only {self.typical:,} {self.cases}; about {ENOUGH} "
                "are needed to tell agents apart."
            )
        if self.shorter is None:
            return ""
        return (
            f"Shown: {period_text}, so that a typical agent has {self.typical:,} {self.cases}. {PERIODS['28']} have "
            f"{self.shorter:,}, too few to tell agents apart."
        )


@kept(most=4)
def opening_period(session: Session) -> OpeningPeriod:
    """The shortest period in which the typical agent has enough cases; all days where none has.

    It looks at how many there are, never at how they came out, and at no filter.
    """
    extent = data_extent(session)
    if extent is None:
        return OpeningPeriod(TRIED[0], 0, COUNTED["aht"])
    days = as_days(extent.first, extent.last)
    metric = next((name for name in COUNTED if _typical(session, name, Filters())), "aht")
    typical: dict[str, int] = {}
    for name in TRIED:
        tried = period(name, days, days)
        typical[name] = _typical(session, metric, Filters(max(tried.first, days.first), tried.last))
        if typical[name] >= ENOUGH or tried.first <= days.first:
            break
    name = list(typical)[-1] if typical[list(typical)[-1]] >= ENOUGH else "all"
    found = typical.get(name, typical[list(typical)[-1]])
    return OpeningPeriod(name, found, COUNTED[metric], None if name == TRIED[0] else typical[TRIED[0]])


def _typical(session: Session, metric: str, filters: Filters) -> int:
    """Cases of the middle one of the agents that have any."""
    found = measure(session.store, filters, (metric,), ("agent",))
    cases = found.loc[found["agent"].notna() & (found["n"] > 0), "n"]
    return int(cases.median()) if len(cases) else 0
