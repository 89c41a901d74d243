"""Scenarios by name: presets that tell a story, saving, comparing up to four, a link, and files to take away."""

import json
from urllib.parse import urlencode

import streamlit as st

from qm.analysis.whatif import WhatIfAnswer
from qm.analysis.whatif.levers.presets import presets
from qm.analysis.whatif.questions.saved_scenarios import MOST_COMPARED, exported, save, side_by_side
from qm.analysis.whatif.queue.prepared_queue import PreparedQueue
from qm.errors import QMError
from qm.store import Session
from qm.store.scenarios import SavedScenario, delete_scenario, duplicate_scenario, saved_scenarios
from qm.ui import state
from qm.ui.chart import as_csv
from qm.ui.markup import literal
from qm.ui.whatif.lever_state import put_shown, shown_numbers

NAME, SAVED = "whatif.name", "whatif.saved"
CHOSEN = state.Parameter("whatif.chosen", state.Text(), scope="whatif", in_address=False)
COMPARED = state.Parameter("whatif.compared", state.Several(), scope="whatif", in_address=False)


def presets_row(queue: PreparedQueue) -> None:
    """One button for each preset, and one that goes back to today."""
    with st.container(horizontal=True, gap="small", key="whatif.presets"):
        for one in presets(queue):
            st.button(one.name, help=one.story, on_click=put_shown, args=(one.numbers,), key=f"preset.{one.name}")
        st.button(
            "Reset",
            icon=":material/restart_alt:",
            on_click=put_shown,
            args=({},),
            key="whatif.reset",
            disabled=not shown_numbers(),
            help="Every lever as today",
        )


def saved_section(session: Session, answer: WhatIfAnswer) -> None:
    """Save this setting, and do things with those saved."""
    known = saved_scenarios(session.store)
    state.show_said(SAVED)
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        st.text_input("Save this scenario as", key=state.key(NAME), max_chars=60, width=280, placeholder="A name")
        st.button("Save", icon=":material/save:", key="whatif.save", on_click=_save, args=(session, answer))
        _exports(answer)
    _link()
    if not known:
        st.caption("No scenario is saved yet.")
        return
    names = [one.name for one in known]
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        chosen = state.pick_one(CHOSEN, "Saved scenarios", names, width=280)
        one = known[names.index(chosen)]
        st.button("Load", icon=":material/upload:", key="whatif.load", on_click=put_shown, args=(one.numbers,))
        st.button(
            "Duplicate",
            icon=":material/content_copy:",
            key="whatif.duplicate",
            on_click=_duplicate,
            args=(session, chosen),
        )
        st.button("Delete", icon=":material/delete:", key="whatif.delete", on_click=_delete, args=(session, chosen))
    _compare(session, answer, known)


def _save(session: Session, answer: WhatIfAnswer) -> None:
    try:
        name = save(session, state.typed(state.key(NAME), ""), answer, shown_numbers())
    except QMError as error:
        state.say(SAVED, "error", literal(error))
        return
    state.renew(NAME)
    state.put(CHOSEN, name)
    compared = _compared([one.name for one in saved_scenarios(session.store)])
    if name not in compared and len(compared) < MOST_COMPARED:
        state.put(COMPARED, [*compared, name])


def _duplicate(session: Session, name: str) -> None:
    state.put(CHOSEN, duplicate_scenario(session.store, name, session.person))


def _delete(session: Session, name: str) -> None:
    delete_scenario(session.store, name)
    state.put(CHOSEN, None)


def _compared(names: list[str]) -> list[str]:
    """The scenarios set side by side, of those that there are; the first ones unless the viewer chose."""
    chosen = state.value_of(COMPARED)
    return names[:MOST_COMPARED] if chosen is None else [name for name in chosen if name in names]


def _compare(session: Session, answer: WhatIfAnswer, known: list[SavedScenario]) -> None:
    names = [one.name for one in known]
    state.put(COMPARED, _compared(names))  # somebody may have deleted one of them
    options = {"max_selections": MOST_COMPARED, "placeholder": "Up to four"}
    chosen = state.multiselect(COMPARED, "Compare", names, **options)
    if not chosen:
        return
    table = side_by_side(session, answer, [known[names.index(name)] for name in chosen])
    st.dataframe(table, width="stretch", key="whatif.comparison")
    st.caption("All of them answered for the queue and days looked at now.")


def _link() -> None:
    everything = urlencode(state.address_in_full(), doseq=True)
    with st.popover("Share", icon=":material/link:", key="whatif.share"):
        st.caption("The address bar holds everything; copy it from there, or from here.")
        st.code((st.context.url or "").split("?")[0] + (f"?{everything}" if everything else ""), language=None)


def _exports(answer: WhatIfAnswer) -> None:
    with st.popover("Export", icon=":material/download:", key="whatif.export"):
        st.download_button(
            "Table (CSV)",
            lambda: as_csv(answer.to_frame().rename(columns={"": "figure"}), ["What-if", *answer.lines]),
            "whatif.csv",
            "text/csv",
            on_click="ignore",
            key="whatif.csv",
            type="tertiary",
        )
        st.download_button(
            "Everything (JSON)",
            lambda: json.dumps(exported(answer), ensure_ascii=False, indent=1, default=float).encode("utf-8"),
            "whatif.json",
            "application/json",
            on_click="ignore",
            key="whatif.json",
            type="tertiary",
        )
