"""Edited tables read back: the definitions they stand for, or one clear sentence per cell that cannot be."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import pandas as pd

from qm.analysis.service_rules.tables import ALL_QUEUES, ANSWERED, PREFIXES, WHOLE_CENTRE, Tables
from qm.errors import QMError
from qm.store import Definitions, ServiceTarget, ServiceTargets, open_hours
from qm.store.holidays import Holiday, Holidays, read_holidays
from qm.store.service_targets import CHANNEL, NONE, QUEUE, Scope, read_duration

Place = tuple[Scope, str | None]
Steps = dict[date, Any]
EVER = date.min


@dataclass(frozen=True)
class Reading:
    """What edited tables stand for: `candidate` None where `problems`, a sentence per bad cell, say why not."""

    candidate: Definitions | None
    problems: tuple[str, ...]


def read_tables(in_force: Definitions, tables: Tables) -> Reading:
    """The definitions in force with the rules as the tables have them."""
    problems: list[str] = []
    targets = _steps(tables.targets, "Targets", _target, problems)
    hours = _steps(tables.hours, "Opening hours", _hours, problems)
    channels = _channels(tables.channels, problems)
    holidays = _holidays(tables.holidays, in_force, problems)
    if not targets.get(("centre", None)) and not problems:
        problems.append("Targets: the whole centre always has a target; add a row for it.")
    if problems:
        return Reading(None, tuple(problems))
    candidate = in_force.with_targets(_service_targets(in_force.targets, targets, hours))
    candidate = replace(candidate, holidays=holidays)
    now = {row.channel: row.immediate for row in in_force.channels.rows}
    words = {True: "immediate", False: "deferred"}
    changed = {f"channel.{name}": words[value] for name, value in channels.items() if now.get(name) != value}
    return Reading(candidate.with_(changed), ())


def _steps(
    frame: pd.DataFrame, table: str, read: Callable[[dict[str, Any]], Any], problems: list[str]
) -> dict[Place, Steps]:
    """What holds by place, from which day on; the first of the calendar where a row names none."""
    found: dict[Place, Steps] = {}
    for number, row in enumerate(_rows(frame), 1):
        place = _place(row["Applies to"])
        if place is None:
            problems.append(f"{table}, row {number}: choose what it applies to.")
            continue
        named = f"{table}, row {number} ({row['Applies to']})"
        day, steps = row["From"] or EVER, found.setdefault(place, {})
        if day in steps:
            problems.append(f"{named}: there is a row for the same from the same day; keep one of them.")
        try:
            steps[day] = read(row)
        except QMError as error:
            problems.append(f"{named}: {str(error).removeprefix('Opening hours ').rstrip('.')}.")
    return found


def _target(row: dict[str, Any]) -> tuple[float | None, float | None]:
    goal, within = row["Goal (%)"], row["Within"]
    if str(within or "").strip().lower() == NONE and row["From"]:
        return None, None
    if goal is None or not 0 < goal <= 100:
        raise QMError(
            f"the goal {'is missing' if goal is None else f'cannot be {goal:g}%'}; give a number from 1 to 100"
        )
    seconds = read_duration(str(within or ""))
    if not seconds:
        said = f"'{within}' is no time" if within else "the time is missing"
        raise QMError(f"{said}; write it like 20 s, 5 min or 24 h")
    return seconds, round(goal / 100, 8)


def _hours(row: dict[str, Any]) -> str | None:
    if not row["Open"]:
        raise QMError("the hours are missing; write them like Mo-Fr 08:00-18:00, or remove the row")
    return None if row["Open"].strip().lower() == NONE else str(open_hours(row["Open"]))


def _channels(frame: pd.DataFrame, problems: list[str]) -> dict[str, bool]:
    kinds = {text: immediate for immediate, text in ANSWERED.items()}
    found = {}
    for row in _rows(frame):
        if row["Answered"] in kinds:
            found[str(row["Channel"])] = kinds[row["Answered"]]
        else:
            problems.append(f"Channels, {row['Channel']}: choose {' or '.join(kinds)}.")
    return found


def _holidays(frame: pd.DataFrame, in_force: Definitions, problems: list[str]) -> Holidays:
    had = {(row.day, row.queue): row for row in in_force.holidays.rows}
    found: dict[tuple[date, str | None], Holiday] = {}
    for number, row in enumerate(_rows(frame), 1):
        if row["Day"] is None:
            problems.append(f"Holidays, row {number}: the day is missing.")
            continue
        closed = row["Closed"] or ALL_QUEUES
        queue = None if closed == ALL_QUEUES else str(closed).removeprefix(PREFIXES[QUEUE])
        new = Holiday(row["Day"], queue, str(row["Name"]).strip() or None if row["Name"] else None)
        found[row["Day"], queue] = had[row["Day"], queue] if had.get((row["Day"], queue)) == new else new
    return Holidays(tuple(sorted(found.values(), key=lambda row: (row.queue or "", row.day))))


def _service_targets(
    in_force: ServiceTargets, targets: dict[Place, Steps], hours: dict[Place, Steps]
) -> ServiceTargets:
    """The rows that targets and hours come to together; one that says what it said stays as it was kept."""
    had = {row.key: row for row in in_force.rows}
    rows: list[ServiceTarget] = []
    for scope, name in dict.fromkeys((*targets, *hours)):
        own, own_hours = targets.get((scope, name), {}), hours.get((scope, name), {})
        steps: list[ServiceTarget] = []
        for day in sorted({EVER, *own, *own_hours}):
            threshold, goal = _latest(own, day) or (None, None)
            since = None if day == EVER else day
            row = ServiceTarget(scope, name, threshold, goal, _latest(own_hours, day), since)
            if not steps or replace(row, valid_from=steps[-1].valid_from) != steps[-1]:
                steps.append(row)
        if any(row.is_target or row.hours for row in steps):
            before = in_force.written(scope, name)
            rows += [had[row.key] if had.get(row.key) == row else replace(row, before=before) for row in steps]
    return ServiceTargets(tuple(rows))


def _latest(steps: Steps, day: date) -> Any:
    begun = [start for start in steps if start <= day]
    return steps[max(begun)] if begun else None


def _place(text: object) -> Place | None:
    if text == WHOLE_CENTRE:
        return "centre", None
    if isinstance(text, str) and text.startswith(PREFIXES[CHANNEL]):
        return "channel", text.removeprefix(PREFIXES[CHANNEL])
    if isinstance(text, str) and text.startswith(PREFIXES[QUEUE]):
        return "queue", text.removeprefix(PREFIXES[QUEUE])
    return None


def _rows(frame: pd.DataFrame) -> Iterable[dict[str, Any]]:
    """Rows with something in them; empty cells are None, days are dates."""
    for row in frame.to_dict("records"):
        cells = {str(name): _cell(value) for name, value in row.items()}
        if any(value is not None for name, value in cells.items() if name != "Set"):
            yield cells


def _cell(value: Any) -> Any:
    if value is None or pd.isna(value) or (isinstance(value, str) and not value.strip()):
        return None
    return value.date() if isinstance(value, pd.Timestamp) else value


def with_days(holidays: pd.DataFrame, content: bytes) -> pd.DataFrame:
    """A table of holidays with the days of a file, one on each line; QMError, in one sentence, for what is none."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise QMError("The file cannot be read; give a text file with a day such as 2026-12-25 on each line.") from None
    days = set(holidays.loc[holidays["Closed"] == ALL_QUEUES, "Day"])
    new = [(pd.Timestamp(row.day), row.name or "", ALL_QUEUES) for row in read_holidays(text)]
    added = pd.DataFrame([row for row in new if row[0] not in days], columns=list(holidays.columns))
    return pd.concat([holidays, added.astype(holidays.dtypes)], ignore_index=True)
