"""What agents, teams or supervisors did, kind of work by kind of work: the sums that a fair comparison needs."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from qm.analysis.agents.design_effect import design_effects
from qm.metrics.catalogue import MEAN, NET, Metric
from qm.metrics.filters import Filters
from qm.metrics.measures import EVALUATION, MEASURES, sql_literals
from qm.metrics.metric_values import add_up
from qm.metrics.plan import by_evaluation, source_for
from qm.metrics.snapshot import Snapshot
from qm.metrics.sources import Source
from qm.models.comparison.case_mix import Strata, Sums, nest
from qm.store import Definitions

PEOPLE = ("agent", "team", "supervisor", "manager", "site", "shift", "tenure")
"""Dimensions that say who did the work. A filter on them chooses who is looked at, not who the peers are."""

# What a person cannot choose, coarse to fine. Evaluations carry the hour of the evaluation,
# not of the work; who evaluated says more.
WORK = ("channel", "reason", "day_part")
JUDGED_WORK = ("evaluator", "channel", "reason")

DAY_PARTS = (8, 12, 17)
"""Hours at which the morning, the afternoon and the evening begin."""


@dataclass(frozen=True)
class WorkSums:
    """One entry per unit × stratum, `looked_at` or not: `frame` has the measures; `units` are the names in order.

    `everything`: the measures over all rows that the filters let through, unknown units included.
    `inflation`: by unit, how much greater the variance of its value is than that of independent cases.
    """

    units: list[str]
    strata: Strata
    looked_at: NDArray[np.bool_]
    frame: pd.DataFrame
    everything: pd.DataFrame
    inflation: NDArray[np.float64]

    def sums(self, m: Metric) -> Sums:
        return sums_of(m, self.frame)

    def centre(self, m: Metric) -> float:
        """The metric over everything."""
        return float(sums_of(m, self.everything).grouped(np.zeros(len(self.everything), dtype=np.int64), 1).rate[0])


def kinds_of_work(m: Metric) -> tuple[str, ...]:
    """How the work that metric `m` counts is told apart."""
    return JUDGED_WORK if m.grain == EVALUATION else WORK


def sums_by_work(
    view: Snapshot,
    definitions: Definitions,
    filters: Filters,
    metrics: Sequence[Metric],
    by: str,
    others: Sequence[str] = (),
) -> dict[tuple[str, ...], WorkSums]:
    """WorkSums of units `by` for `metrics`, which must all tell work apart the same way.

    With `others` (dimensions such as question) there are sums for each of their groups;
    without, only those for the group ().
    """
    measures = tuple(dict.fromkeys(name for m in metrics for name in m.measures))
    sql = _statement(view, definitions, filters, measures, by, kinds_of_work(metrics[0]), tuple(others))
    frame = view.cursor.frame(sql, filters.parameters or None)
    inflation = design_effects(view, definitions, filters, by) if metrics[0].grain == EVALUATION else {}
    if not others:
        return {(): _work_sums(frame, kinds_of_work(metrics[0]), inflation)}
    groups = frame.groupby(list(others), sort=True)
    return {_key(key): _work_sums(group, kinds_of_work(metrics[0]), inflation) for key, group in groups}


def _key(key: object) -> tuple[str, ...]:
    return tuple(str(part) for part in key) if isinstance(key, tuple) else (str(key),)


def _work_sums(frame: pd.DataFrame, names: tuple[str, ...], inflation: Mapping[str, float]) -> WorkSums:
    known = frame[frame["unit"].notna()].reset_index(drop=True)
    codes, units = pd.factorize(known["unit"], sort=True)
    kinds = [pd.factorize(known[name], use_na_sentinel=False)[0].astype(np.int64) for name in names]
    strata = nest(codes.astype(np.int64), len(units), kinds)
    by_unit = np.array([inflation.get(str(unit), 1.0) for unit in units])
    looked_at = known["looked_at"].to_numpy(dtype=bool)
    return WorkSums([str(unit) for unit in units], strata, looked_at, known, frame, by_unit)


def sums_of(m: Metric, frame: pd.DataFrame) -> Sums:
    """Part, whole, cases and squares of metric `m`, row by row of `frame`."""

    def column(name: str) -> NDArray[np.float64]:
        numbers: NDArray[np.float64] = np.nan_to_num(frame[name].to_numpy(dtype=float))  # a sum over nothing is 0
        return numbers

    part, whole, cases = (add_up(names, column) for names in (m.numerator, m.denominator, m.counted))
    squares = (part, part, whole)  # shares: a case counts 0 or 1
    if m.kind == NET:
        squares = (column(m.squares[0]) + column(m.squares[1]), part, whole)
    elif m.kind == MEAN:
        simple = (part, part, cases)
        a, b, c = (column(name) if name else simple[i] for i, name in enumerate(m.squares))
        squares = (a, b, c)
    return Sums(part, whole, cases, squares)


def _statement(
    view: Snapshot,
    definitions: Definitions,
    filters: Filters,
    measures: tuple[str, ...],
    by: str,
    kinds: tuple[str, ...],
    others: tuple[str, ...],
) -> str:
    """One row per unit × kind of work × looked at; each source is added up by itself."""
    literals = sql_literals(definitions, view.latest_at)
    needed = {by, *("hour" if kind == "day_part" else kind for kind in kinds), *others, *filters.dimensions}
    chosen: dict[Source, list[str]] = {}
    for name in measures:
        chosen.setdefault(source_for(view, definitions, name, needed), []).append(name)
    keys = ["unit", *kinds, *others, "looked_at"]
    steps = [_step(source, own, measures, literals, filters, by, kinds, others) for source, own in chosen.items()]
    if len(steps) == 1:
        return steps[0]
    return f"""
    select {", ".join(keys)}, {", ".join(f"sum({name}) as {name}" for name in measures)}
    from ({" union all ".join(steps)}) as together
    group by {", ".join(keys)}
    """


def _step(
    source: Source,
    own: list[str],
    measures: tuple[str, ...],
    literals: dict[str, str],
    filters: Filters,
    by: str,
    kinds: tuple[str, ...],
    others: tuple[str, ...],
) -> str:
    work, people = _parted(filters)
    known = dict(source.expressions)
    known["day_part"] = _day_part(known["hour"]) if "hour" in known else "null"
    chosen = people.condition(source.time, known)
    keys = {"unit": known[by]} | {name: known[name] for name in (*kinds, *others)}
    keys["looked_at"] = f"case when {chosen} then true else false end"
    groups = [f"{expression} as {name}" for name, expression in keys.items()]
    relation, condition = source.from_clause({by, *others, *filters.dimensions}), work.condition(source.time, known)
    if source.name == "answer_rows" and "question" not in others:  # with it, each evaluation counts once anyway
        relation, groups, condition = by_evaluation(relation, groups, condition), list(keys), "true"
    adding = {m: f"sum(f.{m})" if source.added_up else MEASURES[m].aggregate(literals) for m in own}
    columns = [*groups, *(f"{adding.get(m, '0')} as {m}" for m in measures)]
    return f"""
    select {", ".join(columns)}
    from {relation}
    where {condition}
    group by {", ".join(str(i + 1) for i in range(len(keys)))}
    """


def _parted(filters: Filters) -> tuple[Filters, Filters]:
    """The filters on the work, and those on the people."""
    work = tuple(pair for pair in filters.where if pair[0] not in PEOPLE)
    people = tuple(pair for pair in filters.where if pair[0] in PEOPLE)
    return Filters(filters.date_from, filters.date_to, work), Filters(where=people)


def _day_part(hour: str) -> str:
    cases = " ".join(f"when {hour} < {start} then {i}" for i, start in enumerate(DAY_PARTS))
    return f"case when {hour} is null then null {cases} else {len(DAY_PARTS)} end"
