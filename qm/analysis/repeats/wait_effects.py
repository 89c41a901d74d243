"""Hour by hour: what the service level, or the wait, of a contact goes with.

Two tables, because causes run both ways. Long contacts make queues: in an hour in which the
handle time is long, the service level is bad for that reason alone. The handle time is
therefore set against the contact's own wait, which came before it; what comes afterwards
(the grade, the next contact) can be set against the service level of the hour.
"""

import pandas as pd

from qm.metrics.catalogue import METRICS, Metric
from qm.metrics.consistent_read import snapshot
from qm.metrics.filters import Filters
from qm.metrics.measures import MEASURES, sql_literals
from qm.metrics.metric_values import metric_values
from qm.metrics.plan import check, sums
from qm.metrics.snapshot import Snapshot
from qm.metrics.sources import contacts
from qm.store import Definitions, Store

INTERVAL = ("day", "hour", "channel", "queue")
AFTERWARDS = ("csat", "repeat_rate")
LONG_WAITS = (1800.0, 86400.0)


def by_hour(store: Store, filters: Filters, definitions: Definitions) -> pd.DataFrame:
    """What happened hour by hour in each queue, and what came of its contacts.

    One row per day, hour, channel, queue and reason: service_level of the queue in that hour
    (of everybody's contacts in it), then for each of `AFTERWARDS` its two sums,
    `<metric>_part` and `<metric>_whole`, over the filtered contacts.
    """
    service = METRICS["service_level"].under(definitions)
    outcomes = [METRICS[name].under(definitions) for name in AFTERWARDS]
    everybody = Filters(filters.date_from, filters.date_to, tuple(w for w in filters.where if w[0] in INTERVAL))
    check(outcomes, (), filters)
    with snapshot(store) as view:
        state = sums(view, definitions, everybody, service.measures, INTERVAL)
        names = tuple(dict.fromkeys(name for m in outcomes for name in (*m.numerator, *m.denominator)))
        outcome_sums = sums(view, definitions, filters, names, (*INTERVAL, "reason"))
    rate = metric_values(state, INTERVAL, [service])[[*INTERVAL, "value"]].rename(columns={"value": "service_level"})
    cells = outcome_sums.merge(rate, on=list(INTERVAL), how="inner")
    parts = {name: column for m in outcomes for name, column in _sums(cells, m).items()}
    return cells[[*INTERVAL, "reason", "service_level"]].assign(**parts)


def _sums(cells: pd.DataFrame, m: Metric) -> dict[str, pd.Series]:
    return {
        f"{m.name}_part": cells[list(m.numerator)].sum(axis=1),
        f"{m.name}_whole": cells[list(m.denominator)].sum(axis=1),
    }


def wait_ends(definitions: Definitions) -> tuple[float, ...]:
    """Upper ends in seconds of the bands of a contact's wait: in time, three and nine times that, then long ones."""
    in_time = definitions.service_level.threshold_seconds
    close = (in_time, 3 * in_time, 9 * in_time) if in_time else (0.0, 60.0, 180.0)
    return (*close, *(end for end in LONG_WAITS if end > close[-1]))


def by_wait(store: Store, filters: Filters, definitions: Definitions) -> pd.DataFrame:
    """The handle time by the contact's own wait, hour by hour in each queue.

    One row per day, hour, kind and band of the wait: kind (a number of its own for each channel, queue and
    reason: names would take longer to hand over than all the rest), band (0: answered in time, counted up
    along `wait_ends`), and the sums of the handle time, aht_part and aht_whole.
    """
    check([METRICS["aht"]], (), filters)
    with snapshot(store) as view:
        return view.cursor.frame(wait_statement(view, filters, definitions), filters.parameters or None)


def wait_statement(view: Snapshot, filters: Filters, definitions: Definitions) -> str:
    """The SQL of `by_wait`."""
    source, literals = contacts(definitions), sql_literals(definitions, view.latest_at)
    ends = wait_ends(definitions)
    cases = " ".join(f"when f.wait_seconds <= {end} then {i}" for i, end in enumerate(ends))
    keys = ", ".join(f"{source.expressions[name]} as {name}" for name in ("day", "hour"))
    kind = ", ".join(f"coalesce({source.expressions[name]}, '')" for name in ("channel", "queue", "reason"))
    timed = MEASURES["handled_timed"].condition(literals)
    return f"""
    select
        {keys},
        hash({kind}) as kind,
        case {cases} else {len(ends)} end as band,
        sum(f.handle_seconds) as aht_part,
        count(*) as aht_whole
    from {source.from_clause(filters.dimensions)}
    where {filters.condition(source.time, source.expressions)} and f.wait_seconds is not null and {timed}
    group by 1, 2, 3, 4
    """
