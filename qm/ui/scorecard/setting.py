"""Where the sliders stand: three parameters in the address, and the moves that can be undone."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

import numpy as np
import streamlit as st

from qm.analysis.scorecard import ScorecardAnswer
from qm.models.scorecard.weight_comparison import points_of_100
from qm.models.scorecard.weight_moves import in_tenths
from qm.models.statistics.clusters import Numbers
from qm.ui import state
from qm.ui.markup import literal

WEIGHTS = state.Parameter("weight", state.Several(), default=[], scope="scorecard")
LOCKED = state.Parameter("lock", state.Several(), default=[], scope="scorecard")
FLOORS = state.Parameter("floor", state.Several(), default=[], scope="scorecard")
state.declare(WEIGHTS, LOCKED, FLOORS)
NOTHING_SET: dict[state.Parameter, None] = {WEIGHTS: None, LOCKED: None, FLOORS: None}

SAME = 0.005
UNDOABLE = 50


@dataclass(frozen=True)
class Setting:
    """Points of 100 by question, which are locked, and the least each may have."""

    points: Numbers
    locked: frozenset[int] = frozenset()
    floors: Numbers = field(default_factory=lambda: np.zeros(0))

    def is_at(self, points: Numbers) -> bool:
        return bool(np.abs(self.points - points).max(initial=0.0) < SAME)


def setting_of(answer: ScorecardAnswer) -> Setting:
    """Where this scorecard's sliders stand; what the address gets wrong is left as today."""
    return _read(answer)[0]


def warn(answer: ScorecardAnswer) -> None:
    """Say what the address gets wrong about weights, locks and floors."""
    for text in _read(answer)[1]:
        st.warning(
            f"The address asks for {literal(text)}, which does not fit this scorecard. It stays as today.",
            icon=":material/link_off:",
        )


def put(answer: ScorecardAnswer, points: Numbers, *, suggested: bool = False) -> None:
    """Move the weights, so that it can be undone; `suggested` where a suggestion moves them."""
    setting = setting_of(answer)
    if setting.is_at(points):
        return
    state.keep(_key("undo", answer), [*moves_to_undo(answer)[-UNDOABLE:], setting.points])
    _write(answer, replace(setting, points=points), suggested)


def undo(answer: ScorecardAnswer) -> None:
    """Back to where the weights stood before the last move."""
    moves = moves_to_undo(answer)
    if moves:
        state.keep(_key("undo", answer), moves[:-1])
        _write(answer, replace(setting_of(answer), points=moves[-1]))


def reset(answer: ScorecardAnswer) -> None:
    """Weights, locks and floors as at the start."""
    state.keep(_key("undo", answer), [*moves_to_undo(answer)[-UNDOABLE:], setting_of(answer).points])
    state.put_all(NOTHING_SET)


def lock(answer: ScorecardAnswer, place: int, is_locked: bool) -> None:
    """Lock a weight where it stands, or unlock it."""
    setting = setting_of(answer)
    others = setting.locked - {place}
    _write(answer, replace(setting, locked=others | {place} if is_locked else others), is_suggested(answer))


def set_floors(answer: ScorecardAnswer, floors: Mapping[int, float]) -> None:
    """The least points of some questions; those below theirs are raised to it."""
    setting = setting_of(answer)
    least = setting.floors.copy()
    for place, points in floors.items():
        least[place] = min(max(points, 0.0), 100.0)
    _write(answer, replace(setting, floors=least), is_suggested(answer))


def moves_to_undo(answer: ScorecardAnswer) -> list[Numbers]:
    """Where the weights stood before each move, the last move last."""
    moves: list[Numbers] = state.kept(_key("undo", answer), [])
    return [points for points in moves if len(points) == len(answer.names)]


def is_suggested(answer: ScorecardAnswer) -> bool:
    """Whether the weights stand where a suggestion put them."""
    points = state.kept(_key("suggested", answer))
    return points is not None and len(points) == len(answer.names) and setting_of(answer).is_at(points)


def is_set(answer: ScorecardAnswer) -> bool:
    """Whether anything differs from how the page starts."""
    return not state.is_usual(WEIGHTS, LOCKED, FLOORS)


def _key(what: str, answer: ScorecardAnswer) -> str:
    return f"scorecard.{what}.{answer.scorecard}"


def _write(answer: ScorecardAnswer, setting: Setting, suggested: bool = False) -> None:
    state.keep(_key("suggested", answer), setting.points if suggested else None)
    names, points, floors = answer.names, setting.points, setting.floors
    weights = [] if setting.is_at(answer.points) else zip(names, points, strict=True)
    state.put_all(
        {
            WEIGHTS: [f"{name}:{number:.6g}" for name, number in weights],
            LOCKED: [names[place] for place in sorted(setting.locked)],
            FLOORS: [f"{names[place]}:{floors[place]:g}" for place in np.flatnonzero(floors > 0)],
        }
    )


def _read(answer: ScorecardAnswer) -> tuple[Setting, list[str]]:
    """The setting, and the texts of the address that mean nothing here."""
    names, asked = answer.names, state.value_of(LOCKED)
    points, wrong = _numbers(names, state.value_of(WEIGHTS), answer.points)
    floors, wrong_floors = _numbers(names, state.value_of(FLOORS), np.zeros(len(names)))
    if abs(points.sum() - 100) > SAME:
        points = in_tenths(points_of_100(points))
    locked = frozenset(names.index(name) for name in asked if name in names)
    unknown = [f"lock={name}" for name in asked if name not in names]
    return Setting(points, locked, floors), [*wrong, *wrong_floors, *unknown]


def _numbers(names: list[str], texts: list[str], usual: Numbers) -> tuple[Numbers, list[str]]:
    """Numbers by question from texts such as Q01:12.5; all as usual where one of them means nothing."""
    found, wrong = usual.copy(), []
    for text in texts:
        name, _, number = text.rpartition(":")
        try:
            value = float(number)
            found[names.index(name)] = value
            if not 0 <= value <= 100:
                raise ValueError
        except ValueError:
            wrong.append(text)
    return (usual.copy(), wrong) if wrong else (found, wrong)
