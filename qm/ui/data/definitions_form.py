"""The definitions in force: seen, tried with old and new side by side, and changed."""

from zoneinfo import available_timezones

import streamlit as st

from qm.analysis.definition_change import definition_change
from qm.errors import QMError
from qm.metrics import redefine
from qm.store import DEFINITIONS, HEADINGS, Definition, Definitions, Session, Value, written
from qm.store.definitions import THRESHOLD
from qm.ui import state
from qm.ui.data.service_rules_form import service_rules_form
from qm.ui.markup import literal

PLACE = "define"


def definitions_form(session: Session) -> None:
    """What service is judged by, then every other definition; changes are shown in figures before they are kept."""
    service_rules_form(session)
    st.markdown("**Everything else that figures depend on**")
    state.show_said(PLACE, success=":material/check_circle:", error=":material/error:")
    st.caption("Every figure uses these, and its tooltip says so. Change any to see what it would do.")
    in_force = session.definitions()
    changes: dict[str, str] = {}
    with st.grid(3, min_column_width=320, gap="small"):
        for heading in HEADINGS:
            with st.container(border=True, gap="small"):
                st.markdown(f"**{heading}**")
                for one in (d for d in DEFINITIONS.values() if d.heading == heading and d.name != THRESHOLD):
                    given = _widget(one, in_force.value(one.name))
                    if given != in_force.written(one.name):
                        changes[one.name] = given
    if not changes:
        return
    try:
        chosen = {name: DEFINITIONS[name] for name in changes}
        candidate = in_force.with_({name: one.read(changes[name], one.label) for name, one in chosen.items()})
    except QMError as error:
        st.error(literal(error), icon=":material/error:")
        return
    st.markdown("#### What would change")
    for one in chosen.values():
        before, after = one.text(in_force.value(one.name)), one.text(candidate.value(one.name))
        st.markdown(f"{one.label}: **{literal(before)}** → **{literal(after)}**")
    _side_by_side(session, candidate)
    with st.container(horizontal=True):
        st.button("Save these definitions", type="primary", key="define.keep", on_click=_keep, args=(session, changes))
        st.button("Discard", key="define.discard", on_click=_renew)


def _widget(definition: Definition, value: Value) -> str:
    """The widget for one definition; its value as text."""
    key = f"define.{definition.name}.{state.key(PLACE)}"
    label, help_ = definition.label, definition.meaning[0].upper() + definition.meaning[1:] + "."
    if definition.kind == "number":
        least, now = float(definition.least), float(str(value))
        number = st.number_input(label, min_value=least, value=now, format="%g", step=1.0, key=key, help=help_)
        return written(float(number))
    if definition.kind == "share":
        share = st.number_input(
            label, 0.0, 100.0, 100 * float(str(value)), 1.0, format="%g", key=key, help=help_, icon=":material/percent:"
        )
        return written(float(share) / 100)
    if definition.kind == "choice":
        options = list(definition.allowed)
        return st.selectbox(
            label,
            options,
            index=options.index(str(value)),
            key=key,
            help=help_,
            format_func=definition.choices.__getitem__,
        )
    if definition.kind == "zone":
        options = ["as_written", *sorted(available_timezones())]
        if value not in options:
            options.append(str(value))
        help_ += " Holds for files imported from then on."
        return st.selectbox(label, options, index=options.index(str(value)), key=key, help=help_)
    return st.text_input(label, written(value), key=key, help=help_)


def _side_by_side(session: Session, candidate: Definitions) -> None:
    """Metrics that come out differently, over the last 28 days of data."""
    change = definition_change(session, candidate)
    st.caption(change.sentence)
    if not change.frame.empty:
        st.dataframe(change.frame, hide_index=True, alt="Metrics that come out differently, now and then")


def _keep(session: Session, changes: dict[str, str]) -> None:
    try:
        with session.write() as cursor:
            redefine(cursor, changes, session.person)
    except QMError as error:
        state.say(PLACE, "error", str(error))
        return
    said = "; ".join(f"{DEFINITIONS[name].label}: {DEFINITIONS[name].text(text)}" for name, text in changes.items())
    state.say(PLACE, "success", f"Saved. {said}.")
    _renew()


def _renew() -> None:
    """The widgets begin anew with what is in force."""
    state.renew(PLACE)
