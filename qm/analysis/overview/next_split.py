"""What to split by next, once one group of a dimension is picked: its chart would have one row left."""

from collections.abc import Sequence

from qm.analysis.cache import kept
from qm.metrics import METRICS, Filters, Measurement, measure_all
from qm.store import Session

ORDER = ("reason", "queue", "channel", "team", "agent", "weekday", "hour")


@kept(most=16)
def next_split(session: Session, filters: Filters, metric: str, tried: Sequence[str]) -> str | None:
    """The first dimension in which `filters` leave more than one group of `metric`, beside those `tried`; None for
    none."""
    candidates = [name for name in ORDER if name in METRICS[metric].dimensions and name not in tried]
    asked = {name: Measurement(filters, (metric,), (name,)) for name in candidates}
    answers = measure_all(session.store, list(asked.values()))
    return next((name for name, question in asked.items() if len(answers[question]) > 1), None)
