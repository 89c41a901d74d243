"""What the links rest on: evaluated contacts of the whole centre, each once, with what came of it."""

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from qm.analysis.whatif.levers.quality_moves import QUESTION, SCORE
from qm.metrics.consistent_read import snapshot
from qm.metrics.filters import Filters
from qm.metrics.measures import EVALUATION
from qm.metrics.plan import rows_of
from qm.metrics.snapshot import Snapshot
from qm.metrics.sources import contacts
from qm.models.statistics.within_groups import ObserverError, observer_error
from qm.store import Definitions, Store

Numbers = NDArray[np.float64]
LATE = (14, 28)
"""Days after a contact in which another one of the customer is taken to be coincidence."""


@dataclass(frozen=True, eq=False)
class EvaluatedContacts:
    """`contacts`: one row per answered contact with an agent and with every measure known, however many evaluated it:
    agent, channel, queue, reason, week, ended and after_gap (seconds; until the customer's next one in the same queue),
    wait_seconds, handle_seconds, transferred (1, 0 or missing), looks (evaluations), is_known (the customer is), and by
    measure its mean in points of 100. `error`: how far evaluators differ on one contact; None where too few contacts
    were evaluated by several. `latest`: seconds, the last arrival of all."""

    contacts: pd.DataFrame
    measures: tuple[str, ...]
    error: ObserverError | None
    latest: float

    def values(self, rows: NDArray[np.bool_]) -> Numbers:
        """The measures of some rows, rows × measures."""
        return np.asarray(self.contacts.loc[rows, list(self.measures)].to_numpy(dtype=float))


def evaluated_contacts(
    store: Store, definitions: Definitions, until: Filters, measures: tuple[str, ...]
) -> EvaluatedContacts:
    """Everything evaluated up to the end of `until`, in all queues, by these measures: `quality` or `question.ID`."""
    asked = {f"id_{n}": name.removeprefix(QUESTION) for n, name in enumerate(measures) if name != SCORE}
    with snapshot(store) as view:
        found = view.cursor.frame(measures_statement(view, definitions, measures), asked or None)
        known = view.cursor.frame(contacts_statement(view, definitions, until), until.parameters or None)
        latest = (view.latest_at - pd.Timestamp(0).to_pydatetime()).total_seconds() if view.latest_at else 0.0
    columns = [f"m_{n}" for n in range(len(measures))]
    found = found.rename(columns=dict(zip(columns, measures, strict=True))).dropna(subset=list(measures))
    error = observer_error(found[list(measures)].to_numpy(dtype=float), found["contact_id"].to_numpy(dtype=str))
    each = found.groupby("contact_id")[list(measures)].mean()
    each["looks"] = found.groupby("contact_id").size()
    return EvaluatedContacts(known.merge(each, on="contact_id"), measures, error, latest)


def measures_statement(view: Snapshot, definitions: Definitions, measures: tuple[str, ...]) -> str:
    """One row per evaluation of a contact: contact_id, and m_0, m_1, … the measures in points of 100, empty where the
    question was not rated. A question is passed with all its points."""
    if measures == (SCORE,):
        return f"""
        select f.contact_id, 100 * ratio(f.points, f.points_possible) as m_0
        from {rows_of(view, definitions, EVALUATION, set()).relation}
        where f.contact_id is not null and f.points_possible > 0
        order by f.contact_id, m_0
        """
    passes = ",\n".join(
        f"max(case when f.question_id = $id_{n} then "
        f"case when f.points >= f.points_possible - 0.000000001 then 100.0 else 0.0 end end) as m_{n}"
        for n in range(len(measures))
    )
    asked = ", ".join(f"$id_{n}" for n in range(len(measures)))
    return f"""
        select f.contact_id, {passes}
        from {rows_of(view, definitions, EVALUATION, {"question"}).relation}
        where f.contact_id is not null and f.points_possible > 0 and f.question_id in ({asked})
        group by f.evaluation_id, f.contact_id
        order by f.contact_id, f.evaluation_id
        """


def contacts_statement(view: Snapshot, definitions: Definitions, until: Filters) -> str:
    """One row per answered and evaluated contact with a known agent."""
    source = contacts(definitions)
    return f"""
    -- one row per evaluated contact, with who handled it
    with evaluated as (
        select f.contact_id, min(f.agent_id) as agent_id
        from {rows_of(view, definitions, EVALUATION, set()).relation}
        where f.contact_id is not null
        group by f.contact_id
    ),
    -- one row per customer with an evaluated contact
    customers as (
        select distinct f.customer_id
        from contacts as f
        join evaluated as e on e.contact_id = f.contact_id
        where f.customer_id is not null
    ),
    -- one row per contact of these customers: when the next one in the same queue arrived
    followed as (
        select
            f.contact_id,
            lead(f.arrived_at) over (
                partition by f.customer_id, f.channel, f.queue order by f.arrived_at, f.contact_id
            ) as after_at
        from contacts as f
        join customers as c on c.customer_id = f.customer_id
    )
    select
        f.contact_id,
        coalesce(f.agent_id, e.agent_id) as agent,
        f.channel,
        f.queue,
        f.reason,
        cast(date_trunc('week', f.arrived_at) as date) as week,
        epoch(f.ended_at) as ended,
        epoch(l.after_at) - epoch(f.ended_at) as after_gap,
        f.wait_seconds,
        f.handle_seconds,
        case when f.transfers > 0 then 1.0 when f.transfers is not null then 0.0 end as transferred,
        f.customer_id is not null as is_known
    from contacts as f
    join evaluated as e on e.contact_id = f.contact_id
    left join followed as l on l.contact_id = f.contact_id
    where not coalesce(f.abandoned, false) and coalesce(f.agent_id, e.agent_id) is not null
      and {until.condition(source.time, source.expressions)}
    order by f.contact_id
    """
