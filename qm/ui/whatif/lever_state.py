"""Where the levers stand: one parameter of the page for each, in the address as it is shown; none stands as today."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import streamlit as st

from qm.analysis.whatif.levers.lever_table import BY_KEY, LEVERS, WITHOUT_EFFECT, Lever, levers_of
from qm.analysis.whatif.levers.setting import Setting, todays_setting
from qm.analysis.whatif.queue.prepared_queue import PreparedQueue
from qm.models.queueing.scenario import ImpossibleError
from qm.ui import state
from qm.ui.markup import literal
from qm.ui.state.parameter import Texts, Wrong
from qm.ui.whatif.quality_state import quality_numbers, quality_values, read_quality


@dataclass(frozen=True)
class LeverNumber:
    """How a lever stands in the address: the number as shown, 12.5 for a share of 0.125."""

    lever: Lever

    def read(self, name: str, texts: Texts, usual: Any = None) -> float:
        text = texts[-1]
        try:
            number = float(text)
        except ValueError:
            raise Wrong(f"{name}={text}: '{text}' is no number. It stays as today.") from None
        try:
            return self.lever.check(number / self.lever.factor, percent=self.lever.is_share)
        except ImpossibleError as error:
            raise Wrong(f"{name}={text}: {error} It stays as today.") from error

    def write(self, value: float) -> Texts:
        return (f"{round(value * self.lever.factor, 6):.10g}",)


# What the address gets wrong is said by `read`: which levers there are depends on the queue.
PARAMETERS = {
    lever.key: state.Parameter(lever.key, LeverNumber(lever), scope="whatif", has_own_words=True) for lever in LEVERS
}
state.declare(*PARAMETERS.values())


def read(queue: PreparedQueue) -> Setting:
    """What the levers say; what the address gets wrong is said and left as today."""
    setting = todays_setting(queue)
    for lever in levers_of(queue.kind):
        text = state.asked_for(PARAMETERS[lever.key])
        if text is None:
            continue
        try:
            setting = setting.with_value(lever.name, LeverNumber(lever).read(lever.key, (text,)))
        except Wrong as wrong:
            st.warning(f"The address asks for {literal(wrong)}", icon=":material/link_off:")
    return replace(setting, quality=read_quality(queue))


def put(levers: Mapping[Lever, tuple[float, float]]) -> None:
    """Move levers in one step: each with its value and where it stands today; only in callbacks."""
    state.put_all({PARAMETERS[lever.key]: _unless_as_today(lever, *where) for lever, where in levers.items()})


def put_shown(numbers: Mapping[str, float]) -> None:
    """Move levers to these numbers as shown, by key, and all others back to today; only in callbacks."""
    levers = {PARAMETERS[key]: n / BY_KEY[key].factor for key, n in numbers.items() if key in BY_KEY}
    others = {parameter: None for parameter in PARAMETERS.values() if parameter not in levers}
    state.put_all(others | quality_values(numbers) | levers)  # the address is in this order


def all_as_today() -> dict[state.Parameter, Any]:
    """Every lever as today, for `state.put_all`."""
    return dict.fromkeys(PARAMETERS.values()) | quality_values({})


def shown_numbers() -> dict[str, float]:
    """The levers that are not as today: their numbers as shown, by key."""
    values = {key: state.value_of(parameter) for key, parameter in PARAMETERS.items()}
    shown = {key: round(value * BY_KEY[key].factor, 6) for key, value in values.items() if value is not None}
    return shown | quality_numbers()


def last_moved(queue: PreparedQueue) -> Lever:
    """The lever that moved last, of those that change what happens; the agents while none has moved. The address holds
    levers in the order in which they moved."""
    moved = [BY_KEY[name] for name in state.address_in_full() if name in BY_KEY]
    shown = [one for one in moved if queue.kind in one.kinds and one.name not in WITHOUT_EFFECT]
    return shown[-1] if shown else BY_KEY["staff"]


def is_moved(levers: tuple[Lever, ...]) -> bool:
    """Whether the viewer set any of these, or typed what it can't be."""
    return any(
        state.asked_for(PARAMETERS[lever.key]) is not None or state.refused(f"lever.{lever.key}.typed")
        for lever in levers
    )


def _unless_as_today(lever: Lever, value: float, standing: float) -> float | None:
    shown, usual = round(value * lever.factor, 6), round(standing * lever.factor, lever.decimals)
    return None if abs(shown - usual) < 1e-9 else value
