"""Where the levers stand: held by the session, and written into the address, so that a link or Back shows the same.

A browser says with every rerun which address it has, and may say so before it has heard of the one that the last move
made: such an address must not undo the move. So the levers live in the session; what viewers do with them is done
there, in callbacks, and the address follows. It is read only where it can have changed from outside: when the
session begins, and when it says something else although nothing was moved (Back, or a link).

In the same way a widget that was renewed must not bring back what it showed before: its key counts the times at which
its lever was moved by something else.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import streamlit as st

from qm.analysis.whatif.lever_table import BY_KEY, Lever, levers_of
from qm.analysis.whatif.prepared_queue import PreparedQueue
from qm.analysis.whatif.setting import Setting, todays_setting
from qm.models.queueing.scenario import ImpossibleError

PRESENT = "whatif.reset"
"""A widget that every kind of this page has: without it in the session, the viewer has just come to the page."""

SOON = 0.5
"""Seconds within which a browser may still say an address that was ours until just now."""

_HELD = "whatif.held"


@dataclass
class Held:
    """`texts` by lever, as in the address; `before` what they were since the browser last agreed, `at` when that was
    last added to. `moved`: in this run. `rounds` by widget, `problems` by lever the sentence for what can't be."""

    texts: dict[str, str] = field(default_factory=dict)
    before: list[dict[str, str]] = field(default_factory=list)
    at: float = 0.0
    moved: bool = False
    rounds: dict[str, int] = field(default_factory=dict)
    problems: dict[str, str] = field(default_factory=dict)


def held() -> Held:
    """The session's levers."""
    kept: Held = st.session_state.setdefault(_HELD, Held(_said(), rounds={}))
    return kept


def agree() -> None:
    """Once a run, before anything is drawn: session and address say the same from here on."""
    mine, said = held(), _said()
    has_just_come = PRESENT not in st.session_state
    if said == mine.texts:
        if not mine.moved:  # what was written in this run the browser has yet to hear of
            mine.before.clear()
    elif mine.moved or (has_just_come and not said) or (said in mine.before and time.monotonic() - mine.at < SOON):
        _write()
    else:
        _renew(mine, said)
        mine.before.clear()
    mine.moved = False


def read(queue: PreparedQueue) -> Setting:
    """What the levers say; what the address gets wrong is said and left as today."""
    setting = todays_setting(queue)
    for lever in levers_of(queue.kind):
        text = held().texts.get(lever.key)
        if text is None:
            continue
        try:
            value = lever.check(float(text) / lever.factor, percent=lever.is_share)
        except (ImpossibleError, ValueError) as error:
            said = str(error) if isinstance(error, ImpossibleError) else f"'{text}' is no number."
            st.warning(
                f"The address asks for {lever.key}={text}: {said} It stays as today.", icon=":material/link_off:"
            )
            continue
        setting = setting.with_value(lever.name, value)
    return setting


def put(lever: Lever, value: float, standing: float, *, by: str = "") -> None:
    """Move a lever, or back to where it stands today; only in callbacks. `by` is the widget that was moved."""
    put_some({lever: (value, standing)}, by=by)


def put_some(levers: dict[Lever, tuple[float, float]], *, by: str = "") -> None:
    """The same for several levers at once: each with its value and where it stands today."""
    changes: dict[str, float | None] = {}
    for lever, (value, standing) in levers.items():
        shown, usual = round(value * lever.factor, 6), round(standing * lever.factor, lever.decimals)
        changes[lever.key] = None if abs(shown - usual) < 1e-9 else shown
    _change(changes, by)


def put_all(numbers: dict[str, float]) -> None:
    """Move the levers to these shown numbers and all others back to today; only in callbacks."""
    _change({key: numbers.get(key) for key in BY_KEY}, "")


def in_address() -> dict[str, float]:
    """The shown numbers of the levers that are not as today, by key; those that are no numbers left out."""
    found = {}
    for key, text in held().texts.items():
        try:
            found[key] = float(text)
        except ValueError:
            continue
    return found


def widget(name: str, act: Callable[[Any], None]) -> dict[str, Any]:
    """Key and callback of a widget of a lever: `act(value)` when the viewer moves it as it is now."""
    count = held().rounds.get(name, 0)
    key = f"lever.{name}.{count}"
    return {"key": key, "on_change": _moved, "args": (name, count, key, act)}


def _moved(name: str, count: int, key: str, act: Callable[[Any], None]) -> None:
    if held().rounds.get(name, 0) == count and key in st.session_state:
        held().moved = True
        act(st.session_state[key])


def renewed(mine: Held, key: str, by: str) -> None:
    """All widgets of a lever but the one it was moved by begin anew."""
    for name in (key, f"{key}.typed", f"{key}.score"):
        if name != by:
            mine.rounds[name] = mine.rounds.get(name, 0) + 1


def _change(changes: dict[str, float | None], by: str) -> None:
    mine = held()
    texts = {key: text for key, text in mine.texts.items() if key not in changes}
    texts |= {key: f"{n:.10g}" for key, n in changes.items() if n is not None}
    mine.before.append(mine.texts)
    mine.at, mine.moved = time.monotonic(), True
    _renew(mine, {key: texts[key] for key in BY_KEY if key in texts}, by, set(changes))
    _write()


def _renew(mine: Held, texts: dict[str, str], by: str = "", touched: set[str] = frozenset()) -> None:  # type: ignore[assignment]
    for key in BY_KEY:
        is_wrong = mine.problems.pop(key, None) if key in touched or not touched else None
        if is_wrong or mine.texts.get(key) != texts.get(key):
            renewed(mine, key, by)
    mine.texts = texts


def _write() -> None:
    """Change the address in one step, so that Back undoes it in one; what no lever has is left alone."""
    texts = held().texts
    wanted: dict[str, Any] = {key: [texts[key]] if key in texts else [] for key in BY_KEY}
    changes = {key: value for key, value in wanted.items() if _texts(key) != value}
    if changes:
        st.query_params.update(changes)  # an empty list takes a key out


def _said() -> dict[str, str]:
    return {key: _texts(key)[-1] for key in BY_KEY if _texts(key)}


def _texts(key: str) -> list[str]:
    return list(st.query_params.get_all(key))
