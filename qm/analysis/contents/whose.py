"""Whose data these are and how fresh: what stands on every page."""

from dataclasses import dataclass
from datetime import date

from qm.analysis.cache import kept
from qm.analysis.data_facts import data_extent
from qm.store import Session
from qm.wording import day_text

DEMO = "Demo centre"
LATEST = """
select cast(greatest(
    (select max(evaluated_at) from evaluations),
    (select max(responded_at) from surveys)
) as date)
"""


@dataclass(frozen=True)
class Whose:
    """The centre's name, the last day that its data cover (None without any), and whether it is the simulated one."""

    name: str
    last_day: date | None
    is_demo: bool

    @property
    def freshness(self) -> str:
        """How far the data reach, in words."""
        return "no data yet" if self.last_day is None else f"data to {day_text(self.last_day)}"

    @property
    def line(self) -> str:
        """Name and freshness: 'Demo centre · data to 28 Jun 2026'."""
        return f"{self.name} · {self.freshness}"


@kept(most=8)
def whose(session: Session) -> Whose:
    """Named as the definitions say, else the demo centre, else as the store's file is.

    The last day is that of the data proper: a few contacts far later do not make the data fresh.
    """
    is_demo = bool(session.rows("select 1 from imports where kind = 'demo' and undone_at is null limit 1"))
    name = session.definitions().centre.name or (DEMO if is_demo else session.store.path.stem)
    extent = data_extent(session)
    return Whose(name, extent.last.astype(date) if extent else session.rows(LATEST)[0][0], is_demo)
