"""What moves all weights at once: suggest, equal, today, undo, reset; the pass mark and the limits."""

import streamlit as st

from qm.models.scorecard.weight_moves import equal
from qm.ui.scorecard.question import Question
from qm.ui.scorecard.setting import in_address, put, reset, set_floors, standing_of, undo
from qm.ui.scorecard.suggestion import want

PASS_MARK = 80


def pass_mark() -> float:
    """The pass mark as a share of the score."""
    return float(st.session_state.get("pass") or PASS_MARK) / 100


def controls(question: Question) -> None:
    """The buttons above the rows."""
    standing = standing_of(question)
    is_today = standing.setting.is_at(question.on.points)
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small", key="scorecard.buttons"):
        st.button(
            "Suggest",
            icon=":material/auto_awesome:",
            key="scorecard.suggest",
            type="primary",
            on_click=want,
            args=(question,),
            help="Weights under which the score would follow customers' grades, within locks, floors and the limit on "
            "change; judged on contacts they were not made from.",
        )
        st.button("Equal", key="scorecard.equal", on_click=_equal, args=(question,), help="The same for every question")
        st.button(
            "Today",
            key="scorecard.today",
            on_click=put,
            args=(question, question.on.points),
            disabled=is_today,
            help="The weights in force",
        )
        st.button(
            "Undo",
            icon=":material/undo:",
            key="scorecard.undo",
            on_click=undo,
            args=(question,),
            disabled=not standing.before,
        )
        st.button(
            "Reset",
            icon=":material/restart_alt:",
            key="scorecard.reset",
            on_click=reset,
            args=(question,),
            disabled=not in_address(question),
            help="Weights, locks and floors as at the start",
        )
        st.number_input("Pass mark (%)", 0, 150, PASS_MARK, key="pass", bind="query-params", width=130)
        with st.popover("Limits", icon=":material/tune:", key="scorecard.limits"):
            _limits(question)


def _equal(question: Question) -> None:
    setting = standing_of(question).setting
    put(question, equal(setting.points, locked=setting.locked, floors=setting.floors.tolist()))


def _limits(question: Question) -> None:
    st.number_input(
        "Suggest moves no weight by more than (points)",
        0.0,
        100.0,
        None,
        step=1.0,
        key="cap",
        bind="query-params",
        placeholder="any change",
    )
    setting, names = standing_of(question).setting, question.names
    place = st.selectbox(
        "A floor for",
        range(len(names)),
        format_func=lambda j: f"{names[j]} {question.texts[j]}",
        key=f"floor.of.{question.scorecard}",
    )
    key = f"floor.{question.scorecard}.{names[place]}"
    st.session_state[key] = float(setting.floors[place])
    st.number_input(
        "At least (points)",
        0.0,
        100.0,
        step=1.0,
        key=key,
        on_change=_floored,
        args=(question, place, key),
        help="Such as what compliance asks for: no slider and no suggestion goes below it.",
    )


def _floored(question: Question, place: int, key: str) -> None:
    set_floors(question, {place: float(st.session_state[key] or 0)})
