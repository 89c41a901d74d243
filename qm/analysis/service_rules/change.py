"""What other rules would do: service level and response times, now and then, of all and of each channel and queue."""

from dataclasses import dataclass, field

import pandas as pd

from qm.analysis.definition_change import latest_days
from qm.metrics import DEFERRED_METRICS, Filters, measure, metric
from qm.store import Definitions, Session
from qm.wording import Scale, days_text

SHOWN = ("service_level", *DEFERRED_METRICS)


@dataclass(frozen=True)
class ServiceChange:
    """`frame` has one row per figure that comes out differently: Of, Figure, Now, Then, Difference, Contacts."""

    sentence: str
    frame: pd.DataFrame = field(repr=False)


def service_change(session: Session, candidate: Definitions) -> ServiceChange:
    """The figures under the rules in force and under `candidate`, over the last 28 days of data."""
    days, in_force = latest_days(session), session.definitions()
    if days is None:
        return ServiceChange("There are no contacts yet to show it on.", pd.DataFrame())
    filters, rows = Filters().period(days.first, days.last), []
    for dimension in (None, "channel", "queue"):
        by = [dimension] if dimension else []
        old, new = (_figures(session, filters, by, d) for d in (in_force, candidate))
        for key in dict.fromkeys((*old, *new)):
            rows += _row(dimension, key, old.get(key), new.get(key), in_force, candidate)
    frame = pd.DataFrame(rows)
    if frame.empty:
        return ServiceChange(f"No figure of {days_text(days)} comes out differently.", frame)
    service = frame[(frame["Of"] == "All contacts") & (frame["Figure"] == metric("service_level").label)]
    if service.empty:
        return ServiceChange(f"The service level of all contacts stays the same over {days_text(days)}.", frame)
    now, then = service.iloc[0][["Now", "Then"]]
    return ServiceChange(f"Service level would read {then} instead of {now} over {days_text(days)}.", frame)


Key = tuple[str | None, str]


def _figures(
    session: Session, filters: Filters, by: list[str], definitions: Definitions
) -> dict[Key, tuple[float, int]]:
    frame = measure(session.store, filters, SHOWN, by, definitions)
    groups = frame[by[0]] if by else [None] * len(frame)
    return {
        (None if pd.isna(group) else str(group), name): (value, n)
        for group, name, value, n in zip(groups, frame["metric"], frame["value"], frame["n"], strict=True)
    }


def _row(
    dimension: str | None,
    key: Key,
    old: tuple[float, int] | None,
    new: tuple[float, int] | None,
    in_force: Definitions,
    candidate: Definitions,
) -> list[dict[str, object]]:
    """One figure both ways; nothing where it comes out the same."""
    group, name = key
    unknown = (float("nan"), 0)
    (was, _), (now, n) = old or unknown, new or unknown
    if (pd.isna(was) and pd.isna(now)) or was == now:
        return []
    scale = Scale.of(metric(name).under(candidate))
    of = "All contacts" if dimension is None else f"{dimension.capitalize()}: {group or 'unknown'}"
    row = {
        "Of": of,
        "Figure": metric(name).label,
        "Now": Scale.of(metric(name).under(in_force)).text(was),
        "Then": scale.text(now),
        "Difference": scale.change_text(now - was),
        "Contacts": n,
    }
    return [row]
