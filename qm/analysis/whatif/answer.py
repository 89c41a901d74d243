"""What if quality were better, or staffing, or both? The question as the page, the command and a notebook ask it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from qm.analysis.cache import kept
from qm.analysis.resolved_filters import View
from qm.analysis.whatif.fit import Queue
from qm.analysis.whatif.levers.setting import Setting, changed_setting, judged_alike, todays_setting
from qm.analysis.whatif.outcomes.outcome import Outcome, outcome
from qm.analysis.whatif.outcomes.uncertainty import Range, likely, ranges
from qm.analysis.whatif.queue.prepared_queue import PreparedQueue, Selection, prepared_queue
from qm.analysis.whatif.queue.queue_choice import listed_queues, queue_named
from qm.analysis.whatif.queue.queue_kinds import Kind, kind_of
from qm.analysis.whatif.words.comparison_table import Row, comparison_table
from qm.analysis.whatif.words.fit_verdict import verdict
from qm.analysis.whatif.words.quality_lever import QualityAnswer, quality_answer
from qm.analysis.whatif.words.report import report
from qm.analysis.whatif.words.sentences import Sentence, worth
from qm.analysis.whatif.words.tiles import Tile, tiles
from qm.analysis.whatif.words.warnings import alerts, notes
from qm.errors import QMError
from qm.metrics import Filters
from qm.store import Session


@dataclass(frozen=True)
class WhatIfAnswer:
    """Today and the scenario of one queue.

    `today` is at the prices and aims of the scenario; `ranges_today` and `ranges_scenario`
    by the fit's uncertainty, by name of the figure (empty for deferred work). `verdict` says how well the model tells
    the past, `worth` what the scenario is worth, `quality` what the quality lever does in it, `likely` the ranges in
    words, `notes` what the fit had to assume or leave out, `alerts` where the scenario is not to be believed.
    """

    queue: PreparedQueue = field(repr=False)
    today: Outcome
    scenario: Outcome
    ranges_today: Mapping[str, Range] = field(repr=False)
    ranges_scenario: Mapping[str, Range] = field(repr=False)
    verdict: Sentence
    worth: Sentence
    quality: QualityAnswer = field(repr=False)
    likely: tuple[str, ...]
    notes: tuple[str, ...]
    alerts: tuple[str, ...]
    tiles: tuple[Tile, ...] = field(repr=False)
    table: tuple[Row, ...] = field(repr=False)

    @property
    def setting(self) -> Setting:
        return self.scenario.setting

    @property
    def warnings(self) -> tuple[str, ...]:
        """Notes and alerts."""
        return (*self.notes, *self.alerts)

    @property
    def lines(self) -> list[str]:
        """What it is about, in words, for the head of everything that is saved."""
        return self.queue.lines

    @property
    def is_moved(self) -> bool:
        """Whether any lever stands elsewhere than today."""
        return self.scenario.setting != self.today.setting

    def to_frame(self) -> pd.DataFrame:
        """One row per figure: label, and in words today, scenario, difference."""
        rows = [(row.label, row.today, row.scenario, row.difference) for row in self.table]
        return pd.DataFrame(rows, columns=["", "Today", "Scenario", "Difference"])

    def to_dict(self) -> dict[str, Any]:
        """The JSON of `whatif --fit`."""
        return report(
            self.queue,
            self.today,
            self.scenario,
            (self.ranges_today, self.ranges_scenario),
            {"verdict": str(self.verdict), "sentence": str(self.worth)},
            self.warnings,
        ) | {"quality": self.quality.to_dict()}

    def __repr__(self) -> str:
        shown = self.to_frame().to_string(index=False)
        return "\n".join([*self.lines, str(self.verdict), str(self.worth), shown, *self.warnings])


def answer(
    session: Session,
    asked: Filters | View,
    queue: Queue | str | None = None,
    setting: Setting | Mapping[str, float | str] | None = None,
    *,
    kind: Kind | None = None,
    replaced: Mapping[str, float | str] | None = None,
) -> WhatIfAnswer:
    """Today and a scenario of one queue under filters.

    `queue` by itself or its name (the largest that works like voice unless told), `kind` how it works (as its channel
    does unless told). `setting` where the levers stand, or only those that move: `{"agents": "+2", "repeat":
    0.15}`, as `changed_setting` reads them. `replaced` numbers of the model that stand in for those fitted, by field
    of `Scenario`. Raises QMError where there is nothing to fit, or a lever can't stand there.
    """
    filters = asked.current if isinstance(asked, View) else asked
    if not isinstance(queue, Queue):
        known = listed_queues(session, filters)
        if not known:
            raise QMError(f"There are no contacts to fit in {filters.describe()}; import some or make a demo centre.")
        queue = queue_named(known, queue) if queue is not None else known[0]
    selection = Selection(
        filters, queue, kind or kind_of(queue, session.definitions().channels), tuple(sorted((replaced or {}).items()))
    )
    if not isinstance(setting, Setting):
        setting = changed_setting(prepared_queue(session, selection), setting or {})
    return answer_of(session, selection, setting)


@kept(most=64)
def answer_of(session: Session, selection: Selection, setting: Setting) -> WhatIfAnswer:
    """The answer to a setting of a queue that is already chosen."""
    queue = prepared_queue(session, selection)
    today, scenario = (outcome(session, selection, one) for one in (judged_alike(queue, setting), setting))
    waits = selection.kind != "deferred"
    of_today = ranges(session, selection, today.setting) if waits else {}
    of_scenario = ranges(session, selection, scenario.setting) if waits else {}
    as_fitted = outcome(session, selection, todays_setting(queue))
    return WhatIfAnswer(
        queue=queue,
        today=today,
        scenario=scenario,
        ranges_today=of_today,
        ranges_scenario=of_scenario,
        verdict=verdict(queue, as_fitted),
        worth=worth(queue, today, scenario),
        quality=quality_answer(session, selection, setting, today, scenario),
        likely=likely(of_today, of_scenario),
        notes=notes(queue),
        alerts=alerts(queue, as_fitted, scenario),
        tiles=tiles(today, scenario, of_scenario.get("service_level")),
        table=comparison_table(queue, today, scenario),
    )
