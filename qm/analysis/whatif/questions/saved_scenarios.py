"""Scenarios by name: kept, set side by side, and written out."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any

import pandas as pd

from qm.analysis.whatif.answer import WhatIfAnswer, answer_of
from qm.analysis.whatif.levers.setting import OTHERS, setting_of
from qm.analysis.whatif.outcomes.outcome import Outcome
from qm.analysis.whatif.words.comparison_table import comparison_table
from qm.store import Session
from qm.store.scenarios import SavedScenario, save_scenario

MOST_COMPARED = 4


def save(session: Session, name: str, answer: WhatIfAnswer, numbers: dict[str, float]) -> str:
    """Keep the scenario under a name, and give the name as kept. `numbers` as shown, by a lever's word in the
    address. Raises QMError for a name that is none."""
    queue, at = answer.queue.selection.queue.name, datetime.now().replace(microsecond=0)
    by = session.person or None
    save_scenario(session.store, name, queue, numbers, answer.scenario.figures, at, by)
    return " ".join(name.split())


def side_by_side(session: Session, answer: WhatIfAnswer, saved: Sequence[SavedScenario]) -> pd.DataFrame:
    """One row per figure, with columns for today and each scenario, all answered for the queue and days of `answer`."""
    queue, today = answer.queue, answer.today
    as_it_is = comparison_table(queue, today, today)
    columns: dict[str, list[str]] = {"Today": [row.today for row in as_it_is]}
    for one in saved:
        scenario = answer_of(session, queue.selection, setting_of(queue, one.numbers)).scenario
        told = {row.label: row.scenario for row in comparison_table(queue, today, scenario)}
        columns[one.name if one.name not in columns else f"{one.name} (saved)"] = [
            told.get(row.label, "–") for row in as_it_is
        ]
    return pd.DataFrame(columns, index=[row.label for row in as_it_is])


def exported(answer: WhatIfAnswer) -> dict[str, Any]:
    """Levers and figures of today and the scenario, and what they rest on; what is no number is left out."""

    def one(made: Outcome) -> dict[str, Any]:
        others = {name: made.effective.value(name) for name in OTHERS}
        return {"levers": asdict(made.levers), **others, **made.figures}

    rests = [vars(p) for p in answer.queue.fitted.parameters.values()]
    return {"about": answer.lines, "today": one(answer.today), "scenario": one(answer.scenario), "parameters": rests}
