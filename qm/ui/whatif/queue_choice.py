"""Which queue the page is about and how it works, as the viewer chooses."""

from typing import Any

import streamlit as st

from qm.analysis.resolved_filters import View
from qm.analysis.whatif.fit import Queue
from qm.analysis.whatif.queue.prepared_queue import PreparedQueue, Selection, prepared_or_none
from qm.analysis.whatif.queue.queue_choice import listed_queues
from qm.analysis.whatif.queue.queue_kinds import KINDS, Kind, kind_of
from qm.store import Session
from qm.ui import state
from qm.ui.frame.errors import nothing
from qm.ui.markup import literal
from qm.ui.whatif.lever_state import all_as_today

BY_NAME = "auto"
LINE = state.Parameter("line", state.Choice(), scope="whatif", has_own_words=True)
WORKS = state.Parameter("works", state.Choice(), scope="whatif", has_own_words=True)
state.declare(LINE, WORKS)


def choose_queue(session: Session, view: View) -> PreparedQueue:
    """The queue picked, fitted under the filters; ends the run with a sentence when there is nothing to fit."""
    known = listed_queues(session, view.current)
    if not known:
        nothing("contacts of any queue in this selection", "Choose other days, or take a filter away.")
    queue = _pick(known)
    kind = _works_like(session, queue)
    with st.spinner("Fitting the model to your data …"):
        prepared = prepared_or_none(session, Selection(view.current, queue, kind))
    if prepared is None:
        nothing(f"contacts of {queue.name} while somebody was there", "Choose other days or another queue.")
    assert prepared is not None
    return prepared


def _pick(known: tuple[Queue, ...]) -> Queue:
    names = [q.name for q in known]
    asked = state.asked_for(LINE)
    if asked is not None and asked not in names:
        st.warning(
            literal(f"The address asks for the queue '{asked}', which is not in this selection; showing {names[0]}."),
            icon=":material/link_off:",
        )
    if len(names) == 1:
        return known[0]
    chosen = state.selectbox(
        LINE.among({name: name for name in names}),
        "Queue",
        label_visibility="collapsed",
        width=230,
        further=_other_queue,
    )
    return known[names.index(chosen)]


def _other_queue(_: str) -> dict[state.Parameter, Any]:
    """Levers are numbers of one queue: another begins as it is."""
    return {WORKS: None, **all_as_today()}


def _other_work(_: str) -> dict[state.Parameter, Any]:
    return {**all_as_today()}


def _works_like(session: Session, queue: Queue) -> Kind:
    """How the queue works: as its channel does, unless the viewer says otherwise."""
    guessed = kind_of(queue, session.definitions().channels)
    asked = state.asked_for(WORKS)
    if asked is not None and asked not in KINDS.values():
        st.warning(
            literal(f"The address asks for work like '{asked}'; there are {', '.join(KINDS.values())}."),
            icon=":material/link_off:",
        )
    chosen: Any = state.selectbox(
        WORKS.among({BY_NAME: KINDS[guessed]} | {kind: label for kind, label in KINDS.items() if kind != guessed}),
        "Works like",
        label_visibility="collapsed",
        format_func=lambda one: f"Works like: {KINDS[guessed if one == BY_NAME else one].lower()}",
        width=225,
        further=_other_work,
    )
    return guessed if chosen not in KINDS else chosen
