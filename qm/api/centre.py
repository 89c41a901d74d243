"""One contact centre, asked from Python."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any

import pandas as pd

from qm.analysis import agents, calibration, overview, repeats, scorecard, whatif
from qm.analysis.agents import AgentAnswer, AgentsAnswer
from qm.analysis.calibration import AgreementAnswer
from qm.analysis.overview import OverviewAnswer
from qm.analysis.periods import COMPARISONS, GRAINS, PERIODS
from qm.analysis.resolved_filters import View, view_of
from qm.analysis.scorecard import DriversAnswer
from qm.analysis.whatif import WhatIfAnswer
from qm.analysis.whatif.levers.quality_moves import LINK, QUESTION
from qm.analysis.whatif.queue.queue_kinds import Kind
from qm.api import drawings
from qm.api.filters import Day, Where, filters
from qm.api.result import RepeatsResult, Result, ScorecardResult
from qm.errors import QMError
from qm.intake import Report, import_file, imports, undo
from qm.metrics import measure, metrics_that_fit, redefine, span
from qm.store import Definitions, Session


class Centre:
    """A store that is open, and the questions it answers: the same as on the screen and on the command line.

    Make one with `qm.open`. Every method that looks at a period takes `where`, `date_from` and `date_to`: values of
    dimensions (a list adds up, None is the unknown group) and days, both included. Errors for the reader are QMError.
    """

    def __init__(self, session: Session, close: Callable[[], None]) -> None:
        self.session = session
        self._close: Callable[[], None] | None = close

    def __repr__(self) -> str:
        return f"<Centre {self.path}{'' if self._close else ', closed'}>"

    def __enter__(self) -> "Centre":
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    @property
    def path(self) -> Path:
        """Where the store is."""
        return self.session.store.path

    def close(self) -> None:
        """Free the file for other programs. Closing twice is no error."""
        if self._close:
            self._close()
            self._close = None

    def metrics(
        self,
        names: Sequence[str] | str | None = None,
        by: Sequence[str] | str = (),
        where: Where | None = None,
        date_from: Day | None = None,
        date_to: Day | None = None,
    ) -> pd.DataFrame:
        """Metrics with their parts, n and 95 % interval: one row per group and metric.

        Columns: those of `by`, then metric, value, numerator, denominator, n, low, high. Without `names`, all metrics
        that fit the dimensions asked for.
        """
        looked_at, groups = filters(where, date_from, date_to), _several(by)
        asked = metrics_that_fit({*groups, *looked_at.dimensions}) if names is None else _several(names)
        return measure(self._session.store, looked_at, asked, groups)

    def overview(
        self,
        metric: str = "service_level",
        by: str = "reason",
        where: Where | None = None,
        date_from: Day | None = None,
        date_to: Day | None = None,
        *,
        period: str = "28",
        compare: str = "previous",
        grain: str = "automatic",
    ) -> Result[OverviewAnswer]:
        """How are we doing, and what changed? The tiles, and `metric` over time, by a dimension, by weekday and hour.

        Without days `period` is looked at: days counted back from the data's end (28, 7, 90), this_month, last_month,
        all. `compare` with the previous period, last_year or none; `grain` automatic, day, week or month.
        """
        view = self._view(where, date_from, date_to, period, compare, grain)
        return Result(overview.answer(self._session, view, metric, by), drawings.OVERVIEW)

    def repeats(
        self,
        window_days: float | None = None,
        scope: str | None = None,
        where: Where | None = None,
        date_from: Day | None = None,
        date_to: Day | None = None,
        *,
        period: str = "28",
        compare: str = "previous",
    ) -> RepeatsResult:
        """Which contacts come back, why, and what do they cost? Window and scope as defined unless told.

        Periods as in `overview`. `service_feedback()` of the result sets waits against repeats.
        """
        view = self._view(where, date_from, date_to, period, compare)
        return RepeatsResult(
            repeats.answer(self._session, view, window_days, scope),
            drawings.REPEATS,
            lambda: Result(
                repeats.service_feedback(self._session, view, window_days, scope), drawings.SERVICE_FEEDBACK
            ),
        )

    def agents(
        self,
        metric: str,
        by: str = "agent",
        where: Where | None = None,
        date_from: Day | None = None,
        date_to: Day | None = None,
    ) -> Result[AgentsAnswer]:
        """Agents, teams or supervisors (`by`) compared with what peers reach with the same mix of work."""
        return Result(agents.answer(self._session, filters(where, date_from, date_to), metric, by), drawings.AGENTS)

    def agent(
        self, agent_id: str, where: Where | None = None, date_from: Day | None = None, date_to: Day | None = None
    ) -> Result[AgentAnswer]:
        """One agent against peers with the same mix of work: strengths, growth areas, coaching and its effect."""
        return Result(agents.agent_answer(self._session, filters(where, date_from, date_to), agent_id))

    def whatif(
        self,
        queue: str | None = None,
        where: Where | None = None,
        date_from: Day | None = None,
        date_to: Day | None = None,
        *,
        kind: Kind | None = None,
        questions: Mapping[str, float | str] | None = None,
        quality_links: Mapping[str, float] | None = None,
        **levers: float | str,
    ) -> Result[WhatIfAnswer]:
        """What if quality were better, or staffing, or both? One queue fitted to its data, and levers moved.

        `queue` by name, the largest that works like voice unless told; `kind` is how it works (calls, chat, deferred).
        Levers as on the page: `agents=12`, `agents="+2"`, `agents="+10%"`, `repeat_rate=0.15`, `aht=280`, and first of
        all `quality="+3"` (points of the average score) or `questions={"Q07": "+5"}` (points of pass rates).
        `quality_links={"aht": -2}` sets what one point of quality does where the data do not tell, by `repeat`,
        `transfers` (points) or `aht` (seconds).
        """
        moved = {QUESTION + name: points for name, points in (questions or {}).items()}
        moved |= levers | {LINK + name: slope for name, slope in (quality_links or {}).items()}
        return Result(
            whatif.answer(self._session, filters(where, date_from, date_to), queue, moved, kind=kind), drawings.WHATIF
        )

    def agreement(
        self,
        scorecard_name: str | None = None,
        where: Where | None = None,
        date_from: Day | None = None,
        date_to: Day | None = None,
    ) -> Result[AgreementAnswer]:
        """Do our evaluators agree, question by question, beyond chance, and who is severe?"""
        return Result(calibration.agreement(self._session, filters(where, date_from, date_to), scorecard_name))

    def scorecard(
        self,
        name: str | None = None,
        where: Where | None = None,
        date_from: Day | None = None,
        date_to: Day | None = None,
    ) -> ScorecardResult:
        """Does our scorecard measure what customers feel? The one with most grades unless named; takes seconds."""
        return ScorecardResult(
            scorecard.answer(self._session, filters(where, date_from, date_to), name), drawings.SCORECARD
        )

    def drivers(
        self,
        scorecard_name: str | None = None,
        where: Where | None = None,
        date_from: Day | None = None,
        date_to: Day | None = None,
    ) -> Result[DriversAnswer]:
        """What each question of a scorecard accounts for in customers' grades."""
        return Result(scorecard.drivers(self._session, filters(where, date_from, date_to), scorecard_name))

    def define(self, changes: Mapping[str, Any] | None = None) -> Definitions:
        """The definitions in force, after changing those given: `{"service_level.threshold_seconds": 30}`."""
        if changes:
            with self._session.write() as cursor:
                redefine(cursor, {name: _text(value) for name, value in changes.items()}, self._session.person)
        return self._session.definitions()

    def import_file(
        self,
        path: str | Path,
        mapping: str | Path | None = None,
        kind: str | None = None,
        *,
        dry_run: bool = False,
        strict: bool = False,
        rejects: str | Path | None = None,
        problems: str | Path | None = None,
    ) -> Report:
        """Bring a file in; every row is accepted, unchanged, excluded or rejected.

        `mapping` is a mapping file (TOML) or the name of a remembered one. `dry_run` checks and writes nothing,
        `strict` rejects a row with a wrong value instead of dropping the value. `rejects` and `problems` are files
        to write: the rejected rows, every problem.
        """
        return import_file(
            self._session.store,
            Path(path),
            str(mapping) if mapping is not None else None,
            kind,
            dry_run=dry_run,
            strict=strict,
            by=self.session.person or None,
            rejects=Path(rejects) if rejects else None,
            problems=Path(problems) if problems else None,
        )

    def imports(self) -> pd.DataFrame:
        """The history of imports, newest first: one row per batch."""
        return pd.DataFrame(imports(self._session.store))

    def undo(self, batch: int | None = None) -> dict[str, int]:
        """Take an import back, the newest unless told: {"batch", "removed", "restored"}, counted in rows."""
        store = self._session.store
        if batch is None:
            batch = next((one["batch"] for one in imports(store) if not one["undone"]), None)
            if batch is None:
                raise QMError("There is no import to undo.")
        return undo(store, batch, self._session.person)

    def _view(
        self,
        where: Where | None,
        date_from: Day | None,
        date_to: Day | None,
        period: str = "28",
        compare: str = "previous",
        grain: str = "automatic",
    ) -> View:
        """What a page would look at; QMError without any contacts, and for a word that is none of the choices."""
        for word, choices in ((period, PERIODS), (compare, COMPARISONS), (grain, GRAINS)):
            if word not in choices:
                raise QMError(f"'{word}' is none of {', '.join(choices)}.")
        narrowed = filters(where, date_from, date_to)
        days = span(self._session.store)
        if days is None:
            raise QMError("There are no contacts; import some or make a demo centre.")
        first, last = narrowed.date_from, narrowed.date_to
        custom = (first or min(days[0], last or days[0]), last or max(days[1], first or days[1]))
        view = view_of(
            self._session,
            narrowed.period(None, None),
            period_name=period,
            custom=custom if first or last else (),
            comparison=compare,
            grain=grain,
        )
        assert view is not None
        return view

    @property
    def _session(self) -> Session:
        """The session while it is open; QMError afterwards."""
        if self._close is None:
            raise QMError(f"{self.path} was closed; open it again with qm.open.")
        return self.session


def _several(names: Sequence[str] | str) -> list[str]:
    return [names] if isinstance(names, str) else list(names)


def _text(value: Any) -> str:
    """A definition's value as it is typed: 30 → '30', (5, 30) → '5,30'."""
    if isinstance(value, list | tuple):
        return ",".join(_text(each) for each in value)
    return str(value)
