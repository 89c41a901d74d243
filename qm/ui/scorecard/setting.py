"""Where the sliders stand: kept for the session, written into the address, read from it by a link, a reload or Back."""

import time
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

import numpy as np
import streamlit as st

from qm.analysis.scorecard import ScorecardAnswer
from qm.models.scorecard.weight_comparison import points_of_100
from qm.models.scorecard.weight_moves import in_tenths
from qm.models.statistics.clusters import Numbers
from qm.ui.markup import literal

KEYS = ("weight", "lock", "floor")
SAME = 0.005
UNDOABLE = 50
_STATE = "scorecard.setting"


@dataclass(frozen=True)
class Setting:
    """Points of 100 by question, which are locked, and the least each may have."""

    points: Numbers
    locked: frozenset[int] = frozenset()
    floors: Numbers = field(default_factory=lambda: np.zeros(0))

    def is_at(self, points: Numbers) -> bool:
        return bool(np.abs(self.points - points).max(initial=0.0) < SAME)


@dataclass
class Standing:
    """What a session remembers of one scorecard's sliders: where they stand, where they stood before, what the
    sliders showed before the last move, and whether a suggestion put them there."""

    names: list[str]
    setting: Setting
    before: list[Numbers] = field(default_factory=list)
    shown_before: Numbers | None = None
    moved_at: float = 0.0
    suggested: bool = False


def today(answer: ScorecardAnswer) -> Setting:
    """As things stand, nothing locked, no floors."""
    return Setting(answer.points, frozenset(), np.zeros(len(answer.names)))


def read(answer: ScorecardAnswer) -> None:
    """Take what the address says; only in a run of the whole page.

    Coming back from another page, the sliders stand where they were left; a link wins over that.
    """
    standing = _remembered(answer)
    has_just_come = slider_key(answer, 0) not in st.session_state
    if standing is not None and not _asked() and has_just_come:
        _write(answer, standing.setting)
    elif standing is None or _asked() != _as_address(answer, standing.setting):
        setting = _parsed(answer)
        standing = replace(standing, setting=setting) if standing else Standing(answer.names, setting)
        standing.suggested = False
        st.session_state[_key(answer)] = standing


def standing_of(answer: ScorecardAnswer) -> Standing:
    """What the session remembers of this scorecard; as today when nothing is."""
    found = _remembered(answer)
    if found is None:
        found = Standing(answer.names, today(answer))
        st.session_state[_key(answer)] = found
    return found


def put(answer: ScorecardAnswer, points: Numbers, *, suggested: bool = False) -> None:
    """Move the weights, so that it can be undone, and write them into the address."""
    standing = standing_of(answer)
    if standing.setting.is_at(points):
        return
    standing.before = [*standing.before[-UNDOABLE:], standing.setting.points]
    _move(answer, standing, points, suggested)


def undo(answer: ScorecardAnswer) -> None:
    """Back to where the weights stood before the last move."""
    standing = standing_of(answer)
    if standing.before:
        _move(answer, standing, standing.before.pop(), False)


def _move(answer: ScorecardAnswer, standing: Standing, points: Numbers, suggested: bool) -> None:
    standing.shown_before, standing.moved_at = standing.setting.points, time.monotonic()
    standing.setting = replace(standing.setting, points=points)
    standing.suggested = suggested
    _write(answer, standing.setting)


def lock(answer: ScorecardAnswer, place: int, is_locked: bool) -> None:
    standing = standing_of(answer)
    others = standing.setting.locked - {place}
    standing.setting = replace(standing.setting, locked=others | {place} if is_locked else others)
    _write(answer, standing.setting)


def set_floors(answer: ScorecardAnswer, floors: Mapping[int, float]) -> None:
    """The least points of some questions; those below theirs are raised to it."""
    standing = standing_of(answer)
    least = standing.setting.floors.copy()
    for place, points in floors.items():
        least[place] = min(max(points, 0.0), 100.0)
    standing.setting = replace(standing.setting, floors=least)
    _write(answer, standing.setting)


def reset(answer: ScorecardAnswer) -> None:
    """Weights, locks and floors as at the start."""
    standing = standing_of(answer)
    standing.before = [*standing.before[-UNDOABLE:], standing.setting.points]
    standing.setting = replace(today(answer))
    _move(answer, standing, answer.points, False)


def is_late(answer: ScorecardAnswer, place: int, value: float) -> bool:
    """Whether a slider's value is what it showed before the last move: a browser sends what it last knew of the
    other sliders, and that is nobody's wish."""
    standing = standing_of(answer)
    if standing.shown_before is None or time.monotonic() - standing.moved_at > 1.5:
        return False
    return abs(standing.shown_before[place] - value) < 0.051 and abs(standing.setting.points[place] - value) > 0.051


def in_address(answer: ScorecardAnswer) -> bool:
    """Whether anything differs from how the page starts."""
    return bool(_as_address(answer, standing_of(answer).setting))


def _key(answer: ScorecardAnswer) -> str:
    return f"{_STATE}.{answer.scorecard}"


def slider_key(answer: ScorecardAnswer, place: int) -> str:
    """The key of a question's slider. Streamlit forgets it while another page is shown."""
    return f"points.{answer.scorecard}.{answer.names[place]}"


def _remembered(answer: ScorecardAnswer) -> Standing | None:
    found = st.session_state.get(_key(answer))
    return found if isinstance(found, Standing) and found.names == answer.names else None


def _asked() -> dict[str, list[str]]:
    return {key: st.query_params.get_all(key) for key in KEYS if key in st.query_params}


def _as_address(answer: ScorecardAnswer, setting: Setting) -> dict[str, list[str]]:
    names = answer.names
    parts: dict[str, list[str]] = {}
    if not setting.is_at(answer.points):
        parts["weight"] = [f"{name}:{points:.6g}" for name, points in zip(names, setting.points, strict=True)]
    if setting.locked:
        parts["lock"] = [names[j] for j in sorted(setting.locked)]
    floors = [f"{names[j]}:{setting.floors[j]:g}" for j in np.flatnonzero(setting.floors > 0)]
    if floors:
        parts["floor"] = floors
    return parts


def _write(answer: ScorecardAnswer, setting: Setting) -> None:
    """Change the address in as few steps as can be, so that Back undoes it in as few: others' parameters are bound to
    widgets, and a part of a page that reruns alone may not touch them."""
    wanted, there = _as_address(answer, setting), _asked()
    for key in there.keys() - wanted.keys():
        del st.query_params[key]
    changed = {key: value for key, value in wanted.items() if there.get(key) != value}
    if changed:
        st.query_params.update(changed)


def _parsed(answer: ScorecardAnswer) -> Setting:
    """The setting of the address; what it gets wrong is said and left as today."""
    usual, asked = today(answer), _asked()
    points, wrong = _numbers(answer, asked.get("weight", []), usual.points)
    floors, more = _numbers(answer, asked.get("floor", []), usual.floors)
    unknown = [name for name in asked.get("lock", []) if name not in answer.names]
    for text in [*wrong, *more, *(f"lock={name}" for name in unknown)]:
        st.warning(
            f"The address asks for {literal(text)}, which this scorecard does not have or which is no number "
            "from 0 to 100; it is left as today.",
            icon=":material/link_off:",
        )
    if abs(points.sum() - 100) > SAME:
        points = in_tenths(points_of_100(points))
    locked = frozenset(answer.names.index(name) for name in asked.get("lock", []) if name in answer.names)
    return Setting(points, locked, floors)


def _numbers(answer: ScorecardAnswer, texts: list[str], usual: Numbers) -> tuple[Numbers, list[str]]:
    found, wrong = usual.copy(), []
    for text in texts:
        name, _, number = text.rpartition(":")
        try:
            value = float(number)
            found[answer.names.index(name)] = value
            if not 0 <= value <= 100:
                raise ValueError
        except ValueError:
            wrong.append(text)
    return (usual.copy(), wrong) if wrong else (found, wrong)
