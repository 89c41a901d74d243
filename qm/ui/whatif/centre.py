"""Which queue the page is about, and its fit, kept for as long as data and filters stay the same."""

from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
import streamlit as st

from qm.metrics import Filters
from qm.metrics.fit import Fit, Queue, fit, queues
from qm.models.levers import Levers
from qm.models.profile import Settled, Spread, settle
from qm.models.scenario import Scenario
from qm.store import Definitions, Store
from qm.ui.errors import nothing
from qm.ui.lookup import version
from qm.ui.view import View

TARGET, COST = 0.8, 25.0
DRAWS = 40


@dataclass(frozen=True)
class Centre:
    """A fitted queue ready for quick answers.

    `key` tells one fit from another. `small` and `spread` are the fit with similar intervals put
    together, `smallest` with yet fewer, for the map. `today` is where its levers stand, `base` what
    settles there, `past` the same interval by interval.
    """

    key: tuple[Any, ...]
    view: View = field(repr=False)
    fitted: Fit = field(repr=False)
    small: Scenario = field(repr=False)
    spread: Spread = field(repr=False)
    smallest: tuple[Scenario, Spread] = field(repr=False)
    today: Levers
    base: Settled = field(repr=False)
    past: Settled = field(repr=False)
    hours_a_week: float
    cost: float
    currency: str
    queues: tuple[Queue, ...] = ()

    @property
    def errors(self) -> dict[str, float]:
        """The standard errors of the fitted numbers; that of fresh contacts as a part of them."""
        found = {name: p.error for name, p in self.fitted.parameters.items()}
        return found | {"fresh": found["fresh"] / max(self.today.fresh, 1e-9)}

    @property
    def lines(self) -> list[str]:
        """What is shown, in words, for the head of everything that is saved."""
        return [f"{self.fitted.queue.name} · {self.view.lines[0]}"]


def find_centre(store: Store, view: View) -> Centre:
    """The queue picked, fitted under the filters; ends the run with a sentence when there is nothing to fit."""
    state, filters = version(store), view.current
    listed = _queues(state, store, filters)
    if not listed:
        nothing("contacts of any queue in this selection", "Choose other days, or take a filter away.")
    queue = _pick(listed)
    kept = _prepare(state, store, view, filters, queue)
    if kept is None:
        nothing(f"contacts of {queue.name} while somebody was there", "Choose other days or another queue.")
    assert kept is not None
    definitions = store.definitions()
    cost = float(str(definitions["cost.agent_hour"])) or COST
    return replace(kept, view=view, queues=listed, cost=cost, currency=str(definitions["currency"]))


def _pick(listed: tuple[Queue, ...]) -> Queue:
    names = [q.name for q in listed]
    asked = st.query_params.get("line")
    if asked is not None and asked not in names:
        st.warning(f"The address asks for the queue '{asked}', which is not in this selection; showing {names[0]}.",
                   icon=":material/link_off:")  # fmt: skip
    if len(names) == 1:
        return listed[0]
    chosen = st.selectbox(
        "Queue", names, key="line", bind="query-params", width=320,
        help="The model knows one queue with one skill at a time; the largest that works like voice comes first.",
    )  # fmt: skip
    return listed[names.index(chosen)]


@st.cache_data(max_entries=16, show_spinner=False)
def _queues(state: tuple[Any, ...], _store: Store, filters: Filters) -> tuple[Queue, ...]:
    return tuple(queues(_store, filters))


@st.cache_resource(max_entries=8, show_spinner="Fitting the model to your data …")
def _prepare(state: tuple[Any, ...], _store: Store, _view: View, filters: Filters, queue: Queue) -> Centre | None:
    definitions: Definitions = _store.definitions()
    fitted = fit(_store, filters, definitions, queue)
    if fitted is None:
        return None
    small, spread = fitted.small()
    open_hours = len(fitted.starts) * fitted.minutes / 60
    return Centre(
        key=(*state, filters, queue), view=_view, fitted=fitted, small=small, spread=spread,
        smallest=fitted.small(6, 2), today=todays_levers(fitted), base=settle(small, spread), past=fitted.modelled(),
        hours_a_week=open_hours / max(_weeks(fitted), 1e-9), cost=COST, currency="",
    )  # fmt: skip


def todays_levers(fitted: Fit) -> Levers:
    """Where the levers of a fit stand."""
    s, p = fitted.scenario, fitted.parameters
    return Levers(
        fitted.agents, p["fresh"].value, float(np.max(s.handle_seconds)), p["repeat_rate"].value, 1.0,
        float(np.max(s.patience_seconds)), float(np.max(s.redial_share)),
    )  # fmt: skip


def _weeks(fitted: Fit) -> float:
    first, last = fitted.starts.min() // 86_400, fitted.starts.max() // 86_400
    days = fitted.days if fitted.days < 7 else last - first + 1
    return float(max(days, fitted.days)) / 7
