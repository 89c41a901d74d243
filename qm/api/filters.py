"""From Python's values to what is looked at."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime

from qm.errors import QMError
from qm.metrics import Filters

Day = date | str
Where = Mapping[str, str | int | Iterable[str | int | None] | None]


def filters(where: Where | None = None, date_from: Day | None = None, date_to: Day | None = None) -> Filters:
    """`{"channel": "voice", "team": ["Red", None]}` over days, both included; None is the unknown group.

    QMError for a dimension that does not exist, a day that is none, or days the wrong way round.
    """
    first, last = _day(date_from), _day(date_to)
    if first and last and first > last:
        raise QMError(f"date_from {first} lies after date_to {last}.")
    return Filters(first, last, tuple((name, _values(wanted)) for name, wanted in (where or {}).items()))


def _values(wanted: str | int | Iterable[str | int | None] | None) -> tuple[str | None, ...]:
    each = [wanted] if wanted is None or isinstance(wanted, str | int) else wanted
    return tuple(None if value is None else str(value) for value in each)


def _day(day: Day | None) -> date | None:
    if isinstance(day, datetime):
        return day.date()
    if day is None or isinstance(day, date):
        return day
    try:
        return date.fromisoformat(day)
    except (TypeError, ValueError):
        raise QMError(f"{day!r} is not a day, such as 2024-05-01.") from None
