"""Widgets of parameters, and of anything else that must not be overrun by what a browser says late."""

from collections.abc import Callable, Hashable, Mapping
from typing import Any

import streamlit as st

from qm.ui.state.parameter import Choice, Number, Parameter, Several
from qm.ui.state.session import put_all, session_state, value_of

Further = Callable[[Any], Mapping[Parameter, Any]]
"""What else is set in the same step, given the value that a widget was moved to."""


def widget(name: str, shown: Any, act: Callable[[Any], None], shape: Hashable = None) -> dict[str, Any]:
    """Key and callback of a widget that is drawn to show `shown`: `act(value)` when the viewer moves it.

    `shape` is what it is drawn with (its choices, its bounds): where that changes, the widget begins anew.
    """
    version = session_state().version(name, shown, shape)
    return {"key": _key(name, version), "on_change": _moved, "args": (name, version, act)}


def refuse(name: str, sentence: str) -> None:
    """Keep what was typed into widget `name` on the screen, beside the sentence that says why it can't be."""
    session_state().refused[name] = sentence


def refused(name: str) -> str | None:
    """The sentence about what was typed there last; None when it was taken."""
    return session_state().refused.get(name)


def _key(name: str, version: int) -> str:
    return name if version == 0 else f"{name}.{version}"


def _moved(name: str, version: int, act: Callable[[Any], None]) -> None:
    key = _key(name, version)
    if key in st.session_state and session_state().hear_value(name, version, st.session_state[key]):
        act(st.session_state[key])


def _of(parameter: Parameter, shown: Any, further: Further | None, shape: Hashable, into: Any = None) -> dict[str, Any]:
    def act(value: Any) -> None:
        put_all({parameter: into(value) if into else value, **(further(value) if further else {})})

    return widget(parameter.name, shown, act, shape)


def selectbox(parameter: Parameter, label: str, *, further: Further | None = None, **options: Any) -> Any:
    """One of a parameter's choices from a list."""
    labels, value = _labels(parameter), value_of(parameter)
    index = list(labels).index(value) if value in labels else None
    options = {"format_func": lambda one: labels[one]} | options
    st.selectbox(label, list(labels), index, **_of(parameter, value, further, tuple(labels)), **options)
    return value


def pick_one(parameter: Parameter, label: str, offered: list[str], **options: Any) -> str:
    """A text, one of what is offered: the first unless another was picked."""
    value = value_of(parameter)
    shown = value if value in offered else offered[0]
    given = _of(parameter, shown, None, tuple(offered), lambda one: None if one == offered[0] else one)
    draw: Any = options.pop("draw", st.selectbox)
    place = {"index": offered.index(shown)} if draw is st.selectbox else {"default": shown, "required": True}
    draw(label, offered, **place, **given, **options)
    return str(shown)


def pick_or_type(parameter: Parameter, label: str, offered: list[str], **options: Any) -> str | None:
    """A text, from what is offered or typed; None for none."""
    value: str | None = value_of(parameter)
    offered = [*offered, *([value] if value is not None and value not in offered else [])]
    index = None if value is None else offered.index(value)
    given = _of(parameter, value, None, tuple(offered))
    st.selectbox(label, offered, index, accept_new_options=True, **given, **options)
    return value


def segmented_control(parameter: Parameter, label: str, *, further: Further | None = None, **options: Any) -> Any:
    """One of a parameter's choices from a row of buttons."""
    labels, value = _labels(parameter), value_of(parameter)
    options = {"format_func": lambda one: labels[one], "required": True} | options
    draw: Any = st.segmented_control
    draw(label, list(labels), default=value, **_of(parameter, value, further, tuple(labels)), **options)
    return value


def multiselect(parameter: Parameter, label: str, offered: list[str], **options: Any) -> list[str]:
    """Any of what is offered, and of what is there already."""
    value = list(value_of(parameter) or [])
    offered = [*offered, *(one for one in value if one not in offered)]
    st.multiselect(label, offered, value, **_of(parameter, value, None, tuple(offered)), **options)
    return value


def number_input(parameter: Parameter, label: str, *, further: Further | None = None, **options: Any) -> Any:
    """A number, typed."""
    kind, value = parameter.kind, value_of(parameter)
    assert isinstance(kind, Number)
    form = (lambda number: int(number)) if kind.whole else float
    low, high = (None if abs(end) == float("inf") else form(end) for end in (kind.low, kind.high))
    shown = None if value is None else form(round(value * kind.factor, kind.decimals))

    def into(number: float | None) -> float | None:
        return None if number is None else number if kind.whole else number / kind.factor

    settings = {"min_value": low, "max_value": high, "step": form(kind.step)} | options
    st.number_input(label, value=shown, **_of(parameter, shown, further, (low, high), into), **settings)
    return value


def slider(parameter: Parameter, label: str, **options: Any) -> float:
    """A number, slid between its bounds."""
    kind, value = parameter.kind, value_of(parameter)
    assert isinstance(kind, Number)
    shown, ends = round(value * kind.factor, kind.decimals), (float(kind.low), float(kind.high))
    given = _of(parameter, shown, None, ends, lambda number: number / kind.factor)
    draw: Any = st.slider
    draw(label, *ends, float(shown), float(kind.step), **given, **options)
    return float(value)


def tabs(parameter: Parameter) -> list[tuple[Any, Any]]:
    """Tabs of a parameter's choices: each choice with its tab, of which one is `open`."""
    labels, value = _labels(parameter), value_of(parameter)
    back = {label: one for one, label in labels.items()}
    given = _of(parameter, labels[value], None, tuple(labels), back.__getitem__)
    drawn = st.tabs(list(labels.values()), default=labels[value], **given)
    return list(zip(labels, drawn, strict=True))


def toggle(parameter: Parameter, label: str, **options: Any) -> bool:
    """On or off."""
    value = bool(value_of(parameter))
    st.toggle(label, value, **_of(parameter, value, None, None), **options)
    return value


def date_input(parameter: Parameter, label: str, *, further: Further | None = None, **options: Any) -> Any:
    """A first and a last day."""
    value = tuple(value_of(parameter) or ())
    st.date_input(label, list(value), **_of(parameter, value, further, None, tuple), **options)
    return value


def text_input(parameter: Parameter, label: str, **options: Any) -> str | None:
    """A text."""
    value: str | None = value_of(parameter)
    st.text_input(
        label, value or "", **_of(parameter, value or "", None, None, lambda text: str(text).strip() or None), **options
    )
    return value


def _labels(parameter: Parameter) -> dict[Any, str]:
    assert isinstance(parameter.kind, Choice | Several)
    return dict(parameter.kind.labels)
