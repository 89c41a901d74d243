"""Which table answers: the smallest one that knows every dimension asked for, else the rows."""

from collections.abc import Sequence

import pandas as pd

from qm.errors import QMError
from qm.metrics.catalogue import Metric
from qm.metrics.dimensions import DIMENSIONS
from qm.metrics.filters import Filters
from qm.metrics.measures import CONTACT, MEASURES, SCORE, SURVEY, words
from qm.metrics.snapshot import Snapshot
from qm.metrics.sources import AGGREGATES, Source, answers, contacts, evaluations, surveys
from qm.store import Definitions

QUESTIONED = {"question", "section"}


def sums(
    view: Snapshot, definitions: Definitions, filters: Filters, measures: tuple[str, ...], by: tuple[str, ...]
) -> pd.DataFrame:
    """Measures added up by groups: one row per group, columns the names of `by` and `measures`.

    Without groups there is one row, whether there is data or not. Sums of nothing are 0.
    """
    sql = statement(view, definitions, filters, measures, by)
    return view.cursor.frame(sql, filters.parameters or None)


def statement(
    view: Snapshot, definitions: Definitions, filters: Filters, measures: tuple[str, ...], by: tuple[str, ...]
) -> str:
    """The SQL of `sums`: each source is added up by itself, then the sums are put together."""
    meant = words(definitions, view.latest_at)
    chosen: dict[Source, list[str]] = {}
    needed = {*by, *filters.dimensions}
    for name in measures:
        chosen.setdefault(source_for(view, definitions, name, needed), []).append(name)
    steps = [_step(source, names, meant, filters, by) for source, names in chosen.items()]
    groups = "".join(f"{_as_text(name)} as {name}, " for name in by)
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


def source_for(view: Snapshot, definitions: Definitions, measure: str, needed: set[str]) -> Source:
    """Where to read `measure` from: the smallest pre-aggregated table that knows `needed`, else its rows."""
    m = MEASURES[measure]
    if view.built_with(definitions, m.depends):
        able = [a for a in AGGREGATES if a.grain == m.grain and needed <= set(a.source.expressions)]
        if able:
            return min(able, key=lambda a: view.sizes[a.name]).source
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
    columns = [*groups, "sum(f.points) as points", "sum(f.points_possible) as points_possible",
               "max(f.failure) as failure"]  # fmt: skip
    keys = ", ".join(["f.evaluation_id", *(str(i + 1) for i in range(len(groups)))])
    return f"(select {', '.join(columns)} from {relation} where {condition} group by {keys}) as f"


def _step(source: Source, measures: list[str], meant: dict[str, str], filters: Filters, by: tuple[str, ...]) -> str:
    relation = source.from_clause({*by, *filters.dimensions})
    groups = [f"{source.expressions[name]} as {name}" for name in by]
    condition = filters.condition(source.time, source.expressions)
    if source.name == "answer_rows" and "question" not in by:  # an evaluation answers a question once
        relation, groups, condition = by_evaluation(relation, groups, condition), list(by), "true"
    adding = [f"sum(f.{m})" if source.added_up else MEASURES[m].aggregate(meant) for m in measures]
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


def _as_text(name: str) -> str:
    return f"cast({name} as varchar)" if DIMENSIONS[name].kind == "date" else name
