"""Where the levers stand: kept in the address, and nowhere else, so that a link or Back shows the same screen."""

from dataclasses import dataclass, replace
from typing import Any

import streamlit as st

from qm.models.levers import ImpossibleError, Levers, check
from qm.ui.whatif.centre import TARGET, Centre

PROBLEMS = "whatif.problems"
_LEFT = "whatif.left"


@dataclass(frozen=True)
class Control:
    """One lever as it is moved: its word in the address, the name of its number, and how that is shown.

    Shown values are the number times `factor` (100 for shares).
    """

    key: str
    name: str
    label: str
    step: float
    factor: float = 1.0
    unit: str = ""
    help: str = ""

    @property
    def decimals(self) -> int:
        return 1 if self.step < 1 else 0

    def shown(self, value: float) -> str:
        """For reading: 6.1, 13.2 %."""
        return f"{value * self.factor:,.{self.decimals}f}{self.unit}"


CONTROLS = (
    Control("staff", "agents", "Agents present", 0.1, help="Mean over all intervals; every interval changes alike."),
    Control("volume", "fresh", "Fresh contacts a day", 1, help="Contacts that nobody's wait or handling caused."),
    Control("aht", "handle_seconds", "Handle time", 1, unit=" s", help="Of those who did not wait."),
    Control("repeats", "repeat_rate", "Repeat rate", 0.1, 100, " %",
            "Of those answered, the share that comes back in this queue, at today's waits."),
    Control("waits", "wait_sensitivity", "Wait sensitivity", 0.1, unit=" ×",
            help="How strongly waiting makes customers come back and handling longer: 1 as fitted, 0 not at all."),
    Control("patience", "patience_seconds", "Patience", 1, unit=" s", help="Mean time until customers hang up."),
    Control("redials", "redial_share", "Redial share", 1, 100, " %", "Of those who hang up, how many try again."),
    Control("target", "target", "Target service level", 1, 100, " %"),
    Control("cost", "cost", "Cost of an agent's hour", 1,
            help="With all that belongs to it; 25 until the definition cost.agent_hour is set."),
)  # fmt: skip
BY_KEY = {c.key: c for c in CONTROLS}


@dataclass(frozen=True)
class Setting:
    """Where everything stands: the levers, the target as a share, and what an hour costs."""

    levers: Levers
    target: float
    cost: float

    def value(self, name: str) -> float:
        return float(getattr(self if name in ("target", "cost") else self.levers, name))


def today(centre: Centre) -> Setting:
    return Setting(centre.today, TARGET, centre.cost)


def read(centre: Centre) -> Setting:
    """What the address says; what it gets wrong is said and left as today."""
    _come_back()
    setting = today(centre)
    for control in CONTROLS:
        text = st.query_params.get(control.key)
        if text is None:
            continue
        try:
            value = check(control.name, float(text) / control.factor, control.factor == 100)
        except (ImpossibleError, ValueError) as error:
            said = str(error) if isinstance(error, ImpossibleError) else f"'{text}' is no number."
            st.warning(
                f"The address asks for {control.key}={text}: {said} It stays as today.", icon=":material/link_off:"
            )
            continue
        setting = with_value(setting, control.name, value)
    return setting


def _come_back() -> None:
    """Coming back from another page, the levers stand where they were left; a link or a reload wins over that."""
    has_just_come = f"lever.{CONTROLS[0].key}" not in st.session_state
    left = st.session_state.get(_LEFT, {})
    if has_just_come and left and not in_address():
        _write(dict(left))
    st.session_state[_LEFT] = in_address()


def with_value(setting: Setting, name: str, value: float) -> Setting:
    """The same with one number elsewhere."""
    if name == "target":
        return replace(setting, target=value)
    if name == "cost":
        return replace(setting, cost=value)
    return replace(setting, levers=replace(setting.levers, **{name: value}))


def put(control: Control, value: float, standing: float) -> None:
    """Write a lever into the address, or out of it when it stands as today; only in callbacks."""
    put_some({control: (value, standing)})


def put_some(levers: dict[Control, tuple[float, float]]) -> None:
    """The same for several levers at once: each with its value and where it stands today."""
    changes: dict[str, float | None] = {}
    for control, (value, standing) in levers.items():
        shown, usual = round(value * control.factor, 6), round(standing * control.factor, control.decimals)
        changes[control.key] = None if abs(shown - usual) < 1e-9 else shown
    _write(changes)


def put_all(numbers: dict[str, float]) -> None:
    """Write these shown numbers into the address and take all other levers out; only in callbacks."""
    _write({key: numbers.get(key) for key in BY_KEY})


def _write(changes: dict[str, float | None]) -> None:
    """Change the address in one step, so that Back undoes it in one."""
    for key in changes:
        problems().pop(key, None)
    kept: dict[str, str | list[str]] = {
        key: st.query_params.get_all(key) for key in st.query_params if key not in changes
    }
    st.query_params.from_dict(kept | {key: f"{n:.6g}" for key, n in changes.items() if n is not None})


def in_address() -> dict[str, float]:
    """The shown numbers that the address holds, by key; those that are no numbers left out."""
    found = {}
    for key in BY_KEY:
        try:
            found[key] = float(st.query_params[key])
        except (KeyError, ValueError):
            continue
    return found


def problems() -> dict[str, Any]:
    """By key, the sentence for what was typed and can't be."""
    kept: dict[str, Any] = st.session_state.setdefault(PROBLEMS, {})
    return kept
