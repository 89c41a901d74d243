"""What moves all weights at once: suggest, equal, today, undo, reset; the pass mark and the limits."""

from functools import partial

import streamlit as st

from qm.analysis.scorecard import ScorecardAnswer
from qm.models.scorecard.weight_moves import equal
from qm.ui import state
from qm.ui.scorecard.setting import is_set, moves_to_undo, put, reset, set_floors, setting_of, undo
from qm.ui.scorecard.suggestion import CAP, want

PASS = state.Parameter("pass", state.Number(0, 150, whole=True), 80, scope="scorecard")
state.declare(PASS)


def pass_mark() -> float:
    """The pass mark as a share of the score."""
    return float(state.value_of(PASS)) / 100


def controls(answer: ScorecardAnswer) -> None:
    """The buttons above the rows."""
    is_today = setting_of(answer).is_at(answer.points)
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small", key="scorecard.buttons"):
        st.button(
            "Suggest",
            icon=":material/auto_awesome:",
            key="scorecard.suggest",
            type="primary",
            on_click=want,
            args=(answer,),
            help="Weights that follow customers' ratings best, within your locks and limits. They are tested on agents "
            "whose data were not used to set them.",
        )
        st.button(
            "Equal", key="scorecard.equal", on_click=_equal, args=(answer,), help="The same weight for every question"
        )
        st.button(
            "Today",
            key="scorecard.today",
            on_click=put,
            args=(answer, answer.points),
            disabled=is_today,
            help="Back to the weights in use",
        )
        st.button(
            "Undo",
            icon=":material/undo:",
            key="scorecard.undo",
            on_click=undo,
            args=(answer,),
            disabled=not moves_to_undo(answer),
        )
        st.button(
            "Reset",
            icon=":material/restart_alt:",
            key="scorecard.reset",
            on_click=reset,
            args=(answer,),
            disabled=not is_set(answer),
            help="Weights, locks and floors back to the start",
        )
        state.number_input(PASS, "Pass mark (%)", width=130)
        with st.popover("Limits", icon=":material/tune:", key="scorecard.limits"):
            _limits(answer)


def _equal(answer: ScorecardAnswer) -> None:
    setting = setting_of(answer)
    put(answer, equal(setting.points, locked=setting.locked, floors=setting.floors.tolist()))


def _limits(answer: ScorecardAnswer) -> None:
    state.number_input(CAP, "Most a suggestion may move a weight (points)", placeholder="any change")
    setting, names = setting_of(answer), answer.names
    place = st.selectbox(
        "Least weight for",
        range(len(names)),
        format_func=lambda j: f"{names[j]} {answer.texts[j]}",
        key=f"floor.of.{answer.scorecard}",
    )
    least = float(setting.floors[place])
    st.number_input(
        "At least (points)",
        0.0,
        100.0,
        least,
        step=1.0,
        help="For example for compliance. No slider and no suggestion goes below it.",
        **state.widget(f"floor.{answer.scorecard}.{names[place]}", least, partial(_floored, answer, place)),
    )


def _floored(answer: ScorecardAnswer, place: int, points: float | None) -> None:
    set_floors(answer, {place: float(points or 0)})
