"""Scenarios by name: saving, loading, and comparing up to four side by side."""

import streamlit as st

from qm.analysis.whatif import WhatIfAnswer
from qm.analysis.whatif.questions.saved_scenarios import MOST_COMPARED, save, side_by_side
from qm.charts.scenario_bars import scenario_bars
from qm.errors import QMError
from qm.store import Session
from qm.store.scenarios import SavedScenario, delete_scenario, duplicate_scenario, saved_scenarios
from qm.ui import state
from qm.ui.chart import Figure, show_chart
from qm.ui.markup import literal
from qm.ui.whatif.lever_state import put_shown, shown_numbers

NAME, SAVED = "whatif.name", "whatif.saved"
CHOSEN = state.Parameter("whatif.chosen", state.Text(), scope="whatif", in_address=False)
COMPARED = state.Parameter("whatif.compared", state.Several(), scope="whatif", in_address=False)


def save_popover(session: Session, answer: WhatIfAnswer) -> None:
    """Save this setting under a name, and load, copy or delete those saved."""
    known = saved_scenarios(session.store)
    with st.popover("Save", icon=":material/save:", key="whatif.saving"):
        state.show_said(SAVED)
        with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
            st.text_input("Save this scenario as", key=state.key(NAME), max_chars=60, width=260, placeholder="A name")
            st.button("Save", icon=":material/save:", key="whatif.save", on_click=_save, args=(session, answer))
        if known:
            _pick(session, known)
        else:
            st.caption("No scenario saved yet.")


def _pick(session: Session, known: list[SavedScenario]) -> None:
    names = [one.name for one in known]
    chosen = state.pick_one(CHOSEN, "Saved scenarios", names, width=260)
    one = known[names.index(chosen)]
    with st.container(horizontal=True, gap="small"):
        st.button("Load", icon=":material/upload:", key="whatif.load", on_click=put_shown, args=(one.numbers,))
        st.button(
            "Duplicate",
            icon=":material/content_copy:",
            key="whatif.duplicate",
            on_click=_duplicate,
            args=(session, chosen),
        )
        st.button("Delete", icon=":material/delete:", key="whatif.delete", on_click=_delete, args=(session, chosen))


def _save(session: Session, answer: WhatIfAnswer) -> None:
    try:
        name = save(session, state.typed(state.key(NAME), ""), answer, shown_numbers())
    except QMError as error:
        state.say(SAVED, "error", literal(error))
        return
    state.renew(NAME)
    state.put(CHOSEN, name)
    state.say(SAVED, "success", f"Scenario {literal(name)} saved; it stands in the comparison below.")
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


def has_saved(session: Session) -> bool:
    """Whether any scenario is saved."""
    return bool(saved_scenarios(session.store))


def compare_section(session: Session, answer: WhatIfAnswer) -> None:
    """Up to four saved scenarios beside today: one chart, and all figures with their differences."""
    known = saved_scenarios(session.store)
    names = [one.name for one in known]
    state.put(COMPARED, _compared(names))  # somebody may have deleted one of them
    options = {"max_selections": MOST_COMPARED, "placeholder": "Up to four"}
    chosen = state.multiselect(COMPARED, "Compare saved scenarios", names, **options)
    if not chosen:
        return
    told = side_by_side(session, answer, [known[names.index(name)] for name in chosen])
    what = answer.table[0].label
    title = f"{what}, scenario by scenario"
    chart = scenario_bars(told.bars, answer.today.setting.target, title=what)
    show_chart(Figure(chart, told.bars, title, told.takeaway, answer.lines, "whatif-compare"), key="whatif.bars")
    st.dataframe(told.table, width="stretch", key="whatif.comparison")
    st.caption("In brackets: the difference from today. All scenarios use the queue and dates chosen above.")
