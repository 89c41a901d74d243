"""The one place that reads and writes the session and the address."""

from collections.abc import Mapping
from typing import Any

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from qm.ui.state.late_values import Address, SessionState
from qm.ui.state.parameter import SHARED, Parameter, Texts, Wrong, is_shared

_HELD = "qm.state"
_GOING = "state.going"
_SCRIPT = "state.script"


def session_state() -> SessionState:
    """What this session holds."""
    kept: SessionState = st.session_state.setdefault(_HELD, SessionState())
    return kept


def begin(page: str) -> None:
    """Once a run of the whole app, before anything is drawn: which page is shown, and what the address says."""
    mine = session_state()
    mine.settle(_browser_address(), page, is_history=_is_history())
    mine.memory[_SCRIPT] = _script()
    if _GOING not in mine.memory:
        _write()


def begin_part() -> None:
    """The same where a part of a page reruns alone; in a run of the whole page nothing is left to do."""
    context, mine = get_script_run_ctx(), session_state()
    if context is not None and context.fragment_ids_this_run and mine.page is not None:
        mine.settle(_browser_address(), mine.page, is_history=_is_history())
        _write()


def value_of(parameter: Parameter) -> Any:
    """Where a parameter stands; what the address gets wrong is noted for `problems` and stands at its default."""
    if not parameter.in_address:
        return session_state().memory.get(f"{parameter.scope}.{parameter.name}", parameter.usual)
    try:
        return parameter.read(session_state().texts(parameter.scope, parameter.name))
    except Wrong as wrong:
        if parameter.has_own_words:
            return parameter.usual
        session_state().problems.setdefault((parameter.scope, parameter.name), f"The address asks for {wrong}")
        return parameter.usual


def put(parameter: Parameter, value: Any) -> None:
    """Set one parameter; None is its default. Only in callbacks, or before its widget is drawn."""
    put_all({parameter: value})


def put_all(values: Mapping[Parameter, Any]) -> None:
    """Set several parameters in one step of the browser's history."""
    mine, is_here = session_state(), session_state().memory.get(_SCRIPT) == _script()
    if is_here:
        mine.hear_address(_browser_address(), is_history=_is_history())
    for parameter, value in values.items():
        if not parameter.in_address:
            mine.memory[f"{parameter.scope}.{parameter.name}"] = value
    written = {(p.scope, p.name): p.write(value) for p, value in values.items() if p.in_address}
    if mine.change(written) and is_here and _GOING not in mine.memory:
        _write()


def check(*parameters: Parameter) -> None:
    """Note what the address gets wrong about these, for `problems`, before their widgets are drawn."""
    for parameter in parameters:
        value_of(parameter)


def page() -> str | None:
    """The page shown."""
    return session_state().page


def problems() -> list[str]:
    """A sentence for everything that the address got wrong, until the viewer changes something."""
    mine = session_state()
    return [sentence for (scope, _), sentence in mine.problems.items() if scope in (SHARED, mine.page)]


def asked_for(parameter: Parameter) -> str | None:
    """What the address says of a parameter, as it stands there; None for nothing."""
    texts = session_state().texts(parameter.scope, parameter.name)
    return texts[-1] if texts else None


def is_usual(*parameters: Parameter) -> bool:
    """Whether all of these stand at their defaults."""
    return all(session_state().texts(p.scope, p.name) is None for p in parameters)


def link(page: str, values: Mapping[Parameter | str, Any] | None = None) -> dict[str, list[str]]:
    """The query of a link to a page: shared filters and what was last seen there, with these values instead.

    Where `values` has parameters of the page, they stand for all of them: a link says where it leads. Another page's
    parameter may be named by its word in the address, its value being the text there.
    """
    mine, values = session_state(), values or {}
    names = {p if isinstance(p, str) else p.name: p for p in values}
    address = mine.address(page)
    if not all(map(is_shared, names)):
        address = {name: texts for name, texts in address.items() if is_shared(name)}
    for name, parameter in names.items():
        value = values[parameter]
        texts = parameter.write(value) if isinstance(parameter, Parameter) else (value,) if value else None
        address.pop(name, None)
        address |= {name: texts} if texts else {}
    return {name: list(texts) for name, texts in address.items()}


def address_in_full() -> dict[str, list[str]]:
    """The address of the page shown, as things stand."""
    return {name: list(texts) for name, texts in session_state().address().items()}


def go(file: str, page: str) -> None:
    """Go to another page after a callback that also sets parameters; only in callbacks, before these are set.

    A callback can't change pages, so app.py goes there at the beginning of the run.
    """
    session_state().memory[_GOING] = (file, page)


def follow() -> None:
    """Go where the callback of this run said, if it said so."""
    going = session_state().memory.pop(_GOING, None)
    if going is not None:
        file, page = going
        st.switch_page(file, query_params=link(page))


def _browser_address() -> Address:
    heard = {name: tuple(text for text in st.query_params.get_all(name) if text) for name in st.query_params}
    return {name: texts for name, texts in heard.items() if texts}


def _write() -> None:
    """Bring the browser's address to what is held, in one step, so that Back undoes it in one."""
    heard, wanted = _browser_address(), session_state().address()
    changes: dict[str, Texts] = {name: wanted.get(name, ()) for name in {**heard, **wanted}}
    changes = {name: texts for name, texts in changes.items() if heard.get(name, ()) != texts}
    if changes:
        st.query_params.update({name: list(texts) for name, texts in changes.items()})  # an empty list takes it out


def _is_history() -> bool:
    """Whether this run was asked for by the browser's Back or Forward."""
    return bool(getattr(get_script_run_ctx(), "is_history_navigation", False))


def _script() -> str:
    context = get_script_run_ctx()
    return context.page_script_hash if context is not None else ""
