"""Which table answers: the smallest one that knows every dimension asked for, else the rows."""

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from qm.errors import QMError
from qm.metrics.catalogue import Metric
from qm.metrics.dimensions import DIMENSIONS
from qm.metrics.filters import Filters
from qm.metrics.measures import CONTACT, MEASURES, SCORE, SURVEY, sql_literals
from qm.metrics.snapshot import Snapshot
from qm.metrics.sources import (
    AGGREGATES,
    CONTACT_ROWS,
    WAIT_BAND,
    Source,
    answers,
    contacts,
    evaluations,
    labelled,
    surveys,
)
from qm.store import Definitions

QUESTIONED = {"question", "section"}


@dataclass(frozen=True)
class Wanted:
    """Measures to be added up over what `filters` let through, by groups."""

    filters: Filters
    measures: tuple[str, ...]
    by: tuple[str, ...]


def sums(
    view: Snapshot, definitions: Definitions, filters: Filters, measures: tuple[str, ...], by: tuple[str, ...]
) -> pd.DataFrame:
    """Measures added up by groups: one row per group, columns the names of `by` and `measures`.

    Without groups there is one row, whether there is data or not. Sums of nothing are 0.
    """
    return _sums(view, definitions, Wanted(filters, measures, by))


def sums_of(view: Snapshot, definitions: Definitions, wanted: Sequence[Wanted]) -> dict[Wanted, pd.DataFrame]:
    """The `sums` of each; those that need the same single contacts read them together, once."""
    shared: dict[Wanted, Source] = {}
    for number, (filters, group) in enumerate(_reading_contacts(view, definitions, wanted).items()):
        if len(group) > 1:
            shared |= dict.fromkeys(group, _read_once(view, definitions, filters, group, f"read_once_{number}"))
    return {one: _sums(view, definitions, one, shared.get(one)) for one in dict.fromkeys(wanted)}


def statement(
    view: Snapshot, definitions: Definitions, filters: Filters, measures: tuple[str, ...], by: tuple[str, ...]
) -> str:
    """The SQL of `sums`."""
    one = Wanted(filters, measures, by)
    return _statement(_chosen(view, definitions, one), one, definitions, view)


def _sums(view: Snapshot, definitions: Definitions, one: Wanted, shared: Source | None = None) -> pd.DataFrame:
    chosen = _chosen(view, definitions, one)
    if shared:
        chosen = {shared if source.name == shared.name else source: names for source, names in chosen.items()}
    unread = all(source.narrowed for source in chosen)
    sql = _statement(chosen, one, definitions, view)
    return view.cursor.frame(sql, None if unread else one.filters.parameters or None)


def _chosen(view: Snapshot, definitions: Definitions, one: Wanted) -> dict[Source, list[str]]:
    """The measures by where each is read from."""
    chosen: dict[Source, list[str]] = {}
    needed = {*one.by, *one.filters.dimensions}
    for name in one.measures:
        chosen.setdefault(source_for(view, definitions, name, needed), []).append(name)
    return chosen


def _statement(chosen: dict[Source, list[str]], one: Wanted, definitions: Definitions, view: Snapshot) -> str:
    """Each source is added up by itself, then the sums are put together."""
    literals, measures, by = sql_literals(definitions, view.latest_at), one.measures, one.by
    steps = [_step(source, names, literals, one.filters, by) for source, names in chosen.items()]
    groups = "".join(f"{_as_shown(name, definitions)} as {name}, " for name in by)
    group_by = f"group by {', '.join(by)}" if by else ""
    order_by = "order by " + ", ".join(f"{name} nulls last" for name in by) if by else ""
    together = " union all ".join(_padded(source.name, names, measures, by) for source, names in chosen.items())
    return f"""
    with {", ".join(steps)},
    -- one row per source and group
    together as ({together})
    select {groups}{", ".join(f"coalesce(sum({name}), 0) as {name}" for name in measures)}
    from together
    {group_by}
    {order_by}
    """


def _reading_contacts(
    view: Snapshot, definitions: Definitions, wanted: Sequence[Wanted]
) -> dict[Filters, dict[Wanted, list[str]]]:
    """What no pre-aggregated table can answer, by what it looks at: the measures of each that need single contacts."""
    found: dict[Filters, dict[Wanted, list[str]]] = {}
    for one in wanted:
        for source, names in _chosen(view, definitions, one).items():
            # By agent there would be nearly as many groups as contacts.
            if source.name == CONTACT_ROWS and "agent" not in one.by:
                found.setdefault(one.filters, {})[one] = names
    return found


def _read_once(
    view: Snapshot, definitions: Definitions, filters: Filters, wanted: dict[Wanted, list[str]], name: str
) -> Source:
    """The contacts that `filters` let through, added up as finely as any of `wanted` needs: a table of the cursor's."""
    by = tuple(dict.fromkeys(dimension for one in wanted for dimension in one.by))
    measures = list(dict.fromkeys(measure for names in wanted.values() for measure in names))
    step = _step(contacts(definitions), measures, sql_literals(definitions, view.latest_at), filters, by)
    view.cursor.run(f"create temp table {name} as with {step} select * from {CONTACT_ROWS}", filters.parameters or None)
    known = {dimension: f"f.{dimension}" for dimension in by}
    return Source(CONTACT_ROWS, f"{name} as f", "", known, CONTACT, added_up=True, narrowed=True)


def source_for(view: Snapshot, definitions: Definitions, measure: str, needed: set[str]) -> Source:
    """Where to read `measure` from: the smallest pre-aggregated table that knows `needed`, else its rows."""
    m = MEASURES[measure]
    if view.built_with(definitions, m.depends):
        able = [a for a in AGGREGATES if a.grain == m.grain and needed <= a.dimensions and a.name in view.sizes]
        if WAIT_BAND in needed and not view.built_with(definitions, ("wait_bands",)):
            able = []
        if able:
            return min(able, key=lambda a: view.sizes[a.name]).source(definitions)
    return rows_of(view, definitions, m.grain, needed)


def rows_of(view: Snapshot, definitions: Definitions, grain: str, needed: set[str]) -> Source:
    """The single facts of `grain`, kept where the derived tables fit `definitions`, else worked out."""
    if grain == CONTACT:
        return contacts(definitions)
    if grain == SURVEY:
        return surveys(definitions, stored=bool(view.built))
    stored = view.built_with(definitions, SCORE)
    return answers(definitions, stored) if needed & QUESTIONED else evaluations(definitions, stored)


def check(metrics: Sequence[Metric], by: Sequence[str], filters: Filters) -> None:
    """QMError for the first metric that cannot be split by `by` or narrowed as `filters` do."""
    for m in metrics:
        for names, verb in ((by, "split"), (filters.dimensions, "filtered")):
            for name in names:
                if name not in m.dimensions:
                    raise QMError(f"{m.name} cannot be {verb} by {name}; it can by {', '.join(m.dimensions)}.")


def by_evaluation(relation: str, groups: list[str], condition: str) -> str:
    """One row per group and evaluation, so that several questions of one evaluation count once."""
    columns = [
        *groups,
        "sum(f.points) as points",
        "sum(f.points_possible) as points_possible",
        "max(f.failure) as failure",
    ]
    keys = ", ".join(["f.evaluation_id", *(str(i + 1) for i in range(len(groups)))])
    return f"(select {', '.join(columns)} from {relation} where {condition} group by {keys}) as f"


def _step(source: Source, measures: list[str], literals: dict[str, str], filters: Filters, by: tuple[str, ...]) -> str:
    relation = source.from_clause(by if source.narrowed else {*by, *filters.dimensions})
    groups = [f"{source.key(name)} as {name}" for name in by]
    condition = "true" if source.narrowed else filters.condition(source.time, source.expressions)
    if source.name == "answer_rows" and "question" not in by:  # an evaluation answers a question once
        relation, groups, condition = by_evaluation(relation, groups, condition), list(by), "true"
    adding = [f"sum(f.{m})" if source.added_up else MEASURES[m].aggregate(literals) for m in measures]
    columns = [*groups, *(f"{sql} as {m}" for sql, m in zip(adding, measures, strict=True))]
    return f"""
    -- one row per group
    {source.name} as (
        select {", ".join(columns)}
        from {relation}
        where {condition}
        {f"group by {', '.join(str(i + 1) for i in range(len(by)))}" if by else ""}
    )"""


def _padded(source: str, own: list[str], measures: tuple[str, ...], by: tuple[str, ...]) -> str:
    columns = [*by, *(name if name in own else f"null as {name}" for name in measures)]
    return f"select {', '.join(columns)} from {source}"


def _as_shown(name: str, definitions: Definitions) -> str:
    return labelled(name, definitions) or (f"cast({name} as varchar)" if DIMENSIONS[name].kind == "date" else name)
