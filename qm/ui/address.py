"""What the address asks for that does not exist: said in a sentence, never silently dropped."""

from collections.abc import Mapping

import streamlit as st

_PROBLEMS = "address.problems"


def check_choice(key: str, labels: Mapping[str, str]) -> None:
    """Remember a sentence when the address names a choice that is none of `labels`, whose first is the default.

    Streamlit drops such a value as soon as the widget `key` is drawn, so this comes before.
    """
    asked = st.query_params.get(key)
    if asked is None or asked in labels.values():
        return
    default = next(iter(labels.values()))
    default = default if any(letter.isupper() for letter in default[1:]) else default.lower()
    sentence = f"The address asks for {key} '{asked}', which does not exist; showing {default} instead."
    st.session_state.setdefault(_PROBLEMS, {})[key] = sentence


def problems() -> list[str]:
    """The sentences remembered."""
    return list(st.session_state.get(_PROBLEMS, {}).values())


def forget_problems() -> None:
    """Once a viewer has changed something, the address is what the app made of it."""
    st.session_state.pop(_PROBLEMS, None)
