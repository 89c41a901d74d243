"""Scenarios by name: kept, set side by side, and written out."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

import pandas as pd

from qm.analysis.whatif.answer import WhatIfAnswer, answer_of
from qm.analysis.whatif.differences import SHARES
from qm.analysis.whatif.levers.setting import OTHERS, setting_of
from qm.analysis.whatif.outcomes.outcome import Outcome
from qm.analysis.whatif.words.comparison_table import Row, comparison_table
from qm.store import Session
from qm.store.scenarios import SavedScenario, save_scenario

MOST_COMPARED = 4
TODAY = "Today"


def save(session: Session, name: str, answer: WhatIfAnswer, numbers: dict[str, float]) -> str:
    """Keep the scenario under a name, and give the name as kept. `numbers` as shown, by a lever's word in the
    address. Raises QMError for a name that is none."""
    queue, at = answer.queue.selection.queue.name, datetime.now().replace(microsecond=0)
    by = session.person or None
    save_scenario(session.store, name, queue, numbers, answer.scenario.figures, at, by)
    return " ".join(name.split())


@dataclass(frozen=True)
class SideBySide:
    """`table` one row per figure, with a column for today and each scenario: the figure, and in brackets how it differs
    from today. `bars` one row per column: scenario, service_level, text, is_today. `takeaway` which comes out best."""

    table: pd.DataFrame
    bars: pd.DataFrame
    takeaway: str


def side_by_side(session: Session, answer: WhatIfAnswer, saved: Sequence[SavedScenario]) -> SideBySide:
    """Today and scenarios, all answered for the queue and days of `answer`."""
    queue, today = answer.queue, answer.today
    as_it_is = comparison_table(queue, today, today)
    columns: dict[str, list[str]] = {TODAY: [row.today for row in as_it_is]}
    bars = [{"scenario": TODAY, "service_level": today.service_level, "is_today": True}]
    for one in saved:
        name = one.name if one.name != TODAY else f"{TODAY} (saved)"
        scenario = answer_of(session, queue.selection, setting_of(queue, one.numbers)).scenario
        told = {row.label: row for row in comparison_table(queue, today, scenario)}
        columns[name] = [_cell(told.get(row.label)) for row in as_it_is]
        bars.append({"scenario": name, "service_level": scenario.service_level, "is_today": False})
    frame = pd.DataFrame(bars)
    frame = frame.assign(text=[_bar_text(today.service_level, level) for level in frame["service_level"]])
    table = pd.DataFrame(columns, index=[row.label for row in as_it_is])
    return SideBySide(table, frame, _takeaway(frame, today.service_level))


def _cell(row: Row | None) -> str:
    if row is None:
        return "–"
    return row.scenario if row.difference.startswith(("0", "–")) else f"{row.scenario} ({row.difference})"


def _bar_text(today: float, level: float) -> str:
    points = SHARES.between(today, level)
    return f"{level:.1%}" + (f" ({SHARES.change(points)})" if points else "")


def _takeaway(bars: pd.DataFrame, today: float) -> str:
    best = bars.loc[bars["service_level"].idxmax()]
    points = SHARES.between(today, float(best["service_level"])) * 100
    if best["is_today"] or points < 0.05:
        return "No scenario beats today's service level."
    return f"Highest service level: {best['scenario']}, {best['service_level']:.1%}, {points:.1f} points above today."


def exported(answer: WhatIfAnswer) -> dict[str, Any]:
    """Levers and figures of today and the scenario, and what they rest on; what is no number is left out."""

    def one(made: Outcome) -> dict[str, Any]:
        others = {name: made.effective.value(name) for name in OTHERS}
        return {"levers": asdict(made.levers), **others, **made.figures}

    rests = [vars(p) for p in answer.queue.fitted.parameters.values()]
    return {"about": answer.lines, "today": one(answer.today), "scenario": one(answer.scenario), "parameters": rests}
