"""What another definition would do: every metric that comes out differently, now and then."""

from dataclasses import dataclass, field

import pandas as pd

from qm.analysis.data_facts import data_extent
from qm.analysis.periods import period
from qm.analysis.resolved_filters import as_days
from qm.metrics import METRICS, Filters, measure
from qm.store import Definitions, Session
from qm.wording import Days, Scale, days_text


@dataclass(frozen=True)
class DefinitionChange:
    """`frame` has one row per metric that comes out differently: Metric, Now, Then, Difference, What it would mean."""

    sentence: str
    frame: pd.DataFrame = field(repr=False)


def definition_change(session: Session, candidate: Definitions) -> DefinitionChange:
    """The metrics under the definitions in force and under `candidate`, over the last 28 days of data."""
    days, in_force = latest_days(session), session.definitions()
    if days is None:
        return DefinitionChange("There are no contacts yet to show it on.", pd.DataFrame())
    filters = Filters().period(days.first, days.last)
    old = measure(session.store, filters, list(METRICS)).set_index("metric")["value"]
    new = measure(session.store, filters, list(METRICS), definitions=candidate).set_index("metric")["value"]
    rows = [_row(name, in_force, candidate, float(old[name]), float(new[name])) for name in METRICS]
    frame = pd.DataFrame([row for row in rows if row])
    if frame.empty:
        return DefinitionChange(f"No figure of {days_text(days)} comes out differently.", frame)
    return DefinitionChange(f"Both ways, over {days_text(days)}.", frame)


def latest_days(session: Session) -> Days | None:
    """The last 28 days of data, on which a change is shown; None without contacts."""
    extent = data_extent(session)
    if extent is None:
        return None
    span = as_days(extent.first, extent.last)
    return period("28", span, span)


def _row(name: str, in_force: Definitions, candidate: Definitions, was: float, now: float) -> dict[str, str] | None:
    """One metric both ways; None where it comes out the same."""
    before, after = METRICS[name].under(in_force), METRICS[name].under(candidate)
    if (pd.isna(was) and pd.isna(now)) or (before == after and was == now):
        return None
    has_same_unit = before.format == after.format
    return {
        "Metric": METRICS[name].label,
        "Now": Scale.of(before).text(was),
        "Then": Scale.of(after).text(now),
        "Difference": Scale.of(before).change_text(now - was) if has_same_unit else "another unit",
        "What it would mean": after.meaning,
    }
