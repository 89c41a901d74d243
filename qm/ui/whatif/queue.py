"""Which queue the page is about, how it works, and its fit, kept while data and filters stay the same."""

from dataclasses import replace
from typing import Any

import streamlit as st

from qm.analysis.view import View
from qm.analysis.whatif.fit import Queue, queues
from qm.metrics import Filters
from qm.store import Store
from qm.ui.errors import nothing
from qm.ui.lookup import version
from qm.ui.whatif.address import put_all
from qm.ui.whatif.centre import KINDS, Centre, Kind, prepare

CHATS = ("chat", "messag", "whatsapp", "sms", "social")
LETTERS = ("mail", "letter", "post", "ticket", "case", "form", "fax", "back")
BY_NAME = "auto"


def find_centre(store: Store, view: View) -> Centre:
    """The queue picked, fitted under the filters; ends the run with a sentence when there is nothing to fit."""
    state, filters = version(store), view.current
    listed = _queues(state, store, filters)
    if not listed:
        nothing("contacts of any queue in this selection", "Choose other days, or take a filter away.")
    with st.container(horizontal=True, vertical_alignment="bottom", gap="medium"):
        queue = _pick(listed)
        kind = _works_like(queue)
    kept = _prepared(state, store, view, filters, queue, kind)
    if kept is None:
        nothing(f"contacts of {queue.name} while somebody was there", "Choose other days or another queue.")
    assert kept is not None
    definitions = store.definitions()
    cost = definitions.cost.agent_hour
    return replace(kept, view=view, queues=listed, cost=cost, currency=definitions.currency)


def _pick(listed: tuple[Queue, ...]) -> Queue:
    names = [q.name for q in listed]
    asked = st.query_params.get("line")
    if asked is not None and asked not in names:
        st.warning(
            f"The address asks for the queue '{asked}', which is not in this selection; showing {names[0]}.",
            icon=":material/link_off:",
        )
    if len(names) == 1:
        return listed[0]
    chosen = st.selectbox(
        "Queue",
        names,
        key="line",
        bind="query-params",
        width=320,
        on_change=_other_queue,
        help="The model knows one queue with one skill at a time; the largest that works like voice comes first.",
    )
    return listed[names.index(chosen)]


def _other_queue() -> None:
    """Levers are numbers of one queue: another begins as it is."""
    st.session_state["works"] = BY_NAME
    put_all({})


def _works_like(queue: Queue) -> Kind:
    """How the queue works: as its name suggests, unless the viewer says otherwise."""
    guessed = guess(queue)
    asked = st.query_params.get("works")
    if asked is not None and asked not in KINDS.values():
        st.warning(
            f"The address asks for work like '{asked}'; there are {', '.join(KINDS.values())}.",
            icon=":material/link_off:",
        )
    chosen: Any = st.selectbox(
        "Works like",
        [BY_NAME, *(kind for kind in KINDS if kind != guessed)],
        key="works",
        bind="query-params",
        width=240,
        format_func=lambda kind: KINDS.get(kind, KINDS[guessed]),
        on_change=put_all,
        args=({},),
        help="Calls: customers wait on the line and may hang up. Chat: agents have several in hand at once. "
        "Deferred work: it waits for hours and nobody hangs up.",
    )
    return guessed if chosen not in KINDS else chosen


def guess(queue: Queue) -> Kind:
    """How a queue works, by the name of its channel."""
    name = (queue.channel or queue.queue or "").lower()
    if queue.is_voice:
        return "calls"
    if any(word in name for word in LETTERS):
        return "deferred"
    return "chat" if any(word in name for word in CHATS) else "calls"


@st.cache_data(max_entries=16, show_spinner=False)
def _queues(state: tuple[Any, ...], _store: Store, filters: Filters) -> tuple[Queue, ...]:
    return tuple(queues(_store, filters))


@st.cache_resource(max_entries=8, show_spinner="Fitting the model to your data …")
def _prepared(
    state: tuple[Any, ...], _store: Store, _view: View, filters: Filters, queue: Queue, kind: Kind
) -> Centre | None:
    return prepare((*state, filters, queue, kind), _store, _view, filters, queue, kind)
