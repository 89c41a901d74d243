"""What a session remembers that is no parameter: what was said once, marks that were picked, and small things kept."""

from collections.abc import Callable
from typing import Any, Literal
from uuid import uuid4

import streamlit as st

from qm.ui.markup import literal
from qm.ui.state.session import session_state

Saying = Literal["success", "error", "info", "warning"]


def say(place: str, kind: Saying, text: str) -> None:
    """Say a sentence at a place of the page when it is drawn next, once."""
    session_state().memory[f"said.{place}"] = (kind, text)


def show_said(place: str, **icons: str) -> None:
    """Draw what is to be said here, if anything; icons by kind: success=":material/undo:"."""
    kind, text = session_state().memory.pop(f"said.{place}", (None, ""))
    if kind is not None:
        getattr(st, kind)(literal(text), icon=icons.get(kind))


def picking(name: str, act: Callable[[Any], Any]) -> dict[str, Any]:
    """Key and callback of a chart or table in which something is picked: `act(selection)`.

    A mark stays selected for its widget, and a second click would undo it: so after every pick that `act` takes (by
    anything but False) the widget begins anew.
    """
    version = session_state().versions.get(name, 0)
    key = f"{name}.{version}"

    def picked() -> None:
        is_late = session_state().versions.get(name, 0) != version or key not in st.session_state
        if not is_late and act(st.session_state[key].selection) is not False:
            renew(name)

    return {"key": key, "on_select": picked}


def key(name: str) -> str:
    """The key of a widget that begins anew after `renew`."""
    return f"{name}.{session_state().versions.get(name, 0)}"


def renew(name: str) -> None:
    """Let a widget of that name begin anew."""
    session_state().versions[name] = session_state().versions.get(name, 0) + 1


def keep(name: str, value: Any) -> None:
    """Remember something for this session; None forgets it."""
    session_state().memory[f"kept.{name}"] = value


def kept(name: str, unless: Any = None) -> Any:
    """What was kept under this name."""
    value = session_state().memory.get(f"kept.{name}")
    return unless if value is None else value


def taken(name: str) -> Any:
    """What was kept under this name, which is forgotten with that."""
    return session_state().memory.pop(f"kept.{name}", None)


def token(name: str) -> str:
    """A random token for one entry of a form; another one after `new_token`."""
    found: str = session_state().memory.setdefault(f"token.{name}", uuid4().hex)
    return found


def new_token(name: str) -> None:
    """The entry was made: the next one is another."""
    session_state().memory.pop(f"token.{name}", None)


def among(name: str, offered: list[Any], most: int) -> None:
    """Let a list of several choices (a widget of this key) stand at what is still offered; at first, the first few."""
    chosen = st.session_state.get(name, offered[:most])
    st.session_state[name] = [one for one in chosen if one in offered]


def typed(name: str, unless: Any = None) -> Any:
    """What stands in a widget of this key now; for forms, whose fields are read when they are sent."""
    return st.session_state.get(name, unless)
