"""The shared filters as the address has them."""

from qm.analysis.agents.opening_period import opening_period
from qm.analysis.data_facts import agent_names
from qm.analysis.periods import COMPARISONS, GRAINS, PERIODS
from qm.ui import state
from qm.ui.frame.opening import session

PERIOD = state.Parameter("period", state.Choice(PERIODS))
DAYS = state.Parameter("days", state.DayRange(), default=())
COMPARE = state.Parameter("compare", state.Choice(COMPARISONS, former={"None": "none"}))
GRAIN = state.Parameter("grain", state.Choice(GRAINS))
LISTS = {"channel": "Channel", "queue": "Queue", "reason": "Reason", "team": "Team", "agent": "Agent"}
LISTED = {name: state.Parameter(name, state.Several(), default=[]) for name in LISTS}
ALSO = state.Parameter("also", state.Several(), default=[])

FILTERS = (PERIOD, DAYS, COMPARE, GRAIN, *LISTED.values(), ALSO)
state.declare(*FILTERS)


OPENS_ON_MORE = ("agents", "contact")
"""Pages about people: they open on a period long enough to tell people apart."""


def period_of_page() -> state.Parameter:
    """The period as the page shown has it: where people are compared, it opens on one long enough to tell."""
    if state.page() not in OPENS_ON_MORE:
        return PERIOD
    return PERIOD.usually(opening_period(session()).name)


def list_of(key: str) -> state.Parameter:
    """The parameter of a list, its values called as the address calls them."""
    return LISTED[key].among(shown_as(key))


def shown_as(key: str) -> dict[str, str]:
    """How values of a list are written where that differs from the value: agents with their names."""
    if key != "agent":
        return {}
    return {number: f"{name} ({number})" for number, name in agent_names(session()).items()}
